import type { List } from '../values/value';
import { Foreign, Func, Native, Obj, Thrown, Unknown, type Value } from '../values/value';
import type { CallNode, PathNode } from './code/nodes';
import { coerce, mapOf } from './convert';
import { each, listIter, toIter } from './iterators';
import type { Type } from './modules';
import { cast } from './numbers';
import { adopted } from './places';
import { BOOLS } from './numberRows';
import { utf8 } from './textRows';
import { tryInt } from './traits';
import type { Data } from './values';
import {
  bitsOf,
  CellBox,
  Char,
  countIn,
  F32,
  Heap,
  inside,
  Int,
  intIn,
  isIntType,
  Iter,
  leastOf,
  mostOf,
  Rc,
  Ref,
  strip,
  textIn,
  UNIT,
  Vec,
} from './values';
import type { RustFrame, World } from './machine';
import { NONE, ok, some } from './options';

/** A call of a function of the library by its path. */
export interface LibraryCall {
  readonly types: readonly (Type | undefined)[];
  readonly want: Type | undefined;
  readonly frame: RustFrame;
  readonly node: CallNode | PathNode;
  /** Its arguments, worked out with the types that they have. */
  readonly args: (wants?: readonly (Type | undefined)[]) => readonly Value[];
}

const CONSTANTS: Readonly<Record<string, number>> = {
  PI: Math.PI,
  E: Math.E,
  TAU: 2 * Math.PI,
  SQRT_2: Math.SQRT2,
  LN_2: Math.LN2,
  LN_10: Math.LN10,
  FRAC_PI_2: Math.PI / 2,
  FRAC_PI_4: Math.PI / 4,
};

/** A constant of the library: `u32::MAX`. */
export function constantOf(path: readonly string[]): Value | undefined {
  const name = path.at(-1)!;
  const of = path.at(-2) ?? '';
  if (isIntType(of)) {
    if (name === 'MAX') return new Int(of, mostOf(of));
    if (name === 'MIN') return new Int(of, leastOf(of));
    return name === 'BITS' ? new Int('u32', BigInt(bitsOf(of))) : undefined;
  }
  if (of === 'f64') {
    const found = {
      MAX: Number.MAX_VALUE,
      MIN: -Number.MAX_VALUE,
      EPSILON: Number.EPSILON,
      INFINITY: Infinity,
      NEG_INFINITY: -Infinity,
      NAN: Number.NaN,
      MIN_POSITIVE: 2.2250738585072014e-308,
    }[name];
    if (found !== undefined) return found;
  }
  if (of === 'f32') {
    const found = {
      MAX: 3.4028234663852886e38,
      MIN: -3.4028234663852886e38,
      EPSILON: 2 ** -23,
      INFINITY: Infinity,
      NEG_INFINITY: -Infinity,
      NAN: Number.NaN,
    }[name];
    if (found !== undefined) return new F32(found);
  }
  if (of === 'consts' && Object.hasOwn(CONSTANTS, name))
    return path.includes('f32') ? new F32(Math.fround(CONSTANTS[name]!)) : CONSTANTS[name];
  if (of === 'char' && name === 'MAX') return new Char('\u{10FFFF}');
  return /^Ordering::/.test(`${of}::`) && /^(?:SeqCst|Relaxed|Acquire|Release|AcqRel)$/.test(name) ? new Foreign(name) : undefined;
}

type Fn = (w: World, args: readonly Value[], call: LibraryCall, self: Type | undefined) => Value;

const wrap = (w: World, value: Value, self: Type | undefined, want: Type | undefined): Value =>
  coerce(w, value, self && self.args.some(Boolean) ? self : want?.name === self?.name ? want : undefined);

const newMap =
  (name: string): Fn =>
  (w, _, { want }, self) =>
    wrap(w, mapOf(w, name), self, want);

function newVec(w: World, { want }: LibraryCall, self: Type | undefined, isDeque: boolean): Value {
  const made = new Vec([], false, isDeque ? 'deque' : 'list');
  return wrap(w, made, self, want);
}

const cell =
  (kind: string): Fn =>
  (w, [value], { want }) =>
    coerce(w, new CellBox(kind, value), want);

const fromItems =
  (name: string): Fn =>
  (w, [items], { want }, self) => {
    if (name === 'String') return w.converted(items, { name: 'String', args: [] });
    const made = mapLike(w, name, items);
    return wrap(w, made, self, want);
  };

function mapLike(w: World, name: string, items: Value): Value {
  if (name === 'Vec' || name === 'VecDeque') {
    const all = typeof inside(items) === 'string' ? (w.callMethod(items, 'as_bytes', []) as Vec).items : w.all(items).map(strip);
    return new Vec(all, false, name === 'VecDeque' ? 'deque' : 'list');
  }
  const made = mapOf(w, name);
  each(w, items, (item) => {
    const own = strip(item);
    if (made.kind === 'map') {
      const [key, value] = (inside(own) as List).items;
      w.callMethod(made, 'insert', [key, value]);
    } else w.callMethod(made, 'insert', [own]);
    return true;
  });
  return made;
}

