import assert from 'node:assert/strict';
import { referenceBeforeCaret } from '../../../../src/webview/parts/completion';

describe('referenceBeforeCaret', () => {
  const before = (text: string) => referenceBeforeCaret(text, text.length);

  it('finds the text typed after an @, at the start, after a space and after a quote', () => {
    assert.deepEqual(before('@ord'), { query: 'ord', start: 0 });
    assert.deepEqual(before('the list of @src/hooks/use'), { query: 'src/hooks/use', start: 12 });
    assert.deepEqual(before('as in ("@orders.ts'), { query: 'orders.ts', start: 8 });
  });

  it('takes only the text before the caret', () => {
    assert.deepEqual(referenceBeforeCaret('@orders and more', 4), { query: 'ord', start: 0 });
  });

  it('finds no reference in an e-mail address, after a space, without a letter and in a very long word', () => {
    for (const text of ['me@example.com', '@orders ', '@', 'orders', `@${'x'.repeat(101)}`, ''])
      assert.equal(before(text), undefined, text);
  });
});
