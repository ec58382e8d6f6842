import { compareFailures } from '../compareFailures';
import type { Edit, Run } from '../experiment';
import { asTheyAre, type Isolated } from '../isolate';
import type { FailureTarget } from '../failureOf';
import type { RepairCandidate } from './listRepairs';

/** Changes tried in the first run of many, and in each further one. */
const FIRST_AT_ONCE = 60;
const AT_ONCE = 150;
/** The time for the first of them, and in runs at least: where a run is slow, what passes early is proven and shown early. */
const FIRST_SECONDS = 12;
const FIRST_RUNS = 6;
/** Share of the time left that a run of many may take; the rest is for the changes that passed in it. */
const SHARE_OF_TIME = 0.5;

export interface Tries {
  /** The number of changes tried so far. */
  tried: number;
  /** Runs of the command for single changes so far, and for many at once. */
  runs: number;
}

/**
 * The changes that deserve a run of their own, in the order given. Many are tried in one run where the program allows it, and only those
 * that pass there are returned; otherwise all of them are.
 * @param secondsLeft until the end of the search
 * @param tries is counted up
 * @param mostRuns the limit of {@link Tries.runs}
 */
export async function* promisingChanges(
  candidates: readonly RepairCandidate[],
  isolated: Isolated & { target: FailureTarget },
  pathOf: (file: string) => string,
  secondsLeft: () => number,
  tries: Tries,
  mostRuns: number,
): AsyncGenerator<RepairCandidate> {
  const { lab, isolation, target } = isolated;
  let from = 0;
  const editOf = ({ file, text }: RepairCandidate): Edit => ({ file: pathOf(file), text });
  while (isolation === 'overlay' && lab.runVariants && from < candidates.length && secondsLeft() > 0 && tries.runs < mostRuns) {
    const batch = candidates.slice(from, from + (from === 0 ? FIRST_AT_ONCE : AT_ONCE));
    const unchanged = await asTheyAre(lab, filesOf(batch).map(editOf));
    const variants = [unchanged, ...batch.map((candidate) => [editOf(candidate)])];
    tries.runs += 1;
    const first = from === 0 ? Math.max(FIRST_SECONDS, FIRST_RUNS * (lab.secondsOfRun ?? 0)) : Infinity;
    const [usual, ...runs] = await lab.runVariants(variants, Math.min(first, SHARE_OF_TIME * secondsLeft()));
    // The program cannot be run this way, or does not fail in it.
    if (!usual || !['same', 'moved', 'other'].includes(compareFailures(target, usual).outcome)) break;
    tries.tried += runs.filter(Boolean).length;
    // Beside others a runner may not name its tests; the run of its own decides.
    const passes = (run: Run): boolean => (usual.exit !== 0 && run.exit === 0) || compareFailures(target, run).outcome === 'gone';
    yield* oneOfEachLineFirst(batch.filter((_candidate, at) => runs[at] && passes(runs[at])));
    // They are started in order, so those without a result are the last ones.
    const ended = runs.filter(Boolean).length;
    if (!ended) return;
    from += ended;
  }
  for (const candidate of candidates.slice(from)) {
    if (tries.runs >= mostRuns || secondsLeft() <= 0) return;
    tries.tried += 1;
    tries.runs += 1;
    yield candidate;
  }
}

/** The time may end after a few, and the changes of one line often do the same. */
function oneOfEachLineFirst(candidates: readonly RepairCandidate[]): RepairCandidate[] {
  const isFirst = ({ file, line }: RepairCandidate, at: number): boolean =>
    candidates.findIndex((other) => other.file === file && other.line === line) === at;
  return [...candidates.filter(isFirst), ...candidates.filter((candidate, at) => !isFirst(candidate, at))];
}

/** One candidate of each file. */
export function filesOf(candidates: readonly RepairCandidate[]): RepairCandidate[] {
  const files = new Map<string, RepairCandidate>();
  for (const candidate of candidates) if (!files.has(candidate.file)) files.set(candidate.file, candidate);
  return [...files.values()];
}
