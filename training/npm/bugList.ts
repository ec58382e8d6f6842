import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FailureCase, TrueLocation } from '../failureCase';
import type { Hunk } from './hunks';
import { type TestTarget, targetName } from './testTarget';

/** One real fault of an npm package: the newer version's test fails on the older version's source. */
export interface NpmBug {
  package: string;
  from: string;
  to: string;
  /** The newer version's test file. */
  test: string;
  target: TestTarget;
  /** Run in the workspace; `mocha` stands for the miner's own. */
  command: string[];
  kind: FailureCase['kind'];
  truth: TrueLocation[];
  /** Same number in a package, same fault: another test of it fails too. */
  fault: number;
}

/** As the miner writes it: with what the run printed and the changes that mend it. */
export interface FoundBug extends NpmBug {
  text: string;
  fix: Hunk[];
}

/** `bugs.json`: what was found, and the exact versions of what the tests needed, by `package@major`. */
export interface BugList {
  installs: Record<string, Record<string, string>>;
  bugs: NpmBug[];
}

export function readBugList(path: string): BugList {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as BugList) : { installs: {}, bugs: [] };
}

export function bugId({ package: name, from, test, target }: NpmBug): string {
  const which = targetName(target);
  return `npm-history/${name}/${from}/${test}${which ? `/${which}` : ''}`;
}

export function majorOf(version: string): string {
  return version.split('.')[0] ?? '';
}

/** Where the miner keeps what it found in a package, one JSON object a line. */
export function foundBugsFile(home: string): string {
  return join(home, 'found.jsonl');
}

export function readFoundBugs(home: string): FoundBug[] {
  const path = foundBugsFile(home);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as FoundBug);
}
