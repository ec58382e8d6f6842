import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { lastRound } from '../../../src/core/investigation/investigation';
import { RETRYING } from '../../../src/core/ports';
import { parseInvestigation } from '../../../src/core/investigation/storedInvestigation';
import type { Host } from '../../../src/host/createHost';
import { saveFile } from '../../../src/host/workspaceFiles';
import { ledgerFolder } from '../../../src/node/ledgerFolder';
import type { LlmServer } from '../../support/llmServer';
import type { LlmScenarioName } from '../../support/llmScenarios';
import { act, collected, crashTrace, freshHost, setSetting, startModelServer, stopModelServer, waitFor, workspaceFile } from './support';

const fixed = `{"hypotheses":[{"title":"User without orders","rootCause":"countOrders passes user.orders on, which a user without orders does not have.",
"evidence":[{"file":"src/orders.js","line":7,"why":"reads user.orders"},{"file":"src/nowhere.js","line":3,"why":"made up"}],"confidence":0.8,"check":"Log user.orders for Grace.",
"fix":{"diff":"--- a/src/orders.js\\n+++ b/src/orders.js\\n@@ -6,4 +6,4 @@\\n function countOrders(user) {\\n-  const orders = user.orders;\\n+  const orders = user.orders ?? [];\\n   return newestFirst(orders).length;\\n }\\n","risks":["Hides users whose orders failed to load."]}}]}`;

