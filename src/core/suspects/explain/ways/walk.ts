import type { FunctionNode, SyntaxFile } from '../../../syntax/syntax';
import type { ExpressionAt, OriginStep, Place, ValueOrigin } from '../originSteps';
import type { Selector } from './passingCalls';
import type { FunctionAt, ProgramView } from '../programView';

/** A possible way of a value back through the program, and where it stops. */
export interface Way extends ValueOrigin {
  /** The expression at which the way stops, the part of its value that is meant, and its place. */
  last: { text: string; path: readonly Selector[]; at: ExpressionAt };
  /** The expressions that it goes through. */
  trail?: readonly { text: string; at: ExpressionAt }[];
}

/** Languages whose values are followed without their types. */
export const FOLLOWED = /^(?:javascript|python|ruby|php)$/;

/** Possible origins of one value; where there are more, its way ends. */
export const MOST_WAYS = 4;

/** The walk's state: what it may still visit. */
export interface Walk {
  readonly view: ProgramView;
  left: number;
  follow(text: string, path: readonly Selector[], at: ExpressionAt, hops: number): Way[];
  /** The results of a function. */
  returned(callee: FunctionAt, path: readonly Selector[], entered: ExpressionAt['entered'], hops: number): Way[];
}

/** Puts a step before each way. */
export function after(step: OriginStep, ways: readonly Way[]): Way[] {
  return ways.map((way) => ({ ...way, steps: [step, ...way.steps] }));
}

/** What begins empty is only what is put in. */
export function joined(ways: readonly Way[], filled: readonly Way[], path: readonly Selector[]): Way[] {
  const isBare = ({ last }: Way): boolean =>
    /^(?:\[\s*\]|\{\s*\}|new (?:Map|Set|Array)(?:<[^()]{0,80}>)?\(\)|(?:list|dict|set|deque|array|Map|Set|Array|Hash\.new|Set\.new|Array\.new)\(\))$/.test(
      last.text,
    ) && last.path.length > 0;
  // Beside elements that it began with, those put in are not the only ones.
  return filled.length > 0 && path.length > 0 && ways.every(isBare) ? [...filled] : [...ways];
}

/** A place off the path of the value: a function that is on the stack keeps its caller. */
export function located(view: ProgramView, file: SyntaxFile, fn: FunctionNode | undefined, line: number): ExpressionAt {
  const frame = fn === undefined ? -1 : view.frames.findIndex((each) => each.file === file && each.fn === fn);
  return { file, fn, line, ...(frame >= 0 && { frame }) };
}

/** A path of keys, as it is written in a destructuring. */
export function selectors(path: readonly string[], of: string): Selector[] {
  return path.map((key) => ({ key, of }));
}

export function placeOf({ file, line }: ExpressionAt): Place {
  return { file: file.file, line };
}
