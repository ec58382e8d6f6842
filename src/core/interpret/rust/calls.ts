import type { Expr } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import { Env, Func, Native, TooDeep, Unknown, type Value } from '../values/value';
import type { CallNode, FnItem, FnNode, ImplItem, PathNode, Segment, Ty } from './code/nodes';
import { coerce, fits } from './convert';
import { callLibrary } from './libraryCalls';
import { type Decl, type Module, type Scope, type Type } from './modules';
import { bind, variantOf } from './patterns';
import { isPlace, ownPlace, placeOf } from './places';
import { callBuiltIn, wantOfReceiver, wantsOfArguments } from './builtIns';
import { Leave, runList } from './statements';
import { Char, copyOf, Data, F32, inside, Int, Rc, Ref, RustMap, strip, UNIT, Vec } from './values';
import type { Method, RustFrame, World } from './machine';

/** Calls that are open at once. */
const MOST_DEPTH = 400;

/** A function with what its generic names mean. */
export interface Target {
  readonly item: FnItem;
  readonly module: Module;
  readonly self?: Type | undefined;
  readonly impl?: ImplItem | undefined;
  readonly generics?: ReadonlyMap<string, Type | undefined>;
}

/** The type of a value, as far as it shows. */
export function typeOfValue(value: Value): Type | undefined {
  const of = inside(value);
  if (of instanceof Data)
    return { name: of.decl.name, args: of.decl.isBuiltIn ? [...of.fields.values()].map(typeOfValue) : [], decl: of.decl };
  if (of instanceof Int) return of.isOpen ? undefined : { name: of.type, args: [] };
  if (of instanceof Vec)
    return { name: of.isArray ? '[]' : 'Vec', args: [of.elem ?? (of.items.length > 0 ? typeOfValue(of.items[0]) : undefined)] };
  if (of instanceof RustMap) return undefined;
  const plain =
    typeof of === 'string'
      ? 'String'
      : typeof of === 'number'
        ? 'f64'
        : typeof of === 'boolean'
          ? 'bool'
          : of instanceof F32
            ? 'f32'
            : of instanceof Char
              ? 'char'
              : undefined;
  return plain === undefined ? undefined : { name: plain, args: [] };
}

/** Finds out what generic names mean, from a type that is written and one that it is. */
function unify(ty: Ty | undefined, type: Type | undefined, generics: Map<string, Type | undefined>): void {
  if (!ty || !type) return;
  if (ty.path.length === 1 && generics.has(ty.name)) {
    if (generics.get(ty.name) === undefined) generics.set(ty.name, type);
    return;
  }
  ty.args.forEach((each, at) => unify(each, type.args[at], generics));
}

/** Runs a function of the program. @param args its object first, if it takes one */
export function invokeItem(
  w: World,
  target: Target,
  args: readonly Value[],
  types: readonly (Type | undefined)[] = [],
  want?: Type,
): Value {
  const { item, module, self, impl } = target;
  if (!item.hasBody) throw new Unknown('a function without a body');
  const generics = new Map<string, Type | undefined>(target.generics);
  if (impl) for (const name of impl.generics.keys()) if (!generics.has(name)) generics.set(name, undefined);
  if (impl?.of && self) unify(impl.of, self, generics);
  [...item.generics.keys()].forEach((name, at) => generics.set(name, types[at]));
  const own = item.self === undefined ? args : args.slice(1);
  if (item.self !== undefined && impl?.of) unify(impl.of, typeOfValue(args[0]), generics);
  item.params.forEach(({ ty }, at) => unify(ty, typeOfValue(own[at]), generics));
  if (item.result) unify(item.result, want, generics);
  const scope: Scope = { module, generics, self, impl };
  const node = item.node;
  const inner = node.items.length > 0 ? { ...scope, module: w.blockModule(node.items, module) } : scope;
  const result = item.result && w.typeOf(item.result, scope);
  const frame: RustFrame = {
    file: module.file,
    env: new Env(undefined, true),
    self: undefined,
    owner: undefined,
    fn: node,
    scope: inner,
    result,
  };
  const bound = (): void => {
    if (item.self !== undefined) declareSelf(w, item.self, args[0], frame);
    if (own.length !== item.params.length) throw new Unknown('arguments');
    item.params.forEach(({ pat, ty }, at) => {
      const type = w.typeOf(ty, scope);
      if (!bind(w, pat, coerce(w, own[at], type), frame, type)) throw new Unknown('a pattern');
    });
  };
  return runBody(w, node, frame, bound);
}

