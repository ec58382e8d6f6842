import assert from 'node:assert/strict';
import { expandBraces } from '../../../src/host/expandBraces';

describe('expandBraces', () => {
  it('gives a pattern for every combination of the choices in braces', () => {
    assert.deepEqual(expandBraces('**/*.{js,map}'), ['**/*.js', '**/*.map']);
    assert.deepEqual(expandBraces('{a,b}/{c,d}'), ['a/c', 'a/d', 'b/c', 'b/d']);
  });

  it('leaves patterns without braces, or with unbalanced ones, alone', () => {
    assert.deepEqual(expandBraces('**/dist'), ['**/dist']);
    assert.deepEqual(expandBraces('a{b'), ['a{b']);
  });
});
