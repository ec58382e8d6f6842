/**
 * Why a command failed before any code ran:
 * - `program`: no such program, or it is not installed here;
 * - `script`: a package manager or build tool knows no script, target or task of this name;
 * - `module`: Python was asked to run a module that is not installed;
 * - `file`: the program's file does not exist;
 * - `manifest`: the tool found no project in the folder; the name is that of the missing project file;
 * - `permission`: the file is not executable;
 * - `version`, `package`: a package manager found no version that fits, or no package of this name;
 * - `conflict`: packages need versions of others that exclude each other;
 * - `network`: a package manager could not reach its registry;
 * - `goal`: a step of Maven failed by itself;
 * - `unclosed`: a shell read a quote or a block that is not closed;
 * - `port`: another program uses the port;
 * - `tests`: a test runner found no test to run; the name is the runner's.
 */
export type CommandFailureKind =
  | 'program'
  | 'script'
  | 'module'
  | 'file'
  | 'manifest'
  | 'permission'
  | 'port'
  | 'tests'
  | 'version'
  | 'package'
  | 'conflict'
  | 'network'
  | 'goal'
  | 'unclosed';

/** A line that says why a command failed. */
export interface CommandShape {
  readonly kind: CommandFailureKind;
  /** Group `name`, or {@link named}. */
  readonly pattern: RegExp;
  readonly tool?: string;
  /** The name where the line does not contain it. */
  readonly named?: string;
}
