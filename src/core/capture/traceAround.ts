import { allFormats } from './captureFailure';
import { OutputUnwrapping } from './unwrap/outputUnwrapping';
import { stripWithOffsets } from './unwrap/terminalText';
import { TraceScanner } from './scan/traceScanner';

/** The UTF-16 units around the cursor that are searched for a trace. */
const reach = 256 * 1024;

/** Offsets in a text; `end` is after the last character. */
export interface TextRange {
  start: number;
  end: number;
}

/**
 * The trace around a place in a text, with its message; if it is part of a failed test's report, the whole report.
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
  // The innermost of each kind: of nested reports, and of the traces in the report.
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
