import { compared, isTrue, same } from '../values/comparing';
import { counted } from '../values/limits';
import { mixedIn } from '../running/lookup';
import { type Method, named, num, refuse, text } from '../library/parts';
import { inRange } from './openRanges';
import { matchIn, matchObject } from './matches';
import { RUBY_TEXT } from './texts';
import {
  Cls,
  Dict,
  Foreign,
  Func,
  isNumber,
  itemsOf,
  List,
  type Machine,
  Native,
  Obj,
  Pattern,
  Sym,
  Thrown,
  type Value,
} from '../values/value';

const groupsOf = (of: Obj): Value[] => {
  const groups: Value[] = [];
  for (let at = 1; of.fields.has(String(at)); at += 1) groups.push(of.fields.get(String(at)));
  return groups;
};

const MATCH = named<Obj>({
  captures: (_, of) => new List(groupsOf(of)),
  toa: (_, of) => new List([of.fields.get('0'), ...groupsOf(of)]),
  prematch: (_, of) => of.fields.get(' before'),
  postmatch: (_, of) => of.fields.get(' after'),
  tos: (_, of) => of.fields.get('0'),
  namedcaptures: (_, of) => {
    const made = new Dict();
    for (const [name, value] of of.fields) if (/^[a-z]/i.test(name)) made.set(name, value);
    return made;
  },
});

const RANGE = named<Obj>({
  'include? cover? member? ===': (it, of, [value]) => inRange(it, of, value),
  'begin first': (_, of) => of.fields.get('from'),
  'end last': (_, of) => of.fields.get('to'),
});

const swapped = (of: List, items: Value[]): List => {
  of.items.splice(0, of.items.length, ...items);
  return of;
};
/** Some fewer elements in place of all; nil, and the list as it is, where they are all of them. */
const nilIfAsMany = (of: List, items: Value[]): Value => (items.length === of.items.length ? null : swapped(of, items));
const listOf = (it: Machine, value: Value): Value[] => itemsOf(value, it.family);

