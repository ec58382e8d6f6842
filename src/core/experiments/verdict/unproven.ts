import { stripTerminalSequences } from '../../capture/unwrap/terminalText';
import { errorLine } from '../errorLine';
import type { Run } from '../experiment';
import type { FailureTarget } from '../failureOf';

/** Lines shown of each output, and characters of one. */
const MOST_LINES = 4;
const LONGEST_LINE = 160;

/** An assertion that failed is a check, wherever it stands. */
const CHECKS = /Assert|ERR_ASSERTION|ExpectationFailed|ComparisonFailure/;

/**
 * Whether nothing tells what the program should do: an error ended it, no test did, and no assertion. That it ends without one proves
 * nothing then. A command that ends with an exit code of its own has judged something; code that does not build is judged by the compiler.
 */
export function isWithoutTests({ test, testsSeen, type, report, unbuilt }: FailureTarget, first: Run): boolean {
  if (test !== undefined || testsSeen || first.tests !== undefined || unbuilt !== undefined) return false;
  if (report.expectations.length > 0 || report.errors.some((error) => CHECKS.test(error.type))) return false;
  return !CHECKS.test(type) && (report.errors.length > 0 || first.signal !== undefined);
}

/**
 * What a program without tests prints with and without a change, for the person to judge: the first lines that differ.
 * @param subject the change: "the patch", "it"
 */
export function outputsCompared(without: Run, withChange: Run, subject = 'the patch'): string {
  const [whole, after] = [linesOf(without.output), linesOf(withChange.output)];
  const crash = whole.findIndex((line) => isCrash(line, without));
  const before = crash < 0 ? whole : whole.slice(0, crash);
  let same = 0;
  while (same < before.length && same < after.length && before[same] === after[same]) same++;
  const [was, now] = [before.slice(same), after.slice(same)];
  const more = same > 0 ? ' more' : '';
  const prints = now.length ? `prints ${quoted(now)}` : `prints nothing${more}`;
  const printed = was.length ? `printed ${quoted(was)} and ended` : `printed nothing${more} and ended`;
  return `Unproven: it ends without an error, but no test says what it should do. With ${subject} it ${prints}; without ${subject} it ${printed} with \`${errorLine(without)}\`.`;
}

/** The first line of an error's trace. */
function isCrash(line: string, { report }: Run): boolean {
  if (/^Traceback \(most|^Exception in thread|^panic: |^(?:\/|file:|[A-Za-z]:\\).{1,300}:\d{1,7}$/.test(line)) return true;
  return report.errors.some(({ message, frames }) => {
    const [first = ''] = message.split('\n', 1);
    return (first !== '' && line.includes(first)) || frames.some(({ raw }) => raw.trim() !== '' && line.includes(raw.trim()));
  });
}

function linesOf(output: string): string[] {
  const lines = stripTerminalSequences(output).split(/\r?\n/);
  return lines.map((line) => line.trimEnd()).filter(Boolean);
}

function quoted(lines: readonly string[]): string {
  const shown = lines.slice(0, MOST_LINES).map((line) => `\`${line.trim().slice(0, LONGEST_LINE).replaceAll('`', "'")}\``);
  const more = lines.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more ${more === 1 ? 'line' : 'lines'}` : ''}`;
}
