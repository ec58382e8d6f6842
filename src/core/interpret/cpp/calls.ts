import type { Argument, Expr, Fn } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Core } from '../running/machine';
import { Env, TooDeep, Unknown, type Value } from '../values/value';
import { rating, typeOfMaybe } from './conversions';
import { boundReference, convert, initialValue, operand, runBody } from './core';
import { paramType } from './declared';
import { type CppFrame, markReference, type Options, setStatic, staticOf } from './frames';
import { libraryMethod } from './libraryMethods';
import { AUTO, type ClassInfo, CppType, type FnAt, headText } from './types';
import { Braces, Callable, Cell, load, Optional, peek, Ptr, Smart, Struct, typeOf } from './values';
import { cppWorld, splitTop } from './world';

/** Calls that are open at once. */
const MOST_DEPTH = 250;

export function argumentsOf(it: Core, args: readonly Argument[], frame: CppFrame): Value[] {
  return args.map(({ value }) => operand(it, value, frame));
}

/** The defaults of parameters that a function is declared with, and those that it is written with. */
function fallbackOf(it: Core, at: FnAt, place: number): { node: Expr; file: SyntaxFile } | undefined {
  const own = at.fn.params[place]?.fallback;
  if (own) return { node: own, file: at.file };
  const heads = at.of ? at.of.heads.get(nameOf(at.fn)) : cppWorld(it).heads.get(nameOf(at.fn));
  for (const head of heads ?? []) {
    const given = head.fn.params[place];
    if (head.fn.params.length === at.fn.params.length && given?.fallback && plain(given.type) === plain(at.fn.params[place]!.type))
      return { node: given.fallback, file: head.file };
  }
  return undefined;
}

const plain = (type: string | undefined): string => (type ?? '').replace(/\b\w+::/g, '').replace(/\s/g, '');

export function nameOf(fn: Fn): string {
  return fn.name.replace(/^[\s\S]*::(?=~?\w+$|operator)/, '');
}

/** Types that the names of a function's template stand for in a call; undefined where its parameters do not fit. */
function boundIn(it: Core, at: FnAt, args: readonly Value[], { cls, explicit = [], around }: Options): Map<string, CppType> | undefined {
  const bound = new Map<string, CppType>([...(around?.bound ?? []), ...(cls?.bound ?? [])]);
  const own = at.of && cls && at.of !== cls.decl ? undefined : at.params;
  const params = (own ?? at.params).filter(({ name }) => !cls?.bound.has(name));
  // Those of a class that a function is written outside of.
  if (at.of && at.params.length > 0 && cls?.decl && cls.decl.params.length === at.params.length && at.fn.name.includes('::'))
    at.params.forEach(({ name }, place) => bound.set(name, [...cls.bound.values()][place]!));
  if (params.some(({ rest }) => rest)) throw new Unknown('a template with a pack');
  const left = params.filter(({ name }) => !bound.has(name));
  left.forEach(({ name, isType, written }, place) => {
    const given = explicit[place];
    if (given) bound.set(name, isType ? given : cppWorld(it).withType(given, written, cppWorld(it).fileFrame(at.file, cls)));
  });
  const open = new Set(left.filter(({ name }) => !bound.has(name)).map(({ name }) => name));
  if (open.size === 0) return bound;
  const trial = new Map([...bound, ...[...open].map((name): [string, CppType] => [name, new CppType('auto', name)])]);
  const frame = { ...cppWorld(it).fileFrame(at.file, cls), bound: trial };
  const found = new Map<string, CppType>();
  for (const [place, param] of at.fn.params.entries()) {
    const arg = args[place];
    if (arg === undefined || arg instanceof Braces) continue;
    const type = typeOfMaybe(arg);
    if (type && !unify(paramType(it, param, frame), type, open, found)) return undefined;
  }
  for (const { name, fallback, isType, written } of left) {
    if (bound.has(name)) continue;
    const type = found.get(name) ?? (fallback === undefined ? undefined : cppWorld(it).typeIn(fallback, { ...frame, bound }));
    if (!type) return undefined;
    bound.set(name, isType ? type : cppWorld(it).withType(type, written, { ...frame, bound }));
  }
  return bound;
}

