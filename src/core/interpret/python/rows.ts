import { AssertFailed, pairHolds } from '../testing/assertions';
import { formatted, rounded } from '../library/formats';
import { roundingOf } from '../values/decimals';
import { sortedBy } from '../library/methodParts';
import { compared, isTrue } from '../values/comparing';
import { operated } from '../values/operators';
import { momentConstant } from './moments';
import { flagOf, ofRe } from './patterns';
import {
  best,
  dictOf,
  list,
  method,
  nothing,
  num,
  parsedFraction,
  parsedWhole,
  rangeOf,
  type Row,
  setOf,
  sizeOf,
  text,
  whole,
} from '../library/rowParts';
import { Decimal, Dict, List, Moment, nameOf, Native, Obj, Thrown, Unknown, type Machine, type Value } from '../values/value';

const re =
  (name: string): Row =>
  (it, args, named) =>
    ofRe(it, name, args, named)!;

const tuple = (items: Value[]): List => new List(items, 'tuple');

const place =
  (right: boolean): Row =>
  (it, [of, value]) => {
    const at = list(it, of).findIndex((each) => (right ? compared(it, each, value) > 0 : compared(it, each, value) >= 0));
    return BigInt(at < 0 ? list(it, of).length : at);
  };

/** A heap is kept sorted: what it gives is the same, its order within is not. */
const extremes =
  (sign: 1 | -1): Row =>
  (it, [size, of], named) => {
    const key = named.get('key');
    const by = (each: Value): Value => (key === undefined ? each : it.call(key, [each]));
    return new List(
      list(it, of)
        .toSorted((a, b) => sign * compared(it, by(b), by(a)))
        .slice(0, Number(size)),
    );
  };

const counter: Row = (it, [from]) => {
  const made = new Dict();
  made.otherwise = 0n;
  if (from !== undefined) for (const each of list(it, from)) made.set(each, ((made.get(each) as bigint | undefined) ?? 0n) + 1n);
  return made;
};

const zeroOf = (value: Decimal | Moment): Value => (value instanceof Decimal ? 0n : new Moment('span', 0));

/** A whole number, or the nearest one with so many zeros at its end; of two the even one. */
function roundedWhole(value: bigint, digits: Value): bigint {
  if (typeof digits !== 'bigint' || digits >= 0n) return value;
  const unit = 10n ** -digits;
  const rest = ((value % unit) + unit) % unit;
  const low = value - rest;
  const isUp = rest * 2n > unit || (rest * 2n === unit && (low / unit) % 2n !== 0n);
  return isUp ? low + unit : low;
}

