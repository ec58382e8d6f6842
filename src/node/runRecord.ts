import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { userState } from './userState';
import { makeFolder } from './disk/makeFolder';

/** What is known of a run that may outlive the call that began it. */
export interface RunState {
  /** The leader of its processes. */
  pid: number;
  /** The command line as a person would read it. */
  title: string;
  /** ms since the epoch. */
  began: number;
  /** What it is doing. */
  step?: string;
  /** It has ended with this code. */
  exit?: number;
}

/** Records older than this are of no use to anybody. */
const KEPT_MS = 24 * 60 * 60 * 1000;
const ID = /^[0-9a-f]{8}$/;

/** The record of one run: a folder with its state and all that it printed, so that another call can go on where one stopped. */
export class RunRecord {
  private constructor(
    readonly id: string,
    readonly folder: string,
  ) {}

  /** @throws the error of the disk; then there is no record */
  static async create(state: RunState, root = userState('runs')): Promise<RunRecord> {
    const id = randomBytes(4).toString('hex');
    const record = new RunRecord(id, join(root, id));
    try {
      makeFolder(record.folder, 0o700);
      await record.note(state);
      return record;
    } catch (error) {
      await record.remove().catch(() => undefined);
      throw error;
    }
  }

  /** The record of an earlier call. @returns undefined where there is none */
  static async open(id: string, root = userState('runs')): Promise<RunRecord | undefined> {
    if (!ID.test(id)) return undefined;
    const record = new RunRecord(id, join(root, id));
    return (await record.state()) ? record : undefined;
  }

  /** The record that the process at work was started with. */
  static at(folder: string): RunRecord {
    return new RunRecord(folder.slice(-8), folder);
  }

  async state(): Promise<RunState | undefined> {
    try {
      return JSON.parse(await readFile(join(this.folder, 'state.json'), 'utf8')) as RunState;
    } catch {
      return undefined;
    }
  }

  /** Changes a part of the state; a reader sees the old one or the new one. */
  async note(part: Partial<RunState>): Promise<void> {
    const state = { ...(await this.state()), ...part };
    const next = join(this.folder, 'state.next');
    await writeFile(next, JSON.stringify(state), { mode: 0o600 });
    await rename(next, join(this.folder, 'state.json'));
  }

  /** How many bytes of a stream earlier calls passed on. */
  async readUpTo(name: 'out' | 'err'): Promise<number> {
    return Number(await readFile(join(this.folder, `${name}.read`), 'utf8').catch(() => '0')) || 0;
  }

  noteRead(name: 'out' | 'err', bytes: number): Promise<void> {
    return writeFile(join(this.folder, `${name}.read`), String(bytes), { mode: 0o600 });
  }

  /** A stream's file, for the run to write or for a call to read. */
  openStream(name: 'out' | 'err', flags: 'a' | 'r'): Promise<FileHandle> {
    return open(join(this.folder, name), flags, 0o600);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** Removes the records that nobody came back for. */
export async function removeOldRuns(now: number, root = userState('runs')): Promise<void> {
  const ids = await readdir(root).catch(() => []);
  for (const id of ids) {
    const record = await RunRecord.open(id, root);
    const began = (await record?.state())?.began ?? now;
    if (record && now - began > KEPT_MS) await record.remove();
  }
}
