import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readText } from './readText';

/** Callbacks of a walk; paths are relative to its start. */
export interface WalkRules {
  ignores(path: string): boolean;
  ignoresFolder(path: string): boolean;
  /** Called with a folder's `.gitignore` before its other entries are judged; absent if these files do not count. */
  addGitignore?(folder: string, text: string): void;
}

export interface WalkLimits {
  files: number;
  folders?: number;
}

/**
 * Breadth first, folders of one level in parallel; links to folders are not followed, so there are no cycles.
 * @param from folders relative to the root to start in, `''` for the root itself
 * @returns paths relative to the root, and whether the walk stayed within its limits
 */
export async function walkFolders(
  root: string,
  from: readonly string[],
  rules: WalkRules,
  { files: mostFiles, folders: mostFolders = Infinity }: WalkLimits,
  signal?: AbortSignal,
): Promise<{ files: string[]; complete: boolean }> {
  const files: string[] = [];
  let read = 0;
  let level = [...from];
  const room = (): boolean => files.length < mostFiles && read < mostFolders;
  while (level.length && room()) {
    const next: string[] = [];
    for (let at = 0; at < level.length && room(); at += 64) {
      signal?.throwIfAborted();
      const found = await Promise.all(level.slice(at, at + 64).map((folder) => readFolder(root, folder, rules)));
      read += found.length;
      for (const each of found) {
        files.push(...each.files);
        next.push(...each.folders);
      }
    }
    level = next;
  }
  return { files: files.slice(0, mostFiles), complete: room() };
}

async function readFolder(root: string, folder: string, rules: WalkRules): Promise<{ files: string[]; folders: string[] }> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  if (rules.addGitignore && entries.some((entry) => entry.name === '.gitignore')) {
    rules.addGitignore(folder, (await readText(join(root, folder, '.gitignore'))) ?? '');
  }
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of entries) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) {
      if (!rules.ignoresFolder(path)) folders.push(path);
    } else if (!rules.ignores(path)) {
      if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(join(root, path))))) files.push(path);
    }
  }
  return { files, folders };
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
