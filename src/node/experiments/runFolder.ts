import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ExperimentProblem } from '../../core/experiments/experiment';

const PREFIX = 'debug-context-';
/** File of a run's folder with the process id of its supervisor. */
const GUARD = 'supervisor';

/** Names that need no escaping, neither in a shell nor in the options of a mount; the kernel's own folders are no place for layers. */
const PLAIN = /^(?!\/(?:dev|proc|sys)\/)[\w./+-]+$/;

/**
 * A folder for a run's own files outside the workspace; its name identifies the process that owns it.
 * @param within an existing one to make it in
 */
export async function makeRunFolder(within?: string): Promise<string> {
  const own = await realpath(tmpdir()).catch(() => tmpdir());
  const parent = within ?? (process.platform !== 'linux' || PLAIN.test(own) ? own : '/tmp');
  try {
    return await mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
  } catch (error) {
    throw diskProblem(error, parent);
  }
}

export function isRunFolder(path: string): boolean {
  return basename(path).startsWith(PREFIX);
}

export async function removeRunFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
}

/**
 * Notes the supervisor that guards a folder, before it starts anything. It outlives its parent: until it ends, the folder holds what it
 * restores.
 */
export function markGuarded(folder: string, supervisor: number | undefined): void {
  try {
    if (supervisor !== undefined) writeFileSync(join(folder, GUARD), String(supervisor));
  } catch {
    // A full disk: then nothing is saved there either.
  }
}

/** Removes the folders of processes that are gone and could not remove them themselves. A supervisor that still works removes its own. */
export async function removeLeftFolders(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-\\w+$`).exec(name)?.[1]);
    if (!pid || pid === process.pid || isRunning(pid)) continue;
    const folder = join(tmpdir(), name);
    const guard = Number(await readFile(join(folder, GUARD), 'utf8').catch(() => ''));
    if (!guard || !isRunning(guard)) await removeRunFolder(folder);
  }
}

/** What a person does where the disk of temporary files is full. */
export const FREE_SPACE = 'free some there, or set TMPDIR to a folder on another disk';

/** A sentence for an error of the disk. @param free what makes space there */
export function diskProblem(error: unknown, where: string, free = FREE_SPACE): ExperimentProblem {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new ExperimentProblem(`There is no space left on the disk for ${where}; ${free}.`, { cause: error });
  const unwritable = code === 'EROFS' || code === 'EACCES' || code === 'EPERM';
  if (where === tmpdir() && (unwritable || code === 'ENOENT' || code === 'ENOTDIR'))
    return new ExperimentProblem(`${where}, where runs are prepared, is no folder that can be written to. Set TMPDIR to one.`, {
      cause: error,
    });
  if (unwritable) return new ExperimentProblem(`${where} cannot be written to.`, { cause: error });
  return new ExperimentProblem(`${where} cannot be used: ${error instanceof Error ? error.message : String(error)}.`, { cause: error });
}

/** Whether a process runs; one that has ended and only waits for its parent to notice has no command line any more. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'latin1') !== '';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
