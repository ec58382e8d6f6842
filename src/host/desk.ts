import * as vscode from 'vscode';
import { failureTitle } from '../core/capture/failureTitle';
import { changeKey } from '../core/context/changeKey';
import type { Investigation, NextStep } from '../core/investigation/investigation';
import { seenBefore } from '../core/investigation/seenBefore';
import { UnreadableInvestigation, type RedactedCapture } from '../core/investigation/storedInvestigation';
import type { Provider } from '../core/ports';
import { AnalysisClient } from '../node/analysisClient';
import { randomIds } from '../node/randomIds';
import type { PanelState } from '../protocol/panelState';
import { ApiKeys } from './apiKeys';
import { reportResult, type ReportedResult } from '../app/reportResult';
import { Runs } from '../app/runs';
import { Verdicts } from '../app/verdicts';
import { FixJournal } from '../node/fixJournal';
import { experimentClient } from '../node/experiments/experimentClient';
import { Asking } from '../app/asking';
import type { Capture, Glance } from '../app/capture';
import { captureFromDebugger } from './captureDebugger';
import type { CommandId, InternalCommandId } from './commandIds';
import { commandHandlers } from './commands';
import type { DebugWatch, Stop } from './debugWatch';
import { Decorations } from './decorations';
import { EvidenceCollector, budgetFor } from '../app/evidenceCollector';
import { Fixes, type FixAddress } from './fixes';
import { FrameLenses } from './frameLenses';
import { investigate, pickFailure } from '../app/investigate';
import { Investigations } from './investigations';
import { InvestigationStore } from './investigationStore';
import type { LazyLog } from './lazyLog';
import { Panel } from './panel';
import { panelHandlers } from './panelHandlers';
import { PreferenceStore } from './preferenceStore';
import { PromptDocument } from './promptDocument';
import { ProviderChoices } from './providerChoices';
import { RecentFailures } from './recentFailures';
import { redactCapture } from './redactCapture';
import { SECTION, ignorePatterns, readSettings } from './settings';
import { Shown } from './shown';
import { Surfaces } from './surfaces';
import type { TerminalCommand, TerminalWatch } from './terminalWatch';
import { toRunState } from './toRunState';
import { toAnswerState, toInvestigationState, toSummary } from './toPanelState';
import { isAbort, messageOf, nextStepLabels, UserFacingError, userFacingErrors } from '../app/userFacingErrors';
import type { SurfaceMode } from './webviewHtml';
import { rootOf, unsavedTexts, workspaceRoots } from './workspaceFiles';
import { columnForCode } from './openLocation';

/** Characters at either end of a text in which a failure is looked for. */
const GLANCED = 100_000;

export interface DeskParts {
  context: vscode.ExtensionContext;
  log: LazyLog;
  terminals: TerminalWatch;
  stops: DebugWatch;
}

/** Everything that exists only once the extension is used: the parts, built together, and the steps that need several of them. */
export class Desk implements vscode.Disposable {
  readonly analysis: AnalysisClient;
  readonly preference: PreferenceStore;
  readonly keys: ApiKeys;
  readonly providers: ProviderChoices;
  readonly investigations: Investigations;
  readonly shown: Shown;
  readonly evidence: EvidenceCollector;
  readonly asking: Asking;
  readonly recent: RecentFailures;
  readonly fixes: Fixes;
  readonly runs: Runs;
  readonly verdicts: Verdicts;
  readonly prompt: PromptDocument;
  readonly decorations: Decorations;
  readonly lenses: FrameLenses;
  /** What the person can do in the views. */
  readonly handlers: ReturnType<typeof panelHandlers>;
  readonly surfaces: Surfaces;
  readonly panel: Panel;
  private readonly commands = commandHandlers(this);
  private readonly disposables: vscode.Disposable;
  private captureProblem: string | undefined;
  private clipboardHasTrace = false;
  private readonly staleNotices: string[] = [];
  private readonly stalePrompts = new Set<string>();
  private readonly redacted = new WeakMap<Investigation['reports'], { kept: unknown; capture: RedactedCapture }>();

