import { code, placeText, shortened, sourceLine, type ExplainInput, type Explanation } from './explanation';
import { signatureOf } from './unawaitedCall';

/** A call with a different number of arguments than the called function has parameters. */
export function explainArgumentCount({ at, error, view }: ExplainInput): Explanation | undefined {
  const { file, line, fn } = at;
  const wrong = file.calls({ startLine: line, endLine: line }).flatMap((call) => {
    const callee = view.callee(call, file, fn);
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

function countText(count: number): string {
  return count === 0 ? 'no arguments' : count === 1 ? '1 argument' : `${count} arguments`;
}
