import assert from 'node:assert/strict';
import type { Experiments, RunStep } from '../../../src/app/ports';
import { Runs } from '../../../src/app/runs';
import type { Outcome, Run } from '../../../src/core/experiments/experiment';
import type { Investigation } from '../../../src/core/investigation/investigation';
import { attemptsOf } from '../../../src/core/investigation/attemptsOf';
import { rankLedger } from '../../../src/core/investigation/rankLedger';
import { reduceInvestigation } from '../../../src/core/investigation/reduceInvestigation';
import type { InvestigationEvent } from '../../../src/core/investigation/investigationEvent';
import { apply, asked, hypothesis, report, started } from '../core/investigation/investigationFixtures';
import { countingIds } from '../../support/countingIds';
import { neverRun } from '../../support/neverRun';

const failing = report('x is undefined');
const ended = (over: Partial<Run>): Run => ({
  exit: 1,
  timedOut: false,
  cancelled: false,
  wallMs: 1200,
  output: 'TypeError: x is undefined',
  outputBytes: 25,
  report: failing,
  observations: {},
  ...over,
});
const withFix = apply(started([failing]), asked('r1'), {
  type: 'answerRead',
  round: 'r1',
  hypotheses: [hypothesis('a', { fix: { diff: '--- a\n+++ b', risks: [], files: [], applies: true } })],
});

/** One investigation named `one`, and runs that end as the test specifies. */
function laboratory(experiments: Partial<Experiments> = {}, from: Investigation = withFix) {
  let state = from;
  const requests: unknown[] = [];
  const parts: Experiments = { ...neverRun(), ...experiments };
  const runs = new Runs({
    ledger: {
      get: (id) => (id === 'one' ? state : undefined),
      getOrThrow: () => state,
      dispatch: (_id: string, event: InvestigationEvent) => void (state = reduceInvestigation(state, event)),
    },
    experiments: {
      ...parts,
      run: (params, step) => {
        requests.push(params.request);
        return parts.run(params, step);
      },
      verify: (params, step) => {
        requests.push({ ...params.request, diff: params.diff });
        return parts.verify(params, step);
      },
    },
    ids: countingIds(),
    clock: { now: () => Date.parse('2026-03-04T10:00:00Z') },
    rootOf: () => '/work',
    unsaved: () => ({ 'src/a.ts': 'typed' }),
    mayRun: () => undefined,
    redact: async (texts) => texts.map((text) => text.replaceAll('hunter2', '<SECRET_1:password>')),
    restore: async (_id, diff) => diff.replaceAll('<SECRET_1:password>', 'hunter2'),
    onDidChange: () => undefined,
    platform: 'linux',
    process: 7,
  });
  return { runs, requests, state: () => state };
}

const typed = { command: 'npm test', cwd: '/work/web', from: 'typed' as const };
const verdict =
  (outcome: Outcome): Experiments['verify'] =>
  async ({ request: { command } }) => ({
    purpose: 'verify',
    command,
    baseline: { outcome: 'fails' },
    isolation: 'overlay',
    canary: true,
    runs: 5,
    seconds: 4,
    verdict: { outcome, agreed: [2, 2], others: 'asBefore', wasRed: true, notes: [] },
  });

