import { kept, t } from '../core/language';
import { stripTerminalSequences } from '../core/capture/unwrap/terminalText';
import type { FailureReport } from '../core/capture/failureReport';
import { compareAsItIs, isAnotherFailure, type Comparison } from '../core/experiments/compareFailures';
import { ExperimentProblem, type Experiment, type ProveVerdict, type Run } from '../core/experiments/experiment';
import { firstFailure, type FailureTarget } from '../core/experiments/failureOf';
import { suiteCommand } from '../core/experiments/widerCommand';
import { splitCommand } from '../core/experiments/splitCommand';
import { findEntry, pickedReport, secretsSent, type Investigation } from '../core/investigation/investigation';
import type { KnownRecipe, RunRecord } from '../core/investigation/runRecord';
import type { Clock, Ids } from '../core/ports';
import { firstPlaceholder } from '../core/prompt/placeholder';
import type { RunRequest } from '../protocol/experimentProtocol';
import { commandLine } from './commandLine';
import type { Experiments, Ledger, RunStep } from './ports';
import { checkSentence, outcomeWords, runSentence, trySentence } from './runWords';
import { userFacingErrors } from './userFacingErrors';

/** Limits on remembered outputs: characters of one, and their number. */
const KEPT_OUTPUT = 400_000;
const KEPT_OUTPUTS = 12;

const ANOTHER_FAILURE = kept(
  'It was run again first, and fails differently, so nothing more was tried. A run has the environment that VS Code was started with, not what was set in a terminal.',
);

/** The current run. */
export interface Running {
  kind: RunRecord['kind'];
  doing: string;
  command: string;
  /** ISO 8601. */
  startedAt: string;
  lastLine: string;
  hypothesis?: string;
  /** Number of results that a search has so far; with one or more it can be ended early. */
  found?: number;
  /** Nobody asked for it by a click: it ends when somebody starts another run, and leaves no line then. */
  automatic?: boolean;
}

/** A run to start; with a command and folder instead of the known ones. */
type What = Pick<Running, 'kind' | 'doing' | 'hypothesis' | 'automatic'> & { command?: string; cwd?: string };
export type Use = (request: RunRequest, step: RunStep, record: string) => Promise<void>;

/** `superseded`: an automatic run that gave way to another one. */
export type RunEnd = 'ended' | 'superseded';

interface RunUnderWay extends Running {
  controller: AbortController;
  enough: AbortController;
  superseded?: boolean;
  end: Promise<RunEnd>;
}

export interface RunsParts {
  ledger: Ledger;
  experiments: Experiments;
  ids: Ids;
  clock: Clock;
  /** Absolute folder of the workspace that a folder belongs to. */
  rootOf(folder: string): string;
  /** Texts of unsaved editors, by workspace-relative file. */
  unsaved(): Record<string, string>;
  /** Throws a sentence for the person if nothing may be run. */
  mayRun(): void;
  /** Texts with their secrets replaced. */
  redact(texts: string[], investigation: Investigation): Promise<string[]>;
  /** A model's diff with the secrets of its evidence restored. */
  restore(id: string, diff: string, secrets: Record<string, string>): Promise<string>;
  /** Called for each change that the ledger does not hold. */
  onDidChange(id: string): void;
  /** The whole output of a run. */
  printed?: (output: string) => void;
  /** As Node names it. */
  platform: string;
  /** Number of this process. */
  process: number;
}

/**
 * Runs the command that shows a failure: on the workspace as it is, or with a fix that only that run sees. One run at a time per
 * investigation.
 */
export class Runs {
  private readonly running = new Map<string, RunUnderWay>();
  private readonly outputs = new Map<string, string>();
  /** Commands as typed; the ledger stores them without secrets. */
  private readonly recipes = new Map<string, KnownRecipe>();
  private closing = false;

  constructor(private readonly parts: RunsParts) {}

  /** The command that a run would start; undefined if none is known, or if it lacks a secret that it needs. */
  recipe(id: string): KnownRecipe | undefined {
    const typed = this.recipes.get(id);
    if (typed) return typed;
    const stored = this.parts.ledger.get(id)?.recipe;
    return stored && !firstPlaceholder(stored.command) ? stored : undefined;
  }

