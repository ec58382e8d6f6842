import { firstBaseline, repeatedBaseline } from '../baseline';
import { compareFailures } from '../compareFailures';
import type { RanLines } from '../coverage';
import { OutOfTime, type Edit, type Experiment, type Isolation, type Run } from '../experiment';
import type { FailureTarget } from '../failureOf';
import { asTheyAre, isolate, type Isolated } from '../isolate';
import type { ForeseenRun, Laboratory, Progress } from '../laboratory';
import { otherTests } from '../otherTests';
import { whyNotAble } from '../whyNotAble';
import type { ObservedRecord } from '../observed';
import type { Shape } from '../shape';
import { behaviourOf, lineWith, stillBad, type Behaviour, type FaultPlace } from './behaviour';
import { STEADY } from '../verdict/luck';
import { testIsHeard, type TestPlaces } from '../verdict/testIsHeard';
import { isWithoutTests, outputsCompared } from '../verdict/unproven';
import { chosenRepairs, describeRepair, mayHide, type Passing, type Repair } from './chosenRepairs';
import { changeKey, type RepairCandidate } from './listRepairs';
import { filesOf, promisingChanges, type Tries } from './promisingChanges';

export interface RepairVerdict {
  /** At most three, likeliest first. */
  candidates: Repair[];
  /** The number of changes run. */
  tried: number;
  /** With how many of them the failing test passed, and another one did not. */
  breaking?: number;
  /** The failure came and went, with one and the same change or without any. */
  wavers?: true;
  /** The limits ended the search before all changes were judged. */
  stopped?: true;
  /** What ended it then; `slow`: a run takes so long that not one change could be judged in the time. */
  endedBy?: 'time' | 'runs' | 'person' | 'slow';
  /** The number of changes to run in all. */
  total?: number;
  /** With it another search goes on where this one stopped; absent where nothing is left. */
  rest?: RepairRest;
}

/** What a search has prepared and found, for the next one. */
export interface RepairRest {
  /** The files of the changes, absolute: it holds as long as none of them changes. */
  texts: readonly (readonly [file: string, text: string | undefined])[];
  isolated: Omit<Isolated, 'lab'> & { target: FailureTarget };
  /** Only the failing test was run. */
  narrowed: boolean;
  ran?: RanLines;
  /** Shapes of the faulty value in the unchanged run. */
  failing?: Shape[];
  /** Those that were judged, by {@link changeKey}. */
  judged: ReadonlySet<string>;
  passing: readonly Passing[];
  breaking: number;
}

export interface RepairLimits {
  /** The maximum number of runs that try changes: one change each, or many in one run where the program allows it. */
  runs: number;
  seconds: number;
}

/** Changes after one that may be tried beside it. */
const MOST_FORESEEN = 8;
/** Runs with a change that pass, and with one without any at the end. */
const PASSES = 2;
const RUNS_OF_PROOF = PASSES + 1;
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
  /** Called with the number of changes proven to pass so far, and the last of them. */
  onFound?: (passing: number, last: Repair) => void;
  /** Where the failing test compares a value; absent where that is not looked at. */
  expecting?: TestPlaces['expecting'];
  /** An earlier search to go on with. */
  from?: RepairRest;
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
      const { from } = search;
      const whole = from ? resumed(from, lab) : await isolate(lab, touched, progress, known, { worthNarrowing: WORTH_NARROWING });
      isolated = whole;
      const { target } = whole;
      if (whole.problem === undefined && target) await runAll(search, Object.assign(whole, { target }), lab, progress, verdict);
    } else isolated = await nothingToTry(lab, known);
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    Object.assign(verdict, { stopped: true, endedBy: verdict.total === undefined ? 'slow' : 'time' });
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

