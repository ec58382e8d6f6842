import { strictEqual } from 'node:assert';
import { applyPatch, createTwoFilesPatch, parsePatch } from 'diff';
import * as fc from 'fast-check';
import { reversedDiff, reversedHunk } from '../../../../src/core/hypotheses/reversedDiff';

describe('reversedDiff', () => {
  it('turns a patch around, so that it takes the text back', () => {
    const [before, now] = ['a\nb\nc\nd\ne\n', 'a\nB\nB2\nc\ne\nf\n'];
    const diff = createTwoFilesPatch('a/x.js', 'b/x.js', before, now, '', '');
    const [patch] = parsePatch(reversedDiff(diff));
    strictEqual(patch && applyPatch(now, patch), before);
  });

  it('makes a deletion of a new file, without what git says of its mode', () => {
    const diff = 'diff --git a/x.js b/x.js\nnew file mode 100644\nindex 0000000..1234567\n--- /dev/null\n+++ b/x.js\n@@ -0,0 +1 @@\n+1;\n';
    strictEqual(reversedDiff(diff), '--- a/x.js\n+++ /dev/null\n@@ -1 +0,0 @@\n-1;\n');
  });

  it('names a file back', () => {
    strictEqual(reversedDiff('similarity index 100%\nrename from a.js\nrename to b.js\n'), 'rename from b.js\nrename to a.js\n');
  });
});

describe('reversedHunk', () => {
  it('reverses the place, the added and the removed lines, and keeps the heading', () => {
    strictEqual(
      reversedHunk('src/a.ts', '@@ -34,2 +34,3 @@ function f() {\n a\n-b\n+c\n+d'),
      '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -34,3 +34,2 @@ function f() {\n a\n-c\n-d\n+b\n',
    );
  });

  it('keeps a removed comment of SQL, which looks like the header of a file', () => {
    strictEqual(
      reversedHunk('a.sql', '@@ -1,2 +1,1 @@\n--- all rows\n select 1;\n'),
      '--- a/a.sql\n+++ b/a.sql\n@@ -1,1 +1,2 @@\n+-- all rows\n select 1;\n',
    );
  });

  it('reverts any diff', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '', 'x y'), { minLength: 1, maxLength: 12 }).map((lines) => `${lines.join('\n')}\n`);
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after);
        const patch = createTwoFilesPatch('f', 'f', before, after, '', '', { context: 30 });
        const hunk = patch.slice(patch.indexOf('@@'));
        strictEqual(applyPatch(after, reversedHunk('f', hunk)), before);
      }),
    );
  });
});
