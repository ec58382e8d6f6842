import { compareFailures } from '../compareFailures';
import type { Edit, Run } from '../experiment';
import { asTheyAre, type Isolated } from '../isolate';
import type { FailureTarget } from '../failureOf';
import type { Laboratory } from '../laboratory';
import type { RepairCandidate } from './listRepairs';

/** Changes tried in the first run of many, and in each further one. */
const FIRST_AT_ONCE = 60;
const AT_ONCE = 150;
/** The time for the first of them, and in runs at least: where a run is slow, what passes early is proven and shown early. */
const FIRST_SECONDS = 12;
const FIRST_RUNS = 6;
/** Fixes of known faults that are tried by a run each, before the others and after what would pass. */
const MOST_KNOWN = 3;
/** Share of the time left that a run of many may take; the rest is for the changes that passed in it. */
const SHARE_OF_TIME = 0.5;

export interface Tries {
  /** The number of changes tried so far. */
  tried: number;
  /** Runs of the command for single changes so far, and for many at once. */
  runs: number;
  /** With how many the failing test passed, and another one did not. */
  breaking: number;
  /** With one the failing test passed, and in the next run it did not. */
  wavers?: boolean;
  /** Those after the one at hand that are tried by a run each; none where it was tried in a run of many. */
  next: readonly RepairCandidate[];
}

/**
 * The changes that deserve a run of their own, in the order given: first those that were worked through and would pass, then those that
 * remove a known fault. Of the others, many are tried in
 * one run where the program allows it, and only those that pass there are returned; otherwise all of them are.
 * @param whole runs all tests of the command
 * @param secondsLeft until the end of the search
 * @param tries is counted up
 * @param mostRuns the limit of {@link Tries.runs}
 * @param onWaiting is told which of those tried may pass and are not judged yet
 */
export async function* promisingChanges(
  candidates: readonly RepairCandidate[],
  isolated: Isolated & { target: FailureTarget },
  whole: Laboratory,
  pathOf: (file: string) => string,
  secondsLeft: () => number,
  tries: Tries,
  mostRuns: number,
  onWaiting: (waiting: readonly RepairCandidate[]) => void = () => {},
): AsyncGenerator<RepairCandidate> {
  const { lab, isolation, target } = isolated;
  const editOf = ({ file, text }: RepairCandidate): Edit => ({ file: pathOf(file), text });
  /** Which of the changes pass, and how many were run; undefined where the program cannot be run this way, or does not fail in it. */
  const passingIn = async (
    several: Laboratory,
    batch: readonly RepairCandidate[],
    seconds = Infinity,
  ): Promise<{ passing: RepairCandidate[]; ended: number } | undefined> => {
    const unchanged = await asTheyAre(lab, filesOf(batch).map(editOf));
    const variants = [unchanged, ...batch.map((candidate) => [editOf(candidate)])];
    tries.runs += 1;
    const [usual, ...runs] = (await several.runVariants?.(variants, Math.min(seconds, SHARE_OF_TIME * secondsLeft()))) ?? [];
    if (!usual || !['same', 'moved', 'other'].includes(compareFailures(target, usual).outcome)) return undefined;
    // Beside others a runner may not name its tests; the run of its own decides.
    const passes = (run: Run): boolean => (usual.exit !== 0 && run.exit === 0) || compareFailures(target, run).outcome === 'gone';
    // They are started in order, so those without a result are the last ones.
    return { passing: batch.filter((_candidate, at) => runs[at] && passes(runs[at])), ended: runs.filter(Boolean).length };
  };
  const oneByOne = function* (single: readonly RepairCandidate[]): Generator<RepairCandidate> {
    for (const [at, candidate] of single.entries()) {
      if (tries.runs >= mostRuns || secondsLeft() <= 0) return;
      tries.tried += 1;
      tries.runs += 1;
      tries.next = single.slice(at + 1, at + 1 + mostRuns - tries.runs);
      yield* inTurn([candidate], onWaiting);
    }
    tries.next = [];
  };
  let isFirst = true;
  // Each of the few likely ones is shown as soon as it is proven, and a run of many takes a while.
  const until = (at: number): number => (at < 0 ? candidates.length : at);
  const rehearsed = until(candidates.findIndex((each) => !each.rehearsed));
  const others = until(candidates.findIndex((each) => !each.rehearsed && !each.removes));
  let from = Math.min(others, rehearsed + MOST_KNOWN);
  yield* oneByOne(candidates.slice(0, from));
  while (isolation !== 'inPlace' && lab.runVariants && from < candidates.length && secondsLeft() > 0 && tries.runs < mostRuns) {
    const batch = candidates.slice(from, from + (isFirst ? FIRST_AT_ONCE : AT_ONCE));
    const first = isFirst ? Math.max(FIRST_SECONDS, FIRST_RUNS * (lab.secondsOfRun ?? 0)) : Infinity;
    const found = await passingIn(lab, batch, first);
    isFirst = false;
    if (!found) break;
    tries.tried += found.ended;
    // Where the failing test runs alone, those that break other tests would each take runs of their own.
    const lines = oneOfEachLineFirst(found.passing);
    const proper = lab !== whole && lines.length > 1 ? await passingIn(whole, lines, first / 2) : undefined;
    tries.breaking += proper ? proper.ended - proper.passing.length : 0;
    yield* inTurn([...(proper?.passing ?? []), ...lines.slice(proper?.ended)], onWaiting);
    if (!found.ended) return;
    from += found.ended;
  }
  yield* oneByOne(candidates.slice(from));
}

/** A change is judged when the next one is asked for. */
function* inTurn(
  candidates: readonly RepairCandidate[],
  onWaiting: (waiting: readonly RepairCandidate[]) => void,
): Generator<RepairCandidate> {
  for (const [at, candidate] of candidates.entries()) {
    onWaiting(candidates.slice(at));
    yield candidate;
  }
  onWaiting([]);
}

/** The time may end after a few, and the changes of one line often do the same. */
export function oneOfEachLineFirst(candidates: readonly RepairCandidate[]): RepairCandidate[] {
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
