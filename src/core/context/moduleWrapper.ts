import type { FunctionNode, SyntaxFile } from '../syntax/syntax';

/**
 * A function that spans most of its file and contains others is the module's shell: `(function (root) { … })(this)`, `define(function …)`.
 */
const SHELL_SHARE = 0.6;
const SHORTEST_SHELL = 40;
const FEWEST_INSIDE = 2;
/** The minimum share of inner functions in a shell's lines: a function with more code of its own is a unit. */
const INSIDE_SHARE = 0.6;

/** Whether a function only wraps its module, and is no unit of code itself. */
export function isWrapper(source: SyntaxFile, fn: FunctionNode): boolean {
  const length = fn.endLine - fn.startLine + 1;
  if (length < SHORTEST_SHELL || length < SHELL_SHARE * source.lines.length || fn.kind === 'test') return false;
  const outer = fn.parent === undefined ? undefined : source.functions[fn.parent];
  if (outer && !isWrapper(source, outer)) return false;
  const inside = source.functions.filter((each) => each.parent === fn.index);
  const covered = inside.reduce((sum, { startLine, endLine }) => sum + endLine - startLine + 1, 0);
  return inside.length >= FEWEST_INSIDE && covered >= INSIDE_SHARE * length;
}

/** The functions at the top of a module, or inside its wrapper where it has one. */
export function topFunctions(source: SyntaxFile): FunctionNode[] {
  const shells = new Set<number>();
  // Outer before inner, so that an outer shell is known before the inner one.
  for (const fn of source.functions) if ((fn.parent === undefined || shells.has(fn.parent)) && isWrapper(source, fn)) shells.add(fn.index);
  return source.functions.filter((fn) => !shells.has(fn.index) && (fn.parent === undefined || shells.has(fn.parent)));
}
