import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A window that has not written for so long is gone, ms. */
const ABANDONED = 3 * 86_400_000;
const OF_WINDOW = /^window-[\w-]+$/;

/** A folder for the logs of one window alone; it is made when it is used. */
export function folderOfWindow(folder: string): string {
  return join(folder, `window-${process.pid}-${randomUUID()}`);
}

/** Removes the logs of windows that are gone, and what earlier versions left. Files in use stay where the system says so. */
export async function removeLeftLogs(folder: string, own: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names) {
    const path = join(folder, name);
    if (path === own) continue;
    const pid = Number(/^window-(\d+)-/.exec(name)?.[1]);
    const about = await stat(path).catch(() => undefined);
    const old = about !== undefined && Math.abs(Date.now() - about.mtimeMs) > ABANDONED;
    const gone = OF_WINDOW.test(name) ? !isRunning(pid) || old : /^terminal-\d+\.log/.test(name);
    if (gone) await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process runs, though it may not be asked.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
