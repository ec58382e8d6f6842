import { compareFailures } from '../compareFailures';
import type { FailureTarget } from '../failureOf';
import type { Isolated } from '../isolate';
import type { Progress } from '../laboratory';
import { calledByTest, symptomSigns, type SymptomSign } from '../symptomSigns';
import type { Fix } from './fix';
import { otherFallback } from './otherFallback';

/** The number of files with signs of a symptom to leave out in further runs. */
const MOST_SIGNS = 4;

/**
 * Signs of a symptom in the part that makes the test pass: it still passes without the files of the other signs. A value that stands in for
 * a missing one is no sign where the test fails with another one.
 * @param placed the failure with the workspace's own names and lines for its frames
 * @param asserts the failing test fails if it expects another value
 */
export async function signsThatCount(
  { lab, isolation }: Pick<Isolated, 'lab' | 'isolation'>,
  target: FailureTarget,
  placed: FailureTarget,
  fix: Fix,
  asserts: boolean,
  progress: Progress,
): Promise<SymptomSign[]> {
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
  const counting: SymptomSign[] = [];
  for (const sign of signs) if (!idle.has(sign.path) && !(sign.guards && (await looksAtFallback(sign.path)))) counting.push(sign);
  return counting;

  /** The failing test fails if another value stands in for the missing one, so it says that this value is right. */
  async function looksAtFallback(path: string): Promise<boolean> {
    if (target.test === undefined && !asserts) return false;
    const patch = fix.patches.find((each) => each.path === path);
    const edit = fix.edits.find(({ file }) => lab.nameOf(file) === path);
    const other = patch && edit && otherFallback(patch, edit);
    if (!other) return false;
    progress('making sure that a test looks at the value that stands in');
    const { outcome } = compareFailures(target, await lab.run([...fix.edits.filter((each) => each !== edit), other], isolation));
    return outcome === 'moved' || outcome === 'other' || outcome === 'same';
  }
}
