import assert from 'node:assert/strict';
import { sameClaim } from '../../../../src/core/hypotheses/sameClaim';

const claim = (title: string, file: string, line: number) => ({ title, evidence: [{ file, line, why: '', verified: true }] });

describe('sameClaim', () => {
  const first = claim('`orders` starts as undefined when the cache is cold', 'src/useOrders.ts', 36);

  it('recognises a claim about the same place in other words', () => {
    assert.ok(sameClaim(first, claim('With a cold cache `orders` is undefined', 'src/useOrders.ts', 37)));
  });

  it('keeps two claims about one line apart', () => {
    assert.ok(!sameClaim(first, claim('The effect never runs again after sign-out', 'src/useOrders.ts', 36)));
  });

  it('keeps the same words about another place apart, unless they are nearly all the same', () => {
    assert.ok(!sameClaim(first, claim('`orders` stays undefined when getOrders returns null', 'src/api.ts', 10)));
    assert.ok(sameClaim(first, claim('`orders` starts as undefined, when the cache is cold', 'src/OrderHistory.tsx', 47)));
  });

  it('gives the same answer whichever of two claims comes first', () => {
    const other = claim('undefined orders', 'src/useOrders.ts', 36);
    assert.equal(sameClaim(first, other), sameClaim(other, first));
  });
});
