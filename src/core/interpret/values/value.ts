import type { ClassAt } from '../../flow/program';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Fn } from '../../syntax/lower/ir';

/** Something that the interpreter does not know: nothing is said of the program then. */
export class Unknown extends Error {}

/** More calls are open at once than are followed: without an end, or not. */
export class TooDeep extends Unknown {}

/** An error that the program throws. */
export class Thrown extends Error {
  constructor(readonly value: Value) {
    super('thrown');
  }
}

/** Whole numbers are `bigint` where a language tells them from others; `undefined` is JavaScript's. */
export type Value =
  | bigint
  | number
  | string
  | boolean
  | null
  | undefined
  | List
  | Dict
  | Obj
  | Cls
  | Func
  | Native
  | Foreign
  | Pattern
  | Sym
  | Promised
  | Moment
  | Decimal
  | Stream
  | Pointer
  | Iterating
  | Hosted
  | OwnValue;

/** Where values are copied for each holder: what one is a copy of. */
abstract class Copied {
  /** C#: the type of its elements, or of its values, as it is written. */
  elementType?: string;
  copyOf?: List | Dict | Obj;
}

export class List extends Copied {
  /** Of a part of a slice of Go: the whole, and where the part begins in it. */
  base?: List;
  from?: number;
  /** Parts of it. */
  views?: List[];
  /** What JavaScript keeps beside the elements: the place and the groups of a match. */
  fields?: Map<string, Value>;
  isFrozen?: true;
  /** Of the keys, values or entries of a map: the map. */
  map?: Dict;
  /** It cannot be changed; `size`: its elements can. */
  fixed?: 'size' | 'all';
  /** Elements that it holds at most: those at the other end go. */
  most?: number;

  constructor(
    public items: Value[],
    readonly kind: 'list' | 'tuple' | 'stack' | 'deque' = 'list',
  ) {
    super();
  }
}

/** A map or a set, in the order of its insertions. */
export class Dict extends Copied {
  readonly entries = new Map<string, [key: Value, value: Value]>();
  /** Gives and keeps the value of a missing key. */
  fallback?: ((key: Value) => Value) | undefined;
  /** Whether what {@link fallback} gives is kept. */
  keeps = true;
  /** A missing key gives it, and is not kept. */
  otherwise?: Value;
  /** Its keys are in this order, and two between which there is none are the same. */
  sorted?: (a: Value, b: Value) => number;
  /** It cannot be changed. */
  fixed?: true;
  /** Its keys are in the order in which they were last asked for. */
  byAccess?: true;
  /** Of the keys of a map: the map. */
  map?: Dict;
  /** Places of a hash table of Java, which its keys are in the order of. */
  places?: number;
  /** Keys that were put first in their place, by how many came before. */
  private firsts?: Map<string, number>;
  /** Two keys are the same where they are one value, and not where they have the same parts: JavaScript. */
  byIdentity?: true;

  constructor(readonly kind: 'map' | 'set' = 'map') {
    super();
  }

  private textOf(key: Value): string {
    const text = this.byIdentity ? identityText(key) : keyText(key);
    const order = this.sorted;
    if (!order || this.entries.has(text)) return text;
    return [...this.entries].find(([, [own]]) => order(own, key) === 0)?.[0] ?? text;
  }

  get(key: Value): Value | undefined {
    return this.entries.get(this.textOf(key))?.[1];
  }

  has(key: Value): boolean {
    return this.entries.has(this.textOf(key));
  }

  set(key: Value, value: Value): void {
    const text = this.textOf(key);
    const known = this.entries.get(text);
    if (known) known[1] = value;
    else this.entries.set(text, [key, value]);
    if (this.places !== undefined) while (this.entries.size > this.places * 0.75) this.places *= 2;
  }

  /** The same where Java puts a new key before those that are in its place of the table. */
  setFirst(key: Value, value: Value): void {
    const text = this.textOf(key);
    if (this.places !== undefined && !this.entries.has(text)) (this.firsts ??= new Map()).set(text, -1 - this.firsts.size);
    this.set(key, value);
  }

  delete(key: Value): boolean {
    const text = this.textOf(key);
    if (this.firsts?.has(text)) this.firsts.set(text, 0);
    return this.entries.delete(text);
  }

