import assert from 'node:assert/strict';
import { hopMarksOf } from '../../../src/host/surfaces/hopMarksOf';

const hop = (file: string, line: number, expression: string, over = {}) => ({
  file,
  line,
  expression,
  failing: 'undefined',
  passing: [],
  ...over,
});

describe('hopMarksOf', () => {
  it('numbers the hops in the order of the run, marks where the value first goes wrong, and keeps several of one line apart', () => {
    const marks = hopMarksOf({
      ...{ expression: 'orders', file: 'src/b.ts', line: 3, divergence: 1 },
      hops: [
        hop('src/a.ts', 8, 'response', { failing: 'null' }),
        hop('src/a.ts', 8, 'cache[id]', { passing: ['[Order]×2', '[]'] }),
        hop('src/b.ts', 3, 'orders'),
      ],
    });
    assert.deepEqual(
      [...marks],
      [
        [
          'src/a.ts',
          [
            {
              line: 8,
              text: '1: response is null   2: cache[id] is undefined · in passing tests a list of 2 or an empty list ← first goes wrong here',
              diverges: true,
            },
          ],
        ],
        ['src/b.ts', [{ line: 3, text: '3: orders is undefined', diverges: false }]],
      ],
    );
  });

  it('keeps a line short, whatever is followed', () => {
    const [mark] =
      hopMarksOf({
        ...{ expression: 'x', file: 'a.ts', line: 1 },
        hops: [hop('a.ts', 1, 'x\n'.repeat(500), { failing: 'y'.repeat(5000) })],
      }).get('a.ts') ?? [];
    assert.ok(mark && mark.text.length < 150 && !mark.text.includes('\n'), mark?.text);
  });
});
