import assert from 'node:assert/strict';
import { readVerdict, verdictQuestion } from '../../../../src/core/hypotheses/verdict';
import type { TokenChoices } from '../../../../src/core/ports';

const token = (text: string, chance: number, others: [string, number][] = []): TokenChoices => ({
  text,
  logProbability: Math.log(chance),
  others: others.map(([other, of]) => ({ text: other, logProbability: Math.log(of) })),
});
const near = (actual: number | undefined, expected: number) =>
  assert.ok(actual !== undefined && Math.abs(actual - expected) < 1e-9, `${actual} and ${expected}`);

describe('verdictQuestion', () => {
  it('names the hypothesis, its cause and its first line', () => {
    const evidence = [{ file: 'src/a.ts', line: 7, why: '', verified: true }];
    const question = verdictQuestion({ title: 'x is undefined', rootCause: 'Nothing sets it.', evidence });
    assert.match(question, /^HYPOTHESIS:\nx is undefined\nNothing sets it\.\nPlace: src\/a\.ts:7\n/);
    assert.doesNotMatch(verdictQuestion({ title: 'x', rootCause: 'y', evidence: [] }), /Place/);
  });
});

describe('readVerdict', () => {
  it('reads the chances of Yes and No at the first word, in any spelling', () => {
    const tokens = [
      token('\n', 1),
      token('Yes', 0.6, [
        ['Yes', 0.6],
        ['No', 0.2],
        [' yes', 0.1],
        ['**No', 0.05],
        ['The', 0.05],
      ]),
    ];
    const verdict = readVerdict({ text: 'Yes\n20', tokens });
    near(verdict?.logOdds, Math.log(0.7 / 0.25));
    near(verdict?.sure, 0.7 / 0.95);
  });

  it('counts the token itself where the server does not list it among the choices', () => {
    near(readVerdict({ text: 'No', tokens: [token('No', 0.8, [['Yes', 0.2]])] })?.logOdds, Math.log(0.2 / 0.8));
  });

  it('limits an unlisted word to the chance of the last listed one, and to the remainder', () => {
    near(readVerdict({ text: 'Yes', tokens: [token('Yes', 0.9, [['Sure', 0.04]])] })?.logOdds, Math.log(0.9 / 0.04));
    near(readVerdict({ text: 'Yes', tokens: [token('Yes', 0.99, [['Sure', 0.009]])] })?.logOdds, Math.log(0.99 / 0.001));
    near(readVerdict({ text: 'Yes', tokens: [token('Yes', 0.75)] })?.logOdds, Math.log(0.75 / 0.25));
  });

  it('stays finite when a server is certain', () => {
    const { logOdds = Infinity } =
      readVerdict({
        text: 'Yes',
        tokens: [
          token('Yes', 1, [
            ['Yes', 1],
            ['No', 0],
          ]),
        ],
      }) ?? {};
    assert.ok(logOdds > 15 && logOdds < 25, `${logOdds}`);
  });

  it('reads the stated number where there are no log probabilities', () => {
    assert.deepEqual(readVerdict({ text: 'Yes\n85' }), { sure: 0.85 });
    assert.deepEqual(readVerdict({ text: 'No\n15 %' }), { sure: 0.15 });
    assert.deepEqual(readVerdict({ text: '**Yes**, 72.5%.' }), { sure: 0.725 });
    assert.deepEqual(readVerdict({ text: '<think>No? 10 things</think>Yes\n60' }), { sure: 0.6 });
  });

  it('reads the stated number where the answer begins with neither word', () => {
    const tokens = [token('The', 0.9, [['Yes', 0.1]])];
    assert.deepEqual(readVerdict({ text: 'The evidence speaks for it: yes, 70', tokens }), { sure: 0.7 });
  });

  it('understands a number that belongs to the No', () => {
    near(readVerdict({ text: 'No\n90' })?.sure, 0.1);
  });

  it('is certain with only the word, and undefined without an answer', () => {
    assert.deepEqual(readVerdict({ text: 'Yes.' }), { sure: 1 });
    assert.deepEqual(readVerdict({ text: 'no' }), { sure: 0 });
    assert.equal(readVerdict({ text: 'I cannot tell.' }), undefined);
    assert.equal(readVerdict({ text: 'See `src/app.ts:3`: the list is read before it is loaded.' }), undefined);
    assert.deepEqual(readVerdict({ text: ' 45 %' }), { sure: 0.45 });
  });
});
