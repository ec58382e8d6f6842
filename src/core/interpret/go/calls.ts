import type { Expr, Fn } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import { counted } from '../values/limits';
import type { Completion, Core, Frame } from '../running/machine';
import { Env, Foreign, Func, List, Native, Obj, Pointer, Thrown, Unknown, type Value } from '../values/value';
import { declareName } from './names';
import { appendTo, copyInto } from './slices';
import { coerce, convert } from './conversions';
import { callLibrary } from './library';
import { bindReceiver, boundMethod } from './methods';
import { ordered, sized } from './operators';
import { placeOf, pointerToPlace } from './places';
import { paramEntries } from './signatures';
import { type GoType, TypeReader } from './types';
import {
  Channel,
  copyOf,
  freshPointer,
  GoArray,
  GoMap,
  NilOf,
  nilRead,
  panic,
  raw,
  Ref,
  several,
  Slice,
  sliceWith,
  Struct,
  typeOfValue,
  zero,
} from './values';
import { byteCount } from '../values/bytes';
import { Package, resultsOf } from './packages';
import { packageIn, worldOf } from './world';
import { shownGo } from './formats';

type Call = Extract<Expr, { kind: 'call' }>;

const MOST_DEPTH = 300;

/** A call: of a function, a method, a built-in one, or a conversion. */
export function callGo(it: Core, node: Call, frame: Frame): Value {
  it.tick(node, frame);
  const { callee } = node;
  const world = worldOf(it);
  const bare = callee.kind === 'name' && !frame.env.holder(callee.name) ? callee.name : undefined;
  if (bare === 'make' || bare === 'new') return made(it, node, bare, frame);
  if (bare !== undefined && node.args.length === 1 && world.isType(bare, world.scopeAt(frame, node.start)))
    return convert(it.evaluate(node.args[0]!.value, frame), readType(it, node, frame, callee.start));
  const generic = callee.kind === 'index' && callee.of.kind === 'name' && !frame.env.holder(callee.of.name) ? callee.of.name : undefined;
  if (generic !== undefined && node.args.length === 1 && world.isType(generic, world.scopeAt(frame, node.start)))
    return convert(it.evaluate(node.args[0]!.value, frame), readType(it, node, frame, callee.start));
  const pkg = callee.kind === 'member' ? packageIn(it, callee.of, frame) : undefined;
  if (callee.kind === 'member' && pkg !== undefined && node.args.length === 1 && isTypeOf(it, pkg, callee.name))
    return convert(it.evaluate(node.args[0]!.value, frame), readType(it, node, frame, callee.start));
  if (callee.kind === 'member' && pkg === undefined) return methodCall(it, node, callee, frame);
  const of = it.evaluate(callee, frame);
  const { args, spread } = argumentsOf(it, node, frame);
  it.tick(node, frame);
  if (of instanceof Func) return invokeGo(it, of, args, { spread, types: explicitTypes(it, node, frame) });
  if (of instanceof Foreign && !of.name.includes('.')) return builtIn(it, of.name, args, spread);
  return callValueGo(it, of, expanded(args, spread));
}

function isTypeOf(it: Core, pkg: Package | string, name: string): boolean {
  if (pkg instanceof Package) return pkg.types.has(name);
  return worldOf(it).libraryType(`${pkg.replace(/^.*\//, '')}.${name}`).kind !== 'foreign';
}

function readType(it: Core, node: Call, frame: Frame, from: number): GoType {
  return new TypeReader(frame.file.text, from, worldOf(it).scopeAt(frame, node.start)).type();
}

/** The types that stand behind the name of a generic function. */
function explicitTypes(it: Core, { callee }: Call, frame: Frame): GoType[] {
  const { text } = frame.file;
  const from = callee.kind === 'index' ? callee.of.end : callee.end;
  if (text[from] !== '[') return [];
  const scope = worldOf(it).scopeAt(frame, callee.start);
  // An element that is a function.
  if (callee.kind === 'index' && !callee.keys.every((key) => key.kind === 'name' && scope.world.isType(key.name, scope))) return [];
  const reader = new TypeReader(text, from + 1, scope);
  const types: GoType[] = [];
  do types.push(reader.type());
  while (text[reader.at] === ',' && (reader.at += 1));
  return types;
}

