import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageExtension } from '../../scripts/packageExtension.mjs';
import { root } from '../../scripts/runCommand.mjs';
import { VsCodeWindow, waitFor } from '../support/vscodeWindow';

/** Fails at once; with the flag it changes a file, adds one, starts a process that ignores every request to end, and hangs. */
const PROGRAM = `const fs = require('fs');
const { spawn } = require('child_process');
const beside = process.env.BESIDE;
if (fs.existsSync(beside + '/hang')) {
  fs.writeFileSync('notes.txt', 'changed by the run');
  fs.writeFileSync('added.txt', 'added by the run');
  const stubborn = 'process.on("SIGTERM", () => {}); process.on("SIGHUP", () => {}); setInterval(() => {}, 1000)';
  const child = spawn(process.execPath, ['-e', stubborn], { detached: true, stdio: 'ignore' });
  fs.writeFileSync(beside + '/run.json', JSON.stringify({ pids: [process.pid, child.pid], folder: process.env.DEBUG_CONTEXT_UNDO + '/..' }));
  setInterval(() => {}, 1000);
} else {
  require('./lib').size(undefined);
}
`;

describe('a window that is closed in the middle of a run', () => {
  const folder = join(root, 'out', 'flow');
  const workspace = join(folder, 'closed');
  const beside = join(folder, 'closed-beside');
  let window: VsCodeWindow;

  beforeEach(async () => {
    for (const path of [workspace, beside]) {
      await rm(path, { recursive: true, force: true });
      await mkdir(path, { recursive: true });
    }
    await writeFile(join(workspace, 'main.js'), PROGRAM);
    await writeFile(join(workspace, 'lib.js'), 'exports.size = (list) => list.length;\n');
    await writeFile(join(workspace, 'notes.txt'), 'as it was\r\n');
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: workspace });
    git('init', '--quiet');
    git('add', '-A');
    git('commit', '--quiet', '-m', 'works');
    window = await VsCodeWindow.open({ folder: workspace, vsix: await packageExtension({ folder }), env: { BESIDE: beside } });
  });

  afterEach(async () => {
    await window?.close();
  });

  it('leaves no process, no folder of its own and no changed byte behind', async () => {
    await window.runInTerminal('node main.js', /Node\.js v/);
    await window.page.locator('.xterm').first().click();
    await window.page.keyboard.press('Control+Alt+d');
    const panel = await window.webview('panel');
    await panel.locator('.run-command', { hasText: 'node main.js' }).waitFor();
    await writeFile(join(beside, 'hang'), '');
    await panel.locator('.run-block').getByRole('button', { name: 'Run', exact: true }).click();
    await waitFor(() => Promise.resolve(existsSync(join(beside, 'run.json'))), 'the run did not begin');
    const text = readFileSync(join(beside, 'run.json'), 'utf8');
    const { pids, folder: ownFolder } = JSON.parse(text) as { pids: number[]; folder: string };
    assert.ok(pids.length === 2 && pids.every(runs) && existsSync(ownFolder), 'the run did not go on');
    assert.equal(readFileSync(join(workspace, 'notes.txt'), 'utf8'), 'changed by the run');

    await window.close();
    await waitFor(() => Promise.resolve(!pids.some(runs)), `processes of the run are left: ${pids.filter(runs).join()}`);
    await waitFor(() => Promise.resolve(!existsSync(join(workspace, 'added.txt'))), 'a file that the run added is left');
    assert.equal(readFileSync(join(workspace, 'notes.txt'), 'utf8'), 'as it was\r\n');
    assert.equal(execFileSync('git', ['status', '--porcelain'], { cwd: workspace, encoding: 'utf8' }), '');
    await waitFor(() => Promise.resolve(!existsSync(ownFolder)), 'a folder of the run is left');
  });
});

/** Whether a process runs; one that has ended and waits for its parent does not. */
function runs(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
