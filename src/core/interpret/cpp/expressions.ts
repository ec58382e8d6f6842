import type { Expr } from '../../syntax/lower/ir';
import type { Core, Frame } from '../running/machine';
import { Unknown, type Value } from '../values/value';
import { callMember, callNamed } from './calling';
import { argumentsOf, lambda } from './calls';
import { count, holds, integer, isNumeric } from './conversions';
import { assignCell, callMethod, callValue, convert, destroy, listed, makeType } from './core';
import type { CppFrame } from './frames';
import { movedIterator } from './iterators';
import { literalChar, literalText, numberOf } from './literals';
import { memberOf } from './members';
import { nameOperand } from './names';
import { letter, operated, unary } from './operators';
import { elementAt } from './sequences';
import { declare } from './statements';
import { AUTO, BOOL, type CppType, INT, widthOf } from './types';
import { Braces, Cell, EnumValue, Iter, Literal, load, peek, Ptr, size, Struct, typeOf, UNSET } from './values';
import { cppWorld } from './world';

/** The value of an expression. */
export function valueCpp(it: Core, node: Expr, frame: Frame): Value {
  return load(operand(it, node, frame));
}

/** The place that an expression stands for, or its value where it has no place. */
export function operand(it: Core, node: Expr, frame: CppFrame): Value {
  it.count();
  if (!it.history || node.kind === 'fn') return worked(it, node, frame);
  let gave: Value;
  it.history.keep(node, frame, () => peek((gave = worked(it, node, frame))));
  return gave;
}

function worked(it: Core, node: Expr, frame: CppFrame): Value {
  const { text } = frame.file;
  switch (node.kind) {
    case 'literal':
      if (node.of === 'number') return numberOf(node.value);
      if (node.of === 'truth') return node.value === 'true';
      if (node.of === 'nothing') return new Ptr(undefined, undefined);
      if (text[node.start] === "'") return literalChar(node.value);
      return new Literal(literalText(node, text));
    case 'name':
      return nameOperand(it, node, frame);
    case 'member':
      return memberOf(it, node, frame);
    case 'index': {
      const of = operand(it, node.of, frame);
      const [key, more] = node.keys;
      if (!key || more) throw new Unknown('several keys');
      return elementAt(it, of, operand(it, key, frame));
    }
    case 'call':
      return called(it, node, frame);
    case 'list':
      return new Braces(node.elements, frame);
    case 'choice': {
      if (!node.condition) {
        const [a, b] = node.options;
        return holds(it, operand(it, a!, frame)) || holds(it, operand(it, b!, frame));
      }
      const taken = holds(it, operand(it, node.condition, frame)) ? 0 : 1;
      const value = operand(it, node.options[taken]!, frame);
      return chosen(it, value, node.options[1 - taken]!, frame);
    }
    case 'operate': {
      const [a, b] = node.operands;
      if (!b) return unary(it, node.operator, operand(it, a!, frame));
      if (node.operator === '&&' || node.operator === 'and') return holds(it, operand(it, a!, frame)) && holds(it, operand(it, b, frame));
      if (node.operator === 'or') return holds(it, operand(it, a!, frame)) || holds(it, operand(it, b, frame));
      const left = operand(it, a!, frame);
      return operated(it, node.operator, left, operand(it, b, frame));
    }
    case 'fn':
      return lambda(it, node, frame);
    case 'assign':
      return assigned(it, node, frame);
    case 'same':
      return sameOf(it, node, frame);
    case 'opaque':
      return opaque(it, node, frame);
    default:
      throw new Unknown(node.kind);
  }
}

/** Both sides of `?:` have one type: a number in it is converted to what the other side is. */
function chosen(it: Core, value: Value, other: Expr, frame: CppFrame): Value {
  const own = peek(value);
  const isNumber = typeof own === 'bigint' || typeof own === 'number' || typeof own === 'boolean';
  if (isNumber && other.kind === 'literal' && other.of === 'number') {
    const type = typeOf(numberOf(other.value));
    return own === value || type.id !== typeOf(own).id ? convert(it, value, wider(typeOf(own), type)) : value;
  }
  if (own instanceof Literal && other.kind !== 'literal') {
    // A text on the other side makes it one, too.
    return /^(?:std::)?(?:string|to_string)\b/.test(frame.file.text.slice(other.start, other.end)) ? own.text : own;
  }
  return value;
}

function wider(a: ReturnType<typeof typeOf>, b: ReturnType<typeof typeOf>): ReturnType<typeof typeOf> {
  if (a.kind === 'float' || b.kind === 'float') return a.kind === 'float' ? a : b;
  return a.kind === 'bool' && b.kind === 'bool'
    ? BOOL
    : a.kind === 'bool'
      ? b
      : a.name === 'int' || a.name === 'char'
        ? b.name === 'int'
          ? INT
          : b
        : a;
}

