import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A window that has not written for this long is gone, ms. */
const ABANDONED = 3 * 86_400_000;
const OF_WINDOW = /^window-[\w-]+$/;

/** A folder for the logs of one window only; made on first use. */
export function folderOfWindow(folder: string): string {
  return join(folder, `window-${process.pid}-${randomUUID()}`);
}

/** Removes the logs of windows that are gone, and leftovers of earlier versions. Files in use stay if the system refuses to delete them. */
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
    // EPERM: another user's process, which is running.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
