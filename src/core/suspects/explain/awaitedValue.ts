import { signatureOf, isAsync } from './programView';
import { lineOf, loweredFunction, nodesOn, spanOfLines } from '../../syntax/lower/places';
import { expressionOn } from '../../flow/expressionOn';
import { calledName } from '../../flow/codeIndex';
import { only } from '../../only';
import type { Clue } from './clue';
import { callWritten } from './callText';
import { citing, code, placeText, sourceLine, type ExplainInput, type Explanation } from './explanation';
import type { Place } from '../../flow/originSteps';

/** Python: `await` on a call of a function that is not `async`. */
export function explainAwaited({ type }: Extract<Clue, { kind: 'awaited' }>, { at, view }: ExplainInput): Explanation | undefined {
  const awaited = nodesOn(at.file.code, spanOfLines(at.file, at.line)).flatMap((node) =>
    node.kind === 'same' && node.how === 'await' && node.of.kind === 'call' ? [calledName(node.of)] : [],
  );
  const call = only(at.file.calls({ startLine: at.line, endLine: at.line }).filter(({ name }) => awaited.includes(name)));
  const callee = call && view.callee(call, at.file);
  const is = type === 'NoneType' ? 'None' : type;
  if (!call || !callee) return undefined;
  const place = signatureOf(callee);
  const written = callWritten(call, at.file);
  if (isAsync(callee)) return undefined;
  return {
    title: `${code(call.name)} is awaited, and it is not ${code('async')}`,
    sentences: [
      `Line ${at.line} awaits ${code(written)}, but ${code(call.name)} (${placeText(place, at)}) is no ${code('async')} function: its call gives ${code(is)}, which cannot be awaited.`,
    ],
    ...citing(place, `${code(call.name)} is a plain function`),
    check: `Leave out ${code('await')} on line ${at.line}, or declare ${code('async def')} at ${place.file}:${place.line}. If it still fails, this is not the cause.`,
  };
}

/** Go: two goroutines use the same memory, and one of them writes it. */
export function explainRace({ at, evidence, view }: ExplainInput): Explanation {
  const text = sourceLine(at);
  // The first frame with code of each of the two accesses.
  const accesses = evidence.report.errors.flatMap(({ type, message }, index) => {
    const found = type === 'DATA RACE' || message.startsWith('Previous ') ? view.frames.find(({ error }) => error === index) : undefined;
    return found ? [{ message, place: { file: found.file.file, line: found.line } }] : [];
  });
  const isHere = (place: Place): boolean => place.file === at.file.file && place.line === at.line;
  const elsewhere = accesses.find(({ place }) => !isHere(place))?.place;
  const onlyReads = accesses.every(({ message, place }) => !isHere(place) || /\bread\b/i.test(message));
  const [, target, sign] = /^([\w.[\]]{1,120})\s*(\+\+|--|[-+*/|&]?=(?!=))/.exec(text) ?? [];
  // A read in a plain assignment is of what is assigned, not of its target.
  const used = sign === '=' && onlyReads ? undefined : target;
  const what = used ? code(used) : 'the same memory';
  return {
    title: used
      ? `Data race: two goroutines use ${what} at the same time`
      : 'Data race: two goroutines use the same memory at the same time',
    sentences: [
      `Line ${at.line}, ${code(text)}, ${elsewhere ? `and ${placeText(elsewhere, at)} ran` : 'ran'} in two goroutines at the same time, and at least one of them writes ${what}: nothing puts them in order, so changes can get lost.`,
      `A ${code('sync.Mutex')} that is locked around every use, or ${code('sync/atomic')}, would put them in order.`,
    ],
    evidence: [],
    origin: { file: at.file.file, line: at.line },
    check: `Lock a mutex around every use of ${what} and run it again with ${code('-race')}. If the report stays the same, this is not the cause.`,
  };
}

/** Flask: a view function that can reach its end without a `return`. */
export function explainNoAnswer({ name }: Extract<Clue, { kind: 'noAnswer' }>, { at, view }: ExplainInput): Explanation | undefined {
  const found = view.functionsNamed(name);
  const [one] = found.length === 1 ? found : [];
  if (!one || one.file.fallsThrough(one.fn) !== true) return undefined;
  const { file, fn } = one;
  const place = { file: file.file, line: lineOf(file, loweredFunction(file, fn)?.start ?? 0) };
  const last = (file.lines[fn.endLine - 1] ?? '').trim();
  return {
    subject: `${code(name)} returns nothing`,
    title: `${code(name)} ends without a ${code('return')}`,
    sentences: [
      `Line ${at.line} asks the application for a page, and its view function ${code(name)} (${placeText(place, at)}) can reach its end without a ${code('return')}, which gives None.`,
      ...(expressionOn(file, last, fn.endLine)?.kind === 'call'
        ? [`Its last line, ${code(last)}, makes a value that is not returned.`]
        : []),
    ],
    evidence: [
      { ...place, why: 'can end without returning a value' },
      { file: file.file, line: fn.endLine, why: 'its last line' },
    ],
    origin: place,
    check: `Return an answer at ${file.file}:${fn.endLine}. If the same message stays, this is not the cause.`,
  };
}
