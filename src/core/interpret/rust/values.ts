import type { SyntaxFile } from '../../syntax/syntax';
import { Cls, Dict, keyText, List, Obj, OwnValue, Thrown, Unknown, type Value } from '../values/value';
import type { Decl, Type } from './modules';

/** Bits of each type of whole numbers; `int`: which one the code has not said yet, `sint`: one of the signed ones. */
const BITS: Readonly<Record<string, number>> = {
  i8: 8,
  i16: 16,
  i32: 32,
  i64: 64,
  i128: 128,
  isize: 64,
  u8: 8,
  u16: 16,
  u32: 32,
  u64: 64,
  u128: 128,
  usize: 64,
  int: 32,
  sint: 32,
};

export const isIntType = (name: string): boolean => Object.hasOwn(BITS, name) && !/^s?int$/.test(name);

export const bitsOf = (type: string): number => BITS[type]!;

export const leastOf = (type: string): bigint => (/^[us]?int$|^u/.test(type) && type !== 'sint' ? 0n : -(1n << BigInt(bitsOf(type) - 1)));

export const mostOf = (type: string): bigint => (1n << BigInt(type.startsWith('u') ? bitsOf(type) : bitsOf(type) - 1)) - 1n;

/** A whole number of a type. */
export class Int extends OwnValue {
  constructor(
    readonly type: string,
    readonly value: bigint,
  ) {
    super();
  }

  get plain(): Value {
    return this.value;
  }

  /** Its type is not known, only that it is a whole number. */
  get isOpen(): boolean {
    return this.type === 'int' || this.type === 'sint';
  }

  override get keyText(): string {
    return `n${this.value}`;
  }
}

export const usize = (value: number | bigint): Int => new Int('usize', BigInt(value));

/** An `f32`; an `f64` is a plain number. */
export class F32 extends OwnValue {
  constructor(readonly value: number) {
    super();
  }

  get plain(): Value {
    return this.value;
  }
}

export class Char extends OwnValue {
  constructor(readonly text: string) {
    super();
  }

  get plain(): Value {
    return this.text;
  }

  override get written(): string {
    return `'${this.text}'`;
  }

  get code(): number {
    return this.text.codePointAt(0)!;
  }

  override get keyText(): string {
    return `c${this.text}`;
  }
}

/** A vector, a slice or an array. */
export class Vec extends List {
  /** The type of its elements, where the code said it. */
  elem?: Type | undefined;

  constructor(
    items: Value[],
    readonly isArray = false,
    kind: 'list' | 'deque' = 'list',
  ) {
    super(items, kind);
  }
}

/** A `BinaryHeap`, in no order. */
export class Heap extends Vec {
  constructor(items: Value[]) {
    super(items);
  }
}

/** A part of a vector that can be changed. */
export class View extends OwnValue {
  constructor(
    readonly of: Vec,
    readonly from: number,
    readonly to: number,
  ) {
    super();
  }

  get plain(): Value {
    return new Vec(this.of.items.slice(this.from, this.to));
  }

  override get whole(): Value {
    return this.of;
  }
}

export class RustMap extends Dict {
  key?: Type | undefined;
  value?: Type | undefined;

  constructor(
    kind: 'map' | 'set',
    /** Its order is the machine's. */
    readonly isHash: boolean,
  ) {
    super(kind);
  }
}

const CLASSES = new Map<string, Cls>();

function classNamed(name: string): Cls {
  let cls = CLASSES.get(name);
  if (!cls) {
    const file = undefined as never;
    cls = new Cls({ file, node: { start: 0, end: 0, kind: 'class', name, members: [] } }, undefined, undefined);
    CLASSES.set(name, cls);
  }
  return cls;
}

/** A struct, or a variant of an enum with its values; fields of tuples are named by their places. */
export class Data extends Obj {
  constructor(
    readonly decl: Decl,
    readonly variant: string,
    fields: Map<string, Value> = new Map(),
  ) {
    super(classNamed(variant), fields, '', true);
    this.keyed = () => keyOf(this);
  }

  get first(): Value {
    return this.fields.get('0');
  }

  override get isMissing(): boolean {
    return this.decl.isBuiltIn && (this.variant === 'None' || this.variant === 'Err');
  }
}

function keyOf(data: Data): Value {
  if (data.decl.hasOwnEquality) throw new Unknown('a key with an equality of its own');
  return `${data.decl.id} ${data.variant} ${[...data.fields.values()].map((each) => keyText(plainKey(each))).join('\u0001')}`;
}

/** What a key is compared by: not where it is kept. */
export function plainKey(value: Value): Value {
  if (value instanceof Ref) return plainKey(value.get());
  if (value instanceof Rc) return plainKey(value.cell.value);
  if (value instanceof View) return value.plain;
  return value;
}

/** A place that can be changed: `&mut`. */
export class Ref extends OwnValue {
  constructor(
    readonly get: () => Value,
    readonly set: (value: Value) => void,
  ) {
    super();
  }

  get plain(): Value {
    return this.get();
  }

  override get whole(): Value {
    const held = this.get();
    return held instanceof OwnValue ? (held.whole ?? held) : held;
  }

