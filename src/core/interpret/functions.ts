import { counted } from './limits';
import { AssertFailed, checked, checkedInGo, pairHolds, throwsError } from './assertions';
import { grouped, printed, rounded } from './formats';
import { callMethod, sortedBy } from './methods';
import { MOMENTS } from './moments';
import { jsonText, parsedJson } from './json';
import { phpArray, PHP_ROWS, phpPairs } from './phpRows';
import { PROMISES } from './promises';
import { appended, setElement } from './slices';
import { pythonConstant, PYTHON_ROWS } from './pythonRows';
import { compared, equal, isCallable, isTrue, operated, same } from './operators';
import {
  Dict,
  Foreign,
  Func,
  isNumber,
  itemsOf,
  List,
  Native,
  Obj,
  Pointer,
  Sym,
  Thrown,
  Unknown,
  nameOf,
  type Value,
  type Machine,
} from './values';

type Named = ReadonlyMap<string, Value>;
type Row = (it: Machine, args: Value[], named: Named) => Value;

/** Calls a function of a library, or reads it where there are no arguments; null for one that is not known by itself but may have members. */
export function callForeign(it: Machine, name: string, args: Value[] | undefined, named: Named): Value {
  const plain = name.replace(/^(?:std::|java\.\w+\.|kotlin\.|System\.(?=Math))+/, '').replace(/::/g, '.');
  if (args === undefined) {
    if (plain in CONSTANTS) return CONSTANTS[plain]!(it);
    return (it.family === 'python' ? pythonConstant(plain) : undefined) ?? null;
  }
  if (it.family === 'go' && plain.startsWith('t.')) return checkedInGo(it, plain.slice(2), args);
  const own = rowOf(`${it.family} ${plain}`) ?? rowOf(plain);
  if (own) return own(it, args, named);
  if (/^(?:self|cls)\./.test(plain)) throw new Unknown(name);
  const short = plain.replace(/^(?:assert|Assert|Assertions|unittest)\./, 'assert.');
  if (/^(?:assert|refute|require\.)/i.test(short) && checked(it, short, it.family === 'go' ? args.slice(1) : args)) return null;
  if (/^new \w*(?:Error|Exception)$|^\w*(?:Error|Exception|Exit)$/.test(plain))
    return new Obj(undefined, new Map<string, Value>([['message', args[0] ?? '']]), plain.replace(/^new /, ''));
  const [, type, method] = /^(str|list|dict|int|float|set)\.(\w+)$/.exec(plain) ?? [];
  if (it.family === 'python' && type !== undefined && args.length > 0) return callMethod(it, args[0], method!, args.slice(1), named);
  throw new Unknown(`the function ${name}`);
}

const CONSTANTS: Readonly<Record<string, (it: Machine) => Value>> = {
  'Math.PI': () => Math.PI,
  'Math.E': () => Math.E,
  'math.pi': () => Math.PI,
  'math.inf': () => Number.POSITIVE_INFINITY,
  'math.Pi': () => Math.PI,
  'Number.MAX_SAFE_INTEGER': () => Number.MAX_SAFE_INTEGER,
  Infinity: () => Number.POSITIVE_INFINITY,
  'Number.POSITIVE_INFINITY': () => Number.POSITIVE_INFINITY,
  'Integer.MAX_VALUE': () => 2_147_483_647n,
  'Integer.MIN_VALUE': () => -2_147_483_648n,
  'Long.MAX_VALUE': () => 9_223_372_036_854_775_807n,
  PHP_EOL: () => '\n',
  PHP_INT_MAX: () => 9_223_372_036_854_775_807n,
  M_PI: () => Math.PI,
  'int.MaxValue': () => 2_147_483_647n,
  'math.MaxInt': () => 9_223_372_036_854_775_807n,
  'Float.INFINITY': () => Number.POSITIVE_INFINITY,
};

const num = (value: Value): number => {
  if (isNumber(value)) return Number(value);
  throw new Unknown('no number');
};
const text = (value: Value): string => {
  if (typeof value === 'string') return value;
  throw new Unknown('no text');
};
/** A number of the kind that the language's own function gives. */
const whole = (it: Machine, value: number): Value => {
  if (it.family === 'javascript' || !Number.isFinite(value)) return value;
  return BigInt(value);
};
/** The error of a text that is no number. */
const noNumber = ({ family }: Machine, value: Value): never => {
  const types: Readonly<Record<string, string>> = {
    ruby: 'ArgumentError',
    java: 'NumberFormatException',
    csharp: 'FormatException',
    kotlin: 'NumberFormatException',
  };
  if (/^(?:go|rust|cpp|php)$/.test(family)) throw new Unknown('no number');
  const said = family === 'ruby' ? `invalid value for Integer(): ${JSON.stringify(value)}` : '';
  throw new Thrown(new Obj(undefined, new Map<string, Value>(said ? [['message', said]] : []), types[family] ?? 'ValueError'));
};
const valueError = (): never => {
  throw new Thrown(new Obj(undefined, new Map(), 'ValueError'));
};
const list = (it: Machine, value: Value): Value[] => {
  if (value instanceof Obj) {
    const iterate = it.methodOf(value, /^(?:__iter__|iterator)$/);
    if (iterate) return itemsOf(it.call(iterate, []), it.family);
  }
  return itemsOf(value, it.family);
};
const best = (it: Machine, args: Value[], named: Named, sign: 1 | -1): Value => {
  const items = args.length === 1 ? list(it, args[0]) : args;
  const key = named.get('key');
  if (items.length === 0) return named.has('default') ? named.get('default') : valueError();
  const by = (value: Value): Value => (key === undefined ? value : it.call(key, [value]));
  return items.reduce((found, each) => (compared(it, by(each), by(found)) * sign > 0 ? each : found));
};
const bests =
  (sign: 1 | -1): Row =>
  (it, args) => {
    if (it.family === 'javascript')
      return args.reduce<number>(
        (found, each) => (sign > 0 ? Math.max(found, jsNumber(each)) : Math.min(found, jsNumber(each))),
        sign > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
      );
    const found = args.reduce((a, b) => (compared(it, b, a) * sign > 0 ? b : a));
    return args.some((each) => typeof each === 'number') ? num(found) : found;
  };
