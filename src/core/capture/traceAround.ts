import { allFormats } from './captureFailure';
import { OutputUnwrapping } from './unwrap/outputUnwrapping';
import { stripWithOffsets } from './unwrap/terminalText';
import { TraceScanner } from './scan/traceScanner';

/** How far around the cursor a trace is looked for, UTF-16 units. */
const reach = 256 * 1024;

/** Offsets in a text; `end` is behind the last character. */
export interface TextRange {
  start: number;
  end: number;
}

/**
 * The trace around a place in a text, with its message; where it stands in the report of a failed test, that whole report.
 * @param offset in UTF-16 units, e.g. of the cursor
 */
export function traceAround(text: string, offset: number): TextRange | undefined {
  const from = offset <= reach ? 0 : text.indexOf('\n', offset - reach) + 1;
  const scanner = new TraceScanner(allFormats);
  const shown = stripWithOffsets(text.slice(from, offset + reach));
  const unwrapping = new OutputUnwrapping(true);
  scanner.push(unwrapping.push(shown.text) + unwrapping.end());
  scanner.end();
  const at = unwrapping.fromOriginal(shown.fromOriginal(offset - from));
  const ranges = [...scanner.failures, ...scanner.found].filter(({ start, end }) => start <= at && at <= end);
  // The innermost of each kind: a report within a report, a trace within the report.
  const range = ranges.sort((a, b) => a.end - a.start - (b.end - b.start))[0];
  const report = scanner.failures
    .filter(({ start, end }) => range && start <= range.start && end >= range.end)
    .sort((a, b) => b.start - a.start)[0];
  const found = report ?? range;
  return (
    found && {
      start: from + shown.toOriginal(unwrapping.toOriginal(found.start, 'start')),
      end: from + shown.toOriginal(unwrapping.toOriginal(found.end, 'end')),
    }
  );
}
