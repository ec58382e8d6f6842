import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { FailureReport, Frame } from '../../core/capture/failureReport';
import { mapSources } from '../../core/capture/mapSources';
import { isTestFile } from '../../core/context/testCode';
import { toRelative } from '../../core/workspace/workspacePaths';
import { firstBaseline, repeatedBaseline } from '../../core/experiments/baseline';
import { compareFailures } from '../../core/experiments/compareFailures';
import type { Baseline, Edit, Experiment, Run, TestResults } from '../../core/experiments/experiment';
import type { FailureTarget } from '../../core/experiments/failureOf';
import { otherTests } from '../../core/experiments/otherTests';
import type { ObservedRecord, ObserveSetup } from '../../core/experiments/observed';
import { whyNotAble } from '../../core/experiments/whyNotAble';
import { sameTest } from '../../core/experiments/testNames';
import type { SourceReader } from '../../core/ports';
import { NodeFiles } from '../files';
import { frameFile } from './frameFile';
import type { Instrument } from './instrument';
import { NodeLaboratory } from './nodeLaboratory';
import { observeInstrument } from './observeInstrument';
import type { ObserveAssets } from './observeAssets';
import { removeLeftFolders } from './runFolder';
import { withOverrides } from '../withOverrides';

export interface ObserveOptions {
  command: readonly string[];
  /** Absolute folder that the command runs in. */
  cwd: string;
  /** Absolute folder of the workspace. */
  root: string;
  env?: Readonly<Record<string, string | undefined>>;
  /** Absolute file that each run has as its standard input. */
  input?: string | undefined;
  assets: ObserveAssets;
  /** Full name of the failing test to examine; the first failing one if absent. */
  test?: string;
  /** Limit of a run, ms; derived from the first run if absent. */
  timeoutMs?: number;
  /** The failing run, if it was already made with this command. */
  known?: Run;
  /** Texts of unsaved editors, by workspace-relative file. */
  unsaved?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  /** The current step, for the person. */
  progress?: (message: string) => void;
  onOutput?: (chunk: Buffer) => void;
  /** A sentence that the person must see, whatever the result. */
  onNotice?: (sentence: string) => void;
}

/** Duration in ms from which changes are tried with the failing test alone, and in seconds from which none are. */
const WORTH_NARROWING = 1_500;
const LONGEST_OF_MANY = 6;

/** A failing command under observation: its failure, and the runs that look into it. */
export class ObservedCommand {
  readonly files: SourceReader;
  baseline: Baseline = { outcome: 'unresolved', why: 'The command was not run.' };
  target: FailureTarget | undefined;
  first: Run | undefined;
  private narrowed: NodeLaboratory | undefined;

  private constructor(
    private readonly options: ObserveOptions,
    /** By its given name and by its real one. */
    readonly roots: readonly string[],
    private readonly laboratory: NodeLaboratory,
  ) {
    this.files = withOverrides(new NodeFiles({ roots: [options.root] }), options.unsaved ?? {});
  }

  /** Runs the command as it is. */
  static async open(options: ObserveOptions): Promise<ObservedCommand> {
    await removeLeftFolders();
    const real = await realpath(options.root);
    const roots = [...new Set([real, options.root].map((each) => each.replaceAll('\\', '/').replace(/\/$/, '')))];
    const observed = new ObservedCommand(options, roots, await openLaboratory(options, roots[0] ?? real));
    options.progress?.('running the command');
    const run = options.known ?? (await observed.laboratory.run([], 'none'));
    const { baseline, target } = firstBaseline(run, options.test);
    observed.baseline = baseline;
    observed.first = run;
    if (!target || baseline.outcome !== 'fails') return observed;
    observed.target = { ...target, report: await mapSources(target.report, observed.files, options.signal) };
    observed.narrowed = observed.laboratory.narrowedTo(observed.target);
    return observed;
  }

  /**
   * Whether values of the failing program can be read; if not, the baseline says why.
   * @param where at the throw only, or anywhere in the program
   */
  isObservable(where: 'throw' | 'anywhere'): boolean {
    const why = whyNotAble(this.failureReport, where);
    if (why !== undefined) this.baseline = { ...this.baseline, why };
    return why === undefined;
  }

