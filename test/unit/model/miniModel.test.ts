import assert from 'node:assert/strict';
import { MiniModel } from '../../../src/model/miniModel';
import { modelInputs } from '../../../src/model/modelInputs';
import type { ModelSizes } from '../../../src/model/modelSizes';
import type { Reading, ReadRow } from '../../../src/model/reading';
import { modelGraph } from '../../../training/graph/modelGraph';
import { plainForward } from '../../support/plainForward';
import { randomWeights } from '../../support/randomModel';

const SIZES: ModelSizes = {
  layers: 2,
  heads: 3,
  width: 24,
  vocabulary: 50,
  tokenFlags: 6,
  rowFeatures: 7,
  lineFeatures: 3,
  functionFeatures: 4,
  lineAssertion: 1,
  functionAssertion: 2,
  lineJava: 2,
  functionJava: 0,
  headHidden: 5,
  classes: 11,
  embedding: 8,
};
const CLOSE = 1e-4;

function row(length: number, fn?: number): ReadRow {
  return {
    section: 'code',
    text: '',
    tokens: Array.from({ length }, (_, i) => ({ id: 5 + ((i * 7 + length) % 45), start: 0, end: 1, flags: (i * 5) % 64 })),
    features: [length % 7, 3],
    lineFeatures: fn === undefined ? [0, 0, 0] : [0.1, 0.2, length / 10],
    function: fn,
  };
}

const reading: Reading = {
  language: 'python',
  rows: [row(4), row(3, 0), row(5, 0), row(2, 1)],
  functions: [{ features: [1, 0, 0.5, 0.2] }, { features: [0, 1, 0.5, 0.2] }, { features: [0, 1, 0.1, 0.7] }],
};

function near(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < expected.length; i += 1)
    assert.ok(Math.abs((actual[i] ?? 0) - (expected[i] ?? 0)) < CLOSE, `${i}: ${actual[i]} and ${expected[i]}`);
}

describe('MiniModel', () => {
  const weights = randomWeights(SIZES, 7);
  let model: MiniModel;

  before(async () => {
    model = await MiniModel.load({ graph: modelGraph(weights), sizes: SIZES });
  });

  it('gives the scores of the same model written plainly', () => {
    const inputs = modelInputs(reading, SIZES);
    const plain = plainForward(weights, inputs, [5]);
    const scores = model.score(reading);
    near(scores.line, plain.line);
    near(scores.function, plain.function);
    near(scores.classes, plain.classes);
    near(
      scores.embedding,
      plain.embedding.map((value) => value / Math.hypot(...plain.embedding)),
    );
    near(model.expected(inputs, 5), plain.expected[0] ?? []);
    const vectors = model.vectors(inputs, 1);
    for (const name of ['query', 'key', 'value'] as const)
      near(vectors[name], plain[name][1]?.flatMap((head) => head.flatMap((vector) => [...vector])) ?? []);
  });

  it('gives every layer’s attention, packed against the largest of each row', () => {
    const inputs = modelInputs(reading, SIZES);
    const plain = plainForward(weights, inputs);
    for (const layer of [0, 1]) {
      const [heads = []] = model.attention(inputs, [layer]);
      assert.equal(heads.length, SIZES.heads);
      plain.attention[layer]?.forEach((head, h) =>
        head.forEach((weightsOfToken, from) => {
          assert.ok(Math.abs(weightsOfToken.reduce((a, b) => a + b, 0) - 1) < 1e-9);
          const most = Math.max(...weightsOfToken);
          weightsOfToken.forEach((weight, to) => {
            const byte = heads[h]?.[from * inputs.tokens + to] ?? 0;
            assert.ok(Math.abs(byte - 255 * Math.sqrt(weight / most)) <= 0.51, `${layer} ${h} ${from} ${to}`);
          });
        }),
      );
    }
  });

  it('scores a reading without a row as if the row had never been there', () => {
    const without = reading.rows.filter((_, index) => index !== 2);
    const { line, function: functions } = model.score(reading, without);
    const plain = plainForward(weights, modelInputs({ ...reading, rows: without }, SIZES));
    near(line, plain.line);
    near(functions, plain.function);
  });

  it('gives the failure’s embedding unit length', () => {
    const { embedding } = model.score(reading);
    assert.ok(Math.abs(Math.hypot(...embedding) - 1) < 1e-5);
  });

  it('scores a reading without rows and one without functions', () => {
    assert.equal(model.score(reading, []).line.length, 0);
    assert.equal(model.score({ ...reading, rows: [], functions: [] }).function.length, 0);
  });

  it('gives the same scores again after a longer reading', () => {
    const before = model.score(reading);
    const long = Array.from({ length: 40 }, (_, index) => row(20, index % 2));
    assert.equal(model.score(reading, long).line.length, 40);
    assert.deepEqual(model.score(reading), before);
  });

  it('agrees with the plain model on a reading longer than what is computed together', () => {
    const long = { ...reading, rows: Array.from({ length: 23 }, (_, index) => row(1 + (index % 9), index % 2)) };
    const plain = plainForward(weights, modelInputs(long, SIZES));
    const scores = model.score(long);
    near(scores.line, plain.line);
    near(scores.function, plain.function);
  });
});
