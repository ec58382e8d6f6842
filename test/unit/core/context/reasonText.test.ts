import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { givesValue, valueNamed, type Reason } from '../../../../src/core/context/reason';
import { reasonText, reasonsText } from '../../../../src/core/context/reasonText';
import { shown, shownList, useLanguage } from '../../../../src/core/language';

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

  it('is read in the language of the person where several are joined, whatever they name', () => {
    const names = ['main', 'Cart.total', 'calls'];
    const said = names.flatMap((name): Reason[] => [
      { kind: 'throws' },
      { kind: 'onStack' },
      { kind: 'failingTest', by: 'name' },
      { kind: 'calledBy', name },
      { kind: 'readBy', name },
      { kind: 'decorates', name },
      { kind: 'calls', name },
      { kind: 'testCalls', name },
      { kind: 'testNames', name },
      { kind: 'makesResult', expression: `${name}(1, 2)` },
      { kind: 'setsValue', name: 'rows', reader: name },
      { kind: 'readsValue', reader: name, name: 'rows' },
      { kind: 'callSite', name, given: 1, of: 2, more: 3 },
      { kind: 'readsValue', reader: 'the failing test', name: 'RATES' },
      { kind: 'readAtRunTime', reader: name },
      { kind: 'changed' },
      { kind: 'sameFile', as: 'changed' },
      { kind: 'runInTest' },
      { kind: 'onlyFailingRuns' },
    ]);
    useLanguage('de', JSON.parse(readFileSync('l10n/bundle.l10n.de.json', 'utf8')) as Record<string, string>);
    try {
      for (const reason of said) assert.notEqual(shownList(reasonText(reason)), reasonText(reason));
      for (const first of said.slice(0, 19))
        for (const second of said.slice(19, 38))
          assert.equal(
            shownList(reasonsText([first, second])),
            [...new Set([first, second].map((each) => shownList(reasonText(each))))].join(', '),
          );
      assert.equal(shown('called by `main`'), 'aufgerufen von `main`');
      assert.equal(shownList('called by `main`, `words` of nobody'), 'aufgerufen von `main`, `words` of nobody');
    } finally {
      useLanguage('en', {});
    }
  });
});
