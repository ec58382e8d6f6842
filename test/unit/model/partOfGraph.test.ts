import assert from 'node:assert/strict';
import { onnx } from 'onnx-proto';
import { partOfGraph } from '../../../src/model/partOfGraph';

/** x → a → b; x → c, unless left out; with weights of each. */
function graph(withC = true): Buffer {
  const node = (opType: string, input: string[], output: string[]) => ({ opType, input, output, name: output[0] });
  const weights = (name: string, length: number) => ({ name, dims: [length], dataType: 1, rawData: new Uint8Array(4 * length).fill(7) });
  const value = (name: string) => ({ name, type: { tensorType: { elemType: 1 } } });
  const ofC = <T>(part: T): T[] => (withC ? [part] : []);
  const model = onnx.ModelProto.create({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    producerName: 'test',
    graph: {
      name: 'g',
      node: [node('Add', ['x', 'w1'], ['a']), ...ofC(node('Mul', ['x', 'w2'], ['c'])), node('Split', ['a'], ['b', 'unused'])],
      initializer: [weights('w1', 100), ...ofC(weights('w2', 70_000))],
      input: [value('x'), value('y')],
      output: [value('b'), ...ofC(value('c'))],
    },
  });
  return Buffer.from(onnx.ModelProto.encode(model).finish());
}

describe('partOfGraph', () => {
  it('removes nodes and weights that the wanted outputs do not depend on, and leaves the rest unchanged', () => {
    assert.deepEqual(Buffer.from(partOfGraph(graph(), ['b'])), graph(false));
  });

  it('changes nothing if all outputs are wanted', () => {
    assert.deepEqual(Buffer.from(partOfGraph(graph(), ['b', 'c'])), graph());
  });

  it('says what to do about a file that is not a model', () => {
    assert.throws(() => partOfGraph(Uint8Array.from([0x3b, 1, 2]), ['b']), /broken: install the extension again/);
  });
});
