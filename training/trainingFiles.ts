import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where data and runs lie; not committed. DEBUG_CONTEXT_TRAINING names another folder. */
export const OUT = process.env.DEBUG_CONTEXT_TRAINING ?? 'training/out';

/** Faults that people made. */
const REAL = ['npm-history', 'python-history', 'python-packages'] as const;

/** Recorded cases are `<corpus>-<number>.jsonl.gz` here. */
export const CORPORA = [...REAL, 'npm-mutants', 'python-mutants', 'java-mutants'] as const;

export function isReal(corpus: (typeof CORPORA)[number]): boolean {
  return REAL.some((real) => real === corpus);
}

/** Where newly encoded cases lie. */
export const ENCODED = join(OUT, 'm');
/** The cases of the shipped model, as its trainer read them: token numbers, features and labels. Recording them anew takes hours. */
const COMMITTED = 'training/encoded';
/** What the trainer reads: what was encoded anew, all of it, or else what is committed. */
const READ = existsSync(join(ENCODED, 'sizes.json')) ? ENCODED : COMMITTED;
export const VOCABULARY = READ === ENCODED ? join(ENCODED, 'vocabulary.json') : 'media/model/vocabulary.json';
export const SIZES = join(READ, 'sizes.json');

/** Encoded files by what they are for: `train-*` is learned from, `real-*` are the real faults of it, `valid-*` say when to stop. */
export function encodedFiles(prefix: 'train-' | 'real-' | 'valid-'): string[] {
  return filesIn(READ, prefix);
}

/** Shards of recorded cases. */
export function shardsOf(corpus: (typeof CORPORA)[number], folder = OUT): string[] {
  return filesIn(folder, `${corpus}-`);
}

function filesIn(folder: string, prefix: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.jsonl.gz'))
    .sort()
    .map((name) => join(folder, name));
}
