import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { detectLocalServers } from '../../../src/providers/detectServers';
import { startLlmServer, unusedPort } from '../../support/llmServer';

async function listen(server: Server): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
}

describe('detectLocalServers', () => {
  it('finds both servers with the models that can chat', async () => {
    const server = await startLlmServer({ models: ['qwen2.5-coder:7b', 'nomic-embed-text'] });
    assert.deepEqual(await detectLocalServers({ ports: { ollama: server.port, lmstudio: server.port }, timeoutMs: 2000 }), [
      { id: 'ollama', label: 'Ollama', baseUrl: server.baseUrl, models: ['qwen2.5-coder:7b'] },
      { id: 'lmstudio', label: 'LM Studio', baseUrl: server.baseUrl, models: ['qwen2.5-coder:7b'] },
    ]);
    await server.close();
  });

  it('finds nothing if no server listens, another one does, or the answer is late', async () => {
    const closed = await unusedPort();
    assert.deepEqual(await detectLocalServers({ ports: { ollama: closed, lmstudio: closed } }), []);

    const answers = ['<html></html>', '{"models": 3}', '{}', '[]', 'null', '{"data": [{"name": "x"}]}'];
    for (const body of answers) {
      const other = createServer((_, response) => response.end(body));
      const port = await listen(other);
      assert.deepEqual(await detectLocalServers({ ports: { ollama: port, lmstudio: port } }), [], body);
      other.close();
    }

    const silent = createServer(() => undefined);
    const port = await listen(silent);
    const start = Date.now();
    assert.deepEqual(await detectLocalServers({ ports: { ollama: port, lmstudio: port } }), []);
    assert.ok(Date.now() - start < 2000);
    silent.closeAllConnections();
    silent.close();
  });

  it('finds nothing, and ends at once, when it is cancelled while a server is silent', async () => {
    const silent = createServer(() => undefined);
    const port = await listen(silent);
    const start = Date.now();
    const found = await detectLocalServers({
      ports: { ollama: port, lmstudio: port },
      timeoutMs: 30_000,
      signal: AbortSignal.timeout(100),
    });
    assert.deepEqual(found, []);
    assert.ok(Date.now() - start < 5000);
    silent.closeAllConnections();
    silent.close();
  });
});
