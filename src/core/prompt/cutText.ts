import type { TokenCounter } from '../ports';

/** Minimum average characters of a token; a first bound, so that huge texts are not counted whole. */
const CHARS_PER_TOKEN = 6;

/**
 * Cuts the middle out of a text to fit a number of tokens, because both ends matter most: between lines, unless a line is most of an end.
 * Returns a fitting text unchanged.
 * @param most tokens, the mark of the cut included
 */
export function cutText(text: string, most: number, tokens: TokenCounter): string {
  if (text.length <= most || tokens.count(text) <= most) return text;
  let chars = Math.min(text.length, most * CHARS_PER_TOKEN);
  for (;;) {
    const start = endOfLines(text, Math.ceil(chars * 0.7));
    const end = startOfLines(text, text.length - Math.floor(chars * 0.3));
    const cut = `${text.slice(0, start)}\n${markOf(text, start, end)}\n${text.slice(end)}`;
    if (chars < 8 || tokens.count(cut) <= most) return chars < 8 ? '…' : cut;
    chars = Math.floor(chars * 0.8);
  }
}

/** Where the last whole line before a place ends; the place itself inside a line that is most of what comes before. */
function endOfLines(text: string, place: number): number {
  const end = text.lastIndexOf('\n', place);
  return end >= place / 2 ? end : place;
}

/** Where the first whole line from a place on begins; the place itself inside a line that is most of what comes after. */
function startOfLines(text: string, place: number): number {
  const start = text.indexOf('\n', place - 1) + 1;
  return start > 0 && text.length - start >= (text.length - place) / 2 ? start : place;
}

function markOf(text: string, start: number, end: number): string {
  const out = text.slice(start, end);
  if (!out.startsWith('\n') || !out.endsWith('\n')) return `… ${out.length} characters left out …`;
  const lines = out.split('\n').length - 2;
  return `… ${lines} ${lines === 1 ? 'line' : 'lines'} left out …`;
}