const LIST = named<List>({
  'map! collect!': (it, of, [fn]) =>
    swapped(
      of,
      of.items.map((each) => it.callEach(fn, [each])),
    ),
  'reverse! shuffle! rotate!': (it, of, args, _, name) => {
    const made = it.send(of, name.slice(0, -1), args);
    return made instanceof List ? swapped(of, made.items) : refuse(name);
  },
  'uniq! compact!': (it, of, args, _, name) => {
    const made = it.send(of, name.slice(0, -1), args);
    return made instanceof List ? nilIfAsMany(of, made.items) : refuse(name);
  },
  'flatten!': (it, of, args) => {
    const isFlat = !of.items.some((each) => each instanceof List);
    const made = it.send(of, 'flatten', args);
    if (!(made instanceof List)) return refuse('flatten!');
    swapped(of, made.items);
    return isFlat ? null : of;
  },
  'sort!': (it, of, args) => swapped(of, listOf(it, it.send(of, 'sort', args))),
  'sortby!': (it, of, args) => swapped(of, listOf(it, it.send(of, 'sort_by', args))),
  'select! keepif filter! reject! deleteif': (it, of, [fn], _, name) => {
    const keeps = !/^(?:reject!|deleteif)$/.test(name);
    const kept = of.items.filter((each) => isTrue(it, it.callEach(fn, [each])) === keeps);
    return name.endsWith('!') ? nilIfAsMany(of, kept) : swapped(of, kept);
  },
  rotate: (_, of, [by]) => {
    const size = of.items.length;
    const at = size === 0 ? 0 : (((by === undefined ? 1 : num(by)) % size) + size) % size;
    return new List([...of.items.slice(at), ...of.items.slice(0, at)]);
  },
  transpose: (it, of) =>
    new List((of.items.length ? listOf(it, of.items[0]) : []).map((_, at) => new List(of.items.map((row) => listOf(it, row)[at])))),
  product: (it, of, [other]) => {
    const others = listOf(it, other);
    counted(of.items.length * others.length);
    return new List(of.items.flatMap((a) => others.map((b) => new List([a, b]))));
  },
  combination: (_, of, [size]) => {
    const pick = (from: number, left: number): Value[][] =>
      left === 0 ? [[]] : of.items.slice(from).flatMap((each, at) => pick(from + at + 1, left - 1).map((rest) => [each, ...rest]));
    if (of.items.length > 16) return refuse('many combinations');
    return new List(pick(0, num(size)).map((each) => new List(each)));
  },
  permutation: (it, of, [size, fn]) => {
    if (of.items.length > 7) return refuse('many permutations');
    const most = isNumber(size) ? num(size) : of.items.length;
    const pick = (left: readonly Value[], many: number): Value[][] =>
      many === 0 ? [[]] : left.flatMap((each, at) => pick(left.toSpliced(at, 1), many - 1).map((rest) => [each, ...rest]));
    const all = new List(pick(of.items, most).map((each) => new List(each)));
    const block = isNumber(size) ? fn : size;
    return block === undefined ? all : it.send(all, 'each', [block]);
  },
  'equal?': (_, of, [other]) => of === other,
  assoc: (it, of, [key]) => of.items.find((each) => each instanceof List && same(it, each.items[0], key)) ?? null,
  fill: (_, of, [value]) =>
    swapped(
      of,
      of.items.map(() => value),
    ),
  dig: (it, of, [at, ...rest]) => rest.reduce<Value>((value, key) => (value === null ? null : it.at(value, key)), it.at(of, at)),
  'cover?': (it, of, [value]) => of.items.some((each) => same(it, each, value)),
  'begin end': (_, of, __, ___, name) => of.items.at(name === 'begin' ? 0 : -1) ?? null,
  slice: (it, of, [from, size]) => {
    if (size === undefined) return it.at(of, from);
    const at = num(from) < 0 ? of.items.length + num(from) : num(from);
    return at < 0 || at > of.items.length ? null : new List(of.items.slice(at, at + num(size)));
  },
  insert: (_, of, [place, ...values]) => {
    of.items.splice(num(place) < 0 ? of.items.length + num(place) + 1 : num(place), 0, ...values);
    return of;
  },
  'shift pop': (_, of, [size], __, name) => {
    if (size === undefined) return (name === 'pop' ? of.items.pop() : of.items.shift()) ?? null;
    return new List(name === 'pop' ? of.items.splice(Math.max(0, of.items.length - num(size))) : of.items.splice(0, num(size)));
  },
  delete: (it, of, [value]) => {
    const before = of.items.length;
    of.items = of.items.filter((each) => !same(it, each, value));
    return of.items.length < before ? value : null;
  },
  fetch: (it, of, [place, otherwise]) => {
    const at = num(place) < 0 ? of.items.length + num(place) : num(place);
    if (at >= 0 && at < of.items.length) return of.items[at];
    if (otherwise !== undefined) return otherwise instanceof Func || otherwise instanceof Native ? it.call(otherwise, [place]) : otherwise;
    throw new Thrown(
      new Obj(
        undefined,
        new Map<string, Value>([['message', `index ${num(place)} outside of array bounds: ${-of.items.length}...${of.items.length}`]]),
        'IndexError',
      ),
    );
  },
  'intersect?': (it, of, [other]) => of.items.some((each) => listOf(it, other).some((one) => same(it, each, one))),
  'union |': (it, of, all) => it.send(new List([of, ...all].flatMap((each) => listOf(it, each))), 'uniq', []),
  intersection: (it, of, [other]) => new List(of.items.filter((each) => listOf(it, other).some((one) => same(it, each, one)))),
  difference: (it, of, [other]) => new List(of.items.filter((each) => !listOf(it, other).some((one) => same(it, each, one)))),
});

const SERIES = named<List | Dict>({
  'minmaxby minmax': (it, of, [fn], _, name) => {
    const items = listOf(it, of).map((each) => ({ each, by: name === 'minmax' || fn === undefined ? each : it.callEach(fn, [each]) }));
    if (name === 'minmax' && fn !== undefined) return refuse('an order');
    if (items.length === 0) return new List([null, null]);
    const pick = (sign: number): Value => items.reduce((a, b) => (compared(it, b.by, a.by) * sign > 0 ? b : a)).each;
    return new List([pick(-1), pick(1)]);
  },
  'one?': (it, of, [fn]) => listOf(it, of).filter((each) => isTrue(it, fn === undefined ? each : it.callEach(fn, [each]))).length === 1,
  'all? any? none?': (it, of, [fn], _, name) => {
    const holds = (each: Value): boolean =>
      fn === undefined
        ? isTrue(it, each)
        : fn instanceof Cls || fn instanceof Pattern || (fn instanceof Obj && fn.type === 'range')
          ? refuse('a kind')
          : isTrue(it, it.callEach(fn, [each]));
    const items = listOf(it, of);
    return name === 'all?' ? items.every(holds) : items.some(holds) === (name === 'any?');
  },
  'minby maxby': (it, of, args, _, name) => {
    const fn = args.at(-1);
    if (args.length > 1) {
      const sign = name === 'minby' ? 1 : -1;
      const sorted = listOf(it, of)
        .map((each) => ({ each, by: it.callEach(fn, [each]) }))
        .sort((a, b) => sign * compared(it, a.by, b.by));
      return new List(sorted.slice(0, num(args[0])).map(({ each }) => each));
    }
    const items = listOf(it, of).map((each) => ({ each, by: it.callEach(fn, [each]) }));
    if (items.length === 0) return null;
    return items.reduce((a, b) => (compared(it, b.by, a.by) * (name === 'minby' ? -1 : 1) > 0 ? b : a)).each;
  },
  'min max': (it, of, args, _, name) => {
    const size = args.find(isNumber);
    const fn = args.find((each) => !isNumber(each));
    const order = (a: Value, b: Value): number => (fn === undefined ? compared(it, a, b) : num(it.call(fn, [a, b])));
    const items = [...listOf(it, of)].sort((a, b) => (name === 'min' ? order(a, b) : order(b, a)));
    if (size !== undefined) return new List(items.slice(0, Number(size)));
    // Of equal ones the first.
    const best = items[0];
    return best === undefined ? null : listOf(it, of).find((each) => order(each, best) === 0);
  },
});

