import type { FunctionNode } from '../../syntax/syntax';
import { codeColumn, wholeFile, type ReadChain, type ValueWalk } from './valueWalk';

/** Operators of assignments that build a value up. */
export const ACCUMULATES = /^(?:[-+*/%&|^]|\*\*|\/\/|<<|>>>?|\?\?|\|\||&&)=$/;
/** Places at which one value is added to. */
const MOST_PLACES = 3;

/** `total += price`: a value that is built up where it is read, nearest first. */
export async function followAccumulation(
  walk: ValueWalk,
  { source, fn: reader, chain, rest, line: read, into }: ReadChain,
  scope: FunctionNode | undefined,
): Promise<void> {
  const places = source
    .operations(scope ?? wholeFile(source))
    .filter(({ operator, left, line }) => ACCUMULATES.test(operator) && left === chain && (scope !== reader || line < read));
  for (const { right, line } of places.slice(-MOST_PLACES).reverse()) {
    const fn = source.enclosing(line);
    const place = { line, column: codeColumn(source, line), endLine: line + right.split('\n').length - 1 };
    const hop = await walk.add({ source, fn }, { ...place, expression: chain, when: 'after', look: chain, path: rest, into, binds: true });
    const lines = { startLine: line, endLine: place.endLine };
    const reads = source.propertyReads(lines).map(({ object, property }) => `${object}.${property}`);
    const calls = source.calls(lines).filter(({ name }) => right.includes(`${name}(`));
    walk.follow({ source, fn, text: right, calls, reads: reads.filter((each) => right.includes(each)), line, into: hop });
  }
}
