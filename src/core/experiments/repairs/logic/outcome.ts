import { changedNumbers, elements, isNothing, isReordered, plain } from '../../../suspects/explain/faults/shapes';
import type { RepairedFailure } from '../repairTemplate';

/** How a wrong result differs from the expected one. */
export type Outcome =
  | 'byOne'
  | 'truth'
  | 'reordered'
  | 'sign'
  | 'factor'
  | 'fraction'
  | 'number'
  | 'missing'
  | 'extra'
  | 'case'
  | 'blanks'
  | 'nothing';

/** How the values that a test compared differ; several may hold. */
export function outcomesOf({ expectations }: Pick<RepairedFailure, 'expectations'>): ReadonlySet<Outcome> {
  const found = new Set<Outcome>();
  for (const { expected, actual } of expectations) {
    const [wanted, got] = [plain(expected), plain(actual)];
    if (/^(?:true|false)$/i.test(wanted) && /^(?:true|false)$/i.test(got)) found.add('truth');
    if (isNothing(got) || got === 'NaN') found.add('nothing');
    if (isReordered(expected, actual)) found.add('reordered');
    else if (elements(expected) !== undefined && elements(actual) !== undefined && expected !== actual)
      found.add(lengthOf(actual) < lengthOf(expected) ? 'missing' : 'extra');
    if (wanted !== got && wanted.toLowerCase() === got.toLowerCase()) found.add('case');
    else if (wanted !== got && wanted.replace(/\s+/g, '') === got.replace(/\s+/g, '')) found.add('blanks');
    for (const [a, b] of changedNumbers(wanted, got) ?? []) {
      found.add('number');
      if (Math.abs(a - b) === 1) found.add('byOne');
      if (a === -b) found.add('sign');
      if (Math.abs(a - b) < 1) found.add('fraction');
      if (factorOf(a, b) !== undefined) found.add('factor');
    }
  }
  return found;
}

/** The whole factor from 2 on by which a result is too large or too small. */
export function factorOf(wanted: number, got: number): number | undefined {
  const [large, small] = [Math.max(Math.abs(wanted), Math.abs(got)), Math.min(Math.abs(wanted), Math.abs(got))];
  const factor = large / small;
  return small > 0 && factor >= 2 && Number.isInteger(Math.round(factor * 1e6) / 1e6) ? Math.round(factor) : undefined;
}

function lengthOf(list: string): number {
  return (elements(list) ?? '').split(',').filter(Boolean).length;
}
