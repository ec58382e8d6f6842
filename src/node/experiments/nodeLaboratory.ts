import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { isTestFile } from '../../core/context/testCode';
import { ExperimentProblem, OutOfTime, type Edit, type Isolation, type Recipe, type Run } from '../../core/experiments/experiment';
import type { FailureTarget } from '../../core/experiments/failureOf';
import type { ForeseenRun, Laboratory, RunExtra } from '../../core/experiments/laboratory';
import { recogniseRunner } from '../../core/experiments/runnerTable';
import type { TestToRun } from '../../core/experiments/testRunner';
import { fileCommand } from '../../core/experiments/widerCommand';
import { leadsOutside } from '../../core/hypotheses/leadsOutside';
import { languageOfFile, type LanguageId } from '../../core/workspace/languages';
import { rootProblem } from '../disk/rootProblem';
import { inParallel } from '../inParallel';
import { isClonable } from './copyWorkspace';
import { ExperimentFolder } from './experimentFolder';
import { ForeseenRuns } from './foreseenRuns';
import { InPlaceJournal, keptSentence } from './inPlaceJournal';
import type { LaboratoryOptions } from './laboratoryOptions';
import { leadsOut } from './linksOutside';
import type { Instrument, Moved } from './instrument';
import { memoryForLayers, namespaceAbility, type NamespaceAbility } from './namespace/namespaceAbility';
import { NotIsolated } from './namespace/notIsolated';
import { packageScripts } from './packageScripts';
import { realPathOf } from './realPathOf';
import { diskProblem, removeRunFolder } from './runFolder';
import { FIRST_LIMIT, limitAfter, runRecipe, type OwnNamespace, type RunOptions } from './runRecipe';
import { variantsInstrument } from './variantsInstrument';
import { makeWorkspaceCopy, type WorkspaceCopy } from './workspaceCopy';

/** Files that are looked at at the same time. */
const AT_ONCE = 32;
/** Tries of a run whose namespace could not be made. */
const MOST_TRIES = 5;
/** How programs say that what they write finds no space. */
const NO_SPACE = /\bENOSPC\b|No space left on device/;
/** What a program is told that changes a file whose owner or group a user's own namespace does not have: EOVERFLOW. */
const FOREIGN = /\bEOVERFLOW\b|Value too large for defined data type/;
/** Granularity of the times by which Python tells that a file has changed, ms. */
const PYTHON_CLOCK = 1000;

export interface NodeRunExtra extends RunExtra {
  instruments?: readonly Instrument<unknown>[];
}

/** Shared by the laboratories of one experiment. */
interface Shared {
  runs: number;
  started: number;
  /** How runs get a file system of their own; undefined where they get none. */
  namespace?: NamespaceAbility;
  /** The experiment's files outside the workspace. */
  folder?: Promise<ExperimentFolder>;
  /** Layers are kept on the disk, since memory did not suffice. */
  onDisk?: boolean;
  /** Limit of later runs, ms. */
  limit?: number;
  copy?: Promise<WorkspaceCopy>;
  /** Of each command. */
  foreseen: Map<string, ForeseenRuns>;
  /** Files that the last build was given in another state than the workspace's. */
  edited: Set<string>;
  /** Whether a link leads out of the workspace to a file, by its name. */
  outside: Map<string, Promise<boolean>>;
  /** Hash of each file that was read, by its path. */
  read: Map<string, string | undefined>;
}

/** Only programs of Node and Python take their texts from elsewhere. */
const SERVED: readonly (LanguageId | undefined)[] = ['javascript', 'python'];

/** Runs a recipe of a workspace, isolated as asked. */
export class NodeLaboratory implements Laboratory {
  private readonly native: boolean;
  private readonly builds: boolean;
  private lastRun: number | undefined;

  private constructor(
    private readonly recipe: Recipe,
    private readonly options: LaboratoryOptions,
    private readonly shared: Shared,
    private readonly ways: readonly Isolation[],
  ) {
    const runner = recogniseRunner(recipe.command, packageScripts(recipe.cwd));
    this.builds = runner?.builds === true;
    this.native = this.builds || runner?.native === true;
  }

