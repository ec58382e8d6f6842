import { repeatedBaseline } from '../baseline';
import { compareFailures } from '../compareFailures';
import type { Baseline, Run } from '../experiment';
import type { FailureTarget } from '../failureOf';
import { MOST_PAIRS, TELLING_PAIRS, type RunCounts } from './luck';

/** What runs with and without a change in turn have shown. */
export interface ToldApart {
  /**
   * `apart`: it never failed with the change, and that is no luck. `steady`: it never wavered, in the runs asked for. `recurs`: it failed with the change. `undecided`: too few runs failed without it. `unclear`: a run without it ended otherwise.
   */
  end: 'apart' | 'steady' | 'recurs' | 'undecided' | 'unclear';
  /** Runs without the change after the first one. */
  failed: number;
  passed: number;
  /** For `unclear`. */
  baseline?: Baseline;
}

/**
 * Runs a command with and without a change in turn until luck is out of the question. One run with the change was made, and passed.
 * @param passed runs without the change that passed before a first one failed
 * @param change makes a run with the change; true if the failure is gone in it
 * @param unchanged makes a run without it
 * @param steady the runs that will do for a failure that never wavers
 * @param mostPairs after which one that wavers stays undecided
 */
export async function tellApart(
  target: FailureTarget,
  passed: number,
  change: () => Promise<boolean>,
  unchanged: () => Promise<Run>,
  steady: RunCounts,
  mostPairs = MOST_PAIRS,
): Promise<ToldApart> {
  const told: ToldApart = { end: 'undecided', failed: 1, passed };
  let changed = 1;
  let telling = 0;
  const ended = (end: ToldApart['end'], baseline?: Baseline): ToldApart => ({ ...told, end, baseline });
  for (let pairs = 1; pairs <= mostPairs; pairs++) {
    if (told.passed === 0 && told.failed >= steady.without && changed >= steady.with) return ended('steady');
    const run = await unchanged();
    const baseline = repeatedBaseline(target, run);
    if (baseline.outcome === 'fails') {
      told.failed += 1;
      telling += 1;
    } else if (compareFailures(target, run).outcome === 'gone') told.passed += 1;
    else return ended('unclear', baseline);
    if (told.passed > 0 && telling >= TELLING_PAIRS) return ended('apart');
    if (!(await change())) return ended('recurs');
    changed += 1;
  }
  return ended('undecided');
}

/** "Without the patch the command failed in 3 of 5 runs": the one that showed the failure is not counted. */
export function waveringWords({ failed, passed }: ToldApart): string {
  return `Without the patch the command failed in ${failed} of ${failed + passed} runs`;
}
