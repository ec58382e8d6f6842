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
  facts: [],
  functions: [ranked('thrower', 0.5, { stackPlace: 0 }), ranked('caller', 0.3, { stackPlace: 1 }), ranked('callee', 0.2)],
};
const thrower = ranking.functions[0]!;
const shareOf = (name: string, { functions }: Ranking): number =>
  functions.find(({ facts }) => facts.candidate.function === name)?.share ?? 0;
const order = ({ functions }: Ranking) => functions.map(({ facts }) => facts.candidate.function);

describe('preference', () => {
  it('changes nothing before the first verdict', () => {
    assert.equal(withPreference(ranking, NO_PREFERENCE), ranking);
  });

  it('lowers rejected functions, but not those confirmed as often as rejected', () => {
    const once = learnVerdict(NO_PREFERENCE, thrower, 'rejected');
    const thrice = learnVerdict(learnVerdict(once, thrower, 'rejected'), thrower, 'rejected');
    assert.equal(order(withPreference(ranking, thrice))[0], 'caller');
    const [share, more] = [once, thrice].map((preference) => shareOf('thrower', withPreference(ranking, preference)));
    assert.ok(more! < share! && share! < 0.5);
    const back = learnVerdict(once, thrower, 'confirmed');
    assert.deepEqual(withPreference(ranking, back), ranking);
    assert.equal(back.verdicts, 2);
  });

  it('recognises a function of the same file after its lines have moved, and no other', () => {
    const taught = learnVerdict(NO_PREFERENCE, thrower, 'rejected');
    const { facts } = thrower;
    const moved = { ...thrower, facts: { ...facts, candidate: { ...facts.candidate, startLine: 40, endLine: 48 } } };
    const elsewhere = { ...thrower, facts: { ...facts, candidate: { ...facts.candidate, file: 'b.ts' } } };
    const after = withPreference({ ...ranking, functions: [moved, elsewhere] }, taught);
    assert.deepEqual(
      after.functions.map(({ facts: { candidate } }) => candidate.file),
      ['b.ts', 'a.ts'],
    );
  });

  it('never changes a chance much, whatever the verdicts, and keeps the sum of chances at 1', () => {
    const verdict = fc.record({
      meant: fc.constantFrom(...ranking.functions),
      verdict: fc.constantFrom('confirmed' as const, 'rejected' as const),
    });
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 200 }), (verdicts) => {
        let preference: Preference = NO_PREFERENCE;
        for (const each of verdicts) preference = learnVerdict(preference, each.meant, each.verdict);
        assert.ok(isPreference(JSON.parse(JSON.stringify(preference))));
        const { functions } = withPreference(ranking, preference);
        const odds = functions.map(({ facts, share }) => Math.log(share / shareOf(facts.candidate.function!, ranking)));
        assert.ok(Math.max(...odds) - Math.min(...odds) <= 1);
        assert.ok(Math.abs(functions.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9);
      }),
    );
  });

  it('keeps the latest thousand functions', () => {
    let preference: Preference = NO_PREFERENCE;
    for (let i = 0; i < 1001; i += 1) preference = learnVerdict(preference, ranked(`f${i}`, 1), 'rejected');
    assert.equal(preference.rejections.length, 1000);
    assert.equal(preference.rejections.at(-1)?.[0], 'a.ts f1000');
  });

  it('detects stored values of other versions', () => {
    assert.ok(isPreference(NO_PREFERENCE));
    for (const other of [
      undefined,
      {},
      { weights: [0, 0], verdicts: 1 },
      { rejections: [['a', 'b']], verdicts: 1 },
      { ...NO_PREFERENCE, verdicts: 'x' },
    ])
      assert.ok(!isPreference(other));
  });
});
