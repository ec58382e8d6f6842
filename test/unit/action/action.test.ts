import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { builtCli } from '../../support/builtCli';
import { GitRepository, TempFolder } from '../../support/gitRepository';

const CART = (term: string) => `exports.total = (items) => items.reduce((sum, item) => ${term}, 0);\n`;
const TEST = (items: string, total: number) => `const { test } = require('node:test');
const assert = require('node:assert');
const { total } = require('../src/cart.js');

test('counts each piece', () => {
  assert.strictEqual(total([${items}]), ${total});
});
`;
const RED = TEST('{ price: 2, count: 3 }', 6);
const GREEN_ANYWAY = TEST('{ price: 2, count: 1 }', 2);

/** What a pull request changes, by file. */
type Change = Record<string, string>;

/** The script of the action, in a shell, on a repository as GitHub checks it out: the merge of a pull request with its target. */
describe('the action', function () {
  const folder = new TempFolder();
  const origins: GitRepository[] = [];
  after(() => [folder, ...origins].forEach((each) => each.dispose()));

  /** A checkout of so many commits. */
  function checkout(change: Change, depth: number): string {
    const origin = new GitRepository();
    origins.push(origin);
    origin.write('src/cart.js', CART('sum + item.price'));
    origin.write('README.md', '# Cart\n');
    origin.commit('a cart');
    origin.git('checkout', '-q', '-b', 'pieces');
    for (const [file, text] of Object.entries(change)) origin.write(file, text);
    origin.commit('count pieces');
    origin.git('checkout', '-q', 'main');
    origin.git('merge', '-q', '--no-ff', '-m', 'merge', 'pieces');
    origin.git('update-ref', 'refs/pull/1/merge', 'HEAD');
    origin.git('reset', '-q', '--hard', 'HEAD^1');
    const clone = join(folder.path, `checkout-${origins.length}`);
    const run = (...args: string[]) => {
      const { status, stderr } = spawnSync('git', args, { cwd: folder.path, encoding: 'utf8' });
      assert.equal(status, 0, stderr);
    };
    run('init', '-q', clone);
    run('-C', clone, 'remote', 'add', 'origin', `file://${origin.path}`);
    run('-C', clone, 'fetch', '-q', '--no-tags', `--depth=${depth}`, 'origin', '+refs/pull/1/merge:refs/remotes/pull/1/merge');
    run('-C', clone, 'checkout', '-q', 'refs/remotes/pull/1/merge');
    return clone;
  }

  function act(cwd: string, inputs: Record<string, string> = {}) {
    const [summary, output] = ['summary', 'output'].map((name) => join(folder.path, name)) as [string, string];
    for (const file of [summary, output]) rmSync(file, { force: true });
    const { status, stdout, stderr } = spawnSync('bash', [resolve('action/check.sh')], {
      cwd,
      encoding: 'utf8',
      env: {
        ...{ PATH: process.env['PATH'], HOME: folder.path, XDG_STATE_HOME: folder.path },
        ...{ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main', GITHUB_REF: 'refs/pull/1/merge' },
        ...{ GITHUB_WORKSPACE: cwd, GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output },
        ...{ DEBUG_WITH_CONTEXT: `${process.execPath} ${builtCli()}`, COMMAND: 'node --test test/cart.test.js', ...inputs },
      },
    });
    const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
    return { status, stdout, stderr, summary: read(summary), output: read(output) };
  }

  /** The commands that the runner obeys: those outside of what it was told to leave alone. */
  function obeyed(log: string): string[] {
    const lines: string[] = [];
    let token: string | undefined;
    for (const line of log.split('\n')) {
      const stop = /^::stop-commands::(.+)$/.exec(line)?.[1];
      if (token === undefined && stop !== undefined) token = stop;
      else if (token !== undefined && line === `::${token}::`) token = undefined;
      else if (token === undefined && line.startsWith('::')) lines.push(line);
    }
    return lines;
  }

  it('passes a fix whose test is red without it, from a checkout of the merge alone', () => {
    const { status, stdout, stderr, output } = act(
      checkout({ 'src/cart.js': CART('sum + item.price * item.count'), 'test/cart.test.js': RED }, 1),
    );
    assert.equal(status, 0, stdout + stderr);
    assert.equal(output, 'outcome=proven\n');
    assert.match(obeyed(stdout).join('\n'), /^::notice file=src\/cart\.js,line=1,title=Proven::Proven: "counts each piece" fails at /);
  });

  it('fails a change whose test passes without it, as the README shows', () => {
    const { status, stdout, summary } = act(
      checkout({ 'src/cart.js': CART('sum + item.price * item.count'), 'test/cart.test.js': GREEN_ANYWAY }, 2),
    );
    assert.equal(status, 4, stdout);
    const readme = readFileSync('README.md', 'utf8');
    for (const shown of [obeyed(stdout).find((line) => line.startsWith('::error')) ?? 'no error', summary.split('\n')[2] ?? 'no summary'])
      assert.ok(readme.includes(shown), shown);
  });

  it('tells where a failure comes from, and obeys nothing that the failing program prints', () => {
    const hostile = "console.log('::warning::owned\\n::set-output name=outcome::proven\\n::stop-commands::x\\n::x::');\n";
    const change = { 'src/cart.js': CART('sum + item.prize * item.count'), 'test/cart.test.js': `${hostile}${RED}` };
    const { status, stdout, summary } = act(checkout(change, 2));
    assert.equal(status, 1);
    const commands = obeyed(stdout);
    assert.match(commands[0] ?? '', /^::error file=test\/cart\.test\.js,line=\d+,col=\d+,title=counts each piece::AssertionError: /);
    assert.ok(commands.length <= 10 && commands.every((line) => !/owned|set-output/.test(line)), commands.join('\n'));
    assert.match(summary, /^### AssertionError: /);
  });

  it('has nothing to prove in a change of documents, and passes it', () => {
    const { status, stdout, output } = act(checkout({ 'README.md': '# A cart\n' }, 2), { COMMAND: 'node --check src/cart.js' });
    assert.equal(status, 0, stdout);
    assert.equal(output, 'outcome=unresolved\n');
    assert.match(obeyed(stdout).join('\n'), /^::warning title=Not proven::/);
  });

  it('runs what a terminal would: with variables in front, a word of the shell, or the line end of a block', () => {
    for (const COMMAND of ['SAID=as-asked printenv SAID', 'eval echo as-asked', 'echo as-asked | cat\n'])
      assert.match(act(folder.path, { COMMAND, PROVE: 'never' }).stdout, /^as-asked$/m, COMMAND);
  });

  it('refuses in one sentence what it cannot do, and runs nothing then', () => {
    const cwd = folder.path;
    for (const [inputs, said] of [
      [{ GITHUB_EVENT_NAME: 'pull_request_target' }, /^::error title=Debug with Context::Use the event pull_request: /],
      [{ COMMAND: ' \n' }, /::Give the input command, for example npm test\./],
      [{ PROVE: 'perhaps' }, /::The input prove takes required, report or never\./],
    ] as [Record<string, string>, RegExp][]) {
      const { status, stdout } = act(cwd, { COMMAND: 'touch ran', ...inputs });
      assert.equal(status, 2);
      assert.match(stdout, said);
    }
    assert.equal(existsSync(join(cwd, 'ran')), false);
    const { status, stdout } = act(cwd, { COMMAND: 'true', GITHUB_REF: '--upload-pack=touch ran' });
    assert.deepEqual([status, existsSync(join(cwd, 'ran'))], [2, false]);
    assert.match(stdout, /::The base of this pull request is not in the checkout\. /);
  });

  it('puts no input into its script, and asks for no right to write', () => {
    const text = readFileSync('action.yml', 'utf8');
    for (const line of text.split('\n').filter((each) => /^\s*run:/.test(each))) assert.doesNotMatch(line, /\$\{\{/);
    assert.doesNotMatch(text, /github\.token|secrets\.|GITHUB_TOKEN/);
    const workflows = readFileSync('README.md', 'utf8').match(/```yaml\n[^]*?```/g) ?? [];
    assert.ok(workflows.some((each) => each.includes('contents: read')));
    for (const each of workflows) assert.doesNotMatch(each, /: write|secrets\.|pull_request_target/);
  });
});
