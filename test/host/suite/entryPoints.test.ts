import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Host } from '../../../src/host/createHost';
import { askAboutUnheard } from '../../../src/host/capture/runUnheardCommand';
import type { TestApi } from '../../../src/extension';
import {
  act,
  collected,
  crashTrace,
  debugFrameOfException,
  failInTerminal,
  freshHost,
  runInTerminal,
  testApi,
  waitFor,
  workspaceFile,
} from './support';

describe('entry points', () => {
  let host: Host;
  let api: TestApi;
  beforeEach(async () => {
    api = await testApi();
    host = await freshHost();
  });

  it('offer a code action on an error, and none on a warning', async () => {
    const uri = workspaceFile('src/orders.js');
    const { document } = await vscode.window.showTextDocument(uri);
    const collection = vscode.languages.createDiagnosticCollection('test');
    try {
      const range = new vscode.Range(2, 9, 2, 15);
      const error = new vscode.Diagnostic(range, 'orders is possibly undefined', vscode.DiagnosticSeverity.Error);
      error.source = 'ts';
      error.code = 18048;
      const warning = new vscode.Diagnostic(new vscode.Range(7, 0, 7, 5), 'unused', vscode.DiagnosticSeverity.Warning);
      collection.set(uri, [error, warning]);
      const actionsAt = async (where: vscode.Range) =>
        (await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, where)).filter(
          ({ title }) => title.startsWith('Debug with context'),
        );
      const [action] = await actionsAt(range);
      assert.equal(action?.title, 'Debug with context: orders is possibly undefined');
      assert.deepEqual(await actionsAt(warning.range), []);
      await vscode.commands.executeCommand('debugWithContext.debugProblem', uri, error);
      const { source, reports, location } = await collected(host);
      assert.deepEqual([source, reports[0]?.errors[0]?.type, location], ['problem', 'ts 18048', { file: 'src/orders.js', line: 3 }]);
    } finally {
      collection.dispose();
    }
  });

  it("take a failed test's message, with its expectation and place", async () => {
    const controller = vscode.tests.createTestController('test-of-entry-points', 'Tests');
    try {
      const test = controller.createTestItem('counts', 'counts orders', workspaceFile('src/orders.js'));
      test.range = new vscode.Range(5, 0, 8, 1);
      controller.items.add(test);
      const message = vscode.TestMessage.diff('expected 2 to be 3', '3', '2');
      message.location = new vscode.Location(workspaceFile('src/orders.js'), new vscode.Position(7, 2));
      await vscode.commands.executeCommand('debugWithContext.debugTest', { test, message });
      const { source, location, evidence } = await collected(host);
      assert.deepEqual([source, location], ['test', { file: 'src/orders.js', line: 8 }]);
      const failureEvidence = evidence.collected?.evidence;
      assert.deepEqual([failureEvidence?.expected, failureEvidence?.actual], ['3', '2']);
      assert.equal(failureEvidence?.report.errors[0]?.test, 'counts orders');
      assert.ok(host.recent.list.some((failure) => failure.source === 'test'));
    } finally {
      controller.dispose();
    }
  });

  it('take a failed test whose message VS Code does not pass on, by the row of its result', async () => {
    const controller = vscode.tests.createTestController('test-of-rows', 'Tests');
    try {
      const file = controller.createTestItem('file', 'orders.js', workspaceFile('src/orders.js'));
      const test = controller.createTestItem('counts', 'counts orders', workspaceFile('src/orders.js'));
      test.range = new vscode.Range(2, 0, 8, 1);
      file.children.add(test);
      controller.items.add(file);
      await vscode.commands.executeCommand('debugWithContext.debugTest', test);
      const { source, title, location, evidence } = await collected(host);
      assert.deepEqual([source, location], ['test', { file: 'src/orders.js', line: 3 }]);
      assert.match(title, /The test "counts orders" failed\./);
      assert.equal(evidence.collected?.evidence.report.errors[0]?.test, 'counts orders');
    } finally {
      controller.dispose();
    }
  });

  it('take the last failed command of a terminal, whole', async function () {
    const failure = await failInTerminal(api, 'node -e "for (let i = 0; i < 5000; i++) console.log(\'line\', i)"; node src/crash.js');
    const output = await failure.output.whole();
    const printed = 'text' in output ? output.text.replaceAll(/\u001b\[\d+m/g, '') : '';
    assert.deepEqual(
      [...printed.matchAll(/line (\d+)\r?\n/g)].map((match) => Number(match[1])),
      Array.from({ length: 5000 }, (_, index) => index),
    );
    await waitFor('the list in the sidebar', () => host.recent.list.some((failed) => failed.source === 'terminal'));
    await vscode.commands.executeCommand('debugWithContext.debug');
    const { source, location, title } = await collected(host);
    assert.deepEqual([source, location], ['terminal', { file: 'src/orders.js', line: 3 }]);
    assert.match(title, /Cannot read properties of undefined \(reading 'slice'\)/);
  });

  it('take a command whose output VS Code lost from its terminal or by a question, never an earlier failure instead', async function () {
    this.timeout(120_000);
    await failInTerminal(api, 'node -e "null.earlier"');
    const whileOpen = async (): Promise<void> => {
      await vscode.env.clipboard.writeText('mine');
      await api.terminals.failures[0]?.output.discard();
      await vscode.commands.executeCommand('debugWithContext.debug');
      const { source, location } = await collected(host);
      assert.deepEqual([source, location], ['terminal', { file: 'src/orders.js', line: 3 }]);
      assert.equal(await vscode.env.clipboard.readText(), 'mine');
    };
    const lost = await failInTerminal(api, 'node src/crash.js', { whileOpen });
    host = await freshHost();
    await lost.output.discard();
    // Its terminal is closed.
    await vscode.commands.executeCommand('debugWithContext.debug');
    assert.equal(host.shown.investigation, undefined);
    await vscode.commands.executeCommand('notifications.clearAll');
    let asked: string[] = [];
    const answer = (button: string) =>
      askAboutUnheard(lost, { source: 'terminal', input: { text: 'earlier' } }, host.runs, (...shown) => {
        asked = shown;
        return Promise.resolve(button);
      });
    assert.deepEqual((await answer('Earlier failure'))?.input, { text: 'earlier' });
    assert.deepEqual(asked, [
      'VS Code lost the output of `node src/crash.js`, the last command that failed: run it again to see its failure, or take the earlier failure.',
      'Run again',
      'Earlier failure',
    ]);
    const again = await answer('Run again');
    assert.ok(again && 'text' in again.input);
    assert.match(again.input.text, /newestFirst/);
    assert.deepEqual(again.recipe, { command: 'node src/crash.js', cwd: workspaceFile('.').fsPath.replace(/\/$/, ''), from: 'terminal' });
    await vscode.commands.executeCommand('debugWithContext.debug');
    assert.deepEqual((await collected(host)).location, { file: 'src/orders.js', line: 3 });
  });

  it('find an earlier failure behind a command that printed nothing', async function () {
    this.timeout(60_000);
    await failInTerminal(api, 'node src/crash.js');
    const silent = 'grep nothing-like-it src/crash.js';
    const whileOpen = async (): Promise<void> => {
      await api.terminals.failures[0]?.output.discard();
      await vscode.commands.executeCommand('debugWithContext.debug');
      assert.deepEqual((await collected(host)).location, { file: 'src/orders.js', line: 3 });
    };
    await runInTerminal(silent, () => api.terminals.failures[0]?.commandLine === silent, { whileOpen });
  });

  it('say why a command did not run', async function () {
    // Of a command that ends at once, the window often loses the output.
    await failInTerminal(api, 'sleep 0.3; bash -c no-such-program');
    await vscode.commands.executeCommand('debugWithContext.debug');
    const { source, hypotheses } = await collected(host);
    assert.equal(source, 'terminal');
    const [first] = hypotheses;
    assert.equal(first?.hypothesis.title, 'The program `no-such-program` was not found');
  });

  it('take the selection of a terminal, and leave the clipboard as it was', async function () {
    const debugSelection = async (terminal: vscode.Terminal): Promise<void> => {
      // The window draws output a moment after it reports it.
      await new Promise((resolve) => setTimeout(resolve, 500));
      await vscode.env.clipboard.writeText('mine');
      await vscode.commands.executeCommand('workbench.action.terminal.selectAll');
      await vscode.commands.executeCommand('debugWithContext.debugTerminalSelection', terminal);
      assert.equal((await collected(host)).source, 'terminal');
      assert.equal(await vscode.env.clipboard.readText(), 'mine');
    };
    await failInTerminal(api, 'node src/crash.js', { whileOpen: debugSelection });
  });

  it('take a frame of a session that stopped on an exception, with causes, frames and locals', async function () {
    const configuration = {
      type: 'node',
      request: 'launch',
      name: 'crash',
      program: workspaceFile('src/crash.js').fsPath,
      stopOnEntry: true,
    };
    const tracker = vscode.debug.registerDebugAdapterTrackerFactory('*', {
      createDebugAdapterTracker: (session) => ({
        onDidSendMessage: (message: { event?: string; body?: { reason?: string; threadId?: number } }) => {
          if (message.event !== 'stopped' || message.body?.reason === 'exception') return;
          void session
            .customRequest('setExceptionBreakpoints', { filters: ['uncaught'] })
            .then(() => session.customRequest('continue', { threadId: message.body?.threadId }));
        },
      }),
    });
    try {
      await debugFrameOfException(api, configuration, 'src/orders.js');
      const { source, location, reports, values, evidence } = await collected(host);
      assert.deepEqual([source, location], ['debugger', { file: 'src/orders.js', line: 3 }]);
      const [error] = reports[0]?.errors ?? [];
      assert.equal(error?.type, 'TypeError');
      assert.match(error?.message ?? '', /reading 'slice'/);
      assert.deepEqual(
        error?.frames
          .filter(({ origin }) => origin === 'workspace')
          .map(({ function: name }) => name)
          .slice(0, 2),
        ['newestFirst', 'countOrders'],
      );
      assert.ok(
        values.some(({ name, value }) => name === 'user' && value.includes('Grace')),
        JSON.stringify(values.slice(0, 10)),
      );
      assert.ok(evidence.collected?.evidence.values.some(({ name }) => name === 'orders'));
      assert.match(host.recent.list.find((failure) => failure.source === 'debugger')?.title ?? '', /^TypeError: .*reading 'slice'/);
    } finally {
      tracker.dispose();
      await vscode.debug.stopDebugging();
      await waitFor('the end of the session', () => api.stops.currentException === undefined);
    }
  });

  it('say that the session moved on when its frame is gone', async () => {
    await vscode.commands.executeCommand('debugWithContext.debugFrame', '', { sessionId: 'none', threadId: 1 });
    assert.equal(host.shown.investigation, undefined);
  });

  it('turn to another failure of the output that the person picks', async () => {
    const other = crashTrace()
      .replace('TypeError: Cannot read properties of undefined', 'RangeError: Invalid count')
      .replace(':3:17', ':7:9');
    await act(host, 'pasteFailure', { text: `${crashTrace()}\n\n---- next\n${other}` });
    const state = host.view.state('panel').investigation;
    if (!state?.otherFailures.length) return;
    await act(host, 'pickFailure', { index: state.otherFailures[0]?.index ?? 0 });
    assert.match((await collected(host)).title, /RangeError/);
  });
});