  /**
   * Finds out how runs can be isolated here; where the kernel does not, `onNotice` is told why once.
   * @throws ExperimentProblem for a workspace that cannot be named, or a full disk
   */
  static async open(recipe: Recipe, options: LaboratoryOptions): Promise<NodeLaboratory> {
    const problem = await rootProblem(options.root);
    if (problem !== undefined) throw new ExperimentProblem(problem);
    const ability = await namespaceAbility();
    if ('full' in ability) throw new ExperimentProblem(ability.why);
    const namespace = 'why' in ability ? undefined : ability;
    if ('why' in ability) noticeOnce(ability.why, options);
    const copied = (await isClonable(options.root)) ? 'clone' : 'copy';
    const found: Isolation[] = [...(namespace ? (['namespace'] as const) : []), copied, ...(options.inPlace ? (['inPlace'] as const) : [])];
    const shared = {
      ...{ runs: 0, started: performance.now(), namespace },
      ...{ edited: new Set<string>(), read: new Map(), outside: new Map(), foreseen: new Map() },
    };
    return new NodeLaboratory(recipe, options, shared, options.isolations ?? found);
  }

  get isolations(): readonly Isolation[] {
    return this.shared.namespace ? this.ways : this.ways.filter((way) => way !== 'namespace');
  }

  /** How a run of the unchanged workspace is isolated. */
  get unchanged(): Isolation {
    return this.isolations[0] ?? 'none';
  }

  get test(): string | undefined {
    return this.options.test;
  }

  get runs(): number {
    return this.shared.runs;
  }

  get seconds(): number {
    return Math.round((performance.now() - this.shared.started) / 100) / 10;
  }

  get secondsOfRun(): number | undefined {
    return this.lastRun;
  }

  nameOf(file: string): string {
    return relative(this.options.root, file).split(sep).join('/');
  }

  async read(file: string): Promise<string | undefined> {
    const unsaved = this.options.unsaved?.find((edit) => edit.file === file);
    if (unsaved) return unsaved.text;
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (!this.shared.read.has(file)) this.shared.read.set(file, text === undefined ? undefined : hash(text));
    return text;
  }

  async changedFile(): Promise<string | undefined> {
    for (const [file, known] of this.shared.read) {
      const text = await readFile(file, 'utf8').catch(() => undefined);
      if ((text === undefined ? undefined : hash(text)) !== known) return this.nameOf(file);
    }
    return undefined;
  }

  narrowedTo({ test, report, testFile }: FailureTarget): NodeLaboratory | undefined {
    if (test === undefined) return undefined;
    const { cwd } = this.recipe;
    const frames = report.errors.flatMap((error) => error.frames).filter(({ origin }) => origin === 'workspace');
    const frame = frames.find(({ file }) => (testFile === undefined ? isTestFile(this.nameOf(file)) : resolve(cwd, file) === testFile));
    return this.forTest({ name: test, file: testFile ?? (frame && resolve(cwd, frame.file)), line: frame?.line });
  }

  /**
   * The same for one test only; undefined if the command cannot be narrowed to it.
   * @param test its file absolute
   */
  forTest(test: TestToRun): NodeLaboratory | undefined {
    const { cwd, command } = this.recipe;
    const runner = recogniseRunner(command, packageScripts(cwd));
    const file = test.file === undefined || runner?.elsewhere ? test.file : fileFrom(cwd, test.file);
    const narrowed = runner?.narrow({ ...test, file });
    return narrowed && this.withCommand(narrowed);
  }

  /** The same for all tests of the file, or the class, of the command's single tests; undefined if it selects none. */
  forFile(): NodeLaboratory | undefined {
    const wide = fileCommand(this.recipe.command, packageScripts(this.recipe.cwd));
    return wide && this.withCommand(wide);
  }

  endedBy(signal: AbortSignal): NodeLaboratory {
    const either = AbortSignal.any([signal, ...(this.options.signal ? [this.options.signal] : [])]);
    const same = new NodeLaboratory(this.recipe, { ...this.options, signal: either }, this.shared, this.ways);
    same.lastRun = this.lastRun;
    return same;
  }

