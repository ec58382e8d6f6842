import { counted, literally, ProgramPattern } from './limits';
import { AssertFailed, checked, expected, throwsError } from './assertions';
import { fixed, formatted, printed, rounded } from './formats';
import { ofMoment } from './moments';
import { awaited, ofPromise } from './promises';
import { ofMatch, ofPattern } from './pythonPatterns';
import { compared, isBuiltIn, isCallable, isTrue, operated, same, typeNameOf } from './operators';
import {
  Cls,
  Dict,
  Foreign,
  Func,
  isNumber,
  itemsOf,
  List,
  Native,
  Obj,
  Moment,
  Pattern,
  Promised,
  Sym,
  Thrown,
  Unknown,
  type Value,
  nameOf,
  sameNumber,
  type Machine,
} from './values';

type Named = ReadonlyMap<string, Value>;
type Method<T> = (it: Machine, of: T, args: Value[], named: Named, name: string) => Value;

/** What is read of a date in Python, and not called. */
const PARTS = /^(?:year|month|day|hour|minute|second|days|seconds)$/;

/** Calls a method of a value, or reads it where there are no arguments: then it is a part of the value, or the method itself. */
export function callMethod(it: Machine, of: Value, name: string, args: Value[] | undefined, named: Named): Value {
  if (of instanceof Obj && of.type === 'expect') {
    if (args === undefined) {
      if (name === 'not') return new Obj(undefined, new Map([...of.fields, ['not', true]]), 'expect');
      return new Native((given) => expected(it, of, name, given));
    }
    return expected(it, of, name, args);
  }
  if (of instanceof Moment) {
    const reads = args === undefined && (it.family === 'javascript' || (it.family === 'python' && !PARTS.test(name)));
    return reads ? new Native((given, byName) => ofMoment(it, of, name, given, byName)) : ofMoment(it, of, name, args, named);
  }
  if (it.family === 'python' && ((of instanceof Obj && of.type === 'match') || of instanceof Pattern)) {
    if (args === undefined) return new Native((given, byName) => callMethod(it, of, name, given, byName));
    const found = of instanceof Pattern ? ofPattern(it, of, name, args, named) : ofMatch(of, name, args, named);
    return found === undefined ? refuse(`the method ${name}`) : found;
  }
  if (of instanceof Promised) {
    if (args === undefined && name === 'Result') return awaited(it, of);
    if (args === undefined && it.family === 'javascript')
      return /^(?:then|catch|finally)$/.test(name) ? new Native((given) => ofPromise(it, of, name, given)!) : undefined;
    const found = args && ofPromise(it, of, name, args);
    if (found === undefined) throw new Thrown(new Obj(undefined, new Map(), it.family === 'python' ? 'AttributeError' : 'TypeError'));
    return found;
  }
  if (args === undefined) {
    const size = sizeOf(of, it.family);
    if (size !== undefined && /^(?:length|size|Count|Length|count)$/.test(name) && !(name === 'count' && it.family !== 'kotlin'))
      return size;
    if (/^(?:ruby|kotlin|csharp)$/.test(it.family)) {
      const found = methodFor(of, name);
      if (found && it.family !== 'csharp') return found(it, of, [], named, plainName(name));
    }
    if (it.family === 'javascript' && (typeof of === 'string' || of instanceof List || of instanceof Dict) && !methodFor(of, name))
      return undefined;
    return new Native((given, byName) => callMethod(it, of, name, given, byName));
  }
  if (of instanceof Obj && of.cls) {
    if (/^assertRaises$|^assertRaisesRegex$/.test(name) && args.length === 1)
      return new Obj(undefined, new Map<string, Value>([['type', args[0]]]), 'raises');
    if (/^(?:assertRaises|assert_raises|assertThrows)$/.test(name) && isCallable(args.at(-1))) {
      if (!throwsError(it, args.at(-1))) throw new AssertFailed();
      return null;
    }
    if (/^(?:assert|refute|must)/.test(name) && checked(it, name, args)) return null;
    if (/^(?:equals|Equals|==)$/.test(name)) return same(it, of, args[0]);
    if (/^(?:toString|to_s|ToString|name)$/.test(name) && args.length === 0) return it.shown(of);
    if (/^(?:hashCode|freeze)$/.test(name)) return name === 'freeze' ? of : refuse(name);
    if (name === 'ordinal') return of.fields.get('ordinal')!;
    if (name === 'nil?') return false;
    if (/^(?:send|public_send)$/.test(name)) return it.send(of, nameOf(args[0]), args.slice(1), named);
    if (name === 'respond_to?') return it.methodOf(of, new RegExp(`^${literally(nameOf(args[0]))}$`)) !== undefined;
    if (name === 'is_a?') return args[0] instanceof Object && 'name' in args[0] ? it.isA(of, nameOf(args[0].name)) : refuse(name);
    if (name === 'setUp' || name === 'setup' || name === 'subTest') return null;
    if (name === '_replace' && it.family === 'python') return new Obj(of.cls, new Map([...of.fields, ...named]), '', of.isData);
    if (it.family === 'ruby' && name === 'class') return of.cls;
    if (of.type === '' && !(it.family === 'ruby' && /^(?:is_a\?|kind_of\?|instance_of\?|inspect|then|tap|dup|clone)$/.test(name)))
      throw new Unknown(`the method ${name}`);
  }
  const found = methodFor(of, name);
  if (!found) throw new Unknown(`the method ${name}`);
  return found(it, of, args, named, plainName(name));
}

function refuse(what: string): never {
  throw new Unknown(what);
}

