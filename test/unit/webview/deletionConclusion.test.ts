import assert from 'node:assert/strict';
import { deletionConclusion, linesForVerdict } from '../../../src/webview/attention/deletionConclusion';

describe('deletionConclusion', () => {
  it('says that no single line matters, with the range of the chance', () => {
    const names = ['Error, line 1', 'useOrders.ts:37'];
    assert.match(
      deletionConclusion('useOrders.ts:36', 0.051, names, [0.04, -0.03], 'line') ?? '',
      /^No single line matters much: without any one of them `useOrders\.ts:36` has between 4\.9 % and 5\.3 %, and 5\.1 % with all of them\./,
    );
    const sentence = deletionConclusion('useOrders.ts:36', 0.051, names, [0.004, -0.002], 'line');
    assert.match(
      sentence ?? '',
      /without any one of them `useOrders\.ts:36` keeps its 5\.1 %\. This ranking hardly depends on one line that was read\.$/,
    );
  });

  it('names what matters most, for or against, with the chance without it', () => {
    assert.equal(
      deletionConclusion('a.ts:3', 0.5, ['x', 'y', 'z'], [0.01, Math.LN2, NaN], 'section'),
      'y matters most: without it `a.ts:3` has 25 % instead of 50 %.',
    );
    assert.match(
      deletionConclusion('a.ts:3', 0.1, ['x', 'y'], [0.01, -Math.LN2], 'line') ?? '',
      /^y matters most: without it `a\.ts:3` has 20 %/,
    );
  });

  it('gives nothing if nothing was measured', () => {
    assert.equal(deletionConclusion('a.ts:3', 0.5, ['x'], [NaN], 'line'), undefined);
  });

  it('never states a chance above one', () => {
    assert.match(deletionConclusion('a.ts:3', 0.9, ['x'], [-3], 'line') ?? '', /has 100 %/);
  });
});

describe('linesForVerdict', () => {
  it('requires half of the lines, and never just a few', () => {
    assert.deepEqual([linesForVerdict(85), linesForVerdict(20), linesForVerdict(8)], [43, 17, 8]);
  });
});
