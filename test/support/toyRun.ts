import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelRun, Row, Tokens } from '../../src/core/attention/modelRun';
import { softmax } from '../../src/core/attention/scaledDotProduct';
import { ToyEncoder, toyFacts, type ToyOptions } from './toyEncoder';

const sample = join(import.meta.dirname, '../../media/sample');

const head: Omit<Row, 'start' | 'end'>[] = [
  { section: 'error', text: "TypeError: Cannot read properties of undefined (reading 'length')" },
  { section: 'frames', text: 'at OrderHistory (src/components/OrderHistory.tsx:47:14)', file: 'src/components/OrderHistory.tsx', line: 47 },
  { section: 'frames', text: 'at renderWithHooks (react-dom.development.js:15486:18)' },
  { section: 'behavior', text: 'expected: the order history is shown' },
  { section: 'behavior', text: 'actual: the page is blank' },
];

const files = [
  'src/hooks/useOrders.ts',
  'src/components/OrderHistory.tsx',
  'src/api/orders.ts',
  'src/api/client.ts',
  'src/orders.ts',
  'src/format.ts',
];

/**
 * The sample's failure as a reading of the stand-in encoder.
 * @param tokens target length: code of the sample is repeated until it is reached
 */
export function toyRun(tokens: number, options: ToyOptions = {}): { run: ModelRun; source: ToyEncoder } {
  const read: Tokens = { text: ['[CLS]'], id: Int32Array.of(), row: Int32Array.of(), special: Uint8Array.of() };
  const rowOf = [-1];
  const special = [1];
  const rows: Row[] = [];
  const push = (text: string, row: number, mark: boolean) => {
    read.text.push(text);
    rowOf.push(row);
    special.push(mark ? 1 : 0);
  };
  for (const line of lines()) {
    const pieces = line.text.match(/\s*(?:[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\sA-Za-z\d])|\s+$/g) ?? [];
    if (read.text.length + pieces.length + 2 > tokens) break;
    const start = read.text.length;
    push('[ROW]', rows.length, true);
    for (const piece of pieces) push(piece, rows.length, false);
    rows.push({ ...line, start, end: read.text.length });
  }
  while (read.text.length < tokens) push('[SEP]', -1, true);
  const vocabulary = [...new Set(read.text)];
  read.id = Int32Array.from(read.text, (text) => vocabulary.indexOf(text));
  read.row = Int32Array.from(rowOf);
  read.special = Uint8Array.from(special);
  const run: ModelRun = { id: `toy-${tokens}`, model: toyFacts(options, vocabulary.length), tokens: read, rows, hypotheses: [], cuts: [] };
  const source = new ToyEncoder(run, vocabulary);
  const scores = source.scores();
  const candidates = [...scores.keys()].filter((row) => !Number.isNaN(scores[row]));
  const shares = softmax(candidates.map((row) => scores[row]!));
  candidates.forEach((row, at) => Object.assign(rows[row]!, { score: scores[row], share: shares[at] }));
  const best = candidates.sort((a, b) => scores[b]! - scores[a]!);
  run.hypotheses = [
    { rank: 1, title: 'useOrders starts with undefined', confidence: 0.61, rows: best.slice(0, 2) },
    { rank: 2, title: 'getOrders returns null for a new user', confidence: 0.24, rows: best.slice(2, 3) },
    { rank: 3, title: 'The component reads orders before they are loaded', confidence: 0.1, rows: best.slice(3, 5) },
  ];
  run.parts = { first: 'useOrders', chance: 0.61, read: { without: 0.606 }, changes: { without: 0.32 }, stack: true, testCalls: false };
  return { run, source };
}

function* lines(): Generator<Omit<Row, 'start' | 'end'>> {
  yield* head;
  for (let round = 0; ; round++) {
    for (const file of files) {
      const text = readFileSync(join(sample, file), 'utf8').split('\n');
      for (const [index, code] of text.entries()) {
        if (code.trim()) yield { section: 'code', file: round ? file.replace('.', `${round}.`) : file, line: index + 1, text: code };
      }
    }
  }
}
