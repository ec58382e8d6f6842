import { once } from 'node:events';
import { constants, existsSync } from 'node:fs';
import { access, chmod, lstat, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Edit } from '../../../core/experiments/experiment';
import { inParallel } from '../../inParallel';
import { experimentAsset } from '../experimentAssets';
import { diskProblem, isRunFolder } from '../runFolder';
import type { MountPlan } from './mountPlan';
import { escaped, readMounts, type Mount } from './mounts';
import { programPath } from './programPath';

/** How a namespace is made here. */
export interface NamespaceKind {
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
  /** In a network of its own, where sockets that other programs listen at are closed, too. */
  offline?: boolean;
}

/** The words that make a namespace and keep it, and the variables that they need. */
export interface NamespaceStart {
  folder: string;
  words: string[];
  added: Record<string, string>;
  /** Whether it is as it was planned. @param mounts those that it has @returns why not; empty where a tool that makes it said so */
  problem: (mounts: readonly Mount[]) => string | undefined;
  /** Whether it still shows the sockets that programs listen at. */
  isCurrent: () => Promise<boolean>;
  /** Called when it has ended. @returns whether a program tried to reach a socket of another program that is closed to it */
  close: () => boolean;
  /** The words of a command that enters it. @param keeper process id of what the words above started @param cwd absolute, of the command */
  entering: (keeper: number, cwd: string, command: readonly string[]) => string[];
}

/** Paths that need no escaping in the options of a mount. */
const PLAIN = /^[\w./@+-]+$/;
/** Permission of the owner to read and write. */
const OWN_ACCESS = 0o600;
const USUAL_MODE = 0o755;
/** Every run has one that shows its own processes, where the kernel allows it. */
export const PROCESSES = '/proc';
/** Every run gets an empty one. */
const SHARED_MEMORY = '/dev/shm';
const MESSAGES = '/dev/mqueue';
/** Files that are written at the same time. */
const AT_ONCE = 16;
/** What root may do to the file system and the processes of a run, as in containers: nothing with which it could leave them. */
const POWERS =
  'chown dac_override fowner fsetid kill setgid setuid setpcap setfcap net_bind_service net_raw sys_chroot sys_nice sys_resource ipc_lock audit_write';
/** Parts of the kernel's /proc that are about every program. */
const SETTINGS = ['/proc/sys', '/proc/sysrq-trigger', '/proc/irq', '/proc/bus', '/proc/fs'];
/** Sockets of other programs that are shown. */
const MOST_SOCKETS = 500;

/** Writes what `enterNamespace.sh` reads first. @throws ExperimentProblem where the disk refuses */
export async function prepareNamespace(run: NamespaceRun): Promise<NamespaceStart> {
  const { ability, plan, folder, layers, offline } = run;
  let mounted: Mounted;
  try {
    await mkdir(join(folder, 'ns'), { recursive: true });
    mounted = await writeMounts(run);
  } catch (error) {
    throw diskProblem(error, folder);
  }
  const user = ability.mapped === undefined ? [] : ['--user', '--map-root-user'];
  const flags = [...user, '--mount', '--ipc', '--pid', '--fork', '--kill-child'];
  return {
    folder,
    words: [
      programPath('unshare') ?? 'unshare',
      ...flags,
      ...(offline ? ['--net'] : []),
      '--',
      '/bin/sh',
      experimentAsset('enterNamespace.sh'),
      folder,
    ],
    added: {
      ...{ MEMORY: typeof layers === 'number' ? String(layers) : '', OFFLINE: offline ? '1' : '' },
      ...{ NODE: process.execPath, KEEPER: experimentAsset('keepReports.cjs') },
    },
    problem: (mounts) => problemOf(mounts, run, mounted),
    isCurrent: async () => (await openSockets(plan, experimentOf(folder))).join('\n') === mounted.sockets.join('\n'),
    close: () => mounted.closed?.close() === true,
    entering: (keeper, cwd, command) => enter(ability, offline === true, keeper, cwd, command),
  };
}

/**
 * Files that differ for a run, in its folder, from where they are copied into its layers.
 * @param edits their paths are real ones
 * @throws ExperimentProblem where the disk refuses
 */
