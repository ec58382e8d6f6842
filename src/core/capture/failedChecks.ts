import type { ErrorReport, Expectation } from './failureReport';
import { ownText } from './ownText';
import { expectationIn } from './runners/expectationIn';
import { cleanLine } from './unwrap/cleanLine';

/** How programs without a test framework begin the line of a check that failed. */
export const FAILED_MARK = /^(?:\[?(?:FAIL(?:ED|URE)?|NOT OK|MISMATCH|WRONG)\]?|[✗✘✖❌×])(?=[\s:–—-])[\s:–—-]{1,4}/i;
/** Without a mark: `total: expected 11, got 5`, `total: got 5, expected 11`. */
const UNMARKED =
  /^[^:]{1,200}: (?:(?:expected|wanted) .{1,2000}[,;]? (?:but )?(?:got|was|found)|(?:got|was|found) .{1,2000}[,;] (?:but )?(?:expected|wanted)) /i;
/** What only warns may speak of expected values, too. */
const WARNS = /\b(?:warn(?:ing)?|deprecat\w{1,5}|debug|info)\b/i;
/** A value below the line of the check: `expected: 11`. */
const LABELLED = /^\s+(?:expected|want(?:ed)?|got|actual|received|found)\s?[:=]/i;
const MOST_LABELLED = 2;
const MOST = 20;
const LONGEST = 2000;

/**
 * Checks that a program printed as failed, with the expected and the actual value, before it went on: `FAIL total: expected 11, got 5`.
 * Only for a text in which nothing else was found.
 * @param text the end of the input
 */
export function failedChecks(text: string): ErrorReport[] {
  const lines = text.split('\n').map((raw) => (raw.length > LONGEST ? '' : raw.trimEnd()));
  const found = lines.flatMap((line, at) => {
    // A mark may look like the prefix of a log.
    const said = [line.trim(), cleanLine(line, 0).text.trim()].find(
      (each) => FAILED_MARK.test(each) || (UNMARKED.test(each) && !WARNS.test(line)),
    );
    if (said === undefined) return [];
    const labelled = lines.slice(at + 1, at + 1 + MOST_LABELLED);
    const whole = labelled.length === MOST_LABELLED && labelled.every((each) => LABELLED.test(each)) ? [said, ...labelled] : [said];
    return expectationIn(whole.join('\n')) ? [whole.join('\n')] : [];
  });
  return [...new Set(found)]
    .slice(0, MOST)
    .map((message) => ({ type: '', message: ownText(message), language: 'unknown', role: 'thrown', frames: [] }));
}

/** What the first of these checks expected and got, as an expectation of the first error. */
export function checkedValues(text: string): Expectation[] {
  const values = failedChecks(text).flatMap(({ message }) => expectationIn(message) ?? [])[0];
  return values ? [{ ...values, error: 0 }] : [];
}
