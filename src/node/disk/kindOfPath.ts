import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';

export type PathKind = 'file' | 'folder' | 'stream' | 'device' | 'endless' | 'absent' | 'circle' | 'closed';

/**
 * The kind of file at a person's path: a pipe, a socket or a terminal is a `stream`, a disk a `device`, a device that never ends `endless`,
 * a link that leads back to itself a `circle`, and a path that this user may not read `closed`.
 * @param path absolute
 */
export async function kindOfPath(path: string): Promise<PathKind> {
  let about;
  try {
    about = await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ELOOP') return 'circle';
    return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' ? 'absent' : 'closed';
  }
  const readable = await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
  if (!readable) return 'closed';
  if (about.isDirectory()) return 'folder';
  if (about.isFile()) return 'file';
  if (about.isBlockDevice()) return 'device';
  return about.isCharacterDevice() && ENDLESS.test(await realpath(path)) ? 'endless' : 'stream';
}

/** Bytes of a file; Infinity for what has no length, such as a pipe, and for what is not there. */
export async function lengthOf(path: string): Promise<number> {
  const about = await stat(path).catch(() => undefined);
  return about?.isFile() ? about.size : Infinity;
}

const ENDLESS = /^\/dev\/(?:full|kmem|mem|random|urandom|zero)$/;
