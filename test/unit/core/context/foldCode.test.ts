import assert from 'node:assert/strict';
import type { LineRange } from '../../../../src/core/context/failureEvidence';
import type { Found } from '../../../../src/core/context/search/found';
import { foldedRanges } from '../../../../src/core/context/foldCode';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';

const syntax = openSyntax(packagedGrammars);

/** A function of many lines that only increment a counter, with some lines replaced; 1-based. */
async function long(length: number, replaced: Record<number, string>, extra: Partial<Found> = {}): Promise<Found> {
  const body = Array.from({ length: length - 2 }, (_, at) => replaced[at + 2] ?? `  step(${at});`);
  const source = await syntax.parse('a.js', `function long(input) {\n${body.join('\n')}\n}`);
  return {
    source,
    fn: source.functions[0],
    startLine: 1,
    endLine: length,
    role: 'throws',
    distance: 0,
    reasons: [],
    relevance: 0.3,
    drive: 0,
    focus: new Set(),
    test: false,
    names: new Set(),
    ...extra,
  };
}

function shown(folded: readonly LineRange[], line: number): boolean {
  return !folded.some(({ startLine, endLine }) => startLine <= line && line <= endLine);
}

describe('foldedRanges', () => {
  it('shows short functions whole', async () => {
    assert.deepEqual(foldedRanges(await long(80, {}), new Set()), []);
  });

  it('folds the comments of a long function before its code', async () => {
    const comment = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [at + 3, `  // a word on what follows, number ${at}`]));
    const folded = foldedRanges(await long(270, comment, { relevance: 0.3 }), new Set());
    assert.deepEqual(folded, [{ startLine: 4, endLine: 151 }]);
  });

  it('keeps the signature, the end, the relevant lines and the origins of their values', async () => {
    const found = await long(
      900,
      {
        20: '  const first = load(input);',
        300: '  const second = pick(first);',
        600: '  if (first) {',
        601: '    use(second.name);',
        602: '  }',
      },
      { focus: new Set([601]) },
    );
    const folded = foldedRanges(found, new Set());
    assert.ok(folded.length > 0);
    for (const line of [1, 20, 300, 600, 601, 900]) assert.ok(shown(folded, line), String(line));
    assert.ok(!shown(folded, 450));
  });

  it('keeps lines that share words with the error, where no lines are relevant', async () => {
    const found = await long(900, { 700: '  applyDiscount(total);' });
    assert.ok(!shown(foldedRanges(found, new Set()), 700));
    assert.ok(shown(foldedRanges(found, new Set(['discount', 'total'])), 700));
  });

  it('shows more of likelier functions, and least of test code', async () => {
    const left = async (extra: Partial<Found>): Promise<number> =>
      foldedRanges(await long(900, {}, { focus: new Set([500]), ...extra }), new Set()).reduce(
        (sum, { startLine, endLine }) => sum + endLine - startLine + 1,
        0,
      );
    const likely = await left({ relevance: 0.9 });
    const unlikely = await left({ relevance: 0.05 });
    const test = await left({ relevance: 0.9, test: true });
    assert.ok(likely < unlikely && unlikely < test, `${likely} ${unlikely} ${test}`);
  });

  it('folds long comments and docstrings before code, also in the likeliest function', async () => {
    const comment = Object.fromEntries([5, 6, 7, 8, 9, 10].map((line) => [line, '  // why']));
    for (const relevance of [0.05, 0.95])
      assert.deepEqual(foldedRanges(await long(40, comment, { relevance }), new Set()), [{ startLine: 6, endLine: 9 }]);
  });

  it('marks only folds that are worth a mark', async () => {
    for (const { startLine, endLine } of foldedRanges(await long(900, {}, { focus: new Set([100, 400]) }), new Set()))
      assert.ok(endLine - startLine >= 3);
  });
});
