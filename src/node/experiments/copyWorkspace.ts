import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, open, readdir, readlink, realpath, symlink, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { ExperimentProblem } from '../../core/experiments/experiment';
import { inParallel } from '../inParallel';
import { diskProblem, makeRunFolder, removeRunFolder } from './runFolder';

/** Folders of installed packages: linked, not copied, unless a copy shares their blocks. */
const LINKED = new Set(['node_modules', '.venv', 'venv', '.tox', 'bower_components']);
/** Generated output. */
const LEFT_OUT = new Set(['__pycache__', '.pytest_cache', '.mypy_cache', '.gradle']);
/** Histories: copied only where that costs nothing. */
const HISTORIES = new Set(['.git', '.hg', '.svn']);
/** Signs that code below a folder resolves packages or settings from it. */
const PROJECT = new Set([
  'node_modules',
  'package.json',
  'pnpm-workspace.yaml',
  'pyproject.toml',
  'setup.cfg',
  'setup.py',
  'go.work',
  'Cargo.toml',
  'pom.xml',
  'settings.gradle',
  'settings.gradle.kts',
]);
/** A larger workspace is not copied. */
const MAX_FILES = 60_000;
const MAX_BYTES = 2_000_000_000;
/** Files of one whose blocks are shared, installed packages included. */
const MAX_CLONED = 300_000;

/** Entries of a folder, and folders within it, that are copied at the same time. */
const AT_ONCE = 16;
const FOLDERS_AT_ONCE = 2;

/** Folders above the workspace that are inspected, and entries of one of them that are linked. */
const MOST_ABOVE = 8;
const MOST_BESIDE = 500;

/**
 * Copies a workspace so that its files can be changed. Installed packages are linked one by one, so that packages of the workspace itself
 * point into the copy and not back; files above the workspace that its code resolves are linked, too.
 * @param from real path of the workspace
 * @param folder real path of an empty folder
 * @returns the copy of the workspace, inside that folder
 * @throws ExperimentProblem if it is too large or the disk refuses
 */
export async function copyWorkspace(from: string, folder: string, signal?: AbortSignal): Promise<string> {
  const size = { files: 0, bytes: 0 };
  const clones = await isClonable(from);
  const above = await projectsAbove(from);
  const to = join(folder, 'copy', relative(above.at(-1) ?? from, from));
  const copying = { from, to, size, clones, signal };
  try {
    for (const [at, outer] of above.entries()) {
      const own = above[at - 1] ?? from;
      await linkBeside(outer, relative(outer, own).split(sep)[0] ?? '', join(folder, 'copy', relative(above.at(-1) ?? '', outer)), copying);
    }
    await copyFolder(from, to, copying);
    return to;
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof ExperimentProblem ? error : diskProblem(error, to);
  }
}

/** Folders above a workspace from which its code gets packages, settings or neighbours: each one up to the topmost that holds packages. */
async function projectsAbove(from: string): Promise<string[]> {
  const above: string[] = [];
  let last = 0;
  for (let at = dirname(from); above.length < MOST_ABOVE && dirname(at) !== at; at = dirname(at)) {
    above.push(at);
    const names = await readdir(at).catch(() => []);
    if (names.some((name) => PROJECT.has(name))) last = above.length;
  }
  return above.slice(0, last);
}

/** Links the entries of a folder except the one on the path to the workspace. */
async function linkBeside(source: string, way: string, target: string, copying: Copying): Promise<void> {
  copying.signal?.throwIfAborted();
  await mkdir(target, { recursive: true });
  const entries = (await readdir(source, { withFileTypes: true })).filter(
    ({ name }) => name !== way && !LEFT_OUT.has(name) && !HISTORIES.has(name),
  );
  for (const entry of entries.length > MOST_BESIDE ? entries.filter(({ name }) => PROJECT.has(name)) : entries) {
    const [inner, outer] = [join(source, entry.name), join(target, entry.name)];
    if (entry.name === 'node_modules') await linkPackages(inner, outer, copying);
    else await symlink(inner, outer, entry.isDirectory() ? 'junction' : 'file');
  }
}

interface Copying {
  from: string;
  to: string;
  size: { files: number; bytes: number };
  /** Copies share the blocks of their originals, so everything is copied. */
  clones: boolean;
  signal?: AbortSignal;
}