/** A call of a value with the values of its arguments. */
export function callValueGo(it: Core, callee: Value, args: Value[]): Value {
  const of = raw(callee);
  if (of instanceof Native) return of.call(args, new Map());
  if (of instanceof Func) return invokeGo(it, of, args);
  if (of instanceof Foreign) return of.name.includes('.') ? callLibrary(it, of.name, args) : builtIn(it, of.name, args, false);
  if (of instanceof NilOf || of === null) return nilRead();
  throw new Unknown('a call of something else');
}

function methodCall(it: Core, node: Call, callee: Extract<Expr, { kind: 'member' }>, frame: Frame): Value {
  const ofType = methodOfType(it, callee.of, callee.name, frame);
  if (ofType) return ofType.call(argumentsOf(it, node, frame).args, new Map());
  const of = it.evaluate(callee.of, frame);
  const { args, spread } = argumentsOf(it, node, frame);
  it.tick(node, frame);
  return callMethodGo(it, of, callee.name, { values: args, spread }, () => pointerToPlace(placeOf(it, callee.of, frame)));
}

/** Calls a method of a value. @param pointer gives the pointer that a method of pointers is called on */
export function callMethodGo(
  it: Core,
  of: Value,
  name: string,
  { values, spread }: { values: Value[]; spread: boolean },
  pointer: () => Value = () => freshPointer(of),
): Value {
  const method = boundMethod(it, of, name, pointer);
  if (method) return method(spread ? withSpread(values) : values);
  const held = of instanceof Pointer ? of.to : of;
  const field = held instanceof Struct ? fieldOf(held, name) : of instanceof Obj ? of.fields.get(name) : undefined;
  if (field !== undefined) {
    const fn = raw(field);
    return fn instanceof Func ? invokeGo(it, fn, values, { spread }) : callValueGo(it, field, expanded(values, spread));
  }
  if (of === null || of instanceof NilOf) return nilRead();
  throw new Unknown(`the method ${typeOfValue(held)?.name ?? (held instanceof Obj ? held.type : '')}.${name}`);
}

