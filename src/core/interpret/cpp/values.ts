import { Cls, List, Obj, OwnValue, Unknown, Dict, type Value } from '../values/value';
import type { Expr, Fn } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Env } from '../values/value';
import type { Frame } from '../running/machine';
import {
  AUTO,
  BOOL,
  CHAR,
  type ClassInfo,
  CppType,
  DOUBLE,
  type EnumInfo,
  FUNCTION,
  INT,
  LITERAL,
  NOTHING,
  pointerTo,
  SIZE,
  TEXT,
} from './types';

/** A value of one type of C++. */
export abstract class CppValue extends OwnValue {
  abstract get type(): CppType;
}

/** What a place has before it is given a value. */
class Unset extends OwnValue {
  get plain(): Value {
    return undefined;
  }
}
export const UNSET = new Unset();
/** A function that a part of the library does not have. */
export const MISSING = new Unset();

/** A place in memory: a variable, a field, or an element. References are other names of it. */
export class Cell extends OwnValue {
  /** Whether its time is over. */
  dead = false;
  isConst = false;
  private held: Value;

  constructor(
    value: Value,
    /** What it is declared as. */
    readonly type?: CppType,
  ) {
    super();
    this.value = value;
  }

  get value(): Value {
    return this.held;
  }

  set value(value: Value) {
    this.held = value;
    if (value instanceof Struct) value.at = this;
  }

  get plain(): Value {
    const { value } = this;
    return value instanceof OwnValue ? value.plain : value;
  }

  override get written(): string | undefined {
    return this.value instanceof OwnValue ? this.value.written : undefined;
  }

  override get whole(): Value | undefined {
    const { value } = this;
    return value instanceof OwnValue ? value.whole : value;
  }
}

/** A letter of a text. */
export class Letter extends Cell {
  constructor(
    private readonly of: Cell,
    private readonly place: number,
  ) {
    super(undefined, CHAR);
  }

  override get value(): Value {
    // The fields are not set yet when the place is made.
    if (this.of === undefined) return undefined;
    const text = load(this.of);
    if (typeof text !== 'string' || this.place > text.length) throw new Unknown('a letter behind a text');
    return char(this.place === text.length ? 0 : ascii(text).charCodeAt(this.place));
  }

  override set value(value: Value) {
    if (this.of === undefined) return;
    const text = load(this.of);
    if (typeof text !== 'string' || this.place >= text.length || !(value instanceof Num)) throw new Unknown('a letter behind a text');
    this.of.value = text.slice(0, this.place) + String.fromCharCode(Number(value.value)) + text.slice(this.place + 1);
  }
}

/** What `std::move` gives. */
export class Moved extends OwnValue {
  constructor(readonly from: Cell) {
    super();
  }

  get plain(): Value {
    return this.from.plain;
  }
}

/** Values in braces, whose type tells what they are. */
export class Braces extends OwnValue {
  constructor(
    readonly elements: readonly Expr[],
    readonly frame: Frame,
  ) {
    super();
  }

  get plain(): Value {
    return undefined;
  }
}

/** A whole number that is no `int`, or a `float`. */
export class Num extends CppValue {
  constructor(
    readonly type: CppType,
    readonly value: bigint | number,
  ) {
    super();
  }

  get plain(): Value {
    if (this.type.name !== 'char' || typeof this.value !== 'bigint') return this.value;
    return this.value >= 32n && this.value < 127n ? String.fromCharCode(Number(this.value)) : this.value;
  }

  override get written(): string | undefined {
    const { plain } = this;
    return typeof plain === 'string' ? `'${plain}'` : undefined;
  }
}

export class EnumValue extends CppValue {
  readonly type: CppType;

  constructor(
    readonly of: EnumInfo,
    readonly value: bigint,
  ) {
    super();
    this.type = new CppType('enum', of.name, [], undefined, of);
  }

  /** Its name, where it has one. */
  get name(): string | undefined {
    return [...this.of.values].find(([, value]) => value === this.value)?.[0];
  }

  get plain(): Value {
    return this.name ?? this.value;
  }

  override get written(): string | undefined {
    return this.name;
  }
}

