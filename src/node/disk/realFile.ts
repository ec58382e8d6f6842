import { realpath } from 'node:fs/promises';

/** Where a path really is; the path itself where there is nothing. Tells two names of one file apart from two files; reads nothing. */
export function realFile(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
