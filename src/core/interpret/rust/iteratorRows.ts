import { List, Unknown, type Value } from '../values/value';
import { coerce, mapOf } from './convert';
import { compared, equal } from './comparing';
import { allOf, nextOf, toIter } from './iterators';
import {
  mapped,
  filtered,
  passing,
  expect,
  merged,
  backOf,
  lengthOf,
  skipped,
  taken,
  chained,
  zipped,
  enumerated,
  flattened,
} from './adaptors';
import type { Type } from './modules';
import type { Row, Rows, Site } from './rows';
import {
  Char,
  copyOf,
  countIn,
  Data,
  F32,
  Heap,
  inside,
  Int,
  isIntType,
  Iter,
  plainKey,
  Rc,
  strip,
  textIn,
  truthIn,
  UNIT,
  usize,
  Vec,
} from './values';
import type { World } from './machine';
import { ownPlace } from './places';
import { NONE, OPTION, ordering, option, RESULT, some } from './options';

const pair = (a: Value, b: Value): List => new List([a, b], 'tuple');
const truth = (w: World, fn: Value, args: Value[]): boolean => truthIn(w.call(fn, args));

/** The best of all: `max` takes the last of equal ones, `min` the first. */
function best(of: Iter, order: (a: Value, b: Value) => number, isMax: boolean): Value {
  let found: Value | undefined;
  for (let each = nextOf(of); each !== undefined; each = nextOf(of)) {
    if (found === undefined) found = each;
    else {
      const by = order(each, found);
      if (isMax ? by >= 0 : by < 0) found = each;
    }
  }
  return option(found);
}

function bestByKey(w: World, of: Iter, fn: Value, isMax: boolean): Value {
  let found: { value: Value; key: Value } | undefined;
  for (let value = nextOf(of); value !== undefined; value = nextOf(of)) {
    const key = w.call(fn, [value]);
    const by = found ? w.order(key, found.key) : isMax ? 0 : -1;
    if (isMax ? by >= 0 : by < 0) found = { value, key };
  }
  return option(found?.value);
}

function total(w: World, of: Iter, site: Site, sign: '+' | '*'): Value {
  const type = site.types[0] ?? site.want;
  if (type?.decl === RESULT || type?.decl === OPTION)
    return shortCut(of, type, (items) => total(w, items, { ...site, types: [type.args[0]], want: type.args[0] }, sign));
  let sum: Value | undefined;
  for (let each = nextOf(of); each !== undefined; each = nextOf(of)) {
    const value = strip(each);
    if (sum === undefined && value instanceof Int)
      sum = coerce(w, new Int('int', sign === '+' ? 0n : 1n), type ?? { name: value.type, args: [] });
    // The sum of fractions begins with -0, which no sum shows.
    sum = sum === undefined ? value : w.operated(sign, sum, value);
  }
  if (sum !== undefined) return sum;
  if (type?.name === 'f64' || type?.name === 'f32') {
    const none = sign === '+' ? -0 : 1;
    return type.name === 'f64' ? none : new F32(none);
  }
  if (type && isIntType(type.name)) return new Int(type.name, sign === '+' ? 0n : 1n);
  throw new Unknown('the sum of nothing');
}

/** What is collected of results or options: the first failure, or all. */
function shortCut(of: Iter, type: Type, collect: (items: Iter) => Value): Value {
  let failure: Data | undefined;
  let decl = type.decl;
  const inner: Iter = new Iter(() => {
    if (inner.want && of.want === undefined) expect(of, { ...type, args: [inner.want, type.args[1]] });
    const value = nextOf(of);
    if (value === undefined) return undefined;
    const each = inside(value);
    if (!(each instanceof Data)) throw new Unknown('what is collected');
    decl = each.decl;
    if (each.variant === 'Ok' || each.variant === 'Some') return each.first;
    failure = each;
    return undefined;
  });
  const made = collect(inner);
  if (failure) return failure;
  return new Data(decl ?? RESULT, decl === OPTION ? 'Some' : 'Ok', new Map([['0', made]]));
}

