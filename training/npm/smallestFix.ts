import { type Hunk, hunksByFile } from './hunks';
import { minimizeHunks } from './minimizeHunks';

/**
 * First which files, then which changes in them.
 * @param changes together they are known to mend the failure
 * @param mostRuns of the test, to find the changes in files that are known
 * @returns undefined where it took too many runs
 */
export async function smallestFix(
  changes: readonly Hunk[],
  mends: (part: readonly Hunk[]) => Promise<boolean>,
  mostRuns = 80,
): Promise<Hunk[] | undefined> {
  const files = [...hunksByFile(changes).values()];
  const needed = await minimizeHunks(files, (part) => mends(part.flat()), mostRuns / 2);
  return needed && minimizeHunks(needed.flat(), mends, mostRuns);
}
