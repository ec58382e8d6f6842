// Makes all training data at once: records the cases (hours) and encodes them.
// usage: npm run train:data -- [--refresh] [--small] [--vocabulary] [--older DIR,…]
//   --refresh  updates the recorded cases to the context that the product makes now: minutes
//   --small    a few cases of each corpus, as a check of all steps; set DEBUG_CONTEXT_TRAINING=DIR, or it replaces the recorded cases
//   --vocabulary  learns a new vocabulary from the cases; without it, the shipped model's is used
//   --older    older versions of Python's library, newest first: see history/minePythonHistory.ts
// Validation uses held-out packages and the tune parts of the folders of real bugs in DEBUG_CONTEXT_BUGS.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runScript } from './runStep';
import { CORPORA, ENCODED, OUT, isReal, shardsOf } from './trainingFiles';

const BUDGET = '1024';
const WORDS = '4096';
const VOCABULARY = join(ENCODED, 'vocabulary.json');
/** One package each, with few cases. */
const SMALL = ['--cases', '3', '--package-seconds', '20', '--minutes', '1'];

const { values } = parseArgs({
  options: {
    refresh: { type: 'boolean', default: false },
    vocabulary: { type: 'boolean', default: false },
    older: { type: 'string' },
    small: { type: 'boolean', default: false },
  },
});
mkdirSync(ENCODED, { recursive: true });

if (!values.refresh) {
  const few = values.small ? SMALL : [];
  const record = (script: string, ...options: string[]): void => runScript(script, '--out', OUT, ...options);
  record('npm/recordBugs.ts', ...(values.small ? ['minimist', 'xtend'] : []));
  record('mutants/makePythonMutants.ts', ...few);
  record('mutants/makeNpmMutants.ts', ...few);
  record(
    'mutants/makeJavaMutants.ts',
    ...(values.small
      ? ['--cases', '3', '--package-seconds', '20', '--only', 'commons-io']
      : ['--cases', '110', '--package-seconds', '260']),
  );
  if (values.older) record('history/minePythonHistory.ts', '--older', values.older, ...(values.small ? ['--minutes', '1'] : []));
}
const shards = CORPORA.flatMap((corpus) => shardsOf(corpus));
const fresh = join(OUT, 'fresh');
if (values.refresh) runScript('refreshCases.ts', fresh, ...shards);
if (values.vocabulary) runScript('learnVocabulary.ts', VOCABULARY, WORDS, ...shards);
else copyFileSync('media/model/vocabulary.json', VOCABULARY);
for (const corpus of CORPORA) {
  const refreshed = shardsOf(corpus, fresh);
  const recorded = values.refresh && refreshed.length > 0 ? refreshed : shardsOf(corpus);
  if (recorded.length === 0) continue;
  const real = isReal(corpus);
  runScript(
    'encodeCases.ts',
    '--part',
    real ? 'learned' : 'all',
    VOCABULARY,
    join(ENCODED, `${real ? 'real' : 'train'}-${corpus}.jsonl.xz`),
    BUDGET,
    ...recorded,
  );
  if (real) runScript('encodeCases.ts', '--part', 'held', VOCABULARY, join(ENCODED, `valid-${corpus}.jsonl.xz`), BUDGET, ...recorded);
}
if (process.env.DEBUG_CONTEXT_BUGS) {
  const bugs = join(OUT, 'bugs.jsonl.gz');
  runScript('recordBugFolders.ts', bugs);
  runScript('encodeCases.ts', '--part', 'all', VOCABULARY, join(ENCODED, 'valid-bugs.jsonl.xz'), BUDGET, bugs);
}
runScript('sizes.ts', VOCABULARY, join(ENCODED, 'sizes.json'));
