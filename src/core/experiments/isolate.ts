import { firstBaseline, repeatedBaseline } from './baseline';
import { CANARY, canaryEdits } from './canary';
import { compareFailures } from './compareFailures';
import { ExperimentProblem, type Baseline, type Edit, type Isolation, type Run } from './experiment';
import type { FailureTarget } from './failureOf';
import type { Laboratory, Progress } from './laboratory';

/** A command that fails reproducibly, and an isolation that provably uses the edits. */
export interface Isolated {
  baseline: Baseline;
  target?: FailureTarget;
  /** The run with the workspace unchanged. */
  first: Run;
  isolation: Isolation;
  canary: boolean;
  /** Runs the failing test alone where that saves time, else the command. */
  lab: Laboratory;
  /** The reason why the experiment cannot continue; undefined where it can. */
  problem?: string;
  /** The command reads none of the files. */
  unread?: boolean;
  /** The first run in isolation that fails, unchanged. */
  second?: Run;
  /** Unchanged runs that passed before that one: the failure wavers. */
  passed?: number;
}

export interface IsolateOptions {
  /** Whether code that does not build shows no failure; otherwise that is the failure. */
  builds?: boolean;
  /** Duration of a run in ms from which the failing test alone is run. */
  worthNarrowing?: number;
  /** A failure that does not show in each run will do: the experiment counts how often it does. */
  wavers?: boolean;
}

/** Duration in ms from which a command is narrowed to its failing test, where it runs a few times. */
const WORTH_NARROWING = 8_000;
/** Unchanged runs in one isolation until a failure that wavers shows there. */
const MOST_UNTIL_RED = 4;

/**
 * Reproduces a failure twice, the second time in isolation with unchanged files, and checks that a throw in one of the edited files changes
 * the outcome. Tries one way of isolation after another until one works.
 * @param edits the edits to be tried; their files must be isolated
 * @param known the first run, where it was made already
 */
export async function isolate(
  lab: Laboratory,
  edits: readonly Edit[],
  progress: Progress,
  known?: Run,
  { builds = true, worthNarrowing = WORTH_NARROWING, wavers = false }: IsolateOptions = {},
): Promise<Isolated> {
  progress('reproducing the failure');
  const first = known ?? (await lab.run([], 'none'));
  const { baseline, target } = firstBaseline(first, lab.test, builds);
  const found: Isolated = { baseline, target, first, isolation: 'none', canary: false, lab };
  if (!target) return { ...found, problem: baseline.why };
  const narrowed = first.wallMs > worthNarrowing && target.unbuilt === undefined ? lab.narrowedTo(target) : undefined;
  const same = await asTheyAre(lab, edits);
  const reasons: string[] = [];
  for (const isolation of lab.isolations) {
    try {
      for (const used of narrowed ? [narrowed, lab] : [lab]) {
        progress(`reproducing it in ${WORDS[isolation]}`);
        const canaries = canaryEdits(same, edits, framesOf(target), (file) => lab.nameOf(file));
        await used.foresee?.(
          [same, ...canaries.slice(0, 1)].map((each) => ({ edits: each })),
          isolation,
        );
        let second = await used.run(same, isolation);
        let repeated = repeatedBaseline(target, second);
        let passed = 0;
        while (wavers && repeated.outcome === 'flaky' && compareFailures(target, second).outcome === 'gone' && passed < MOST_UNTIL_RED) {
          passed += 1;
          progress('running it again, as it passed without a change');
          second = await used.run(same, isolation);
          repeated = repeatedBaseline(target, second);
        }
        if (repeated.outcome !== 'fails') {
          if (second.cancelled) return { ...found, baseline: repeated, problem: repeated.why };
          const flaky = repeated.outcome === 'flaky' ? await wavering(lab, target) : undefined;
          if (flaky) return { ...found, baseline: flaky, problem: flaky.why };
          reasons.push(repeated.why ?? '');
          continue;
        }
        for (const files of canaries) {
          progress('proving that edits count');
          if (await held(used, files, isolation, target)) return { ...found, isolation, canary: true, lab: used, second, passed };
        }
        // A narrowed command lacks the build before the tests, so the whole command may still use the edits.
        reasons.push(`${WORDS[isolation]} does not reach the edited files.`);
      }
    } catch (error) {
      if (!(error instanceof ExperimentProblem)) throw error;
      reasons.push(error.message);
    }
  }
  return unstable(lab, found, target, reasons, edits);
}

const WORDS: Record<Isolation, string> = {
  namespace: 'a file system of its own',
  overlay: 'the read overlay',
  clone: 'a clone',
  copy: 'a copy',
  inPlace: 'place',
  none: 'place',
};

/** It passed once: is the command flaky, or does the isolation change it? Two unchanged runs decide. */
async function wavering(lab: Laboratory, target: FailureTarget): Promise<Baseline | undefined> {
  for (let round = 0; round < 2; round++) {
    const again = repeatedBaseline(target, await lab.run([], 'none'));
    if (again.outcome !== 'fails') return again;
  }
  return undefined;
}

/** No isolation works: is the command flaky, or does the isolation break it? */
async function unstable(
  lab: Laboratory,
  found: Isolated,
  target: FailureTarget,
  reasons: readonly string[],
  edits: readonly Edit[],
): Promise<Isolated> {
  const again = repeatedBaseline(target, await lab.run([], 'none'));
  if (again.outcome !== 'fails') return { ...found, baseline: again, problem: again.why };
  const bypassed = reasons.some((reason) => reason.endsWith('does not reach the edited files.'));
  const why = bypassed
    ? unreadSentence(lab, edits) + compiledEarlier(edits)
    : `The failure does not show in isolation: ${[...new Set(reasons)].join(' ')}`;
  return { ...found, baseline: again, problem: why, unread: bypassed };
}

/** Files that one sentence names. */
const MOST_NAMES = 3;

function unreadSentence(lab: Laboratory, edits: readonly Edit[]): string {
  const names = [...new Set(edits.map(({ file }) => lab.nameOf(file)))];
  if (names.length === 1) return `A throw in ${names[0]} changes nothing: the command does not read it.`;
  const more = names.length - MOST_NAMES;
  const listed = `${names.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return `A throw in any of ${listed} changes nothing: the command does not read them.`;
}

function compiledEarlier(edits: readonly Edit[]): string {
  if (!edits.some(({ file }) => /\.(?:java|kt|scala|groovy)$/.test(file))) return '';
  return ' If it runs classes that were compiled earlier, let it compile them: javac … && java ….';
}

/** A canary works if its throw appears or the outcome changes. */
async function held(lab: Laboratory, edits: readonly Edit[], isolation: Isolation, target: FailureTarget): Promise<boolean> {
  const run = await lab.run(edits, isolation);
  if (run.output.includes(CANARY)) return true;
  if (run.timedOut || run.cancelled || run.startProblem) return false;
  return compareFailures(target, run).outcome !== 'same';
}

/** The edited files with their current texts: the isolated command must fail in the same way. */
export async function asTheyAre(lab: Laboratory, edits: readonly Edit[]): Promise<Edit[]> {
  return Promise.all(edits.map(async ({ file }) => ({ file, text: await lab.read(file) })));
}

function framesOf(target: FailureTarget): string[] {
  return target.report.errors.flatMap(({ frames }) => frames.map(({ file }) => file));
}
