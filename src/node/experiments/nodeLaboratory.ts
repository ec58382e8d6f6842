import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { isTestFile } from '../../core/context/testCode';
import { firstBaseline } from '../../core/experiments/baseline';
import { ExperimentProblem, OutOfTime, type Edit, type Isolation, type Recipe, type Run } from '../../core/experiments/experiment';
import type { FailureTarget } from '../../core/experiments/failureOf';
import type { Laboratory, RunExtra } from '../../core/experiments/laboratory';
import { recogniseRunner } from '../../core/experiments/runnerTable';
import type { TestToRun } from '../../core/experiments/testRunner';
import { fileCommand } from '../../core/experiments/widerCommand';
import { leadsOutside } from '../../core/hypotheses/leadsOutside';
import { inParallel } from '../inParallel';
import { InPlaceJournal, keptSentence } from './inPlaceJournal';
import { KeptTexts, realPathOf } from './keptTexts';
import type { LaboratoryOptions } from './laboratoryOptions';
import { leadsOut } from './linksOutside';
import type { Instrument, Moved } from './instrument';
import { packageScripts } from './packageScripts';
import { diskProblem } from './runFolder';
import { FIRST_LIMIT, limitAfter, runRecipe } from './runRecipe';
import { variantsInstrument } from './variantsInstrument';
import { makeWorkspaceCopy, type WorkspaceCopy } from './workspaceCopy';
import { writesByShell } from './writesByShell';

/** Files that are looked at at the same time. */
const AT_ONCE = 32;
/** From so many edits on, runs share the edited texts. */
const MANY_EDITS = 20;

/** Shared by the laboratories of one experiment. */
interface Shared {
  runs: number;
  started: number;
  /** Limit of later runs, ms. */
  limit?: number;
  copy?: Promise<WorkspaceCopy>;
  /** Where a command runs that builds: in the copy if it fails there as in the workspace. */
  built?: 'copy' | 'place';
  kept?: Promise<KeptTexts>;
  /** Whether a link leads out of the workspace to a file, by its name. */
  outside: Map<string, Promise<boolean>>;
  /** Hash of each file that was read, by its path. */
  read: Map<string, string | undefined>;
}

/** What a run here may have besides. */
export interface NodeRunExtra extends RunExtra {
  instruments?: readonly Instrument<unknown>[];
}

/** Runs a recipe of a workspace, isolated as asked. */
export class NodeLaboratory implements Laboratory {
  private readonly native: boolean;
  private readonly builds: boolean;
  private readonly writes: boolean;
  private lastRun: number | undefined;

  constructor(
    private readonly recipe: Recipe,
    private readonly options: LaboratoryOptions,
    private readonly shared: Shared = { runs: 0, started: performance.now(), read: new Map(), outside: new Map() },
  ) {
    // The canary would also tell that no overlay reaches a compiler; not trying saves its runs.
    const runner = recogniseRunner(recipe.command, packageScripts(recipe.cwd));
    this.builds = runner?.builds === true;
    this.native = this.builds || runner?.native === true;
    this.writes = this.builds || writesByShell(recipe);
  }

  get isolations(): readonly Isolation[] {
    const { isolations, inPlace } = this.options;
    const overlay = !this.native && (!this.writes || this.shared.built === 'place');
    return isolations ?? [...(overlay ? (['overlay'] as const) : []), 'copy', ...(inPlace ? (['inPlace'] as const) : [])];
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
    return narrowed && new NodeLaboratory({ ...this.recipe, command: narrowed }, this.options, this.shared);
  }

  /** The same for all tests of the file, or the class, of the command's single tests; undefined if it selects none. */
  forFile(): NodeLaboratory | undefined {
    const wide = fileCommand(this.recipe.command, packageScripts(this.recipe.cwd));
    return wide && new NodeLaboratory({ ...this.recipe, command: wide }, this.options, this.shared);
  }

  endedBy(signal: AbortSignal): NodeLaboratory {
    const either = AbortSignal.any([signal, ...(this.options.signal ? [this.options.signal] : [])]);
    const same = new NodeLaboratory(this.recipe, { ...this.options, signal: either }, this.shared);
    same.lastRun = this.lastRun;
    return same;
  }

  async run(given: readonly Edit[], isolation: Isolation, extra: NodeRunExtra = {}): Promise<Run> {
    this.options.signal?.throwIfAborted();
    // An overlay is a part of ours in the run, and what a bare run writes into the workspace itself would stay.
    if (extra.bare && isolation !== 'copy') throw new ExperimentProblem('Without a copy a run needs a part of ours in it.');
    const edits = withUnsaved(given, this.options.unsaved);
    // An unsaved editor's text in the overlay changes nothing outside.
    if (isolation !== 'none') await this.refuseOutside(isolation === 'overlay' ? given : edits, isolation === 'inPlace');
    this.shared.runs += 1;
    switch (isolation) {
      case 'none':
        return this.runUnchanged(extra);
      case 'overlay':
        return this.start(this.recipe, edits, extra);
      case 'copy':
        return this.runInCopy(edits, extra);
      case 'inPlace':
        return this.runInPlace(edits, extra);
    }
  }