function declareSelf(w: World, how: string, value: Value, { env }: RustFrame): void {
  const held = how === 'own' ? copyOf(strip(value)) : how === '&' ? strip(value) : value;
  env.names.set('self', held);
  w.it.history?.names(env, 'self', held);
}

/** Runs the code of a function, whose names `bound` declares. */
function runBody(w: World, node: FnNode, frame: RustFrame, bound: () => void): Value {
  const { it } = w;
  const run = (): Value => {
    bound();
    if (it.stack.length > MOST_DEPTH) throw new TooDeep('calls');
    const depth = it.stack.length;
    it.stack.push({ file: frame.file, line: lineOf(frame.file, node.start) });
    let value: Value;
    try {
      value = runList(w, node.body, frame, frame.result);
      if (value !== UNIT) it.history?.gives();
    } catch (error) {
      if (!(error instanceof Leave) || error.how !== 'return') throw error;
      value = error.value;
    }
    if (value instanceof Data && value.isMissing && value.variant === 'Err') value.stack ??= it.stack.map((each) => ({ ...each }));
    it.stack.length = depth;
    return coerce(w, value, frame.result);
  };
  return it.history ? it.history.keep(node, frame, run) : run();
}

/** A closure of the program, with the frame that it was made in. */
const closures = new WeakMap<Func, RustFrame>();

export function closureOf(node: FnNode, frame: RustFrame): Func {
  let env = frame.env;
  if (node.isMove) {
    // What is moved or copied into it is its own.
    env = new Env(frame.env);
    for (let at: Env | undefined = frame.env; at; at = at.parent)
      for (const [name, value] of at.names) if (!env.names.has(name)) env.names.set(name, copyOf(value));
  }
  const func = new Func(node, frame.file, env);
  closures.set(func, { ...frame, env });
  return func;
}

function invokeClosure(w: World, func: Func, args: readonly Value[], want?: Type): Value {
  const around = closures.get(func);
  if (!around) throw new Unknown('a function of another kind');
  const node = func.fn as FnNode;
  const result = node.ty ? w.typeOf(node.ty, around.scope) : want;
  const frame: RustFrame = { ...around, env: new Env(around.env, true), fn: node, result };
  return runBody(w, node, frame, () => {
    if (args.length !== node.pats.length) throw new Unknown('arguments');
    node.pats.forEach(({ pat, ty }, at) => {
      const type = ty && w.typeOf(ty, around.scope);
      if (!bind(w, pat, coerce(w, args[at], type), frame, type)) throw new Unknown('a pattern');
    });
  });
}

/** Calls a closure, or a function as a value. */
export function callValue(w: World, callee: Value, args: readonly Value[], want?: Type): Value {
  const of = inside(callee);
  if (of instanceof Native) {
    w.wanted = want;
    return of.call([...args], new Map());
  }
  if (of instanceof Func) return invokeClosure(w, of, args, want);
  throw new Unknown('a call of something else');
}

/** A method among several: the one whose parameters fit. */
function choose(w: World, methods: readonly Method[], args: readonly Value[], want?: Type): Method {
  if (methods.length === 1) return methods[0]!;
  const inherent = methods.filter(({ trait }) => !trait);
  if (inherent.length === 1) return inherent[0]!;
  const scopeOf = (each: Method): Scope => ({
    module: each.module,
    generics: new Map([...each.impl.generics.keys(), ...each.item.generics.keys()].map((name) => [name, undefined])),
    self: each.self,
    impl: each.impl,
  });
  const fitting = methods.filter((each) => {
    const own = each.item.self === undefined ? args : args.slice(1);
    const isSelf = each.item.self === undefined || fits(w, args[0], each.self);
    return (
      isSelf &&
      each.item.params.length === own.length &&
      each.item.params.every(({ ty }, at) => fits(w, own[at], w.typeOf(ty, scopeOf(each))))
    );
  });
  const result =
    fitting.length > 1 && want
      ? fitting.filter((each) => each.item.result && w.typeOf(each.item.result, scopeOf(each))?.name === want.name)
      : fitting;
  const [first, more] = result.length > 0 ? result : fitting;
  if (!first || more) throw new Unknown(`which ${methods[0]!.item.name}`);
  return first;
}

export function invokeMethod(
  w: World,
  methods: readonly Method[],
  args: readonly Value[],
  types: readonly (Type | undefined)[] = [],
  want?: Type,
  self?: Type,
): Value {
  const method = choose(w, methods, args, want);
  const own = method.self ?? self ?? (args.length > 0 ? typeOfValue(args[0]) : undefined);
  const more = self && method.self && self.decl === method.self.decl && self.args.length > 0 ? self : own;
  return invokeItem(w, { item: method.item, module: method.module, self: more, impl: method.impl }, args, types, want);
}

