import { grouped, printed, rounded } from '../library/formats';
import { jsonText, parsedJson } from '../library/json';
import { counted } from '../values/limits';
import { compared, isTrue, same } from '../values/comparing';
import { operated } from '../values/operators';
import { phpArray, phpKey, phpPairs } from './arrays';
import { PHP_PATTERNS } from './patterns';
import { method, type Row, sizeOf } from '../library/rowParts';
import { Dict, Foreign, isNumber, List, type Machine, nameOf, Obj, Thrown, Unknown, type Value } from '../values/value';

const text = (value: Value): string => {
  if (typeof value === 'string') return value;
  if (isNumber(value)) return String(value);
  throw new Unknown('no text');
};

const num = (value: Value): number => {
  if (isNumber(value)) return Number(value);
  if (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value))) return Number(value);
  throw new Unknown('no number');
};

/** Puts other elements into an array. */
function refill(of: Value, pairs: readonly (readonly [Value, Value])[]): null {
  if (of instanceof List && pairs.every(([key], at) => key === BigInt(at))) of.items = pairs.map(([, value]) => value);
  else if (of instanceof Dict) {
    of.entries.clear();
    for (const [key, value] of pairs) of.set(key, value);
  } else throw new Unknown('a list with other keys');
  return null;
}

const ordered = (it: Machine, of: Value, by: 'key' | 'value', sign: 1 | -1, fn?: Value): [Value, Value][] =>
  phpPairs(of).toSorted((a, b) => {
    const [x, y] = by === 'key' ? [a[0], b[0]] : [a[1], b[1]];
    // What a comparator gives is taken for a whole number.
    return (fn === undefined || fn instanceof Foreign ? compared(it, x, y) : Math.trunc(num(it.call(fn, [x, y])))) * sign;
  });

const listed = (pairs: readonly [Value, Value][]): [Value, Value][] => pairs.map(([, value], at) => [BigInt(at), value]);

const sorting =
  (by: 'key' | 'value', keeps: boolean, sign: 1 | -1 = 1): Row =>
  (it, [of, fn]) => {
    const pairs = ordered(it, of, by, sign, fn);
    return refill(of, keeps ? pairs : listed(pairs));
  };

const position =
  (last: boolean, folds: boolean): Row =>
  (_, [of, part, from]) => {
    const [whole, wanted] = folds ? [text(of).toLowerCase(), text(part).toLowerCase()] : [text(of), text(part)];
    const at = last ? whole.lastIndexOf(wanted) : whole.indexOf(wanted, Number(from ?? 0));
    return at < 0 ? false : BigInt(at);
  };

const cut: Row = (_, [of, from, size]) => {
  const whole = text(of);
  const start = num(from) < 0 ? Math.max(0, whole.length + num(from)) : num(from);
  const end = size === undefined || size === null ? whole.length : num(size) < 0 ? whole.length + num(size) : start + num(size);
  return whole.slice(start, Math.max(start, end));
};

const is =
  (test: (value: Value) => boolean): Row =>
  (_, [value]) =>
    test(value);

const without =
  (by: 'key' | 'value', stays: boolean): Row =>
  (it, [of, ...others]) =>
    phpArray(
      phpPairs(of).filter(
        ([key, value]) =>
          others[stays ? 'every' : 'some']((other) =>
            phpPairs(other).some(([k, v]) => (by === 'key' ? same(it, k, key) : it.shown(v) === it.shown(value))),
          ) === stays,
      ),
    );

/** The names of flags: of one, or of several that `|` joined. */
function flagNames(flags: Value): string[] {
  if (flags === undefined || flags === 0n) return [];
  if (flags instanceof Foreign) return flags.name.split('|');
  throw new Unknown('flags');
}

function asLists(value: Value): Value {
  if (value instanceof List) return new List(value.items.map(asLists));
  return value instanceof Dict ? phpArray(value.pairs().map(([key, each]) => [phpKey(key), asLists(each)])) : value;
}

function asObjects(value: Value): Value {
  if (value instanceof List) return new List(value.items.map(asObjects));
  return value instanceof Dict ? new Obj(undefined, new Map(value.pairs().map(([key, each]) => [nameOf(key), asObjects(each)]))) : value;
}

function phpValues(of: Value): Value[] {
  if (of instanceof Dict) return of.values();
  if (of instanceof List) return of.items;
  throw new Unknown('no array');
}

