import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StepFailed, cleanEnvironment, root, runCommand } from './runCommand.mjs';

const CART = { before: 'sum + item.price', after: 'sum + item.price * item.count' };
const cart = (/** @type {string} */ term) => `exports.total = (items) => items.reduce((sum, item) => ${term}, 0);\n`;
const TEST = `const { test } = require('node:test');
const assert = require('node:assert');
const { total } = require('./cart.js');

test('counts each piece', () => {
  assert.strictEqual(total([{ price: 2, count: 3 }]), 6);
});
`;

/**
 * Installs a tarball in an empty folder, without a network, and uses it as its readers do: its version, a fix proven, a failure diagnosed,
 * a completion, the action.
 * @param {string} tarball absolute
 * @param {string} version
 * @returns {Promise<string[]>} commands that server.json names and the package does not have
 * @throws {StepFailed} which says what did not work
 */
export async function tryTarball(tarball, version) {
  const folder = await mkdtemp(join(tmpdir(), 'tarball-'));
  try {
    const home = join(folder, 'home');
    const shop = join(folder, 'shop');
    await Promise.all([home, shop].map((each) => mkdir(each)));
    const env = {
      ...cleanEnvironment(),
      HOME: home,
      npm_config_cache: join(home, 'npm'),
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
    };
    const run = (/** @type {string} */ command, /** @type {string[]} */ ...args) =>
      runCommand(command, args, { cwd: shop, env, check: false });
    /** @param {string} what @param {RegExp} wanted @param {number} code @param {string[]} args */
    const expect = async (what, wanted, code, ...args) => {
      const ran = await run('npx', '--offline', '--no-install', 'debug-with-context', ...args);
      if (ran.code !== code || !wanted.test(ran.output)) {
        throw new StepFailed(
          `The package installed from ${tarball} does not ${what}: it ended with ${ran.code} and printed\n${ran.output.slice(-2000)}`,
        );
      }
      return ran.output;
    };
    await runCommand('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], {
      cwd: shop,
      env,
      failure: `Installing ${tarball} failed`,
    });
    await expect('say its version', new RegExp(`^${version.replaceAll('.', '\\.')}\\s*$`), 0, '--version');

    await writeFile(join(shop, '.gitignore'), 'node_modules\n');
    await writeFile(join(shop, 'cart.js'), cart(CART.before));
    const git = (/** @type {string[]} */ ...args) => run('git', '-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', ...args);
    await git('init', '-q');
    await git('add', '.');
    await git('commit', '-qm', 'a cart');
    await writeFile(join(shop, 'cart.test.js'), TEST);
    await expect('diagnose a failure', /cart\.js:1/, 1, 'run', '--', 'node', '--test', 'cart.test.js');
    await writeFile(join(shop, 'cart.js'), cart(CART.after));
    await expect('prove a fix', /Proven: "counts each piece" fails at HEAD/, 0, 'prove', '--', 'node', '--test', 'cart.test.js');
    await expect('complete a shell', /^complete -o default /m, 0, 'completion', 'bash');
    const help = await expect('help', /usage/, 0, '--help');

    // The action, in a checkout that brings a program of the same name.
    const same = join(shop, 'node_modules', '.bin', 'debug-with-context');
    await rm(same);
    await writeFile(same, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    const inputs = { PACKAGE: tarball, COMMAND: 'node --test cart.test.js', BASE: 'HEAD', GITHUB_EVENT_NAME: 'pull_request' };
    const acted = await runCommand('bash', [join(root, 'action', 'check.sh')], { cwd: shop, env: { ...env, ...inputs }, check: false });
    if (acted.code !== 0 || !/^::notice file=cart\.js,line=1,title=Proven::/m.test(acted.output)) {
      throw new StepFailed(
        `The action does not prove a fix with ${tarball}: it ended with ${acted.code} and printed\n${acted.output.slice(-2000)}`,
      );
    }

    const server = JSON.parse(await readFile(join(root, 'server.json'), 'utf8'));
    const named = server.packages.flatMap(
      (/** @type {{ packageArguments: { value: string }[] }} */ { packageArguments: [first] }) => first?.value ?? [],
    );
    return named.filter((/** @type {string} */ command) => !new RegExp(`^ {2}${command} `, 'm').test(help));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
