import * as z from 'zod';
import type { FailureEvidence } from '../core/context/failureEvidence';
import type { EvidenceOptions } from '../core/context/evidenceOptions';
import type { FailureReport } from '../core/capture/failureReport';
import type { Coverage, RanCode } from '../core/experiments/coverage';
import type { TracedValue } from '../core/experiments/chainTo';
import type { ProbePlace } from '../core/experiments/probes/probePlaces';
import type { ProbeInFile } from '../core/experiments/probes/probesInText';
import type { RehearsedChanges } from '../core/experiments/repairs/rehearsedChanges';
import type { StatementsFor } from '../core/experiments/probes/statementsFor';
import type { Hop } from '../core/experiments/valueChain/hop';
import type { Hypothesis } from '../core/hypothesis';
import type { AnswerProblem } from '../core/hypotheses/readAnswer';
import type { Audience } from '../core/prompt/audience';
import type { Attempt, Prompt } from '../core/prompt/prompt';
import type { Verdict } from '../core/investigation/investigation';
import type { RedactedTexts } from '../core/investigation/redactionMemo';
import type { Preference } from '../core/suspects/preference';
import type { Suspect } from '../core/suspects/suspect';
import { attentionMethods, type AttentionAnswer } from './attentionProtocol';
import { method, RemoteError } from './rpc';

/**
 * Host ↔ analysis worker. The worker does everything that takes time: capture, context, prompt, ranking, grounding. Types that both sides
 * of our own code exchange are passed through unchecked (`passThrough`); nothing from outside enters here.
 */
function passThrough<T>(): z.ZodType<T> {
  return z.custom<T>(() => true);
}

/** Set once, before the first call. */
export interface AnalysisSetup {
  /** Absolute folders of the workspace. */
  roots: string[];
  /** Folder that holds grammars/ and other assets of the built extension. */
  assets: string;
  /** Key of the fingerprints of secrets; if absent, the worker makes its own. */
  fingerprintKey?: string;
  /** Git's binary, if the host knows it; otherwise `git`. */
  gitPath?: string;
  /** False in a workspace that is not trusted: git would run what a repository's configuration names, so it is not called. */
  runGit?: boolean;
  /** Code outside of the workspace is not read either where a frame names it: the trace comes from a model. */
  onlyInside?: boolean;
  /** Paths that are never read, even if named: the product's own setting, gitignore syntax. */
  ignore: string[];
  /** Paths that are left out unless a frame names them: `files.exclude`, gitignore syntax. */
  exclude?: string[];
}

export interface RedactOptions {
  /** Fingerprints of redactions that are false alarms. */
  keptSecrets: string[];
  redactEmails: boolean;
  redactHome: boolean;
}

export interface CollectOptions extends RedactOptions, EvidenceOptions {
  /** Prompt budget, tokens. */
  budget: number;
  /** Who reads the prompt; a model if absent. */
  audience?: Audience;
  /** Of the failure's own output: the prompt for an agent is not worth more than reading that. */
  outputBytes?: number;
  /** What a run has shown: the evidence is about the code that the failing test ran. */
  ran?: RanCode;
  /** Texts of unsaved editors by workspace-relative path; they override the disk. */
  unsaved: Record<string, string>;
}

export interface Collected {
  /** The name of this evidence in later calls: the worker keeps the evidence, its secrets and its ranking. */
  case: string;
  evidence: FailureEvidence;
  prompt: Prompt;
}

/**
 * The worker no longer has the case: it was restarted, or has worked on many others since. Collecting the same evidence again gives a new
 * handle.
 */
export class CaseGone extends Error {
  constructor() {
    super('The evidence is no longer in memory. Collect it again.');
    this.name = 'CaseGone';
  }
}

/** On either side of the boundary: errors cross it by name. */
export function isCaseGone(error: unknown): boolean {
  return error instanceof CaseGone || (error instanceof RemoteError && error.remoteName === 'CaseGone');
}

/**
 * Which secret each placeholder replaced in the prompt that a model received: placeholder → fingerprint. The same evidence collected again
 * may number its secrets in another order.
 */
export type SentSecrets = Record<string, string>;

/** A line. */
export interface Place {
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based. */
  line: number;
}

