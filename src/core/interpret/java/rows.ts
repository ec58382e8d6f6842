import { escapePattern } from '../../escapePattern';
import { cellOf } from '../library/cells';
import { COLLECTORS, hashed } from './collectors';
import { fail } from '../library/errors';
import { printed } from '../library/formats';
import { heapOf } from '../values/heaps';
import { ofStream } from '../ruby/enumerators';
import { endless, iteratorOf } from '../values/iterators';
import { counted } from '../values/limits';
import { matchesWhole, patternOf } from '../library/matchers';
import { callMethod } from '../library/methods';
import { isLetters } from '../library/objects';
import { isCallable } from '../values/builtInTypes';
import { compared, same } from '../values/comparing';
import { refuse } from '../library/parts';
import { operated } from '../values/operators';
import { optionalOf } from '../library/optionals';
import { scannerOf } from './scanners';
import {
  best,
  dictOf,
  list,
  newList,
  newMap,
  nothing,
  num,
  parsedFraction,
  parsedWhole,
  rangeOf,
  type Row,
  setOf,
  text,
} from '../library/rowParts';
import { Dict, Foreign, hashOfAll, isNumber, List, type Machine, nameOf, Native, Obj, Thrown, type Value } from '../values/value';
import { wrapped } from '../values/widths';

function comparing(it: Machine, key: Value, by?: Value): Value {
  return new Native(([a, b]) => {
    const [x, y] = [it.call(key, [a]), it.call(key, [b])];
    return by === undefined ? BigInt(Math.sign(compared(it, x, y))) : it.call(by, [x, y]);
  });
}

const order =
  (sign: 1 | -1): Row =>
  (it) =>
    new Native(([a, b]) => BigInt(sign * Math.sign(compared(it, a, b))));

const tableFor = (size: number): number => {
  let places = 1;
  while (places < size) places *= 2;
  return places;
};

/** `new HashMap<>(16)`, `new HashSet<>(others)`. */
const newHashed =
  (kind: 'map' | 'set'): Row =>
  (it, [from]) => {
    const made = hashed(new Dict(kind));
    if (it.family !== 'java') delete made.places;
    if (from === undefined) return made;
    if (isNumber(from)) {
      if (made.places !== undefined) made.places = tableFor(Number(from));
      return made;
    }
    const items = kind === 'map' && from instanceof Dict ? from.pairs() : list(it, from).map((each): [Value, Value] => [each, each]);
    if (made.places !== undefined) made.places = Math.max(kind === 'set' ? 16 : 1, tableFor(Math.floor(items.length / 0.75) + 1));
    for (const [key, value] of items) made.set(key, value);
    return made;
  };

/** `new TreeMap<>(comparator)`, `new TreeSet<>(others)`. */
const newSorted =
  (kind: 'map' | 'set'): Row =>
  (it, [from]) => {
    const made = new Dict(kind);
    const by = isCallable(from) || (from instanceof Obj && from.cls) ? from : undefined;
    made.sorted = (a, b) => (by === undefined ? compared(it, a, b) : num(it.call(by, [a, b])));
    if (from instanceof Dict && from.sorted && kind === 'map') made.sorted = from.sorted;
    if (from !== undefined && from !== null && by === undefined)
      for (const each of from instanceof Dict ? from.pairs() : list(it, from).map((one): [Value, Value] => [one, one])) made.set(...each);
    return made;
  };

/** A list that cannot be changed. @param fixed `size`: its elements can */
function unchangeable(items: Value[], fixed: 'size' | 'all' = 'all'): List {
  const made = new List(items);
  made.fixed = fixed;
  return made;
}

const unchangeableCopy: Row = (it, [of]) => {
  if (of instanceof Dict) {
    const made = callMethod(it, of, 'copy', [], new Map()) as Dict;
    made.fixed = true;
    return made;
  }
  return unchangeable([...list(it, of)]);
};

/** `Map.of`, `Set.of`: the order of their elements differs from run to run. */
const mapOf: Row = (_, args) => {
  const made = new Dict();
  for (let at = 0; at < args.length; at += 2) made.set(args[at], args[at + 1]);
  made.fixed = true;
  return made;
};

const entry: Row = (_, [key, value]) =>
  new Obj(
    undefined,
    new Map([
      ['key', key],
      ['value', value],
    ]),
    'entry',
    true,
  );

