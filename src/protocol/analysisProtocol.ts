import { z } from 'zod';
import type { CrimeScene } from '../core/context/crimeScene';
import type { SceneOptions } from '../core/context/sceneOptions';
import type { FailureReport } from '../core/capture/failureReport';
import type { Hypothesis } from '../core/hypotheses/hypothesis';
import type { AnswerProblem } from '../core/hypotheses/readAnswer';
import type { Attempt, Prompt } from '../core/prompt/prompt';
import type { Verdict } from '../core/investigation/investigation';
import type { Preference } from '../core/suspects/preference';
import type { Suspect } from '../core/suspects/suspect';
import { attentionMethods, type AttentionAnswer } from './attentionProtocol';
import { method } from './rpc';

/**
 * Host ↔ analysis worker. The worker owns everything that takes time: capture, context, prompt, ranking, grounding.
 * Types that both sides of our own code hand over are passed through unchecked (`passThrough`); nothing from outside enters here.
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
  /** Git's binary, when the host knows it; `git` otherwise. */
  gitPath?: string;
  /** False in a workspace that is not trusted: git runs what a repository's configuration says, so it is not called. */
  runGit?: boolean;
  /** Extra ignore patterns (gitignore syntax): `files.exclude` and the product's own setting. */
  ignore: string[];
}

export interface RedactOptions {
  /** Fingerprints of redactions that are false alarms. */
  keptSecrets: string[];
  redactEmails: boolean;
  redactHome: boolean;
}

export interface CollectOptions extends RedactOptions, SceneOptions {
  /** Prompt budget, tokens. */
  budget: number;
  /** Texts of unsaved editors by workspace-relative path; they win over the disk. */
  unsaved: Record<string, string>;
}

export interface Collected {
  scene: CrimeScene;
  prompt: Prompt;
}

/** A line. */
export interface Place {
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based. */
  line: number;
}

/** What this machine makes of a failure by itself. */
export interface LocalAnswer {
  /** Who ranked: "mini-model", "ranking without a model". */
  by: string;
  suspects: Suspect[];
  hypotheses: Hypothesis[];
  /** Why the mini-model did not rank; one sentence. */
  notice?: string;
  /** The mini-model's embedding of the failure, of unit length. */
  embedding?: number[];
}

/** An answer as far as it is there. */
export interface ReadAnswer {
  hypotheses: Hypothesis[];
  /** Nothing is missing at its end. */
  complete: boolean;
  /** Only once it has ended. */
  problem?: AnswerProblem;
}

export const analysisMethods = {
  setup: method<void>()(passThrough<AnalysisSetup>()),
  /** Text → report. `file` (absolute) is read as a stream instead of `text` for big logs. */
  capture: method<FailureReport>()(passThrough<{ text?: string; file?: string }>()),
  /** Report → crime scene and prompt, in one go. */
  collect: method<Collected>()(passThrough<{ report: FailureReport; options: CollectOptions; attempts: Attempt[] }>()),
  /** Ranking on this machine, with the mini-model where it can. */
  rank: method<LocalAnswer>()(passThrough<{ scene: CrimeScene; preference: Preference }>()),
  /** What a verdict on the function at a line teaches. */
  learnVerdict: method<Preference>()(passThrough<{ scene: CrimeScene; preference: Preference; place: Place; verdict: Verdict }>()),
  /** The mini-model's reading of a failure, for the attention view. */
  attention: method<AttentionAnswer>()(passThrough<{ scene: CrimeScene }>()),
  ...attentionMethods,
  /** Reads an answer, whole or cut at any byte, and grounds what is in it. */
  readAnswer:
    method<ReadAnswer>()(passThrough<{ text: string; ended: boolean; source: string; scene: CrimeScene; failedDiffs: string[] }>()),
  /** Replaces the secrets in texts, for what is written to disk. */
  redact: method<string[]>()(passThrough<{ texts: string[]; options: RedactOptions }>()),
  /** Applies a diff in memory: new text by workspace-relative file. Rejects with the reason where it does not apply. */
  applyDiff: method<Record<string, string>>()(passThrough<{ diff: string; unsaved: Record<string, string> }>()),
};

export type AnalysisMethods = typeof analysisMethods;
