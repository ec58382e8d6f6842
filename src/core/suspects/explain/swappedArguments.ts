import type { CallSite, Parameter } from '../../syntax/syntax';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';
import { signatureOf, type FunctionAt } from './programView';
import { kindOfLiteral, kindOfType } from './valueKind';

/**
 * Two arguments of a call that fit only in the other order: by their literal and declared kinds, or by names that equal each other's
 * parameter. 0-based positions.
 */
export function swappedArguments(args: readonly string[], parameters: readonly Parameter[]): [number, number] | undefined {
  for (let first = 0; first < args.length; first++) {
    for (let second = first + 1; second < args.length; second++) {
      const [a, b] = [parameters[first], parameters[second]];
      if (a && b && (byKind(args, first, second, a, b) || byName(args, first, second, a, b))) return [first, second];
    }
  }
  return undefined;
}

function byKind(args: readonly string[], first: number, second: number, a: Parameter, b: Parameter): boolean {
  const [wanted, wantedToo] = [kindOfType(a.type), kindOfType(b.type)];
  if (!wanted || !wantedToo || wanted === wantedToo) return false;
  const [given, givenToo] = [kindOfLiteral(args[first]!), kindOfLiteral(args[second]!)];
  return (
    (given === wantedToo || given === undefined) && (givenToo === wanted || givenToo === undefined) && (given ?? givenToo) !== undefined
  );
}

function byName(args: readonly string[], first: number, second: number, a: Parameter, b: Parameter): boolean {
  const last = (text: string): string =>
    (/(?<!\w)([A-Za-z_]\w*)$/.exec(text.trim().replace(/\(\)$/, ''))?.[1] ?? '').replaceAll('_', '').toLowerCase();
  const bare = (name: string): string => name.replace(/[_$&]/g, '').toLowerCase();
  return last(args[first]!) === bare(b.name) && last(args[second]!) === bare(a.name) && bare(a.name) !== bare(b.name);
}

/** Adds that the arguments of the failing call are swapped, where the code shows it. */
export function withSwappedArguments(explanation: Explanation, input: ExplainInput): Explanation {
  const { view, at, frame } = input;
  const places = [at, ...view.frames.slice(frame + 1, frame + 2).filter(({ error }) => error === at.error)];
  for (const { file, line } of places) {
    for (const call of file.calls({ startLine: line, endLine: line })) {
      const target = view.callee(call, file);
      const swapped = target && swappedArguments(call.args, target.fn.parameters);
      if (swapped) return told(explanation, input, { call, place: { file: file.file, line }, target, swapped });
    }
  }
  return explanation;
}

function told(
  explanation: Explanation,
  { at }: ExplainInput,
  {
    call,
    place,
    target,
    swapped,
  }: { call: CallSite; place: { file: string; line: number }; target: FunctionAt; swapped: [number, number] },
): Explanation {
  const signature = signatureOf(target);
  const [a, b] = swapped.map((position) => code(call.args[position] ?? ''));
  const [first, second] = swapped.map((position) => code(target.fn.parameters[position]?.name ?? ''));
  return {
    ...explanation,
    sentences: [
      ...explanation.sentences.slice(0, 1),
      `${a} and ${b} are swapped (${placeText(place, at)}): ${code(call.name)} takes ${first} before ${second} (${placeText(signature, at)}).`,
      ...explanation.sentences.slice(1),
    ],
    evidence: [
      ...explanation.evidence,
      ...(place.line === at.line && place.file === at.file.file ? [] : [{ ...place, why: `passes ${a} before ${b}` }]),
      { ...signature, why: `the parameters of ${code(call.name)}` },
    ],
    origin: explanation.origin ?? signature,
    check: `Swap ${a} and ${b} at ${place.file}:${place.line}. If it still fails, this is not the cause.`,
  };
}