/** What functions of Python's library give, by name. */
export const PYTHON_ROWS: Readonly<Record<string, Row>> = {
  len: sizeOf,
  'python min': (it, args, named) => best(it, args, named, -1),
  'python max': (it, args, named) => best(it, args, named, 1),
  sorted: (it, [from], named) => new List(sortedBy(it, list(it, from), named.get('key'), isTrue(it, named.get('reverse')))),
  range: rangeOf,
  'python int': parsedWhole,
  'python float': parsedFraction,
  'python str': (it, [value]) => (value === undefined ? '' : it.shown(value)),
  repr: (it, [value]) => it.shown(value, true),
  'python bool': (it, [value]) => value !== undefined && isTrue(it, value),
  'python list': (it, [from]) => new List(from === undefined ? [] : [...list(it, from)]),
  'python tuple': (it, [from]) => new List(from === undefined ? [] : [...list(it, from)], 'tuple'),
  'python dict': (it, args, named) => dictOf(it, args, named),
  'python set': (it, [from]) => setOf(it, from),
  frozenset: (it, [from]) => {
    const made = setOf(it, from);
    made.fixed = true;
    return made;
  },
  'python abs': (it, [value]) => {
    const own = it.methodOf(value, /^__abs__$/);
    if (own) return it.call(own, []);
    if (value instanceof Decimal || value instanceof Moment)
      return compared(it, value, zeroOf(value)) < 0 ? operated(it, '*', value, -1n) : value;
    return typeof value === 'bigint' ? (value < 0n ? -value : value) : Math.abs(num(value));
  },
  'python round': (it, [value, digits]) => {
    if (typeof value === 'bigint') return roundedWhole(value, digits);
    if (digits === undefined || digits === null) return BigInt(rounded(num(value), 0, 'python'));
    return rounded(num(value), num(digits), it.family);
  },
  divmod: (it, [a, b]) => new List([operated(it, '//', a, b), operated(it, '%', a, b)], 'tuple'),
  'python print': (it, args, named) => {
    const depth = it.stack.length;
    try {
      const [between, end] = [named.get('sep') ?? ' ', named.get('end') ?? '\n'];
      it.printed.push(args.map((each) => it.shown(each)).join(it.shown(between)) + it.shown(end));
    } catch (error) {
      // What it printed only tells how a program ended itself.
      if (!(error instanceof Unknown)) throw error;
      it.stack.length = depth;
    }
    return null;
  },
  'python pow': (it, [a, b]) => operated(it, '**', a, b),
  'python chr': (_, [code]) => String.fromCodePoint(num(code)),
  'python ord': (_, [sign]) => BigInt(text(sign).codePointAt(0)!),
  isinstance: (it, [value, type]) => (type instanceof List ? type.items : [type]).some((each) => it.kindOf(value, each)),
  'math.floor': (it, [value]) => whole(it, Math.floor(num(value))),
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
  'collections.namedtuple': (it, [name, fields], byName) => {
    const names = typeof fields === 'string' ? fields.split(/[\s,]+/).filter(Boolean) : list(it, fields).map(nameOf);
    const defaults = byName.has('defaults') ? list(it, byName.get('defaults')) : [];
    const make = (values: Value[]): Obj => {
      const made = new Obj(undefined, new Map(names.map((each, at): [string, Value] => [each, values[at]])), text(name), true);
      made.isTuple = true;
      return made;
    };
    const made = new Native((args, named) => {
      const values = names.map((each, at) =>
        at < args.length ? args[at] : named.has(each) ? named.get(each) : defaults.at(at - names.length),
      );
      if (args.length > names.length || values.includes(undefined)) throw new Thrown(new Obj(undefined, new Map(), 'TypeError'));
      return make(values);
    });
    made.fields = new Map<string, Value>([
      ['__name__', text(name)],
      ['_fields', tuple(names)],
      ['_make', new Native(([of]) => make([...list(it, of)]))],
    ]);
    return made;
  },
  'collections.deque': (it, [from, size], named) => {
    const most = size ?? named.get('maxlen');
    const items = from === undefined ? [] : [...list(it, from)];
    const made = new List(most === undefined || most === null ? items : items.slice(Math.max(0, items.length - num(most))));
    if (most !== undefined && most !== null) made.most = num(most);
    return made;
  },
  'collections.OrderedDict': (it, args, named) => dictOf(it, args, named),
  'functools.reduce': (it, [fn, from, start]) =>
    start === undefined
      ? list(it, from).reduce((sum, each) => it.call(fn, [sum, each]))
      : list(it, from).reduce((sum, each) => it.call(fn, [sum, each]), start),
  'copy.copy': (it, [of], named) =>
    of instanceof Obj ? new Obj(of.cls, new Map(of.fields), of.type, of.isData) : method('copy')(it, [of], named),
  'pytest.param': (_, values) => new Obj(undefined, new Map([['values', new List(values, 'tuple') as Value]]), 'param'),
  'pytest.fail': (_, [said]) => {
    throw new AssertFailed([], typeof said === 'string' ? said : undefined);
  },
  'pytest.approx': (_, [value], named) => new Obj(undefined, new Map([['value', value], ...named]), 'approx'),
  'unittest.main': nothing,
  'assert.pair': (it, [a, b]) => {
    pairHolds(it, a, b);
    return null;
  },
  ...Object.fromEntries(
    ['compile', 'escape', 'match', 'fullmatch', 'search', 'findall', 'finditer', 'split', 'sub', 'subn'].map((name) => [
      `re.${name}`,
      re(name),
    ]),
  ),
  'bisect.bisect_left': place(false),
  'bisect.bisect_right': place(true),
  'bisect.bisect': place(true),
  'bisect.insort': (it, [of, value]) => {
    if (!(of instanceof List)) throw new Unknown('a list');
    of.items.splice(Number(place(true)(it, [of, value], new Map())), 0, value);
    return null;
  },
  'heapq.nlargest': extremes(1),
  'heapq.nsmallest': extremes(-1),
  'functools.partial': (it, [fn, ...first], named) =>
    new Native((rest, more) => it.call(fn, [...first, ...rest], new Map([...named, ...more]))),
  'python getattr': (it, [of, name, otherwise]) => {
    const found = attribute(it, of, text(name));
    if (found) return found.value;
    if (otherwise === undefined) throw new Unknown('an attribute');
    return otherwise;
  },
  'python hasattr': (it, [of, name]) => attribute(it, of, text(name)) !== undefined,
  'python setattr': (_, [of, name, value]) => {
    if (!(of instanceof Obj) || typeof name !== 'string') throw new Unknown('an attribute');
    of.fields.set(name, value);
    return null;
  },
  'python format': (it, [of, spec]) => (spec === undefined || spec === '' ? it.shown(of) : formatted(it, of, text(spec), 'python')),
  'python bin': (_, [of]) => (typeof of === 'bigint' && of >= 0n ? `0b${of.toString(2)}` : refuse()),
  'python hex': (_, [of]) => (typeof of === 'bigint' && of >= 0n ? `0x${of.toString(16)}` : refuse()),
  'math.gcd': (_, args) => args.reduce<bigint>((a, b) => gcd(a, typeof b === 'bigint' ? b : refuse()), 0n),
  'math.log': (_, [of, base]) => (base === undefined ? Math.log(num(of)) : Math.log(num(of)) / Math.log(num(base))),
  'math.log10': (_, [of]) => Math.log10(num(of)),
  'math.log2': (_, [of]) => Math.log2(num(of)),
  'math.sin': (_, [of]) => Math.sin(num(of)),
  'math.cos': (_, [of]) => Math.cos(num(of)),
  'math.radians': (_, [of]) => (num(of) * Math.PI) / 180,
  'math.fabs': (_, [of]) => Math.abs(num(of)),
  'math.pow': (_, [a, b]) => num(a) ** num(b),
  'math.fsum': (it, [of]) => list(it, of).reduce<number>((sum, each) => sum + Number(each), 0),
  'math.isqrt': (_, [of]) => BigInt(Math.floor(Math.sqrt(num(of)))),
  'statistics.mean': (it, [of]) => {
    const all = list(it, of);
    const sum = all.reduce((total, each) => operated(it, '+', total, each), 0n as Value);
    return typeof sum === 'bigint' && sum % BigInt(all.length) === 0n ? sum / BigInt(all.length) : Number(sum) / all.length;
  },
  'statistics.median': (it, [of]) => {
    const all = list(it, of).toSorted((a, b) => compared(it, a, b));
    const middle = Math.floor(all.length / 2);
    if (all.length === 0) throw new Unknown('the median of nothing');
    if (all.length % 2) return all[middle];
    return Number(operated(it, '+', all[middle - 1], all[middle])) / 2;
  },
  'copy.deepcopy': (_, [of]) => deepCopy(of, new Map()),
  'pytest.raises': (_, [type], named) =>
    new Obj(
      undefined,
      new Map<string, Value>([
        ['type', type],
        ['match', named.get('match')],
      ]),
      'raises',
    ),
  'contextlib.suppress': (_, types) =>
    new Obj(
      undefined,
      new Map<string, Value>([
        ['type', new List(types, 'tuple')],
        ['passes', true],
      ]),
      'raises',
    ),
};

