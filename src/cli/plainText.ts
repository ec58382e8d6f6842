/** Characters that reorder, hide or break the text around them: format controls, separators of lines and paragraphs. */
export const HIDDEN = /[\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text from traces, code and models, made safe for a terminal: shows control characters, which could move its cursor or set its title, and
 * characters that reorder or hide other text in visible form. Tabs and line ends stay, those of Windows too: a diff of such a file is to apply as it is printed.
 */
export function plainText(text: string): string {
  return text
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\r(?!\n)/g,
      (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
    )
    .replace(HIDDEN, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}
