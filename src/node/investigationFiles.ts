import { randomUUID } from 'node:crypto';
import { open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Investigation } from '../core/investigation/investigation';
import { migrateFingerprints } from '../core/investigation/migrateFingerprints';
import { mergeInvestigations } from '../core/investigation/mergeInvestigations';
import {
  UnreadableInvestigation,
  openStored,
  parseKept,
  parseSummary,
  storedText,
  type RedactedInvestigation,
  type StoredSummary,
} from '../core/investigation/storedInvestigation';
import { randomKey } from '../core/prompt/secretFingerprint';
import { isMissing } from './fileErrors';
import { LockLost, isLockName, lockFile, removeAbandoned, type HeldLock } from './storeLock';
import { inParallel } from './inParallel';
import { makeFolder } from './disk/makeFolder';

/** Bytes of a file that hold its first line, which a list shows. */
const HEAD = 65_536;
/** Most files open at the same time. */
const AT_ONCE = 16;

/** The contents of a folder of investigations. */
export interface StoredList {
  /** Newest first. */
  summaries: StoredSummary[];
  /** Ids of those written by an earlier version, which revealed more about secrets. */
  outdated: string[];
  /** Names of files that are no longer readable as investigations. */
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

/** Changes by another window to an investigation since it was last read or written here. */
export interface OthersChange {
  /** The common starting point of both windows; undefined if unknown. */
  base: RedactedInvestigation | undefined;
  theirs: RedactedInvestigation;
}

/** A state of a file that this window has seen. */
interface Known {
  revision: string | undefined;
  kept: RedactedInvestigation;
}

/**
 * Investigations in a folder, one file each, which several windows may share. A file is written under another name, forced to disk and
 * renamed under a lock, so that every reader gets one complete state or the other, whenever a window is killed; changes by another window
 * are merged, not overwritten.
 */
export class InvestigationFiles {
  /** For each investigation that was read or written here: its state on disk at that time. */
  private readonly known = new Map<string, Known>();

  /**
   * @param folder absolute; made when something is stored
   * @param key of the fingerprints of secrets; without one, stored fingerprints of earlier versions match nothing any more
   * @param patience longest time that one window may hold a lock, ms
   */
  constructor(
    private readonly folder: string,
    private readonly key = randomKey(),
    private readonly patience?: number,
  ) {}

