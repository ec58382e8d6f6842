import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { panelMethods } from '../../../src/protocol/panelProtocol';
import { createPeer, method, RemoteError, type Handlers } from '../../../src/protocol/rpc';

const methods = {
  double: method<number>()(z.object({ of: z.int().check(z.gte(0)) })),
  wait: method<void>()(z.object({})),
};

/** Two peers; each receives the other's messages as structured clones. */
function connected(handlers: Handlers<typeof methods>) {
  const server = createPeer<typeof methods, typeof methods>(methods, handlers, (message) => queueMicrotask(() => client.receive(message)));
  const client = createPeer<Record<never, never>, typeof methods>({}, {}, (message) => queueMicrotask(() => server.receive(message)));
  return { client, server };
}

/** A peer that serves every method of the panel and records the calls. */
function panelHost() {
  const called: string[] = [];
  const answers: { kind: string; id: number }[] = [];
  const handlers = Object.fromEntries(Object.keys(panelMethods).map((name) => [name, () => void called.push(name)]));
  const peer = createPeer(panelMethods, handlers as never, (message) => answers.push(message));
  return { peer, called, answers };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('createPeer', () => {
  it('answers calls, reports their progress, and passes on failures', async () => {
    const { client } = connected({
      double: ({ of }, context) => {
        context.progress(`doubling ${of}`);
        if (of === 13) throw Object.assign(new TypeError('no'), { code: 'E13' });
        return 2 * of;
      },
      wait: () => undefined,
    });
    const said: string[] = [];
    assert.equal(await client.call('double', { of: 4 }, { onProgress: (message) => said.push(message) }), 8);
    assert.deepEqual(said, ['doubling 4']);
    await assert.rejects(client.call('double', { of: 13 }), (error) => {
      assert.ok(error instanceof RemoteError);
      assert.deepEqual([error.remoteName, error.message, error.detail], ['TypeError', 'no', { code: 'E13' }]);
      return true;
    });
  });

  it('cancels on the other side, and on request settles only when that has ended', async () => {
    let ended = false;
    const { client } = connected({
      double: () => 0,
      wait: (_params, { signal }) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => {
            ended = true;
            reject(new Error('ended'));
          }),
        ),
    });
    const cancel = new AbortController();
    const call = client.call('wait', {}, { signal: cancel.signal, untilEnded: true });
    await settled();
    cancel.abort();
    await assert.rejects(call, /ended/);
    assert.ok(ended);
  });

  it('rejects running calls when it closes', async () => {
    const { client } = connected({ double: () => 0, wait: () => new Promise(() => undefined) });
    const call = client.call('wait', {});
    client.close(new Error('gone'));
    await assert.rejects(call, /gone/);
  });

  it('calls nothing for a name that is not a method of the protocol', async () => {
    const { peer, called, answers } = panelHost();
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'then', '', 'ready ', 'eval'])
      peer.receive({ kind: 'call', id: 1, method: name, params: {} });
    await settled();
    assert.deepEqual(called, []);
    assert.ok(answers.length === 9 && answers.every(({ kind }) => kind === 'failure'));
  });

  it('refuses parameters that point elsewhere, are too long, or of another type', async () => {
    const { peer, called } = panelHost();
    const about = { investigation: 'i' };
    const forged: [keyof typeof panelMethods, unknown][] = [
      ['saveExport', { name: '../../.bashrc', type: 'x', data: '' }],
      ['saveExport', { name: 'a.png\u0000.sh', type: 'x', data: '' }],
      ['saveExport', { name: 'run.sh', type: 'x', data: '' }],
      ['openLocation', { ...about, file: 'a.ts', line: 0 }],
      ['openLocation', { ...about, file: 'a.ts', line: 1.5 }],
      ['openLocation', { ...about, file: ['a.ts'], line: 1 }],
      ['openLocation', { file: 'a.ts', line: 1 }],
      ['keepSecret', { ...about, fingerprint: '../x', keep: true }],
      ['runAction', { ...about, action: 'workbench.action.terminal.new' }],
      ['verdict', { ...about, id: 'h', verdict: 'maybe' }],
      ['setExpectation', { ...about, expected: 'x'.repeat(20_001), actual: '' }],
      ['openInvestigation', { id: 'x'.repeat(201) }],
      ['deleteInvestigation', { id: { toString: 'a' } }],
      ['applyFix', { id: 'h' }],
      ['applyFix', null],
    ];
    for (const [name, params] of forged) peer.receive({ kind: 'call', id: 1, method: name, params });
    await settled();
    assert.deepEqual(called, []);
    peer.receive({ kind: 'call', id: 1, method: 'applyFix', params: { ...about, id: 'h' } });
    await settled();
    assert.deepEqual(called, ['applyFix']);
  });

  it('accepts any message without an error', async () => {
    const kinds = fc.constantFrom('call', 'cancel', 'progress', 'result', 'failure', 'x');
    const names = fc.constantFrom(...Object.keys(panelMethods), 'constructor');
    const near = fc.record(
      {
        kind: kinds,
        id: fc.oneof(fc.integer(), fc.anything()),
        method: names,
        params: fc.anything(),
        value: fc.anything(),
        message: fc.anything(),
      },
      { requiredKeys: ['kind'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(near, fc.anything()), { maxLength: 5 }), async (messages) => {
        const { peer, answers } = panelHost();
        for (const message of messages) peer.receive(message);
        await settled();
        assert.ok(answers.length <= messages.length);
      }),
      { numRuns: 300 },
    );
  });
});
