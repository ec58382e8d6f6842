import { Func, List, Native, Unknown, type Value } from '../values/value';
import { compared, equal } from './comparing';
import { debug, display, Formatter, padded } from './formats';
import { HEAPS } from './heapRows';
import { toIter } from './iterators';
import { ITERATORS } from './iteratorRows';
import { Entry, ENTRIES, MAPS, SETS } from './mapRows';
import type { Type } from './modules';
import { BOOLS, CHARS, FLOATS, INTS } from './numberRows';
import { OPTIONS, ORDERINGS } from './optionRows';
import type { Row, Rows, Site } from './rows';
import { TEXTS } from './textRows';
import {
  CellBox,
  Char,
  Data,
  F32,
  Heap,
  inside,
  Int,
  isIntType,
  Iter,
  Library,
  Range,
  Rc,
  Ref,
  RustMap,
  strip,
  textIn,
  UNIT,
  Vec,
  View,
} from './values';
import { tryInt } from './traits';
import { VECTORS } from './vectorRows';
import type { World } from './machine';
import { ok, OPTION, option, ordering, ORDERING, RESULT } from './options';
import { intOperation } from './numbers';

/** Methods that give on what is in an option or a result. */
const GIVES_ON = /^(?:unwrap|expect|unwrap_or|unwrap_or_default|unwrap_or_else)$/;
const KEEPS = /^(?:ok|map_err|ok_or|ok_or_else|or|or_else|err|clone|cloned|copied|inspect_err|to_owned)$/;

/** The type that what a method is called on has, from that of its result. */
export function wantOfReceiver(name: string, want: Type | undefined): Type | undefined {
  if (!want) return undefined;
  if (GIVES_ON.test(name)) return { name: '?', args: [want] };
  if (KEEPS.test(name) && want.args.length > 0)
    return /^(?:ok|err|ok_or|ok_or_else|map_err)$/.test(name) ? { name: '?', args: [want.args[0]] } : want;
  return undefined;
}

/** The types of the arguments of a method of the library. */
export function wantsOfArguments(given: Value, name: string, want: Type | undefined): (Type | undefined)[] {
  const of = inside(given);
  if (of instanceof Int && !of.isOpen && !/^(?:pow|checked_pow|wrapping_pow|saturating_pow)$/.test(name))
    return [
      { name: of.type, args: [] },
      { name: of.type, args: [] },
    ];
  if (of instanceof F32)
    return [
      { name: 'f32', args: [] },
      { name: 'f32', args: [] },
    ];
  if (of instanceof Vec && /^(?:push|push_back|push_front|contains|fill)$/.test(name)) return [of.elem];
  if (of instanceof Vec && /^(?:insert|resize)$/.test(name)) return [{ name: 'usize', args: [] }, of.elem];
  if (of instanceof RustMap) return [of.key, of.value];
  if (of instanceof Entry) return [of.map.value];
  if (of instanceof Data && of.decl === OPTION && /^(?:insert|replace|get_or_insert)$/.test(name)) return [undefined];
  if (/^(?:unwrap_or|fold|map_or)$/.test(name)) return [want];
  return [];
}

const CELLS: Rows<CellBox> = {
  get: (_, of) => (of.kind === 'OnceCell' || of.kind === 'OnceLock' ? option(of.value ?? undefined) : of.value),
  set: (w, of, [value]) => {
    of.value = w.likeBefore(of.value, value);
    return UNIT;
  },
  replace: (w, of, [value]) => {
    const before = of.value;
    of.value = w.likeBefore(before, value);
    return before;
  },
  take: (w, of) => {
    const before = of.value;
    of.value = w.emptyLike(before);
    return before;
  },
  update: (w, of, [fn]) => ((of.value = w.call(fn, [of.value])), of.value),
  into_inner: (_, of) => (/^(?:Mutex|RwLock)$/.test(of.kind) ? ok(of.value) : of.value),
  borrow: (w, of) => borrowed(w, of, false),
  borrow_mut: (w, of) => borrowed(w, of, true),
  try_borrow: (_, of) => ok(of.value),
  lock: (_, of) => ok(cellRef(of)),
  read: (_, of) => ok(of.value),
  write: (_, of) => ok(cellRef(of)),
  get_mut: (_, of) => (/^(?:Mutex|RwLock)$/.test(of.kind) ? ok(cellRef(of)) : cellRef(of)),
  load: (_, of) => of.value,
  store: (w, of, [value]) => ((of.value = w.likeBefore(of.value, value)), UNIT),
  fetch_add: (w, of, [value]) => {
    const before = of.value as Int;
    of.value = INTS['wrapping_add']!(w, before, [value], undefined as never);
    return before;
  },
  fetch_sub: (w, of, [value]) => {
    const before = of.value as Int;
    of.value = INTS['wrapping_sub']!(w, before, [value], undefined as never);
    return before;
  },
};

