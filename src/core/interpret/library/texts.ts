import { formatted, printed } from './formats';
import { fail } from './errors';
import { counted, ProgramPattern } from '../values/limits';
import { matcherOf, matchesWhole, patternOf, replacedIn, withGroups } from './matchers';
import { isCallable } from '../values/builtInTypes';
import { listOf } from '../values/iteration';
import { count, named, num, refuse, text } from './parts';
import { Dict, isNumber, List, type Machine, Native, Obj, Pattern, Sym, Thrown, type Value } from '../values/value';

const chars = (written: Value | undefined): string => (typeof written === 'string' ? written.replace(/[\\\]^-]/g, '\\$&') : '\\s');

/** A text without some characters at its ends; blanks where none are named. */
const trimmed = (of: string, set: Value | undefined, start: boolean, end: boolean): string => {
  const isOne = (sign: string | undefined): boolean =>
    sign !== undefined && (typeof set === 'string' ? set.includes(sign) : /\s/.test(sign));
  let [from, to] = [0, of.length];
  while (start && from < to && isOne(of[from])) from += 1;
  while (end && to > from && isOne(of[to - 1])) to -= 1;
  return of.slice(from, to);
};

/** A separator: plain, or a pattern as Java writes it. */
const separator = (it: Machine, value: Value | undefined): RegExp | string => {
  if (value instanceof Pattern) return value.regex;
  const written = text(value);
  if (it.family !== 'java' || /^[^\\.*+?^${}()|[\]]*$/.test(written)) return written;
  return patternOf(written).regex;
};

/** How far the first characters that differ are apart, or the lengths, as Java compares. */
const difference = (a: string, b: string): bigint => {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) if (a[at] !== b[at]) return BigInt(a.charCodeAt(at) - b.charCodeAt(at));
  return BigInt(a.length - b.length);
};

/** The parts of a text between what a pattern finds. @param most none where it is 0, which leaves out empty parts at the end */
const splitBy = (of: string, pattern: RegExp, most: number): List => {
  const parts: string[] = [];
  let from = 0;
  for (const found of of.matchAll(new ProgramPattern(pattern.source, `${pattern.flags.replace('g', '')}g`))) {
    if (found[0] === '' && (found.index === 0 || found.index === of.length)) continue;
    if (most > 0 && parts.length === most - 1) break;
    if (found.index === 0 && found[0] === '') continue;
    parts.push(of.slice(from, found.index));
    from = found.index + found[0].length;
  }
  parts.push(of.slice(from));
  if (most === 0) while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return new List(parts);
};

const once = (it: Machine, of: string, args: readonly Value[], all: boolean): Value => {
  const [from, to] = args;
  const by = (found: string): string => (isCallable(to) ? it.shown(it.callEach(to, [found])) : text(to));
  if (from instanceof Pattern) {
    const flags = from.regex.flags.replace('g', '') + (all || from.regex.global ? 'g' : '');
    if (typeof to === 'string' && /\\k|\$/.test(to) && it.family !== 'javascript') return refuse('groups');
    if (typeof to === 'string' && it.family === 'ruby' && /\\\d/.test(to))
      return of.replace(new ProgramPattern(from.regex.source, flags), to.replace(/\\(\d)/g, '$$$1'));
    return typeof to === 'string' && it.family === 'javascript'
      ? of.replace(new ProgramPattern(from.regex.source, flags), to)
      : of.replace(new ProgramPattern(from.regex.source, flags), (found) => by(found));
  }
  const plain = text(from);
  return all ? of.replaceAll(plain, () => by(plain)) : of.replace(plain, () => by(plain));
};

const cutOut = (it: Machine, of: string, args: readonly Value[]): string => {
  const [from, to] = args.map((each) => (each === undefined ? undefined : num(each)));
  void it;
  return of.slice(from, to);
};

const pad = (of: string, [size, fill]: readonly Value[], side: 'start' | 'end'): string =>
  side === 'start'
    ? of.padStart(counted(num(size)), typeof fill === 'string' ? fill : ' ')
    : of.padEnd(counted(num(size)), typeof fill === 'string' ? fill : ' ');

