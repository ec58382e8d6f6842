import { printed } from './formats';
import { callMethod } from './methods';
import { compared, isCallable, operated, same } from './operators';
import { best, dictOf, list, newList, newMap, nothing, parsedFraction, parsedWhole, rangeOf, type Row, setOf, text } from './rowParts';
import { Dict, isNumber, List, type Machine, Native, Obj, Unknown, type Value } from './values';

function comparing(it: Machine, key: Value, by?: Value): Value {
  return new Native(([a, b]) => {
    const [x, y] = [it.call(key, [a]), it.call(key, [b])];
    return by === undefined ? BigInt(Math.sign(compared(it, x, y))) : it.call(by, [x, y]);
  });
}

/** What functions of the libraries of Java, Kotlin and C# give, by name. */
export const JAVA_ROWS: Readonly<Record<string, Row>> = {
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
};