describe('Runs', () => {
  it("runs the command as the person sees it, with the editors' texts, and writes it into the timeline", async () => {
    const { runs, requests, state } = laboratory({ run: async () => ended({}) });
    await runs.setRecipe('one', typed);
    await runs.runAgain('one');
    assert.deepEqual(requests, [
      { command: ['npm', 'test'], cwd: '/work/web', root: '/work', unsaved: { 'src/a.ts': 'typed' }, test: undefined },
    ]);
    const [record] = state().runs;
    assert.deepEqual([record?.kind, record?.outcome, record?.text, record?.seconds], ['run', 'same', 'fails the same', 1.2]);
    assert.equal(runs.outputOf(record?.id ?? ''), 'TypeError: x is undefined');
  });

  it('distinguishes passing, failing elsewhere, failing differently and inconclusive runs', async () => {
    const endings: [Partial<Run>, string][] = [
      [{ exit: 0, report: { errors: [], expectations: [] } }, 'passes'],
      [{ report: report('y is undefined') }, 'fails elsewhere: TypeError: y is undefined'],
      [
        { report: { ...failing, errors: [{ ...failing.errors[0]!, type: 'RangeError' }] } },
        'fails differently: RangeError: x is undefined',
      ],
      [{ timedOut: true, exit: null }, 'inconclusive: The command did not end within 1 second.'],
    ];
    for (const [over, text] of endings) {
      const { runs, state } = laboratory({ run: async () => ended(over) });
      await runs.setRecipe('one', typed);
      await runs.runAgain('one');
      assert.equal(state().runs[0]?.text, text);
    }
  });

  it('counts a try that passes as a proof beside the fix, not as the end of the investigation', async () => {
    const { runs, state, requests } = laboratory({ verify: verdict('gone') });
    await runs.setRecipe('one', typed);
    await runs.tryFix('one', 'r1.1');
    assert.equal((requests[0] as { diff: string }).diff, '--- a\n+++ b');
    assert.equal(state().runs[0]?.text, 'passes, 2 of 2; failed before; other tests as before');
    assert.deepEqual([state().status, state().hypotheses[0]?.fixState, state().tries], ['open', 'offered', []]);
  });

  it('proves a fix by all tests if requested and the command runs only some', async () => {
    const { runs, state, requests } = laboratory({ verify: verdict('gone') });
    await runs.setRecipe('one', typed);
    assert.equal(runs.suite('one'), undefined);
    await runs.setRecipe('one', { ...typed, command: 'npm test -- "some orders"' });
    assert.equal(runs.suite('one'), 'npm test');
    await runs.tryFix('one', 'r1.1', true);
    assert.deepEqual((requests[0] as { command: string[] }).command, ['npm', 'test']);
    assert.equal(state().runs[0]?.text, 'all tests: passes, 2 of 2; failed before; other tests as before');
    assert.equal(state().recipe?.command, 'npm test -- "some orders"');
  });

  it('folds a hypothesis whose fix leaves the same failure, and tells the next prompt', async () => {
    const { runs, state } = laboratory({ verify: verdict('same') });
    await runs.setRecipe('one', typed);
    await runs.tryFix('one', 'r1.1');
    assert.equal(rankLedger(state()).entries.find(({ entry }) => entry.hypothesis.id === 'r1.1')?.folded, 'disproved');
    assert.equal(attemptsOf(state())[0]?.result, 'fails the same, 2 of 2');
    assert.equal(state().hypotheses[0]?.fixState, 'failed');
  });

  it('leaves the run that a closing window cuts off to the next window, which says so', async () => {
    const { runs, state } = laboratory({
      run: (_params, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('cancelled')))),
    });
    await runs.setRecipe('one', typed);
    const running = runs.runAgain('one');
    const { underWay } = state();
    assert.deepEqual([underWay?.kind, underWay?.process], ['run', 7]);
    runs.cancelAll();
    await running;
    assert.deepEqual([state().runs, state().underWay], [[], underWay]);
    const next = reduceInvestigation(state(), { type: 'runCutOff' });
    assert.equal(next.underWay, undefined);
    assert.deepEqual(next.runs, [
      {
        ...{ id: underWay?.id, kind: 'run', at: underWay?.at, outcome: 'unresolved', notes: [] },
        text: 'cut off: the window was closed or reloaded before it ended',
      },
    ]);
  });

  it('runs one thing at a time, and reports a cancelled run as cancelled', async () => {
    let step: RunStep | undefined;
    const { runs, state } = laboratory({
      run: (_request, given) => {
        step = given;
        return new Promise((_resolve, reject) => given.signal.addEventListener('abort', () => reject(new Error('cancelled'))));
      },
    });
    await runs.setRecipe('one', typed);
    const running = runs.runAgain('one');
    step?.onLine('\u001b[1m12\u001b[22m of 40 tests');
    assert.equal(runs.runningIn('one')?.lastLine, '12 of 40 tests');
    await assert.rejects(runs.runAgain('one'), /in progress/);
    runs.cancel('one');
    await running;
    assert.equal(runs.runningIn('one'), undefined);
    assert.deepEqual([state().runs[0]?.outcome, state().runs[0]?.text], ['unresolved', 'cancelled']);
  });

  it('ends an automatic run for one that somebody starts, without a line for it', async () => {
    const { runs, state } = laboratory({
      run: ({ request }, { signal }) =>
        request.command[0] === 'tsc'
          ? new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('cancelled'))))
          : Promise.resolve(ended({})),
    });
    await runs.setRecipe('one', typed);
    const check = runs.check('one', { command: 'tsc', cwd: '/work' });
    assert.equal(await runs.runAgain('one'), 'ended');
    assert.equal(await check, 'superseded');
    assert.deepEqual(
      state().runs.map(({ kind }) => kind),
      ['run'],
    );
    assert.equal(runs.runningIn('one'), undefined);
  });

  it('lets one automatic run follow another, and gives way to what somebody started meanwhile', async () => {
    const { runs, state } = laboratory({
      run: ({ request }, { signal }) =>
        request.command[0] === 'tsc'
          ? new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('cancelled'))))
          : Promise.resolve(ended({})),
    });
    await runs.setRecipe('one', typed);
    const first = runs.check('one', { command: 'tsc', cwd: '/work' });
    const second = runs.check('one', { command: 'tsc', cwd: '/work' });
    const byClick = runs.runAgain('one');
    assert.deepEqual([await first, await second, await byClick], ['superseded', 'superseded', 'ended']);
    assert.deepEqual(
      state().runs.map(({ kind }) => kind),
      ['run'],
    );
  });

  it('says nothing of a check that gave way or was cancelled: it has not failed', async () => {
    const { runs, state } = laboratory({
      run: ({ request }, { signal }) =>
        request.command[0] === 'tsc'
          ? new Promise((resolve) => signal.addEventListener('abort', () => resolve(ended({ exit: null, cancelled: true }))))
          : Promise.resolve(ended({})),
    });
    await runs.setRecipe('one', typed);
    const first = runs.check('one', { command: 'tsc', cwd: '/work' });
    await runs.runAgain('one');
    const second = runs.check('one', { command: 'tsc', cwd: '/work' });
    runs.cancel('one');
    assert.deepEqual([await first, await second], ['superseded', 'ended']);
    assert.deepEqual(
      state().runs.map(({ kind, text }) => [kind, kind === 'check' ? text : '']),
      [
        ['run', ''],
        ['check', 'cancelled'],
      ],
    );
  });

  it('keeps secrets of a command out of the ledger, and does not run a command that lost one', async () => {
    const { runs, state } = laboratory({ run: async () => ended({}) });
    await runs.setRecipe('one', { ...typed, command: 'PASSWORD=hunter2 npm test' });
    assert.equal(state().recipe?.command, 'PASSWORD=<SECRET_1:password> npm test');
    assert.equal(runs.recipe('one')?.command, 'PASSWORD=hunter2 npm test');
    const later = laboratory({}, state());
    assert.equal(later.runs.recipe('one'), undefined);
    await assert.rejects(later.runs.runAgain('one'), /reproduces this failure is not known/);
  });

  it('notices the same command in the terminal, and no other', async () => {
    const applied = apply(withFix, { type: 'fixApplied', id: 'r1.1', message: '', undo: true });
    const { runs, state } = laboratory({}, applied);
    await runs.setRecipe('one', typed);
    const read = async () => ({ report: failing });
    await runs.noticeTerminal('one', { command: 'npm run lint', cwd: '/work/web', exitCode: 0 }, read);
    await runs.noticeTerminal('one', { command: 'npm test', cwd: '/work', exitCode: 0 }, read);
    assert.deepEqual(state().runs, []);
    await runs.noticeTerminal('one', { command: 'npm test', cwd: '/work/web', exitCode: 1 }, read);
    await runs.noticeTerminal('one', { command: 'npm test', cwd: '/work/web', exitCode: 0 }, read);
    assert.deepEqual(
      state().runs.map(({ kind, outcome }) => [kind, outcome]),
      [
        ['terminal', 'same'],
        ['terminal', 'gone'],
      ],
    );
    assert.deepEqual([state().status, state().hypotheses[0]?.fixState], ['fixed', 'worked']);
  });

  it('keeps the output of a run and of the terminal that failed in another way, so that it can be investigated', async () => {
    const other = { errors: [{ ...failing.errors[0]!, type: 'RangeError', message: 'y' }], expectations: [] };
    const { runs, state } = laboratory({ run: async () => ended({ report: other, output: 'RangeError: y' }) });
    await runs.setRecipe('one', typed);
    await runs.runAgain('one');
    await runs.noticeTerminal('one', { command: 'npm test', cwd: '/work/web', exitCode: 1 }, async () => ({
      report: other,
      text: 'printed',
    }));
    assert.deepEqual(
      state().runs.map(({ id, outcome, hasOutput }) => [outcome, hasOutput, runs.outputOf(id)]),
      [
        ['other', true, 'RangeError: y'],
        ['other', true, 'printed'],
      ],
    );
  });

  it("runs a project's own check in its folder, and says how it ended", async () => {
    const { runs, state, requests } = laboratory({
      run: async () => ended({ exit: 2, output: 'src/a.ts(3,1): error TS2554: Expected 1' }),
    });
    await runs.check('one', { command: 'npx tsc --noEmit', cwd: '/work/web' });
    assert.deepEqual(
      requests.map((request) => [(request as { command: string[] }).command, (request as { cwd: string }).cwd]),
      [[['npx', 'tsc', '--noEmit'], '/work/web']],
    );
    const [line] = state().runs;
    assert.deepEqual([line?.kind, line?.outcome], ['check', 'other']);
    assert.match(line?.text ?? '', /^`npx tsc --noEmit` fails: src\/a\.ts\(3,1\): error TS2554/);
  });

  it('does not judge a command of the terminal whose output was lost', async () => {
    const { runs, state } = laboratory();
    await runs.setRecipe('one', typed);
    await runs.noticeTerminal('one', { command: 'npm test', cwd: '/work/web', exitCode: 1 }, async () => undefined);
    const [line] = state().runs;
    assert.deepEqual([line?.outcome, line?.text], ['unresolved', 'in the terminal: inconclusive: it failed, but VS Code lost its output']);
  });
});
