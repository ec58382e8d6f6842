import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { withUnranRows } from '../../../../src/core/experiments/unranRows';
import type { Hypothesis } from '../../../../src/core/hypothesis';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { memoryReader } from '../../../support/memoryReader';

const CODE = `def total(items, rate):
    value = sum(items)
    if rate > 1:
        value = (
            value * 100)
    return value + rate
`;

describe('rows of cards after a run', () => {
  it('say which lines the failing test did not run, in files that were measured', async () => {
    const row = (file: string, line: number) => ({ file, line, why: `row ${line}`, verified: true });
    const card = { evidence: [...[1, 2, 3, 4, 5, 6].map((line) => row('cart.py', line)), row('other.py', 4)] } as unknown as Hypothesis;
    const failing = new Map([['cart.py', { lines: new Set([2, 3, 6]), functions: new Set([1]) }]]);
    const ports = { reader: memoryReader({ 'cart.py': CODE, 'other.py': CODE }), syntax: openSyntax(packagedGrammars) };
    const [told] = await withUnranRows([card], { failing, passing: [] }, ports);
    assert.deepEqual(
      told?.evidence.map(({ why }) => why),
      ['row 1', 'row 2', 'row 3', 'row 4 (did not run)', 'row 5 (did not run)', 'row 6', 'row 4'],
    );
  });
});
