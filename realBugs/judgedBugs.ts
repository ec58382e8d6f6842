import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NpmBug } from './npm/bugList';

/** One real fault of an npm package for judging; its truth was determined by hand. */
export interface JudgedBug extends Omit<NpmBug, 'fault'> {
  /** `package/from/what fails`. */
  id: string;
  /** By package: `tune` may be looked at when making choices, `test` never. */
  split: 'tune' | 'test';
  /** Our own reproduction instead of the newer version's test; it is written to {@link NpmBug.test}. */
  script?: string;
  /** The fault, in one sentence. */
  why: string;
}

/** `judgedBugs.json`. */
export interface JudgedBugs {
  /** Exact versions of the tests' packages, by `package@major`; of the packages of a program's older version, by `package@version+script`. */
  installs: Record<string, Record<string, string>>;
  bugs: JudgedBug[];
}

export function readJudgedBugs(): JudgedBugs {
  return JSON.parse(readFileSync(join(__dirname, 'judgedBugs.json'), 'utf8')) as JudgedBugs;
}
