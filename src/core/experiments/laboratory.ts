import type { Edit, Isolation, Run } from './experiment';
import type { FailureTarget } from './failureOf';

/** How a run differs from the others. */
export interface RunExtra {
  /** It has the person's own environment and command: nothing records, so its output and exit code are all that it tells. */
  bare?: boolean;
  /** Absolute files whose state after the run is told in {@link Run.looked}. */
  look?: readonly string[];
}

/** A run that may be asked for. */
export interface ForeseenRun {
  edits: readonly Edit[];
  extra?: RunExtra;
}

/** Runs a command with edits. */
export interface Laboratory {
  /**
   * One run.
   * @param edits texts of files that differ from the workspace's
   * @param isolation `none` for the unchanged workspace, isolated in the best way that there is
   * @throws ExperimentProblem where this isolation is not available; OutOfTime where the run would not end in time
   */
  run(edits: readonly Edit[], isolation: Isolation, extra?: RunExtra): Promise<Run>;
  /**
   * Says which runs are likely to be asked for next, the next one first: some may begin at once, beside each other. The runs asked for are
   * the same as without it. Runs that were foreseen before and are not now are given up.
   */
  foresee?(runs: readonly ForeseenRun[], isolation: Isolation): Promise<void>;
  /**
   * Runs the command once with each set of edits, in threads or forks of one process: much faster than a run each, but these share the
   * disk and one process, so their results need a run of their own. Only in the read overlay.
   * @param variants the first one without changes
   * @param seconds none is started later
   * @returns undefined for those that did not run
   */
  runVariants?(variants: readonly (readonly Edit[])[], seconds: number): Promise<(Run | undefined)[]>;
  /** The same for one test only; undefined where the command cannot be narrowed to it. */
  narrowedTo(target: FailureTarget): Laboratory | undefined;
  /** The same for all tests of the file, or the class, of the command's single tests; undefined if it selects none. */
  forFile?(): Laboratory | undefined;
  /** The same, whose runs a signal ends, too. */
  endedBy(signal: AbortSignal): Laboratory;
  /** Current text of a workspace file, with its original line ends; undefined where there is none. */
  read(file: string): Promise<string | undefined>;
  /** A workspace-relative file whose text changed after it was read here; undefined if none did. */
  changedFile(): Promise<string | undefined>;
  /** Workspace-relative name of an absolute path. */
  nameOf(file: string): string;
  /** How long its last run took; undefined before the first. */
  readonly secondsOfRun?: number;
  /** Full name of the failing test; without it the first one that fails. */
  readonly test?: string;
  /** Ways of isolation to try, in order. */
  readonly isolations: readonly Isolation[];
  /** Runs so far. */
  readonly runs: number;
  /** Seconds since the beginning. */
  readonly seconds: number;
}

/** The next step of an experiment, for the person. */
export type Progress = (message: string) => void;
