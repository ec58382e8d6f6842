import type { TrueLocation } from '../realBugs/npm/bugList';
import type { FailureEvidence } from '../src/core/context/failureEvidence';

/** `real-bugs` are for validation, never for learning. */
export type Corpus = 'npm-mutants' | 'python-mutants' | 'java-mutants' | 'npm-history' | 'python-history' | 'python-packages' | 'real-bugs';

export type CaseLanguage = 'javascript' | 'python' | 'java';

/** The kind of mistake that the fix corrects; the model's second head learns it. */
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

/** One bug with its real failure, for training and judging. One JSON object per line in `training/out/*.jsonl.gz`. */
export interface FailureCase {
  /** Unique over all corpora: `npm-history/resolve/1.19.0/test/core.js`. */
  id: string;
  corpus: Corpus;
  language: CaseLanguage;
  /** Package, module or project: the unit of the split, which is never by case. */
  package: string;
  kind: 'crash' | 'assertion';
  /** Known for mutants; absent if nobody determined it. */
  bugClass?: BugClass;
  truth: TrueLocation[];
  /** The product's capture and context of the failure's text. */
  evidence: FailureEvidence;
  /** Text of every file that a candidate or a frame names, by workspace-relative path. */
  files: Record<string, string>;
}
