import assert from 'node:assert/strict';
import { createRedactor } from '../../../src/core/prompt/redactor';
import type { LocalRanking } from '../../../src/model/localRanker';
import { Cases } from '../../../src/node/cases';
import { CaseGone } from '../../../src/protocol/analysisProtocol';
import { countingIds } from '../../support/countingIds';
import { someEvidence } from '../../support/someEvidence';

describe('Cases', () => {
  const ranking = (by: string): LocalRanking => ({ ranking: { by, functions: [], facts: [] } });
  const open = (cases: Cases) => cases.open(someEvidence(), createRedactor());

  it('returns what was opened, and refuses unknown cases', () => {
    const cases = new Cases(countingIds());
    const [first, second] = [open(cases), open(cases)];
    assert.notEqual(first.id, second.id);
    assert.equal(cases.get(first.id), first);
    assert.throws(() => cases.get('case of another worker'), CaseGone);
  });

  it('forgets the least recently used one', () => {
    const cases = new Cases(countingIds());
    const [first, second] = [open(cases), open(cases)];
    for (let opened = 0; opened < 14; opened++) open(cases);
    cases.get(first.id);
    open(cases);
    assert.equal(cases.get(first.id), first);
    assert.throws(() => cases.get(second.id), CaseGone);
  });

  it('keeps the two newest rankings, each with its own case', () => {
    const cases = new Cases(countingIds());
    const [a, b, c] = [open(cases), open(cases), open(cases)];
    for (const [of, by] of [
      [a, 'a'],
      [b, 'b'],
      [a, 'a again'],
      [c, 'c'],
    ] as const) {
      cases.get(of.id);
      cases.keepRanking(of, ranking(by));
    }
    assert.deepEqual(
      [a, b, c].map((of) => of.ranking?.ranking.by),
      ['a again', undefined, 'c'],
    );
  });
});
