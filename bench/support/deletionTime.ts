import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalRanker } from '../../src/model/localRanker';
import { ModelSource } from '../../src/model/modelSource';
import type { Reading, ReadRow } from '../../src/model/reading';
import { splitWords, TOKEN, type Tokenizer } from '../../src/model/tokenizer';

interface DeletionTime {
  tokens: number;
  /** Number of lines left out, one after the other. */
  lines: number;
  /** Time for all of them, ms: clock and processor. */
  ms: number;
  processorMs: number;
  /** Longest time between two results, ms; progress shows results. */
  longestStep: number;
  /** Scoring the whole reading once, as ranking does, ms. */
  once: number;
}

/** Leaves lines out of a reading of the model's full size, with the shipped model. */
export async function measureDeletion(ranker: LocalRanker, lines: number): Promise<DeletionTime> {
  const loaded = await ranker.model();
  const reading = fullReading(loaded.tokenizer, loaded.maxTokens, loaded.model.sizes);
  const source = new ModelSource(loaded, reading);
  loaded.model.score(reading);
  const started = performance.now();
  loaded.model.score(reading);
  const once = performance.now() - started;
  const groups = reading.rows.slice(-lines).map((_, at) => [reading.rows.length - lines + at]);
  const processor = process.cpuUsage();
  const began = performance.now();
  let last = began;
  let longestStep = 0;
  await source.scoresWithout(groups, () => {
    const now = performance.now();
    longestStep = Math.max(longestStep, now - last);
    last = now;
  });
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(processor);
  const tokens = 1 + reading.rows.reduce((sum, row) => sum + row.tokens.length, 0);
  return { tokens, lines: groups.length, ms, processorMs: (user + system) / 1000, longestStep, once };
}

/** Lines of this program's own source, as the model reads code: their content does not affect the time. */
function fullReading(tokenizer: Tokenizer, maxTokens: number, sizes: { lineFeatures: number; functionFeatures: number }): Reading {
  const text = readFileSync(join(__dirname, '..', '..', 'src', 'core', 'suspects', 'localHypotheses.ts'), 'utf8');
  const rows: ReadRow[] = [];
  let left = maxTokens - 1;
  for (const [index, line] of text.split('\n').entries()) {
    const most = Math.min(left, 24);
    if (!line.trim() || most < 2) continue;
    const tokens = tokenizer.encode(splitWords(line), most - 1).map(({ id, start, end }) => ({ id, start, end, flags: 0 }));
    left -= 1 + tokens.length;
    rows.push({
      section: 'code',
      file: 'src/a.ts',
      line: index + 1,
      text: line,
      tokens: [{ id: TOKEN.row, start: 0, end: 0, flags: 0 }, ...tokens],
      features: [],
      function: Math.floor(rows.length / 12),
      lineFeatures: Array.from({ length: sizes.lineFeatures }, () => 0),
    });
  }
  const functions = Array.from({ length: 1 + Math.floor((rows.length - 1) / 12) }, () => ({
    features: Array.from({ length: sizes.functionFeatures }, () => 0),
  }));
  return { language: 'javascript', rows, functions };
}
