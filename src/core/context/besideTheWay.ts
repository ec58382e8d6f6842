import type { SyntaxFile } from '../syntax/syntax';
import type { LineRange } from './failureEvidence';
import { openersOf, originsOf, rangesWithout } from './foldCode';

/** Fewer lines between two that are kept stay: their mark is as long. */
const SHORTEST_GAP = 3;

/**
 * What a function leaves out that only led to some of its lines: all but its signature, those lines, the blocks that they stand in, and the
 * assignments of what they read and of what that is made of. 1-based, inclusive.
 */
export function besideTheWay(source: SyntaxFile, range: LineRange, lines: readonly number[]): LineRange[] {
  const { startLine, endLine } = range;
  const fn = source.functions.find((each) => each.startLine === startLine && each.endLine === endLine);
  const kept = new Set(span({ startLine, endLine: fn?.signature.endLine ?? startLine }));
  const definitions = source.allDefinitions(range);
  for (const line of lines) {
    const way = [line, ...openersOf(source, startLine, line)];
    const origins = way.flatMap((each) => [...originsOf(source, range, each).keys()]);
    const made = definitions.filter((each) => origins.includes(each.startLine)).flatMap(span);
    for (const each of [...way, ...made, ...origins.flatMap((origin) => openersOf(source, startLine, origin))]) kept.add(each);
  }
  return rangesWithout(kept, startLine, endLine, SHORTEST_GAP);
}

function span({ startLine, endLine }: LineRange): number[] {
  return Array.from({ length: endLine - startLine + 1 }, (_, at) => startLine + at);
}
