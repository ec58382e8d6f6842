import type { FailureReport } from '../capture/failureReport';

/** The recipe for running a failure again. */
export interface Recipe {
  /** Program and arguments; not interpreted by a shell. */
  command: readonly string[];
  /** Absolute folder that it runs in. */
  cwd: string;
  /** Variables in addition to those of this process; undefined removes one. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Absolute file that each run has as its standard input, from the beginning; without one there is nothing to read. */
  input?: string;
}

/** A file in one variant. */
export interface Edit {
  /** Absolute. */
  file: string;
  /** Its whole text; undefined where the file is absent in this variant. */
  text: string | undefined;
}

/** The outcome of a run with edits, compared with the failure under investigation. */
export type Outcome = 'gone' | 'same' | 'moved' | 'other' | 'unresolved';

/** Tests of one run, by their full names where the runner gives them. */
export interface TestResults {
  passed: string[];
  failed: string[];
  skipped: string[];
  /** Tests that ran, passed or failed. At least the number of names. */
  ran: number;
  /** True when the lists name every test that ran. */
  named: boolean;
  /** Absolute file of each test by name, where the runner reports it; for tests with the same name, that of the failed one. */
  files?: ReadonlyMap<string, string>;
  /** The package or process that printed each test by name, where there are several. */
  parts?: ReadonlyMap<string, string>;
  /** Every line of TAP in order; its assertions may have the same name. */
  assertions?: readonly ToldAssertion[];
}

export interface ToldAssertion {
  name: string;
  status: 'passed' | 'failed' | 'skipped';
}

/** One run of a recipe. */
export interface Run {
  /** Exit code; null where a signal or a limit ended it, or where it never started. */
  exit: number | null;
  signal?: string;
  timedOut: boolean;
  cancelled: boolean;
  /** The reason why it could not be started, in one sentence. */
  startProblem?: string;
  /** In a network of its own, it tried to reach another one: what it shows holds only for that. */
  reachedOut?: true;
  /** It used up the space for its writes. */
  filled?: true;
  /**
   * What the files that were to be looked at were after the run, by absolute path: the SHA-256 or `absent`, and ` written` if the run wrote
   * them, be it that it put them back.
   */
  looked?: Readonly<Record<string, string>>;
  /** The port that it needed and that another program has. */
  takenPort?: number;
  wallMs: number;
  /** Its output, both streams in order of arrival; the middle of a long output is left out. */
  output: string;
  /** Bytes that it printed in all. */
  outputBytes: number;
  report: FailureReport;
  /** Undefined where no test runner is recognised in its output. */
  tests?: TestResults;
  /** The records of instruments, by their names. */
  observations: Readonly<Record<string, unknown>>;
}

/**
 * What keeps a run away from the person's files: a file system of its own under the same paths, the read overlay of a process that tries
 * many texts, a copy that shares unchanged blocks, a plain copy, or nothing.
 */
export type Isolation = 'namespace' | 'overlay' | 'clone' | 'copy' | 'inPlace' | 'none';

/** The outcome of the command with the workspace unchanged. */
export interface Baseline {
  outcome: 'fails' | 'passes' | 'flaky' | 'unresolved';
  /** One sentence, for all but `fails`. */
  why?: string;
  error?: { type: string; message: string };
}

export interface VerifyVerdict {
  outcome: Outcome;
  /** The number of runs with the patch that agree with the outcome. */
  agreed: [number, number];
  /** The other tests: unchanged, not run, or the names of those that fail only now. */
  others: 'asBefore' | 'notRun' | string[];
  wasRed: boolean;
  notes: string[];
  /** A program without tests ends without an error: `unresolved`, and the first note compares what it prints. Not printed by the CLI. */
  unproven?: true;
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
  /** Failed runs among those with the changes. */
  with: [number, number];
  /** Passed runs among those without. */
  without: [number, number];
  /** Full hash of the commit with the changes, where the cause is older than the window; line numbers refer to that commit. */
  commit?: string;
  notes: string[];
}

/** A test that fails with the sources of the base and passes now. */
export interface ProvenTest {
  /** Workspace-relative where it lies there; '' where the run does not tell. */
  file: string;
  name: string;
  /** How it fails with the sources of the base. */
  before: { type: string; message: string };
}

/** A changed place of the sources. */
export interface ProvenHunk {
  file: string;
  /** 1-based, in the file as it is now. */
  startLine: number;
  endLine: number;
  /** Whether the tests fail without it. */
  needed: boolean;
}

export interface ProveVerdict {
  /**
   * `notRed`: the tests pass with the sources of the base, too · `redOtherwise`: they fail there, but not for their own assertion ·
   * `stillRed`: the tree as it is fails.
   */
  outcome: 'proven' | 'notRed' | 'redOtherwise' | 'stillRed' | 'unresolved';
  /** The number of runs with the sources of the base that agree; of `stillRed`, of runs as the tree is. */
  agreed: [number, number];
  tests: ProvenTest[];
  hunks: ProvenHunk[];
  others: 'asBefore' | 'notRun' | string[];
  /** The first one says what was found. */
  notes: string[];
  /** The tests fail with the sources of the base and pass now, but the fix may hide the failure: `unresolved`. Not printed by the CLI. */
  symptom?: true;
}

/** A set of edits, the repeated runs of the command, and the conclusion. The CLI prints it; other programs rely on this contract. */
export interface Experiment<Purpose extends string = string, Result = unknown> {
  purpose: Purpose;
  command: string[];
  baseline: Baseline;
  isolation: Isolation;
  /** A throw inserted into the changed code changed the outcome, so the isolation is not bypassed. */
  canary: boolean;
  runs: number;
  seconds: number;
  verdict: Result;
}

/** An experiment is impossible; `message` is the sentence for the person. */
export class ExperimentProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ExperimentProblem';
  }
}

/** The time of an experiment does not suffice for another run. */
export class OutOfTime extends Error {
  constructor() {
    super('The time does not suffice for another run.');
    this.name = 'OutOfTime';
  }
}
