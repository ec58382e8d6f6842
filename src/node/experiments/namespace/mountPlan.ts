import { constants } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, readdir, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ExperimentProblem } from '../../../core/experiments/experiment';
import { isKernels, type Mount } from './mounts';

/** How the file system of a run is made out of the person's: what a run writes goes into a layer of its own. */
export interface MountPlan {
  /** Folders that get a layer, outer ones first, with the permissions that they have. */
  layers: { folder: string; lower: string; mode: number }[];
  /**
   * Folders and files shown as they are: with what is mounted below them (`rbind`), without it, or without it and read-only. A person's
   * files are never shown with what is mounted below, which might be writable.
   */
  shared: { path: string; how: 'rbind' | 'bind' | 'bind,ro' }[];
}

/** Entries of folders that are rebuilt because something is mounted below them. */
const MOST_ENTRIES = 5000;
/** A larger file of such a folder is shown read-only instead of copied, bytes. */
const LARGEST = 16_000_000;
/** The kernel's settings, which root could change for every program. */
const SETTINGS = '/sys';

/**
 * One layer for each file system, if the kernel lets a layer leave out what is mounted below it. It does not for an ordinary user, whose
 * mounts are locked together (mount_namespaces(7)): then a folder with mounts below it is rebuilt, with a layer for each of its folders.
 * @param locked whether mounts are locked together
 * @param rebuilt absolute, existing, empty folder for the rebuilt folders
 * @param roots real paths of folders that the run writes to; below folders of other owners they need layers of their own, since a user's
 * namespace cannot take those folders into its layers
 */
export async function planMounts(
  mounts: readonly Mount[],
  locked: boolean,
  rebuilt: string,
  roots: readonly string[] = [],
): Promise<MountPlan> {
  const plan: MountPlan = { layers: [], shared: [] };
  if (locked) {
    const planning: Planning = { mounts: new Map(mounts.map((mount) => [mount.point, mount])), rebuilt, plan, entries: 0 };
    plan.layers.push({ folder: '/', lower: rebuilt, mode: 0o755 });
    await rebuild('/', planning);
    for (const root of roots) if (await isBelowForeign(root, plan, mounts)) plan.layers.push(await layerOf(root));
    return plan;
  }
  for (const mount of mounts) {
    if (isSilent(mount.point, mounts) || isBelowShared(mount.point, plan)) continue;
    const about = await stat(mount.point).catch(() => undefined);
    if (!about) continue;
    if (isKernels(mount)) plan.shared.push({ path: mount.point, how: isBelow(mount.point, SETTINGS) ? 'bind,ro' : 'rbind' });
    else if (mount.readOnly) plan.shared.push({ path: mount.point, how: 'bind' });
    else if (about.isDirectory()) plan.layers.push(await layerOf(mount.point));
    else plan.shared.push({ path: mount.point, how: 'bind,ro' });
  }
  return plan;
}

interface Planning {
  mounts: ReadonlyMap<string, Mount>;
  rebuilt: string;
  plan: MountPlan;
  entries: number;
}

/** Makes an image of a folder whose own files are copied and whose folders get layers. */
async function rebuild(folder: string, planning: Planning): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  planning.entries += names.length;
  if (planning.entries > MOST_ENTRIES) throw new ExperimentProblem(`${folder} has too many entries beside what is mounted there.`);
  for (const name of names) await rebuildEntry(join(folder, name), planning);
}

async function rebuildEntry(path: string, planning: Planning): Promise<void> {
  const { mounts, rebuilt, plan } = planning;
  const image = join(rebuilt, path);
  if (mounts.get(path)?.silent) return;
  const about = await lstat(path).catch(() => undefined);
  if (!about) return;
  if (about.isSymbolicLink()) return symlink(await readlink(path), image);
  const mount = mounts.get(path);
  if (!about.isDirectory()) {
    // A file that something is mounted on, a socket and a large file are shown as they are.
    const copied =
      about.isFile() && about.size <= LARGEST && (await copyFile(path, image, constants.COPYFILE_FICLONE).then(yes, () => false));
    if (copied) return;
    await writeFile(image, '');
    plan.shared.push({ path, how: about.isFile() ? 'bind,ro' : 'bind' });
    return;
  }
  await mkdir(image);
  if (mount && isKernels(mount)) plan.shared.push({ path, how: 'rbind' });
  else if ([...mounts.keys()].some((point) => point.startsWith(`${path}/`))) {
    await rebuild(path, planning);
    await chmod(image, about.mode & 0o7777);
  } else if (mount?.readOnly) plan.shared.push({ path, how: 'bind' });
  else plan.layers.push(await layerOf(path));
}

async function layerOf(folder: string): Promise<MountPlan['layers'][number]> {
  return { folder, lower: folder, mode: (await stat(folder)).mode & 0o7777 };
}

/** Whether a folder between a path and the root of its layer belongs to another user or group; rebuilt folders are the user's own. */
async function isBelowForeign(path: string, { layers }: MountPlan, mounts: readonly Mount[]): Promise<boolean> {
  const own = new Set(layers.map(({ folder }) => folder));
  const ends = (at: string): boolean => own.has(at) || mounts.some(({ point }) => point.startsWith(`${at}/`));
  for (let at = dirname(path); !ends(path) && !ends(at) && at !== '/'; at = dirname(at)) {
    const about = await stat(at).catch(() => undefined);
    if (about && (about.uid !== process.getuid?.() || about.gid !== process.getgid?.())) return true;
  }
  return false;
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function yes(): true {
  return true;
}

/** Whether a path cannot be looked at, since its server does not answer. */
function isSilent(path: string, mounts: readonly Mount[]): boolean {
  return mounts.some(({ silent, point }) => silent && isBelow(path, point));
}

/** Whether a folder that is shown with what is mounted below it already shows this one. */
function isBelowShared(point: string, { shared }: MountPlan): boolean {
  return shared.some(({ path, how }) => how === 'rbind' && point.startsWith(`${path}/`));
}