  constructor(readonly parts: DeskParts) {
    const { context, log, terminals, stops } = parts;
    const asset = (path: string) => vscode.Uri.joinPath(context.extensionUri, path).fsPath;
    this.analysis = new AnalysisClient(asset('dist/analysisWorker.js'), analysisSetup(asset('dist')), (error) =>
      log.error('The analysis worker stopped.', error),
    );
    this.keys = new ApiKeys(context.secrets);
    this.preference = new PreferenceStore(context.workspaceState);
    this.providers = new ProviderChoices(this.keys);
    const storage = context.storageUri ?? context.globalStorageUri;
    const store = new InvestigationStore(storage, log);
    this.investigations = new Investigations(
      store,
      (investigation) => this.redactedCapture(investigation),
      () => readSettings().keepInvestigations,
      randomIds,
      log,
    );
    this.shown = new Shown(this.investigations);
    this.evidence = new EvidenceCollector(
      this.investigations,
      this.analysis,
      this.preference,
      readSettings,
      unsavedTexts,
      () => this.knownModel(),
      log,
    );
    this.verdicts = new Verdicts(this.investigations, this.evidence, this.analysis, this.preference, log);
    this.asking = new Asking(this.investigations, this.evidence, this.analysis, randomIds, log);
    this.recent = new RecentFailures(
      terminals,
      stops,
      (stop) => this.captureStop(stop),
      this.glance,
      () => readSettings().recentFailures,
    );
    this.fixes = new Fixes(this.investigations, this.evidence, this.analysis, new FixJournal(vscode.Uri.joinPath(storage, 'undo').fsPath));
    this.runs = new Runs({
      ledger: this.investigations,
      experiments: experimentClient(asset('dist/experimentWorker.js')),
      ids: randomIds,
      clock: { now: () => Date.now() },
      rootOf,
      unsaved: unsavedTexts,
      mayRun: () => {
        if (!vscode.workspace.isTrusted) throw userFacingErrors.untrustedRun();
      },
      redact: (texts, investigation) => this.redact(texts, investigation),
      restore: (id, text, secrets) => this.evidence.withCase(id, (about) => this.analysis.call('restore', { case: about, text, secrets })),
      onDidChange: (id) => this.follow(id, 'state'),
      platform: process.platform,
    });
    this.prompt = new PromptDocument(this.investigations);
    this.decorations = new Decorations(context.extensionUri);
    this.lenses = new FrameLenses(() => this.shown.investigation);
    const source = { state: (mode: SurfaceMode) => this.panelState(mode), answer: () => this.answer() };
    this.handlers = panelHandlers(this);
    this.surfaces = new Surfaces(source, this.handlers);
    this.panel = new Panel(context.extensionUri, this.surfaces);
    this.disposables = vscode.Disposable.from(
      this.analysis,
      this.providers,
      this.shown,
      this.investigations,
      this.recent,
      this.fixes,
      this.prompt,
      this.decorations,
      this.lenses,
      this.surfaces,
      this.investigations.onDidChange(({ id, event }) =>
        this.follow(id, event === 'answerRead' || event === 'answerArrived' ? 'answer' : 'state'),
      ),
      this.shown.onDidChange(() => this.show('state')),
      terminals.onDidEnd((command) => this.noticeTerminal(command)),
      this.recent.onDidChange(() => this.surfaces.changed('state')),
      this.providers.onDidChange(() => this.surfaces.changed('state')),
      this.surfaces.onDidShow(() => void this.welcome()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.analysis.restart()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.trusted()),
      vscode.workspace.onDidChangeConfiguration((change) => this.reconfigured(change)),
      context.secrets.onDidChange(() => void this.providers.refresh()),
    );
  }

  /** Runs a command by its id. */
  async run(id: CommandId | InternalCommandId, ...args: unknown[]): Promise<void> {
    await this.commands[id](...args);
  }

  // Starting

  /** From a menu or the palette: opens the investigation, or says in a message why there is none. */
  async investigate(capture: Capture): Promise<void> {
    this.captureProblem = undefined;
    const investigation = await investigate(capture, this.investigations, this.analysis);
    this.shown.show(investigation.id);
    if (capture.source === 'test') this.recent.addTest(investigation.title, capture);
    this.reveal();
    await this.evidence.collect(investigation.id);
  }