/** What an object has under a name; undefined where that is an error. */
function attribute(it: Machine, of: Value, name: string): { value: Value } | undefined {
  const depth = it.stack.length;
  try {
    return { value: it.property(of, name) };
  } catch (error) {
    if (!(error instanceof Thrown && it.isA(error.value, 'AttributeError'))) throw error;
    it.stack.length = depth;
    return undefined;
  }
}

function refuse(): never {
  throw new Unknown('another value');
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b);
}

/** A copy of a value with copies of all that it holds. */
function deepCopy(value: Value, done: Map<Value, Value>): Value {
  if (done.has(value)) return done.get(value);
  if (value instanceof List) {
    const made = new List([], value.kind);
    done.set(value, made);
    made.items = value.items.map((each) => deepCopy(each, done));
    return made;
  }
  if (value instanceof Dict) {
    const made = new Dict(value.kind);
    done.set(value, made);
    made.otherwise = value.otherwise;
    made.fallback = value.fallback;
    for (const [key, each] of value.pairs()) made.set(deepCopy(key, done), deepCopy(each, done));
    return made;
  }
  if (value instanceof Obj) {
    const made = new Obj(value.cls, new Map(), value.type, value.isData);
    done.set(value, made);
    for (const [name, each] of value.fields) made.fields.set(name, deepCopy(each, done));
    return made;
  }
  return value;
}

/** A constant of Python's library. */
export function pythonConstant(name: string): Value | undefined {
  const [, module, own = ''] = /^(re|decimal)\.(\w+)$/.exec(name) ?? [];
  if (module !== undefined) return module === 're' ? flagOf(own) : roundingOf(own);
  const ofTime = momentConstant(name);
  if (ofTime !== undefined) return ofTime;
  return {
    'string.ascii_lowercase': 'abcdefghijklmnopqrstuvwxyz',
    'string.ascii_uppercase': 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    'string.ascii_letters': 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
    'string.digits': '0123456789',
    'string.hexdigits': '0123456789abcdefABCDEF',
    'string.whitespace': ' \t\n\r\v\f',
    'math.tau': 2 * Math.PI,
    'math.e': Math.E,
    'math.nan': Number.NaN,
    'sys.maxsize': 9_223_372_036_854_775_807n,
    'os.sep': '/',
    'os.linesep': '\n',
    'typing.TYPE_CHECKING': false,
    'string.punctuation': '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  }[name];
}
