import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { hasCode, isMissing } from './fileErrors';

/** Waits before the lock is requested again, ms: up to this many. */
const PAUSE = 25;
/** Limit on holding a lock, ms of the waiter's own steady clock, after which it is taken away: a save takes a few. */
const PATIENCE = 10_000;
/** Age after which leftovers of an unknown owner are removed, ms. */
const ABANDONED = 10 * 60_000;
/** Names this machine; another one may share the folder, and its processes are unknown here. */
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 12);

/** The lock was taken away because its owner seemed dead. Its text is not in the file. */
export class LockLost extends Error {
  constructor(options?: ErrorOptions) {
    super('the lock was lost', options);
    this.name = 'LockLost';
  }
}

export interface HeldLock {
  /** Where the next content is written. It exists already, empty; it disappears when the lock is lost. */
  readonly draft: string;
  /** Replaces the file with the draft and releases the lock, in one step of the file system. Throws {@link LockLost}. */
  commit(): Promise<void>;
  /** Releases the lock without changes. */
  release(): Promise<void>;
}

/**
 * Waits for the lock of a file: a folder beside it that holds the draft of its next content, under a name that identifies the writer.
 * Taking the lock away from an owner means removing its draft, so that an owner that comes back has nothing left to commit.
 * @param patience ms after which a lock that stays with one owner is taken away
 */
export async function lockFile(file: string, patience = PATIENCE): Promise<HeldLock> {
  const lock = `${file}.lock`;
  const owner = `${MACHINE}-${process.pid}-${randomUUID()}`;
  const made = `${file}.${owner}.draft`;
  await mkdir(made, { mode: 0o700 });
  try {
    await writeFile(join(made, owner), '', { mode: 0o600 });
    await moveInto(made, lock, patience);
  } catch (error) {
    await rm(made, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
  const draft = join(lock, owner);
  return {
    draft,
    commit: async () => {
      try {
        await replaceFile(draft, file);
      } catch (cause) {
        if (isMissing(cause)) throw new LockLost({ cause });
        throw cause;
      }
      await rmdir(lock).catch(() => {});
    },
    release: () => giveUp(lock, owner),
  };
}

/** Whether a name in a folder belongs to a lock. */
export function isLockName(name: string): boolean {
  return /\.(?:lock|draft|new)$/.test(name);
}

/** Removes the lock or the draft of a process that is gone. @param path whose name {@link isLockName} */
export async function removeAbandoned(path: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(path);
    // With a clock that was set back, the age may be negative.
    const old = Math.abs(Date.now() - mtimeMs) > ABANDONED;
    const owners = await readdir(path).catch((error: unknown) => {
      if (hasCode(error, 'ENOTDIR')) return undefined;
      throw error;
    });
    // Earlier versions wrote their drafts as files.
    if (!owners) return old ? await rm(path, { force: true }) : undefined;
    // The name of a draft gives its owner even before the owner's file is in it; an empty lock was released.
    const named = /\.json\.([\w-]+)\.draft$/.exec(path)?.[1];
    if (!owners.length && named === undefined) return await rmdir(path);
    for (const owner of owners.length ? owners : [named ?? '']) {
      if (isDead(owner) || (old && isForeign(owner))) await giveUp(path, owner);
    }
  } catch {
    // Its own window committed or removed it.
  }
}

async function moveInto(made: string, lock: string, patience: number): Promise<void> {
  let held: string | undefined;
  let since = performance.now();
  for (;;) {
    try {
      return await rename(made, lock);
    } catch (error) {
      // On Windows an existing folder refuses with EPERM or EACCES.
      if (!hasCode(error, 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES', 'EBUSY')) throw error;
      const [owner] = await readdir(lock).catch(() => []);
      if (owner !== held) {
        held = owner;
        since = performance.now();
      }
      const waited = performance.now() - since;
      if (owner === undefined) {
        // Between its owner's commit and the removal of the folder; on Windows nothing can be moved over it meanwhile.
        await rmdir(lock).catch(() => {});
        if (waited > patience) throw error;
      } else if (isDead(owner) || waited > patience) await giveUp(lock, owner);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE));
    }
  }
}

async function giveUp(lock: string, owner: string): Promise<void> {
  await unlink(join(lock, owner)).catch(() => {});
  await rmdir(lock).catch(() => {});
}

function isForeign(owner: string): boolean {
  return !owner.startsWith(`${MACHINE}-`);
}

/** Whether an owner's process is known to have ended. A process id that was reused since counts as alive. */
function isDead(owner: string): boolean {
  const pid = Number(owner.split('-')[1]);
  if (isForeign(owner) || !Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return hasCode(error, 'ESRCH');
  }
}

/** Waits before a rename is retried, ms: on Windows a scanner may hold the file. */
const RETRIES = [20, 100, 400];

async function replaceFile(from: string, to: string): Promise<void> {
  for (const wait of RETRIES) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!hasCode(error, 'EPERM', 'EACCES', 'EBUSY')) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  await rename(from, to);
}