/** Methods of texts. */
export const TEXT = named<string>({
  'upper upcase touppercase toupper uppercase toupperinvariant': (_, of) => of.toUpperCase(),
  'lower downcase tolowercase tolower lowercase tolowerinvariant casefold toasciilowercase': (_, of) => of.toLowerCase(),
  'strip trim trimmed': (_, of, [set]) => trimmed(of, set, true, true),
  'lstrip trimstart trimleft stripleading': (_, of, [set]) => trimmed(of, set, true, false),
  'rstrip trimend trimright chomp striptrailing': (_, of, [set]) => trimmed(of, set, false, true),
  split: (it, of, [by, most], byName) => {
    const limit = most ?? byName.get('maxsplit');
    if (it.family === 'javascript' && by === undefined) return new List([of]);
    if (by === undefined || by === null || (it.family === 'ruby' && by === ' ')) {
      if (limit !== undefined && Number(limit) >= 0) return splitAtBlanks(it, of, Number(limit));
      return new List(of.trim().split(/\s+/).filter(Boolean));
    }
    const at = separator(it, by);
    if (it.family === 'java' && at instanceof RegExp) return splitBy(of, at, Number(limit ?? 0));
    let parts: string[] = at === '' && it.family !== 'javascript' ? [...of] : of.split(at);
    if (limit !== undefined && Number(limit) >= 0) {
      if (it.family === 'javascript') parts = parts.slice(0, Number(limit));
      else {
        if (typeof at !== 'string') return refuse('a limited split');
        const size = it.family === 'python' ? Number(limit) + 1 : Number(limit);
        parts = [...parts.slice(0, size - 1), ...(parts.length >= size ? [parts.slice(size - 1).join(at)] : [])];
      }
    } else if (/^(?:java|ruby)$/.test(it.family) && limit === undefined) while (parts.length > 1 && parts.at(-1) === '') parts.pop();
    return new List(parts);
  },
  'splitlines lines': (_, of) =>
    new List(
      of
        .replace(/\n$/, '')
        .split('\n')
        .filter((line, at, all) => all.length > 1 || line !== '' || at > 0),
    ),
  join: (it, of, [items]) =>
    listOf(it, items)
      .map((each) => (it.family === 'python' ? text(each) : it.shown(each)))
      .join(of),
  'startswith startwith? hasprefix': (it, of, [part]) =>
    (part instanceof List ? part.items.some((each) => of.startsWith(text(each))) : of.startsWith(text(part))) || (void it, false),
  'endswith endwith? hassuffix': (_, of, [part]) =>
    part instanceof List ? part.items.some((each) => of.endsWith(text(each))) : of.endsWith(text(part)),
  'includes contains include?': (_, of, [part]) => of.includes(text(part)),
  'indexof find index': (it, of, [part, from], __, name) => {
    const at = of.indexOf(text(part), from === undefined ? 0 : num(from));
    if (at < 0 && name === 'index') {
      if (it.family === 'ruby') return null;
      throw new Thrown(new Obj(undefined, new Map(), 'ValueError'));
    }
    return count(it, at);
  },
  'lastindexof rfind rindex': (it, of, [part]) => count(it, of.lastIndexOf(text(part))),
  replace: (it, of, args) => once(it, of, args, it.family !== 'javascript'),
  'replaceall gsub': (it, of, args) => {
    if (it.family === 'java') return replacedIn(patternOf(text(args[0])), of, withGroups(text(args[1])), true);
    return once(it, of, args, true);
  },
  'sub replacefirst': (it, of, args) =>
    it.family === 'java' ? replacedIn(patternOf(text(args[0])), of, withGroups(text(args[1])), false) : once(it, of, args, false),
  matches: (it, of, [pattern]) => (it.family === 'java' ? matchesWhole(patternOf(text(pattern)), of) !== null : refuse('matches')),
  comparetoignorecase: (_, of, [other]) => difference(of.toLowerCase(), text(other).toLowerCase()),
  indent: () => refuse('indent'),
  stripindent: () => refuse('stripIndent'),
  slice: (it, of, args) => {
    if (it.family === 'ruby') {
      const [from, size] = args;
      if (isNumber(from) && isNumber(size)) return of.slice(Number(from), Number(from) + Number(size));
      return it.at(of, from);
    }
    return cutOut(it, of, args);
  },
  'substring substr': (it, of, [from, to], _, name) => {
    const start = num(from);
    if (it.family === 'csharp' || name === 'substr') return of.substr(start, to === undefined ? undefined : num(to));
    if (it.family === 'java' && (start < 0 || start > of.length || (to !== undefined && (num(to) > of.length || num(to) < start))))
      throw new Thrown(new Obj(undefined, new Map(), 'StringIndexOutOfBoundsException'));
    return to === undefined ? of.substring(start) : of.substring(start, num(to));
  },
  'charat at': (it, of, [place]) => (it.family === 'javascript' ? (of.at(num(place)) ?? '') : it.at(of, place)),
  'charcodeat codepointat': (it, of, [place]) => count(it, of.codePointAt(Number(place ?? 0)) ?? refuse('a code')),
  ord: (_, of) => BigInt(of.codePointAt(0)!),
  chr: (_, of) => of,
  'rjust padstart padleft': (_, of, args) => pad(of, args, 'start'),
  'ljust padend padright': (_, of, args) => pad(of, args, 'end'),
  zfill: (_, of, [size]) =>
    of.startsWith('-') ? `-${of.slice(1).padStart(counted(num(size) - 1), '0')}` : of.padStart(counted(num(size)), '0'),
  center: (_, of, [size, fill]) => {
    const room = Math.max(0, num(size) - of.length);
    // Python puts what is left over before a text only where the whole width is odd.
    const left = Math.floor(room / 2) + (room % 2 && num(size) % 2 ? 1 : 0);
    const sign = typeof fill === 'string' ? fill : ' ';
    return sign.repeat(counted(left)) + of + sign.repeat(counted(room - left));
  },
  repeat: (it, of, [times]) => {
    if (num(times) < 0) return it.family === 'java' ? fail('IllegalArgumentException') : refuse('a repetition');
    return of.repeat(counted(num(times)));
  },
  'isdigit isnumeric isdecimal': (_, of) => /^\d+$/.test(of),
  isalpha: (_, of) => /^\p{L}+$/u.test(of),
  isalnum: (_, of) => /^[\p{L}\d]+$/u.test(of),
  isupper: (_, of) => of === of.toUpperCase() && of !== of.toLowerCase(),
  islower: (_, of) => of === of.toLowerCase() && of !== of.toUpperCase(),
  isspace: (_, of) => /^\s+$/.test(of),
  'isempty empty?': (_, of) => of === '',
  isblank: (_, of) => of.trim() === '',
  'length size len': (it, of) => count(it, of.length),
  count: (it, of, [part]) => (part === undefined ? count(it, of.length) : BigInt(of.split(text(part)).length - 1)),
  capitalize: (_, of) => of.slice(0, 1).toUpperCase() + of.slice(1).toLowerCase(),
  formatmap: (it, of, [map]) =>
    it.send(of, 'format', [], new Map(map instanceof Dict ? map.pairs().map(([key, value]) => [text(key), value]) : refuse('a format'))),
  expandtabs: () => refuse('tabs'),
  isidentifier: (_, of) => /^[\p{L}_][\p{L}\d_]*$/u.test(of),
  istitle: (_, of) => /\p{L}/u.test(of) && of === of.toLowerCase().replace(/(?<![\p{L}])\p{L}/gu, (sign) => sign.toUpperCase()),
  isascii: (_, of) => /^[\x00-\x7f]*$/.test(of),
  translate: (_, of, [table]) => {
    if (!(table instanceof Dict)) return refuse('a table');
    return [...of]
      .map((sign) => {
        const key = table.has(sign) ? sign : BigInt(sign.codePointAt(0)!);
        const by = table.has(key) ? table.get(key) : sign;
        return by === null ? '' : typeof by === 'bigint' ? String.fromCodePoint(Number(by)) : text(by);
      })
      .join('');
  },
  rsplit: (it, of, [by, most], byName) => {
    const limit = most ?? byName.get('maxsplit');
    if (limit === undefined) return it.send(of, 'split', by === undefined ? [] : [by]);
    const parts = by === undefined || by === null ? of.trim().split(/\s+/) : of.split(text(by));
    if (by === undefined || by === null) return refuse('a limited split');
    const size = Math.max(0, parts.length - num(limit));
    return new List(size === 0 ? parts : [parts.slice(0, size).join(text(by)), ...parts.slice(size)]);
  },
  title: (_, of) => of.toLowerCase().replace(/(?<![\p{L}])\p{L}/gu, (sign) => sign.toUpperCase()),
  swapcase: (_, of) => [...of].map((sign) => (sign === sign.toUpperCase() ? sign.toLowerCase() : sign.toUpperCase())).join(''),
  format: (it, of, args, byName) => {
    let next = 0;
    const one = (place: string): Value => {
      const [, head = '', path = ''] = /^(\w*)(.*)$/s.exec(place) ?? [];
      const value = head === '' ? args[next++] : /^\d+$/.test(head) ? args[Number(head)] : byName.get(head);
      if (value === undefined) return refuse('a format');
      return [...path.matchAll(/\.(\w+)|\[(\w+)\]/g)].reduce<Value>(
        (of_, [, name, key]) => (name === undefined ? it.at(of_, /^\d+$/.test(key!) ? BigInt(key!) : key!) : it.property(of_, name)),
        value,
      );
    };
    return of.replace(
      /\{\{|\}\}|\{([\w.[\]]{0,80})(![rs])?(?::((?:[^{}]|\{[\w.[\]]*\}){0,40}))?\}/g,
      (all, place: string, how: string, spec: string | undefined) => {
        if (all === '{{' || all === '}}') return all[0]!;
        const value = how === '!r' ? it.shown(one(place), true) : one(place);
        const own = spec?.replace(/\{([\w.[\]]*)\}/g, (_, inner: string) => it.shown(one(inner)));
        return own === undefined ? it.shown(value) : formatted(it, value, own, it.family);
      },
    );
  },
  formatted: (it, of, args) => printed(it, of, args, it.family),
  partition: (_, of, [by]) => {
    const at = of.indexOf(text(by));
    return new List(at < 0 ? [of, '', ''] : [of.slice(0, at), text(by), of.slice(at + text(by).length)], 'tuple');
  },
  rpartition: (_, of, [by]) => {
    const at = of.lastIndexOf(text(by));
    return new List(at < 0 ? ['', '', of] : [of.slice(0, at), text(by), of.slice(at + text(by).length)], 'tuple');
  },
  'chars tochararray': (_, of) => new List([...of]),
  eachchar: (it, of, [fn]) => {
    if (fn === undefined) return new List([...of]);
    for (const each of of) it.call(fn, [each]);
    return of;
  },
  'reverse reversed': (_, of) => [...of].toReversed().join(''),
  equals: (_, of, [other]) => of === other,
  equalsignorecase: (_, of, [other]) => of.toLowerCase() === text(other).toLowerCase(),
  compareto: (it, of, [other]) =>
    it.family === 'java' ? difference(of, text(other)) : count(it, of < text(other) ? -1 : Number(of > text(other))),
  localecompare: (_, of, [other]) => of.localeCompare(text(other), 'en'),
  toi: (_, of) => BigInt(/^\s*[-+]?\d+/.exec(of)?.[0].trim() ?? 0),
  tof: (_, of) => Number.parseFloat(of) || 0,
  'tosym intern': (_, of) => Sym.of(of),
  'tos tostring toowned tostr copy dup clone valueof asstr strip!': (_, of) => of,
  toint: (_, of) => (/^\s*[-+]?\d+\s*$/.test(of) ? BigInt(of.trim()) : refuse('no number')),
  'removeprefix deleteprefix trimprefix': (_, of, [part]) => (of.startsWith(text(part)) ? of.slice(text(part).length) : of),
  'removesuffix deletesuffix trimsuffix': (_, of, [part]) =>
    text(part) !== '' && of.endsWith(text(part)) ? of.slice(0, -text(part).length) : of,
  delete: (_, of, [set]) => of.replace(new RegExp(`[${chars(set)}]`, 'g'), ''),
  'match match?': (it, of, [pattern], _, name) => {
    if (!(pattern instanceof Pattern)) return refuse('a match');
    if (name === 'match?') return pattern.regex.test(of);
    return matched(it, of.match(pattern.regex), pattern.regex.global);
  },
  'matchall scan': (it, of, [pattern]) => {
    if (!(pattern instanceof Pattern)) return refuse('a match');
    const all = [...of.matchAll(new ProgramPattern(pattern.regex.source, `${pattern.regex.flags.replace('g', '')}g`))];
    if (it.family === 'ruby') return new List(all.map((each) => (each.length > 1 ? new List(each.slice(1)) : each[0])));
    return new List(all.map((each) => matched(it, each, false)));
  },
  'tr trs': (_, of, [from, to]) => {
    const spread = (set: string): string[] => [
      ...set.replace(/(.)-(.)/g, (_all, a: string, b: string) =>
        Array.from({ length: counted(b.charCodeAt(0) - a.charCodeAt(0) + 1) }, (__, at) => String.fromCharCode(a.charCodeAt(0) + at)).join(
          '',
        ),
      ),
    ];
    if (text(from).startsWith('^')) return refuse('a set of characters');
    const [own, other] = [spread(text(from)), spread(text(to))];
    return [...of].map((sign) => (own.includes(sign) ? (other[Math.min(own.indexOf(sign), other.length - 1)] ?? '') : sign)).join('');
  },
  squeeze: (_, of, [set]) => (set === undefined ? of.replace(/(.)\1+/gs, '$1') : refuse('a squeeze')),
  '=~': (_, of, [pattern]) => {
    if (!(pattern instanceof Pattern)) return refuse('a match');
    const at = of.search(pattern.regex);
    return at < 0 ? null : BigInt(at);
  },
  concat: (it, of, args) => of + args.map((each) => it.shown(each)).join(''),
  'codepoints bytes': () => refuse('bytes'),
});

