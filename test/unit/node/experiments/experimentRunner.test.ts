import { deepStrictEqual, match, strictEqual } from 'node:assert';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { openSyntax, openTrees } from '../../../../src/core/syntax/openSyntax';
import { ExperimentRunner, type ExperimentOptions } from '../../../../src/node/experiments/experimentRunner';
import { InPlaceJournal, keptSentence, restoreLeftJournals } from '../../../../src/node/experiments/inPlaceJournal';
import { TempFolder } from '../../../support/gitRepository';
import { runInProcess } from '../../../support/runInProcess';
import { usualIsolation } from '../../../support/usualIsolation';

const RIGHT =
  '--- a/lib.js\n+++ b/lib.js\n@@ -1 +1 @@\n-exports.size = (list) => list.length;\n+exports.size = (list) => (list || []).length;\n';

describe('ExperimentRunner', function () {
  let folder: TempFolder;
  beforeEach(() => {
    folder = new TempFolder();
    folder.write('lib.js', 'exports.size = (list) => list.length;\n');
    folder.write('main.js', 'const { size } = require("./lib"); console.log(size());\n');
  });
  afterEach(() => folder.dispose());
  const runner = (command: readonly string[], more: Partial<ExperimentOptions> = {}): ExperimentRunner =>
    new ExperimentRunner({ command, cwd: folder.path, root: folder.path, ...more });
  /** One whose runs start no process. */
  const quick = (command: readonly string[], more: Partial<ExperimentOptions> = {}): ExperimentRunner =>
    runner(command, { runRecipe: runInProcess, ...more });

  it('proves a fix in isolation, with the files unchanged', async () => {
    const { isolation, canary, verdict } = await runner([process.execPath, 'main.js']).verify(RIGHT);
    deepStrictEqual([isolation, canary, verdict.unproven, verdict.agreed], [await usualIsolation(), true, true, [2, 2]]);
    strictEqual(readFileSync(join(folder.path, 'lib.js'), 'utf8'), 'exports.size = (list) => list.length;\n');
  });

  it('proves a fix of Go', async function () {
    if (spawnSync('go', ['version']).status !== 0) this.skip();
    const before = 'package x\n\nfunc Size(n []int) int { return len(n) + 1 }\n';
    folder.write('go.mod', 'module x\n\ngo 1.19\n');
    folder.write('x.go', before);
    folder.write(
      'x_test.go',
      'package x\n\nimport "testing"\n\nfunc TestSize(t *testing.T) {\n\tif Size(nil) != 0 {\n\t\tt.Fatal("wrong")\n\t}\n}\n\nfunc TestOther(t *testing.T) {}\n',
    );
    const diff =
      '--- a/x.go\n+++ b/x.go\n@@ -3 +3 @@\n-func Size(n []int) int { return len(n) + 1 }\n+func Size(n []int) int { return len(n) }\n';
    const { isolation, canary, verdict } = await runner(['go', 'test', './...']).verify(diff);
    deepStrictEqual([isolation, canary, verdict.outcome, verdict.others], [await usualIsolation(), true, 'gone', 'asBefore']);
    strictEqual(readFileSync(join(folder.path, 'x.go'), 'utf8'), before);
  });

  it('proves it where another program reads the files', async () => {
    folder.write('main.js', 'eval(require("child_process").execFileSync("cat", ["lib.js"]).toString()); console.log(exports.size());\n');
    const { isolation, canary, verdict } = await runner([process.execPath, 'main.js']).verify(RIGHT);
    deepStrictEqual([isolation, canary, verdict.unproven], [await usualIsolation(), true, true]);
    strictEqual(readFileSync(join(folder.path, 'lib.js'), 'utf8'), 'exports.size = (list) => list.length;\n');
  });

  it('makes packages of the workspace point into the copy', async () => {
    folder.write('package.json', '{"workspaces":["packages/*"]}');
    folder.write('packages/lib/package.json', '{"name":"lib","main":"lib.js"}');
    folder.write('packages/lib/lib.js', 'exports.size = (list) => list.length;\n');
    folder.write('node_modules/other/index.js', 'module.exports = 1;');
    symlinkSync('../packages/lib', join(folder.path, 'node_modules/lib'));
    folder.write(
      'main.js',
      'const path = require.resolve("lib"); require("other"); const m = { exports: {} }; new Function("exports", require("child_process").execFileSync("cat", [path]).toString())(m.exports); m.exports.size();',
    );
    const { isolation, verdict } = await runner([process.execPath, 'main.js'], { isolations: ['copy'] }).verify(
      RIGHT.replaceAll('lib.js', 'packages/lib/lib.js'),
    );
    deepStrictEqual([isolation, verdict.unproven], ['copy', true]);
  });

  it('makes a copy find packages, settings and neighbours above the workspace', async () => {
    folder.write('node_modules/other/index.js', 'module.exports = 1;');
    folder.write('settings.json', '{"kept":true}');
    folder.write('beside/index.js', 'module.exports = 2;');
    folder.write('inner/ws/lib.js', 'exports.size = (list) => list.length;\n');
    folder.write(
      'inner/ws/main.js',
      'require("other"); require("../../settings.json"); require("../../beside"); eval(require("child_process").execFileSync("cat", ["lib.js"]).toString()); exports.size();',
    );
    const ws = join(folder.path, 'inner/ws');
    const { isolation, verdict } = await runner([process.execPath, 'main.js'], { cwd: ws, root: ws, isolations: ['copy'] }).verify(RIGHT);
    deepStrictEqual([isolation, verdict.unproven], ['copy', true]);
    deepStrictEqual(readdirSync(folder.path).sort(), ['beside', 'inner', 'lib.js', 'main.js', 'node_modules', 'settings.json']);
  });

  it('makes a Python program find its own module if the interpreter has one of the same name', async () => {
    folder.write('json.py', 'def loads(text):\n    return text.size\n');
    folder.write('main.py', 'import json\nprint(json.loads("1"))\n');
    const { baseline } = await runner(['python3', 'main.py']).baseline();
    deepStrictEqual([baseline.outcome, baseline.error?.message], ['fails', "'str' object has no attribute 'size'"]);
    const right = '--- a/json.py\n+++ b/json.py\n@@ -1,2 +1,2 @@\n def loads(text):\n-    return text.size\n+    return len(text)\n';
    const { isolation, verdict } = await runner(['python3', 'main.py']).verify(right);
    deepStrictEqual([isolation, verdict.unproven], [await usualIsolation(), true]);
  });

  it('claims nothing about a file that the command never reads', async () => {
    folder.write('unused.js', 'exports.size = (list) => list.length;\n');
    const { canary, verdict } = await quick([process.execPath, 'main.js']).verify(RIGHT.replaceAll('lib.js', 'unused.js'));
    deepStrictEqual([canary, verdict.outcome], [false, 'unresolved']);
    match(verdict.notes.join(), /A throw in \S+ changes nothing: the command does not read it\./);
  });

  it('uses the texts of unsaved editors', async () => {
    const saved = 'exports.size = (list) => 0;\n';
    folder.write('lib.js', saved);
    const unsaved = { 'lib.js': 'exports.size = (list) => list.length;\n' };
    const { baseline, verdict } = await quick([process.execPath, 'main.js'], { unsaved }).verify(RIGHT);
    deepStrictEqual([baseline.outcome, verdict.unproven], ['fails', true]);
    strictEqual(readFileSync(join(folder.path, 'lib.js'), 'utf8'), saved);
  });

  it('takes a guard for a symptom where own code makes the bad value, not where the test or a library gives it', async () => {
    folder.write('prices.js', 'const prices = { ada: 3 };\nexports.find = (name) => prices[name.toUpperCase()];\n');
    const bill = (makes: string): string =>
      `const { find } = require('./prices');\nexports.bill = (name) => {\n  const price = ${makes};\n  return price.toFixed(0);\n};\n`;
    folder.write('bill.test.js', "require('node:test')('of Ada', () => { require('./bill').bill('ada'); });\n");
    const diff = '--- a/bill.js\n+++ b/bill.js\n@@ -4 +4 @@\n-  return price.toFixed(0);\n+  return price?.toFixed(0);\n';
    const notesFor = async (makes: string): Promise<string[]> => {
      folder.write('bill.js', bill(makes));
      const { verdict } = await quick([process.execPath, '--test', 'bill.test.js']).verify(diff, openSyntax(packagedGrammars));
      strictEqual(verdict.outcome, 'gone');
      return verdict.notes;
    };
    match((await notesFor('find(name)'))[0] ?? '', /only guards line 4/);
    deepStrictEqual(await notesFor('name.split("-")[1]'), []);
  });

  it('withdraws a sign of a symptom if the failure is gone without it', async () => {
    const quiet = '--- a/side.js\n+++ b/side.js\n@@ -1 +1,2 @@\n module.exports = 1;\n+if (!process.env.HOME) process.exit(0);\n';
    folder.write('side.js', 'module.exports = 1;\n');
    const { verdict } = await runner([process.execPath, 'main.js']).verify(RIGHT + quiet);
    deepStrictEqual([verdict.unproven, verdict.notes.filter((note) => note.includes('side.js'))], [true, []]);
    folder.write('main.js', 'require("./side"); require("./lib").size();\n');
    const ends = quiet.replace('if (!process.env.HOME) ', '');
    const hidden = await runner([process.execPath, 'main.js']).verify(RIGHT.replace('(list || [])', 'list') + ends);
    strictEqual(hidden.verdict.unproven, true);
    match(hidden.verdict.notes.join(), /process\.exit\(0\).* ends the program as if it had succeeded \(side\.js\)/);
  });

  for (const [how, name, old, now, start] of [
    [
      'a script that prints results',
      'package.json',
      '{"scripts":{"test":"node lib.test.js"}}',
      '{"scripts":{"test":"echo ok 1 - sums; echo 1..1"}}',
      () => runner(['npm', 'test']),
    ],
    [
      'a set-up that runs no test',
      'setup.js',
      "module.exports = require('node:test');",
      "module.exports = (name) => require('node:test')(name, () => {});",
      () => quick([process.execPath, '--test', 'lib.test.js']),
    ],
  ] as const) {
    it(`does not report a failure as gone where a test passes whatever it does: ${how}`, async () => {
      folder.write('package.json', '{"scripts":{"test":"node lib.test.js"}}');
      folder.write('setup.js', "module.exports = require('node:test');");
      folder.write('lib.test.js', "const test = require('./setup');\ntest('sums', () => { require('./lib').size(); });\n");
      const diff = `--- a/${name}\n+++ b/${name}\n@@ -1 +1 @@\n-${old}\n\\ No newline at end of file\n+${now}\n\\ No newline at end of file\n`;
      const { verdict } = await start().verify(diff, openSyntax(packagedGrammars), openTrees(packagedGrammars));
      deepStrictEqual(
        [verdict.outcome, verdict.notes],
        ['unresolved', ['With the patch, "sums" passes even when it throws an error itself, so its passing proves nothing.']],
      );
      if (how === 'a script that prints results') return;
      const { verdict: right } = await start().verify(RIGHT, openSyntax(packagedGrammars), openTrees(packagedGrammars));
      deepStrictEqual([right.outcome, right.notes], ['gone', []]);
    });
  }

  for (const [how, name, old, now, why] of [
    [
      'asks for the environment of these runs',
      'area.js',
      'exports.area = (w, h) => w + h;',
      'exports.area = (w, h) => (process.env.NODE_OPTIONS ? w * h : w + h);',
      /passes only in the environment of these runs: in your own it fails with AssertionError/,
    ],
    [
      'switches an assertion off',
      'area.js',
      'exports.area = (w, h) => w + h;',
      "exports.area = (w, h) => w + h; require('node:assert').strictEqual = () => {};",
      /"area works" passes even where it expects 25 instead of 12 \(area\.test\.js:2\)/,
    ],
    [
      'lets a script write the tests anew',
      'make.js',
      '// Nothing has to be made.',
      "require('fs').writeFileSync('area.test.js', \"require('node:test').test('area works', () => {});\");",
      /the run changes area\.test\.js, a file of tests/,
    ],
  ] as const)
    it(`does not report a failure as gone where the patch ${how}`, async () => {
      folder.write('package.json', '{"scripts":{"pretest":"node make.js","test":"node area.test.js"}}');
      folder.write('make.js', '// Nothing has to be made.\n');
      folder.write('area.js', 'exports.area = (w, h) => w + h;\n');
      folder.write(
        'area.test.js',
        "const assert = require('node:assert'), { area } = require('./area');\nrequire('node:test').test('area works', () => assert.strictEqual(area(3, 4), 12));\n",
      );
      const diff = `--- a/${name}\n+++ b/${name}\n@@ -1 +1 @@\n-${old}\n+${now}\n`;
      // What starts these tests may tell npm to leave out the scripts before others.
      const env = { NODE_OPTIONS: undefined, npm_config_ignore_scripts: undefined };
      const command = name === 'make.js' ? ['npm', 'test', '--silent'] : [process.execPath, 'area.test.js'];
      const { verdict } = await runner(command, { env }).verify(diff, openSyntax(packagedGrammars), openTrees(packagedGrammars));
      strictEqual(verdict.outcome, 'unresolved');
      match(verdict.notes[0] ?? '', why);
    });

  it('says that a fix passes only with what its patch changes in a test', async () => {
    folder.write('area.js', 'exports.area = (w, h) => w + h;\n');
    folder.write(
      'area.test.js',
      "const assert = require('node:assert'), { area } = require('./area'), sides = [3, 4];\nrequire('node:test').test('area works', () => assert.strictEqual(area(...sides), sides[0] * sides[1]));\n",
    );
    const code = '--- a/area.js\n+++ b/area.js\n@@ -1 +1 @@\n-exports.area = (w, h) => w + h;\n+exports.area = (x, y) => x + y;\n';
    const head = "const assert = require('node:assert'), { area } = require('./area'), sides = ";
    const test = `--- a/area.test.js\n+++ b/area.test.js\n@@ -1 +1 @@\n-${head}[3, 4];\n+${head}[2, 2];\n`;
    const node = quick([process.execPath, '--test', 'area.test.js']);
    const { verdict } = await node.verify(code + test, openSyntax(packagedGrammars), openTrees(packagedGrammars));
    strictEqual(verdict.outcome, 'gone');
    match(verdict.notes[0] ?? '', /^It passes only with what the patch changes in area\.test\.js, too/);
  });

  it('recognises a test that passes whatever it does where its name is put together', async () => {
    folder.write('wrap.js', 'module.exports = (fn) => fn;\n');
    folder.write(
      'lib.test.js',
      "const test = require('node:test'), wrap = require('./wrap');\nfor (const n of [1, 2]) test(`sums ${n}`, wrap(() => {\n  require('./lib').size();\n}));\n",
    );
    const diff = '--- a/wrap.js\n+++ b/wrap.js\n@@ -1 +1 @@\n-module.exports = (fn) => fn;\n+module.exports = () => () => {};\n';
    const node = quick([process.execPath, '--test', 'lib.test.js']);
    const { verdict } = await node.verify(diff, openSyntax(packagedGrammars), openTrees(packagedGrammars));
    deepStrictEqual([verdict.outcome, verdict.agreed], ['unresolved', [0, 3]]);
    const { verdict: right } = await node.verify(RIGHT, openSyntax(packagedGrammars), openTrees(packagedGrammars));
    deepStrictEqual([right.outcome, right.notes], ['gone', []]);
  });

  it('says that a program passes whatever happens in it', async () => {
    const verify = async (line: string): Promise<string[]> => {
      const diff = RIGHT.replace('@@ -1 +1 @@', '@@ -1 +1,2 @@').replace('(list || [])', 'list') + `+${line}\n`;
      const { verdict } = await runner([process.execPath, 'main.js']).verify(
        diff,
        openSyntax(packagedGrammars),
        openTrees(packagedGrammars),
      );
      strictEqual(verdict.unproven, true);
      return verdict.notes;
    };
    const why = [
      'With the patch, the command ends as well where an error is thrown after main.js:1: what follows there may not run any more.',
    ];
    deepStrictEqual((await verify("process.on('uncaughtException', () => {});")).slice(1), why);
    deepStrictEqual((await verify('process.reallyExit(0);')).slice(1), why);
    // Only ten frames are printed, and where the first ones are is not known.
    folder.write('main.js', 'const { size } = require("./lib");\nconst deep = (n) => (n ? deep(n - 1) : size());\ndeep(20);\n');
    deepStrictEqual((await verify('process.reallyExit(0);')).slice(1), []);
  });

  it('proves a patch of built code, which is left out of the workspace otherwise', async () => {
    folder.write('.gitignore', 'dist/\n');
    folder.write('dist/lib.js', 'exports.size = (list) => list.length;\n');
    folder.write('main.js', 'const { size } = require("./dist/lib"); console.log(size());\n');
    const { verdict } = await quick([process.execPath, 'main.js']).verify(RIGHT.replaceAll('lib.js', 'dist/lib.js'));
    deepStrictEqual([verdict.unproven, verdict.notes.slice(2)], [true, []]);
  });

  it('proves a patch that renames one file and deletes another', async () => {
    folder.write('lib/size.js', 'exports.size = (list) => list.length;\n');
    folder.write('old.json', '{}\n');
    folder.write(
      'main.js',
      'if (require("fs").existsSync("old.json")) require("./lib/size").size();\nelse require("./lib/length").size([]);\n',
    );
    const diff =
      'diff --git a/lib/size.js b/lib/length.js\nsimilarity index 100%\nrename from lib/size.js\nrename to lib/length.js\n--- a/old.json\n+++ /dev/null\n@@ -1 +0,0 @@\n-{}\n';
    const { isolation, verdict } = await runner([process.execPath, 'main.js']).verify(diff);
    deepStrictEqual([verdict.unproven, isolation !== 'none', verdict.notes.slice(1)], [true, true, []]);
    deepStrictEqual([existsSync(join(folder.path, 'old.json')), existsSync(join(folder.path, 'lib/length.js'))], [true, false]);
  });

  it('says why a patch does not apply', async () => {
    const { runs, verdict } = await runner([process.execPath, 'main.js']).verify(RIGHT.replace('list.length', 'other'));
    strictEqual(runs, 0);
    match(verdict.notes[0] ?? '', /^The patch does not apply to lib\.js/);
  });

  it('applies a patch written with \\n to a file with \\r\\n, and keeps its line ends', async () => {
    folder.write(
      'lib.js',
      'exports.size = (list) => list.length;\r\nif (require("fs").readFileSync(__filename, "utf8").split("\\r\\n").length !== 3) throw new Error("other line ends");\r\n',
    );
    const { verdict } = await quick([process.execPath, 'main.js']).verify(RIGHT);
    strictEqual(verdict.unproven, true);
  });

  it('edits in place only on request, and restores everything', async () => {
    // The code runs in a process that was there before.
    const file = join(folder.path, 'lib.js');
    const server = createServer((_request, response) => {
      const exports = { size: (): unknown => undefined };
      try {
        compileFunction(readFileSync(file, 'utf8'), ['exports'], { filename: file })(exports);
        exports.size();
        response.end();
      } catch (error) {
        response.end(String(error));
      }
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const ask = `require('http').get('${url}', (answer) => answer.on('data', (text) => { throw new TypeError(text); }))`;
    try {
      strictEqual((await runner([process.execPath, '-e', ask]).verify(RIGHT)).verdict.unproven, undefined);
      const { isolation, verdict } = await runner([process.execPath, '-e', ask], { inPlace: true }).verify(RIGHT);
      deepStrictEqual([isolation, verdict.unproven], ['inPlace', true]);
    } finally {
      server.close();
    }
    strictEqual(readFileSync(file, 'utf8'), 'exports.size = (list) => list.length;\n');
  });
});

describe('InPlaceJournal', () => {
  let folder: TempFolder;
  beforeEach(() => {
    folder = new TempFolder();
    folder.write('a.js', 'a');
    folder.write('b.js', 'b');
  });
  afterEach(() => folder.dispose());
  const at = (name: string): string => join(folder.path, name);
  const text = (name: string): string => readFileSync(at(name), 'utf8');

  it('restores what a killed process left, but nothing that was written since', async () => {
    const script = `import { InPlaceJournal } from ${JSON.stringify(join(process.cwd(), 'src/node/experiments/inPlaceJournal'))};
      void InPlaceJournal.write([{ file: ${JSON.stringify(at('a.js'))}, text: 'edited' }, { file: ${JSON.stringify(at('b.js'))}, text: 'edited' },
        { file: ${JSON.stringify(at('new.js'))}, text: 'edited' }], ${JSON.stringify(at('state'))}).then(() => process.kill(process.pid, 'SIGKILL'));`;
    folder.write('edit.ts', script);
    try {
      execFileSync(process.execPath, ['--import', 'tsx', at('edit.ts')], { stdio: 'ignore' });
    } catch {
      // It was killed.
    }
    deepStrictEqual([text('a.js'), text('b.js'), text('new.js')], ['edited', 'edited', 'edited']);
    folder.write('b.js', 'typed since');
    const { files, earlier } = await restoreLeftJournals(at('state'));
    deepStrictEqual(files, [at('b.js')]);
    strictEqual(readFileSync(join(earlier[0] ?? '', 'b.js'), 'utf8'), 'b');
    strictEqual(
      keptSentence({ files, earlier }),
      `${at('b.js')} was changed after an experiment had edited it in place, so it is left as it is; the text from before the experiment is in ${earlier[0] ?? ''}.`,
    );
    deepStrictEqual([text('a.js'), text('b.js'), existsSync(at('new.js'))], ['a', 'typed since', false]);
  });

  it('restores a file whose write was cut off', async () => {
    for (const cut of ['', 'edi', 'edited']) {
      const journal = await InPlaceJournal.write([{ file: at('a.js'), text: 'edited' }], at('state'));
      folder.write('a.js', cut);
      deepStrictEqual([await journal.restore(), text('a.js')], [{ files: [], earlier: [] }, 'a'], cut);
    }
  });

  it('follows no link that is put in place of an edited file or of its folder', async () => {
    folder.write('victim.txt', 'edited');
    folder.write('dir/c.js', 'c');
    folder.write('other/c.js', 'edited');
    const edits = ['a.js', 'dir/c.js'].map((name) => ({ file: at(name), text: 'edited' }));
    const journal = await InPlaceJournal.write(edits, at('state'));
    rmSync(at('a.js'));
    symlinkSync(at('victim.txt'), at('a.js'));
    rmSync(at('dir'), { recursive: true });
    symlinkSync(at('other'), at('dir'));
    deepStrictEqual((await journal.restore()).files, [at('a.js'), at('dir/c.js')]);
    deepStrictEqual([text('victim.txt'), text('other/c.js')], ['edited', 'edited']);
  });

  it('leaves alone what belongs to a running process', async () => {
    const journal = await InPlaceJournal.write([{ file: at('a.js'), text: 'edited' }], at('state'));
    deepStrictEqual(await restoreLeftJournals(at('state')), { files: [], earlier: [] });
    strictEqual(keptSentence({ files: [], earlier: [] }), undefined);
    strictEqual(text('a.js'), 'edited');
    await journal.restore();
    strictEqual(text('a.js'), 'a');
  });
});
