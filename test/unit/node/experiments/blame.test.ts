import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blameLimit } from '../../../../src/core/experiments/blameChange';
import { blamedHypothesis } from '../../../../src/core/experiments/blamedChange';
import { ExperimentRunner, type ExperimentOptions } from '../../../../src/node/experiments/experimentRunner';
import { GitRepository } from '../../../support/gitRepository';
import { runInProcess } from '../../../support/runInProcess';
import { usualIsolation } from '../../../support/usualIsolation';

const DAY = 24 * 60 * 60 * 1000;
const DAYS_AGO = new Date(Date.now() - 3 * DAY);
const TODAY = new Date(Date.now() - 60 * 60 * 1000);

describe('ExperimentRunner.blame', function () {
  this.timeout(180_000);
  let repository: GitRepository;
  beforeEach(() => {
    repository = new GitRepository();
    repository.write('lib.js', ['exports.size = (list) => (list || []).length;', ...lines('a', 20), ''].join('\n'));
    repository.write('main.js', 'const { size } = require("./lib"); console.log(size());\n');
    repository.commit('works', DAYS_AGO);
  });
  afterEach(() => repository.dispose());
  const blame = (since = Date.now() - DAY, more: Partial<ExperimentOptions> = { runRecipe: runInProcess }) =>
    new ExperimentRunner({ command: [process.execPath, 'main.js'], cwd: repository.path, root: repository.path, ...more }).blame(since);

  it('finds an uncommitted hunk among others', async () => {
    repository.write('lib.js', ['exports.size = (list) => list.length;', ...lines('a', 5), '// new', ...lines('b', 14), ''].join('\n'));
    repository.write('other.js', 'exports.x = 1;\n');
    const before = repository.git('status', '--porcelain');
    const { baseline, isolation, canary, runs, verdict } = await blame(undefined, {});
    deepStrictEqual([baseline.outcome, isolation, canary, verdict.outcome], ['fails', await usualIsolation(), true, 'found']);
    deepStrictEqual(
      verdict.changes.map(({ file, startLine, endLine, commit }) => [file, startLine, endLine, commit]),
      [['lib.js', 1, 1, undefined]],
    );
    match(
      verdict.changes[0]?.diff ?? '',
      /^--- a\/lib\.js\n\+\+\+ b\/lib\.js\n@@ -1,4 \+1,4 @@\n-exports\.size = \(list\) => \(list \|\| \[\]\)\.length;\n\+exports\.size = \(list\) => list\.length;/,
    );
    deepStrictEqual(
      [verdict.with, verdict.without],
      [
        [2, 2],
        [2, 2],
      ],
    );
    ok(runs <= blameLimit(4), String(runs));
    strictEqual(repository.git('status', '--porcelain'), before);
  });

  it('finds an uncommitted change of what is itself of today: its test did not pass before that', async () => {
    repository.write('main.js', 'const { sum } = require("./sum"); if (sum([]) !== 0) throw new Error("not 0");\n');
    repository.commit('begins', DAYS_AGO);
    repository.write('sum.js', 'exports.sum = (list) => list.reduce((all, each) => all + each, 0);\n');
    repository.commit('sums', TODAY);
    repository.write('sum.js', 'exports.sum = (list) => list.reduce((all, each) => all + each, 1);\n');
    const { verdict } = await blame();
    deepStrictEqual(
      [verdict.outcome, verdict.changes.map(({ file, startLine, commit }) => [file, startLine, commit])],
      ['found', [['sum.js', 1, undefined]]],
    );
  });

  it('goes back to the commit that broke it if it already failed a day before', async () => {
    const day = (ago: number): Date => new Date(Date.now() - ago * DAY);
    for (let at = 0; at < 5; at++) {
      repository.write(`notes${at}.js`, `exports.note = ${at};\n`);
      repository.commit(`note ${at}`, day(20 - at));
    }
    repository.write('lib.js', ['exports.size = (list) => list.length;', ...lines('a', 12), '// new', ...lines('a', 8), ''].join('\n'));
    repository.write('renamed.js', 'exports.other = 1;\n');
    const broken = repository.commit('shorter', day(10));
    for (let at = 5; at < 9; at++) {
      repository.write('other.js', `exports.other = ${at};\n`);
      repository.commit(`other ${at}`, day(9 - (at - 5)));
    }
    repository.write('other.js', 'exports.other = 99;\n');
    const before = repository.git('status', '--porcelain');
    const { baseline, canary, verdict } = await blame();
    deepStrictEqual([baseline.outcome, canary, verdict.outcome], ['fails', true, 'found']);
    deepStrictEqual(
      verdict.changes.map(({ file, startLine, commit }) => [file, startLine, commit]),
      [['lib.js', 1, broken]],
    );
    strictEqual(verdict.commit, repository.git('rev-parse', broken).trim());
    match(verdict.notes.join(' '), new RegExp(`The first commit that fails is ${broken} of .*; the one before it, \\w+ of .*, passes`));
    deepStrictEqual(
      [verdict.with, verdict.without],
      [
        [2, 2],
        [2, 2],
      ],
    );
    strictEqual(repository.git('status', '--porcelain'), before);
  });

  it('goes back through commits that changed many files, whichever of them comes first by name', async () => {
    const day = (ago: number): Date => new Date(Date.now() - ago * DAY);
    const touch = (text: string): void => {
      for (let at = 0; at < 700; at++) repository.write(`a/é ${at}.js`, `exports.note = '${text} ${at}';\n`);
    };
    touch('old');
    repository.commit('many', day(20));
    repository.write('lib.js', ['exports.size = (list) => list.length;', ...lines('a', 20), ''].join('\n'));
    const broken = repository.commit('shorter', day(15));
    touch('new');
    repository.commit('many again', day(10));
    const left = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`debug-context-${process.pid}-`));
    const { isolation, verdict } = await blame(undefined, {});
    deepStrictEqual([isolation, verdict.outcome], [await usualIsolation(), 'found']);
    deepStrictEqual(
      verdict.changes.map(({ file, commit }) => [file, commit]),
      [['lib.js', broken]],
    );
    deepStrictEqual(left(), []);
  });

  it('names the commit of a change of the last day', async () => {
    repository.write('lib.js', ['exports.size = (list) => list.length;', ...lines('a', 20), ''].join('\n'));
    const commit = repository.commit('shorter', TODAY);
    repository.write('other.js', 'exports.x = 1;\n');
    repository.commit('other', TODAY);
    const { verdict } = await blame();
    deepStrictEqual([verdict.outcome, verdict.changes.map((change) => change.commit)], ['found', [commit]]);
  });

  it('keeps hunks together that depend on each other', async () => {
    repository.write('names.js', 'exports.oldName = () => [];\n');
    repository.write('lib.js', 'const { oldName } = require("./names");\nexports.size = (list) => (list || oldName()).length;\n');
    repository.commit('names', DAYS_AGO);
    repository.write('names.js', 'exports.newName = () => undefined;\n');
    repository.write('lib.js', 'const { newName } = require("./names");\nexports.size = (list) => (list || newName()).length;\n');
    const { verdict } = await blame();
    deepStrictEqual([verdict.outcome, [...new Set(verdict.changes.map(({ file }) => file))].sort()], ['found', ['lib.js', 'names.js']]);
  });

  it('finds a change together with one that no name connects with it, where the first cannot be taken back alone', async () => {
    const python = (start: string, size: string): string =>
      [start, '', ...lines('a', 6), size, '', '', ...lines('b', 6), ''].join('\n').replaceAll('//', '#');
    repository.write(
      'cart.py',
      python('from __future__ import annotations', 'def size(items: Missing = None):\n    return len(items or [])'),
    );
    repository.write('main.py', 'import cart\nprint(cart.size())\n');
    repository.commit('cart', DAYS_AGO);
    repository.write('cart.py', python('# sizes', 'def size(items=None):\n    return len(items)').replace('# b 3', '# b three'));
    repository.write('other.py', 'x = 1\n');
    const { verdict } = await new ExperimentRunner({ command: ['python3', 'main.py'], cwd: repository.path, root: repository.path }).blame(
      Date.now() - DAY,
    );
    deepStrictEqual(
      [verdict.outcome, verdict.changes.map(({ file, startLine }) => `${file}:${startLine}`), verdict.without],
      ['found', ['cart.py:1', 'cart.py:9'], [2, 2]],
    );
    deepStrictEqual(verdict.notes, [
      "Without the change of cart.py:9 alone it still does not pass. It fails with NameError: name 'Missing' is not defined.",
      'Without the change of cart.py:1 alone the same failure stays.',
    ]);
    const hypothesis = blamedHypothesis(verdict);
    strictEqual(hypothesis?.title, 'It passes without the changes of cart.py:1, cart.py:9');
    strictEqual(hypothesis.rootCause, 'With these changes 2 of 2 runs fail, without them 2 of 2 pass.');
  });

  it('finds two changes that each break it', async () => {
    repository.write('second.js', 'exports.check = () => true;\n');
    repository.write(
      'main.js',
      'const { size } = require("./lib"); if (!require("./second").check()) throw new TypeError("Cannot read properties of undefined (reading \'length\')"); console.log(size());\n',
    );
    repository.commit('second', DAYS_AGO);
    repository.write('second.js', 'exports.check = () => { return undefined.length; };\n');
    repository.write('lib.js', ['exports.size = (list) => list.length;', ...lines('a', 20), ''].join('\n'));
    const { verdict } = await blame();
    // Undoing one reveals the other: that is another failure, so nothing smaller than both makes the command pass.
    ok(verdict.outcome === 'found' ? verdict.changes.length === 2 : verdict.outcome === 'unresolved', JSON.stringify(verdict));
  });

  it('finds an added file, a deleted one and a renamed one', async () => {
    repository.write('main.js', 'let extra = []; try { extra = require("./extra") } catch {} console.log(extra.size.length);\n');
    repository.write('main.js', 'const fs = require("fs"); if (fs.existsSync("flag.js")) null.x; console.log(1);\n');
    repository.commit('flag', DAYS_AGO);
    repository.write('flag.js', '// on\n');
    repository.write('unused.js', '// nothing\n');
    deepStrictEqual(
      (await blame()).verdict.changes.map(({ file }) => file),
      ['flag.js'],
    );

    repository.write('main.js', 'const fs = require("fs"); if (!fs.existsSync("keep.js")) null.x; console.log(1);\n');
    repository.write('keep.js', '// here\nmodule.exports = 1;\n');
    repository.commit('keep', DAYS_AGO);
    rmSync(join(repository.path, 'keep.js'));
    deepStrictEqual(
      (await blame()).verdict.changes.map(({ file }) => file),
      ['keep.js'],
    );

    repository.git('checkout', '-q', 'keep.js');
    renameSync(join(repository.path, 'keep.js'), join(repository.path, 'kept.js'));
    repository.git('add', '-A');
    deepStrictEqual(
      (await blame()).verdict.changes.map(({ file }) => file),
      ['kept.js'],
    );
  });

  it('finds the rename of a module that others still import, and its commit', async () => {
    renameSync(join(repository.path, 'lib.js'), join(repository.path, 'sizes.js'));
    repository.write('other.js', 'exports.x = 1;\n');
    const commit = repository.commit('renamed', TODAY);
    const { baseline, canary, verdict } = await blame();
    deepStrictEqual([baseline.outcome, canary, verdict.outcome], ['fails', true, 'found']);
    match(baseline.error?.message ?? '', /^Cannot find module '\.\/lib'/);
    deepStrictEqual(
      verdict.changes.map((change) => [change.file, change.commit, change.diff.split('\n')[0]]),
      [['sizes.js', commit, 'rename from lib.js']],
    );
    deepStrictEqual([...verdict.with, ...verdict.without], [2, 2, 2, 2]);
  });

  it('finds the change with which the code does not build, among those that leave it as broken', async () => {
    repository.write(
      'lib.js',
      ['exports.size = (list) => (list || []).length;', ...lines('a', 12), '// new', ...lines('a', 8), ''].join('\n'),
    );
    repository.write('main.js', 'const { size } = require("./lib"); console.log(size();\n');
    const { verdict } = await blame();
    deepStrictEqual([verdict.outcome, verdict.changes.map(({ file, commit }) => [file, commit])], ['found', [['main.js', undefined]]]);
  });

  describe('where a file is edited in the middle', () => {
    /** Blames while a person edits a file at the first run of a search. */
    const whileEditing = (edit: () => void) => {
      let edited = false;
      const progress = (step: string): void => {
        if (edited || !/^running it with/.test(step)) return;
        edited = true;
        edit();
      };
      return blame(undefined, { progress, runRecipe: runInProcess });
    };
    beforeEach(() => {
      repository.write('lib.js', ['exports.size = (list) => list.length;', ...lines('a', 5), '// new', ...lines('b', 14), ''].join('\n'));
      repository.write('other.js', 'exports.x = 1;\n');
    });

    it('claims nothing about it', async () => {
      const { verdict } = await whileEditing(() =>
        repository.write(
          'lib.js',
          ['exports.size = (list) => list.length;', ...lines('a', 5), '// newer', ...lines('b', 14), ''].join('\n'),
        ),
      );
      deepStrictEqual([verdict.outcome, verdict.changes, verdict.notes], ['unresolved', [], ['lib.js was edited while the command ran.']]);
    });

    it('proves a change of another file again, by turns', async () => {
      // It did not differ before.
      const { verdict } = await whileEditing(() =>
        repository.write('main.js', 'const { size } = require("./lib");\nconsole.log(size());\n'),
      );
      deepStrictEqual(
        [verdict.outcome, verdict.changes.map(({ file }) => file), verdict.notes],
        [
          'found',
          ['lib.js'],
          ['main.js was edited while the command ran; after that it was run again, twice with the change and twice without.'],
        ],
      );
    });

    it('does not say that no recent change is to blame', async () => {
      repository.commit('broken', DAYS_AGO);
      repository.write('other.js', 'exports.x = 2;\n');
      const { verdict } = await whileEditing(() => repository.write('other.js', 'exports.x = 3;\n'));
      deepStrictEqual([verdict.outcome, verdict.notes[0]], ['unresolved', 'other.js was edited while the command ran.']);
    });
  });

  it('says that the failure is as old as the history', async () => {
    repository.git('checkout', '-q', '--orphan', 'anew');
    repository.write('lib.js', ['exports.size = (list) => list.length;', ...lines('a', 20), ''].join('\n'));
    repository.commit('broken', DAYS_AGO);
    repository.write('lib.js', ['exports.size = (list) => list.length;', ...lines('a', 20), '// more', ''].join('\n'));
    repository.commit('more', DAYS_AGO);
    repository.write('lib.js', ['exports.size = (list) => list.length;', ...lines('a', 20), '// today', ''].join('\n'));
    const { verdict } = await blame();
    strictEqual(verdict.outcome, 'notRecent');
    strictEqual((await blame(Date.now())).verdict.outcome, 'notRecent');
  });

  it('says that a history which is recent itself has nothing to compare with', async () => {
    repository.git('checkout', '-q', '--orphan', 'anew');
    repository.write('lib.js', 'exports.size = (list) => list.length;\n');
    repository.commit('broken');
    const { verdict, runs } = await blame();
    const why = 'Nothing that the command could read changed since the first known commit, which is recent itself.';
    deepStrictEqual([verdict.outcome, verdict.notes[0], runs], ['notRecent', why, 1]);
  });

  it('is unresolved after one run of a command that passes', async () => {
    const { baseline, verdict, runs } = await blame();
    deepStrictEqual([baseline.outcome, verdict.outcome, runs], ['passes', 'unresolved', 1]);
  });

  it('reports a missing repository', async () => {
    rmSync(join(repository.path, '.git'), { recursive: true });
    await blame().then(
      () => ok(false),
      (error: Error) => strictEqual(error.message, 'This folder is not in a git repository, so recent changes are not known.'),
    );
  });

  it('uses the current tests', async () => {
    repository.write(
      'test/size.test.js',
      'const assert = require("assert"); require("node:test").test("size", () => assert.strictEqual(require("../lib").size(), 0));\n',
    );
    repository.write('lib.js', ['exports.size = (list) => list.length;', ...lines('a', 20), ''].join('\n'));
    const { verdict } = await blame(undefined, { command: [process.execPath, 'test/size.test.js'], runRecipe: runInProcess });
    deepStrictEqual([verdict.outcome, verdict.changes.map(({ file }) => file)], ['found', ['lib.js']]);
  });
});

function lines(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `// ${word} ${at}`);
}
