import type { LineRange } from '../../workspace/lineRange';
import { shortExpression } from '../shortExpression';
import type { AssertedTexts } from './assertedValue';

/** Shorter parts are written everywhere. */
const SHORTEST = 4;

/** A line of code that writes out a part of a value. */
export interface WrittenPart {
  /** 1-based. */
  line: number;
  text: string;
}

/**
 * The only line of a function on which a text with a wrong part of the asserted value is written out, next to other parts of it. A text that
 * is the whole value may be right by itself and chosen wrongly.
 * @param lines of the function's file
 */
export function writtenPart(
  { own, raw }: Pick<AssertedTexts, 'own' | 'raw'>,
  lines: readonly string[],
  { startLine, endLine }: LineRange,
): WrittenPart | undefined {
  const wrong = own.filter((part) => part.trim().length >= SHORTEST);
  const found: WrittenPart[] = [];
  for (let line = startLine; line <= endLine && wrong.length; line++) {
    const text = (lines[line - 1] ?? '').slice(0, 2000);
    if (!wrong.some((part) => isQuoted(text, part))) continue;
    if (QUOTES.some((quote) => text.includes(quote + raw.actual + quote))) return undefined;
    found.push({ line, text: shortExpression(text.trim()) });
  }
  return found.length === 1 ? found[0] : undefined;
}

const QUOTES = ['"', "'", '`'];

/** Between quotes, as far as a line alone tells: a quote in a pattern has no other side. */
function isQuoted(line: string, part: string): boolean {
  const at = line.indexOf(part);
  const [before, after] = [line.slice(0, at), line.slice(at + part.length)];
  return at >= 0 && QUOTES.some((quote) => before.includes(quote) && after.includes(quote));
}