/** A call of a method of the program or the library by its name. */
export function callMethod(w: World, of: Value, name: string, args: readonly Value[], want?: Type): Value {
  const methods = w.methodsFor(of, name).filter(({ item }) => item.self !== undefined);
  if (methods.length > 0) return invokeMethod(w, methods, [of, ...args], [], want);
  return callBuiltIn(w, of, name, [...args], {
    types: [],
    want,
    place: () =>
      of instanceof Ref
        ? of
        : new Ref(
            () => of,
            () => undefined,
          ),
  });
}

export function methodCall(w: World, node: CallNode, frame: RustFrame, want?: Type): Value {
  const { callee } = node;
  if (callee.kind !== 'member') throw new Unknown('a call');
  const { name } = callee;
  const { value: given, place } = receiver(w, callee.of, frame, wantOfReceiver(name, want));
  const types = node.types.map((each) => w.typeOf(each, frame.scope));
  const methods = name === 'clone' && given instanceof Rc ? [] : w.methodsFor(given, name).filter(({ item }) => item.self !== undefined);
  if (methods.length > 0) {
    const wants = methods.length === 1 ? paramTypes(w, methods[0]!, given) : [];
    const args = node.args.map(({ value }, at) => w.valueOf(value, frame, wants[at]));
    const isChanged = methods.some(({ item }) => item.self === '&mut');
    const self = isChanged && !(given instanceof Ref) ? place() : given;
    return invokeMethod(w, methods, [self, ...args], types, want);
  }
  const field = inside(given);
  if (field instanceof Data && field.fields.has(name)) throw new Unknown('a field that is called');
  const wants = wantsOfArguments(given, name, want);
  const args = node.args.map(({ value }, at) => w.valueOf(value, frame, wants[at]));
  w.here(frame.file, node.at);
  return callBuiltIn(w, given, name, args, { types, want, place: () => (given instanceof Ref ? given : place()) });
}

/** What a method is called on, and where that is kept. */
function receiver(w: World, node: Expr, frame: RustFrame, want?: Type): { value: Value; place: () => Ref } {
  let kept: Ref | undefined;
  const find = (): Value => {
    kept = placeOf(w, node, frame).ref;
    return kept.get();
  };
  const { history } = w.it;
  const value = !isPlace(node) ? w.evaluate(node, frame, want) : history ? history.keep(node, frame, find) : find();
  const place = (): Ref => {
    if (value instanceof Rc)
      return new Ref(
        () => value.cell.value,
        (next) => void (value.cell.value = next),
      );
    return kept ?? ownPlace(value);
  };
  return { value, place };
}

function paramTypes(w: World, { item, module, self, impl }: Method, given: Value): (Type | undefined)[] {
  const generics = new Map<string, Type | undefined>([...impl.generics.keys(), ...item.generics.keys()].map((name) => [name, undefined]));
  if (impl.of) unify(impl.of, typeOfValue(given), generics);
  return item.params.map(({ ty }) => w.typeOf(ty, { module, generics, self, impl }));
}

/** A call of what a path names. */
export function pathCall(w: World, node: CallNode, callee: PathNode, frame: RustFrame, want?: Type): Value {
  const { segments } = callee;
  const evaluated = (wants: readonly (Type | undefined)[] = []): Value[] =>
    node.args.map(({ value }, at) => w.valueOf(value, frame, wants[at]));
  if (segments.length === 1 && frame.env.holder(callee.name)) {
    const func = w.evaluate(callee, frame);
    return callValue(w, func, evaluated(), want);
  }
  const made = variantOf(w, segments, frame);
  if (made) {
    const type =
      want?.decl === made.decl
        ? want
        : segments[0]!.name === 'Self' && frame.scope.self?.decl === made.decl
          ? frame.scope.self
          : { name: made.decl.name, args: [], decl: made.decl };
    return construct(w, made.decl, made.name, evaluated(node.args.map((_, at) => w.fieldType(type, made.name, String(at)))), type);
  }
  const types = segments.at(-1)!.args.map((each) => w.typeOf(each, frame.scope));
  const target = targetOf(w, callee, frame, want);
  if (target?.kind === 'fn') {
    const { item, module, self, impl } = target;
    const generics = new Map<string, Type | undefined>(
      [...(impl?.generics.keys() ?? []), ...item.generics.keys()].map((name) => [name, undefined]),
    );
    if (impl?.of && self) unify(impl.of, self, generics);
    [...item.generics.keys()].forEach((name, at) => types[at] && generics.set(name, types[at]));
    if (item.result) unify(item.result, want, generics);
    const wants = item.params.map(({ ty }) => w.typeOf(ty, { module, generics, self, impl }));
    return invokeItem(w, target, evaluated(item.self === undefined ? wants : [undefined, ...wants]), types, want);
  }
  if (target?.kind === 'methods') return invokeMethod(w, target.methods, evaluated(), types, want, target.self);
  if (target?.kind === 'trait') {
    const args = evaluated();
    if (args.length === 0) throw new Unknown('a function of a trait');
    return callMethod(w, args[0], segments.at(-1)!.name, args.slice(1), want);
  }
  const self = segments.length > 1 ? (callee.self ? w.typeOf(callee.self, frame.scope) : selfType(w, segments, frame)) : undefined;
  const path = frame.scope.module.libraryPath(segments.map(({ name }) => name));
  return callLibrary(w, path, self, { types, want, frame, node, args: evaluated });
}

