import assert from 'node:assert/strict';
import { packAttention } from '../../../../src/core/attention/packAttention';
import { meanOfLayer, rollout, rolloutLines } from '../../../../src/core/attention/rollout';

const identity = (size: number) => Float32Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0));

/** The plain definition: the whole product. */
function plainRollout(layers: Float32Array[], size: number): Float32Array {
  let product = identity(size);
  for (const layer of layers) {
    const next = new Float32Array(size * size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        for (let k = 0; k < size; k++) next[i * size + j]! += 0.5 * (layer[i * size + k]! + (i === k ? 1 : 0)) * product[k * size + j]!;
    product = next;
  }
  return product;
}

function randomLayer(size: number, seed: number): Float32Array {
  const layer = Float32Array.from({ length: size * size }, (_, at) => Math.abs(Math.sin(seed + at * 12.9898)) ** 4);
  for (let row = 0; row < size; row++) {
    const values = layer.subarray(row * size, (row + 1) * size);
    const sum = values.reduce((total, value) => total + value, 0);
    for (let at = 0; at < size; at++) values[at]! /= sum;
  }
  return layer;
}

describe('rollout', () => {
  it('is the identity for layers that attend only to themselves', () => {
    assert.deepEqual([...rollout([identity(5), identity(5)], identity(5), 5)], [...identity(5)]);
  });

  it('matches a manual calculation for two tokens', () => {
    // ½A + ½I of the first layer is [[1, 0], [½, ½]], of the second [[½, ½], [0, 1]]; the second times the first.
    const first = Float32Array.from([1, 0, 1, 0]);
    const second = Float32Array.from([0, 1, 0, 1]);
    assert.deepEqual([...rollout([first, second], identity(2), 2)], [0.75, 0.25, 0.5, 0.5]);
  });

  for (const size of [3, 8, 21]) {
    it(`equals the whole product at ${size} tokens, and its rows sum to 1`, () => {
      const layers = [1, 2, 3].map((seed) => randomLayer(size, seed));
      const expected = plainRollout(layers, size);
      const actual = rollout(layers, identity(size), size);
      expected.forEach((value, at) => assert.ok(Math.abs(value - actual[at]!) < 1e-5));
      for (let row = 0; row < size; row++) {
        const sum = actual.subarray(row * size, (row + 1) * size).reduce((total, value) => total + value, 0);
        assert.ok(Math.abs(sum - 1) < 1e-5);
      }
    });
  }

  it('between lines equals that of the tokens with the scores, summed by line', () => {
    const layers = [1, 2].map((seed) => randomLayer(5, seed));
    const whole = plainRollout(layers, 5);
    const lines = rolloutLines(layers, [1, 3], Int32Array.from([-1, 0, 0, 1, 1]));
    const expected = [whole[6]! + whole[7]!, whole[8]! + whole[9]!, whole[16]! + whole[17]!, whole[18]! + whole[19]!];
    expected.forEach((value, at) => assert.ok(Math.abs(value - lines[at]!) < 1e-6));
  });

  it('reads the heads of a layer one after another', async () => {
    const heads = [identity(2), Float32Array.from([0.5, 0.5, 0.5, 0.5])].map((head) => packAttention(head, 2));
    assert.deepEqual([...(await meanOfLayer(2, 2, async (head) => heads[head]!))], [0.75, 0.25, 0.25, 0.75]);
  });
});