describe('asking a model', () => {
  let host: Host;
  let server: LlmServer;

  before(async () => {
    server = await startModelServer();
  });
  after(() => stopModelServer(server, ['openai.timeoutSeconds']));
  beforeEach(async () => {
    host = await freshHost();
    server.use('ok');
    await host.keys.set(server.baseUrl, 'test-key');
    await act(host, 'pasteFailure', { text: crashTrace() });
    await collected(host);
  });

  const answer = () => {
    const state = host.view.state('panel').investigation?.answer;
    assert.ok(state);
    return state;
  };

  it('sends exactly the shown prompt, and adds the answer to the ranked hypotheses', async () => {
    const prompt = host.shown.orThrow().evidence.collected?.prompt;
    const ranked = host.shown.orThrow().hypotheses.length;
    const before = server.chats().length;
    await host.ask(host.shown.orThrow().id);
    const { phase, hypotheses, source } = answer();
    assert.equal(phase, 'done');
    assert.equal(source, 'test-model');
    assert.ok(hypotheses.some((each) => each.source === 'test-model') && hypotheses.length > ranked);
    const [request] = server.chats().slice(before);
    assert.deepEqual(
      request?.body.messages?.map(({ content }) => content),
      [prompt?.system, prompt?.text],
    );
    assert.equal(request?.headers.authorization, 'Bearer test-key');
  });

  it('flags evidence that does not exist, decorates evidence that does, shows the fix, applies it, and undoes it', async function () {
    server.use({ answer: fixed });
    await host.ask(host.shown.orThrow().id);
    const [first] = answer().hypotheses;
    assert.ok(first);
    assert.deepEqual(
      first.evidence.map(({ file, verified }) => [file, verified]),
      [
        ['src/orders.js', true],
        ['src/nowhere.js', false],
      ],
    );
    await act(host, 'openLocation', { file: 'src/orders.js', line: 7 });
    assert.deepEqual(
      host.decorations
        .marksIn('src/orders.js')
        ?.evidence.get(1)
        ?.map(({ line }) => line),
      [7],
    );
    assert.equal(host.decorations.marksIn('src/orders.js')?.failing[0]?.line, 3);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      workspaceFile('src/orders.js'),
    );
    assert.deepEqual(
      lenses.filter(({ command }) => command?.command === 'debugWithContext.focusEvidence').map(({ range }) => range.start.line + 1),
      [3, 8],
    );

    await act(host, 'showFix', { id: first.id });
    const input = await waitFor('the diff', () => {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return tab instanceof vscode.TabInputTextDiff && tab;
    });
    assert.equal(input.original.path, workspaceFile('src/orders.js').path);
    const right = await vscode.workspace.openTextDocument(input.modified);
    assert.match(right.getText(), /user\.orders \?\? \[\]/);

    const document = await vscode.workspace.openTextDocument(workspaceFile('src/orders.js'));
    const original = document.getText();
    await act(host, 'applyFix', { id: first.id });
    assert.match(document.getText(), /user\.orders \?\? \[\]/);
    assert.equal(answer().hypotheses[0]?.fixState, 'applied');
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), original);
    await saveFile(document.uri);
  });

  it('tells the next prompt the result of a fix, and asks again from there', async () => {
    server.use({ answer: fixed });
    await host.ask(host.shown.orThrow().id);
    const [first] = answer().hypotheses;
    await act(host, 'reportResult', { id: first?.id ?? '', worked: false, text: crashTrace() });
    assert.match(answer().hypotheses.find(({ id }) => id === first?.id)?.fixMessage ?? '', /The same failure again/);
    const prompt = host.shown.orThrow().evidence.collected?.prompt;
    assert.match(prompt?.text ?? '', /PREVIOUS ATTEMPTS[\s\S]*User without orders[\s\S]*The same failure again/);
    await act(host, 'reportResult', { id: first?.id ?? '', worked: true, text: '' });
    assert.equal(host.shown.orThrow().status, 'fixed');
  });

  it('says that a fix does not apply when the file changed, and leaves the file alone', async () => {
    server.use({ answer: fixed.replaceAll('const orders = user.orders', 'let rows = user.rows') });
    await host.ask(host.shown.orThrow().id);
    const [first] = answer().hypotheses;
    const document = await vscode.workspace.openTextDocument(workspaceFile('src/orders.js'));
    const original = document.getText();
    await assert.rejects(async () => act(host, 'applyFix', { id: first?.id ?? '' }), /does not apply/);
    assert.equal(document.getText(), original);
    assert.match(answer().hypotheses.find(({ id }) => id === first?.id)?.fixMessage ?? '', /does not apply/);
  });

  it('can be cancelled midway, keeps what has arrived, and closes the connection', async () => {
    server.use('slow');
    const asking = host.ask(host.shown.orThrow().id);
    await waitFor('text', () => (lastRound(host.shown.orThrow())?.text.length ?? 0) > 20);
    await act(host, 'cancel', {});
    await asking;
    const { phase, message } = answer();
    assert.equal(phase, 'cancelled');
    assert.match(message ?? '', /kept/);
    assert.ok((lastRound(host.shown.orThrow())?.text.length ?? 0) > 20);
    assert.equal(await server.chats().at(-1)?.closed, 'byClient');
  });

  it('stores the answer while it streams, so that a reload of the window midway loses nothing', async () => {
    server.use('slow');
    const asking = host.ask(host.shown.orThrow().id);
    const { id } = host.shown.orThrow();
    await waitFor('text', () => (lastRound(host.shown.orThrow())?.text.length ?? 0) > 20);
    await host.flush();
    const folder = await ledgerFolder(workspaceFile('').fsPath, process.env);
    const stored = parseInvestigation(await readFile(join(folder ?? '', `${id}.json`), 'utf8'));
    assert.equal(lastRound(stored)?.phase, 'interrupted');
    assert.match(lastRound(stored)?.message ?? '', /ask again/);
    assert.ok((lastRound(stored)?.text.length ?? 0) > 20);
    await act(host, 'cancel', {});
    await asking;
  });

  const faults: [LlmScenarioName, RegExp, string][] = [
    ['unauthorized', /key/i, 'setKey'],
    ['modelNotFound', /model/i, 'openSettings'],
    ['rateLimited', /requests|limit/i, 'askAgain'],
    ['serverError', /error|memory/i, 'askAgain'],
    ['cut', /cut|broke|ended/i, 'askAgain'],
    ['empty', /nothing|empty/i, 'askAgain'],
    ['otherShape', /./, 'askAgain'],
  ];
  for (const [scenario, message, step] of faults) {
    it(`${scenario}: one sentence, a next step, and the ranked hypotheses stay`, async () => {
      server.use(scenario);
      await host.ask(host.shown.orThrow().id);
      const state = answer();
      if (scenario === 'otherShape' && state.phase === 'done') return;
      assert.equal(state.phase, 'failed', state.message);
      assert.match(state.message ?? '', message);
      assert.equal(state.action?.run, step);
      assert.ok(state.hypotheses.some(({ folded }) => !folded));
      const half = state.hypotheses.filter(({ folded, unfinished, confidence }) => !folded && (unfinished || confidence === 0));
      assert.deepEqual(half, [], 'half a hypothesis counts as a whole one');
      assert.deepEqual(state.notices, [...new Set(state.notices)]);
      assert.ok(!state.notices.some((notice) => notice.endsWith(RETRYING)), 'the failure is said again');
    });
  }

  it('names the address that refuses the connection, and offers another provider', async () => {
    await setSetting('openai.baseUrl', 'http://127.0.0.1:9/v1');
    await host.keys.set('http://127.0.0.1:9/v1', 'k');
    try {
      await host.ask(host.shown.orThrow().id);
      assert.equal(answer().phase, 'failed');
      assert.match(answer().message ?? '', /127\.0\.0\.1:9/);
      assert.equal(answer().action?.run, 'chooseProvider');
    } finally {
      await setSetting('openai.baseUrl', server.baseUrl);
    }
  });

  it('says that VS Code has no model', async () => {
    await setSetting('provider', 'vscode');
    try {
      await host.ask(host.shown.orThrow().id);
      assert.equal(answer().phase, 'failed');
      assert.match(answer().message ?? '', /no language model/);
    } finally {
      await setSetting('provider', 'openai');
    }
  });

  it('keeps a key for one server only', async () => {
    assert.equal(await host.keys.get('https://elsewhere.example/v1'), undefined);
    assert.equal(await host.keys.get(`${server.origin}/other`), 'test-key');
    await vscode.commands.executeCommand('debugWithContext.clearApiKey');
    assert.equal(await host.keys.get(server.baseUrl), undefined);
  });
});
