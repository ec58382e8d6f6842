import { firstBaseline, repeatedBaseline } from '../baseline';
import { compareFailures } from '../compareFailures';
import type { RanLines } from '../coverage';
import { OutOfTime, type Edit, type Experiment, type Isolation, type Run } from '../experiment';
import type { FailureTarget } from '../failureOf';
import { asTheyAre, isolate, type Isolated } from '../isolate';
import type { Laboratory, Progress } from '../laboratory';
import { otherTests } from '../otherTests';
import { whyNotAble } from '../whyNotAble';
import type { ObservedRecord } from '../observed';
import type { Shape } from '../shape';
import { behaviourOf, lineWith, stillBad, type Behaviour, type FaultPlace } from './behaviour';
import { chosenRepairs, describeRepair, type Passing, type Repair } from './chosenRepairs';
import type { RepairCandidate } from './listRepairs';
import { filesOf, promisingChanges, type Tries } from './promisingChanges';

export interface RepairVerdict {
  /** At most three, likeliest first. */
  candidates: Repair[];
  /** The number of changes run. */
  tried: number;
  /** The limits ended the search before all changes were judged. */
  stopped?: true;
}

export interface RepairLimits {
  /** The maximum number of runs that try changes: one change each, or many in one run where the program allows it. */
  runs: number;
  seconds: number;
}

/** With the change twice, and without any at the end. */
const RUNS_OF_PROOF = 3;
/** Duration in ms from which a search, which runs the command often, runs the failing test alone. */
const WORTH_NARROWING = 3_000;
/** The number of passing changes after which further ones add nothing new. */
const ENOUGH = 6;

export interface RepairSearch {
  /** Likeliest first. */
  candidates: readonly RepairCandidate[];
  limits: RepairLimits;
  /** Absolute path of a candidate's file. */
  pathOf: (file: string) => string;
  /** Whether it is worth a run. */
  isSound: (candidate: RepairCandidate) => Promise<boolean>;
  /** Where the failure shows; absent where no faulty value is known there. */
  fault?: FaultPlace;
  /** One more run that records the value there; absent without an instrument. */
  look?: Look;
  /** The person has seen enough: the result is what was proven to pass until then. */
  enough?: AbortSignal;
  /** Called with the number of changes proven to pass so far. */
  onFound?: (passing: number) => void;
  /** The lines that the failing command runs, unchanged; absent without an instrument. */
  ran?: (lab: Laboratory, unchanged: readonly Edit[], isolation: Isolation) => Promise<RanLines | undefined>;
}

/** A run that records the value at a place each time it is reached. */
export type Look = (
  lab: Laboratory,
  edits: readonly Edit[],
  isolation: Isolation,
  fault: FaultPlace,
) => Promise<{ run: Run; records: ObservedRecord[] }>;

/**
 * Runs small changes in isolation and keeps those that pass twice without breaking another test.
 * @param known the run that failed
 */
export async function repairFailure(
  lab: Laboratory,
  command: readonly string[],
  search: RepairSearch,
  progress: Progress = () => {},
  known?: Run,
): Promise<Experiment<'repair', RepairVerdict>> {
  const { candidates, pathOf } = search;
  const touched = editsOf(filesOf(candidates), pathOf);
  const verdict: RepairVerdict = { candidates: [], tried: 0 };
  let isolated: Pick<Isolated, 'baseline' | 'problem' | 'isolation' | 'canary'> = {
    baseline: known ? firstBaseline(known, lab.test).baseline : { outcome: 'unresolved' },
    isolation: 'none',
    canary: false,
  };
  try {
    if (candidates.length) {
      const whole = await isolate(lab, touched, progress, known, { worthNarrowing: WORTH_NARROWING });
      isolated = whole;
      const { target } = whole;
      if (whole.problem === undefined && target) await runAll(search, Object.assign(whole, { target }), lab, progress, verdict);
    } else isolated = await nothingToTry(lab, known);
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    verdict.stopped = true;
  }
  return {
    purpose: 'repair',
    command: [...command],
    baseline:
      isolated.problem === undefined || isolated.baseline.outcome !== 'fails'
        ? isolated.baseline
        : { ...isolated.baseline, outcome: 'unresolved', why: isolated.problem },
    isolation: isolated.isolation,
    canary: isolated.canary,
    runs: lab.runs,
    seconds: lab.seconds,
    verdict,
  };
}

/** Without a change there is nothing to isolate, and no reason to run the command again. */
async function nothingToTry(lab: Laboratory, known?: Run): Promise<Pick<Isolated, 'baseline' | 'isolation' | 'canary' | 'problem'>> {
  const run = known ?? (await lab.run([], 'none'));
  const { baseline } = firstBaseline(run, lab.test);
  const why = whyNotAble(run.report, 'changes') ?? 'No small change is known for the code that this failure leads to.';
  return { baseline: baseline.outcome === 'fails' ? { ...baseline, why } : baseline, isolation: 'none', canary: false };
}

