import type { Expr, Ir, Span } from '../syntax/lower/ir';
import { lineOf } from '../syntax/lower/places';
import type { SyntaxFile } from '../syntax/syntax';
import type { OriginEnd, OriginStep, Place } from './originSteps';
import { frameFn } from './codeIndex';
import type { Exported, FnAt } from './program';
import { textOf, type At, type Entered, type Path, type Program, type Selector, type Way } from './way';

/** The walk's state: what it may still visit, and how the parts of the flow reach each other. `hops`: steps taken so far. */
export interface FlowWalk {
  readonly program: Program;
  left: number;
  readonly near: boolean;
  /** What is being followed, to see circles. */
  readonly open: Set<string>;
  follow(expr: Expr, path: Path, at: At, hops: number): Way[];
  /** The results of a function. */
  returns(fn: FnAt, path: Path, entered: Entered | undefined, hops: number): Way[];
  /** A value that another module exports. */
  exported(what: Exported, name: string, expr: Expr, path: Path, at: At, hops: number): Way[];
  /** Where in a value a name of a pattern is, and what it is where that is missing. */
  part(pattern: Expr, name: string, of: string, at: At, hops: number): { path: Selector[]; fallback?: Expr } | undefined;
  /** The keys that an expression may be, where the code decides them. */
  selectors(asked: Expr, of: string, at: At, hops: number): Selector[];
  /** The ways of a value under a key. */
  lookup(ways: readonly Way[], selector: Selector, asked: Expr, expr: Expr, path: Path, at: At, hops: number): Way[];
}

/** Ways of one value; where there are more, it is not followed further. */
export const MOST_WAYS = 12;

/** A way that stops at an expression whose value is known to be something. */
export function stop(expr: Expr, path: Path, at: At): Way {
  return { steps: [], last: { expr, path, at }, trail: [] };
}

/** A way that stops where nothing more is known. */
export function unknown(expr: Expr, path: Path, at: At): Way {
  return { ...stop(expr, path, at), open: true };
}

export function ended(end: OriginEnd, expr: Expr, path: Path, at: At): Way {
  return { ...stop(expr, path, at), end };
}

/** Puts a step before each way. */
export function after(step: OriginStep, ways: readonly Way[]): Way[] {
  return ways.map((way) => ({ ...way, steps: [step, ...way.steps] }));
}

export function placeOf({ file }: Pick<At, 'file'>, { start }: Span): Place {
  return { file: file.file, line: lineOf(file, start) };
}

/** Code for a step: whole, in one piece. */
export function written(at: Pick<At, 'file'>, node: Span): string {
  return textOf(at, node).trim();
}

/** The name that a person would give the code around a node. */
export function byOf(file: SyntaxFile, node: Span): string {
  return file.enclosing(lineOf(file, node.start))?.name ?? '';
}

/** The frame of the stack that runs the function around a node, where it is on the stack. */
export function located(program: Program, file: SyntaxFile, node: Ir, { frame }: Pick<At, 'frame'> = {}): At {
  const fn = frameFn(file, node);
  const own = frame === undefined ? undefined : program.frames[frame];
  const found = program.frames.findIndex(
    (each) =>
      each.file === file &&
      (own === undefined || each.error === own.error) &&
      (fn === undefined ? each.fn === undefined : each.fn !== undefined && isFn(file, each.fn, fn)),
  );
  return { file, ...(found >= 0 && { frame: found }) };
}

/** Whether a function of a file's structure is the lowered one. */
export function isFn(
  file: SyntaxFile,
  node: { startLine: number; endLine: number; name: string },
  fn: { start: number; end: number; name: string },
): boolean {
  const [start, end] = [lineOf(file, fn.start), lineOf(file, fn.end)];
  return node.startLine <= start && node.endLine === end && (fn.name === '' || node.name === fn.name || node.name.endsWith(fn.name));
}

export function key(name: string, of: string): Selector {
  return { kind: 'key', key: name, of };
}