/** This machine's own ranking of a failure. */
export interface LocalAnswer {
  /** Source of the ranking: "mini-model", "ranking without a model". */
  by: string;
  suspects: Suspect[];
  hypotheses: Hypothesis[];
  /** Why the mini-model did not rank; one sentence. */
  notice?: string;
  /** The mini-model's embedding of the failure, of unit length. */
  embedding?: number[];
}

/** The part of an answer that has arrived. */
export interface ReadAnswer {
  hypotheses: Hypothesis[];
  /** Its end is complete. */
  complete: boolean;
  /** Only once it has ended. */
  problem?: AnswerProblem;
}

/** A piece of answer text, for {@link analysisMethods}.readAnswer. */
export interface AnswerSoFar {
  case: string;
  /** The whole text so far. */
  text: string;
  ended: boolean;
  /** Label of the model. */
  source: string;
  failedDiffs: string[];
  /** If absent, those of the case. */
  secrets?: SentSecrets;
}

/** Where a value can be read on its path, in the current files. */
export interface ProbeRequest {
  value: TracedValue;
  /** The failing stack, innermost first. */
  stack: Place[];
  /** Texts of unsaved editors by workspace-relative path. */
  unsaved: Record<string, string>;
}

export const analysisMethods = {
  setup: method<void>()(passThrough<AnalysisSetup>()),
  /** Text → report. `file` (absolute) is read as a stream instead of `text` for big logs. */
  capture: method<FailureReport>()(passThrough<{ text?: string; file?: string }>()),
  /** Whether a text holds a failure, and its title; null if it holds none. */
  glance: method<{ title: string } | null>()(passThrough<{ text: string }>()),
  /** The trace around a place of a text, as offsets; null if there is none. */
  traceAround: method<{ start: number; end: number } | null>()(passThrough<{ text: string; offset: number }>()),
  /** Report → evidence and prompt, in one step, and the handle of the case for the calls below. They reject with a {@link CaseGone}. */
  collect: method<Collected>()(passThrough<{ report: FailureReport; options: CollectOptions; attempts: Attempt[] }>()),
  /** Ranking on this machine, with the mini-model if possible. */
  rank: method<LocalAnswer>()(passThrough<{ case: string; preference: Preference; coverage?: Coverage }>()),
  /** What working the failing test through shows of small changes for it; null where nothing does. Kept from the ranking, if it was done there. */
  rehearsed: method<RehearsedChanges | null>()(passThrough<{ case: string }>()),
  /** The lesson of a verdict on the function at a line. */
  learnVerdict: method<Preference>()(passThrough<{ case: string; preference: Preference; place: Place; verdict: Verdict }>()),
  /** The mini-model's reading of a failure, for the attention view. */
  attention: method<AttentionAnswer>()(passThrough<{ case: string }>()),
  ...attentionMethods,
  /** Reads an answer, whole or cut at any byte, and grounds its content. */
  readAnswer: method<ReadAnswer>()(passThrough<AnswerSoFar>()),
  /** The path of a value to a place, and where it can be read from outside a run. */
  probePlaces: method<{ hops: Hop[]; places: ProbePlace[] }>()(passThrough<ProbeRequest>()),
  /** Lines that print a value, for places of {@link probePlaces}, in saved files. */
  probeStatements: method<StatementsFor>()(passThrough<{ places: ProbePlace[]; set: string }>()),
  /** Probes in what a commit would contain, of the repository that contains a folder (absolute); none without git. */
  stagedProbes: method<ProbeInFile[]>()(passThrough<{ folder: string }>()),
  /** Applies a diff in memory: new text by workspace-relative file. Rejects with the reason if the diff does not apply. */
  applyDiff:
    method<Record<string, string>>()(passThrough<{ case: string; diff: string; secrets: SentSecrets; unsaved: Record<string, string> }>()),
  /** Replaces the placeholders of an answer in a text with their secrets. */
  restore: method<string>()(passThrough<{ case: string; text: string; secrets: SentSecrets }>()),
  /** Replaces the secrets in texts. */
  redact: method<string[]>()(passThrough<{ texts: string[]; options: RedactOptions }>()),
  /**
   * Replaces the secrets in texts that were added to an investigation, before they are written to disk: secrets of its other texts are
   * known. Null if the `known` ones are not; 0 starts again.
   */
  redactMore: method<RedactedTexts | null>()(
    passThrough<{ investigation: string; texts: string[]; known: number; options: RedactOptions }>(),
  ),
};

export type AnalysisMethods = typeof analysisMethods;
