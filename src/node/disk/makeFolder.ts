import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder with those around it that are missing. Node's own way never ends below `/proc`, where the kernel says of each new folder
 * that it is not there.
 * @param path absolute
 * @param mode of the folders that are made
 * @throws the error of the disk
 */
export function makeFolder(path: string, mode?: number): void {
  try {
    mkdirSync(path, mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !isFolder(dirname(path)) && dirname(path) !== path) {
      makeFolder(dirname(path), mode);
      makeFolder(path, mode);
    } else if (!isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
