import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as vscode from 'vscode';
import type { Host } from '../../../src/host/createHost';
import { failInTerminal, freshHost, setSetting, testApi, waitFor } from './support';

// Of the last file by name: a command that failed in a terminal comes before what other tests give to `debug`.
describe('tools for agents', function () {
  let host: Host;
  beforeEach(async () => {
    host = await freshHost();
  });
  after(() => setSetting('mcp.enabled', undefined));

  const call = async (name: string, input: object): Promise<string> => {
    const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
    return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
  };

  it('give the newest failure of the window without showing it, and say whether the fix in the files is proven', async () => {
    assert.deepEqual(
      vscode.lm.tools
        .map(({ name }) => name)
        .filter((name) => name.startsWith('debugWithContext_'))
        .sort(),
      ['debugWithContext_getFailure', 'debugWithContext_prove'],
    );
    await failInTerminal(await testApi(), 'node src/crash.js');
    await waitFor('the failure', () => host.recent.list[0]?.source === 'terminal');
    const text = await call('debugWithContext_getFailure', { source: 'terminal' });
    assert.match(text, /TypeError[^]*Where to look\n1\. src\/orders\.js:\d/);
    assert.ok(Buffer.byteLength(text) <= 7500);
    assert.equal(host.shown.investigation, undefined);
    const brief = await call('debugWithContext_getFailure', { detail: 'brief' });
    assert.doesNotMatch(brief, /^Code$/m);
    // The command is the one that failed in the terminal: nobody is asked.
    assert.match(await call('debugWithContext_prove', {}), /still fails|does not pass|fails as it is/);
  });

  it('offer a server only if it is switched on, and it answers', async () => {
    const { servers } = await testApi();
    const { token } = new vscode.CancellationTokenSource();
    const offered = async () => (await servers.provideMcpServerDefinitions(token)) ?? [];
    assert.deepEqual(await offered(), []);
    await setSetting('mcp.enabled', true);
    const [server] = (await offered()) as vscode.McpStdioServerDefinition[];
    assert.ok(server);
    const child = spawn(server.command, server.args, { env: { ...process.env, ...(server.env as Record<string, string>) } });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })}\n`);
    await waitFor('the answer', () => said.endsWith('\n'));
    assert.equal((JSON.parse(said) as { result: { serverInfo: { name: string } } }).result.serverInfo.name, 'debug-with-context');
    child.stdin.end();
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });
});
