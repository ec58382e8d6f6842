import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import type { ProveVerdict } from '../../../../src/core/experiments/experiment';
import { openSyntax, openTrees } from '../../../../src/core/syntax/openSyntax';
import { ExperimentRunner, type ExperimentOptions } from '../../../../src/node/experiments/experimentRunner';
import { GitRepository, TempFolder } from '../../../support/gitRepository';
import { runInProcess } from '../../../support/runInProcess';

const CART = 'exports.net = (items) => items.reduce((sum, { price }) => sum + price, 0);\nexports.total = (items) => exports.net(items);\n';
const FIXED = CART.replace('=> exports.net(items)', '=> exports.net(items) * 2');
const HEAD = "const { test } = require('node:test');\nconst assert = require('node:assert');\nconst cart = require('../src/cart');\n";
const SUMS = "test('sums', () => assert.equal(cart.net([{ price: 1 }]), 1));\n";
const TAX = "test('adds tax', () => assert.equal(cart.total([{ price: 90 }]), 180));\n";

const [syntax, parse] = [openSyntax(packagedGrammars), openTrees(packagedGrammars)];

describe('ExperimentRunner.prove', function () {
  this.timeout(240_000);
  let repository: GitRepository;
  beforeEach(() => {
    repository = new GitRepository();
    repository.write('src/cart.js', CART);
    repository.write('test/cart.test.js', HEAD + SUMS);
    repository.commit('sums');
  });
  afterEach(() => repository.dispose());

  const runner = (over: Partial<ExperimentOptions> = {}) =>
    new ExperimentRunner({
      ...{ command: [process.execPath, '--test'], cwd: repository.path, root: repository.path, runRecipe: runInProcess, ...over },
    });
  /** Every run has a process of its own. */
  const IN_PROCESSES = { runRecipe: undefined };
  /** What it says, and whether git sees the same tree afterwards. */
  const prove = async (base?: string, over: Partial<ExperimentOptions> = {}) => {
    const before = repository.git('status', '--porcelain');
    const { verdict, canary } = await runner(over).prove(base, syntax, parse);
    strictEqual(repository.git('status', '--porcelain'), before);
    strictEqual(repository.git('stash', 'list'), '');
    return { verdict, canary };
  };
  const hunks = ({ hunks: all }: ProveVerdict) => all.map(({ file, startLine, endLine, needed }) => [file, startLine, endLine, needed]);

  it('proves an uncommitted fix with its test, and tells the place that no test notices', async () => {
    repository.write('src/cart.js', `${FIXED}\nexports.label = (items) => \`\${items.length} items\`;\n`);
    repository.write('test/cart.test.js', HEAD + SUMS + TAX);
    const { verdict, canary } = await prove(undefined, IN_PROCESSES);
    deepStrictEqual([verdict.outcome, verdict.agreed, verdict.others, canary], ['proven', [2, 2], 'asBefore', true]);
    deepStrictEqual(
      verdict.tests.map(({ file, name, before }) => [file, name, before.type]),
      [['test/cart.test.js', 'adds tax', 'AssertionError']],
    );
    deepStrictEqual(hunks(verdict), [
      ['src/cart.js', 2, 2, true],
      ['src/cart.js', 4, 4, false],
    ]);
    match(
      verdict.notes[0] ?? '',
      /^Proven: "adds tax" fails at HEAD with AssertionError: 90 == 180, and passes now \(2 of 2 each\)\. 1 of 2 /,
    );
  });

  it('proves a committed fix against the commit where its branch began', async () => {
    repository.git('checkout', '-q', '-b', 'fix');
    repository.write('src/cart.js', FIXED);
    repository.write('test/cart.test.js', HEAD + SUMS + TAX);
    repository.commit('tax');
    repository.git('checkout', '-q', 'main');
    repository.write('other.js', '1;\n');
    repository.commit('other');
    repository.git('checkout', '-q', 'fix');
    strictEqual((await prove()).verdict.outcome, 'unresolved');
    const { verdict } = await prove('main');
    deepStrictEqual([verdict.outcome, hunks(verdict)], ['proven', [['src/cart.js', 2, 2, true]]]);
  });

  it('says that a test which passes without the fix does not show it', async () => {
    repository.write('src/cart.js', FIXED);
    repository.write('test/cart.test.js', `${HEAD}${SUMS}test('is empty', () => assert.equal(cart.total([]), 0));\n`);
    strictEqual((await prove()).verdict.outcome, 'notRed');
  });

  it('says that a test without its fix still fails', async () => {
    repository.write('test/cart.test.js', HEAD + SUMS + TAX);
    strictEqual((await prove()).verdict.outcome, 'stillRed');
  });

  for (const [what, source, test, said] of [
    [
      'a function that only the fix has',
      `${CART}exports.tax = (x) => x;\n`,
      "test('t', () => assert.equal(cart.tax(1), 1));\n",
      '`tax` is missing there',
    ],
    [
      'a part of it in an object that only the fix has',
      `${CART}exports.rates = { tax: (x) => x };\n`,
      "test('t', () => assert.equal(cart.rates.tax(1), 1));\n",
      '`rates`, which the test uses, is missing there',
    ],
    [
      'a function whose absence the test takes for a wrong error',
      `${CART}exports.check = () => { throw new RangeError('x'); };\n`,
      "test('t', () => assert.throws(() => cart.check(), RangeError));\n",
      '`check` is missing there',
    ],
  ] as const)
    it(`does not take for red: ${what}`, async () => {
      repository.write('src/cart.js', source);
      repository.write('test/cart.test.js', HEAD + SUMS + test);
      const { verdict } = await prove();
      deepStrictEqual([verdict.outcome, verdict.notes[0]?.includes(said)], ['redOtherwise', true]);
    });

  it('does not take a file that only the fix has for a failing test', async () => {
    repository.write('src/tax.js', 'exports.tax = (x) => x;\n');
    repository.write('test/tax.test.js', "const { tax } = require('../src/tax');\nrequire('node:test').test('t', () => tax(1));\n");
    const { verdict } = await prove();
    deepStrictEqual([verdict.outcome, verdict.notes[0]?.includes('the module `../src/tax` is missing there')], ['redOtherwise', true]);
  });

  it('proves an error that the code of the base throws', async () => {
    repository.write('src/cart.js', CART.replace('(items) => items.reduce', '(items = []) => items.reduce'));
    repository.write('test/cart.test.js', `${HEAD}${SUMS}test('none', () => assert.equal(cart.net(), 0));\n`);
    const { verdict } = await prove();
    deepStrictEqual([verdict.outcome, verdict.tests[0]?.before.type], ['proven', 'TypeError']);
  });

  it('compares the whole repository where the command runs in one of its packages', async () => {
    repository.write('app/test/app.test.js', (HEAD + SUMS).replace('../src/cart', '../../src/cart'));
    repository.commit('app');
    repository.write('src/cart.js', FIXED);
    repository.write('app/test/app.test.js', (HEAD + SUMS + TAX).replace('../src/cart', '../../src/cart'));
    const app = join(repository.path, 'app');
    const { verdict } = await prove(undefined, { cwd: app, root: app });
    deepStrictEqual(
      [verdict.outcome, verdict.tests[0]?.file, hunks(verdict)],
      ['proven', 'test/app.test.js', [['../src/cart.js', 2, 2, true]]],
    );
  });

  it('proves a patch that is applied already, and says so', async () => {
    repository.write('src/cart.js', FIXED);
    repository.write('test/cart.test.js', HEAD + SUMS + TAX);
    const diff = repository.git('diff');
    repository.commit('fixed');
    const { baseline, verdict } = await runner().verify(diff, syntax, parse);
    deepStrictEqual([baseline.outcome, verdict.outcome, verdict.agreed, verdict.wasRed], ['fails', 'gone', [2, 2], true]);
    match(verdict.notes[0] ?? '', /^The patch is already applied/);
  });

  it('proves a fix in Python with the tests of unittest', async () => {
    const test = (more: string): string =>
      `import unittest\nfrom cart import total\n\n\nclass T(unittest.TestCase):\n    def test_empty(self):\n        self.assertEqual(total([]), 0)\n${more}`;
    repository.write('cart.py', 'def total(items):\n    return sum(items)\n');
    repository.write('test_cart.py', test(''));
    repository.commit('python');
    repository.write('cart.py', 'UNUSED = 1\n\n\ndef total(items):\n    return sum(items) * 2\n');
    repository.write('test_cart.py', test('\n    def test_tax(self):\n        self.assertEqual(total([9]), 18)\n'));
    const { verdict } = await prove(undefined, { command: ['python3', '-m', 'unittest'], ...IN_PROCESSES });
    deepStrictEqual([verdict.outcome, verdict.tests[0]?.before], ['proven', { type: 'AssertionError', message: '9 != 18' }]);
    deepStrictEqual(hunks(verdict), [
      ['cart.py', 1, 1, false],
      ['cart.py', 5, 5, true],
    ]);
  });

  it('proves a fix in a file that was moved, with tests that ask for it by its new name', async () => {
    repository.git('mv', 'src/cart.js', 'src/basket.js');
    repository.write('src/basket.js', FIXED);
    repository.write('test/cart.test.js', (HEAD + SUMS + TAX).replace('../src/cart', '../src/basket'));
    const { verdict } = await prove();
    deepStrictEqual([verdict.outcome, hunks(verdict)], ['proven', [['src/basket.js', 2, 2, true]]]);
  });

  describe('bad input', () => {
    it('names the package that the base needs and that is not installed now', async () => {
      repository.write('src/cart.js', `require('left-pad');\n${CART}`);
      repository.commit('needs a package');
      repository.write('src/cart.js', FIXED);
      repository.write('test/cart.test.js', HEAD + SUMS + TAX);
      // How deep the stack of a missing package is depends on what runs the file.
      const { verdict } = await prove(undefined, IN_PROCESSES);
      deepStrictEqual(verdict.outcome, 'redOtherwise');
      match(
        verdict.notes.join('\n'),
        /`left-pad` is missing there\.\nThe code of HEAD needs left-pad, which is not installed now: install it, or /,
      );
    });

    it('names a base that does not exist', () => rejects(prove('nowhere'), /There is no commit, branch or tag "nowhere"/));

    it('waits for the end of a merge', async () => {
      repository.git('checkout', '-q', '-b', 'other');
      repository.write('a.js', '1;\n');
      repository.commit('a');
      repository.git('checkout', '-q', 'main');
      repository.write('b.js', '1;\n');
      repository.commit('b');
      repository.gitAt(new Date(), 'merge', '-q', '--no-commit', '--no-ff', 'other');
      await rejects(prove(), /A merge is under way in this repository: finish it or abort it/);
    });

    it('says that a shallow clone does not hold the merge base', async () => {
      repository.git('checkout', '-q', '-b', 'fix');
      repository.write('src/cart.js', FIXED);
      repository.commit('fix');
      repository.git('checkout', '-q', 'main');
      repository.write('b.js', '1;\n');
      repository.commit('b');
      const clone = new TempFolder();
      execFileSync('git', [
        '-c',
        'protocol.file.allow=always',
        'clone',
        '-q',
        '--depth',
        '1',
        '--no-single-branch',
        '-b',
        'fix',
        `file://${repository.path}`,
        clone.path,
      ]);
      try {
        const proof = new ExperimentRunner({ command: ['true'], cwd: clone.path, root: clone.path }).prove('origin/main');
        await rejects(proof, /This clone is shallow and does not hold the commit where HEAD and origin\/main part/);
        const older = new ExperimentRunner({ command: ['true'], cwd: clone.path, root: clone.path }).prove('HEAD~1');
        await rejects(older, /There is no commit, branch or tag "HEAD~1" in this clone, which is shallow\. Fetch the rest/);
      } finally {
        clone.dispose();
      }
    });

    it('says that a folder is in no repository', async () => {
      const folder = new TempFolder();
      try {
        const proof = new ExperimentRunner({ command: ['true'], cwd: folder.path, root: folder.path }).prove(undefined);
        await rejects(proof, /This folder is in no git repository, so there is no base to compare with/);
      } finally {
        folder.dispose();
      }
    });

    it('says that a repository has no commit', async () => {
      const empty = new GitRepository();
      try {
        await rejects(new ExperimentRunner({ command: ['true'], cwd: empty.path, root: empty.path }).prove(undefined), /has no commit yet/);
      } finally {
        empty.dispose();
      }
    });

    it('says which submodule moved, and that it stays', async () => {
      const inner = new GitRepository();
      inner.write('x.js', '1;\n');
      inner.commit('x');
      try {
        repository.git('submodule', '--quiet', 'add', inner.path, 'lib');
        repository.commit('lib');
        inner.write('x.js', '2;\n');
        inner.commit('y');
        execFileSync('git', ['-C', join(repository.path, 'lib'), '-c', 'protocol.file.allow=always', 'pull', '-q'], { stdio: 'ignore' });
        const { verdict } = await prove();
        strictEqual(verdict.outcome, 'unresolved');
        match(verdict.notes.join(' '), /The submodule lib moved since HEAD, and stays as it is now/);
      } finally {
        inner.dispose();
      }
    });

    it('says of a file that only its mode changed, and that it stays', async () => {
      repository.write('run.sh', '#!/bin/sh\n');
      repository.commit('run');
      chmodSync(join(repository.path, 'run.sh'), 0o755);
      const { verdict } = await prove();
      strictEqual(verdict.outcome, 'unresolved');
      match(
        verdict.notes.join(' '),
        /^Only run\.sh differs from HEAD, and stays as it is now in every run: .*run\.sh changed its mode only/,
      );
    });

    it('says that what is staged is another state', async () => {
      repository.write('src/cart.js', FIXED);
      repository.git('add', '-A');
      repository.write('src/cart.js', `${FIXED}// more\n`);
      match((await prove()).verdict.notes.join(' '), /src\/cart\.js was edited after being staged/);
    });
  });
});
