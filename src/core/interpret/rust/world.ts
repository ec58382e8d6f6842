import type { Expr, Span } from '../../syntax/lower/ir';
import { Borrows } from './borrows';
import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Core } from '../running/machine';
import { Env, Foreign, Func, List, Obj, Unknown, type Value } from '../values/value';
import type { ConstItem, Item, Segment, Ty } from './code/nodes';
import type { Decl } from './modules';
import { Crates, type Found, Module, type Scope, type Type } from './modules';
import { callMethod, callValue, invokeMethod } from './calls';
import { equal, order } from './comparing';
import { coerce, fieldType } from './convert';
import { binary } from './expressions';
import { allOf, listIter } from './iterators';
import { adopted, isPlace } from './places';
import { clone, converted, defaultValue, dereferenced, emptyLike, fromIter, parsed } from './traits';
import type { Constant, Method, RustFrame, World } from './machine';
import { BUILT_IN, NONE, ok, OPTION, ORDERING, ORDERS } from './options';
import { Char, copyOf, Data, F32, inside, Int, Library, panicked, RustMap, Vec } from './values';

/** What a program of Rust is besides its statements: modules, types, and what they can do. */
export class RustWorld implements World {
  readonly crates: Crates;
  readonly borrows: Borrows;
  private readonly methods = new Map<Decl | string, Map<string, Method[]>>();
  private readonly constants = new Map<Decl | string, Map<string, Constant>>();
  private readonly blocks = new Map<readonly Item[], Module>();
  /** Something went through a hash map with several keys: its order is the machine's. */
  disordered = false;
  /** The type that the expression has which is worked out next. */
  wanted: Type | undefined;
  private readonly kept = new WeakMap<Env, Map<string, Type>>();
  private readonly variantValues = new Map<string, Data>();

  constructor(
    readonly it: Core,
    /** Hash maps are gone through from their end. */
    readonly reversed: boolean,
  ) {
    this.crates = new Crates(it.program);
    this.borrows = new Borrows(it.history);
    for (const root of this.crates.roots) for (const module of root.all()) this.index(module);
  }

  private index(module: Module): void {
    for (const impl of module.items) {
      if (impl.kind !== 'impl' || !impl.of) continue;
      const scope: Scope = { module, generics: new Map([...impl.generics.keys()].map((name) => [name, undefined])) };
      const isBlanket = impl.of.path.length === 1 && impl.generics.has(impl.of.name);
      const self = isBlanket ? undefined : this.typeOf(impl.of, scope);
      const key = isBlanket ? '*' : (self?.decl ?? (self?.name === 'dyn' ? (impl.of.args[0]?.name ?? 'dyn') : self?.name));
      if (key === undefined) continue;
      const trait = impl.trait && this.typeOf(impl.trait, { ...scope, self });
      if (impl.trait?.name === 'Drop') throw new Unknown('what is dropped');
      if (self?.decl && /^(?:PartialEq|Hash)$/.test(impl.trait?.name ?? '')) self.decl.hasOwnEquality = true;
      if (self?.decl && impl.trait?.name === 'Copy') self.decl.isCopy = true;
      const known = this.methods.get(key) ?? new Map<string, Method[]>();
      this.methods.set(key, known);
      const constants = this.constants.get(key) ?? new Map<string, Constant>();
      this.constants.set(key, constants);
      const add = (item: Item, from: Module): void => {
        if (item.kind === 'const' && item.value) constants.set(item.name, { item, module: from });
        if (item.kind !== 'fn') return;
        known.set(item.name, [...(known.get(item.name) ?? []), { item, impl, module: from, self, trait }]);
      };
      for (const item of impl.items) add(item, module);
      const found = impl.trait && module.find(impl.trait.path, true);
      if (found?.kind !== 'trait') continue;
      for (const item of found.item.items)
        if ((item.kind === 'const' || (item.kind === 'fn' && item.hasBody)) && !impl.items.some((each) => each.name === item.name))
          add(item, found.module);
    }
  }

  /** The items of a block as a module in another. */
  blockModule(items: readonly Item[], around: Module): Module {
    let module = this.blocks.get(items);
    if (!module) {
      module = new Module(this.crates, around.file, items, around, true);
      this.blocks.set(items, module);
      this.index(module);
    }
    return module;
  }

