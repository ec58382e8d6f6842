import { fail } from '../library/errors';
import { num, text } from '../library/parts';
import { type Row } from '../library/rowParts';
import { compared } from '../values/comparing';
import { listOf } from '../values/iteration';
import { operated } from '../values/operators';
import { type Cls, Dict, Foreign, isNumber, List, Obj, Stream, Thrown, Unknown, type Machine, type Value } from '../values/value';

const tuple = (items: Value[]): List => new List(items, 'tuple');

/** The fields of an object of a data class. */
function fieldsOf(of: Value): Obj {
  if (of instanceof Obj && of.isData && of.cls && !of.isTuple) return of;
  return fail('TypeError', 'asdict() should be called on dataclass instances');
}

/** A data class, and what its objects are a part of, as maps or tuples. */
function parted(of: Value, whole: (fields: [string, Value][]) => Value): Value {
  const inner = (value: Value): Value => parted(value, whole);
  if (of instanceof Obj && of.isData && of.cls && !of.isTuple)
    return whole([...of.fields].map(([name, value]): [string, Value] => [name, inner(value)]));
  if (of instanceof List) return new List(of.items.map(inner), of.kind);
  if (of instanceof Dict && of.kind === 'map' && !of.fallback) {
    const made = new Dict();
    for (const [key, value] of of.pairs()) made.set(inner(key), inner(value));
    return made;
  }
  if (of instanceof Obj && of.isTuple) throw new Unknown('a copy of a tuple with names');
  return of;
}

function mapOf(pairs: readonly [Value, Value][]): Dict {
  const made = new Dict();
  for (const [key, value] of pairs) made.set(key, value);
  return made;
}

/** A copy of an object with other values of some fields: made anew, as its class makes it. */
function replaced(it: Machine, of: Value, named: ReadonlyMap<string, Value>): Value {
  const { cls, fields } = fieldsOf(of);
  if (/\binit\s*=\s*False/.test(cls!.at.file.text)) throw new Unknown('a field that is not given');
  for (const name of named.keys()) if (!fields.has(name)) fail('TypeError', `__init__() got an unexpected keyword argument '${name}'`);
  return it.call(cls, [], new Map([...fields, ...named]));
}

const numbers = (it: Machine, of: Value): Value[] => {
  const all = listOf(it, of);
  if (!all.every(isNumber)) throw new Unknown('a number of something else');
  return all;
};

const sum = (it: Machine, all: readonly Value[]): Value => all.reduce((total, each) => operated(it, '+', total, each), 0n as Value);

/** The mean square of what differs from the mean. @param less what the number of values is lessened by */
function variance(it: Machine, of: Value, less: 0 | 1): number {
  const all = numbers(it, of).map(Number);
  if (all.length < less + 1) return fail('StatisticsError');
  // Python calculates with fractions: whole numbers are exact here, too.
  if (!all.every(Number.isSafeInteger)) throw new Unknown('all digits of a fraction');
  const total = all.reduce((a, b) => a + b, 0);
  const squares = all.reduce((a, b) => a + b * b, 0);
  return (all.length * squares - total * total) / (all.length * (all.length - less));
}

const mostOften = (it: Machine, of: Value): [Value, number][] => {
  const counts = new Dict();
  for (const each of listOf(it, of)) counts.set(each, Number(counts.get(each) ?? 0) + 1);
  const most = Math.max(...counts.values().map(Number));
  return counts.pairs().flatMap(([key, count]): [Value, number][] => (count === most ? [[key, most]] : []));
};

/** The lines of a text, none longer than asked. */
function wrapped(of: string, size: number): string[] {
  const words = of.split(/[ \t\n\r\v\f]+/).filter(Boolean);
  if (words.some((word) => word.length > size || /\w-\w/.test(word))) throw new Unknown('a word that is parted');
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= size) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const width = (args: readonly Value[], named: ReadonlyMap<string, Value>): number => {
  if ([...named.keys()].some((name) => name !== 'width')) throw new Unknown('a way of wrapping');
  return num(args[1] ?? named.get('width') ?? 70n);
};

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' };

