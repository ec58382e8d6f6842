import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CandidateFacts } from '../../../../src/core/suspects/candidateFacts';
import { isPreference, learnVerdict, NO_PREFERENCE, withPreference, type Preference } from '../../../../src/core/suspects/preference';
import type { RankedFunction, Ranking } from '../../../../src/core/suspects/ranking';

function ranked(name: string, share: number, facts: Partial<CandidateFacts> = {}): RankedFunction {
  const candidate = {
    file: 'a.ts',
    function: name,
    startLine: 1,
    endLine: 9,
    role: 'throws',
    distance: 0,
    reason: '',
    relevance: 1,
    focusLines: [],
    test: false,
  };
  return {
    facts: { candidate, frameLines: [], throwsOnPurpose: false, changes: [], testCall: 0, ...facts } as unknown as CandidateFacts,
    score: 0,
    share,
    reasons: [],
    lines: [],
  };
}

const ranking: Ranking = {
  by: 'mini-model',
  functions: [ranked('thrower', 0.5, { stackPlace: 0 }), ranked('caller', 0.3, { stackPlace: 1 }), ranked('callee', 0.2)],
};
const named = (name: string) => (each: RankedFunction) => each.facts.candidate.function === name;
const order = ({ functions }: Ranking) => functions.map(({ facts }) => facts.candidate.function);

describe('preference', () => {
  it('changes nothing before the first verdict', () => {
    assert.equal(withPreference(ranking, NO_PREFERENCE), ranking);
  });

  it('brings up what was confirmed again and again', () => {
    let preference = NO_PREFERENCE;
    for (let i = 0; i < 40; i += 1)
      preference = learnVerdict(preference, withPreference(ranking, preference), named('caller'), 'confirmed');
    assert.equal(order(withPreference(ranking, preference))[0], 'caller');
    assert.equal(preference.verdicts, 40);
  });

  it('brings down what was rejected', () => {
    let preference = NO_PREFERENCE;
    for (let i = 0; i < 40; i += 1)
      preference = learnVerdict(preference, withPreference(ranking, preference), named('thrower'), 'rejected');
    assert.notEqual(order(withPreference(ranking, preference))[0], 'thrower');
  });

  it('never moves a chance far, whatever the verdicts, and keeps chances that add up to 1', () => {
    const verdict = fc.record({
      name: fc.constantFrom('thrower', 'caller', 'callee'),
      verdict: fc.constantFrom('confirmed' as const, 'rejected' as const),
    });
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 200 }), (verdicts) => {
        let preference: Preference = NO_PREFERENCE;
        for (const each of verdicts)
          preference = learnVerdict(preference, withPreference(ranking, preference), named(each.name), each.verdict);
        assert.ok(isPreference(preference));
        assert.ok(preference.weights.every((weight) => Math.abs(weight) <= 1));
        const total = withPreference(ranking, preference).functions.reduce((sum, { share }) => sum + share, 0);
        assert.ok(Math.abs(total - 1) < 1e-9);
      }),
    );
  });

  it('knows stored weights that are not of this code', () => {
    assert.ok(isPreference(NO_PREFERENCE));
    for (const other of [undefined, {}, { weights: [1], verdicts: 1 }, { ...NO_PREFERENCE, verdicts: 'x' }])
      assert.ok(!isPreference(other));
  });
});
