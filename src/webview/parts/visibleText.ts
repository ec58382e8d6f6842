import { codeSpans } from './codeSpans';

/** Characters that reorder or hide text around them, and control characters without a glyph. Tab and line feed stay. */
const hidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/**
 * Makes text from traces, code and models safe to show: characters that would reorder or hide their neighbours are written out as
 * `[U+202E]`, so that the text reads as it really is.
 */
export function visibleText(text: string): string {
  return text.replace(hidden, (character) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`);
}

/** A sentence with code between backticks for a tooltip or a screen reader, which show no markup: "makes orders". */
export function plainSentence(text: string): string {
  return codeSpans(visibleText(text)).join('');
}