function unify(pattern: CppType, type: CppType, open: ReadonlySet<string>, found: Map<string, CppType>): boolean {
  if (pattern.kind === 'auto' && open.has(pattern.name)) {
    const known = found.get(pattern.name);
    if (known && known.id !== type.id) return false;
    found.set(pattern.name, type);
    return true;
  }
  if (pattern.kind === 'reference') return unify(pattern.of, type, open, found);
  if (!holdsOpen(pattern, open)) return true;
  if (pattern.kind === 'function') return true;
  const kinds =
    pattern.kind === type.kind &&
    (pattern.kind === 'pointer' || (pattern.kind === 'class' ? pattern.cls?.decl === type.cls?.decl : pattern.name === type.name));
  if (!kinds)
    return pattern.kind === 'class' && type.kind === 'class' && type.cls!.bases.some(({ type: base }) => unify(pattern, base, open, found));
  return pattern.args.every((each, at) => (type.args[at] ? unify(each, type.args[at], open, found) : true));
}

function holdsOpen(type: CppType, open: ReadonlySet<string>): boolean {
  return (type.kind === 'auto' && open.has(type.name)) || type.args.some((each) => holdsOpen(each, open));
}

/** Which of some functions a call means. @throws {Unknown} where that is not clear */
export function chooseFunction(it: Core, all: readonly FnAt[], args: readonly Value[], options: Options): FnAt {
  const fits = all.filter((at) => {
    const size = paramCount(at);
    return (
      args.length <= size &&
      Array.from({ length: size - args.length }, (_, place) => fallbackOf(it, at, args.length + place)).every((each) => each !== undefined)
    );
  });
  if (fits.length === 1 && all.length === 1) return fits[0]!;
  const rated = fits.flatMap((at) => {
    const cls = options.cls;
    const bound = boundIn(it, at, args, options);
    if (!bound) return [];
    const frame = { ...cppWorld(it).fileFrame(at.file, cls), bound };
    const each = args.map((arg, place) => {
      if (arg instanceof Braces) return 1;
      const param = at.fn.params[place];
      const type = param ? paramType(it, param, frame) : AUTO;
      // What moves is taken before what is only looked at, and a place is not moved.
      if (type.kind === 'reference' && type.name === '&&' && arg instanceof Cell && at.params.length === 0) return 0;
      const rate = rating(typeOf(arg), type, peek(arg));
      return type.kind === 'reference' && type.name === '&&' && rate > 0 ? rate + 0.01 : rate;
    });
    return each.every((rate) => rate > 0)
      ? [{ at, sum: each.reduce((sum, rate) => sum + rate, 0) - (at.params.length > 0 && !at.of ? 0.001 : 0) }]
      : [];
  });
  const best = Math.max(...rated.map(({ sum }) => sum));
  const found = rated.filter(({ sum }) => sum === best).map(({ at }) => at);
  if (found.length === 0) throw new Unknown('a call that fits no function');
  const bodies = new Set(found.map(({ fn, file }) => bodyText(file, fn)));
  if (found.length > 1 && bodies.size > 1) {
    const own = found.filter(({ fn, file }) => isConstMethod(file, fn) === (options.self?.isConst === true));
    if (own.length === 1 && new Set(found.map(({ fn, file }) => isConstMethod(file, fn))).size === 2) return alikeIn(own[0]!, found);
    throw new Unknown('one of several functions');
  }
  return found.find(({ fn, file }) => !isConstMethod(file, fn)) ?? found[0]!;
}

/** Whether the object is one that is not changed is known of names alone. */
function alikeIn(own: FnAt, all: readonly FnAt[]): FnAt {
  void all;
  void own;
  throw new Unknown('a function for objects that are not changed, and another one');
}

function bodyText({ text }: SyntaxFile, fn: Fn): string {
  return fn.body.length === 0 ? '' : text.slice(fn.body[0]!.start, fn.body.at(-1)!.end).replace(/\s+/g, ' ');
}

function isConstMethod(file: SyntaxFile, fn: Fn): boolean {
  return /\)\s*const\b/.test(headText(file, fn));
}

