import assert from 'node:assert/strict';
import { counted, limited, powerOf, ProgramPattern, shiftedLeft } from '../../../../src/core/interpret/values/limits';
import { List, Unknown } from '../../../../src/core/interpret/values/value';

describe('limits of what is worked through', () => {
  for (const source of ['(a+)+$', '^(a|aa)+$', '(?:x?)*y', '(\\d{1,3})*x', '((ab)*c)*d', '(?<n>a)\\k<n>', '(a)\\1'])
    it(`a pattern is unknown that may try for ever: ${source}`, () => assert.throws(() => new ProgramPattern(source), Unknown));

  for (const [source, text] of [
    ['^(\\w+)\\s*=\\s*(.*)$', 'rate = 0.5'],
    ['(\\d{4})-(\\d{2})-(\\d{2})', 'on 2026-11-29'],
    ['^\\d{1,3}(?:,\\d{3})*$', '1,234,567'],
    ['[^"\\]+*]+', 'plain'],
    ['(?<=a)b|c', 'ab'],
    ['"(?:[^"\\\\]|\\\\.)*"', 'say "\\""'],
    ['^(?:\\s|#.*)*', '# note'],
  ] as const)
    it(`a usual pattern is searched: ${source}`, () => assert.ok(new ProgramPattern(source).test(text)));

  it('a search is unknown that could take too many steps, by whichever method it begins', () => {
    const slow = new ProgramPattern('.*.*.*x', 'g');
    const text = 'a'.repeat(5000);
    for (const search of [
      () => slow.test(text),
      () => text.match(slow),
      () => [...text.matchAll(slow)],
      () => text.replace(slow, ''),
      () => text.split(slow),
      () => text.search(slow),
    ])
      assert.throws(search, Unknown);
  });

  it('nothing too large is made or kept', () => {
    assert.equal(counted(3), 3);
    assert.equal(powerOf(2n, 10n), 1024n);
    assert.equal(shiftedLeft(1n, 4n), 16n);
    assert.equal(powerOf(1n, 10n ** 12n), 1n);
    for (const make of [
      () => counted(1e9),
      () => powerOf(7n, 10n ** 8n),
      () => shiftedLeft(1n, 9n * 10n ** 9n),
      () => limited(3n ** 10_000n),
      () => limited('x'.repeat(2_000_000)),
      () => limited(new List(Array.from({ length: 200_000 }, () => 0n))),
    ])
      assert.throws(make, Unknown);
  });
});
