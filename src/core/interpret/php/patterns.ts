import { ProgramPattern } from '../values/limits';
import { Dict, Foreign, isNumber, List, nameOf, Unknown, type Machine, type Value } from '../values/value';

const CLOSES: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']', '<': '>' };

const textOf = (value: Value): string => {
  if (typeof value === 'string') return value;
  if (isNumber(value)) return String(value);
  throw new Unknown('no text');
};

/** A pattern of PHP with its signs around it. @throws {@link Unknown} where JavaScript's patterns say it otherwise */
export function phpPattern(written: Value, more = ''): RegExp {
  const text = textOf(written).trimStart();
  const open = text[0] ?? '';
  const end = text.lastIndexOf(CLOSES[open] ?? open);
  if (/[\w\s\\]/.test(open) || end <= 0) throw new Unknown('a pattern');
  let flags = text.slice(end + 1);
  if (/[^imsuxD]/.test(flags)) throw new Unknown('a pattern');
  let body = text.slice(1, end);
  if (/^\(\?i\)/.test(body)) [body, flags] = [body.slice(4), `${flags.replace('i', '')}i`];
  body = body.replace(/\[(?:\\[\s\S]?|[^\]\\])*(?:\]|$)|\\[\s\S]/g, (part) =>
    part.startsWith('[') ? part.replaceAll('\\h', ' \\t') : (BLANKS[part] ?? part),
  );
  if (flags.includes('x'))
    body = body.replace(/\\.|\[(?:\\[\s\S]?|[^\]\\])*(?:\]|$)|(#[^\n]*)|(\s+)/g, (all, note: string, blank: string) =>
      note || blank ? '' : all,
    );
  if (
    /\(\?(?:[>|(R]|[imsx-]+[:)])|\\[GKRhHQE]|[*+?}]\+|\[\[:/.test(
      body.replace(/\[\[:(?:alpha|digit|alnum|space|upper|lower|punct):\]/g, ''),
    )
  )
    throw new Unknown('a pattern');
  body = body
    .replace(/\(\?P?<(?=[a-zA-Z_])/g, '(?<')
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$')
    .replace(/\[:(\w+):\]/g, (_, name: string) => POSIX[name] ?? '');
  // A backslash before a sign that needs none is refused with `u`.
  if (flags.includes('u')) body = body.replace(/\\([^\w\s\\^$.*+?()[\]{}|/-])/g, '$1').replace(/\\([_ ])/g, '$1');
  try {
    return new ProgramPattern(body, flags.replace(/[xD]/g, '') + more);
  } catch (error) {
    if (error instanceof Unknown) throw error;
    throw new Unknown('a pattern');
  }
}

/** Ends of lines and blanks, as texts of bytes have them. */
const BLANKS: Readonly<Record<string, string>> = { '\\R': '(?:\\r\\n|[\\n\\v\\f\\r])', '\\h': '[ \\t]' };

const POSIX: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  space: '\\s',
  upper: 'A-Z',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
};

/** The names of the groups of a pattern, by their places. */
function namesOf({ source }: RegExp): Map<number, string> {
  const names = new Map<number, string>();
  let place = 0;
  for (const [whole, , name] of source.matchAll(/\\.|\[(?:\\[\s\S]?|[^\]\\])*(?:\]|$)|(\()(?:\?<(?![=!])(\w+)>|(?!\?))/g)) {
    if (!whole.startsWith('(')) continue;
    place += 1;
    if (name !== undefined) names.set(place, name);
  }
  return names;
}

/** What a pattern's groups found, by place and by name. @param trims groups at the end that found nothing are left out */
function groupsOf(regex: RegExp, found: readonly (string | undefined)[], trims: boolean): List | Dict {
  const names = namesOf(regex);
  const last = trims ? found.findLastIndex((each) => each !== undefined) : found.length - 1;
  const kept = found.slice(0, last + 1).map((each) => each ?? '');
  if (names.size === 0) return new List(kept);
  const made = new Dict();
  kept.forEach((each, at) => {
    const name = names.get(at);
    if (name !== undefined) made.set(name, each);
    made.set(BigInt(at), each);
  });
  return made;
}

/** `preg_match` and `preg_match_all` with the variable for what they find. */
export function matchedInto(name: string, pattern: Value, of: Value, flags?: Value): { count: bigint; groups: Value } {
  const how = flags instanceof Foreign ? flags.name : undefined;
  if (flags !== undefined && how !== 'PREG_SET_ORDER' && how !== 'PREG_PATTERN_ORDER') throw new Unknown('a match with flags');
  if (name === 'preg_match') {
    const regex = phpPattern(pattern);
    const found = regex.exec(textOf(of));
    return { count: found ? 1n : 0n, groups: found ? groupsOf(regex, [...found], true) : new List([]) };
  }
  const regex = phpPattern(pattern, 'g');
  const all = [...textOf(of).matchAll(regex)];
  const count = BigInt(all.length);
  if (how === 'PREG_SET_ORDER') return { count, groups: new List(all.map((each) => groupsOf(regex, [...each], true))) };
  const size = new RegExp(`${regex.source}|`, regex.flags.replace('g', '')).exec('')?.length ?? 1;
  const columns = Array.from({ length: size }, (_, at) => new List(all.map((each) => each[at] ?? '')));
  const names = namesOf(regex);
  if (names.size === 0) return { count, groups: new List(columns) };
  const made = new Dict();
  columns.forEach((column, at) => {
    const own = names.get(at);
    if (own !== undefined) made.set(own, column);
    made.set(BigInt(at), new List([...column.items]));
  });
  return { count, groups: made };
}

/** Whether a text has what a pattern is for. */
export function matchesPhp(pattern: Value, of: Value): boolean {
  return phpPattern(pattern).test(textOf(of));
}

function replaced(of: string, regex: RegExp, by: (found: RegExpMatchArray) => string, most: Value): string {
  let left = most === undefined || Number(most) < 0 ? Number.POSITIVE_INFINITY : Number(most);
  let [made, from] = ['', 0];
  for (const found of of.matchAll(regex)) {
    if (left-- <= 0) break;
    made += of.slice(from, found.index) + by(found);
    from = found.index + found[0].length;
  }
  return made + of.slice(from);
}

/** `\1`, `$1` and `${1}` of a text that is put in place of a match. */
const filled = (template: string, found: RegExpMatchArray): string =>
  template.replace(/\\\\|(?:\\|\$)(\d{1,2})|\$\{(\d{1,2})\}/g, (all, a: string, b: string) =>
    all === '\\\\' ? '\\' : (found[Number(a ?? b)] ?? ''),
  );

type Row = (it: Machine, args: Value[], named: ReadonlyMap<string, Value>) => Value;

/** Functions of PHP for patterns, by name. */
export const PHP_PATTERNS: Readonly<Record<string, Row>> = {
  preg_match: (_, [pattern, of]) => BigInt(matchesPhp(pattern, of)),
  preg_match_all: (_, [pattern, of]) => matchedInto('preg_match_all', pattern, of).count,
  preg_replace: (_, [pattern, to, of, most]) => {
    const patterns = pattern instanceof List ? pattern.items : [pattern];
    return patterns.reduce<string>((text, each, at) => {
      const by = to instanceof List ? textOf(to.items[at] ?? '') : textOf(to);
      return replaced(text, phpPattern(each, 'g'), (found) => filled(by, found), most);
    }, textOf(of));
  },
  preg_replace_callback: (it, [pattern, fn, of, most]) => {
    const regex = phpPattern(pattern, 'g');
    return replaced(textOf(of), regex, (found) => it.shown(it.call(fn, [groupsOf(regex, [...found], true)])), most);
  },
  preg_split: (_, [pattern, of, limit, flags], named) => {
    const how = flags ?? named.get('flags');
    const names = how === undefined || how === 0n ? [] : how instanceof Foreign ? [how.name] : undefined;
    if (!names?.every((name) => name === 'PREG_SPLIT_NO_EMPTY')) throw new Unknown('a split with flags');
    const most = limit ?? named.get('limit');
    const regex = phpPattern(pattern, 'g');
    const text = textOf(of);
    const parts: string[] = [];
    let from = 0;
    const left = most === undefined || most === null || Number(most) <= 0 ? Number.POSITIVE_INFINITY : Number(most) - 1;
    const drops = names.length > 0;
    for (const found of text.matchAll(regex)) {
      if (parts.length >= left) break;
      if (found[0] === '' && (found.index === 0 || found.index === text.length) && drops) continue;
      const part = text.slice(from, found.index);
      if (!(drops && part === '')) parts.push(part);
      from = found.index + found[0].length;
    }
    const rest = text.slice(from);
    if (!(drops && rest === '')) parts.push(rest);
    return new List(parts);
  },
  preg_quote: (_, [of, sign]) =>
    textOf(of)
      .replace(/[.\\+*?[^\]$(){}=!<>|:\-#]/g, '\\$&')
      .replaceAll(typeof sign === 'string' && sign === '/' ? '/' : '\0', '\\/'),
  preg_grep: (_, [pattern, of]) => {
    const made = new Dict();
    const pairs: [Value, Value][] =
      of instanceof Dict ? of.pairs() : of instanceof List ? of.items.map((each, at) => [BigInt(at), each]) : [];
    for (const [key, each] of pairs) if (matchesPhp(pattern, nameOf(each))) made.set(key, each);
    return made.keys().every((key, at) => key === BigInt(at)) ? new List(made.values()) : made;
  },
};
