import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { framesInSource } from '../../core/experiments/framesInSource';
import { firstBaseline } from '../../core/experiments/baseline';
import type { FailureReport } from '../../core/capture/failureReport';
import { blameChange, unlessEdited } from '../../core/experiments/blameChange';
import type { RecentFile } from '../../core/experiments/changeUnits';
import type { RecentWork } from '../../core/experiments/recentWork';
import { blameHistory, type History } from '../../core/experiments/blameHistory';
import {
  ExperimentProblem,
  type Baseline,
  type BlameVerdict,
  type Edit,
  type Experiment,
  type Isolation,
  type ProveVerdict,
  type Run,
  type VerifyVerdict,
} from '../../core/experiments/experiment';
import { scoreUnit } from '../../core/experiments/scoreUnit';
import type { Suspect } from '../../core/suspects/suspect';
import { GitChanges } from '../git/gitChanges';
import { editedFiles, onlyCommitOf, filesBetween, olderCommits, recentFiles, type RecentFiles } from './recentFiles';
import { isMadeByOwnCode } from '../../core/experiments/madeByOwnCode';
import { valueAtFault } from '../../core/experiments/valueAtFault';
import { ImportResolver } from '../../core/context/resolveImport';
import { WorkspaceCode } from '../../core/context/workspaceCode';
import type { Syntax } from '../../core/syntax/syntax';
import { fileIndex } from '../../core/workspace/fileIndex';
import type { FailureTarget } from '../../core/experiments/failureOf';
import type { RepairPorts } from '../../core/experiments/repairs/listRepairs';
import type { RepairLeads } from '../../core/experiments/repairs/rehearsedChanges';
import type { RepairLimits, RepairVerdict } from '../../core/experiments/repairs/repairFailure';
import { proveFix, type FixedWork, type ProvePorts } from '../../core/experiments/prove/proveFix';
import { listed } from '../../core/experiments/prove/proveWords';
import { verifyFix } from '../../core/experiments/verifyFix';
import { isDocument } from '../../core/context/isDocument';
import { unavailableNotice } from '../../core/context/recentChanges';
import { ChangesUnavailable, type SourceReader } from '../../core/ports';
import { applyWholeDiff, DiffProblem } from '../../core/hypotheses/applyDiff';
import { pathProblem } from '../../core/hypotheses/diffPaths';
import { leadsOutside } from '../../core/hypotheses/leadsOutside';
import { parseDiff } from '../../core/hypotheses/parseDiff';
import { reversedDiff } from '../../core/hypotheses/reversedDiff';
import { NodeFiles } from '../files';
import { runGit } from '../git/runGit';
import { withOverrides } from '../withOverrides';
import { frameFile } from './frameFile';
import { keptSentence, restoreLeftJournals } from './inPlaceJournal';
import type { ObserveAssets } from './observeAssets';
import { failingFileOutside } from './linksOutside';
import type { LaboratoryOptions } from './laboratoryOptions';
import { NodeLaboratory } from './nodeLaboratory';
import { asVerified } from './asVerified';
import { repairExperiment, type RepairOptions } from './repairExperiment';
import { removeLeftFolders } from './runFolder';
import { testPlaces } from './testPlaces';
import { workSinceBase } from './workSinceBase';

export interface ExperimentOptions {
  command: readonly string[];
  /** Absolute folder that the command runs in. */
  cwd: string;
  /** Absolute folder of the workspace. */
  root: string;
  env?: Readonly<Record<string, string | undefined>>;
  /** Absolute file that each run has as its standard input. */
  input?: string | undefined;
  /** Limit of a run, ms; derived from the first run if absent. */
  timeoutMs?: number;
  /** Full name of the failing test to examine; the first failing one if absent. */
  test?: string;
  /** Texts of unsaved editors, by workspace-relative file. */
  unsaved?: Readonly<Record<string, string>>;
  /** Edit the files themselves if no isolation holds; they are restored afterwards. */
  inPlace?: boolean;
  /** Only these ways of isolation, in this order; the best ones of this machine if absent. */
  isolations?: readonly Isolation[];
  /** Runs that may go on at the same time; the number of processors if absent. */
  jobs?: number;
  /** How the command is run ({@link LaboratoryOptions.runRecipe}). */
  runRecipe?: LaboratoryOptions['runRecipe'];
  /** The failing run, if it was already made with this command. */
  known?: Run;
  signal?: AbortSignal;
  /** The current step, for the person. */
  progress?: (message: string) => void;
  /** Output of the runs as it arrives. */
  onOutput?: (chunk: Buffer) => void;
  /** A sentence that the person must see, whatever the result: on files that an earlier experiment in place left behind. */
  onNotice?: (sentence: string) => void;
  /** Hears which failure a fix in the tree is about ({@link ProvePorts.onFailure}). */
  onFailure?: ProvePorts['onFailure'];
}