export async function writeEdits(folder: string, edits: readonly Edit[]): Promise<void> {
  try {
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
  } catch (error) {
    throw diskProblem(error, folder);
  }
}

/**
 * The command is no child of what made the namespace, so that it gets its environment exactly: a shell would drop variables with unusual
 * names. It leads a session and process group of its own, and has a parent in the namespace.
 */
function enter({ mapped }: NamespaceKind, offline: boolean, keeper: number, cwd: string, command: readonly string[]): string[] {
  const own = `/proc/${keeper}/ns`;
  const into = [`--mount=${own}/mnt`, `--ipc=${own}/ipc`, `--pid=${own}/pid_for_children`, ...(offline ? [`--net=${own}/net`] : [])];
  const started = ['--fork', `--wd=${cwd}`, '--', programPath('setsid') ?? 'setsid', ...command];
  const [nsenter, unshare, setpriv] = ['nsenter', 'unshare', 'setpriv'].map((name) => programPath(name) ?? name) as [
    string,
    string,
    string,
  ];
  if (mapped !== undefined) {
    // As the person again, without any power over the mounts.
    const [user, group] = mapped.split(':');
    const person = ['--user', `--map-user=${user}`, `--map-group=${group}`];
    return [nsenter, `--user=${own}/user`, '--preserve-credentials', ...into, '--', unshare, ...person, ...started];
  }
  const powers = POWERS.split(' ').map((name) => `+${name}`);
  return [nsenter, ...into, '--', setpriv, `--bounding-set=-all,${powers.join()}`, '--', unshare, ...started];
}

interface Mounted {
  /** Absolute paths that something has to be mounted at. */
  needed: readonly string[];
  /** Absolute paths of the sockets that are shown. */
  sockets: readonly string[];
  /** What listens in their place. */
  closed?: ClosedSocket;
}

async function writeMounts({ ability, plan, folder, layers, offline }: NamespaceRun): Promise<Mounted> {
  const kept = typeof layers === 'number' ? join(folder, 'ns') : layers;
  const root = join(folder, 'ns', 'root');
  const folders = new Map<number, string[]>();
  const addFolders = (mode: number, ...added: string[]): void => {
    folders.set(mode, [...(folders.get(mode) ?? []), ...added]);
  };
  addFolders(USUAL_MODE, root);
  const mounts: { where: string; line: string }[] = [];
  const add = (what: string, where: string, type: string, options: string): void => {
    mounts.push({ where, line: `${escaped(what)} ${escaped(where)} ${type} ${options} 0 0\n` });
  };
  for (const [at, layer] of plan.layers.entries()) {
    // A folder of another program may be gone since the plan was made.
    if (!existsSync(layer.folder)) continue;
    const [upper, work, named] = ['u', 'w', 'l'].map((name) => join(kept, `${name}${at}`)) as [string, string, string];
    addFolders(layer.mode, upper);
    addFolders(USUAL_MODE, work);
    let { lower } = layer;
    if (!PLAIN.test(lower)) {
      addFolders(USUAL_MODE, named);
      add(lower, named, 'none', 'bind');
      lower = named;
    }
    const options = [`lowerdir=${lower}`, `upperdir=${upper}`, `workdir=${work}`, ...(ability.mapped === undefined ? [] : ['userxattr'])];
    add('overlay', join(root, layer.folder), 'overlay', options.join(','));
  }
  for (const { path, how } of plan.shared) add(path, join(root, path), 'none', how);
  if (!plan.shared.some(({ path }) => path === PROCESSES)) add('proc', join(root, PROCESSES), 'proc', 'defaults');
  add(folder, join(root, folder), 'none', 'bind');
  if (existsSync(SHARED_MEMORY)) add('none', join(root, SHARED_MEMORY), 'tmpfs', 'mode=1777');
  if (existsSync(MESSAGES)) add('none', join(root, MESSAGES), 'mqueue', 'defaults');
  for (const disk of await writableDisks()) add('/dev/null', join(root, disk), 'none', 'bind');
  for (const path of await writableSettings()) add(join(root, path), join(root, path), 'none', 'bind,ro');
  const sockets = await openSockets(plan, experimentOf(folder));
  const closed = offline && sockets.length > 0 ? await listen(join(folder, 'outside')) : undefined;
  const needed = mounts
    .filter(({ where }) => where.startsWith(root))
    .map(({ where }) => where.slice(root.length).replace(/\/$/, '') || '/');
  for (const socket of sockets) add(closed?.path ?? socket, join(root, socket), 'none', 'bind');
  // Whatever is mounted later hides what is below it.
  mounts.sort((a, b) => depthOf(a.where) - depthOf(b.where));
  await writeFile(join(folder, 'fstab'), mounts.map(({ line }) => line).join(''));
  await writeFile(join(folder, 'folders'), [...folders].map(([mode, paths]) => `${mode.toString(8)} ${paths.join(' ')}\n`).join(''));
  return { needed, sockets, closed };
}

