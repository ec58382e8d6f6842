import type { Edit, Isolation, Run } from './experiment';
import type { FailureTarget } from './failureOf';

/** Runs a command with edits, one run at a time. */
export interface Laboratory {
  /**
   * One run.
   * @param edits texts of files that differ from the workspace's; ignored without isolation
   * @throws ExperimentProblem where this isolation is not available
   */
  run(edits: readonly Edit[], isolation: Isolation): Promise<Run>;
  /** The same for one test only; undefined where the command cannot be narrowed to it. */
  narrowedTo(target: FailureTarget): Laboratory | undefined;
  /** Current text of a workspace file, with its original line ends; undefined where there is none. */
  read(file: string): Promise<string | undefined>;
  /** A workspace-relative file whose text changed after it was read here; undefined if none did. */
  changedFile(): Promise<string | undefined>;
  /** Workspace-relative name of an absolute path. */
  nameOf(file: string): string;
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
