import type { TrueLocation } from '../realBugs/npm/bugList';
import type { CrimeScene } from '../src/core/context/crimeScene';

/** `real-bugs` are validated on, never learned from. */
export type Corpus = 'npm-mutants' | 'python-mutants' | 'java-mutants' | 'npm-history' | 'python-history' | 'python-packages' | 'real-bugs';

export type CaseLanguage = 'javascript' | 'python' | 'java';

/** What kind of mistake the fix mends; the model's second head learns it. */
export const BUG_CLASSES = [
  'missing-guard',
  'wrong-default',
  'off-by-one',
  'argument-order',
  'wrong-property',
  'missing-await',
  'stale-state',
  'wrong-operator',
  'missing-case',
  'wrong-type',
  'other',
] as const;

export type BugClass = (typeof BUG_CLASSES)[number];

/** One bug with its real failure: what training and judging read. One JSON object a line in `training/out/*.jsonl.gz`. */
export interface FailureCase {
  /** Unique in all corpora: `npm-history/resolve/1.19.0/test/core.js`. */
  id: string;
  corpus: Corpus;
  language: CaseLanguage;
  /** Package, module or project: what is split by, never by case. */
  package: string;
  kind: 'crash' | 'assertion';
  /** Known for mutants; absent where nobody said. */
  bugClass?: BugClass;
  truth: TrueLocation[];
  /** What the product's capture and context made of the failure's text. */
  scene: CrimeScene;
  /** Text of every file that a candidate or a frame names, by workspace-relative path. */
  files: Record<string, string>;
}
