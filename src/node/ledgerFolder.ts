import { createHash } from 'node:crypto';
import { readdir, realpath, rename } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { isMissing } from './fileErrors';
import { makeFolder } from './disk/makeFolder';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Folder of the investigations of a workspace, shared by the extension's windows and the command line: in the person's state folder, by the
 * real path of the workspace.
 * @param root absolute
 * @returns undefined where the environment names no home
 */
export async function ledgerFolder(root: string, env: Environment, platform = process.platform): Promise<string | undefined> {
  const state = stateFolder(env, platform);
  if (state === undefined) return undefined;
  const real = await realpath(root).catch(() => root);
  const workspace = createHash('sha256').update(real).digest('hex').slice(0, 24);
  return join(state, 'debug-with-context', workspace, 'investigations');
}

/** Where programs keep what they did, as each system has it; XDG's variable counts on all of them. */
function stateFolder(env: Environment, platform: NodeJS.Platform): string | undefined {
  const { XDG_STATE_HOME: chosen, HOME: home, USERPROFILE: profile, LOCALAPPDATA: local } = env;
  if (chosen !== undefined && isAbsolute(chosen)) return chosen;
  if (platform === 'win32') return local || (profile && join(profile, 'AppData', 'Local')) || undefined;
  if (!home) return undefined;
  return platform === 'darwin' ? join(home, 'Library', 'Application Support') : join(home, '.local', 'state');
}

/** Moves investigations that earlier versions kept elsewhere; one that is there already stays. */
export async function adoptInvestigations(from: string, to: string): Promise<void> {
  const [names, there] = await Promise.all([from, to].map(namesIn));
  const missing = (names ?? []).filter((name) => name.endsWith('.json') && !there?.includes(name));
  if (!missing.length) return;
  makeFolder(to);
  for (const name of missing)
    await rename(join(from, name), join(to, name)).catch((error: unknown) => {
      // Another window moved it.
      if (!isMissing(error)) throw error;
    });
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}
