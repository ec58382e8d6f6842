import assert from 'node:assert/strict';
import { applyMutation, combine, type Mutation } from '../../../../training/mutants/mutation';

const TEXT = 'one();\n\n// why\ntwo();\nthree();\n}\n';
const at = (found: string) => TEXT.indexOf(found);

describe('applyMutation', () => {
  it('names the line of a replacement', () => {
    const { text, lines } = applyMutation(TEXT, [{ start: at('two'), end: at('two') + 3, text: 'TWO' }]);
    assert.equal(text, TEXT.replace('two', 'TWO'));
    assert.deepEqual(lines, [4]);
  });

  it('names every line of a replacement across several lines', () => {
    const { lines } = applyMutation(TEXT, [{ start: at('two'), end: at('three'), text: 'a();\nb();\n' }]);
    assert.deepEqual(lines, [4, 5]);
  });

  it('names the code lines around removed lines, not blank ones, comments or braces', () => {
    const { text, lines } = applyMutation(TEXT, [{ start: at('two'), end: at('three'), text: '' }]);
    assert.equal(text, TEXT.replace('two();\n', ''));
    assert.deepEqual(lines, [1, 4]);
    const last = applyMutation(TEXT, [{ start: at('three'), end: at('}'), text: '' }]);
    assert.deepEqual(last.lines, [4]);
  });

  it('names the line that lost a part, if the rest of it stays', () => {
    const { lines } = applyMutation(TEXT, [{ start: at('three') + 5, end: at('three') + 7, text: '' }]);
    assert.deepEqual(lines, [5]);
  });

  it('counts lines in the mutated text, and ignores cosmetic edits', () => {
    const { lines } = applyMutation(TEXT, [
      { start: 0, end: 0, text: '\n\n', cosmetic: true },
      { start: at('two'), end: at('two') + 3, text: 'TWO' },
    ]);
    assert.deepEqual(lines, [6]);
  });
});

describe('combine', () => {
  const mutation = (start: number, end: number): Mutation => ({ operator: 'a', bugClass: 'other', edits: [{ start, end, text: 'x' }] });

  it('puts the edits in order', () => {
    const both = combine(mutation(5, 6), mutation(1, 2));
    assert.deepEqual(
      both?.edits.map(({ start }) => start),
      [1, 5],
    );
    assert.equal(both.operator, 'a+a');
  });

  it('gives undefined for two mistakes in the same lines', () => {
    assert.equal(combine(mutation(1, 6), mutation(2, 3)), undefined);
  });
});
