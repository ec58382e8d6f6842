import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { main } from '../../../src/cli/main';
import type { BlameVerdict, Experiment, ProveVerdict, VerifyVerdict } from '../../../src/core/experiments/experiment';
import { InPlaceJournal } from '../../../src/node/experiments/inPlaceJournal';
import { builtInstruments } from '../../support/builtInstruments';
import { GitRepository } from '../../support/gitRepository';

const RIGHT =
  '--- a/lib.js\n+++ b/lib.js\n@@ -1 +1 @@\n-exports.size = (list) => list.length;\n+exports.size = (list = []) => list.length;\n';
const DAYS_AGO = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000);

describe('experiments on the command line', () => {
  let repository: GitRepository;
  before(async () => {
    repository = new GitRepository();
    const { nodePreload, pythonFolder } = await builtInstruments();
    cpSync(nodePreload, join(repository.path, '.git/assets/experiments/observe.cjs'));
    cpSync(pythonFolder, join(repository.path, '.git/assets/experiments/observe'), { recursive: true });
    mkdirSync(join(repository.path, '.git/assets/grammars'), { recursive: true });
    for (const name of ['tree-sitter.js', 'tree-sitter.wasm', 'tree-sitter-javascript.wasm'])
      copyFileSync(resolve(`node_modules/@vscode/tree-sitter-wasm/wasm/${name}`), join(repository.path, `.git/assets/grammars/${name}`));
    repository.write('lib.js', 'exports.size = (list) => (list || []).length;\n');
    repository.write('main.js', 'const { size } = require("./lib");\nconsole.log(size());\n');
    repository.write('check.js', 'require("assert").strictEqual(require("./lib").size(), 0);\n');
    repository.commit('works', DAYS_AGO);
    repository.write('lib.js', 'exports.size = (list) => list.length;\n');
    repository.write('.git/right.diff', RIGHT);
    repository.write('.git/same.diff', RIGHT.replace('(list = [])', '(list /* same */)'));
  });
  after(() => repository.dispose());
  const run = (...argv: string[]) => runIn(repository.path, argv);
  const command = ['--', process.execPath, 'main.js'];

  it('names files that an experiment that was killed had edited in place, and that were changed since', async () => {
    const file = join(repository.path, '.git/in-place.js');
    const before = process.env['XDG_STATE_HOME'];
    process.env['XDG_STATE_HOME'] = join(repository.path, '.git/state');
    try {
      repository.write('.git/in-place.js', 'before');
      await InPlaceJournal.write([{ file, text: 'edited' }]);
      const journals = join(repository.path, '.git/state/debug-with-context/in-place');
      // The process that wrote it is gone.
      const { pid } = spawnSync(process.execPath, ['--version']);
      for (const name of readdirSync(journals)) renameSync(join(journals, name), join(journals, `${pid}-x`));
      repository.write('.git/in-place.js', 'typed since');
      const { err } = await run('verify', '--patch', '.git/right.diff', '--', process.execPath, '-e', '0');
      match(err, /in-place\.js was changed after an experiment had edited it in place, so it is left as it is; the text from before/);
      strictEqual(readFileSync(file, 'utf8'), 'typed since');
    } finally {
      if (before === undefined) delete process.env['XDG_STATE_HOME'];
      else process.env['XDG_STATE_HOME'] = before;
    }
  });

  it('verify prints an experiment, and ends with 0 if the fix is proved', async () => {
    const { code, out } = await run('verify', '--json', '--patch', '.git/right.diff', '--', process.execPath, 'check.js');
    const experiment = JSON.parse(out) as Experiment<'verify', VerifyVerdict>;
    strictEqual(code, 0);
    deepStrictEqual(Object.keys(experiment), ['purpose', 'command', 'baseline', 'isolation', 'canary', 'runs', 'seconds', 'verdict']);
    deepStrictEqual(Object.keys(experiment.verdict), ['outcome', 'agreed', 'others', 'wasRed', 'notes']);
    deepStrictEqual(
      [experiment.purpose, experiment.command, experiment.verdict.outcome],
      ['verify', [process.execPath, 'check.js'], 'gone'],
    );
    strictEqual(readFileSync(join(repository.path, 'lib.js'), 'utf8'), 'exports.size = (list) => list.length;\n');
  });

  it('verify ends with 4 for a program without tests, and shows what it prints with and without the patch', async () => {
    const { code, out } = await run('verify', '--json', '--patch', '.git/right.diff', ...command);
    const { verdict } = JSON.parse(out) as Experiment<'verify', VerifyVerdict>;
    deepStrictEqual([code, verdict.outcome, Object.keys(verdict)], [4, 'unresolved', ['outcome', 'agreed', 'others', 'wasRed', 'notes']]);
    match(
      verdict.notes[0] ?? '',
      /^Unproven: .* With the patch it prints `0`; without the patch it printed nothing and ended with `TypeError/,
    );
  });

  it('verify ends with 4 if it is not proved, with 1 if nothing fails, and with 2 for wrong usage', async () => {
    strictEqual((await run('verify', '--patch', '.git/same.diff', ...command)).code, 4);
    const passes = await run('verify', '--json', '--patch', '.git/right.diff', '--', process.execPath, '-e', '0');
    strictEqual(passes.code, 1);
    match(passes.err, /^The command passes without the patch[^\n]+\n$/);
    for (const wrong of [
      ['verify', ...command],
      ['verify', '--patch', 'nowhere.diff', ...command],
      ['verify', '--patch', '-', ...command],
      ['verify', '--patch', '.git/right.diff', process.execPath],
      ['verify', '--patch', '.git/right.diff', '--'],
      ['verify', '--patch', '.git/right.diff', '--timeout', 'long', ...command],
      ['blame', '--since', 'yesterday', ...command],
      ['prove', '--base', 'no-such-branch', ...command],
      ['prove', '--base', '', ...command],
      ['blame', '--workspace', 'nowhere', ...command],
      ['prompt', 'failure.log', ...command],
      ['prompt', '--'],
      ['prompt', '--timeout', '5', 'failure.log'],
      ['run', '--seconds', '5', ...command],
      ['trace', '--value', 'list', '--at', 'lib.js:2', ...command],
      ['trace', '--value', 'orders', '--at', 'lib.js:1', ...command],
    ]) {
      const { code, err } = await run(...wrong);
      strictEqual(code, 2, wrong.join(' '));
      match(err, /^[^\n]+\n$/);
    }
  });

  it('prompt runs a command and shows of its failure what ran; what the command prints goes to standard error', async () => {
    // The likeliest function is shown whole, either of both. A long output makes room for the other one.
    const unran = 'if (n > 9) {\n    n -= 1;\n    n -= 2;\n    n -= 3;\n  }';
    repository.write('odd.js', `exports.odd = (n) => {\n  ${unran}\n  return n % 2;\n};\n`);
    repository.write('far.js', `const { odd } = require("./odd");\nexports.far = (n) => {\n  ${unran}\n  return odd(n) + 1;\n};\n`);
    repository.write('test.js', 'console.log("hello\\n".repeat(80));\nrequire("assert").strictEqual(require("./far").far(4), 2);\n');
    const { code, out, err } = await run('prompt', '--for', 'agent', '--', process.execPath, 'test.js');
    strictEqual(code, 0, err);
    match(out, /^ERROR:\n[^]*@(?:odd|far)\.js[^]*… 3 lines did not run/);
    match(err, /hello/);
    ok(!out.includes('hello\n'));
    const passes = await run('prompt', '--for', 'agent', '--', process.execPath, '-e', '0');
    deepStrictEqual([passes.code, passes.out], [1, '']);
    match(passes.err, /passes: there is nothing to investigate/);
  });

  it('blame prints the change, and ends with 4 if there is none', async () => {
    const { code, out } = await run('blame', '--json', ...command);
    const { purpose, verdict } = JSON.parse(out) as Experiment<'blame', BlameVerdict>;
    deepStrictEqual([code, purpose, verdict.outcome], [0, 'blame', 'found']);
    deepStrictEqual(Object.keys(verdict), ['outcome', 'changes', 'with', 'without']);
    deepStrictEqual(
      verdict.changes.map(({ file, startLine, endLine }) => [file, startLine, endLine]),
      [['lib.js', 1, 1]],
    );
    deepStrictEqual(
      [verdict.with, verdict.without],
      [
        [2, 2],
        [2, 2],
      ],
    );
    match(
      (await run('blame', ...command)).out,
      /With this change 2 of 2 runs fail, without it 2 of 2 pass:\n\nlib\.js:1 \(not committed\)/,
    );
    strictEqual((await run('blame', '--', process.execPath, '-e', 'null.x')).code, 4);
  });

  it('prove prints what the tests show, and ends with 0 if they show the fix', async () => {
    const test = (value: string) => `const { size } = require('./lib');\nif (size() !== ${value}) throw new Error(\`\${size()}\`);\n`;
    const fixed = new GitRepository();
    try {
      fixed.write('lib.js', 'exports.size = () => 1;\n');
      fixed.write('test.js', test('1'));
      fixed.commit('one');
      fixed.write('lib.js', 'exports.size = () => 2;\n');
      fixed.write('test.js', test('2'));
      const proof = ['prove', '--json', '--', process.execPath, 'test.js'];
      const { code, out } = await runIn(fixed.path, proof);
      const { purpose, baseline, verdict } = JSON.parse(out) as Experiment<'prove', ProveVerdict>;
      deepStrictEqual([code, purpose, baseline.outcome, verdict.outcome], [0, 'prove', 'passes', 'proven']);
      deepStrictEqual(Object.keys(verdict), ['outcome', 'agreed', 'tests', 'hunks', 'others', 'notes']);
      deepStrictEqual(verdict.hunks, [{ file: 'lib.js', startLine: 1, endLine: 1, needed: true }]);
      const shown = await runIn(
        fixed.path,
        proof.filter((word) => word !== '--json'),
      );
      match(
        shown.out,
        /^[^\n]+\n\nProven: "[^"]+" fails at HEAD with Error: 1, and passes now \(2 of 2 each\)\. The changed place is needed\.\n {2}lib\.js:1: needed\n/,
      );
      fixed.write('test.js', test('size()'));
      const weak = await runIn(fixed.path, proof);
      deepStrictEqual([weak.code, (JSON.parse(weak.out) as Experiment<'prove', ProveVerdict>).verdict.outcome], [4, 'notRed']);
    } finally {
      fixed.dispose();
    }
  });

  it('prove says why it cannot compare, on standard error, too, and ends with 4', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'no-git-'));
    try {
      const { code, out, err } = await runIn(folder, ['prove', '--json', '--', process.execPath, '-e', '0']);
      const { verdict } = JSON.parse(out) as Experiment<'prove', ProveVerdict>;
      const why = 'This folder is in no git repository, so there is no base to compare with.';
      deepStrictEqual([code, verdict.outcome, verdict.notes, err], [4, 'unresolved', [why], `${why}\n`]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('blame gives programs an experiment where there is no git, and says so once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'no-git-'));
    try {
      const { code, out, err } = await runIn(folder, ['blame', '--json', '--', process.execPath, '-e', 'null.x']);
      const { baseline, verdict } = JSON.parse(out) as Experiment<'blame', BlameVerdict>;
      const why = 'This folder is not in a git repository, so recent changes are not known.';
      deepStrictEqual([code, baseline, verdict.outcome, err], [4, { outcome: 'unresolved', why }, 'unresolved', `${why}\n`]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('verify says why a patch does not apply, on standard error, too', async () => {
    const diff = '--- a/nowhere.js\n+++ b/nowhere.js\n@@ -1 +1 @@\n-a\n+b\n';
    repository.write('.git/nowhere.diff', diff);
    const { code, out, err } = await run('verify', '--json', '--patch', '.git/nowhere.diff', ...command);
    const { baseline, verdict } = JSON.parse(out) as Experiment<'verify', VerifyVerdict>;
    deepStrictEqual([code, baseline.why, verdict.notes, err], [4, verdict.notes[0], verdict.notes.slice(0, 1), `${baseline.why ?? ''}\n`]);
    match(err, /nowhere\.js, which does not exist/);
  });

  it('run --investigate adds proofs of experiments to the diagnosis, and ends as the command does', async () => {
    const { code, out } = await run('run', '--investigate', '--json', ...command);
    strictEqual(code, 1);
    const diagnosis = JSON.parse(out) as {
      suspects: { file: string; line: number }[];
      hypotheses: { title: string; fix?: { diff: string } }[];
      experiments: Experiment[];
    };
    deepStrictEqual(
      diagnosis.experiments.map(({ purpose }) => purpose),
      ['values', 'blame', 'coverage'],
    );
    deepStrictEqual([diagnosis.suspects[0]?.file, diagnosis.suspects[0]?.line], ['lib.js', 1]);
    strictEqual(diagnosis.hypotheses[0]?.title, 'The change of lib.js:1 made it fail');
    strictEqual(
      diagnosis.hypotheses[0]?.fix?.diff,
      '--- a/lib.js\n+++ b/lib.js\n@@ -1,1 +1,1 @@\n-exports.size = (list) => list.length;\n+exports.size = (list) => (list || []).length;',
    );
    ok(diagnosis.hypotheses.length <= 3);
  });

  it('run --investigate shows what the experiments found, before the hypotheses', async () => {
    const { out } = await run('run', '--investigate', ...command);
    match(out, /\nValues where it fails\n {2}lib\.js:1 {2}exports\.size\n {6}list {2}undefined\n/);
    match(out, /\nWhat broke it\n {2}With this change 2 of 2 runs fail, without it 2 of 2 pass:\n[^]*\nHypotheses \(/);
  });

  it('run --investigate tells a person its hypotheses whole, however little the command prints', async () => {
    const said = 'require("./lib"); process.stderr.write("TypeError: x\\n    at size (./lib.js:1:34)\\n"); process.exit(1)';
    const { out } = await run('run', '--investigate', '--seconds', '1', '--', process.execPath, '-e', said);
    match(out, /\n {3}Check: /);
  });
});

async function runIn(cwd: string, argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const text = { out: '', err: '' };
  const sink = (name: 'out' | 'err') =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        text[name] += chunk.toString();
        done();
      },
    });
  const io = {
    stdin: Readable.from([]),
    stdinIsTerminal: false,
    stdout: sink('out'),
    stderr: sink('err'),
    env: { PATH: process.env['PATH'] },
    cwd,
  };
  const code = await main(argv, { ...io, assets: join(cwd, '.git/assets'), signal: new AbortController().signal }, '0.0.0');
  return { code, ...text };
}
