import {
  baseName,
  csvRows,
  endingOf,
  fileObject,
  kindOfPath,
  linesOf,
  makeFolder,
  mapOfPairs,
  namedRows,
  namesIn,
  normalised,
  parentOf,
  readFrom,
  restOf,
  temporaryFolder,
} from '../library/dataFiles';
import { decimalOf } from '../values/decimals';
import { listOf } from '../values/iteration';
import { parsedJson } from '../library/json';
import { isTrue } from '../values/comparing';
import { operated } from '../values/operators';
import { configuration } from './configuration';
import { joined, opened, path, pathOf } from './objects';
import { nothing, num, type Row, text } from '../library/rowParts';
import { Cls, Dict, Foreign, Func, List, Moment, Native, Obj, Stream, Unknown, type Value } from '../values/value';

/** @throws {@link Unknown} always */
function refused(what: string): never {
  throw new Unknown(what);
}

const plain =
  (type: string): Row =>
  () =>
    new Obj(undefined, new Map(), type);
const endless = (make: (give: (item: Value) => boolean) => void): Stream => {
  const made = new Stream(make);
  made.isLocal = true;
  return made;
};

/** A wrapper that tells the name of what it wraps. */
const wraps: Row = (_, [of]) =>
  new Native(([made]) => {
    if (!(made instanceof Func || made instanceof Native)) throw new Unknown('a wrapper');
    made.fields ??= new Map();
    for (const name of ['__name__', '__qualname__', '__doc__']) {
      const own =
        of instanceof Func && name === '__name__'
          ? (of.fields?.get(name) ?? of.fn.name)
          : of instanceof Func || of instanceof Native
            ? of.fields?.get(name)
            : undefined;
      if (own !== undefined) made.fields.set(name, own);
    }
    made.fields.set('__wrapped__', of);
    return made;
  });

const typeOf: Row = (_, [of, ...more]) => {
  if (more.length > 0) throw new Unknown('a class that is made');
  if (of instanceof Obj && of.cls) return of.cls;
  const name =
    of === null
      ? 'NoneType'
      : typeof of === 'string'
        ? 'str'
        : typeof of === 'bigint'
          ? 'int'
          : typeof of === 'number'
            ? 'float'
            : typeof of === 'boolean'
              ? 'bool'
              : of instanceof List
                ? of.kind
                : of instanceof Dict && of.otherwise === undefined && of.fallback === undefined
                  ? of.kind === 'set'
                    ? of.fixed
                      ? 'frozenset'
                      : 'set'
                    : 'dict'
                  : of instanceof Obj && of.type !== '' && /(?:Error|Exception)$/.test(of.type)
                    ? of.type
                    : of instanceof Func
                      ? 'function'
                      : undefined;
  if (name === undefined) throw new Unknown('a type');
  return new Foreign(name);
};

const contextManager: Row = (it, [fn]) =>
  new Native((args, named) => new Obj(undefined, new Map([['stream', it.call(fn, args, named)]]), 'managed'));

