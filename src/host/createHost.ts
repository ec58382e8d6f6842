import './useDisplayLanguage';
import * as vscode from 'vscode';
import type { Glance } from '../app/capture';
import { Asking } from '../app/asking';
import { EvidenceCollector } from '../app/evidenceCollector';
import { Findings } from '../app/findings';
import { ProbeSets } from '../app/probeSets';
import { rehearsedFor } from '../app/rehearsedFor';
import { Runs } from '../app/runs';
import { userFacingErrors } from '../app/userFacingErrors';
import { Verdicts } from '../app/verdicts';
import type { Investigation } from '../core/investigation/investigation';
import type { Provider } from '../core/ports';
import { AnalysisClient } from '../node/analysisClient';
import { experimentClient } from '../node/experimentClient';
import { InvestigationFiles } from '../node/investigationFiles';
import { investigationsFolder } from './investigationsFolder';
import { FixJournal } from '../node/fixJournal';
import { keptSentence, restoreLeftJournals } from '../node/experiments/inPlaceJournal';
import { CommitGuard } from '../node/git/commitGuard';
import { ProbeFiles } from '../node/probeFiles';
import { randomIds } from '../node/randomIds';
import { isRunning } from '../node/experiments/runFolder';
import type { AnalysisSetup } from '../protocol/analysisProtocol';
import type { PanelMethods } from '../protocol/panelProtocol';
import type { Handlers } from '../protocol/rpc';
import { ApiKeys } from './apiKeys';
import { captureFromDebugger } from './capture/captureDebugger';
import { RecentFailures } from './capture/recentFailures';
import type { CommandId, InternalCommandId } from './commandIds';
import { allFeatures } from './features/allFeatures';
import { Fixes } from './features/fixes';
import { followShown } from './features/followShown';
import { followWorkspace } from './features/followWorkspace';
import { learnFromRuns } from './features/learnFromRuns';
import { adoptPanel } from './features/openInvestigations';
import type { SampleStep } from './features/sampleGuide';
import { fingerprintKey } from './fingerprintKey';
import { Investigations } from './investigations';
import { Logpoints } from './logpoints';
import type { HostInput, HostParts } from './parts';
import { PreferenceStore } from './preferenceStore';
import { ProviderChoices } from './providerChoices';
import { Redaction } from './redaction';
import { reportError } from './reportError';
import { ignorePatterns, readSettings } from './settings';
import { Decorations } from './surfaces/decorations';
import { SourceProbes } from './sourceProbes';
import { setContext } from './setContext';
import { FrameLenses } from './surfaces/frameLenses';
import { HopMarks } from './surfaces/hopMarks';
import { Panel } from './surfaces/panel';
import { PromptDocument } from './surfaces/promptDocument';
import { Shown } from './surfaces/shown';
import { Surfaces, type SurfaceSource } from './surfaces/surfaces';
import { LIST_PAGE, type HomeNotices } from './surfaces/toHomeState';
import { viewState } from './surfaces/viewState';
import { rootOf, unsavedTexts, workspaceRoots } from './workspaceFiles';

/** Characters at either end of a text that are searched for a failure. */
const GLANCED = 100_000;

/** Delay before probe output is stored, ms: a loop prints much in a short time. */
const PROBES_WRITTEN_MS = 200;

/** What exists once the extension is used. */
export interface Host extends HostParts {
  decorations: Decorations;
  hops: HopMarks;
  /** Actions of the person in the views. */
  calls: Omit<Handlers<PanelMethods>, 'ready'>;
  /** The state that the views draw. */
  view: SurfaceSource;
  /** Runs a command by its id; an error is shown to the person. */
  run(id: CommandId | InternalCommandId, ...args: unknown[]): Promise<void>;
  /** What agents in this window may ask. */
  tools: ReturnType<typeof allFeatures>['tools'];
  /** Asks the chosen model and resolves when its answer has ended. */
  ask(investigation: string): Promise<void>;
  /** Takes over the panel that VS Code kept through a reload. */
  adoptPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
  /** Shows the first steps in the window of the sample. */
  guideSample(): Promise<void>;
  sampleStep(): SampleStep | undefined;
  /** Before the window closes: writes everything that is not yet on disk. */
  flush(): Promise<void>;
  dispose(): void;
}