  /** From the view: a problem is shown there. */
  async investigateFromView(capture: Capture): Promise<void> {
    try {
      await this.investigate(capture);
    } catch (error) {
      this.captureProblem =
        error instanceof UserFacingError ? error.message : `The failure could not be read: ${messageOf(error)}. Try again.`;
      this.surfaces.changed('state');
      if (!(error instanceof UserFacingError)) throw error;
    }
  }

  /** The clipboard, when it holds a failure. */
  async debugClipboard(): Promise<void> {
    const text = await vscode.env.clipboard.readText();
    await this.investigateFromView({ source: 'clipboard', input: { text } });
  }

  captureStop(stop: Stop): Promise<Capture> {
    return captureFromDebugger(this.parts.stops, stop, (text) => this.analysis.call('capture', { text }));
  }

  /** Whether a text holds a failure; of a long one its ends are looked at. */
  readonly glance: Glance = async (text) => {
    const looked = text.length > 2 * GLANCED ? `${text.slice(0, GLANCED)}\n${text.slice(-GLANCED)}` : text;
    return this.analysis.call('glance', { text: looked });
  };

  async openInvestigation(id: string): Promise<void> {
    try {
      await this.investigations.load(id);
    } catch (error) {
      if (!(error instanceof UnreadableInvestigation)) throw error;
      const why = error.reason === 'laterVersion' ? 'was written by a later version' : 'is damaged';
      throw new UserFacingError('unreadable', `This stored investigation ${why} and cannot be opened. Update the extension, or delete it.`);
    }
    this.shown.show(id);
    this.reveal();
    if (!this.investigations.get(id)?.evidence.collected) void this.evidence.collect(id);
  }

  async deleteInvestigation(id: string): Promise<void> {
    this.asking.cancel(id);
    await this.investigations.delete(id);
  }

  showHome(): void {
    this.captureProblem = undefined;
    this.shown.hide();
    this.surfaces.changed('state');
  }

  /** Brings the surface that investigations open in to the front. */
  reveal(): void {
    if (readSettings().openIn === 'sidebar') void vscode.commands.executeCommand('debugWithContext.sidebar.focus');
    else this.panel.show();
  }

