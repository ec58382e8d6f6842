// Source files → stretches of code that the trainer predicts masked tokens of.
// usage: npx tsx training/encodeSources.ts VOCABULARY.json OUT_DIR FOLDER... (writes source-train.jsonl.gz and source-valid.jsonl.gz)
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGzip, type Gzip } from 'node:zlib';
import { FUNCTION_FEATURES } from '../src/model/functionFeatures';
import { ROW_FEATURES } from '../src/model/readScene';
import { splitWords, TOKEN, Tokenizer } from '../src/model/tokenizer';
import type { EncodedCase } from './encodedCase';
import { sourceFiles } from './sourceFiles';

const MOST_TOKENS = 480;
const MOST_ROW_TOKENS = 28;
/** Of a long file only some stretches, so that it does not outweigh the rest. */
const MOST_STRETCHES = 6;
/** Of 256 files, those whose masked tokens are validated on. */
const HELD_OUT = 6;

type EncodedRow = EncodedCase['rows'][number];

async function main(): Promise<void> {
  const [vocabulary = '', out = '', ...folders] = process.argv.slice(2);
  const tokenizer = new Tokenizer(JSON.parse(readFileSync(vocabulary, 'utf8')) as string[]);
  const open = (part: string): { gzip: Gzip; closed: Promise<unknown> } => {
    const gzip = createGzip();
    return { gzip, closed: once(gzip.pipe(createWriteStream(join(out, `source-${part}.jsonl.gz`))), 'close') };
  };
  const [learned, held] = [open('train'), open('valid')];
  let written = 0;
  for (const source of sourceFiles(folders)) {
    const language = source.file.endsWith('.py') ? 'python' : source.file.endsWith('.java') ? 'java' : 'javascript';
    const stretches = stretchesOf(source.text, tokenizer, language);
    const step = Math.max(1, Math.floor(stretches.length / MOST_STRETCHES));
    for (let i = 0; i < stretches.length; i += step) {
      const encoded: EncodedCase = {
        id: `${source.file}#${i}`,
        corpus: 'source',
        language,
        package: '',
        kind: 'source',
        rows: stretches[i] ?? [],
        functions: [{ x: FUNCTION_FEATURES.map(() => 0), y: 0 }],
        reachable: false,
      };
      const { gzip } = createHash('sha1').update(source.file).digest().readUInt8(0) < HELD_OUT ? held : learned;
      gzip.write(`${JSON.stringify(encoded)}\n`);
      written += 1;
    }
  }
  for (const { gzip } of [learned, held]) gzip.end();
  await Promise.all([learned.closed, held.closed]);
  process.stdout.write(`${written} stretches\n`);
}

function stretchesOf(text: string, tokenizer: Tokenizer, language: string): EncodedRow[][] {
  const features = ['section:code', language].map((name) => ROW_FEATURES.indexOf(name));
  const stretches: EncodedRow[][] = [];
  let rows: EncodedRow[] = [];
  let tokens = 0;
  for (const line of text.split('\n')) {
    if (!line.trim()) continue;
    const words = splitWords(line);
    const cut = tokenizer.encode(words, MOST_ROW_TOKENS - 1);
    const flags = cut.map(({ start, word }) => {
      const { start: from = 0, glued = false, capital = false } = words[word] ?? {};
      return (start > from || glued ? 1 : 0) | (capital && start === from ? 2 : 0);
    });
    rows.push({ t: [TOKEN.row, ...cut.map(({ id }) => id)], b: [0, ...flags], x: features, f: -1, l: [], y: 0, s: 'code' });
    tokens += cut.length + 1;
    if (tokens < MOST_TOKENS) continue;
    stretches.push(rows);
    rows = [];
    tokens = 0;
  }
  if (tokens > MOST_TOKENS / 4) stretches.push(rows);
  return stretches;
}

void main();