function plainName(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

function methodFor(of: Value, name: string): Method<Value> | undefined {
  const plain = plainName(name);
  const tables =
    typeof of === 'string'
      ? [TEXT]
      : of instanceof List
        ? [LIST, SERIES]
        : of instanceof Dict
          ? [MAP, ...(of.kind === 'set' ? [SET] : []), SERIES]
          : isNumber(of)
            ? [NUMBER]
            : of instanceof Obj
              ? [OBJECT]
              : isCallable(of)
                ? [CALLABLE]
                : of instanceof Pattern
                  ? [PATTERN]
                  : of instanceof Sym
                    ? [SYMBOL]
                    : of === null || of === undefined
                      ? [NOTHING]
                      : [];
  for (const table of [...tables, ANY]) {
    const key = Object.hasOwn(table, plain) ? table[plain] : undefined;
    if (key) return key as Method<Value>;
  }
  return undefined;
}

function sizeOf(of: Value, family: string): Value | undefined {
  const size = typeof of === 'string' ? of.length : of instanceof List ? of.items.length : of instanceof Dict ? of.entries.size : undefined;
  return size === undefined ? undefined : family === 'javascript' ? size : BigInt(size);
}

const count = (it: Machine, value: number): Value => (it.family === 'javascript' ? value : BigInt(value));
const text = (value: Value | undefined): string => (typeof value === 'string' ? value : refuse('no text'));
const num = (value: Value | undefined): number => (isNumber(value) ? Number(value) : refuse('no number'));
const nothingOf = (it: Machine): Value => (it.family === 'javascript' ? undefined : null);

/** Several names of one method. */
function named<T>(rows: Readonly<Record<string, Method<T>>>): Readonly<Record<string, Method<never>>> {
  return Object.fromEntries(Object.entries(rows).flatMap(([names, method]) => names.split(' ').map((name) => [name, method])));
}

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
  try {
    return new ProgramPattern(written);
  } catch {
    return refuse('a pattern');
  }
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

const TEXT = named<string>({
  'upper upcase touppercase toupper uppercase toupperinvariant': (_, of) => of.toUpperCase(),
  'lower downcase tolowercase tolower lowercase tolowerinvariant casefold toasciilowercase': (_, of) => of.toLowerCase(),
  'strip trim trimmed': (_, of, [set]) => trimmed(of, set, true, true),
  'lstrip trimstart trimleft stripleading': (_, of, [set]) => trimmed(of, set, true, false),
  'rstrip trimend trimright chomp striptrailing': (_, of, [set]) => trimmed(of, set, false, true),
  split: (it, of, [by, most], byName) => {
    const limit = most ?? byName.get('maxsplit');
    if (it.family === 'javascript' && by === undefined) return new List([of]);
    if (by === undefined || by === null || (it.family === 'ruby' && by === ' ')) {
      if (limit !== undefined && Number(limit) >= 0) return refuse('a limited split');
      return new List(of.trim().split(/\s+/).filter(Boolean));
    }
    const at = separator(it, by);
    let parts: string[] = at === '' && it.family !== 'javascript' ? [...of] : of.split(at);
    if (limit !== undefined && Number(limit) >= 0) {
      if (it.family === 'javascript') parts = parts.slice(0, Number(limit));
      else {
        if (typeof at !== 'string') return refuse('a limited split');
        const size = it.family === 'python' ? Number(limit) + 1 : Number(limit);
        parts = [...parts.slice(0, size - 1), ...(parts.length >= size ? [parts.slice(size - 1).join(at)] : [])];
      }
    } else if (/^(?:java|ruby)$/.test(it.family)) while (parts.length > 1 && parts.at(-1) === '') parts.pop();
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
    itemsOf(items, it.family)
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
    if (it.family === 'java')
      return of.replaceAll(
        new ProgramPattern(
          separator(it, args[0]) instanceof RegExp ? (separator(it, args[0]) as RegExp).source : literally(text(args[0])),
          'g',
        ),
        text(args[1]),
      );
    return once(it, of, args, true);
  },
  'sub replacefirst': (it, of, args) => once(it, of, args, false),
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
    const left = Math.max(0, num(size) - of.length);
    if (left % 2) return refuse('a centre');
    return (
      (typeof fill === 'string' ? fill : ' ').repeat(counted(left / 2)) +
      of +
      (typeof fill === 'string' ? fill : ' ').repeat(counted(left / 2))
    );
  },
  repeat: (_, of, [times]) => of.repeat(counted(num(times))),
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
  title: (_, of) => of.toLowerCase().replace(/(?<![\p{L}])\p{L}/gu, (sign) => sign.toUpperCase()),
  swapcase: (_, of) => [...of].map((sign) => (sign === sign.toUpperCase() ? sign.toLowerCase() : sign.toUpperCase())).join(''),
  format: (it, of, args, byName) => {
    if (/\{\{|\}\}|\{[^}]*[.[]/.test(of)) return refuse('a format');
    let next = 0;
    return of.replace(/\{(\w{0,40})(?::([^{}]{0,40}))?\}/g, (_, place: string, spec: string | undefined) => {
      const value = place === '' ? args[next++] : /^\d+$/.test(place) ? args[Number(place)] : byName.get(place);
      return spec === undefined ? it.shown(value ?? null) : formatted(it, value, spec, it.family);
    });
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
  compareto: (it, of, [other]) => count(it, of < text(other) ? -1 : Number(of > text(other))),
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

/** Items in the order of their keys or of a function that compares two. */
export function sortedBy(it: Machine, items: readonly Value[], key: Value | undefined, reverse = false): Value[] {
  const keyed = items.map((each) => ({ each, by: key === undefined || key === null ? each : it.callEach(key, [each]) }));
  keyed.sort((a, b) => (reverse ? compared(it, b.by, a.by) : compared(it, a.by, b.by)));
  return keyed.map(({ each }) => each);
}

function sortedWith(it: Machine, items: readonly Value[], by: Value): Value[] {
  return [...items].sort((a, b) => {
    const order = it.call(by, [a, b]);
    if (typeof order === 'boolean') return refuse('an order by a truth');
    return num(order);
  });
}

const by = (it: Machine, fn: Value | undefined, ...args: Value[]): Value => (fn === undefined ? args[0]! : it.callEach(fn, args));
const asked = (it: Machine, fn: Value | undefined, ...args: Value[]): boolean => isTrue(it, by(it, fn, ...args));
const parts = (it: Machine, of: List | Dict): Value[] => itemsOf(of, it.family);
/** `callback(each, index)` of JavaScript; one argument elsewhere. */
const turn = (it: Machine, fn: Value | undefined, each: Value, at: number, of: Value): Value => {
  if (it.family !== 'javascript') return by(it, fn, each);
  if (fn instanceof Func) return it.call(fn, [each, at, of].slice(0, Math.max(1, fn.fn.params.length)));
  return it.call(fn, fn instanceof Foreign ? [each, at, of] : [each]);
};
const asks = (it: Machine, fn: Value | undefined, each: Value, at: number, of: Value): boolean => isTrue(it, turn(it, fn, each, at, of));
const found = (it: Machine, at: number): Value => (at < 0 && it.family === 'ruby' ? null : count(it, at));
const extreme = (it: Machine, items: readonly Value[], fn: Value | undefined, sign: 1 | -1): Value => {
  if (items.length === 0) return it.family === 'ruby' || it.family === 'kotlin' ? null : refuse('the most of nothing');
  const isComparator = /^(?:java|csharp)$/.test(it.family) && (fn instanceof Native || (fn instanceof Func && fn.fn.params.length === 2));
  const first = items
    .map((each) => ({ each, by: fn === undefined || isComparator ? each : by(it, fn, each) }))
    .reduce((a, b) => {
      const order = isComparator ? num(it.call(fn, [b.each, a.each])) : compared(it, b.by, a.by);
      return order * sign > 0 ? b : a;
    });
  return first.each;
};
const sum = (it: Machine, items: readonly Value[], start?: Value): Value =>
  items.reduce((total, each) => operated(it, '+', total, each), start ?? (it.family === 'javascript' ? 0 : 0n));
const grouped = (it: Machine, of: List | Dict, fn: Value | undefined): Dict => {
  const made = new Dict();
  for (const each of parts(it, of)) {
    const key = by(it, fn, each);
    const group = made.get(key);
    if (group instanceof List) group.items.push(each);
    else made.set(key, new List([each]));
  }
  return made;
};
const flat = (items: readonly Value[], depth: number): Value[] =>
  items.flatMap((each) => (each instanceof List && depth > 0 ? flat(each.items, depth - 1) : [each]));
const unique = (items: readonly Value[], key: (value: Value) => Value): Value[] => {
  const seen = new Dict('set');
  return items.filter((each) => {
    const own = key(each);
    if (seen.has(own)) return false;
    seen.set(own, true);
    return true;
  });
};

/** What lists, maps and sets all have: their elements in turn. */
const SERIES = named<List | Dict>({
  'map collect select': (it, of, [fn], _, name) => {
    if (fn === undefined && it.family === 'ruby') return new List(parts(it, of));
    if (name === 'collect' && fn instanceof Native && it.family !== 'ruby') return it.call(fn, [new List(parts(it, of))]);
    if (name === 'select' && it.family === 'ruby') return kept(it, of, fn, true);
    return new List(parts(it, of).map((each, at) => turn(it, fn, each, at, of)));
  },
  'maptoint maptodouble maptolong maptoobj boxed stream iter intoiter parallelstream tolist toa toarray aslist asiterable copied cloned sequence':
    (it, of, [fn]) => new List(parts(it, of).map((each) => (fn === undefined || !isCallable(fn) ? each : by(it, fn, each)))),
  'mapindexed eachwithindexmap': (it, of, [fn]) => new List(parts(it, of).map((each, at) => it.call(fn, [BigInt(at), each]))),
  'filter where select! findall': (it, of, [fn]) => kept(it, of, fn, true),
  'reject filternot': (it, of, [fn]) => kept(it, of, fn, false),
  filtermap: (it, of, [fn]) =>
    new List(
      parts(it, of)
        .map((each) => by(it, fn, each))
        .filter((each) => (it.family === 'ruby' ? isTrue(it, each) : each !== null)),
    ),
  compact: (it, of) =>
    of instanceof Dict && of.kind === 'map'
      ? kept(it, of, new Native(([pair]) => (pair as List).items[1] === null), false)
      : new List(parts(it, of).filter((each) => each !== null)),
  'reduce fold inject aggregate': (it, of, args, _, name) => {
    const items = parts(it, of);
    const isOperator = args.at(-1) instanceof Sym;
    const first = args.findIndex(isCallable);
    const fn = first < 0 ? undefined : args[first];
    const start = args.find((_one, at) => at !== first && !(isOperator && at === args.length - 1));
    const has = args.length > 1;
    const step = (total: Value, each: Value, at: number): Value => {
      if (fn === undefined) return isOperator ? operated(it, nameOf(args.at(-1)), total, each) : refuse('a fold');
      return it.family === 'javascript' && fn instanceof Func && fn.fn.params.length > 2
        ? it.call(fn, [total, each, at])
        : it.call(fn, [total, each]);
    };
    void name;
    if (has) return items.reduce<Value>((total, each, at) => step(total, each, at), start);
    if (items.length === 0) return it.family === 'javascript' ? refuse('a fold of nothing') : null;
    return items.slice(1).reduce<Value>((total, each, at) => step(total, each, at + 1), items[0]);
  },
  'sum sumof sumby sumofdouble': (it, of, [fn]) => {
    if (isNumber(fn)) return sum(it, parts(it, of), fn);
    return sum(
      it,
      parts(it, of).map((each) => by(it, fn, each)),
    );
  },
  average: (it, of, [fn]) => {
    const items = parts(it, of).map((each) => by(it, fn, each));
    if (items.length === 0) return refuse('the average of nothing');
    return num(sum(it, items)) / items.length;
  },
  'min minof minby minornull minbyornull': (it, of, [fn]) => extreme(it, parts(it, of), fn, -1),
  'max maxof maxby maxornull maxbyornull': (it, of, [fn]) => extreme(it, parts(it, of), fn, 1),
  'sortby orderby sortedby': (it, of, [fn]) => new List(sortedBy(it, parts(it, of), fn)),
  'orderbydescending sortedbydescending': (it, of, [fn]) => new List(sortedBy(it, parts(it, of), fn, true)),
  'sorted tosorted sortedwith': (it, of, [fn]) => {
    if (it.family === 'javascript' && fn === undefined) return new List(sortedAsText(it, parts(it, of)));
    return new List(fn === undefined ? sortedBy(it, parts(it, of), undefined) : sortedWith(it, parts(it, of), fn));
  },
  sorteddescending: (it, of) => new List(sortedBy(it, parts(it, of), undefined, true)),
  'toreversed reversed': (it, of) => new List(parts(it, of).toReversed()),
  'includes include? member?': (it, of, [value]) =>
    it.family === 'javascript'
      ? parts(it, of).some((each) => each === value || (Number.isNaN(each) && Number.isNaN(value)))
      : parts(it, of).some((each) => same(it, each, value)),
  'find detect firstornull firstordefault findfirst': (it, of, [fn]) => {
    const all = parts(it, of);
    const at = fn === undefined ? 0 : all.findIndex((each, place) => asks(it, fn, each, place, of));
    if (it.family === 'java') return refuse('an optional');
    return at < 0 || at >= all.length ? nothingOf(it) : all[at];
  },
  findlast: (it, of, [fn]) => parts(it, of).findLast((each, at) => asks(it, fn, each, at, of)),
  'findindex indexofFirst': (it, of, [fn]) =>
    found(
      it,
      parts(it, of).findIndex((each, at) => asks(it, fn, each, at, of)),
    ),
  'some any any? anymatch': (it, of, [fn]) =>
    parts(it, of).some((each, at) => (fn === undefined ? it.family !== 'ruby' || isTrue(it, each) : asks(it, fn, each, at, of))),
  'every all all? allmatch': (it, of, [fn]) => parts(it, of).every((each, at) => asks(it, fn, each, at, of)),
  'none none? nonematch': (it, of, [fn]) => !parts(it, of).some((each, at) => (fn === undefined ? true : asks(it, fn, each, at, of))),
  'foreach each': (it, of, [fn]) => {
    if (of instanceof Dict && /^(?:javascript|java)$/.test(it.family)) {
      for (const [key, value] of of.pairs())
        it.callEach(fn, it.family === 'java' ? (of.kind === 'set' ? [key] : [key, value]) : of.kind === 'set' ? [key] : [value, key]);
      return nothingOf(it);
    }
    [...parts(it, of)].forEach((each, at) => turn(it, fn, each, at, of));
    return it.family === 'ruby' ? of : nothingOf(it);
  },
  'eachwithindex foreachindexed': (it, of, [fn], _, name) => {
    if (fn === undefined) return new List(parts(it, of).map((each, at) => new List([each, BigInt(at)])));
    for (const [at, each] of parts(it, of).entries()) it.call(fn, name === 'eachwithindex' ? [each, BigInt(at)] : [BigInt(at), each]);
    return of;
  },
  eachwithobject: (it, of, [start, fn]) => {
    for (const each of parts(it, of)) it.call(fn, [each, start]);
    return start;
  },
  withindex: (it, of, [first, second]) => {
    const fn = isCallable(first) ? first : second;
    const from = typeof first === 'bigint' ? first : 0n;
    if (fn !== undefined) return new List(parts(it, of).map((each, at) => it.call(fn, [each, BigInt(at) + from])));
    return new List(parts(it, of).map((each, at) => new List([each, BigInt(at) + from])));
  },
  enumerate: (it, of) => new List(parts(it, of).map((each, at) => new List([BigInt(at), each], 'tuple'))),
  'flatmap selectmany': (it, of, [fn]) =>
    new List(
      parts(it, of).flatMap((each, at) => {
        const inner = turn(it, fn, each, at, of);
        return inner instanceof List ? inner.items : it.family === 'javascript' ? [inner] : itemsOf(inner, it.family);
      }),
    ),
  'flat flatten': (it, of, [depth]) =>
    new List(flat(parts(it, of), depth === undefined ? (it.family === 'javascript' || it.family === 'kotlin' ? 1 : 9) : num(depth))),
  'take limit': (it, of, [size]) => new List(parts(it, of).slice(0, num(size))),
  'drop skip': (it, of, [size]) => new List(parts(it, of).slice(num(size))),
  takewhile: (it, of, [fn]) => {
    const all = parts(it, of);
    const at = all.findIndex((each) => !asked(it, fn, each));
    return new List(at < 0 ? all : all.slice(0, at));
  },
  'dropwhile skipwhile': (it, of, [fn]) => {
    const all = parts(it, of);
    const at = all.findIndex((each) => !asked(it, fn, each));
    return new List(at < 0 ? [] : all.slice(at));
  },
  'groupby groupingby': (it, of, [fn]) => grouped(it, of, fn),
  partition: (it, of, [fn]) => {
    const all = parts(it, of);
    return new List([new List(all.filter((each) => asked(it, fn, each))), new List(all.filter((each) => !asked(it, fn, each)))], 'tuple');
  },
  minmax: (it, of) => {
    const all = sortedBy(it, parts(it, of), undefined);
    return new List([all[0] ?? null, all.at(-1) ?? null]);
  },
  valuesat: (_, of, places) =>
    of instanceof List
      ? new List(places.map((place) => of.items.at(num(place)) ?? null))
      : new List(places.map((key) => of.get(key) ?? null)),
  'lazy force eachentry': (_, of) => of,
  step: (it, of, [by, fn]) => {
    const some = parts(it, of).filter((_each, at) => at % num(by) === 0);
    if (fn === undefined) return new List(some);
    for (const each of some) it.callEach(fn, [each]);
    return of;
  },
  one: (it, of, [fn]) => parts(it, of).filter((each) => (fn === undefined ? isTrue(it, each) : asked(it, fn, each))).length === 1,
  'chunkwhile slicewhen': (it, of, [fn], _, name) => {
    const made: Value[][] = [];
    let last: Value;
    for (const each of parts(it, of)) {
      const joins = made.length > 0 && isTrue(it, it.call(fn, [last, each])) === (name === 'chunkwhile');
      if (joins) made.at(-1)!.push(each);
      else made.push([each]);
      last = each;
    }
    return new List(made.map((each) => new List(each)));
  },
  reverseeach: (it, of, [fn]) => {
    const all = parts(it, of).toReversed();
    if (fn === undefined) return new List(all);
    for (const each of all) it.callEach(fn, [each]);
    return of;
  },
  tally: (it, of) => {
    const made = new Dict();
    for (const each of parts(it, of)) made.set(each, ((made.get(each) as bigint | undefined) ?? 0n) + 1n);
    return made;
  },
  'uniq distinct distinctby uniqby': (it, of, [fn]) => new List(unique(parts(it, of), (each) => by(it, fn, each))),
  zip: (it, of, [other, fn]) =>
    new List(
      parts(it, of)
        .slice(0, it.family === 'ruby' ? undefined : itemsOf(other, it.family).length)
        .map((each, at) =>
          isCallable(fn)
            ? it.call(fn, [each, itemsOf(other, it.family)[at]])
            : new List([each, itemsOf(other, it.family)[at] ?? null], 'tuple'),
        ),
    ),
  'eachslice chunked': (it, of, [size, fn]) => {
    const all = parts(it, of);
    const made = Array.from(
      { length: Math.ceil(all.length / num(size)) },
      (_, at) => new List(all.slice(at * num(size), (at + 1) * num(size))),
    );
    return new List(fn === undefined ? made : made.map((each) => it.call(fn, [each])));
  },
  'eachcons windowed windows': (it, of, [size, fn]) => {
    const all = parts(it, of);
    const made = Array.from(
      { length: counted(Math.max(0, all.length - num(size) + 1)) },
      (_, at) => new List(all.slice(at, at + num(size))),
    );
    return new List(fn === undefined ? made : made.map((each) => it.callEach(fn, [each])));
  },
  'join jointostring': (it, of, [between], byName) => {
    const sign = between ?? byName.get('separator');
    const shown = (each: Value): string => (it.family === 'javascript' && (each === null || each === undefined) ? '' : it.shown(each));
    const all = it.family === 'ruby' ? flat(parts(it, of), 9) : parts(it, of);
    return all.map(shown).join(typeof sign === 'string' ? sign : it.family === 'javascript' ? ',' : it.family === 'kotlin' ? ', ' : '');
  },
  'length size len count': (it, of, [fn]) => {
    const all = of instanceof Dict ? of.keys() : of.items;
    if (fn === undefined) return count(it, all.length);
    return count(
      it,
      isCallable(fn) ? parts(it, of).filter((each) => asked(it, fn, each)).length : all.filter((each) => same(it, each, fn)).length,
    );
  },
  'isempty empty? isnullorempty': (_, of) => (of instanceof Dict ? of.entries.size : of.items.length) === 0,
  'isnotempty any!': (_, of) => (of instanceof Dict ? of.entries.size : of.items.length) > 0,
  'first peek peekfirst element getfirst': (it, of, [fn]) => {
    const all = parts(it, of);
    if (isNumber(fn)) return new List(all.slice(0, Number(fn)));
    const own = fn === undefined ? all : all.filter((each) => asked(it, fn, each));
    return own.length > 0 ? own[0] : it.family === 'ruby' || it.family === 'java' ? null : refuse('the first of nothing');
  },
  'last peeklast getlast': (it, of, [fn]) => {
    const all = parts(it, of);
    if (isNumber(fn)) return new List(all.slice(Math.max(0, all.length - Number(fn))));
    return all.length > 0 ? all.at(-1) : null;
  },
  toset: (it, of) => {
    const made = new Dict('set');
    for (const each of parts(it, of)) made.set(each, each);
    return made;
  },
  'associateby todictionary associatewith associate toh': (it, of, [key, value], _, name) => {
    const made = new Dict();
    for (const each of parts(it, of)) {
      if (name === 'toh' || name === 'associate') {
        const pair = itemsOf(by(it, key, each), it.family);
        made.set(pair[0], pair[1]);
      } else if (name === 'associatewith') made.set(each, by(it, key, each));
      else made.set(by(it, key, each), by(it, value, each));
    }
    return made;
  },
});

function kept(it: Machine, of: List | Dict, fn: Value | undefined, is: boolean): Value {
  if (of instanceof Dict && of.kind === 'map' && /^(?:ruby|kotlin)$/.test(it.family)) {
    const made = new Dict();
    for (const [key, value] of of.pairs()) if (asked(it, fn, new List([key, value], 'tuple')) === is) made.set(key, value);
    return made;
  }
  return new List(parts(it, of).filter((each, at) => asks(it, fn, each, at, of) === is));
}

function sortedAsText(it: Machine, items: readonly Value[]): Value[] {
  return [...items].sort((a, b) => {
    const [x, y] = [it.shown(a), it.shown(b)];
    return x < y ? -1 : Number(x > y);
  });
}

const LIST = named<List>({
  'push append add pushback addlast offer enqueue addfirst unshift prepend appendleft': (it, of, args, _, name) => {
    if (name === 'add' && args.length === 2) of.items.splice(num(args[0]), 0, args[1]);
    else if (/^(?:addfirst|unshift|prepend|appendleft)$/.test(name) || (name === 'push' && it.family === 'java')) of.items.unshift(...args);
    else of.items.push(...args);
    if (it.family === 'javascript') return of.items.length;
    return it.family === 'ruby' ? of : it.family === 'java' ? true : null;
  },
  insert: (it, of, [place, value]) => {
    of.items.splice(num(place), 0, value);
    return it.family === 'ruby' ? of : null;
  },
  'extend addall addrange pushall': (it, of, [more]) => {
    of.items.push(...itemsOf(more, it.family));
    return it.family === 'java' ? true : null;
  },
  concat: (it, of, args) => {
    if (it.family === 'ruby') {
      of.items.push(...args.flatMap((each) => itemsOf(each, it.family)));
      return of;
    }
    return new List([...of.items, ...args.flatMap((each) => (each instanceof List ? each.items : [each]))]);
  },
  'pop removelast dequeue poplast polllast': (it, of, args, _, name) => {
    if (args.length > 0) {
      if (it.family !== 'python') return refuse('a pop');
      const place = num(args[0]) < 0 ? of.items.length + num(args[0]) : num(args[0]);
      if (place >= of.items.length) throw new Thrown(new Obj(undefined, new Map(), 'IndexError'));
      return of.items.splice(place, 1)[0];
    }
    if (of.items.length === 0) {
      if (it.family === 'python') throw new Thrown(new Obj(undefined, new Map(), 'IndexError'));
      return it.family === 'javascript' ? undefined : it.family === 'ruby' || it.family === 'rust' ? null : refuse('a pop of nothing');
    }
    return name === 'dequeue' || (name === 'pop' && it.family === 'java') ? of.items.shift() : of.items.pop();
  },
  'shift popleft removefirst poll pollfirst popfront': (it, of) => {
    if (of.items.length === 0) return it.family === 'javascript' ? undefined : it.family === 'python' ? refuse('a pop of nothing') : null;
    return of.items.shift();
  },
  'remove removeat deleteat delete': (it, of, [value], _, name) => {
    const isPlace = name === 'removeat' || name === 'deleteat' || (it.family === 'java' && typeof value === 'bigint');
    const at = isPlace ? num(value) : of.items.findIndex((each) => same(it, each, value));
    if (at < 0 || at >= of.items.length) {
      if (it.family === 'python') throw new Thrown(new Obj(undefined, new Map(), 'ValueError'));
      return it.family === 'ruby' ? null : false;
    }
    const [gone] = of.items.splice(at, 1);
    return it.family === 'python' ? null : isPlace || it.family === 'ruby' ? gone : true;
  },
  'removeif removeall deleteif reject!': (it, of, [fn]) => {
    const before = of.items.length;
    const drops = isCallable(fn)
      ? (each: Value) => asked(it, fn, each)
      : (each: Value) => itemsOf(fn, it.family).some((other) => same(it, each, other));
    of.items = of.items.filter((one) => !drops(one));
    return it.family === 'ruby' ? of : of.items.length < before;
  },
  clear: (_, of) => {
    of.items.length = 0;
    return null;
  },
  slice: (it, of, args) => {
    if (it.family === 'ruby')
      return args.length === 2 ? new List(of.items.slice(num(args[0]), num(args[0]) + num(args[1]))) : it.at(of, args[0]);
    const [from, to] = args.map((each) => (each === undefined ? undefined : num(each)));
    return new List(of.items.slice(from, to));
  },
  'sublist getrange': (it, of, [from, to]) => new List(of.items.slice(num(from), it.family === 'csharp' ? num(from) + num(to) : num(to))),
  splice: (_, of, [from, size, ...more]) =>
    new List(size === undefined ? of.items.splice(num(from)) : of.items.splice(num(from), num(size), ...more)),
  'get elementat at fetch': (it, of, [place]) => (it.family === 'javascript' ? of.items.at(num(place)) : it.at(of, place)),
  'getordefault getornull elementatordefault': (_, of, [place]) => of.items[num(place)] ?? null,
  dig: (it, of, args) => args.reduce<Value>((value, key) => (value === null ? null : it.at(value, key)), of),
  set: (_, of, [place, value]) => {
    const before = of.items[num(place)];
    of.items[num(place)] = value;
    return before;
  },
  fill: (_, of, [value]) => {
    of.items = of.items.map(() => value);
    return of;
  },
  'sort sort!': (it, of, [fn], byName, name) => {
    let items: Value[];
    if (it.family === 'python') items = sortedBy(it, of.items, byName.get('key'), isTrue(it, byName.get('reverse')));
    else if (it.family === 'javascript' && fn === undefined) items = sortedAsText(it, of.items);
    else items = isCallable(fn) ? sortedWith(it, of.items, fn) : sortedBy(it, of.items, undefined);
    if (it.family === 'ruby' && name === 'sort') return new List(items);
    of.items = items;
    return /^(?:javascript|ruby)$/.test(it.family) ? of : null;
  },
  'reverse reverse!': (it, of, _, __, name) => {
    if (it.family === 'ruby' && name === 'reverse') return new List(of.items.toReversed());
    if (it.family === 'csharp') return refuse('a reversal');
    of.items.reverse();
    return it.family === 'javascript' ? of : null;
  },
  contains: (it, of, [value]) => of.items.some((each) => same(it, each, value)),
  'indexof index findindex!': (it, of, [value, from]) => {
    const at =
      isCallable(value) && it.family === 'ruby'
        ? of.items.findIndex((each) => asked(it, value, each))
        : of.items.findIndex(
            (each, place) => place >= Number(from ?? 0) && (it.family === 'javascript' ? each === value : same(it, each, value)),
          );
    if (at < 0 && it.family === 'python') throw new Thrown(new Obj(undefined, new Map(), 'ValueError'));
    return found(it, at);
  },
  'lastindexof rindex': (it, of, [value]) =>
    found(
      it,
      of.items.findLastIndex((each) => same(it, each, value)),
    ),
  entries: (_, of) => new List(of.items.map((each, at) => new List([at, each]))),
  'keys indices': (it, of) => new List(of.items.map((_, at) => count(it, at))),
  'values copy clone dup toowned tovec': (_, of) => new List([...of.items], of.kind),
  with: (_, of, [place, value]) => new List(of.items.with(num(place), value)),
  tostring: (it, of) => it.shown(of),
  equals: (it, of, [other]) => same(it, of, other),
  rotate: (_, of, [size]) => {
    const by = Number(size ?? 1) % Math.max(1, of.items.length);
    return new List([...of.items.slice(by), ...of.items.slice(0, by)]);
  },
  'each!': () => refuse('each'),
});

const missing = (it: Machine, key: Value): never => {
  throw new Thrown(new Obj(undefined, new Map([['message', key]]), it.family === 'python' ? 'KeyError' : 'KeyError'));
};

const MAP = named<Dict>({
  get: (it, of, [key, otherwise]) => {
    if (of.has(key)) return of.get(key);
    return otherwise === undefined ? nothingOf(it) : otherwise;
  },
  'getordefault getvalueordefault getorelse getornull': (it, of, [key, otherwise]) =>
    of.has(key) ? of.get(key) : isCallable(otherwise) ? it.call(otherwise, []) : (otherwise ?? null),
  fetch: (it, of, [key, otherwise]) => {
    if (of.has(key)) return of.get(key);
    if (otherwise === undefined) return missing(it, key);
    return isCallable(otherwise) ? it.call(otherwise, [key]) : otherwise;
  },
  dig: (it, of, args) => args.reduce<Value>((value, key) => (value === null ? null : it.at(value, key)), of),
  'set put insert store add': (it, of, args) => {
    if (of.kind === 'set') {
      const had = of.has(args[0]);
      if (!had) of.set(args[0], args[0]);
      return /^(?:javascript|ruby)$/.test(it.family) ? of : it.family === 'python' ? null : !had;
    }
    const before = of.get(args[0]);
    of.set(args[0], args[1]);
    return it.family === 'javascript' ? of : (before ?? null);
  },
  'has containskey key? haskey include? containsvalue! contains member? includes': (_, of, [key]) => of.has(key),
  'setdefault putifabsent': (it, of, [key, value]) => {
    const had = of.has(key);
    if (!had) of.set(key, value ?? null);
    return it.family === 'java' && !had ? null : of.get(key);
  },
  'computeifabsent getorput': (it, of, [key, fn]) => {
    if (!of.has(key)) of.set(key, it.callEach(fn, [key]));
    return of.get(key);
  },
  merge: (it, of, [key, value, fn]) => {
    if (it.family === 'ruby') {
      const made = new Dict();
      for (const [own, each] of [...of.pairs(), ...(key instanceof Dict ? key.pairs() : [])])
        made.set(own, isCallable(value) && made.has(own) ? it.call(value, [own, made.get(own), each]) : each);
      return made;
    }
    const merged = of.has(key) ? it.call(fn, [of.get(key), value]) : value;
    of.set(key, merged);
    return merged;
  },
  'delete remove pop discard': (it, of, [key, otherwise], _, name) => {
    const had = of.has(key);
    const value = of.get(key);
    if (!had && it.family === 'python' && name !== 'discard') return otherwise === undefined ? missing(it, key) : otherwise;
    of.entries.delete([...of.entries].find(([, [own]]) => same(it, own, key))?.[0] ?? '');
    if (it.family === 'javascript' || of.kind === 'set') return it.family === 'python' ? null : had;
    return had ? value : null;
  },
  'keys keyset navigablekeyset': (_, of) => new List(of.keys()),
  'values eachvalue': (it, of, [fn]) =>
    fn === undefined ? new List(of.values()) : new List(of.values().map((each) => it.call(fn, [each]))),
  'items entries entryset toa tolist': (it, of) =>
    of.kind === 'set'
      ? new List(of.keys())
      : new List(
          of.pairs().map(([key, value]) =>
            it.family === 'java' || it.family === 'kotlin'
              ? new Obj(
                  undefined,
                  new Map([
                    ['key', key],
                    ['value', value],
                  ]),
                  'entry',
                )
              : new List([key, value], it.family === 'javascript' ? 'list' : 'tuple'),
          ),
        ),
  'update putall merge!': (it, of, [from], byName) => {
    if (from instanceof Dict) for (const [key, value] of from.pairs()) of.set(key, of.kind === 'set' ? key : value);
    else if (from !== undefined)
      for (const each of itemsOf(from, it.family)) {
        if (of.kind === 'set') of.set(each, each);
        else return refuse('an update');
      }
    for (const [key, value] of byName) of.set(key, value);
    return it.family === 'ruby' ? of : null;
  },
  addall: (it, of, [from]) => {
    const before = of.entries.size;
    for (const each of itemsOf(from, it.family)) if (!of.has(each)) of.set(each, each);
    return of.entries.size > before;
  },
  clear: (_, of) => {
    of.entries.clear();
    return null;
  },
  'copy dup clone toh todict tomap': (_, of) => {
    const made = new Dict(of.kind);
    if (of.otherwise !== undefined) made.otherwise = of.otherwise;
    if (of.fallback) made.fallback = of.fallback;
    if (of.sorted) made.sorted = true;
    for (const [key, value] of of.pairs()) made.set(key, value);
    return made;
  },
  mostcommon: (it, of, [size]) =>
    new List(
      sortedBy(
        it,
        of.pairs().map((pair) => new List([...pair], 'tuple')),
        new Native((pair) => (pair.length > 1 ? pair[1] : (pair[0] as List).items[1])),
        true,
      ).slice(0, size === undefined ? undefined : num(size)),
    ),
  'transformvalues mapvalues': (it, of, [fn]) => {
    const made = new Dict();
    for (const [key, value] of of.pairs()) made.set(key, it.family === 'kotlin' ? refuse('values') : it.callEach(fn, [value]));
    return made;
  },
  'firstkey lastkey': (_, of, __, ___, name) => of.keys().at(name === 'firstkey' ? 0 : -1) ?? null,
  'containsvalue value? hasvalue?': (it, of, [value]) => of.values().some((each) => same(it, each, value)),
  trygetvalue: () => refuse('an out argument'),
  'minby maxby': (it, of, [fn], _, name) => {
    const first = extreme(
      it,
      of.pairs().map((pair) => new List([...pair], 'tuple')),
      fn,
      name === 'minby' ? -1 : 1,
    );
    return first;
  },
  sum: (it, of, [fn]) =>
    sum(
      it,
      itemsOf(of, it.family).map((each) => by(it, fn, each)),
    ),
  eachpair: (it, of, [fn]) => {
    for (const [key, value] of of.pairs()) it.callEach(fn, [new List([key, value], 'tuple')]);
    return of;
  },
});

const SET = named<Dict>({
  union: (it, of, sets) => {
    const made = new Dict('set');
    for (const each of [of, ...sets].flatMap((set) => itemsOf(set, it.family))) made.set(each, each);
    return made;
  },
  'intersection intersect': (it, of, [other]) => {
    const made = new Dict('set');
    const others = itemsOf(other, it.family);
    for (const each of of.keys()) if (others.some((one) => same(it, one, each))) made.set(each, each);
    return made;
  },
  'difference except subtract': (it, of, [other]) => {
    const made = new Dict('set');
    const others = itemsOf(other, it.family);
    for (const each of of.keys()) if (!others.some((one) => same(it, one, each))) made.set(each, each);
    return made;
  },
  'issubset subset?': (it, of, [other]) => of.keys().every((each) => itemsOf(other, it.family).some((one) => same(it, one, each))),
  'issuperset superset?': (it, of, [other]) => itemsOf(other, it.family).every((one) => of.has(one)),
  isdisjoint: (it, of, [other]) => !itemsOf(other, it.family).some((one) => of.has(one)),
});

const NUMBER = named<number | bigint>({
  tofixed: (_, of, [digits]) => fixed(of, Number(digits ?? 0), 'javascript'),
  'tostring tos': (it, of, [base]) => {
    if (isNumber(base) && Number(base) !== 10) return of.toString(Number(base));
    if (typeof base === 'string') return refuse('a format');
    return it.shown(of);
  },
  tolocalestring: () => refuse('a locale'),
  'toi toint tolong intvalue longvalue truncate': (_, of) => BigInt(Math.trunc(Number(of))),
  'tof todouble tofloat doublevalue': (_, of) => Number(of),
  round: (it, of, [digits]) => {
    if (digits === undefined && it.family === 'ruby') return typeof of === 'bigint' ? of : BigInt(Math.sign(of) * Math.round(Math.abs(of)));
    if (it.family === 'ruby') return typeof of === 'bigint' ? of : rounded(of, num(digits), 'java');
    return it.family === 'rust' ? Math.sign(Number(of)) * Math.round(Math.abs(Number(of))) : refuse('round');
  },
  floor: (it, of) => (it.family === 'ruby' ? BigInt(Math.floor(Number(of))) : Math.floor(Number(of))),
  ceil: (it, of) => (it.family === 'ruby' ? BigInt(Math.ceil(Number(of))) : Math.ceil(Number(of))),
  abs: (_, of) => (of < 0 ? -of : of),
  times: (it, of, [fn]) => {
    const turns = Array.from({ length: counted(Number(of)) }, (_, at) => BigInt(at));
    if (fn === undefined) return new List(turns);
    for (const each of turns) it.callEach(fn, [each]);
    return of;
  },
  upto: (it, of, [to, fn]) => {
    if (typeof of !== 'bigint' || typeof to !== 'bigint') return refuse('upto');
    const turns = Array.from({ length: counted(Math.max(0, Number(to - of) + 1)) }, (_, at) => of + BigInt(at));
    if (fn === undefined) return new List(turns);
    for (const each of turns) it.callEach(fn, [each]);
    return of;
  },
  downto: (it, of, [to, fn]) => {
    if (typeof of !== 'bigint' || typeof to !== 'bigint') return refuse('downto');
    const turns = Array.from({ length: counted(Math.max(0, Number(of - to) + 1)) }, (_, at) => of - BigInt(at));
    if (fn === undefined) return new List(turns);
    for (const each of turns) it.callEach(fn, [each]);
    return of;
  },
  step: (it, of, [to, by, fn]) => {
    const [a, b, c] = [num(of), num(to), num(by)];
    const turns = Array.from({ length: counted(Math.max(0, Math.floor((b - a) / c) + 1)) }, (_, at): Value =>
      typeof of === 'bigint' && typeof by === 'bigint' ? of + BigInt(at) * by : a + at * c,
    );
    if (fn === undefined) return new List(turns);
    for (const each of turns) it.callEach(fn, [each]);
    return of;
  },
  fdiv: (_, of, [other]) => num(of) / num(other),
  'between?': (it, of, [low, high]) => compared(it, of, low) >= 0 && compared(it, of, high) <= 0,
  chr: (_, of) => String.fromCodePoint(num(of)),
  digits: (_, of) => new List([...String(of)].toReversed().map((each) => BigInt(each))),
  pow: (it, of, [other]) => operated(it, '**', of, other),
  gcd: (_, of, [other]) => {
    let [a, b] = [of as bigint, other as bigint];
    while (b !== 0n) [a, b] = [b, a % b];
    return a < 0n ? -a : a;
  },
  'integer?': (_, of) => typeof of === 'bigint',
  'nan?': (_, of) => Number.isNaN(of),
  magnitude: (_, of) => (of < 0 ? -of : of),
  divmod: (it, of, [other]) => new List([operated(it, '//', of, other), operated(it, '%', of, other)]),
  'zero?': (_, of) => sameNumber(of, 0),
  'positive?': (_, of) => of > 0,
  'negative?': (_, of) => of < 0,
  'even?': (_, of) => Number(of) % 2 === 0,
  'odd?': (_, of) => Math.abs(Number(of) % 2) === 1,
  succ: (_, of) => (typeof of === 'bigint' ? of + 1n : refuse('succ')),
  pred: (_, of) => (typeof of === 'bigint' ? of - 1n : refuse('pred')),
  'clamp coercein': (it, of, [low, high]) => (compared(it, of, low) < 0 ? low : compared(it, of, high) > 0 ? high : of),
  'coerceatleast max': (it, of, [low]) => (compared(it, of, low) < 0 ? low : of),
  'coerceatmost min': (it, of, [high]) => (compared(it, of, high) > 0 ? high : of),
  compareto: (it, of, [other]) => count(it, compared(it, of, other)),
  equals: (it, of, [other]) => same(it, of, other),
  saturatingsub: (_, of, [other]) =>
    typeof of === 'bigint' && typeof other === 'bigint' ? (of > other ? of - other : 0n) : refuse('a number'),
  isinteger: (_, of) => Number.isInteger(Number(of)),
});

const OBJECT = named<Obj>({
  append: (it, of, args) => {
    if (of.type !== 'builder') return refuse('append');
    of.fields.set('text', nameOf(of.fields.get('text')) + args.map((each) => it.shown(each)).join(''));
    return of;
  },
  tostring: (it, of) => (of.type === 'builder' ? of.fields.get('text')! : it.shown(of)),
  length: (_, of) => (of.type === 'builder' ? BigInt(nameOf(of.fields.get('text')).length) : refuse('length')),
  reverse: (_, of) => {
    if (of.type !== 'builder') return refuse('reverse');
    of.fields.set('text', [...nameOf(of.fields.get('text'))].toReversed().join(''));
    return of;
  },
  'getkey key': (_, of) => (of.type === 'entry' ? of.fields.get('key')! : refuse('key')),
  'getvalue value': (_, of) => (of.type === 'entry' ? of.fields.get('value')! : refuse('value')),
  'getmessage message': (_, of) => of.fields.get('message') ?? null,
  hasownproperty: (_, of, [name]) => of.fields.has(nameOf(name)),
  tos: (it, of) => it.shown(of),
});

const frameText = ({ file, fn }: Func): string => file.text.slice(fn.start, fn.end);

const CALLABLE = named<Value>({
  'call apply bind': (it, of, args, _, name) => {
    if (it.family !== 'javascript' || !(of instanceof Func)) return name === 'bind' ? refuse('a bound function') : it.call(of, args);
    const own = of.fn.short || !frameText(of).startsWith('function') ? of : new Func(of.fn, of.file, of.env, args[0], of.owner);
    if (name === 'bind') return args.length > 1 ? new Native((rest) => it.call(own, [...args.slice(1), ...rest])) : own;
    return it.call(own, name === 'apply' ? itemsOf(args[1], it.family) : args.slice(1));
  },
  'applyasint test accept get invoke yield': (it, of, args) => it.call(of, args),
  reversed: (it, of) => new Native(([a, b]) => -num(it.call(of, [a, b]))),
  'thencomparing thencomparingint thencomparingdouble thencomparinglong': (it, of, [next]) =>
    new Native(([a, b]) => {
      const first = num(it.call(of, [a, b]));
      if (first !== 0) return first;
      if (next instanceof Native) return it.call(next, [a, b]);
      return next instanceof Func && next.fn.params.length === 2
        ? it.call(next, [a, b])
        : compared(it, it.call(next, [a]), it.call(next, [b]));
    }),
});

const PATTERN = named<Pattern>({
  'test match?': (_, of, [value]) => of.regex.test(text(value)),
  exec: (it, of, [value]) => matched(it, of.regex.exec(text(value)), false),
});

const SYMBOL = named<Sym>({
  'tos name id2name': (_, of) => of.name,
  tosym: (_, of) => of,
  toproc: (it, of) => new Native((args) => it.send(args[0], of.name, args.slice(1))),
  'length size': (_, of) => BigInt(of.name.length),
  inspect: (it, of) => it.shown(of, true),
  'upcase downcase capitalize succ': (it, of, args, byName, name) => Sym.of(text(callMethod(it, of.name, name, args, byName))),
  'startwith? endwith? empty?': (it, of, args, byName, name) => callMethod(it, of.name, name, args, byName),
});

const NOTHING = named<null>({
  'nil?': () => true,
  toi: () => 0n,
  toa: () => new List([]),
  tos: () => '',
});

const ANY = named<Value>({
  inspect: (it, of) => (it.family === 'ruby' ? it.shown(of, true) : refuse('inspect')),
  tos: (it, of) => (it.family === 'ruby' ? it.shown(of) : refuse('to_s')),
  'isa? kindof? instanceof?': (it, of, [type]) => {
    if (it.family !== 'ruby') return refuse('a type');
    return type instanceof Foreign ? isBuiltIn(of, type.name) : type instanceof Cls && it.isA(of, type.name);
  },
  class: (it, of) => (it.family === 'ruby' ? new Foreign(typeNameOf(of) ?? refuse('a type')) : refuse('a type')),
  'send publicsend': (it, of, [name, ...args]) => it.send(of, nameOf(name), args),
  'respondto?': () => refuse('a method'),
  'nil?': (_, of) => of === null,
  'unwrap expect asref asmut borrow iter! clone dup freeze itself toowned copied into': (_, of) => of,
  let: (it, of, [fn]) => it.callEach(fn, [of]),
  'tap also': (it, of, [fn]) => {
    it.callEach(fn, [of]);
    return of;
  },
  then: (it, of, [fn]) => it.callEach(fn, [of]),
  'unwrapor unwrapordefault': (_, of, [otherwise]) => of ?? otherwise ?? refuse('a default'),
});