  /** A type with what its names mean; undefined where it is open. */
  typeOf(ty: Ty, scope: Scope): Type | undefined {
    const args = (): (Type | undefined)[] => ty.args.map((each) => this.typeOf(each, scope));
    const ref = ty.ref && { ref: ty.ref };
    if (/^(?:\(\)|\[\])$/.test(ty.name)) return { name: ty.name, args: args(), ...ref, ...(ty.length && { length: ty.length }) };
    if (ty.name === 'fn') return { name: 'fn', args: args(), result: ty.result && this.typeOf(ty.result, scope), ...ref };
    if (/^(?:dyn|impl)$/.test(ty.name)) return { name: ty.name, args: [], bounds: ty.args, ...ref };
    if (ty.path.length === 0 || ty.name === '_' || ty.name === '!') return undefined;
    const [first] = ty.path;
    if (ty.path.length === 1) {
      if (scope.generics.has(first!)) return scope.generics.get(first!);
      if (first === 'Self') return scope.self;
    } else if (first === 'Self' || scope.generics.has(first!)) {
      const alias = scope.impl?.items.find((item) => item.kind === 'type' && item.name === ty.name);
      return alias?.kind === 'type' && alias.ty ? this.typeOf(alias.ty, scope) : undefined;
    }
    const found = scope.module.find(ty.path, true);
    if (found?.kind === 'type') return { name: found.decl.name, args: args(), decl: found.decl, ...ref };
    if (found?.kind === 'alias') {
      const given = args();
      const generics = new Map([...found.generics.keys()].map((name, at) => [name, given[at]]));
      const behind = this.typeOf(found.ty, { module: found.module, generics });
      return behind && { ...behind, ...ref };
    }
    const name = scope.module.libraryPath(ty.path).at(-1)!;
    const decl = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
    return { name, args: args(), ...(decl && { decl }), ...ref };
  }

  find(segments: readonly Segment[], scope: Scope, isType = false): Found | undefined {
    return scope.module.find(
      segments.map(({ name }) => name),
      isType,
    );
  }

  /** What a type of the program, or of the library, has under a name. */
  methodsOf(key: Decl | string, name: string): readonly Method[] {
    return this.methods.get(key)?.get(name) ?? [];
  }

  /** The functions that a value has under a name. */
  methodsFor(value: Value, name: string): readonly Method[] {
    const own = keysOf(value).flatMap((key) => this.methodsOf(key, name));
    return own.length > 0 ? own : this.methodsOf('*', name);
  }

  /** The type of a parameter, where one method of the program only has this name. */
  onlyParameter(name: string, place: number): Type | undefined {
    const all = new Set([...this.methods.values()].flatMap((known) => known.get(name) ?? []));
    const [method, more] = all;
    const param = more ? undefined : method?.item.params[place];
    if (!param) return undefined;
    const generics = new Map([...method!.impl.generics.keys(), ...method!.item.generics.keys()].map((each) => [each, undefined]));
    return this.typeOf(param.ty, { module: method!.module, generics, self: method!.self, impl: method!.impl });
  }

  /** A constant of an implementation. */
  associated(key: Decl | string, name: string): Constant | undefined {
    return this.constants.get(key)?.get(name);
  }

  /** The value of an expression, in its place: what is kept there is not copied. @param want its type, where the code says it */
  evaluate(node: Expr, frame: RustFrame, want?: Type): Value {
    this.wanted = want;
    return this.it.evaluate(node, frame);
  }

  /** The value of an expression for another holder. */
  valueOf(node: Expr, frame: RustFrame, want?: Type): Value {
    const value = this.evaluate(node, frame, want);
    return isPlace(node) ? copyOf(value) : value;
  }

  callMethod(of: Value, name: string, args: readonly Value[], want?: Type): Value {
    return callMethod(this, of, name, args, want);
  }

  call(callee: Value, args: readonly Value[], want?: Type): Value {
    return callValue(this, callee, args, want);
  }

  invoke(methods: readonly Method[], args: readonly Value[], want?: Type, self?: Type): Value {
    return invokeMethod(this, methods, args, [], want, self);
  }

  /** The value of a constant. */
  constant(item: ConstItem, scope: Scope): Value {
    const { constants, file } = scope.module;
    const known = constants.get(item);
    if (known !== undefined) return known;
    if (!item.value) throw new Unknown('a constant');
    const frame: RustFrame = { file, env: new Env(undefined, true), self: undefined, owner: undefined, fn: undefined, scope };
    const type = this.typeOf(item.ty, scope);
    const value = coerce(this, this.valueOf(item.value, frame, type), type);
    constants.set(item, value);
    return value;
  }

  clone(value: Value): Value {
    return clone(this, value);
  }

  converted(value: Value, type: Type | undefined): Value {
    return converted(this, value, type);
  }

  parsed(text: string, type: Type | undefined, wanted: Type | undefined): Value {
    return parsed(this, text, type, wanted);
  }

  defaultOf(type: Type | undefined): Value {
    return defaultValue(this, type);
  }

  emptyLike(value: Value): Value {
    return emptyLike(this, value);
  }

