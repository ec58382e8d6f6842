import assert from 'node:assert/strict';
import { toldContents } from '../../../src/app/toldContents';

describe('toldContents', () => {
  const code = ['  const cart = load(\'anna\', "2026");', 'expect(total).toBe(180)'];
  const told = (content: string) =>
    toldContents([{ file: 'a.ts', line: 1, values: [{ name: 'x', shape: 'any', content }] }], code)[0]?.values[0]?.content;

  it('tells numbers, flags and texts that occur in the code, in any quotes', () => {
    for (const content of ['180', '-0.5', 'true', "'anna'", '"anna"', "'2026'", "''"]) assert.equal(told(content), content);
  });

  it('keeps texts to itself that occur nowhere in the code, or only as a part of a word there, or are long', () => {
    for (const content of ["'Anna Smith, 12 High Street'", "'ann'", `'${'x'.repeat(200)}'`]) assert.equal(told(content), undefined);
    const long = 'y'.repeat(200);
    assert.equal(
      toldContents([{ file: 'a.ts', line: 1, values: [{ name: 'x', shape: 'str(200)', content: `'${long}'` }] }], [`'${long}'`])[0]
        ?.values[0]?.content,
      undefined,
    );
  });

  it('leaves kinds and sizes as they are', () => {
    const frames = [{ file: 'a.ts', line: 1, values: [{ name: 'x', shape: '{id:int}' }] }];
    assert.deepEqual(toldContents(frames, []), frames);
  });
});
