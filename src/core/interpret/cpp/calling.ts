import type { Expr } from '../../syntax/lower/ir';
import type { Core } from '../running/machine';
import { AssertFailed } from '../testing/assertions';
import { Unknown, type Value } from '../values/value';
import { argumentsOf, isHidden, staticClass } from './calls';
import { holds } from './conversions';
import { callFunction, callMethod, callValue, cast, chooseFunction, libraryFunction, makeType, operand } from './core';
import type { CppFrame } from './frames';
import { arrowOf, isArrow } from './members';
import { placeNamed } from './names';
import type { ClassInfo, CppType, FnAt } from './types';
import { Callable, Cell, load, peek, Ptr, Struct } from './values';
import { cppWorld, splitName, splitTop } from './world';
import { limitOf } from './libraryFunctions';

type Call = Extract<Expr, { kind: 'call' }>;

/** Types in the `<…>` behind a name. */
function explicitIn(it: Core, name: string, frame: CppFrame): CppType[] {
  const last = splitName(name).at(-1)!;
  const from = last.startsWith('operator') ? -1 : last.indexOf('<');
  const list = from < 0 || !last.endsWith('>') ? undefined : last.slice(from + 1, -1);
  return list === undefined ? [] : splitTop(list).map((each) => cppWorld(it).typeIn(each, frame));
}

const bare = (name: string): string => name.replace(/^(\w+)\s*<[\s\S]*>$/, '$1');

/** A call by a name: of a function, a class, a variable that can be called, or the library. */
export function callNamed(it: Core, node: Call, name: string, frame: CppFrame): Value {
  const world = cppWorld(it);
  if (name === 'assert') return assertion(it, node, frame);
  if (/^(?:static_cast|dynamic_cast|const_cast|reinterpret_cast)</.test(name)) return castTo(it, node, name, frame);
  const parts = splitName(name);
  const plain = bare(parts.at(-1)!);
  const args = (): Value[] => argumentsOf(it, node.args, frame);
  if (parts[0] !== 'std') {
    const own = frame.env.holder(name)?.names.get(name);
    if (own !== undefined) return callValue(it, own, args());
    if (world.isMacro(name)) throw new Unknown(`the macro ${name}`);
    const method = methodNamed(it, name, parts, plain, frame);
    if (method) return method(args, explicitIn(it, name, frame));
    const all = world.functionsNamed(parts.slice(0, -1).concat(plain).join('::'), frame.file);
    const type = all.length === 0 ? (world.typeMaybe(name, frame) ?? deduced(it, plain, frame, node)) : undefined;
    if (type) return makeType(it, type, args());
    if (all.length > 0) {
      const given = args();
      const explicit = explicitIn(it, name, frame);
      return callFunction(it, chosen(it, all, given, explicit, frame, parts), given, { explicit });
    }
    const field = placeMaybe(it, name, frame);
    if (field !== undefined && !(field instanceof Callable)) return callValue(it, field, args());
  }
  const type = world.typeMaybe(name, frame);
  if (type) return makeType(it, type, args());
  const own = (parts[0] === 'std' ? parts.slice(1) : parts).map(bare).join('::');
  const limit = /^numeric_limits::(\w+)$/.exec(own)?.[1];
  if (limit !== undefined) return limitOf(world.typeIn(name.slice(name.indexOf('<') + 1, name.lastIndexOf('>')), frame), limit);
  return libraryFunction(it, own, args(), explicitIn(it, name, frame));
}

/** `Box(1)`: the arguments of a class template from those of its constructor are not worked out. */
function deduced(it: Core, plain: string, frame: CppFrame, node: Call): undefined {
  void it;
  void plain;
  void frame;
  void node;
  return undefined;
}

