import type { FailureEvidence } from '../../context/failureEvidence';
import { runTest } from '../../interpret/failingTest';
import type { FaultOnPath } from '../../suspects/explain/faults/faultsOnPath';
import { knownOf } from '../../suspects/knownFaults';
import type { Ranking } from '../../suspects/ranking';
import { applyEdits } from '../../syntax/edits/codeEdit';
import { withTexts, type RehearsalPorts, type Reproduction } from './rehearsal';

/** Known faults that are tried, the most probable first. */
const MOST_TRIED = 4;

/**
 * The known faults on a failure's path whose fix changes nothing of it: it ends in the same lines with the same values. They are mistakes, at
 * most, but not the one that made the failure.
 */
export async function refutedFaults(
  evidence: FailureEvidence,
  ranking: Ranking,
  { program, place, run }: Reproduction,
  parse: RehearsalPorts['parse'],
): Promise<Set<FaultOnPath>> {
  const refuted = new Set<FaultOnPath>();
  const before = JSON.stringify(run.ended);
  for (const fault of knownOf(evidence, ranking).faults.slice(0, MOST_TRIED)) {
    const { fix, file } = fault;
    const own = program.files.find((each) => each.file === file.file);
    if (!fix || own?.text !== file.text) continue;
    const text = applyEdits(
      file.text,
      fix.toSorted((a, b) => a.start - b.start),
    );
    const changed = await withTexts(program, new Map([[file.file, text]]), parse);
    const test = changed?.files.find((each) => each.file === place.file.file);
    if (changed && test && JSON.stringify(runTest(changed, test, place.line).ended) === before) refuted.add(fault);
  }
  return refuted;
}
