import assert from 'node:assert/strict';
import { ViewMemory } from '../../../src/webview/viewMemory';

function store(initial?: unknown) {
  const kept = { state: initial, getState: () => kept.state, setState: (state: unknown) => void (kept.state = structuredClone(state)) };
  return kept;
}

describe('ViewMemory', () => {
  it('restores what an earlier page wrote', () => {
    const vscode = store();
    const memory = new ViewMemory(vscode);
    memory.scope('a').set('draft', 'half a sentence');
    memory.show('a');
    memory.flush();
    const later = new ViewMemory(vscode);
    assert.equal(later.scope('a').get('draft'), 'half a sentence');
    assert.equal((vscode.state as { investigation: string }).investigation, 'a');
  });

  it('says when no investigation is shown', () => {
    const vscode = store({ investigation: 'a', scopes: {} });
    const memory = new ViewMemory(vscode);
    memory.show(undefined);
    memory.flush();
    assert.equal('investigation' in (vscode.state as object), false);
  });

  it('forgets the least recently used scopes, not the one in use', () => {
    const memory = new ViewMemory(store());
    memory.scope('old').set('x', 1);
    memory.scope('kept').set('x', 1);
    for (let index = 0; index < 11; index++) memory.scope(`s${index}`).set('x', 1);
    memory.scope('kept').set('x', 2);
    memory.scope('new').set('x', 1);
    assert.equal(memory.scope('old').get('x'), undefined);
    assert.equal(memory.scope('kept').get('x'), 2);
  });

  it('keeps a very long draft while the page lives, and does not write it', () => {
    const vscode = store();
    const memory = new ViewMemory(vscode);
    const long = 'x'.repeat(300_000);
    memory.scope('home').set('paste', long);
    memory.flush();
    assert.equal(memory.scope('home').get('paste'), long);
    assert.equal(JSON.stringify(vscode.state).length < 1000, true);
  });

  it('survives foreign data in the store', () => {
    assert.equal(new ViewMemory(store('nonsense')).scope('a').get('x'), undefined);
    assert.equal(new ViewMemory(store(null)).scope('a').get('x'), undefined);
  });
});