function problemOf(mounts: readonly Mount[], run: NamespaceRun, { needed, sockets }: Mounted): string | undefined {
  const points = new Set(mounts.map(({ point }) => point));
  if (!needed.every((path) => points.has(path))) return '';
  const unguarded = mounts.find((mount) => !isGuarded(mount, run, sockets));
  return unguarded && `what it writes to ${unguarded.point} would stay`;
}

function isGuarded({ point, type, readOnly }: Mount, { plan, folder }: NamespaceRun, sockets: readonly string[]): boolean {
  if (readOnly || sockets.includes(point)) return true;
  if (type === 'overlay' && plan.layers.some((layer) => layer.folder === point)) return true;
  const whole = plan.shared.filter(({ how }) => how === 'rbind').map(({ path }) => path);
  return [folder, PROCESSES, SHARED_MEMORY, ...whole].some((shown) => point === shown || point.startsWith(`${shown}/`));
}

async function writableSettings(): Promise<string[]> {
  if (process.getuid?.() !== 0) return [];
  const mounts = readMounts(await readFile('/proc/self/mountinfo', 'utf8'));
  return SETTINGS.filter((path) => existsSync(path) && !mounts.some(({ point, readOnly }) => point === path && readOnly));
}

/** Disks that could be written to past every layer. */
async function writableDisks(): Promise<string[]> {
  const folders = ['/dev', '/dev/mapper'];
  const found = await Promise.all(folders.map((folder) => readdir(folder, { withFileTypes: true }).catch(() => [])));
  const disks = found.flat().filter((entry) => entry.isBlockDevice());
  const paths = disks.map(({ parentPath, name }) => join(parentPath, name));
  const writable = await Promise.all(
    paths.map((path) =>
      access(path, constants.W_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return paths.filter((_path, at) => writable[at]);
}

function depthOf(path: string): number {
  return path.split('/').length;
}

/** The folder of all runs beside this one; its own where it is made alone. */
function experimentOf(folder: string): string {
  return isRunFolder(dirname(folder)) ? dirname(folder) : folder;
}

/** A socket at which nobody is served. */
interface ClosedSocket {
  path: string;
  /** Ends it. @returns whether a program tried to reach it */
  close: () => boolean;
}

async function listen(path: string): Promise<ClosedSocket> {
  let reached = false;
  const server = createServer((socket) => {
    reached = true;
    socket.destroy();
  }).unref();
  server.listen(path);
  await once(server, 'listening');
  const close = (): boolean => {
    server.close();
    return reached;
  };
  return { path, close };
}

/**
 * Sockets that programs listen at: behind a layer they would have no listener.
 * @param own absolute folder of runs, whose own sockets are not meant
 */
async function openSockets({ shared }: MountPlan, own: string): Promise<string[]> {
  const text = await readFile('/proc/net/unix', 'utf8').catch(() => '');
  const paths = new Set([...text.matchAll(/ (?<path>\/.{1,200})$/gm)].map(({ groups }) => groups?.['path'] ?? ''));
  const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
  const hidden = [...paths].filter((path) => !isIn(path, own) && !shared.some((each) => isIn(path, each.path)));
  const found = await inParallel(hidden.slice(0, MOST_SOCKETS), AT_ONCE, async (path) =>
    (await lstat(path).catch(() => undefined))?.isSocket() ? path : undefined,
  );
  return found.flatMap((path) => path ?? []);
}
