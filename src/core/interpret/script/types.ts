import {
  Cls,
  Dict,
  Foreign,
  Func,
  Hosted,
  List,
  type Machine,
  Moment,
  Native,
  Obj,
  Pattern,
  Promised,
  Unknown,
  type Value,
} from '../values/value';
import { thrown } from './errors';

/** Types of JavaScript's own, by what has them. */
const TYPES: Readonly<Record<string, (value: Value) => boolean>> = {
  Object: (value) => value !== null && typeof value === 'object',
  Function: (value) => value instanceof Func || value instanceof Cls || value instanceof Native,
  Array: (value) => value instanceof List,
  Map: (value) => value instanceof Dict && value.kind === 'map',
  Set: (value) => value instanceof Dict && value.kind === 'set',
  Date: (value) => value instanceof Moment,
  RegExp: (value) => value instanceof Pattern,
  Promise: (value) => value instanceof Promised,
};

const ERRORS = /^(?:Eval|Range|Reference|Syntax|Type|URI|Aggregate)?Error$/;

/** The base of a class that the program does not declare; undefined where the program declares all. */
export function foreignBase(cls: Cls | undefined): string | undefined {
  let at = cls;
  while (at?.base) at = at.base;
  return at?.foreign?.replace(/^.*\./, '');
}

/** The type that the library of JavaScript has for an error; undefined for what is no error. */
export function errorType(value: Value): string | undefined {
  if (!(value instanceof Obj)) return undefined;
  const type = value.cls ? foreignBase(value.cls) : value.type;
  return type !== undefined && /(?:Error|Exception)$/.test(type) ? type : undefined;
}

/** `value instanceof type` */
export function matchesType(it: Machine, value: Value, type: Value): boolean {
  if (type instanceof Cls) {
    const own = it.property(type, '[Symbol.hasInstance]');
    if (own !== undefined) return it.callOn(own, type, [value]) === true;
    if (!(value instanceof Obj)) return false;
    for (let cls = value.cls; cls; cls = cls.base) if (cls === type) return true;
    return false;
  }
  if (type instanceof Func) {
    const prototype = type.fields?.get('prototype');
    for (let at = value instanceof Obj ? value.proto : undefined; at; at = at.proto) if (at === prototype) return true;
    return false;
  }
  if (type instanceof Foreign) {
    if (value instanceof Foreign) throw new Unknown('a name that nothing sets');
    const name = type.name.replace(/^.*\./, '');
    const error = errorType(value);
    if (ERRORS.test(name)) return error !== undefined && (name === 'Error' || error === name);
    if (Object.hasOwn(TYPES, name)) return TYPES[name]!(value);
    if (value === null || typeof value !== 'object') return false;
    const host = (globalThis as Record<string, unknown>)[name];
    if (typeof host === 'function' && value instanceof Hosted) return value.object instanceof (host as new () => object);
    if (value instanceof Obj && value.cls) return foreignBase(value.cls) === name;
    if (value instanceof Obj && value.type === '' && typeof host === 'function') return false;
    throw new Unknown('a type');
  }
  if (type === null || typeof type !== 'object') throw thrown(it, 'TypeError', "Right-hand side of 'instanceof' is not callable");
  throw new Unknown('a type');
}
