import { isWord } from './textTests';
import { only } from '../../only';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';
import { asyncCallee, signatureOf, unawaitedCall, type Unawaited } from './unawaitedCall';
import { nearOriginOf } from './followed';

/** Python: a coroutine is used as if it were the awaited value; undefined where the line does not show which name holds it. */
export function explainCoroutine({ at, view, frame }: ExplainInput): Explanation | undefined {
  const { file, line, fn } = at;
  const names = [
    ...new Set([
      ...file.propertyReads({ startLine: line, endLine: line }).map(({ object }) => object),
      ...file.calls({ startLine: line, endLine: line }).flatMap(({ receiver, args }) => [...(receiver ? [receiver] : []), ...args]),
      ...file.allDefinitions({ startLine: line, endLine: line }).flatMap(({ value }) => value?.trim() ?? []),
      ...(file.lines[line - 1]?.match(/[A-Za-z_]\w{0,80}/g) ?? []),
    ]),
  ];
  const found = names.flatMap((name) => {
    const unawaited = isWord(name) ? unawaitedCall(name, at, view) : undefined;
    return unawaited ? [{ name, ...unawaited }] : [];
  });
  const direct = file.calls({ startLine: line, endLine: line }).flatMap((call) => {
    const callee = new RegExp(`\\bawait\\s+(?:[\\w.]+\\.)?${call.name}\\s*\\(`).test(file.lines[line - 1] ?? '')
      ? undefined
      : asyncCallee(call, file, fn, view);
    return callee ? [{ call, callee }] : [];
  });
  if (found.length + direct.length === 0) return ofArgument(names, { at, view, frame });
  if (found.length + direct.length !== 1) return undefined;
  const [named] = found;
  const { call, callee } = (named ?? direct[0])!;
  const place = named?.place ?? { file: file.file, line };
  const what = code(named?.name ?? `${call.receiver ? `${call.receiver}.` : ''}${call.name}(${call.args.join(', ')})`);
  return {
    subject: `${what} is a coroutine`,
    title: `${what} is a coroutine: \`await\` is missing`,
    sentences: [
      `Line ${line} uses ${what}, which is a coroutine and not yet the value.`,
      named
        ? `It is assigned on line ${place.line} from ${code(`${call.name}(${call.args.join(', ')})`)} without ${code('await')}; ${code(call.name)} is ${code('async')} (${placeText(signatureOf(callee), at)}).`
        : `${code(call.name)} is ${code('async')} (${placeText(signatureOf(callee), at)}), and the call has no ${code('await')}.`,
    ],
    evidence: [
      { ...place, why: `${code(call.name)} is not awaited` },
      { ...signatureOf(callee), why: `${code(call.name)} is ${code('async')}` },
    ],
    origin: place,
    check: `Add ${code('await')} on line ${place.line}. If it still fails, this is not the cause.`,
  };
}

/** A coroutine that a caller on the stack passes on. */
function ofArgument(names: readonly string[], { at, view, frame }: Pick<ExplainInput, 'at' | 'view' | 'frame'>): Explanation | undefined {
  return notWaitedFor(
    names.flatMap((name) => {
      if (!at.fn?.parameters.some((each) => each.name === name)) return [];
      const { steps } = nearOriginOf(view, name, { file: at.file, fn: at.fn, line: at.line, frame });
      const made = steps.findLast(({ kind }) => kind === 'assigned');
      const file = made && view.file(made.file);
      const unawaited =
        file && made.kind === 'assigned'
          ? unawaitedCall(made.name, { file, fn: file.enclosing(made.line), line: made.line + 1 }, view, at)
          : undefined;
      if (!unawaited) return [];
      return [{ name, check: `Add ${code('await')} at ${unawaited.place.file}:${unawaited.place.line}.`, ...unawaited }];
    }),
    at,
  );
}

function notWaitedFor(all: readonly (Unawaited & { name: string; check: string })[], at: ExplainInput['at']): Explanation | undefined {
  const found = only(all);
  if (!found) return undefined;
  const { name, call, callee, place, sentence, check } = found;
  return {
    subject: `${code(name)} is a coroutine`,
    title: `${code(name)} is a coroutine: \`await\` is missing`,
    sentences: [`Line ${at.line} uses ${code(name)}, which is a coroutine and not yet the value.`, sentence],
    evidence: [
      { ...place, why: `${code(call.name)} is not awaited` },
      { ...signatureOf(callee), why: `${code(call.name)} is ${code('async')}` },
    ],
    origin: place,
    check: `${check} If it still fails, this is not the cause.`,
  };
}
