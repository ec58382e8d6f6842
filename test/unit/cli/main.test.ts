import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { useLanguage, type Sentences } from '../../../src/core/language';
import type { Diagnosis } from '../../../src/cli/diagnosis';
import { exportedText } from '../../../src/app/exportedText';
import { main } from '../../../src/cli/main';
import type { Investigation } from '../../../src/core/investigation/investigation';
import type { KeptInvestigation } from '../../../src/core/investigation/investigationTexts';
import { redactInvestigation } from '../../../src/core/investigation/storedInvestigation';
import { wholeInvestigation } from '../../support/everyText';

/** Runs one command line in this process. */
async function run(
  argv: string[],
  { stdin = '', cwd = workspace, env }: { stdin?: string; cwd?: string; env?: Record<string, string> } = {},
) {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const sink = (into: Buffer[]) =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        into.push(Buffer.from(chunk));
        done();
      },
    });
  const code = await main(
    argv,
    {
      stdin: Readable.from([Buffer.from(stdin)]),
      stdinIsTerminal: false,
      stdout: sink(out),
      stderr: sink(err),
      env: { PATH: process.env['PATH'], ...env },
      cwd,
      assets,
      signal: new AbortController().signal,
    },
    '0.0.0',
  );
  return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

let home: string;
let workspace: string;
let assets: string;
let trace: string;

