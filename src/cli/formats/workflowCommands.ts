import { randomUUID } from 'node:crypto';
import type { CliIo } from '../io';
import { plainText } from '../plainText';
import type { Finding } from './finding';

const KINDS: Record<Finding['level'], string> = { error: 'error', warning: 'warning', note: 'notice' };

/** Characters of an annotation's text; GitHub cuts a longer one. */
const LONGEST = 4000;

/** One annotation a finding, for the log of a GitHub runner. */
export function annotations(findings: readonly Finding[]): string {
  return findings
    .map(({ level, title, message, place }) => {
      const where = place ? { file: place.file, line: String(place.line), ...(place.column && { col: String(place.column) }) } : {};
      const properties = Object.entries({ ...where, title }).map(([name, value]) => `${name}=${property(value)}`);
      return `::${KINDS[level]} ${properties.join(',')}::${data(message)}\n`;
    })
    .join('');
}

/** Text that ends neither its line nor its command. */
function data(text: string): string {
  return plainText(text.slice(0, LONGEST)).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * Works in the log of a GitHub runner, which obeys lines that begin with `::`: what is printed meanwhile obeys nothing, and both streams
 * are one, in whose order the runner reads them. What the work gives to `annotate` comes at the end.
 */
export async function inRunnerLog(io: CliIo, work: (io: CliIo) => Promise<number>): Promise<number> {
  const token = randomUUID();
  let commands = '';
  io.stdout.write(`::stop-commands::${token}\n`);
  try {
    return await work({ ...io, stderr: io.stdout, annotate: (text) => (commands += text) });
  } finally {
    io.stdout.write(`\n::${token}::\n${commands}`);
  }
}