  private get foreseen(): ForeseenRuns {
    const { foreseen } = this.shared;
    const name = JSON.stringify(this.recipe.command);
    const begin = async ({ edits, extra }: ForeseenRun, signal: AbortSignal): Promise<Run> => {
      await this.refuseOutside(edits);
      return this.endedBy(signal).runInNamespace(edits, extra ?? {}, undefined, true);
    };
    const found = foreseen.get(name) ?? new ForeseenRuns(this.options.jobs ?? availableParallelism(), begin);
    foreseen.set(name, found);
    return found;
  }

  private withCommand(command: readonly string[]): NodeLaboratory {
    return new NodeLaboratory({ ...this.recipe, command }, this.options, this.shared, this.ways);
  }

  async run(given: readonly Edit[], isolation: Isolation, ride: NodeRunExtra = {}): Promise<Run> {
    this.options.signal?.throwIfAborted();
    const edits = withUnsaved(given, this.options.unsaved);
    const way = isolation === 'none' ? this.unchanged : isolation;
    const { instruments, ...extra } = ride;
    const begun = instruments === undefined ? await this.foreseen.take({ edits, extra }) : undefined;
    this.options.signal?.throwIfAborted();
    // In a network of its own it may have missed something.
    if (begun && !begun.reachedOut && !begun.cancelled) {
      this.shared.runs += 1;
      return begun;
    }
    if (isolation !== 'none') await this.refuseOutside(edits, way === 'inPlace');
    this.shared.runs += 1;
    switch (way) {
      case 'namespace':
        return this.runInNamespace(edits, ride).catch((error: unknown) => {
          if (!(error instanceof NotIsolated)) throw error;
          // Files of another owner, or an unusual file system, may be among those of this workspace only.
          this.shared.namespace = undefined;
          noticeOnce(error.message, this.options);
          if (isolation !== 'none' || this.unchanged === 'inPlace') throw error;
          return this.runInCopy(edits, ride);
        });
      case 'clone':
      case 'copy':
        return this.runInCopy(edits, ride);
      case 'inPlace':
        return this.runInPlace(edits, ride);
      case 'overlay':
      case 'none':
        throw new ExperimentProblem('A command runs in a file system of its own, in a copy or, where that is asked for, in place.');
    }
  }

  async foresee(runs: readonly ForeseenRun[], isolation: Isolation): Promise<void> {
    const { namespace } = this.shared;
    if (isolation !== 'namespace' || !namespace || this.builds || !(await namespace.canBeOffline())) return;
    this.foreseen.foresee(runs.map(({ edits, extra }) => ({ edits: withUnsaved(edits, this.options.unsaved), extra })));
  }

  async runVariants(variants: readonly (readonly Edit[])[], seconds: number, readAll = false): Promise<(Run | undefined)[]> {
    this.options.signal?.throwIfAborted();
    // Of one standard input, only the first of many variants in a process reads something.
    if (this.native || this.recipe.input !== undefined || !variants.flat().every(({ file }) => SERVED.includes(languageOfFile(file))))
      return [];
    await this.refuseOutside(variants.flat());
    const { unchanged } = this;
    const copy = unchanged === 'namespace' ? undefined : await this.copied();
    const whole = variants.map((edits) =>
      withUnsaved(edits, this.options.unsaved).map(({ file, text }) => ({ file: copy ? movedInto(copy, file) : file, text })),
    );
    const instrument = variantsInstrument(whole, seconds, [this.options.root, ...(copy ? [copy.to] : [])], readAll);
    this.shared.runs += 1;
    const ride = { instruments: [instrument], served: whole[0] ?? [] };
    const limit = 1000 * seconds + (this.shared.limit ?? FIRST_LIMIT);
    const run = copy ? await this.runInCopy([], ride, limit) : await this.runInNamespace([], ride, limit);
    this.options.signal?.throwIfAborted();
    return run.observations[instrument.name] as (Run | undefined)[];
  }

