import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Frame } from 'playwright-core';
import { root } from '../../scripts/runCommand.mjs';
import { prepareSample } from '../../scripts/sample.mjs';
import { checkWebviewAccess } from './support/checkAccess';
import { endVsCode, openFlowWindow } from './support/flowWindow';
import { waitFor, type VsCodeWindow } from '../support/vscodeWindow';

/** Limit for an experiment of several runs on a busy machine, ms. */
const EXPERIMENT = 240_000;
const HOUR = 3_600_000;

const orders = (found: string): string => `const cache = {};

exports.ordersOf = (user) => {
  return ${found};
};

exports.keep = (user, orders) => {
  cache[user] = orders;
};
`;
const BEFORE = orders('cache[user] ?? []');
const FILES = {
  'package.json': '{ "name": "history", "private": true, "scripts": { "typecheck": "node --check src/orders.js" } }\n',
  'src/orders.js': orders('cache[user]'),
  'src/history.js': `const { ordersOf } = require('./orders');

exports.history = (user) => {
  const orders = ordersOf(user);
  if (orders.length === 0) return 'No orders yet';
  return orders.map(({ id }) => id).join(', ');
};
`,
  'test/history.test.js': `const { test } = require('node:test');
const assert = require('node:assert/strict');
const { keep } = require('../src/orders');
const { history } = require('../src/history');

test('lists the orders', () => {
  keep('ada', [{ id: 'A1' }, { id: 'A2' }]);
  assert.equal(history('ada'), 'A1, A2');
});

test('says that there are none', () => assert.equal(history('grace'), 'No orders yet'));
`,
  'notes.txt': 'as it was\r\n',
};

/** What is walked through. */
interface Walked {
  /** @param beside folder outside of the project, which runs look into */
  make(folder: string, beside: string): Promise<unknown>;
  command: string;
  /** The end of its output. */
  printed: RegExp;
  /** Where the value is read that is undefined, and the file that it comes from. */
  read: string;
  source: string;
  /** Files that may hold the change. */
  files: string[];
}

/** The sample's failure in Node's own runner, which starts in a tenth of a second; the commit of today takes the empty list away. */
const PLAIN: Walked = {
  make: makeProject,
  command: 'node --test',
  printed: /duration_ms \d/,
  read: 'history.js:5',
  source: 'orders.js',
  files: ['src/orders.js', 'src/history.js'],
};