const jsNumber = (value: Value): number => {
  if (isNumber(value)) return Number(value);
  if (typeof value === 'string') return value.trim() === '' ? 0 : Number(value);
  if (value === undefined) return Number.NaN;
  if (value === null) return 0;
  if (typeof value === 'boolean') return Number(value);
  throw new Unknown('a number of something else');
};
const dictOf = (it: Machine, args: Value[], named: Named, made: Dict = new Dict()): Dict => {
  const [from] = args;
  if (from instanceof Dict) for (const [key, value] of from.pairs()) made.set(key, value);
  else if (from !== undefined) for (const pair of list(it, from)) made.set(itemsOf(pair, it.family)[0], itemsOf(pair, it.family)[1]);
  for (const [key, value] of named) made.set(key, value);
  return made;
};
const setOf = (it: Machine, from: Value): Dict => {
  const made = new Dict('set');
  if (from !== undefined && from !== null) for (const each of list(it, from)) made.set(each, each);
  return made;
};
const sizeOf: Row = (it, [of]) => {
  if (of === null && it.family === 'go') return 0n;
  if (of instanceof Obj) {
    const own = it.methodOf(of, /^__len__$/);
    if (own) return it.call(own, []);
  }
  if (typeof of === 'string') return BigInt(it.family === 'go' ? new TextEncoder().encode(of).length : [...of].length);
  if (of instanceof Dict) return BigInt(of.entries.size);
  return BigInt(list(it, of).length);
};
const roundAway = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));
const map: Row = (it, [fn, ...lists]) => {
  const all = lists.map((each) => list(it, each));
  return new List(
    Array.from({ length: counted(Math.min(...all.map(({ length }) => length))) }, (_, at) =>
      it.call(
        fn,
        all.map((each) => each[at]),
      ),
    ),
  );
};
const errorText: Row = (it, args) =>
  new Obj(undefined, new Map<string, Value>([['message', args[0] === undefined ? '' : it.shown(args[0])]]), 'Error');
const nothing: Row = () => null;
const newList: Row = (it, args) => {
  const [from, second] = args;
  if (isNumber(from) && it.family === 'javascript') return new List(Array.from({ length: counted(Number(from)) }, () => undefined));
  if (isNumber(from) && /^(?:java|csharp|kotlin)$/.test(it.family) && second === undefined) return new List([]);
  if (isNumber(from) && it.family === 'ruby')
    return new List(
      Array.from({ length: counted(Number(from)) }, (_, at) => (isCallable(second) ? it.call(second, [BigInt(at)]) : (second ?? null))),
    );
  return new List(from === undefined || isNumber(from) ? [] : [...list(it, from)]);
};
const newMap: Row = (it, args, named) => {
  const made = new Dict();
  const [from] = args;
  if (it.family === 'ruby') {
    if (from instanceof Func) {
      made.fallback = (key) => {
        const value = it.call(from, [made, key]);
        return made.has(key) ? made.get(key) : value;
      };
      made.keeps = false;
      return made;
    }
    if (from !== undefined) made.otherwise = from;
    return made;
  }
  if (isNumber(from)) return made;
  if (it.family === 'javascript' && (from === null || from === undefined)) return made;
  return dictOf(it, args, named, made);
};
const rangeOf: Row = (_, args) => {
  const [from, to, step] = args.length === 1 ? [0n, args[0], 1n] : [args[0], args[1], args[2] ?? 1n];
  if (typeof from !== 'bigint' || typeof to !== 'bigint' || typeof step !== 'bigint' || step === 0n) throw new Unknown('a range');
  const items: Value[] = [];
  for (let at = from; step > 0n ? at < to : at > to; at += step) {
    if (items.length > 20_000) throw new Unknown('a long range');
    items.push(at);
  }
  return new List(items);
};
const parsedWhole: Row = (it, [value, base]) => {
  if (base !== undefined && Number(base) !== 10) throw new Unknown('another base');
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return whole(it, Math.trunc(value));
  if (typeof value === 'boolean') return BigInt(value);
  if (typeof value === 'string')
    return /^\s*[-+]?\d+(?:_\d+)*\s*$/.test(value) ? BigInt(value.replace(/[_+\s]/g, '')) : noNumber(it, value);
  throw new Unknown('a number of something else');
};
const parsedFraction: Row = (it, [value]) => {
  if (isNumber(value)) return Number(value);
  if (typeof value === 'string') return value.trim() !== '' && !Number.isNaN(Number(value)) ? Number(value) : noNumber(it, value);
  throw new Unknown('a number of something else');
};
const register: Row = (it, args) => {
  const fn = args.findLast((each) => each instanceof Func);
  if (fn instanceof Func) it.tests.push({ title: args[0], fn, befores: [...it.befores] });
  return null;
};
const describe: Row = (it, args) => {
  const fn = args.findLast((each) => each instanceof Func);
  const before = it.befores;
  it.befores = [...before];
  if (fn) it.call(fn, []);
  it.befores = before;
  return null;
};
const before: Row = (it, args) => {
  it.befores.push(args[0]);
  return null;
};
const counter: Row = (it, [from]) => {
  const made = new Dict();
  made.otherwise = 0n;
  if (from !== undefined) for (const each of list(it, from)) made.set(each, ((made.get(each) as bigint | undefined) ?? 0n) + 1n);
  return made;
};
const method =
  (name: string): Row =>
  (it, [of, ...rest], named) =>
    callMethod(it, of, name, rest, named);

