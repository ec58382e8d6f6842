import { realpath } from 'node:fs/promises';

/** The real location of a path; the path itself if nothing is there. Tells two names of one file apart from two files; reads nothing. */
export function realFile(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
