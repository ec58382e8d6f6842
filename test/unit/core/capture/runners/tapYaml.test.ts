import assert from 'node:assert/strict';
import { yaml } from '../../../../../src/core/capture/runners/tapYaml';

describe('yaml of TAP', () => {
  it('unfolds a folded text, and keeps the lines of a literal one', () => {
    const fields = yaml(['found: >', '  one', '  line', '', '  next', '', '', '  last', 'wanted: |', '  one', '', '  next', 'at: 3']);
    assert.deepEqual(
      [...fields],
      [
        ['found', 'one line\nnext\n\nlast'],
        ['wanted', 'one\n\nnext'],
        ['at', '3'],
      ],
    );
  });

  it('leaves out the blanks with which tape aligns values', () => {
    const fields = yaml(["expected: 'ab'", "actual:   'ax'"]);
    assert.deepEqual(
      [...fields],
      [
        ['expected', 'ab'],
        ['actual', 'ax'],
      ],
    );
  });
});
