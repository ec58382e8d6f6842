import { callWritten } from './callText';
import type { Clue } from './clue';
import { code, placeText, shortened, sourceLine, type ExplainInput, type Explanation } from './explanation';
import { only } from './programView';
import { signatureOf } from './unawaitedCall';

/** A call with a different number of arguments than the called function has parameters. */
export function explainArgumentCount({ at, error, view }: ExplainInput): Explanation | undefined {
  const { file, line, fn } = at;
  const wrong = file.calls({ startLine: line, endLine: line }).flatMap((call) => {
    const callee = call.construct
      ? only(
          view
            .functionsNamed('constructor')
            .concat(view.functionsNamed(call.name))
            .filter((each) => each.fn.kind === 'constructor' && each.fn.className === call.name),
        )
      : view.callee(call, file, fn);
    return callee && callee.fn.parameters.length !== call.args.length ? [{ call, callee }] : [];
  });
  const [found] = wrong;
  if (!found || wrong.length > 1) return undefined;
  const { call, callee } = found;
  const place = signatureOf(callee);
  const written = `${call.name}(${call.args.join(', ')})`;
  const signature = (callee.file.lines[place.line - 1] ?? '').trim().replace(/[{:]$/, '').trimEnd();
  const missing = callee.fn.parameters.slice(call.args.length).map(({ name }) => code(name));
  return {
    title: `${code(written)} passes ${countText(call.args.length)} where ${code(call.name)} takes ${callee.fn.parameters.length}`,
    sentences: [
      `Line ${line} calls ${code(written)} with ${countText(call.args.length)}, but ${code(call.name)} takes ${callee.fn.parameters.length} (${placeText(place, at)}): ${code(shortened(signature))}.`,
      ...(missing.length > 0 ? [`${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not passed.`] : []),
    ],
    evidence: [{ ...place, why: `the parameters of ${code(call.name)}` }],
    origin: place,
    check: `Which side is out of date: the call ${code(sourceLine(at))}, or the parameters at ${place.file}:${place.line}? The compiler says: ${error.message.split('\n', 1)[0] ?? ''}`,
  };
}

/** Ruby, PHP: the error arises in the function; the frame around it has the call. */
export function explainGivenCount(
  { given, expected }: Extract<Clue, { kind: 'argumentCount' }>,
  { at, view, frame }: ExplainInput,
): Explanation | undefined {
  const { fn, file } = at;
  const outer = view.frames.slice(frame + 1).find(({ error }) => error === at.error);
  if (!fn || !outer) return undefined;
  const names = fn.name === 'initialize' || fn.kind === 'constructor' ? ['new', fn.className ?? '', fn.name] : [fn.name];
  const calls = outer.file
    .calls({ startLine: outer.line, endLine: outer.line })
    .filter(({ name, args }) => names.includes(name) && args.length === given);
  const [call] = calls.length === 1 ? calls : [];
  if (!call) return undefined;
  const place = { file: outer.file.file, line: outer.line };
  const signature = { file: file.file, line: fn.signature.startLine };
  const written = callWritten(call, outer.file);
  const missing = fn.parameters.slice(given).map(({ name }) => code(name));
  return {
    title: `${code(written)} passes ${countText(given)} where ${code(fn.name)} needs ${expected}`,
    sentences: [
      `${code(written)} (${placeText(place, at)}) passes ${countText(given)}, but ${code(fn.name)} needs ${expected} (line ${signature.line}): ${code(shortened((file.lines[signature.line - 1] ?? '').trim().replace(/[{:]$/, '').trimEnd()))}.`,
      ...(missing.length > 0 && /^\d+$/.test(expected)
        ? [`${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not passed.`]
        : []),
    ],
    evidence: [
      { ...place, why: `passes ${countText(given)}` },
      { ...signature, why: `the parameters of ${code(fn.name)}` },
    ],
    origin: place,
    check: `Compare the call at ${place.file}:${place.line} with the parameters of ${code(fn.name)}. If they fit, this is not the cause.`,
  };
}

function countText(count: number): string {
  return count === 0 ? 'no arguments' : count === 1 ? '1 argument' : `${count} arguments`;
}