/** What functions of libraries give, by name; with the family before it where others have another one of that name. */
const ROWS: Readonly<Record<string, Row>> = {
  // Python
  len: sizeOf,
  'python sum': (it, [from, start]) => list(it, from).reduce((sum, each) => operated(it, '+', sum, each), start ?? 0n),
  'python min': (it, args, named) => best(it, args, named, -1),
  'python max': (it, args, named) => best(it, args, named, 1),
  sorted: (it, [from], named) => new List(sortedBy(it, list(it, from), named.get('key'), isTrue(it, named.get('reverse')))),
  reversed: (it, [from]) => new List(list(it, from).toReversed()),
  enumerate: (it, [from, start], named) =>
    new List(
      list(it, from).map((each, at) => new List([BigInt(at) + BigInt((start ?? named.get('start') ?? 0n) as bigint), each], 'tuple')),
    ),
  zip: (it, lists, named) => {
    const all = lists.map((each) => list(it, each));
    if (named.has('strict')) throw new Unknown('a strict zip');
    return new List(
      Array.from(
        { length: Math.min(...all.map(({ length }) => length)) },
        (_, at) =>
          new List(
            all.map((each) => each[at]),
            'tuple',
          ),
      ),
    );
  },
  'python map': map,
  'python filter': (it, [fn, from]) => new List(list(it, from).filter((each) => isTrue(it, fn === null ? each : it.call(fn, [each])))),
  range: rangeOf,
  'python int': parsedWhole,
  'python float': parsedFraction,
  'python str': (it, [value]) => (value === undefined ? '' : it.shown(value)),
  repr: (it, [value]) => it.shown(value, true),
  'python bool': (it, [value]) => isTrue(it, value),
  'python list': (it, [from]) => new List(from === undefined ? [] : [...list(it, from)]),
  'python tuple': (it, [from]) => new List(from === undefined ? [] : [...list(it, from)], 'tuple'),
  'python dict': (it, args, named) => dictOf(it, args, named),
  'python set': (it, [from]) => setOf(it, from),
  frozenset: (it, [from]) => setOf(it, from),
  'python abs': (_, [value]) => (typeof value === 'bigint' ? (value < 0n ? -value : value) : Math.abs(num(value))),
  'python round': (it, [value, digits]) => {
    if (typeof value === 'bigint') return value;
    if (digits === undefined || digits === null) return BigInt(rounded(num(value), 0, 'python'));
    return rounded(num(value), num(digits), it.family);
  },
  divmod: (it, [a, b]) => new List([operated(it, '//', a, b), operated(it, '%', a, b)], 'tuple'),
  'python any': (it, [from]) => list(it, from).some((each) => isTrue(it, each)),
  'python all': (it, [from]) => list(it, from).every((each) => isTrue(it, each)),
  print: nothing,
  'python pow': (it, [a, b]) => operated(it, '**', a, b),
  'python chr': (_, [code]) => String.fromCodePoint(num(code)),
  'python ord': (_, [sign]) => BigInt(text(sign).codePointAt(0)!),
  isinstance: (it, [value, type]) => {
    const types = type instanceof List ? type.items : [type];
    return types.some((each) => {
      if (each instanceof Foreign) {
        const kinds: Readonly<Record<string, (value: Value) => boolean>> = {
          int: (one) => typeof one === 'bigint' || typeof one === 'boolean',
          float: (one) => typeof one === 'number',
          str: (one) => typeof one === 'string',
          bool: (one) => typeof one === 'boolean',
          list: (one) => one instanceof List && one.kind === 'list',
          tuple: (one) => one instanceof List && one.kind === 'tuple',
          dict: (one) => one instanceof Dict && one.kind === 'map',
          set: (one) => one instanceof Dict && one.kind === 'set',
        };
        const is = kinds[each.name];
        if (!is) throw new Unknown('a type');
        return is(value);
      }
      if (typeof each === 'object' && each !== null && 'name' in each && typeof each.name === 'string') return it.isA(value, each.name);
      throw new Unknown('a type');
    });
  },
  'math.floor': (it, [value]) => (it.family === 'go' ? Math.floor(num(value)) : whole(it, Math.floor(num(value)))),
  'math.ceil': (it, [value]) => whole(it, Math.ceil(num(value))),
  'math.sqrt': (_, [value]) => Math.sqrt(num(value)),
  'math.hypot': (_, args) => Math.hypot(...args.map(num)),
  'math.isclose': (_, [a, b]) => Math.abs(num(a) - num(b)) <= 1e-9 * Math.max(Math.abs(num(a)), Math.abs(num(b))),
  'math.prod': (it, [from]) => list(it, from).reduce((sum, each) => operated(it, '*', sum, each), 1n as Value),
  'math.trunc': (it, [value]) => whole(it, Math.trunc(num(value))),
  'collections.defaultdict': (it, [make]) => {
    const made = new Dict();
    if (make !== undefined && make !== null) made.fallback = () => it.call(make, []);
    return made;
  },
  'collections.Counter': counter,
  'collections.namedtuple': (_, [, fields]) => {
    const names = typeof fields === 'string' ? fields.split(/[\s,]+/).filter(Boolean) : (fields as List).items.map(nameOf);
    return new Native((args, named) => {
      if (args.length + named.size !== names.length) throw new Thrown(new Obj(undefined, new Map(), 'TypeError'));
      const values = names.map((each, at) => (at < args.length ? args[at] : named.get(each)));
      return new Obj(undefined, new Map(names.map((each, at): [string, Value] => [each, values[at]])), '', true);
    });
  },
  'collections.deque': (it, [from], named) => {
    if (named.has('maxlen')) throw new Unknown('a deque with a length');
    return new List(from === undefined ? [] : [...list(it, from)]);
  },
  'collections.OrderedDict': (it, args, named) => dictOf(it, args, named),
  'functools.reduce': (it, [fn, from, start]) =>
    start === undefined
      ? list(it, from).reduce((sum, each) => it.call(fn, [sum, each]))
      : list(it, from).reduce((sum, each) => it.call(fn, [sum, each]), start),
  'itertools.chain': (it, lists) => new List(lists.flatMap((each) => list(it, each))),
  'itertools.chain.from_iterable': (it, [lists]) => new List(list(it, lists).flatMap((each) => list(it, each))),
  'itertools.accumulate': (it, [from]) => {
    let sum: Value;
    return new List(list(it, from).map((each, at) => (sum = at === 0 ? each : operated(it, '+', sum, each))));
  },
  'itertools.pairwise': (it, [from]) => {
    const all = list(it, from);
    return new List(all.slice(1).map((each, at) => new List([all[at], each], 'tuple')));
  },
  'itertools.groupby': (it, [from, given], named) => {
    const key = given ?? named.get('key');
    const groups: List[] = [];
    for (const each of list(it, from)) {
      const own = key === undefined ? each : it.call(key, [each]);
      const last = groups.at(-1);
      if (last && same(it, last.items[0], own)) (last.items[1] as List).items.push(each);
      else groups.push(new List([own, new List([each])], 'tuple'));
    }
    return new List(groups);
  },
  'operator.itemgetter': (it, [key]) => new Native(([of]) => it.at(of, key)),
  'operator.attrgetter': (it, [name]) => new Native(([of]) => it.property(of, text(name))),
  'copy.copy': method('copy'),
  'pytest.approx': (_, [value], named) => new Obj(undefined, new Map([['value', value], ...named]), 'approx'),
  'unittest.main': nothing,
  'assert.pair': (it, [a, b]) => {
    pairHolds(it, a, b);
    return null;
  },
  // JavaScript
  test: register,
  it: register,
  'test.test': register,
  'test.it': register,
  describe: describe,
  suite: describe,
  'test.describe': describe,
  beforeEach: before,
  'test.beforeEach': before,
  before: before,
  afterEach: nothing,
  after: nothing,
  'ruby _': (_, [value]) => new Obj(undefined, new Map([['value', value]]), 'expect'),
  expect: (_, [value]) => new Obj(undefined, new Map([['value', value]]), 'expect'),
  'assert.throws': (it, [fn]) => {
    if (!throwsError(it, fn)) throw new AssertFailed();
    return null;
  },
  'console.log': nothing,
  'console.error': nothing,
  'console.warn': nothing,
  'javascript String': (it, [value]) => (value === undefined ? 'undefined' : it.shown(value)),
  'javascript Number': (_, [value]) => jsNumber(value),
  'javascript Boolean': (it, [value]) => isTrue(it, value),
  parseInt: (it, [value, base]) => Number.parseInt(it.shown(value), base === undefined ? 10 : Number(base) || 10),
  'Number.parseInt': (_, [value]) => Number.parseInt(nameOf(value), 10),
  parseFloat: (_, [value]) => Number.parseFloat(nameOf(value)),
  'Number.parseFloat': (_, [value]) => Number.parseFloat(nameOf(value)),
  'Number.isInteger': (_, [value]) => Number.isInteger(value),
  'Number.isNaN': (_, [value]) => Number.isNaN(value),
  'Number.isFinite': (_, [value]) => Number.isFinite(value),
  isNaN: (_, [value]) => Number.isNaN(jsNumber(value)),
  'Math.round': (it, [value, digits]) => {
    if (it.family === 'javascript') return Math.round(jsNumber(value));
    if (it.family === 'csharp') return rounded(num(value), Number(digits ?? 0), 'python');
    return whole(it, Math.floor(num(value) + 0.5));
  },
  'Math.floor': (it, [value]) => (it.family === 'javascript' ? Math.floor(jsNumber(value)) : Math.floor(num(value))),
  'Math.ceil': (it, [value]) => (it.family === 'javascript' ? Math.ceil(jsNumber(value)) : Math.ceil(num(value))),
  'Math.trunc': (_, [value]) => Math.trunc(jsNumber(value)),
  'Math.abs': (_, [value]) => (typeof value === 'bigint' ? (value < 0n ? -value : value) : Math.abs(jsNumber(value))),
  'Math.max': bests(1),
  'Math.min': bests(-1),
  'Math.sqrt': (_, [value]) => Math.sqrt(num(value)),
  'Math.hypot': (_, args) => Math.hypot(...args.map(num)),
  'Math.pow': (_, [a, b]) => num(a) ** num(b),
  'Math.sign': (_, [value]) => Math.sign(num(value)),
  'Math.floorMod': (_, [a, b]) => (((a as bigint) % (b as bigint)) + (b as bigint)) % (b as bigint),
  'Math.floorDiv': (_, [a, b]) => operated({ family: 'python' } as Machine, '//', a, b),
  'Math.ceilDiv': (_, [a, b]) => -(operated({ family: 'python' } as Machine, '//', -(a as bigint), b) as bigint),
  'Math.toIntExact': (_, [value]) => value,
  'Array.isArray': (_, [value]) => value instanceof List,
  'Array.from': (it, [from, fn]) => {
    const items =
      from instanceof Obj && from.cls === undefined
        ? Array.from({ length: counted(Number(from.fields.get('length') ?? 0)) }, () => undefined as Value)
        : [...itemsOf(from, it.family)];
    return new List(fn === undefined ? items : items.map((each, at) => it.callEach(fn, [each, at])));
  },
  'Array.of': (_, args) => new List(args),
  'javascript new Array': newList,
  'javascript Array': newList,
  'Object.keys': (_, [of]) => new List(of instanceof Obj ? jsKeys(of) : of instanceof List ? of.items.map((__, at) => String(at)) : []),
  'Object.values': (_, [of]) => new List(of instanceof Obj ? jsKeys(of).map((key) => of.fields.get(key)) : []),
  'Object.entries': (_, [of]) => new List(of instanceof Obj ? jsKeys(of).map((key) => new List([key, of.fields.get(key)])) : []),
  'Object.fromEntries': (it, [from]) =>
    new Obj(undefined, new Map(itemsOf(from, it.family).map((pair) => [nameOf(itemsOf(pair, it.family)[0]), itemsOf(pair, it.family)[1]]))),
  'Object.assign': (_, [to, ...from]) => {
    if (!(to instanceof Obj)) throw new Unknown('an assignment');
    for (const each of from) if (each instanceof Obj) for (const [name, value] of each.fields) to.fields.set(name, value);
    return to;
  },
  'Object.freeze': (_, [of]) => of,
  'Object.hasOwn': (_, [of, name]) => of instanceof Obj && of.fields.has(nameOf(name)),
  structuredClone: (_, [of]) => cloned(of),
  'javascript new Map': newMap,
  'javascript new Set': (it, [from]) => setOf(it, from),
  'javascript new Error': errorText,
  Symbol: () => {
    throw new Unknown('a symbol');
  },
  // Java, C#, Kotlin
  'List.of': (_, args) => new List(args),
  'List.copyOf': (it, [from]) => new List([...list(it, from)]),
  'Arrays.asList': (_, args) => (args.length === 1 && args[0] instanceof List ? args[0] : new List(args)),
  'Set.of': (it, args) => setOf(it, new List(args)),
  'Map.of': (_, args) => {
    const made = new Dict();
    for (let at = 0; at < args.length; at += 2) made.set(args[at], args[at + 1]);
    return made;
  },
  'new ArrayList': newList,
  'new LinkedList': newList,
  'new ArrayDeque': newList,
  'new List': newList,
  'new Queue': newList,
  'new HashMap': newMap,
  'new LinkedHashMap': newMap,
  'new Dictionary': newMap,
  'new TreeMap': (it, args, named) => {
    const made = newMap(
      it,
      args.filter((each) => each instanceof Dict),
      named,
    ) as Dict;
    if (args.some(isCallable)) throw new Unknown('an order of keys');
    made.sorted = true;
    return made;
  },
  'new SortedDictionary': (it, args, named) => {
    const made = newMap(it, args, named) as Dict;
    made.sorted = true;
    return made;
  },
  'new HashSet': (it, [from]) => setOf(it, isNumber(from) ? undefined : from),
  'new LinkedHashSet': (it, [from]) => setOf(it, isNumber(from) ? undefined : from),
  'new TreeSet': (it, [from]) => {
    if (isCallable(from)) throw new Unknown('an order of keys');
    const made = setOf(it, from);
    made.sorted = true;
    return made;
  },
  'new StringBuilder': (_, [from]) =>
    new Obj(undefined, new Map<string, Value>([['text', typeof from === 'string' ? from : '']]), 'builder'),
  listOf: (_, args) => new List(args),
  mutableListOf: (_, args) => new List(args),
  arrayOf: (_, args) => new List(args),
  emptyList: () => new List([]),
  setOf: (it, args) => setOf(it, new List(args)),
  mutableSetOf: (it, args) => setOf(it, new List(args)),
  mapOf: (it, args) => dictOf(it, [new List(args)], new Map()),
  mutableMapOf: (it, args) => dictOf(it, [new List(args)], new Map()),
  'java String.format': (it, [format, ...args]) => printed(it, text(format), args, it.family),
  'String.valueOf': (it, [value]) => it.shown(value),
  'String.join': (it, [between, ...rest]) =>
    (rest.length === 1 && typeof rest[0] === 'object' ? list(it, rest[0]) : rest).map((each) => it.shown(each)).join(text(between)),
  'string.Join': (it, [between, ...rest]) =>
    (rest.length === 1 && typeof rest[0] === 'object' ? list(it, rest[0]) : rest).map((each) => it.shown(each)).join(text(between)),
  'string.IsNullOrEmpty': (_, [value]) => value === null || value === '',
  'Integer.parseInt': parsedWhole,
  'Long.parseLong': parsedWhole,
  'Integer.valueOf': parsedWhole,
  'int.Parse': parsedWhole,
  'Double.parseDouble': parsedFraction,
  'double.Parse': parsedFraction,
  'Integer.compare': (it, [a, b]) => BigInt(Math.sign(compared(it, a, b))),
  'Long.compare': (it, [a, b]) => BigInt(Math.sign(compared(it, a, b))),
  'Double.compare': (it, [a, b]) => BigInt(Math.sign(compared(it, a, b))),
  'Integer.sum': (it, [a, b]) => operated(it, '+', a, b),
  'Long.sum': (it, [a, b]) => operated(it, '+', a, b),
  'Objects.equals': (it, [a, b]) => same(it, a, b),
  'Character.isDigit': (_, [sign]) => /^\p{Nd}$/u.test(text(sign)),
  'Character.isLetter': (_, [sign]) => /^\p{L}$/u.test(text(sign)),
  'Character.isUpperCase': (_, [sign]) => /^\p{Lu}$/u.test(text(sign)),
  'Character.toUpperCase': (_, [sign]) => text(sign).toUpperCase(),
  'Character.toLowerCase': (_, [sign]) => text(sign).toLowerCase(),
  'Character.isWhitespace': (_, [sign]) => /^\s$/.test(text(sign)),
  'Character.getNumericValue': (_, [sign]) => BigInt(text(sign)),
  'Collections.sort': (it, [of, by]) => callMethod(it, of, 'sort', by === undefined ? [null] : [by], new Map()),
  'Collections.reverse': (_, [of]) => {
    if (of instanceof List) of.items.reverse();
    return null;
  },
  'Collections.max': (it, [of]) => best(it, [of], new Map(), 1),
  'Collections.min': (it, [of]) => best(it, [of], new Map(), -1),
  'Collections.emptyList': () => new List([]),
  'Collections.unmodifiableList': (_, [of]) => of,
  'Arrays.stream': (it, [of]) => new List([...list(it, of)]),
  'Arrays.fill': (_, [of, value]) => {
    if (of instanceof List) of.items = of.items.map(() => value);
    return null;
  },
  'Arrays.sort': (it, [of]) => callMethod(it, of, 'sort', [null], new Map()),
  'Arrays.copyOf': (_, [of, size]) => new List((of as List).items.slice(0, Number(size))),
  'Stream.of': (_, args) => new List(args),
  'IntStream.range': rangeOf,
  'IntStream.rangeClosed': (it, [from, to]) => rangeOf(it, [from, (to as bigint) + 1n], new Map()),
  'Enumerable.Range': (it, [from, count]) => rangeOf(it, [from, (from as bigint) + (count as bigint)], new Map()),
  'Comparator.comparing': (it, [key, by]) => comparing(it, key, by),
  'Comparator.comparingInt': (it, [key]) => comparing(it, key),
  'Comparator.comparingLong': (it, [key]) => comparing(it, key),
  'Comparator.comparingDouble': (it, [key]) => comparing(it, key),
  'Comparator.reverseOrder': (it) => new Native(([a, b]) => BigInt(Math.sign(compared(it, b, a)))),
  'Comparator.naturalOrder': (it) => new Native(([a, b]) => BigInt(Math.sign(compared(it, a, b)))),
  'Collectors.toList': () => new Native(([items]) => items),
  'Collectors.toSet': (it) => new Native(([items]) => setOf(it, items)),
  'Collectors.joining': (it, [between, before, after]) =>
    new Native(
      ([items]) =>
        `${typeof before === 'string' ? before : ''}${list(it, items)
          .map((each) => it.shown(each))
          .join(typeof between === 'string' ? between : '')}${typeof after === 'string' ? after : ''}`,
    ),
  'System.out.println': nothing,
  'Console.WriteLine': nothing,
  println: nothing,
  // Go
  'fmt.Sprintf': (it, [format, ...args]) => printed(it, text(format), args, 'go'),
  'fmt.Sprint': (it, args) => args.map((each) => it.shown(each)).join(' '),
  'fmt.Println': nothing,
  'fmt.Printf': nothing,
  'errors.New': errorText,
  'reflect.DeepEqual': (it, [a, b]) => same(it, a, b),
  'slices.Equal': (it, [a, b]) => same(it, a, b),
  append: (_, [of, ...more]) =>
    of === null ? new List(more.map(copyOf)) : of instanceof List ? appended(of, more.map(copyOf)) : valueError(),
  'go delete': (it, [of, key]) => callMethod(it, of, 'delete', [key], new Map()),
  'go int': parsedWhole,
  'go int64': parsedWhole,
  'go float64': (_, [value]) => num(value),
  'go string': (_, [value]) => (typeof value === 'bigint' ? String.fromCodePoint(Number(value)) : text(value)),
  'go min': bests(-1),
  'go max': bests(1),
  'go panic': (it, [value]) => {
    throw new Thrown(new Obj(undefined, new Map<string, Value>([['message', it.shown(value)]]), 'panic'));
  },
  'math.Round': (_, [value]) => roundAway(num(value)),
  'math.Floor': (_, [value]) => Math.floor(num(value)),
  'math.Ceil': (_, [value]) => Math.ceil(num(value)),
  'math.Abs': (_, [value]) => Math.abs(num(value)),
  'math.Max': (_, [a, b]) => Math.max(num(a), num(b)),
  'math.Min': (_, [a, b]) => Math.min(num(a), num(b)),
  'math.Sqrt': (_, [value]) => Math.sqrt(num(value)),
  'strings.Split': method('split'),
  'strings.Fields': (_, [of]) => new List(text(of).trim().split(/\s+/).filter(Boolean)),
  'strings.Join': (it, [of, between]) =>
    list(it, of)
      .map((each) => it.shown(each))
      .join(text(between)),
  'strings.ToUpper': method('upper'),
  'strings.ToLower': method('lower'),
  'strings.TrimSpace': (_, [of]) => text(of).trim(),
  'strings.Trim': method('trim'),
  'strings.TrimPrefix': method('removeprefix'),
  'strings.TrimSuffix': method('removesuffix'),
  'strings.TrimLeft': method('lstrip'),
  'strings.TrimRight': method('rstrip'),
  'strings.Contains': method('includes'),
  'strings.HasPrefix': method('startswith'),
  'strings.HasSuffix': method('endswith'),
  'strings.Index': (_, [of, part]) => BigInt(text(of).indexOf(text(part))),
  'strings.Repeat': method('repeat'),
  'strings.ReplaceAll': method('replaceAll'),
  'strings.EqualFold': (_, [a, b]) => text(a).toLowerCase() === text(b).toLowerCase(),
  'strings.Count': method('count'),
  'strings.Title': method('title'),
  'strconv.Itoa': (it, [value]) => it.shown(value),
  'sort.Strings': (it, [of]) => callMethod(it, of, 'sort', [], new Map()),
  'sort.Ints': (it, [of]) => callMethod(it, of, 'sort', [], new Map()),
  'slices.Sort': (it, [of]) => callMethod(it, of, 'sort', [], new Map()),
  'slices.Contains': method('includes'),
  'sort.Slice': (it, [of, less]) => sortByIndex(it, of, less),
  'sort.SliceStable': (it, [of, less]) => sortByIndex(it, of, less),
  // Ruby
  'ruby Integer': parsedWhole,
  'ruby Float': parsedFraction,
  'ruby format': (it, [format, ...args]) => printed(it, text(format), args, 'ruby'),
  'ruby sprintf': (it, [format, ...args]) => printed(it, text(format), args, 'ruby'),
  'new Hash': newMap,
  'new Array': newList,
  'new Set': (it, [from]) => setOf(it, from),
  'ruby lambda': (_, [fn]) => fn,
  'ruby proc': (_, [fn]) => fn,
  // PHP
  count: sizeOf,
  'php strlen': (_, [of]) => BigInt(new TextEncoder().encode(text(of)).length),
  'php floor': (_, [value]) => Math.floor(num(value)),
  'php ceil': (_, [value]) => Math.ceil(num(value)),
  'php abs': (_, [value]) => (typeof value === 'bigint' ? (value < 0n ? -value : value) : Math.abs(num(value))),
  'php min': (it, args) => best(it, args, new Map(), -1),
  'php max': (it, args) => best(it, args, new Map(), 1),
  intdiv: (_, [a, b]) => (a as bigint) / (b as bigint),
  intval: parsedWhole,
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
    if (mode !== undefined) throw new Unknown('a filter by keys');
    return phpArray(phpPairs(of).filter(([, each]) => isTrue(it, fn === undefined || fn === null ? each : it.call(fn, [each]))));
  },
  array_values: (_, [of]) => new List(phpValues(of)),
  array_keys: (it, [of, only]) =>
    only !== undefined
      ? new List(
          phpPairs(of)
            .filter(([, value]) => equal(it, value, only))
            .map(([key]) => key),
        )
      : new List(of instanceof Dict ? of.keys() : (of as List).items.map((__, at) => BigInt(at))),
  array_key_exists: (_, [key, of]) => (of instanceof Dict ? of.has(key) : Number(key) < (of as List).items.length),
  in_array: (it, [value, of, strictly]) =>
    phpValues(of).some((each) => (strictly === true ? same(it, each, value) : equal(it, each, value))),
  array_slice: (_, [of, from, size]) =>
    new List(
      phpValues(of).slice(
        Number(from),
        size === undefined || size === null ? undefined : Number(size) < 0 ? Number(size) : Number(from) + Number(size),
      ),
    ),
  array_reverse: (_, [of]) => new List(phpValues(of).toReversed()),
  implode: (it, [between, of]) =>
    phpValues(of)
      .map((each) => it.shown(each))
      .join(text(between)),
  explode: (_, [between, of]) => new List(text(of).split(text(between))),
  strtoupper: method('upper'),
  strtolower: method('lower'),
  ucfirst: (_, [of]) => text(of).slice(0, 1).toUpperCase() + text(of).slice(1),
  'php trim': method('trim'),
  str_repeat: method('repeat'),
  str_pad: (_, [of, size, fill, side]) => {
    if (side !== undefined && !(side instanceof Foreign && side.name === 'STR_PAD_LEFT')) throw new Unknown('a side');
    return side === undefined
      ? text(of).padEnd(counted(Number(size)), typeof fill === 'string' ? fill : ' ')
      : text(of).padStart(counted(Number(size)), typeof fill === 'string' ? fill : ' ');
  },
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
  // Rust
  'assert_eq!': (it, [a, b]) => {
    if (!same(it, a, b)) throw new AssertFailed([a, b]);
    return null;
  },
  'assert!': (it, [a]) => {
    if (!isTrue(it, a)) throw new AssertFailed([a]);
    return null;
  },
  'vec!': (_, args) => new List(args),
  'format!': (it, [format, ...args]) => {
    const left = [...args];
    return text(format).replace(/\{(?::(0?)(\d*)(?:\.(\d+))?)?\}/g, (_, zero: string, width: string, precision: string) => {
      const value = left.shift();
      const said = precision === undefined ? it.shown(value) : rounded(num(value), Number(precision), 'rust').toFixed(Number(precision));
      return said.padStart(counted(Number(width || 0)), zero ? '0' : ' ');
    });
  },
  'println!': nothing,
  Some: (_, [value]) => value,
  Ok: (_, [value]) => value,
  'Vec.new': () => new List([]),
  'HashMap.new': () => new Dict(),
  'HashSet.new': () => new Dict('set'),
  'String.new': () => '',
  'String.from': (_, [value]) => value,
};

