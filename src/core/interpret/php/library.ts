import { compared, equal, identical, isTrue, isNumeric } from '../values/comparing';
import { baseName, csvRows, endingOf, fileObject, lineOfFile, linesOf, parentOf, textOfFile } from '../library/dataFiles';
import { rounded } from '../library/formats';
import { each as eachOf, listOf, ofPairs } from '../values/iteration';
import { fieldsOf } from './objects';
import { exported, printedR } from './printing';
import { phpArray, phpPairs } from './arrays';
import { typeText } from './types';
import { num, type Row, text } from '../library/rowParts';
import {
  Dict,
  Foreign,
  Func,
  isNumber,
  List,
  type Machine,
  nameOf,
  Native,
  Obj,
  Stream,
  Thrown,
  Unknown,
  type Value,
} from '../values/value';

function unknown(): never {
  throw new Unknown('another value');
}

const calls = (it: Machine, fn: Value, args: readonly Value[]): Value => it.call(fn, [...args]);
const flag = (value: Value): string => (value instanceof Foreign ? value.name : value === undefined ? '' : unknown());

const found =
  (gives: 'value' | 'key' | 'any' | 'all'): Row =>
  (it, [of, fn]) => {
    const pairs = phpPairs(of);
    const holds = ([key, value]: [Value, Value]): boolean => isTrue(it, it.callEach(fn, [value, key]));
    if (gives === 'any') return pairs.some(holds);
    if (gives === 'all') return pairs.every(holds);
    return pairs.find(holds)?.[gives === 'value' ? 1 : 0] ?? null;
  };

/** `array_diff_assoc`, `array_udiff` …: what stays of an array. */
const assoc =
  (stays: boolean): Row =>
  (it, [of, ...others]) =>
    phpArray(
      phpPairs(of).filter(([key, value]) => {
        const has = (other: Value): boolean => phpPairs(other).some(([k, v]) => k === key && it.shown(v) === it.shown(value));
        return stays ? others.every(has) : !others.some(has);
      }),
    );

const byFunction =
  (stays: boolean): Row =>
  (it, args) => {
    const [of, ...rest] = args;
    const fn = rest.pop();
    return phpArray(
      phpPairs(of).filter(([, value]) => {
        const has = (other: Value): boolean => phpPairs(other).some(([, each]) => num(it.call(fn, [value, each])) === 0);
        return stays ? rest.every(has) : !rest.some(has);
      }),
    );
  };

const kind =
  (test: (value: Value, it: Machine) => boolean): Row =>
  (it, [value]) =>
    test(value, it);

/** Whether a function may be called: one of the program, or one of the library by its name. */
const isFunction = (it: Machine, value: Value): boolean => {
  if (value instanceof Func || value instanceof Native) return true;
  if (value instanceof Obj) return it.methodOf(value, /^__invoke$/) !== undefined;
  if (typeof value === 'string') return value.includes('::') ? unknown() : it.knowsFunction(value);
  if (value instanceof List && value.items.length === 2 && value.items[0] instanceof Obj)
    return it.methodOf(value.items[0], new RegExp(`^${nameOf(value.items[1])}$`)) !== undefined;
  return value instanceof Foreign ? unknown() : false;
};