  /**
   * The failing run again, under observation: only its failing test if the command can be narrowed to it. Sets the baseline to the combined
   * result of both runs; undefined if they do not fail the same.
   * @param beside instruments of other languages
   */
  async failAgain(setup: ObserveSetup, beside: readonly Instrument<ObservedRecord[]>[] = []): Promise<ObservedRecord[] | undefined> {
    const { target } = this;
    if (!target) return undefined;
    this.options.progress?.('looking at the values of the failing run');
    for (const laboratory of [this.narrowed, this.laboratory]) {
      if (!laboratory) continue;
      const run = await laboratory.run([], 'none', { instruments: [observeInstrument(setup, this.options.assets), ...beside] });
      const repeated = repeatedBaseline(target, run);
      if (repeated.outcome === 'fails') {
        this.baseline = repeated;
        return [observations(run), ...beside.map(({ name }) => observations(run, name))].flat();
      }
      if (laboratory === this.narrowed) continue;
      // Flaky by itself, or changed by the observation?
      const plain = repeatedBaseline(target, await this.laboratory.run([], 'none'));
      this.baseline = plain.outcome === 'fails' ? { ...plain, outcome: 'unresolved', why: endedDifferently(run) } : plain;
    }
    return undefined;
  }

  /** Passing tests of the failing test's file, each on its own; none if the command cannot be narrowed. */
  async passNeighbours(setup: ObserveSetup, most: number): Promise<ObservedRecord[][]> {
    const seen: ObservedRecord[][] = [];
    for (const run of await this.runNeighbours(most, [observeInstrument(setup, this.options.assets)])) seen.push(observations(run));
    return seen;
  }

  /** Runs of passing tests of the same file that passed again. */
  async runNeighbours(most: number, instruments: readonly Instrument<unknown>[]): Promise<Run[]> {
    const { target, first } = this;
    if (!target?.test || !first?.tests?.named) return [];
    const file = target.testFile ?? this.testFile(target);
    let from: NodeLaboratory | undefined = this.laboratory;
    let tests = neighbours(target, first, most);
    if (!tests.length) {
      // The command selects the failing test alone.
      from = from.forFile();
      this.options.progress?.('looking for passing tests beside the failing one');
      const whole = await from?.run([], 'none');
      if (whole) tests = neighbours(target, whole, most);
    }
    const runs: Run[] = [];
    for (const [at, name] of tests.entries()) {
      const laboratory = from?.forTest({ name, file });
      if (!laboratory) return runs;
      this.options.progress?.(`running a passing test, ${at + 1} of ${tests.length}`);
      const run = await laboratory.run([], 'none', { instruments });
      if (run.exit === 0 && (run.tests?.ran ?? 1) > 0) runs.push(run);
    }
    return runs;
  }

  /** Only the failing test, with instruments; edits are seen by this run alone. */
  async runFailing(instruments: readonly Instrument<unknown>[], edits: readonly Edit[] = []): Promise<Run | undefined> {
    const { target } = this;
    if (!target) return undefined;
    for (const laboratory of [this.narrowed, this.laboratory]) {
      const run = await laboratory?.run(edits, edits.length ? laboratory.unchanged : 'none', { instruments });
      if (run && repeatedBaseline(target, run).outcome === 'fails') return run;
    }
    return undefined;
  }

  /**
   * The failing test once with each set of edits, in one run, beside the tests that the command runs with it where they take little time.
   * @param variants the first one without changes
   * @param seconds none is started later
   * @returns none where they cannot be run this way
   */
  async runMany(variants: readonly (readonly Edit[])[], seconds: number): Promise<(Run | undefined)[]> {
    const laboratory = this.quickest;
    if ((laboratory.secondsOfRun ?? 0) > LONGEST_OF_MANY) return [];
    return laboratory.runVariants(variants, seconds, true);
  }

  /** Whether the failing test passes with edits in a run of its own, and the other tests as before. */
  async passesWith(edits: readonly Edit[]): Promise<boolean> {
    const { target, first } = this;
    if (!target || !first) return false;
    const laboratory = this.quickest;
    const run = await laboratory.run(edits, laboratory.unchanged);
    return (
      compareFailures(target, run).outcome === 'gone' &&
      !Array.isArray(otherTests(laboratory === this.laboratory ? first : run, run, target))
    );
  }