  pairs(): [Value, Value][] {
    const all = [...this.entries.values()];
    const order = this.sorted;
    if (order) return all.sort(([a], [b]) => order(a, b));
    return this.places === undefined ? all : inPlaces([...this.entries], this.places, this.firsts);
  }

  keys(): Value[] {
    return this.pairs().map(([key]) => key);
  }

  values(): Value[] {
    return this.pairs().map(([, value]) => value);
  }
}

let made = 0;

/** An object of a class of the program, a plain one, or an error that the program did not declare (`type`). */
export class Obj extends Copied {
  readonly id = ++made;
  /** Properties of JavaScript that functions read or set. */
  accessors?: Map<string, { get?: Value; set?: Value }>;
  /** What else JavaScript looks for a property in; null where it looks in nothing, not even in what all objects have. */
  proto?: Obj | null;
  isFrozen?: true;
  /** Properties that are not listed. */
  hidden?: Set<string>;
  /** Of an error: the calls that were open where it was made, outermost first. */
  stack?: readonly { file: SyntaxFile; line: number }[];

  constructor(
    readonly cls: Cls | undefined,
    public fields = new Map<string, Value>(),
    readonly type = '',
    /** Two with the same fields are equal. */
    readonly isData = false,
  ) {
    super();
  }

  /** The object, or the class, whose names the code of its class knows, too. */
  outer?: Value;
  /** The collection that it is by its base in a library. */
  held?: List | Dict;
  /** Of a constant of an enum. */
  constant?: { readonly name: string; readonly ordinal: number };

  /** It stands for a value that is missing. */
  get isMissing(): boolean {
    return this.type === 'optional' && (this.fields.get('value') ?? null) === null;
  }

  /** Its elements, where it is a tuple with names. */
  get parts(): Value[] | undefined {
    return this.isTuple ? [...this.fields.values()] : undefined;
  }

  isTuple?: true;
  /** What equal objects have in common as keys, where their class says it: their hash. */
  keyed?: () => Value;
}

export class Cls {
  readonly statics = new Map<string, Value>();
  /** The names around a class that stands in a function. */
  env?: Env;
  /** The object around a class that stands in an expression. */
  outer?: Value;
  /** The fields of a class that a call lists: `Struct.new(:name)`. */
  listed?: readonly string[];
  /** The constant that such a class was given to first. */
  called?: string;
  /** Classes, traits and modules that it has members of, nearest first. */
  parents: readonly Cls[];
  /** All its bases that the program does not declare. */
  foreigns: readonly string[];
  /** Ruby: methods that were made by `define_method`. */
  readonly made = new Map<string, Func>();
  /** Ruby: modules whose methods the class itself has. */
  extended: readonly Cls[] = [];
  /** Of a data class: the fields that tell its objects apart, where not all do. */
  telling?: readonly string[] | undefined;
  private known: readonly Cls[] | undefined;
  /** Of an enumeration: its members, in their order. */
  members?: Obj[];

  constructor(
    readonly at: ClassAt,
    readonly base: Cls | undefined,
    /** The name of a base that the program does not declare. */
    readonly foreign: string | undefined,
  ) {
    this.parents = base ? [base] : [];
    this.foreigns = foreign === undefined ? [] : [foreign];
  }

  /** The class itself and all that it has members of, in the order in which they are looked for. */
  get order(): readonly Cls[] {
    return (this.known ??= [this, ...merged([...this.parents.map(({ order }) => order), this.parents])]);
  }

  get name(): string {
    return this.called ?? this.at.node.name;
  }
}

/** Several orders as one: what stands before something in one of them does so in all. */
function merged(lists: readonly (readonly Cls[])[]): Cls[] {
  const left = lists.filter(({ length }) => length > 0);
  if (left.length === 0) return [];
  const next = left.map(([first]) => first!).find((each) => !left.some((list) => list.indexOf(each) > 0)) ?? left[0]![0]!;
  return [next, ...merged(left.map((list) => list.filter((each) => each !== next)))];
}

export class Env {
  readonly names = new Map<string, Value>();
  /** Elements that names of PHP refer to. */
  aliases?: Map<string, { readonly of: List | Dict; readonly place: Value }>;
  /** Names that keep their value. */
  constants?: Set<string>;
  /** The types that names are declared with. */
  types?: Map<string, string>;
  /** Names of another scope that a function of PHP refers to: `use (&$total)`. */
  references?: Map<string, Env>;

