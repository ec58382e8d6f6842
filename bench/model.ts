// Time to score one reading by its number of tokens, and the memory of the shipped model. usage: npm run bench -- model
// The baseline is the prior, which costs nothing here: the output is the cost that the model adds to a ranking.
import { performance } from 'node:perf_hooks';
import { FUNCTION_FEATURES } from '../src/model/functionFeatures';
import { LINE_FEATURES } from '../src/model/lineFeatures';
import type { Reading } from '../src/model/reading';
import { shippedRanker } from './support/shippedModel';
import { percentile, printTable } from './support/table';

const SIZES = [128, 256, 512, 1024];
const ROW = 16;
const FUNCTIONS = 30;
const RUNS = 15;

/** A reading of this many tokens, one for [CLS]; its content does not change the time. */
function readingOf(tokens: number, vocabulary: number): Reading {
  const rows = Array.from({ length: Math.ceil((tokens - 1) / ROW) }, (_, place): Reading['rows'][number] => ({
    section: 'code',
    text: '',
    tokens: Array.from({ length: Math.min(ROW, tokens - 1 - place * ROW) }, (_, at) => ({
      id: at === 0 ? 2 : 5 + ((place * 31 + at * 7) % (vocabulary - 5)),
      start: 0,
      end: 0,
      flags: 0,
    })),
    features: [4],
    function: place % FUNCTIONS,
    lineFeatures: LINE_FEATURES.map(() => 0.1),
  }));
  return {
    language: 'javascript',
    rows,
    functions: Array.from({ length: FUNCTIONS }, () => ({ features: FUNCTION_FEATURES.map(() => 0.1) })),
  };
}

const megabytes = (): number => Math.round(process.memoryUsage().rss / 2 ** 20);

async function main(): Promise<void> {
  const before = megabytes();
  const began = performance.now();
  const { model } = await shippedRanker().model();
  const loadMs = performance.now() - began;
  const loaded = megabytes();
  const table: (string | number)[][] = [['tokens', 'p50 ms', 'p95 ms', 'goal']];
  for (const tokens of SIZES) {
    const reading = readingOf(tokens, model.sizes.vocabulary);
    const times: number[] = [];
    for (let run = 0; run <= RUNS; run += 1) {
      const start = performance.now();
      model.score(reading);
      // The first run warms up.
      if (run > 0) times.push(performance.now() - start);
    }
    table.push([tokens, Math.round(percentile(times, 0.5)), Math.round(percentile(times, 0.95)), tokens === 1024 ? 'under 400' : '']);
  }
  printTable('Scores of one reading, one thread', table);
  console.log(
    `\nMemory above the start: ${loaded - before} MB with the model loaded in ${Math.round(loadMs)} ms, ${megabytes() - before} MB after these runs (goal 300)`,
  );
}

void main();
