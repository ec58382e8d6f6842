import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Investigation } from '../core/investigation/investigation';
import {
  UnreadableInvestigation,
  parseInvestigation,
  parseSummary,
  storedText,
  type RedactedInvestigation,
  type StoredSummary,
} from '../core/investigation/storedInvestigation';

/** Bytes of a file that hold its first line, which is what a list shows. */
const HEAD = 65_536;
/** Files that are open at once. */
const AT_ONCE = 16;
/** Drafts that were left behind, as of ms ago: their window was killed. */
const ABANDONED = 10 * 60_000;
/** Waits before a rename is tried again, ms: on Windows a scanner may hold the file. */
const RETRIES = [20, 100, 400];

/** What a folder of investigations holds. */
export interface StoredList {
  /** Newest first. */
  summaries: StoredSummary[];
  /** Ids of those that an earlier version wrote and that may hold secrets. */
  outdated: string[];
  /** Names of files that are no investigations any more. */
  damaged: string[];
  /** Titles of those that a later version wrote; their files are left alone. */
  later: string[];
}

/** Nothing was written: the investigation is too large, or a later version's file is in its place. */
export class NotStorable extends Error {
  constructor(readonly reason: 'tooLarge' | 'laterVersion') {
    super(reason);
    this.name = 'NotStorable';
  }
}

/**
 * Investigations in a folder, one file each, which several windows may share: a file is written beside its place under a name of its own,
 * forced to disk and renamed, so that whoever reads it sees one state or the other, whole, whenever a window is killed.
 */
export class InvestigationFiles {
  /** @param folder absolute; made when something is stored */
  constructor(private readonly folder: string) {}

  /** Reads the first line of each file. What windows that were killed left behind is removed. */
  async list(signal?: AbortSignal): Promise<StoredList> {
    const names = await this.names();
    await this.removeDrafts(names.filter((name) => /\.(?:new|draft)$/.test(name)));
    const list: StoredList = { summaries: [], outdated: [], damaged: [], later: [] };
    await inParallel(
      names.filter((name) => name.endsWith('.json')),
      async (name) => {
        signal?.throwIfAborted();
        try {
          const { summary, outdated } = await this.summaryOf(join(this.folder, name));
          list.summaries.push(summary);
          if (outdated) list.outdated.push(summary.id);
        } catch (error) {
          // Another window may have deleted it meanwhile.
          if (isMissing(error)) return;
          if (error instanceof UnreadableInvestigation && error.reason === 'laterVersion') list.later.push(error.title ?? name);
          else list.damaged.push(name);
        }
      },
    );
    list.summaries.sort((a, b) => b.capturedAt.localeCompare(a.capturedAt));
    return list;
  }

  /** Throws {@link UnreadableInvestigation} for a file that is missing, damaged or of a later version. */
  async load(id: string): Promise<Investigation> {
    let text: string;
    try {
      text = await readWhole(this.file(id));
    } catch (cause) {
      throw new UnreadableInvestigation('corrupted', { cause });
    }
    return parseInvestigation(text);
  }

  /** Throws {@link NotStorable}, or the error of the file system; what was stored before then stays. */
  async save(redacted: RedactedInvestigation): Promise<void> {
    const text = storedText(redacted);
    if (text === undefined) throw new NotStorable('tooLarge');
    const file = this.file(redacted.id);
    if (await this.isLater(file)) throw new NotStorable('laterVersion');
    await mkdir(this.folder, { recursive: true });
    const draft = `${file}.${randomUUID()}.draft`;
    try {
      await writeThrough(draft, text);
      await replace(draft, file);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => {});
      throw error;
    }
  }

  async delete(ids: readonly string[]): Promise<void> {
    await inParallel(ids, (id) => rm(this.file(id), { force: true }));
  }

  private file(id: string): string {
    return join(this.folder, `${encodeURIComponent(id)}.json`);
  }

  private async names(): Promise<string[]> {
    try {
      return await readdir(this.folder);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  private async summaryOf(file: string): Promise<ReturnType<typeof parseSummary>> {
    const head = await readHead(file);
    const end = head.indexOf('\n');
    // Earlier versions wrote one line, which may be long.
    return parseSummary(end >= 0 ? head.slice(0, end) : head.length < HEAD ? head : await readWhole(file));
  }

  private async isLater(file: string): Promise<boolean> {
    try {
      await this.summaryOf(file);
      return false;
    } catch (error) {
      return error instanceof UnreadableInvestigation && error.reason === 'laterVersion';
    }
  }

  /** Of a clock that was set back the age has no sign. */
  private async removeDrafts(names: readonly string[]): Promise<void> {
    await inParallel(names, async (name) => {
      const file = join(this.folder, name);
      try {
        if (Math.abs(Date.now() - (await stat(file)).mtimeMs) > ABANDONED) await rm(file, { force: true });
      } catch {
        // It was renamed or removed by its own window.
      }
    });
  }
}

async function readHead(file: string): Promise<string> {
  return withFile(file, 'r', async (handle) => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.toString('utf8', 0, bytesRead);
  });
}

function readWhole(file: string): Promise<string> {
  return withFile(file, 'r', (handle) => handle.readFile('utf8'));
}

/** Forced to disk: without that a power cut may leave the new name with nothing behind it. */
function writeThrough(file: string, text: string): Promise<void> {
  return withFile(file, 'wx', async (handle) => {
    await handle.writeFile(text);
    await handle.sync();
  });
}

async function withFile<T>(file: string, flags: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(file, flags, 0o600);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

async function replace(from: string, to: string): Promise<void> {
  for (const wait of RETRIES) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!/^(?:EPERM|EACCES|EBUSY)$/.test(codeOf(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  await rename(from, to);
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of rest) await work(item);
    }),
  );
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