  /** Whether it still fails as before, with texts that change nothing. */
  async failsStill(unchanged: readonly Edit[]): Promise<boolean> {
    const { target } = this;
    return (
      target !== undefined && repeatedBaseline(target, await this.quickest.run(unchanged, this.quickest.unchanged)).outcome === 'fails'
    );
  }

  /** The whole command where it takes little time, else its failing test. */
  private get quickest(): NodeLaboratory {
    return this.narrowed && (this.first?.wallMs ?? 0) > WORTH_NARROWING ? this.narrowed : this.laboratory;
  }

  private testFile({ report }: FailureTarget): string | undefined {
    const frames = report.errors.flatMap((error) => error.frames).filter(({ origin }) => origin === 'workspace');
    const frame = frames.find(({ file }) => isTestFile(file.replaceAll('\\', '/'))) ?? frames.at(-1);
    return frame && resolve(this.options.cwd, frame.file);
  }

  /** File of a frame, absolute with `/`; undefined outside the workspace. */
  place = (frame: Frame): string | undefined => {
    if (frame.origin !== 'workspace') return undefined;
    const { cwd, root } = this.options;
    const path = frameFile(frame.file, { cwd, root, testFile: this.target?.testFile }).replaceAll('\\', '/');
    const relative = this.relative(path);
    return relative === undefined || relative.includes('node_modules/') ? undefined : `${this.roots[0]}/${relative}`;
  };

  /** Files of the workspace on the failure's stack, workspace-relative with `/`. */
  filesOnStack(): string[] {
    const frames = this.failureReport.errors.flatMap((error) => error.frames);
    return [...new Set(frames.flatMap((frame) => this.relative(this.place(frame) ?? '') ?? []))];
  }

  relative = (file: string): string | undefined => {
    for (const root of this.roots) {
      const found = toRelative([root], file);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  experiment<Purpose extends string, Result>(purpose: Purpose, verdict: Result): Experiment<Purpose, Result> {
    const { runs, seconds } = this.laboratory;
    return {
      purpose,
      command: [...this.options.command],
      baseline: this.baseline,
      isolation: this.laboratory.unchanged,
      canary: false,
      runs,
      seconds,
      verdict,
    };
  }

  get failureReport(): FailureReport {
    return this.target?.report ?? { errors: [], expectations: [] };
  }

  close(): Promise<void> {
    return this.laboratory.close();
  }
}

function openLaboratory(
  { command, cwd, root, env, input, timeoutMs, unsaved = {}, signal, onOutput, onNotice }: ObserveOptions,
  real: string,
): Promise<NodeLaboratory> {
  const edits = Object.entries(unsaved).map(([file, text]) => ({ file: join(real, file), text }));
  return NodeLaboratory.open(
    { command, cwd, env, ...(input !== undefined && { input }) },
    { root, timeoutMs, unsaved: edits, signal, onOutput, onNotice },
  );
}

function observations(run: Run, instrument = 'observe'): ObservedRecord[] {
  return (run.observations[instrument] as ObservedRecord[] | undefined) ?? [];
}

/** Passing tests of the failing one's file or, where no runner names files, of its package. */
function besideTest(test: string, { passed, failed, files, parts }: TestResults, testFile: string | undefined): string[] {
  if (testFile !== undefined) return passed.filter((name) => files?.get(name) === testFile);
  const own = parts?.get(failed.find((name) => sameTest(name, test)) ?? '');
  return own === undefined ? passed : passed.filter((name) => parts?.get(name) === own);
}

function endedDifferently({ output }: Run): string {
  const why = 'The command ends differently when its values are looked at';
  // Such a program ended before its first line.
  return /agent library jdwp|JDWP exit error|JDWP Transport \S+ failed/i.test(output)
    ? `${why}: its Java runtime has no debugger agent (jdwp), which every JDK has, or runs where this machine is not reached.`
    : `${why}.`;
}

/** Passing tests of the file of the failing one; those that share the most suites with it come first. */
function neighbours({ test = '', testFile }: FailureTarget, { tests }: Run, most: number): string[] {
  const shared = (name: string): number => {
    let at = 0;
    while (at < name.length && name[at] === test[at]) at++;
    return at;
  };
  return [...new Set(tests ? besideTest(test, tests, testFile) : [])]
    .filter(Boolean)
    .sort((a, b) => shared(b) - shared(a))
    .slice(0, most);
}