/** Parameters, those without a name among them. */
function paramCount({ fn, file }: FnAt): number {
  const head = headText(file, fn);
  const from = head.indexOf('(', Math.max(0, head.indexOf(nameOf(fn))) + (nameOf(fn) === 'operator()' ? 10 : nameOf(fn).length));
  if (from < 0) return fn.params.length;
  let depth = 0;
  let to = from;
  for (; to < head.length; to += 1) {
    if (head[to] === '(') depth += 1;
    if (head[to] === ')') depth -= 1;
    if (depth === 0) break;
  }
  const inner = head.slice(from + 1, to).trim();
  return inner === '' || inner === 'void' ? 0 : Math.max(fn.params.length, splitTop(inner).length);
}

/** Gives the parameters of a call their values, in the names of the function. */
export function bindParams(it: Core, at: FnAt, args: readonly Value[], frame: CppFrame): void {
  const all = at.fn.params;
  // Parameters without a name are the last ones, or the only ones.
  if (args.length > all.length && all.some((_, place) => place > 0)) {
    const written = paramCount(at);
    if (written < args.length) throw new Unknown('more arguments than parameters');
  }
  for (const [place, param] of all.entries()) {
    const type = paramType(it, param, frame);
    const arg = args[place];
    let cell: Cell;
    if (arg === undefined) {
      const fallback = fallbackOf(it, at, place);
      if (!fallback) throw new Unknown('a parameter without a value');
      cell = initialValue(it, type, fallback.node, { ...frame, file: fallback.file }, true);
    } else if (type.kind === 'reference') cell = boundReference(it, arg, type);
    else cell = new Cell(convert(it, arg, type), type.kind === 'auto' ? undefined : type);
    if (param.name === '') continue;
    frame.env.names.set(param.name, cell);
    if (type.kind === 'reference') markReference(frame.env, param.name);
    setStatic(frame.env, param.name, type);
    it.history?.names(frame.env, param.name, peek(cell));
  }
}

/** Calls a function of the program. @returns a place where it gives a reference */
export function callFunction(it: Core, at: FnAt, args: readonly Value[], options: Options = {}): Value {
  const { fn, file } = at;
  const bound = boundIn(it, at, args, options);
  if (!bound) throw new Unknown('a call that fits no function');
  const env = new Env(options.env ?? cppWorld(it).env(file), true);
  const frame: CppFrame = { file, env, self: options.self, owner: undefined, fn, cls: options.cls, bound };
  let gave: Value;
  const call = (): Value => {
    bindParams(it, at, args, frame);
    if (it.stack.length > MOST_DEPTH) throw new TooDeep('too deep');
    const depth = it.stack.length;
    it.stack.push({ file, line: lineOf(file, fn.start) });
    options.initial?.(frame);
    gave = runBody(it, fn, frame, resultType(it, at, frame));
    it.stack.length = depth;
    return peek(gave);
  };
  if (it.history) it.history.keep(fn, frame, call);
  else call();
  return gave;
}

/** What a function gives, as it is written. */
function resultType(it: Core, { fn, file }: FnAt, frame: CppFrame): CppType {
  const head = headText(file, fn);
  const arrow = head.lastIndexOf('->');
  if (arrow > 0 && head.lastIndexOf(')', arrow) > 0) return cppWorld(it).typeIn(head.slice(arrow + 2).split('{')[0]!, frame);
  if (fn.result === undefined) return AUTO;
  const name = file.text.indexOf(fn.name, file.text.indexOf(fn.result, fn.start) + fn.result.length);
  const from = file.text.indexOf(fn.result, fn.start);
  const written = name > 0 ? file.text.slice(from, name) : fn.result;
  return cppWorld(it).typeIn(written, frame);
}