  constructor(
    readonly parent: Env | undefined,
    /** Of a function: what is assigned without a declaration belongs to it. */
    readonly ofFunction = false,
  ) {}

  holder(name: string): Env | undefined {
    return this.references?.get(name) ?? (this.names.has(name) ? this : this.parent?.holder(name));
  }
}

/** A call of a method of Ruby, for the blocks in it. */
export interface Home {
  readonly block?: Value;
}

export class Func {
  /** Properties of the function itself. */
  fields?: Map<string, Value>;
  /** Python: what its parameters are without an argument, by what the code says for them. */
  defaults?: Map<unknown, Value>;

  constructor(
    readonly fn: Fn,
    readonly file: SyntaxFile,
    readonly env: Env | undefined,
    readonly self: Value = undefined,
    readonly owner: Cls | undefined = undefined,
    /** Of a block: the call of the method that it stands in. */
    readonly home: Home | undefined = undefined,
    /** Python: the function below its decorators. */
    readonly isBare = false,
  ) {}
}

/** A value of a kind that only one language has. */
export abstract class OwnValue {
  /** What is written like it. */
  abstract get plain(): Value;

  /** As code writes it, where that is not like what is plain. */
  get written(): string | undefined {
    return undefined;
  }

  /** Goes through what it gives, where it gives several values. */
  steps?(): Iterator<Value, Value, Value>;

  /** The collection that it is a part of. */
  get whole(): Value | undefined {
    return undefined;
  }

  /** The text that stands for it as a key. @throws {Unknown} */
  get keyText(): string {
    throw new Unknown('a key of another kind');
  }
}

/** A symbol of Ruby; there is one of each name. */
export class Sym {
  private static readonly known = new Map<string, Sym>();

  private constructor(readonly name: string) {}

  static of(name: string): Sym {
    let symbol = this.known.get(name);
    if (!symbol) this.known.set(name, (symbol = new Sym(name)));
    return symbol;
  }
}

/** What points to a struct of Go. */
export class Pointer {
  constructor(readonly to: Obj) {}
}

/** A zone whose clocks are ahead of UTC by some ms. */
export interface Zone {
  readonly ahead: number;
  readonly name?: string;
}

/** A day, a time without a zone, a span, a time of a day, a month, or JavaScript's `Date`; in ms. */
export class Moment {
  constructor(
    readonly kind: 'day' | 'time' | 'span' | 'instant' | 'clock' | 'month',
    public ms: number,
    /** PHP: its methods change it. */
    readonly isChanged = false,
    /** Ruby: it is not one of the machine's place. */
    readonly isUtc = false,
    /** Python: the zone that the time is of. */
    readonly zone?: Zone,
  ) {}
}

/** A promise, a task or a coroutine. */
export class Promised {
  state: 'waits' | 'kept' | 'broken' = 'waits';
  value: Value;
  /** What makes it had to wait: others went on before it. */
  waited = false;
  /** The calls that were open where it was broken. */
  stack: readonly { file: SyntaxFile; line: number }[] = [];
  /** Something waits for it, or handles its error. */
  isHandled = false;
  /** What goes on once it is settled. */
  readonly next: (() => void)[] = [];

  /** @param start runs it when it is first awaited: a coroutine of Python */
  constructor(public start?: () => Value) {}

  settle(state: 'kept' | 'broken', value: Value): void {
    if (this.state !== 'waits') return;
    this.state = state;
    this.value = value;
    for (const each of this.next) each();
  }
}

/** What a block that is left by `break` or `return` gives to the call that it was given to, or to the method around it. */
export class Left extends Error {
  constructor(
    readonly to: unknown,
    readonly value: Value,
  ) {
    super('left');
  }
}

export class Native {
  fields?: Map<string, Value>;

  /** Arguments that it takes, where that is known. */
  takes?: number;

  constructor(readonly call: (args: Value[], named: ReadonlyMap<string, Value>, self?: Value) => Value) {}
}

/** What gives its values one after the other: a generator, or an iterator of a library. */
export class Iterating {
  /** @param isAsync each step gives a promise */
  constructor(
    readonly source: Iterator<Value, Value, Value>,
    readonly isAsync = false,
  ) {}
}

