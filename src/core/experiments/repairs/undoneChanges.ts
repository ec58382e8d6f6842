import type { RecentChange } from '../../context/failureEvidence';
import { isTestFile } from '../../context/testCode';
import { applyDiff, DiffProblem } from '../../hypotheses/applyDiff';
import { reversedHunk } from '../../hypotheses/reversedDiff';
import { changesTogether } from '../changesTogether';
import type { TestPlace } from './reproduction';

/** Recent changes that are undone one after another. */
const MOST_UNDONE = 12;

/** A program before a recent change. */
export interface UndoneChange {
  /** The change, and those that it does not fit together without. */
  changes: [RecentChange, ...RecentChange[]];
  /** The files that it is in, without it, by workspace-relative name. */
  texts: ReadonlyMap<string, string>;
}

/**
 * A program without each of its recent changes, those of the call chain first. Changes of tests and of the lines that fail, new files, and what
 * no longer fits the code are left out.
 * @param failing where the failure is begun, and what it says of the file
 * @param textOf a file of the program as it is now
 */
export async function undoneChanges(
  changes: readonly RecentChange[],
  failing: TestPlace,
  textOf: (file: string) => string | undefined,
): Promise<UndoneChange[]> {
  // Without the lines that fail nothing fails.
  const fails = ({ file, startLine, endLine }: RecentChange): boolean =>
    file === failing.file.file && failing.lines.some((line) => startLine <= line && line <= endLine);
  const own = changes.filter((each) => !each.deleted && !isTestFile(each.file) && textOf(each.file) !== undefined && !fails(each));
  const inOrder = own.toSorted((a, b) => Number(b.suspect) - Number(a.suspect)).slice(0, MOST_UNDONE);
  const undone = await Promise.all(
    inOrder.map(async (change): Promise<UndoneChange[]> => {
      const together = [change, ...changesTogether(changes, change).filter((other) => other !== change)] as const;
      const texts = await textsWithout(together, textOf);
      return texts && [...texts.values()].every((text) => text.trim()) ? [{ changes: [...together], texts }] : [];
    }),
  );
  return undone.flat();
}

async function textsWithout(
  changes: readonly RecentChange[],
  textOf: (file: string) => string | undefined,
): Promise<Map<string, string> | undefined> {
  const texts = new Map<string, string>();
  const read = (file: string): Promise<string | undefined> => Promise.resolve(texts.get(file) ?? textOf(file));
  const reader = { read, list: () => Promise.resolve([]), modified: () => Promise.resolve(undefined), roots: [] };
  try {
    // From the end of a file to its beginning, so that the lines of the others stay where they are.
    for (const { file, diff } of changes.toSorted((a, b) => b.startLine - a.startLine)) {
      for (const [name, text] of Object.entries(await applyDiff(reversedHunk(file, diff), reader))) texts.set(name, text);
    }
  } catch (error) {
    if (error instanceof DiffProblem) return undefined;
    throw error;
  }
  return texts;
}