const quoted = (of: string, keeps: string): string =>
  [...new TextEncoder().encode(of)]
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      return /[\w.~-]/.test(sign) || keeps.includes(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

/** More of what programs of each day use of Python's library, by name. */
export const EVERYDAY: Readonly<Record<string, Row>> = {
  'dataclasses.replace': (it, [of], named) => replaced(it, of, named),
  'dataclasses.asdict': (_, [of]) => parted(fieldsOf(of), mapOf),
  'dataclasses.astuple': (_, [of]) => parted(fieldsOf(of), (fields) => tuple(fields.map(([, value]) => value))),
  'dataclasses.is_dataclass': (_, [of]) => of instanceof Obj && of.isData && of.cls !== undefined && !of.isTuple,
  'statistics.variance': (it, [of]) => variance(it, of, 1),
  'statistics.pvariance': (it, [of]) => variance(it, of, 0),
  'statistics.stdev': (it, [of]) => Math.sqrt(variance(it, of, 1)),
  'statistics.pstdev': (it, [of]) => Math.sqrt(variance(it, of, 0)),
  'statistics.mode': (it, [of]) => mostOften(it, of)[0]?.[0] ?? fail('StatisticsError'),
  'statistics.multimode': (it, [of]) => new List(mostOften(it, of).map(([key]) => key)),
  'statistics.fmean': (it, [of]) => {
    const all = numbers(it, of);
    return all.length === 0 ? fail('StatisticsError') : Number(sum(it, all)) / all.length;
  },
  'statistics.median_low': (it, [of]) => ordered(it, of)[Math.ceil(listOf(it, of).length / 2) - 1] ?? fail('StatisticsError'),
  'statistics.median_high': (it, [of]) => ordered(it, of)[Math.floor(listOf(it, of).length / 2)] ?? fail('StatisticsError'),
  'textwrap.wrap': (_, args, named) => new List(wrapped(text(args[0]), width(args, named))),
  'textwrap.fill': (_, args, named) => wrapped(text(args[0]), width(args, named)).join('\n'),
  'html.escape': (_, [of]) => text(of).replace(/[&<>"']/g, (sign) => ESCAPES[sign]!),
  'urllib.parse.quote': (_, [of, safe], named) => quoted(text(of), text(safe ?? named.get('safe') ?? '/')),
  'urllib.parse.quote_plus': (_, [of]) => quoted(text(of), ' ').replaceAll(' ', '+'),
  'urllib.parse.urlencode': (it, [of]) => {
    const pairs = of instanceof Dict ? of.pairs() : listOf(it, of).map((each) => listOf(it, each));
    return pairs.map((pair) => pair.map((each) => quoted(it.shown(each), ' ').replaceAll(' ', '+')).join('=')).join('&');
  },
  'heapq.merge': (it, lists, named) => {
    const key = named.get('key') ?? null;
    const by = (value: Value): Value => (key === null ? value : it.call(key, [value]));
    const all = lists.flatMap((each) => listOf(it, each));
    if (named.get('reverse') === true) throw new Unknown('a merge the other way round');
    return Stream.of(all.toSorted((a, b) => compared(it, by(a), by(b))).values());
  },
  'bisect.insort_right': (it, args) => it.call(new Foreign('bisect.insort'), args),
  'math.exp': (_, [of]) => Math.exp(num(of)),
  'math.modf': (_, [of]) => {
    const value = num(of);
    return tuple([value - Math.trunc(value), Math.trunc(value)]);
  },
  'math.cbrt': (_, [of]) => Math.cbrt(num(of)),
  'math.perm': (_, [n, k]) => {
    if (typeof n !== 'bigint' || (k !== undefined && typeof k !== 'bigint') || n > 500n) throw new Unknown('a number of ways');
    let made = 1n;
    for (let at = 0n; at < (k ?? n); at += 1n) made *= n - at;
    return made;
  },
  'operator.truth': (it, [of]) => it.call(new Foreign('bool'), [of]),
  'operator.index': (_, [of]) => (typeof of === 'bigint' ? of : fail('TypeError')),
};

function ordered(it: Machine, of: Value): Value[] {
  return listOf(it, of).toSorted((a, b) => compared(it, a, b));
}

/** Changes a field of an object: what is not to be changed is an error. */
export function checkSet(of: Obj, name: string, isRead: boolean): void {
  const { cls } = of;
  if (!cls) return;
  if (of.isTuple) fail('AttributeError', "can't set attribute");
  if (isFrozen(cls)) {
    throw new Thrown(new Obj(undefined, new Map<string, Value>([['message', `cannot assign to field '${name}'`]]), 'FrozenInstanceError'));
  }
  if (isRead) fail('AttributeError', `property '${name}' of '${cls.name}' object has no setter`);
}

const FROZEN = new WeakMap<Cls, boolean>();

function isFrozen(cls: Cls): boolean {
  let known = FROZEN.get(cls);
  if (known === undefined) {
    const { file, node } = cls.at;
    known =
      node.decorators?.some(({ start, end }) =>
        /^(?:dataclasses\.)?dataclass\(.*\bfrozen\s*=\s*True/s.test(file.text.slice(start, end)),
      ) === true;
    FROZEN.set(cls, (known ||= cls.base !== undefined && isFrozen(cls.base)));
  }
  return known;
}
