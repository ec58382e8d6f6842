import assert from 'node:assert/strict';
import { fitConditionalLogit, placeOfRight, type Choice } from '../../../../training/runs/conditionalLogit';

/** Candidates as [feature, chance before, whether it is right]. */
function choice(...candidates: [feature: number, chance: number, right: boolean][]): Choice {
  return {
    features: candidates.map(([feature]) => [feature]),
    offset: candidates.map(([, chance]) => Math.log(chance)),
    right: candidates.map(([, , right]) => right),
  };
}

describe('fitConditionalLogit', () => {
  const marked = choice([0, 0.6, false], [1, 0.3, true], [0, 0.1, false]);
  const unmarked = choice([0, 0.6, true], [0, 0.3, false], [0, 0.1, false]);

  it('raises what is right more often than its chance, and nothing else', () => {
    const { weights } = fitConditionalLogit([marked, marked, marked, unmarked], [0], 0.1);
    assert.ok(weights[0]! > 1);
    assert.equal(placeOfRight(marked, { weights, exponent: 1 }), 1);
    const other = fitConditionalLogit([choice([1, 0.5, true], [0, 0.5, false]), choice([1, 0.5, false], [0, 0.5, true])], [0], 0.1);
    assert.ok(Math.abs(other.weights[0]!) < 0.01);
  });

  it('keeps the weight that it starts with where failures show nothing', () => {
    const { weights, exponent } = fitConditionalLogit([unmarked], [2], 10);
    assert.ok(Math.abs(weights[0]! - 2) < 0.01);
    assert.ok(exponent > 1 && exponent < 1.2);
  });

  it('trusts chances less that are wrong', () => {
    const { exponent } = fitConditionalLogit([choice([0, 0.9, false], [0, 0.1, true])], [0], 0.1);
    assert.ok(exponent < 0.5);
  });

  it('says that nothing right is among the candidates', () => {
    assert.equal(placeOfRight(choice([0, 1, false]), { weights: [0], exponent: 1 }), Infinity);
  });
});
