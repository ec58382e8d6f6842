import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import { blameChange, blameLimit } from '../../../../src/core/experiments/blameChange';
import type { RecentWork } from '../../../../src/core/experiments/recentWork';
import type { BlameVerdict, Experiment } from '../../../../src/core/experiments/experiment';
import { ScriptedLab } from '../../../support/scriptedLab';

const RED = "TypeError: Cannot read properties of undefined (reading 'price')\n    at total (/app/cart.js:3:20)\n";
const BROKEN = 'ReferenceError: rate is not defined\n    at load (/app/cart.js:1:1)\n';

describe('blameChange', () => {
  it('finds the change that cannot be taken back alone together with the one it needs', async () => {
    // The code from before line 20 does not run where line 7 is as it is now.
    const { experiment, limit } = await blame(40, (changed) => (changed(20) ? [RED, 1] : changed(7) ? [BROKEN, 1] : ['done\n', 0]));
    deepStrictEqual([experiment.verdict.outcome, linesOf(experiment)], ['found', [7, 20]]);
    deepStrictEqual(
      [experiment.verdict.with, experiment.verdict.without],
      [
        [2, 2],
        [2, 2],
      ],
    );
    deepStrictEqual(experiment.verdict.notes, [
      'Without the change of cart.js:39 alone it still does not pass. It fails with ReferenceError: rate is not defined.',
      'Without the change of cart.js:13 alone the same failure stays.',
    ]);
    ok(experiment.runs <= limit, `${experiment.runs} of ${limit}`);
  });

  it('says nothing of recent changes where there is no commit to compare with', async () => {
    const lab = new ScriptedLab(() => [RED, 1], undefined, 'total();\n');
    const note = 'There is no commit to compare with yet.';
    const work: RecentWork = {
      ...{ files: [], notes: [note], noCommit: true, commitOf: async () => undefined, absolute: (file) => file },
      ...{ editedSince: async () => [], score: () => 0 },
    };
    const { verdict } = await blameChange(lab, ['node', 'cart.js'], work);
    deepStrictEqual([verdict.outcome, verdict.notes], ['unresolved', [note]]);
  });

  it('leaves out a change that can stay once another one is taken back', async () => {
    // One letter for each set of four changes: passes, fails, breaks.
    const sets = 'PFBBBPPPBBBFBFBF';
    const { experiment } = await blame(4, (changed) => {
      const set = [1, 2, 3, 4].reduce((sum, line) => sum + (changed(line) ? 2 ** (line - 1) : 0), 0);
      return sets[set] === 'P' ? ['done\n', 0] : [sets[set] === 'F' ? RED : BROKEN, 1];
    });
    deepStrictEqual([experiment.verdict.outcome, linesOf(experiment), experiment.verdict.notes], ['found', [4], []]);
  });

  it('finds three changes of which none can be taken back alone', async () => {
    const { experiment, limit } = await blame(30, (changed) =>
      changed(20) ? [RED, 1] : changed(7) || changed(25) ? [BROKEN, 1] : ['done\n', 0],
    );
    deepStrictEqual([experiment.verdict.outcome, linesOf(experiment)], ['found', [7, 20, 25]]);
    ok(experiment.runs <= limit, `${experiment.runs} of ${limit}`);
  });

  it('claims only what passes without it, within the promised runs, however changes interact', async () => {
    let state = 1;
    const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
    for (let table = 0; table < 100; table++) {
      // One letter for each set of six changes; the empty one passes, the whole one fails.
      const sets = Array.from({ length: 64 }, () => 'PFBB'[Math.floor(random() * 4)] ?? 'B');
      sets[0] = 'P';
      sets[63] = 'F';
      const at = (changed: (line: number) => boolean): string =>
        sets[[1, 2, 3, 4, 5, 6].reduce((sum, line) => sum + (changed(line) ? 2 ** (line - 1) : 0), 0)] ?? '';
      const { experiment, limit } = await blame(6, (changed) =>
        at(changed) === 'P' ? ['done\n', 0] : [at(changed) === 'F' ? RED : BROKEN, 1],
      );
      const found = linesOf(experiment);
      ok(experiment.runs <= limit, `${experiment.runs} of ${limit}: ${sets.join('')}`);
      if (experiment.verdict.outcome === 'found')
        strictEqual(
          at((line) => !found.includes(line)),
          'P',
          sets.join(''),
        );
    }
  });

  it('claims nothing where the runs do not suffice to find what belongs to a change, and says so', async () => {
    const needed = [3, 9, 14, 22, 27, 33, 38];
    const { experiment } = await blame(40, (changed) => (changed(20) ? [RED, 1] : needed.some(changed) ? [BROKEN, 1] : ['done\n', 0]));
    deepStrictEqual([experiment.verdict.outcome, experiment.verdict.changes], ['unresolved', []]);
    match(
      experiment.verdict.notes.join(' '),
      /Without the change of cart\.js:39 alone it still does not pass\. It fails with ReferenceError/,
    );
  });
});

function linesOf({ verdict }: Experiment<'blame', BlameVerdict>): number[] {
  return verdict.changes.map(({ startLine }) => (startLine + 1) / 2);
}

/** Blames one of many changed lines; between two of them stands one that did not change. The first one is line 1. */
async function blame(count: number, outcome: (changed: (line: number) => boolean) => [string, number]) {
  const text = (word: string): string => Array.from({ length: count }, (_, at) => `${word}(${at + 1});\n// ${at + 1}\n`).join('');
  const lab = new ScriptedLab((given) => outcome((line) => given.includes(`now(${line});`)), undefined, text('now'));
  const work: RecentWork = {
    files: [{ before: { file: 'cart.js', text: text('was') }, now: { file: 'cart.js', text: text('now') } }],
    notes: [],
    commitOf: async () => undefined,
    absolute: (file) => `/app/${file}`,
    editedSince: async () => [],
    score: () => 0,
  };
  return { experiment: await blameChange(lab, ['node', 'cart.js'], work), limit: blameLimit(count) };
}