/** The type that the path of a function begins with: `Vec::<u32>::new`. */
function selfType(w: World, segments: readonly Segment[], { scope }: RustFrame): Type | undefined {
  const before = segments.slice(0, -1);
  return w.typeOf({ name: before.at(-1)!.name, path: before.map(({ name }) => name), args: before.at(-1)!.args }, scope);
}

type PathTarget =
  | ({ readonly kind: 'fn' } & Target)
  | { readonly kind: 'methods'; readonly methods: readonly Method[]; readonly self: Type }
  | { readonly kind: 'trait' };

/** The function of the program that a path names. */
function targetOf(w: World, { segments, self: written }: PathNode, frame: RustFrame, want?: Type): PathTarget | undefined {
  const name = segments.at(-1)!.name;
  const found = written ? undefined : w.find(segments, frame.scope);
  if (found?.kind === 'fn') return { kind: 'fn', item: found.item, module: found.module };
  if (segments.length < 2) return undefined;
  const self = written ? w.typeOf(written, frame.scope) : selfType(w, segments, frame);
  const around = written ? undefined : w.find(segments.slice(0, -1), frame.scope, true);
  if (around?.kind === 'trait') {
    const own = want && w.methodsOf(want.decl ?? want.name, name);
    return own && own.length > 0 && own[0]!.item.self === undefined ? { kind: 'methods', methods: own, self: want } : { kind: 'trait' };
  }
  if (!self) return undefined;
  const methods = w.methodsOf(self.decl ?? self.name, name);
  const all = methods.length > 0 ? methods : w.methodsOf('*', name);
  if (all.length === 0) return undefined;
  if (all.length === 1)
    return {
      kind: 'fn',
      item: all[0]!.item,
      module: all[0]!.module,
      self: all[0]!.self && self.args.length === 0 ? { ...self, args: all[0]!.self.args } : self,
      impl: all[0]!.impl,
    };
  return { kind: 'methods', methods: all, self };
}

export function construct(w: World, decl: Decl, variant: string, values: readonly Value[], type: Type): Data {
  const fields = new Map(values.map((value, at) => [String(at), coerce(w, value, w.fieldType(type, variant, String(at)))]));
  return new Data(decl, variant, fields);
}

/** A path that stands for a function, as a value. */
export function functionValue(w: World, node: PathNode, frame: RustFrame): Value | undefined {
  const { segments } = node;
  const made = variantOf(w, segments, frame);
  if (made) return new Native((args) => construct(w, made.decl, made.name, args, { name: made.decl.name, args: [], decl: made.decl }));
  const types = segments.at(-1)!.args.map((each) => w.typeOf(each, frame.scope));
  const target = targetOf(w, node, frame);
  const native = (call: (args: Value[], want: Type | undefined) => Value): Native =>
    new Native((args) => {
      const { wanted } = w;
      w.wanted = undefined;
      return call(args, wanted);
    });
  if (target?.kind === 'fn') return native((args, want) => invokeItem(w, target, args, types, want));
  if (target?.kind === 'methods') return native((args, want) => invokeMethod(w, target.methods, args, types, want, target.self));
  const name = segments.at(-1)!.name;
  if (target?.kind === 'trait') return native(([of, ...args], want) => callMethod(w, of, name, args, want));
  if (segments.length < 2) return undefined;
  const self = selfType(w, segments, frame);
  const path = frame.scope.module.libraryPath(segments.map((each) => each.name));
  return native((args, want) => callLibrary(w, path, self, { types, want, frame, node, args: () => args }));
}
