import assert from 'node:assert/strict';
import { probeLabel, probeSetIn, readProbeLines } from '../../../../../src/core/experiments/probes/probeLine';

describe('probeLine', () => {
  it("reads a probe's output anywhere in a line", () => {
    const label = probeLabel({ set: 'k3f9', index: 2 }, 'order.items');
    assert.deepEqual(readProbeLines(`12:01 INFO ${label}[int]×3\nother\n${label}undefined\n`), [
      { set: 'k3f9', index: 2, said: '[int]×3' },
      { set: 'k3f9', index: 2, said: 'undefined' },
    ]);
  });

  it('removes the quotes of a debug console', () => {
    assert.equal(readProbeLines(`[debug-with-context k3f9.0] a = '{id:int}'\n`)[0]?.said, '{id:int}');
    assert.equal(readProbeLines(`[debug-with-context k3f9.0] a = "don\\"t"\n`)[0]?.said, 'don"t');
    assert.equal(readProbeLines(`[debug-with-context k3f9.0] a = '\n`)[0]?.said, `'`);
  });

  it("takes a debugger's error in place of an expression for no value", () => {
    assert.deepEqual(readProbeLines("[debug-with-context k3f9.0] a.size() = <error: Couldn't look up symbols\n"), []);
  });

  it('keeps braces, percent signs and the separator of an expression out of the label', () => {
    const label = probeLabel({ set: 'k3f9', index: 0 }, 'a == {b} % c');
    assert.ok(!/[{}%]/.test(label), label);
    assert.equal(readProbeLines(`${label}int`)[0]?.said, 'int');
  });

  it("distinguishes its own labels from a person's log messages", () => {
    assert.equal(probeSetIn('[debug-with-context k3f9.2] x = {x}'), 'k3f9');
    for (const text of ['x is {x}', '[debug-with-context] x', '[debug-with-context K.1] x', '[debug k3f9.2] '])
      assert.equal(probeSetIn(text), undefined);
  });

  it('reads a long line without breaks in time proportional to its length', () => {
    assert.deepEqual(readProbeLines('[debug-with-context '.repeat(50_000)), []);
  });
});
