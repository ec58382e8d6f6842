import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The real path of a file that may not exist yet, nor some of the folders that it is in. */
export async function realPathOf(file: string): Promise<string> {
  const real = await realpath(file).catch(() => undefined);
  if (real !== undefined || dirname(file) === file) return real ?? file;
  return join(await realPathOf(dirname(file)), basename(file));
}