/** What further functions of PHP's library give, by name. */
export const PHP_LIBRARY: Readonly<Record<string, Row>> = {
  var_export: (it, [value, gives]) => {
    const said = exported(it, value);
    if (gives === true) return said;
    it.printed.push(said);
    return null;
  },
  print_r: (it, [value, gives]) => {
    const said = printedR(it, value);
    if (gives === true) return said;
    it.printed.push(said);
    return true;
  },
  assert_options: () => 1n,
  error_log: () => true,
  usleep: () => null,
  'php sleep': () => 0n,
  spl_autoload_register: () => true,
  mb_internal_encoding: () => true,
  setlocale: () => unknown(),
  define: (it, [name, value]) => {
    it.setGlobal(text(name), value);
    return true;
  },
  vsprintf: (it, [format, args]) => it.callNamed('sprintf', [format, ...listOf(it, args)]),
  call_user_func: (it, [fn, ...args]) => calls(it, fn, args),
  call_user_func_array: (it, [fn, args]) => {
    if (args instanceof Dict) return it.call(fn, [], new Map(args.pairs().map(([key, value]) => [nameOf(key), value])));
    return calls(it, fn, listOf(it, args));
  },
  is_callable: (it, [value]) => isFunction(it, value),
  function_exists: (it, [name]) => it.knowsFunction(text(name)),
  method_exists: (it, [of, name]) => (of instanceof Obj ? it.methodOf(of, new RegExp(`^${text(name)}$`)) !== undefined : unknown()),
  property_exists: (_, [of, name]) => (of instanceof Obj ? of.fields.has(text(name)) || unknown() : unknown()),
  get_object_vars: (_, [of]) => (of instanceof Obj ? phpArray(fieldsOf(of)) : unknown()),
  is_object: kind((value) => value instanceof Obj || value instanceof Func || value instanceof Stream),
  is_iterable: kind(
    (value) => value instanceof List || value instanceof Dict || value instanceof Stream || (value instanceof Obj && unknown()),
  ),
  is_countable: kind((value) => value instanceof List || value instanceof Dict || (value instanceof Obj && unknown())),
  is_scalar: kind((value) => typeof value === 'string' || isNumber(value) || typeof value === 'boolean'),
  is_integer: kind((value) => typeof value === 'bigint'),
  is_nan: kind((value) => Number.isNaN(value)),
  is_infinite: kind((value) => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY),
  is_finite: kind((value) => Number.isFinite(Number(value))),
  is_a: (it, [of, type]) => it.isA(of, text(type).replace(/^.*\\/, '')),
  gettype: (_, [value]) =>
    value === null
      ? 'NULL'
      : typeof value === 'bigint'
        ? 'integer'
        : typeof value === 'number'
          ? 'double'
          : typeof value === 'boolean' || typeof value === 'string'
            ? typeof value
            : value instanceof List || value instanceof Dict
              ? 'array'
              : 'object',
  get_debug_type: (_, [value]) => typeText(value),
  boolval: (it, [value]) => isTrue(it, value),
  array_find: found('value'),
  array_find_key: found('key'),
  array_any: found('any'),
  array_all: found('all'),
  array_diff_assoc: assoc(false),
  array_intersect_assoc: assoc(true),
  array_udiff: byFunction(false),
  array_uintersect: byFunction(true),
  array_replace: (_, lists) => {
    const made = new Map<Value, Value>();
    for (const [key, value] of lists.flatMap(phpPairs)) made.set(key, value);
    return phpArray([...made]);
  },
  array_merge_recursive: () => unknown(),
  array_walk_recursive: () => unknown(),
  array_multisort: () => unknown(),
  array_change_key_case: (_, [of]) =>
    phpArray(phpPairs(of).map(([key, value]) => [typeof key === 'string' ? key.toLowerCase() : key, value])),
  array_reverse: (_, [of, keeps]) => {
    const pairs = phpPairs(of).toReversed();
    let next = 0n;
    return phpArray(keeps === true ? pairs : pairs.map(([key, value]) => [typeof key === 'bigint' ? next++ : key, value]));
  },
  array_slice: (_, [of, from, size, keeps]) => {
    const pairs = phpPairs(of);
    const start = num(from) < 0 ? Math.max(0, pairs.length + num(from)) : num(from);
    const end = size === undefined || size === null ? pairs.length : num(size) < 0 ? pairs.length + num(size) : start + num(size);
    let next = 0n;
    return phpArray(
      pairs.slice(start, Math.max(start, end)).map(([key, value]) => [typeof key === 'bigint' && keeps !== true ? next++ : key, value]),
    );
  },
  array_shift: (_, [of]) => {
    if (of instanceof List) return of.items.shift() ?? null;
    if (!(of instanceof Dict)) return unknown();
    const [first, ...rest] = of.pairs();
    of.entries.clear();
    let next = 0n;
    for (const [key, value] of rest) of.set(typeof key === 'bigint' ? next++ : key, value);
    return first ? first[1] : null;
  },
  array_unshift: (_, [of, ...more]) => {
    if (of instanceof List) of.items.unshift(...more);
    else if (of instanceof Dict) {
      const rest = of.pairs();
      of.entries.clear();
      let next = 0n;
      for (const value of more) of.set(next++, value);
      for (const [key, value] of rest) of.set(typeof key === 'bigint' ? next++ : key, value);
    } else return unknown();
    return BigInt(phpPairs(of).length);
  },
  array_chunk: (_, [of, size, keeps]) => {
    const pairs = phpPairs(of);
    return new List(
      Array.from({ length: Math.ceil(pairs.length / num(size)) }, (__, at) => {
        const some = pairs.slice(at * num(size), (at + 1) * num(size));
        return keeps === true ? phpArray(some) : new List(some.map(([, value]) => value));
      }),
    );
  },
  'php key': (_, [of]) => phpPairs(of)[0]?.[0] ?? null,
  'php next': () => unknown(),
  'php prev': () => unknown(),
  iterator_to_array: (it, [of, keeps]) => {
    if (of instanceof List || of instanceof Dict) return of;
    const pairs: [Value, Value][] = [];
    eachOf(it, of, (value, key) => pairs.push([key, value]) > 0);
    if (keeps === false) return new List(pairs.map(([, value]) => value));
    const made = new Dict();
    for (const [key, value] of pairs) made.set(key, value);
    return phpArray(made.pairs());
  },
  iterator_count: (it, [of]) => BigInt(listOf(it, of).length),
  iterator_apply: () => unknown(),
  'php in_array': (it, [value, of, strictly]) =>
    phpPairs(of).some(([, each]) => (strictly === true ? identical(it, each, value) : equal(it, each, value))),
  'php array_search': (it, [value, of, strictly]) =>
    phpPairs(of).find(([, each]) => (strictly === true ? identical(it, each, value) : equal(it, each, value)))?.[0] ?? false,
  'php array_keys': (it, [of, only, strictly]) =>
    new List(
      phpPairs(of).flatMap(([key, value]) =>
        only === undefined || (strictly === true ? identical(it, value, only) : equal(it, value, only)) ? [key] : [],
      ),
    ),
  'php array_key_exists': (_, [key, of]) =>
    phpPairs(of).some(([own]) => own === (typeof key === 'string' && /^(?:0|-?[1-9]\d*)$/.test(key) ? BigInt(key) : (key ?? ''))),
  key_exists: (_, [key, of]) => phpPairs(of).some(([own]) => own === key),
  implode: (it, [between, of]) => {
    const [sign, items] = of === undefined ? ['', between] : [text(between), of];
    return phpPairs(items)
      .map(([, each]) => it.shown(each))
      .join(sign);
  },
  join: (it, [between, of]) => it.callNamed('implode', [between, of]),
  explode: (_, [between, of, limit]) => {
    const parts = text(of).split(text(between));
    if (limit === undefined) return new List(parts);
    const most = num(limit);
    if (most < 0) return new List(parts.slice(0, most));
    const size = Math.max(1, most);
    return new List(parts.length <= size ? parts : [...parts.slice(0, size - 1), parts.slice(size - 1).join(text(between))]);
  },
  ucwords: (_, [of, signs]) =>
    signs === undefined
      ? text(of).replace(/(?<![^\s])\S/g, (sign) => sign.toUpperCase())
      : [...text(of)].map((sign, at, all) => (at === 0 || text(signs).includes(all[at - 1]!) ? sign.toUpperCase() : sign)).join(''),
  wordwrap: (_, [of, width, by, cut]) => {
    const [size, sign] = [width === undefined ? 75 : num(width), by === undefined ? '\n' : text(by)];
    if (cut === true || text(of).includes(sign)) return unknown();
    const lines: string[] = [];
    for (const word of text(of).split(' ')) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + 1 + word.length <= size) lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(word);
    }
    return lines.join(sign);
  },
  nl2br: (_, [of]) => text(of).replace(/\r?\n/g, '<br />$&'),
  htmlspecialchars: (_, [of]) =>
    text(of).replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#039;' })[sign]!),
  addslashes: (_, [of]) => text(of).replace(/[\\'"]/g, '\\$&'),
  strstr: (_, [of, part, before]) => {
    const at = text(of).indexOf(text(part));
    return at < 0 ? false : before === true ? text(of).slice(0, at) : text(of).slice(at);
  },
  strrchr: (_, [of, part]) => {
    const at = text(of).lastIndexOf(text(part)[0] ?? '');
    return at < 0 ? false : text(of).slice(at);
  },
  strtr: (_, [of, from, to]) => {
    if (from instanceof Dict || from instanceof List) {
      const pairs = phpPairs(from).map(([key, value]): [string, string] => [nameOf(key), nameOf(value)]);
      const sorted = pairs.filter(([key]) => key !== '').toSorted(([a], [b]) => b.length - a.length);
      let made = '';
      for (let at = 0; at < text(of).length;) {
        const hit = sorted.find(([key]) => text(of).startsWith(key, at));
        made += hit ? hit[1] : text(of)[at]!;
        at += hit ? hit[0].length : 1;
      }
      return made;
    }
    const size = Math.min(text(from).length, text(to).length);
    return [...text(of)]
      .map((sign) =>
        text(from).lastIndexOf(sign, size - 1) >= 0 && text(from).indexOf(sign) < size
          ? text(to)[text(from).lastIndexOf(sign, size - 1)]!
          : sign,
      )
      .join('');
  },
  substr_replace: (_, [of, by, from, size]) => {
    const whole = text(of);
    const start = num(from) < 0 ? Math.max(0, whole.length + num(from)) : Math.min(num(from), whole.length);
    const end = size === undefined || size === null ? whole.length : num(size) < 0 ? whole.length + num(size) : start + num(size);
    return whole.slice(0, start) + text(by) + whole.slice(Math.max(start, end));
  },
  str_ireplace: (_, [from, to, of]) =>
    text(of).replace(new RegExp(text(from).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'), () => text(to)),
  str_word_count: (_, [of, how]) => {
    const words = text(of).match(/[A-Za-z'-]+/g) ?? [];
    return how === undefined || how === 0n ? BigInt(words.length) : how === 1n ? new List(words) : unknown();
  },
  similar_text: () => unknown(),
  levenshtein: (_, [a, b]) => {
    let row = Array.from({ length: text(b).length + 1 }, (__, at) => at);
    for (const [x, sign] of [...text(a)].entries()) {
      const next = [x + 1];
      for (const [y, other] of [...text(b)].entries()) next.push(Math.min(next[y]! + 1, row[y + 1]! + 1, row[y]! + Number(sign !== other)));
      row = next;
    }
    return BigInt(row.at(-1)!);
  },
  str_pad: (_, [of, size, fill, side]) => {
    const [whole, sign, how] = [text(of), fill === undefined ? ' ' : text(fill), flag(side)];
    const room = num(size) - whole.length;
    if (room <= 0) return whole;
    const pad = (length: number): string => sign.repeat(Math.ceil(length / sign.length)).slice(0, length);
    if (how === 'STR_PAD_LEFT') return pad(room) + whole;
    return how === 'STR_PAD_BOTH' ? pad(Math.floor(room / 2)) + whole + pad(Math.ceil(room / 2)) : whole + pad(room);
  },
  mb_str_pad: (it, args) => it.callNamed('str_pad', args),
  mb_str_split: (_, [of]) => new List([...text(of)]),
  mb_convert_case: () => unknown(),
  mb_substr_count: (it, args) => it.callNamed('substr_count', args),
  'php trim': (_, [of, signs]) => trimmed(text(of), signs, true, true),
  'php ltrim': (_, [of, signs]) => trimmed(text(of), signs, true, false),
  'php rtrim': (_, [of, signs]) => trimmed(text(of), signs, false, true),
  'php chop': (_, [of, signs]) => trimmed(text(of), signs, false, true),
  'php ord': (_, [of]) => BigInt(new TextEncoder().encode(text(of))[0] ?? 0),
  'php chr': (_, [code]) => (num(code) < 128 ? String.fromCharCode(num(code)) : unknown()),
  ctype_space: kind((value) => typeof value === 'string' && /^\s+$/.test(value)),
  ctype_alnum: kind((value) => typeof value === 'string' && /^[a-z0-9]+$/i.test(value)),
  ctype_lower: kind((value) => typeof value === 'string' && /^[a-z]+$/.test(value)),
  ctype_punct: kind((value) => typeof value === 'string' && /^[!-/:-@[-`{-~]+$/.test(value)),
  ctype_xdigit: kind((value) => typeof value === 'string' && /^[0-9a-f]+$/i.test(value)),
  strncmp: (_, [a, b, size]) => BigInt(Math.sign(compareTexts(text(a).slice(0, num(size)), text(b).slice(0, num(size))))),
  strncasecmp: (_, [a, b, size]) =>
    BigInt(Math.sign(compareTexts(text(a).slice(0, num(size)).toLowerCase(), text(b).slice(0, num(size)).toLowerCase()))),
  strnatcmp: () => unknown(),
  strnatcasecmp: () => unknown(),
  strcoll: () => unknown(),
  bin2hex: (_, [of]) => [...new TextEncoder().encode(text(of))].map((each) => each.toString(16).padStart(2, '0')).join(''),
  dechex: (_, [of]) => (of as bigint).toString(16),
  hexdec: (_, [of]) => BigInt(`0x${text(of).replace(/[^0-9a-f]/gi, '') || '0'}`),
  decbin: (_, [of]) => (of as bigint).toString(2),
  bindec: (_, [of]) => BigInt(`0b${text(of).replace(/[^01]/g, '') || '0'}`),
  decoct: (_, [of]) => (of as bigint).toString(8),
  base_convert: (_, [of, from, to]) =>
    [...text(of).toLowerCase()]
      .reduce((sum, sign) => sum * BigInt(num(from)) + BigInt(Number.parseInt(sign, num(from)) || 0), 0n)
      .toString(num(to)),
  'php intdiv': (_, [a, b]) => {
    if (b === 0n) throw new Thrown(new Obj(undefined, new Map<string, Value>([['message', 'Division by zero']]), 'DivisionByZeroError'));
    return typeof a === 'bigint' && typeof b === 'bigint' ? a / b : unknown();
  },
  'php intval': (_, [value, base]) => {
    if (base !== undefined && base !== 10n) return unknown();
    if (typeof value === 'bigint') return value;
    if (typeof value === 'number') return BigInt(Math.trunc(value));
    if (typeof value === 'boolean' || value === null) return BigInt(Boolean(value));
    if (value instanceof List || value instanceof Dict) return BigInt(phpPairs(value).length > 0);
    const found = /^\s*[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/.exec(text(value))?.[0].trim();
    return found === undefined ? 0n : /^[-+]?\d+$/.test(found) ? BigInt(found) : BigInt(Math.trunc(Number(found)));
  },
  fdiv: (_, [a, b]) => num(a) / num(b),
  'php hypot': (_, [a, b]) => Math.hypot(num(a), num(b)),
  'php log': (_, [of, base]) => (base === undefined ? Math.log(num(of)) : Math.log(num(of)) / Math.log(num(base))),
  'php log10': (_, [of]) => Math.log10(num(of)),
  'php pi': () => Math.PI,
  'php max': (it, args) => extreme(it, args, 1),
  'php min': (it, args) => extreme(it, args, -1),
  'php round': (_, [value, digits]) => {
    if (typeof value === 'bigint' && (digits === undefined || num(digits) >= 0)) return Number(value);
    return rounded(num(value), digits === undefined ? 0 : num(digits), 'php');
  },
  'php range': (_, [from, to, step]) => {
    if (typeof from === 'string' && typeof to === 'string' && !/\d/.test(from + to)) {
      const [a, b, by] = [from.charCodeAt(0), to.charCodeAt(0), Math.abs(Number(step ?? 1))];
      return new List(
        Array.from({ length: Math.floor(Math.abs(b - a) / by) + 1 }, (__, at) => String.fromCharCode(a + (b < a ? -1 : 1) * at * by)),
      );
    }
    const [a, b] = [num(from), num(to)];
    const by = Math.abs(Number(step ?? 1));
    const size = Math.floor(Math.abs(b - a) / by + 1e-9) + 1;
    if (size > 20_000 || by === 0) return unknown();
    const isWhole = typeof from === 'bigint' && typeof to === 'bigint' && (step === undefined || typeof step === 'bigint');
    return new List(
      Array.from({ length: size }, (__, at) => (isWhole ? BigInt(a + (b < a ? -by : by) * at) : a + (b < a ? -by : by) * at)),
    );
  },
  filter_var: (_, [value, how, options]) => {
    const written = isNumber(value) ? String(value) : text(value);
    if (options !== undefined) return unknown();
    switch (flag(how)) {
      case 'FILTER_VALIDATE_INT':
        return /^\s*[-+]?(?:0|[1-9]\d*)\s*$/.test(written) ? BigInt(written.trim()) : false;
      case 'FILTER_VALIDATE_FLOAT':
        return isNumeric(written) ? Number(written) : false;
      case 'FILTER_VALIDATE_EMAIL':
        return /^[\w.+-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*\.[a-zA-Z]{2,}$/.test(written) && !/\.\.|^\.|\.@/.test(written)
          ? written
          : /^[^@]*$|\s/.test(written)
            ? false
            : unknown();
      case 'FILTER_VALIDATE_BOOLEAN':
      case 'FILTER_VALIDATE_BOOL':
        return /^(?:1|true|on|yes)$/i.test(written);
      default:
        return unknown();
    }
  },
  file_get_contents: (it, [path]) => textOfFile(it, text(path)),
  file: (it, [path, flags]) => {
    const lines = linesOf(textOfFile(it, text(path)));
    if (flags === undefined) return new List(lines);
    return unknown();
  },
  fopen: (it, [path, mode]) =>
    mode === 'r' && text(path) !== 'php://stdin'
      ? fileObject(textOfFile(it, text(path)))
      : /^php:\/\/(?:stderr|stdout|output)$/.test(text(path))
        ? new Obj(undefined, new Map(), 'output')
        : unknown(),
  fgets: (_, [of]) => (of instanceof Obj && of.type === 'file' ? (lineOfFile(of) ?? false) : unknown()),
  feof: (_, [of]) =>
    of instanceof Obj && of.type === 'file' ? Number(of.fields.get('at')) >= text(of.fields.get('text')).length : unknown(),
  fclose: () => true,
  fgetcsv: (_, [of, , between]) => {
    if (!(of instanceof Obj) || of.type !== 'file') return unknown();
    const line = lineOfFile(of);
    if (line === undefined) return false;
    const row = csvRows(line, between === undefined ? ',' : text(between))[0] ?? [];
    return new List(row.length === 0 ? [null] : row);
  },
  str_getcsv: (_, [of, between]) => new List(csvRows(text(of), between === undefined ? ',' : text(between))[0] ?? [null]),
  'php basename': (_, [path, ending]) => {
    const name = baseName(text(path));
    return ending !== undefined && name.endsWith(text(ending)) ? name.slice(0, -text(ending).length) : name;
  },
  dirname: (_, [path]) => parentOf(text(path)),
  pathinfo: (_, [path, part]) => {
    const name = baseName(text(path));
    const ending = endingOf(name).slice(1);
    switch (flag(part)) {
      case 'PATHINFO_FILENAME':
        return ending === '' ? name : name.slice(0, -ending.length - 1);
      case 'PATHINFO_EXTENSION':
        return ending;
      case 'PATHINFO_BASENAME':
        return name;
      case 'PATHINFO_DIRNAME':
        return parentOf(text(path));
      default:
        return unknown();
    }
  },
  'Closure.fromCallable': (it, [fn]) => new Native((args) => it.call(fn, args)),
  'Closure.bind': () => unknown(),
  'php new ArrayIterator': (_, [of]) => (of instanceof List || of instanceof Dict ? ofPairs(of) : unknown()),
};

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function extreme(it: Machine, args: readonly Value[], sign: 1 | -1): Value {
  const items = args.length === 1 ? phpPairs(args[0]).map(([, value]) => value) : args;
  if (items.length === 0) throw new Thrown(new Obj(undefined, new Map(), 'ValueError'));
  return items.reduce((best, each) => (compared(it, each, best) * sign > 0 ? each : best));
}

function trimmed(of: string, signs: Value, start: boolean, end: boolean): string {
  const set = (signs === undefined ? ' \n\r\t\v\0' : text(signs)).replace(/(.)\.\.(.)/gs, (_, a: string, b: string) =>
    Array.from({ length: b.charCodeAt(0) - a.charCodeAt(0) + 1 }, (__, at) => String.fromCharCode(a.charCodeAt(0) + at)).join(''),
  );
  let [from, to] = [0, of.length];
  while (start && from < to && set.includes(of[from]!)) from += 1;
  while (end && to > from && set.includes(of[to - 1]!)) to -= 1;
  return of.slice(from, to);
}
