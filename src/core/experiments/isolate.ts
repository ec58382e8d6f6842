import { firstBaseline, repeatedBaseline } from './baseline';
import { CANARY, canaryFiles, withCanary } from './canary';
import { compareFailures } from './compareFailures';
import { ExperimentProblem, type Baseline, type Edit, type Isolation, type Run } from './experiment';
import type { FailureTarget } from './failureOf';
import type { Laboratory, Progress } from './laboratory';

/** A command that fails each time as it is, and an isolation in which edits are proved to count. */
export interface Isolated {
  baseline: Baseline;
  target?: FailureTarget;
  /** The run as the workspace is. */
  first: Run;
  isolation: Isolation;
  canary: boolean;
  /** Runs the failing test alone where that saves time, else the command. */
  lab: Laboratory;
  /** Why it cannot go on; undefined where the experiment stands. */
  problem?: string;
  /** The command reads none of the files. */
  unread?: boolean;
}

/** ms from which on a command is narrowed to its failing test. */
const WORTH_NARROWING = 8_000;

/**
 * Reproduces a failure twice, the second time in isolation with the files as they are, and has a throw in one of the edited files
 * change the outcome. Goes from one way of isolation to the next until one holds.
 * @param edits what will be tried; the files that must be isolated
 * @param known the first run, where it was made already
 */
export async function isolate(lab: Laboratory, edits: readonly Edit[], progress: Progress, known?: Run): Promise<Isolated> {
  progress('reproducing the failure');
  const first = known ?? (await lab.run([], 'none'));
  const { baseline, target } = firstBaseline(first, lab.test);
  const found: Isolated = { baseline, target, first, isolation: 'none', canary: false, lab };
  if (!target) return { ...found, problem: baseline.why };
  const narrowed = first.wallMs > WORTH_NARROWING ? lab.narrowedTo(target) : undefined;
  const same = await asTheyAre(lab, edits);
  const reasons: string[] = [];
  for (const isolation of lab.isolations) {
    try {
      for (const used of narrowed ? [narrowed, lab] : [lab]) {
        progress(`reproducing it in ${WORDS[isolation]}`);
        const second = await used.run(same, isolation);
        const repeated = repeatedBaseline(target, second);
        if (repeated.outcome !== 'fails') {
          if (second.cancelled) return { ...found, baseline: repeated, problem: repeated.why };
          const wavers = repeated.outcome === 'flaky' ? await wavering(lab, target) : undefined;
          if (wavers) return { ...found, baseline: wavers, problem: wavers.why };
          reasons.push(repeated.why ?? '');
          continue;
        }
        for (const files of canaries(same, edits, target, lab)) {
          progress('proving that edits count');
          if (await held(used, files, isolation, target)) return { ...found, isolation, canary: true, lab: used };
        }
        // What builds the code before the tests run is left out of a narrowed command: the whole one may still reach them.
        reasons.push(`${WORDS[isolation]} does not reach the edited files.`);
      }
    } catch (error) {
      if (!(error instanceof ExperimentProblem)) throw error;
      reasons.push(error.message);
    }
  }
  return unstable(lab, found, target, reasons);
}

const WORDS: Record<Isolation, string> = { overlay: 'the read overlay', copy: 'a copy', inPlace: 'place', none: 'place' };

/** Passed once: because the command wavers, or because of the isolation? Two runs as it is tell. */
async function wavering(lab: Laboratory, target: FailureTarget): Promise<Baseline | undefined> {
  for (let round = 0; round < 2; round++) {
    const again = repeatedBaseline(target, await lab.run([], 'none'));
    if (again.outcome !== 'fails') return again;
  }
  return undefined;
}

/** No isolation holds: is it the command that wavers, or the isolation that breaks it? */
async function unstable(lab: Laboratory, found: Isolated, target: FailureTarget, reasons: readonly string[]): Promise<Isolated> {
  const again = repeatedBaseline(target, await lab.run([], 'none'));
  if (again.outcome !== 'fails') return { ...found, baseline: again, problem: again.why };
  const bypassed = reasons.some((reason) => reason.endsWith('does not reach the edited files.'));
  const why = bypassed
    ? 'A throw in the edited files changes nothing: the command does not read them.'
    : `The failure does not show in isolation: ${[...new Set(reasons)].join(' ')}`;
  return { ...found, baseline: again, problem: why, unread: bypassed };
}

/** The likeliest file with a throw in it; then all of them: where no throw tells, none of them is read. */
function canaries(same: readonly Edit[], edits: readonly Edit[], target: FailureTarget, lab: Laboratory): Edit[][] {
  // A file that an edit takes away has its text from before, one that an edit brings that of the edit.
  const texts = edits.map(({ file, text }, at) => ({ file, text: text ?? same[at]?.text }));
  const files = canaryFiles(texts, framesOf(target), (file) => lab.nameOf(file));
  const chosen = [files.slice(0, 1), ...(files.length > 1 ? [files] : [])].filter(({ length }) => length > 0);
  const thrown = chosen.map((each) => withCanary(texts, new Set(each)));
  // A file may count by being there, whatever stands in it.
  const comesOrGoes = edits.some(({ text }, at) => (text === undefined) !== (same[at]?.text === undefined));
  return comesOrGoes ? [...thrown, [...edits]] : thrown;
}

/** A canary holds where its throw is seen, or the outcome is another one. */
async function held(lab: Laboratory, edits: readonly Edit[], isolation: Isolation, target: FailureTarget): Promise<boolean> {
  const run = await lab.run(edits, isolation);
  if (run.output.includes(CANARY)) return true;
  if (run.timedOut || run.cancelled || run.startProblem) return false;
  return compareFailures(target, run).outcome !== 'same';
}

/** The edited files with the texts that they have: what is isolated must fail as it did. */
export async function asTheyAre(lab: Laboratory, edits: readonly Edit[]): Promise<Edit[]> {
  return Promise.all(edits.map(async ({ file }) => ({ file, text: await lab.read(file) })));
}

function framesOf(target: FailureTarget): string[] {
  return target.report.errors.flatMap(({ frames }) => frames.map(({ file }) => file));
}
