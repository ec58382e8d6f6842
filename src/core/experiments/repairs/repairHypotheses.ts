import type { Hypothesis } from '../../hypothesis';
import { parseDiff } from '../../hypotheses/parseDiff';
import type { Repair } from './chosenRepairs';
import type { RepairVerdict } from './repairFailure';

/** The confidence for a passing change: most such changes are not what a person would write, and those that hide the failure rarely are. */
const PASSES = 0.4;
const UNPROVEN = 0.2;
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
        why: whyOf(repair),
        verified: true,
      },
    ],
    confidence: repair.symptom ? HIDES : repair.unproven ? UNPROVEN : PASSES,
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
    ...(repair.unproven && { unproven: true as const }),
  }));
}

function whyOf({ symptom, unproven }: Repair): string {
  if (unproven) return 'with this line changed it ends without an error';
  return symptom ? 'with this line changed it passes, which may hide the failure' : 'with this line changed it passes';
}

function titleOf({ file, line, function: name, symptom, unproven }: Repair): string {
  const place = `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
  const where = name ? `in \`${name}\` (${place})` : `at ${place}`;
  if (unproven) return `With a small change ${where} it ends without an error: unproven`;
  return symptom ? `A small change ${where} makes it pass and may hide the failure` : `With a small change ${where} it passes`;
}

function changedCount({ diff }: Repair): { added: number; removed: number } {
  const lines = parseDiff(diff).flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines));
  return { added: lines.filter((line) => line.startsWith('+')).length, removed: lines.filter((line) => line.startsWith('-')).length };
}
