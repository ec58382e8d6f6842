import assert from 'node:assert/strict';
import { matchesFailedDiff, normaliseDiff } from '../../../../src/core/hypotheses/normaliseDiff';

const one = '--- a/src/x.ts\n+++ b/src/x.ts\n@@ -3,2 +3,2 @@\n context\n-a  b\n+c\n';
const two = '--- a/src/y.ts\n+++ b/src/y.ts\n@@ -1 +1 @@\n-d\n+e\n';

describe('matchesFailedDiff', () => {
  it('recognises a fix with other numbers, context, blanks, prefixes and order of files', () => {
    assert.ok(matchesFailedDiff(one + two, [`${two}--- x.ts\n+++ x.ts\n@@ @@\n other\n-a b\n+c  \n`]));
  });

  it('does not mistake another fix for it', () => {
    assert.ok(!matchesFailedDiff(one, [two, one.replace('+c', '+cc'), one.replaceAll('x.ts', 'z.ts'), '']));
    assert.ok(!matchesFailedDiff('', ['']));
    assert.ok(!matchesFailedDiff(one, []));
  });

  it('compares text that is not a patch by its words', () => {
    assert.ok(matchesFailedDiff('Start with  an empty list.', ['Start with an\nempty list.']));
    assert.notEqual(normaliseDiff('Start with null.'), normaliseDiff('Start with an empty list.'));
  });
});