const required: Row = (it, [value, said]) => {
  if (value !== null && value !== undefined) return value;
  return fail('NullPointerException', said === undefined ? null : typeof said === 'string' ? said : it.shown(it.call(said, [])));
};

/** Numbers that have to fit into their type. */
const fitted =
  (operator: string): Row =>
  (it, [a, b]) => {
    const value = operated(it, operator, a, b);
    if (typeof value !== 'bigint' || wrapped('java', value, 'int') === value) return value;
    return wrapped('java', value, 'long') === value ? refuse('an overflow') : fail('ArithmeticException', 'long overflow');
  };

const isSign =
  (pattern: RegExp): Row =>
  (_, [sign]) =>
    pattern.test(typeof sign === 'bigint' ? String.fromCodePoint(Number(sign)) : text(sign));

const hashOrRefuse = (values: readonly Value[], start: 0 | 1): Value => BigInt(hashOfAll(values, start) ?? refuse('a hash'));

const pathOf: Row = (_, args) =>
  new Obj(
    undefined,
    new Map([
      [
        'path',
        args
          .map((each) => (each instanceof Obj ? nameOf(each.fields.get('path')) : text(each)))
          .join('/')
          .replace(/^\.\//, ''),
      ],
    ]),
    'path',
    true,
  );

/** The text of a file that the program has beside its code. */
function fileIn(it: Machine, path: Value): string {
  const name =
    typeof path === 'string' ? path : path instanceof Obj && path.type === 'path' ? nameOf(path.fields.get('path')) : refuse('a file');
  const found = it.texts.get(name) ?? [...it.texts].find(([each]) => each.endsWith(`/${name}`))?.[1];
  return found ?? refuse('a file');
}

const linesOf = (written: string): string[] => written.replace(/\r?\n$/, '').split(/\r?\n/);
const linesIn = (it: Machine, path: Value): string[] => linesOf(fileIn(it, path));
const readerOf: Row = (it, [path]) => iteratorOf(linesIn(it, path));

/** A format and its values, without the place whose customs it follows. */
function located(first: Value, args: Value[]): [string, Value[]] {
  if (!(first instanceof Foreign)) return [text(first), args.length === 1 && args[0] instanceof List ? args[0].items : args];
  if (!/^Locale\.(?:ROOT|US|ENGLISH|UK)$/.test(first.name)) return refuse('a locale');
  return [text(args[0]), args.slice(1)];
}

/** Prints its argument. */
const outs =
  (end: string): Row =>
  (it, [value]) => {
    it.printed.push(`${value === undefined ? '' : it.shown(value)}${end}`);
    return null;
  };

/** What functions of the libraries of Java, Kotlin and C# give, by name. */
export const JAVA_ROWS: Readonly<Record<string, Row>> = {
  ...COLLECTORS,
  'List.of': (_, args) => unchangeable(args),
  'List.copyOf': unchangeableCopy,
  'Set.copyOf': unchangeableCopy,
  'Map.copyOf': unchangeableCopy,
  'Arrays.asList': (_, args) => unchangeable(args.length === 1 && args[0] instanceof List ? args[0].items : args, 'size'),
  'Set.of': (it, args) => {
    const made = setOf(it, new List(args));
    made.fixed = true;
    return made;
  },
  'Map.of': mapOf,
  'Map.entry': entry,
  'Map.ofEntries': (it, args) =>
    mapOf(
      it,
      args.flatMap((each) => [...(each as Obj).fields.values()]),
      new Map(),
    ),
  'new SimpleEntry': entry,
  'new AbstractMap.SimpleEntry': entry,
  'new Stack': () => new List([], 'stack'),
  'new Vector': newList,
  'new CopyOnWriteArrayList': newList,
  'new ConcurrentLinkedQueue': newList,
  'new ConcurrentLinkedDeque': newList,
  'new LinkedBlockingQueue': newList,
  'new PriorityQueue': (it, [from, by]) => {
    const items = from !== undefined && !isNumber(from) && !isCallable(from) && !(from instanceof Obj && from.cls) ? list(it, from) : [];
    return heapOf(it, items, isNumber(from) || items.length > 0 ? by : from instanceof List || from instanceof Dict ? undefined : from);
  },
  'new HashMap': newHashed('map'),
  'new ConcurrentHashMap': newHashed('map'),
  'new HashSet': newHashed('set'),
  'new TreeMap': newSorted('map'),
  'new ConcurrentSkipListMap': newSorted('map'),
  'new SortedDictionary': newSorted('map'),
  'new EnumMap': (it, [from]) => newSorted('map')(it, from instanceof Dict ? [from] : [], new Map()),
  'new TreeSet': newSorted('set'),
  'EnumSet.noneOf': (it) => newSorted('set')(it, [], new Map()),
  'EnumSet.of': (it, args) => newSorted('set')(it, [new List(args)], new Map()),
  'EnumSet.copyOf': newSorted('set'),
  'EnumSet.allOf': (it, [of]) => newSorted('set')(it, [it.send(of, 'values', [])], new Map()),
  'EnumSet.range': (it, [from, to]) => {
    const all = list(it, it.send((from as Obj).cls, 'values', []));
    return newSorted('set')(it, [new List(all.slice(all.indexOf(from), all.indexOf(to) + 1))], new Map());
  },
  'Character.isDigit': isSign(/^\p{Nd}$/u),
  'Character.isLetter': isSign(/^\p{L}$/u),
  'Character.isAlphabetic': isSign(/^\p{L}$/u),
  'Character.isLetterOrDigit': isSign(/^[\p{L}\p{Nd}]$/u),
  'Character.isUpperCase': isSign(/^\p{Lu}$/u),
  'Character.isLowerCase': isSign(/^\p{Ll}$/u),
  'Character.isWhitespace': isSign(/^\s$/),
  'Character.toString': (_, [sign]) => sign,
  'Character.valueOf': (_, [sign]) => sign,
  'Collections.sort': (it, [of, by]) => callMethod(it, of, 'sort', by === undefined ? [null] : [by], new Map()),
  'Collections.max': (it, [of, by]) =>
    by === undefined ? best(it, [of], new Map(), 1) : list(it, of).reduce((a, b) => (num(it.call(by, [b, a])) > 0 ? b : a)),
  'Collections.min': (it, [of, by]) =>
    by === undefined ? best(it, [of], new Map(), -1) : list(it, of).reduce((a, b) => (num(it.call(by, [b, a])) < 0 ? b : a)),
  'Collections.emptyList': () => unchangeable([]),
  'Collections.emptyMap': (it) => mapOf(it, [], new Map()),
  ...Object.fromEntries(
    ['Set', 'SortedSet', 'NavigableSet', 'SortedMap', 'NavigableMap'].map((name): [string, Row] => [
      `Collections.empty${name}`,
      (it) => {
        const made = new Dict(name.endsWith('Set') ? 'set' : 'map');
        if (name !== 'Set') made.sorted = (a, b) => compared(it, a, b);
        made.fixed = true;
        return made;
      },
    ]),
  ),
  'new Scanner': (_, [from]) => scannerOf(text(from)),
  'Collections.singletonList': (_, args) => unchangeable(args),
  'Collections.singleton': (it, args) => setOf(it, new List(args)),
  'Collections.nCopies': (_, [size, value]) => unchangeable(Array.from({ length: counted(Number(size)) }, () => value)),
  'Collections.unmodifiableList': (_, [of]) => {
    const made = unchangeable([]);
    if (of instanceof List) made.items = of.items;
    return of instanceof List ? made : refuse('a list');
  },
  'Collections.unmodifiableMap': (_, [of]) => of,
  'Collections.unmodifiableSet': (_, [of]) => of,
  'Collections.unmodifiableCollection': (_, [of]) => of,
  'Collections.synchronizedList': (_, [of]) => of,
  'Collections.synchronizedMap': (_, [of]) => of,
  'Collections.addAll': (it, [of, ...more]) => {
    for (const each of more) it.send(of, 'add', [each]);
    return true;
  },
  'Collections.swap': (_, [of, a, b]) => {
    const { items } = of as List;
    [items[num(a)], items[num(b)]] = [items[num(b)], items[num(a)]];
    return null;
  },
  'Collections.frequency': (it, [of, value]) => BigInt(list(it, of).filter((each) => same(it, each, value)).length),
  'Collections.reverseOrder': (it, [by]) => new Native(([a, b]) => (by === undefined ? BigInt(compared(it, b, a)) : it.call(by, [b, a]))),
  'Arrays.sort': (it, [of, ...by]) =>
    by.length > 1 ? refuse('a part of a list') : callMethod(it, of, 'sort', by.length > 0 ? by : [null], new Map()),
  'Arrays.fill': (_, [of, ...more]) => {
    const value = more.at(-1);
    const [from, to] = more.length > 1 ? [num(more[0]), num(more[1])] : [0, (of as List).items.length];
    for (let at = from; at < to; at += 1) (of as List).items[at] = typeof (of as List).items[at] === 'number' ? Number(value) : value;
    return null;
  },
  'Arrays.copyOf': (it, [of, size]) => callMethod(it, of, 'copyofrange', [0n, size], new Map()),
  'Arrays.copyOfRange': (it, [of, from, to]) => callMethod(it, of, 'copyofrange', [from, to], new Map()),
  'Arrays.equals': (it, [a, b]) => same(it, a, b),
  'Arrays.deepEquals': (it, [a, b]) => same(it, a, b),
  'Arrays.toString': (it, [of]) => it.shown(of),
  'Arrays.deepToString': (it, [of]) => it.shown(of),
  'Arrays.hashCode': (_, [of]) => hashOrRefuse((of as List).items, 1),
  'Arrays.deepHashCode': (_, [of]) => hashOrRefuse((of as List).items, 1),
  'Arrays.binarySearch': (it, [of, value]) => BigInt((of as List).items.findIndex((each) => same(it, each, value))),
  'System.arraycopy': (_, [from, start, to, place, size]) => {
    const part = (from as List).items.slice(num(start), num(start) + num(size));
    if (part.length < num(size) || num(place) + num(size) > (to as List).items.length) return fail('ArrayIndexOutOfBoundsException');
    part.forEach((each, at) => ((to as List).items[num(place) + at] = each));
    return null;
  },
  'Stream.of': (_, args) => new List(args.length === 1 && args[0] instanceof List ? [...args[0].items] : args),
  'StreamSupport.stream': (it, [of]) => new List([...list(it, of)]),
  'Stream.empty': () => new List([]),
  'IntStream.empty': () => new List([]),
  'Stream.concat': (it, [a, b]) => new List([...list(it, a), ...list(it, b)]),
  'Stream.iterate': (it, [start, ...fns]) => {
    let value = start;
    let isFirst = true;
    const next = (): Value => {
      if (isFirst) isFirst = false;
      else value = it.call(fns.at(-1), [value]);
      return value;
    };
    return fns.length === 1 ? endless(next) : ofStream(it, endless(next), 'take_while', [fns[0]], new Map());
  },
  'Stream.generate': (it, [fn]) => endless(() => it.call(fn, [])),
  'IntStream.iterate': (it, args, named) => JAVA_ROWS['Stream.iterate']!(it, args, named),
  'IntStream.of': (_, args) => new List(args.length === 1 && args[0] instanceof List ? [...args[0].items] : args),
  'Comparator.reverseOrder': order(-1),
  'Comparator.naturalOrder': order(1),
  'Comparator.nullsFirst': (it, [by]) =>
    new Native(([a, b]) => (a === null || b === null ? BigInt(Number(b === null) - Number(a === null)) : it.call(by, [a, b]))),
  'Comparator.nullsLast': (it, [by]) =>
    new Native(([a, b]) => (a === null || b === null ? BigInt(Number(a === null) - Number(b === null)) : it.call(by, [a, b]))),
  'Map.Entry.comparingByKey': (it, [by]) => comparing(it, new Native(([each]) => (each as Obj).fields.get('key')), by),
  'Map.Entry.comparingByValue': (it, [by]) => comparing(it, new Native(([each]) => (each as Obj).fields.get('value')), by),
  'Entry.comparingByKey': (it, args, named) => JAVA_ROWS['Map.Entry.comparingByKey']!(it, args, named),
  'Entry.comparingByValue': (it, args, named) => JAVA_ROWS['Map.Entry.comparingByValue']!(it, args, named),
  'Function.identity': () => new Native(([value]) => value),
  'UnaryOperator.identity': () => new Native(([value]) => value),
  'Predicate.not': (it, [is]) => new Native((given) => it.call(is, given) !== true),
  'Optional.of': (it, [value]) => optionalOf(required(it, [value], new Map())),
  'Optional.ofNullable': (_, [value]) => optionalOf(value),
  'Optional.empty': () => optionalOf(null),
  'OptionalInt.empty': () => optionalOf(null),
  'OptionalDouble.empty': () => optionalOf(null),
  'OptionalInt.of': (_, [value]) => optionalOf(value),
  'OptionalDouble.of': (_, [value]) => optionalOf(value),
  'Objects.requireNonNull': required,
  'Objects.requireNonNullElse': (_, [value, otherwise]) => value ?? otherwise,
  'Objects.isNull': (_, [value]) => value === null,
  'Objects.nonNull': (_, [value]) => value !== null,
  'Objects.hash': (_, args) => hashOrRefuse(args, 1),
  'Objects.hashCode': (_, [value]) => hashOrRefuse([value], 0),
  'Objects.toString': (it, [value, otherwise]) => (value === null && otherwise !== undefined ? otherwise : it.shown(value)),
  'Integer.hashCode': (_, [value]) => value,
  'Boolean.valueOf': (_, [value]) => value === true || (typeof value === 'string' && value.toLowerCase() === 'true'),
  'Long.valueOf': parsedWhole,
  'Double.valueOf': parsedFraction,
  'Boolean.parseBoolean': (_, [value]) => typeof value === 'string' && value.toLowerCase() === 'true',
  'Boolean.compare': (it, [a, b]) => BigInt(compared(it, a, b)),
  'Boolean.toString': (it, [value]) => it.shown(value),
  'Character.compare': (it, [a, b]) => BigInt(text(a).charCodeAt(0) - text(b).charCodeAt(0) + 0 * it.stack.length),
  'Integer.toString': (it, [value, base]) => (base === undefined ? it.shown(value) : (value as bigint).toString(Number(base))),
  'Long.toString': (it, [value]) => it.shown(value),
  'Double.toString': (it, [value]) => it.shown(value),
  'Integer.toBinaryString': (_, [value]) => BigInt.asUintN(32, value as bigint).toString(2),
  'Integer.toHexString': (_, [value]) => BigInt.asUintN(32, value as bigint).toString(16),
  'Long.toHexString': (_, [value]) => BigInt.asUintN(64, value as bigint).toString(16),
  'Integer.bitCount': (_, [value]) =>
    BigInt(
      BigInt.asUintN(32, value as bigint)
        .toString(2)
        .replaceAll('0', '').length,
    ),
  'Long.bitCount': (_, [value]) =>
    BigInt(
      BigInt.asUintN(64, value as bigint)
        .toString(2)
        .replaceAll('0', '').length,
    ),
  'Integer.signum': (_, [value]) => BigInt(Math.sign(num(value))),
  'Integer.max': (it, [a, b]) => (compared(it, a, b) >= 0 ? a : b),
  'Integer.min': (it, [a, b]) => (compared(it, a, b) <= 0 ? a : b),
  'Math.addExact': fitted('+'),
  'Math.subtractExact': fitted('-'),
  'Math.multiplyExact': fitted('*'),
  'java Math.toIntExact': (_, [value]) =>
    wrapped('java', value as bigint, 'int') === value ? value : fail('ArithmeticException', 'integer overflow'),
  'Math.signum': (_, [value]) => Math.sign(num(value)),
  'Math.cbrt': (_, [value]) => Math.cbrt(num(value)),
  'Math.log': (_, [value]) => Math.log(num(value)),
  'Math.log10': (_, [value]) => Math.log10(num(value)),
  'Math.exp': (_, [value]) => Math.exp(num(value)),
  'Math.sin': (_, [value]) => Math.sin(num(value)),
  'Math.cos': (_, [value]) => Math.cos(num(value)),
  'Math.atan2': (_, [a, b]) => Math.atan2(num(a), num(b)),
  'Math.toRadians': (_, [value]) => (num(value) / 180) * Math.PI,
  'Pattern.compile': (_, [written, flags]) =>
    patternOf(text(written), flags instanceof Foreign && /CASE/.test(flags.name) ? 'i' : flags === undefined ? '' : refuse('a pattern')),
  'Pattern.matches': (_, [written, of]) => matchesWhole(patternOf(text(written)), text(of)) !== null,
  'Pattern.quote': (_, [written]) => escapePattern(text(written)),
  'new StringJoiner': (_, [between, before, after]) =>
    new Obj(
      undefined,
      new Map<string, Value>([
        ['items', new List([])],
        ['between', between],
        ['before', before ?? ''],
        ['after', after ?? ''],
      ]),
      'joiner',
    ),
  'new AtomicInteger': (_, [value]) => cellOf(value ?? 0n),
  'new AtomicLong': (_, [value]) => cellOf(value ?? 0n),
  'new AtomicBoolean': (_, [value]) => cellOf(value ?? false),
  'new AtomicReference': (_, [value]) => cellOf(value ?? null),
  'new LongAdder': () => cellOf(0n),
  'new ReentrantLock': () => new Obj(undefined, new Map(), 'lock'),
  'new Object': () => new Obj(undefined),
  'new String': (_, [value]) => (value instanceof List ? value.items.map(nameOf).join('') : text(value)),
  'String.copyValueOf': (_, [value]) => (value instanceof List ? value.items.map(nameOf).join('') : text(value)),
  'System.exit': (_, [code]) => {
    throw new Thrown(new Obj(undefined, new Map([['code', code]]), 'exit'));
  },
  'System.lineSeparator': () => '\n',
  'System.out.println': outs('\n'),
  'System.err.println': outs('\n'),
  'System.out.print': outs(''),
  'System.err.print': outs(''),
  'System.out.printf': (it, [format, ...args]) => outs('')(it, [printed(it, ...located(format, args), it.family)], new Map()),
  'System.err.printf': (it, [format, ...args]) => outs('')(it, [printed(it, ...located(format, args), it.family)], new Map()),
  'System.out.format': (it, [format, ...args]) => outs('')(it, [printed(it, ...located(format, args), it.family)], new Map()),
  'System.out.flush': nothing,
  'Thread.sleep': nothing,
  'Path.of': pathOf,
  'Paths.get': pathOf,
  'new File': pathOf,
  'Files.readAllLines': (it, [path]) => new List(linesIn(it, path)),
  'Files.lines': (it, [path]) => new List(linesIn(it, path)),
  'Files.readString': (it, [path]) => fileIn(it, path),
  'Files.exists': (it, [path]) => it.texts.has(nameOf((path as Obj).fields.get('path'))),
  'Files.newBufferedReader': readerOf,
  'new FileReader': readerOf,
  'new BufferedReader': (_, [reader]) => reader,
  'new StringReader': (_, [value]) => iteratorOf(linesOf(text(value))),
  'new ArrayList': newList,
  'new LinkedList': newList,
  'new ArrayDeque': (it, [from]) => new List(from === undefined || isNumber(from) ? [] : [...list(it, from)], 'deque'),
  'new List': newList,
  'new Queue': newList,
  'new LinkedHashMap': newMap,
  'new Dictionary': newMap,
  'new LinkedHashSet': (it, [from]) => setOf(it, isNumber(from) ? undefined : from),
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
  'java String.format': (it, [format, ...args]) => printed(it, ...located(format, args), it.family),
  'String.valueOf': (it, [value]) => (isLetters(value) ? value.items.map(nameOf).join('') : it.shown(value)),
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
  'Character.toUpperCase': (_, [sign]) => text(sign).toUpperCase(),
  'Character.toLowerCase': (_, [sign]) => text(sign).toLowerCase(),
  'Character.getNumericValue': (_, [sign]) => BigInt(text(sign)),
  'Collections.reverse': (_, [of]) => {
    if (of instanceof List) of.items.reverse();
    return null;
  },
  'Arrays.stream': (it, [of]) => new List([...list(it, of)]),
  'IntStream.range': rangeOf,
  'IntStream.rangeClosed': (it, [from, to]) => rangeOf(it, [from, (to as bigint) + 1n], new Map()),
  'Enumerable.Range': (it, [from, count]) => rangeOf(it, [from, (from as bigint) + (count as bigint)], new Map()),
  'Comparator.comparing': (it, [key, by]) => comparing(it, key, by),
  'Comparator.comparingInt': (it, [key]) => comparing(it, key),
  'Comparator.comparingLong': (it, [key]) => comparing(it, key),
  'Comparator.comparingDouble': (it, [key]) => comparing(it, key),
  'Collectors.toList': () => new Native(([items]) => items),
  'Collectors.toSet': (it) => new Native(([items]) => setOf(it, items)),
  'Collectors.joining': (it, [between, before, after]) =>
    new Native(
      ([items]) =>
        `${typeof before === 'string' ? before : ''}${list(it, items)
          .map((each) => it.shown(each))
          .join(typeof between === 'string' ? between : '')}${typeof after === 'string' ? after : ''}`,
    ),
  'Console.WriteLine': nothing,
  println: nothing,
};
