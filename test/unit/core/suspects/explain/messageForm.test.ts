import assert from 'node:assert/strict';
import { patternOf, readForm, readMessage, type MessageRow } from '../../../../../src/core/suspects/explain/messages/messageForm';

describe('readForm', () => {
  it('gives what stands in the holes', () => {
    assert.deepEqual(readForm("'{type}' object has no attribute '{name}'", "'Order' object has no attribute 'total'"), {
      type: 'Order',
      name: 'total',
    });
  });

  it('takes every kind of quotes for any other, and other quotes within', () => {
    for (const quoted of ["'a'", '"a"', '`a`', "`a'", '‘a’'])
      assert.deepEqual(readForm("no '{name}' here", `no ${quoted} here`), { name: 'a' }, quoted);
    assert.deepEqual(readForm("no '{name}' here", `no "it's" here`), { name: "it's" });
  });

  it('keeps of a hole what its kind says', () => {
    assert.deepEqual(readForm('index {index:number} of {list:type}', 'index -3 of const std::vector<int>&'), { index: -3, list: 'vector' });
    assert.deepEqual(readForm('missing: {names:names}{$}', "missing: 'a', 'b' and 'c'"), { names: ['a', 'b', 'c'] });
    assert.deepEqual(readForm('Argument #{position:ordinal}', 'Argument #1'), { position: 0 });
  });

  it('leaves out a hole of a part that is missing', () => {
    const form = "no '{name}'{?, did you mean '{suggestion}'}";
    assert.deepEqual(readForm(form, "no 'totl', did you mean 'total'"), { name: 'totl', suggestion: 'total' });
    assert.deepEqual(readForm(form, "no 'totl'"), { name: 'totl' });
  });

  it('begins with the message unless it begins with dots, and never inside a name', () => {
    assert.equal(readForm('closed', 'it is closed'), undefined);
    assert.deepEqual(readForm('…closed', 'it is closed'), {});
    assert.equal(readForm('…closed', 'it is enclosed'), undefined);
  });

  it('takes braces that hold no hole as they are', () => {
    assert.deepEqual(readForm('is {} and { of: {name} }', 'is {} and { of: x }'), { name: 'x' });
  });

  it('names a form whose hole does not end', () => {
    assert.throws(() => patternOf('no {name'), /"no \{name"/);
  });
});

describe('readMessage', () => {
  it('gives what the first fitting row means, with its holes', () => {
    const rows: MessageRow<{ kind: 'lacks' | 'has'; name: string }>[] = [
      [['lacks {name}', 'has no {name}'], { kind: 'lacks' }],
      ['has {name}', { kind: 'has' }],
    ];
    assert.deepEqual(readMessage(rows, 'has no total'), { kind: 'lacks', name: 'total' });
    assert.deepEqual(readMessage(rows, 'has total'), { kind: 'has', name: 'total' });
    assert.equal(readMessage(rows, 'had total'), undefined);
  });
});
