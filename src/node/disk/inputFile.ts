import { fstatSync, readlinkSync, statSync } from 'node:fs';

/** The file behind standard input, by its name on Linux; undefined for a pipe, a terminal, or a file that is no longer there. */
export function inputFile(): string | undefined {
  try {
    const given = fstatSync(0);
    if (!given.isFile()) return undefined;
    const file = readlinkSync('/proc/self/fd/0');
    const found = statSync(file);
    return found.ino === given.ino && found.dev === given.dev ? file : undefined;
  } catch {
    return undefined;
  }
}