const MAP = named<Dict>({
  toh: (it, of, [fn]) => {
    if (of.kind === 'set') return refuse('a map of a set');
    const made = new Dict();
    for (const [key, value] of of.pairs()) {
      const pair = fn === undefined ? [key, value] : listOf(it, it.callEach(fn, [new List([key, value])]));
      made.set(pair[0], pair[1]);
    }
    return made;
  },
  'comparebyidentity default=': () => refuse('a map with other keys'),
  'each eachpair': (it, of, [fn]) => {
    for (const [key, value] of of.pairs()) it.callEach(fn, of.kind === 'set' ? [key] : [new List([key, value])]);
    return of;
  },
  'eachkey eachvalue': (it, of, [fn], _, name) => {
    for (const each of name === 'eachkey' ? of.keys() : of.values()) it.callEach(fn, [each]);
    return of;
  },
  'update merge!': (it, of, args) => {
    const fn = args.at(-1) instanceof Func || args.at(-1) instanceof Native ? args.pop() : undefined;
    for (const other of args) {
      if (!(other instanceof Dict)) return refuse('an update');
      for (const [key, value] of other.pairs())
        of.set(key, fn !== undefined && of.has(key) ? it.call(fn, [key, of.get(key), value]) : of.kind === 'set' ? key : value);
    }
    return of;
  },
  merge: (it, of, args) => {
    const made = new Dict(of.kind);
    made.otherwise = of.otherwise;
    made.fallback = of.fallback;
    made.keeps = of.keeps;
    for (const [key, value] of of.pairs()) made.set(key, value);
    return it.send(made, 'merge!', args);
  },
  filtermap: (it, of, [fn]) =>
    new List(
      listOf(it, of)
        .map((each) => it.callEach(fn, [each]))
        .filter((each) => each !== null && each !== false),
    ),
  groupby: (it, of, args) => it.send(new List(listOf(it, of)), 'group_by', args),
  'partition sortby': (it, of, args, _, name) => it.send(new List(listOf(it, of)), name === 'sortby' ? 'sort_by' : name, args),
  'find detect': (it, of, [fn]) => listOf(it, of).find((each) => isTrue(it, it.callEach(fn, [each]))) ?? null,
  count: (it, of, [fn]) =>
    BigInt(fn === undefined ? of.entries.size : listOf(it, of).filter((each) => isTrue(it, it.callEach(fn, [each]))).length),
  invert: (_, of) => {
    const made = new Dict();
    for (const [key, value] of of.pairs()) made.set(value, key);
    return made;
  },
  sort: (it, of, args) => it.send(new List(of.pairs().map((pair) => new List([...pair]))), 'sort', args),
  transformkeys: (it, of, [fn]) => {
    const made = new Dict();
    for (const [key, value] of of.pairs()) made.set(fn instanceof Dict ? (fn.has(key) ? fn.get(key) : key) : it.callEach(fn, [key]), value);
    return made;
  },
  'transformvalues!': (it, of, [fn]) => {
    for (const [key, value] of of.pairs()) of.set(key, it.callEach(fn, [value]));
    return of;
  },
  'slice except': (it, of, keys, _, name) => {
    const made = new Dict();
    for (const [key, value] of of.pairs()) if (keys.some((each) => same(it, each, key)) === (name === 'slice')) made.set(key, value);
    return made;
  },
  'deleteif reject! select! keepif filter!': (it, of, [fn], _, name) => {
    const drops = /^(?:deleteif|reject!)$/.test(name);
    for (const [key, value] of of.pairs())
      if (isTrue(it, it.callEach(fn, [new List([key, value], 'tuple')])) === drops) it.send(of, 'delete', [key]);
    return of;
  },
  key: (it, of, [value]) => of.pairs().find(([, each]) => same(it, each, value))?.[0] ?? null,
  fetchvalues: (it, of, keys) => new List(keys.map((key) => it.send(of, 'fetch', [key]))),
  default: (_, of) => of.otherwise ?? null,
  'add?': (_, of, [value]) => {
    if (of.has(value)) return null;
    of.set(value, value);
    return of;
  },
  sum: (it, of, args) => it.send(new List(listOf(it, of)), 'sum', args),
  'equal?': (_, of, [other]) => of === other,
  'any?': (it, of, args) => it.send(new List(listOf(it, of)), 'any?', args),
});

