import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds, internalCommandIds } from '../../../src/host/commandIds';
import type { Host } from '../../../src/host/createHost';
import { act, collected, crashTrace, freshHost, openText, selectAll, waitFor, workspaceFile } from './support';

describe('commands', () => {
  let host: Host;
  beforeEach(async () => {
    host = await freshHost();
  });

  it('are all registered', async () => {
    const known = new Set(await vscode.commands.getCommands());
    assert.deepEqual(
      [...commandIds, ...internalCommandIds].filter((id) => !known.has(id)),
      [],
    );
  });

  it('take their keys from a terminal that has the focus', () => {
    const skipped = vscode.workspace.getConfiguration('terminal.integrated').get<string[]>('commandsToSkipShell', []);
    assert.ok(skipped.includes('debugWithContext.debug') && skipped.includes('debugWithContext.debugTerminalSelection'), skipped.join());
  });

  it('debug: takes the selection of the editor', async () => {
    selectAll(await openText(`noise\n${crashTrace()}`));
    await vscode.commands.executeCommand('debugWithContext.debug');
    const { source, location } = await collected(host);
    assert.deepEqual([source, location], ['editor', { file: 'src/orders.js', line: 3 }]);
  });

  it('debug: takes the trace at the cursor of an open log before the clipboard', async () => {
    await vscode.env.clipboard.writeText("KeyError: 'mine'");
    const document = await vscode.workspace.openTextDocument({ language: 'log', content: `started\n${crashTrace()}\n` });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    await vscode.commands.executeCommand('debugWithContext.debug');
    assert.equal((await collected(host)).source, 'editor');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('debug: takes the clipboard if nothing else holds a failure, and leaves it as it is', async () => {
    await vscode.env.clipboard.writeText(crashTrace());
    await vscode.commands.executeCommand('debugWithContext.debug');
    assert.equal((await collected(host)).source, 'clipboard');
    assert.equal(await vscode.env.clipboard.readText(), crashTrace());
  });

  it('debugSelection: finds the trace around the cursor', async () => {
    const editor = await openText(`10:00 start\n10:01 all well\n${crashTrace()}\n10:02 going on\n`);
    editor.selection = new vscode.Selection(4, 3, 4, 3);
    await vscode.commands.executeCommand('debugWithContext.debugSelection', editor.document.uri);
    const current = await collected(host);
    assert.equal(current.reports[0]?.errors[0]?.type, 'TypeError');
    assert.ok((current.reports[0]?.errors[0]?.frames.length ?? 0) >= 6);
  });

  it('shows what the mini-model is, with the curves of its training', async () => {
    await vscode.commands.executeCommand('debugWithContext.aboutModel');
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await waitFor('the page', () => labels().includes('About the mini-model'));
  });

  it('learns from a verdict, and forgets it when asked', async () => {
    await vscode.commands.executeCommand('debugWithContext.forgetVerdicts');
    await act(host, 'pasteFailure', { text: crashTrace() });
    const [first] = (await collected(host)).hypotheses;
    assert.ok(first);
    await act(host, 'verdict', { id: first.hypothesis.id, verdict: 'confirmed' });
    await waitFor('the lesson', () => host.preference.current.verdicts === 1);
    await vscode.commands.executeCommand('debugWithContext.forgetVerdicts');
    assert.equal(host.preference.current.verdicts, 0);
  });

  it('ranks with the mini-model immediately, and cites lines of the call chain', async () => {
    await act(host, 'pasteFailure', { text: crashTrace() });
    const current = await collected(host);
    assert.equal(current.rounds.length, 0);
    assert.ok(current.hypotheses.length >= 1 && current.hypotheses.length <= 3, `${current.hypotheses.length} hypotheses`);
    assert.ok(current.hypotheses.every(({ hypothesis }) => hypothesis.source === 'mini-model'));
    assert.ok(current.suspects.some(({ file }) => file === 'src/orders.js'));
  });

  it('leaves out files that the setting files.exclude hides', async () => {
    const trace = "TypeError: Cannot read properties of undefined (reading 'reduce')\n    at total (/ci/shop/src/pricing.js:2:16)";
    const files = vscode.workspace.getConfiguration('files');
    const placed = async (): Promise<string | undefined> => {
      await act(host, 'pasteFailure', { text: trace });
      return (await collected(host)).evidence.collected?.evidence.resolutions[0]?.file;
    };
    assert.equal(await placed(), 'src/pricing.js');
    try {
      await files.update('exclude', { '**/pricing.{js,ts}': true }, vscode.ConfigurationTarget.Global);
      host = await freshHost();
      assert.equal(await placed(), undefined);
    } finally {
      await files.update('exclude', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('says in the view if a paste holds no failure, and clears the message with the next one', async () => {
    await act(host, 'pasteFailure', { text: 'all is well' });
    assert.match(
      host.view.state('sidebar').home.captureProblem ?? '',
      /The pasted text contains no error or stack trace\. Paste the whole output/,
    );
    assert.equal(host.shown.investigation, undefined);
    await act(host, 'pasteFailure', { text: crashTrace() });
    assert.equal(host.view.state('sidebar').home.captureProblem, undefined);
  });

  it('continues the open investigation when the same failure comes again', async () => {
    await act(host, 'pasteFailure', { text: crashTrace() });
    const first = await collected(host);
    await act(host, 'showHome', {});
    await act(host, 'pasteFailure', { text: crashTrace() });
    assert.equal((await collected(host)).id, first.id);
  });

  it('copies and shows the exact prompt', async () => {
    await act(host, 'pasteFailure', { text: crashTrace() });
    const { evidence } = await collected(host);
    await vscode.commands.executeCommand('debugWithContext.copyPrompt');
    const copied = await vscode.env.clipboard.readText();
    assert.ok(copied.includes(evidence.collected?.prompt.text ?? 'none'));
    assert.match(copied, /ERROR/);
    assert.match(copied, /countOrders/);
    await vscode.commands.executeCommand('debugWithContext.showPrompt');
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.uri.scheme, 'debug-with-context-prompt');
    assert.equal(shown?.getText(), copied);
  });

  it('adds the selection and a file as evidence', async () => {
    await act(host, 'pasteFailure', { text: crashTrace() });
    await collected(host);
    const editor = await vscode.window.showTextDocument(workspaceFile('src/pricing.js'));
    editor.selection = new vscode.Selection(0, 0, 2, 0);
    await vscode.commands.executeCommand('debugWithContext.addSelection');
    await vscode.commands.executeCommand('debugWithContext.addFile', workspaceFile('src/orders.js'));
    const current = await collected(host);
    assert.deepEqual(current.choices.references, ['@src/pricing.js:1-2', '@src/orders.js']);
    assert.ok(current.evidence.collected?.evidence.snippets.some(({ file, pinned }) => file === 'src/pricing.js' && pinned));
  });

  it('resolves a reference by its file name, and reports a missing file', async () => {
    await act(host, 'pasteFailure', { text: crashTrace() });
    assert.equal(await act(host, 'addReference', { reference: '@pricing.js:1-2' }), '');
    assert.deepEqual(host.shown.investigation?.choices.references, ['@src/pricing.js:1-2']);
    assert.match(await act(host, 'addReference', { reference: '@nowhere.js' }), /nowhere\.js is not in this workspace/);
  });

  it('goes from evidence to evidence', async () => {
    await act(host, 'pasteFailure', { text: crashTrace() });
    await collected(host);
    const seen: string[] = [];
    for (let step = 0; step < 2; step++) {
      await vscode.commands.executeCommand('debugWithContext.nextEvidence');
      const editor = vscode.window.activeTextEditor;
      seen.push(`${editor?.document.uri.path.split('/').pop()}:${(editor?.selection.active.line ?? -1) + 1}`);
    }
    assert.equal(new Set(seen).size, 2, seen.join(' '));
    await vscode.commands.executeCommand('debugWithContext.previousEvidence');
    const editor = vscode.window.activeTextEditor;
    assert.equal(`${editor?.document.uri.path.split('/').pop()}:${(editor?.selection.active.line ?? -1) + 1}`, seen[0]);
  });

  it('opens no file outside the workspace unless a frame names it', async () => {
    await act(host, 'pasteFailure', { text: crashTrace() });
    await collected(host);
    for (const file of ['/etc/passwd', '../../../etc/passwd', 'src/../../x']) {
      await assert.rejects(async () => act(host, 'openLocation', { file, line: 1 }), /is not in this workspace/);
    }
  });

  it('opens the panel as a tab, and the sidebar on a new failure', async () => {
    const shown = new Set<string>();
    const listening = host.surfaces.onDidShow((mode) => shown.add(mode));
    await vscode.commands.executeCommand('debugWithContext.openPanel');
    await waitFor('the tab', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .some(({ label, input }) => input instanceof vscode.TabInputWebview && label === 'Debug with Context'),
    );
    await vscode.commands.executeCommand('debugWithContext.newFailure');
    await waitFor('a view', () => shown.size > 0);
    listening.dispose();
  });
});