  /** Takes over the panel that VS Code kept through a reload, with the investigation that was in it. */
  async adoptPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const id = typeof state === 'object' && state !== null && 'investigation' in state ? state.investigation : undefined;
    if (typeof id === 'string' && /^[\w-]{1,100}$/.test(id)) {
      const restored = await this.investigations
        .load(id)
        .catch((error: unknown) => this.parts.log.warn('The investigation of a restored panel is gone.', error));
      if (restored) {
        this.shown.show(id);
        void this.evidence.collect(id);
      }
    }
    this.panel.adopt(panel);
  }

  // Going on

  /** What a command means that a person gives without naming an investigation. */
  shownOrThrow(): Investigation {
    const { investigation } = this.shown;
    if (!investigation) throw userFacingErrors.noInvestigation();
    return investigation;
  }

  pickFailure(id: string, index: number): void {
    const picked = pickFailure(this.investigations.getOrThrow(id), index, this.investigations);
    if (!picked) return;
    if (picked.id !== id) this.shown.show(picked.id);
    void this.evidence.collect(picked.id);
  }

  /** Asks the chosen provider. Without a model that is ranking anew; in a workspace that is not trusted nothing is sent. */
  async ask(id: string): Promise<void> {
    if (this.stalePrompts.delete(id) || readSettings().provider === 'local') void this.evidence.collect(id);
    if (readSettings().provider === 'local') return this.evidence.settled(id);
    await this.asking.ask(id, this.providers.labelOfChosen(), () => {
      if (!vscode.workspace.isTrusted) throw untrustedProvider();
      return this.providers.create();
    });
  }

  /** Asks without waiting for the answer, which arrives in the state. */
  startAsking(id: string): void {
    this.ask(id).catch((error: unknown) => this.report(error));
  }

  /** Only VS Code's own models tell their window and count tokens without being sent anything. */
  private async knownModel(): Promise<Provider | undefined> {
    const known = readSettings().provider === 'vscode' && vscode.workspace.isTrusted;
    return known ? (await this.providers.create()).provider : undefined;
  }

  /** The next prompt has to be built again before it is sent. */
  markPromptStale(id: string): void {
    this.stalePrompts.add(id);
  }

  /** What came of a fix; where it did not help the evidence is collected again, with what is known now. */
  async reportResult(result: ReportedResult): Promise<void> {
    await reportResult(result, this.investigations, this.analysis, (texts, investigation) => this.redact(texts, investigation), randomIds);
    if (!result.worked) await this.evidence.collect(result.investigation);
  }

  /** Applies a fix; where the command was run before by a click, it runs again by itself. */
  async applyFix(fix: FixAddress): Promise<void> {
    const { investigation: id, hypothesis } = fix;
    await this.fixes.apply(fix);
    await this.runs.note(id, 'applied', hypothesis, 'applied to the files');
    const ranBefore = this.investigations.get(id)?.runs.some(({ kind }) => kind === 'run' || kind === 'try');
    if (ranBefore && this.runs.recipe(id)) this.startRun(() => this.runs.runAgain(id));
  }

  async undoFix(fix: FixAddress): Promise<void> {
    await this.fixes.undo(fix);
    await this.runs.note(fix.investigation, 'undone', fix.hypothesis, 'taken back: the files are as they were before');
  }

  /** Starts a run without waiting for its end, which arrives in the state. */
  startRun(run: () => Promise<void>): void {
    run().catch((error: unknown) => this.report(error));
  }

  async showRunOutput(record: string): Promise<void> {
    const content = this.runs.outputOf(record);
    if (content === undefined) throw userFacingErrors.noOutput();
    const document = await vscode.workspace.openTextDocument({ content, language: 'log' });
    await vscode.window.showTextDocument(document, { preview: true, viewColumn: columnForCode() });
  }

  /** A command ended in a terminal: where an investigation is about it, its timeline has it. */
  private noticeTerminal({ commandLine, cwd, exitCode, output }: TerminalCommand): void {
    if (cwd === undefined || exitCode === undefined) return;
    for (const { id } of this.investigations.inMemory) {
      this.runs
        .noticeTerminal(id, { command: commandLine, cwd, exitCode }, async () => this.analysis.call('capture', await output.whole()))
        .catch((error: unknown) => this.parts.log.warn('The end of a terminal command was not noted.', error));
    }
  }

  /** @param id investigation that the step goes on with; absent where none is open */
  async runNextStep(step: NextStep, id = this.shown.investigation?.id): Promise<void> {
    switch (step) {
      case 'askAgain':
        return id === undefined ? undefined : this.startAsking(id);
      case 'setKey':
        return this.run('debugWithContext.setApiKey');
      case 'chooseProvider':
        return this.run('debugWithContext.chooseProvider');
      case 'openSettings':
        return this.run('debugWithContext.openSettings');
      case 'showLog':
        return this.run('debugWithContext.showLog');
      case 'trust':
        await vscode.commands.executeCommand('workbench.trust.manage');
    }
  }

  /** Texts with their secrets replaced. */
  redact(texts: string[], { choices }: Investigation): Promise<string[]> {
    const { redactEmails, redactHome } = readSettings();
    const keptSecrets = choices.keptSecrets.map(({ fingerprint }) => fingerprint) ?? [];
    return this.analysis.call('redact', { texts, options: { keptSecrets, redactEmails, redactHome } });
  }

  /** What was captured, as it may reach the disk. Made once for what does not change while an answer streams. */
  async redactedCapture(investigation: Investigation): Promise<RedactedCapture> {
    const { reports, choices } = investigation;
    const known = this.redacted.get(reports);
    if (known?.kept === choices.keptSecrets) return known.capture;
    const capture = await redactCapture(investigation, (texts) => this.redact(texts, investigation));
    this.redacted.set(reports, { kept: choices.keptSecrets, capture });
    return capture;
  }

  /** Shows an error as VS Code does, with its next step. */
  async report(error: unknown): Promise<void> {
    if (isAbort(error)) return;
    const known = error instanceof UserFacingError ? error : undefined;
    if (!known) this.parts.log.error('A command failed.', error);
    const message = known?.message ?? `Debug with Context failed: ${messageOf(error)}. Try again; the log has the details.`;
    const step: NextStep | undefined = known ? known.nextStep : 'showLog';
    const labels = step ? [nextStepLabels[step]] : [];
    const picked =
      known?.code === 'nothingToDebug'
        ? await vscode.window.showInformationMessage(message, 'New failure')
        : await vscode.window.showErrorMessage(message, ...labels);
    if (picked === 'New failure') await this.run('debugWithContext.newFailure');
    else if (picked && step) await this.runNextStep(step);
  }

  /** Before the window closes: ends what streams and writes what is not on disk. */
  async flush(): Promise<void> {
    await this.investigations.save();
  }

  dispose(): void {
    this.asking.cancelAll();
    this.runs.cancelAll();
    this.panel.dispose();
    this.disposables.dispose();
  }

  // Showing

  panelState(mode: SurfaceMode): PanelState {
    const current = this.shown.investigation;
    const { openIn } = readSettings();
    return {
      home: {
        recentFailures: this.recent.list,
        investigations: this.investigations.summaries.map(toSummary),
        clipboardHasTrace: this.clipboardHasTrace,
        captureProblem: this.captureProblem ?? this.staleNotices[0],
      },
      investigation:
        current && (mode === 'panel' || openIn === 'sidebar') ? toInvestigationState(current, this.panelContext(current)) : undefined,
      providers: this.providers.list(),
      provider: this.providers.chosen,
      openIn,
      trusted: vscode.workspace.isTrusted,
      now: new Date().toISOString(),
    };
  }

  private answer() {
    const current = this.shown.investigation;
    return current && { investigation: current.id, answer: toAnswerState(current, { nextStepLabels }) };
  }

  private panelContext(investigation: Investigation) {
    return {
      window: investigation.evidence.collected?.prompt.budget ?? budgetFor(readSettings().budget, undefined),
      titles: (index: number) => failureTitle(investigation.reports[index] ?? { errors: [], expectations: [] }),
      keyOf: changeKey,
      nextStepLabels,
      seenBefore: seenBefore(investigation, this.investigations.summaries),
      run: toRunState(investigation, this.runs, vscode.workspace.isTrusted),
    };
  }

  private follow(id: string, what: 'state' | 'answer'): void {
    if (this.shown.investigation?.id === id) this.show(what);
    else this.surfaces.changed('state');
  }

  private show(what: 'state' | 'answer'): void {
    const current = this.shown.investigation;
    this.surfaces.changed(what);
    this.decorations.show(current);
    if (what === 'answer') return;
    this.lenses.refresh();
    this.panel.setTitle(current ? `Failure: ${current.title.slice(0, 40)}` : 'Debug with Context');
    const round = current?.rounds.at(-1);
    setContext('investigationOpen', current !== undefined);
    setContext('promptReady', current?.evidence.collected !== undefined);
    setContext('asking', round?.phase === 'streaming' || current?.evidence.phase === 'collecting');
  }

  private async welcome(): Promise<void> {
    void this.providers.refresh();
    const unreadable = await this.investigations.list();
    if (unreadable && !this.staleNotices.length) {
      const what =
        unreadable === 1 ? 'One stored investigation is damaged and was' : `${unreadable} stored investigations are damaged and were`;
      this.staleNotices.push(`${what} left out. The log has the details.`);
    }
    // In a browser reading the clipboard asks for permission, so only the person's click does it there.
    if (vscode.env.uiKind === vscode.UIKind.Desktop)
      this.clipboardHasTrace = (await this.glance(await vscode.env.clipboard.readText())) !== null;
    this.surfaces.changed('state');
  }

  private trusted(): void {
    this.analysis.restart();
    const current = this.shown.investigation;
    if (current) void this.evidence.collect(current.id);
    this.surfaces.changed('state');
  }

  private reconfigured(change: vscode.ConfigurationChangeEvent): void {
    if (change.affectsConfiguration(`${SECTION}.ignore`) || change.affectsConfiguration('files.exclude')) this.analysis.restart();
    if (!change.affectsConfiguration(SECTION)) return;
    void this.providers.refresh();
  }
}

function setContext(name: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', `${SECTION}.${name}`, value);
}

function untrustedProvider(): Error {
  const { message } = userFacingErrors.untrusted();
  return Object.assign(new Error(message), { kind: 'untrusted' });
}

function analysisSetup(assets: string) {
  return () => ({
    roots: workspaceRoots(),
    assets,
    gitPath: vscode.workspace.getConfiguration('git').get<string | null>('path') ?? undefined,
    runGit: vscode.workspace.isTrusted,
    ignore: ignorePatterns(),
  });
}
