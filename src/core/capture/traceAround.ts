import { parseFailure } from './captureFailure';

/** Lines above and below the cursor that are looked at. */
const REACH = 400;
/** Blank or unrelated lines that a trace may have inside. */
const LONGEST_GAP = 3;

/**
 * The trace that surrounds a place in a text, as offsets (UTF-16 units, end exclusive); undefined where there is none.
 * Grows from the line at the offset over the lines that belong to the same failure.
 */
export function traceAround(text: string, offset: number): { start: number; end: number } | undefined {
  const starts = lineStarts(text);
  const at = lineAt(starts, Math.min(Math.max(offset, 0), text.length));
  const first = Math.max(0, at - REACH);
  const last = Math.min(starts.length - 1, at + REACH);
  const lines = starts.slice(first, last + 1).map((start, index) => text.slice(start, starts[first + index + 1] ?? text.length));

  // Lines that a parsed error of the neighbourhood accounts for: its frames and its messages.
  const { errors } = parseFailure(lines.join(''));
  const known = new Set(
    errors.flatMap(({ type, message, frames }) => [
      ...frames.flatMap(({ raw }) => raw.split('\n').map((line) => line.trim())),
      ...message.split('\n').map((line) => line.trim()),
      [type, message.split('\n')[0]].filter(Boolean).join(': ').trim(),
    ]),
  );
  known.delete('');
  const phrases = [...known].filter((line) => line.length >= 6);
  const belongs = (line: string | undefined): boolean => {
    const own = line?.trim();
    return !!own && (known.has(own) || phrases.some((phrase) => own.includes(phrase)));
  };

  const cursor = at - first;
  let anchor: number | undefined;
  for (let distance = 0; distance <= LONGEST_GAP && anchor === undefined; distance += 1) {
    anchor = [cursor - distance, cursor + distance].find((line) => belongs(lines[line]));
  }
  if (anchor === undefined) return undefined;
  const top = grow(lines, anchor, -1, belongs);
  const bottom = grow(lines, anchor, 1, belongs);
  const start = starts[first + top] ?? 0;
  const end = (starts[first + bottom] ?? 0) + (lines[bottom]?.replace(/\r?\n$/, '').length ?? 0);
  return { start, end };
}

function grow(lines: string[], from: number, step: 1 | -1, belongs: (line: string | undefined) => boolean): number {
  let edge = from;
  let gap = 0;
  for (let line = from + step; line >= 0 && line < lines.length && gap <= LONGEST_GAP; line += step) {
    if (belongs(lines[line])) {
      edge = line;
      gap = 0;
    } else {
      gap += 1;
    }
  }
  return edge;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
