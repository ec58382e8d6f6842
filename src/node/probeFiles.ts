import { createHash } from 'node:crypto';
import { open, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProbes, insertLines, withoutProbes, type FoundProbe } from '../core/experiments/probes/probesInText';
import { makeFolder } from './disk/makeFolder';

/** Recorded before a source file is written, so that any later process can finish the write. */
interface Entry {
  /** Absolute. */
  file: string;
  /** Bytes before and after the write, as base64. */
  from: string;
  to: string;
}

/** A source file with probes in it. */
export interface ProbedFile {
  /** Absolute. */
  file: string;
  probes: FoundProbe[];
}

/** A file that cannot take probes; `message` is the sentence for the person, without its name. */
export class UnfitForProbes extends Error {
  override readonly name = 'UnfitForProbes';
}

/**
 * Lines of probes in source files. They are inserted and removed as bytes, so that encoding, line ends and everything that the person typed
 * stay, and every write is in the journal before it begins: a process killed in the middle of one leaves nothing behind.
 */
export class ProbeFiles {
  /** @param folder absolute, of the journal; made on first use */
  constructor(private readonly folder: string) {}

  /**
   * @param lines 1-based, in the file as it is on disk
   * @throws UnfitForProbes for files whose line ends are not single bytes
   */
  async insert(file: string, lines: readonly { before: number; text: string }[]): Promise<void> {
    const from = await readFile(file);
    if (from.includes(0)) throw new UnfitForProbes('it is not encoded in UTF-8 or an encoding like it');
    const bytes = lines.map(({ before, text }) => ({ before, text: Buffer.from(text).toString('latin1') }));
    await this.write(file, from, Buffer.from(insertLines(from.toString('latin1'), bytes), 'latin1'));
  }

  /** Files of the journal that currently hold probes. Forgets the others. */
  async list(): Promise<ProbedFile[]> {
    const found: ProbedFile[] = [];
    for (const entry of await this.entries()) {
      const probes = findProbes((await this.settled(entry))?.toString('latin1') ?? '');
      if (probes.length) found.push({ file: entry.file, probes });
      else await this.forget(entry.file);
    }
    return found.sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  /** Removes all probes from a file on disk. */
  async remove(file: string): Promise<void> {
    const entry = await this.read(this.nameOf(file));
    const from = entry ? await this.settled(entry) : await bytesOf(file);
    if (from) {
      const to = Buffer.from(withoutProbes(from.toString('latin1')), 'latin1');
      if (!to.equals(from)) await this.write(file, from, to);
    }
    await this.forget(file);
  }

  /** The file's content once an interrupted write is finished. */
  private async settled({ file, from, to }: Entry): Promise<Buffer | undefined> {
    const now = await bytesOf(file);
    const after = Buffer.from(to, 'base64');
    const begun = now && now.length < after.length && after.subarray(0, now.length).equals(now);
    if (!begun || now.equals(Buffer.from(from, 'base64'))) return now;
    await writeFile(file, after);
    return after;
  }

  private async write(file: string, from: Buffer, to: Buffer): Promise<void> {
    makeFolder(this.folder);
    const entry: Entry = { file, from: from.toString('base64'), to: to.toString('base64') };
    const place = join(this.folder, this.nameOf(file));
    const handle = await open(`${place}.new`, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify(entry));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${place}.new`, place);
    await writeFile(file, to);
  }

  private async entries(): Promise<Entry[]> {
    const names = await readdir(this.folder).catch(() => []);
    const entries = await Promise.all(names.filter((name) => name.endsWith('.json')).map((name) => this.read(name)));
    return entries.filter((entry) => entry !== undefined);
  }

  private async read(name: string): Promise<Entry | undefined> {
    try {
      return JSON.parse(await readFile(join(this.folder, name), 'utf8')) as Entry;
    } catch {
      return undefined;
    }
  }

  private async forget(file: string): Promise<void> {
    await rm(join(this.folder, this.nameOf(file)), { force: true });
  }

  private nameOf(file: string): string {
    return `${createHash('sha256').update(file).digest('hex').slice(0, 40)}.json`;
  }
}

function bytesOf(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch(() => undefined);
}