/** An object of the library of JavaScript that only calculates, and that the interpreter has from its own. */
export class Hosted {
  constructor(readonly object: object) {}
}

/** What gives values one by one: a generator, an iterator. */
export class Stream {
  state: 'new' | 'used' | 'cut' = 'new';
  /** What was made ahead, with its keys. */
  rest?: [item: Value, key: Value][];
  /** Whoever asks for its values one by one cannot tell when they were made. */
  isLocal = false;
  /** What a generator of PHP returned. */
  result: Value = null;

  /**
   * @param run gives all values, until it is told that there are enough
   * @param source what makes each value only when it is asked for
   */
  constructor(
    readonly run: (give: (item: Value, key?: Value) => boolean) => void,
    readonly source?: Iterator<Value, Value, Value>,
  ) {}

  /** What asks an iterator for each value when it is asked itself. */
  static of(source: Iterator<Value, Value, Value>): Stream {
    return new Stream((give) => {
      for (let step = source.next(undefined); !step.done && give(step.value);) step = source.next(undefined);
    }, source);
  }
}

/** A decimal number: its digits, as a whole number, and how many of them are behind the point. */
export class Decimal {
  constructor(
    readonly digits: bigint,
    readonly places: number,
    /** Java: how many are behind the point tells it from an equal number. */
    readonly isScaled = false,
  ) {}
}

/** A name that the program does not declare: `Math`, `assert.equal`. */
export class Foreign {
  constructor(readonly name: string) {}
}

export class Pattern {
  constructor(
    readonly regex: RegExp,
    /** As the program wrote it. */
    readonly written?: string,
  ) {}
}

/** The text that stands for a key: equal keys have the same. */
export function keyText(value: Value): string {
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))) return `n${value}`;
  if (typeof value === 'string') return `s${value}`;
  if (value === null || typeof value !== 'object') return `${typeof value} ${String(value)}`;
  if (value instanceof List) return `[${value.items.map((each) => JSON.stringify(keyText(each))).join()}]`;
  if (value instanceof Obj) {
    if (value.keyed) return `k${keyText(value.keyed())}`;
    if (value.parts) return keyText(new List(value.parts));
    return value.isData
      ? `o${value.cls?.name}{${[...value.fields].map(([name, each]) => `${name}:${keyText(each)}`).join()}}`
      : `#${value.id}`;
  }
  if (value instanceof Decimal) return plainKey(value);
  if (value instanceof Func || value instanceof Native) return `f${functionId(value)}`;
  if (value instanceof Dict && value.kind === 'set') return `{${value.keys().map(keyText).toSorted().join()}}`;
  if (value instanceof Foreign) return `F${value.name}`;
  if (value instanceof Cls) return `c${value.name}`;
  if (value instanceof Pointer) return `#${value.to.id}`;
  if (value instanceof OwnValue) return value.keyText;
  if (value instanceof Sym) return `y${value.name}`;
  if (value instanceof Moment && value.kind !== 'instant')
    return `m${value.kind}${value.zone ? `z${value.ms - value.zone.ahead}` : value.ms}`;
  throw new Unknown('a key of another kind');
}

const identities = new WeakMap<object, number>();

/** The text that stands for a value itself, whatever its parts are. */
function identityText(value: Value): string {
  if (value === null || typeof value !== 'object') return typeof value === 'bigint' ? `b${value}` : keyText(value);
  if (value instanceof Foreign) return `f${value.name}`;
  if (!identities.has(value)) identities.set(value, ++made);
  return `#${identities.get(value)}`;
}

/** Equal decimal and whole numbers are the same key. */
function plainKey({ digits, places, isScaled }: Decimal): string {
  if (isScaled) return `d${digits}e${places}`;
  let [left, at] = [digits, places];
  while (at > 0 && left % 10n === 0n) [left, at] = [left / 10n, at - 1];
  return at <= 0 ? `n${left * 10n ** BigInt(-at)}` : `d${left}e${at}`;
}

const functionIds = new WeakMap<object, number>();

function functionId(of: Func | Native): string {
  const idOf = (key: object): number => {
    if (!functionIds.has(key)) functionIds.set(key, (made += 1));
    return functionIds.get(key)!;
  };
  if (of instanceof Native) return String(idOf(of));
  return [idOf(of.fn), of.env ? idOf(of.env) : '', of.self instanceof Obj ? of.self.id : ''].join('#');
}

