import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Host } from '../../../src/host/createHost';
import { readSettings } from '../../../src/host/settings';
import { startLlmServer } from '../../support/llmServer';
import { act, collected, crashTrace, freshHost, setSetting, testApi } from '../suite/support';

describe('a workspace that is not trusted', () => {
  let host: Host;
  before(async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    host = await freshHost();
  });

  it('is read and shown, without running git', async () => {
    await act(host, 'pasteFailure', { text: crashTrace() });
    const { evidence, hypotheses, location } = await collected(host);
    assert.deepEqual(location, { file: 'src/orders.js', line: 3 });
    assert.ok(hypotheses.length);
    assert.deepEqual(evidence.collected?.evidence.recentChanges, []);
    assert.ok(evidence.collected.evidence.notices.length, 'it does not say why there are no changes');
    assert.equal(host.view.state('panel').trusted, false);
  });

  it('sends nothing, says so, and offers to trust it', async () => {
    const server = await startLlmServer();
    const config = vscode.workspace.getConfiguration('debugWithContext');
    await config.update('openai.baseUrl', server.baseUrl, vscode.ConfigurationTarget.Global);
    await config.update('provider', 'openai', vscode.ConfigurationTarget.Global);
    try {
      await host.ask(host.shown.orThrow().id);
      const answer = host.view.state('panel').investigation?.answer;
      assert.equal(answer?.phase, 'failed');
      assert.match(answer.message ?? '', /nicht vertrauenswürdig, deshalb wird nichts gesendet/);
      assert.equal(answer.action?.run, 'trust');
      assert.deepEqual(server.requests, []);
    } finally {
      await config.update('openai.baseUrl', undefined, vscode.ConfigurationTarget.Global);
      await config.update('provider', undefined, vscode.ConfigurationTarget.Global);
      await server.close();
    }
  });

  it('tells agents nothing, and offers them no server', async () => {
    const call = { input: {}, toolInvocationToken: undefined };
    for (const name of ['debugWithContext_getFailure', 'debugWithContext_prove']) {
      const { content } = await vscode.lm.invokeTool(name, call);
      const [part] = content;
      assert.ok(part instanceof vscode.LanguageModelTextPart);
      assert.match(part.value, /^This workspace is not trusted, so nothing of it is read or run for an agent/);
    }
    await setSetting('mcp.enabled', true);
    try {
      const { servers } = await testApi();
      assert.deepEqual(await servers.provideMcpServerDefinitions(new vscode.CancellationTokenSource().token), []);
    } finally {
      await setSetting('mcp.enabled', undefined);
    }
  });

  it('cannot say where text is sent', async () => {
    const config = vscode.workspace.getConfiguration('debugWithContext');
    await config.update('openai.baseUrl', 'https://evil.example/v1', vscode.ConfigurationTarget.Workspace);
    try {
      assert.notEqual(readSettings().openai.baseUrl, 'https://evil.example/v1');
    } finally {
      await config.update('openai.baseUrl', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
