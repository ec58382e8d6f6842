import type { FailureReport } from '../capture/failureReport';
import type { CrimeScene, Redaction } from '../context/crimeScene';
import type { Hypothesis } from '../hypothesis';
import type { Prompt } from '../prompt/prompt';
import type { Suspect } from '../suspects/suspect';
import type { KnownRecipe, RunRecord } from './runRecord';

export type FailureSource = 'editor' | 'terminal' | 'test' | 'debugger' | 'clipboard' | 'paste' | 'problem';
export type InvestigationStatus = 'open' | 'fixed' | 'givenUp';
export type Verdict = 'confirmed' | 'rejected';

/** One failure and everything that was found out about it. Plain data; changed only by {@link reduceInvestigation}. */
export interface Investigation {
  /** Unique everywhere, as are the ids of rounds, hypotheses and tries in it. */
  id: string;
  /** Fingerprint of the picked failure: the same error again has the same one. */
  failure: string;
  title: string;
  /** Innermost frame in the workspace, as far as it is known; file workspace-relative once resolved. */
  location?: { file: string; line: number };
  source: FailureSource;
  /** ISO 8601. */
  capturedAt: string;
  status: InvestigationStatus;
  /** Every failure of the captured text. As captured: secrets are replaced on the way to a prompt or to disk. */
  reports: FailureReport[];
  /** 0-based index into `reports`. */
  picked: number;
  /** Values from a stopped debugger; raw, like `reports`. */
  values: CapturedValue[];
  choices: Choices;
  evidence: EvidenceStage;
  suspects: Suspect[];
  /** Of the mini-model; absent where it did not read the failure. */
  embedding?: number[];
  /** Title of the hypothesis that turned out right: confirmed, or its fix worked. */
  fixedBy?: string;
  /** Questions to models, oldest first. */
  rounds: Round[];
  hypotheses: LedgerEntry[];
  /** Fixes that were applied and run, oldest first. */
  tries: Try[];
  /** Answers to clarifying questions, oldest first. */
  answers: QuestionAnswer[];
  /** How the failure is run again, where that is known; its secrets replaced. */
  recipe?: KnownRecipe;
  /** The timeline of runs, tries and changes, oldest first. */
  runs: RunRecord[];
}

export interface CapturedValue {
  /** 0-based index into `flatFrames(report)`. */
  frame: number;
  name: string;
  type?: string;
  value: string;
}

/** What the person decided about the evidence. */
export interface Choices {
  /** In the person's words; absent: what a test said. */
  expected?: string;
  actual?: string;
  /** `@file`, `@file:10-40`, as written. */
  references: string[];
  removed: { key: string; label: string }[];
  /** Edited text by snippet id. */
  edited: Record<string, string>;
  /** Frame index → workspace-relative file. */
  chosenFiles: Record<number, string>;
  /** False alarms of the redaction: these go out as they are. */
  keptSecrets: Redaction[];
}

export interface EvidenceStage {
  phase: 'collecting' | 'ready' | 'failed';
  progress?: string;
  problem?: string;
  /** Of the last time it was collected; kept while it is collected again. */
  collected?: CollectedEvidence;
  /** The prompt's tokens by the chosen model's own count. */
  modelTokens?: number;
}

export interface CollectedEvidence {
  /** What the analysis knows this evidence by, as long as it has it in memory. */
  case: string;
  scene: CrimeScene;
  prompt: Prompt;
}

export type RoundPhase = 'streaming' | 'done' | 'cancelled' | 'failed' | 'interrupted';
export type NextStep = 'askAgain' | 'setKey' | 'chooseProvider' | 'openSettings' | 'showLog' | 'trust';

/** Where a model was asked, so that the same one can be asked again. */
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
  /** Absent in rounds that were stored before it was noted. */
  reference?: ModelReference;
  /** Placeholder → fingerprint of the secret that it stood for in the prompt that was sent. Absent before it was sent. */
  secrets?: Record<string, string>;
  /** ISO 8601. */
  at: string;
  phase: RoundPhase;
  /** The answer as far as it arrived. */
  text: string;
  /** What happened and what to do, one line. */
  message?: string;
  nextStep?: NextStep;
  /** ISO 8601: asking again is of use from then on. */
  retryAt?: string;
  notices: string[];
}

/** Stands for the round of what is found without a model; not unique. */
export const LOCAL_ROUND = 'local';
/** Stands for the round of what runs have shown; not unique. */
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
  /** Its fix is in the files, and what was there before is kept. */
  undo?: true;
}

export interface Try {
  /** Unique everywhere. */
  id: string;
  hypothesis: string;
  title: string;
  diff?: string;
  worked: boolean;
  /** What happened, secrets replaced. */
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

/** What a new investigation starts from. */
export interface CapturedFailure {
  reports: FailureReport[];
  source: FailureSource;
  values: CapturedValue[];
}

/** The failure that the person looks at. */
export function pickedReport(investigation: Investigation): FailureReport {
  return investigation.reports[investigation.picked] ?? { errors: [], expectations: [] };
}

/** The round under way or the last one; undefined before a model was asked. */
export function lastRound(investigation: Investigation): Round | undefined {
  return investigation.rounds.at(-1);
}

export function findEntry(investigation: Investigation, id: string): LedgerEntry | undefined {
  return investigation.hypotheses.find((entry) => entry.hypothesis.id === id);
}

/** What the placeholders in a hypothesis stand for: those of the prompt that it answers. */
export function secretsSent(investigation: Investigation, hypothesis: string): Record<string, string> {
  const round = findEntry(investigation, hypothesis)?.round;
  return investigation.rounds.find(({ id }) => id === round)?.secrets ?? {};
}

/** The newest isolated run with a hypothesis' fix: a try, or the search that found the change that it takes back. */
export function lastTry({ runs }: Investigation, hypothesis: string): RunRecord | undefined {
  return runs.findLast(({ kind, hypothesis: of }) => (kind === 'try' || kind === 'blame') && of === hypothesis);
}