function placeMaybe(it: Core, name: string, frame: CppFrame): Value {
  try {
    return placeNamed(it, name, frame);
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

function chosen(it: Core, all: FnAt[], args: Value[], explicit: readonly CppType[], frame: CppFrame, parts: readonly string[]): FnAt {
  const own = all.filter(({ file }) => file === frame.file);
  if (own.length > 0 && own.length < all.length) {
    try {
      return chooseFunction(it, all, args, { explicit });
    } catch (error) {
      if (!(error instanceof Unknown)) throw error;
      return chooseFunction(it, own, args, { explicit });
    }
  }
  void parts;
  return chooseFunction(it, all, args, { explicit });
}

type Method = (args: () => Value[], explicit: readonly CppType[]) => Value;

/** A method of the object whose method runs, of a class, or of its base: `area()`, `Shape::area()`. */
function methodNamed(it: Core, name: string, parts: readonly string[], plain: string, frame: CppFrame): Method | undefined {
  const self = frame.self instanceof Cell ? frame.self : undefined;
  const held = self && peek(self);
  const call = (cls: ClassInfo, object: Cell | undefined): Method | undefined => {
    const found = cls.methodsNamed(plain);
    if (!found) return undefined;
    return (args, explicit) => {
      const given = args();
      const at = chooseFunction(it, found.all, given, { cls: found.cls, explicit, ...(object && { self: object }) });
      return callFunction(it, at, given, { cls: found.cls, explicit, ...(object && { self: object }) });
    };
  };
  if (parts.length > 1) {
    const type = cppWorld(it).typeMaybe(parts.slice(0, -1).join('::'), frame);
    if (!type?.cls) return undefined;
    return call(type.cls, held instanceof Struct && held.info.isA(type.cls) ? self : undefined);
  }
  if (!frame.cls) return undefined;
  if (held instanceof Struct) {
    // What is not virtual is that of the class whose code runs.
    const cls = frame.cls.isVirtual(plain) || !frame.cls.methodsNamed(plain) ? held.info : frame.cls;
    const isDeclared = frame.cls.methodsNamed(plain) || frame.cls.order.some(({ decl }) => decl?.heads.has(plain));
    if (isDeclared) return call(cls, self);
    const field = held.cells.get(name);
    return field ? (args) => callValue(it, field, args()) : undefined;
  }
  return call(frame.cls, undefined);
}

/** A call of a method of an object. */
export function callMember(it: Core, node: Call, callee: Extract<Expr, { kind: 'member' }>, frame: CppFrame): Value {
  const from = operand(it, callee.of, frame);
  const of = isArrow(callee, frame) ? arrowOf(it, from) : from;
  const name = callee.name;
  const plain = bare(splitName(name).at(-1)!);
  const explicit = explicitIn(it, name, frame);
  const held = load(of);
  const args = argumentsOf(it, node.args, frame);
  if (held instanceof Struct) {
    const parts = splitName(name);
    if (parts.length > 1) {
      const type = cppWorld(it).typeMaybe(parts.slice(0, -1).join('::'), frame);
      if (!type?.cls) throw new Unknown('a method of a class');
      return callMethod(it, of, plain, args, explicit, type.cls);
    }
    const statically = isHidden(held.info, plain) ? staticClass(it, callee.of, frame) : undefined;
    return callMethod(it, of, plain, args, explicit, statically);
  }
  return callMethod(it, of, plain, args, explicit);
}

function castTo(it: Core, node: Call, name: string, frame: CppFrame): Value {
  const [only] = node.args;
  if (!only) throw new Unknown('a cast of nothing');
  const written = name.slice(name.indexOf('<') + 1, name.lastIndexOf('>'));
  const type = cppWorld(it).typeIn(written, frame);
  const value = operand(it, only.value, frame);
  if (!name.startsWith('dynamic_cast')) {
    if (name.startsWith('reinterpret_cast')) throw new Unknown('bytes of a value');
    return cast(it, value, type);
  }
  if (type.kind !== 'pointer') throw new Unknown('a cast of a reference');
  const held = load(value);
  const to = held instanceof Ptr ? held.cell && peek(held.cell) : undefined;
  return to instanceof Struct && type.of.cls && to.info.isA(type.of.cls) ? new Ptr(type.of, to.cell) : new Ptr(type.of, undefined);
}

/** `assert(condition)` */
function assertion(it: Core, node: Call, frame: CppFrame): Value {
  const [only, more] = node.args;
  if (!only || more) throw new Unknown('an assertion');
  if (/^[ \t]*#[ \t]*define[ \t]+NDEBUG/m.test(frame.file.text)) throw new Unknown('an assertion that is left out');
  if (holds(it, operand(it, only.value, frame))) return undefined;
  const written = frame.file.text.slice(only.value.start, only.value.end).replace(/\s+/g, ' ');
  throw new AssertFailed([], written);
}