function resumed({ isolated, narrowed }: RepairRest, lab: Laboratory): Isolated {
  return { ...isolated, lab: (narrowed ? lab.narrowedTo(isolated.target) : undefined) ?? lab };
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
  const passing: Passing[] = [...(search.from?.passing ?? [])];
  const until = (each: Laboratory): Laboratory => (enough ? each.endedBy(enough) : each);
  const wide = until(whole);
  const searched = Object.assign({ ...isolated }, { lab: lab === whole ? wide : until(lab) });
  const { wavers } = await judgeAll(search, searched, wide, progress, verdict, passing);
  if (wavers) verdict.wavers = true;
  if (!passing.length) return;
  let steady = passing;
  progress('running it without a change again');
  const [any] = candidates;
  const same = any ? await asTheyAre(lab, [{ file: pathOf(any.file), text: any.text }]) : [];
  try {
    // Of many changes some pass twice by chance where the failure wavers.
    for (let turn = 0; turn < (wavers ? STEADY.with - PASSES : 1); turn++) {
      const back = repeatedBaseline(target, await lab.run(same, isolation));
      // Now it also passes without a change, so no observation counts.
      if (back.outcome !== 'fails') {
        isolated.baseline = back;
        verdict.wavers = true;
        return;
      }
      if (!wavers) break;
      for (const each of steady) {
        const run = await lab.run(each.edits, isolation);
        if (compareFailures(target, run).outcome !== 'gone') steady = steady.filter((other) => other !== each);
      }
    }
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    Object.assign(verdict, { stopped: true, endedBy: 'time' });
    // What passed twice is not lost where there is no time for this run.
    if (wavers) return;
  }
  verdict.candidates = chosenRepairs(steady);
}

/**
 * Adds the changes that pass to `passing`, until there are enough of them or a limit is reached.
 * @returns whether the failing test passed and failed with one and the same change
 */
async function judgeAll(
  search: RepairSearch,
  isolated: Isolated & { target: FailureTarget },
  whole: Laboratory,
  progress: Progress,
  verdict: RepairVerdict,
  passing: Passing[],
): Promise<Pick<Tries, 'wavers'>> {
  const { candidates, pathOf, limits, isSound, enough, onFound } = search;
  const { lab, isolation, target } = isolated;
  const { from } = search;
  const narrowed = lab !== whole;
  let failing = from?.failing;
  const seconds = lab.secondsOfRun ?? isolated.first.wallMs / 1000;
  /** Of the runs that judge one change to the end; a shorter time proves nothing. */
  const proof = (): number => {
    const looks = search.look && search.fault ? (failing ? 1 : 2) : 0;
    return (RUNS_OF_PROOF + looks) * seconds + (lab === whole ? 0 : isolated.first.wallMs / 1000);
  };
  const secondsLeft = (): number => (enough?.aborted ? 0 : limits.seconds - whole.seconds - proof());
  const stop = (endedBy: RepairVerdict['endedBy']): Pick<Tries, 'wavers'> => {
    Object.assign(verdict, { stopped: true, endedBy: enough?.aborted ? 'person' : endedBy });
    return tries;
  };
  const unchanged = await asTheyAre(lab, editsOf(filesOf(candidates), pathOf));
  let ran = from?.ran;
  const judged = new Set(from?.judged);
  let open = worthTrying(candidates, ran).filter((candidate) => !judged.has(changeKey(candidate)));
  const tries: Tries = { tried: 0, runs: 0, breaking: from?.breaking ?? 0, next: [] };
  let waiting: readonly RepairCandidate[] = [];
  /** The runs after one: of a change that passed among others the second one, of any other the next changes. */
  const following = async (edits: readonly Edit[]): Promise<ForeseenRun[]> => {
    if (!tries.next.length) return [{ edits }];
    const next: ForeseenRun[] = [];
    for (const each of tries.next.slice(0, MOST_FORESEEN)) if (await isSound(each)) next.push({ edits: editsOf([each], pathOf) });
    return next;
  };
  const onWaiting = (left: readonly RepairCandidate[]): void => void (waiting = left);
  const already = judged.size;
  const keep = (): void => {
    const unjudged = new Set(waiting);
    for (const candidate of open.slice(0, tries.tried)) if (!unjudged.has(candidate)) judged.add(changeKey(candidate));
    verdict.tried = already + tries.tried;
    verdict.total = already + open.length;
    if (tries.breaking > 0) verdict.breaking = tries.breaking;
    if (!verdict.stopped) return;
    const { lab: _lab, ...rest } = isolated;
    const texts = unchanged.map(({ file, text }) => [file, text] as const);
    verdict.rest = {
      texts,
      isolated: rest,
      narrowed,
      judged,
      passing: [...passing],
      breaking: tries.breaking,
      ...(ran && { ran }),
      ...(failing && { failing }),
    };
  };
  try {
    if (secondsLeft() <= 0) return stop(already ? 'time' : 'slow');
    // It saves runs of changes that cannot matter, where there is time for more than one.
    if (!ran && secondsLeft() > seconds) {
      progress('looking at what the failing test runs');
      ran = await search.ran?.(lab, unchanged, isolation);
      open = worthTrying(open, ran);
    }
    progress(already ? `going on with ${open.length} of ${already + open.length} changes` : `trying ${open.length} changes`);
    for await (const candidate of promisingChanges(open, isolated, whole, pathOf, secondsLeft, tries, limits.runs, onWaiting)) {
      if (secondsLeft() <= 0) return stop('time');
      if (passing.length >= ENOUGH) break;
      if (!(await isSound(candidate))) continue;
      progress(`change ${already + tries.tried} of at most ${already + open.length}`);
      const edits = editsOf([candidate], pathOf);
      const gone = async (): Promise<Run | undefined> => {
        await lab.foresee?.([{ edits }, ...(await following(edits))], isolation);
        const run = await lab.run(edits, isolation);
        return compareFailures(target, run).outcome === 'gone' ? run : undefined;
      };
      const first = await gone();
      if (!first) continue;
      if (!(await gone())) {
        tries.wavers = true;
        continue;
      }
      const last = lab === whole ? first : await whole.run(edits, isolation);
      const others = otherTests(isolated.first, last, target);
      if (Array.isArray(others)) {
        tries.breaking += 1;
        continue;
      }
      const before = (await whole.read(pathOf(candidate.file))) ?? '';
      failing ??= await shapesOfFailure(search, isolated);
      const behaviour = await behaviourWith(search, candidate, before, edits, isolated, last);
      const bad = stillBad(failing, behaviour);
      const good = failing.length > 0 && behaviour.shapes !== undefined && behaviour.shapes.length > 0 && bad === undefined;
      const untested = isWithoutTests(target, isolated.first);
      const asserts = (untested || (mayHide(candidate) && !good)) && (await isCompared(search, isolated, edits, progress));
      if (enough?.aborted) return stop('person');
      const unproven = untested && !asserts ? outputsCompared(isolated.second ?? isolated.first, last, 'this change') : undefined;
      const repair = describeRepair(candidate, before, others, target, search.fault, { bad, good, asserts, unproven });
      passing.push({ repair, edits, guards: candidate.guards === true, tests: last.tests?.passed.length ?? 0, behaviour });
      onFound?.(passing.length, repair);
    }
    if (passing.length < ENOUGH && tries.tried < open.length) stop(tries.runs >= limits.runs ? 'runs' : 'time');
  } catch (error) {
    if (enough?.aborted) stop('person');
    else if (error instanceof OutOfTime) stop('time');
    else throw error;
  } finally {
    keep();
  }
  return tries;
}

