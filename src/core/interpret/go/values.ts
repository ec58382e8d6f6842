import type { Value as AnyValue } from '../values/value';
import {
  Cls,
  Dict,
  Foreign,
  type Func,
  isNumber,
  List,
  type Native,
  Obj,
  Pointer,
  Thrown,
  keyText,
  OwnValue,
  Unknown,
} from '../values/value';
import { BOOL, type Field, FLOAT64, type GoType, INT, pointerTo, STRING } from './types';

type Value = AnyValue;

/** A number, text, truth or function of a type with a name, or of another size than `int` and `float64`. */
export class Typed extends OwnValue {
  constructor(
    readonly type: GoType,
    readonly value: bigint | number | string | boolean | Func | Native,
  ) {
    super();
  }

  get plain(): Value {
    return this.value;
  }

  override get keyText(): string {
    return `t${this.type.id}:${keyText(this.value)}`;
  }
}

/** A slice: a part of an array that others may share. Without an array it is nil. */
export class Slice extends OwnValue {
  constructor(
    readonly type: GoType,
    readonly array: List | undefined,
    readonly from: number,
    readonly length: number,
    readonly cap: number,
    /** It is nil, in an interface that is not. */
    readonly boxed = false,
  ) {
    super();
  }

  get plain(): Value {
    return this.array ? new List(this.items) : null;
  }

  override get whole(): Value | undefined {
    return this.array;
  }

  get items(): Value[] {
    return this.array ? this.array.items.slice(this.from, this.from + this.length) : [];
  }
}

export class GoArray extends List {
  constructor(
    readonly type: GoType,
    items: Value[],
  ) {
    super(items);
  }
}

export class GoMap extends Dict {
  constructor(
    public type: GoType,
    readonly isNil = false,
    /** It is nil, in an interface that is not. */
    readonly boxed = false,
  ) {
    super('map');
  }
}

const CLASSES = new WeakMap<GoType, Cls>();

/** What stands for the class of a struct. */
function classFor(type: GoType): Cls {
  let cls = CLASSES.get(type);
  if (!cls) {
    const name = type.declared?.name ?? '';
    const file = undefined as never;
    cls = new Cls({ file, node: { start: 0, end: 0, kind: 'class', name, members: [] } }, undefined, undefined);
    CLASSES.set(type, cls);
  }
  return cls;
}

/** A struct; what is kept in it stays in its place when another value is given to it. */
export class Struct extends Obj {
  constructor(
    readonly goType: GoType,
    fields: Map<string, Value>,
  ) {
    super(classFor(goType), fields, '', true);
  }
}

/** A pointer to something that is no struct. */
export class Ref extends OwnValue {
  constructor(
    /** Of what it points to. */
    readonly to: GoType | undefined,
    readonly holder: object,
    readonly key: unknown,
    readonly get: () => Value,
    readonly set: (value: Value) => void,
  ) {
    super();
  }

  get plain(): Value {
    return this.get();
  }
}

/** A pointer, function or channel that is nil. */
export class NilOf extends OwnValue {
  private static readonly known = new WeakMap<GoType, [NilOf, NilOf]>();

  private constructor(
    readonly type: GoType,
    /** It is in an interface, which is not nil itself. */
    readonly boxed: boolean,
  ) {
    super();
  }

  get plain(): Value {
    return null;
  }

  /** The one of a type. */
  static of(type: GoType, boxed = false): NilOf {
    let both = NilOf.known.get(type);
    if (!both) NilOf.known.set(type, (both = [new NilOf(type, false), new NilOf(type, true)]));
    return both[boxed ? 1 : 0];
  }
}

/** A channel with room for some values. */
export class Channel extends OwnValue {
  readonly waiting: Value[] = [];
  closed = false;

  constructor(
    readonly type: GoType,
    readonly room: number,
  ) {
    super();
  }

  get plain(): Value {
    return new List([...this.waiting]);
  }
}

export function panic(message: string, value?: Value): never {
  const fields = new Map<string, Value>([['message', message]]);
  fields.set('value', value ?? new Obj(undefined, new Map<string, Value>([['message', message]]), 'goerror'));
  throw new Thrown(new Obj(undefined, fields, 'panic'));
}

/** An error of Go's runtime, such as an index out of range. */
export function runtimeError(said: string): never {
  return panic(`runtime error: ${said}`);
}

export const nilRead = (): never => runtimeError('invalid memory address or nil pointer dereference');

/** An error of the library with a message; two are never equal. */
export function errorOf(message: string, wraps: readonly Value[] = [], kind = '*errors.errorString'): Obj {
  const made = new Obj(undefined, new Map<string, Value>([['message', message]]), 'goerror');
  if (wraps.length > 0) made.fields.set('wraps', new List([...wraps]));
  made.fields.set('kind', kind);
  return made;
}

/** A value without its type. */
export function raw(value: Value): Value {
  return value instanceof Typed ? value.value : value;
}

export function numberIn(value: Value): bigint | number {
  const plain = raw(value);
  if (isNumber(plain)) return plain;
  throw new Unknown('no number');
}

export function textIn(value: Value): string {
  const plain = raw(value);
  if (typeof plain === 'string') return plain;
  throw new Unknown('no text');
}

