import { detailOf } from './messages/details';
import { withoutLast } from './textTests';
import { only } from '../../only';
import { code, placeText, shortened, sourceLine, type ExplainInput, type Explanation } from './explanation';
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
  const signature = withoutLast((callee.file.lines[place.line - 1] ?? '').trim(), '{:').trimEnd();
  const left = leftOut(`${error.message}\n${error.details ?? ''}`) ?? callee.fn.parameters.map((_, at) => at).slice(call.args.length);
  const missing = left.flatMap((at) => callee.fn.parameters[at]?.name ?? []).map(code);
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

/** Go, Java: the positions of the wanted types that are not among the given ones; undefined where the message does not say, or they fit in several ways. */
function leftOut(message: string): number[] | undefined {
  const go = detailOf('goArguments', message);
  const groups = go.wanted === undefined ? { ...detailOf('javaWanted', message), ...detailOf('javaGiven', message) } : go;
  if (groups.wanted === undefined) return undefined;
  const [given, wanted] = [groups.given ?? '', groups.wanted].map((list) =>
    list
      .split(',')
      .map((type) => type.trim())
      .filter((type) => type && type !== 'no arguments'),
  );
  const ways = subsequences(given!, wanted!);
  return ways.length === 1 ? ways[0] : undefined;
}

/** Which of the wanted are left over, for each way to find the given among them in their order; two ways at most. */
function subsequences(given: readonly string[], wanted: readonly string[], from = 0, left: readonly number[] = []): number[][] {
  const [first, ...rest] = given;
  if (first === undefined) return [[...left, ...wanted.map((_, at) => at).slice(from)]];
  const found: number[][] = [];
  for (let at = from; at < wanted.length && found.length < 2; at += 1)
    if (wanted[at] === first) found.push(...subsequences(rest, wanted, at + 1, [...left, ...range(from, at)]));
  return found.slice(0, 2);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}

function countText(count: number): string {
  return count === 0 ? 'no arguments' : count === 1 ? '1 argument' : `${count} arguments`;
}