function borrowed(w: World, of: CellBox, isMut: boolean): Value {
  const clash = of.kind === 'RefCell' ? w.borrows.begin(of, isMut) : undefined;
  if (clash !== undefined) w.panic(clash);
  return isMut ? cellRef(of) : of.value;
}

const cellRef = (of: CellBox): Ref =>
  new Ref(
    () => of.value,
    (value) => void (of.value = value),
  );

const RANGES: Rows<Range> = {
  contains: (w, of, [value]) => {
    if (of.from !== undefined && (compared(w, value, of.from) ?? -1) < 0) return false;
    if (of.to === undefined) return true;
    const by = compared(w, value, of.to) ?? 1;
    return of.closed ? by <= 0 : by < 0;
  },
  start: (_, of) => of.from,
  end: (_, of) => of.to,
  is_empty: (w, of) => {
    const by = compared(w, of.from, of.to) ?? 1;
    return of.closed ? by > 0 : by >= 0;
  },
  clone: (_, of) => new Range(of.from, of.to, of.closed),
};

const FORMATTERS: Rows<Formatter> = {
  write_str: (_, of, [text]) => ((of.text += textIn(text)), ok(UNIT)),
  write_char: (_, of, [text]) => ((of.text += textIn(text)), ok(UNIT)),
  pad: (_, of, [text]) => {
    const { precision } = of.spec;
    of.text += padded(precision === undefined ? textIn(text) : [...textIn(text)].slice(0, precision).join(''), of.spec);
    return ok(UNIT);
  },
  width: (_, of) => option(of.spec.width === undefined ? undefined : new Int('usize', BigInt(of.spec.width))),
  precision: (_, of) => option(of.spec.precision === undefined ? undefined : new Int('usize', BigInt(of.spec.precision))),
  alternate: (_, of) => of.spec.alternate,
};

const LIBRARY: Rows<Library> = {
  kind: (_, of) => of.parts[0] ?? unknownMethod('kind'),
  into_inner: (_, of) => of.parts[0] ?? unknownMethod('into_inner'),
};

/** What all values have, by their traits. */
const COMMON: Rows = {
  clone: (w, of) => w.clone(of),
  to_owned: (w, of) => w.clone(of),
  to_string: (w, of) => display(w, of),
  into: (w, of, _, { want }) => w.converted(of, want),
  try_into: (w, of, _, { want }) => {
    const type = want?.args[0];
    if (type && inside(of) instanceof Int && isIntType(type.name)) return tryInt(of, type.name);
    const target = type ?? unknownMethod('try_into');
    const own = w.methodsOf(target.decl ?? target.name, 'try_from');
    if (own.length > 0) return w.invoke(own, [of], want, target);
    const items = inside(of);
    if (target.name === '[]' && items instanceof Vec) return ok(new Vec([...items.items], true));
    return unknownMethod('try_into');
  },
  as_ref: (_, of) => of,
  as_mut: (_, __, ___, { place }) => place(),
  as_str: (_, of) => textIn(of),
  borrow: (_, of) => of,
  borrow_mut: (_, __, ___, { place }) => place(),
  deref: (_, of) => of,
  by_ref: (_, __, ___, { place }) => place(),
  eq: (w, of, [other]) => equal(w, of, other),
  ne: (w, of, [other]) => !equal(w, of, other),
  lt: (w, of, [other]) => (compared(w, of, other) ?? 1) < 0,
  le: (w, of, [other]) => (compared(w, of, other) ?? 1) <= 0,
  gt: (w, of, [other]) => (compared(w, of, other) ?? -1) > 0,
  ge: (w, of, [other]) => (compared(w, of, other) ?? -1) >= 0,
  cmp: (w, of, [other]) => ordering(w.order(of, other)),
  partial_cmp: (w, of, [other]) => {
    const order = compared(w, of, other);
    return option(order === undefined ? undefined : ordering(order));
  },
  max: (w, of, [other]) => (w.order(of, other) > 0 ? w.likeBefore(other, of) : w.likeBefore(of, other)),
  min: (w, of, [other]) => (w.order(of, other) <= 0 ? w.likeBefore(other, of) : w.likeBefore(of, other)),
  clamp: (w, of, [low, high]) => {
    if (w.order(low, high) > 0) w.panic('assertion failed: min <= max');
    return w.order(of, low) < 0 ? w.likeBefore(of, low) : w.order(of, high) > 0 ? w.likeBefore(of, high) : of;
  },
  fmt: (w, of, [to]) => {
    const formatter = inside(to);
    if (!(formatter instanceof Formatter)) return unknownMethod('fmt');
    formatter.text += formatter.spec.type === '?' ? debug(w, of, formatter.spec) : display(w, of, formatter.spec);
    return ok(UNIT);
  },
  iter: (w, of) => toIter(w, of),
  into_iter: (w, of) => toIter(w, of),
  flush: () => ok(UNIT),
  unwrap_or_clone: (w, of) => w.clone(of),
};

