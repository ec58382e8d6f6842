import type { Investigation, Verdict } from './investigation';
import type { RunRecord } from './runRecord';

/**
 * A passing run closes the investigation of its failure: with a cause confirmed by the person, or in their own terminal with a recent
 * change undone. The same failure again reopens it.
 */
export function statusAfterRun(state: Investigation, record: RunRecord): Investigation {
  if (!runsTheFiles(record)) return state;
  if (record.outcome === 'same' && state.status === 'fixed') return { ...state, status: 'open' };
  if (record.outcome !== 'gone' || state.status !== 'open') return state;
  const confirmed = state.hypotheses.some(({ verdict }) => verdict === 'confirmed');
  const undone = record.kind === 'terminal' && undoneChanges(state).size > 0;
  return confirmed || undone ? { ...state, status: 'fixed' } : state;
}

/** A cause may be confirmed after the failure is gone. */
export function statusAfterVerdict(state: Investigation, verdict: Verdict | undefined): Investigation {
  // Later changes of the files invalidate the run.
  const last = state.runs.findLast((record) => runsTheFiles(record) || record.kind === 'undone' || record.kind === 'applied');
  return verdict === 'confirmed' && last ? statusAfterRun(state, last) : state;
}

/** Keys of the recent changes that are undone and not restored. */
export function undoneChanges({ runs }: Pick<Investigation, 'runs'>): Set<string> {
  const undone = new Set<string>();
  for (const { kind, change, together = [] } of runs) {
    if (change === undefined) continue;
    for (const key of [change, ...together]) {
      if (kind === 'undone') undone.add(key);
      else undone.delete(key);
    }
  }
  return undone;
}

/** The changes that were undone with one, itself first; the newest time that it was undone counts. Undefined if it was not. */
export function undoneWith({ runs }: Pick<Investigation, 'runs'>, key: string): string[] | undefined {
  const record = runs.findLast(({ kind, change, together = [] }) => kind === 'undone' && (change === key || together.includes(key)));
  return record?.change === undefined ? undefined : [record.change, ...(record.together ?? [])];
}

/** A try runs files that only that run sees. */
function runsTheFiles({ kind }: RunRecord): boolean {
  return kind === 'run' || kind === 'terminal';
}
