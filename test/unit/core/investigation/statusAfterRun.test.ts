import assert from 'node:assert/strict';
import type { InvestigationEvent } from '../../../../src/core/investigation/investigationEvent';
import type { RunRecord } from '../../../../src/core/investigation/runRecord';
import { undoneChanges } from '../../../../src/core/investigation/statusAfterRun';
import { apply, asked, at, read, started } from './investigationFixtures';

const ran = (kind: RunRecord['kind'], parts: Partial<RunRecord> = {}): InvestigationEvent => ({
  type: 'ran',
  record: { id: `${kind}-${parts.outcome ?? ''}`, at, kind, text: kind, notes: [], ...parts },
});
const confirm = { type: 'verdict', id: 'r1.1', verdict: 'confirmed' } as const;
const confirmed = [asked('r1'), read('r1', 'a'), confirm] as const;

describe('statusAfterRun', () => {
  it('closes an investigation with a confirmed cause once a run passes, by a click or in the terminal', () => {
    for (const kind of ['run', 'terminal'] as const)
      assert.equal(apply(started(), ...confirmed, ran(kind, { outcome: 'gone' })).status, 'fixed');
    for (const outcome of ['same', 'moved', 'other', 'unresolved'] as const)
      assert.equal(apply(started(), ...confirmed, ran('run', { outcome })).status, 'open');
  });

  it('closes an investigation whose cause is confirmed after the run passed, but not if the files have changed since', () => {
    assert.equal(apply(started(), asked('r1'), read('r1', 'a'), ran('terminal', { outcome: 'gone' }), confirm).status, 'fixed');
    const changed = [ran('terminal', { outcome: 'gone' }), ran('undone', { change: 'a.ts:1-2' })] as const;
    assert.equal(apply(started(), asked('r1'), read('r1', 'a'), ...changed, confirm).status, 'open');
  });

  it('ignores a passing try, and a passing run without a confirmation by the person', () => {
    assert.equal(apply(started(), ...confirmed, ran('try', { outcome: 'gone', hypothesis: 'r1.1' })).status, 'open');
    assert.equal(apply(started(), asked('r1'), read('r1', 'a'), ran('terminal', { outcome: 'gone' })).status, 'open');
  });

  it('accepts a passing run in the terminal with a change undone as confirmation', () => {
    const undone = ran('undone', { change: 'a.ts:1-2' });
    assert.equal(apply(started(), undone, ran('terminal', { outcome: 'gone' })).status, 'fixed');
    assert.equal(apply(started(), undone, ran('run', { outcome: 'gone' })).status, 'open');
    assert.equal(apply(started(), undone, ran('applied', { change: 'a.ts:1-2' }), ran('terminal', { outcome: 'gone' })).status, 'open');
  });

  it('reopens an investigation when its failure recurs, but not one that was given up', () => {
    assert.equal(apply(started(), ...confirmed, ran('run', { outcome: 'gone' }), ran('terminal', { outcome: 'same' })).status, 'open');
    const givenUp = { type: 'statusSet', status: 'givenUp' } as const;
    assert.equal(apply(started(), ...confirmed, givenUp, ran('run', { outcome: 'gone' })).status, 'givenUp');
  });
});

describe('undoneChanges', () => {
  it('are those last undone, by their key', () => {
    const events = [ran('undone', { change: 'a.ts:1-2' }), ran('undone', { change: 'b.ts:3-4' }), ran('applied', { change: 'a.ts:1-2' })];
    assert.deepEqual([...undoneChanges(apply(started(), ...events, ran('undone', { hypothesis: 'r1.1' })))], ['b.ts:3-4']);
  });
});
