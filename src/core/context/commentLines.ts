import { lineCommentOf } from '../workspace/languages';
import type { SyntaxFile } from '../syntax/syntax';
import type { LineRange } from './failureEvidence';

/** A comment of this many lines mostly repeats the code; shorter ones often give a reason and stay. */
const LONG_COMMENT = 4;

/** Comment lines by their start; any of these for an unknown language. */
const COMMENT_LINE: Record<string, RegExp> = { '//': /^\s*\/\//, '#': /^\s*#/, '--': /^\s*--/ };
const ANY_COMMENT_LINE = /^\s*(?:#|\/\/|--)/;

/**
 * The lines of long comments and docstrings in a range, except the first line of each, which mostly sums up the rest. Based on the text, so
 * it also works for a part of a file.
 */
export function commentLines(source: SyntaxFile, { startLine, endLine }: LineRange): Set<number> {
  const found = new Set<number>();
  const sign = lineCommentOf(source.language);
  const line = COMMENT_LINE[sign ?? ''] ?? ANY_COMMENT_LINE;
  const blocks = sign === '//';
  for (let at = startLine; at <= endLine; at++) {
    const text = source.lines[at - 1] ?? '';
    let last: number | undefined;
    if (line.test(text)) last = lastOfRun(source, at, endLine, line);
    else if (blocks && /^\s*\/\*/.test(text)) last = lastOfBlock(source, at, endLine, /\*\//, text.indexOf('/*') + 2);
    else if (source.language === 'python') last = lastOfDocstring(source, at, endLine, text);
    if (last === undefined) continue;
    if (last - at + 1 >= LONG_COMMENT) for (let each = at + 1; each < last; each++) found.add(each);
    at = last;
  }
  return found;
}

function lastOfRun(source: SyntaxFile, from: number, end: number, line: RegExp): number {
  let last = from;
  while (last < end && line.test(source.lines[last] ?? '')) last++;
  return last;
}

/** Undefined where code follows the end on its line. */
function lastOfBlock(source: SyntaxFile, from: number, end: number, closes: RegExp, column: number): number | undefined {
  for (let at = from; at <= end; at++) {
    const text = source.lines[at - 1] ?? '';
    const rest = at === from ? text.slice(column) : text;
    const match = closes.exec(rest);
    if (match) return rest.slice(match.index + match[0].length).trim() ? undefined : at;
  }
  return undefined;
}

/** A string that stands alone as a statement: three quotes at the start of a line, unless it is an argument on separate lines. */
function lastOfDocstring(source: SyntaxFile, at: number, end: number, text: string): number | undefined {
  const match = /^\s*[rRuU]?("""|''')/.exec(text);
  const before = previousCode(source, at);
  if (!match || !/:\s*(?:#[^]*)?$/.test(before)) return undefined;
  return lastOfBlock(source, at, end, match[1] === '"""' ? /"""/ : /'''/, match[0].length);
}

function previousCode(source: SyntaxFile, line: number): string {
  for (let at = line - 1; at > 0; at--) {
    const text = source.lines[at - 1] ?? '';
    if (text.trim()) return text;
  }
  return '';
}
