import type { FailureReport } from '../capture/failureReport';
import type { FailureEvidence, Redaction } from '../context/failureEvidence';
import type { Hypothesis } from '../hypothesis';
import type { Prompt } from '../prompt/prompt';
import type { Suspect } from '../suspects/suspect';
import type { KnownRecipe, RunRecord, UnderWay } from './runRecord';

export type FailureSource = 'editor' | 'terminal' | 'test' | 'debugger' | 'clipboard' | 'paste' | 'problem';
export type InvestigationStatus = 'open' | 'fixed' | 'givenUp';
export type Verdict = 'confirmed' | 'rejected';

/** One failure and all findings about it. Plain data; changed only by {@link reduceInvestigation}. */
export interface Investigation {
  /** Unique everywhere, as are the ids of rounds, hypotheses and tries in it. */
  id: string;
  /** Fingerprint of the picked failure: the same error has the same one again. */
  failure: string;
  title: string;
  /** Innermost frame in the workspace, if known; its file is workspace-relative once resolved. */
  location?: { file: string; line: number };
  source: FailureSource;
  /** ISO 8601. */
  capturedAt: string;
  status: InvestigationStatus;
  /** Every failure of the captured text. Unredacted: secrets are replaced on the way to a prompt or to disk. */
  reports: FailureReport[];
  /** 0-based index into `reports`. */
  picked: number;
  /** Values from a stopped debugger; unredacted, like `reports`. */
  values: CapturedValue[];
  choices: Choices;
  evidence: EvidenceStage;
  suspects: Suspect[];
  /** Of the mini-model; absent where it did not read the failure. */
  embedding?: number[];
  /** Title of the correct hypothesis: confirmed, or with a fix that worked. */
  fixedBy?: string;
  /** Questions to models, oldest first. */
  rounds: Round[];
  hypotheses: LedgerEntry[];
  /** Fixes that were applied and run, oldest first. */
  tries: Try[];
  /** Answers to clarifying questions, oldest first. */
  answers: QuestionAnswer[];
  /** The recipe for running the failure again, where known, with secrets replaced. */
  recipe?: KnownRecipe;
  /** The timeline of runs, tries and changes, oldest first. */
  runs: RunRecord[];
  /** Absent where nothing runs; left behind by a window that was closed. */
  underWay?: UnderWay;
}

export interface CapturedValue {
  /** 0-based index into `flatFrames(report)`. */
  frame: number;
  name: string;
  type?: string;
  value: string;
}

/** The person's decisions on the evidence. */
export interface Choices {
  /** In the person's words; if absent, the test's expectation. */
  expected?: string;
  actual?: string;
  /** `@file`, `@file:10-40`, as written. */
  references: string[];
  removed: { key: string; label: string }[];
  /** Edited text by snippet id. */
  edited: Record<string, string>;
  /** Frame index → workspace-relative file. */
  chosenFiles: Record<number, string>;
  /** False alarms of the redaction, which are sent unchanged. */
  keptSecrets: Redaction[];
}

export interface EvidenceStage {
  phase: 'collecting' | 'ready' | 'failed';
  /** Collected, and not ranked yet. */
  ranking?: true;
  progress?: string;
  problem?: string;
  /** From the last collection; kept during a new one. */
  collected?: CollectedEvidence;
  /** The prompt's tokens by the chosen model's own count. */
  modelTokens?: number;
}

export interface CollectedEvidence {
  /** The analysis' key for this evidence while it is in memory. */
  case: string;
  evidence: FailureEvidence;
  prompt: Prompt;
}

export type RoundPhase = 'streaming' | 'done' | 'cancelled' | 'failed' | 'interrupted';
export type NextStep = 'askAgain' | 'setKey' | 'chooseProvider' | 'openSettings' | 'showLog' | 'trust';

/** The model's endpoint, so that the same one can be asked again. */
export interface ModelReference {
  /** As the setting `provider` names it. */
  provider: 'openai' | 'vscode' | 'ollama' | 'lmstudio';
  model: string;
  /** Absent for VS Code's own models. */
  baseUrl?: string;
}

/** One question to a model. */
export interface Round {
  /** Unique everywhere; ids of its hypotheses begin with it. */
  id: string;
  /** Label of the model. */
  source: string;
  /** Absent in rounds stored by older versions. */
  reference?: ModelReference;
  /** Placeholder → fingerprint of its secret in the sent prompt. Absent before sending. */
  secrets?: Record<string, string>;
  /** ISO 8601. */
  at: string;
  phase: RoundPhase;
  /** The answer as far as it arrived. */
  text: string;
  /** The problem and the remedy, one line. */
  message?: string;
  nextStep?: NextStep;
  /** ISO 8601; from then on it makes sense to ask again. */
  retryAt?: string;
  notices: string[];
}

/** The round of hypotheses found without a model; not unique. */
export const LOCAL_ROUND = 'local';
/** The round of hypotheses proved by runs; not unique. */
export const PROVEN_ROUND = 'proven';

export type FixState = 'none' | 'offered' | 'applied' | 'failed' | 'worked';

export interface LedgerEntry {
  hypothesis: Hypothesis;
  /** {@link LOCAL_ROUND}, {@link PROVEN_ROUND} or a round's id. */
  round: string;
  /** Still being written. */
  streaming: boolean;
  verdict?: Verdict;
  fixState: FixState;
  fixMessage?: string;
  /** Its fix is in the files, and the previous texts are kept. */
  undo?: true;
}

export interface Try {
  /** Unique everywhere. */
  id: string;
  hypothesis: string;
  title: string;
  diff?: string;
  worked: boolean;
  /** The result, with secrets replaced. */
  result: string;
  /** ISO 8601. */
  at: string;
}

export interface QuestionAnswer {
  hypothesis: string;
  question: string;
  answer: string;
  /** ISO 8601. */
  at: string;
}

/** The input of a new investigation. */
export interface CapturedFailure {
  reports: FailureReport[];
  source: FailureSource;
  values: CapturedValue[];
}

/** The failure that the person has selected. */
export function pickedReport(investigation: Investigation): FailureReport {
  return investigation.reports[investigation.picked] ?? { errors: [], expectations: [] };
}

/** The current round or the last one; undefined before a model was asked. */
export function lastRound(investigation: Investigation): Round | undefined {
  return investigation.rounds.at(-1);
}

export function findEntry(investigation: Investigation, id: string): LedgerEntry | undefined {
  return investigation.hypotheses.find((entry) => entry.hypothesis.id === id);
}

/** The secrets behind the placeholders in a hypothesis: those of its prompt. */
export function secretsSent(investigation: Investigation, hypothesis: string): Record<string, string> {
  const round = findEntry(investigation, hypothesis)?.round;
  return investigation.rounds.find(({ id }) => id === round)?.secrets ?? {};
}

/** The newest isolated run with a hypothesis' fix: a try, or the search for the change that the fix reverts. */
export function lastTry({ runs }: Investigation, hypothesis: string): RunRecord | undefined {
  return runs.findLast(({ kind, hypothesis: of }) => (kind === 'try' || kind === 'blame') && of === hypothesis);
}
