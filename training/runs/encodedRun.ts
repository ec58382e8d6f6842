import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The corpora whose faults were run. */
export const RUN_CORPORA = ['npm-history', 'python-history'] as const;

export type RunCorpus = (typeof RUN_CORPORA)[number];

/** What the learner reads of a corpus's recorded runs; committed. */
export function runsFile(corpus: RunCorpus): string {
  return `training/encoded/runs-${corpus}.jsonl.gz`;
}

/** A function or a line. */
export interface EncodedCandidate {
  /** The logarithm of its chance without runs; of a line, within its function. */
  chance: number;
  features: Record<string, number>;
  /** The fix belongs here. */
  right?: true;
}

/** One failure that was run. */
export interface EncodedRun {
  id: string;
  package: string;
  /** The ranking without runs never learned from this package. */
  held: boolean;
  about: 'crash' | 'assertion';
  functions: EncodedCandidate[];
  /** Of each faulty function that is among the candidates. */
  lines: EncodedCandidate[][];
}

export function readRuns(corpus: RunCorpus): EncodedRun[] {
  const file = runsFile(corpus);
  if (!existsSync(file)) return [];
  const text = gunzipSync(readFileSync(file)).toString('utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as EncodedRun);
}
