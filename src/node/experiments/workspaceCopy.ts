import { copyFile, lstat, mkdir, readdir, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { inParallel } from '../inParallel';
import { copyWorkspace } from './copyWorkspace';
import { makeRunFolder, removeRunFolder } from './runFolder';
import { keepWatch } from './supervise';

/** A copy of a workspace for the runs of an experiment. */
export interface WorkspaceCopy {
  /** Real paths of the workspace and of its copy. */
  from: string;
  to: string;
  /** Takes back what commands wrote into the copy since it was called first. */
  reset: () => Promise<void>;
  release: () => Promise<void>;
}

/** Copies a workspace into a folder that is removed when it is released, or when this process dies. @throws ExperimentProblem */
export async function makeWorkspaceCopy(root: string, signal?: AbortSignal): Promise<WorkspaceCopy> {
  const folder = await makeRunFolder();
  const watch = keepWatch([folder]);
  const release = async (): Promise<void> => {
    await watch.release();
    await removeRunFolder(folder);
  };
  try {
    const from = await realpath(root);
    const to = await copyWorkspace(from, await realpath(folder), signal);
    let known: ReadonlyMap<string, Entry> | undefined;
    const reset = async (): Promise<void> => {
      known = known ? await takenBack(known, from, to) : await entriesOf(to);
    };
    return { from, to, reset, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** An entry of the copy. */
interface Entry {
  kind: 'file' | 'folder' | 'link';
  /** Differs once the entry was written to. */
  state: string;
}

/** Entries that are looked at at the same time. */
const AT_ONCE = 16;

/** Everything in a folder by its relative path, outer folders first; nothing behind links. */
async function entriesOf(root: string): Promise<Map<string, Entry>> {
  const found = new Map<string, Entry>();
  let folders = [root];
  while (folders.length) {
    const inner = await inParallel(folders, AT_ONCE, async (folder) => {
      const entries = await readdir(folder, { withFileTypes: true });
      const all = await inParallel(
        entries,
        AT_ONCE,
        async (entry) => [join(folder, entry.name), await entryOf(join(folder, entry.name))] as const,
      );
      for (const [path, entry] of all) found.set(relative(root, path), entry);
      return all.flatMap(([path, { kind }]) => (kind === 'folder' ? [path] : []));
    });
    folders = inner.flat();
  }
  return found;
}

async function entryOf(path: string): Promise<Entry> {
  const about = await lstat(path);
  if (about.isSymbolicLink()) return { kind: 'link', state: await readlink(path) };
  if (about.isDirectory()) return { kind: 'folder', state: '' };
  return { kind: 'file', state: `${about.ino} ${about.size} ${about.mtimeMs} ${about.mode}` };
}

/** Restores every entry that differs, and removes those that were not there. @returns the entries afterwards */
async function takenBack(known: ReadonlyMap<string, Entry>, from: string, to: string): Promise<ReadonlyMap<string, Entry>> {
  const now = await entriesOf(to);
  const same = (name: string, { kind, state }: Entry): boolean => now.get(name)?.kind === kind && now.get(name)?.state === state;
  const strange = [...now].filter(([name, entry]) => known.get(name)?.kind !== entry.kind).map(([name]) => name);
  for (const name of strange) await rm(join(to, name), { recursive: true, force: true });
  const after = new Map(known);
  for (const [name, entry] of known) {
    if (same(name, entry)) continue;
    const path = join(to, name);
    if (entry.kind === 'folder') await mkdir(path, { recursive: true });
    else if (entry.kind === 'link') {
      await rm(path, { recursive: true, force: true });
      await symlink(entry.state, path);
    } else {
      await mkdir(dirname(path), { recursive: true });
      await rm(path, { force: true });
      // The person may have removed it meanwhile.
      if (
        !(await copyFile(join(from, name), path).then(
          () => true,
          () => false,
        ))
      )
        continue;
      after.set(name, await entryOf(path));
    }
  }
  return after;
}
