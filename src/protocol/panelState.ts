import type { FrameResolution, Piece, RecentChange, Redaction, RuntimeValue, Snippet } from '../core/context/failureEvidence';
import type { ErrorReport, Frame } from '../core/capture/failureReport';
import type { Hypothesis } from '../core/hypothesis';
import type { Prompt, PromptSection } from '../core/prompt/prompt';
import type { FoldedBecause } from '../core/investigation/rankLedger';
import type { Suspect } from '../core/suspects/suspect';
import type { RunRecord, RunState } from './runState';

export type {
  FoldedBecause,
  ErrorReport,
  Frame,
  FrameResolution,
  Hypothesis,
  Piece,
  RecentChange,
  Redaction,
  RuntimeValue,
  Snippet,
  Suspect,
};

/** The state of panel and sidebar: plain data, made by the host, drawn by the webview without further queries. */
export interface PanelState {
  home: HomeState;
  /** The shown investigation; absent: the empty state. */
  investigation?: InvestigationState;
  providers: ProviderChoice[];
  /** Id of the chosen provider. */
  provider: string;
  /** Where an investigation opens: as a tab beside the code, or in the sidebar below "back to all". */
  openIn: 'panel' | 'sidebar';
  /** An untrusted workspace can be read and shown; nothing is sent or run. */
  trusted: boolean;
  /** ISO 8601; relative times are counted from here, so that pictures and tests are stable. */
  now: string;
}

export type FailureSource = 'editor' | 'terminal' | 'test' | 'debugger' | 'clipboard' | 'paste' | 'problem';

export interface HomeState {
  /** Found in terminals, tests and the debugger; newest first. */
  recentFailures: RecentFailure[];
  /** The newest. */
  investigations: InvestigationSummary[];
  /** How many older ones are kept besides these; `showOlder` loads some of them. */
  older: number;
  /** The clipboard holds a trace: the paste box offers it. */
  clipboardHasTrace: boolean;
  /** Title of the investigation that was just deleted and can be restored. */
  deleted?: string;
  /** The error of the last capture: "The selection holds no error …". */
  captureProblem?: string;
}

export interface RecentFailure {
  id: string;
  title: string;
  source: FailureSource;
  /** ISO 8601. */
  at: string;
}

export interface InvestigationSummary {
  id: string;
  title: string;
  /** "OrderHistory.tsx:47"; absent if no frame is known. */
  location?: string;
  status: 'open' | 'fixed' | 'givenUp';
  at: string;
  /** Fingerprint of the failure: investigations of the same failure are grouped. */
  failure?: string;
}

export interface ProviderChoice {
  /** `local`, `openai`, or `vscode:<model id>`, `ollama`, `lmstudio` for servers found running. */
  id: string;
  label: string;
  /** Destination of the text: "stays on this machine", "api.openai.com". */
  destination: string;
  /** Why it cannot be used now: "no key: set one". */
  problem?: string;
  /** Command that solves the problem, offered beside it. */
  action?: AnswerState['action'];
}

export interface InvestigationState {
  id: string;
  title: string;
  /** Where the error surfaces, workspace-relative; clickable if `file` is known. */
  location?: { file: string; line: number };
  source: FailureSource;
  capturedAt: string;
  status: 'open' | 'fixed' | 'givenUp';
  /** The text held more than one failure: the person picks. */
  otherFailures: { index: number; title: string }[];
  evidence: EvidenceState;
  answer: AnswerState;
  /** How it is run again, and the results. */
  run: RunState;
  /** Lines ranked on this machine, best first. */
  suspects: Suspect[];
  /** An earlier investigation of the same failure (`same`) or of one that the mini-model finds alike. */
  seenBefore?: { id: string; title: string; status: 'open' | 'fixed' | 'givenUp'; at: string; fixedBy?: string; same: boolean };
}

/** A file or a symbol that can be named after an `@`. */
export interface ReferenceCompletion {
  label: string;
  /** Workspace-relative path, with the lines of a symbol. */
  detail: string;
  /** `@src/orders.ts`, `@src/orders.ts:10-40` */
  reference: string;
}

/** An error as the panel shows it. */
export interface ShownError extends ErrorReport {
  /** Number of frames that are not listed here: too many for anybody to read. */
  moreFrames?: number;
}

export interface EvidenceState {
  /** Still collecting: shows skeletons. */
  collecting: boolean;
  /** Collected, and not ranked yet: the hypotheses are still to come. */
  ranking?: true;
  /** The collector's current step, or why it failed. */
  progress?: string;
  problem?: string;
  pieces: Piece[];
  errors: ShownError[];
  /** Errors from the middle of a very long output, which are not listed. */
  leftOut?: number;
  resolutions: FrameResolution[];
  snippets: Snippet[];
  /** What became of every snippet in the prompt, by id. */
  inPrompt: Prompt['snippets'];
  /** Ids of snippets that the person edited; `restore` undoes it. */
  edited: string[];
  changes: (RecentChange & {
    key: string;
    /** Undone in the files from here, and not restored. */
    undone?: true;
    /** Places of the changes that are undone with it, because the code of each needs the other: `checkout.ts:12`. */
    together?: string[];
  })[];
  values: RuntimeValue[];
  expected: string;
  actual: string;
  /** Source of expected and actual: "from the test", or the person. */
  expectationSource: 'test' | 'person' | 'none';
  redactions: Redaction[];
  /** Kept as false alarms by the person: these are sent unchanged. */
  keptSecrets: Redaction[];
  /** Removed by the person; each can be restored. */
  removed: { key: string; label: string }[];
  sections: Pick<PromptSection, 'name' | 'tokens'>[];
  tokens: number;
  /** The model's window or the budget, tokens. */
  window: number;
  cuts: string[];
  notices: string[];
}

export type AnswerPhase = 'idle' | 'streaming' | 'done' | 'cancelled' | 'failed' | 'interrupted';

export interface AnswerState {
  phase: AnswerPhase;
  /** One line at the top: what happened and the next step. */
  message?: string;
  /** Command offered as the next step beside the message. */
  action?: { label: string; run: 'askAgain' | 'setKey' | 'chooseProvider' | 'openSettings' | 'showLog' | 'trust' };
  /** Which model is answering or has answered. */
  source?: string;
  /** Counts down until asking again makes sense; ISO 8601. */
  retryAt?: string;
  /** Sorted by rank: at most three shown, then the folded ones. */
  hypotheses: HypothesisState[];
  /** While streaming: number of cards to reserve space for in the running round, so that nothing jumps. */
  expected: number;
  /** A notice about this round for the person: "The server does not support JSON schemas; asking without.". */
  notices: string[];
}

export interface HypothesisState extends Hypothesis {
  /** 1-based place, as keys 1–3 and the gutter show it. */
  rank: number;
  /** Why it is not among the three shown: then it is one line that can be opened. */
  folded?: FoldedBecause;
  verdict?: 'confirmed' | 'rejected';
  /** Still streaming. */
  streaming: boolean;
  fixState: 'none' | 'offered' | 'applied' | 'failed' | 'worked';
  /** One sentence about the last attempt to apply or test it. */
  fixMessage?: string;
  /** The newest isolated run of its fix: the proof beside the fix. */
  tried?: RunRecord;
  /** The applied fix can be undone, byte for byte; even after a restart. */
  canUndo: boolean;
  /** Its fix takes recent changes back that are undone already, by a button of their own. */
  takenBack?: true;
}
