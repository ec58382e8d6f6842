import assert from 'node:assert/strict';
import type { PanelMethods } from '../../../src/protocol/panelProtocol';
import { investigationMethods, panelMethods } from '../../../src/protocol/panelProtocol';
import type { Peer } from '../../../src/protocol/rpc';
import { callsAbout } from '../../../src/webview/session';

describe('callsAbout', () => {
  const calls: unknown[] = [];
  const peer = { call: async (...call: unknown[]) => void calls.push(call.slice(0, 2)) } as unknown as Peer<PanelMethods>;

  it('names the investigation in every call about one, and in no other', async () => {
    const call = callsAbout('one', peer);
    await call('applyFix', { id: 'h1' });
    await callsAbout('two', peer)('ask', {});
    await call('rollout', { run: 'r' });
    await call('showHome', {});
    assert.deepEqual(calls, [
      ['applyFix', { id: 'h1', investigation: 'one' }],
      ['ask', { investigation: 'two' }],
      ['rollout', { run: 'r' }],
      ['showHome', {}],
    ]);
  });

  it('meets a host that refuses a call about an investigation without its name', () => {
    for (const [name, { params }] of Object.entries(investigationMethods)) {
      const issues = params['~standard'].validate({}) as { issues?: { path?: unknown[] }[] };
      assert.ok(
        issues.issues?.some(({ path }) => path?.[0] === 'investigation'),
        `${name} needs no investigation`,
      );
    }
    assert.ok(Object.keys(investigationMethods).every((name) => name in panelMethods));
  });
});