function phpMapped(of: Value, change: (value: Value) => Value): Value {
  if (of instanceof Dict) {
    const made = new Dict();
    for (const [key, value] of of.pairs()) made.set(key, change(value));
    return made;
  }
  return new List(phpValues(of).map(change));
}

/** What functions of PHP give, by name. Texts are taken for ASCII where their bytes are counted. */
export const PHP_ROWS: Readonly<Record<string, Row>> = {
  ...PHP_PATTERNS,
  count: sizeOf,
  fwrite: (it, [, said]) => {
    it.printed.push(it.shown(said));
    return null;
  },
  'php printf': (it, [format, ...args]) => {
    it.printed.push(printed(it, text(format), args, 'php'));
    return null;
  },
  fprintf: (it, [, format, ...args]) => {
    it.printed.push(printed(it, text(format), args, 'php'));
    return null;
  },
  'php strlen': (_, [of]) => BigInt(new TextEncoder().encode(text(of)).length),
  'php floor': (_, [value]) => Math.floor(num(value)),
  'php ceil': (_, [value]) => Math.ceil(num(value)),
  'php abs': (_, [value]) => (typeof value === 'bigint' ? (value < 0n ? -value : value) : Math.abs(num(value))),
  'php array_sum': (it, [of]) => phpValues(of).reduce((sum, each) => operated(it, '+', sum, each), 0n as Value),
  array_map: (it, [fn, of, ...more]) => {
    if (more.length === 0) return phpMapped(of, (each) => it.call(fn, [each]));
    const all = [of, ...more].map(phpValues);
    return new List(
      Array.from({ length: counted(Math.max(...all.map(({ length }) => length))) }, (_, at) => {
        const given = all.map((each) => each[at] ?? null);
        return fn === null ? new List(given) : it.call(fn, given);
      }),
    );
  },
  array_filter: (it, [of, fn, mode]) => {
    const keyed = mode instanceof Foreign ? mode.name : '';
    if (mode !== undefined && !/^ARRAY_FILTER_USE_(?:KEY|BOTH)$/.test(keyed)) throw new Unknown('a filter by keys');
    if (mode !== undefined)
      return phpArray(phpPairs(of).filter(([key, each]) => isTrue(it, it.call(fn, keyed.endsWith('KEY') ? [key] : [each, key]))));
    return phpArray(phpPairs(of).filter(([, each]) => isTrue(it, fn === undefined || fn === null ? each : it.call(fn, [each]))));
  },
  array_values: (_, [of]) => new List(phpValues(of)),
  strtoupper: method('upper'),
  strtolower: method('lower'),
  ucfirst: (_, [of]) => text(of).slice(0, 1).toUpperCase() + text(of).slice(1),
  str_repeat: method('repeat'),
  str_contains: method('includes'),
  str_starts_with: method('startswith'),
  number_format: (_, [value, digits, point, group]) => {
    const written = rounded(num(value), Number(digits ?? 0), 'php').toFixed(Number(digits ?? 0));
    const [before = '', behind] = written.split('.');
    return (
      grouped(before, typeof group === 'string' ? group : ',') +
      (behind === undefined ? '' : (typeof point === 'string' ? point : '.') + behind)
    );
  },
  'php sprintf': (it, [format, ...args]) => printed(it, text(format), args, 'php'),
  'php isset': (_, args) => args.every((each) => each !== null && each !== undefined),
  strpos: position(false, false),
  stripos: position(false, true),
  strrpos: position(true, false),
  mb_strpos: position(false, false),
  'php substr': cut,
  mb_substr: cut,
  mb_strlen: (_, [of]) => BigInt([...text(of)].length),
  mb_strtoupper: method('upper'),
  mb_strtolower: method('lower'),
  lcfirst: (_, [of]) => text(of).slice(0, 1).toLowerCase() + text(of).slice(1),
  str_ends_with: method('endswith'),
  strrev: (_, [of]) => [...text(of)].toReversed().join(''),
  str_replace: (it, [from, to, of]) => {
    if (from instanceof List) {
      const pairs = from.items.map((each, at): [string, string] => [text(each), to instanceof List ? text(to.items[at] ?? '') : text(to)]);
      return pairs.reduce((whole, [a, b]) => whole.replaceAll(a, () => b), text(of));
    }
    return text(of).replaceAll(text(from), () => it.shown(to));
  },
  str_split: (_, [of, size]) => new List(text(of).match(new RegExp(`.{1,${Math.max(1, Number(size ?? 1))}}`, 'gs')) ?? ['']),
  substr_count: method('count'),
  strcmp: (_, [a, b]) => BigInt(text(a) < text(b) ? -1 : Number(text(a) > text(b))),
  strcasecmp: (_, [a, b]) =>
    BigInt(text(a).toLowerCase() < text(b).toLowerCase() ? -1 : Number(text(a).toLowerCase() > text(b).toLowerCase())),
  ctype_digit: is((value) => typeof value === 'string' && /^\d+$/.test(value)),
  ctype_alpha: is((value) => typeof value === 'string' && /^[a-z]+$/i.test(value)),
  ctype_upper: is((value) => typeof value === 'string' && /^[A-Z]+$/.test(value)),
  is_numeric: is((value) => isNumber(value) || (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)))),
  is_int: is((value) => typeof value === 'bigint'),
  is_float: is((value) => typeof value === 'number'),
  is_string: is((value) => typeof value === 'string'),
  is_bool: is((value) => typeof value === 'boolean'),
  is_array: is((value) => value instanceof List || value instanceof Dict),
  is_null: is((value) => value === null || value === undefined),
  floatval: (_, [value]) => (isNumber(value) ? Number(value) : typeof value === 'string' ? Number.parseFloat(value) || 0 : num(value)),
  strval: (it, [value]) => it.shown(value),
  fmod: (_, [a, b]) => num(a) % num(b),
  'php pow': (_, [a, b]) => (typeof a === 'bigint' && typeof b === 'bigint' && b >= 0n ? a ** b : num(a) ** num(b)),
  'php sqrt': (_, [value]) => Math.sqrt(num(value)),
  array_column: (it, [of, name, key]) => {
    const rows = phpPairs(of).map(([, row]) => row);
    const read = (row: Value, own: Value): Value =>
      row instanceof Obj ? row.fields.get(nameOf(own)) : row instanceof Dict ? row.get(own) : it.at(row, own);
    const values = rows.map((row, at): [Value, Value] => [
      key === undefined ? BigInt(at) : read(row, key),
      name === null || name === undefined ? row : read(row, name),
    ]);
    const there = values.filter(([, value]) => value !== undefined);
    return phpArray(key === undefined ? listed(there) : there);
  },
  array_merge: (_, lists) => {
    const made: [Value, Value][] = [];
    let next = 0n;
    for (const [key, value] of lists.flatMap(phpPairs)) {
      if (typeof key === 'bigint') made.push([next++, value]);
      else {
        const known = made.find(([own]) => own === key);
        if (known) known[1] = value;
        else made.push([key, value]);
      }
    }
    return phpArray(made);
  },
  array_combine: (_, [keys, values]) => {
    const all = phpPairs(values);
    return phpArray(phpPairs(keys).map(([, key], at): [Value, Value] => [phpKey(key), all[at]?.[1]]));
  },
  array_flip: (_, [of]) => phpArray(phpPairs(of).map(([key, value]): [Value, Value] => [phpKey(value), key])),
  array_fill: (_, [from, size, value]) =>
    phpArray(Array.from({ length: counted(num(size)) }, (__, at): [Value, Value] => [BigInt(num(from) + at), value])),
  array_fill_keys: (_, [keys, value]) => phpArray(phpPairs(keys).map(([, key]): [Value, Value] => [phpKey(key), value])),
  array_pad: (_, [of, size, value]) => {
    const all = phpPairs(of).map(([, each]) => each);
    return new List([...all, ...Array.from({ length: counted(Math.max(0, num(size) - all.length)) }, () => value)]);
  },
  array_unique: (it, [of]) => {
    const seen = new Set<string>();
    return phpArray(
      phpPairs(of).filter(([, value]) => {
        const shown = it.shown(value);
        return seen.has(shown) ? false : seen.add(shown) !== undefined;
      }),
    );
  },
  array_count_values: (_, [of]) => {
    const made = new Dict();
    for (const [, value] of phpPairs(of)) made.set(phpKey(value), ((made.get(phpKey(value)) as bigint | undefined) ?? 0n) + 1n);
    return made;
  },
  array_diff: without('value', false),
  array_diff_key: without('key', false),
  array_intersect: without('value', true),
  array_intersect_key: without('key', true),
  array_key_first: (_, [of]) => phpPairs(of)[0]?.[0] ?? null,
  array_key_last: (_, [of]) => phpPairs(of).at(-1)?.[0] ?? null,
  'php reset': (_, [of]) => phpPairs(of)[0]?.[1] ?? false,
  'php end': (_, [of]) => phpPairs(of).at(-1)?.[1] ?? false,
  'php current': (_, [of]) => phpPairs(of)[0]?.[1] ?? false,
  array_push: (_, [of, ...more]) => {
    if (!(of instanceof List)) throw new Unknown('a push');
    of.items.push(...more);
    return BigInt(of.items.length);
  },
  array_pop: (_, [of]) => {
    if (of instanceof List) return of.items.pop() ?? null;
    const last = phpPairs(of).at(-1);
    if (last) refill(of, phpPairs(of).slice(0, -1));
    return last ? last[1] : null;
  },
  array_splice: (_, [of, from, size, more]) => {
    if (!(of instanceof List)) throw new Unknown('a splice');
    const added = more === undefined ? [] : phpPairs(more).map(([, value]) => value);
    return new List(of.items.splice(num(from), size === undefined || size === null ? of.items.length : num(size), ...added));
  },
  array_reduce: (it, [of, fn, start]) => phpPairs(of).reduce<Value>((total, [, each]) => it.call(fn, [total, each]), start ?? null),
  array_walk: (it, [of, fn]) => {
    for (const [key, value] of phpPairs(of)) {
      it.callEach(fn, [value, key]);
      const changed = it.referred?.get(0);
      if (changed === undefined) continue;
      if (of instanceof Dict) of.set(key, changed);
      else if (of instanceof List) of.items[Number(key)] = changed;
    }
    return true;
  },
  array_product: (_, [of]) =>
    phpPairs(of).reduce<Value>(
      (total, [, each]) => (typeof total === 'bigint' && typeof each === 'bigint' ? total * each : num(total) * num(each)),
      1n,
    ),
  array_is_list: (_, [of]) => phpArray(phpPairs(of)) instanceof List,
  'php sort': sorting('value', false),
  rsort: sorting('value', false, -1),
  usort: (it, [of, fn]) => refill(of, listed(ordered(it, of, 'value', 1, fn))),
  uasort: sorting('value', true),
  uksort: sorting('key', true),
  asort: sorting('value', true),
  arsort: sorting('value', true, -1),
  ksort: sorting('key', true),
  krsort: sorting('key', true, -1),
  json_encode: (it, [value, flags]) => {
    const names = flagNames(flags);
    if (
      names.some((name) => !/^JSON_(?:THROW_ON_ERROR|PRETTY_PRINT|UNESCAPED_SLASHES|UNESCAPED_UNICODE|PRESERVE_ZERO_FRACTION)$/.test(name))
    )
      throw new Unknown('JSON with options');
    let made = jsonText(it, value, names.includes('JSON_PRETTY_PRINT') ? 4 : 0);
    if (names.includes('JSON_UNESCAPED_SLASHES')) made = made.replace(/\\\//g, '/');
    if (names.includes('JSON_UNESCAPED_UNICODE'))
      made = made.replace(/\\u([\da-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
    return made;
  },
  json_decode: (it, [value, asArray], named) => {
    const isArray = asArray ?? named.get('associative');
    try {
      const made = parsedJson(it, text(value));
      return isArray === true ? asLists(made) : asObjects(made);
    } catch (error) {
      if (error instanceof Thrown) throw new Unknown('what is no JSON');
      throw error;
    }
  },
  stdClass: () => new Obj(undefined),
  'new stdClass': () => new Obj(undefined),
  get_class: (_, [of]) => (of instanceof Obj ? (of.cls?.name ?? of.type) : null),
  spl_object_id: (_, [of]) => (of instanceof Obj ? BigInt(of.id) : null),
  error_reporting: () => 0n,
  ini_set: () => false,
  set_error_handler: () => null,
  assert: (it, [holds]) => {
    if (!isTrue(it, holds)) throw new Thrown(new Obj(undefined, new Map(), 'AssertionError'));
    return true;
  },
};