  /**
   * @param anew whether to look at the disk again: only what is written needs it
   * @throws ExperimentProblem for an edit of a file that a link leads to, out of the workspace
   */
  private async refuseOutside(edits: readonly Edit[], anew = false): Promise<void> {
    const { outside } = this.shared;
    await inParallel(edits, AT_ONCE, async ({ file }) => {
      const name = this.nameOf(file);
      if (name.startsWith('../')) return;
      const known = anew ? undefined : outside.get(name);
      const leads = known ?? leadsOut(this.options.root, name);
      if (!known) outside.set(name, leads);
      if (await leads) throw new ExperimentProblem(leadsOutside(name));
    });
  }

  /** Removes the experiment's files. */
  async close(): Promise<void> {
    const { copy, folder, foreseen } = this.shared;
    for (const each of foreseen.values()) await each.endAll();
    await (await copy?.catch(() => undefined))?.release();
    await (await folder?.catch(() => undefined))?.remove();
  }

  private async start(recipe: Recipe, ride: Ride, place: Pick<RunOptions, 'moved' | 'namespace' | 'within'>, given?: number): Promise<Run> {
    const { signal, onOutput } = this.options;
    const limit = given ?? this.options.timeoutMs ?? this.shared.limit ?? FIRST_LIMIT;
    const left = this.msLeft();
    if (left <= 1000 * (this.lastRun ?? 0)) throw new OutOfTime();
    const run = await (this.options.runRecipe ?? runRecipe)(recipe, {
      ...ride,
      ...place,
      signal,
      onOutput,
      timeoutMs: Math.min(limit, left),
      roots: [this.options.root],
    });
    if (run.timedOut && left < limit) throw new OutOfTime();
    if (!run.cancelled) this.lastRun = run.wallMs / 1000;
    if (!run.timedOut && !run.cancelled) this.shared.limit ??= limitAfter(run.wallMs);
    return run;
  }

  /** Until the end of the experiment; the first run may take its time. */
  private msLeft(): number {
    const { seconds } = this.options;
    return seconds === undefined || this.shared.limit === undefined ? Infinity : 1000 * (seconds - this.seconds);
  }

  /** In a file system of its own, at the same paths: what the run writes is gone with it. */
  private async runInNamespace(edits: readonly Edit[], ride: Ride, limit?: number, offline = false): Promise<Run> {
    const ability = this.shared.namespace;
    if (!ability) throw new NotIsolated('');
    const folder = await (this.shared.folder ??= ExperimentFolder.make());
    const real = await Promise.all(edits.map(async ({ file, text }) => ({ file: await realPathOf(file), text })));
    const onDisk = this.shared.onDisk || (this.builds && (await ability.canKeep('disk'))) || !(await ability.canKeep('memory'));
    // A build takes up where the last one ended: what was edited then is written again, so that it is newer than what was built of it.
    const again = onDisk && this.builds ? await this.unedited(new Set(real.map(({ file }) => file))) : [];
    const whole = [...real, ...again];
    await pastPythonsClock(whole);
    const namespace: OwnNamespace = {
      ability,
      plan: await folder.plan(ability, await Promise.all([this.options.root, this.recipe.cwd].map(realPathOf))),
      layers: onDisk ? await folder.layers(this.builds) : memoryForLayers(),
      edits: whole,
      offline,
      next: folder.next,
    };
    if (onDisk && this.builds) this.shared.edited = new Set(real.map(({ file }) => file));
    let run;
    try {
      run = await unlessVanished(() => this.start(this.recipe, ride, { namespace, within: folder.path }, limit));
    } finally {
      if (typeof namespace.layers === 'string' && !this.builds) await removeRunFolder(namespace.layers);
    }
    if (ability.mapped !== undefined && run.exit !== 0 && FOREIGN.test(run.output))
      throw new NotIsolated('it writes to files of another user or group');
    const filled = run.filled || (run.exit !== 0 && NO_SPACE.test(run.output));
    if (!filled || onDisk || !(await ability.canKeep('disk'))) return run;
    this.shared.onDisk = true;
    return this.runInNamespace(edits, ride, limit, offline);
  }

  /** Files that the last build was given in another state, as they are. */
  private async unedited(edited: ReadonlySet<string>): Promise<Edit[]> {
    const files = [...this.shared.edited].filter((file) => !edited.has(file));
    return Promise.all(files.map(async (file) => ({ file, text: await readFile(file, 'utf8').catch(() => undefined) })));
  }