/** What a match gives: its parts, as a list; null where there is none. */
function matched(it: Machine, match: RegExpMatchArray | null, all: boolean): Value {
  if (!match) return null;
  if (it.family !== 'javascript') return refuse('a match');
  if (all || !match.groups) return new List([...match]);
  return new Obj(
    undefined,
    new Map<string, Value>([
      ...match.map((each, at): [string, Value] => [String(at), each]),
      ['index', match.index],
      ['groups', new Obj(undefined, new Map(Object.entries(match.groups)))],
    ]),
  );
}

/** Methods of patterns. */
export const PATTERN = named<Pattern>({
  'test match?': (_, of, [value]) => of.regex.test(text(value)),
  matcher: (_, of, [value]) => matcherOf(of, typeof value === 'string' ? value : text(value)),
  'pattern tostring': (_, of) => of.regex.source,
  split: (_, of, [value, most]) => splitBy(text(value), of.regex, Number(most ?? 0)),
  'aspredicate asmatchpredicate': (_, of, __, ___, name) =>
    new Native(([value]) => (name === 'aspredicate' ? of.regex.test(text(value)) : matchesWhole(of, text(value)) !== null)),
  exec: (it, of, [value]) => matched(it, of.regex.exec(text(value)), false),
});

/** Python's `split(maxsplit=…)`: what is left keeps the blanks within it and at its end. */
function splitAtBlanks({ family }: Machine, of: string, most: number): List {
  if (family !== 'python') return refuse('a limited split');
  const parts: string[] = [];
  let rest = of.trimStart();
  while (rest !== '' && parts.length < most) {
    const [word] = /^\S+/.exec(rest)!;
    parts.push(word);
    rest = rest.slice(word.length).trimStart();
  }
  return new List(rest === '' ? parts : [...parts, rest]);
}
