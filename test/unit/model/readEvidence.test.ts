import assert from 'node:assert/strict';
import type { FailureEvidence } from '../../../src/core/context/failureEvidence';
import { candidateFacts } from '../../../src/core/suspects/candidateFacts';
import { FUNCTION_FEATURES, READ_FEATURE } from '../../../src/model/functionFeatures';
import { LINE_FEATURES } from '../../../src/model/lineFeatures';
import { readEvidence, ROW_FEATURES, TOKEN_FLAGS } from '../../../src/model/readEvidence';
import type { Reading, ReadRow } from '../../../src/model/reading';
import { learnVocabulary, splitWords, TOKEN, Tokenizer } from '../../../src/model/tokenizer';
import { undefinedLength, viewFiles, viewPorts } from '../../support/viewFailure';

const counts = new Map<string, number>();
for (const { text } of splitWords(Object.values(viewFiles).join(' ') + undefinedLength.report.errors[0]?.message)) {
  counts.set(text, (counts.get(text) ?? 0) + 1);
}
const tokenizer = new Tokenizer(learnVocabulary(counts, 400));

async function read(evidence: FailureEvidence, budget = 1024): Promise<Reading> {
  const found = readEvidence(evidence, await candidateFacts(evidence, viewPorts), tokenizer, { budget });
  assert.ok(found);
  return found.reading;
}

function has(row: ReadRow | undefined, feature: string): boolean {
  return row?.features.includes(ROW_FEATURES.indexOf(feature)) ?? false;
}

describe('readEvidence', () => {
  it('reads the error first, then the frames, then the likeliest function line by line', async () => {
    const { rows, functions, language } = await read(undefinedLength);
    assert.equal(language, 'javascript');
    assert.match(rows[0]?.text ?? '', /^TypeError: Cannot read properties of undefined/);
    assert.deepEqual([...new Set(rows.map(({ section }) => section))], ['error', 'frames', 'code']);
    const code = rows.filter(({ section }) => section === 'code');
    assert.deepEqual([code[0]?.file, code[0]?.line], ['src/view.ts', 2]);
    assert.equal(functions.length, 2);
    assert.ok(functions.every(({ features }) => features.length === FUNCTION_FEATURES.length && features[READ_FEATURE] === 1));
    assert.ok(code.every(({ lineFeatures }) => lineFeatures.length === LINE_FEATURES.length));
  });

  it('gives the program facts of each line', async () => {
    const { rows } = await read(undefinedLength);
    const line = (number: number) => rows.find((row) => row.file === 'src/view.ts' && row.line === number);
    assert.ok(has(line(4), 'mark:frame') && has(line(4), 'above:0') && has(line(4), 'stack:0') && has(line(4), 'functionRank:0'));
    assert.ok(has(line(3), 'mark:definition'), 'gives `orders` its value');
    assert.ok(has(line(2), 'signature') && !has(line(4), 'signature'));
    assert.ok(
      has(
        rows.find(({ file }) => file === 'src/orders.ts'),
        'role:callee',
      ),
    );
  });

  it('marks every row, and gives the position of each token and its mention in the failure', async () => {
    const { rows } = await read(undefinedLength);
    const bit = 1 << TOKEN_FLAGS.indexOf('inMessage');
    for (const row of rows) {
      assert.equal(row.tokens[0]?.id, TOKEN.row);
      for (const { start, end } of row.tokens.slice(1)) assert.ok(start < end && end <= row.text.length);
    }
    const row = rows.find(({ file, line }) => file === 'src/view.ts' && line === 4);
    const length = row?.tokens.find(({ start, end }) => row.text.slice(start, end) === 'length');
    assert.ok(length && length.flags & bit, 'the message names `length`');
  });

  it('keeps to its budget, likeliest function first, and gives facts without text for the rest', async () => {
    const { rows, functions } = await read(undefinedLength, 110);
    assert.ok(1 + rows.reduce((sum, { tokens }) => sum + tokens.length, 0) <= 110);
    assert.ok(rows.some(({ file }) => file === 'src/view.ts'));
    assert.ok(!rows.some(({ file }) => file === 'src/orders.ts'));
    assert.deepEqual(
      functions.map(({ features }) => features[READ_FEATURE]),
      [1, 0],
    );
  });

  it('gives the same reading for the same failure', async () => {
    assert.deepEqual(await read(undefinedLength), await read(undefinedLength));
  });

  it('has nothing to read without candidates', async () => {
    const evidence = { ...undefinedLength, candidates: [] };
    assert.equal(readEvidence(evidence, await candidateFacts(evidence, viewPorts), tokenizer, { budget: 1024 }), undefined);
  });
});
