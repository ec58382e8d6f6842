import { deepStrictEqual, match, strictEqual } from 'node:assert';
import { changedWords } from '../../../../../src/core/experiments/repairs/changedWords';
import type { Repair } from '../../../../../src/core/experiments/repairs/chosenRepairs';
import { suspectsWithRepairs, tellsCause, withRepairs } from '../../../../../src/core/experiments/repairs/repairHypotheses';
import type { Suspect } from '../../../../../src/core/suspects/suspect';
import type { Hypothesis } from '../../../../../src/core/hypothesis';

const diffOf = (before: string, after: string): string => `--- a/bids.js\n+++ b/bids.js\n@@ -7,1 +7,1 @@\n-${before}\n+${after}\n`;

const repair: Repair = {
  ...{ diff: diffOf('a >= b', 'a > b'), file: 'bids.js', line: 7, function: 'highest', template: 'other-bound', others: 'asBefore' },
  ...{ symptom: false, note: 'Passes the failing test and 2 others.', changed: { from: '>=', to: '>' } },
};

const card = (title: string, line: number, origin?: true): Hypothesis => ({
  ...{ id: title, title, rootCause: `${title}.`, confidence: 0.3, check: '', source: '', guess: false, warnings: [] },
  evidence: [{ file: 'bids.js', line, why: 'makes the result', verified: true, ...(origin && { origin }) }],
});

const titles = (cards: readonly Hypothesis[]): string[] => cards.map(({ title }) => title);
const passes = 'With `>` in place of `>=` at bids.js:7, in `highest`, it passes';

describe('cards with a small change that passes', () => {
  const withOne = (cards: Hypothesis[], one: Repair = repair): Hypothesis[] => withRepairs(cards, { candidates: [one], tried: 9 });

  it('begin with it where the first card knows no cause, and keep the rows of that card', () => {
    const found = withOne([card('unknown', 9), card('other', 20)]);
    deepStrictEqual(titles(found), [passes, 'unknown', 'other']);
    deepStrictEqual([found[0]?.evidence.map(({ line }) => line), found[0]?.fix?.diff], [[7, 9], repair.diff]);
  });

  it('keep a cause first that the code shows elsewhere', () => {
    deepStrictEqual(titles(withOne([card('cause', 3, true), card('other', 20)])), ['cause', passes, 'other']);
  });

  it('give the card that tells the changed line its fix', () => {
    const [first, ...others] = withOne([card('cause', 3, true), card('told', 7, true)]);
    deepStrictEqual([first?.title, titles(others), first?.fix?.diff], ['told', ['cause'], repair.diff]);
    strictEqual(first?.rootCause, 'told. Its fix was tried. Passes the failing test and 2 others.');
  });

  it('begin with a known fault that the change takes out', () => {
    const sentence = 'Line 7 keeps the last of equals.';
    const removes = { title: 'Of equals the last one wins', sentence, check: '' };
    const [first] = withOne([card('cause', 3, true)], { ...repair, removes, note: `${repair.note} It takes this out: ${sentence}` });
    strictEqual(first?.title, removes.title);
    match(first.rootCause, /^Line 7 keeps the last of equals\. Its fix was tried. Passes the failing test and 2 others\.$/);
  });

  it('tell what is wrong where one change passes, and only what passes where several do', () => {
    const tells = { title: '`a >= b` takes in the boundary', sentence: 'Line 7 of `highest` asks `a >= b`.', check: '' };
    const [alone] = withOne([card('unknown', 9)], { ...repair, tells });
    const [among] = withOne([card('unknown', 9)], { ...repair, tells, rivals: 2 });
    deepStrictEqual([alone?.title, among?.title], [tells.title, passes]);
    match(alone!.rootCause, /^Line 7 of `highest` asks `a >= b`\. With `>` in place of `>=` at bids\.js:7 it passes\. Passes the failing/);
    match(among!.rootCause, /^With `>` in place of `>=` at bids\.js:7 it passes\. .*If that is the right one: Line 7 of `highest`/);
  });

  it('need no other change where it takes out a known fault and hides nothing', () => {
    const removes = { title: 'it', sentence: 'it', check: '' };
    const told = [repair, { ...repair, removes }, { ...repair, removes, symptom: true }, { ...repair, removes, unproven: true as const }];
    deepStrictEqual(told.map(tellsCause), [false, true, false, false]);
  });

  it('lead the suspects to the function of the change, where it comes first', () => {
    const suspect = (line: number, range: [number, number]): Suspect => ({
      file: 'bids.js',
      line,
      functionRange: range,
      score: 1,
      reasons: [],
    });
    const suspects = [suspect(20, [19, 25]), suspect(5, [4, 10])];
    const verdict = { candidates: [repair], tried: 9 };
    const linesWith = (cards: Hypothesis[]): number[] =>
      suspectsWithRepairs(suspects, withRepairs(cards, verdict), verdict).map(({ line }) => line);
    deepStrictEqual(
      [linesWith([card('unknown', 9)]), linesWith([card('cause', 20, true)])],
      [
        [5, 20],
        [20, 5],
      ],
    );
  });

  it('are as they were where it hides the failure, or no test proves it', () => {
    const cards = [card('unknown', 9)];
    deepStrictEqual(withOne(cards, { ...repair, symptom: true }), cards);
    deepStrictEqual(withOne(cards, { ...repair, unproven: true }), cards);
    deepStrictEqual(withRepairs(cards, { candidates: [], tried: 3 }), cards);
  });
});

describe('the words that a change writes', () => {
  for (const [before, after, from, to] of [
    ['  if (a >= b) c();', '  if (a > b) c();', '>=', '>'],
    ['return f(a, b)', 'return f(b, a)', 'a, b', 'b, a'],
    ['return total', 'return total + 1', '', '+ 1'],
    ['x = days[month - 1]', 'x = days[month]', '- 1', ''],
    ["name = 'naïve'", "name = 'naive'", "'naïve'", "'naive'"],
  ] as const)
    it(`are ${to || 'nothing'} in place of ${from || 'nothing'}`, () => {
      deepStrictEqual(changedWords(diffOf(before, after)), { from, to });
    });

  it('are not told of a change of several lines, or a long one', () => {
    strictEqual(changedWords('--- a/a\n+++ b/a\n@@ -1,1 +1,2 @@\n-a\n+b\n+c\n'), undefined);
    strictEqual(changedWords(diffOf('a', 'b'.repeat(50))), undefined);
  });
});