describe('the command line', () => {
  before(() => {
    home = realpathSync(mkdtempSync(join(tmpdir(), 'cli-')));
    workspace = join(home, 'shop');
    assets = join(home, 'dist');
    mkdirSync(join(assets, 'grammars'), { recursive: true });
    for (const name of ['tree-sitter.js', 'tree-sitter.wasm', 'tree-sitter-javascript.wasm']) {
      copyFileSync(resolve('node_modules/@vscode/tree-sitter-wasm/wasm', name), join(assets, 'grammars', name));
    }
    mkdirSync(join(workspace, 'lib'), { recursive: true });
    writeFileSync(
      join(workspace, 'lib/orders.js'),
      'const cache = {};\nfunction ordersOf(user) {\n  return cache[user];\n}\nmodule.exports = { ordersOf };\n',
    );
    writeFileSync(
      join(workspace, 'main.js'),
      "const { ordersOf } = require('./lib/orders');\n\nfunction countOrders(user) {\n  const orders = ordersOf(user);\n  return orders.length;\n}\n\nconsole.log(countOrders('ann'));\n",
    );
    const git = (...args: string[]) =>
      spawnSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', ...args], { cwd: workspace, encoding: 'utf8' });
    git('init', '-q');
    git('add', 'main.js');
    git('commit', '-qm', 'count orders', '--date', '2020-01-01T00:00:00Z');
    git('add', '.');
    git('commit', '-qm', 'cache orders');
    trace = spawnSync(process.execPath, ['main.js'], { cwd: workspace, encoding: 'utf8' }).stderr;
    assert.match(trace, /Cannot read properties of undefined/);
  });

  after(() => rmSync(home, { recursive: true, force: true }));

  it('finds the sources of a bundle in an ignored folder', async () => {
    const folder = join(home, 'bundled');
    for (const at of ['src', 'dist']) mkdirSync(join(folder, at), { recursive: true });
    writeFileSync(join(folder, 'src/total.js'), 'export function total(rows) {\n  return rows.length;\n}\n');
    const map = { version: 3, sources: ['../src/total.js'], names: [], mappings: 'AACE' };
    writeFileSync(join(folder, 'dist/main.js'), 'function t(r){return r.length}t();\n//# sourceMappingURL=main.js.map\n');
    writeFileSync(join(folder, 'dist/main.js.map'), JSON.stringify(map));
    const crash = spawnSync(process.execPath, [join(folder, 'dist/main.js')], { encoding: 'utf8' }).stderr;
    const { out } = await run(['diagnose', '--json', '--workspace', folder], { stdin: crash });
    const { report, suspects } = JSON.parse(out) as Diagnosis;
    assert.equal(report.errors[0]?.frames[0]?.file, 'src/total.js');
    assert.ok(suspects.length > 0);
    for (const { file } of suspects) assert.equal(file, 'src/total.js');
  });

  it('does not take a log of the failure for a recent change', async () => {
    const log = join(workspace, 'out.txt');
    writeFileSync(log, trace);
    try {
      for (const { argv, stdin } of [{ argv: ['diagnose', log, '--json'] }, { argv: ['diagnose', '--json'], stdin: trace }]) {
        const { out } = await run(argv, { stdin });
        const { context } = JSON.parse(out) as Diagnosis;
        assert.deepEqual([...new Set(context.recentChanges.map(({ file }) => file))], ['lib/orders.js']);
      }
    } finally {
      rmSync(log);
    }
  });

  it('diagnose --format marks places for editors and build servers, without secrets', async () => {
    const secret = 'ghp_abcdefghijklmnopqrstuvwxyz0123456789';
    const stdin = trace.replace("reading 'length'", `reading '${secret}'`);
    const printed = async (format: string, env = {}) => (await run(['diagnose', '--format', format], { stdin, env })).out;
    assert.match(
      await printed('lines'),
      /^main\.js:5:\d+: error: TypeError: Cannot read .*\n(?:[\w/.]+:\d+:\d+: (?:warning|note): .*\n)+$/,
    );
    assert.match(await printed('md'), /^### TypeError: Cannot read [^]*\*\*Hypotheses\*\*[^]*`lib\/orders\.js:\d+`/);
    const summary = join(home, 'summary.md');
    const github = await printed('github', { GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: home });
    assert.match(github, /^::stop-commands::([\w-]+)\n[^]*\n::\1::\n::error file=shop\/main\.js,line=5,/);
    assert.ok((github.match(/^::(?:error|warning|notice) /gm) ?? []).length <= 10);
    assert.match(readFileSync(summary, 'utf8'), /^### TypeError/);
    assert.equal((JSON.parse(await printed('gitlab')) as { location: { path: string } }[])[0]?.location.path, 'main.js');
    assert.equal((JSON.parse(await printed('sarif')) as { version: string }).version, '2.1.0');
    const sent = [
      await printed('lines'),
      await printed('md'),
      readFileSync(summary, 'utf8'),
      await printed('gitlab'),
      await printed('sarif'),
    ];
    for (const text of [...sent, github.slice(github.lastIndexOf('::error'))]) assert.ok(!text.includes(secret), text);
  });

  it('show prints an exported investigation, whatever it holds, and refuses anything else', async () => {
    const state = {
      ...wholeInvestigation,
      title: 'a \u001b[31mtitle ghp_abcdefghijklmnopqrstuvwxyz0123456789',
    } as unknown as Investigation;
    const file = join(home, 'investigation.json');
    writeFileSync(file, exportedText(file, state, await redactInvestigation(state, (texts) => Promise.resolve(texts))));
    const { code, out } = await run(['show', file]);
    assert.equal(code, 0);
    assert.match(out, /^# a  \\\[31mtitle \\<SECRET/);
    const { id, recipe } = JSON.parse((await run(['show', '--json', file])).out) as KeptInvestigation;
    assert.deepEqual([id, recipe], ['shared', undefined]);
    assert.match((await run(['show'], { stdin: '{"version":99}' })).err, /^Standard input was written by a later version\. /);
    for (const argv of [
      ['show', join(home, 'none.json')],
      ['show', home],
      ['show', join(workspace, 'main.js')],
      ['show', file, file],
    ]) {
      const { code, err } = await run(argv);
      assert.deepEqual([code, err.split('\n').length], [2, 2], err);
    }
  });

  it('parse --json prints the report: innermost frame first, 1-based', async () => {
    const { code, out } = await run(['parse', '--json'], { stdin: trace });
    const report = JSON.parse(out);
    assert.equal(code, 0);
    assert.equal(report.errors[0].type, 'TypeError');
    assert.equal(report.errors[0].message, "Cannot read properties of undefined (reading 'length')");
    assert.deepEqual(
      [report.errors[0].frames[0].file, report.errors[0].frames[0].line, report.errors[0].frames[0].function],
      [join(workspace, 'main.js'), 5, 'countOrders'],
    );
  });

  it('parse reads a file', async () => {
    writeFileSync(join(home, 'failure.log'), trace);
    const { code, out } = await run(['parse', join(home, 'failure.log')]);
    assert.equal(code, 0);
    assert.match(out, /TypeError: Cannot read properties/);
  });

  it('prompt includes the failing function, the source of the value, and the change', async () => {
    const { code, out } = await run(['prompt', '--workspace', workspace], { stdin: trace });
    assert.equal(code, 0);
    for (const heading of ['ERROR', 'RELEVANT CODE', 'EXPECTED BEHAVIOR', 'ACTUAL BEHAVIOR', 'RECENT CHANGE'])
      assert.match(out, new RegExp(`^${heading}:`, 'm'));
    assert.match(out, /@main\.js \(lines 3-6\)/);
    assert.match(out, /@lib\/orders\.js \(line 1\)[^]*?; \(lines 2-4\), ordersOf/);
    assert.match(out, /"cache orders"/);
  });

  it('diagnose --json keeps the contract and puts the changed line first that the value comes from', async () => {
    const { code, out } = await run(['diagnose', '--json', '--workspace', workspace, '--expected', '0'], { stdin: trace });
    const diagnosis = JSON.parse(out) as Diagnosis;
    assert.equal(code, 0);
    assert.deepEqual(Object.keys(diagnosis), ['report', 'context', 'suspects', 'hypotheses', 'provider']);
    assert.equal(diagnosis.context.expected, '0');
    assert.ok(diagnosis.context.tokens > 100);
    assert.equal(diagnosis.context.recentChanges[0]?.summary, 'cache orders');
    assert.ok(diagnosis.hypotheses.length >= 1 && diagnosis.hypotheses.length <= 3);
    assert.deepEqual([diagnosis.suspects[0]?.file, diagnosis.suspects[0]?.line], ['lib/orders.js', 1]);
    for (const { evidence } of diagnosis.hypotheses) assert.ok(evidence.every(({ verified }) => verified));
  });

  it('says which added code cannot be found', async () => {
    for (const name of ['prompt', 'diagnose']) {
      const { code, err } = await run([name, '--add', '@nope.js', '--add', 'lib/orders.js:900-1000'], { stdin: trace });
      assert.equal(code, 0);
      assert.match(
        err,
        /^nope\.js was not found in the workspace.*\nlib\/orders\.js has \d lines; lib\/orders\.js:900-1000 is not in it\.$/m,
      );
    }
  });

  it('says that there are more failures than the first one', async () => {
    const other = trace.replaceAll('main.js', 'other.js');
    assert.match((await run(['diagnose'], { stdin: `${trace}\n${other}` })).out, /^ {2}and 1 more failure: "parse" lists them; .*$/m);
    assert.doesNotMatch((await run(['diagnose'], { stdin: `${trace}\n${trace}` })).out, /more failure/);
  });

  it('replaces addresses and the name in home folders, but in no place of a suspect', async () => {
    const folder = join(home, 'home/ada/shop');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'a.js'), 'function f(mail) {\n  // ask ada@example.com\n  return mail.x;\n}\n');
    const file = join(folder, 'a.js');
    const stdin = `TypeError: no x for bob@example.com in ${file}\n    at f (${file}:3:15)\n`;
    const prompt = (await run(['prompt', '--workspace', folder], { stdin })).out;
    assert.doesNotMatch(prompt, /ada|bob@/);
    const { suspects, context } = JSON.parse((await run(['diagnose', '--json', '--workspace', folder], { stdin })).out) as Diagnosis;
    assert.deepEqual([suspects[0]?.file, context.snippets[0]?.file], ['a.js', 'a.js']);
  });

  it('check says which claims stand, whether the fix applies, and what is wrong with it', async () => {
    const claim = (line: number, fix: string) =>
      JSON.stringify({
        rootCause: 'the cache is empty',
        evidence: [{ file: 'lib/orders.js', line, why: '`cache[user]`' }],
        fix,
        output: trace,
      });
    const patch = (file: string, from: string, to: string) => `--- a/${file}\n+++ b/${file}\n@@ -1,1 +1,1 @@\n-${from}\n+${to}\n`;
    const right = await run(['check'], { stdin: claim(3, patch('lib/orders.js', 'const cache = {};', 'const cache = { ann: [] };')) });
    assert.equal(right.code, 0);
    assert.match(right.out, /^1 of 1 claims stands in the code\.\n {2}stands: lib\/orders\.js:3 `cache\[user\]`\nThe fix applies/);
    const unquoted = { rootCause: 'the cache is empty', evidence: [{ file: 'lib/orders.js', line: 3, why: 'looks it up' }] };
    assert.equal(
      (await run(['check'], { stdin: JSON.stringify(unquoted) })).out,
      '1 of 1 claims stands in the code.\n  only the line is there, no code is quoted: lib/orders.js:3 looks it up\n',
    );
    const wrong = await run(['check', '--json'], { stdin: claim(300, patch('lib/orders.js', 'nowhere', 'x')) });
    assert.equal(wrong.code, 4);
    const { evidence, fix } = JSON.parse(wrong.out);
    assert.deepEqual([evidence[0].verified, fix.applies], [false, false]);
    useLanguage('de', JSON.parse(readFileSync('l10n/bundle.l10n.de.json', 'utf8')) as Sentences);
    try {
      const { out } = await run(['check'], { stdin: claim(300, patch('lib/orders.js', 'nowhere', 'x')) });
      assert.match(
        out,
        /^0 von 1 Behauptungen stimmen mit dem Code überein\.\n {2}gestrichen: lib\/orders\.js:300 lib\/orders\.js hat \d Zeilen, nicht 300\.\nDie Korrektur passt nicht: /,
      );
    } finally {
      useLanguage('en', {});
    }
    for (const stdin of ['', 'prose', '[]', '{"evidence":[]}']) {
      const { code, out, err } = await run(['check'], { stdin });
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /^Give one JSON object: /);
    }
  });

  it('--for agent prints one answer, and the output of the command on standard error', async () => {
    const diagnosed = await run(['diagnose', '--for', 'agent'], { stdin: trace });
    assert.match(diagnosed.out, /^```\nTypeError: [^]*\nWhere to look\n1\. lib\/orders\.js:1: [^\n]*`cache`\n/);
    const ran = await run(['run', '--for', 'agent', '--', process.execPath, '-e', 'console.log("on the way"); null.x']);
    assert.equal(ran.code, 1);
    assert.doesNotMatch(ran.out, /on the way/);
    assert.match(ran.err, /^on the way$/m);
    const unknown = await run(['run', '--for', 'agent', '--', process.execPath, '-e', 'console.log("hm"); process.exit(3)']);
    assert.match(unknown.out, /ends with 3, and no error was recognised in its output\. Its end:\n\n```\nhm\n```\n$/);
    assert.equal((await run(['diagnose', '--for', 'model'], { stdin: trace })).code, 2);
  });

  it('exits with 1 if the input holds no error', async () => {
    const { code, err } = await run(['diagnose'], { stdin: 'all is well\n' });
    assert.equal(code, 1);
    assert.match(err, /^No error was recognised/);
  });

  it('exits with 2 and one sentence on wrong usage', async () => {
    for (const argv of [
      ['diagnose', '--workspace', join(home, 'nowhere')],
      ['parse', join(home, 'nowhere.log')],
      ['parse', '--what'],
      ['diagnose', '--workspace', ''],
      ['trace', '--value', 'orders', '--at', '.:1', '--', 'false'],
    ]) {
      const { code, out, err } = await run(argv);
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.equal(err.trim().split('\n').length, 1);
    }
  });

  it('exits with 3 if the provider fails, and still prints the evidence', async () => {
    const { code, out, err } = await run(
      ['diagnose', '--json', '--provider', 'openai', '--base-url', 'http://127.0.0.1:9/v1', '--model', 'm', '--api-key', 'k'],
      {
        stdin: trace,
      },
    );
    const diagnosis = JSON.parse(out) as Diagnosis;
    assert.equal(code, 3);
    assert.equal(diagnosis.error?.kind, 'connectionRefused');
    assert.deepEqual(diagnosis.hypotheses, []);
    assert.ok(diagnosis.context.snippets.length > 0);
    assert.ok(err.includes(diagnosis.error?.message ?? '?'));
  });

  it('run passes output and exit code through, and diagnoses the failure', async () => {
    const { code, out, err } = await run(['run', '--', process.execPath, 'main.js']);
    assert.equal(code, 1);
    assert.ok(err.includes('Cannot read properties of undefined'));
    assert.match(out, /Hypotheses/);
  });

  it('run prints an empty report where a tool reads a file', async () => {
    const printed = async (format: string) => (await run(['run', '--format', format, '--', process.execPath, '-e', '0'])).out;
    assert.equal(await printed('gitlab'), '[]\n');
    assert.deepEqual((JSON.parse(await printed('sarif')) as { runs: { results: [] }[] }).runs[0]?.results, []);
    assert.equal(await printed('lines'), '');
    const { err } = await run(['run', '--', process.execPath, '-e', 'process.exit(3)']);
    assert.match(
      err,
      / ends with 3, and no error was recognised in its output\. If it writes its errors into a file, give that file to diagnose\.\n$/,
    );
  });

  it('run prints nothing of its own if the command succeeds', async () => {
    const { code, out, err } = await run(['run', '--', process.execPath, '-e', 'console.log("fine")']);
    assert.deepEqual([code, out, err], [0, 'fine\n', '']);
  });

  it('run keeps standard output for the JSON, and passes the output of the command to standard error', async () => {
    const { code, out, err } = await run(['run', '--json', '--', process.execPath, '-e', 'console.log("on the way"); null.x']);
    assert.equal(code, 1);
    assert.equal((JSON.parse(out) as Diagnosis).report.errors[0]?.type, 'TypeError');
    assert.match(err, /^on the way$/m);
  });

  it('run ends a command at the limit of --timeout, as timeout(1) does', async () => {
    const { code, out, err } = await run(['run', '--timeout', '1.5', '--', process.execPath, '-e', 'setInterval(() => undefined, 1000)']);
    assert.deepEqual([code, out], [124, '']);
    assert.match(err, /^[^\n]+ was ended after 1\.5 s, the limit of --timeout\.\n$/);
  });

  it('run says which signal ended a program that prints nothing itself', async function () {
    if (process.platform === 'win32') this.skip();
    const { code, out, err } = await run(['run', '--', process.execPath, '-e', 'process.kill(process.pid, "SIGSEGV")']);
    assert.equal(code, 139);
    assert.match(err, /^Segmentation fault$/m);
    assert.match(out, /^Segmentation fault/m);
  });

  it('run ends as a shell would if there is no such command', async () => {
    const { code, err } = await run(['run', '--', 'no-such-command-here']);
    assert.equal(code, 127);
    assert.match(err, /could not be started/);
  });
});
