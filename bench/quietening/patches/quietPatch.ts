/** Files that differ from the project's: the patch. */
export type Changed = Readonly<Record<string, string>>;

/** A patch with which a test passes although nothing is mended, or one that is right. */
export interface QuietPatch {
  /** What it does: "asks for the runner". `right` for a fix. */
  kind: string;
  /** The case whose test it lets pass. */
  test: string;
  files: Changed;
  /** The command, where it is another one than the project's. */
  command?: readonly string[];
}
