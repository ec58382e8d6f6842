import type { Expr, Span } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Core, Frame } from '../running/machine';
import type { Env, Value } from '../values/value';
import type { Borrows } from './borrows';
import type { ConstItem, FnItem, ImplItem, Item, Segment, Ty } from './code/nodes';
import type { Crates, Decl, Found, Module, Scope, Type } from './modules';
import type { Data, RustMap } from './values';

/** The call whose code runs; `result`: the type that it gives. */
export interface RustFrame extends Frame {
  readonly scope: Scope;
  readonly result?: Type | undefined;
}

/** A function of an implementation. */
export interface Method {
  readonly item: FnItem;
  readonly impl: ImplItem;
  readonly module: Module;
  readonly self: Type | undefined;
  readonly trait?: Type | undefined;
}

/** A constant of an implementation. */
export interface Constant {
  readonly item: ConstItem;
  readonly module: Module;
}

/** What the parts of the interpreter of Rust need of each other. */
export interface World {
  readonly it: Core;
  readonly crates: Crates;
  readonly borrows: Borrows;
  /** The type that the expression has which is worked out next. */
  wanted: Type | undefined;
  /** The items of a block as a module in another. */
  blockModule(items: readonly Item[], around: Module): Module;
  /** A type with what its names mean; undefined where it is open. */
  typeOf(ty: Ty, scope: Scope): Type | undefined;
  find(segments: readonly Segment[], scope: Scope, isType?: boolean): Found | undefined;
  /** What a type of the program, or of the library, has under a name. */
  methodsOf(key: Decl | string, name: string): readonly Method[];
  /** The functions that a value has under a name. */
  methodsFor(value: Value, name: string): readonly Method[];
  /** The type of a parameter, where one method of the program only has this name. */
  onlyParameter(name: string, place: number): Type | undefined;
  /** A constant of an implementation. */
  associated(key: Decl | string, name: string): Constant | undefined;
  /** The value of an expression, in its place: what is kept there is not copied. @param want its type, where the code says it */
  evaluate(node: Expr, frame: RustFrame, want?: Type): Value;
  /** The value of an expression for another holder. */
  valueOf(node: Expr, frame: RustFrame, want?: Type): Value;
  callMethod(of: Value, name: string, args: readonly Value[], want?: Type): Value;
  call(callee: Value, args: readonly Value[], want?: Type): Value;
  invoke(methods: readonly Method[], args: readonly Value[], want?: Type, self?: Type): Value;
  /** The value of a constant. */
  constant(item: ConstItem, scope: Scope): Value;
  clone(value: Value): Value;
  converted(value: Value, type: Type | undefined): Value;
  parsed(text: string, type: Type | undefined, wanted: Type | undefined): Value;
  defaultOf(type: Type | undefined): Value;
  emptyLike(value: Value): Value;
  likeBefore(before: Value, value: Value): Value;
  fromIter(iter: Value, type: Type): Value;
  dereferenced(value: Value): Value;
  operated(operator: string, a: Value, b: Value): Value;
  /** Whether two values cannot be told apart. */
  isAlike(a: Value, b: Value): boolean;
  typed(value: Value, type: Type): Value;
  /** What `Ordering` a function gave, as a number. */
  signOf(value: Value): number;
  all(value: Value): Value[];
  charIter(chars: readonly string[]): Value;
  isOutput(value: Value): boolean;
  /** The text of a file that the program reads. */
  fileText(path: string): Value;
  order(a: Value, b: Value): number;
  fieldType(type: Type, variant: string, field: string): Type | undefined;
  keepType(env: Env, name: string, type: Type): void;
  /** The type that a name was declared with. */
  keptType(env: Env, name: string): Type | undefined;
  unitVariant(decl: Decl, variant: string): Data;
  /** Values in the order in which this run goes through a hash map. */
  ordered<T>(map: RustMap, all: T[]): T[];
  /** Notes the line where the code is that would panic. */
  here(file: SyntaxFile, at: number): void;
  panic(message: string): never;
  panicAt(message: string, node: Span, { file }: { file: SyntaxFile }): never;
}
