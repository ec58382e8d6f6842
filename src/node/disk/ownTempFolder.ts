import { rmSync } from 'node:fs';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'debug-with-context-';

let folder: Promise<string> | undefined;

/** A folder of this process that only its user can read; removed when the process ends, or by a later process if it was killed. */
export function ownTempFolder(): Promise<string> {
  folder ??= make();
  return folder;
}

async function make(): Promise<string> {
  const temp = await realpath(tmpdir());
  void removeLeftovers(temp);
  const made = await mkdtemp(join(temp, `${PREFIX}${process.pid}-`));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function removeLeftovers(temp: string): Promise<void> {
  for (const name of await readdir(temp).catch(() => [])) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    await rm(join(temp, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
