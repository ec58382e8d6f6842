import assert from 'node:assert/strict';
import { applyPatch, createTwoFilesPatch } from 'diff';
import * as fc from 'fast-check';
import { reverseDiff } from '../../../../src/core/hypotheses/reverseDiff';

describe('reverseDiff', () => {
  it('reverses a hunk: its place, its added and its removed lines', () => {
    assert.equal(
      reverseDiff('src/a.ts', '@@ -34,2 +34,3 @@ function f() {\n a\n-b\n+c\n+d'),
      '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -34,3 +34,2 @@ function f() {\n a\n-c\n-d\n+b\n',
    );
  });

  it('reverts any diff', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '', 'x y'), { minLength: 1, maxLength: 12 }).map((lines) => `${lines.join('\n')}\n`);
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after);
        const patch = createTwoFilesPatch('f', 'f', before, after, '', '', { context: 30 });
        const hunk = patch.slice(patch.indexOf('@@'));
        assert.equal(applyPatch(after, reverseDiff('f', hunk)), before);
      }),
    );
  });
});
