import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import type { TestApi } from '../../../src/extension';
import type { Host } from '../../../src/host/createHost';
import { logpointSet } from '../../../src/host/logpointSet';
import { act, collected, freshHost, testApi, waitFor, workspaceFile } from './support';

describe('logpoints in a running debug session', () => {
  let host: Host;
  let api: TestApi;

  beforeEach(async () => {
    api = await testApi();
    host = await freshHost();
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
  });

  afterEach(async () => {
    await vscode.debug.stopDebugging();
    await waitFor('the end of the session', () => api.stops.loggingSessions.length === 0);
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
  });

  const ours = () => vscode.debug.breakpoints.filter((each) => logpointSet(each) !== undefined);
  const seen = () => host.shown.investigation?.runs.find(({ found }) => found?.followed);

  /** Sets logpoints for `items` at its use, by the command of the editor's menu. */
  async function follow(file: string, line: number, trace: string): Promise<void> {
    await act(host, 'pasteFailure', { text: trace });
    await collected(host);
    const editor = await vscode.window.showTextDocument(workspaceFile(file));
    const at = editor.document.lineAt(line - 1).text.indexOf('items');
    editor.selection = new vscode.Selection(line - 1, at, line - 1, at + 'items'.length);
    await vscode.commands.executeCommand('debugWithContext.setLogpoints');
  }

  it('print shapes along the path of a value in JavaScript, leave breakpoints alone, and disappear with one click', async function () {
    const path = workspaceFile('src/poll.js').fsPath;
    const own = new vscode.SourceBreakpoint(new vscode.Location(workspaceFile('src/poll.js'), new vscode.Position(10, 0)), false);
    vscode.debug.addBreakpoints([own]);
    const configuration = { type: 'node', request: 'launch', name: 'poll', program: path, console: 'internalConsole' };
    assert.ok(await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], configuration));
    await waitFor('a session that logs', () => host.logpoints.session);

    await follow('src/poll.js', 10, `TypeError: items is undefined\n    at total (${path}:10:17)\n`);
    assert.ok(ours().length >= 2, `${ours().length} logpoints`);
    const record = await waitFor('what they print', () => seen()?.found?.followed?.hops.length === ours().length && seen());
    const hops = record.found?.followed?.hops ?? [];
    assert.deepEqual([...new Set(hops.map(({ failing }) => failing))], ['undefined'], JSON.stringify(hops));
    assert.match(record.text, /^in the debugger, `items` first goes wrong at poll\.js:\d+/);

    await vscode.debug.stopDebugging();
    await waitFor('the end of the session', () => api.stops.loggingSessions.length === 0);
    await waitFor('no logpoints', () => ours().length === 0);
    assert.deepEqual(vscode.debug.breakpoints, [own], "the person's own breakpoint is as it was");
    assert.equal(host.view.state('panel').investigation?.run.logpoints, undefined);
    assert.ok(seen(), 'what they printed stays in the timeline');
  });

  it('print the shapes of values in a program of Python under debugpy', async function () {
    try {
      execFileSync('/usr/bin/python3', ['-c', 'import debugpy'], { stdio: 'ignore' });
    } catch {
      this.skip();
    }
    const program = workspaceFile('src/poll.py').fsPath;
    const configuration = {
      type: 'debugpy',
      request: 'launch',
      name: 'poll',
      program,
      python: '/usr/bin/python3',
      console: 'internalConsole',
    };
    assert.ok(await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], configuration));
    await waitFor('a session that logs', () => host.logpoints.session);
    const trace = `Traceback (most recent call last):\n  File "${program}", line 12, in total\n    count = len(items)\nTypeError: object of type 'NoneType' has no len()\n`;
    await follow('src/poll.py', 13, trace);
    const record = await waitFor('what they print', () => (seen()?.found?.followed?.hops.length ?? 0) >= 2 && seen());
    const hops = record.found?.followed?.hops ?? [];
    assert.equal(hops.find(({ expression }) => expression === 'items')?.failing, 'None', JSON.stringify(hops));
    assert.match(record.text, /^in the debugger, `items` first goes wrong at poll\.py:\d+, where `.*` is None$/);
    await vscode.commands.executeCommand('debugWithContext.removeLogpoints');
    await waitFor('no logpoints', () => ours().length === 0);
  });

  it('left by an earlier window are removed, those of the person are not', async () => {
    const at = (line: number) => new vscode.Location(workspaceFile('src/poll.js'), new vscode.Position(line, 0));
    const own = new vscode.SourceBreakpoint(at(4), true, undefined, undefined, 'found is {found}');
    const left = new vscode.SourceBreakpoint(at(3), true, undefined, undefined, '[debug-with-context deadbeef.0] found = {found}');
    vscode.debug.addBreakpoints([own, left]);
    await waitFor('the left one to go', () => vscode.debug.breakpoints.length === 1);
    assert.deepEqual(vscode.debug.breakpoints, [own]);
  });

  it('say what is missing if no session runs', async () => {
    await act(host, 'pasteFailure', { text: `TypeError: x\n    at total (${workspaceFile('src/poll.js').fsPath}:10:17)\n` });
    const { id } = await collected(host);
    assert.equal(host.view.state('panel').investigation?.run.logpoints, undefined);
    assert.equal(host.logpoints.session, undefined);
    assert.equal(host.logpoints.count(id), 0);
  });
});