/** A lambda, with what it takes from the names around it. */
export function lambda(it: Core, fn: Fn, frame: CppFrame): Callable {
  const { text } = frame.file;
  const captures = splitTop(/^\[([^\]]*)\]/.exec(text.slice(fn.start, fn.start + 400))?.[1] ?? '');
  const env = new Env(captures.includes('&') ? frame.env : cppWorld(it).env(frame.file), true);
  const named = captures.filter((each) => /^&?\w+$/.test(each) && each !== 'this');
  const byValue = captures.includes('=') ? namesIn(it, fn, frame) : [];
  for (const each of [...byValue, ...named]) {
    const name = each.replace('&', '');
    if (captures.includes(`&${name}`) && !each.startsWith('&')) continue;
    const holder = frame.env.holder(name);
    const cell = holder?.names.get(name);
    if (!(cell instanceof Cell)) continue;
    if (each.startsWith('&')) env.names.set(name, cell);
    else
      env.names.set(
        name,
        new Cell(
          cell.dead ? load(cell) : convert(it, cell, cell.type && cell.type.kind !== 'reference' ? cell.type : typeOf(cell)),
          cell.type,
        ),
      );
    const type = staticOf(frame.env, name);
    if (type) setStatic(env, name, type.kind === 'reference' && !each.startsWith('&') ? type.of : type);
  }
  for (const each of fn.initial ?? []) {
    if (each.target.kind !== 'name') throw new Unknown('a capture');
    env.names.set(each.target.name, initialValue(it, AUTO, each.value, frame, true));
  }
  const self =
    captures.includes('*this') && frame.self instanceof Cell ? new Cell(convert(it, frame.self, typeOf(frame.self))) : frame.self;
  const at: FnAt = { fn, file: frame.file, params: [] };
  const made: Callable = new Callable(
    (args) =>
      callFunction(it, at, args, { env, ...(self instanceof Cell && { self }), ...(frame.cls && { cls: frame.cls }), around: frame }),
    fn,
    env,
  );
  return made;
}

/** Names of variables around that the code of a lambda has. */
function namesIn(it: Core, fn: Fn, frame: CppFrame): string[] {
  void it;
  const text = frame.file.text.slice(fn.start, fn.end);
  return [...new Set(text.match(/\b[A-Za-z_]\w*/g) ?? [])].filter((name) => {
    const holder = frame.env.holder(name);
    return holder !== undefined && holder.names.get(name) instanceof Cell;
  });
}

/** Calls a method of an object of the program, or of a value of the library. @param of a place or a value */
export function callMethod(
  it: Core,
  of: Value,
  name: string,
  args: readonly Value[],
  explicit: readonly CppType[] = [],
  statically?: ClassInfo,
): Value {
  const held = load(of);
  if (held instanceof Struct) {
    const cls = statically ?? held.info;
    const found = cls.methodsNamed(name);
    if (found) {
      const at = chooseFunction(it, found.all, args, { cls: found.cls, explicit, self: held.cell });
      return callFunction(it, at, args, { cls: found.cls, self: held.cell, explicit });
    }
    const field = held.cells.get(name);
    if (field) return callValue(it, load(field), args);
  }
  return libraryMethod(it, of, name, args, explicit);
}

/** Calls what is a value. */
export function callValue(it: Core, callee: Value, args: readonly Value[]): Value {
  const held = load(callee);
  if (held instanceof Callable) return held.call([...args]);
  if (held instanceof Struct) return callMethod(it, held.cell, 'operator()', args);
  throw new Unknown('a call of something else');
}

/** Whether which method is called depends on what the code says that the object is. */
export function isHidden(info: ClassInfo, name: string): boolean {
  return info.order.filter(({ decl }) => decl?.methods.has(name)).length > 1 && !info.isVirtual(name);
}

/** The class that the code says that an object is of. @throws {Unknown} */
export function staticClass(it: Core, node: Expr, frame: CppFrame): ClassInfo {
  const type = staticType(it, node, frame);
  const plainType = type?.kind === 'reference' || type?.kind === 'pointer' || type?.isLibrary('unique_ptr', 'shared_ptr') ? type.of : type;
  if (!plainType?.cls) throw new Unknown('what the code says that an object is');
  return plainType.cls;
}

function staticType(it: Core, node: Expr, frame: CppFrame): CppType | undefined {
  if (node.kind === 'name') {
    if (node.name === 'this') return frame.cls?.type;
    const own = staticOf(frame.env, node.name);
    if (own && own.kind !== 'auto' && !(own.kind === 'reference' && own.of.kind === 'auto')) return own;
  }
  const value = peek(operand(it, node, frame));
  if (value instanceof Ptr || value instanceof Smart || value instanceof Optional) return value.type;
  return undefined;
}
