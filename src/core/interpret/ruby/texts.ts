import { escapePattern } from '../../escapePattern';
import { decimalOf } from '../values/decimals';
import { counted, ProgramPattern } from '../values/limits';
import { named, num, refuse, text } from '../library/parts';
import { keepMatch, matchIn, matchObject } from './matches';
import { Dict, Func, isNumber, List, Native, Pattern, Sym } from '../values/value';

/** Methods that texts have in Ruby alone. */
export const RUBY_TEXT = named<string>({
  scan: (it, of, [pattern, fn]) => {
    const regex = pattern instanceof Pattern ? pattern.regex : new RegExp(escapePattern(text(pattern)));
    const all = [...of.matchAll(new ProgramPattern(regex.source, `${regex.flags.replace('g', '')}g`))].map((each) =>
      each.length > 1 ? new List(each.slice(1).map((one) => one ?? null)) : each[0],
    );
    if (fn === undefined) return new List(all);
    for (const each of all) it.callEach(fn, [each]);
    return of;
  },
  'sub gsub': (it, of, [from, to], _, name) => {
    const isBlock = to instanceof Func || to instanceof Native;
    const regex = from instanceof Pattern ? from.regex : new RegExp(escapePattern(text(from)));
    const flags = regex.flags.replace('g', '') + (name === 'gsub' ? 'g' : '');
    return of.replace(new ProgramPattern(regex.source, flags), (...found) => {
      const size = found.findIndex((each) => typeof each === 'number');
      const groups = found.slice(0, size) as (string | undefined)[];
      if (isBlock) {
        keepMatch(it, of, regex, found[size] as number);
        return it.shown(it.callEach(to, [groups[0]!]));
      }
      if (to instanceof Dict) return it.shown(to.get(groups[0]) ?? null);
      const named_ = typeof found.at(-1) === 'object' ? (found.at(-1) as Record<string, string>) : {};
      return text(to).replace(/\\(?:(\d)|k<(\w+)>|(\\))/g, (_all, place: string, own: string, back: string) =>
        back ? '\\' : place ? (groups[Number(place)] ?? '') : (named_[own] ?? ''),
      );
    });
  },
  split: (_, of, [by, most]) => {
    if (by === undefined || by === null || by === ' ') {
      const words = of.trim() === '' ? [] : of.trimStart().split(/\s+/);
      if (most === undefined || num(most) <= 0) return new List(words.filter(Boolean));
      return refuse('a limited split');
    }
    if (by instanceof Pattern && /\(/.test(by.regex.source.replace(/\\.|\(\?/g, ''))) return refuse('a split with groups');
    let parts = of === '' ? [] : of.split(by instanceof Pattern ? by.regex : text(by));
    const size = most === undefined ? 0 : num(most);
    if (size > 0 && parts.length > size) {
      if (typeof by !== 'string') return refuse('a limited split');
      parts = [...parts.slice(0, size - 1), parts.slice(size - 1).join(by)];
    }
    if (size === 0) while (parts.length > 0 && parts.at(-1) === '') parts.pop();
    return new List(parts);
  },
  'partition rpartition': (it, of, [by], _, name) => {
    const at =
      by instanceof Pattern ? (matchIn(it, of, by)?.index ?? -1) : name === 'partition' ? of.indexOf(text(by)) : of.lastIndexOf(text(by));
    const size = by instanceof Pattern ? (matchIn(it, of, by)?.[0].length ?? 0) : text(by).length;
    if (by instanceof Pattern && name === 'rpartition') return refuse('a partition');
    return new List(
      at < 0 ? (name === 'partition' ? [of, '', ''] : ['', '', of]) : [of.slice(0, at), of.slice(at, at + size), of.slice(at + size)],
    );
  },
  'chomp strip lstrip rstrip chop': (_, of, [end], __, name) => {
    switch (name) {
      case 'chomp':
        return end === undefined ? of.replace(/\r?\n$/, '') : of.endsWith(text(end)) ? of.slice(0, of.length - text(end).length) : of;
      case 'chop':
        return of.slice(0, -1);
      default:
        return of.replace(name === 'strip' ? /^[\s\0]+|(?<![\s\0])[\s\0]+$/g : name === 'lstrip' ? /^\s+/ : /(?<![\s\0])[\s\0]+$/, '');
    }
  },
  'succ next': (_, of) =>
    /^[a-y]$|^[A-Y]$|^[0-8]$/.test(of)
      ? String.fromCharCode(of.charCodeAt(0) + 1)
      : /\d$/.test(of)
        ? nextText(of)
        : refuse('the next text'),
  upto: (it, of, [to, fn]) => {
    if (of.length !== 1 || text(to).length !== 1) return refuse('texts in a row');
    const all = Array.from({ length: Math.max(0, text(to).charCodeAt(0) - of.charCodeAt(0) + 1) }, (_, at) =>
      String.fromCharCode(of.charCodeAt(0) + at),
    );
    if (fn === undefined) return new List(all);
    for (const each of all) it.call(fn, [each]);
    return of;
  },
  delete: (_, of, [set]) => [...of].filter((sign) => !inSet(text(set), sign)).join(''),
  count: (_, of, [set]) => BigInt([...of].filter((sign) => inSet(text(set), sign)).length),
  squeeze: (_, of, [set]) => of.replace(/(.)\1+/gs, (all, sign: string) => (set === undefined || inSet(text(set), sign) ? sign : all)),
  'tr trs': (_, of, [from, to]) => {
    const [own, other] = [spreadSet(text(from).replace(/^\^(?=.)/, '')), spreadSet(text(to))];
    const isOther = /^\^./.test(text(from));
    return [...of]
      .map((sign) =>
        own.includes(sign) === isOther
          ? sign
          : other.length === 0
            ? ''
            : (other[Math.min(isOther ? other.length - 1 : own.indexOf(sign), other.length - 1)] ?? ''),
      )
      .join('');
  },
  'eachchar chars': (it, of, [fn]) => {
    if (fn === undefined) return new List([...of]);
    for (const each of of) it.call(fn, [each]);
    return of;
  },
  'insert prepend': () => refuse('a text that changes'),
  'frozen?': () => refuse('whether a text is frozen'),
  '<=>': (_, of, [other]) => (typeof other === 'string' ? BigInt(of < other ? -1 : Number(of > other)) : null),
  casecmp: (_, of, [other]) => {
    const [a, b] = [of.toLowerCase(), text(other).toLowerCase()];
    return BigInt(a < b ? -1 : Number(a > b));
  },
  'ljust rjust': (_, of, [size, fill], __, name) => {
    const sign = typeof fill === 'string' ? fill : ' ';
    return name === 'ljust' ? of.padEnd(counted(num(size)), sign) : of.padStart(counted(num(size)), sign);
  },
  'index rindex': (it, of, [part, from], _, name) => {
    if (part instanceof Pattern) {
      if (name === 'rindex' || from !== undefined) return refuse('a place of a pattern');
      const found = matchIn(it, of, part);
      return found ? BigInt(found.index!) : null;
    }
    const at = name === 'index' ? of.indexOf(text(part), from === undefined ? 0 : num(from)) : of.lastIndexOf(text(part));
    return at < 0 ? null : BigInt(at);
  },
  tof: (_, of) => Number(/^\s*[-+]?\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?/.exec(of)?.[0].replaceAll('_', '') ?? 0),
  'tosym intern': (_, of) => Sym.of(of),
  tod: (it, of) => decimalOf(it, of),
  'unicodenormalize encode forceencoding unpack unpack1 bytes b': () => refuse('bytes'),
  eachline: (it, of, [fn], byName) => {
    const lines = (of.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((each) => (byName.get('chomp') === true ? each.replace(/\n$/, '') : each));
    if (fn === undefined) return new List(lines);
    for (const each of lines) it.call(fn, [each]);
    return of;
  },
  lines: (_, of, __, byName) =>
    new List((of.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((each) => (byName.get('chomp') === true ? each.replace(/\n$/, '') : each))),
  match: (it, of, [pattern]) => {
    const found = matchIn(it, of, pattern);
    return found && matchObject(found);
  },
  'match?': (_, of, [pattern]) =>
    pattern instanceof Pattern
      ? new ProgramPattern(pattern.regex.source, pattern.regex.flags.replace('g', '')).test(of)
      : refuse('a match'),
  '[]': (it, of, args) => it.at(of, args[0]),
  '=~': (it, of, [pattern]) => {
    const found = matchIn(it, of, pattern);
    return found ? BigInt(found.index!) : null;
  },
  center: (_, of, [size, fill]) => {
    const room = Math.max(0, num(size) - of.length);
    return of
      .padStart(counted(of.length + Math.floor(room / 2)), typeof fill === 'string' ? fill : ' ')
      .padEnd(counted(num(size)), typeof fill === 'string' ? fill : ' ');
  },
  toi: (_, of, [base]) => {
    if (base === undefined) return BigInt(/^\s*[-+]?\d+/.exec(of)?.[0].trim() ?? 0);
    const found = Number.parseInt(of, num(base));
    return Number.isNaN(found) ? 0n : BigInt(found);
  },
  hex: (_, of) => BigInt(Number.parseInt(of, 16) || 0),
  slice: (it, of, [from, size]) => {
    if (from instanceof Pattern) return matchIn(it, of, from)?.[size === undefined ? 0 : num(size)] ?? null;
    if (typeof from === 'string') return of.includes(from) ? from : null;
    if (isNumber(from) && isNumber(size)) {
      const start = Number(from) < 0 ? of.length + Number(from) : Number(from);
      return start < 0 || start > of.length ? null : of.slice(start, start + Number(size));
    }
    return it.at(of, from);
  },
  'startwith?': (_, of, all) => all.some((each) => (each instanceof Pattern ? of.search(each.regex) === 0 : of.startsWith(text(each)))),
  'endwith?': (_, of, all) => all.some((each) => of.endsWith(text(each))),
  'casecmp?': (_, of, [other]) => of.toLowerCase() === text(other).toLowerCase(),
  eachwithindex: (it, of, args) => it.send(new List([...of]), 'each_with_index', args),
  bytesize: (_, of) => BigInt(new TextEncoder().encode(of).length),
});

/** The characters that `a-z` names. */
function spreadSet(set: string): string[] {
  return [
    ...set.replace(/(.)-(.)/g, (_all, a: string, b: string) =>
      Array.from({ length: counted(Math.max(0, b.charCodeAt(0) - a.charCodeAt(0) + 1)) }, (__, at) =>
        String.fromCharCode(a.charCodeAt(0) + at),
      ).join(''),
    ),
  ];
}

function inSet(set: string, sign: string): boolean {
  return /^\^./.test(set) ? !spreadSet(set.slice(1)).includes(sign) : spreadSet(set).includes(sign);
}

/** `a9` → `b0` */
function nextText(of: string): string {
  const [, head = '', digits = ''] = /^(.*(?<!\d)|)(\d+)$/.exec(of) ?? [];
  const next = String(BigInt(digits) + 1n).padStart(digits.length, '0');
  return next.length > digits.length && head !== '' ? refuse('the next text') : head + next;
}
