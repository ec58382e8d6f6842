import { deepStrictEqual } from 'node:assert';
import { readGoProfile } from '../../../../src/core/experiments/goCoverProfile';

describe("Go's cover profile", () => {
  it('gives the lines that ran, and the functions that were called', () => {
    const profile = `mode: set
example.com/shop/calc/calc.go:3.23,5.2 1 1
example.com/shop/calc/calc.go:8.11,10.3 1 0
example.com/shop/calc/calc.go:12.16,13.20 1 2
other.org/x/x.go:1.1,2.2 1 1
example.com/shop/calc/calc.go:3.23,5.2 1 0
`;
    const code: Record<number, string> = { 3: 'func Twice(n int) int {', 8: '\tif n < 0 {', 12: '\tif n > 100 {' };
    const absolute = (name: string) => (name.startsWith('example.com/shop/') ? name.replace('example.com/shop', '/app') : undefined);
    deepStrictEqual(
      readGoProfile(profile, absolute, (_file, line) => code[line] ?? ''),
      [{ record: 'coverage', file: '/app/calc/calc.go', lines: [3, 4, 5, 12, 13], functions: [3] }],
    );
  });
});