/** A text that is written in the code, from some place on. */
export class Literal extends CppValue {
  readonly type = LITERAL;

  constructor(
    readonly whole_: string,
    readonly from = 0,
  ) {
    super();
  }

  get text(): string {
    return this.whole_.slice(this.from);
  }

  get plain(): Value {
    return this.text;
  }
}

const CLASSES = new WeakMap<ClassInfo, Cls>();

/** What stands for a class of the program in what is told. */
function clsOf(info: ClassInfo): Cls {
  let cls = CLASSES.get(info);
  if (!cls) {
    const node = info.decl?.node ?? ({ start: 0, end: 0, kind: 'class', name: info.name, members: [] } as const);
    cls = new Cls({ file: info.decl?.file as SyntaxFile, node }, undefined, undefined);
    CLASSES.set(info, cls);
  }
  return cls;
}

/** An object of a class; it stays in its place when another value is given to it. `fields` has places. */
export class Struct extends Obj {
  at: Cell | undefined;
  /** Fields that are other names of places which do not end with it. */
  readonly references = new Set<string>();

  constructor(
    readonly info: ClassInfo,
    fields: Map<string, Cell> = new Map(),
  ) {
    super(clsOf(info), fields, '', true);
  }

  get cells(): Map<string, Cell> {
    return this.fields as Map<string, Cell>;
  }

  get cell(): Cell {
    return this.at && !this.at.dead && this.at.value === this ? this.at : (this.at = new Cell(this));
  }
}

/** A vector, an array, a deque, a list, a stack or a queue. `items` are places. */
export class Vec extends List {
  /** Changes with each new memory: what leads into the old one is dead. */
  buffer = {};
  capacity = 0;

  constructor(
    public type: CppType,
    items: Cell[] = [],
  ) {
    super(items);
    this.capacity = items.length;
  }

  get cells(): Cell[] {
    return this.items as Cell[];
  }

  get elem(): CppType {
    return this.type.args[0] ?? AUTO;
  }
}

export interface MapEntry {
  readonly key: Cell;
  readonly value: Cell;
  dead?: true;
}

/** A map or a set. */
export class MapOf extends CppValue {
  constructor(
    readonly type: CppType,
    public entries: MapEntry[] = [],
    readonly less?: Value,
  ) {
    super();
  }

  get isSet(): boolean {
    return /set$/.test(this.type.name);
  }

  get isOrdered(): boolean {
    return !/^unordered/.test(this.type.name);
  }

  get isMulti(): boolean {
    return /multi/.test(this.type.name);
  }

  private shown: Dict | undefined;

  /** One object for each map, which is filled anew. */
  get plain(): Value {
    const dict = (this.shown ??= new Dict(this.isSet ? 'set' : 'map'));
    dict.entries.clear();
    for (const { key, value } of this.entries) dict.set(plainOf(key.value), plainOf(value.value));
    return dict;
  }

  override get whole(): Value | undefined {
    return this.plain;
  }
}

/** A value without what only C++ knows of it. */
export function plainOf(value: Value): Value {
  if (value instanceof OwnValue) {
    const { plain } = value;
    return plain instanceof OwnValue ? plainOf(plain) : plain;
  }
  return value;
}

/** A pair or a tuple. */
export class Tuple extends CppValue {
  private shown: List | undefined;

  constructor(
    readonly type: CppType,
    readonly cells: Cell[],
  ) {
    super();
  }

  get plain(): Value {
    return (this.shown ??= new List(this.cells, 'tuple'));
  }
}

/** A pointer, an iterator of an array, or what is nothing. */
export class Ptr extends CppValue {
  constructor(
    /** Of what it points to, as the code says. */
    readonly to: CppType | undefined,
    readonly cell: Cell | undefined,
    /** The array that it points into. */
    readonly within?: { readonly vec: Vec; readonly at: number },
  ) {
    super();
  }

  get type(): CppType {
    return this.to ? pointerTo(this.to) : NOTHING;
  }

  get plain(): Value {
    return this.cell ? this.cell.plain : this.within ? undefined : null;
  }
}

