import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import type { RehearsedChanges } from '../../../../src/core/experiments/repairs/rehearsedChanges';
import type { RepairSearch } from '../../../../src/core/experiments/repairs/repairFailure';
import type { Suspect } from '../../../../src/core/suspects/suspect';
import { textHash } from '../../../../src/core/workspace/textHash';
import { openTrees } from '../../../../src/core/syntax/openSyntax';
import { ExperimentRunner, type ExperimentOptions } from '../../../../src/node/experiments/experimentRunner';
import { builtInstruments } from '../../../support/builtInstruments';
import { TempFolder } from '../../../support/gitRepository';
import { runInProcess } from '../../../support/runInProcess';
import { usualIsolation } from '../../../support/usualIsolation';

const LIBRARY = `exports.sum = (list) => {
  let total = 0;
  for (let i = 0; i <= list.length; i++) total += list[i].price;
  return total;
};
`;
const TEST = `const { test } = require('node:test');
const { strictEqual } = require('node:assert');
const { sum } = require('./lib');
test('adds prices', () => strictEqual(sum([{ price: 1 }, { price: 2 }]), 3));
test('knows an empty list', () => strictEqual(sum([{ price: 0 }].slice(0, 0)), 0));
`;

describe('ExperimentRunner.repair', function () {
  this.timeout(180_000);
  let folder: TempFolder;
  beforeEach(() => {
    folder = new TempFolder();
    folder.write('lib.js', LIBRARY);
    folder.write('lib.test.js', TEST);
  });
  afterEach(() => folder.dispose());
  const suspect: Suspect = { file: 'lib.js', line: 3, function: 'sum', functionRange: [1, 5], score: 1, reasons: [] };
  const repair = (
    command: string[],
    runs = 40,
    ending: Pick<RepairSearch, 'enough' | 'onFound'> = {},
    how: Pick<ExperimentOptions, 'runRecipe'> = { runRecipe: runInProcess },
    rehearsed?: RehearsedChanges,
  ) =>
    new ExperimentRunner({ command, cwd: folder.path, root: folder.path, ...how }).repair(
      { runs, seconds: 600 },
      async () => ({ suspects: [suspect], rehearsed }),
      openTrees(packagedGrammars),
      undefined,
      ending,
    );

  it('finds the off-by-one bound, and changes no file', async () => {
    const { baseline, canary, verdict } = await repair([process.execPath, 'lib.test.js']);
    deepStrictEqual([baseline.outcome, canary], ['fails', true]);
    const [found] = verdict.candidates;
    ok(found, JSON.stringify(verdict, undefined, 1));
    match(found.diff, /^-.*i <= list.length.*\n\+.*i < list.length/m);
    deepStrictEqual([found.file, found.line, found.function, found.symptom], ['lib.js', 3, 'sum', false]);
    ok(!/\bfixed\b/.test(found.note), found.note);
    strictEqual(readFileSync(join(folder.path, 'lib.js'), 'utf8'), LIBRARY);
  });

  it('finds a change by real runs, too', async () => {
    folder.write('lib.js', 'exports.sum = ([one]) => {\n  if (one === null) return 0;\n  return one.price;\n};\n');
    folder.write('lib.test.js', TEST.replace(/^test\('adds.*\n/m, ''));
    const enough = new AbortController();
    const ending = { enough: enough.signal, onFound: () => enough.abort() };
    const { baseline, canary, isolation, verdict } = await repair([process.execPath, 'lib.test.js'], 40, ending, {});
    deepStrictEqual([baseline.outcome, canary, isolation, verdict.tried > 9], ['fails', true, await usualIsolation(), true]);
    match(verdict.candidates[0]?.diff ?? '', /^\+  if \(one == null\) return 0;$/m);
  });

  it('tries first what passed where it was worked through, and proves it by runs', async () => {
    const before = 'exports.sum = ([one]) => {\n  if (one === null) return 0;\n  return one.price;\n};\n';
    folder.write('lib.js', before);
    folder.write('lib.test.js', TEST.replace(/^test\('adds.*\n/m, ''));
    const change = { file: 'lib.js', line: 2, statement: 2, template: 'condition-for-nothing', weight: 1 };
    const [wrong, right] = ['false', 'one == null'].map((text) => ({ ...change, text: before.replace('one === null', text) }));
    const texts = new Map([['lib.js', textHash(before)]]);
    const rehearsed = { passing: [wrong!, right!], failing: new Set<string>(), ran: new Map([['lib.js', new Set([2, 3])]]), texts };
    const enough = new AbortController();
    const ending = { enough: enough.signal, onFound: () => enough.abort() };
    const { verdict } = await repair([process.execPath, 'lib.test.js'], 40, ending, undefined, rehearsed);
    match(verdict.candidates[0]?.diff ?? '', /^\+  if \(one == null\) return 0;$/m);
    deepStrictEqual([verdict.candidates.length, verdict.tried], [1, 2]);
  });

  it('ends with the changes that passed when the person has seen enough, in the middle of a run, too', async () => {
    const command = [process.execPath, 'lib.test.js'];
    const enough = new AbortController();
    let found = 0;
    const onFound = (): unknown => setTimeout(() => enough.abort(), 30 * ++found);
    // The run after the first find does not end by itself.
    const run: typeof runInProcess = async (recipe, options) => {
      while (found && !enough.signal.aborted && options?.signal?.aborted === false) await sleep(5);
      return runInProcess(recipe, options);
    };
    const { baseline, canary, verdict } = await repair(command, 40, { enough: enough.signal, onFound }, { runRecipe: run });
    deepStrictEqual([baseline.outcome, canary, verdict.candidates.length > 0, verdict.stopped], ['fails', true, true, true]);
    match(verdict.candidates[0]?.diff ?? '', /^-.*i <= list.length.*\n\+.*i < list.length/m);
    strictEqual(readFileSync(join(folder.path, 'lib.js'), 'utf8'), LIBRARY);
  });

  it('keeps to the number of runs', async () => {
    const { verdict, runs } = await repair([process.execPath, '--test', 'lib.test.js'], 0);
    deepStrictEqual([verdict.candidates, runs <= 4], [[], true]);
  });

  it('shows one change for each effect on the run, and reads the value to say which one hides the symptom', async () => {
    folder.write(
      'lib.js',
      `const known = { ada: [1] };
const load = (user) => {
  const found = known[user];
  return found;
};
exports.count = (user) => {
  const orders = load(user);
  return orders.length;
};
`,
    );
    folder.write(
      'lib.test.js',
      `const { test } = require('node:test');
const { ok } = require('node:assert');
const { count } = require('./lib');
test('counts none', () => ok(!count('grace')));
`,
    );
    const suspects: Suspect[] = [
      { file: 'lib.js', line: 8, function: 'count', functionRange: [6, 9], score: 1, reasons: [] },
      { file: 'lib.js', line: 4, function: 'load', functionRange: [2, 5], score: 0.9, reasons: [] },
    ];
    const command = [process.execPath, '--test', 'lib.test.js'];
    const runner = new ExperimentRunner({ command, cwd: folder.path, root: folder.path, runRecipe: runInProcess });
    const { verdict } = await runner.repair(
      { runs: 40, seconds: 600 },
      async () => ({ suspects }),
      openTrees(packagedGrammars),
      await builtInstruments(),
    );
    const shown = verdict.candidates.map(({ line, symptom, note, diff }) => ({ line, symptom, note, diff }));
    const hides = shown.find(({ note }) => note.includes('still undefined'));
    ok(hides?.symptom, JSON.stringify(shown, undefined, 1));
    match(hides.note, /`orders` is still undefined at lib\.js:8; only what reads it there is guarded\./);
    ok(shown.some(({ symptom }) => !symptom));
    strictEqual(
      shown.findIndex(({ symptom }) => symptom) >= shown.filter(({ symptom }) => !symptom).length,
      true,
      'what mends comes first',
    );
    ok(
      shown.some(({ note }) => /other changes? .*did the same in this run/.test(note)),
      JSON.stringify(shown, undefined, 1),
    );
  });

  it('claims nothing if the command passes', async () => {
    folder.write('lib.js', LIBRARY.replace('<=', '<'));
    const { baseline, verdict } = await repair([process.execPath, '--test', 'lib.test.js']);
    deepStrictEqual([baseline.outcome, verdict.candidates, verdict.tried], ['passes', [], 0]);
  });
});
