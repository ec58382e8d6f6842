import assert from 'node:assert/strict';
import type { RecentChange } from '../../../../src/core/context/failureEvidence';
import { changesTogether } from '../../../../src/core/experiments/changesTogether';

const change = (file: string, removed: string[], added: string[]): RecentChange => ({
  file,
  startLine: 1,
  endLine: Math.max(1, added.length),
  when: '2026-11-29T10:00:00Z',
  diff: ['@@ -1 +1 @@', ...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)].join('\n'),
  suspect: false,
});

/** The files that are undone with the first change. */
const withFirst = (...changes: RecentChange[]): string[] => changesTogether(changes, changes[0]!).map(({ file }) => file);

describe('changesTogether', () => {
  const languages: Record<string, [definition: [string, string], call: [string, string]]> = {
    'TypeScript functions': [
      ['export function total(cart: Cart): number {', 'export function total(cart: Cart, rate: number): number {'],
      ['  const sum = total(cart);', '  const sum = total(cart, 0.2);'],
    ],
    'TypeScript arrow functions': [
      ['export const total = (cart: Cart) => cart.sum;', 'export const total = (cart: Cart, rate: number) => cart.sum;'],
      ['  return total(cart);', '  return total(cart, 0.2);'],
    ],
    'TypeScript methods': [
      ['  total(cart: Cart): number {', '  total(cart: Cart, rate: number): number {'],
      ['  return this.shop.total(cart);', '  return this.shop.total(cart, 0.2);'],
    ],
    Python: [
      ['def total(cart):', 'def total(cart, rate):'],
      ['    return total(cart)', '    return total(cart, 0.2)'],
    ],
    Go: [
      ['func (s *Shop) Total(cart Cart) int {', 'func (s *Shop) Total(cart Cart, rate float64) int {'],
      ['\tsum := shop.Total(cart)', '\tsum := shop.Total(cart, 0.2)'],
    ],
    Java: [
      ['    public int total(Cart cart) {', '    public int total(Cart cart, double rate) {'],
      ['        return shop.total(cart);', '        return shop.total(cart, 0.2);'],
    ],
    Rust: [
      ['pub fn total(cart: &Cart) -> u32 {', 'pub fn total(cart: &Cart, rate: f64) -> u32 {'],
      ['    let sum = total(&cart);', '    let sum = total(&cart, 0.2);'],
    ],
    Ruby: [
      ['  def total(cart)', '  def total(cart, rate)'],
      ['    @shop.total(cart)', '    @shop.total(cart, 0.2)'],
    ],
  };
  for (const [language, [definition, call]] of Object.entries(languages)) {
    it(`undoes changed parameters and the calls changed for them together, from either end: ${language}`, () => {
      const defines = change('shop', [definition[0]], [definition[1]]);
      const calls = change('checkout', [call[0]], [call[1]]);
      assert.deepEqual(withFirst(defines, calls), ['shop', 'checkout']);
      assert.deepEqual(withFirst(calls, defines), ['checkout', 'shop']);
    });
  }

  it('undoes the uses of a new name with the change that adds it, but not the name with one of its uses', () => {
    const adds = change('money.ts', [], ['export function rounded(value: number) {']);
    const uses = change('cart.ts', ['  return sum;'], ['  return rounded(sum);']);
    assert.deepEqual(withFirst(adds, uses), ['money.ts', 'cart.ts']);
    assert.deepEqual(withFirst(uses, adds), ['cart.ts']);
  });

  it('undoes the removal of a name with the removal of its uses', () => {
    const removesName = change('money.py', ['def rounded(value):'], []);
    const removesUse = change('cart.py', ['    return rounded(total)'], ['    return total']);
    assert.deepEqual(withFirst(removesUse, removesName), ['cart.py', 'money.py']);
  });

  it('leaves alone what only shares a word: another call of the same function, a body, a changed constant', () => {
    const body = change('a.ts', ['  return price;'], ['  return price * 2;']);
    const call = change('b.ts', ['  log(price);'], ['  log(price, now);']);
    const constant = change('c.ts', ['const limit = 3;'], ['const limit = 4;']);
    const other = change('d.ts', ['  if (limit > 2) log(limit);'], ['  if (limit > 5) log(limit, 1);']);
    assert.deepEqual(withFirst(body, call, constant, other), ['a.ts']);
    assert.deepEqual(withFirst(call, body, constant, other), ['b.ts']);
    assert.deepEqual(withFirst(constant, other), ['c.ts']);
  });
});
