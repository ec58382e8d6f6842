import type { Expr } from '../../syntax/lower/ir';
import type { Core, Frame } from '../running/machine';
import type { List } from '../values/value';
import { Foreign, Func, Native, Obj, Pointer, Unknown, type Value } from '../values/value';
import { callGo, methodOfType } from './calls';
import { coerce, convert, evaluateAs, isOf } from './conversions';
import { escaped, FRACTION } from './texts';
import { boundMethod } from './methods';
import { isTruth, isUntyped, operate, unary } from './operators';
import { elementPlace, holderOf, placeOf, pointerToPlace, structIn } from './places';
import { arrayOf, BYTE, type GoType, RUNE, sliceOf } from './types';
import {
  behind,
  Channel,
  copyOf,
  countIn,
  freshPointer,
  GoArray,
  GoMap,
  NilOf,
  nilRead,
  panic,
  raw,
  Ref,
  runtimeError,
  scalar,
  several,
  Slice,
  sliceWith,
  Struct,
  Typed,
  typeOfValue,
  zero,
} from './values';
import { bytesOf, textPart } from '../values/bytes';
import { constantOf } from './library';
import { Package } from './packages';
import { packageIn, worldOf } from './world';

/** The value of an expression of Go. */
export function goValue(it: Core, node: Expr, frame: Frame): Value {
  switch (node.kind) {
    case 'literal':
      return literal(node, frame);
    case 'name':
      return named(it, node.name, frame);
    case 'member':
      return member(it, node, frame);
    case 'index':
      return node.slice ? part(it, node, frame) : indexed(it, node, frame);
    case 'call':
      return callGo(it, node, frame);
    case 'list':
      if (node.of === 'tuple') return several(...node.elements.map((each) => it.evaluate(each, frame)));
      break;
    case 'choice': {
      const [a, b] = node.options;
      const first = it.evaluate(a!, frame);
      return isTruth(first) ? first : it.evaluate(b!, frame);
    }
    case 'operate':
      return operation(it, node, frame);
    case 'fn':
      return new Func(node, frame.file, frame.env);
    case 'same':
      return same(it, node, frame);
    case 'opaque':
      if (frame.file.text.slice(node.start, node.end) === 'iota') return (frame.env as { iota?: bigint }).iota ?? 0n;
      break;
    default:
      break;
  }
  throw new Unknown(`${node.kind} ${frame.file.text.slice(node.start, node.end).slice(0, 30)}`);
}

