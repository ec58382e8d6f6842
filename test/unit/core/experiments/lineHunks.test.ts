import { deepStrictEqual, strictEqual } from 'node:assert';
import { applyPatch } from 'diff';
import { ChangeUnits, diffOfUnits } from '../../../../src/core/experiments/changeUnits';
import { lineHunks } from '../../../../src/core/experiments/lineHunks';

const many = (word: string, length = 12_000): string => Array.from({ length }, (_, at) => `${word} ${at}\n`).join('');

describe('lineHunks', () => {
  it('gives one hunk for a file that was written anew, however long', () => {
    const head = 'a\nb\nc\nd\n';
    const tail = 'w\nx\ny\nz\n';
    const [hunk, ...others] = lineHunks(head + many('old') + tail, head + many('new') + tail, 3);
    deepStrictEqual(
      [others, hunk?.oldStart, hunk?.oldLines, hunk?.newStart, hunk?.newLines, hunk?.lines.slice(0, 4), hunk?.lines.slice(-3)],
      [[], 2, 12_006, 2, 12_006, [' b', ' c', ' d', '-old 0'], [' w', ' x', ' y']],
    );
  });

  it('changes one text into the other, with and without a last line end', () => {
    const long = many('old', 1200);
    const rewritten = many('new', 1200);
    for (const [before, now] of [
      [long, rewritten],
      [`a\n${long}z`, `a\n${rewritten}z\n`],
      [`a\n${long}z\n`, `a\n${rewritten}z`],
      [`a\n${long}z`, `a\nz`],
      ['', long],
      [long, ''],
    ] as const) {
      for (const context of [0, 3]) {
        const hunks = lineHunks(before, now, context);
        const patch = { oldFileName: 'a', newFileName: 'a', oldHeader: '', newHeader: '', hunks };
        strictEqual(applyPatch(before, patch), now);
      }
    }
  });

  it('lets a rewritten file be taken back as a whole', () => {
    const [before, now] = [`const a = 1;\n${many('old', 1200)}end`, `const a = 2;\n${many('new', 1200)}end\n`];
    const file = { before: { file: 'a.js', text: before }, now: { file: 'a.js', text: now } };
    const changes = new ChangeUnits([file]);
    strictEqual(changes.edits(new Set(), (name) => name)[0]?.text, before);
    deepStrictEqual(
      changes.edits(new Set(changes.units.map(({ index }) => index)), (name) => name),
      [],
    );
    strictEqual(applyPatch(before, diffOfUnits(file, changes.units)), now);
  });
});