const NUMBER = named<number | bigint>({
  round: (_, of, [digits], byName) => {
    if (byName.size > 0) return refuse('a way to round');
    const places = digits === undefined ? 0 : Number(digits);
    if (typeof of === 'bigint' && places >= 0) return of;
    if (places < 0) {
      const scale = 10 ** -places;
      return BigInt(Math.sign(Number(of)) * Math.round(Math.abs(Number(of)) / scale) * scale);
    }
    const whole = Math.sign(Number(of)) * Math.round(Number(`${Math.abs(Number(of))}e${places}`));
    return places === 0 ? BigInt(whole) : Number(`${whole}e${-places}`);
  },
  'floor ceil': (_, of, [digits], __, name) => {
    if (digits !== undefined && Number(digits) !== 0) {
      const scale = 10 ** Number(digits);
      return Number(digits) > 0
        ? (name === 'floor' ? Math.floor(Number(of) * scale) : Math.ceil(Number(of) * scale)) / scale
        : refuse('digits');
    }
    return BigInt(name === 'floor' ? Math.floor(Number(of)) : Math.ceil(Number(of)));
  },
  'nonzero?': (_, of) => (Number(of) === 0 ? null : of),
  'finite?': (_, of) => Number.isFinite(Number(of)),
  'infinite?': (_, of) => (Number.isFinite(Number(of)) ? null : 1n),
  'equal?': (_, of, [other]) => of === other,
  remainder: (_, of, [by]) => (typeof of === 'bigint' && typeof by === 'bigint' ? of % by : Number(of) % num(by)),
  bitlength: (_, of) => BigInt((of as bigint).toString(2).length),
  tos: (it, of, [base]) => (base === undefined ? it.shown(of) : (of as bigint).toString(Number(base))),
});

const CALLABLE = named<Value>({
  '>>': (it, of, [next]) => new Native((args) => it.call(next, [it.call(of, args)])),
  '<<': (it, of, [inner]) => new Native((args) => it.call(of, [it.call(inner, args)])),
  '[] call () ===': (it, of, args) => it.call(of, args),
  toproc: (_, of) => of,
});

const PATTERN = named<Pattern>({
  match: (it, of, [subject]) => {
    if (subject === null) return null;
    const found = matchIn(it, text(subject), of);
    return found && matchObject(found);
  },
  'match? ===': (it, of, [subject]) => typeof subject === 'string' && matchIn(it, subject, of) !== null,
  '=~': (it, of, [subject]) => {
    const found = subject === null ? null : matchIn(it, text(subject), of);
    return found ? BigInt(found.index!) : null;
  },
  source: (_, of) => of.written ?? refuse('a pattern'),
});

const isRow = (of: Value): of is Obj => of instanceof Obj && of.cls?.listed !== undefined;

