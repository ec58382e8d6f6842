import { isAnySecret, headOf } from './assignedSecret';
import { isPassword } from './looksSecret';
import { isWordPassword } from './wordPassword';
import type { AddFinding } from './finding';
import { readValue } from './readValue';
import { ANNOUNCED, ABOUT, CHOSEN } from './secretNames';

/** A name in one place and its value in the next: `name: X⏎ value: …`, `key="X" value="…"`, `"Key": "X", "Value": "…"`. */
const PAIRED =
  /[\w.-]{0,40}\\{0,3}["']?\]?(?:[\s,;{)]|\n[+-]){0,80}(?:>[ \t]{0,3})?(?:--)?\\{0,3}["']?(?:val|value|content|default|body|secret_?string)\\{0,3}["']?[ \t]{0,3}[:=][ \t]{0,3}(\\{0,3}["'`])?/iy;

/** The name and the value fill a whole part of a form. */
const MULTIPART = /[\w.-]{0,40}"(?:\r?\n[+-]?[ \t]{0,40}){2}([^\s"]{6,400})$/my;
export const PRINTED_PAIR = /\[([\w.:-]{2,60}),[ \t]([^\s\],"']{6,400})\]/g;
export const REVERSED =
  /\\{0,3}["']?\b[Vv]alue\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']([^"'\\\n]{6,400})\\{0,3}["']\s{0,3},?\s{0,3}\\{0,3}["']?\b(?:[Nn]ame|[Kk]ey)\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']([\w.:-]{2,80})/g;
export const INSERT = /\bINTO\s{1,3}[\w."`[\]]{1,80}\s{0,3}\(([^()]{1,2000})\)\s{0,3}VALUES\s{0,3}\(/gi;

/** @param chosen the name is that of a password */
export function addPaired(text: string, end: number, chosen: boolean, add: AddFinding): void {
  const kind = chosen ? 'password' : 'secret';
  PAIRED.lastIndex = end;
  const pair = PAIRED.exec(text);
  if (pair) {
    const value = readValue(text, PAIRED.lastIndex, pair[1]);
    const named = chosen && pair[1] !== undefined;
    if (value !== undefined && isLiteralSecret(headOf(value), named)) add(PAIRED.lastIndex, value, kind);
    return;
  }
  MULTIPART.lastIndex = end;
  const [, part] = MULTIPART.exec(text) ?? [];
  if (part !== undefined && isAnySecret(part)) add(MULTIPART.lastIndex - part.length, part, kind);
}

/** The values of a column named like a secret. */
export function addInserted(text: string, match: RegExpExecArray, add: AddFinding): void {
  const [whole, columns = ''] = match;
  let at = match.index + whole.length;
  for (const column of columns.split(',')) {
    const gap = /\s{0,10}(?:[NE]?(['"])|([^\s,)]{0,400}))/y;
    gap.lastIndex = at;
    const found = gap.exec(text);
    if (!found) return;
    const [, quote] = found;
    at = gap.lastIndex;
    if (quote) {
      const value = readValue(text, at, quote);
      if (value === undefined) return;
      if (ANNOUNCED.test(column) && !ABOUT.test(column.trim().replace(/["`]$/, '')) && isLiteralSecret(value, CHOSEN.test(column)))
        add(at, value, 'secret');
      at += value.length + 1;
    }
    const comma = text.indexOf(',', at);
    if (comma < 0 || comma > at + 20) return;
    at = comma + 1;
  }
}

/** @param chosen the literal is beside the name of a password, so that a word may be one */
function isLiteralSecret(value: string, chosen: boolean): boolean {
  return isAnySecret(value) || (chosen && (isPassword(value) || isWordPassword(value, 1, true)));
}
