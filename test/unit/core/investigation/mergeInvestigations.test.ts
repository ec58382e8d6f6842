import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeInvestigations } from '../../../../src/core/investigation/mergeInvestigations';
import { reduceInvestigation } from '../../../../src/core/investigation/reduceInvestigation';
import type { InvestigationEvent } from '../../../../src/core/investigation/investigationEvent';
import { sameData } from '../../../../src/core/sameData';
import { apply, asked, at, hypothesis, local, report, started } from './investigationFixtures';

const base = apply(
  started(),
  local('l', 'm'),
  asked('r1'),
  { type: 'answerRead', round: 'r1', hypotheses: [hypothesis('a'), hypothesis('b')] },
  { type: 'answerEnded', round: 'r1', end: { phase: 'done' } },
  { type: 'removed', key: 'k', label: 'k' },
);
const after = (...events: InvestigationEvent[]) => events.reduce(reduceInvestigation, base);
/** Ids are unique in every window. */
const named =
  (window: string) =>
  (event: InvestigationEvent, at: number): InvestigationEvent =>
    event.type === 'asked'
      ? { ...event, round: `${window}.${at}` }
      : event.type === 'fixTried'
        ? { ...event, try: `${window}.${at}` }
        : event;
const ids = (state: typeof base) => state.hypotheses.map(({ hypothesis: { id } }) => id);

describe('mergeInvestigations', () => {
  it('keeps the changes of each window, whichever writes last', () => {
    const ours = after({ type: 'verdict', id: 'r1.1', verdict: 'rejected' }, { type: 'restored', key: 'k' });
    const theirs = after({ type: 'verdict', id: 'r1.2', verdict: 'confirmed' }, { type: 'statusSet', status: 'fixed' });
    for (const merged of [mergeInvestigations(base, ours, theirs), mergeInvestigations(base, theirs, ours)]) {
      const verdicts = merged.hypotheses.filter(({ round }) => round === 'r1').map(({ verdict }) => verdict);
      assert.deepEqual(verdicts, ['rejected', 'confirmed']);
      assert.deepEqual([merged.status, merged.fixedBy, merged.choices.removed], ['fixed', 'b', []]);
    }
  });

  it('orders the rounds of both by time', () => {
    const ours = after({ type: 'asked', round: 'r3', source: 'gpt', at: '2026-03-04T12:00:00.000Z' });
    const theirs = after({ type: 'asked', round: 'r2', source: 'gpt', at: '2026-03-04T11:00:00.000Z' });
    const order = mergeInvestigations(base, ours, theirs).rounds.map(({ id }) => id);
    assert.deepEqual(order, ['r1', 'r2', 'r3']);
    assert.deepEqual(
      mergeInvestigations(base, theirs, ours).rounds.map(({ id }) => id),
      order,
    );
  });

  it('picks the side with more of an answer', () => {
    const asking = apply(base, asked('r2'));
    const done = apply(
      asking,
      { type: 'answerArrived', round: 'r2', text: 'whole' },
      { type: 'answerEnded', round: 'r2', end: { phase: 'done' } },
    );
    const cut = apply(asking, { type: 'answerArrived', round: 'r2', text: 'wh' }, { type: 'windowReloaded' });
    for (const merged of [mergeInvestigations(asking, cut, done), mergeInvestigations(asking, done, cut)]) {
      assert.deepEqual([merged.rounds[1]?.phase, merged.rounds[1]?.text], ['done', 'whole']);
    }
  });

  it('never mixes two failures of one text', () => {
    const two = { ...base, reports: [report('one'), report('two')] };
    const picked = reduceInvestigation(two, { type: 'failurePicked', index: 1, title: 'two', failure: 'f2' });
    const said = reduceInvestigation(two, { type: 'expectationSaid', expected: 'a list', actual: 'none' });
    for (const merged of [mergeInvestigations(two, picked, said), mergeInvestigations(two, said, picked)]) {
      assert.deepEqual([merged.picked, merged.title, merged.failure], [1, 'two', 'f2']);
    }
  });

  it('equals the state of one window, where only that one changed something', () => {
    const event = fc.oneof(
      fc.constantFrom<InvestigationEvent>(
        { type: 'statusSet', status: 'givenUp' },
        { type: 'restored', key: 'k' },
        { type: 'removed', key: 'other', label: 'other' },
        { type: 'referenceAdded', reference: '@src/a.ts' },
        { type: 'fileChosen', frame: 1, file: 'src/b.ts' },
        asked('r2'),
        local('m', 'n'),
        { type: 'fixTried', try: 't1', id: 'r1.1', worked: true, result: 'yes', message: 'Yes.', at },
      ),
      fc.record({
        type: fc.constant('verdict' as const),
        id: fc.constantFrom(...ids(base)),
        verdict: fc.constantFrom('confirmed' as const, 'rejected' as const, undefined),
      }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 6 }), fc.array(event, { maxLength: 6 }), (one, two) => {
        const changed = after(...one.map(named('one')));
        assert.ok(sameData(mergeInvestigations(base, changed, base), changed));
        assert.ok(sameData(mergeInvestigations(base, base, changed), changed));
        const other = after(...two.map(named('two')));
        const merged = mergeInvestigations(base, changed, other);
        for (const { id } of [...changed.rounds, ...other.rounds]) assert.ok(merged.rounds.some((round) => round.id === id));
        for (const { id } of [...changed.tries, ...other.tries]) assert.ok(merged.tries.some((tried) => tried.id === id));
      }),
    );
  });
});