function onlyDocuments(files: readonly string[]): string {
  return `Only documents changed in that time (${listed(files)}), which no program reads, so nothing was run. Look further back in time.`;
}

/** Experiments on one command, for the CLI and the host. Each leaves every file unchanged and no process behind. */
export class ExperimentRunner {
  constructor(private readonly options: ExperimentOptions) {}

  /** Runs the command once, as the workspace is. */
  async baseline(): Promise<{ run: Run; baseline: Baseline; target?: FailureTarget }> {
    return this.withLaboratory(async (laboratory) => {
      const run = await laboratory.run([], 'none');
      return { run, ...firstBaseline(run) };
    });
  }

  /**
   * Proves a fix in isolation.
   * @param diff unified, relative to the workspace
   * @param syntax reads where the bad value comes from
   * @param parse syntax trees, to find the failing test
   */
  async verify(diff: string, syntax?: Syntax, parse?: RepairPorts['parse']): Promise<Experiment<'verify', VerifyVerdict>> {
    const { command, unsaved = {}, progress, known } = this.options;
    const root = await realpath(this.options.root);
    const files = new NodeFiles({ roots: [root] });
    // The person's patch may change built code, which is usually ignored.
    for (const { path, from = path } of parseDiff(diff)) for (const each of [path, from]) if (!pathProblem(each)) files.allow(each);
    const reader = withOverrides(files, unsaved);
    return this.withLaboratory(async (laboratory) => {
      let edits: Edit[];
      try {
        edits = await editsOf(root, await applyWholeDiff(diff, reader), unsaved);
      } catch (error) {
        if (!(error instanceof DiffProblem)) throw error;
        const work = await withoutPatch(root, diff, reader, unsaved);
        if (!work) return notApplied(command, error.message);
        return asVerified(await proveFix(laboratory, command, work, this.provePorts(laboratory, root, reader, syntax, parse), progress));
      }
      for (const { file } of edits) await laboratory.read(file);
      const ports = this.provePorts(laboratory, root, reader, syntax, parse);
      return verifyFix(laboratory, command, { edits, patches: parseDiff(diff), ...ports }, progress, known);
    });
  }

  /**
   * Proves a fix that is in the tree: its tests pass, and fail with the sources of the base.
   * @param base a commit by any name; the base is where HEAD and it part, HEAD itself if absent
   * @throws NoSuchBase
   */
  async prove(base: string | undefined, syntax?: Syntax, parse?: RepairPorts['parse']): Promise<Experiment<'prove', ProveVerdict>> {
    const { command, cwd, unsaved = {}, progress, signal } = this.options;
    const root = await realpath(this.options.root);
    const work = await workSinceBase({ root, cwd, base, unsaved, signal });
    const reader = withOverrides(new NodeFiles({ roots: [root] }), unsaved);
    return this.withLaboratory((laboratory) =>
      proveFix(laboratory, command, work, this.provePorts(laboratory, root, reader, syntax, parse), progress),
    );
  }

  private provePorts(
    laboratory: NodeLaboratory,
    root: string,
    reader: SourceReader,
    syntax: Syntax | undefined,
    parse: RepairPorts['parse'] | undefined,
  ): ProvePorts {
    const { cwd, signal, onFailure } = this.options;
    const fileOfFrame = (file: string, testFile?: string): string =>
      existsSync(join(root, file)) ? join(root, file) : frameFile(file, { cwd, root, testFile });
    return {
      fileOfFrame,
      ...(onFailure && { onFailure }),
      ...(parse && { parse }),
      ...(syntax && { madeByOwnCode: (target) => this.isMadeByOwnCode(target, reader, laboratory, syntax) }),
      inSource: async (target) => ({ ...target, report: await framesInSource(target.report, reader, syntax, signal) }),
      ...(parse && testPlaces(laboratory, { cwd, root, parse })),
    };
  }