  private async copied(): Promise<WorkspaceCopy> {
    return (this.shared.copy ??= makeWorkspaceCopy(this.options.root, this.options.signal));
  }

  private async runInCopy(edits: readonly Edit[], ride: Ride, limit?: number): Promise<Run> {
    const copy = await this.copied();
    const { from, to } = copy;
    const cwd = movedInto(copy, await realpath(this.recipe.cwd));
    if (!cwd.startsWith(to)) throw new ExperimentProblem(`The command runs outside of the workspace ${from}, which a copy does not reach.`);
    // Files in a folder of installed packages are not copied; their links point back anyway.
    const command = this.recipe.command.map((word) => (word.includes(`${sep}node_modules${sep}`) ? word : movedInto(copy, word)));
    const targets = await Promise.all(
      edits.map(async ({ file, text }) => ({ original: file, text, file: movedInto(copy, await realPathOf(file)) })),
    );
    try {
      // A build takes up where the last one ended; anything else starts as the first run did.
      if (!this.builds) await copy.reset();
      for (const { file, text } of targets) {
        if (!file.startsWith(to + sep)) throw new ExperimentProblem(`${file} lies outside of the workspace, and is not edited.`);
        await mkdir(dirname(file), { recursive: true });
        if (text === undefined) await rm(file, { force: true });
        else await writeFile(file, text);
      }
      const look = ride.look?.map((file) => movedInto(copy, file));
      return await this.start({ ...this.recipe, command, cwd }, { ...ride, look }, { moved: { from, to } }, limit);
    } catch (error) {
      throw error instanceof Error && 'code' in error ? diskProblem(error, to) : error;
    } finally {
      for (const { original, file } of targets) {
        const there = await stat(original).catch(() => undefined);
        if (there?.isFile()) await copyFile(original, file).catch(() => {});
        else await rm(file, { force: true }).catch(() => {});
      }
    }
  }

  private async runInPlace(edits: readonly Edit[], ride: Ride): Promise<Run> {
    const journal = await InPlaceJournal.write(edits);
    try {
      return await this.start(this.recipe, ride, {});
    } finally {
      const kept = keptSentence(await journal.restore());
      if (kept !== undefined) this.options.onNotice?.(kept);
    }
  }
}

/** What rides along with a run, however it is isolated. */
type Ride = NodeRunExtra & Pick<RunOptions, 'served'>;

const noticed = new Set<string>();

function noticeOnce(why: string, { onNotice }: LaboratoryOptions): void {
  if (!onNotice || noticed.has(why)) return;
  noticed.add(why);
  onNotice(`${why} Runs take place in a copy of the workspace instead; what they write outside of it stays.`);
}

/** Tries again where something that was to be mounted was removed meanwhile: other programs make and remove files all the time. */
async function unlessVanished(run: () => Promise<Run>): Promise<Run> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof NotIsolated) || !error.vanished || tries >= MOST_TRIES) throw error;
    }
  }
}

function movedInto({ from, to }: Moved, path: string): string {
  return path === from || path.startsWith(from + sep) ? to + path.slice(from.length) : path;
}

/**
 * Python takes byte code for current whose source had the same size and the same second: an edit is written in a later second than the file
 * that it replaces.
 */
async function pastPythonsClock(edits: readonly Edit[]): Promise<void> {
  const second = (ms: number): number => Math.floor(ms / PYTHON_CLOCK);
  for (const { file } of edits.filter((edit) => edit.file.endsWith('.py'))) {
    const written = (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;
    const now = Date.now();
    if (second(written) !== second(now)) continue;
    await new Promise((later) => setTimeout(later, PYTHON_CLOCK - (now % PYTHON_CLOCK)));
    return;
  }
}

function withUnsaved(edits: readonly Edit[], unsaved: readonly Edit[] = []): Edit[] {
  const edited = new Set(edits.map(({ file }) => file));
  return [...edits, ...unsaved.filter(({ file }) => !edited.has(file))];
}

/** A path as a person names it in a folder; absolute if it lies outside. */
function fileFrom(folder: string, file: string): string {
  const name = relative(folder, file);
  return name.startsWith('..') || isAbsolute(name) ? file : name;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
