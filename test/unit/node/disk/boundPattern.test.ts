import assert from 'node:assert/strict';
import fc from 'fast-check';
import ignore from 'ignore';
import { boundPattern } from '../../../../src/node/disk/boundPattern';

describe('boundPattern', () => {
  it('leaves typical patterns alone', () => {
    for (const pattern of ['*.log', '**/dist/**', '/a/*-*-*.ts', '!keep.*', '# a comment', ''])
      assert.equal(boundPattern(pattern), pattern);
  });

  it('drops patterns that would re-include files, and keeps fewer stars of the rest', () => {
    assert.equal(boundPattern('!*a*a*a*a*a*b'), undefined);
    assert.equal(boundPattern('x/*a*a*a*a*a*a*b'), 'x/*a*a*a*');
  });

  it('never matches less than the pattern did', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '/'), minLength: 1, maxLength: 14 });
    const name = fc
      .string({ unit: fc.constantFrom('a', 'b', '/'), minLength: 1, maxLength: 14 })
      .filter((path) => /^(?!\/)(?!.*\/\/).*[^/]$/.test(path));
    fc.assert(
      fc.property(letters, name, (pattern, path) => {
        const bound = boundPattern(pattern);
        assert.ok(bound !== undefined);
        if (ignore().add(pattern).ignores(path)) assert.ok(ignore().add(bound).ignores(path), `${pattern} → ${bound}: ${path}`);
      }),
    );
  });
});
