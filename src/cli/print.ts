import type { CliIo } from './io';
import { plainText } from './plainText';

/** What the person should know besides the result. */
export function say(notices: readonly string[], io: CliIo): void {
  for (const sentence of notices) io.stderr.write(`${plainText(sentence)}\n`);
}

/** As the contract requires: indented by two spaces, with a line break at the end. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