/** Whether the failing test, with a change, still fails if it expects another value. */
async function isCompared(
  { expecting }: RepairSearch,
  { lab, isolation, target }: Isolated & { target: FailureTarget },
  edits: readonly Edit[],
  progress: Progress,
): Promise<boolean> {
  if (!expecting) return false;
  return (await testIsHeard(lab, isolation, target, target, edits, { expecting }, progress)).asserts;
}

function editsOf(candidates: readonly RepairCandidate[], pathOf: RepairSearch['pathOf']): Edit[] {
  return candidates.map(({ file, text }) => ({ file: pathOf(file), text }));
}

/**
 * Changes without those of a statement that the failing run never reached: they change nothing. A file that it never opened may still be a
 * part of it, under the name of what it is built to; its changes come last.
 */
function worthTrying(candidates: readonly RepairCandidate[], ran: RanLines | undefined): RepairCandidate[] {
  const isOpened = ({ file }: RepairCandidate): boolean => ran?.has(file) ?? true;
  return candidates.filter((each) => mayMatter(each, ran)).toSorted((a, b) => Number(isOpened(b)) - Number(isOpened(a)));
}

function mayMatter({ file, statement }: RepairCandidate, ran: RanLines | undefined): boolean {
  const known = ran?.get(file);
  // A compiler that writes all into one line, such as that of tsx, leaves no other: nothing is known then.
  return known === undefined || known.lines.has(statement) || (known.lines.size === 1 && known.lines.has(1));
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
