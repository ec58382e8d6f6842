import assert from 'node:assert/strict';
import { messageLine } from '../../../../src/core/capture/messageLine';

describe('messageLine', () => {
  it('is the first line, with the next one where the first only announces it', () => {
    assert.equal(messageLine('x is not a function\nmore'), 'x is not a function');
    assert.equal(
      messageLine('Expected values to be strictly equal:\n\nNaN !== 11.9\n'),
      'Expected values to be strictly equal: NaN !== 11.9',
    );
    assert.equal(messageLine('Cannot find module:'), 'Cannot find module:');
    assert.equal(messageLine(''), '');
  });
});