const copyOf = (value: Value): Value =>
  value instanceof Obj && value.isData ? new Obj(value.cls, new Map(value.fields), value.type, true) : value;

/** What functions of Go's library give, by name. */
const GO_ROWS: Readonly<Record<string, Row>> = {
  'go len': sizeOf,
  'go copy': (_, [to, from]) => {
    if (!(to instanceof List)) throw new Unknown('a copy');
    const items = from instanceof List ? [...from.items] : [];
    const size = Math.min(to.items.length, items.length);
    for (let at = 0; at < size; at += 1) setElement(to, at, items[at]);
    return BigInt(size);
  },
  'go clear': (_, [of]) => {
    if (of instanceof Dict) of.entries.clear();
    return null;
  },
  'go rune': (_, [value]) => (typeof value === 'string' ? BigInt(value.codePointAt(0)!) : value),
  'go byte': (_, [value]) => (typeof value === 'string' ? BigInt(value.codePointAt(0)!) : value),
  'go uint': parsedWhole,
  'go int32': parsedWhole,
  'go uint64': parsedWhole,
  'go float32': (_, [value]) => num(value),
  'go bool': (_, [value]) => value,
  'strconv.Atoi': (it, [value]) => {
    const isWhole = /^[-+]?\d+$/.test(text(value));
    const error = errorText(it, [`strconv.Atoi: parsing ${JSON.stringify(value)}: invalid syntax`], new Map());
    return new List([isWhole ? BigInt(text(value)) : 0n, isWhole ? null : error], 'tuple');
  },
  'strconv.ParseFloat': (it, [value]) => {
    const isOne = /^[-+]?(?:\d+(?:\.\d+)?|\.\d+)$/.test(text(value));
    return new List([isOne ? Number(value) : 0, isOne ? null : errorText(it, ['strconv.ParseFloat: invalid syntax'], new Map())], 'tuple');
  },
  'strconv.Quote': (_, [value]) => JSON.stringify(text(value)),
  'strconv.FormatInt': (_, [value, base]) => (value as bigint).toString(Number(base)),
  'strings.Cut': (_, [of, by]) => {
    const at = text(of).indexOf(text(by));
    return new List(at < 0 ? [of, '', false] : [text(of).slice(0, at), text(of).slice(at + text(by).length), true], 'tuple');
  },
  'strings.SplitN': (_, [of, by, most]) => {
    const parts = text(of).split(text(by));
    const size = Number(most);
    return new List(parts.length <= size ? parts : [...parts.slice(0, size - 1), parts.slice(size - 1).join(text(by))]);
  },
  'strings.Replace': (_, [of, from, to, times]) => {
    if (Number(times) >= 0) throw new Unknown('a limited replacement');
    return text(of).replaceAll(text(from), () => text(to));
  },
  'strings.ContainsRune': (_, [of, sign]) => text(of).includes(typeof sign === 'bigint' ? String.fromCodePoint(Number(sign)) : text(sign)),
  'strings.ContainsAny': (_, [of, signs]) => [...text(signs)].some((each) => text(of).includes(each)),
  'strings.LastIndex': (_, [of, part]) => BigInt(text(of).lastIndexOf(text(part))),
  'strings.Map': (it, [fn, of]) => [...text(of)].map((each) => it.shown(it.call(fn, [each]))).join(''),
  'unicode.IsUpper': (_, [sign]) => /^\p{Lu}$/u.test(text(sign)),
  'unicode.IsLower': (_, [sign]) => /^\p{Ll}$/u.test(text(sign)),
  'unicode.IsDigit': (_, [sign]) => /^\p{Nd}$/u.test(text(sign)),
  'unicode.IsLetter': (_, [sign]) => /^\p{L}$/u.test(text(sign)),
  'unicode.IsSpace': (_, [sign]) => /^\s$/.test(text(sign)),
  'unicode.ToUpper': (_, [sign]) => text(sign).toUpperCase(),
  'unicode.ToLower': (_, [sign]) => text(sign).toLowerCase(),
  'math.Trunc': (_, [value]) => Math.trunc(num(value)),
  'math.Pow': (_, [a, b]) => num(a) ** num(b),
  'math.Mod': (_, [a, b]) => num(a) % num(b),
  'math.Inf': (_, [sign]) => (Number(sign) < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY),
  'errors.Is': (it, [a, b]) => {
    for (let at = a; ;) {
      if (at === b || (at instanceof Pointer && b instanceof Pointer && at.to === b.to)) return true;
      const inner: Value | undefined = at instanceof Obj ? at.fields.get('wraps') : undefined;
      if (inner === undefined || it.family !== 'go') return false;
      at = inner;
    }
  },
  'fmt.Errorf': (it, [format, ...args]) => {
    const said = printed(it, text(format).replace(/%w/g, '%v'), args, 'go');
    const made = new Obj(undefined, new Map<string, Value>([['message', said]]), 'Error');
    if (/%w/.test(text(format))) made.fields.set('wraps', args.find((each) => each instanceof Obj || each instanceof Pointer) ?? null);
    return made;
  },
  'slices.Reverse': (_, [of]) => {
    if (of instanceof List) of.items.reverse();
    return null;
  },
  'slices.Max': (it, [of]) => best(it, [of], new Map(), 1),
  'slices.Min': (it, [of]) => best(it, [of], new Map(), -1),
  'slices.Index': (it, [of, value]) => BigInt(list(it, of).findIndex((each) => same(it, each, value))),
  'slices.IndexFunc': (it, [of, fn]) => BigInt(list(it, of).findIndex((each) => isTrue(it, it.call(fn, [each])))),
  'slices.SortFunc': (it, [of, by]) => callMethod(it, of, 'sort', [by], new Map()),
  'slices.Clone': (it, [of]) => new List([...list(it, of)]),
  'cmp.Compare': (it, [a, b]) => BigInt(Math.sign(compared(it, a, b))),
  'strings.Compare': (it, [a, b]) => BigInt(Math.sign(compared(it, a, b))),
  'maps.Keys': (_, [of]) => new List(of instanceof Dict ? of.keys() : []),
};

