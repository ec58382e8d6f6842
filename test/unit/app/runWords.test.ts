import assert from 'node:assert/strict';
import type { RepairVerdict } from '../../../src/core/experiments/repairs/repairFailure';
import { checkSentence, coverageSentence, lastSays, repairSentence, traceSentence, valuesSentence } from '../../../src/app/runWords';
import type { RunRecord } from '../../../src/core/investigation/runRecord';
import type { Baseline, Experiment } from '../../../src/core/experiments/experiment';

const failing: Baseline = { outcome: 'fails', agreed: [2, 2] } as unknown as Baseline;

function experiment<V>(verdict: V, baseline = failing): Experiment<never, V> {
  return { baseline, verdict } as unknown as Experiment<never, V>;
}

describe('the sentences about runs', () => {
  it("quote a project's own check by its first complaint", () => {
    const ended = (exit: number | null, output: string, timedOut = false) => checkSentence('npm run typecheck', { exit, output, timedOut });
    assert.equal(ended(0, ''), '`npm run typecheck` passes');
    assert.equal(
      ended(2, '\n> shop@1.0.0 typecheck\n> tsc\n\n\u001b[96msrc/a.ts\u001b[0m:3:12 - error TS2554: Expected 1 arguments, but got 2.\n'),
      '`npm run typecheck` fails: src/a.ts:3:12 - error TS2554: Expected 1 arguments, but got 2.',
    );
    assert.equal(ended(1, './cart.go:9:14: undefined: total\n'), '`npm run typecheck` fails: ./cart.go:9:14: undefined: total');
    assert.equal(ended(1, ''), '`npm run typecheck` fails');
    assert.match(ended(null, '', true), /inconclusive: it did not end in time/);
    const missing = { exit: null, output: '', timedOut: false, startProblem: 'There is no program mvn: check its name and the PATH.' };
    assert.equal(
      checkSentence('mvn -q test-compile', missing),
      '`mvn -q test-compile`: inconclusive: There is no program mvn: check its name and the PATH.',
    );
  });

  it('say what the last run of the files said, and whether the files have changed since', () => {
    const run = (kind: RunRecord['kind'], outcome?: RunRecord['outcome']): RunRecord => ({
      id: kind,
      at: '',
      kind,
      text: '',
      notes: [],
      outcome,
    });
    assert.equal(lastSays([]), undefined);
    assert.equal(lastSays([run('run', 'same')]), undefined);
    assert.equal(lastSays([run('run', 'same'), run('terminal', 'gone')]), 'The last run passes.');
    assert.equal(lastSays([run('run', 'gone'), run('applied')]), 'The last run passes; the files have changed since.');
    assert.equal(lastSays([run('run', 'other'), run('try', 'gone')]), 'The last run fails differently.');
  });

  it('name the value that is missing where it fails', () => {
    const frame = (shape: string) => ({ file: 'src/a.ts', line: 3, frame: 0, values: [{ name: 'x', shape }] });
    assert.equal(valuesSentence(experiment({ frames: [frame('int'), frame('undefined')] })), '`x` is undefined at a.ts:3');
    assert.equal(
      valuesSentence(experiment({ frames: [frame('int')] })),
      'read in 1 function of the stack; none is undefined, null, None, NaN or an invalid date',
    );
    assert.equal(
      valuesSentence(experiment({ frames: [frame('Customer{name:str(5), address:null}')] })),
      'read in 1 function of the stack; `x` is a `Customer` with `address null`',
    );
    assert.equal(
      valuesSentence(experiment({ frames: [frame('Basket{prices:{tea:int, cup:None}, lines:[int]×2}')] })),
      'read in 1 function of the stack; `x` is a `Basket` with `prices.cup None`',
    );
  });

  it('name no field that is empty in the object of a test: its framework keeps it', () => {
    const seen = (name: string) => ({
      file: 'tests/test_cart.py',
      line: 3,
      frame: 0,
      values: [{ name, shape: 'CartTest{_subtest:None}' }],
    });
    assert.match(valuesSentence(experiment({ frames: [seen('self')] })), /; none is undefined/);
    assert.match(valuesSentence(experiment({ frames: [seen('case')] })), /`_subtest None`$/);
  });

  it('say in words what a followed value is, and what it is in passing tests', () => {
    const hop = {
      file: 'src/a.ts',
      line: 8,
      expression: 'cache[id]',
      failing: 'undefined',
      passing: ['[{id:int}]×2', '[{id:str}]×2', '[]'],
    };
    assert.equal(
      traceSentence('orders', experiment({ hops: [hop], divergence: 0 })),
      '`orders` first goes wrong at a.ts:8, where `cache[id]` is undefined; in passing tests it is a list of 2 or an empty list',
    );
  });

  it('count what only the failing test runs', () => {
    const ran = (...functions: number[]) => new Map([['src/a.ts', { lines: new Set(functions), functions: new Set(functions) }]]);
    const own = (line: number) => ['test/a.test.ts', { lines: new Set([line]), functions: new Set([line]) }] as const;
    assert.equal(
      coverageSentence({ failing: new Map([...ran(1, 2), own(4)]), passing: [new Map([...ran(1, 2), own(9)])] }),
      '2 functions in the failing test; each is run by a passing test of its file, too',
      "not the failing test's own code",
    );
    assert.equal(
      coverageSentence({ failing: ran(1, 2), passing: [ran(1)] }),
      '2 functions in the failing test, 1 of them in no passing test of its file: `a.ts:2`',
    );
    const named = coverageSentence({ failing: ran(1, 2, 3, 4, 5), passing: [ran(1)] }, ({ line }) => (line === 3 ? 'load' : undefined));
    assert.match(named, /^5 functions .*4 of them in no passing test of its file: `a\.ts:2`, `load`, `a\.ts:4` and 1 more$/);
    assert.equal(
      coverageSentence({ failing: ran(1, 2), passing: [ran(1), ran(2)] }),
      '2 functions in the failing test; each is run by a passing test of its file, too',
    );
    assert.equal(
      coverageSentence({ failing: ran(1), passing: [ran(1)] }),
      '1 function in the failing test; it is run by a passing test of its file, too',
    );
    assert.equal(
      coverageSentence({ failing: ran(1), passing: [] }),
      '1 function in the failing test; no passing test of its file could be run beside it',
    );
    assert.equal(coverageSentence({ failing: ran(1), passing: [] }, undefined, false), '1 function in the failing run', 'without a test');
  });

  it('claim of small changes only what the runs showed', () => {
    const said = (tried: number, stopped?: true) => repairSentence(experiment({ candidates: [], tried, ...(stopped && { stopped }) }));
    assert.equal(said(12), '12 small changes tried, and it still fails with each');
    assert.equal(said(1), '1 small change tried, and it still fails');
    assert.equal(
      repairSentence(experiment({ candidates: [], tried: 12, breaking: 3 })),
      '12 small changes tried: with 3 of them it passes, but other tests do not',
    );
    assert.equal(
      repairSentence(experiment({ candidates: [], tried: 12, wavers: true })),
      '12 small changes tried, none of them proven to pass',
    );
    assert.equal(said(5, true), '5 small changes tried, none of them proven to pass; the time was used up');
    const goesOn = { total: 120, rest: {} as RepairVerdict['rest'], endedBy: 'runs' as const };
    assert.equal(
      repairSentence(experiment({ candidates: [], tried: 5, stopped: true, ...goesOn })),
      '5 of 120 small changes tried, none of them proven to pass; the number of runs was used up; look again to go on there',
    );
    assert.equal(said(0), 'inconclusive: there is no small change to try here');
    assert.equal(said(0, true), 'inconclusive: the time was used up');
  });
});
