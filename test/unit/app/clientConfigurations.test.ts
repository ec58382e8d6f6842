import assert from 'node:assert/strict';
import { clientConfigurations } from '../../../src/app/clientConfigurations';

describe('clientConfigurations', () => {
  const server = { command: 'node', args: ["/home/o'brien/my ext/cli.js", 'mcp'] };
  const of = (client: string) => clientConfigurations(server).find((each) => each.client === client)?.text ?? '';

  it('gives each client the file that it reads', () => {
    const own = { 'debug-with-context': server };
    assert.deepEqual(JSON.parse(of('VS Code')), { servers: { 'debug-with-context': { type: 'stdio', ...server } } });
    assert.deepEqual(JSON.parse(of('Cursor')), { mcpServers: own });
    assert.deepEqual(JSON.parse(of('Windsurf')), { mcpServers: own });
    assert.deepEqual(JSON.parse(of('Zed')), { context_servers: own });
    assert.deepEqual(JSON.parse(of('Copilot CLI')), { mcpServers: { 'debug-with-context': { type: 'local', ...server, tools: ['*'] } } });
  });

  it('quotes words for the shell', () => {
    assert.equal(of('Claude Code'), `claude mcp add debug-with-context -- node '/home/o'\\''brien/my ext/cli.js' mcp`);
    assert.match(of('Codex'), /^codex mcp add debug-with-context -- node '/);
  });

  it('makes links that hold the same program', () => {
    const link = new URL(of('VS Code, as a link'));
    assert.deepEqual(JSON.parse(decodeURIComponent(link.search.slice(1))), { name: 'debug-with-context', type: 'stdio', ...server });
    const deeplink = new URL(of('Cursor, as a link')).searchParams;
    assert.equal(deeplink.get('name'), 'debug-with-context');
    assert.deepEqual(JSON.parse(Buffer.from(deeplink.get('config') ?? '', 'base64').toString()), server);
  });
});