/** `collect`: what the wanted type says. */
export function collected(w: World, of: Iter, type: Type | undefined): Value {
  if (!type) throw new Unknown('what is collected');
  const [elem] = type.args;
  if (type.name !== '?' && !type.decl) expect(of, /Map$/.test(type.name) ? { name: '()', args: type.args } : elem);
  if (type.name === '?' || type.decl === RESULT || type.decl === OPTION) return shortCut(of, type, (items) => collected(w, items, elem));
  if (type.decl) return w.fromIter(of, type);
  const items = allOf(w, of);
  const own = items.map(copyOf);
  switch (type.name) {
    case 'Vec':
    case 'VecDeque':
    case 'BinaryHeap': {
      const made = type.name === 'BinaryHeap' ? new Heap(own) : new Vec(own, false, type.name === 'VecDeque' ? 'deque' : 'list');
      return coerce(w, made, type);
    }
    case '[]':
      return coerce(w, new Vec(own), { ...type, name: 'Vec' });
    case 'String':
    case 'str':
      return items.map(textIn).join('');
    case 'HashMap':
    case 'BTreeMap': {
      const made = mapOf(w, type.name);
      for (const each of own) {
        const [key, value] = (inside(each) as List).items;
        made.set(plainKey(key), value);
      }
      return coerce(w, made, type);
    }
    case 'HashSet':
    case 'BTreeSet': {
      const made = mapOf(w, type.name);
      for (const each of own) if (!made.has(plainKey(each))) made.set(plainKey(each), plainKey(each));
      return coerce(w, made, type);
    }
    case 'Box':
    case 'Cow':
      return collected(w, of === undefined ? of : toIter(w, new Vec(own)), type.args.at(-1));
    case 'Rc':
    case 'Arc':
      return new Rc({ value: new Vec(own) });
    case '()':
      if (type.args.length === 0) return UNIT;
      break;
    default:
  }
  throw new Unknown(`what is collected into ${type.name}`);
}

const orderBy =
  (w: World, fn: Value) =>
  (a: Value, b: Value): number =>
    w.signOf(w.call(fn, [a, b]));

const find: Row<Iter> = (w, of, [fn]) => {
  for (let each = nextOf(of); each !== undefined; each = nextOf(of)) if (truth(w, fn, [each])) return some(each);
  return NONE;
};

function folded(w: World, of: Iter, start: Value, fn: Value, want?: Type): Value {
  let made = start;
  for (let each = nextOf(of); each !== undefined; each = nextOf(of)) made = w.call(fn, [made, each], want);
  return made;
}

function pairsOf(of: Value): [Value, Value] {
  const [a, b] = (inside(of) as List).items;
  return [a, b];
}

