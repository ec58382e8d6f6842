import type { RecentChange } from '../context/failureEvidence';
import { closed, unitDependencies } from './unitDependencies';

/**
 * The changes to undo with one, itself first, the others in the order of the list: those that use what it adds, and those whose parameters
 * or arguments it changed with it. Without them the code would not fit together.
 * @param changes all recent changes, this one among them
 */
export function changesTogether(changes: readonly RecentChange[], change: RecentChange): RecentChange[] {
  const at = changes.indexOf(change);
  if (at < 0) return [change];
  const together = closed([at], neededBy(changes));
  // A deleted file has no lines to change.
  return [change, ...changes.filter((other, index) => index !== at && together.has(index) && !other.deleted)];
}

const known = new WeakMap<readonly RecentChange[], ReadonlyMap<number, ReadonlySet<number>>>();

/** For each change those that need it; by their places in the list. */
function neededBy(changes: readonly RecentChange[]): ReadonlyMap<number, ReadonlySet<number>> {
  const before = known.get(changes);
  if (before) return before;
  const needs = unitDependencies(changes.map(({ diff }, index) => ({ index, ...linesOf(diff) })));
  const by = new Map(changes.map((_, index) => [index, new Set<number>()]));
  for (const [index, others] of needs) for (const other of others) by.get(other)?.add(index);
  known.set(changes, by);
  return by;
}

function linesOf(diff: string): { removed: string[]; added: string[] } {
  const lines = diff.split('\n').filter((line) => !/^(?:---|\+\+\+) /.test(line));
  const of = (sign: string): string[] => lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1));
  return { removed: of('-'), added: of('+') };
}