/** Methods that an object has by what its class includes, or as a struct. */
function ofObject(it: Machine, of: Obj, name: string): Method<Obj> | undefined {
  if (isRow(of)) {
    const names = of.cls!.listed!;
    const values = (): Value[] => names.map((each) => of.fields.get(`@${each}`) ?? null);
    switch (name) {
      case 'to_a':
      case 'deconstruct':
      case 'values':
        return () => new List(values());
      case 'to_h':
        return () => {
          const made = new Dict();
          names.forEach((each, at) => made.set(Sym.of(each), values()[at]));
          return made;
        };
      case 'members':
        return () => new List(names.map((each) => Sym.of(each)));
      case 'dup':
      case 'clone':
        return () => new Obj(of.cls, new Map(of.fields), of.type, of.isData);
      case 'with':
        return (_, __, ___, byName) => {
          const made = new Obj(of.cls, new Map(of.fields), of.type, of.isData);
          for (const [key, value] of byName) made.fields.set(`@${key}`, value);
          return made;
        };
      case 'each':
        return (_, __, [fn]) => {
          for (const each of values()) it.call(fn, [each]);
          return of;
        };
    }
  }
  const handed = handedOn(of.cls);
  const own = handed.find(({ name: each }) => each === name);
  if (own)
    return (_, __, args, byName) =>
      it.send(own.to.startsWith('@') ? (of.fields.get(own.to) ?? null) : it.send(of, own.to, []), own.as, args, byName);
  const head = mixedIn(of.cls);
  if (head.has('Comparable') && /^(?:between\?|clamp|[<>]=?|==)$/.test(name)) {
    const order = (a: Value, b: Value): number => num(it.send(a, '<=>', [b]));
    return (_, __, [low, high]) => {
      switch (name) {
        case 'between?':
          return order(of, low) >= 0 && order(of, high) <= 0;
        case 'clamp':
          return order(of, low) < 0 ? low : order(of, high) > 0 ? high : of;
        case '==':
          return order(of, low) === 0;
        default: {
          const found = order(of, low);
          return name === '<' ? found < 0 : name === '<=' ? found <= 0 : name === '>' ? found > 0 : found >= 0;
        }
      }
    };
  }
  if (head.has('Enumerable')) {
    const each =
      it.methodOf(of, /^each$/) ??
      (handed.some((own) => own.name === 'each') ? new Native((args) => it.send(of, 'each', args)) : undefined);
    if (
      each !== undefined &&
      !/^(?:length|size|empty\?|\[\]|last|push|<<|dup|clone|then|tap|inspect|to_s|is_a\?|freeze|hash|instance_\w+|initialize_\w+)$/.test(
        name,
      )
    )
      return (_, __, args, byName) => {
        const items: Value[] = [];
        const collect = new Native((given) => (items.push(given.length > 1 ? new List(given) : given[0]), null));
        it.call(each, each instanceof Native ? [collect] : [], new Map(), collect);
        return it.send(new List(items), name, args, byName);
      };
  }
  return undefined;
}

/** What a class hands to others: `def_delegators :@items, :size`, `def_delegator :@items, :size, :count`. */
function handedOn(cls: Cls | undefined): { to: string; as: string; name: string }[] {
  return (cls?.order ?? []).flatMap(({ at }) =>
    [...at.file.text.slice(at.node.start, at.node.end).matchAll(/\bdef_delegator(s?)\b((?:[^\n,]*,\s{0,40})*[^\n,]*)/g)].flatMap(
      ([, isMany, listed = '']) => {
        const [to = '', ...names] = [...listed.matchAll(/:(@?[\w?!=[\]<]+)/g)].map(([, each]) => each!);
        if (isMany) return names.map((name) => ({ to, as: name, name }));
        return names[0] === undefined ? [] : [{ to, as: names[0], name: names[1] ?? names[0] }];
      },
    ),
  );
}

/** A method that values have in Ruby alone; undefined where another language has the same. */
export function rubyMethod(it: Machine, of: Value, name: string): Method<Value> | undefined {
  if (of instanceof Obj && of.cls === undefined && of.type !== '' && name === 'class') return () => new Foreign(of.type);
  if (of instanceof Obj && of.type !== 'rubymatch' && of.type !== 'range')
    return of.cls ? (ofObject(it, of, name) as Method<Value> | undefined) : undefined;
  const tables =
    typeof of === 'string'
      ? [RUBY_TEXT]
      : of instanceof List
        ? [LIST, SERIES]
        : of instanceof Dict
          ? [MAP, SERIES]
          : isNumber(of)
            ? [NUMBER]
            : of instanceof Obj
              ? [of.type === 'range' ? RANGE : MATCH]
              : of instanceof Func || of instanceof Native
                ? [CALLABLE]
                : of instanceof Pattern
                  ? [PATTERN]
                  : [];
  const plain = name.replaceAll('_', '').toLowerCase();
  for (const table of tables) if (Object.hasOwn(table, plain)) return table[plain] as Method<Value>;
  return undefined;
}

/** What a block of `catch` gives. */
export function caught(it: Machine, tag: Value, block: Value): Value {
  try {
    return it.call(block, [tag]);
  } catch (error) {
    if (
      error instanceof Thrown &&
      error.value instanceof Obj &&
      error.value.type === 'UncaughtThrowError' &&
      same(it, error.value.fields.get('tag'), tag)
    )
      return error.value.fields.get('value') ?? null;
    throw error;
  }
}
