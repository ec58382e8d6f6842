import { fail } from './errors';
import { ProgramPattern } from '../values/limits';
import { named, num, refuse } from './parts';
import { List, Obj, Pattern, type Value } from '../values/value';

interface Search {
  readonly regex: ProgramPattern;
  readonly text: string;
  at: number;
  found: RegExpExecArray | null;
}

const SEARCHES = new WeakMap<Obj, Search>();

/** A pattern as Java, Go, C# and C++ write it. @throws {Unknown} for what JavaScript's patterns do not have */
export function patternOf(written: string, flags = ''): Pattern {
  const [, inline = '', rest = written] = /^\(\?([ims]+)\)(.*)$/s.exec(written) ?? [];
  if (/[*+?}]\+|\\[QEGZ]|&&\[|\(\?[ims-]+[:)]|\[\[:/.test(rest)) return refuse('a pattern');
  const plain = rest
    .replace(/\\A/g, '^')
    .replace(/\\z/g, '$')
    .replace(/\(\?P</g, '(?<')
    .replace(/\\p\{(?:Alpha|IsAlphabetic)\}/g, '[a-zA-Z]')
    .replace(/\\p\{Punct\}/g, '[!-/:-@\\[-`{-~]')
    .replace(/\\p\{Upper\}/g, '[A-Z]')
    .replace(/\\p\{Lower\}/g, '[a-z]')
    .replace(/\\p\{(?:Digit|IsDigit)\}/g, '\\d')
    .replace(/\\p\{Alnum\}/g, '[a-zA-Z0-9]');
  const all = [...new Set([...inline.replace(/[^ims]/g, ''), ...flags, ...(/\\p\{/.test(plain) ? 'u' : '')])].join('');
  try {
    return new Pattern(new ProgramPattern(plain, all));
  } catch {
    return refuse('a pattern');
  }
}

/** A search of a pattern in a text that goes on from call to call. */
export function matcherOf(pattern: Pattern, written: string): Obj {
  const made = new Obj(undefined, new Map(), 'matcher');
  const regex = new ProgramPattern(pattern.regex.source, `${pattern.regex.flags.replace(/[gyd]/g, '')}gd`);
  SEARCHES.set(made, { regex, text: written, at: 0, found: null });
  return made;
}

/** Whether a pattern matches a whole text. */
export function matchesWhole(pattern: Pattern, written: string): RegExpExecArray | null {
  return new ProgramPattern(`^(?:${pattern.regex.source})$`, `${pattern.regex.flags.replace(/[gym]/g, '')}d`).exec(written);
}

const searchOf = (of: Obj): Search => SEARCHES.get(of)!;

function current(of: Obj): RegExpExecArray {
  return searchOf(of).found ?? fail('IllegalStateException', 'No match found');
}

function group(of: Obj, which: Value): Value {
  const found = current(of);
  if (typeof which === 'string') {
    if (!found.groups || !(which in found.groups)) return fail('IllegalArgumentException', `No group with name <${which}>`);
    return found.groups[which] ?? null;
  }
  const at = which === undefined ? 0 : num(which);
  return at < found.length ? (found[at] ?? null) : fail('IndexOutOfBoundsException', `No group ${at}`);
}

/** A text with what its patterns found put in, `$1` and `${name}` being groups. */
export function replacedIn(pattern: Pattern, written: string, by: (found: RegExpExecArray) => string, all: boolean): string {
  const regex = new ProgramPattern(pattern.regex.source, `${pattern.regex.flags.replace(/[gy]/g, '')}g`);
  let said = '';
  let from = 0;
  for (let found = regex.exec(written); found; found = regex.exec(written)) {
    said += written.slice(from, found.index) + by(found);
    from = found.index + found[0].length;
    if (found[0] === '') regex.lastIndex += 1;
    if (!all) break;
  }
  return said + written.slice(from);
}

/** `$1` and `${name}` of a replacement. */
export const withGroups =
  (to: string) =>
  (found: RegExpExecArray): string =>
    to.replace(/\\(.)|\$(?:\{(\w+)\}|(\d))/g, (_, plain: string, name: string, place: string) =>
      plain !== undefined
        ? plain
        : name === undefined
          ? (found[Number(place)] ?? '')
          : /^\d+$/.test(name)
            ? (found[Number(name)] ?? '')
            : (found.groups?.[name] ?? ''),
    );

/** Methods of such a search. */
export const MATCHER = named<Obj>({
  find: (_, of, [from]) => {
    const search = searchOf(of);
    if (from !== undefined) search.at = num(from);
    if (search.at > search.text.length) search.found = null;
    else {
      search.regex.lastIndex = search.at;
      search.found = search.regex.exec(search.text);
      if (search.found) search.at = search.found.index + Math.max(1, search.found[0].length);
    }
    return search.found !== null;
  },
  matches: (_, of) => {
    const search = searchOf(of);
    search.found = matchesWhole(new Pattern(search.regex), search.text);
    return search.found !== null;
  },
  lookingat: (_, of) => {
    const search = searchOf(of);
    search.found = new ProgramPattern(`^(?:${search.regex.source})`, 'd').exec(search.text);
    return search.found !== null;
  },
  group: (_, of, [which]) => group(of, which),
  groupcount: (_, of) => BigInt(new RegExp(`${searchOf(of).regex.source}|`).exec('')!.length - 1),
  'start end': (_, of, [which], __, name) => {
    const found = current(of);
    const place = typeof which === 'string' ? found.indices?.groups?.[which] : found.indices?.[which === undefined ? 0 : num(which)];
    return place ? BigInt(place[name === 'start' ? 0 : 1]) : -1n;
  },
  'replaceall replacefirst': (it, of, [to], _, name) => {
    const { regex, text: written } = searchOf(of);
    const by = typeof to === 'string' ? withGroups(to) : (): string => refuse('a replacement');
    void it;
    return replacedIn(new Pattern(regex), written, by, name === 'replaceall');
  },
  reset: (_, of) => {
    searchOf(of).at = 0;
    return of;
  },
  results: (_, of) => {
    const { regex, text: written } = searchOf(of);
    const all: Value[] = [];
    for (const found of written.matchAll(regex)) {
      const each = matcherOf(new Pattern(regex), written);
      searchOf(each).found = found;
      all.push(each);
    }
    return new List(all);
  },
});
