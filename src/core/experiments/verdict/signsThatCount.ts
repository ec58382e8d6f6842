import { compareFailures } from '../compareFailures';
import type { FailureTarget } from '../failureOf';
import type { Isolated } from '../isolate';
import type { Progress } from '../laboratory';
import { calledByTest, symptomSigns } from '../symptomSigns';
import type { Fix } from './fix';

/** The number of files with signs of a symptom to leave out in further runs. */
const MOST_SIGNS = 4;

/**
 * Signs of a symptom in the part that makes the test pass: it still passes without the files of the other signs.
 * @param placed the failure with the workspace's own names and lines for its frames
 */
export async function signsThatCount(
  { lab, isolation }: Pick<Isolated, 'lab' | 'isolation'>,
  target: FailureTarget,
  placed: FailureTarget,
  fix: Fix,
  progress: Progress,
): Promise<ReturnType<typeof symptomSigns>> {
  const given = calledByTest(placed) && !(await fix.madeByOwnCode?.(placed));
  const signs = symptomSigns(fix.patches, placed, given);
  const paths = [...new Set(signs.map(({ path }) => path))].slice(0, MOST_SIGNS);
  const idle = new Set<string>();
  for (const path of paths) {
    const kept = fix.edits.filter(({ file }) => !idle.has(lab.nameOf(file)));
    const edits = kept.filter(({ file }) => lab.nameOf(file) !== path);
    if (edits.length === 0 || edits.length === kept.length) continue;
    progress(`running it without the change of ${path}`);
    if (compareFailures(target, await lab.run(edits, isolation)).outcome === 'gone') idle.add(path);
  }
  return signs.filter(({ path }) => !idle.has(path));
}