/** The sample itself, for the pictures: each of some fifty runs of Vitest takes two seconds and a half. */
const SAMPLE: Walked = {
  make: (folder) => prepareSample({ folder }),
  command: 'npm test -- OrderHistory',
  printed: /\(transform /,
  read: 'OrderHistory.tsx:47',
  source: 'useOrders.ts',
  files: ['src/hooks/useOrders.ts', 'src/components/OrderHistory.tsx'],
};

describe('from red to green by clicks, without a model', function () {
  const walked = process.env['DEBUG_CONTEXT_PICTURES'] === '1' ? SAMPLE : PLAIN;
  this.timeout(EXPERIMENT + 30_000);
  let window: VsCodeWindow;
  let panel: Frame;
  let project: string;
  let beside: string;
  let source: string;
  let isClosed = false;

  before(async function () {
    project = join(root, 'out', 'flow', 'to-green');
    beside = join(root, 'out', 'flow', 'beside-green');
    for (const folder of [project, beside]) {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
    }
    await walked.make(project, beside);
    source = await code();
    // On a slow machine a minute may end before the first change that passes; the search ends well before the test's limit.
    window = await openFlowWindow({ folder: project, settings: { 'debugWithContext.smallFix.seconds': 120 } });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed' && !isClosed) await window.screenshot(`failed-${this.currentTest.title}`);
  });

  /** The card of a change that passes. */
  const smallChange = () => panel.locator('article[data-rank]', { hasText: /\b(?:With a|A) small change\b/ }).first();

  /** The two files that may hold the change. */
  const code = async (): Promise<string> => (await Promise.all(walked.files.map((file) => readFile(join(project, file), 'utf8')))).join('');

  /** Clicks a button of the Run block, and waits for its line in the timeline. */
  async function experiment(offer: string, line: RegExp): Promise<void> {
    await panel.locator('.run-offers').getByRole('button', { name: offer }).click();
    await panel.locator('.run-line', { hasText: line }).last().waitFor({ timeout: EXPERIMENT });
    await panel.locator('.running').waitFor({ state: 'detached', timeout: EXPERIMENT });
  }

  it('takes the command of the failure from the terminal, and runs nothing yet', async () => {
    await window.runInTerminal(walked.command, walked.printed);
    await window.page.locator('.xterm').first().click();
    await window.page.keyboard.press('Control+Alt+d');
    panel = await window.webview('panel');
    await panel.locator('article[data-rank="1"]').waitFor();
    await window.page.getByRole('button', { name: /^Hide Panel/ }).click();
    await panel.locator('.run-command', { hasText: walked.command }).waitFor();
    assert.equal(await panel.locator('.run-line').count(), 0);
  });

  it('reproduces the failure with a click', async () => {
    await panel.locator('.run-block').getByRole('button', { name: 'Run', exact: true }).click();
    await panel.locator('.run-line', { hasText: 'fails the same' }).waitFor({ timeout: EXPERIMENT });
  });

  it('shows the value of each name at the point of failure, as the result of the run and beside the frame', async () => {
    await experiment(
      'See the values',
      new RegExp(`values where it fails: \`?orders\`? is undefined at ${walked.read.replace('.', '\\.')}`),
    );
    await panel.locator('#piece-error-head .fold-button').first().click();
    await panel.locator('.frame-value', { hasText: 'orders undefined' }).first().waitFor();
    await window.picture('flow-6-values');
  });

  it('follows the value to the line where it first goes wrong, in the panel and behind the code', async () => {
    await panel.locator('.run-offers').getByRole('button', { name: 'Follow a value…' }).click();
    const choice = window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'orders' }).first();
    await choice.waitFor();
    await choice.click();
    const diverges = panel.locator('.hops tr[data-diverges]');
    await diverges.waitFor({ timeout: EXPERIMENT });
    assert.ok((await diverges.innerText()).includes(`${walked.source}:`));
    await diverges.locator('.file-link').click();
    await window.page.locator('.tab.active', { hasText: walked.source }).waitFor();
    await waitFor(async () => (await behindLines(window)).includes('first goes wrong here'), 'no line says where it goes wrong');
    await window.picture('flow-7-followed');
    await window.page.keyboard.press('Escape');
    await waitFor(async () => !(await behindLines(window)).includes('first goes wrong here'), 'Escape leaves the marks');
  });

  it('finds small changes that make it pass, and writes nothing', async () => {
    // The search goes on after the first change that passes; the person need not wait for its end.
    const stop = panel.locator('.running').getByRole('button', { name: /^Stop and show/ });
    void stop.click({ timeout: EXPERIMENT }).catch(() => {});
    await experiment('Look for a small fix', /small changes? tried/);
    const card = smallChange();
    await card.waitFor();
    assert.match(await card.innerText(), /passes, 2 of 2; failed before/);
    assert.doesNotMatch(await card.innerText(), /\bfixed\b/i);
    assert.equal(await code(), source);
    await card.scrollIntoViewIfNeeded();
    await window.picture('flow-8-small-fix');
    await checkWebviewAccess(panel, 'a small fix');
  });

  it('applies the change, runs the command automatically, and is green', async () => {
    await smallChange()
      .getByRole('button', { name: /^Apply: \S+$/ })
      .click();
    await panel.locator('.run-line', { hasText: /as it is: passes/ }).waitFor({ timeout: EXPERIMENT });
    assert.notEqual(await code(), source);
    await window.picture('flow-9-green');
  });

  it('undoes it byte for byte, and finds the change that broke it', async () => {
    await smallChange().getByRole('button', { name: 'Undo', exact: true }).click();
    await waitFor(async () => (await code()) === source, 'the file is not as it was');
    // The command runs again by itself, after the project's own check.
    await panel.locator('.run-line', { hasText: 'fails the same' }).nth(1).waitFor({ timeout: EXPERIMENT });
    await panel.locator('.running').waitFor({ state: 'detached', timeout: EXPERIMENT });
    await experiment('What broke it?', /what broke it: .*without it 2 of 2 pass/);
    await window.picture('flow-10-what-broke-it');
    await panel.locator('.run-line').getByRole('button', { name: 'Undo this change' }).click();
    await panel
      .locator('.run-line', { hasText: /as it is: passes/ })
      .nth(1)
      .waitFor({ timeout: EXPERIMENT });
  });

  it('leaves no process, no folder of its own and no changed byte behind where VS Code is closed in the middle of a run', async function () {
    if (walked !== PLAIN) this.skip();
    // A second try would have no window.
    this.retries(0);
    const before = execFileSync('git', ['status', '--porcelain'], { cwd: project, encoding: 'utf8' });
    await panel.locator('.running').waitFor({ state: 'detached', timeout: EXPERIMENT });
    await writeFile(join(beside, 'hang'), '');
    await panel
      .locator('.run-block')
      .getByRole('button', { name: /^Run(?: again)?$/ })
      .click();
    // What the run writes is seen by the run alone; its stubborn process is seen from here by its argument.
    await waitFor(() => Promise.resolve(stubbornProcess(beside) !== undefined), 'the run did not begin');
    const pid = stubbornProcess(beside)!;
    const ownFolder = runFolderOf(pid);
    assert.ok(existsSync(ownFolder), 'the run has no folder of its own');
    assert.equal(readFileSync(join(project, 'notes.txt'), 'utf8'), 'as it was\r\n');

    isClosed = true;
    await endVsCode();
    await waitFor(() => Promise.resolve(stubbornProcess(beside) === undefined), `a process of the run is left: ${pid}`);
    assert.equal(existsSync(join(project, 'added.txt')), false);
    assert.equal(readFileSync(join(project, 'notes.txt'), 'utf8'), 'as it was\r\n');
    assert.equal(execFileSync('git', ['status', '--porcelain'], { cwd: project, encoding: 'utf8' }), before);
    await waitFor(() => Promise.resolve(!existsSync(ownFolder)), `a folder of the run is left: ${ownFolder}`);
  });
});

