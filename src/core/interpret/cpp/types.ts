import type { Assign, Fn, Stmt } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';
import { type OwnValue, Unknown } from '../values/value';

/** `library`: a class of the standard library, with its arguments; `constant`: a number that a template is given. */
export type Kind =
  | 'int'
  | 'float'
  | 'bool'
  | 'void'
  | 'auto'
  | 'text'
  | 'class'
  | 'enum'
  | 'reference'
  | 'pointer'
  | 'array'
  | 'library'
  | 'function'
  | 'constant';

/** A type without `const`. */
export class CppType {
  constructor(
    readonly kind: Kind,
    readonly name: string,
    readonly args: readonly CppType[] = [],
    readonly cls?: ClassInfo,
    readonly listed?: EnumInfo,
  ) {}

  /** Equal types have the same. */
  get id(): string {
    if (this.kind === 'constant') return this.name;
    if (this.kind === 'pointer' && this.args.length > 0) return `${this.args[0]!.id}*`;
    if (this.kind === 'reference') return `${this.args[0]!.id}&`;
    if (this.kind === 'array') return `${this.args[0]!.id}[${this.name}]`;
    return this.args.length > 0 && this.kind !== 'class' ? `${this.name}<${this.args.map(({ id }) => id).join(', ')}>` : this.name;
  }

  /** What a pointer or a reference leads to, or a collection has. */
  get of(): CppType {
    const [first] = this.args;
    if (!first) throw new Unknown('a type without parts');
    return first;
  }

  /** What a collection has. */
  get elemId(): string | undefined {
    return this.args[0]?.id;
  }

  isLibrary(...names: readonly string[]): boolean {
    return this.kind === 'library' && names.includes(this.name);
  }
}

const basic = (kind: Kind, name: string): CppType => new CppType(kind, name);
export const INT = basic('int', 'int');
export const CHAR = basic('int', 'char');
export const LONG = basic('int', 'long');
export const SIZE = basic('int', 'unsigned long');
export const UNSIGNED = basic('int', 'unsigned int');
export const DOUBLE = basic('float', 'double');
export const FLOAT = basic('float', 'float');
export const BOOL = basic('bool', 'bool');
export const VOID = basic('void', 'void');
export const AUTO = basic('auto', 'auto');
export const TEXT = basic('text', 'std::string');
export const FUNCTION = basic('function', 'function');
export const pointerTo = (of: CppType): CppType => new CppType('pointer', '*', [of]);
export const referenceTo = (of: CppType, sign = '&'): CppType => new CppType('reference', sign, [of]);
export const library = (name: string, ...args: CppType[]): CppType => new CppType('library', name, args);
export const LITERAL = pointerTo(CHAR);
export const NOTHING = basic('pointer', 'nullptr_t');

/** Bits and sign of the whole numbers, on 64-bit Linux. */
const WIDTHS: Readonly<Record<string, readonly [bits: number, signed: boolean]>> = {
  char: [8, true],
  'signed char': [8, true],
  'unsigned char': [8, false],
  short: [16, true],
  'unsigned short': [16, false],
  int: [32, true],
  'unsigned int': [32, false],
  long: [64, true],
  'unsigned long': [64, false],
  'long long': [64, true],
  'unsigned long long': [64, false],
};
const RANKS = Object.keys(WIDTHS);

export function widthOf(type: CppType): readonly [bits: number, signed: boolean] {
  const found = WIDTHS[type.name];
  if (!found) throw new Unknown('the width of a number');
  return found;
}

/** The type in which two whole numbers are added. */
export function commonType(a: CppType, b: CppType): CppType {
  const [left, right] = [promoted(a), promoted(b)];
  if (left.name === right.name) return left;
  const [small, large] = RANKS.indexOf(left.name) < RANKS.indexOf(right.name) ? [left, right] : [right, left];
  const [[smallBits, isSmallSigned], [largeBits, isLargeSigned]] = [widthOf(small), widthOf(large)];
  if (isSmallSigned || !isLargeSigned || largeBits > smallBits) return large;
  return basic('int', `unsigned ${large.name}`);
}

export function promoted(type: CppType): CppType {
  return type.kind === 'int' && widthOf(type)[0] >= 32 ? type : INT;
}

const NAMED: Readonly<Record<string, CppType>> = {
  bool: BOOL,
  void: VOID,
  auto: AUTO,
  double: DOUBLE,
  float: FLOAT,
  string: TEXT,
  string_view: basic('text', 'std::string_view'),
  size_t: SIZE,
  size_type: SIZE,
  ssize_t: LONG,
  ptrdiff_t: LONG,
  difference_type: LONG,
  time_t: LONG,
  streamsize: LONG,
  int8_t: basic('int', 'signed char'),
  uint8_t: basic('int', 'unsigned char'),
  int16_t: basic('int', 'short'),
  uint16_t: basic('int', 'unsigned short'),
  int32_t: INT,
  uint32_t: UNSIGNED,
  int64_t: LONG,
  uint64_t: SIZE,
  intptr_t: LONG,
  uintptr_t: SIZE,
  intmax_t: LONG,
  uintmax_t: SIZE,
  nullptr_t: NOTHING,
};

