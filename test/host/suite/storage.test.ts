import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Investigation } from '../../../src/core/investigation/investigation';
import type { Host } from '../../../src/host/createHost';
import { saveFile } from '../../../src/host/workspaceFiles';
import { ledgerFolder } from '../../../src/node/ledgerFolder';
import { act, collected, crashTrace, freshHost, waitFor, workspaceFile } from './support';

describe('evidence and storage', () => {
  let host: Host;
  beforeEach(async () => {
    host = await freshHost();
  });

  let folder: string;
  before(async () => {
    folder = (await ledgerFolder(workspaceFile('').fsPath, process.env)) ?? '';
  });

  it('writes investigations to the storage of the workspace, with their secrets replaced', async () => {
    const secret = 'postgres://admin:hunter2secret@db.example.com/orders';
    await act(host, 'pasteFailure', { text: crashTrace().replace('properties of undefined', `properties of ${secret}`) });
    const { id } = await collected(host);
    await host.flush();
    const files = await readdir(folder);
    assert.deepEqual(files, [`${id}.json`]);
    const json = await readFile(join(folder, `${id}.json`), 'utf8');
    assert.ok(!json.includes('hunter2secret'), 'a secret is on disk');
    assert.ok(json.includes('src/orders.js'));
    await act(host, 'deleteInvestigation', { id });
    assert.deepEqual(await readdir(folder), []);
  });

  it('opens an exported investigation as one of its own', async () => {
    await act(host, 'pasteFailure', { text: crashTrace() });
    const { id } = await collected(host);
    await host.flush();
    const file = vscode.Uri.joinPath(workspaceFile(''), 'exported.json');
    const stored = await readFile(join(folder, `${id}.json`), 'utf8');
    const exported = JSON.parse(stored.split('\n')[1] ?? '') as Investigation;
    await vscode.workspace.fs.writeFile(
      file,
      new TextEncoder().encode(JSON.stringify({ ...exported, choices: { ...exported.choices, expected: 'from Ann' } }, null, 2)),
    );
    try {
      await vscode.commands.executeCommand('debugWithContext.openInvestigationFile', file);
      const opened = await collected(host);
      assert.match(opened.id, /^shared-[0-9a-f]{32}$/);
      assert.deepEqual([opened.choices.expected, opened.recipe], ['from Ann', undefined]);
      assert.deepEqual(host.investigations.summaries.map((each) => each.id).sort(), [id, opened.id].sort());
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });

  it('says that a damaged file cannot be opened', async () => {
    await act(host, 'pasteFailure', { text: crashTrace() });
    await collected(host);
    await host.flush();
    await writeFile(join(folder, 'damaged.json'), '{"version":1,"id":"dam');
    await assert.rejects(async () => act(host, 'openInvestigation', { id: 'damaged' }), /is damaged and cannot be opened/);
  });

  it("includes today's changes, committed or not, and marks those that touch the call chain", async () => {
    const uri = workspaceFile('src/orders.js');
    const document = await vscode.workspace.openTextDocument(uri);
    const original = document.getText();
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, document.lineAt(6).range, '  const orders = user.orders; // since today');
    await vscode.workspace.applyEdit(edit);
    await saveFile(uri);
    try {
      await act(host, 'pasteFailure', { text: crashTrace() });
      const { evidence } = await collected(host);
      const changes = evidence.collected?.evidence.recentChanges ?? [];
      assert.ok(
        changes.some(({ file, suspect, commit }) => file === 'src/orders.js' && suspect && commit === undefined),
        JSON.stringify(changes),
      );
      const [change] = host.view.state('panel').investigation?.evidence.changes ?? [];
      await act(host, 'remove', { key: change?.key ?? '' });
      assert.deepEqual((await collected(host)).evidence.collected?.evidence.recentChanges, []);
      await act(host, 'restore', { key: change?.key ?? '' });
      assert.equal((await collected(host)).evidence.collected?.evidence.recentChanges.length, 1);
    } finally {
      const back = new vscode.WorkspaceEdit();
      back.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), original);
      await vscode.workspace.applyEdit(back);
      await saveFile(uri);
    }
  });

  it("reads an editor's current text, even before it is saved", async () => {
    const uri = workspaceFile('src/orders.js');
    const editor = await vscode.window.showTextDocument(uri);
    await editor.edit((builder) => builder.insert(new vscode.Position(6, 0), '  // not saved yet\n'));
    try {
      await act(host, 'pasteFailure', { text: crashTrace() });
      const { evidence } = await collected(host);
      assert.ok(evidence.collected?.evidence.snippets.some(({ text }) => text.includes('not saved yet')));
    } finally {
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
  });

  it("puts the person's expectation into the prompt", async () => {
    await act(host, 'pasteFailure', { text: crashTrace() });
    await collected(host);
    await act(host, 'setExpectation', { expected: 'Grace: 0', actual: 'a crash' });
    const { evidence } = await collected(host);
    assert.match(evidence.collected?.prompt.text ?? '', /EXPECTED BEHAVIOR[\s\S]*Grace: 0[\s\S]*ACTUAL BEHAVIOR[\s\S]*a crash/);
    assert.equal(evidence.collected?.evidence.pieces.find(({ name }) => name === 'behavior')?.state, 'found');
  });

  it('removes code from the prompt and restores it', async () => {
    await act(host, 'pasteFailure', { text: crashTrace() });
    const before = (await collected(host)).evidence.collected;
    const snippet = before?.evidence.snippets.find(({ file }) => file === 'src/orders.js');
    assert.ok(snippet);
    await act(host, 'remove', { key: snippet.id });
    assert.ok(!(await collected(host)).evidence.collected?.evidence.snippets.some(({ id }) => id === snippet.id));
    await act(host, 'restore', { key: snippet.id });
    assert.ok((await collected(host)).evidence.collected?.evidence.snippets.some(({ id }) => id === snippet.id));
  });

  it('continues after the worker crashed', async () => {
    await act(host, 'pasteFailure', { text: crashTrace() });
    const { id } = await collected(host);
    const collecting = host.evidence.collect(id);
    // Until the worker has received the call.
    await new Promise((resolve) => setImmediate(resolve));
    host.analysis.restart();
    await collecting;
    assert.match(host.shown.orThrow().evidence.problem ?? '', /analysis stopped unexpectedly/);
    await host.evidence.collect(id);
    assert.equal(host.shown.orThrow().evidence.phase, 'ready');
    await waitFor('the state', () => host.view.state('panel').investigation?.evidence.problem === undefined);
  });
});