  runningIn(id: string): Running | undefined {
    return this.running.get(id);
  }

  /** The output of a run; undefined if an earlier window ran it. */
  outputOf(record: string): string | undefined {
    return this.outputs.get(record);
  }

  /** Remembers the command of the failure; an empty command forgets it. Runs nothing. */
  async setRecipe(id: string, recipe: KnownRecipe): Promise<void> {
    const investigation = this.parts.ledger.getOrThrow(id);
    const command = recipe.command.trim();
    if (command) this.recipes.set(id, { ...recipe, command });
    else this.recipes.delete(id);
    const [redacted = ''] = await this.parts.redact([command], investigation);
    this.parts.ledger.dispatch(id, { type: 'recipeKnown', recipe: command ? { ...recipe, command: redacted } : undefined });
  }

  cancel(id: string): void {
    this.running.get(id)?.controller.abort();
  }

  /** Ends a search; what it has found so far is its result. */
  finish(id: string): void {
    this.running.get(id)?.enough.abort();
  }

  /** The window closes: what is cut off now is reported by the next one. */
  cancelAll(): void {
    this.closing = true;
    for (const { controller } of this.running.values()) controller.abort();
  }

  /** Runs a command that belongs to no investigation yet, as the workspace is. */
  async runOnce(recipe: KnownRecipe, step: RunStep): Promise<Run> {
    this.parts.mayRun();
    return this.parts.experiments.run({ request: this.request(recipe.command, recipe.cwd) }, step);
  }

  /** Compares the tree with the last commit, by a command that belongs to no investigation. */
  async proveOnce(recipe: KnownRecipe, step: RunStep): Promise<Experiment<'prove', ProveVerdict>> {
    this.parts.mayRun();
    return this.parts.experiments.prove({ request: this.request(recipe.command, recipe.cwd) }, step);
  }

  private request(command: string, cwd: string): RunRequest {
    const { parts } = this;
    return { command: splitCommand(command, parts.platform), cwd, root: parts.rootOf(cwd), unsaved: parts.unsaved() };
  }

  /** Runs the command once, as the workspace is. */
  async runAgain(id: string, automatic = false): Promise<RunEnd> {
    return this.start(id, { kind: 'run', doing: t('running it'), automatic }, async (request, step, record) => {
      const run = await this.runToItsEnd(request, step);
      this.parts.printed?.(run.output);
      await this.recordRun(id, record, run);
    });
  }

  /**
   * Starts an experiment on the failure under investigation, with the run that shows it. Where that run shows another failure, it becomes a
   * line of the timeline, and nothing more is run: what an experiment found would not be about this failure.
   */
  async examine(id: string, what: What, use: Use): Promise<RunEnd> {
    return this.start(id, what, async (request, step, record) => {
      const run = await this.runToItsEnd(request, step);
      const target = this.targetOf(id);
      if (target && isAnotherFailure(target, run)) return this.recordRun(id, record, run, [ANOTHER_FAILURE]);
      await use({ ...request, known: run }, step, record);
    });
  }

  /** @throws where it was cancelled: what a command said until then is not its result */
  private async runToItsEnd(request: RunRequest, step: RunStep): Promise<Run> {
    const run = await this.parts.experiments.run({ request }, step);
    step.signal.throwIfAborted();
    return run;
  }

  private async recordRun(id: string, record: string, run: Run, notes: string[] = []): Promise<void> {
    this.keepOutput(record, run.output);
    const { outcome, why } = this.compare(id, run);
    const text = runSentence(outcome, why, run);
    await this.record(id, { id: record, kind: 'run', outcome, text, notes, seconds: run.wallMs / 1000, hasOutput: true });
  }

  /** The command for all tests, as a person would type it; undefined if the known one runs them all, or if that cannot be determined. */
  suite(id: string): string | undefined {
    const recipe = this.recipe(id);
    const words = recipe && suiteCommand(splitCommand(recipe.command, this.parts.platform));
    return words && commandLine(words);
  }