/** A whole number that counts something. */
export function countIn(value: Value): number {
  const plain = numberIn(value);
  if (typeof plain === 'number' && !Number.isInteger(plain)) throw new Unknown('no whole number');
  return Number(plain);
}

export function wrap(type: GoType, value: bigint): bigint {
  return type.kind === 'uint' ? BigInt.asUintN(type.shape.bits!, value) : BigInt.asIntN(type.shape.bits!, value);
}

/** A number, text or truth as one of a type: whole numbers go on from the other end. */
export function scalar(type: GoType, value: bigint | number | string | boolean): Value {
  switch (type.kind) {
    case 'int':
    case 'uint': {
      if (typeof value === 'number' && !Number.isInteger(value)) throw new Unknown('a fraction as a whole number');
      if (typeof value !== 'bigint' && typeof value !== 'number') throw new Unknown('a conversion');
      const whole = wrap(type, BigInt(value));
      return type === INT ? whole : new Typed(type, whole);
    }
    case 'float': {
      if (typeof value !== 'bigint' && typeof value !== 'number') throw new Unknown('a conversion');
      const number = type.shape.bits === 32 ? Math.fround(Number(value)) : Number(value);
      return type === FLOAT64 ? number : new Typed(type, number);
    }
    case 'string':
      if (typeof value !== 'string') throw new Unknown('a conversion');
      return type === STRING ? value : new Typed(type, value);
    case 'bool':
      if (typeof value !== 'boolean') throw new Unknown('a conversion');
      return type === BOOL ? value : new Typed(type, value);
    default:
      throw new Unknown('a conversion');
  }
}

/** The type that a value has; undefined of nil. */
export function typeOfValue(value: Value): GoType | undefined {
  if (typeof value === 'bigint') return INT;
  if (typeof value === 'number') return FLOAT64;
  if (typeof value === 'string') return STRING;
  if (typeof value === 'boolean') return BOOL;
  if (value instanceof Typed || value instanceof Slice || value instanceof GoMap || value instanceof GoArray || value instanceof NilOf)
    return value.type;
  if (value instanceof Struct) return value.goType;
  if (value instanceof Pointer) return value.to instanceof Struct ? pointerTo(value.to.goType) : undefined;
  if (value instanceof Ref) return value.to && pointerTo(value.to);
  return value instanceof Channel ? value.type : undefined;
}

/** What a variable of a type holds that is given nothing. */
export function zero(type: GoType): Value {
  switch (type.kind) {
    case 'int':
    case 'uint':
      return scalar(type, 0n);
    case 'float':
      return scalar(type, 0);
    case 'string':
      return scalar(type, '');
    case 'bool':
      return scalar(type, false);
    case 'slice':
      return new Slice(type, undefined, 0, 0, 0);
    case 'map':
      return new GoMap(type, true);
    case 'array':
      return new GoArray(
        type,
        Array.from({ length: type.shape.length! }, () => zero(type.elem)),
      );
    case 'struct':
      return new Struct(type, new Map(type.fields.map((field: Field) => [field.name, zero(field.type)])));
    case 'interface':
      return null;
    case 'pointer':
    case 'func':
    case 'chan':
      return NilOf.of(type);
    case 'foreign':
      // Nothing is known of it but that it is there.
      return new Foreign(`zero ${type.name}`);
  }
}

/** A value for another holder: structs and arrays are copied. */
export function copyOf(value: Value): Value {
  if (value instanceof Struct) {
    const made = new Struct(value.goType, new Map([...value.fields].map(([name, each]) => [name, copyOf(each)])));
    made.copyOf = value;
    return made;
  }
  return value instanceof GoArray ? new GoArray(value.type, value.items.map(copyOf)) : value;
}

/** Gives a place a value; a struct or an array in it stays the same one, with new parts. @returns what is there then */
export function putInto(before: Value, value: Value): Value {
  if (before === value) return value;
  if (before instanceof Struct && value instanceof Struct && before.goType.id === value.goType.id) {
    for (const [name, each] of value.fields) before.fields.set(name, putInto(before.fields.get(name), each));
    return before;
  }
  if (before instanceof GoArray && value instanceof GoArray && before.items.length === value.items.length) {
    value.items.forEach((each, at) => (before.items[at] = putInto(before.items[at], each)));
    return before;
  }
  return copyOf(value);
}

export function sliceWith(type: GoType, items: Value[]): Slice {
  return new Slice(type, new List(items), 0, items.length, items.length);
}

/** Several results. */
export const several = (...values: Value[]): List => new List(values, 'tuple');

/** What stands behind a pointer. */
export function behind(value: Value): Value {
  if (value instanceof Pointer) return value.to;
  if (value instanceof Ref) return value.get();
  if (value instanceof NilOf || value === null) return nilRead();
  throw new Unknown('what a pointer points to');
}

/** A pointer to a value of its own. */
export function freshPointer(value: Value): Value {
  if (value instanceof Struct) return new Pointer(value);
  const cell = { value };
  return new Ref(
    typeOfValue(value),
    cell,
    '',
    () => cell.value,
    (next) => {
      cell.value = next;
    },
  );
}
