import { ok, strictEqual } from 'node:assert';
import { reduceInput } from '../../../../../training/npm/crashes/reduceInput';

describe('reduceInput', () => {
  const filler = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ');

  it('leaves out what is not needed', async () => {
    let asked = 0;
    const reduced = await reduceInput(`${filler} bad ${filler}`, async (inputs) => {
      asked++;
      return inputs.map((input) => input.includes('bad'));
    });
    ok(reduced.includes('bad'));
    ok(reduced.length <= 240, reduced);
    ok(asked <= 10);
  });

  it('leaves a short input and one of which nothing can go as they are', async () => {
    strictEqual(await reduceInput('bad thing', async (inputs) => inputs.map(() => true)), 'bad thing');
    strictEqual(await reduceInput(filler, async (inputs) => inputs.map(() => false)), filler);
  });
});
