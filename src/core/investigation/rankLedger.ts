import { MAX_HYPOTHESES } from '../hypothesis';
import { sameClaim } from '../hypotheses/sameClaim';
import { LOCAL_ROUND, PROVEN_ROUND, lastRound, lastTry, type Investigation, type LedgerEntry } from './investigation';

/** The reason why an entry is not shown. */
export type FoldedBecause = 'rejected' | 'disproved' | 'struckBefore' | 'cutOff' | 'repeated' | 'outranked';

export interface RankedEntry {
  entry: LedgerEntry;
  /** 1-based; the first {@link MAX_HYPOTHESES} places that are not folded are shown. */
  rank: number;
  /** Absent for shown entries. */
  folded?: FoldedBecause;
}

export interface RankedLedger {
  entries: RankedEntry[];
  /** The number of places that the running round has not filled yet. */
  expected: number;
}

/**
 * The hypotheses to show, in order: confirmed ones, those proved by runs, then those of the latest answer, of earlier answers, and those
 * found without a model; of all these, the ones whose evidence could be verified come first. A streaming answer has all places not taken by a confirmed hypothesis or a proof, so that no card moves when the
 * next one arrives. Hypotheses that were rejected, disproved by a run, cut off, outranked, or repeat another one in other words come last,
 * folded.
 */
export function rankLedger(investigation: Investigation): RankedLedger {
  const round = lastRound(investigation);
  const streaming = round?.phase === 'streaming';
  const byRound = (id: string) => investigation.hypotheses.filter((entry) => entry.round === id);
  const rounds = investigation.rounds.map(({ id }) => id).reverse();
  const inOrder = [PROVEN_ROUND, ...rounds, LOCAL_ROUND].flatMap(byRound).sort((a, b) => standing(a, streaming) - standing(b, streaming));

  const struck = inOrder.filter((entry) => entry.verdict === 'rejected' || disproved(investigation, entry));
  const shown: LedgerEntry[] = [];
  const rest: { entry: LedgerEntry; folded: FoldedBecause }[] = [];
  for (const entry of inOrder) {
    const folded = disproved(investigation, entry)
      ? 'disproved'
      : !streaming && comesBack(investigation, entry, struck)
        ? 'struckBefore'
        : reasonToFold(entry, shown, streaming ? round.id : undefined);
    if (folded) rest.push({ entry, folded });
    else shown.push(entry);
  }
  const order: FoldedBecause[] = ['outranked', 'cutOff', 'repeated', 'struckBefore', 'disproved', 'rejected'];
  rest.sort((a, b) => order.indexOf(a.folded) - order.indexOf(b.folded));
  const entries = [...shown.map((entry) => ({ entry })), ...rest].map((ranked, index): RankedEntry => ({ ...ranked, rank: index + 1 }));
  return { entries, expected: streaming ? MAX_HYPOTHESES - shown.length : 0 };
}

/** @param streaming the current round, which takes the places */
function reasonToFold(entry: LedgerEntry, shown: LedgerEntry[], streaming: string | undefined): FoldedBecause | undefined {
  if (entry.verdict === 'rejected') return 'rejected';
  if (entry.hypothesis.unfinished && entry.round !== streaming && !isConfirmed(entry)) return 'cutOff';
  // Its title grows while it is being written, so it is compared only at its end.
  if (!streaming && shown.some((other) => other.round !== entry.round && sameClaim(other.hypothesis, entry.hypothesis))) return 'repeated';
  if (shown.length >= MAX_HYPOTHESES) return 'outranked';
  const keeps = isConfirmed(entry) || entry.round === PROVEN_ROUND;
  return streaming !== undefined && entry.round !== streaming && !keeps ? 'outranked' : undefined;
}

/**
 * One of whose evidence nothing could be verified comes after the verified ones, and a passing change that no test tells to be right, or that
 * may hide the failure, after all explanations.
 * @param streaming an answer arrives: no card moves
 */
function standing(entry: LedgerEntry, streaming: boolean): number {
  if (isConfirmed(entry)) return 0;
  const { fix, unproven, evidence } = entry.hypothesis;
  if (entry.round === PROVEN_ROUND) return unproven || fix?.addresses === 'symptom' ? 3 : 1;
  return streaming || evidence.some(({ verified }) => verified) ? 1 : 2;
}

function isConfirmed({ verdict, fixState }: LedgerEntry): boolean {
  return verdict === 'confirmed' || fixState === 'worked';
}

/** It repeats a rejected hypothesis in other words, and no run supports it. */
function comesBack(investigation: Investigation, entry: LedgerEntry, struck: readonly LedgerEntry[]): boolean {
  if (entry.verdict !== undefined || isConfirmed(entry) || entry.round === PROVEN_ROUND) return false;
  if (lastTry(investigation, entry.hypothesis.id)?.outcome === 'gone') return false;
  return struck.some((other) => other.round !== entry.round && sameClaim(other.hypothesis, entry.hypothesis));
}

/** Its fix led to the same failure. */
function disproved(investigation: Investigation, { hypothesis, verdict }: LedgerEntry): boolean {
  return verdict !== 'confirmed' && lastTry(investigation, hypothesis.id)?.outcome === 'same';
}