function fieldOf(of: Struct, name: string): Value | undefined {
  if (of.fields.has(name)) return of.fields.get(name);
  for (const { embedded, name: inner } of of.goType.fields) {
    const held = embedded ? of.fields.get(inner) : undefined;
    const struct = held instanceof Pointer ? held.to : held;
    const found = struct instanceof Struct ? fieldOf(struct, name) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Marks the last argument as one whose elements are the rest. */
const SPREAD = new WeakSet<Value[]>();

function withSpread(args: Value[]): Value[] {
  SPREAD.add(args);
  return args;
}

function expanded(args: Value[], spread: boolean): Value[] {
  if (!spread) return args;
  const last = args.at(-1);
  return [...args.slice(0, -1), ...(last instanceof Slice ? last.items : [])];
}

function argumentsOf(it: Core, { args }: Call, frame: Frame): { args: Value[]; spread: boolean } {
  const values: Value[] = [];
  let spread = false;
  for (const { value } of args) {
    if (value.kind === 'same' && value.how === 'spread') {
      spread = true;
      const given = it.evaluate(value.of, frame);
      values.push(
        typeof raw(given) === 'string'
          ? convert(given, new TypeReader('[]byte', 0, worldOf(it).scopeAt(frame, value.start)).type())
          : given,
      );
    } else values.push(it.evaluate(value, frame));
  }
  const [only] = values;
  return { args: values.length === 1 && only instanceof List && only.kind === 'tuple' ? only.items : values, spread };
}

interface Given {
  readonly spread?: boolean;
  readonly types?: readonly GoType[];
}

/** Runs a function of the program. */
export function invokeGo(it: Core, func: Func, args: Value[], given: Given = {}): Value {
  const { fn, file } = func;
  const env = new Env(func.env, true);
  const frame: Frame = { file, env, self: func.self, owner: undefined, fn, deferred: [] };
  const call = (): Value => {
    bindParameters(it, func, args, frame, { ...given, spread: given.spread ?? SPREAD.has(args) });
    if (it.stack.length > MOST_DEPTH) throw new Unknown('too deep');
    const depth = it.stack.length;
    it.stack.push({ file, line: lineOf(file, fn.start) });
    const value = withDeferred(it, frame, depth, () => it.runAll(fn.body, frame));
    it.stack.length = depth;
    return value;
  };
  return it.history ? it.history.keep(fn, frame, call) : call();
}

function bindParameters(it: Core, func: Func, args: Value[], frame: Frame, given: Given): void {
  const { fn } = func;
  const { env } = frame;
  const world = worldOf(it);
  const params = [...fn.params];
  if (params[0]?.implicit) {
    const own = params.shift()!;
    bindReceiver(func, (name, type) => world.bindType(env, name, type));
    declareName(it, env, own.name || '_', func.self);
  }
  bindTypes(it, fn, args, frame, given.types ?? []);
  const rest = [...args];
  for (const param of params) {
    const type = param.type === undefined ? undefined : world.typeAt(param.type.replace(/^\.\.\./, ''), frame, param.start);
    if (param.rest) {
      const slice = new TypeReader(`[]${param.type!.replace(/^\.\.\./, '')}`, 0, world.scopeAt(frame, param.start)).type();
      const [first] = rest;
      const values = rest.splice(0);
      if (given.spread)
        declareName(
          it,
          env,
          param.name,
          first instanceof Slice ? new Slice(slice, first.array, first.from, first.length, first.cap) : zero(slice),
          slice,
        );
      else
        declareName(
          it,
          env,
          param.name,
          values.length === 0
            ? zero(slice)
            : sliceWith(
                slice,
                values.map((each) => copyOf(coerce(each, type!))),
              ),
          slice,
        );
      continue;
    }
    if (rest.length === 0) throw new Unknown('a missing argument');
    const value = copyOf(rest.shift());
    declareName(it, env, param.name === '' ? '_' : param.name, type ? coerce(value, type) : value, type);
  }
  if (rest.length > 0) throw new Unknown('too many arguments');
  for (const { name, type } of resultsOf(fn)) {
    if (name === '') continue;
    const own = world.typeAt(type, frame, fn.start + 1);
    declareName(it, env, name, zero(own), own);
  }
}

/** The types that stand for the parameters of a generic function. */
function bindTypes(it: Core, fn: Fn, args: readonly Value[], { env, file }: Frame, explicit: readonly GoType[]): void {
  const world = worldOf(it);
  const head = file.text.slice(fn.start, fn.start + 300);
  const from = /^func\s+\w+\[/.exec(head)?.[0].length;
  if (from === undefined) return;
  let depth = 1;
  let to = from;
  for (; depth > 0 && to < head.length; to += 1) depth += head[to] === '[' ? 1 : head[to] === ']' ? -1 : 0;
  const names = paramEntries(head.slice(from, to - 1)).map(({ name }) => name);
  const found = new Map<string, GoType>();
  names.forEach((name, at) => explicit[at] && found.set(name, explicit[at]));
  const params = fn.params.filter(({ implicit }) => !implicit);
  args.forEach((value, at) => {
    const param = params[Math.min(at, params.length - 1)];
    if (param?.type !== undefined) unify(it, param.type.replace(/^\.\.\./, ''), value, names, found);
  });
  for (const [name, type] of found) world.bindType(env, name, type);
}

function unify(it: Core, written: string, value: Value, names: readonly string[], found: Map<string, GoType>): void {
  const type = typeOfValue(value);
  if (type) {
    unifyType(written.trim(), type, names, found);
    return;
  }
  const fn = value instanceof Native ? ofType(value) : raw(value);
  if (!(fn instanceof Func) || !/^func\s*\(/.test(written.trim())) return;
  const world = worldOf(it);
  const own = (text: string): GoType | undefined => {
    try {
      return new TypeReader(text, 0, { world, pkg: world.packageOf(fn.file), file: fn.file, at: fn.fn.start, env: fn.env }).type();
    } catch (error) {
      if (error instanceof Unknown) return undefined;
      throw error;
    }
  };
  const [, params = '', result = ''] = /^func\s*\(((?:[^()]|\([^()]*\))*)\)\s*([\s\S]*)$/.exec(written.trim()) ?? [];
  paramEntries(params).forEach(({ type: wanted }, at) => {
    const given = fn.fn.params[at]?.type;
    const known = given === undefined ? undefined : own(given);
    if (known) unifyType(wanted, known, names, found);
  });
  const results = resultsOf(fn.fn);
  const wanted = result.startsWith('(') ? paramEntries(result.slice(1, -1)).map((each) => each.type) : result === '' ? [] : [result];
  wanted.forEach((each, at) => {
    const known = results[at] && own(results[at].type);
    if (known) unifyType(each.trim(), known, names, found);
  });
}

/** The functions of methods that a type names, whose receiver is their first argument: `Interval.String`. */
const OF_TYPES = new WeakMap<Native, Func>();

const ofType = (of: Native): Func | undefined => OF_TYPES.get(of);

/** `Interval.String`, `(*Category).Path`: undefined where the expression is no type. */
export function methodOfType(it: Core, of: Expr, name: string, frame: Frame): Native | undefined {
  const type = typeNamed(it, of, frame);
  if (!type) return undefined;
  const made = new Native(([receiver, ...values]) => callMethodGo(it, receiver, name, { values, spread: false }));
  const own = type.kind === 'pointer' ? type.elem : type;
  const method = own.declared?.pkg?.methods.get(own.declared.name)?.get(name);
  if (method) OF_TYPES.set(made, new Func(method.fn, method.file, own.declared!.pkg!.env));
  return made;
}

function typeNamed(it: Core, node: Expr, frame: Frame): GoType | undefined {
  const world = worldOf(it);
  const scope = world.scopeAt(frame, node.start);
  const read = (): GoType => new TypeReader(frame.file.text.slice(node.start, node.end), 0, scope).type();
  if (node.kind === 'name') return !frame.env.holder(node.name) && world.isType(node.name, scope) ? read() : undefined;
  if (node.kind === 'member') {
    const pkg = packageIn(it, node.of, frame);
    return pkg !== undefined && isTypeOf(it, pkg, node.name) ? read() : undefined;
  }
  const [of] = node.kind === 'operate' && node.operator === '*' && node.operands.length === 1 ? node.operands : [];
  return of && typeNamed(it, of, frame) ? read() : undefined;
}

function unifyType(written: string, type: GoType, names: readonly string[], found: Map<string, GoType>): void {
  if (names.includes(written)) {
    if (!found.has(written)) found.set(written, type);
    return;
  }
  if (written.startsWith('[]') && type.kind === 'slice') unifyType(written.slice(2), type.elem, names, found);
  else if (written.startsWith('*') && type.kind === 'pointer') unifyType(written.slice(1), type.elem, names, found);
  else if (written.startsWith('map[') && type.kind === 'map') {
    const end = written.indexOf(']');
    unifyType(written.slice(4, end), type.key, names, found);
    unifyType(written.slice(end + 1), type.elem, names, found);
  } else {
    const args = /^\w+\[(.*)\]$/.exec(written)?.[1];
    paramEntries(args ?? '').forEach(
      ({ type: each }, at) => type.declared?.args[at] && unifyType(each, type.declared.args[at], names, found),
    );
  }
}

/** Runs a body, and then what it deferred, last first; that may end a panic. */
function withDeferred(it: Core, frame: Frame, depth: number, run: () => Completion): Value {
  const world = worldOf(it);
  let done: Completion;
  let failed: Thrown | undefined;
  try {
    done = run();
  } catch (error) {
    if (!(error instanceof Thrown) || frame.deferred!.length === 0) throw error;
    failed = error;
  }
  if (done?.kind === 'jump') throw new Unknown('a jump out of a function');
  const names = resultsOf(frame.fn!)
    .map(({ name }) => name)
    .filter((name) => name !== '');
  if (done?.kind === 'return' && done.value !== undefined && names.length > 0) {
    const values = done.value instanceof List && done.value.kind === 'tuple' && names.length > 1 ? done.value.items : [done.value];
    names.forEach((name, at) => name !== '_' && frame.env.names.set(name, values[at]));
  }
  let stack = it.stack.slice();
  while (frame.deferred!.length > 0) {
    const next = frame.deferred!.pop()!;
    const state = failed && { thrown: failed, recovered: false };
    if (state) world.panics.push(state);
    it.stack.length = depth + 1;
    try {
      next();
    } catch (error) {
      if (!(error instanceof Thrown)) throw error;
      failed = error;
      stack = it.stack.slice();
      if (state) world.panics.pop();
      continue;
    }
    if (state) world.panics.pop();
    if (state?.recovered) failed = undefined;
  }
  if (failed) {
    it.stack.splice(0, it.stack.length, ...stack);
    throw failed;
  }
  if (names.length > 0)
    return names.length === 1 ? frame.env.names.get(names[0]!) : several(...names.map((name) => frame.env.names.get(name)));
  if (done?.kind === 'return') return done.value ?? null;
  const types = resultsOf(frame.fn!).map(({ type }) => zero(world.typeAt(type, frame, frame.fn!.start + 1)));
  return types.length > 1 ? several(...types) : (types[0] ?? null);
}

/** `make(T, …)` and `new(T)`. */
function made(it: Core, node: Call, name: 'make' | 'new', frame: Frame): Value {
  const open = frame.file.text.indexOf('(', node.callee.end) + 1;
  const type = readType(it, node, frame, open);
  if (name === 'new') return freshPointer(zero(type));
  const sizes = node.args
    .filter(({ value }) => value.start > open + 1 && frame.file.text.slice(open, value.start).includes(','))
    .map(({ value }) => sized(it.evaluate(value, frame)));
  const [length = 0, cap = length] = sizes;
  counted(Math.max(length, cap));
  if (type.kind === 'map') return new GoMap(type);
  if (type.kind === 'chan') return new Channel(type, length);
  if (type.kind !== 'slice') throw new Unknown('a make');
  if (cap < length) return panic('runtime error: makeslice: cap out of range');
  return new Slice(type, new List(Array.from({ length: cap }, () => zero(type.elem))), 0, length, cap);
}

/** Functions that the language has by itself. */
function builtIn(it: Core, name: string, args: Value[], spread: boolean): Value {
  const [first, second] = args;
  switch (name) {
    case 'len':
    case 'cap': {
      const of = first instanceof Ref ? first.get() : first;
      const plain = raw(of);
      if (typeof plain === 'string') return BigInt(byteCount(plain));
      if (of instanceof Slice) return BigInt(name === 'len' ? of.length : of.cap);
      if (of instanceof GoArray) return BigInt(of.items.length);
      if (of instanceof GoMap) return BigInt(of.entries.size);
      if (of instanceof Channel) return BigInt(name === 'len' ? of.waiting.length : of.room);
      if (of === null || of instanceof NilOf) return 0n;
      throw new Unknown('the length of something else');
    }
    case 'append':
      return appendTo(first, spread ? (second instanceof Slice ? second.items : []) : args.slice(1), second);
    case 'copy':
      return copyInto(first, second);
    case 'delete':
      if (first instanceof GoMap) first.delete(coerce(second, first.type.key));
      return null;
    case 'clear':
      if (first instanceof GoMap) first.entries.clear();
      else throw new Unknown('a clear');
      return null;
    case 'min':
    case 'max': {
      const found = args.reduce((a, b) => (ordered(b, a) * (name === 'min' ? -1 : 1) > 0 ? b : a));
      const type = args.map(typeOfValue).find((each) => each && each.name !== 'int') ?? typeOfValue(found);
      return type ? coerce(found, type) : found;
    }
    case 'panic': {
      const type = typeOfValue(first);
      const said = shownGo(it, first);
      const isError = first instanceof Obj && first.type === 'goerror';
      panic(type?.declared && !isError ? `${type.name}(${said})` : said, first ?? null);
      break;
    }
    case 'recover': {
      const state = worldOf(it).panics.at(-1);
      if (!state || state.recovered) return null;
      state.recovered = true;
      return state.thrown.value instanceof Obj ? (state.thrown.value.fields.get('value') ?? null) : null;
    }
    case 'close':
      if (first instanceof Channel) first.closed = true;
      return null;
    case 'print':
    case 'println':
      return null;
  }
  throw new Unknown(`the function ${name}`);
}
