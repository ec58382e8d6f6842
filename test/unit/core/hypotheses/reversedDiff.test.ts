import { strictEqual } from 'node:assert';
import { applyPatch, createTwoFilesPatch, parsePatch } from 'diff';
import { reversedDiff } from '../../../../src/core/hypotheses/reversedDiff';

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
