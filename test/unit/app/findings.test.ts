import assert from 'node:assert/strict';
import { Findings } from '../../../src/app/findings';
import type { Experiments } from '../../../src/app/ports';
import { Runs } from '../../../src/app/runs';
import type { Coverage } from '../../../src/core/experiments/coverage';
import { coverageOf } from '../../../src/core/experiments/keptCoverage';
import {
  ExperimentProblem,
  type BlameVerdict,
  type Experiment,
  type ProveVerdict,
  type Run,
} from '../../../src/core/experiments/experiment';
import { attemptsOf } from '../../../src/core/investigation/attemptsOf';
import { rankLedger } from '../../../src/core/investigation/rankLedger';
import { reduceInvestigation } from '../../../src/core/investigation/reduceInvestigation';
import type { InvestigationEvent } from '../../../src/core/investigation/investigationEvent';
import { apply, local, report, started } from '../core/investigation/investigationFixtures';
import type { RehearsedChanges } from '../../../src/core/experiments/repairs/rehearsedChanges';
import type { RepairRest, RepairVerdict } from '../../../src/core/experiments/repairs/repairFailure';
import { countingIds } from '../../support/countingIds';
import { neverRun } from '../../support/neverRun';

const diff = '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -3 +3 @@\n-old(x);\n+load(x);\n';

function experiment<Purpose extends string, Verdict>(purpose: Purpose, verdict: Verdict): Experiment<Purpose, Verdict> {
  return {
    purpose,
    command: ['npm', 'test'],
    baseline: { outcome: 'fails' },
    isolation: 'overlay',
    canary: true,
    runs: 8,
    seconds: 9,
    verdict,
  };
}

const failing = (over: Partial<Run> = {}): Run => ({
  ...{ exit: 1, timedOut: false, cancelled: false, wallMs: 1200, output: 'printed', outputBytes: 7, observations: {} },
  report: report('x is undefined'),
  ...over,
});

const suspect = (line: number) => ({ file: 'src/a.ts', line, score: 1 / line, reasons: [] });

/** One investigation whose evidence is ranked again as the test specifies. */
async function open(
  experiments: Partial<Experiments>,
  ranked: { file: string; line: number; score: number; reasons: string[] }[] = [],
  rehearsed?: () => RehearsedChanges,
) {
  let state = apply(started([report('x is undefined')]), local('x is never set'), { type: 'suspectsRanked', suspects: [suspect(3)] });
  const collected: (Coverage | undefined)[] = [];
  const ledger = {
    get: () => state,
    getOrThrow: () => state,
    dispatch: (_id: string, event: InvestigationEvent) => void (state = reduceInvestigation(state, event)),
  };
  const all = { ...neverRun(), run: async () => failing(), ...experiments };
  const runs = new Runs({
    ledger,
    experiments: all,
    ids: countingIds(),
    clock: { now: () => Date.parse('2026-03-04T10:00:00Z') },
    rootOf: () => '/work',
    unsaved: () => ({}),
    mayRun: () => undefined,
    redact: async (texts) => texts.map((text) => text.replaceAll('hunter2', '<SECRET_1:password>')),
    restore: async (_id, text) => text,
    onDidChange: () => undefined,
    platform: 'linux',
    process: 7,
  });
  const findings = new Findings({
    ledger,
    runs,
    experiments: all,
    ids: countingIds(),
    changesWindowMs: () => 1000,
    smallFixSeconds: () => 60,
    now: () => 5000,
    redact: async (texts) => texts.map((text) => text.replaceAll('hunter2', '<SECRET_1:password>')),
    rehearsed: async () => rehearsed?.(),
    collect: async (_id, coverage) => {
      collected.push(coverage);
      if (ranked.length) ledger.dispatch('one', { type: 'suspectsRanked', suspects: ranked });
    },
  });
  await runs.setRecipe('one', { command: 'npm test', cwd: '/work', from: 'typed' });
  return { findings, runs, collected, state: () => state };
}

const blame = (over: Partial<BlameVerdict>): BlameVerdict => ({
  outcome: 'unresolved',
  changes: [],
  with: [2, 2],
  without: [0, 0],
  notes: [],
  ...over,
});
const found = blame({
  outcome: 'found',
  changes: [{ file: 'src/a.ts', startLine: 3, endLine: 3, commit: 'abc1234', diff }],
  without: [2, 2],
});

