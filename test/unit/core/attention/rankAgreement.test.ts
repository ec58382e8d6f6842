import assert from 'node:assert/strict';
import { agreementInWords, spearman } from '../../../../src/core/attention/rankAgreement';

const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}, expected ${expected}`);

describe('spearman', () => {
  it('is 1 for the same order and -1 for the opposite, whatever the distances', () => {
    near(spearman([1, 2, 3, 4], [0.1, 5, 5.1, 900]), 1);
    near(spearman([1, 2, 3, 4], [9, 8, 7, -50]), -1);
  });

  it('matches a manual calculation: 1 - 6·Σd²/(n(n²-1)) = 1 - 6·4/60', () => {
    near(spearman([1, 2, 3, 4], [2, 1, 4, 3]), 0.6);
  });

  it('gives equal values the mean of their ranks', () => {
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / √(4.5 · 5).
    near(spearman([1, 2, 2, 3], [1, 2, 3, 4]), 4.5 / Math.sqrt(4.5 * 5));
  });

  it('leaves out a pair where either value is not measured', () => {
    near(spearman([1, NaN, 2, 3, 4], [1, 99, 2, 3, NaN]), 1);
  });

  it('is unknown without order or with too few pairs', () => {
    assert.ok(Number.isNaN(spearman([1, 1, 1], [1, 2, 3])));
    assert.ok(Number.isNaN(spearman([1, 2], [1, 2])));
  });
});

describe('agreementInWords', () => {
  it('warns where attention and deletion disagree', () => {
    assert.equal(agreementInWords('Attention', -0.2, 60).verdict, 'disagree');
    assert.match(agreementInWords('Attention', 0.1, 60).sentence, /disagree here: do not read this as a reason/);
  });

  it('claims nothing explained by chance: 0.45 on 12 lines is within two standard errors', () => {
    assert.equal(agreementInWords('Rollout', 0.45, 12).verdict, 'disagree');
    assert.equal(agreementInWords('Rollout', 0.45, 60).verdict, 'partly');
  });

  it('says that a correlation of 0.8 over 60 lines is agreement', () => {
    assert.equal(agreementInWords('Rollout', 0.8, 60).verdict, 'agree');
  });

  it('does not judge a handful of lines', () => {
    assert.equal(agreementInWords('Rollout', 1, 4).verdict, 'unknown');
    assert.equal(agreementInWords('Rollout', NaN, 60).verdict, 'unknown');
  });
});
