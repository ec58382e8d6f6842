import { mkdir, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Edit } from '../../core/experiments/experiment';
import { inParallel } from '../inParallel';
import { realPathOf } from './realPathOf';
import { diskProblem } from './runFolder';

/** Files that are written at the same time. */
const AT_ONCE = 16;

/** Writes the texts of edited files and the index in which preloads find them. Each file is listed under its own and its real path. */
export async function writeOverlay(folder: string, edits: readonly Edit[]): Promise<void> {
  const index: Record<string, string | null> = {};
  try {
    await mkdir(folder, { recursive: true });
    await inParallel([...edits.entries()], AT_ONCE, async ([at, { file, text }]) => {
      // The file extension stays: programs depend on it.
      const copy = text === undefined ? null : join(folder, `${at}-${basename(file, extname(file)).slice(0, 60)}${extname(file)}`);
      if (copy !== null) await writeFile(copy, text!);
      for (const path of new Set([file, await realPathOf(file)])) index[path] = copy;
    });
    await writeFile(join(folder, 'index.json'), JSON.stringify(index));
  } catch (error) {
    throw diskProblem(error, folder);
  }
}
