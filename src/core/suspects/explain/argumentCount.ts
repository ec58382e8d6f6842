import { withoutLast } from './textTests';
import { citing, code, placeText, shortened, sourceLine, type ExplainInput, type Explanation } from './explanation';
import { signatureOf } from './programView';

/** A call with a different number of arguments than the called function has parameters. */
export function explainArgumentCount({ at, error, view }: ExplainInput): Explanation | undefined {
  const { file, line } = at;
  const wrong = file.calls({ startLine: line, endLine: line }).flatMap((call) => {
    const callee = view.callee(call, file);
    return callee && callee.fn.parameters.length !== call.args.length ? [{ call, callee }] : [];
  });
  const [found] = wrong;
  if (!found || wrong.length > 1) return undefined;
  const { call, callee } = found;
  const place = signatureOf(callee);
  const written = `${call.name}(${call.args.join(', ')})`;
  const { startLine, endLine } = callee.fn.signature;
  const header = callee.file.lines.slice(startLine - 1, endLine).map((each) => each.trim());
  const signature = withoutLast(header.join(' '), '{:').trimEnd();
  return {
    title: `${code(written)} passes ${countText(call.args.length)} where ${code(call.name)} takes ${callee.fn.parameters.length}`,
    sentences: [
      `Line ${line} calls ${code(written)} with ${countText(call.args.length)}, but ${code(call.name)} takes ${callee.fn.parameters.length} (${placeText(place, at)}): ${code(shortened(signature))}.`,
    ],
    ...citing(place, `the parameters of ${code(call.name)}`),
    check: `Which side is out of date: the call ${code(sourceLine(at))}, or the parameters at ${place.file}:${place.line}? The compiler says: ${error.message.split('\n', 1)[0] ?? ''}`,
  };
}

function countText(count: number): string {
  return count === 0 ? 'no arguments' : count === 1 ? '1 argument' : `${count} arguments`;
}
