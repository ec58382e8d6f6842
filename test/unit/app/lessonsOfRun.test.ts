import assert from 'node:assert/strict';
import { lessonsOfRun } from '../../../src/app/lessonsOfRun';
import type { Investigation } from '../../../src/core/investigation/investigation';
import type { RunRecord } from '../../../src/core/investigation/runRecord';
import { apply, local, report, started } from '../core/investigation/investigationFixtures';

const suspect = (file: string, line: number, range: [number, number]) => ({ file, line, functionRange: range, score: 1, reasons: [] });
const blame: RunRecord = {
  ...{ id: 'b', at: '', kind: 'blame', outcome: 'gone', text: '', notes: [], hypothesis: 'one.proven.x' },
  found: { changes: [{ file: 'src/a.ts', startLine: 12, endLine: 14, diff: '' }] },
};

function ranked(...suspects: Investigation['suspects']): Investigation {
  return apply(started([report('x is undefined')]), local('x is never set'), { type: 'suspectsRanked', suspects });
}

describe('lessonsOfRun', () => {
  it('confirms the function of the change that broke it, and rejects functions ranked above it', () => {
    assert.deepEqual(lessonsOfRun(ranked(suspect('src/view.ts', 40, [30, 50])), blame), [
      { place: { file: 'src/a.ts', line: 12 }, verdict: 'confirmed' },
      { place: { file: 'src/view.ts', line: 40 }, verdict: 'rejected' },
    ]);
  });

  it('rejects nothing if the right function was ranked first, on whichever line', () => {
    assert.deepEqual(lessonsOfRun(ranked(suspect('src/a.ts', 10, [10, 20])), blame), [
      { place: { file: 'src/a.ts', line: 12 }, verdict: 'confirmed' },
    ]);
  });

  it('teaches the same proof only once', () => {
    const state = ranked(suspect('src/a.ts', 10, [10, 20]));
    assert.deepEqual(lessonsOfRun({ ...state, runs: [blame, { ...blame, id: 'again' }] }, { ...blame, id: 'again' }), []);
  });

  it('accepts a fix that passed in the terminal, by the lines that it changes', () => {
    const state = ranked(suspect('src/view.ts', 40, [30, 50]));
    const [entry] = state.hypotheses;
    assert.ok(entry);
    const diff = '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -10,3 +10,3 @@\n one\n-two\n+three\n four\n';
    const fix = { diff, risks: [], files: [], applies: true } as unknown as NonNullable<typeof entry.hypothesis.fix>;
    const applied: Investigation = { ...state, hypotheses: [{ ...entry, fixState: 'worked', hypothesis: { ...entry.hypothesis, fix } }] };
    const terminal: RunRecord = { id: 't', at: '', kind: 'terminal', outcome: 'gone', text: '', notes: [] };
    assert.deepEqual(
      lessonsOfRun(applied, terminal).map(({ place, verdict }) => [place.file, place.line, verdict]),
      [
        ['src/a.ts', 11, 'confirmed'],
        ['src/view.ts', 40, 'rejected'],
      ],
    );
    assert.deepEqual(lessonsOfRun(state, terminal), [], 'without a fix it may have passed for any reason');
  });

  it('learns nothing from tries in isolation, from fixes that do not help, and from searches without a result', () => {
    const state = ranked(suspect('src/view.ts', 40, [30, 50]));
    for (const record of [
      { ...blame, kind: 'try' },
      { ...blame, kind: 'repair' },
      { ...blame, outcome: 'same' },
      { ...blame, outcome: 'unresolved' },
    ] as RunRecord[])
      assert.deepEqual(lessonsOfRun(state, record), []);
  });
});