const JSON_ROWS: Readonly<Record<string, Row>> = {
  'javascript JSON.stringify': (it, [value, replacer, indent]) => {
    if (replacer !== undefined && replacer !== null) throw new Unknown('JSON with a replacer');
    if (value === undefined) return undefined;
    return jsonText(it, value, Number(indent ?? 0));
  },
  'JSON.parse': (it, [value], named) => {
    const made = parsedJson(it, text(value));
    return named.get('symbolize_names') === true ? withSymbols(made) : made;
  },
  'json.dumps': (it, [value], named) => {
    if ([...named.keys()].some((name) => !/^(?:indent|sort_keys)$/.test(name))) throw new Unknown('JSON with options');
    return jsonText(it, named.get('sort_keys') === true ? sortedKeys(value) : value, Number(named.get('indent') ?? 0), [', ', ': ']);
  },
  'json.loads': (it, [value]) => parsedJson(it, text(value)),
  'JSON.generate': (it, [value]) => jsonText(it, value, 0),
};

function withSymbols(value: Value): Value {
  if (value instanceof List) return new List(value.items.map(withSymbols));
  if (!(value instanceof Dict)) return value;
  const made = new Dict();
  for (const [key, each] of value.pairs()) made.set(Sym.of(nameOf(key)), withSymbols(each));
  return made;
}

