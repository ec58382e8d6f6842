import { constants } from 'node:fs';
import { lstat, mkdir, mkdtemp, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Edit } from '../../core/experiments/experiment';
import { realPathOf } from './realPathOf';
import { diskProblem, isRunning } from './runFolder';
import { makeFolder } from '../disk/makeFolder';

interface Entry {
  /** Its real path. */
  file: string;
  /** Its folder, as the file system knows it: another one may have its name later. */
  parent?: string;
  /** The file itself; absent if there was none. */
  own?: string;
  /** File beside the journal that holds the earlier content; absent if there was none. */
  before?: string;
  /** File beside the journal that holds the written content; absent if the file was removed. */
  written?: string;
}

/** Edits made in place, recorded before they are made, so that they can be undone however the process ends. */
export class InPlaceJournal {
  private constructor(
    private readonly folder: string,
    private readonly entries: readonly Entry[],
  ) {}

  /**
   * Writes edits into the workspace.
   * @param state folder that survives this process; the person's own if absent
   */
  static async write(edits: readonly Edit[], state = stateFolder()): Promise<InPlaceJournal> {
    try {
      makeFolder(state);
      const folder = await mkdtemp(join(state, `${process.pid}-`));
      const entries: Entry[] = [];
      const real = await Promise.all(edits.map(async ({ file, text }) => ({ file: await realPathOf(file), text })));
      for (const [at, { file, text }] of real.entries()) {
        const before = await readFile(file).catch(() => undefined);
        await mkdir(dirname(file), { recursive: true });
        const [parent, own] = [await identityOf(dirname(file)), await identityOf(file)];
        if (before) await writeDurably(join(folder, String(at)), before);
        if (text !== undefined) await writeDurably(join(folder, `${at}.written`), Buffer.from(text));
        const texts = { ...(before && { before: String(at) }), ...(text !== undefined && { written: `${at}.written` }) };
        entries.push({ file, parent, ...(own !== undefined && { own }), ...texts });
      }
      await writeDurably(join(folder, 'journal.json'), Buffer.from(JSON.stringify(entries)));
      const journal = new InPlaceJournal(folder, entries);
      try {
        for (const [at, { file, text }] of real.entries()) {
          if (text === undefined) await rm(file, { force: true });
          else if (!(await overwrite(file, entries[at]?.own, Buffer.from(text)))) throw new Error(`${file} has just been replaced`);
        }
      } catch (error) {
        await journal.restore();
        throw error;
      }
      return journal;
    } catch (error) {
      throw diskProblem(error, 'the workspace', 'free some there');
    }
  }

  /** Undoes the edits, but only of files that are the same ones and still hold the written content; no link is followed. */
  async restore(): Promise<KeptFiles> {
    return restoreEntries(this.folder, this.entries);
  }
}

/** Files that hold neither the earlier content nor the written one: someone changed them meanwhile, so they are left alone. */
export interface KeptFiles {
  files: readonly string[];
  /** Folders with their earlier contents. */
  earlier: readonly string[];
}

/** The sentence for the person on files that an experiment edited in place and could not restore; undefined if there are none. */
export function keptSentence({ files, earlier }: KeptFiles): string | undefined {
  if (!files.length) return undefined;
  const [were, they] = files.length > 1 ? ['were', 'they are'] : ['was', 'it is'];
  const where = earlier.length ? `; the text from before the experiment is in ${earlier.join(', ')}` : '';
  return `${files.join(', ')} ${were} changed after an experiment had edited ${files.length > 1 ? 'them' : 'it'} in place, so ${they} left as ${they}${where}.`;
}

/** Undoes edits in place of processes that were killed. */
export async function restoreLeftJournals(state = stateFolder()): Promise<KeptFiles> {
  const all: KeptFiles[] = [];
  for (const name of await readdir(state).catch(() => [])) {
    const pid = Number(name.split('-', 1)[0]);
    if (!pid || pid === process.pid || isRunning(pid)) continue;
    const folder = join(state, name);
    const text = await readFile(join(folder, 'journal.json'), 'utf8').catch(() => undefined);
    // Without a journal nothing was written yet.
    if (text === undefined) await rm(folder, { recursive: true, force: true });
    else all.push(await restoreEntries(folder, JSON.parse(text) as Entry[]));
  }
  return { files: all.flatMap(({ files }) => files), earlier: all.flatMap(({ earlier }) => earlier) };
}

