import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { seededRandom } from '../../../../../training/mutants/random';
import { mutateInputs } from '../../../../../training/npm/crashes/mutateInputs';

describe('mutateInputs', () => {
  const seeds = ['a { color: red }', '@media print { b { top: 1px } }', '/* c */'];

  it('keeps the seeds in front and adds as many distinct mutants as were asked for', () => {
    const inputs = mutateInputs(seeds, 50, seededRandom('x'));
    deepStrictEqual(inputs.slice(0, 3), seeds);
    strictEqual(inputs.length, 50);
    strictEqual(new Set(inputs).size, 50);
  });

  it('makes the same inputs of the same seed and others of another', () => {
    deepStrictEqual(mutateInputs(seeds, 30, seededRandom('x')), mutateInputs(seeds, 30, seededRandom('x')));
    ok(mutateInputs(seeds, 30, seededRandom('x')).join() !== mutateInputs(seeds, 30, seededRandom('y')).join());
  });

  it('leaves long seeds out and makes nothing of nothing', () => {
    const long = 'x'.repeat(5000);
    ok(mutateInputs(['short', long], 20, seededRandom('x')).every((input) => input.length <= 2000));
    deepStrictEqual(mutateInputs([], 10, seededRandom('x')), []);
    deepStrictEqual(mutateInputs([long], 10, seededRandom('x')), []);
  });
});
