import assert from 'node:assert/strict';
import { orderByWords } from '../../../../src/core/prompt/orderByWords';
import { anError, someEvidence, aSnippet } from '../../../support/someEvidence';

const piece = (name: string, text: string, relevance: number) =>
  aSnippet({ file: 'src/cart.py', function: name, role: 'callee', frame: undefined, text, relevance });
const test = aSnippet({
  file: 'test_cart.py',
  function: 'test_discount_of_vouchers',
  role: 'test',
  frame: 0,
  text: 'def test_discount_of_vouchers():\n    assert render(cart) == "3 off"',
  relevance: 0.4,
});
const others = ['price', 'weight', 'stock'].map((name) => piece(name, `def ${name}(cart):\n    return cart.${name}`, 0.2));
const subject = piece('voucher_discount', 'def voucher_discount(cart):\n    return sum(vouchers(cart))', 0.1);
const report = { errors: [anError({ type: 'AssertionError', message: "assert '2 off' == '3 off'" })], expectations: [] };

describe('orderByWords', () => {
  it('puts the code first that shares rare words with the test of a failed assertion', () => {
    const ordered = orderByWords(someEvidence({ report, snippets: [test, ...others, subject] }));
    assert.deepEqual(
      ordered.map(({ function: name }) => name),
      ['test_discount_of_vouchers', 'voucher_discount', 'price', 'weight', 'stock'],
    );
  });

  it('keeps the order where the trace leads into the code under test', () => {
    const snippets = [test, aSnippet({ frame: 1, role: 'throws' }), ...others, subject];
    assert.deepEqual(orderByWords(someEvidence({ report, snippets })), snippets);
  });

  it('keeps the order where nothing is shared', () => {
    const snippets = [...others, subject].map((each) => ({ ...each, function: undefined, text: 'a = 1' }));
    assert.deepEqual(orderByWords(someEvidence({ report, snippets })), snippets);
  });
});