  /**
   * Finds the smallest recent change that makes the command fail; if it already failed before the window, the commit that broke it.
   * @param since ms since the epoch
   * @param rank ranks the failure, so that likely changes are tried first
   */
  async blame(
    since: number,
    rank: (report: FailureReport) => Promise<readonly Suspect[]> = async () => [],
  ): Promise<Experiment<'blame', BlameVerdict>> {
    const { command, cwd, unsaved = {}, progress, signal } = this.options;
    const root = await realpath(this.options.root);
    return this.withLaboratory(async (laboratory) => {
      const recent = await recentFiles({ root, cwd, since, unsaved, signal }).catch((error: unknown) => {
        if (error instanceof ChangesUnavailable) throw new ExperimentProblem(unavailableNotice(error), { cause: error });
        throw error;
      });
      const { files } = recent;
      if (files.length && files.every(({ before, now }) => isDocument(now?.file ?? before?.file ?? '')))
        throw new ExperimentProblem(onlyDocuments(files.map(({ before, now }) => now?.file ?? before?.file ?? '')));
      progress?.('reproducing the failure');
      const run = this.options.known ?? (await laboratory.run([], 'none'));
      const suspects = run.exit === 0 || files.length < 2 ? [] : await rank(run.report);
      const workSince = (from: number, work: RecentFiles): RecentWork => this.recentWork(root, from, work, suspects);
      const work = workSince(since, recent);
      const experiment = await blameChange(laboratory, command, work, progress, run);
      // What was committed in that time may belong to the failing test itself; the last commit is a later state that may pass.
      if (experiment.verdict.outcome === 'unresolved' && experiment.canary) {
        const now = Date.now();
        const uncommitted = await recentFiles({ root, cwd, since: now, unsaved, signal });
        const textsBefore = (of: RecentFiles): string => JSON.stringify(of.files.map(({ before }) => JSON.stringify(before)).toSorted());
        const isEdited = editedFiles(files, (await recentFiles({ root, cwd, since, unsaved, signal })).files).length > 0;
        const isOther = !isEdited && uncommitted.files.length > 0 && textsBefore(uncommitted) !== textsBefore(recent);
        const later = isOther ? await blameChange(laboratory, command, workSince(now, uncommitted), progress, run) : undefined;
        if (later?.verdict.outcome === 'found') return later;
      }
      const outside = experiment.verdict.outcome === 'found' ? undefined : await failingFileOutside(root, cwd, run.report);
      if (outside !== undefined && experiment.baseline.outcome !== 'passes') return notBlamed(experiment, leadsOutside(outside));
      if (experiment.verdict.outcome !== 'notRecent' || experiment.baseline.outcome !== 'fails') return experiment;
      const history: History = {
        states: await olderCommits(root, since, signal),
        sinceThen: ({ commit }) => filesBetween(root, commit, undefined, unsaved, signal),
        between: (older, newer) => filesBetween(root, older.commit, newer.commit, {}, signal),
      };
      const older = await blameHistory(laboratory, command, history, work, run, progress);
      return older ?? { ...experiment, verdict: await unlessEdited(experiment.verdict, work) };
    });
  }

  /** @param since ms since the epoch */
  private recentWork(
    root: string,
    since: number,
    { files, notes, begins, noCommit }: RecentFiles,
    suspects: readonly Suspect[],
  ): RecentWork {
    const { cwd, unsaved = {}, signal } = this.options;
    const changes = new GitChanges({ roots: [root] });
    let known = files;
    return {
      files,
      notes,
      ...(begins && { begins }),
      ...(noCommit && { noCommit }),
      absolute: (file) => join(root, file),
      commitOf: async (file, line) => {
        const change = await changes.lastChange(file, line, signal).catch(() => undefined);
        return change && shortHash(root, change.commit);
      },
      commitOfFile: (file) => onlyCommitOf(root, file, since, signal).catch(() => undefined),
      editedSince: async () => {
        const { files: now } = await recentFiles({ root, cwd, since, unsaved, signal });
        const edited = editedFiles(known, now);
        known = now;
        return edited;
      },
      score: (unit, target) => scoreUnit(unit, target, suspects),
    };
  }

  /**
   * Tries small changes that need no model.
   * @param rank where the failure may come from
   * @param parse syntax trees
   */
  async repair(
    limits: RepairLimits,
    rank: (report: FailureReport) => Promise<RepairLeads>,
    parse: RepairPorts['parse'],
    instruments?: ObserveAssets,
    ending: Pick<RepairOptions, 'enough' | 'onFound' | 'from'> = {},
  ): Promise<Experiment<'repair', RepairVerdict>> {
    const { command, cwd, known, progress, signal } = this.options;
    const root = await realpath(this.options.root);
    return this.withLaboratory(
      (laboratory) =>
        repairExperiment(laboratory, {
          ...{ command, cwd, root, limits, parse, instruments, known, progress, signal, ...ending },
          rank: ({ report }) => rank(report),
        }),
      limits.seconds,
    );
  }