/** What further functions of Python's library give, by name. */
export const PYTHON_LIBRARY: Readonly<Record<string, Row>> = {
  'python open': opened,
  'io.StringIO': (_, [of]) => fileObject(of === undefined ? '' : text(of)),
  'pathlib.Path': (_, parts) => path(parts.length === 0 ? '.' : joined(parts.map(pathOf))),
  'os.path.exists': (it, [of]) => kindOfPath(it, pathOf(of)) !== undefined,
  'os.path.isfile': (it, [of]) => kindOfPath(it, pathOf(of)) === 'file',
  'os.path.isdir': (it, [of]) => kindOfPath(it, pathOf(of)) === 'folder',
  'os.listdir': (it, [of]) => new List(namesIn(it, pathOf(of))),
  'os.makedirs': (it, [of]) => (makeFolder(it, pathOf(of)), null),
  'os.mkdir': (it, [of]) => (makeFolder(it, pathOf(of)), null),
  'os.remove': (it, [of]) => it.send(path(pathOf(of)), 'unlink', []),
  'os.unlink': (it, [of]) => it.send(path(pathOf(of)), 'unlink', []),
  'unicodedata.normalize': (_, [form, of]) => text(of).normalize(text(form)),
  'tempfile.mkdtemp': (it) => temporaryFolder(it),
  'tempfile.TemporaryDirectory': (it) => new Obj(undefined, new Map([['name', temporaryFolder(it)]]), 'folder'),
  'os.path.join': (_, parts) => joined(parts.map(pathOf)),
  'os.path.dirname': (_, [of]) => (pathOf(of).includes('/') ? parentOf(pathOf(of)) : ''),
  'os.path.basename': (_, [of]) => baseName(pathOf(of)),
  'os.path.abspath': (_, [of]) => normalised(pathOf(of)),
  'os.path.realpath': (_, [of]) => normalised(pathOf(of)),
  'os.path.splitext': (_, [of]) => {
    const ending = endingOf(pathOf(of));
    return new List([pathOf(of).slice(0, pathOf(of).length - ending.length), ending], 'tuple');
  },
  'sys.path.insert': nothing,
  'sys.path.append': nothing,
  'csv.DictReader': (it, [of, names], named) => {
    const rows = csvRows(
      readFrom(of, (value) => listOf(it, value)),
      sign(named.get('delimiter')),
    );
    const heads = names ?? named.get('fieldnames');
    const all = heads === undefined || heads === null ? rows : [listOf(it, heads).map(text), ...rows];
    const found = namedRows(
      all.filter((row) => row.length > 0),
      mapOfPairs,
    );
    const made = endless((give) => void found.every((row) => give(row)));
    return new Obj(
      undefined,
      new Map<string, Value>([
        ['rows', made],
        ['fieldnames', new List([...(all[0] ?? [])])],
      ]),
      'reader',
    );
  },
  'csv.reader': (it, [of], named) => {
    const lines = readFrom(of, (value) => listOf(it, value));
    return Stream.of(
      csvRows(lines, sign(named.get('delimiter')))
        .map((row) => new List([...row]))
        .values(),
    );
  },
  'json.load': (it, [of]) => parsedJson(it, of instanceof Obj && of.type === 'file' ? restOf(of) : text(of)),
  'configparser.ConfigParser': (_, __, named) => (named.size > 0 ? refused('a setting of a parser') : configuration()),
  'logging.getLogger': plain('logger'),
  'logging.basicConfig': nothing,
  ...Object.fromEntries(['debug', 'info', 'warning', 'error', 'exception', 'critical'].map((name) => [`logging.${name}`, nothing])),
  'warnings.warn': nothing,
  'time.sleep': nothing,
  'enum.auto': plain('auto'),
  'enum.unique': (_, [of]) => of,
  'functools.wraps': wraps,
  'functools.update_wrapper': (it, [made, of]) => it.call(wraps(it, [of], new Map()), [made]),
  'functools.total_ordering': (_, [of]) => of,
  'functools.cmp_to_key': (_, [fn]) => new Obj(undefined, new Map([['fn', fn]]), 'comparator'),
  'functools.lru_cache': () => {
    throw new Unknown('a cache');
  },
  'functools.partialmethod': () => {
    throw new Unknown('a method that is made');
  },
  'contextlib.contextmanager': contextManager,
  'contextlib.asynccontextmanager': contextManager,
  'contextlib.nullcontext': (_, [of]) => of ?? null,
  'contextlib.closing': (_, [of]) => of,
  'decimal.Decimal': (it, [of]) => decimalOf(it, of ?? 0n),
  'typing.cast': (_, [, of]) => of,
  ...Object.fromEntries(['TypeVar', 'NewType', 'Optional', 'Union', 'ParamSpec'].map((name) => [`typing.${name}`, plain('typing')])),
  'python type': typeOf,
  'python callable': (it, [of]) =>
    of instanceof Func ||
    of instanceof Native ||
    of instanceof Cls ||
    it.methodOf(of, /^__call__$/) !== undefined ||
    (of instanceof Foreign && unknown()),
  'python issubclass': (_, [of, type]) => {
    if (!(of instanceof Cls)) throw new Unknown('a type');
    const types = type instanceof List ? type.items : [type];
    return types.some((one) =>
      one instanceof Cls
        ? of.order.includes(one)
        : one instanceof Foreign
          ? of.order.some(({ foreigns }) => foreigns.includes(one.name)) || (one.name !== 'object' && unknown())
          : unknown(),
    );
  },
  'python hash': (_, [of]) => {
    if (of instanceof Obj && of.keyed) return of.keyed();
    // Only compared with others of its kind.
    if (of instanceof List || typeof of === 'string' || of instanceof Moment) return new List([of], 'tuple');
    return typeof of === 'bigint' ? of : unknown();
  },
  'python id': (_, [of]) => (of instanceof Obj ? BigInt(of.id) : unknown()),
  'python vars': (_, [of]) => (of instanceof Obj && of.cls && !of.cls.members ? mapOfPairs([...of.fields]) : unknown()),
  'python globals': (it) => {
    const made = new Dict();
    for (const [name, value] of it.globals()) made.set(name, value);
    return made;
  },
  'python locals': () => unknown(),
  'python delattr': (_, [of, name]) => (of instanceof Obj && of.fields.delete(text(name)) ? null : unknown()),
  'python object': plain('object'),
  'python slice': () => unknown(),
  'python input': () => unknown(),
  'python bytes': () => unknown(),
  'python ascii': () => unknown(),
  'python oct': (_, [of]) => (typeof of === 'bigint' && of >= 0n ? `0o${of.toString(8)}` : unknown()),
  'collections.ChainMap': (it, maps) => {
    const made = new Dict();
    for (const one of maps.toReversed()) if (one instanceof Dict) for (const [key, value] of one.pairs()) made.set(key, value);
    void it;
    return made;
  },
  'dict.fromkeys': (it, [keys, value]) => mapOfPairs(listOf(it, keys).map((key): [Value, Value] => [key, value ?? null])),
  'str.maketrans': (it, [from, to, gone]) => {
    const made = new Dict();
    if (from instanceof Dict) for (const [key, value] of from.pairs()) made.set(key, value);
    else {
      const [a, b] = [[...text(from)], [...text(to)]];
      a.forEach((one, at) => made.set(one, b[at]));
      for (const one of gone === undefined ? [] : text(gone)) made.set(one, null);
    }
    void it;
    return made;
  },
  'python sum': (it, [of, start], named) =>
    listOf(it, of).reduce((total, item) => operated(it, '+', total, item), start ?? named.get('start') ?? 0n),
  'operator.itemgetter': (it, keys) =>
    new Native(([of]) =>
      keys.length === 1
        ? it.at(of, keys[0])
        : new List(
            keys.map((key) => it.at(of, key)),
            'tuple',
          ),
    ),
  'operator.attrgetter': (it, names) => {
    const read = (of: Value, name: string): Value => name.split('.').reduce((at, part) => it.property(at, part), of);
    return new Native(([of]) =>
      names.length === 1
        ? read(of, text(names[0]))
        : new List(
            names.map((name) => read(of, text(name))),
            'tuple',
          ),
    );
  },
  'operator.methodcaller': (it, [name, ...args], named) => new Native(([of]) => it.send(of, text(name), args, named)),
  ...Object.fromEntries(
    Object.entries({
      add: '+',
      sub: '-',
      mul: '*',
      truediv: '/',
      floordiv: '//',
      mod: '%',
      pow: '**',
      lt: '<',
      le: '<=',
      gt: '>',
      ge: '>=',
      eq: '==',
      ne: '!=',
      and_: '&',
      or_: '|',
      xor: '^',
    }).map(([name, sign]): [string, Row] => [`operator.${name}`, (it, [a, b]) => operated(it, sign, a, b)]),
  ),
  'operator.neg': (it, [of]) => operated(it, '-', 0n, of),
  'operator.not_': (it, [of]) => !isTrue(it, of),
  'operator.contains': (it, [of, item]) => operated(it, 'in', item, of),
  'textwrap.dedent': (_, [of]) => {
    const lines = text(of).split('\n');
    const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
    const indent = Math.min(...indents);
    return lines.map((line) => (line.trim() === '' ? '' : line.slice(indent))).join('\n');
  },
  'textwrap.indent': (_, [of, by]) =>
    linesOf(text(of))
      .map((line) => (line.trim() === '' ? line : text(by) + line))
      .join(''),
  'math.comb': (_, [n, k]) => binomial(n, k),
  'math.factorial': (_, [n]) => (typeof n === 'bigint' && n >= 0n && n < 500n ? factorial(n) : unknown()),
  'math.lcm': (_, args) => args.reduce<bigint>((a, b) => (typeof b === 'bigint' ? (a / gcd(a, b)) * b : unknown()), 1n),
  'math.dist': (it, [a, b]) => Math.hypot(...listOf(it, a).map((one, at) => num(one) - num(listOf(it, b)[at]))),
  'math.copysign': (_, [a, b]) => (num(b) < 0 || Object.is(num(b), -0) ? -Math.abs(num(a)) : Math.abs(num(a))),
  'math.isnan': (_, [of]) => Number.isNaN(num(of)),
  'math.isinf': (_, [of]) => !Number.isFinite(num(of)) && !Number.isNaN(num(of)),
  'math.isfinite': (_, [of]) => Number.isFinite(num(of)),
  'math.fmod': (_, [a, b]) => num(a) % num(b),
  'math.degrees': (_, [of]) => (num(of) * 180) / Math.PI,
  'math.tan': (_, [of]) => Math.tan(num(of)),
  'math.atan2': (_, [a, b]) => Math.atan2(num(a), num(b)),
};

function unknown(): never {
  throw new Unknown('another value');
}

function sign(value: Value): string {
  return value === undefined ? ',' : text(value);
}

function factorial(n: bigint): bigint {
  return n <= 1n ? 1n : n * factorial(n - 1n);
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

function binomial(n: Value, k: Value): bigint {
  if (typeof n !== 'bigint' || typeof k !== 'bigint' || n > 500n) return unknown();
  return k > n ? 0n : factorial(n) / (factorial(k) * factorial(n - k));
}
