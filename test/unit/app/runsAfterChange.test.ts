import assert from 'node:assert/strict';
import type { Running, RunEnd } from '../../../src/app/runs';
import { RunsAfterChange, type RunsAfterChangeParts } from '../../../src/app/runsAfterChange';
import { apply, report, started } from '../core/investigation/investigationFixtures';

const byClick = apply(started([report('x is undefined')]), {
  type: 'ran',
  record: { id: 'r', kind: 'run', at: '2026-03-04T10:00:00Z', outcome: 'same', text: 'fails the same', notes: [] },
  result: 'fails the same',
});
const recipe = { command: 'npm test', cwd: '/work', from: 'typed' as const };
const tsc = { command: 'tsc', cwd: '/work' };

/** Runs that end at once, unless the test says otherwise, and the order in which they began and ended. */
function laboratory(
  over: Partial<Omit<RunsAfterChangeParts, 'runs'>> & { runs?: Partial<RunsAfterChangeParts['runs']>; from?: typeof byClick } = {},
) {
  const happened: string[] = [];
  let running: Pick<Running, 'automatic'> | undefined;
  const run = (name: string) => async (): Promise<RunEnd> => {
    happened.push(name);
    return 'ended';
  };
  const following = new RunsAfterChange({
    ledger: { get: () => over.from ?? byClick },
    checksOf: over.checksOf ?? (async () => [tsc]),
    later: over.later ?? (async () => void (running = undefined)),
    runs: {
      runningIn: () => running as Running | undefined,
      recipe: () => recipe,
      runAgain: run('command'),
      check: run('check'),
      note: async (_id, _kind, _what, text) => void happened.push(text),
      ...over.runs,
    },
  });
  return { following, happened, busy: (by: typeof running) => void (running = by) };
}

describe('After a change of files', () => {
  it('the command runs, and then the check of the project', async () => {
    const { following, happened } = laboratory();
    await following.follow('one', ['src/a.ts']);
    assert.deepEqual(happened, ['command', 'check']);
  });

  it('only the check runs where nobody ran the command by a click', async () => {
    const { following, happened } = laboratory({ from: started([report('x is undefined')]) });
    await following.follow('one', ['src/a.ts']);
    assert.deepEqual(happened, ['check']);
  });

  it('both wait for what somebody started', async () => {
    const { following, happened, busy } = laboratory();
    busy({});
    await following.follow('one', ['src/a.ts']);
    assert.deepEqual(happened, ['command', 'check']);
  });

  it('nothing more runs where the command gave way to a run that somebody started', async () => {
    const { following, happened } = laboratory({ runs: { runAgain: async () => 'superseded' } });
    await following.follow('one', ['src/a.ts']);
    assert.deepEqual(happened, []);
  });

  it('says that it was not checked where something else that somebody started is running', async () => {
    const lab = laboratory({
      checksOf: async () => {
        lab.busy({});
        return [tsc];
      },
    });
    await lab.following.follow('one', ['src/a.ts']);
    assert.deepEqual(lab.happened, ['command', 'not checked: something else was running']);
  });

  it('what follows an older change does not end what follows a newer one', async () => {
    let found: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (found = resolve));
    const { following, happened } = laboratory({
      checksOf: async ([file]) => {
        if (file === 'older.ts') await slow;
        return [{ ...tsc, command: String(file) }];
      },
      runs: { check: async (_id, { command }) => (happened.push(command), 'ended') },
    });
    const older = following.follow('one', ['older.ts']);
    await following.follow('one', ['newer.ts']);
    found();
    await older;
    assert.deepEqual(happened, ['command', 'command', 'newer.ts']);
  });

  it('each investigation has a newest change of its own', async () => {
    const { following, happened } = laboratory();
    await Promise.all([following.follow('one', ['a.ts']), following.follow('two', ['b.ts'])]);
    assert.deepEqual(happened.toSorted(), ['check', 'check', 'command', 'command']);
  });
});
