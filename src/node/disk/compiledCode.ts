import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { makeFolder } from './makeFolder';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Requires one of our bundles with what V8 compiled of it in an earlier process: compiling is a good part of a short command. What is
 * compiled now is kept when the process ends. Where that is impossible, the bundle is loaded all the same.
 * @param file absolute
 * @param folder where compiled code is kept; nobody else may be able to write there, as it is run without a look at it
 */
export function requireCompiled(file: string, folder: string | undefined): unknown {
  const bytes = readFileSync(file);
  const version = createHash('sha1').update(`${cachedDataVersionTag()} `).update(bytes).digest('hex');
  const kept = folder && join(folder, `${basename(file)}-${version}.bin`);
  const cachedData = kept && isOwn(folder) ? read(kept) : undefined;
  const script = new Script(Module.wrap(bytes.toString()), { filename: file, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run(module.exports, createRequire(file), module, file, dirname(file));
  if (kept && (!cachedData || script.cachedDataRejected)) process.once('exit', () => keep(folder, kept, script.createCachedData()));
  return module.exports;
}

/** Where programs keep what they can make again, as each system has it; XDG's variable counts on all of them. Undefined without a home. */
export function cacheFolder(env: Environment, platform = process.platform): string | undefined {
  const { XDG_CACHE_HOME: chosen, LOCALAPPDATA: local } = env;
  const home = homedir();
  const caches =
    chosen !== undefined && isAbsolute(chosen)
      ? chosen
      : platform === 'win32'
        ? local
        : home && join(home, ...(platform === 'darwin' ? ['Library', 'Caches'] : ['.cache']));
  return caches ? join(caches, 'debug-with-context', 'compiled') : undefined;
}

/** Whether only this user can write in a folder; on Windows its profile sees to that. */
function isOwn(folder: string): boolean {
  try {
    const { uid, mode } = lstatSync(folder);
    return process.platform === 'win32' || (uid === process.getuid?.() && (mode & 0o022) === 0);
  } catch {
    return false;
  }
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Replaces what is kept of other versions of a bundle; the server and the commands that it starts are two bundles. */
function keep(folder: string, file: string, data: Buffer): void {
  try {
    makeFolder(folder, 0o700);
    if (!isOwn(folder)) return;
    chmodSync(folder, 0o700);
    const bundle = basename(file).slice(0, basename(file).lastIndexOf('-') + 1);
    const others = readdirSync(folder).filter((name) => name.startsWith(bundle));
    const half = `${file}.${process.pid}`;
    writeFileSync(half, data, { mode: 0o600, flag: 'wx' });
    renameSync(half, file);
    for (const other of others) if (join(folder, other) !== file) rmSync(join(folder, other), { force: true });
  } catch {
    // The next command compiles it again.
  }
}
