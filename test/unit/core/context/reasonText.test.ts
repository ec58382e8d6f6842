import assert from 'node:assert/strict';
import { givesValue, valueNamed, type Reason } from '../../../../src/core/context/reason';
import { reasonText, reasonsText } from '../../../../src/core/context/reasonText';

describe('reasonText', () => {
  it('does not repeat a phrase', () => {
    const changed: Reason = { kind: 'changed' };
    assert.equal(reasonsText([{ kind: 'makesValue', name: 'orders' }, changed, { ...changed }]), 'makes `orders`, changed recently');
  });

  it('cuts a long expression to 40 characters, the last of them an ellipsis', () => {
    assert.equal(
      reasonText({ kind: 'makesResult', expression: `load(${'x'.repeat(50)})` }),
      `makes the value of \`load(${'x'.repeat(34)}…\``,
    );
  });

  it('does not mistake a call of a function named like a word for the path of a value', () => {
    // Earlier code searched the sentence for "makes `" and "sets `".
    const call: Reason = { kind: 'calledBy', name: 'makes `orders`' };
    assert.equal(givesValue(call), false);
    assert.equal(valueNamed(call), undefined);
    assert.equal(valueNamed({ kind: 'setsValue', name: 'total' }), 'total');
  });
});
