import type { Suspect } from '../suspects/suspect';
import type { Prompt } from '../prompt/prompt';
import type { Hypothesis } from '../hypothesis';
import type { FailureEvidence, Redaction } from '../context/failureEvidence';
import type { FailureReport } from '../capture/failureReport';
import type { ModelReference, InvestigationStatus, FailureSource, CapturedValue, NextStep, Verdict } from './investigation';
import type { KnownRecipe, RunRecord, UnderWay } from './runRecord';
import type { KeptInvestigation } from './investigationTexts';

export type AnswerEnd =
  | { phase: 'done' }
  | { phase: 'cancelled'; message: string }
  | { phase: 'failed'; message: string; nextStep: NextStep; retryAt?: string }
  | { phase: 'interrupted'; message: string; nextStep: NextStep };

/** Everything that can happen to an investigation. Times are ISO 8601. */
export type InvestigationEvent =
  // evidence
  | { type: 'collecting'; progress?: string }
  | {
      type: 'collected';
      case: string;
      evidence: FailureEvidence;
      prompt: Prompt;
      title: string;
      failure: string;
      location?: { file: string; line: number };
    }
  | { type: 'collectFailed'; problem: string }
  | { type: 'tokensCounted'; tokens: number | undefined }
  | { type: 'suspectsRanked'; suspects: Suspect[]; embedding?: number[] }
  | { type: 'seenAgain'; reports: FailureReport[]; values: CapturedValue[]; source: FailureSource; at: string }
  // what the person decides about it
  | { type: 'failurePicked'; index: number; title: string; failure: string }
  | { type: 'expectationSaid'; expected: string; actual: string }
  | { type: 'removed'; key: string; label: string }
  | { type: 'restored'; key: string }
  | { type: 'snippetEdited'; id: string; text: string }
  | { type: 'referenceAdded'; reference: string }
  | { type: 'fileChosen'; frame: number; file: string }
  | { type: 'secretKept'; redaction: Redaction }
  | { type: 'secretHidden'; fingerprint: string }
  // hypotheses
  | { type: 'localHypotheses'; hypotheses: Hypothesis[] }
  /** Proved by runs; they keep their ids. */
  | { type: 'proved'; hypotheses: Hypothesis[] }
  | { type: 'asked'; round: string; source: string; at: string }
  | { type: 'modelReached'; round: string; reference: ModelReference }
  | { type: 'promptSent'; round: string; secrets: Record<string, string> }
  | { type: 'answerArrived'; round: string; text: string }
  | { type: 'answerRead'; round: string; hypotheses: Hypothesis[] }
  | { type: 'noticed'; round: string; message: string }
  | { type: 'answerEnded'; round: string; end: AnswerEnd }
  | { type: 'windowReloaded' }
  /** @param base the common starting state of both windows, where known */
  | { type: 'changedElsewhere'; base: KeptInvestigation | undefined; theirs: KeptInvestigation }
  | { type: 'verdict'; id: string; verdict: Verdict | undefined }
  | { type: 'questionAnswered'; id: string; answer: string; at: string }
  // fixes
  /** @param undo the previous texts are kept */
  | { type: 'fixApplied'; id: string; message: string; undo: boolean }
  | { type: 'fixUndone'; id: string; message: string }
  | { type: 'fixRefused'; id: string; message: string }
  | { type: 'fixTried'; try: string; id: string; worked: boolean; result: string; message: string; at: string }
  | { type: 'statusSet'; status: InvestigationStatus }
  // runs
  | { type: 'recipeKnown'; recipe: KnownRecipe | undefined }
  | { type: 'runStarted'; run: UnderWay }
  /** It ended without a line. */
  | { type: 'runStopped'; record: string }
  /** The window that started it is gone. */
  | { type: 'runCutOff' }
  /** @param result the next prompt's text on a fix that did not help; secrets replaced */
  | { type: 'ran'; record: RunRecord; result?: string };
