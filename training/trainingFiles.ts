import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of data and runs; not committed. DEBUG_CONTEXT_TRAINING names another folder. */
export const OUT = process.env.DEBUG_CONTEXT_TRAINING ?? 'training/out';

/** Corpora of human faults. */
const REAL = ['npm-history', 'python-history', 'python-packages'] as const;

/** Recorded cases are `<corpus>-<number>.jsonl.gz` here. */
export const CORPORA = [...REAL, 'npm-mutants', 'python-mutants', 'java-mutants'] as const;

export function isReal(corpus: (typeof CORPORA)[number]): boolean {
  return REAL.some((real) => real === corpus);
}

/** Folder of newly encoded cases. */
export const ENCODED = join(OUT, 'm');
/** The cases of the shipped model, as its trainer read them: token numbers, features and labels. Recording them again takes hours. */
const COMMITTED = 'training/encoded';
/** The trainer's input: all newly encoded cases if there are any, otherwise the committed ones. */
const READ = existsSync(join(ENCODED, 'sizes.json')) ? ENCODED : COMMITTED;
export const VOCABULARY = READ === ENCODED ? join(ENCODED, 'vocabulary.json') : 'media/model/vocabulary.json';
export const SIZES = join(READ, 'sizes.json');

/** Encoded files by purpose: `train-*` for learning, `real-*` for its real faults, `valid-*` to decide when to stop. */
export function encodedFiles(prefix: 'train-' | 'real-' | 'valid-'): string[] {
  return filesIn(READ, prefix, '.jsonl.xz');
}

/** Shards of recorded cases. */
export function shardsOf(corpus: (typeof CORPORA)[number], folder = OUT): string[] {
  return filesIn(folder, `${corpus}-`, '.jsonl.gz');
}

function filesIn(folder: string, prefix: string, ending: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix) && name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name));
}
