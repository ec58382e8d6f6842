import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from './disk/makeFolder';

interface Entry {
  /** Absolute. */
  file: string;
  /** Bytes before the fix, as base64; absent if there was no file. */
  before?: string;
  /** SHA-256 of the bytes with the fix; absent if applying it was interrupted. */
  after?: string;
}

/** A file that no longer holds the text with the fix, and its text before the fix. */
export interface ChangedSince {
  file: string;
  before: Buffer;
}

/** Keeps the content of files from before a fix, byte for byte, so that it can be undone in this window or a later one. */
export class FixJournal {
  /** @param folder absolute; made on first use */
  constructor(private readonly folder: string) {}

  /** Before the fix is written: saves the current content. */
  async begin(fix: string, files: readonly string[]): Promise<void> {
    const entries = await Promise.all(
      files.map(async (file): Promise<Entry> => {
        const before = await bytesOf(file);
        return { file, ...(before && { before: before.toString('base64') }) };
      }),
    );
    await this.write(fix, entries);
  }

  /** After the fix was written: records the new content. */
  async end(fix: string): Promise<void> {
    const entries = (await this.read(fix)) ?? [];
    await this.write(fix, await Promise.all(entries.map(async (entry) => ({ ...entry, after: hashOf(await bytesOf(entry.file)) }))));
  }

  /**
   * Restores every file, or none: if some hold other text by now, returns all of those.
   * @returns undefined if nothing is kept of this fix
   */
  async undo(fix: string): Promise<ChangedSince[] | undefined> {
    const entries = await this.read(fix);
    if (!entries) return undefined;
    const changed: ChangedSince[] = [];
    for (const { file, before, after } of entries) {
      const now = hashOf(await bytesOf(file));
      const was = hashOf(before === undefined ? undefined : Buffer.from(before, 'base64'));
      if (now !== after && now !== was) changed.push({ file, before: Buffer.from(before ?? '', 'base64') });
    }
    if (changed.length) return changed;
    for (const { file, before } of entries) {
      if (before === undefined) await rm(file, { force: true });
      else await writeFile(file, Buffer.from(before, 'base64'));
    }
    await this.forget(fix);
    return [];
  }

  async forget(fix: string): Promise<void> {
    await rm(this.fileOf(fix), { force: true });
  }

  private async read(fix: string): Promise<Entry[] | undefined> {
    const text = await readFile(this.fileOf(fix), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as Entry[];
    } catch {
      return undefined;
    }
  }

  /** Writes beside the old file, then renames, so that a crash leaves one of the two. */
  private async write(fix: string, entries: readonly Entry[]): Promise<void> {
    makeFolder(this.folder);
    const file = this.fileOf(fix);
    await writeFile(`${file}.new`, JSON.stringify(entries), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  private fileOf(fix: string): string {
    return join(this.folder, `${createHash('sha256').update(fix).digest('hex').slice(0, 40)}.json`);
  }
}

async function bytesOf(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function hashOf(bytes: Buffer | undefined): string {
  return bytes === undefined ? 'absent' : createHash('sha256').update(bytes).digest('hex');
}
