import assert from 'node:assert/strict';
import { opensHelp, shortcutOf } from '../../../src/webview/shortcuts';

const press = (key: string, modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});

describe('shortcutOf', () => {
  it('knows the keys of the panel', () => {
    assert.deepEqual(shortcutOf(press('2'), false), { to: 'hypothesis', rank: 2 });
    assert.deepEqual(shortcutOf(press('e'), false), { to: 'evidence' });
    assert.deepEqual(shortcutOf(press('A'), false), { to: 'attention' });
    assert.deepEqual(shortcutOf(press('Escape'), false), { to: 'cancel' });
    assert.deepEqual(shortcutOf(press('Enter', { ctrlKey: true }), false), { to: 'ask' });
    assert.deepEqual(shortcutOf(press('Enter', { metaKey: true }), true), { to: 'ask' });
  });

  it('ignores keys while the person types', () => {
    for (const key of ['1', 'e', 'a', 'Escape', 'Enter']) assert.equal(shortcutOf(press(key), true), undefined);
  });

  it('leaves other combinations to VS Code', () => {
    assert.equal(shortcutOf(press('e', { ctrlKey: true }), false), undefined);
    assert.equal(shortcutOf(press('1', { altKey: true }), false), undefined);
    assert.equal(shortcutOf(press('4'), false), undefined);
    assert.equal(shortcutOf(press('Enter'), false), undefined);
  });
});

describe('opensHelp', () => {
  it('takes ? outside of fields, and the key of VS Code everywhere', () => {
    const help: [ReturnType<typeof press>, boolean, boolean][] = [
      [press('?', { shiftKey: true }), false, true],
      [press('?', { shiftKey: true }), true, false],
      [press('?', { ctrlKey: true }), false, false],
      [press('F1', { altKey: true }), true, true],
      [press('F1'), false, false],
    ];
    for (const [key, typing, opens] of help) assert.equal(opensHelp(key, typing), opens);
  });
});
