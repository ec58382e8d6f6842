import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import fc from 'fast-check';
import { ChangeUnits, diffOfUnits, type RecentFile } from '../../../../src/core/experiments/changeUnits';

const at = (file: string): string => `/w/${file}`;
const file = (before: string, now: string): RecentFile => ({ before: { file: 'a.js', text: before }, now: { file: 'a.js', text: now } });

describe('ChangeUnits', () => {
  it('combines any subset of hunks', () => {
    const changes = new ChangeUnits([file('a\nb\nc\nd\ne\n', 'A\nb\nc\nnew\nd\n')]);
    deepStrictEqual(
      changes.units.map(({ startLine, endLine, removed, added }) => [startLine, endLine, removed, added]),
      [
        [1, 1, ['a'], ['A']],
        [4, 4, [], ['new']],
        [6, 6, ['e'], []],
      ],
    );
    const text = (...included: number[]) => changes.edits(new Set(included), at)[0]?.text;
    strictEqual(text(), 'a\nb\nc\nd\ne\n');
    strictEqual(text(0), 'A\nb\nc\nd\ne\n');
    strictEqual(text(1, 2), 'a\nb\nc\nnew\nd\n');
    deepStrictEqual(changes.edits(new Set([0, 1, 2]), at), []);
  });

  it('returns the old text without any change and the current one with all changes', () => {
    const line = fc.constantFrom('a', 'b', 'c', '', '}');
    const text = fc
      .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
      .map(([lines, end, last]) => lines.join(end) + (last ? end : ''));
    fc.assert(
      fc.property(text, text, (before, now) => {
        const changes = new ChangeUnits([file(before, now)]);
        const all = new Set(changes.units.map(({ index }) => index));
        deepStrictEqual(changes.edits(all, at), []);
        const none = changes.edits(new Set(), at);
        strictEqual(before === now ? before : none[0]?.text, before);
        // Under its old name the file has all hunks, combined one by one.
        const moved = new ChangeUnits([{ before: { file: 'a.js', text: before }, now: { file: 'b.js', text: now } }]);
        const hunks = new Set(moved.units.slice(1).map(({ index }) => index));
        strictEqual(moved.edits(hunks, at)[1]?.text, now);
        for (const unit of all) ok(changes.edits(new Set([unit]), at).length <= 1);
      }),
    );
  });

  it('removes added files, and restores deleted ones', () => {
    const changes = new ChangeUnits([{ now: { file: 'new.js', text: 'x\ny\n' } }, { before: { file: 'old.js', text: 'z\n' } }]);
    deepStrictEqual(changes.edits(new Set(), at), [
      { file: '/w/new.js', text: undefined },
      { file: '/w/old.js', text: 'z\n' },
    ]);
    deepStrictEqual(
      changes.units.map(({ file, startLine, endLine }) => [file, startLine, endLine]),
      [
        ['new.js', 1, 2],
        ['old.js', 1, 1],
      ],
    );
  });

  it('separates a rename from changes in the file', () => {
    const renamed: RecentFile = { before: { file: 'old.js', text: 'a\nb\n' }, now: { file: 'new.js', text: 'A\nb\n' } };
    const changes = new ChangeUnits([renamed]);
    deepStrictEqual(changes.edits(new Set([0]), at), [{ file: '/w/new.js', text: 'a\nb\n' }]);
    deepStrictEqual(changes.edits(new Set([1]), at), [
      { file: '/w/new.js', text: undefined },
      { file: '/w/old.js', text: 'A\nb\n' },
    ]);
    strictEqual(
      diffOfUnits(renamed, changes.units),
      'rename from old.js\nrename to new.js\n--- a/old.js\n+++ b/new.js\n@@ -1,2 +1,2 @@\n-a\n+A\n b',
    );
  });
});
