import assert from 'node:assert/strict';
import { join } from 'node:path';
import { outputIn, readCases } from '../../../../../bench/explain/explainCase';
import { causeText } from '../../../../support/causesOf';
import { hypothesesOf } from '../../../../support/hypothesesOf';

const WORKSPACE = '/srv/work';

/** The cards of the later rounds that still lack a fact; `npm run bench:explain -- --fresh-2` to `--fresh-8` print them. */
const notWhole = new Set([
  'cpp/vector-at',
  'java/compile-missing-return',
  'java/key-without-hash-code',
  'rust/compile-thread-borrows',
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
  'cpp/average-of-nothing',
  'cpp/compile-shape-is-abstract',
  'cpp/parent-of-itself',
  'csharp/event-without-listener',
  'csharp/row-with-two-columns',
  'csharp/template-with-three-places',
  'go/blank-before-the-number',
  'go/compile-field-of-map-entry',
  'java/array-not-filled',
  'java/builder-without-subject',
  'java/service-made-with-null',
  'java/sorted-by-a-missing-name',
  'javascript/error-answer-read-as-list',
  'javascript/event-with-only-the-id',
  'javascript/prices-stay-text',
  'javascript/route-names-its-parameter-otherwise',
  'kotlin/port-is-text',
  'kotlin/price-asserted-to-exist',
  'php/filter-keeps-the-keys',
  'php/property-never-set',
  'python/answer-of-discount-dropped',
  'python/format-of-text',
  'python/gather-returns-the-error',
  'python/len-of-generator',
  'python/parent-init-left-out',
  'python/removed-while-looping',
  'python/row-shorter-than-header',
  'python/section-under-another-name',
  'python/session-set-by-connect',
  'python/status-misspelt',
  'ruby/struct-in-another-order',
  'rust/compile-option-as-user',
  'rust/compile-question-mark-in-main',
  'rust/line-without-equals',
  'rust/price-of-another-case',
  'typescript/2322-optional-email',
  'typescript/2339-result-not-narrowed',
  'typescript/role-of-another-case',
  'typescript/vitest-bare-mock',
  'javascript/day-written-the-other-way',
  'javascript/loop-runs-past-the-rows',
  'python/defaults-are-changed-in-place',
  'python/repository-without-base-constructor',
  'ruby/product-not-found-by-sku',
  'typescript/given-undefined-replaces-the-default',
  'csharp/service-without-client',
  'javascript/lost-update',
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
    ...['fresh-2', 'fresh-3', 'fresh-4', 'fresh-5', 'fresh-6', 'fresh-7', 'fresh-8', 'fresh-9']
      .flatMap(read)
      .filter(({ id }) => !notWhole.has(id)),
  ]) {
    it(`${each.id}: a card contains the expression, the value, the origin and the pattern`, async () => {
      const files = Object.fromEntries(Object.entries(each.files).map(([name, text]) => [name, text.split('\n')]));
      const { hypotheses } = await hypothesesOf(outputIn(each, WORKSPACE).split('\n'), files);
      const cards = hypotheses.map((card) => `${card.title}\n${causeText(card)}`);
      const holds = (card: string): boolean =>
        [each.expression, each.value, each.shape].every((fact) => fact.test(card)) && card.includes(`${each.origin} `);
      assert.ok(cards.some(holds), cards.join('\n\n'));
    });
  }
});
