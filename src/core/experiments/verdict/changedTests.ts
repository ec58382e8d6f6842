import type { Edit, Run } from '../experiment';
import type { FailureTarget } from '../failureOf';

const MOST_FILES = 50;

/**
 * The files of tests to look at after each run, absolute; without those that the fix itself changes.
 * @param passed those that the failure passed through
 */
export function testFilesOf(target: FailureTarget, first: Run, edits: readonly Edit[], passed: readonly string[]): string[] {
  const edited = new Set(edits.map(({ file }) => file));
  const files = [...(target.testFile === undefined ? [] : [target.testFile]), ...passed, ...(first.tests?.files?.values() ?? [])];
  return [...new Set(files)].filter((file) => !edited.has(file)).slice(0, MOST_FILES);
}

/**
 * A file of tests that the runs with a fix have left otherwise than those without it, or have written as those did not; undefined if there
 * is none. A file that differs among the runs without it, too, is made anew by each.
 */
export function changedTestFile(files: readonly string[], without: readonly Run[], withFix: readonly Run[]): string | undefined {
  return files.find((file) => {
    const [usual, ...others] = without.flatMap(({ looked }) => (looked && file in looked ? [looked[file]] : []));
    if (usual === undefined || others.some((state) => state !== usual)) return false;
    return withFix.some(({ looked }) => looked && file in looked && looked[file] !== usual);
  });
}