  /** Reads the first line of each file. Removes the leftovers of windows that were killed. */
  async list(signal?: AbortSignal): Promise<StoredList> {
    const names = await this.names();
    await inParallel(names.filter(isLockName), AT_ONCE, (name) => removeAbandoned(join(this.folder, name)));
    const list: StoredList = { summaries: [], outdated: [], damaged: [], later: [] };
    const buffers = Array.from({ length: AT_ONCE }, () => Buffer.allocUnsafe(HEAD));
    await inParallel(
      names.filter((name) => name.endsWith('.json')),
      AT_ONCE,
      async (name, worker) => {
        signal?.throwIfAborted();
        try {
          const { summary, outdated } = await readSummary(join(this.folder, name), buffers[worker]!);
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
    list.summaries.sort(byNewest);
    return list;
  }

  /** Throws {@link UnreadableInvestigation} for a file that is missing, damaged or of a later version. */
  async load(id: string): Promise<Investigation> {
    try {
      return openStored((await this.read(id)).kept);
    } catch (cause) {
      if (cause instanceof UnreadableInvestigation) throw cause;
      throw new UnreadableInvestigation('corrupted', { cause });
    }
  }

  /** The stored state as it is now, to be changed and saved; undefined if there is none that can be read. */
  async current(id: string): Promise<RedactedInvestigation | undefined> {
    try {
      return (await this.read(id)).kept;
    } catch (error) {
      if (isMissing(error) || error instanceof UnreadableInvestigation) return undefined;
      throw error;
    }
  }

  /** Changes by another window since this one read or wrote it; undefined if there are none, or if the file cannot be read. */
  async refresh(id: string): Promise<OthersChange | undefined> {
    const base = this.known.get(id);
    try {
      const { revision } = await readSummary(this.file(id), Buffer.allocUnsafe(HEAD));
      if (base && isSame(base, revision)) return undefined;
      return { base: base?.kept, theirs: (await this.read(id)).kept };
    } catch {
      return undefined;
    }
  }

  /**
   * Writes an investigation, merged with what another window wrote since; returns the merged state, if there was anything. Throws {@link
   * NotStorable}, or the error of the file system; the stored state then stays.
   */
  async save(redacted: RedactedInvestigation): Promise<OthersChange | undefined> {
    makeFolder(this.folder);
    for (let tries = 0; ; tries++) {
      const lock = await lockFile(this.file(redacted.id), this.patience);
      try {
        return await this.write(redacted, lock);
      } catch (error) {
        await lock.release();
        // Another process took the lock because this one was suspended for so long: merge what that one wrote.
        if (tries === 3 || !(error instanceof LockLost || isMissing(error))) throw error;
      }
    }
  }

  async delete(ids: readonly string[]): Promise<void> {
    await inParallel(ids, AT_ONCE, (id) => {
      this.known.delete(id);
      return rm(this.file(id), { force: true });
    });
  }

  private async write(ours: RedactedInvestigation, lock: HeldLock): Promise<OthersChange | undefined> {
    const { id } = ours;
    const others = await this.changedByOthers(id);
    const kept = others ? mergeInvestigations(others.base, ours, others.theirs) : ours;
    const revision = randomUUID();
    const text = storedText(kept, revision);
    if (text === undefined) throw new NotStorable('tooLarge');
    await writeThrough(lock.draft, text);
    await lock.commit();
    this.known.set(id, { revision, kept });
    return others;
  }

  /** Called under the lock. */
  private async changedByOthers(id: string): Promise<OthersChange | undefined> {
    const base = this.known.get(id);
    try {
      const { revision } = await readSummary(this.file(id), Buffer.allocUnsafe(HEAD));
      if (base && isSame(base, revision)) return undefined;
      return { base: base?.kept, theirs: await this.parse(await readWhole(this.file(id))) };
    } catch (error) {
      // There is no state to merge: it is new, another window deleted it, or it is damaged.
      if (isMissing(error) || (error instanceof UnreadableInvestigation && error.reason === 'corrupted')) return undefined;
      if (error instanceof UnreadableInvestigation) throw new NotStorable('laterVersion');
      throw error;
    }
  }

  private async read(id: string): Promise<Known> {
    const text = await readWhole(this.file(id));
    const known = { kept: await this.parse(text), revision: parseSummary(firstLine(text)).revision };
    this.known.set(id, known);
    return known;
  }

  private async parse(text: string): Promise<RedactedInvestigation> {
    const { kept, outdated } = parseKept(text);
    return outdated ? migrateFingerprints(kept, this.key) : kept;
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
}

/** Newest first. */
export function byNewest(a: StoredSummary, b: StoredSummary): number {
  return a.capturedAt < b.capturedAt ? 1 : a.capturedAt > b.capturedAt ? -1 : 0;
}

/** Earlier versions had no names for their states. */
function isSame({ revision }: Known, other: string | undefined): boolean {
  return revision !== undefined && revision === other;
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end < 0 ? text : text.slice(0, end);
}

/** @param buffer of {@link HEAD} bytes; it is overwritten */
async function readSummary(file: string, buffer: Buffer): Promise<ReturnType<typeof parseSummary>> {
  const { bytesRead } = await withFile(file, 'r', (handle) => handle.read(buffer, 0, HEAD, 0));
  const end = buffer.subarray(0, bytesRead).indexOf(10);
  // Earlier versions wrote one line, which may be long.
  return parseSummary(end >= 0 || bytesRead < HEAD ? buffer.toString('utf8', 0, end >= 0 ? end : bytesRead) : await readWhole(file));
}

function readWhole(file: string): Promise<string> {
  return withFile(file, 'r', (handle) => handle.readFile('utf8'));
}

/** Forced to disk: otherwise a power cut may leave the new name without content. The file exists; if not, its lock was lost. */
function writeThrough(file: string, text: string): Promise<void> {
  return withFile(file, 'r+', async (handle) => {
    await handle.writeFile(text);
    await handle.sync();
  });
}

async function withFile<T>(file: string, flags: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(file, flags);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}
