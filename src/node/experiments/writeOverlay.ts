import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Edit } from '../../core/experiments/experiment';
import { copyName, realPathOf, type KeptTexts } from './keptTexts';
import { diskProblem } from './runFolder';

/** Files that are written at the same time. */
const AT_ONCE = 16;

/**
 * Writes the texts of edited files and the index in which preloads find them. Each file is listed under its own and its real path.
 * @param kept where the texts of several runs are; without it they are written into the folder
 * @returns absolute path of the same index as Go's `-overlay` takes it
 */
export async function writeOverlay(folder: string, edits: readonly Edit[], kept?: KeptTexts): Promise<string> {
  const index: Record<string, string | null> = {};
  try {
    await mkdir(folder, { recursive: true });
    const write = async ({ file, text }: Edit, at: number): Promise<void> => {
      let copy: string | null = null;
      if (text !== undefined && kept) copy = await kept.copyOf(file, text);
      else if (text !== undefined) await writeFile((copy = join(folder, `${at}-${copyName(file)}`)), text);
      for (const path of new Set([file, await (kept ? kept.realPathOf(file) : realPathOf(file))])) index[path] = copy;
    };
    for (let at = 0; at < edits.length; at += AT_ONCE)
      await Promise.all(edits.slice(at, at + AT_ONCE).map((edit, inner) => write(edit, at + inner)));
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