function called(it: Core, node: Extract<Expr, { kind: 'call' }>, frame: CppFrame): Value {
  const { callee } = node;
  const { text } = frame.file;
  if (node.makes) {
    if (callee.kind !== 'name' || !/^(?:::)?new\b/.test(text.slice(node.start, node.start + 6))) throw new Unknown('what is made');
    const type = cppWorld(it).typeIn(callee.name, frame);
    if (/^\s*[*[]/.test(text.slice(callee.end, node.end))) throw new Unknown('a new array');
    const args = argumentsOf(it, node.args, frame);
    return new Ptr(type, new Cell(makeType(it, type, args), type));
  }
  if (callee.kind === 'name') return callNamed(it, node, callee.name, frame);
  if (callee.kind === 'member') return callMember(it, node, callee, frame);
  if (callee.kind === 'opaque') {
    // `int(x)`
    const written = text.slice(callee.start, callee.end);
    return makeType(it, cppWorld(it).typeIn(written, frame), argumentsOf(it, node.args, frame));
  }
  const func = operand(it, callee, frame);
  return callValue(it, func, argumentsOf(it, node.args, frame));
}

function assigned(it: Core, node: Extract<Expr, { kind: 'assign' }>, frame: CppFrame): Value {
  if (node.declares !== undefined) return declare(it, node, frame);
  const { operator } = node;
  if (operator === '++' || operator === '--') {
    const place = operand(it, node.target, frame);
    const isAfter = node.target.start === node.start;
    return stepped(it, place, operator, isAfter);
  }
  if (!node.value) throw new Unknown('an assignment of nothing');
  const value = operand(it, node.value, frame);
  const place = operand(it, node.target, frame);
  return setTo(it, node, place, operator, value, frame);
}

function setTo(it: Core, node: Extract<Expr, { kind: 'assign' }>, place: Value, operator: string, given: Value, frame: CppFrame): Value {
  let value = given;
  if (!(place instanceof Cell)) {
    const held = load(place);
    if (held instanceof Struct && held.info.methodsNamed(`operator${operator}`))
      return callMethod(it, held.cell, `operator${operator}`, [value]);
    if ('set' in Object(place)) return (place as unknown as { set: (value: Value) => Value }).set(value);
    throw new Unknown('what is given a value');
  }
  // A number that a text is given is a letter.
  if (typeof peek(place) === 'string' && /^\+?=$/.test(operator) && isNumeric(peek(given))) value = letter(load(given));
  if (operator === '=') {
    const held = peek(place);
    if (held instanceof Struct && held.info.methodsNamed('operator=') && !(value instanceof Braces)) {
      const own = held.info.decl!.methods.get('operator=') ?? [];
      if (own.length > 0) return callMethod(it, place, 'operator=', [value]);
    }
    assignCell(it, place, value);
  } else {
    const own = load(place);
    const name = `${operator}`;
    if (own instanceof Struct) {
      if (!own.info.methodsNamed(`operator${name}`)) return operatorOutside(it, name, place, value);
      return callMethod(it, place, `operator${name}`, [value]);
    }
    if (own instanceof Iter || own instanceof Ptr) {
      place.value = movedIterator(own, (operator === '+=' ? 1 : -1) * count(value));
      return place;
    }
    const plain = operator.slice(0, -1);
    const made = operated(it, plain, place, value);
    // `text += letter`
    place.value =
      place.type && place.type.kind !== 'auto' && place.type.kind !== 'reference'
        ? convert(it, made, place.type)
        : convert(it, made, typeOf(own));
  }
  if (node.target.kind === 'name') {
    const holder = frame.env.holder(node.target.name);
    if (holder) it.history?.names(holder, node.target.name, peek(place));
  }
  return place;
}

function operatorOutside(it: Core, operator: string, place: Cell, value: Value): Value {
  return operated(it, operator, place, value);
}

function stepped(it: Core, place: Value, operator: string, isAfter: boolean): Value {
  const held = load(place);
  if (held instanceof Struct) {
    // The one behind a value takes an `int` that nobody reads.
    const all = held.info.methodsNamed(`operator${operator}`)?.all ?? [];
    if (all.length !== 1 || isAfter) throw new Unknown('a step of an object');
    return callMethod(it, place, `operator${operator}`, []);
  }
  if (!(place instanceof Cell)) throw new Unknown('a step of a value');
  const by = operator === '++' ? 1 : -1;
  if (held instanceof Iter || held instanceof Ptr || held instanceof Literal) place.value = movedIterator(held, by);
  else {
    const type = typeOf(held);
    place.value = convert(it, operated(it, by > 0 ? '+' : '-', held, 1n), type);
  }
  return isAfter ? held : place;
}

function sameOf(it: Core, node: Extract<Expr, { kind: 'same' }>, frame: CppFrame): Value {
  if (node.how === 'reference') {
    if (
      node.of.kind === 'name' &&
      /::/.test(node.of.name) &&
      cppWorld(it).functionsNamed(node.of.name, frame.file).length === 0 &&
      !cppWorld(it).global(node.of.name, frame.file)
    )
      throw new Unknown('a pointer to a member');
    const of = operand(it, node.of, frame);
    if (!(of instanceof Cell)) {
      const held = load(of);
      if (held instanceof Struct) return new Ptr(held.info.type, held.cell);
      if (typeOf(held).kind === 'function') return held;
      throw new Unknown('a pointer to a value');
    }
    const held = peek(of);
    return new Ptr(
      of.type && of.type.kind !== 'auto' && of.type.kind !== 'reference'
        ? of.type
        : held === UNSET || held === undefined
          ? AUTO
          : typeOf(held),
      of,
      placeIn(of),
    );
  }
  if (node.how === 'cast' && node.type !== undefined) {
    // `= {}` of a parameter has no type before it.
    if (node.type === '' && node.of.kind === 'list') return new Braces(node.of.elements, frame);
    const type = cppWorld(it).typeIn(node.type, frame);
    if (node.of.kind === 'list') return listed(it, type, node.of.elements, frame);
    return cast(it, operand(it, node.of, frame), type);
  }
  throw new Unknown(`same ${node.how}`);
}

function placeIn(_cell: Cell): undefined {
  return undefined;
}

/** `static_cast<type>(value)` and its like. */
export function cast(it: Core, value: Value, type: ReturnType<typeof typeOf>): Value {
  if (type.kind === 'void') return undefined;
  if (type.kind === 'reference') {
    const held = load(value);
    if (held instanceof Struct && type.of.cls) {
      if (!held.info.isA(type.of.cls)) throw new Unknown('a cast to another class');
      return value instanceof Cell ? value : held.cell;
    }
    return value;
  }
  const held = load(value);
  if (type.kind === 'pointer' && held instanceof Ptr) {
    const to = held.cell && peek(held.cell);
    if (to instanceof Struct && type.of.cls && !to.info.isA(type.of.cls)) throw new Unknown('a cast to another class');
    return new Ptr(type.of, held.cell, held.within);
  }
  if (type.kind === 'enum') {
    const { EnumValue } = enums;
    return new EnumValue(type.listed!, integer(held instanceof EnumValue ? held.value : held));
  }
  if (held instanceof enums.EnumValue) return convert(it, held.value, type.kind === 'int' ? type : type);
  return type.kind === 'auto' ? value : makeType(it, type, [value]);
}

const enums = { EnumValue };

/** `sizeof(type)`, `sizeof(array)`: of numbers, pointers, and arrays of them. */
function sizeIn(it: Core, written: string, part: Expr | undefined, frame: CppFrame): Value {
  const inner = written
    .replace(/^sizeof/, '')
    .trim()
    .replace(/^\(/, '')
    .replace(/\)$/, '')
    .trim();
  const type = part ? typeOf(load(operand(it, part, frame))) : cppWorld(it).typeIn(inner, frame);
  return size(bytesOf(type));
}

function bytesOf(type: CppType): number {
  if (type.kind === 'int') return widthOf(type)[0] / 8;
  if (type.kind === 'float') return type.name === 'float' ? 4 : 8;
  if (type.kind === 'bool') return 1;
  if (type.kind === 'pointer') return 8;
  if (type.kind === 'array') return Number(type.name) * bytesOf(type.of);
  throw new Unknown('a size in bytes');
}

function opaque(it: Core, node: Extract<Expr, { kind: 'opaque' }>, frame: CppFrame): Value {
  const written = frame.file.text.slice(node.start, node.end);
  const { parts } = node;
  if (/^delete\b/.test(written)) {
    if (/^delete\s*\[/.test(written)) throw new Unknown('an array that is deleted');
    const held = load(operand(it, parts[0] as Expr, frame));
    if (held instanceof Ptr && held.cell) {
      const { value } = held.cell;
      if (held.cell.dead) throw new Unknown('what is deleted twice');
      destroy(it, value);
      held.cell.dead = true;
      if (value instanceof Struct) for (const each of value.cells.values()) each.dead = true;
    }
    return undefined;
  }
  if (/^sizeof\b/.test(written)) return sizeIn(it, written, parts[0] as Expr | undefined, frame);
  if (/^static_assert\b/.test(written) || /^using\b/.test(written)) return undefined;
  // `"text"s`
  const [first, second] = parts;
  if (first?.kind === 'literal' && second?.kind === 'opaque' && /"s$|"sv$/.test(written))
    return (load(operand(it, first, frame)) as Literal).text;
  // `a, b`
  if (parts.length === 2 && frame.file.text.slice(first!.end, second!.start).trim() === ',') {
    operand(it, first as Expr, frame);
    return operand(it, second as Expr, frame);
  }
  throw new Unknown(`opaque ${written.slice(0, 40)}`);
}
