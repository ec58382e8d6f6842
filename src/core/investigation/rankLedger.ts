import { MAX_HYPOTHESES } from '../hypotheses/hypothesis';
import { LOCAL_ROUND, lastRound, type Investigation, type LedgerEntry } from './investigation';

export interface RankedEntry {
  entry: LedgerEntry;
  /** 1-based; the first {@link MAX_HYPOTHESES} places that are not folded are the ones on show. */
  rank: number;
  folded: boolean;
}

export interface RankedLedger {
  entries: RankedEntry[];
  /** Places that the running round has not filled yet. */
  expected: number;
}

/**
 * Which hypotheses are on show, in which order: those of the latest answer, then of earlier ones, then those found without a model.
 * While an answer streams it has all places, so that no card moves when the next one arrives. Rejected and outranked ones come last, folded.
 */
export function rankLedger(investigation: Investigation): RankedLedger {
  const round = lastRound(investigation);
  const streaming = round?.phase === 'streaming';
  const byRound = (id: string) => investigation.hypotheses.filter((entry) => entry.round === id);
  const rounds = investigation.rounds.map(({ id }) => id).reverse();
  const inOrder = [...rounds, LOCAL_ROUND].flatMap(byRound);

  const shown = inOrder
    .filter((entry) => entry.verdict !== 'rejected' && (!streaming || entry.round === round.id))
    .slice(0, MAX_HYPOTHESES);
  const rest = inOrder.filter((entry) => !shown.includes(entry));
  const entries = [...shown, ...rest].map((entry, index) => ({ entry, rank: index + 1, folded: index >= shown.length }));
  return { entries, expected: streaming ? MAX_HYPOTHESES - shown.length : 0 };
}