/** Exchanges what is in a place. */
function exchanged(place: Value, value: Value): Value {
  if (!(place instanceof Ref)) throw new Unknown('a place');
  let at: Ref = place;
  for (let next = at.get(); next instanceof Ref; next = at.get()) at = next;
  const before = at.get();
  at.set(adopted(before, value));
  return before;
}

const FUNCTIONS: Readonly<Record<string, Fn>> = {
  'String::new': () => '',
  'String::with_capacity': () => '',
  'String::from_utf8': (_, [bytes]) => utf8(bytes),
  'str::from_utf8': (_, [bytes]) => utf8(bytes),
  'String::from_utf8_lossy': (_, [bytes]) => (utf8(bytes) as Data).first,
  'Vec::new': (w, _, call, self) => newVec(w, call, self, false),
  'Vec::with_capacity': (w, _, call, self) => newVec(w, call, self, false),
  'VecDeque::new': (w, _, call, self) => newVec(w, call, self, true),
  'VecDeque::with_capacity': (w, _, call, self) => newVec(w, call, self, true),
  ...Object.fromEntries(
    ['HashMap', 'BTreeMap', 'HashSet', 'BTreeSet'].flatMap((name) => [
      [`${name}::new`, newMap(name)],
      [`${name}::with_capacity`, newMap(name)],
      [`${name}::from`, fromItems(name)],
      [`${name}::from_iter`, fromItems(name)],
    ]),
  ),
  'Vec::from': fromItems('Vec'),
  'Vec::from_iter': fromItems('Vec'),
  'VecDeque::from': fromItems('VecDeque'),
  'BinaryHeap::new': (w, _, { want }, self) => wrap(w, new Heap([]), self, want),
  'BinaryHeap::with_capacity': (w, _, { want }, self) => wrap(w, new Heap([]), self, want),
  'BinaryHeap::from': (w, [items]) => new Heap(w.all(items).map(strip)),
  'Box::new': (_, [value]) => value,
  'slice::from_ref': (_, [value]) => new Vec([value]),
  'Box::from': (_, [value]) => value,
  'Cow::Borrowed': (_, [value]) => value,
  'Cow::Owned': (_, [value]) => value,
  'Rc::new': (w, [value], { want }) => coerce(w, new Rc({ value }), want),
  'Rc::from': (_, [value]) => new Rc({ value }),
  'Rc::clone': (_, [value]) => shared(value),
  'Rc::ptr_eq': (_, [a, b]) => (strip(a) as Rc).cell === (strip(b) as Rc).cell,
  'Cell::new': cell('Cell'),
  'RefCell::new': cell('RefCell'),
  'Mutex::new': cell('Mutex'),
  'RwLock::new': cell('RwLock'),
  'mem::take': (w, [place]) => exchanged(place, w.emptyLike(inside(place))),
  'mem::replace': (_, [place, value]) => exchanged(place, value),
  'mem::swap': (_, [a, b]) => {
    exchanged(b, exchanged(a, inside(b)));
    return UNIT;
  },
  drop: dropped,
  'mem::drop': dropped,
  'cmp::max': (w, [a, b]) => w.callMethod(a, 'max', [b]),
  'cmp::min': (w, [a, b]) => w.callMethod(a, 'min', [b]),
  max: (w, [a, b]) => w.callMethod(a, 'max', [b]),
  min: (w, [a, b]) => w.callMethod(a, 'min', [b]),
  'iter::repeat': (w, [value]) => new Iter(() => w.clone(value)),
  'iter::once': (_, [value]) => listIter([value]),
  'iter::empty': () => listIter([]),
  'iter::from_fn': (w, [fn]) => new Iter(() => optionValue(w.call(fn, []))),
  'iter::successors': (w, [first, fn]) => {
    let next = optionValue(first);
    return new Iter(() => {
      const value = next;
      if (value !== undefined) next = optionValue(w.call(fn, [value]));
      return value;
    });
  },
  'iter::zip': (w, [a, b]) => w.callMethod(toIter(w, a), 'zip', [b]),
  'char::from': (_, [value]) => (inside(value) instanceof Char ? inside(value) : cast(value, 'char')),
  'char::from_u32': (_, [value]) => {
    const code = Number(intIn(value).value);
    return code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? NONE : some(new Char(String.fromCodePoint(code)));
  },
  'char::from_digit': (_, [value, radix]) => (countIn(value) < countIn(radix) ? some(new Char(countIn(value).toString(36))) : NONE),
  'process::exit': (_, [code]) => {
    throw new Thrown(new Obj(undefined, new Map<string, Value>([['code', intIn(code).value]]), 'exit'));
  },
  'env::args': (w) => listIter(['program', ...w.it.given()]),
  'fs::read_to_string': (w, [path]) => w.fileText(textIn(path)),
  'Path::new': (_, [path]) => path,
  'PathBuf::from': (_, [path]) => path,
  'io::stdout': () => new Foreign('stdout'),
  'io::stderr': () => new Foreign('stderr'),
  'fmt::Error': () => UNIT,
  'thread::sleep': () => UNIT,
  'convert::identity': (_, [value]) => value,
  'array::from_fn': () => {
    throw new Unknown('array::from_fn');
  },
  'bool::then': (w, [of, fn], call) =>
    BOOLS['then']!(w, of as boolean, [fn], {
      types: [],
      want: call.want,
      place: () =>
        new Ref(
          () => of,
          () => undefined,
        ),
    }),
};

