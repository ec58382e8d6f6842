import assert from 'node:assert/strict';
import { definedNames } from '../../../../src/core/context/definedNames';

describe('definedNames', () => {
  it('recognises the start of functions and classes, and similar text that is not one', () => {
    const names = definedNames(
      'function a1() {}\nconst b2 = async (x) => x;\nclass C3 {}\ndef d4(self):\nfunc (s *Store) e5() {\n}\n  f6(x) {\n}\nif (x) {\n}\n',
    );
    assert.deepEqual([...names].sort(), ['C3', 'a1', 'b2', 'd4', 'e5', 'f6']);
  });
});