/** Entries in the order of a hash table of Java; as they are where a key has its hash from where it is kept. */
function inPlaces(
  entries: readonly [string, [Value, Value]][],
  places: number,
  firsts: ReadonlyMap<string, number> = new Map(),
): [Value, Value][] {
  const hashes = entries.map(([, [key]]) => hashOf(key));
  if (entries.length < 2 || hashes.includes(undefined)) return entries.map(([, entry]) => entry);
  const place = (hash: number): number => (hash ^ (hash >>> 16)) & (places - 1);
  return entries
    .map(([text, entry], at) => ({ entry, place: place(hashes[at]!), rank: firsts.get(text) || at }))
    .sort((a, b) => a.place - b.place || a.rank - b.rank)
    .map(({ entry }) => entry);
}

/** What `hashCode` of Java gives, in 32 bits; undefined where that is not in the value. @throws {Unknown} */
export function hashOf(value: Value): number | undefined {
  if (value === null) return 0;
  if (typeof value === 'string') {
    let hash = 0;
    for (let at = 0; at < value.length; at += 1) hash = (Math.imul(31, hash) + value.charCodeAt(at)) | 0;
    return hash;
  }
  if (typeof value === 'bigint') {
    // An `int` and a `long` below 0 differ.
    if (value < 0n || value > 0x7fff_ffff_ffff_ffffn) throw new Unknown('a hash of a number');
    return Number(BigInt.asIntN(32, value ^ (value >> 32n)));
  }
  if (typeof value === 'boolean') return value ? 1231 : 1237;
  if (typeof value === 'number') {
    const bits = new DataView(new ArrayBuffer(8));
    bits.setFloat64(0, value);
    return bits.getInt32(0) ^ bits.getInt32(4);
  }
  if (value instanceof List) return hashOfAll(value.items, 1);
  if (value instanceof Obj && value.keyed) return Number(value.keyed());
  if (value instanceof Decimal) return hashOfAll([value.digits, BigInt(value.places)], 0);
  if (value instanceof Obj && value.isData) return hashOfAll([...value.fields.values()], 0);
  return undefined;
}

/** The hash of some values in their order; undefined where one has none. */
export function hashOfAll(values: readonly Value[], start: 0 | 1): number | undefined {
  let hash: number = start;
  for (const each of values) {
    const own = hashOf(each);
    if (own === undefined) return undefined;
    hash = (Math.imul(31, hash) + own) | 0;
  }
  return hash;
}

