import assert from 'node:assert/strict';
import { givesValue, valueNamed, type Reason } from '../../../../src/core/context/reason';
import { reasonText, reasonsText } from '../../../../src/core/context/reasonText';

describe('reasonText', () => {
  it('says the same thing once', () => {
    const changed: Reason = { kind: 'changed' };
    assert.equal(reasonsText([{ kind: 'makesValue', name: 'orders' }, changed, { ...changed }]), 'makes `orders`, changed recently');
  });

  it('cuts a long expression', () => {
    assert.equal(
      reasonText({ kind: 'makesResult', expression: `load(${'x'.repeat(50)})` }),
      `makes the value of \`load(${'x'.repeat(34)}…\``,
    );
  });

  it('does not take a call of a function named like a word of a sentence for a way that a value went', () => {
    // "makes `" and "sets `" were once looked for in the sentence itself.
    const call: Reason = { kind: 'calledBy', name: 'makes `orders`' };
    assert.equal(givesValue(call), false);
    assert.equal(valueNamed(call), undefined);
    assert.equal(valueNamed({ kind: 'setsValue', name: 'total' }), 'total');
  });
});
