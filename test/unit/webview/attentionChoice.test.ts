import assert from 'node:assert/strict';
import { firstChoice, keepChoice, restoreChoice } from '../../../src/webview/attention/choice';
import type { Scope } from '../../../src/webview/viewMemory';
import { toyRun } from '../../support/toyRun';

function memory(): Scope {
  const kept = new Map<string, unknown>();
  return { get: (key) => kept.get(key) as never, set: (key, value) => void kept.set(key, value) };
}

describe('the choice that all views share', () => {
  const { run } = toyRun(120, { layers: 2, heads: 3, headWidth: 4 });

  it('begins with the evidence, on the first hypothesis, with all heads', () => {
    const choice = firstChoice(run);
    assert.equal(choice.view, 'evidence');
    assert.equal(choice.blend, 'all');
    assert.deepEqual(choice.heads, [0, 1, 2]);
    assert.deepEqual(choice.focus, { kind: 'hypothesis', index: 0 });
  });

  it('begins with the heads that agreed with deletion if the model has a record of that', () => {
    assert.equal(firstChoice({ ...run, model: { ...run.model, faithfulHeads: [{ layer: 0, head: 1 }] } }).blend, 'faithful');
  });

  it('is restored; lines and tokens only for the same reading', () => {
    const scope = memory();
    keepChoice(run, { ...firstChoice(run), view: 'matrix', layer: 0, heads: [2], focus: { kind: 'row', row: 3 }, target: 7 }, scope);
    const again = restoreChoice(run, scope);
    assert.deepEqual([again.view, again.layer, again.heads, again.focus, again.target], ['matrix', 0, [2], { kind: 'row', row: 3 }, 7]);
    const other = restoreChoice({ ...run, id: 'other' }, scope);
    assert.deepEqual([other.view, other.heads, other.focus, other.target], ['matrix', [2], { kind: 'hypothesis', index: 0 }, undefined]);
  });

  it('drops heads that another model lacks', () => {
    const scope = memory();
    keepChoice(run, { ...firstChoice(run), layer: 1, heads: [2] }, scope);
    const smaller = restoreChoice({ ...run, model: { ...run.model, layers: 1, heads: 2 } }, scope);
    assert.deepEqual([smaller.layer, smaller.heads], [0, [0, 1]]);
  });
});