  /**
   * Proves the fix of a hypothesis: writes nothing.
   * @param withSuite with all tests, not only those of the known command
   */
  async tryFix(id: string, hypothesis: string, withSuite = false): Promise<void> {
    const investigation = this.parts.ledger.getOrThrow(id);
    const diff = findEntry(investigation, hypothesis)?.hypothesis.fix?.diff;
    if (diff === undefined) throw userFacingErrors.noFix();
    const suite = withSuite ? this.suite(id) : undefined;
    await this.start(
      id,
      { kind: 'try', doing: t('trying the fix'), hypothesis, ...(suite && { command: suite }) },
      async (request, step, record) => {
        const restored = firstPlaceholder(diff) ? await this.parts.restore(id, diff, secretsSent(investigation, hypothesis)) : diff;
        const experiment = await this.parts.experiments.verify({ request, diff: restored }, step);
        const { outcome, agreed, notes, wasRed } = experiment.verdict;
        const text = `${suite ? 'all tests: ' : ''}${trySentence(experiment)}`;
        await this.record(id, { id: record, kind: 'try', outcome, agreed, text, notes, wasRed, seconds: experiment.seconds, hypothesis });
      },
    );
  }

  /** A change was made in the files themselves, or undone; `together`: keys of changes that went with it because each needs the other. */
  async note(
    id: string,
    kind: 'applied' | 'undone' | 'check',
    what: Pick<RunRecord, 'hypothesis' | 'change' | 'together'>,
    text: string,
    notes: string[] = [],
  ): Promise<void> {
    await this.record(id, { id: this.parts.ids.next(), kind, text, notes, ...what });
  }

  /** Runs a check of the project itself, on the files as they are, and says how it ended; always automatic. */
  async check(id: string, { command, cwd }: Pick<KnownRecipe, 'command' | 'cwd'>): Promise<RunEnd> {
    const what: What = { kind: 'check', doing: t('checking with `{0}`', command), command, cwd, automatic: true };
    return this.start(id, what, async (request, step, record) => {
      const run = await this.runToItsEnd(request, step);
      this.keepOutput(record, run.output);
      const outcome = run.exit === 0 ? 'gone' : run.exit === null || run.timedOut ? 'unresolved' : 'other';
      const text = checkSentence(command, run);
      await this.record(id, { id: record, kind: 'check', outcome, text, notes: [], seconds: run.wallMs / 1000, hasOutput: true });
    });
  }

  /**
   * The person ran a command in a terminal: if it is the command of this investigation, its outcome becomes a line of the timeline. A pass
   * there counts as the person's word that an applied fix works.
   * @param read what it printed, as a report and as text; called only if needed; resolves to undefined if VS Code lost it
   */
  async noticeTerminal(
    id: string,
    ran: { command: string; cwd: string; exitCode: number },
    read: () => Promise<{ report: FailureReport; text?: string } | undefined>,
  ): Promise<void> {
    const recipe = this.recipe(id);
    if (recipe?.command !== ran.command.trim() || recipe.cwd !== ran.cwd) return;
    const printed = ran.exitCode === 0 ? { report: { errors: [], expectations: [] } } : await read();
    if (!printed) {
      const text = `in the terminal: ${outcomeWords.unresolved}: it failed, but VS Code lost its output`;
      return this.record(id, { id: this.parts.ids.next(), kind: 'terminal', outcome: 'unresolved', text, notes: [] });
    }
    const run: Run = {
      exit: ran.exitCode,
      timedOut: false,
      cancelled: false,
      wallMs: 0,
      output: '',
      outputBytes: 0,
      report: printed.report,
      observations: {},
    };
    const { outcome, why } = this.compare(id, run);
    const text = `in the terminal: ${runSentence(outcome, why, run)}`;
    const record = this.parts.ids.next();
    if (printed.text) this.keepOutput(record, printed.text);
    await this.record(id, { id: record, kind: 'terminal', outcome, text, notes: [], ...(printed.text && { hasOutput: true }) });
    const applied = this.parts.ledger.get(id)?.hypotheses.find(({ fixState }) => fixState === 'applied');
    if (outcome !== 'gone' || !applied) return;
    this.parts.ledger.dispatch(id, {
      type: 'fixTried',
      try: this.parts.ids.next(),
      id: applied.hypothesis.id,
      worked: true,
      result: 'The same command passed in the terminal.',
      message: kept('The same command passed in the terminal with this fix.'),
      at: this.now(),
    });
  }