/** Builds the parts, and the features on them. */
export async function createHost(input: HostInput): Promise<Host> {
  const { context, log, terminals, stops } = input;
  const asset = (path: string) => vscode.Uri.joinPath(context.extensionUri, path).fsPath;
  const storage = context.storageUri ?? context.globalStorageUri;
  const report = (error: unknown): void => void reportError(error, log);
  const key = await fingerprintKey(context.secrets, log);

  const analysis = new AnalysisClient(
    asset('dist/analysisWorker.js'),
    () => ({ ...analysisSetup(asset('dist')), fingerprintKey: key }),
    (error) => log.error('The analysis worker stopped.', error),
  );
  const redaction = new Redaction(analysis);
  log.redactWith((texts) => redaction.redact(texts));
  const redact = (texts: string[], investigation: Investigation) => redaction.redact(texts, investigation);
  const glance = glanceWith(analysis);
  const keys = new ApiKeys(context.secrets);
  const preference = new PreferenceStore(context.workspaceState);
  const providers = new ProviderChoices(keys);
  const warn = (message: string): void => void vscode.window.showWarningMessage(message);
  // What a command line that was killed left behind in the files.
  void restoreLeftJournals().then(
    (kept) => {
      const sentence = keptSentence(kept);
      if (sentence !== undefined) warn(sentence);
    },
    (error: unknown) => log.error('Files edited in place by an earlier experiment could not be restored', error),
  );
  const investigations = new Investigations(
    new InvestigationFiles(await investigationsFolder(vscode.Uri.joinPath(storage, 'investigations').fsPath, log), key),
    (investigation) => redaction.investigation(investigation),
    () => readSettings().keepInvestigations,
    randomIds,
    log,
    warn,
    new vscode.EventEmitter(),
    (id) => id !== process.pid && isRunning(id),
  );
  const shown = new Shown(investigations);
  const known = () => knownModel(providers);
  const evidence = new EvidenceCollector(investigations, analysis, preference, readSettings, unsavedTexts, known, log);
  const asking = new Asking(investigations, evidence, analysis, randomIds, log);
  const verdicts = new Verdicts(investigations, evidence, analysis, preference, log);
  const fixes = new Fixes(investigations, evidence, analysis, new FixJournal(vscode.Uri.joinPath(storage, 'undo').fsPath));
  const surfaces = new Surfaces();
  const experiments = experimentClient(asset('dist/experimentWorker.js'), warn);
  const runs = new Runs({
    ledger: investigations,
    experiments,
    ids: randomIds,
    clock: { now: () => Date.now() },
    rootOf,
    unsaved: unsavedTexts,
    mayRun: () => {
      if (!vscode.workspace.isTrusted) throw userFacingErrors.untrustedRun();
    },
    redact,
    restore: (id, text, secrets) => evidence.withCase(id, (about) => analysis.call('restore', { case: about, text, secrets })),
    onDidChange: () => surfaces.changed('state'),
    printed: (output) => void probes.printed(output),
    platform: process.platform,
    process: process.pid,
  });
  const findings = new Findings({
    ledger: investigations,
    runs,
    experiments,
    ids: randomIds,
    changesWindowMs: () => readSettings().changesWindowMs,
    smallFixSeconds: () => readSettings().smallFixSeconds,
    now: () => Date.now(),
    redact,
    rehearsed: async (id, signal) => {
      const about = investigations.get(id)?.evidence.collected?.case;
      return about === undefined ? undefined : rehearsedFor(analysis, about, signal);
    },
    collect: (id, coverage) => evidence.collect(id, coverage),
  });
  const probes = new ProbeSets({
    runs,
    ledger: investigations,
    redact,
    later: (run) => void setTimeout(run, PROBES_WRITTEN_MS),
    newSet: () => randomIds.next().replaceAll('-', '').slice(0, 8),
  });
  const logpoints = new Logpoints(stops, probes, input.logpointsHere, () => surfaces.changed('state'));
  const sourceProbes = new SourceProbes(
    new ProbeFiles(vscode.Uri.joinPath(storage, 'probes').fsPath),
    new CommitGuard(vscode.Uri.joinPath(storage, 'commitGuards').fsPath),
    gitPath,
  );
  const recent = new RecentFailures(
    terminals,
    stops,
    (stop) => captureFromDebugger(stops, stop, (text) => analysis.call('capture', { text })),
    glance,
    () => readSettings().recentFailures,
    context.workspaceState,
    (texts) => redaction.redact(texts),
  );
  const prompt = new PromptDocument(investigations);
  const panel = new Panel(context.extensionUri, surfaces);
  const decorations = new Decorations(context.extensionUri);
  const hops = new HopMarks((any) => setContext('valueFollowed', any));
  const lenses = new FrameLenses(() => shown.investigation);
  const notices: HomeNotices = { clipboardHasTrace: false, listed: LIST_PAGE };
  const reveal = (): void => {
    if (readSettings().openIn === 'sidebar') void vscode.commands.executeCommand('debugWithContext.sidebar.focus');
    else panel.show();
  };
  const parts: HostParts = {
    ...{
      ...input,
      analysis,
      preference,
      keys,
      providers,
      investigations,
      shown,
      evidence,
      asking,
      verdicts,
      runs,
      findings,
      recent,
      probes,
      logpoints,
      sourceProbes,
      fixes,
    },
    ...{ prompt, surfaces, panel, notices, redaction, glance, report, reveal },
  };

  const { commands, calls, ask, guiding, tools, subscriptions } = allFeatures(parts, hops);
  const view = viewState(parts);
  surfaces.serve(view, calls);
  const disposables = vscode.Disposable.from(
    ...followShown(parts, decorations, hops, lenses).subscriptions,
    ...followWorkspace(parts).subscriptions,
    ...learnFromRuns(parts).subscriptions,
    ...subscriptions,
    sourceProbes.onDidChange(() => surfaces.changed('state')),
    ...[panel, recent, logpoints, fixes, prompt, decorations, hops, lenses, surfaces, shown, investigations, providers, analysis],
  );

  return {
    ...parts,
    decorations,
    hops,
    calls,
    view,
    ask,
    tools,
    run: async (id, ...args) => {
      try {
        await commands[id](...args);
      } catch (error) {
        // Not awaited: the promise waits until the message is closed.
        report(error);
      }
    },
    adoptPanel: (adopted, state) => adoptPanel(parts, adopted, state),
    guideSample: () => guiding.begin(),
    sampleStep: () => guiding.step(),
    flush: () => investigations.save(),
    dispose: () => {
      asking.cancelAll();
      runs.cancelAll();
      disposables.dispose();
    },
  };
}

/** Whether a text holds a failure; only the ends of a long text are searched. */
function glanceWith(analysis: AnalysisClient): Glance {
  return (text) => {
    const looked = text.length > 2 * GLANCED ? `${text.slice(0, GLANCED)}\n${text.slice(-GLANCED)}` : text;
    return analysis.call('glance', { text: looked });
  };
}

/** Only VS Code's own models give their window and count tokens without sending anything. */
async function knownModel(providers: ProviderChoices): Promise<Provider | undefined> {
  const known = readSettings().provider === 'vscode' && vscode.workspace.isTrusted;
  return known ? (await providers.create()).provider : undefined;
}

function gitPath(): string | undefined {
  return vscode.workspace.getConfiguration('git').get<string | null>('path') ?? undefined;
}

function analysisSetup(assets: string): AnalysisSetup {
  return {
    roots: workspaceRoots(),
    assets,
    gitPath: gitPath(),
    runGit: vscode.workspace.isTrusted,
    ...ignorePatterns(),
  };
}