/** The type of `unsigned long int`, `short`, `long double`. */
export function numberType(words: readonly string[]): CppType | undefined {
  const has = (word: string): boolean => words.includes(word);
  if (has('double')) {
    if (has('long')) throw new Unknown('long double');
    return DOUBLE;
  }
  const longs = words.filter((word) => word === 'long').length;
  const size = has('char') ? 'char' : has('short') ? 'short' : longs === 2 ? 'long long' : longs === 1 ? 'long' : 'int';
  return basic('int', has('unsigned') ? `unsigned ${size}` : has('signed') && size === 'char' ? 'signed char' : size);
}

export function basicNamed(name: string): CppType | undefined {
  return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
}

/** The id of a type without what a collection is sorted or kept by. */
export function typeKey(type: CppType | undefined): string {
  return type?.id ?? '';
}

/** A function, and where it is written. */
export interface FnAt {
  readonly fn: Fn;
  readonly file: SyntaxFile;
  /** The class that it belongs to. */
  readonly of?: ClassDecl;
  readonly params: readonly TemplateParam[];
}

export interface TemplateParam {
  readonly name: string;
  readonly isType: boolean;
  /** Of a number: its type. */
  readonly written?: string;
  readonly rest: boolean;
  readonly fallback?: string;
}

/** A class as it is written. */
export interface ClassDecl {
  readonly name: string;
  readonly file: SyntaxFile;
  readonly node: Extract<Stmt, { kind: 'class' }>;
  readonly params: readonly TemplateParam[];
  readonly bases: readonly string[];
  readonly outer: ClassDecl | undefined;
  readonly fields: FieldDecl[];
  /** Functions with a body, and those that are only declared, by name. */
  readonly methods: Map<string, FnAt[]>;
  readonly heads: Map<string, FnAt[]>;
}

export interface FieldDecl {
  readonly node: Assign;
  readonly name: string;
  readonly isStatic: boolean;
}

export interface EnumInfo {
  readonly name: string;
  readonly isClass: boolean;
  readonly outer: ClassDecl | undefined;
  readonly values: ReadonlyMap<string, bigint>;
}

/** A class with the arguments of its template. */
export class ClassInfo {
  readonly type: CppType;
  /** Places. */
  readonly statics = new Map<string, OwnValue>();

  constructor(
    readonly decl: ClassDecl | undefined,
    readonly name: string,
    readonly bases: readonly ClassInfo[],
    readonly bound: ReadonlyMap<string, CppType> = new Map(),
    args: readonly CppType[] = [],
  ) {
    const suffix = args.length > 0 ? `<${args.map(({ id }) => id).join(', ')}>` : '';
    this.type = new CppType('class', `${name}${suffix}`, args, this);
  }

  /** The class and all its bases, nearest first. */
  get order(): ClassInfo[] {
    return [this, ...this.bases.flatMap(({ order }) => order)];
  }

  isA(other: ClassInfo): boolean {
    return this.order.some((each) => each.type.id === other.type.id);
  }

  /** The functions of a name in the nearest class that has some. */
  methodsNamed(name: string): { cls: ClassInfo; all: FnAt[] } | undefined {
    for (const cls of this.order) {
      const all = cls.decl?.methods.get(name);
      if (all && all.length > 0) return { cls, all };
    }
    return undefined;
  }

  /** Whether a function is called by what the object is, and not by what the code says that it is. */
  isVirtual(name: string): boolean {
    return this.order.some(({ decl }) =>
      [...(decl?.methods.get(name) ?? []), ...(decl?.heads.get(name) ?? [])].some(
        ({ fn, file }) => fn.words.includes('virtual') || /\boverride\b|\bfinal\b/.test(headText(file, fn)),
      ),
    );
  }

  /** Whether a class of the program has a destructor of its own that does something. */
  get hasDestructor(): boolean {
    return this.order.some(({ decl }) => decl?.methods.get(`~${decl.name}`)?.some(({ fn }) => fn.body.length > 0) === true);
  }
}

/** A function's head as it is written. */
export function headText({ text }: SyntaxFile, fn: Fn): string {
  const end = fn.body.length > 0 ? fn.body[0]!.start : fn.end;
  return text.slice(fn.start, Math.min(end, fn.start + 600));
}
