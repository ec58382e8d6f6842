import type * as vscode from 'vscode';
import type { Asking } from '../app/asking';
import type { Glance } from '../app/capture';
import type { EvidenceCollector } from '../app/evidenceCollector';
import type { Findings } from '../app/findings';
import type { ProbeSets } from '../app/probeSets';
import type { Runs } from '../app/runs';
import type { Verdicts } from '../app/verdicts';
import type { AnalysisClient } from '../node/analysisClient';
import type { ApiKeys } from './apiKeys';
import type { DebugWatch } from './capture/debugWatch';
import type { FailureHint } from './capture/failureHint';
import type { RecentFailures } from './capture/recentFailures';
import type { TaskWatch } from './capture/taskWatch';
import type { TerminalWatch } from './capture/terminalWatch';
import type { Fixes } from './features/fixes';
import type { Investigations } from './investigations';
import type { Logpoints } from './logpoints';
import type { LazyLog } from './lazyLog';
import type { PreferenceStore } from './preferenceStore';
import type { ProviderChoices } from './providerChoices';
import type { Redaction } from './redaction';
import type { Panel } from './surfaces/panel';
import type { PromptDocument } from './surfaces/promptDocument';
import type { Shown } from './surfaces/shown';
import type { SourceProbes } from './sourceProbes';
import type { Surfaces } from './surfaces/surfaces';
import type { HomeNotices } from './surfaces/toHomeState';

/** Available from the moment the window opens. */
export interface HostInput {
  context: vscode.ExtensionContext;
  log: LazyLog;
  terminals: TerminalWatch;
  stops: DebugWatch;
  tasks: TaskWatch;
  hint: FailureHint;
  /** Logpoints that this window inserted, by set. */
  logpointsHere: Set<string>;
}

/** Available once the extension is used; each feature takes what it needs. */
export interface HostParts extends HostInput {
  analysis: AnalysisClient;
  preference: PreferenceStore;
  keys: ApiKeys;
  providers: ProviderChoices;
  investigations: Investigations;
  shown: Shown;
  evidence: EvidenceCollector;
  asking: Asking;
  verdicts: Verdicts;
  runs: Runs;
  findings: Findings;
  recent: RecentFailures;
  probes: ProbeSets;
  logpoints: Logpoints;
  sourceProbes: SourceProbes;
  fixes: Fixes;
  prompt: PromptDocument;
  surfaces: Surfaces;
  panel: Panel;
  notices: HomeNotices;
  redaction: Redaction;
  glance: Glance;
  /** Shows an error as VS Code does, with its next step. */
  report: (error: unknown) => void;
  /** Brings the view that shows investigations to the front. */
  reveal: () => void;
}