function literal({ of, value, start, end }: Extract<Expr, { kind: 'literal' }>, { file }: Frame): Value {
  if (of === 'truth') return value === 'true';
  if (of === 'nothing') return null;
  if (of === 'text') {
    const quote = file.text[start];
    if (quote === "'") return scalar(RUNE, BigInt(escaped(value).codePointAt(0)!));
    // The name of a field.
    return quote === '`' || !/["']/.test(quote ?? '') ? value : escaped(file.text.slice(start + 1, end - 1));
  }
  const plain = value.replaceAll('_', '');
  if (/^0[xXbBoO][\da-fA-F]+$/.test(plain)) return BigInt(plain);
  if (/^0\d+$/.test(plain)) return BigInt(`0o${plain.slice(1)}`);
  if (/^\d+$/.test(plain)) return BigInt(plain);
  if (FRACTION.test(plain)) return Number(plain);
  throw new Unknown('a number');
}

function named(it: Core, name: string, frame: Frame): Value {
  const holder = frame.env.holder(name);
  if (holder) return holder.names.get(name);
  const world = worldOf(it);
  const found = world.global(world.packageOf(frame.file), name);
  if (found !== undefined) return found;
  if (/^(?:len|cap|append|make|new|copy|delete|panic|recover|min|max|clear|close|print|println)$/.test(name)) return new Foreign(name);
  throw new Unknown(`the name ${name}`);
}

function member(it: Core, node: Extract<Expr, { kind: 'member' }>, frame: Frame): Value {
  const pkg = packageIn(it, node.of, frame);
  if (pkg instanceof Package) {
    const found = worldOf(it).global(pkg, node.name);
    if (found === undefined) throw new Unknown(`the name ${node.name}`);
    return found;
  }
  if (pkg !== undefined) {
    const name = `${pkg.replace(/^.*\//, '')}.${node.name}`;
    return constantOf(worldOf(it), name) ?? new Foreign(name);
  }
  const ofType = methodOfType(it, node.of, node.name, frame);
  if (ofType) return ofType;
  const of = it.evaluate(node.of, frame);
  const held = of instanceof Pointer ? of.to : of instanceof Ref ? of.get() : of;
  if (held instanceof Struct || (held instanceof Pointer && held.to instanceof Struct)) {
    const own = structIn(held);
    const holder = holderOf(own, node.name);
    if (holder) return holder.fields.get(node.name);
  }
  if (of instanceof Obj && of.fields.has(node.name)) return of.fields.get(node.name);
  const method = boundMethod(it, of, node.name, () => pointerToPlace(placeOf(it, node.of, frame)));
  if (method) return new Native((args) => method(args));
  if (of === null || (of instanceof NilOf && of.type.kind !== 'func')) return nilRead();
  throw new Unknown(`the member ${node.name}`);
}

function indexed(it: Core, node: Extract<Expr, { kind: 'index' }>, frame: Frame): Value {
  const of = it.evaluate(node.of, frame);
  // `Map[int]`: the types of a generic function follow from its arguments.
  if (of instanceof Func) return of;
  const key = it.evaluate(node.keys[0]!, frame);
  return elementOf(of, key);
}

function elementOf(of: Value, key: Value): Value {
  const plain = raw(of);
  if (typeof plain !== 'string') return elementPlace(of, key).get();
  const bytes = bytesOf(plain);
  const at = countIn(key);
  if (at < 0 || at >= bytes.length)
    return runtimeError(at < 0 ? `index out of range [${at}]` : `index out of range [${at}] with length ${bytes.length}`);
  return scalar(BYTE, BigInt(bytes[at]!));
}

/** `s[1:3]`. */
function part(it: Core, node: Extract<Expr, { kind: 'index' }>, frame: Frame): Value {
  const { text } = frame.file;
  const given = it.evaluate(node.of, frame);
  const of = given instanceof Ref ? given.get() : given;
  const places: (Expr | undefined)[] = [undefined, undefined, undefined];
  let colons = 0;
  let at = node.of.end;
  for (const key of node.keys) {
    colons += text.slice(at, key.start).split(':').length - 1;
    places[colons] = key;
    at = key.end;
  }
  const [low, high, most] = places.map((each) => (each ? countIn(it.evaluate(each, frame)) : undefined));
  const from = low ?? 0;
  const plain = raw(of);
  if (typeof plain === 'string') {
    const size = bytesOf(plain).length;
    const to = high ?? size;
    if (to < 0 || to > size) return runtimeError(`slice bounds out of range [:${to}] with length ${size}`);
    if (from < 0 || from > to) return runtimeError(`slice bounds out of range [${from}:${to}]`);
    const value = textPart(plain, from, to);
    return of instanceof Typed ? new Typed(of.type, value) : value;
  }
  if (of instanceof GoArray) {
    const size = of.items.length;
    return cut(new Slice(sliceOf(of.type.elem), of, 0, size, size), from, high ?? size, most);
  }
  if (of === null) return null;
  if (!(of instanceof Slice)) throw new Unknown('a part of something else');
  return cut(of, from, high ?? of.length, most);
}

function cut(of: Slice, from: number, to: number, most: number | undefined): Value {
  const limit = most ?? of.cap;
  if (limit < 0 || limit > of.cap) return runtimeError(`slice bounds out of range [::${limit}] with capacity ${of.cap}`);
  if (to < 0 || to > limit) return runtimeError(`slice bounds out of range [:${to}] with capacity ${of.cap}`);
  if (from < 0 || from > to) return runtimeError(`slice bounds out of range [${from}:${to}]`);
  if (of.array === undefined) return of;
  return new Slice(of.type, of.array, of.from + from, to - from, limit - from);
}

function operation(it: Core, node: Extract<Expr, { kind: 'operate' }>, frame: Frame): Value {
  const { operator, operands } = node;
  const [left, right] = operands;
  if (operands.length === 1) {
    if (operator === '&') return pointerTo(it, left!, frame);
    const value = it.evaluate(left!, frame);
    if (operator === '*') return behind(value);
    if (operator === '<-') return received(it, value)[0];
    return unary(operator, value, isUntyped(it, left!, frame));
  }
  if (operator === '&&') {
    const first = it.evaluate(left!, frame);
    return isTruth(first) ? it.evaluate(right!, frame) : first;
  }
  const [a, b] = [it.evaluate(left!, frame), it.evaluate(right!, frame)];
  return operate(it, operator, a, b, isUntyped(it, left!, frame), isUntyped(it, right!, frame));
}

/** What a channel gives: the value, and whether there was one. */
function received(it: Core, of: Value): [Value, boolean] {
  if (!(of instanceof Channel)) throw new Unknown('a channel');
  if (of.waiting.length === 0 && !of.closed) worldOf(it).runStarted();
  if (of.waiting.length > 0) return [of.waiting.shift(), true];
  if (of.closed) return [zero(of.type.elem), false];
  throw new Unknown('a channel that nothing is sent to');
}

function pointerTo(it: Core, node: Expr, frame: Frame): Value {
  if (node.kind !== 'same') return pointerToPlace(placeOf(it, node, frame));
  const value = it.evaluate(node, frame);
  if (value instanceof Struct) return new Pointer(value);
  return freshPointer(value);
}

/** A literal of a struct or a collection, a conversion, or a type that is asked for. */
function same(it: Core, node: Extract<Expr, { kind: 'same' }>, frame: Frame): Value {
  if (node.how !== 'cast' || node.type === undefined) throw new Unknown('an expression');
  const { of } = node;
  if ((of.kind === 'list' || of.kind === 'map') && of.start === node.start && of.end === node.end)
    return composite(it, of, worldOf(it).typeAt(node.type, frame, node.start), frame);
  if (isAssertion(node, frame)) {
    const value = it.evaluate(of, frame);
    const type = worldOf(it).typeAt(node.type, frame, node.start);
    if (isOf(value, type)) return asType(value, type);
    const wanted = type.name;
    const from = 'interface {}';
    return panic(
      value === null
        ? `interface conversion: interface is nil, not ${wanted}`
        : type.kind === 'interface'
          ? `interface conversion: ${typeOfValue(value)?.name} is not ${wanted}: missing method`
          : `interface conversion: ${from} is ${typeOfValue(value)?.name}, not ${wanted}`,
    );
  }
  return convert(it.evaluate(of, frame), worldOf(it).typeAt(node.type, frame, node.start));
}

function isAssertion({ of, start }: Extract<Expr, { kind: 'same' }>, { file }: Frame): boolean {
  return of.start === start && /^[\s)]*\.\s*\(/.test(file.text.slice(of.end, of.end + 20));
}

const asType = (value: Value, type: GoType): Value => (type.kind === 'interface' ? value : coerce(value, type));

/** A value and whether there was one: `m[key]`, `x.(T)`, `<-c`. */
export function asked(it: Core, node: Expr, frame: Frame): List | undefined {
  if (node.kind === 'index' && !node.slice) {
    const of = it.evaluate(node.of, frame);
    if (!(of instanceof GoMap)) throw new Unknown('two values of an element');
    const key = coerce(it.evaluate(node.keys[0]!, frame), of.type.key);
    return several(of.has(key) ? of.get(key) : zero(of.type.elem), of.has(key));
  }
  if (node.kind === 'same' && node.how === 'cast' && node.type !== undefined && isAssertion(node, frame)) {
    const value = it.evaluate(node.of, frame);
    const type = worldOf(it).typeAt(node.type, frame, node.start);
    return isOf(value, type) ? several(asType(value, type), true) : several(zero(type), false);
  }
  if (node.kind === 'operate' && node.operator === '<-' && node.operands.length === 1)
    return several(...received(it, it.evaluate(node.operands[0]!, frame)));
  return undefined;
}

/** `T{…}`. */
function composite(it: Core, node: Extract<Expr, { kind: 'list' | 'map' }>, type: GoType, frame: Frame): Value {
  const inner = (each: Expr, wanted: GoType): Value => {
    if (each.kind !== 'list' && each.kind !== 'map') return copyOf(evaluateAs(it, each, wanted, frame));
    return wanted.kind === 'pointer' ? freshPointer(composite(it, each, wanted.elem, frame)) : composite(it, each, wanted, frame);
  };
  switch (type.kind) {
    case 'struct':
      return structLiteral(node, type, inner);
    case 'map': {
      const map = new GoMap(type);
      const entries = node.kind === 'map' ? node.entries : [];
      for (const { key, value } of entries) map.set(keyIn(it, key!, type.key, frame, inner), inner(value, type.elem));
      return map;
    }
    case 'slice':
    case 'array': {
      const items: Value[] = [];
      if (node.kind === 'list') for (const each of node.elements) items.push(inner(each, type.elem));
      else {
        let at = 0;
        for (const { key, value } of node.entries) {
          if (!key) throw new Unknown('a literal');
          at = countIn(keyIn(it, key, undefined, frame, inner));
          while (items.length < at) items.push(zero(type.elem));
          items[at] = inner(value, type.elem);
        }
      }
      if (type.kind === 'slice') return sliceWith(type, items);
      const length = type.shape.length! < 0 ? items.length : type.shape.length!;
      while (items.length < length) items.push(zero(type.elem));
      return new GoArray(length === type.shape.length ? type : arrayOf(length, type.elem), items);
    }
    default:
      throw new Unknown(`a literal of ${type.name}`);
  }
}

/** The key of an entry; a name in a map is no field. */
function keyIn(it: Core, key: Expr, type: GoType | undefined, frame: Frame, inner: (each: Expr, wanted: GoType) => Value): Value {
  if (type && (key.kind === 'list' || key.kind === 'map')) return inner(key, type);
  const isName = key.kind === 'literal' && key.of === 'text' && /[\p{L}_]/u.test(frame.file.text[key.start] ?? '');
  const value = isName ? it.evaluate({ start: key.start, end: key.end, kind: 'name', name: key.value }, frame) : it.evaluate(key, frame);
  return type ? coerce(value, type) : value;
}

function structLiteral(node: Extract<Expr, { kind: 'list' | 'map' }>, type: GoType, inner: (each: Expr, wanted: GoType) => Value): Value {
  const made = zero(type);
  if (!(made instanceof Struct)) throw new Unknown('a literal');
  if (node.kind === 'map') {
    for (const { key, value } of node.entries) {
      const field = key?.kind === 'literal' ? type.fields.find(({ name }) => name === key.value) : undefined;
      if (!field) throw new Unknown('the field of a literal');
      made.fields.set(field.name, inner(value, field.type));
    }
    return made;
  }
  if (node.elements.length > type.fields.length) throw new Unknown('a literal');
  node.elements.forEach((each, at) => made.fields.set(type.fields[at]!.name, inner(each, type.fields[at]!.type)));
  return made;
}
