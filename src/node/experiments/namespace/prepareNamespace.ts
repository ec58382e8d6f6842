import { chmod, lstat, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Edit } from '../../../core/experiments/experiment';
import { inParallel } from '../../inParallel';
import { experimentAsset } from '../experimentAssets';
import { diskProblem } from '../runFolder';
import type { MountPlan } from './mountPlan';
import { escaped } from './mounts';

/** How a namespace is made here. */
export interface NamespaceKind {
  /** Options of `unshare`. */
  flags: readonly string[];
  /** `user:group` to give back after a user was mapped to root to mount; absent where that was not needed. */
  mapped?: string;
}

export interface NamespaceRun {
  ability: NamespaceKind;
  plan: MountPlan;
  /** Absolute folder of the run, without characters that have a meaning in options of mounts; it is shown to the run as it is. */
  folder: string;
  /** Where its writes are kept: an absolute folder on a disk, or the size of what is kept in memory, bytes. */
  layers: string | number;
  /** Files that differ for this run; their paths are real ones. */
  edits: readonly Edit[];
  /** In a network of its own. */
  offline?: boolean;
}

/** What to put before the words of a command, and the variables that these need. */
export interface NamespaceStart {
  words: string[];
  added: Record<string, string>;
}

/** Paths that need no escaping in the options of a mount. */
const PLAIN = /^[\w./@+-]+$/;
/** Permission of the owner to read and write. */
const OWN_ACCESS = 0o600;
/** Files that are written at the same time. */
const AT_ONCE = 16;
/** Sockets of other programs that are shown. */
const MOST_SOCKETS = 500;

/** Writes what `enterNamespace.sh` reads. @throws ExperimentProblem where the disk refuses */
export async function prepareNamespace(run: NamespaceRun): Promise<NamespaceStart> {
  const { ability, folder, layers, edits, offline } = run;
  try {
    await mkdir(join(folder, 'ns'), { recursive: true });
    const folders = await writeMounts(run);
    await inParallel(edits, AT_ONCE, async ({ file, text }) => {
      if (text === undefined) return;
      const at = join(folder, 'edits', file);
      await mkdir(dirname(at), { recursive: true });
      await writeFile(at, text);
      // A file that cannot be overwritten, since its owner is unknown to the namespace, is made anew.
      const mode = (await stat(file).catch(() => undefined))?.mode;
      if (mode !== undefined) await chmod(at, (mode & 0o777) | OWN_ACCESS);
    });
    const removed = edits.filter(({ text }) => text === undefined).map(({ file }) => `${file}\0`);
    if (removed.length) await writeFile(join(folder, 'removed'), removed.join(''));
    return {
      words: ['unshare', ...ability.flags, ...(offline ? ['--net'] : []), '--', '/bin/sh', experimentAsset('enterNamespace.sh'), folder],
      added: {
        MEMORY: typeof layers === 'number' ? String(layers) : '',
        FOLDERS: folders.join(' '),
        MAPPED: ability.mapped ?? '',
        OFFLINE: offline ? '1' : '',
      },
    };
  } catch (error) {
    throw diskProblem(error, folder);
  }
}

/** @returns the folders that the layers need, relative to the run's folder or absolute */
async function writeMounts({ ability, plan, folder, layers }: NamespaceRun): Promise<string[]> {
  const kept = typeof layers === 'number' ? join(folder, 'ns') : layers;
  const root = join(folder, 'ns', 'root');
  const folders = [root];
  const modes = new Map<number, string[]>();
  const lines: string[] = [];
  const add = (what: string, where: string, type: string, options: string): void => {
    lines.push(`${escaped(what)} ${escaped(where)} ${type} ${options} 0 0\n`);
  };
  for (const [at, layer] of plan.layers.entries()) {
    const [upper, work, named] = ['u', 'w', 'l'].map((name) => join(kept, `${name}${at}`)) as [string, string, string];
    folders.push(upper, work);
    modes.set(layer.mode, [...(modes.get(layer.mode) ?? []), upper]);
    let { lower } = layer;
    if (!PLAIN.test(lower)) {
      folders.push(named);
      add(lower, named, 'none', 'bind');
      lower = named;
    }
    const options = [`lowerdir=${lower}`, `upperdir=${upper}`, `workdir=${work}`, ...(ability.mapped === undefined ? [] : ['userxattr'])];
    add('overlay', join(root, layer.folder), 'overlay', options.join(','));
  }
  // The script mounts a /proc of the run's own processes.
  for (const { path, readOnly } of plan.shared) if (path !== '/proc') add(path, join(root, path), 'none', readOnly ? 'rbind,ro' : 'rbind');
  for (const socket of await openSockets(plan)) add(socket, join(root, socket), 'none', 'bind');
  add(folder, join(root, folder), 'none', 'bind');
  await writeFile(join(folder, 'fstab'), lines.join(''));
  const permissions = [...modes].map(([mode, uppers]) => `${mode.toString(8)} ${uppers.join(' ')}\n`);
  await writeFile(join(folder, 'modes'), permissions.join(''));
  return folders;
}

/** Sockets that programs listen at: behind a layer they would have no listener. */
async function openSockets({ shared }: MountPlan): Promise<string[]> {
  const text = await readFile('/proc/net/unix', 'utf8').catch(() => '');
  const paths = new Set([...text.matchAll(/ (?<path>\/.{1,200})$/gm)].map(({ groups }) => groups?.['path'] ?? ''));
  const hidden = [...paths].filter((path) => !shared.some((each) => path === each.path || path.startsWith(`${each.path}/`)));
  const found = await inParallel(hidden.slice(0, MOST_SOCKETS), AT_ONCE, async (path) =>
    (await lstat(path).catch(() => undefined))?.isSocket() ? path : undefined,
  );
  return found.flatMap((path) => path ?? []);
}
