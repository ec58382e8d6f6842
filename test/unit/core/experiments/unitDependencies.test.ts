import { deepStrictEqual } from 'node:assert';
import type { ChangeUnit } from '../../../../src/core/experiments/changeUnits';
import { unitDependencies } from '../../../../src/core/experiments/unitDependencies';

describe('unitDependencies', () => {
  it('makes a use depend on the added name', () => {
    deepStrictEqual(needs([[], ['const total = discounted(cart);']], [[], ['export function discounted(cart) {']]), { 0: [1] });
  });

  it('makes the removal of a name depend on the removal of its uses', () => {
    deepStrictEqual(needs([['function discounted(cart) {'], []], [['const total = discounted(cart);'], ['const total = 0;']]), { 0: [1] });
  });

  it('keeps a new name and its uses together', () => {
    deepStrictEqual(needs([['def sum_of(cart):'], ['def total_of(cart):']], [['x = sum_of(cart)'], ['x = total_of(cart)']]), {
      0: [1],
      1: [0],
    });
  });

  it('finds nothing where two changes share only a local word', () => {
    deepStrictEqual(needs([['  return price;'], ['  return price * 2;']], [['  log(price);'], ['  log(price, now);']]), {});
  });
});

function needs(...units: [removed: string[], added: string[]][]): Record<number, number[]> {
  const all = units.map(([removed, added], index): ChangeUnit => ({
    index,
    fileIndex: index,
    file: `${index}.js`,
    startLine: 1,
    endLine: 1,
    removed,
    added,
    oldStart: 0,
  }));
  return Object.fromEntries([...unitDependencies(all)].filter(([, set]) => set.size > 0).map(([unit, set]) => [unit, [...set]]));
}
