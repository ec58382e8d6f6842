import { isTestFile } from '../context/testCode';
import { bisectHistory } from './bisectHistory';
import { blameChange, wereEdited } from './blameChange';
import type { RecentWork } from './recentWork';
import { ChangeUnits, type RecentFile } from './changeUnits';
import { compareFailures } from './compareFailures';
import type { TestOutcome } from './deltaDebugging';
import type { BlameVerdict, Edit, Experiment, Run } from './experiment';
import { firstBaseline } from './baseline';
import { isolate } from './isolate';
import type { Laboratory, Progress } from './laboratory';
import { laboratoryAt } from './laboratoryAt';

/** A committed state of the code. */
export interface PastState {
  /** Full hash. */
  commit: string;
  /** As shown to a person: the short hash and the day. */
  name: string;
}

/** The commits before the window. */
export interface History {
  /** Newest first; the first one fails as the code does now. */
  states: readonly PastState[];
  /** Files that differ between a state and now. */
  sinceThen: (state: PastState) => Promise<readonly RecentFile[]>;
  /** Files that differ between two states. */
  between: (older: PastState, newer: PastState) => Promise<readonly RecentFile[]>;
}

/** The number of runs allowed for the search for the commit, without those for the change in it. */
const MOST_RUNS = 24;

/**
 * Finds the commit that broke a command, for a cause older than the last day, and the smallest change in it. In isolation the command sees
 * the code of a commit, with today's tests where they run with it.
 * @param work for absolute names and likelihoods; its files are not read
 * @param known the run that failed
 * @returns undefined where no earlier state of the code passed
 */
export async function blameHistory(
  lab: Laboratory,
  command: readonly string[],
  { states, sinceThen, between }: History,
  work: RecentWork,
  known: Run,
  progress: Progress = () => {},
): Promise<Experiment<'blame', BlameVerdict> | undefined> {
  const { target } = firstBaseline(known, undefined, false);
  const oldest = states.at(-1);
  if (!target || !oldest || states.length < 2) return undefined;
  const editsAt = async (state: PastState, keepTests: boolean): Promise<Edit[]> => {
    const changes = new ChangeUnits(await sinceThen(state));
    const kept = changes.units.filter(({ file }) => keepTests && isTestFile(file)).map(({ index }) => index);
    return changes.edits(new Set(kept), (file) => work.absolute(file));
  };
  const isolated = await isolate(lab, await editsAt(oldest, true), progress, known, { builds: false });
  if (isolated.problem !== undefined) return undefined;
  const { isolation, lab: used } = isolated;
  const [start, withTestsOfThen] = [lab.runs, new Set<number>()];
  const outcomeAt = async (at: number, keepTests: boolean): Promise<TestOutcome> => {
    const state = states[at];
    if (!state) return 'unresolved';
    progress(`running the code of ${state.name}`);
    const { outcome } = compareFailures(target, await used.run(await editsAt(state, keepTests), isolation));
    return outcome === 'gone' ? 'passes' : outcome === 'same' || outcome === 'moved' ? 'fails' : 'unresolved';
  };
  const test = async (at: number): Promise<TestOutcome> => {
    const outcome = await outcomeAt(at, true);
    if (outcome !== 'unresolved') return outcome;
    const again = await outcomeAt(at, false);
    if (again !== 'unresolved') withTestsOfThen.add(at);
    return again;
  };
  const found = await bisectHistory(states.length, test, () => lab.runs - start < MOST_RUNS);
  const [broken, worked] = found ? [states[found.failing], states[found.passing]] : [];
  if (!found || !broken || !worked) return undefined;
  const testsOfThen = withTestsOfThen.has(found.passing) || withTestsOfThen.has(found.failing);
  const past = laboratoryAt(used, await editsAt(broken, !testsOfThen));
  const files = (await between(worked, broken)).filter(({ before, now }) => testsOfThen || !isTestFile(now?.file ?? before?.file ?? ''));
  const run = await past.run([], isolation);
  const inCommit: RecentWork = {
    ...{ ...work, files, notes: [], commitOf: async () => broken.name.split(' ')[0] },
    // An edit concerns the search for the commit, too.
    editedSince: async () => [],
  };
  const { verdict, ...experiment } = await blameChange(past, command, inCommit, progress, run);
  const edited = await work.editedSince();
  const alone = found.passing - found.failing === 1;
  const where = alone
    ? `The first commit that fails is ${broken.name}; the one before it, ${worked.name}, passes.`
    : `It broke between ${worked.name}, which passes, and ${broken.name}, which fails; what lies between does not run.`;
  const notes = [where, 'Lines are those of that commit.', ...verdict.notes, ...work.notes];
  if (edited.length)
    return {
      ...experiment,
      baseline: isolated.baseline,
      verdict: { ...verdict, outcome: 'unresolved', changes: [], notes: [wereEdited(edited), ...work.notes] },
    };
  return { ...experiment, baseline: isolated.baseline, verdict: { ...verdict, notes, commit: broken.commit } };
}