async function copyFolder(source: string, target: string, copying: Copying): Promise<void> {
  copying.signal?.throwIfAborted();
  await mkdir(target, { recursive: true });
  const entries = await readdir(source, { withFileTypes: true }).catch((error: unknown) => {
    if (source === copying.from || !isClosed(error)) throw error;
    return [];
  });
  const built = builtFolders(entries.map(({ name }) => name));
  const folders: string[] = [];
  await inParallel(entries, AT_ONCE, async (entry) => {
    const [inner, outer] = [join(source, entry.name), join(target, entry.name)];
    if (LEFT_OUT.has(entry.name) || built.has(entry.name) || (HISTORIES.has(entry.name) && !copying.clones)) return;
    if (entry.isSymbolicLink()) await copyLink(inner, outer, copying);
    else if (entry.isDirectory()) {
      if (copying.clones) folders.push(entry.name);
      else if (entry.name === 'node_modules') await linkPackages(inner, outer, copying);
      else if (LINKED.has(entry.name)) await symlink(inner, outer, 'junction');
      else folders.push(entry.name);
    } else if (entry.isFile()) await copyOne(inner, outer, copying);
  });
  await inParallel(folders, FOLDERS_AT_ONCE, (name) => copyFolder(join(source, name), join(target, name), copying));
}

async function copyOne(inner: string, outer: string, { from, size, clones, signal }: Copying): Promise<void> {
  signal?.throwIfAborted();
  size.files += 1;
  size.bytes += clones ? 0 : (await lstat(inner)).size;
  if (size.files > (clones ? MAX_CLONED : MAX_FILES) || size.bytes > MAX_BYTES)
    throw new ExperimentProblem(`The workspace ${from} is too large to be copied.`);
  try {
    await copyFile(inner, outer, constants.COPYFILE_FICLONE);
  } catch (error) {
    const isClosedFile = await open(inner).then((file) => file.close().then(() => false), isClosed);
    if (!isClosedFile) throw error;
    await writeFile(outer, '', { mode: 0 });
  }
}

/** Whether this user may not read something: the command cannot read it either, so that the copy needs only its name. */
function isClosed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EACCES';
}

/** Whether copies in the folder for temporary files share the blocks of a workspace's files (APFS, Btrfs, XFS, ReFS). */
export async function isClonable(root: string): Promise<boolean> {
  const file = (await readdir(root, { withFileTypes: true }).catch(() => [])).find((entry) => entry.isFile())?.name;
  if (file === undefined) return false;
  const folder = await makeRunFolder();
  try {
    await copyFile(join(root, file), join(folder, 'clone'), constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch {
    return false;
  } finally {
    await removeRunFolder(folder);
  }
}

/** Output of build tools, rebuilt in the copy. */
function builtFolders(names: readonly string[]): Set<string> {
  const has = (...files: string[]): boolean => files.some((file) => names.includes(file));
  return new Set([
    ...(has('pom.xml', 'Cargo.toml') ? ['target'] : []),
    ...(has('build.gradle', 'build.gradle.kts') ? ['build'] : []),
    ...(names.some((name) => /\.(?:cs|fs|vb)proj$/.test(name)) ? ['bin', 'obj'] : []),
  ]);
}

/** A link into the workspace points into the copy; any other keeps its target. */
async function copyLink(inner: string, outer: string, copying: Copying): Promise<void> {
  const { from, to } = copying;
  const written = await readlink(inner);
  const real = await realpath(inner).catch(() => undefined);
  const within = real !== undefined && isWithin(real, from) && (copying.clones || !real.split(sep).includes('node_modules'));
  if (!isAbsolute(written) && within) await symlink(written, outer);
  else if (real !== undefined && within) await symlink(join(to, relative(from, real)), outer);
  else await symlink(real ?? written, outer);
}

/** A folder of installed packages: a link for each, without caches of tools. */
async function linkPackages(source: string, target: string, copying: Copying): Promise<void> {
  await mkdir(target, { recursive: true });
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const [inner, outer] = [join(source, entry.name), join(target, entry.name)];
    if (/^\.(?:vite|cache|vitest|vite-temp|package-lock\.json)/.test(entry.name)) continue;
    if (entry.isDirectory() && entry.name.startsWith('@')) await linkPackages(inner, outer, copying);
    else if (entry.isSymbolicLink()) await copyLink(inner, outer, copying);
    else await symlink(inner, outer, entry.isDirectory() ? 'junction' : 'file');
  }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}
