import type { Edit, Isolation, Run } from './experiment';
import type { FailureTarget } from './failureOf';

/** Where a command is run with edits, one run at a time. */
export interface Laboratory {
  /**
   * One run.
   * @param edits texts of files that differ from the workspace's; none of them counts where nothing is isolated
   * @throws ExperimentProblem where this isolation is not to be had
   */
  run(edits: readonly Edit[], isolation: Isolation): Promise<Run>;
  /** The same for one test only; undefined where the command cannot be narrowed to it. */
  narrowedTo(target: FailureTarget): Laboratory | undefined;
  /** Text of a file of the workspace as it is now, line ends as they are; undefined where there is none. */
  read(file: string): Promise<string | undefined>;
  /** A file that was read here and has another text now, workspace-relative; undefined where all are as they were. */
  changedFile(): Promise<string | undefined>;
  /** Workspace-relative name of an absolute path. */
  nameOf(file: string): string;
  /** Full name of the failing test that is meant; the first one that fails where absent. */
  readonly test?: string;
  /** Ways of isolation that may be tried, in order. */
  readonly isolations: readonly Isolation[];
  /** Runs so far. */
  readonly runs: number;
  /** Seconds since the beginning. */
  readonly seconds: number;
}

/** What an experiment is about to do, for the person. */
export type Progress = (message: string) => void;
