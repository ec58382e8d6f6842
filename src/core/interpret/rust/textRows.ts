import { counted } from '../values/limits';
import { byteCount, bytesOf, textOfBytes, textPart } from '../values/bytes';
import { Func, List, Native, Unknown, type Value } from '../values/value';
import { charsOf, listIter } from './iterators';
import type { Row, Rows } from './rows';
import { isCharBoundary, textSlice } from './slices';
import { Char, countIn, inside, Int, intIn, itemsIn, Range, Ref, textIn, truthIn, UNIT, usize, Vec } from './values';
import type { World } from './machine';
import { NONE, ok, option, some } from './options';

/** Where a pattern fits: from and to, in UTF-16 units. */
type Fits = (text: string, from: number) => [from: number, to: number] | undefined;

/** What a text, a character, several of them or a function looks for. */
function patternOf(w: World, given: Value): { find: Fits; isChar: (char: string) => boolean } {
  const of = inside(given);
  if (typeof of === 'string') {
    const find: Fits = (text, from) => {
      const at = text.indexOf(of, from);
      return at < 0 ? undefined : [at, at + of.length];
    };
    return { find, isChar: (char) => char === of };
  }
  const holds = (char: string): boolean => {
    if (of instanceof Char) return of.text === char;
    if (of instanceof Func || of instanceof Native) return truthIn(w.call(of, [new Char(char)]));
    return itemsIn(of).some((each) => textIn(each) === char);
  };
  const find: Fits = (text, from) => {
    for (let at = from; at < text.length;) {
      const char = String.fromCodePoint(text.codePointAt(at)!);
      if (holds(char)) return [at, at + char.length];
      at += char.length;
    }
    return undefined;
  };
  return { find, isChar: holds };
}

function matchesOf(w: World, text: string, given: Value): [number, number][] {
  const { find } = patternOf(w, given);
  const found: [number, number][] = [];
  for (let from = 0; from <= text.length;) {
    const at = find(text, from);
    if (!at) break;
    found.push(at);
    // An empty text fits between all characters.
    from = at[1] > at[0] ? at[1] : at[1] + (text.codePointAt(at[1])! > 0xffff ? 2 : 1);
  }
  return found;
}

function splitBy(w: World, text: string, given: Value): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const [start, end] of matchesOf(w, text, given)) {
    parts.push(text.slice(from, start));
    from = end;
  }
  return [...parts, text.slice(from)];
}

const iter = (texts: readonly string[]): Value => listIter(texts);
const bytesAt = (text: string, unit: number): Int => usize(byteCount(text.slice(0, unit)));
const pair = (a: Value, b: Value): List => new List([a, b], 'tuple');

function trimmed(w: World, text: string, given: Value, sides: 'start' | 'end' | 'both'): string {
  const of = inside(given);
  let left = text;
  if (typeof of === 'string') {
    if (of === '') return text;
    if (sides !== 'end') while (left.startsWith(of)) left = left.slice(of.length);
    if (sides !== 'start') while (left.endsWith(of)) left = left.slice(0, -of.length);
    return left;
  }
  const { isChar } = patternOf(w, given);
  let chars = [...text];
  if (sides !== 'end')
    chars = chars.slice(chars.findIndex((each) => !isChar(each)) < 0 ? chars.length : chars.findIndex((each) => !isChar(each)));
  if (sides !== 'start') chars = chars.slice(0, chars.findLastIndex((each) => !isChar(each)) + 1);
  return chars.join('');
}

const SPACE = '[\\u0009-\\u000d\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LEFT = new RegExp(`^${SPACE}+`);
const RIGHT = new RegExp(`(?<!${SPACE})${SPACE}+$`);
const BETWEEN = new RegExp(`${SPACE}+`);

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line, at) => (at < text.split('\n').length - 1 && line.endsWith('\r') ? line.slice(0, -1) : line));
}

