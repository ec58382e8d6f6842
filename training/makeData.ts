// All that the training reads, in one go: records the cases (hours), learns the vocabulary, encodes.
// usage: npm run train:data -- [--refresh] [--sources DIR,…] [--older DIR,…] [--packages DIR]
//   --refresh  takes the recorded cases with the context that the product makes now, and the vocabulary that is there: minutes
//   --sources  folders of source code for the masked-token pre-training and the vocabulary
//   --older    older versions of Python's library, newest first: see history/minePythonHistory.ts
//   --packages versions of Python packages: see history/minePythonPackages.ts
// Folders of real bugs in DEBUG_CONTEXT_BUGS, their tune parts alone, are what is validated on beside held-out packages.
import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runScript } from './runStep';
import { CORPORA, ENCODED, OUT, SIZES, VOCABULARY, isReal, shardsOf } from './trainingFiles';

const BUDGET = '1024';
const WORDS = '4096';

const { values } = parseArgs({
  options: {
    refresh: { type: 'boolean', default: false },
    sources: { type: 'string' },
    older: { type: 'string' },
    packages: { type: 'string' },
  },
});
const sources = values.sources?.split(',') ?? [];
mkdirSync(ENCODED, { recursive: true });

runScript('npm/recordBugs.ts');
if (!values.refresh) {
  runScript('mutants/makePythonMutants.ts');
  runScript('mutants/makeNpmMutants.ts');
  runScript('mutants/makeJavaMutants.ts');
  if (values.older) runScript('history/minePythonHistory.ts', '--older', values.older);
  if (values.packages) runScript('history/minePythonPackages.ts', '--store', values.packages);
}
const shards = CORPORA.flatMap((corpus) => shardsOf(corpus));
const fresh = join(OUT, 'fresh');
// Real npm faults were just recorded.
if (values.refresh) runScript('refreshCases.ts', fresh, ...shards.filter((shard) => !basename(shard).startsWith('npm-history')));
if (!values.refresh || !existsSync(VOCABULARY)) runScript('learnVocabulary.ts', VOCABULARY, WORDS, ...sources, ...shards);
if (sources.length > 0) runScript('encodeSources.ts', VOCABULARY, ENCODED, ...sources);
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
    join(ENCODED, `${real ? 'real' : 'train'}-${corpus}.jsonl.gz`),
    BUDGET,
    ...recorded,
  );
  if (real) runScript('encodeCases.ts', '--part', 'held', VOCABULARY, join(ENCODED, `valid-${corpus}.jsonl.gz`), BUDGET, ...recorded);
}
if (process.env.DEBUG_CONTEXT_BUGS) {
  const bugs = join(OUT, 'bugs.jsonl.gz');
  runScript('recordBugFolders.ts', bugs);
  runScript('encodeCases.ts', '--part', 'all', VOCABULARY, join(ENCODED, 'valid-bugs.jsonl.gz'), BUDGET, bugs);
}
runScript('sizes.ts', VOCABULARY, SIZES);