  /** Whether the value that the throwing line cannot use comes from a function of the workspace. */
  private async isMadeByOwnCode(
    { report }: FailureTarget,
    reader: SourceReader,
    laboratory: NodeLaboratory,
    syntax: Syntax,
  ): Promise<boolean> {
    const frame = report.errors[0]?.frames.find(({ origin }) => origin === 'workspace');
    if (!frame) return false;
    const { signal } = this.options;
    const code = new WorkspaceCode(reader, syntax, fileIndex(await reader.list(signal)), signal);
    const source = await code.open(isAbsolute(frame.file) ? laboratory.nameOf(frame.file) : frame.file);
    const expression = source && valueAtFault(report, frame, source);
    return expression !== undefined && isMadeByOwnCode(source!, frame.line, expression, new ImportResolver(code));
  }

  /** @param seconds after which no further run is made */
  private async withLaboratory<T>(use: (laboratory: NodeLaboratory) => Promise<T>, seconds?: number): Promise<T> {
    const {
      command,
      cwd,
      env,
      input,
      timeoutMs,
      test,
      unsaved = {},
      inPlace,
      isolations,
      jobs,
      runRecipe,
      signal,
      onOutput,
      onNotice,
    } = this.options;
    const root = await realpath(this.options.root);
    await removeLeftFolders();
    const kept = keptSentence(await restoreLeftJournals());
    if (kept !== undefined) onNotice?.(kept);
    const edits = Object.entries(unsaved).map(([file, text]) => ({ file: join(root, file), text }));
    const laboratory = await NodeLaboratory.open(
      { command, cwd, env, ...(input !== undefined && { input }) },
      { root, timeoutMs, seconds, test, unsaved: edits, inPlace, isolations, jobs, runRecipe, signal, onOutput, onNotice },
    );
    try {
      return await use(laboratory);
    } finally {
      await laboratory.close();
    }
  }
}

/** As git itself shortens it in this repository. */
async function shortHash(root: string, commit: string): Promise<string> {
  return runGit(['rev-parse', '--short', commit], { cwd: root }).then(
    ({ text }) => text.trim(),
    () => commit,
  );
}

/** New texts with the files' own line ends and byte order marks. */
async function editsOf(
  root: string,
  texts: ReadonlyMap<string, string | undefined>,
  unsaved: Readonly<Record<string, string>>,
): Promise<Edit[]> {
  return Promise.all(
    [...texts].map(async ([name, text]) => {
      const file = join(root, name);
      if (text === undefined) return { file, text };
      const now = unsaved[name] ?? (await readFile(file, 'utf8').catch(() => ''));
      const mark = now.startsWith('\uFEFF') && !text.startsWith('\uFEFF') ? '\uFEFF' : '';
      return { file, text: mark + (now.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text) };
    }),
  );
}

/** The tree compared with what it is without a patch that it holds already; undefined where it does not hold it. */
async function withoutPatch(
  root: string,
  diff: string,
  reader: SourceReader,
  unsaved: Readonly<Record<string, string>>,
): Promise<FixedWork | undefined> {
  const texts = await applyWholeDiff(reversedDiff(diff), reader).catch((error: unknown) => {
    if (!(error instanceof DiffProblem)) throw error;
  });
  if (!texts) return undefined;
  const files = await Promise.all(
    (await editsOf(root, texts, unsaved)).map(async ({ file: path, text }): Promise<RecentFile> => {
      const file = relative(root, path).split(sep).join('/');
      const now = unsaved[file] ?? (await readFile(path, 'utf8').catch(() => undefined));
      return { ...(text !== undefined && { before: { file, text } }), ...(now !== undefined && { now: { file, text: now } }) };
    }),
  );
  return { base: 'the tree without the patch', files, notes: [], absolute: (file) => join(root, file) };
}

/** No claim, for a reason that comes before those found. */
function notBlamed(experiment: Experiment<'blame', BlameVerdict>, why: string): Experiment<'blame', BlameVerdict> {
  const { verdict } = experiment;
  return { ...experiment, verdict: { ...verdict, outcome: 'unresolved', notes: [why, ...verdict.notes] } };
}

function notApplied(command: readonly string[], why: string): Experiment<'verify', VerifyVerdict> {
  return {
    purpose: 'verify',
    command: [...command],
    baseline: { outcome: 'unresolved', why },
    isolation: 'none',
    canary: false,
    runs: 0,
    seconds: 0,
    verdict: { outcome: 'unresolved', agreed: [0, 0], others: 'notRun', wasRed: false, notes: [why] },
  };
}
