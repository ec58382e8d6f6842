import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelDescription } from '../../../src/node/modelFiles';
import { SPECIAL_TOKENS } from '../../../src/model/tokenizer';
import { inputSizes } from '../../../training/inputSizes';

const folder = join(__dirname, '../../../media/model');
const read = <T>(name: string): T => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;

describe('the model that ships', () => {
  const { sizes, parameters } = read<ModelDescription>('model.json');

  it('was trained on inputs made by this code', () => {
    for (const [name, size] of Object.entries(inputSizes)) assert.equal(sizes[name as keyof typeof inputSizes], size, name);
  });

  it('has the vocabulary of its training', () => {
    const vocabulary = read<string[]>('vocabulary.json');
    assert.equal(vocabulary.length, sizes.vocabulary);
    assert.deepEqual(vocabulary.slice(0, SPECIAL_TOKENS.length), [...SPECIAL_TOKENS]);
  });

  it('holds its weights in half precision, and stays under 4 MB', () => {
    const { size } = statSync(join(folder, 'mini-model.onnx'));
    assert.ok(size > 2 * parameters && size < 4_000_000, `${size} bytes, ${parameters} parameters`);
  });
});
