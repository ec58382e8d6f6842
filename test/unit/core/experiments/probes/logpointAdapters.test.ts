import assert from 'node:assert/strict';
import { logpointAdapter, logpointMessage } from '../../../../../src/core/experiments/probes/logpointAdapters';
import type { ProbePlace } from '../../../../../src/core/experiments/probes/probePlaces';

const place = (language: ProbePlace['language']): ProbePlace => ({ hop: 0, file: 'a', line: 3, language, expression: 'order.items' });
const address = { set: 'k3f9', index: 0 };

describe('logpointAdapters', () => {
  it('supports only adapters verified to log without stopping', () => {
    for (const type of ['scala', 'cppdbg', 'cppvsdbg', 'coreclr', 'java', 'mock', '']) assert.equal(logpointAdapter(type), undefined, type);
  });

  it('requests the shape where the adapter evaluates the language, never the value', () => {
    for (const [type, language] of [
      ['pwa-node', 'javascript'],
      ['debugpy', 'python'],
    ] as const) {
      const message = logpointMessage(logpointAdapter(type)!, place(language), address, false) ?? '';
      assert.match(message, /^\[debug-with-context k3f9\.0\] order\.items = \{\(/);
      assert.ok(!message.includes('{order.items}'));
    }
  });

  it("prints a value itself only with the person's consent", () => {
    const go = logpointAdapter('go')!;
    assert.equal(logpointMessage(go, place('go'), address, false), undefined);
    assert.equal(logpointMessage(go, place('go'), address, true), '[debug-with-context k3f9.0] order.items = {order.items}');
  });

  it('ignores files of other languages', () =>
    assert.equal(logpointMessage(logpointAdapter('debugpy')!, place('javascript'), address, true), undefined));

  it('prints raw values in sessions of LLDB, which evaluates names only', () => {
    for (const type of ['lldb', 'lldb-dap'])
      assert.match(logpointMessage(logpointAdapter(type)!, place('cpp'), address, true) ?? '', /\{orders\}$|\{[\w.]+\}$/);
  });
});
