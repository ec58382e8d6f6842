import { compareFailures } from '../compareFailures';
import { ExperimentProblem, type Edit, type Isolation, type Run } from '../experiment';
import { errorLine } from '../errorLine';
import { allFailures, type FailureTarget } from '../failureOf';
import type { Laboratory } from '../laboratory';
import { sameTest } from '../testNames';
import { unresolvedReason } from '../unresolvedReason';

/** What to do about a command that is flaky. */
export const STABLE_FIRST = 'Make its tests stable, or name one that is, then run this again.';

/** The last run with a fix, in the person's own environment. */
export interface BareResult {
  /** It passed. */
  passed?: Run;
  /** Why its passing elsewhere proves nothing; a sentence. */
  problem?: string;
  /** Why it was not made, or shows nothing; a sentence. */
  unchecked?: string;
}

/**
 * Runs the whole command with a fix and nothing of ours: neither preloads nor variables, which the fix may have noticed.
 * @param ours a run with the fix in which the failure is gone
 * @param look files whose hashes are wanted
 */
export async function bareRun(
  lab: Laboratory,
  edits: readonly Edit[],
  isolation: Isolation,
  target: FailureTarget,
  ours: Run,
  look: readonly string[],
): Promise<BareResult> {
  let why = '';
  for (const way of [isolation, ...lab.isolations.filter((each) => each !== isolation && each !== 'inPlace')]) {
    try {
      const run = await lab.run(edits, way, { bare: true, look });
      const problem = problemOf(run, target, ours);
      if (problem === undefined) return { passed: run };
      // Another way of isolation may itself keep the command from passing.
      const same = way === isolation || compareFailures(target, await lab.run(edits, way)).outcome === 'gone';
      const unclear = run.cancelled || run.timedOut || run.startProblem !== undefined || run.takenPort !== undefined;
      if (same && !unclear) return { problem: (await wavers(way)) ? waveringSentence(run) : problem };
      why = unresolvedReason(run) ?? 'there it fails with them, too.';
    } catch (error) {
      if (!(error instanceof ExperimentProblem)) throw error;
      why = error.message;
    }
  }
  return { unchecked: `Whether it passes in your own environment, without anything of these runs in it, was not checked: ${why}` };

  /** By luck, and not by where it runs: once more there, or here. */
  async function wavers(way: Isolation): Promise<boolean> {
    const again = await lab.run(edits, way, { bare: true, look });
    if (problemOf(again, target, ours) === undefined) return true;
    const here = await lab.run(edits, way);
    return here.exit !== ours.exit || compareFailures(target, here).outcome !== 'gone';
  }
}

function waveringSentence(run: Run): string {
  return `With the patch, the command passes at times and fails at times: ${errorLine(run)}. ${STABLE_FIRST}`;
}

/** Judged by output and exit code alone, as nothing of ours recorded the tests. */
function problemOf(run: Run, target: FailureTarget, ours: Run): string | undefined {
  const failures = allFailures(run.report);
  const own = target.test === undefined ? failures : failures.filter(({ test }) => sameTest(test, target.test));
  const fewer = run.tests !== undefined && ours.tests !== undefined && run.tests.ran < ours.tests.ran;
  const fails = run.exit === 0 ? own.length > 0 : ours.exit === 0 || own.length > 0;
  const differs = 'With the patch, the command passes only in the environment of these runs';
  if (fails) return `${differs}: in your own it fails with ${errorLine(run)}.`;
  return fewer ? `${differs}: in your own it runs ${run.tests?.ran ?? 0} tests instead of ${ours.tests?.ran ?? 0}.` : undefined;
}
