import type { Hypothesis } from '../../hypothesis';
import { parseDiff } from '../../hypotheses/parseDiff';
import type { Repair } from './chosenRepairs';
import type { RepairVerdict } from './repairFailure';

/** The confidence for a passing change: most such changes are not what a person would write, and those that hide the failure rarely are. */
const PASSES = 0.4;
const HIDES = 0.15;

/** Passing changes as hypotheses with the change as their fix. They claim that the command passes, not that it is fixed. */
export function repairHypotheses({ candidates }: RepairVerdict): Hypothesis[] {
  return candidates.map((repair) => ({
    id: 'repair',
    title: titleOf(repair),
    rootCause: repair.note,
    evidence: [
      {
        file: repair.file,
        line: repair.line,
        why: repair.symptom ? 'with this line changed the failure is hidden' : 'with this line changed it passes',
        verified: true,
      },
    ],
    confidence: repair.symptom ? HIDES : PASSES,
    check: 'Read the change: is it what the code is meant to do? If not, a test that says so would fail with it.',
    fix: {
      diff: repair.diff,
      risks: [],
      ...(repair.symptom && { addresses: 'symptom' as const }),
      files: [{ file: repair.file, ...changedCount(repair) }],
      applies: true,
    },
    source: 'experiment',
    guess: false,
    warnings: [],
  }));
}

function titleOf({ file, line, function: name, symptom }: Repair): string {
  const place = `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
  const where = name ? `in \`${name}\` (${place})` : `at ${place}`;
  return symptom ? `A small change ${where} makes it pass by hiding the failure` : `With a small change ${where} it passes`;
}

function changedCount({ diff }: Repair): { added: number; removed: number } {
  const lines = parseDiff(diff).flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines));
  return { added: lines.filter((line) => line.startsWith('+')).length, removed: lines.filter((line) => line.startsWith('-')).length };
}