async function restoreEntries(folder: string, entries: readonly Entry[]): Promise<KeptFiles> {
  const kept: Entry[] = [];
  const saved = async (name: string | undefined): Promise<Buffer | undefined> =>
    name === undefined ? undefined : readFile(join(folder, name));
  for (const entry of entries) {
    const { file, parent, own, before, written } = entry;
    const [old, ours] = [await saved(before), await saved(written)];
    const now = await readOwn(file, parent, own);
    if (now === 'other') kept.push(entry);
    else if (now === undefined ? old === undefined : old?.equals(now)) continue;
    else if (now === undefined ? ours !== undefined : ![ours, old].some((text) => text && isStartOf(now, text))) kept.push(entry);
    else if (old === undefined) await rm(file, { force: true });
    else if (!(await overwrite(file, now === undefined ? undefined : own, old))) kept.push(entry);
  }
  const earlier = kept.some(({ before }) => before !== undefined) ? await earlierTexts(folder, kept) : undefined;
  await rm(folder, { recursive: true, force: true });
  return { files: kept.map(({ file }) => file), earlier: earlier === undefined ? [] : [earlier] };
}

/** Moves the earlier contents of some files out of a journal's folder, under the files' own names. @returns the new folder */
async function earlierTexts(folder: string, entries: readonly Entry[]): Promise<string> {
  const to = await mkdtemp(join(dirname(folder), 'earlier-'));
  for (const [at, { file, before }] of entries.entries()) {
    if (before === undefined) continue;
    // Files of different folders may have the same name.
    const own = entries.length > 1 ? join(to, String(at)) : to;
    await mkdir(own, { recursive: true });
    await rename(join(folder, before), join(own, basename(file)));
  }
  return to;
}

const { O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_RDONLY, O_RDWR } = constants;

/** Device and number of a file or folder itself, where a link is none; undefined if it is absent. */
async function identityOf(path: string): Promise<string | undefined> {
  return lstat(path, { bigint: true }).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => undefined,
  );
}

/** The content of a file; `other` if it, or its folder, is not the one that was edited. */
async function readOwn(file: string, parent: string | undefined, own: string | undefined): Promise<Buffer | undefined | 'other'> {
  if ((await identityOf(dirname(file))) !== parent) return 'other';
  const now = await identityOf(file);
  if (now === undefined) return undefined;
  if (own !== undefined && now !== own) return 'other';
  const handle = await open(file, O_RDONLY | O_NOFOLLOW).catch(() => undefined);
  if (!handle) return 'other';
  try {
    return (await handle.stat()).isFile() ? await handle.readFile() : 'other';
  } finally {
    await handle.close();
  }
}

/** Writes into a file through a handle that is known to be its own, or makes one that is not there. @returns whether it did */
async function overwrite(file: string, own: string | undefined, bytes: Buffer): Promise<boolean> {
  const handle = await open(file, own === undefined ? O_RDWR | O_CREAT | O_EXCL : O_RDWR | O_NOFOLLOW).catch((error: unknown) => {
    if (['ELOOP', 'EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  });
  if (!handle) return false;
  try {
    const { dev, ino } = await handle.stat({ bigint: true });
    if (own !== undefined && `${dev}:${ino}` !== own) return false;
    await handle.truncate(0);
    await handle.writeFile(bytes);
    return true;
  } finally {
    await handle.close();
  }
}

function stateFolder(): string {
  return join(process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'debug-with-context', 'in-place');
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A write that was cut off, by a kill or a full disk, leaves the start of its text. */
function isStartOf(bytes: Buffer, text: Buffer): boolean {
  return bytes.equals(text.subarray(0, bytes.length));
}
