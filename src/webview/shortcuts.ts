/** The meaning of a key in the panel. */
export type Shortcut = { to: 'hypothesis'; rank: number } | { to: 'evidence' | 'run' | 'attention' | 'ask' | 'cancel' };

interface Key {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/**
 * Reads a key press. While the person types, single letters and digits have no meaning; the key for asking does.
 * @param typing the press went to a text field
 */
export function shortcutOf(press: Key, typing: boolean): Shortcut | undefined {
  if (press.altKey || press.shiftKey) return undefined;
  if (press.ctrlKey || press.metaKey) return press.key === 'Enter' ? { to: 'ask' } : undefined;
  if (press.key === 'Escape') return typing ? undefined : { to: 'cancel' };
  if (typing) return undefined;
  if (/^[1-3]$/.test(press.key)) return { to: 'hypothesis', rank: Number(press.key) };
  if (press.key === 'e' || press.key === 'E') return { to: 'evidence' };
  if (press.key === 'r' || press.key === 'R') return { to: 'run' };
  if (press.key === 'a' || press.key === 'A') return { to: 'attention' };
  return undefined;
}

/** Whether a key press opens the help: ?, or VS Code's own key for it. @param typing the press went to a text field */
export function opensHelp({ key, ctrlKey, metaKey, altKey }: Key, typing: boolean): boolean {
  if (ctrlKey || metaKey) return false;
  return altKey ? key === 'F1' : key === '?' && !typing;
}

/** Did the event start in something that accepts text? Looks through the shadow roots of form controls. */
export function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
