import { createHash } from 'node:crypto';
import { realpath, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { makeRunFolder, removeRunFolder } from './runFolder';
import { keepWatch } from './supervise';

/** Texts of edited files on the disk, each written once for all runs of an experiment: a search through old states has thousands of them. */
export class KeptTexts {
  private readonly written = new Map<string, Promise<string>>();
  private readonly real = new Map<string, Promise<string>>();

  private constructor(
    private readonly folder: string,
    private readonly isOnDisk: (file: string, text: string) => boolean,
    private readonly release: () => Promise<void>,
  ) {}

  /**
   * In a folder that is removed when it is closed, or when this process dies.
   * @param isOnDisk whether a file was read with this text: it needs no copy
   */
  static async open(isOnDisk: (file: string, text: string) => boolean = () => false): Promise<KeptTexts> {
    const folder = await makeRunFolder();
    const watch = keepWatch([folder]);
    return new KeptTexts(folder, isOnDisk, async () => {
      await watch.release();
      await removeRunFolder(folder);
    });
  }

  /** Absolute path of a file with this text: a copy, or the file itself. */
  copyOf(file: string, text: string): Promise<string> {
    if (this.isOnDisk(file, text)) return Promise.resolve(file);
    const name = `${createHash('sha256').update(text).digest('hex').slice(0, 24)}-${copyName(file)}`;
    return once(this.written, name, async () => {
      const copy = join(this.folder, name);
      await writeFile(copy, text);
      return copy;
    });
  }

  /** The real path of a file that may not exist yet. */
  realPathOf(file: string): Promise<string> {
    return once(this.real, file, () => realPathOf(file));
  }

  close(): Promise<void> {
    return this.release();
  }
}

/** The file extension stays: programs depend on it. */
export function copyName(file: string): string {
  return `${basename(file, extname(file)).slice(0, 60)}${extname(file)}`;
}

/** The real path of a file that may not exist yet. */
export async function realPathOf(file: string): Promise<string> {
  return realpath(file).catch(() =>
    realpath(dirname(file)).then(
      (folder) => join(folder, basename(file)),
      () => file,
    ),
  );
}

function once<V>(known: Map<string, Promise<V>>, key: string, make: () => Promise<V>): Promise<V> {
  let value = known.get(key);
  if (!value) known.set(key, (value = make()));
  return value;
}
