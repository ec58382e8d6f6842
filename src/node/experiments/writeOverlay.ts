import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { Edit } from '../../core/experiments/experiment';
import { diskProblem } from './runFolder';

/**
 * Writes the texts of edited files and the index in which preloads find them. Each file is listed under its own and its real path.
 * @returns absolute path of the same index as Go's `-overlay` takes it
 */
export async function writeOverlay(folder: string, edits: readonly Edit[]): Promise<string> {
  const index: Record<string, string | null> = {};
  try {
    await mkdir(folder, { recursive: true });
    for (const [at, { file, text }] of edits.entries()) {
      // The file extension stays: programs depend on it.
      const copy = text === undefined ? null : join(folder, `${at}-${basename(file, extname(file)).slice(0, 60)}${extname(file)}`);
      if (copy !== null) await writeFile(copy, text ?? '');
      for (const path of new Set([file, await realPathOf(file)])) index[path] = copy;
    }
    await writeFile(join(folder, 'index.json'), JSON.stringify(index));
    const forGo = join(folder, 'go.json');
    await writeFile(
      forGo,
      JSON.stringify({ Replace: Object.fromEntries(Object.entries(index).map(([file, copy]) => [file, copy ?? ''])) }),
    );
    return forGo;
  } catch (error) {
    throw diskProblem(error, folder);
  }
}

/** The real path of a file that may not exist yet. */
async function realPathOf(file: string): Promise<string> {
  return realpath(file).catch(() =>
    realpath(dirname(file)).then(
      (folder) => join(folder, basename(file)),
      () => file,
    ),
  );
}
