import assert from 'node:assert/strict';
import { join } from 'node:path';
import { outputIn, readCases } from '../../../../bench/explain/explainCase';
import { hypothesesOf } from '../../../support/hypothesesOf';

const WORKSPACE = '/srv/work';
const folder = join(__dirname, '../../../../bench/explain');
const cases = ['cases', 'fresh-2'].flatMap((set) => readCases(join(folder, set)));

/** Recorded failures with a wrong value from a function that is no longer on the stack, and that function. */
const makers: Record<string, string> = {
  'javascript/find-without-match': 'byId',
  'javascript/returns-in-one-branch': 'discountFor',
  'python/lookup-returns-none': 'find',
  'java/lookup-null': 'findOwner',
  'go/lookup-nil': 'find',
  'rust/unwrap-none': 'price_of',
  'csharp/null-return': 'Find',
  'php/null-of-lookup': 'find',
  'php/null-member': 'find',
  'ruby/nil-of-lookup': 'find_user',
  'cpp/null-pointer': 'find',
};

describe('the origin of a missing value', () => {
  for (const [id, maker] of Object.entries(makers)) {
    it(`${id}: \`${maker}\`, which had already returned, is ranked among the first three`, async () => {
      const each = cases.find((one) => one.id === id);
      assert.ok(each);
      const files = Object.fromEntries(Object.entries(each.files).map(([name, text]) => [name, text.split('\n')]));
      const { ranked } = await hypothesesOf(outputIn(each, WORKSPACE).split('\n'), files);
      assert.ok(
        ranked.slice(0, 3).some((name) => name === maker || name.endsWith(`.${maker}`)),
        ranked.join(', '),
      );
    });
  }
});
