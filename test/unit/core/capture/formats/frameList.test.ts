import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import fc from 'fast-check';
import { FrameList } from '../../../../../src/core/capture/formats/frameList';

function listOf(names: Iterable<string>): FrameList {
  const list = new FrameList();
  for (const name of names) list.add({ file: 'a.js', line: 1, function: name, raw: `at ${name}` });
  return list;
}

/** Names, a folded run with its count: `f×3`. */
function names(list: FrameList): string[] {
  return list.toArray().map(({ function: name, raw }) => {
    const times = /\[repeated (\d+) times/.exec(raw)?.[1];
    return times === undefined ? (name ?? '') : `${name}×${times}`;
  });
}

/** How many calls a list stands for. */
function calls(list: FrameList): number {
  return list.toArray().reduce((sum, { raw }) => {
    const leftOut = Number(/\[(\d+) frames left out\]/.exec(raw)?.[1] ?? 0);
    return sum + leftOut + Number(/\[repeated (\d+) times/.exec(raw)?.[1] ?? 1);
  }, 0);
}

describe('FrameList', () => {
  it('keeps frames that do not repeat, or repeat only twice', () => deepStrictEqual(names(listOf('abccd')), ['a', 'b', 'c', 'c', 'd']));

  it('folds frames that repeat three times or more', () => deepStrictEqual(names(listOf('abbbbc')), ['a', 'b×4', 'c']));

  it('folds alternating calls, with an incomplete round', () =>
    deepStrictEqual(names(listOf('xabcabcabcaby')), ['x', 'a×3', 'b×3', 'c×3', 'a', 'b', 'y']));

  it('accepts an explicit repetition of the last frames', () => {
    const list = listOf('abb');
    list.repeatLast(996, '[Previous line repeated 996 more times]');
    deepStrictEqual(names(list), ['a', 'b×998']);
  });

  it('reverses the order of its frames, and a frame added later comes last', () => {
    const list = listOf('abbbbc');
    list.reverse();
    deepStrictEqual(names(list), ['c', 'b×4', 'a']);
    list.add({ file: 'a.js', line: 1, function: 'd', raw: 'at d' });
    deepStrictEqual(names(list), ['c', 'b×4', 'a', 'd']);
  });

  it('inserts a frame before all others', () => {
    const list = listOf('abbbbc');
    list.prepend({ file: 'a.js', line: 1, function: 'z', raw: 'at z' });
    deepStrictEqual(names(list), ['z', 'a', 'b×4', 'c']);
    list.add({ file: 'a.js', line: 1, function: 'd', raw: 'at d' });
    deepStrictEqual(names(list), ['z', 'a', 'b×4', 'c', 'd']);
    const long = listOf(Array.from({ length: 3000 }, (_each, at) => `f${at}`));
    long.prepend({ file: 'a.js', line: 1, function: 'z', raw: 'at z' });
    deepStrictEqual([names(long)[0], calls(long)], ['z', 3001]);
  });

  it('appends the last calls of another list', () => {
    const list = listOf('x');
    list.addTail(listOf('abbbbc'), 3);
    deepStrictEqual(names(list), ['x', 'b×2', 'c']);
    const whole = listOf('x');
    whole.addTail(listOf('abbbbc'), 5);
    deepStrictEqual(names(whole), ['x', 'b×4', 'c']);
  });

  it('adds text to the frame added last', () => {
    const list = listOf('ab');
    list.addText('    return b');
    deepStrictEqual(
      list.toArray().map(({ raw }) => raw),
      ['at a', 'at b\n    return b'],
    );
  });

  it('keeps both ends of a very long trace, counts the frames in between, and needs no more memory', () => {
    const list = listOf(Array.from({ length: 100_000 }, (_, index) => `f${index}`));
    const kept = list.toArray();
    strictEqual(kept.length, 1000);
    deepStrictEqual(
      [kept[0]?.function, kept[499]?.function, kept[500]?.function, kept.at(-1)?.function],
      ['f0', 'f499', 'f99500', 'f99999'],
    );
    strictEqual(calls(list), 100_000);
    ok(list.length <= 1000);
  });

  it('keeps the ends when reversed, and passes on a gap with its tail', () => {
    const list = listOf(Array.from({ length: 5000 }, (_, index) => `f${index}`));
    list.reverse();
    strictEqual(list.toArray()[0]?.function, 'f4999');
    strictEqual(calls(list), 5000);
    const other = listOf('x');
    other.addTail(list, 4000);
    strictEqual(calls(other), 4001);
    strictEqual(other.toArray().at(-1)?.function, 'f0');
  });

  it('represents as many calls as were added, whatever repeats', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 900 })),
          { maxLength: 12 },
        ),
        (runs) => {
          const all = runs.map(([text, times]) => text.repeat(times)).join('');
          strictEqual(calls(listOf(all)), all.length);
          const turned = listOf(all);
          turned.reverse();
          strictEqual(calls(turned), all.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});