/** A repository that works since two days, and is broken by its commit of today. */
async function makeProject(folder: string, beside: string): Promise<void> {
  const files: Record<string, string> = { ...FILES, 'test/hang.test.js': hangingTest(beside) };
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  };
  const git = (hoursAgo: number, ...args: string[]): void => {
    const when = new Date(Date.now() - hoursAgo * HOUR).toISOString();
    const env = { ...process.env, GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder, env });
  };
  for (const [name, text] of Object.entries(files)) await write(name, text);
  await write('src/orders.js', BEFORE);
  git(48, 'init', '--quiet');
  git(48, 'add', '-A');
  git(48, 'commit', '--quiet', '-m', 'works');
  await write('src/orders.js', FILES['src/orders.js']);
  git(2, 'commit', '--quiet', '-a', '-m', 'cache orders');
}

/** Passes; with the flag it changes a file, adds one, starts a process that ignores every request to end, and hangs. */
function hangingTest(beside: string): string {
  return `const fs = require('node:fs');
const { spawn } = require('node:child_process');
const beside = ${JSON.stringify(beside)};
if (fs.existsSync(beside + '/hang')) {
  fs.writeFileSync('notes.txt', 'changed by the run');
  fs.writeFileSync('added.txt', 'added by the run');
  const stubborn = 'process.on("SIGTERM", () => {}); process.on("SIGHUP", () => {}); setInterval(() => {}, 1000)';
  spawn(process.execPath, ['-e', stubborn, beside], { detached: true, stdio: 'ignore' });
  setInterval(() => {}, 1000);
}
`;
}

/** The process whose last argument is a folder. */
function stubbornProcess(folder: string): number | undefined {
  const found = readdirSync('/proc').find((name) => /^\d+$/.test(name) && readOf(name, 'cmdline').split('\0').at(-2) === folder);
  return found === undefined ? undefined : Number(found);
}

/** The folder of the run that a process belongs to. */
function runFolderOf(pid: number): string {
  const variable = readOf(String(pid), 'environ')
    .split('\0')
    .find((each) => each.startsWith('DEBUG_CONTEXT_TESTS='));
  return dirname(variable?.slice('DEBUG_CONTEXT_TESTS='.length) ?? '');
}

function readOf(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}

/** The marks behind the lines of the active editor: VS Code draws them as content of style rules. */
function behindLines(window: VsCodeWindow): Promise<string> {
  return window.page.evaluate(() =>
    [...document.querySelectorAll('.editor-group-container.active .view-line span')]
      .map((span) => getComputedStyle(span, '::after').content)
      .join('\n')
      .replaceAll('\u00a0', ' '),
  );
}
