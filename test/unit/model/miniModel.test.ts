import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
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
    const dist = dirname(createRequire(__filename).resolve('onnxruntime-web/wasm'));
    model = await MiniModel.load({
      graph: modelGraph(weights),
      wasm: readFileSync(join(dist, 'ort-wasm-simd-threaded.wasm')),
      wasmScript: pathToFileURL(join(dist, 'ort-wasm-simd-threaded.mjs')).href,
      sizes: SIZES,
    });
  });
  after(() => model.release());

  it('agrees with the plain model', async () => {
    const inputs = modelInputs(reading, SIZES);
    const plain = plainForward(weights, inputs, [2, 5]);
    const run = await model.fetch(inputs, ['line', 'function', 'classes', 'embedding', 'expected', 'query1', 'key1', 'value1'], [2, 5]);
    near(run.line.data as Float32Array, plain.line);
    near(run.function.data as Float32Array, plain.function);
    near(run.classes.data as Float32Array, plain.classes);
    near(run.embedding.data as Float32Array, plain.embedding);
    near(
      run.expected.data as Float32Array,
      plain.expected.flatMap((logits) => [...logits]),
    );
    for (const name of ['query', 'key', 'value'] as const) {
      const all = plain[name][1]?.flatMap((head) => head.flatMap((vector) => [...vector])) ?? [];
      near(run[`${name}1`].data as Float32Array, all);
    }
  });

  it('gives every layer’s attention, packed against the largest of each row', async () => {
    const inputs = modelInputs(reading, SIZES);
    const plain = plainForward(weights, inputs);
    for (const [layer, name] of (['attention0', 'attention1'] as const).entries()) {
      const run = await model.fetch(inputs, [name]);
      const bytes = run[name].data as Uint8Array;
      plain.attention[layer]?.forEach((head, h) =>
        head.forEach((weightsOfToken, from) => {
          assert.ok(Math.abs(weightsOfToken.reduce((a, b) => a + b, 0) - 1) < 1e-9);
          const most = Math.max(...weightsOfToken);
          weightsOfToken.forEach((weight, to) => {
            const at = (h * inputs.tokens + from) * inputs.tokens + to;
            assert.ok(Math.abs((bytes[at] ?? 0) - 255 * Math.sqrt(weight / most)) <= 0.51, `${layer} ${h} ${from} ${to}`);
          });
        }),
      );
    }
  });

  it('scores a reading without a row as if the row had never been there', async () => {
    const without = reading.rows.filter((_, index) => index !== 2);
    const { line, function: functions } = await model.score(reading, without);
    const plain = plainForward(weights, modelInputs({ ...reading, rows: without }, SIZES));
    near(line, plain.line);
    near(functions, plain.function);
  });

  it('gives the failure’s embedding unit length', async () => {
    const { embedding } = await model.score(reading);
    assert.ok(Math.abs(Math.hypot(...embedding) - 1) < 1e-5);
  });

  it('answers concurrent runs, each with its own result', async () => {
    const [whole, part] = await Promise.all([model.score(reading), model.score(reading, reading.rows.slice(0, 2))]);
    assert.equal(whole.line.length, 4);
    assert.equal(part.line.length, 2);
  });
});
