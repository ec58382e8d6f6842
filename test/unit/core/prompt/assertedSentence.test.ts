import assert from 'node:assert/strict';
import { assertedSentence } from '../../../../src/core/prompt/assertedSentence';

describe('assertedSentence', () => {
  const said: [string, string | undefined][] = [
    ['self.assertTrue(is_open(shop))', '`is_open(shop)` should be true.'],
    ['self.assertFalse(is_open(shop), "closed on Sunday")', '`is_open(shop)` should be false.'],
    ['assertTrue("closed", shop.isOpen(1, 2))', '`shop.isOpen(1, 2)` should be true.'],
    ['Assertions.assertTrue(shop.isOpen(), "closed")', '`shop.isOpen()` should be true.'],
    ['assert.ok(isOpen(shop))', '`isOpen(shop)` should be true.'],
    ["assert(isOpen(')'), 'closed')", "`isOpen(')')` should be true."],
    ['t.notOk(isOpen(shop))', '`isOpen(shop)` should be false.'],
    ['t.equal(safe(re), false)', '`safe(re)` should be false.'],
    ['assertEquals(false, m.matches())', '`m.matches()` should be false.'],
    ['expect(isOpen(shop)).toBe(true)', '`isOpen(shop)` should be true.'],
    ['expect(find(3)).toBeNull()', '`find(3)` should be null.'],
    ['expect(isOpen(shop)).to.be.false', '`isOpen(shop)` should be false.'],
    ['assertNotNull(find(3))', '`find(3)` should not be null.'],
    ['self.assertIsNone(find(3))', '`find(3)` should be null.'],
    ['assert!(list.is_empty())', '`list.is_empty()` should be true.'],
    ['assert shop.isOpen() : "closed"', '`shop.isOpen()` should be true.'],
    ['assert is_open(shop)', '`is_open(shop)` should be true.'],
    ['self.assertRaises(ValueError, parse, "x", strict=True)', '`parse("x", strict=True)` should throw `ValueError`.'],
    ['with self.assertRaises(ValueError):', 'The code in it should throw `ValueError`.'],
    ['with pytest.raises(ValueError) as caught:', 'The code in it should throw `ValueError`.'],
    ['assert.throws(() => parse("x"), TypeError)', '`parse("x")` should throw `TypeError`.'],
    ["assert.throws(function () { parse('x'); })", "`parse('x')` should throw an error."],
    ['expect(() => parse("x")).toThrow(RangeError)', '`parse("x")` should throw `RangeError`.'],
    ['assertThrows(IOException.class, () -> read(file))', '`read(file)` should throw `IOException`.'],
    ['expect(() => parse("x")).not.toThrow()', undefined],
    ['expect(list).not.toBe(true)', undefined],
    ['assertEquals(3, cart.size())', undefined],
    ['assert total(cart) == 3', undefined],
    ['assertEquals("true", true)', undefined],
    ['total(cart)', undefined],
    ['assertTrue(unclosed', undefined],
  ];
  for (const [text, sentence] of said) it(`says ${sentence ?? 'nothing'} of ${text}`, () => assert.equal(assertedSentence(text), sentence));
});