  /** What a compiler or a shell writes into the workspace would stay there. */
  private async runUnchanged(extra: NodeRunExtra): Promise<Run> {
    const { unsaved = [] } = this.options;
    const { shared } = this;
    if (this.writes && shared.built !== 'place') {
      const run = await this.runInCopy(unsaved, extra).catch((error: unknown) => {
        if (!(error instanceof ExperimentProblem) || error instanceof OutOfTime) throw error;
      });
      if (run && (shared.built === 'copy' || run.cancelled || firstBaseline(run).baseline.outcome === 'fails')) {
        shared.built = 'copy';
        return run;
      }
      shared.built = 'place';
    }
    return this.start(this.recipe, unsaved, extra);
  }

  async runVariants(variants: readonly (readonly Edit[])[], seconds: number, readAll = false): Promise<(Run | undefined)[]> {
    this.options.signal?.throwIfAborted();
    await this.refuseOutside(variants.flat());
    const whole = variants.map((edits) => withUnsaved(edits, this.options.unsaved));
    const instrument = variantsInstrument(whole, seconds, [this.options.root], readAll);
    this.shared.runs += 1;
    const run = await this.start(
      this.recipe,
      whole[0] ?? [],
      { instruments: [instrument] },
      undefined,
      1000 * seconds + (this.shared.limit ?? FIRST_LIMIT),
    );
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
    const { copy, kept } = this.shared;
    await (await copy?.catch(() => undefined))?.release();
    await (await kept?.catch(() => undefined))?.close();
  }

  private async start(
    recipe: Recipe,
    edits: readonly Edit[],
    { instruments = [], bare = false, look = [] }: NodeRunExtra,
    moved?: Moved,
    limit = this.options.timeoutMs ?? this.shared.limit ?? FIRST_LIMIT,
  ): Promise<Run> {
    const { signal, onOutput } = this.options;
    const left = this.msLeft();
    if (left <= 1000 * (this.lastRun ?? 0)) throw new OutOfTime();
    const kept =
      edits.length > MANY_EDITS
        ? await (this.shared.kept ??= KeptTexts.open((file, text) => this.shared.read.get(file) === hash(text)))
        : undefined;
    const run = await runRecipe(recipe, {
      edits,
      kept,
      instruments,
      bare,
      signal,
      onOutput,
      moved,
      timeoutMs: Math.min(limit, left),
      roots: [this.options.root],
    });
    if (run.timedOut && left < limit) throw new OutOfTime();
    if (!run.cancelled) this.lastRun = run.wallMs / 1000;
    if (!run.timedOut && !run.cancelled) this.shared.limit ??= limitAfter(run.wallMs);
    return look.length ? { ...run, looked: await hashes(look, moved) } : run;
  }

  /** Until the end of the experiment; the first run may take its time. */
  private msLeft(): number {
    const { seconds } = this.options;
    return seconds === undefined || this.shared.limit === undefined ? Infinity : 1000 * (seconds - this.seconds);
  }

  private async runInCopy(edits: readonly Edit[], extra: NodeRunExtra): Promise<Run> {
    const copy = await (this.shared.copy ??= makeWorkspaceCopy(this.options.root, this.options.signal));
    const { from, to } = copy;
    const moved = (path: string): string => (path === from || path.startsWith(from + sep) ? to + path.slice(from.length) : path);
    const cwd = moved(await realpath(this.recipe.cwd));
    if (!cwd.startsWith(to)) throw new ExperimentProblem(`The command runs outside of the workspace ${from}, which a copy does not reach.`);
    // Files in a folder of installed packages are not copied; their links point back anyway.
    const command = this.recipe.command.map((word) => (word.includes(`${sep}node_modules${sep}`) ? word : moved(word)));
    const targets = await Promise.all(edits.map(async ({ file, text }) => ({ original: file, text, file: moved(await realPathOf(file)) })));
    try {
      // A build takes up where the last one ended; anything else starts as the first run did.
      if (!this.builds) await copy.reset();
      for (const { file, text } of targets) {
        if (!file.startsWith(to + sep)) throw new ExperimentProblem(`${file} lies outside of the workspace, and is not edited.`);
        await mkdir(dirname(file), { recursive: true });
        if (text === undefined) await rm(file, { force: true });
        else await writeFile(file, text);
      }
      return await this.start({ ...this.recipe, command, cwd }, [], extra, { from, to });
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

  private async runInPlace(edits: readonly Edit[], extra: NodeRunExtra): Promise<Run> {
    const journal = await InPlaceJournal.write(edits);
    try {
      return await this.start(this.recipe, [], extra);
    } finally {
      const kept = keptSentence(await journal.restore());
      if (kept !== undefined) this.options.onNotice?.(kept);
    }
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

/** Of files as a run left them. @param moved the copy that it ran in */
async function hashes(files: readonly string[], moved: Moved | undefined): Promise<Record<string, string | undefined>> {
  const seen = (file: string): string => (moved && file.startsWith(moved.from + sep) ? moved.to + file.slice(moved.from.length) : file);
  const texts = await Promise.all(files.map((file) => readFile(seen(file), 'utf8').catch(() => undefined)));
  return Object.fromEntries(files.map((file, at) => [file, texts[at] === undefined ? undefined : hash(texts[at])]));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
