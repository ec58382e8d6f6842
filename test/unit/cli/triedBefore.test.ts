import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtCli } from '../../support/builtCli';

const TRIED = /Tried before: fails the same, 2 of 2, \d{1,2} [A-Z][a-z]{2} \d\d:\d\d\.?/;

describe('a fix that failed once', () => {
  let folder: string;
  let state: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'tried-')));
    state = join(folder, 'state');
    mkdirSync(join(folder, 'shop'));
    const lines = ['function total(user) {', '  const sum = 0;', '  return user.orders.length + sum;', '}', 'total({});', ''];
    writeFileSync(join(folder, 'shop/cart.js'), lines.join('\n'));
    writeFileSync(join(folder, 'fix.diff'), '--- a/cart.js\n+++ b/cart.js\n@@ -2 +2 @@\n-  const sum = 0;\n+  const sum = 1;\n');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const cli = (args: string[], input = '') =>
    spawnSync(process.execPath, [builtCli(), ...args], {
      cwd: join(folder, 'shop'),
      input,
      encoding: 'utf8',
      env: { ...process.env, XDG_STATE_HOME: state },
    });

  it('is recognised by the next verify, although its lines moved, and named by diagnose', () => {
    const verify = () => cli(['verify', '--patch', '../fix.diff', '--json', '--', 'node', 'cart.js']);
    const notes = (stdout: string) => (JSON.parse(stdout) as { verdict: { notes: string[] } }).verdict.notes.join('\n');
    const first = verify();
    assert.equal(first.status, 4, first.stderr);
    assert.doesNotMatch(notes(first.stdout), TRIED);
    writeFileSync(
      join(folder, 'fix.diff'),
      '--- a/cart.js\n+++ b/cart.js\n@@ -1,2 +1,2 @@\n function total(user) {\n-  const sum = 0;\n+  const  sum = 1;\n',
    );
    assert.match(notes(verify().stdout), TRIED);
    const { stderr: trace } = spawnSync(process.execPath, ['cart.js'], { cwd: join(folder, 'shop'), encoding: 'utf8' });
    const diagnosed = cli(['diagnose'], trace);
    assert.match(diagnosed.stdout, /^Tried before: A patch of cart\.js \(`const {2}sum = 1;`\), tried 2 times: fails the same, 2 of 2, /m);
    assert.equal(diagnosed.stdout.match(/Tried before/g)?.length, 1);
    const json = JSON.parse(cli(['diagnose', '--json'], trace).stdout) as object;
    assert.deepEqual(Object.keys(json), ['report', 'context', 'suspects', 'hypotheses', 'provider']);
  }).timeout(240_000);

  it('is recognised where it was in the tree, and `prove` said that it still fails', () => {
    const shop = join(folder, 'shop');
    const git = (...args: string[]) => spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], { cwd: shop });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'cart');
    const text = readFileSync(join(shop, 'cart.js'), 'utf8');
    cli(['prove', '--', 'node', 'cart.js']);
    const { stderr: trace } = spawnSync(process.execPath, ['cart.js'], { cwd: shop, encoding: 'utf8' });
    assert.doesNotMatch(cli(['diagnose'], trace).stdout, /Tried before/, 'nothing was changed');
    writeFileSync(join(shop, 'cart.js'), text.replace('sum = 0', 'sum = 1'));
    const proved = cli(['prove', '--', 'node', 'cart.js']);
    assert.match(proved.stdout, /It still fails as it is: TypeError/);
    writeFileSync(join(shop, 'cart.js'), text);
    const verified = cli(['verify', '--patch', '../fix.diff', '--', 'node', 'cart.js']);
    assert.match(verified.stdout, /Tried before: it still fails as it is: TypeError[^]*, \d{1,2} [A-Z][a-z]{2} \d\d:\d\d\./);
  }).timeout(240_000);

  it('costs nothing where the state folder cannot be written', () => {
    writeFileSync(state, 'a file');
    const { status, stderr } = cli(['verify', '--patch', '../fix.diff', '--', 'node', 'cart.js']);
    assert.equal(status, 4);
    assert.equal(stderr, '');
  }).timeout(240_000);
});