function sortedKeys(value: Value): Value {
  if (value instanceof List) return new List(value.items.map(sortedKeys));
  if (!(value instanceof Dict)) return value;
  const made = new Dict();
  for (const [key, each] of value.pairs().toSorted(([a], [b]) => (nameOf(a) < nameOf(b) ? -1 : 1))) made.set(key, sortedKeys(each));
  return made;
}

const TABLES: readonly Readonly<Record<string, Row>>[] = [GO_ROWS, PHP_ROWS, ROWS, PROMISES, JSON_ROWS, PYTHON_ROWS, MOMENTS];

function rowOf(name: string): Row | undefined {
  return TABLES.find((table) => Object.hasOwn(table, name))?.[name];
}

/** Whether a function of a library is known by such a name. */
export function isForeign(name: string): boolean {
  return rowOf(name) !== undefined;
}

/** Keys of an object in JavaScript's order: whole numbers first. */
function jsKeys(of: Obj): string[] {
  const keys = [...of.fields.keys()].filter((key) => !key.startsWith('#'));
  const numbers = keys.filter((key) => /^(?:0|[1-9]\d*)$/.test(key)).sort((a, b) => Number(a) - Number(b));
  return [...numbers, ...keys.filter((key) => !numbers.includes(key))];
}

function cloned(value: Value): Value {
  if (value instanceof List) return new List(value.items.map(cloned), value.kind);
  if (value instanceof Dict) {
    const made = new Dict(value.kind);
    for (const [key, each] of value.pairs()) made.set(cloned(key), cloned(each));
    return made;
  }
  return value instanceof Obj && value.cls === undefined
    ? new Obj(undefined, new Map([...value.fields].map(([name, each]) => [name, cloned(each)])))
    : value;
}

function comparing(it: Machine, key: Value, by?: Value): Value {
  return new Native(([a, b]) => {
    const [x, y] = [it.call(key, [a]), it.call(key, [b])];
    return by === undefined ? BigInt(Math.sign(compared(it, x, y))) : it.call(by, [x, y]);
  });
}

function sortByIndex(it: Machine, of: Value, less: Value): Value {
  if (!(of instanceof List)) throw new Unknown('a sort');
  // The function asks by place: the two are put at the first places for each question.
  const items = [...of.items];
  const kept = of.items;
  const sorted = items.sort((a, b) => {
    of.items = [a, b];
    const first = isTrue(it, it.call(less, [0n, 1n]));
    const second = !first && isTrue(it, it.call(less, [1n, 0n]));
    return first ? -1 : second ? 1 : 0;
  });
  of.items = kept;
  of.items.splice(0, of.items.length, ...sorted);
  return null;
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
