import type { Expr } from '../../syntax/lower/ir';
import type { Core } from '../running/machine';
import { Unknown, type Value } from '../values/value';
import { typeOfMaybe } from './conversions';
import { convert, defaultOf, listed, makeType, operand } from './core';
import type { CppFrame } from './frames';
import { AUTO, type CppType, library, LITERAL } from './types';
import { Braces, Cell, Literal, load, Moved, peek, Struct, typeOf, Vec } from './values';

/** The place that a declaration makes, or, of a reference, the one that it names. */
export function initialValue(it: Core, type: CppType, value: Expr | undefined, frame: CppFrame, isZero: boolean): Cell {
  if (!value) {
    if (type.kind === 'reference') throw new Unknown('a reference to nothing');
    return new Cell(defaultOf(it, type, isZero), type);
  }
  if (value.kind === 'call' && value.makes && value.callee.kind === 'opaque' && value.callee.end === value.callee.start) {
    const args = value.args.map(({ value: each }) => operand(it, each, frame));
    if (type.kind === 'reference') return boundReference(it, args[0], type);
    if (type.kind === 'auto') return new Cell(convert(it, args[0], type));
    return placed(it, makeType(it, type, args), type);
  }
  const given = value.kind === 'list' ? new Braces(value.elements, frame) : operand(it, value, frame);
  if (type.kind === 'reference') return boundReference(it, given, type);
  return placed(it, type.kind === 'array' ? arrayOf(it, type, given) : initialFrom(it, given, type), type);
}

function initialFrom(it: Core, given: Value, type: CppType): Value {
  if (given instanceof Braces && type.kind === 'auto') {
    if (given.elements.length === 0) throw new Unknown('the type of nothing');
    const items = given.elements.map((each) => convert(it, operand(it, each, given.frame as CppFrame), AUTO));
    if (new Set(items.map((each) => typeOf(each).id)).size > 1) throw new Unknown('the type of values in braces');
    return new Vec(
      { ...vectorType(typeOf(items[0])) } as CppType,
      items.map((each) => new Cell(each, typeOf(each))),
    );
  }
  return convert(it, given, type);
}

const vectorType = (elem: CppType): CppType => library('vector', elem);

/** An array takes its size from its values where it has none. */
function arrayOf(it: Core, type: CppType, given: Value): Value {
  if (given instanceof Braces) return listed(it, type, given.elements, given.frame);
  if (load(given) instanceof Literal) throw new Unknown('an array of letters');
  return convert(it, given, type);
}

function placed(_it: Core, value: Value, type: CppType): Cell {
  return new Cell(value, type.kind === 'auto' ? undefined : value instanceof Vec && type.kind === 'array' ? value.type : type);
}

/** The place that a reference names: that of a value which is made for it where the value is of another type. */
export function boundReference(it: Core, given: Value, type: CppType): Cell {
  const wanted = type.of;
  if (given instanceof Braces) return new Cell(listed(it, wanted, given.elements, given.frame), wanted);
  const cell = given instanceof Moved ? given.from : given;
  if (cell instanceof Cell) {
    if (cell.dead) throw new Unknown('a place whose time is over');
    const own = typeOfMaybe(cell);
    if (wanted.kind === 'auto' || !own || isSame(own, wanted, peek(cell))) return cell;
    return new Cell(convert(it, cell, wanted), wanted);
  }
  const value = wanted.kind === 'auto' ? given : isSame(typeOf(given), wanted, given) ? given : convert(it, given, wanted);
  if (value instanceof Literal && wanted.kind === 'auto') return new Cell(value, LITERAL);
  return value instanceof Struct ? value.cell : new Cell(value, wanted.kind === 'auto' ? typeOfMaybe(value) : wanted);
}

function isSame(own: CppType, wanted: CppType, value: Value): boolean {
  if (own.id === wanted.id) return true;
  if (value instanceof Struct && wanted.kind === 'class') return value.info.isA(wanted.cls!);
  if (own.kind === 'text' && wanted.kind === 'text') return true;
  if (own.kind === 'pointer' && wanted.kind === 'pointer') return true;
  if (own.kind === 'function' && wanted.kind === 'function') return true;
  if (own.kind === 'library' && wanted.kind === 'library')
    return own.name === wanted.name ? wanted.args.length === 0 || own.elemId === wanted.elemId : /stream$/.test(wanted.name);
  return own.kind === 'array' && wanted.kind === 'array';
}
