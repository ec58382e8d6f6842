import { mkdir, mkdtemp, open, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Edit } from '../../core/experiments/experiment';
import { diskProblem, isRunning } from './runFolder';

interface Entry {
  file: string;
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
      await mkdir(state, { recursive: true });
      const folder = await mkdtemp(join(state, `${process.pid}-`));
      const entries: Entry[] = [];
      for (const [at, { file, text }] of edits.entries()) {
        const before = await readFile(file).catch(() => undefined);
        if (before) await writeDurably(join(folder, String(at)), before);
        if (text !== undefined) await writeDurably(join(folder, `${at}.written`), Buffer.from(text));
        entries.push({ file, ...(before && { before: String(at) }), ...(text !== undefined && { written: `${at}.written` }) });
      }
      await writeDurably(join(folder, 'journal.json'), Buffer.from(JSON.stringify(entries)));
      const journal = new InPlaceJournal(folder, entries);
      try {
        for (const { file, text } of edits) {
          if (text === undefined) await rm(file, { force: true });
          else {
            await mkdir(dirname(file), { recursive: true });
            await writeFile(file, text);
          }
        }
      } catch (error) {
        await journal.restore();
        throw error;
      }
      return journal;
    } catch (error) {
      throw diskProblem(error, 'the workspace');
    }
  }

  /** Undoes the edits, but only if a file still holds the written content. @returns files that hold something else by now */
  async restore(): Promise<string[]> {
    return restoreEntries(this.folder, this.entries);
  }
}

/** Undoes edits in place of processes that were killed. @returns files that hold something else by now, which are left alone */
export async function restoreLeftJournals(state = stateFolder()): Promise<string[]> {
  const kept: string[] = [];
  for (const name of await readdir(state).catch(() => [])) {
    const pid = Number(name.split('-', 1)[0]);
    if (!pid || pid === process.pid || isRunning(pid)) continue;
    const folder = join(state, name);
    const text = await readFile(join(folder, 'journal.json'), 'utf8').catch(() => undefined);
    // Without a journal nothing was written yet.
    if (text === undefined) await rm(folder, { recursive: true, force: true });
    else kept.push(...(await restoreEntries(folder, JSON.parse(text) as Entry[])));
  }
  return kept;
}

async function restoreEntries(folder: string, entries: readonly Entry[]): Promise<string[]> {
  const kept: string[] = [];
  const saved = async (name: string | undefined): Promise<Buffer | undefined> =>
    name === undefined ? undefined : readFile(join(folder, name));
  for (const { file, before, written } of entries) {
    const now = await readFile(file).catch(() => undefined);
    const [old, ours] = [await saved(before), await saved(written)];
    if (now === undefined ? old === undefined : old?.equals(now)) continue;
    const isOurs = now === undefined ? ours === undefined : [ours, old].some((text) => text && isStartOf(now, text));
    if (!isOurs) kept.push(file);
    else if (old === undefined) await rm(file, { force: true });
    else await writeFile(file, old);
  }
  await rm(folder, { recursive: true, force: true });
  return kept;
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
