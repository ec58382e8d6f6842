import assert from 'node:assert/strict';
import { onnx } from 'onnx-proto';
import { graphWeights } from '../../../../src/model/encoder/graphWeights';
import { widened } from '../../../../src/model/encoder/matrices';

const FLOAT16 = 10;

function graph(...initializer: onnx.ITensorProto[]): Buffer {
  const node = { opType: 'Add', input: ['x', 'w'], output: ['y'], name: 'y' };
  const model = onnx.ModelProto.create({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    producerName: 'test',
    graph: { name: 'g', node: [node], initializer },
  });
  return Buffer.from(onnx.ModelProto.encode(model).finish());
}

/** 1, −2, the largest, the smallest, and 0. */
const HALVES = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x8000, 0);

describe('graphWeights', () => {
  it('reads the half-precision weights of a graph by their names, with their sizes', () => {
    const half = { name: 'w.half', dims: [2, 3], dataType: FLOAT16, rawData: new Uint8Array(HALVES.buffer) };
    const weights = graphWeights(graph({ name: 'shape', dims: [1], dataType: 7, int64Data: [3] }, half));
    assert.deepEqual([...weights.keys()], ['w']);
    const read = weights.get('w');
    assert.deepEqual(read?.dims, [2, 3]);
    assert.deepEqual([...widened(read)], [1, -2, 65504, 2 ** -24, -0, 0]);
  });

  it('says what to do about a file that is not a model', () => {
    const cut = graph({ name: 'w.half', dims: [3], dataType: FLOAT16, rawData: new Uint8Array(6) }).subarray(0, -3);
    for (const bytes of [Uint8Array.from([0x3b, 1, 2]), cut, Uint8Array.of(), graph()])
      assert.throws(() => graphWeights(bytes), /broken: install the extension again/);
  });
});