export function isNumber(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** A list or map as its elements; a text as its characters. */
/** An entry of a map as an object. */
export function pairOf(key: Value, value: Value): Obj {
  const parts = new Map([
    ['key', key],
    ['value', value],
  ]);
  return new Obj(undefined, parts, 'entry', true);
}

export function itemsOf(value: Value, family: string): Value[] {
  if (value instanceof List) return value.items;
  if (typeof value === 'string') return [...value];
  if (value instanceof Iterating) return drained(value);
  if (value instanceof Dict) {
    if (value.kind === 'set' || family === 'python') return value.keys();
    if (family === 'csharp') return value.pairs().map(([key, each]) => pairOf(key, each));
    return value.pairs().map((pair) => new List([...pair], 'tuple'));
  }
  throw new Unknown('no list');
}

const MOST_TURNS = 20_000;

/** All values that are left of what gives them one after the other. */
function drained({ source, isAsync }: Iterating): Value[] {
  if (isAsync) throw new Unknown('values that come later');
  const items: Value[] = [];
  for (let next = source.next(); !next.done; next = source.next()) {
    items.push(next.value);
    if (items.length > MOST_TURNS) throw new Unknown('a long list');
  }
  return items;
}

/** A group of tests, and what runs before them: once, and before each. */
export interface Suite {
  readonly once: Value[];
  readonly each: Value[];
}

/** A test that a program registered. */
export interface RegisteredTest {
  title: Value;
  fn: Func;
  befores: readonly Value[];
  /** Ruby: values that a spec makes when they are asked for, by name. */
  lets?: ReadonlyMap<string, Func>;
  /** Ruby: the class that a spec is about. */
  described?: Value;
  args?: readonly Value[];
  suites?: readonly Suite[];
}

/** What runs a program, as libraries need it. */
export interface Machine {
  readonly family: string;
  /** The file that is run. */
  readonly main: SyntaxFile;
  /** The calls that are open, outermost first. */
  readonly stack: { file: SyntaxFile; line: number }[];
  /** A module of the program by its path without an ending; undefined where it has none. */
  moduleNamed(path: string): Value | undefined;
  /** The arguments that the program was probably run with. */
  given(): string[];
  /** The names of the file that is run. */
  globals(): ReadonlyMap<string, Value>;
  /** PHP: whether the program or the library has a function with a name. */
  knowsFunction(name: string): boolean;
  /** A call of a function by its name. */
  callNamed(name: string, args: Value[]): Value;
  /** Gives a constant of the program its value. */
  setGlobal(name: string, value: Value): void;
  /** PHP: what a collection of the library gives one by one; undefined for another object. */
  collectionStream(of: Obj): Stream | undefined;
  /** What it printed. */
  readonly printed: string[];
  /** What the tests of the program registered. */
  readonly tests: RegisteredTest[];
  /** The suites that are open, outermost first. */
  suites: readonly Suite[];
  /** What runs before each test that is registered next. */
  befores: Value[];
  call(callee: Value, args: Value[], named?: ReadonlyMap<string, Value>, block?: Value): Value;
  /** A call with the object that the function is called on. */
  callOn(callee: Value, self: Value, args: Value[]): Value;
  /** The same with another object as its own. */
  callWith(callee: Value, self: Value, args: Value[]): Value;
  /** Whether two values are equal, as the language asks. */
  isSame(a: Value, b: Value): boolean;
  /** The same with one value for a function that may take its parts as several parameters. */
  callEach(callee: Value, items: Value[]): Value;
  /** A method of an object of the program, if it has one. */
  methodOf(object: Value, name: RegExp): Value | undefined;
  property(of: Value, name: string): Value;
  send(of: Value, name: string, args: Value[], named?: ReadonlyMap<string, Value>): Value;
  /** What runs later, by its time in ms. */
  readonly timers: { at: number; fn: Value; args: Value[]; every?: number }[];
  /** How many of them ran. */
  timersRun: number;
  /** How often something of Python had to wait, and others would have gone on. */
  waits: number;
  /** What JavaScript does before anything else once the running code ends. */
  readonly jobs: (() => void)[];
  /** Promises that were broken while nothing handled it. */
  readonly broken: Set<Promised>;
  /** Texts of the files that a program may read, by name. */
  readonly texts: Map<string, string>;
  /** PHP: what the parameters with `&` of the function that ended last hold, by their places. */
  referred: ReadonlyMap<number, Value> | undefined;
  /** The error that a program printed last. */
  reported?: Value;
  at(of: Value, key: Value): Value;
  /** C#: what a variable of a type holds that nothing was given to. */
  emptyOf(type: string): Value;
  /** A method with a body that an interface of the program gives to a function that is its object. */
  defaultMethod(of: Value, name: string): ((args: Value[]) => Value) | undefined;
  /** Whether a value is an object of a class with this name. */
  isA(value: Value, type: string): boolean;
  /** Whether a value is of a type, which a class or a name of the language says. */
  kindOf(value: Value, type: Value): boolean;
  /** A value as the program's language writes it. @param inner within a list, or as code would write it */
  shown(value: Value, inner?: boolean): string;
}

/** The name that a key of an object is. */
export function nameOf(key: Value): string {
  if (typeof key === 'string') return key;
  if (isNumber(key)) return `${key}`;
  if (key instanceof Sym) return key.name;
  throw new Unknown('a name');
}

/** Whether two numbers are equal, of whichever kind. */
export function sameNumber(a: number | bigint, b: number | bigint): boolean {
  return typeof a === typeof b ? a === b : Number(a) === Number(b);
}

/** A range that is no list of whole numbers. */
export function rangeObject(from: Value, to: Value, open: boolean): Obj {
  return new Obj(
    undefined,
    new Map<string, Value>([
      ['from', from ?? null],
      ['to', to ?? null],
      ['open', open],
    ]),
    'range',
  );
}
