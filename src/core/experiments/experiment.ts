import type { FailureReport } from '../capture/failureReport';

/** How a failure can be run again. */
export interface Recipe {
  /** Program and arguments; no shell reads them. */
  command: readonly string[];
  /** Absolute folder that it runs in. */
  cwd: string;
  /** Variables beside those of this process; undefined removes one. */
  env?: Readonly<Record<string, string | undefined>>;
}

/** A file as one variant has it. */
export interface Edit {
  /** Absolute. */
  file: string;
  /** Its whole text; undefined where the file is absent in this variant. */
  text: string | undefined;
}

/** How a run with edits ended, compared with the failure under investigation. */
export type Outcome = 'gone' | 'same' | 'moved' | 'other' | 'unresolved';

/** Tests of one run, by their full names where the runner gives them. */
export interface TestResults {
  passed: string[];
  failed: string[];
  skipped: string[];
  /** Tests that ran, passed or failed. At least the number of names. */
  ran: number;
  /** Every test that ran stands in the lists by name. */
  named: boolean;
  /** Absolute file of each test whose runner tells it, by name; of tests of one name, that of the one that failed. */
  files?: ReadonlyMap<string, string>;
}

/** One run of a recipe. */
export interface Run {
  /** Exit code; null where a signal or a limit ended it, or where it never started. */
  exit: number | null;
  signal?: string;
  timedOut: boolean;
  cancelled: boolean;
  /** Why it could not be started, in one sentence. */
  startProblem?: string;
  wallMs: number;
  /** What it printed, both streams as they came; the middle of a long output is left out. */
  output: string;
  /** Bytes that it printed in all. */
  outputBytes: number;
  report: FailureReport;
  /** Undefined where no test runner is recognised in its output. */
  tests?: TestResults;
  /** What instruments saw, by their names. */
  observations: Readonly<Record<string, unknown>>;
}

export type Isolation = 'overlay' | 'copy' | 'inPlace' | 'none';

/** How the command ends as the workspace is. */
export interface Baseline {
  outcome: 'fails' | 'passes' | 'flaky' | 'unresolved';
  /** One sentence, for all but `fails`. */
  why?: string;
  error?: { type: string; message: string };
}

export interface VerifyVerdict {
  outcome: Outcome;
  /** How many of the runs with the patch agree with the outcome. */
  agreed: [number, number];
  /** The other tests: unchanged, not run, or the names of those that fail now and did not before. */
  others: 'asBefore' | 'notRun' | string[];
  wasRed: boolean;
  notes: string[];
}

export interface BlameChange {
  file: string;
  /** 1-based, in the file as it is now. */
  startLine: number;
  endLine: number;
  commit?: string;
  diff: string;
}

export interface BlameVerdict {
  outcome: 'found' | 'notRecent' | 'unresolved';
  changes: BlameChange[];
  /** Runs that failed, of those with the changes. */
  with: [number, number];
  /** Runs that passed, of those without. */
  without: [number, number];
  /** Full hash of the commit that the changes are of, where the cause is older than the window; their lines are of that commit. */
  commit?: string;
  notes: string[];
}

/** A set of edits, the command run again, and what that proves: what the CLI prints, a contract that other programs check. */
export interface Experiment<Purpose extends string = string, Result = unknown> {
  purpose: Purpose;
  command: string[];
  baseline: Baseline;
  isolation: Isolation;
  /** A throw that was put into the changed code changed the outcome: the isolation is not bypassed. */
  canary: boolean;
  runs: number;
  seconds: number;
  verdict: Result;
}

/** An experiment cannot be made; `message` is the sentence for the person. */
export class ExperimentProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ExperimentProblem';
  }
}