async function runAll(
  search: RepairSearch,
  isolated: Isolated & { target: FailureTarget },
  whole: Laboratory,
  progress: Progress,
  verdict: RepairVerdict,
): Promise<void> {
  const { candidates, pathOf, enough } = search;
  const { lab, isolation, target } = isolated;
  const passing: Passing[] = [];
  const until = (each: Laboratory): Laboratory => (enough ? each.endedBy(enough) : each);
  const wide = until(whole);
  try {
    const searched = Object.assign({ ...isolated }, { lab: lab === whole ? wide : until(lab) });
    await judgeAll(search, searched, wide, progress, verdict, passing);
  } catch (error) {
    if (!enough?.aborted) throw error;
    verdict.stopped = true;
  }
  if (!passing.length) return;
  progress('running it without a change again');
  const [any] = candidates;
  const same = any ? await asTheyAre(lab, [{ file: pathOf(any.file), text: any.text }]) : [];
  const back = repeatedBaseline(target, await lab.run(same, isolation));
  // Now it also passes without a change, so no observation counts.
  if (back.outcome !== 'fails') {
    isolated.baseline = back;
    return;
  }
  verdict.candidates = chosenRepairs(passing);
}

/** Adds the changes that pass to `passing`, until there are enough of them or a limit is reached. */
async function judgeAll(
  search: RepairSearch,
  isolated: Isolated & { target: FailureTarget },
  whole: Laboratory,
  progress: Progress,
  verdict: RepairVerdict,
  passing: Passing[],
): Promise<void> {
  const { candidates, pathOf, limits, isSound, enough, onFound } = search;
  const { lab, isolation, target } = isolated;
  let failing: Shape[] | undefined;
  const seconds = lab.secondsOfRun ?? isolated.first.wallMs / 1000;
  /** Of the runs that judge one change to the end; a shorter time proves nothing. */
  const proof = (): number => {
    const looks = search.look && search.fault ? (failing ? 1 : 2) : 0;
    return (RUNS_OF_PROOF + looks) * seconds + (lab === whole ? 0 : isolated.first.wallMs / 1000);
  };
  const secondsLeft = (): number => (enough?.aborted ? 0 : limits.seconds - whole.seconds - proof());
  if (secondsLeft() <= 0) {
    verdict.stopped = true;
    return;
  }
  const unchanged = await asTheyAre(lab, editsOf(filesOf(candidates), pathOf));
  // It saves runs of changes that cannot matter, where there is time for more than one.
  const ran = secondsLeft() > seconds ? await search.ran?.(lab, unchanged, isolation) : undefined;
  const reached = candidates.filter((candidate) => mayMatter(candidate, ran));
  const tries: Tries = { tried: 0, runs: 0 };
  progress(`trying ${reached.length} changes`);
  for await (const candidate of promisingChanges(reached, isolated, whole, pathOf, secondsLeft, tries, limits.runs)) {
    verdict.tried = tries.tried;
    if (secondsLeft() <= 0) {
      verdict.stopped = true;
      break;
    }
    if (passing.length >= ENOUGH) break;
    if (!(await isSound(candidate))) continue;
    progress(`change ${verdict.tried} of at most ${reached.length}`);
    const edits = editsOf([candidate], pathOf);
    const gone = async (): Promise<Run | undefined> => {
      const run = await lab.run(edits, isolation);
      return compareFailures(target, run).outcome === 'gone' ? run : undefined;
    };
    const first = await gone();
    if (!first || !(await gone())) continue;
    const last = lab === whole ? first : await whole.run(edits, isolation);
    const others = otherTests(isolated.first, last, target);
    if (Array.isArray(others)) continue;
    const before = (await whole.read(pathOf(candidate.file))) ?? '';
    failing ??= await shapesOfFailure(search, isolated);
    const behaviour = await behaviourWith(search, candidate, before, edits, isolated, last);
    if (enough?.aborted) break;
    const repair = describeRepair(candidate, before, others, target, search.fault, stillBad(failing, behaviour));
    passing.push({ repair, guards: candidate.guards === true, tests: last.tests?.passed.length ?? 0, behaviour });
    onFound?.(passing.length);
  }
  verdict.tried = tries.tried;
  if (passing.length < ENOUGH && tries.tried < reached.length) verdict.stopped = true;
}

function editsOf(candidates: readonly RepairCandidate[], pathOf: RepairSearch['pathOf']): Edit[] {
  return candidates.map(({ file, text }) => ({ file: pathOf(file), text }));
}

/** A change of a statement that the failing run never reached changes nothing. */
function mayMatter({ file, statement }: RepairCandidate, ran: RanLines | undefined): boolean {
  const known = ran?.get(file);
  return known === undefined || known.lines.has(statement);
}

/** The faulty value in the unchanged run, in order. */
async function shapesOfFailure({ look, fault, candidates, pathOf }: RepairSearch, { lab, isolation }: Isolated): Promise<Shape[]> {
  const [any] = candidates;
  if (!look || !fault || !any) return [];
  const same = await asTheyAre(lab, [{ file: pathOf(any.file), text: any.text }]);
  const { records } = await look(lab, same, isolation, fault);
  return records.flatMap((record) => (record.record === 'hit' && record.shape ? [record.shape] : []));
}

async function behaviourWith(
  { look, fault }: RepairSearch,
  candidate: RepairCandidate,
  before: string,
  edits: readonly Edit[],
  { lab, isolation }: Isolated,
  last: Run,
): Promise<Behaviour> {
  if (!look || !fault) return behaviourOf(last, undefined);
  const { records } = await look(lab, edits, isolation, { ...fault, line: lineWith(fault, candidate, before) });
  return behaviourOf(last, records);
}
