import assert from 'node:assert/strict';
import { join } from 'node:path';
import { outputIn, readCases } from '../../../../../bench/explain/explainCase';
import { hypothesesOf } from '../../../../support/hypothesesOf';

const WORKSPACE = '/srv/work';

/** The cards of the later rounds that still lack a fact; `npm run bench:explain -- --fresh-2` to `--fresh-6` print them. */
const notWhole = new Set([
  'cpp/vector-at',
  'java/compile-missing-return',
  'javascript/chain-too-short',
  'python/swapped',
  'ruby/method-typo',
  'cpp/at-terminates',
  'cpp/undefined-reference',
  'javascript/config-json-comma',
  'python/loop-over-none',
  'rust/expect-of-caller',
  'javascript/endless-recursion',
  'ruby/comparison-with-nil',
  'python/empty-cell',
  'python/total-off-by-discount',
  'rust/parse-of-padded-line',
  // Failures without a place in the code: see withoutStack.test.ts.
  'cpp/not-linked',
  'cpp/terminate-stoi',
  'cpp/vtable',
  'cpp/size-minus-one-of-empty',
  'go/import-cycle',
  'python/pytest-no-fixture',
]);

describe('explainFailure: recorded failures of small programs', () => {
  const read = (set: string): ReturnType<typeof readCases> => readCases(join(__dirname, '../../../../../bench/explain', set));
  for (const each of [
    ...read('fresh'),
    ...[...read('fresh-2'), ...read('fresh-3'), ...read('fresh-4'), ...read('fresh-5'), ...read('fresh-6')].filter(
      ({ id }) => !notWhole.has(id),
    ),
  ]) {
    it(`${each.id}: a card contains the expression, the value, the origin and the pattern`, async () => {
      const files = Object.fromEntries(Object.entries(each.files).map(([name, text]) => [name, text.split('\n')]));
      const { hypotheses } = await hypothesesOf(outputIn(each, WORKSPACE).split('\n'), files);
      const cards = hypotheses.map(({ title, rootCause, evidence }) =>
        [title, rootCause, ...evidence.map(({ file, line, why }) => `${file}:${line} ${why}`)].join('\n'),
      );
      const holds = (card: string): boolean =>
        [each.expression, each.value, each.shape].every((fact) => fact.test(card)) && card.includes(`${each.origin} `);
      assert.ok(cards.some(holds), cards.join('\n\n'));
    });
  }
});
