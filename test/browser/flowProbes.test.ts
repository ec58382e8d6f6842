import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../scripts/runCommand.mjs';
import { prepareSample } from '../../scripts/sample.mjs';
import { openFlowWindow } from './support/flowWindow';
import { waitFor, type VsCodeWindow } from '../support/vscodeWindow';

const failure = `TypeError: Cannot read properties of undefined (reading 'length')
    at OrderHistory (src/components/OrderHistory.tsx:47:14)
`;

const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(spawnSync('git', ['--version'], { encoding: 'utf8' }).stdout) ?? [];
/** Whether this git refuses commits by a hook that is a setting. */
const refuses = Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 54);

/** VS Code may look for git on another PATH. */
function gitProgram(): string {
  return spawnSync('/bin/sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
}

describe('lines in the code, guarded against a commit', () => {
  let window: VsCodeWindow;
  let sample: string;

  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: sample, encoding: 'utf8' });

  before(async () => {
    const folder = join(root, 'out', 'flow');
    sample = join(folder, 'probes-sample');
    await rm(sample, { recursive: true, force: true });
    await prepareSample({ folder: sample, install: false });
    await writeFile(join(sample, 'failure.log'), failure);
    // An older git would write the same setting, and only not obey it.
    const newer = join(folder, 'newer-git');
    await writeFile(newer, '#!/bin/sh\nif [ "$1" = --version ]; then echo git version 2.54.0; else exec git "$@"; fi\n');
    await chmod(newer, 0o755);
    window = await openFlowWindow({ folder: sample, settings: { 'git.path': refuses ? gitProgram() : newer } });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot(`failed-${this.currentTest.title}`);
  });

  after(async () => window?.close());

  it('asks, with the guard as a choice of its own, before it writes', async () => {
    await window.openFile('failure.log');
    await window.page.keyboard.press('Control+A');
    const opened = window.page.locator('.tab', { hasText: 'TypeError' });
    await waitFor(async () => {
      if (!(await opened.count())) await window.page.keyboard.press('Control+Alt+D');
      return opened.waitFor({ timeout: 8000 }).then(
        () => true,
        () => false,
      );
    }, 'the panel did not open');
    const panel = await window.webview('panel');
    const link = panel.locator('.file-link', { hasText: 'OrderHistory.tsx:47' }).first();
    await link.click();
    await window.page.locator('.tab.active', { hasText: 'OrderHistory.tsx' }).waitFor();
    await window.command('Debug with Context: Insert Print Statements');
    await window.page.locator('.quick-input-list .monaco-list-row').first().click();
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    await window.picture('flow-6-guard');
    assert.match(await dialog.innerText(), /git refuses/);
    assert.equal(git('status', '--porcelain', 'src').stdout, '', 'nothing is written before the choice');
    await dialog.getByRole('button', { name: 'Insert and guard commits' }).click();
    await waitFor(async () => git('status', '--porcelain', 'src').stdout !== '', 'no line was inserted');
    assert.match(await readFile(join(sample, '.git', 'config'), 'utf8'), /\[hook "debug-with-context"\]/);
  });

  it('warns of staged lines, and removes them with the setting', async () => {
    git('add', '-A');
    if (refuses) {
      const { status, stderr } = git('commit', '-m', 'with probes');
      assert.deepEqual([status, /Remove Inserted Lines/.test(stderr)], [1, true], stderr);
    }
    await window.command('Git: Refresh');
    // It leaves its place over the window after some seconds, and stays in the list of notifications.
    await window.command('Notifications: Show Notifications');
    const warning = window.page.locator('.notification-list-item', { hasText: /staged/ }).first();
    await warning.waitFor();
    await window.picture('flow-6-staged');
    await warning.getByRole('button', { name: 'Remove Inserted Lines' }).click();
    await waitFor(
      async () => !/debug-with-context/.test(await readFile(join(sample, '.git', 'config'), 'utf8')),
      'the setting is still there',
    );
    git('reset', '-q');
    assert.equal(git('status', '--porcelain', 'src').stdout, '');
  });
});
