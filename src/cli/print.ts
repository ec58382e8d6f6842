import type { CliIo } from './io';
import { plainText } from './plainText';

/** What the person should know beside the result. */
export function say(notices: readonly string[], io: CliIo): void {
  for (const sentence of notices) io.stderr.write(`${plainText(sentence)}\n`);
}

/** As the contract has it: indented by two blanks, with a line break at its end. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
