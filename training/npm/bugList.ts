import { createHash } from 'node:crypto';
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
  /** Of a crash that no test of the package's finds: the program that shows it, to be written as `test`. */
  script?: string;
}

/** Where in the older version's folder the program of a crash is put. */
export const SCRIPT_FILE = 'reproduce.js';

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

export function bugId({ package: name, from, test, target, script }: NpmBug): string {
  const which = script === undefined ? targetName(target) : createHash('sha1').update(script).digest('hex').slice(0, 8);
  return `npm-history/${name}/${from}/${test}${which ? `/${which}` : ''}`;
}

export function majorOf(version: string): string {
  return version.split('.')[0] ?? '';
}

/** Key of what the tests of a release line needed or, of a crash that a program shows, what its older version needs. */
export function installKey({ package: name, from, to, script }: Pick<NpmBug, 'package' | 'from' | 'to' | 'script'>): string {
  return script === undefined ? `${name}@${majorOf(to)}` : `${name}@${from}+script`;
}

/** Folder in its package's in which a bug was found: what it needs is installed there. */
export function workPlace({ to, script }: Pick<NpmBug, 'to' | 'script'>): string {
  return script === undefined ? majorOf(to) : 'crash';
}

/** Where the miner keeps what it found in a package by its tests, one JSON object a line. */
export function foundBugsFile(home: string): string {
  return join(home, 'found.jsonl');
}

/** The same of what was found by giving it inputs. */
export function foundCrashesFile(home: string): string {
  return join(home, 'crashes.jsonl');
}

/** Where it is written what was installed; the package is done then. */
export function installsFile(home: string, script: boolean): string {
  return join(home, script ? 'crash-installs.json' : 'installs.json');
}

export function readFoundBugs(home: string): FoundBug[] {
  return [foundBugsFile(home), foundCrashesFile(home)].flatMap((path) => {
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as FoundBug);
  });
}

/** The same for the same changes, wherever they stand: a fix that was made in two release lines. */
export function fixFingerprint(fix: readonly Hunk[]): string {
  return JSON.stringify(fix.map(({ removed, added }) => [removed, added].map((lines) => lines.map((line) => line.trim()))));
}