describe('Findings', () => {
  it('tries nothing where the command fails differently now, and leads to that failure', async () => {
    const missing: Run = failing({
      output: 'No module named pytest',
      report: { errors: [{ ...report('No module named pytest').errors[0]!, type: '', frames: [] }], expectations: [] },
    });
    const { findings, state, runs } = await open({ run: async () => missing });
    await findings.blame('one');
    await findings.values('one');
    await findings.repair('one');
    await findings.follow('one', { file: 'src/a.ts', line: 3, expression: 'x' });
    assert.equal(state().runs.length, 4);
    for (const { kind, outcome, text, notes, id } of state().runs) {
      assert.deepEqual([kind, outcome, text], ['run', 'other', 'fails differently: No module named pytest']);
      assert.match(notes[0] ?? '', /nothing more was tried\. A run has the environment that VS Code was started with/);
      assert.equal(runs.outputOf(id), 'No module named pytest');
    }
  });

  it('makes the change that broke it the first hypothesis, with a fix that reverts it, and a line that proves it', async () => {
    const asked: unknown[] = [];
    const { findings, state, collected } = await open({
      blame: async ({ since, suspects }) => {
        asked.push(since, suspects);
        return experiment('blame', found);
      },
    });
    await findings.blame('one');
    assert.deepEqual(asked, [4000, [suspect(3)]]);
    const [record] = state().runs;
    assert.equal(record?.text, 'a.ts:3: with it 2 of 2 fail, without it 2 of 2 pass');
    assert.deepEqual([record?.kind, record?.outcome, record?.found?.changes], ['blame', 'gone', found.changes]);
    const [first] = rankLedger(state()).entries;
    assert.equal(first?.entry.hypothesis.id, record?.hypothesis);
    assert.match(first?.entry.hypothesis.fix?.diff ?? '', /^-load\(x\);\n\+old\(x\);$/m);
    assert.deepEqual(collected, [undefined]);
    assert.match(attemptsOf(state())[0]?.result ?? '', /without it 2 of 2 pass/);
  });

  it('records whether the tests show the fix in the files, with the places that no test notices', async () => {
    const hunks = [{ file: 'src/a.ts', startLine: 3, endLine: 4, needed: false }];
    const verdict: ProveVerdict = {
      ...{ outcome: 'proven', agreed: [2, 2], tests: [], hunks, others: 'asBefore' },
      notes: ['Proven: "adds tax" fails at HEAD with hunter2, and passes now (2 of 2 each).', 'One note.'],
    };
    const { findings, state } = await open({ prove: async () => experiment('prove', verdict) });
    await findings.proveFix('one');
    const [record] = state().runs;
    assert.deepEqual(
      [record?.kind, record?.outcome, record?.agreed, record?.notes, record?.found?.hunks],
      ['prove', 'gone', [2, 2], ['One note.'], hunks],
    );
    assert.equal(record?.text, 'proven: "adds tax" fails at HEAD with <SECRET_1:password>, and passes now (2 of 2 each)');
    assert.equal(state().status, 'open');
  });

  it('claims nothing in the timeline where the tests do not show the fix', async () => {
    for (const [outcome, shown, text] of [
      ['notRed', 'unresolved', 'the tests pass with the sources of HEAD, too'],
      ['stillRed', 'same', 'it still fails as it is: exit code 1'],
      ['unresolved', 'unresolved', 'inconclusive: No source differs from HEAD'],
    ] as const) {
      const said = text.replace(/^inconclusive: /, '');
      const notes = [`${said.charAt(0).toUpperCase()}${said.slice(1)}.`];
      const verdict: ProveVerdict = { outcome, agreed: [0, 0], tests: [], hunks: [], others: 'notRun', notes };
      const { findings, state } = await open({ prove: async () => experiment('prove', verdict) });
      await findings.proveFix('one');
      assert.deepEqual([state().runs[0]?.outcome, state().runs[0]?.text], [shown, text]);
    }
  });

  it('keeps one hypothesis for a change that is found again', async () => {
    const { findings, state } = await open({ blame: async () => experiment('blame', found) });
    await findings.blame('one');
    await findings.blame('one');
    assert.equal(state().hypotheses.filter(({ round }) => round === 'proven').length, 1);
  });

  it('says why no change was found, and claims nothing', async () => {
    for (const [verdict, text, outcome] of [
      [
        blame({ outcome: 'notRecent', notes: ['The command fails with the code as it was then, too.', 'One binary file was left out.'] }),
        'no recent change: The command fails with the code as it was then, too.',
        undefined,
      ],
      [
        blame({ notes: ['No small set of changes makes the difference.'] }),
        'inconclusive: No small set of changes makes the difference.',
        'unresolved',
      ],
    ] as const) {
      const { findings, state } = await open({ blame: async () => experiment('blame', verdict) });
      await findings.blame('one');
      assert.deepEqual([state().runs[0]?.text, state().runs[0]?.outcome], [text, outcome]);
      assert.deepEqual(state().runs[0]?.notes, verdict.notes.slice(1));
      assert.ok(state().hypotheses.every(({ round }) => round === 'local'));
    }
  });

  it('puts shapes into the timeline and passes what ran to the ranking, which reports its change', async () => {
    const coverage: Coverage = {
      failing: new Map([['src/a.ts', { lines: new Set([3, 8]), functions: new Set([1, 7]) }]]),
      passing: [new Map([['src/a.ts', { lines: new Set([3]), functions: new Set([1]) }]])],
    };
    const frames = [{ file: 'src/a.ts', line: 3, function: 'load', values: [{ name: 'x', shape: 'undefined' }] }];
    const { findings, state, collected } = await open(
      {
        values: async () => experiment('values', { frames }),
        coverage: async () => experiment('coverage', { coverage }),
      },
      [suspect(8), suspect(3)],
    );
    await findings.values('one');
    assert.deepEqual(collected, [undefined, coverage], 'the values change the cards before the next run ends');
    const kept = state().runs.at(-1)?.found?.ran;
    assert.deepEqual(kept, {
      failing: [
        {
          file: 'src/a.ts',
          lines: [
            [3, 3],
            [8, 8],
          ],
          functions: [1, 7],
        },
      ],
      passing: [[{ file: 'src/a.ts', lines: [[3, 3]], functions: [1] }]],
    });
    assert.deepEqual(coverageOf(kept), coverage);
    assert.deepEqual(
      state().runs.map(({ kind, text, notes }) => [kind, text, notes]),
      [
        ['values', '`x` is undefined at a.ts:3', []],
        [
          'coverage',
          '2 functions in the failing test, 1 of them in no passing test of its file: `a.ts:7`',
          ['The ranking changed: first is now `src/a.ts:8`, before it was `src/a.ts:3`.'],
        ],
      ],
    );
  });

  it('looks at what the failing test runs also where no values were seen', async () => {
    const coverage: Coverage = { failing: new Map(), passing: [] };
    const { findings, collected } = await open({
      values: async () => experiment('values', { frames: [] }),
      coverage: async () => experiment('coverage', { coverage }),
    });
    await findings.values('one');
    assert.deepEqual(collected, [coverage]);
  });

  it('includes numbers at once, texts from nowhere in the code only if the person agreed, and no secret', async () => {
    const frames = [
      {
        file: 'src/a.ts',
        line: 3,
        values: [
          { name: 'password', shape: 'str(7)', content: "'hunter2'" },
          { name: 'subtotal', shape: 'int', content: '180' },
        ],
      },
    ];
    const { findings, state } = await open({
      values: async () => experiment('values', { frames }),
      coverage: async () => experiment('coverage', {}),
    });
    await findings.values('one', true);
    await findings.values('one');
    assert.deepEqual(
      state().runs.map(({ found }) => found?.frames?.[0]?.values),
      [
        [
          { name: 'password', shape: 'str(7)', content: "'<SECRET_1:password>'" },
          { name: 'subtotal', shape: 'int', content: '180' },
        ],
        [
          { name: 'password', shape: 'str(7)' },
          { name: 'subtotal', shape: 'int', content: '180' },
        ],
      ],
    );
  });

  it('keeps the values if a later step is cancelled', async () => {
    const frames = [{ file: 'src/a.ts', line: 3, values: [] }];
    const { findings, runs, state } = await open({
      values: async () => experiment('values', { frames }),
      coverage: (_params, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('ended')))),
    });
    const done = findings.values('one');
    while (state().runs.length === 0) await new Promise((next) => setImmediate(next));
    runs.cancel('one');
    await done;
    assert.deepEqual(
      state().runs.map(({ text }) => text),
      ['read in 1 function of the stack; none is undefined, null, None, NaN or an invalid date', 'cancelled'],
    );
    assert.deepEqual(state().runs[0]?.found, { frames });
  });

  it('offers changes that pass with their proof, and puts those that hide the failure last', async () => {
    const repair = {
      file: 'src/a.ts',
      line: 3,
      template: 'default-value',
      diff,
      others: 'asBefore' as const,
      note: 'Passes the failing test.',
    };
    const { findings, state } = await open({
      repair: async () =>
        experiment('repair', {
          tried: 12,
          candidates: [
            { ...repair, symptom: false },
            { ...repair, diff: diff.replace('load(x)', 'x?.y'), symptom: true, note: 'This may hide the symptom.' },
          ],
        }),
      coverage: async () => experiment('coverage', {}),
    });
    await findings.repair('one');
    const [first, second, third] = rankLedger(state()).entries.map(({ entry }) => entry.hypothesis);
    assert.equal(first?.title, 'With a small change at a.ts:3 it passes');
    assert.equal(second?.title, 'x is never set');
    assert.match(third?.title ?? '', /may hide the failure/);
    assert.doesNotMatch(JSON.stringify(state().hypotheses), /\bfixed\b/i);
    assert.deepEqual(
      state().runs.map(({ kind, text, hypothesis }) => [kind, text, hypothesis]),
      [
        ['repair', '12 small changes tried: 2 that pass are among the hypotheses', undefined],
        ['try', 'passes, 2 of 2; failed before; other tests as before', first?.id],
        ['try', 'passes, 2 of 2; failed before; other tests as before', third?.id],
      ],
    );
  });

  it('goes on with a search that stopped, with what it knew, and tells what ended it', async () => {
    const asked: unknown[] = [];
    const known: RehearsedChanges[] = [];
    const rest = { judged: new Set(['a']) } as unknown as RepairRest;
    const { findings, state } = await open(
      {
        repair: async ({ leads, from }) => {
          asked.push(leads.suspects, leads.rehearsed, from);
          const first = from === undefined;
          const verdict: RepairVerdict = { candidates: [], tried: first ? 31 : 120, total: 120 };
          return experiment('repair', first ? { ...verdict, stopped: true, endedBy: 'time', rest } : verdict);
        },
        coverage: async () => experiment('coverage', {}),
      },
      [],
      () => {
        known.push({ passing: [], failing: new Set(), ran: new Map(), texts: new Map([['a.ts', `${known.length}`]]) });
        return known.at(-1)!;
      },
    );
    await findings.repair('one');
    assert.deepEqual(findings.searchLeft('one'), { tried: 31, total: 120, seconds: 60 });
    await findings.repair('one');
    assert.equal(findings.searchLeft('one'), undefined);
    await findings.repair('one');
    assert.deepEqual(asked, [[suspect(3)], known[0], undefined, [suspect(3)], known[0], rest, [suspect(3)], known[1], undefined]);
    assert.deepEqual(
      state()
        .runs.slice(0, 2)
        .map(({ text }) => text),
      [
        '31 of 120 small changes tried, none of them proven to pass; the time was used up; look again to go on there',
        '120 small changes tried, and it still fails with each',
      ],
    );
  });

  it('never puts a change that no test tells to be right before what the code shows', async () => {
    const repair = {
      ...{ file: 'src/a.ts', line: 3, template: 'converted', diff, others: 'notRun' as const, symptom: false },
      unproven: true as const,
    };
    const { findings, state } = await open({
      repair: async () => experiment('repair', { tried: 3, candidates: [{ ...repair, note: 'Unproven: it prints `NaN`.' }] }),
      coverage: async () => experiment('coverage', {}),
    });
    await findings.repair('one');
    assert.deepEqual(
      rankLedger(state()).entries.map(({ entry }) => entry.hypothesis.title),
      ['x is never set', 'With a small change at a.ts:3 it ends without an error: unproven'],
    );
    assert.deepEqual(
      state().runs.map(({ text, outcome }) => [text, outcome]),
      [
        ['3 small changes tried: one with which it ends without an error, unproven, is among the hypotheses', undefined],
        ['unproven: it ends without an error, and no test tells whether that is right', 'unresolved'],
      ],
    );
  });

  describe('after the search for a small change', () => {
    const coverage: Coverage = {
      failing: new Map([['src/a.ts', { lines: new Set([3]), functions: new Set([1]) }]]),
      passing: [],
    };
    const effects = [
      { file: 'src/a.ts', startLine: 1, endLine: 5, tried: 6, altered: 4, passes: true as const },
      { file: 'src/a.ts', startLine: 7, endLine: 9, tried: 2, altered: 0 },
    ];
    const searched = {
      values: async () => experiment('values', { frames: [] }),
      coverage: async () => experiment('coverage', { coverage }),
      repair: async () => experiment('repair', { tried: 12, candidates: [] }),
    };

    it('ranks with what changes of more functions do, and says so beside what ran', async () => {
      const asked: unknown[] = [];
      const { findings, state, collected } = await open({
        ...searched,
        effects: async ({ suspects, ran }) => {
          asked.push(suspects, ran);
          return experiment('effects', { effects });
        },
      });
      await findings.values('one');
      await findings.repair('one');
      assert.deepEqual(asked, [[suspect(3)], coverage.failing]);
      assert.deepEqual(collected, [coverage, { ...coverage, effects }]);
      assert.deepEqual(
        state().runs.map(({ kind, notes, found }) => [kind, notes, found?.ran?.effects]),
        [
          ['values', [], undefined],
          ['coverage', ['8 small changes were tried in 2 functions; with one in 1 function it passes.'], effects],
          ['repair', [], undefined],
        ],
      );
    });

    it('keeps its result where the rest is cancelled or cannot be done', async () => {
      const cannot = await open({ ...searched, effects: () => Promise.reject(new ExperimentProblem('no room')) });
      await cannot.findings.repair('one');
      const cancelled = await open({
        ...searched,
        effects: async () => {
          cancelled.runs.cancel('one');
          throw new DOMException('aborted', 'AbortError');
        },
      });
      await cancelled.findings.repair('one');
      for (const { state } of [cannot, cancelled])
        assert.deepEqual(
          state().runs.map(({ text }) => text),
          ['12 small changes tried, and it still fails with each'],
        );
    });

    it('looks no further where the person has seen enough', async () => {
      const { findings, runs, state } = await open({
        ...searched,
        repair: async () => {
          runs.finish('one');
          return experiment('repair', { tried: 12, candidates: [] });
        },
      });
      await findings.repair('one');
      assert.equal(state().runs.length, 1);
    });
  });

  it('says where a followed value goes wrong, for the person and for the next prompt', async () => {
    const hops = [
      { file: 'src/b.ts', line: 8, expression: 'cache[id]', failing: 'undefined', passing: ['[Order]×2'], declared: 'Order[]' },
      { file: 'src/a.ts', line: 3, expression: 'x', failing: 'undefined', passing: [] },
    ];
    const { findings, state } = await open({ trace: async () => experiment('trace', { hops, divergence: 0 }) });
    await findings.follow('one', { file: 'src/a.ts', line: 3, expression: 'x' });
    assert.equal(
      state().runs[0]?.text,
      '`x` first goes wrong at b.ts:8, where `cache[id]` is undefined; in passing tests it is a list of 2',
    );
    assert.equal(
      attemptsOf(state())[0]?.result,
      'src/b.ts:8 `cache[id]` is undefined; in passing tests [Order]×2; declared Order[] <- first divergence\nsrc/a.ts:3 `x` is undefined',
    );
  });

  it("makes a timeline line of an experiment's limit", async () => {
    const { findings, state } = await open({
      blame: async () => Promise.reject(new ExperimentProblem('This folder is not in a git repository.')),
    });
    await findings.blame('one');
    assert.deepEqual(
      [state().runs[0]?.outcome, state().runs[0]?.text],
      ['unresolved', 'inconclusive: This folder is not in a git repository.'],
    );
  });
});