  private targetOf(id: string): FailureTarget | undefined {
    return firstFailure(pickedReport(this.parts.ledger.getOrThrow(id)));
  }

  private compare(id: string, run: Run): Comparison {
    const target = this.targetOf(id);
    return target ? compareAsItIs(target, run) : { outcome: run.exit === 0 ? 'gone' : 'unresolved', why: 'The failure names no error.' };
  }

  /**
   * Starts what the person requested, unless something else that a person started is running; resolves when it has ended. What starts by
   * itself gives way to that. An obstacle or a cancellation becomes a line of the timeline.
   * @param use receives the id for its line
   */
  async start(id: string, what: What, use: Use): Promise<RunEnd> {
    this.parts.mayRun();
    // Another automatic run may begin while the first one ends.
    for (let before = this.running.get(id); before?.automatic; before = this.running.get(id)) {
      before.superseded = true;
      before.controller.abort();
      await before.end.catch(() => undefined);
    }
    if (this.running.has(id)) {
      if (what.automatic) return 'superseded';
      throw userFacingErrors.runUnderWay();
    }
    const { kind, doing, hypothesis, automatic, command = this.recipe(id)?.command, cwd = this.recipe(id)?.cwd } = what;
    if (command === undefined || cwd === undefined) throw userFacingErrors.noRecipe();
    const started: RunUnderWay = {
      ...{ kind, doing, command, ...(hypothesis !== undefined && { hypothesis }), ...(automatic && { automatic }) },
      startedAt: this.now(),
      lastLine: '',
      controller: new AbortController(),
      enough: new AbortController(),
      end: Promise.resolve('ended'),
    };
    this.running.set(id, started);
    this.parts.onDidChange(id);
    started.end = this.perform(id, started, cwd, use);
    return started.end;
  }

  private async perform(id: string, started: RunUnderWay, cwd: string, use: Use): Promise<RunEnd> {
    const { kind, command, hypothesis, controller, enough } = started;
    const step: RunStep = {
      signal: controller.signal,
      enough: enough.signal,
      onFound: (found) => {
        started.found = found;
        this.parts.onDidChange(id);
      },
      onDoing: (now) => {
        started.doing = now;
        this.parts.onDidChange(id);
      },
      onLine: (line) => {
        started.lastLine = stripTerminalSequences(line);
        this.parts.onDidChange(id);
      },
    };
    const record = this.parts.ids.next();
    const { test } = pickedReport(this.parts.ledger.getOrThrow(id)).errors[0] ?? {};
    const request: RunRequest = { ...this.request(command, cwd), test };
    this.parts.ledger.dispatch(id, { type: 'runStarted', run: { id: record, kind, at: started.startedAt, process: this.parts.process } });
    const ended = (text: string) => this.record(id, { id: record, kind, outcome: 'unresolved', text, notes: [], hypothesis });
    try {
      await use(request, step, record);
    } catch (error) {
      if (this.closing) return 'ended';
      if (started.superseded) return 'superseded';
      if (controller.signal.aborted) await ended('cancelled');
      else if (error instanceof ExperimentProblem) await ended(`${outcomeWords.unresolved}: ${error.message}`);
      else throw error;
    } finally {
      this.running.delete(id);
      if (!this.closing) this.parts.ledger.dispatch(id, { type: 'runStopped', record });
      this.parts.onDidChange(id);
    }
    return started.superseded ? 'superseded' : 'ended';
  }

  /** Adds a line to the timeline, with secrets replaced: it is stored. */
  async record(id: string, record: Omit<RunRecord, 'at'>): Promise<void> {
    const investigation = this.parts.ledger.get(id);
    if (!investigation) return;
    const [text = '', ...notes] = await this.parts.redact([record.text, ...record.notes], investigation);
    const result = [text, ...notes].join('\n');
    this.parts.ledger.dispatch(id, { type: 'ran', record: { ...record, text, notes, at: this.now() }, result });
  }

  private keepOutput(record: string, output: string): void {
    this.outputs.set(record, output.slice(-KEPT_OUTPUT));
    for (const old of [...this.outputs.keys()].slice(0, -KEPT_OUTPUTS)) this.outputs.delete(old);
  }

  private now(): string {
    return new Date(this.parts.clock.now()).toISOString();
  }
}
