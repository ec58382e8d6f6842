import type { CliIo } from './io';
import { HIDDEN, plainText } from './plainText';

/** Characters that a terminal obeys or hides; JSON itself escapes those below U+0020. */
const UNSEEN = new RegExp(`[\\u007f-\\u009f]|${HIDDEN.source}`, 'gu');

/** What the person should know besides the result. */
export function say(notices: readonly string[], io: CliIo): void {
  for (const sentence of notices) io.stderr.write(`${plainText(sentence)}\n`);
}

/**
 * As the contract requires: indented by two spaces, with a line break at the end. Characters that could steer a terminal or reorder what it
 * shows are escaped, which leaves the value as it is.
 */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(UNSEEN, escaped)}\n`;
}

/** `\u202e`; two escapes for a character beyond U+FFFF. */
function escaped(char: string): string {
  return char.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
