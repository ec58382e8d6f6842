import { stat } from 'node:fs/promises';
import { nameOf } from '../../core/workspace/fileIndex';
import { toAbsolute } from '../../core/workspace/workspacePaths';

/** ms: the coarsest time of a change that a disk keeps (FAT). */
const COARSE = 2_000;

/**
 * Whether a file was added to or removed from a folder that holds listed files, or a listed `.gitignore` has changed. A folder without a
 * listed file at any depth is not looked at.
 * @param roots absolute folders of the workspace
 * @param files workspace-relative
 * @param since ms since the epoch
 */
export async function foldersChanged(roots: readonly string[], files: readonly string[], since: number): Promise<boolean> {
  const ignoring = files.filter((file) => nameOf(file) === '.gitignore');
  const below = [...foldersAbove(files), ...ignoring].flatMap((name) => toAbsolute(roots, name) ?? []);
  // The time of a change cannot be set, other than that of the contents.
  const changes = await Promise.all(
    [...roots, ...below].map((place) =>
      stat(place).then(
        ({ ctimeMs }) => ctimeMs > since - COARSE,
        () => true,
      ),
    ),
  );
  return changes.includes(true);
}

/** Every folder that holds one of the files, at any depth. */
function foldersAbove(files: readonly string[]): Set<string> {
  const folders = new Set<string>();
  for (const file of files) {
    let end = file.lastIndexOf('/');
    while (end > 0 && !folders.has(file.slice(0, end))) {
      folders.add(file.slice(0, end));
      end = file.lastIndexOf('/', end - 1);
    }
  }
  return folders;
}
