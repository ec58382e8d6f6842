import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../../src/extension';
import type { Host } from '../../../src/host/createHost';
import { RecentFailures } from '../../../src/host/capture/recentFailures';
import { installPackages, prepareSampleFolder } from '../../../src/host/openSample';
import { columnForCode } from '../../../src/host/openLocation';
import { ledgerFolder } from '../../../src/node/ledgerFolder';
import { packageRegistry } from '../../support/packageRegistry';
import { act, collected, crashTrace, failInTerminal, freshHost, runInTerminal, testApi, waitFor, workspaceFile } from './support';

describe('the first hour of a new user', function () {
  let host: Host;
  let api: TestApi;
  beforeEach(async () => {
    api = await testApi();
    host = await freshHost();
  });

  const settings = () => vscode.workspace.getConfiguration('debugWithContext');
  it('a failed command is hinted at until the hint is used; one without an error, or with hints off, is not', async () => {
    host.hint.hide();
    const failures = () => api.terminals.failures.length;
    await runInTerminal('node src/crash.js', () => host.hint.isShown);
    await vscode.commands.executeCommand('debugWithContext.debugHint');
    assert.equal((await collected(host)).source, 'terminal');
    assert.equal(host.hint.isShown, false);
    const silent = 'grep nothing-like-it src/crash.js';
    await runInTerminal(silent, () => api.terminals.failures[0]?.commandLine === silent);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(host.hint.isShown, false);
    await vscode.commands.executeCommand('debugWithContext.hideHints');
    try {
      await failInTerminal(api, 'node src/crash.js');
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(host.hint.isShown, false);
      assert.ok(failures() > 0);
    } finally {
      await settings().update('hints', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('a debug session that crashed without a stop appears among the recent failures and can be debugged by the key', async () => {
    const before = new Set(host.recent.list.map(({ id }) => id));
    const configuration = { type: 'node', request: 'launch', name: 'crashes', program: workspaceFile('src/crash.js').fsPath };
    assert.ok(await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], configuration));
    const listed = await waitFor('the list', () =>
      host.recent.list.find(({ id, source, title }) => !before.has(id) && source === 'debugger' && /slice/.test(title)),
    );
    assert.match(listed.title, /^TypeError: Cannot read properties of undefined \(reading 'slice'\)$/);
    await act(host, 'openFailure', { id: listed.id });
    const { location, source } = await collected(host);
    assert.deepEqual([source, location], ['debugger', { file: 'src/orders.js', line: 3 }]);
    assert.match(host.view.state('panel').investigation?.run.recipe?.command ?? '', /^node .*crash\.js/);
  });

  it('the key takes what a debug console printed, also once its session has said that the process exited', async () => {
    const configuration = { type: 'node', request: 'launch', name: 'exits', program: workspaceFile('src/crash.js').fsPath };
    assert.ok(await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], configuration));
    await waitFor('the crash', () => api.stops.printedSessions.find(({ name, console: text }) => name === 'exits' && /slice/.test(text)));
    await waitFor('the end', () => vscode.debug.activeDebugSession === undefined);
    await vscode.commands.executeCommand('debugWithContext.debug');
    const { location, source, title } = await collected(host);
    assert.deepEqual([source, location], ['debugger', { file: 'src/orders.js', line: 3 }]);
    assert.match(title, /^TypeError: .*reading 'slice'/);
  });

  it('recent failures are there after a reload, with their text, secrets replaced', async () => {
    const secret = `ghp_${'a1B2c3D4e5'.repeat(3)}F6g7H8`;
    await failInTerminal(api, `echo token=${secret}; node src/crash.js`);
    await waitFor('what is kept', () => JSON.stringify(host.context.workspaceState.get('recentFailures', [])).includes('newestFirst'));
    assert.ok(!JSON.stringify(host.context.workspaceState.get('recentFailures')).includes(secret));
    const none = {
      onDidFail: () => ({ dispose() {} }),
      onDidStopOnException: () => ({ dispose() {} }),
      onDidEnd: () => ({ dispose() {} }),
    };
    const nothing = { ...none, failures: [], printedSessions: [], currentException: undefined };
    const reloaded = new RecentFailures(
      nothing as never,
      nothing as never,
      () => Promise.reject(new Error('none')),
      host.glance,
      () => true,
      host.context.workspaceState,
      (texts) => Promise.resolve(texts),
    );
    const kept = reloaded.list.find(({ title }) => /slice/.test(title));
    assert.ok(kept);
    const input = (await reloaded.capture(kept.id))?.input;
    assert.ok(input && 'text' in input && input.text.includes('newestFirst'));
    reloaded.dispose();
  });

  it('selected code is evidence for the latest failure, not refused', async () => {
    await failInTerminal(api, 'node src/crash.js');
    const editor = await vscode.window.showTextDocument(workspaceFile('src/pricing.js'));
    editor.selection = new vscode.Selection(0, 0, 2, 1);
    await vscode.commands.executeCommand('debugWithContext.debugSelection', editor.document.uri);
    const { location, choices, evidence } = await collected(host);
    assert.deepEqual(location, { file: 'src/orders.js', line: 3 });
    assert.deepEqual(choices.references, ['@src/pricing.js:1-3']);
    assert.ok(evidence.collected?.evidence.snippets.some(({ file }) => file === 'src/pricing.js'));
  });

  it('a recent change is undone in the files, shown in place, restored byte for byte, and closes the investigation that it caused', async () => {
    const uri = workspaceFile('src/orders.js');
    const original = readFileSync(uri.fsPath);
    const broken = original.toString().replace('return orders.slice()', 'return orders.missing.slice()');
    writeFileSync(uri.fsPath, broken);
    try {
      await act(host, 'pasteFailure', { text: crashTrace().replace("reading 'slice'", "reading 'missing'") });
      await collected(host);
      const [change] = host.view.state('panel').investigation?.evidence.changes ?? [];
      assert.ok(change, 'no recent change');
      await act(host, 'undoRecentChange', { key: change.key });
      assert.ok(readFileSync(uri.fsPath).equals(original));
      assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, uri.fsPath);
      assert.equal(vscode.window.activeTextEditor?.selection.active.line, 2);
      const now = () => host.view.state('panel').investigation;
      assert.equal(now()?.evidence.changes[0]?.undone, true);
      assert.equal(now()?.run.timeline.at(-1)?.text, 'the change in orders.js: undone');
      await act(host, 'redoRecentChange', { key: change.key });
      assert.equal(readFileSync(uri.fsPath, 'utf8'), broken);
      assert.equal(now()?.evidence.changes[0]?.undone, undefined);
      await act(host, 'undoRecentChange', { key: change.key });
      await act(host, 'setRecipe', { command: 'sleep 0.3', folder: '' });
      await runInTerminal('sleep 0.3', () => now()?.run.timeline.some(({ kind }) => kind === 'terminal'));
      assert.equal(now()?.status, 'fixed');
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      writeFileSync(uri.fsPath, original);
    }
  });

  it('a change whose lines have changed again is left alone, and the message says so', async () => {
    const uri = workspaceFile('src/orders.js');
    const original = readFileSync(uri.fsPath);
    writeFileSync(uri.fsPath, original.toString().replace('b.placed - a.placed', 'b.placed - a.placed || 0'));
    try {
      await act(host, 'pasteFailure', { text: crashTrace() });
      await collected(host);
      const [change] = host.view.state('panel').investigation?.evidence.changes ?? [];
      const typed = original.toString().replace('b.placed - a.placed', 'a.placed - b.placed');
      writeFileSync(uri.fsPath, typed);
      await assert.rejects(act(host, 'undoRecentChange', { key: change?.key ?? '' }), /could not be undone: .*undo it by hand/s);
      assert.equal(readFileSync(uri.fsPath, 'utf8'), typed);
    } finally {
      writeFileSync(uri.fsPath, original);
    }
  });

  it('an @ completes to the files of the workspace, by name or folder, regardless of case', async () => {
    // Symbols are there as soon as a language server is.
    const found = async (query: string) =>
      (await act(host, 'completeReference', { query })).flatMap(({ reference }) => (/:\d/.test(reference) ? [] : [reference]));
    assert.deepEqual(await found('ORD'), ['@src/orders.js']);
    assert.deepEqual(await found('src/cra'), ['@src/crash.js', '@src/crash.py']);
    assert.deepEqual(await found('nothing-like-it'), []);
    assert.deepEqual(await found('{*'), []);
  });

  it('a deleted investigation is restored completely, in the panel and on disk', async () => {
    await act(host, 'pasteFailure', { text: crashTrace() });
    const { id, title } = await collected(host);
    await act(host, 'setExpectation', { expected: 'a list', actual: 'a crash' });
    await collected(host);
    await act(host, 'deleteInvestigation', { id });
    assert.equal(host.view.state('panel').home.deleted, title);
    assert.ok(!host.view.state('panel').home.investigations.some((each) => each.id === id));
    await act(host, 'undoDelete', {});
    assert.equal(host.view.state('panel').home.deleted, undefined);
    await act(host, 'openInvestigation', { id });
    assert.equal((await collected(host)).choices.expected, 'a list');
    await host.flush();
    const stored = join((await ledgerFolder(workspaceFile('').fsPath, process.env)) ?? '', `${id}.json`);
    assert.ok(existsSync(stored));
  });

  it('in the sample the next step stays in sight until the first hypothesis is followed to its line', async () => {
    await host.context.workspaceState.update('sampleRead', undefined);
    try {
      await host.guideSample();
      assert.equal(host.sampleStep(), api.terminals.failures.length ? 'debug' : 'run');
      await failInTerminal(api, 'node src/crash.js');
      assert.equal(host.sampleStep(), 'debug');
      await vscode.commands.executeCommand('debugWithContext.debugHint');
      await collected(host);
      assert.equal(host.sampleStep(), 'read');
      await vscode.commands.executeCommand('debugWithContext.nextEvidence');
      await waitFor('the end of the steps', () => host.sampleStep() === undefined);
      await act(host, 'showHome', {});
      assert.equal(host.sampleStep(), undefined);
    } finally {
      await host.context.workspaceState.update('sampleRead', undefined);
    }
  });

  it('the sample is a repository of its own whose last change broke it yesterday', async () => {
    const folder = join(host.context.globalStorageUri.fsPath, 'sample-of-tests');
    try {
      await prepareSampleFolder(host.context.extensionUri.fsPath, folder);
      const log = execFileSync('git', ['log', '--format=%s|%ct'], { cwd: folder, encoding: 'utf8' }).trim().split('\n');
      const [subject, at] = log.find((line) => line.startsWith('cache orders'))?.split('|') ?? [];
      assert.equal(subject, 'cache orders');
      const hours = (Date.now() / 1000 - Number(at)) / 3600;
      assert.ok(hours > 1 && hours < 24, `${hours} hours ago`);
      assert.equal(execFileSync('git', ['status', '--porcelain'], { cwd: folder, encoding: 'utf8' }), '');
      assert.ok(existsSync(join(folder, 'README.md')));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("the sample's packages are installed, or a sentence says why not and what to do", async () => {
    const folder = join(host.context.globalStorageUri.fsPath, 'packages-of-tests');
    const registry = await packageRegistry(folder);
    const settings = { npm_config_registry: registry.address, npm_config_fetch_retries: '0', npm_config_cache: join(folder, 'cache') };
    const before = Object.fromEntries(Object.keys(settings).map((name) => [name, process.env[name]]));
    Object.assign(process.env, settings);
    try {
      registry.answers = false;
      assert.match(
        (await installPackages(registry.project)) ?? '',
        /^The sample opens without its packages: [^\n]+\. Run "npm ci" in its terminal before "npm test"\.$/,
      );
      assert.ok(!existsSync(join(registry.project, 'node_modules', 'left-over')));
      registry.answers = true;
      assert.equal(await installPackages(registry.project), undefined);
      assert.ok(existsSync(join(registry.project, 'node_modules', 'left-over', 'index.js')));
      registry.answers = false;
      assert.equal(await installPackages(registry.project), undefined, 'packages that are there are not installed again');
    } finally {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      await registry.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('code and diffs open beside the panel, never over it, and in an existing group', async () => {
    await act(host, 'pasteFailure', { text: crashTrace() });
    await collected(host);
    await waitFor('the panel', () =>
      vscode.window.tabGroups.all.some(({ activeTab }) => activeTab?.input instanceof vscode.TabInputWebview),
    );
    const panelColumn = () =>
      vscode.window.tabGroups.all.find(({ tabs }) => tabs.some(({ input }) => input instanceof vscode.TabInputWebview))?.viewColumn;
    await act(host, 'openLocation', { file: 'src/orders.js', line: 3 });
    const groups = vscode.window.tabGroups.all.length;
    assert.equal(groups, 2);
    assert.notEqual(vscode.window.activeTextEditor?.viewColumn, panelColumn());
    assert.notEqual(columnForCode(), panelColumn());
    await act(host, 'openLocation', { file: 'src/crash.js', line: 4 });
    assert.equal(vscode.window.tabGroups.all.length, groups);
  });
});
