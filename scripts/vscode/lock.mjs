import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StepFailed, root } from '../runCommand.mjs';

const file = join(root, '.vscode-test', 'lock');

/**
 * Runs `body` while no other process of this checkout does: two VS Codes at the same time make each other time out.
 * @template T
 * @param {() => Promise<T>} body
 * @param {{ timeoutMs?: number, log?: (line: string) => void }} [options]
 * @returns {Promise<T>}
 */
export async function withVsCodeLock(body, { timeoutMs = 20 * 60_000, log = console.log } = {}) {
  await mkdir(join(root, '.vscode-test'), { recursive: true });
  const deadline = Date.now() + timeoutMs;
  let told = false;
  while (!(await tryLock())) {
    if (Date.now() > deadline) throw new StepFailed('Another test run holds VS Code for too long. End it, or remove .vscode-test/lock.');
    if (!told) log('Waiting for another test run that uses VS Code.');
    told = true;
    await sleep(500);
  }
  try {
    return await body();
  } finally {
    await rm(file, { force: true });
  }
}

/** @returns {Promise<boolean>} */
async function tryLock() {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  // Empty: taken a moment ago and not written yet, or interrupted exactly there.
  const age =
    Date.now() -
    (await stat(file).then(
      (found) => found.mtimeMs,
      () => Date.now(),
    ));
  if (holder > 0 ? !isAlive(holder) : age > 5000) await rm(file, { force: true });
  return false;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