  likeBefore(before: Value, value: Value): Value {
    return adopted(before, value);
  }

  fromIter(iter: Value, type: Type): Value {
    return fromIter(this, iter, type);
  }

  dereferenced(value: Value): Value {
    return dereferenced(this, value);
  }

  operated(operator: string, a: Value, b: Value): Value {
    return binary(this, operator, a, b);
  }

  /** Whether two values cannot be told apart. */
  isAlike(a: Value, b: Value): boolean {
    try {
      return equal(this, a, b);
    } catch (error) {
      if (error instanceof Unknown) return false;
      throw error;
    }
  }

  typed(value: Value, type: Type): Value {
    return coerce(this, value, type);
  }

  /** What `Ordering` a function gave, as a number. */
  signOf(value: Value): number {
    const of = inside(value);
    if (of instanceof Data && of.decl === ORDERING) return ['Less', 'Equal', 'Greater'].indexOf(of.variant) - 1;
    throw new Unknown('an order');
  }

  all(value: Value): Value[] {
    return allOf(this, value);
  }

  charIter(chars: readonly string[]): Value {
    return listIter(chars.map((each) => new Char(each)));
  }

  isOutput(value: Value): boolean {
    return value instanceof Foreign && /^std(?:out|err)$/.test(value.name);
  }

  /** The text of a file that the program reads. */
  fileText(path: string): Value {
    const text = this.it.texts.get(path.replace(/^\.\//, ''));
    if (text === undefined) throw new Unknown('a file');
    return ok(text);
  }

  order(a: Value, b: Value): number {
    return order(this, a, b);
  }

  fieldType(type: Type, variant: string, field: string): Type | undefined {
    return fieldType(this, type, variant, field);
  }

  keepType(env: Env, name: string, type: Type): void {
    const known = this.kept.get(env) ?? new Map<string, Type>();
    this.kept.set(env, known.set(name, type));
  }

  /** The type that a name was declared with. */
  keptType(env: Env, name: string): Type | undefined {
    return this.kept.get(env)?.get(name);
  }

  unitVariant(decl: Decl, variant: string): Data {
    if (decl === OPTION) return NONE;
    if (decl === ORDERING) return ORDERS[['Less', 'Equal', 'Greater'].indexOf(variant)]!;
    const key = `${decl.id} ${variant}`;
    let found = this.variantValues.get(key);
    if (!found) this.variantValues.set(key, (found = new Data(decl, variant)));
    return found;
  }

  /** Values in the order in which this run goes through a hash map. */
  ordered<T>(map: RustMap, all: T[]): T[] {
    if (!map.isHash || all.length < 2) return all;
    this.disordered = true;
    return this.reversed ? all.toReversed() : all;
  }

  /** Notes the line where the code is that would panic. */
  here(file: SyntaxFile, at: number): void {
    const top = this.it.stack.at(-1);
    if (top?.file === file) top.line = lineOf(file, at);
  }

  panic(message: string): never {
    throw panicked(message, this.it.stack);
  }

  panicAt(message: string, node: Span, { file }: { file: SyntaxFile }): never {
    this.here(file, node.start);
    return this.panic(message);
  }
}

/** What the methods of a value are found under. */
export function keysOf(value: Value): readonly (Decl | string)[] {
  const of = inside(value);
  if (of instanceof Data) return [of.decl];
  if (of instanceof Int)
    return of.isOpen ? ['i32', 'u32', 'i64', 'u64', 'usize', 'u8', 'isize', 'u16', 'i16', 'i8', 'u128', 'i128'] : [of.type];
  if (typeof of === 'number') return ['f64'];
  if (typeof of === 'string') return ['String', 'str'];
  if (typeof of === 'boolean') return ['bool'];
  if (of instanceof F32) return ['f32'];
  if (of instanceof Char) return ['char'];
  if (of instanceof Vec) return of.isArray ? ['[]'] : ['Vec', '[]', 'VecDeque'];
  if (of instanceof RustMap) return of.kind === 'set' ? ['HashSet', 'BTreeSet'] : ['HashMap', 'BTreeMap'];
  if (of instanceof List) return ['()'];
  if (of instanceof Library) return [of.type];
  if (of instanceof Func) return ['fn'];
  return of instanceof Obj ? [of.type] : [];
}

const worlds = new WeakMap<Core, RustWorld>();

export function worldOf(it: Core): RustWorld {
  let world = worlds.get(it);
  if (!world) worlds.set(it, (world = new RustWorld(it, false)));
  return world;
}

/** A program whose hash maps are gone through from their end. */
export function reversedRust(it: Core): void {
  worlds.set(it, new RustWorld(it, true));
}
