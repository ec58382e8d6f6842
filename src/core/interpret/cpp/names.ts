import type { Expr } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import type { Core } from '../running/machine';
import { Unknown, type Value } from '../values/value';
import { Env } from '../values/value';
import { constantNamed, functionNamed } from './constants';
import { callFunction, chooseFunction, initialValue } from './core';
import { declaredType } from './declared';
import { type CppFrame, memberFrame } from './frames';
import { numberOf } from './literals';
import { type ClassInfo, INT } from './types';
import { Callable, Cell, EnumValue, Literal, peek, Ptr, Struct, whole } from './values';
import { cppWorld, splitName } from './world';

/** The place or the value that a name stands for. */
export function nameOperand(it: Core, node: Extract<Expr, { kind: 'name' }>, frame: CppFrame): Value {
  const { name } = node;
  if (name === '__LINE__') return whole(INT, BigInt(lineOf(frame.file, node.start)));
  if (name === 'this') {
    if (!(frame.self instanceof Cell)) throw new Unknown('this');
    return new Ptr(frame.cls?.type, frame.self);
  }
  const found = placeNamed(it, name, frame);
  if (found !== undefined) return found;
  throw new Unknown(`the name ${name}`);
}

export function placeNamed(it: Core, name: string, frame: CppFrame): Value {
  const world = cppWorld(it);
  const own = frame.env.holder(name)?.names.get(name);
  if (own !== undefined) return own;
  const constant = frame.bound?.get(name);
  if (constant?.kind === 'constant') return whole(constant.args[0] ?? INT, BigInt(constant.name));
  const parts = splitName(name);
  const plain = parts.at(-1)!;
  if (parts.length === 1) {
    const field = fieldNamed(frame, name);
    if (field) return field;
    if (frame.cls) {
      const fixed = staticVariable(it, frame.cls, name);
      if (fixed) return fixed;
      const listed = enumeratorIn(it, frame.cls, name);
      if (listed) return listed;
    }
  } else {
    const outer = parts.at(-2)!.replace(/<.*$/s, '');
    const listed = world.enumNamed(outer, parts.slice(0, -2), frame.cls?.decl);
    if (listed) {
      const value = listed.values.get(plain);
      if (value !== undefined) return new EnumValue(listed, value);
    }
    const type = world.typeMaybe(parts.slice(0, -1).join('::'), frame);
    if (type?.cls?.decl) {
      const fixed =
        staticVariable(it, type.cls, plain) ??
        (frame.self instanceof Cell ? fieldNamed(frame, plain) : undefined) ??
        enumeratorIn(it, type.cls, plain);
      if (fixed) return fixed;
      const method = type.cls.methodsNamed(plain);
      if (method)
        return new Callable((args) =>
          callFunction(it, chooseFunction(it, method.all, args, { cls: method.cls }), args, { cls: method.cls }),
        );
    }
  }
  const global = world.global(name, frame.file);
  if (global) return global;
  const listed = world.enumerator(plain);
  if (listed) return listed;
  const all = parts[0] === 'std' ? [] : world.functionsNamed(name, frame.file);
  if (all.length > 0) return new Callable((args) => callFunction(it, chooseFunction(it, all, args, {}), args));
  const macro = world.macro(name);
  if (macro !== undefined) return macroValue(it, macro, frame);
  return constantNamed(it, name, frame) ?? functionNamed(it, name);
}

/** The value of a macro that is one number, text or name. */
function macroValue(it: Core, text: string, frame: CppFrame): Value {
  const inner = text.replace(/^\((.*)\)$/, '$1').trim();
  if (/^-?[\d.][\w.']*$/.test(inner)) {
    if (!inner.startsWith('-')) return numberOf(inner);
    throw new Unknown('a macro');
  }
  const [, literal] = /^"([^"\\]*)"$/.exec(inner) ?? [];
  if (literal !== undefined) return new Literal(literal);
  if (/^[A-Za-z_]\w*$/.test(inner)) return placeNamed(it, inner, frame);
  throw new Unknown('a macro');
}

/** A field of the object whose method runs. */
function fieldNamed(frame: CppFrame, name: string): Cell | undefined {
  const self = frame.self instanceof Cell ? peek(frame.self) : undefined;
  return self instanceof Struct ? self.cells.get(name) : undefined;
}

function enumeratorIn(it: Core, cls: ClassInfo, name: string): Value {
  void it;
  void cls;
  void name;
  return undefined;
}

/** A static variable of a class. */
export function staticVariable(it: Core, cls: ClassInfo, name: string): Cell | undefined {
  for (const each of cls.order) {
    const known = each.statics.get(name);
    if (known instanceof Cell) return known;
    const field = each.decl?.fields.find((own) => own.name === name && own.isStatic);
    if (!field) continue;
    const decl = each.decl!;
    const outside = cppWorld(it).staticOutside(decl, name);
    const frame = memberFrame(each, undefined, outside?.file ?? decl.file, new Env(undefined, true));
    const type = declaredType(it, field.node, { ...frame, file: decl.file });
    const cell = initialValue(it, type, outside?.node.value ?? field.node.value, frame, true);
    each.statics.set(name, cell);
    return cell;
  }
  return undefined;
}
