import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from '../../scripts/runCommand.mjs';
import { endVsCode, openFlowWindow } from './support/flowWindow';
import { waitFor, type VsCodeWindow } from '../support/vscodeWindow';

/** Fails at once; with the flag it changes a file, adds one, starts a process that ignores every request to end, and hangs. */
const program = (beside: string): string => `const fs = require('fs');
const { spawn } = require('child_process');
const beside = ${JSON.stringify(beside)};
if (fs.existsSync(beside + '/hang')) {
  fs.writeFileSync('notes.txt', 'changed by the run');
  fs.writeFileSync('added.txt', 'added by the run');
  const stubborn = 'process.on("SIGTERM", () => {}); process.on("SIGHUP", () => {}); setInterval(() => {}, 1000)';
  spawn(process.execPath, ['-e', stubborn, beside], { detached: true, stdio: 'ignore' });
  setInterval(() => {}, 1000);
} else {
  require('./lib').size(undefined);
}
`;

describe('a VS Code that is closed in the middle of a run', () => {
  const folder = join(root, 'out', 'flow');
  const workspace = join(folder, 'closed');
  const beside = join(folder, 'closed-beside');
  let window: VsCodeWindow;

  beforeEach(async () => {
    for (const path of [workspace, beside]) {
      await rm(path, { recursive: true, force: true });
      await mkdir(path, { recursive: true });
    }
    await writeFile(join(workspace, 'main.js'), program(beside));
    await writeFile(join(workspace, 'lib.js'), 'exports.size = (list) => list.length;\n');
    await writeFile(join(workspace, 'notes.txt'), 'as it was\r\n');
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: workspace });
    git('init', '--quiet');
    git('add', '-A');
    git('commit', '--quiet', '-m', 'works');
    window = await openFlowWindow({ folder: workspace });
  });

  it('leaves no process, no folder of its own and no changed byte behind', async () => {
    await window.runInTerminal('node main.js', /Node\.js v/);
    await window.page.locator('.xterm').first().click();
    await window.page.keyboard.press('Control+Alt+d');
    const panel = await window.webview('panel');
    await panel.locator('.run-command', { hasText: 'node main.js' }).waitFor();
    await writeFile(join(beside, 'hang'), '');
    await panel.locator('.run-block').getByRole('button', { name: 'Run', exact: true }).click();
    // What the run writes is seen by the run alone; its stubborn process is seen from here by its argument.
    await waitFor(() => Promise.resolve(stubbornProcess(beside) !== undefined), 'the run did not begin');
    const pid = stubbornProcess(beside)!;
    const ownFolder = runFolderOf(pid);
    assert.ok(existsSync(ownFolder), 'the run has no folder of its own');
    assert.equal(readFileSync(join(workspace, 'notes.txt'), 'utf8'), 'as it was\r\n');

    await endVsCode();
    await waitFor(() => Promise.resolve(stubbornProcess(beside) === undefined), `a process of the run is left: ${pid}`);
    assert.equal(existsSync(join(workspace, 'added.txt')), false);
    assert.equal(readFileSync(join(workspace, 'notes.txt'), 'utf8'), 'as it was\r\n');
    assert.equal(execFileSync('git', ['status', '--porcelain'], { cwd: workspace, encoding: 'utf8' }), '');
    await waitFor(() => Promise.resolve(!existsSync(ownFolder)), 'a folder of the run is left');
  });
});

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
