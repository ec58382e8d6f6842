import type { ObservedRecord } from '../observed';
import type { ReturnFacts } from './returnFacts';
import type { WatchedFunction } from './watchReturns';

/** A function that the failing test called. */
export interface ReturnedFunction extends WatchedFunction, ReturnFacts {
  /** Workspace-relative with `/`. */
  file: string;
}

/** The functions by the numbers that they were given in the watched texts. */
export type WatchedFunctions = ReadonlyMap<number, WatchedFunction & { file: string }>;

/**
 * What the functions returned until one of the run's failures.
 * @param failure 0-based index among the failures of the run
 */
export function returnedFunctions(records: readonly ObservedRecord[], watched: WatchedFunctions, failure: number): ReturnedFunction[] {
  const all = records.filter((record) => record.record === 'returns');
  const own = all.filter((record) => record.failure === failure);
  const found = new Map<number, ReturnedFunction>();
  for (const record of own.length || all.length > 1 ? own : all) {
    for (const { id, ...facts } of record.functions) {
      const place = watched.get(id);
      if (!place) continue;
      const known = found.get(id);
      found.set(id, known ? { ...known, ...facts } : { ...place, ...facts });
    }
  }
  return [...found.values()];
}
