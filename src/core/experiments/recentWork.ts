import type { ChangeUnit, RecentFile } from './changeUnits';
import type { FailureTarget } from './failureOf';

/** The recent changes, with the data known about them. */
export interface RecentWork {
  files: readonly RecentFile[];
  /** Sentences on omitted parts: binary files, locks of packages. */
  notes: readonly string[];
  /** The first known commit is recent itself. */
  begins?: true;
  /** There is no commit: everything may be new, and a note says that nothing can be compared. */
  noCommit?: true;
  /** The commit of a line as it is now; undefined where it is not committed. */
  commitOf(file: string, line: number): Promise<string | undefined>;
  /** The only recent commit of a file that was renamed, deleted or shortened; undefined where there is none, or several. */
  commitOfFile?(file: RecentFile): Promise<string | undefined>;
  /** Absolute path of a workspace-relative file. */
  absolute(file: string): string;
  /** Workspace-relative files that were edited since this was last asked, at first since the changes were read. */
  editedSince(): Promise<readonly string[]>;
  /** The likelihood that a unit is the cause, from reading; higher is likelier. */
  score(unit: ChangeUnit, target: FailureTarget): number;
}
