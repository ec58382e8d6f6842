import { childrenOf, isOnlyStatement, nodesIn, type Ir } from '../syntax/lower/ir';
import { lineOf } from '../syntax/lower/places';
import type { SuspectPorts } from '../suspects/candidateFacts';
import type { SyntaxFile } from '../syntax/syntax';
import type { RanLines } from './coverage';

/** {@link unranLines} of each of some files that a run measured; the others are not in it. */
export async function unranIn(files: Iterable<string>, ran: RanLines, { reader, syntax }: SuspectPorts): Promise<Map<string, Set<number>>> {
  const unran = new Map<string, Set<number>>();
  for (const file of new Set(files)) {
    const own = ran.get(file);
    const text = own && (await reader.read(file));
    if (own && text !== undefined) unran.set(file, unranLines(await syntax.parse(file, text), own));
  }
  return unran;
}

/**
 * Blank lines, and those of statements in functions of which no line ran. Engines count the first line of a statement: further ones belong
 * to it. A function that was called and has no line that ran was not measured.
 */
export function unranLines(
  source: SyntaxFile,
  { lines: ran, functions }: { lines: ReadonlySet<number>; functions: ReadonlySet<number> },
): Set<number> {
  const unran = new Set<number>();
  const linesOf = (node: Ir): number[] => {
    const [first, last] = [lineOf(source, node.start), lineOf(source, Math.max(node.start, node.end - 1))];
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  };
  const look = (node: Ir): void => {
    if (node.kind === 'fn') {
      const [first = 0, ...inside] = linesOf(node);
      if (functions.has(first) && inside.length && !inside.some((line) => ran.has(line))) return;
    }
    childrenOf(node).forEach(look);
    // A docstring runs with nothing.
    const isStatement = (isOnlyStatement(node) || node.kind === 'assign') && !(node.kind === 'do' && node.value.kind === 'literal');
    const lines = isStatement ? linesOf(node) : [];
    if (!lines.some((line) => ran.has(line))) lines.forEach((line) => unran.add(line));
  };
  for (const node of nodesIn(source.code, ({ kind }) => kind === 'fn')) if (node.kind === 'fn') look(node);
  for (const [at, text] of source.lines.entries()) if (!text.trim()) unran.add(at + 1);
  return unran;
}
