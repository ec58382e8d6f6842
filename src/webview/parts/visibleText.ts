/** Characters that reorder or hide text around them, and controls that no font draws. Tab and line feed stay. */
const hidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/**
 * Text from traces, code and models as it may be shown: what would reorder or hide its neighbours is written out as `[U+202E]`,
 * so that nobody reads something else than what stands there.
 */
export function visibleText(text: string): string {
  return text.replace(hidden, (character) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`);
}
