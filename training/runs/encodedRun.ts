import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** What the learner reads of the recorded runs; committed. */
export const RUNS_FILE = 'training/encoded/runs-npm-history.jsonl.gz';

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

export function readRuns(file = RUNS_FILE): EncodedRun[] {
  const text = gunzipSync(readFileSync(file)).toString('utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as EncodedRun);
}
