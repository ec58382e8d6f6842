import { deepStrictEqual } from 'node:assert';
import { describe, it } from 'mocha';
import { hunksAtFrames, reachedHunks } from '../../../../../training/history/python/reachedHunks';

describe('reachedHunks', () => {
  const changed = { file: 'a.py', start: 2, removed: ['x'], added: ['y', 'z'] };
  const added = { file: 'a.py', start: 10, removed: [], added: ['w'] };
  const removed = { file: 'a.py', start: 100, removed: ['v'], added: [] };

  it('keeps changes whose lines were reached on either side', () => {
    deepStrictEqual(reachedHunks([changed, added, removed], { 'a.py': [2] }, { 'a.py': [11] }), [changed, added]);
    deepStrictEqual(reachedHunks([changed, added, removed], { 'a.py': [100] }, {}), [removed]);
    deepStrictEqual(reachedHunks([changed, added, removed], { 'b.py': [2] }, {}), []);
  });

  it('keeps changes near the frames of a trace', () => {
    deepStrictEqual(hunksAtFrames([changed, added, removed], 'a.py:95: in read\n    x\nE   KeyError'), [removed]);
  });
});
