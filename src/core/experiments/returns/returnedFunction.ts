import type { FunctionId, ObservedRecord } from '../observed';
import type { WrittenPart } from '../asserted/writtenPart';
import type { ReturnFacts } from './returnFacts';
import type { WatchedFunction } from './watchReturns';

/** A function that the failing test called. */
export interface ReturnedFunction extends WatchedFunction, ReturnFacts {
  /** Workspace-relative with `/`. */
  file: string;
}

/** A function that made a value, and the line of the statement that handed it out. */
export interface Maker extends Pick<ReturnedFunction, 'file' | 'startLine' | 'endLine' | 'line'> {
  /** Where it writes out a wrong part of that value. */
  written?: WrittenPart;
}

export type WatchedFunctions = ReadonlyMap<FunctionId, WatchedFunction & { file: string }>;

/** The function that made the asserted value, or its first wrong piece: one that put pieces together is not to blame. */
export function makerOf(returned: readonly ReturnedFunction[]): ReturnedFunction | undefined {
  const pieces = returned.filter(({ pieceAt }) => pieceAt !== undefined);
  return pieces.sort((a, b) => (a.pieceAt ?? 0) - (b.pieceAt ?? 0))[0] ?? returned.find(({ made }) => made);
}

/**
 * What the functions returned until one of the run's failures.
 * @param failure 0-based index among the failures of the run
 */
export function returnedFunctions(records: readonly ObservedRecord[], watched: WatchedFunctions, failure: number): ReturnedFunction[] {
  const all = records.filter((record) => record.record === 'returns');
  const own = all.filter((record) => record.failure === failure);
  const found = new Map<FunctionId, ReturnedFunction>();
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
