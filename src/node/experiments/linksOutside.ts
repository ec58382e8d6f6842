import { readdir, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { inDependencies } from '../../core/capture/mapPaths';
import type { FailureReport } from '../../core/capture/failureReport';
import { DiskGate } from '../disk/diskGate';

/** Entries of the workspace that are looked at for links. */
const MOST_ENTRIES = 20_000;
const LEFT_OUT = new Set(['node_modules', '.git', '.venv', 'venv']);

/** Whether a path of the workspace leads out of it, through a link. @param root absolute, real */
export async function leadsOut(root: string, file: string): Promise<boolean> {
  return (await new DiskGate({ roots: [root] }).writePlace(file)) === 'outside';
}

/**
 * The name in the workspace of the file where a failure shows, if that file lies outside and a link leads to it. Some programs report the
 * real path of a linked file (Node), others the name by which it was loaded (Python).
 * @param root absolute, real
 */
export async function failingFileOutside(root: string, cwd: string, report: FailureReport): Promise<string | undefined> {
  let links: Promise<Link[]> | undefined;
  for (const { file, origin } of report.errors.flatMap(({ frames }) => frames)) {
    if (origin === 'runtime' || !file || inDependencies(file)) continue;
    const path = resolve(cwd, file);
    const name = within(root, path);
    if (name !== undefined) return (await leadsOut(root, name)) ? name : undefined;
    const behind = (await (links ??= linksOut(root))).find(({ real }) => within(real, path) !== undefined);
    if (behind) return [behind.name, within(behind.real, path)].filter(Boolean).join('/');
  }
  return undefined;
}

interface Link {
  /** Workspace-relative with `/`. */
  name: string;
  /** What it points to. */
  real: string;
}

/** Links of a workspace that point out of it; those of a large workspace's first entries. */
async function linksOut(root: string): Promise<Link[]> {
  const links: Link[] = [];
  const open = [''];
  let seen = 0;
  for (let folder = open.shift(); folder !== undefined && seen < MOST_ENTRIES; folder = open.shift()) {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true }).catch(() => [])) {
      seen += 1;
      const name = folder ? `${folder}/${entry.name}` : entry.name;
      if (LEFT_OUT.has(entry.name)) continue;
      if (entry.isDirectory()) open.push(name);
      if (!entry.isSymbolicLink()) continue;
      const real = await realpath(join(root, name)).catch(() => undefined);
      if (real !== undefined && within(root, real) === undefined) links.push({ name, real });
    }
  }
  return links;
}

/** A path relative to a folder, with `/`, empty for the folder itself; undefined outside of it. */
function within(folder: string, path: string): string | undefined {
  const name = relative(folder, path);
  return name === '..' || name.startsWith(`..${sep}`) || isAbsolute(name) ? undefined : name.split(sep).join('/');
}