/** Operators of single types, as methods: those of references to numbers. */
for (const [name, sign] of Object.entries({ add: '+', sub: '-', mul: '*', div: '/', rem: '%' }))
  (COMMON as Record<string, Row>)[name] = (w, of, [other]) => w.operated(sign, of, other);
(COMMON as Record<string, Row>)['neg'] = (w, of) =>
  of instanceof Int ? intOperation(w, '-', new Int(of.type, 0n), of) : typeof of === 'number' ? -of : unknownMethod('neg');

function unknownMethod(name: string): never {
  throw new Unknown(`the method ${name}`);
}

function rowOf<Of>(rows: Rows<Of>, name: string): Row<Of> | undefined {
  return Object.hasOwn(rows, name) ? rows[name] : undefined;
}

function ownRow(of: Value, name: string): Row<never> | undefined {
  if (of instanceof Int) return rowOf(INTS, name);
  if (typeof of === 'number' || of instanceof F32) return rowOf(FLOATS, name);
  if (typeof of === 'string') return rowOf(TEXTS, name);
  if (of instanceof Char) return rowOf(CHARS, name);
  if (typeof of === 'boolean') return rowOf(BOOLS, name);
  if (of instanceof Heap) return rowOf(HEAPS, name) ?? unknownMethod(name);
  if (of instanceof Vec || of instanceof View) return rowOf(VECTORS, name);
  if (of instanceof RustMap) return of.kind === 'map' ? rowOf(MAPS, name) : rowOf(SETS, name);
  if (of instanceof Entry) return rowOf(ENTRIES, name);
  if (of instanceof Data && of.decl === ORDERING) return rowOf(ORDERINGS, name);
  if (of instanceof Data && (of.decl === OPTION || of.decl === RESULT)) return rowOf(OPTIONS, name);
  if (of instanceof CellBox) return rowOf(CELLS, name);
  if (of instanceof Iter) return rowOf(ITERATORS, name);
  if (of instanceof Range) return rowOf(RANGES, name);
  if (of instanceof Formatter) return rowOf(FORMATTERS, name);
  return of instanceof Library ? rowOf(LIBRARY, name) : undefined;
}

/** A method of the library. @throws {Unknown} where it has none that is known */
export function callBuiltIn(w: World, given: Value, name: string, args: Value[], site: Site): Value {
  const shared = strip(given);
  if (shared instanceof Rc && name === 'clone') return new Rc(shared.cell);
  if (shared instanceof Rc && name === 'as_ref') return shared.cell.value;
  const of = inside(given);
  // `iter_mut` and others of what is referred to.
  const row = ownRow(of, name);
  if (row) return (row as Row)(w, of, args, site);
  if ((of instanceof Range || (of instanceof Data && w.methodsFor(of, 'next').length > 0)) && rowOf(ITERATORS, name) && name !== 'clone')
    return ITERATORS[name]!(w, toIter(w, of instanceof Range ? of : given), args, site);
  if (of instanceof Data && !of.decl.isBuiltIn) {
    for (const deref of ['deref_mut', 'deref'])
      if (name !== deref && w.methodsFor(of, deref).length > 0 && !rowOf(COMMON, name)) {
        const to = w.callMethod(deref === 'deref_mut' ? site.place() : of, deref, []);
        return w.callMethod(to, name, args, site.want);
      }
  }
  if (of instanceof List && of.kind === 'tuple' && !rowOf(COMMON, name)) return unknownMethod(name);
  const common = rowOf(COMMON, name);
  if (common) return common(w, of, args, site);
  if ((of instanceof Func || of instanceof Native) && /^call(?:_mut|_once)?$/.test(name)) return w.call(of, args);
  return unknownMethod(name);
}