export const ITERATORS: Rows<Iter> = {
  next: (_, of) => option(nextOf(of)),
  next_back: (_, of) => option(backOf(of)()),
  iter: (_, of) => of,
  into_iter: (_, of) => of,
  by_ref: (_, of) => of,
  map: (w, of, [fn]) => mapped(of, (each, want) => w.call(fn, [each], want)),
  filter: (w, of, [fn]) =>
    passing(
      filtered(of, (each) => (truth(w, fn, [each]) ? each : undefined)),
      of,
    ),
  filter_map: (w, of, [fn]) =>
    filtered(of, (each, want) => {
      const made = inside(w.call(fn, [each], want && { name: 'Option', args: [want], decl: OPTION })) as Data;
      return made.fields.size > 0 && made.variant === 'Some' ? made.first : undefined;
    }),
  flat_map: (w, of, [fn]) =>
    flattened(
      w,
      mapped(of, (each) => w.call(fn, [each])),
    ),
  flatten: (w, of) => flattened(w, of),
  enumerate: (_, of) => enumerated(of),
  rev: (_, of) => {
    const back = backOf(of);
    return new Iter(
      back,
      of.next,
      of.length,
      of.copy &&
        ((): Iter => {
          const copy = of.copy!();
          return new Iter(copy.back!, copy.next, copy.length);
        }),
    );
  },
  zip: (w, of, [other]) => zipped(of, toIter(w, other)),
  chain: (w, of, [other]) => chained(of, toIter(w, other)),
  skip: (_, of, [n]) => skipped(of, countIn(n)),
  take: (w, of, [n]) => taken(w, of, countIn(n)),
  step_by: (w, of, [n]) => {
    const by = countIn(n);
    if (by === 0) w.panic('assertion failed: step != 0');
    let isFirst = true;
    return new Iter(() => {
      if (!isFirst) for (let left = by - 1; left > 0; left -= 1) if (nextOf(of) === undefined) return undefined;
      isFirst = false;
      return nextOf(of);
    });
  },
  take_while: (w, of, [fn]) => {
    let isOver = false;
    return new Iter(() => {
      const value = isOver ? undefined : nextOf(of);
      if (value !== undefined && truth(w, fn, [value])) return value;
      isOver = true;
      return undefined;
    });
  },
  map_while: (w, of, [fn]) =>
    new Iter(() => {
      const value = nextOf(of);
      const made = value === undefined ? undefined : (inside(w.call(fn, [value])) as Data);
      return made?.variant === 'Some' ? made.first : undefined;
    }),
  skip_while: (w, of, [fn]) => {
    let isOver = false;
    return new Iter(() => {
      for (let value = nextOf(of); value !== undefined; value = nextOf(of)) {
        if (!isOver && truth(w, fn, [value])) continue;
        isOver = true;
        return value;
      }
      return undefined;
    });
  },
  scan: (w, of, [start, fn]) => {
    const state = ownPlace(start);
    return new Iter(() => {
      const value = nextOf(of);
      const made = value === undefined ? undefined : (inside(w.call(fn, [state, value])) as Data);
      return made?.variant === 'Some' ? made.first : undefined;
    });
  },
  peekable: (_, of) => new Iter(of.next, of.back, of.length, of.copy),
  peek: (_, of) => {
    of.peeked ??= { value: of.next() };
    return option(of.peeked.value);
  },
  next_if: (w, of, [fn]) => {
    of.peeked ??= { value: of.next() };
    const { value } = of.peeked;
    if (value === undefined || !truth(w, fn, [value])) return NONE;
    delete of.peeked;
    return some(value);
  },
  next_if_eq: (w, of, [other]) => {
    of.peeked ??= { value: of.next() };
    const { value } = of.peeked;
    if (value === undefined || !equal(w, value, other)) return NONE;
    delete of.peeked;
    return some(value);
  },
  cycle: (_, of) => {
    if (!of.copy) throw new Unknown('an iterator that begins again');
    let turn = of.copy();
    return new Iter(() => {
      const value = turn.next();
      if (value !== undefined) return value;
      turn = of.copy!();
      return turn.next();
    });
  },
  inspect: (w, of, [fn]) => mapped(of, (each) => (w.call(fn, [each]), each)),
  cloned: (w, of) => mapped(of, (each) => w.clone(each)),
  copied: (_, of) => mapped(of, (each) => copyOf(strip(each))),
  fuse: (_, of) => of,
  collect: (w, of, _, { types, want }) => collected(w, of, merged(types[0], want)),
  collect_hash: (w, of) => collected(w, of, { name: 'HashSet', args: [] }),
  collect_tree: (w, of) => collected(w, of, { name: 'BTreeSet', args: [] }),
  partition: (w, of, [fn], { types, want }) => {
    const type = types[0] ?? (want?.name === '()' ? want.args[0] : undefined) ?? { name: 'Vec', args: [] };
    const [yes, no]: [Value[], Value[]] = [[], []];
    for (let each = nextOf(of); each !== undefined; each = nextOf(of)) (truth(w, fn, [each]) ? yes : no).push(each);
    return pair(collected(w, toIter(w, new Vec(yes)), type), collected(w, toIter(w, new Vec(no)), type));
  },
  unzip: (w, of, _, { want, types }) => {
    const all = allOf(w, of).map(pairsOf);
    const [left, right] = want?.name === '()' ? want.args : types;
    const vec: Type = { name: 'Vec', args: [] };
    return pair(
      collected(w, toIter(w, new Vec(all.map(([a]) => a))), left ?? vec),
      collected(w, toIter(w, new Vec(all.map(([, b]) => b))), right ?? vec),
    );
  },
  count: (w, of) => usize(allOf(w, of).length),
  len: (_, of) => usize(lengthOf(of)),
  is_empty: (_, of) => lengthOf(of) === 0,
  last: (w, of) => option(allOf(w, of).at(-1)),
  nth: (_, of, [n]) => {
    for (let left = countIn(n); left > 0; left -= 1) if (nextOf(of) === undefined) return NONE;
    return option(nextOf(of));
  },
  sum: (w, of, _, site) => total(w, of, site, '+'),
  product: (w, of, _, site) => total(w, of, site, '*'),
  fold: (w, of, [start, fn], { want }) => folded(w, of, coerce(w, start, want), fn, want),
  try_fold: (w, of, [start, fn], { want }) => {
    let made = start;
    let isOption = false;
    for (let each = nextOf(of); each !== undefined; each = nextOf(of)) {
      const step = inside(w.call(fn, [made, each], want)) as Data;
      if (step.variant !== 'Ok' && step.variant !== 'Some') return step;
      isOption = step.decl === OPTION;
      made = step.first;
    }
    if (!isOption && want?.decl === undefined) throw new Unknown('what a fold gives');
    return new Data(isOption ? OPTION : want!.decl!, isOption || want?.decl === OPTION ? 'Some' : 'Ok', new Map([['0', made]]));
  },
  try_for_each: (w, of, [fn], { want }) => {
    for (let each = nextOf(of); each !== undefined; each = nextOf(of)) {
      const step = inside(w.call(fn, [each], want)) as Data;
      if (step.variant !== 'Ok' && step.variant !== 'Some') return step;
    }
    return new Data(want?.decl ?? RESULT, want?.decl === OPTION ? 'Some' : 'Ok', new Map([['0', UNIT]]));
  },
  reduce: (w, of, [fn], { want }) => {
    const first = nextOf(of);
    return first === undefined ? NONE : some(folded(w, of, first, fn, want?.args[0]));
  },
  for_each: (w, of, [fn]) => {
    for (let each = nextOf(of); each !== undefined; each = nextOf(of)) w.call(fn, [each]);
    return UNIT;
  },
  any: (w, of, [fn]) => inside(find(w, of, [fn], undefined as never)) !== NONE,
  all: (w, of, [fn]) => {
    for (let each = nextOf(of); each !== undefined; each = nextOf(of)) if (!truth(w, fn, [each])) return false;
    return true;
  },
  find,
  find_map: (w, of, [fn]) => {
    for (let each = nextOf(of); each !== undefined; each = nextOf(of)) {
      const made = inside(w.call(fn, [each])) as Data;
      if (made.variant === 'Some') return made;
    }
    return NONE;
  },
  position: (w, of, [fn]) => {
    for (let [each, at] = [nextOf(of), 0]; each !== undefined; [each, at] = [nextOf(of), at + 1])
      if (truth(w, fn, [each])) return some(usize(at));
    return NONE;
  },
  rposition: (w, of, [fn]) => {
    const [length, back] = [lengthOf(of), backOf(of)];
    for (let at = length - 1; at >= 0; at -= 1) if (truth(w, fn, [back()])) return some(usize(at));
    return NONE;
  },
  rfind: (w, of, [fn]) => {
    const back = backOf(of);
    for (let each = back(); each !== undefined; each = back()) if (truth(w, fn, [each])) return some(each);
    return NONE;
  },
  rfold: (w, of, [start, fn]) => {
    const back = backOf(of);
    let made = start;
    for (let each = back(); each !== undefined; each = back()) made = w.call(fn, [made, each]);
    return made;
  },
  max: (w, of) => best(of, (a, b) => w.order(a, b), true),
  min: (w, of) => best(of, (a, b) => w.order(a, b), false),
  max_by: (w, of, [fn]) => best(of, orderBy(w, fn), true),
  min_by: (w, of, [fn]) => best(of, orderBy(w, fn), false),
  max_by_key: (w, of, [fn]) => bestByKey(w, of, fn, true),
  min_by_key: (w, of, [fn]) => bestByKey(w, of, fn, false),
  eq: (w, of, [other]) => equal(w, new Vec(allOf(w, of)), new Vec(allOf(w, other))),
  ne: (w, of, [other]) => !equal(w, new Vec(allOf(w, of)), new Vec(allOf(w, other))),
  cmp: (w, of, [other]) => ordering(compared(w, new Vec(allOf(w, of)), new Vec(allOf(w, other)))!),
  as_str: (w, of) =>
    of.copy
      ? allOf(w, of.copy())
          .map((each) => (each instanceof Char ? each.text : notText()))
          .join('')
      : notText(),
  clone: (_, of) => {
    if (!of.copy) throw new Unknown('a copy of an iterator');
    const made = of.copy();
    if (of.peeked) made.peeked = { ...of.peeked };
    return made;
  },
  to_string: (w, of) => allOf(w, of).map(textIn).join(''),
};

function notText(): never {
  throw new Unknown('the text of an iterator');
}