function dropped(w: World, _: readonly Value[], { node }: LibraryCall): Value {
  const given = node.kind === 'call' ? node.args[0]?.value : undefined;
  if (given?.kind === 'name') w.borrows.drop(given.name);
  return UNIT;
}

const optionValue = (value: Value): Value | undefined => {
  const of = inside(value) as Data;
  return of.variant === 'Some' ? of.first : undefined;
};

function shared(value: Value): Rc {
  const of = strip(value);
  if (of instanceof Rc) return new Rc(of.cell);
  throw new Unknown('what is shared');
}

export function callLibrary(w: World, path: readonly string[], self: Type | undefined, call: LibraryCall): Value {
  const last = path.at(-1)!;
  const of = path.at(-2);
  const name = of === undefined ? last : `${of === 'Arc' ? 'Rc' : /^Atomic/.test(of) ? 'Cell' : of}::${last}`;
  const row = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (row) {
    const args = call.args(wantsOf(name, call.want, self));
    w.here(call.frame.file, call.node.start);
    return row(w, args, call, self);
  }
  if (last === 'default' && (of === 'Default' || self)) return w.defaultOf(of === 'Default' ? call.want : self);
  const type =
    self &&
    !/^(?:Default|From|Into|Iterator|IntoIterator|ToString|Clone|PartialEq|PartialOrd|Ord|FromStr|FromIterator|Add|Sub|Mul|Display|Debug)$/.test(
      self.name,
    )
      ? self
      : undefined;
  if (last === 'from' && type) return w.converted(call.args()[0], type);
  if (last === 'try_from' && type && isIntType(type.name)) return tryInt(call.args()[0], type.name);
  if (last === 'from_str' && type) return w.parsed(textIn(call.args()[0]), type, undefined);
  if (last === 'from_str_radix' && type) return radix(textIn(call.args()[0]), countIn(call.args()[1]), type.name);
  if (last === 'from_iter' && type) return w.callMethod(toIter(w, call.args()[0]), 'collect', [], type);
  if (of === undefined) throw new Unknown(`the function ${name}`);
  // `str::trim`, `Option::is_some`, `f64::max`: a method as a function.
  const [object, ...args] = call.args();
  if (object === undefined || /^(?:env|fs|io|process|thread|time|mem|iter|cmp|Instant|SystemTime|Duration|Command)$/.test(of))
    throw new Unknown(`the function ${name}`);
  if (!fitsName(of, object)) throw new Unknown(`the function ${name}`);
  w.here(call.frame.file, call.node.start);
  return w.callMethod(object, last, args, call.want);
}

/** Whether a value may have a method of a type of the library. */
function fitsName(name: string, value: Value): boolean {
  const of = inside(value);
  if (isIntType(name)) return of instanceof Int;
  if (/^f(?:32|64)$/.test(name)) return typeof of === 'number' || of instanceof F32 || (of instanceof Int && of.isOpen);
  if (/^(?:str|String)$/.test(name)) return typeof of === 'string';
  return !(of instanceof Func || of instanceof Native);
}

function wantsOf(name: string, want: Type | undefined, self: Type | undefined): readonly (Type | undefined)[] {
  if (/^Box::/.test(name)) return [want?.name === 'Box' ? want.args[0] : (self?.args[0] ?? want)];
  if (/^(?:Rc|Cell|RefCell|Mutex|RwLock)::new$/.test(name)) return [want?.args[0] ?? self?.args[0]];
  return /^(?:cmp::)?(?:max|min)$/.test(name) ? [want, want] : [];
}

function radix(text: string, by: number, type: string): Value {
  const digits = text.replace(/^\+/, '').toLowerCase();
  const legal = '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, by);
  if (!new RegExp(`^-?[${legal}]+$`).test(digits)) throw new Unknown('a number that is none');
  let value = 0n;
  for (const each of digits.replace('-', '')) value = value * BigInt(by) + BigInt(legal.indexOf(each));
  if (digits.startsWith('-')) value = -value;
  if (value < leastOf(type) || value > mostOf(type)) throw new Unknown('a number that does not fit');
  return ok(new Int(type, value));
}