const isAt = (w: World, text: string, given: Value, isStart: boolean): number | undefined => {
  const of = inside(given);
  if (typeof of === 'string') return (isStart ? text.startsWith(of) : text.endsWith(of)) ? of.length : undefined;
  const char = isStart ? [...text][0] : [...text].at(-1);
  return char !== undefined && patternOf(w, given).isChar(char) ? char.length : undefined;
};

/** The place in the text of a place in bytes. */
const unitAt = (text: string, bytes: number): number => textPart(text, 0, bytes).length;

/** Changes the text where it is kept. */
const changed =
  (change: (w: World, of: string, args: Value[]) => { text: string; gives?: Value }): Row<string> =>
  (w, of, args, site) => {
    const { text, gives = UNIT } = change(w, of, args);
    let at = site.place();
    for (let next = at.get(); next instanceof Ref; next = at.get()) at = next;
    at.set(text);
    return gives;
  };

function boundary(w: World, text: string, at: number, said: string): number {
  if (at > byteCount(text) || !isCharBoundary(text, at)) w.panic(said);
  return unitAt(text, at);
}

const IS_BOUNDARY = 'assertion failed: self.is_char_boundary(';

export const TEXTS: Rows<string> = {
  len: (_, of) => usize(byteCount(of)),
  is_empty: (_, of) => of === '',
  capacity: () => {
    throw new Unknown('a capacity');
  },
  chars: (_, of) => listIter(charsOf(of)),
  bytes: (_, of) => listIter([...bytesOf(of)].map((each) => new Int('u8', BigInt(each)))),
  as_bytes: (_, of) => new Vec([...bytesOf(of)].map((each) => new Int('u8', BigInt(each)))),
  into_bytes: (_, of) => new Vec([...bytesOf(of)].map((each) => new Int('u8', BigInt(each)))),
  char_indices: (_, of) => {
    let at = 0;
    return listIter(
      charsOf(of).map((each) => {
        const found = pair(usize(at), each);
        at += byteCount(each.text);
        return found;
      }),
    );
  },
  lines: (_, of) => iter(linesOf(of)),
  trim: (_, of) => of.replace(LEFT, '').replace(RIGHT, ''),
  trim_start: (_, of) => of.replace(LEFT, ''),
  trim_end: (_, of) => of.replace(RIGHT, ''),
  trim_matches: (w, of, [p]) => trimmed(w, of, p, 'both'),
  trim_start_matches: (w, of, [p]) => trimmed(w, of, p, 'start'),
  trim_end_matches: (w, of, [p]) => trimmed(w, of, p, 'end'),
  strip_prefix: (w, of, [p]) => {
    const size = isAt(w, of, p, true);
    return option(size === undefined ? undefined : of.slice(size));
  },
  strip_suffix: (w, of, [p]) => {
    const size = isAt(w, of, p, false);
    return option(size === undefined ? undefined : of.slice(0, of.length - size));
  },
  starts_with: (w, of, [p]) => isAt(w, of, p, true) !== undefined,
  ends_with: (w, of, [p]) => isAt(w, of, p, false) !== undefined,
  contains: (w, of, [p]) => patternOf(w, p).find(of, 0) !== undefined,
  find: (w, of, [p]) => {
    const at = patternOf(w, p).find(of, 0);
    return option(at && bytesAt(of, at[0]));
  },
  rfind: (w, of, [p]) => {
    const text = inside(p);
    const at = typeof text === 'string' ? of.lastIndexOf(text) : (matchesOf(w, of, p).at(-1)?.[0] ?? -1);
    return option(at < 0 ? undefined : bytesAt(of, at));
  },
  matches: (w, of, [p]) => iter(matchesOf(w, of, p).map(([from, to]) => of.slice(from, to))),
  match_indices: (w, of, [p]) => listIter(matchesOf(w, of, p).map(([from, to]) => pair(bytesAt(of, from), of.slice(from, to)))),
  split: (w, of, [p]) => iter(splitBy(w, of, p)),
  rsplit: (w, of, [p]) => iter(splitBy(w, of, p).toReversed()),
  split_terminator: (w, of, [p]) => {
    const parts = splitBy(w, of, p);
    return iter(parts.at(-1) === '' ? parts.slice(0, -1) : parts);
  },
  split_inclusive: (w, of, [p]) => {
    const parts: string[] = [];
    let from = 0;
    for (const [, end] of matchesOf(w, of, p)) {
      parts.push(of.slice(from, end));
      from = end;
    }
    return iter(from < of.length ? [...parts, of.slice(from)] : parts);
  },
  splitn: (w, of, [n, p]) => {
    const most = countIn(n);
    const places = matchesOf(w, of, p).slice(0, Math.max(0, most - 1));
    const parts: string[] = [];
    let from = 0;
    for (const [start, end] of places) {
      parts.push(of.slice(from, start));
      from = end;
    }
    return iter(most === 0 ? [] : [...parts, of.slice(from)]);
  },
  rsplitn: (w, of, [n, p]) => {
    const most = countIn(n);
    const places = matchesOf(w, of, p)
      .toReversed()
      .slice(0, Math.max(0, most - 1));
    const parts: string[] = [];
    let to = of.length;
    for (const [start, end] of places) {
      parts.push(of.slice(end, to));
      to = start;
    }
    return iter(most === 0 ? [] : [...parts, of.slice(0, to)]);
  },
  split_once: (w, of, [p]) => {
    const at = patternOf(w, p).find(of, 0);
    return at ? some(pair(of.slice(0, at[0]), of.slice(at[1]))) : NONE;
  },
  rsplit_once: (w, of, [p]) => {
    const at = matchesOf(w, of, p).at(-1);
    return at ? some(pair(of.slice(0, at[0]), of.slice(at[1]))) : NONE;
  },
  split_whitespace: (_, of) => iter(of.split(BETWEEN).filter((each) => each !== '')),
  split_ascii_whitespace: (_, of) => iter(of.split(/[ \t\n\f\r]+/).filter((each) => each !== '')),
  split_at: (w, of, [n]) => {
    const first = textSlice(w, of, new Range(undefined, n, false));
    return pair(first, of.slice(first.length));
  },
  split_at_checked: (_, of, [n]) => {
    const at = countIn(n);
    if (at > byteCount(of) || !isCharBoundary(of, at)) return NONE;
    return some(pair(of.slice(0, unitAt(of, at)), of.slice(unitAt(of, at))));
  },
  get: (w, of, [key]) => {
    const range = inside(key);
    if (!(range instanceof Range)) throw new Unknown('a part of a text');
    const from = range.from === undefined ? 0 : countIn(range.from);
    const to = range.to === undefined ? byteCount(of) : countIn(range.to) + (range.closed ? 1 : 0);
    if (from > to || to > byteCount(of) || !isCharBoundary(of, from) || !isCharBoundary(of, to)) return NONE;
    return some(textSlice(w, of, range));
  },
  is_char_boundary: (_, of, [at]) => countIn(at) <= byteCount(of) && isCharBoundary(of, countIn(at)),
  to_uppercase: (_, of) => of.toUpperCase(),
  to_lowercase: (_, of) => of.toLowerCase(),
  to_ascii_uppercase: (_, of) => of.replace(/[a-z]/g, (each) => each.toUpperCase()),
  to_ascii_lowercase: (_, of) => of.replace(/[A-Z]/g, (each) => each.toLowerCase()),
  make_ascii_uppercase: changed((_, of) => ({ text: of.replace(/[a-z]/g, (each) => each.toUpperCase()) })),
  make_ascii_lowercase: changed((_, of) => ({ text: of.replace(/[A-Z]/g, (each) => each.toLowerCase()) })),
  eq_ignore_ascii_case: (_, of, [other]) => asciiLower(of) === asciiLower(textIn(other)),
  is_ascii: (_, of) => /^[\x00-\x7f]*$/.test(of),
  repeat: (_, of, [n]) => {
    counted(of.length * countIn(n));
    return of.repeat(countIn(n));
  },
  replace: (w, of, [p, by]) => splitBy(w, of, p).join(textIn(by)),
  replacen: (w, of, [p, by, n]) => {
    let made = '';
    let from = 0;
    for (const [start, end] of matchesOf(w, of, p).slice(0, countIn(n))) {
      made += of.slice(from, start) + textIn(by);
      from = end;
    }
    return made + of.slice(from);
  },
  as_str: (_, of) => of,
  as_mut_str: (_, of) => of,
  as_string: (_, of) => of,
  into_string: (_, of) => of,
  into_boxed_str: (_, of) => of,
  to_str: (_, of) => some(of),
  to_string_lossy: (_, of) => of,
  parse: (w, of, _, { types, want }) => w.parsed(of, types[0] ?? want?.args[0], want),
  push: changed((_, of, [char]) => ({ text: of + textIn(char) })),
  push_str: changed((_, of, [text]) => ({ text: of + textIn(text) })),
  pop: changed((_, of) => {
    const last = [...of].at(-1);
    return { text: last === undefined ? of : of.slice(0, -last.length), gives: option(last === undefined ? undefined : new Char(last)) };
  }),
  clear: changed(() => ({ text: '' })),
  truncate: changed((w, of, [n]) =>
    countIn(n) >= byteCount(of) ? { text: of } : { text: of.slice(0, boundary(w, of, countIn(n), `${IS_BOUNDARY}new_len)`)) },
  ),
  insert: changed((w, of, [n, char]) => {
    const at = boundary(w, of, countIn(n), `${IS_BOUNDARY}idx)`);
    return { text: of.slice(0, at) + textIn(char) + of.slice(at) };
  }),
  insert_str: changed((w, of, [n, text]) => {
    const at = boundary(w, of, countIn(n), `${IS_BOUNDARY}idx)`);
    return { text: of.slice(0, at) + textIn(text) + of.slice(at) };
  }),
  remove: changed((w, of, [n]) => {
    if (countIn(n) >= byteCount(of)) w.panic('cannot remove a char from the end of a string');
    const at = boundary(w, of, countIn(n), `${IS_BOUNDARY}idx)`);
    const char = String.fromCodePoint(of.codePointAt(at)!);
    return { text: of.slice(0, at) + of.slice(at + char.length), gives: new Char(char) };
  }),
  retain: changed((w, of, [fn]) => ({ text: [...of].filter((each) => truthIn(w.call(fn, [new Char(each)]))).join('') })),
  drain: changed((w, of, [key]) => {
    const range = inside(key) as Range;
    const part = textSlice(w, of, range);
    const from = range.from === undefined ? 0 : unitAt(of, countIn(range.from));
    return { text: of.slice(0, from) + of.slice(from + part.length), gives: listIter(charsOf(part)) };
  }),
  extend: changed((w, of, [more]) => ({ text: of + w.all(more).map(textIn).join('') })),
  write_str: changed((_, of, [text]) => ({ text: of + textIn(text), gives: ok(UNIT) })),
  reserve: () => UNIT,
  shrink_to_fit: () => UNIT,
  encode_utf8: (_, of) => of,
  concat: (_, of) => of,
  escape_debug: () => {
    throw new Unknown('the method escape_debug');
  },
};

const asciiLower = (text: string): string => text.replace(/[A-Z]/g, (each) => each.toLowerCase());

/** The text of some bytes, as a result. */
export function utf8(bytes: Value): Value {
  try {
    return ok(textOfBytes(Uint8Array.from(itemsIn(bytes).map((each) => Number(intIn(each).value)))));
  } catch {
    throw new Unknown('bytes that are no text');
  }
}