  override get keyText(): string {
    return keyText(this.get());
  }
}

export const refTo = (fields: Map<string, Value>, name: string): Ref =>
  new Ref(
    () => fields.get(name),
    (value) => void fields.set(name, value),
  );

export const itemRef = (items: Value[], at: number): Ref =>
  new Ref(
    () => items[at],
    (value) => {
      items[at] = value;
    },
  );

/** `Rc`, `Arc`. */
export class Rc extends OwnValue {
  constructor(readonly cell: { value: Value }) {
    super();
  }

  get plain(): Value {
    return this.cell.value;
  }

  override get keyText(): string {
    return keyText(this.cell.value);
  }
}

/** `Cell`, `RefCell`, `Mutex`, `RwLock`, `OnceCell`. */
export class CellBox extends OwnValue {
  constructor(
    readonly kind: string,
    public value: Value,
  ) {
    super();
  }

  get plain(): Value {
    return this.value;
  }
}

/** A range, which gives its values when it is gone through. */
export class Range extends OwnValue {
  constructor(
    public from: Value,
    public to: Value,
    readonly closed: boolean,
  ) {
    super();
  }

  get plain(): Value {
    return `${plainText(this.from)}${this.closed ? '..=' : '..'}${plainText(this.to)}`;
  }
}

const plainText = (value: Value): string => (value instanceof Int ? String(value.value) : value instanceof Char ? value.text : '');

/** Values one after the other. */
export class Iter extends OwnValue {
  /** @param length how many are left, where that is known */
  constructor(
    readonly next: () => Value | undefined,
    readonly back?: () => Value | undefined,
    readonly length?: () => number,
    /** The same from here on. */
    readonly copy?: () => Iter,
  ) {
    super();
  }

  /** The type of its values, where the code says it. */
  want?: Type | undefined;
  /** What it gives the values of as they are. */
  source?: Iter;
  /** What `peek` looked at. */
  peeked?: { value: Value | undefined };

  get plain(): Value {
    return undefined;
  }
}

/** A value of the library that is told apart by its type and its parts only, such as an error. */
export class Library extends OwnValue {
  constructor(
    readonly type: string,
    readonly debug: string,
    readonly display: string,
    readonly parts: readonly Value[] = [],
  ) {
    super();
  }

  get plain(): Value {
    return this.display;
  }

  override get written(): string {
    return this.debug;
  }

  override get keyText(): string {
    return `${this.type} ${this.debug}`;
  }
}

export const UNIT = new List([], 'tuple');

/** A panic. `stack`: the calls that are open, outermost first. */
export function panicked(message: string, stack: readonly { file: SyntaxFile; line: number }[]): Thrown {
  const made = new Obj(undefined, new Map<string, Value>([['message', message]]), 'panic');
  made.stack = stack.map(({ file, line }) => ({ file, line }));
  return new Thrown(made);
}

/** A value without references to it. */
export function strip(value: Value): Value {
  let at = value;
  while (at instanceof Ref) at = at.get();
  return at;
}

/** The same without what shares it. */
export function inside(value: Value): Value {
  let at = value;
  for (;;) {
    if (at instanceof Ref) at = at.get();
    else if (at instanceof Rc) at = at.cell.value;
    else return at;
  }
}

/** The elements of a vector, a part of one, a tuple. */
export function itemsIn(value: Value): Value[] {
  const of = inside(value);
  if (of instanceof List) return of.items;
  if (of instanceof View) return of.of.items.slice(of.from, of.to);
  throw new Unknown('no list');
}

export function textIn(value: Value): string {
  const of = inside(value);
  if (typeof of === 'string') return of;
  if (of instanceof Char) return of.text;
  throw new Unknown('no text');
}

export function intIn(value: Value): Int {
  const of = inside(value);
  if (of instanceof Int) return of;
  throw new Unknown('no whole number');
}

export const countIn = (value: Value): number => Number(intIn(value).value);

/** A number that is no whole one, as its value. */
export function floatIn(value: Value): number {
  const of = inside(value);
  if (typeof of === 'number') return of;
  if (of instanceof F32) return of.value;
  if (of instanceof Int && of.type === 'int') return Number(of.value);
  throw new Unknown('no number');
}

export function truthIn(value: Value): boolean {
  const of = inside(value);
  if (typeof of === 'boolean') return of;
  throw new Unknown('no truth');
}

/** A value for another holder: what is `Copy` is copied; what is not has moved. */
export function copyOf(value: Value): Value {
  if (value instanceof Data) {
    if (value.fields.size === 0 || !(value.decl.isCopy || value.decl.isBuiltIn)) return value;
    return new Data(value.decl, value.variant, new Map([...value.fields].map(([name, each]) => [name, copyOf(each)])));
  }
  if (value instanceof Vec) {
    if (!value.isArray) return value;
    const made = new Vec(value.items.map(copyOf), true);
    made.elem = value.elem;
    return made;
  }
  return value instanceof List && value.kind === 'tuple' && value.items.length > 0 ? new List(value.items.map(copyOf), 'tuple') : value;
}
