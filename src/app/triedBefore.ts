import { matchesFailedDiff } from '../core/hypotheses/normaliseDiff';
import type { Try } from '../core/investigation/investigation';

/** The last time that the same change was tried without success, whatever its white space and the places of its hunks. */
export function triedBefore(diff: string, tries: readonly Try[]): Try | undefined {
  return tries.findLast((each) => !each.worked && each.diff !== undefined && matchesFailedDiff(diff, [each.diff]));
}

/**
 * "fails the same, 2 of 2, 29 Nov 14:02": the first line of a try's result, and when that was.
 * @param told says it in another language
 */
export function triedSentence({ result, at }: Pick<Try, 'result' | 'at'>, told = (english: string): string => english): string {
  const [said = ''] = result.split('\n', 1);
  return `${told(said.replace(OUTSIDE, '').replace(/[.;]$/, ''))}, ${told(dayAndMinute(new Date(at)))}`;
}

/** Before the result of a command that was run outside of the panel. */
export const OUTSIDE = 'on the command line: ';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "29 Nov 14:02" in the time of this machine. */
function dayAndMinute(date: Date): string {
  const [hours, minutes] = [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0'));
  return `${date.getDate()} ${MONTHS[date.getMonth()]} ${hours}:${minutes}`;
}
