import { t } from '../core/language';
import type { Baseline, BlameVerdict, Experiment, ProveVerdict, VerifyVerdict } from '../core/experiments/experiment';
import type { TraceVerdict } from '../core/experiments/firstDivergence';
import { splitShape } from '../core/experiments/shapeWords';
import type { RepairVerdict } from '../core/experiments/repairs/repairFailure';

/** The parts of a verdict that other programs rely on; the rest is for people, on standard error. */
const PRINTED: Readonly<Record<string, readonly string[]>> = {
  blame: ['outcome', 'changes', 'with', 'without'] satisfies (keyof BlameVerdict)[],
  prove: ['outcome', 'agreed', 'tests', 'hunks', 'others', 'notes'] satisfies (keyof ProveVerdict)[],
  repair: ['candidates', 'tried'] satisfies (keyof RepairVerdict)[],
  verify: ['outcome', 'agreed', 'others', 'wasRed', 'notes'] satisfies (keyof VerifyVerdict)[],
};

const NOTHING_FOUND = {
  verify: (why: string): VerifyVerdict => ({ outcome: 'unresolved', agreed: [0, 0], others: 'notRun', wasRed: false, notes: [why] }),
  prove: (why: string): ProveVerdict => ({
    ...{ outcome: 'unresolved', agreed: [0, 0], tests: [], hunks: [], others: 'notRun', notes: [why] },
  }),
  blame: (why: string): BlameVerdict => ({ outcome: 'unresolved', changes: [], with: [0, 0], without: [0, 0], notes: [why] }),
  values: () => ({ frames: [] }),
  trace: () => ({ hops: [] }),
  repair: () => ({ candidates: [], tried: 0 }),
} as const;

export type Purpose = keyof typeof NOTHING_FOUND;

/** The fields of the contract, and no others; shapes without words. */
export function printedExperiment(experiment: Experiment): Experiment {
  if (experiment.purpose === 'trace') {
    const verdict = experiment.verdict as TraceVerdict;
    const hops = verdict.hops.map((hop) => ({ ...hop, failing: splitShape(hop.failing).shape }));
    return { ...experiment, verdict: { ...verdict, hops } };
  }
  const names = PRINTED[experiment.purpose];
  if (!names) return experiment;
  const fields = Object.entries(experiment.verdict as object).filter(([name]) => names.includes(name));
  const verdict = Object.fromEntries(fields) as Partial<RepairVerdict>;
  if (experiment.purpose === 'repair')
    verdict.candidates = verdict.candidates?.map(
      ({ unproven: _, removes: _removes, tells: _tells, rivals: _rivals, changed: _changed, ...printed }) => printed,
    );
  return { ...experiment, verdict };
}

/** Sentences for standard error: why there is no claim, and notes that have no place in the printed verdict. */
export function besideExperiment({ purpose, baseline, verdict }: Experiment): string[] {
  const { notes = [] } = verdict as { notes?: string[] };
  const inVerdict = purpose === 'verify' || purpose === 'prove';
  // Of a command that passes, a note says that and what follows from it.
  const sentences = baseline.why && !(inVerdict && baseline.outcome === 'passes') ? [baseline.why] : [];
  if (!inVerdict || (verdict as VerifyVerdict | ProveVerdict).outcome === 'unresolved') sentences.push(...notes);
  if (purpose === 'repair') sentences.push(...stoppedLines(verdict as RepairVerdict));
  return [...new Set(sentences)];
}

const STOPPED: Record<NonNullable<RepairVerdict['endedBy']>, string> = {
  time: t('The time was used up before all were judged: allow more with --seconds.'),
  runs: t('The number of runs was used up before all were judged: allow more with --runs.'),
  slow: t('One run takes so long that no change could be judged in the time: allow more with --seconds.'),
  person: t('The search was ended before all were judged.'),
};

/** What ended a search before all changes were judged; nothing otherwise. */
export function stoppedLines({ stopped, endedBy = 'time' }: RepairVerdict): string[] {
  return stopped ? [STOPPED[endedBy]] : [];
}

/** An experiment that could not be made at all. */
export function notMade(purpose: Purpose, command: readonly string[], why: string): Experiment {
  const baseline: Baseline = { outcome: 'unresolved', why };
  const verdict = NOTHING_FOUND[purpose](why);
  return { purpose, command: [...command], baseline, isolation: 'none', canary: false, runs: 0, seconds: 0, verdict };
}
