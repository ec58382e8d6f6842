import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { type TestTarget, targetName } from './testTarget';

/** Where the fix belongs, on the buggy side. Never test code. */
export interface TrueLocation {
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based lines that the fix changes or, if it only adds, the code lines before and after the gap. */
  lines: number[];
}

/** One real fault of an npm package: the newer version's test fails on the older version's source. */
export interface NpmBug {
  package: string;
  from: string;
  to: string;
  /** The newer version's test file. */
  test: string;
  target: TestTarget;
  /** Command to run in the workspace; `mocha` stands for the miner's own. */
  command: string[];
  kind: 'crash' | 'assertion';
  truth: TrueLocation[];
  /** Bugs with the same number in a package have the same fault: another test of it fails too. */
  fault: number;
  /** For a crash that no test of the package finds: the program that shows it, to be written as `test`. */
  script?: string;
}

/** `bugs.json`: the bugs found, and the exact versions of the tests' packages, by `package@major`. */
export interface BugList {
  installs: Record<string, Record<string, string>>;
  bugs: NpmBug[];
}

export function readBugList(path: string): BugList {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as BugList) : { installs: {}, bugs: [] };
}

export function bugId({ package: name, from, test, target, script }: NpmBug): string {
  const which = script === undefined ? targetName(target) : createHash('sha1').update(script).digest('hex').slice(0, 8);
  return `npm-history/${name}/${from}/${test}${which ? `/${which}` : ''}`;
}

export function majorOf(version: string): string {
  return version.split('.')[0] ?? '';
}

/** Key of the packages that the tests of a release line need or, for a crash that a program shows, of those its older version needs. */
export function installKey({ package: name, from, to, script }: Pick<NpmBug, 'package' | 'from' | 'to' | 'script'>): string {
  return script === undefined ? `${name}@${majorOf(to)}` : `${name}@${from}+script`;
}
