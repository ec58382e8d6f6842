import { createTwoFilesPatch } from 'diff';
import type { RunnableBug } from '../../realBugs/runnableBug';
import { triedBefore } from '../../src/app/triedBefore';

export interface RepeatCounts {
  repeated: number;
  recognised: number;
  others: number;
  /** Other fixes that are taken for the failed one. */
  mistaken: number;
}

/** A fix that failed, written again with other context, lines and blanks, and other fixes of the same file. */
export function judgeRepeats({ files }: RunnableBug): RepeatCounts {
  const counts: RepeatCounts = { repeated: 0, recognised: 0, others: 0, mistaken: 0 };
  for (const [file, { before = '', after }] of files) {
    // A change of blanks alone has no effect to recognise.
    if (before.trim() === after.trim()) continue;
    const diffOf = (from: string, to: string, context: number): string =>
      createTwoFilesPatch(`a/${file}`, `b/${file}`, from, to, undefined, undefined, { context });
    const failed = diffOf(before, after, 3);
    const tries = [{ title: 'A fix', hypothesis: '', worked: false, result: '', id: '1', at: '2026-01-01T00:00:00Z', diff: failed }];
    const isKnown = (diff: string): boolean => triedBefore(diff, tries) !== undefined;
    const moved = ['', '', ''].join('\n');
    const again = [
      diffOf(before, after, 0),
      diffOf(`${moved}${before}`, `${moved}${after}`, 3),
      failed.replace(/^([+-])([^+-].*)$/gm, (_, sign: string, text: string) => `${sign}${text.replace(/(?<=\S) (?=\S)/g, '  ')}`),
    ];
    const others = [diffOf(before, `${after}\nother();\n`, 3), diffOf(before, `${before}\nother();\n`, 3), diffOf(after, before, 3)];
    counts.repeated += again.length;
    counts.recognised += again.filter(isKnown).length;
    counts.others += others.length;
    counts.mistaken += others.filter(isKnown).length;
  }
  return counts;
}