/** `unique_ptr`, `shared_ptr`, `weak_ptr`. */
export class Smart extends CppValue {
  constructor(
    readonly type: CppType,
    readonly held: Held | undefined,
  ) {
    super();
  }

  get plain(): Value {
    return this.held ? this.held.cell.plain : null;
  }
}

/** What smart pointers share. */
export interface Held {
  readonly cell: Cell;
}

export class Optional extends CppValue {
  constructor(
    readonly type: CppType,
    readonly held: Cell | undefined,
  ) {
    super();
  }

  get plain(): Value {
    return this.held ? this.held.plain : null;
  }

  override get written(): string | undefined {
    return this.held ? undefined : 'std::nullopt';
  }
}

export class Variant extends CppValue {
  constructor(
    readonly type: CppType,
    readonly index: number,
    readonly held: Cell,
  ) {
    super();
  }

  get plain(): Value {
    return this.held.plain;
  }
}

/** A place in a collection. */
export class Iter extends CppValue {
  readonly type = AUTO;

  constructor(
    readonly of: Vec | MapOf | Cell,
    /** Place in a vector or a text, when it was made. */
    private readonly first: number,
    /** Of a map; absent at its end. */
    readonly entry?: MapEntry,
    readonly buffer?: object,
    readonly isReverse = false,
  ) {
    super();
    if (of instanceof Vec && of.type.name === 'list') this.node = of.cells[first];
  }

  /** An element of a list stays the same wherever others come and go. */
  private readonly node: Cell | undefined;

  get at(): number {
    if (!(this.of instanceof Vec) || this.of.type.name !== 'list') return this.first;
    if (!this.node) return this.first < 0 ? -1 : this.of.cells.length;
    const at = this.of.cells.indexOf(this.node);
    if (at < 0) throw new Unknown('an element that is no longer there');
    return at;
  }

  get plain(): Value {
    return undefined;
  }
}

/** A lambda, or a function as a value. */
export class Callable extends CppValue {
  readonly type = FUNCTION;

  constructor(
    readonly call: (args: Value[]) => Value,
    readonly fn?: Fn,
    readonly env?: Env,
  ) {
    super();
  }

  get plain(): Value {
    return undefined;
  }
}

export function typeOf(value: Value): CppType {
  if (typeof value === 'bigint') return INT;
  if (typeof value === 'number') return DOUBLE;
  if (typeof value === 'boolean') return BOOL;
  if (typeof value === 'string') return TEXT;
  if (value instanceof Cell) return value.value === UNSET && value.type ? value.type : typeOf(value.value);
  if (value instanceof Moved) return typeOf(value.from.value);
  if (value instanceof Struct) return value.info.type;
  if (value instanceof Vec) return value.type;
  if (value instanceof CppValue) return value.type;
  throw new Unknown('the type of a value');
}

/** A whole number of a type that it fits. */
export function whole(type: CppType, value: bigint): Value {
  return type.name === 'int' ? value : new Num(type, value);
}

export const size = (value: number): Value => new Num(SIZE, BigInt(value));
export const char = (code: number): Value => new Num(CHAR, BigInt(code > 127 ? code - 256 : code));

/** Reads what a place has. @throws {Unknown} where that is undefined behaviour */
export function load(value: Value): Value {
  const cell = value instanceof Moved ? value.from : value;
  if (!(cell instanceof Cell)) return value;
  if (cell.dead) throw new Unknown('a place whose time is over');
  if (cell.value === UNSET) throw new Unknown('a value that was not set');
  return cell.value;
}

/** What a place has, for what is told. */
export function peek(value: Value): Value {
  const cell = value instanceof Moved ? value.from : value;
  return cell instanceof Cell ? (cell.value === UNSET ? undefined : cell.value) : value;
}

/** Ends the time of a place and of what is in it. */
export function kill(cell: Cell): void {
  if (cell.dead) return;
  cell.dead = true;
  const { value } = cell;
  if (value instanceof Struct) for (const [name, each] of value.cells) if (!value.references.has(name)) kill(each);
}

/** The text of a number of letters. @throws {Unknown} of a text with letters of several bytes */
export function ascii(text: string): string {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) throw new Unknown('letters of several bytes');
  return text;
}
