import { matchesType } from './types';
import { hosted, thrown } from './errors';
import { isCalculated } from './hostNames';
import {
  Cls,
  Dict,
  Foreign,
  Func,
  Hosted,
  Iterating,
  List,
  type Machine,
  Moment,
  Native,
  Obj,
  Pattern,
  Promised,
  Sym,
  Unknown,
  type Value,
} from '../values/value';

type Plain = string | number | bigint | boolean | null | undefined;

/** What an object is where JavaScript needs a plain value. */
export function primitive(it: Machine, value: Value, hint: 'default' | 'number' | 'string' = 'default'): Plain {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Foreign) throw new Unknown('a name that nothing sets');
  if (value instanceof Sym) throw thrown(it, 'TypeError', 'Cannot convert a Symbol value to a string');
  if (value instanceof Moment) return hint === 'number' ? value.ms : new Date(value.ms).toString();
  if (value instanceof Obj || value instanceof Hosted) {
    const own = it.property(value, '[Symbol.toPrimitive]');
    if (own !== undefined) return plain(it.callOn(own, value, [hint]));
    for (const name of hint === 'string' ? ['toString', 'valueOf'] : ['valueOf', 'toString']) {
      const method = it.property(value, name);
      const gave = method === undefined ? value : it.callOn(method, value, []);
      if (gave === null || typeof gave !== 'object') return gave;
    }
    throw thrown(it, 'TypeError', 'Cannot convert object to primitive value');
  }
  return textOf(it, value);
}

function plain(value: Value): Plain {
  if (value === null || typeof value !== 'object') return value;
  throw new Unknown('an object as a plain value');
}

/** A value as a text: `String(value)`. */
export function textOf(it: Machine, value: Value): string {
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof List) return value.items.map((each) => (each === null || each === undefined ? '' : textOf(it, each))).join(',');
  if (value instanceof Dict) return value.kind === 'set' ? '[object Set]' : '[object Map]';
  if (value instanceof Func) return value.file.text.slice(value.fn.start, value.fn.end);
  if (value instanceof Pattern) return String(value.regex);
  if (value instanceof Promised) return '[object Promise]';
  if (value instanceof Iterating) return '[object Generator]';
  if (value instanceof Cls) return value.at.file.text.slice(value.at.node.start, value.at.node.end);
  return String(primitive(it, value, 'string'));
}

/** A value as a number: `Number(value)`, `+value`. */
export function numberOf(it: Machine, value: Value): number {
  const given = primitive(it, value, 'number');
  return hosted(it, () => Number(given));
}

const SIGNS: Readonly<Record<string, (a: never, b: never) => unknown>> = {
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
  '>>>': (a, b) => a >>> b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Whether two values are equal: `===`. @throws {Unknown} where one of them is not known */
export function areSame(a: Value, b: Value): boolean {
  if (a instanceof Foreign && b instanceof Foreign && a.name === b.name && (/^[A-Z]|^module$/.test(a.name) || isCalculated(a.name)))
    return true;
  if ((a instanceof Foreign || b instanceof Foreign) && !isDifferent(a, b)) throw new Unknown('a name that nothing sets');
  if (a instanceof Foreign || b instanceof Foreign) return false;
  return a === b;
}

/** A class of a library is no value of the program. */
function isDifferent(a: Value, b: Value): boolean {
  const [foreign, other] = a instanceof Foreign ? [a, b] : [b as Foreign, a];
  if (isCalculated(foreign.name) && (!(other instanceof Foreign) || isCalculated(other.name))) return true;
  return /^[A-Z]\w*$/.test(foreign.name) && (other === null || typeof other !== 'object' || other instanceof Cls || other instanceof Obj);
}

/** `==` */
function areLike(it: Machine, a: Value, b: Value): boolean {
  const [isA, isB] = [a, b].map((each) => each !== null && typeof each === 'object');
  if (isA && isB) return areSame(a, b);
  if (a === null || a === undefined || b === null || b === undefined) {
    if (a instanceof Foreign || b instanceof Foreign) throw new Unknown('a name that nothing sets');
    return (a ?? null) === null && (b ?? null) === null;
  }
  // oxlint-disable-next-line eqeqeq
  return primitive(it, a) == primitive(it, b);
}

/** What an operator with two sides gives. */
export function scriptOperated(it: Machine, operator: string, a: Value, b: Value): Value {
  switch (operator) {
    case '===':
      return areSame(a, b);
    case '!==':
      return !areSame(a, b);
    case '==':
      return areLike(it, a, b);
    case '!=':
      return !areLike(it, a, b);
    case 'instanceof':
      return matchesType(it, a, b);
    case 'in':
      return hasProperty(it, b, a);
    case '+': {
      const [x, y] = [primitive(it, a), primitive(it, b)];
      if (typeof x === 'string' || typeof y === 'string') return String(x) + String(y);
      return hosted(it, () => (x as number) + (y as number));
    }
    case '**': {
      const [x, y] = [primitive(it, a, 'number'), primitive(it, b, 'number')];
      if (typeof x === 'bigint' && typeof y === 'bigint' && y > 4096n) throw new Unknown('a large number');
      return hosted(it, () => (x as number) ** (y as number));
    }
    default: {
      const sign = Object.hasOwn(SIGNS, operator) ? SIGNS[operator] : undefined;
      if (!sign) throw new Unknown(`the operator ${operator}`);
      const [x, y] = [primitive(it, a, 'number'), primitive(it, b, 'number')];
      if (operator === '<<' && typeof y === 'bigint' && y > 4096n) throw new Unknown('a large number');
      return hosted(it, () => sign(x as never, y as never) as Value);
    }
  }
}

function hasProperty(it: Machine, of: Value, key: Value): boolean {
  const name = keyOf(it, key);
  if (of instanceof Obj) {
    for (let at: Obj | null | undefined = of; at; at = at.proto) if (at.fields.has(name) || at.accessors?.has(name)) return true;
    return it.property(of, name) !== undefined;
  }
  if (of instanceof List) return /^\d+$/.test(name) ? Number(name) < of.items.length : it.property(of, name) !== undefined;
  if (of === null || typeof of !== 'object')
    throw thrown(it, 'TypeError', `Cannot use 'in' operator to search for '${name}' in ${String(of)}`);
  if (of instanceof Cls || of instanceof Func || of instanceof Native) return it.property(of, name) !== undefined;
  throw new Unknown('a key of something else');
}

/** The name that a value is as the key of a property. */
export function keyOf(it: Machine, key: Value): string {
  if (typeof key === 'string') return key;
  if (key instanceof Sym) return key.name;
  return String(primitive(it, key, 'string'));
}

/** `typeof` */
export function typeOf(value: Value): string {
  if (value instanceof Sym) return 'symbol';
  if (value instanceof Func || value instanceof Cls || value instanceof Native) return 'function';
  if (value instanceof Foreign) {
    if (/^[A-Z][A-Za-z]*(?:Error|Map|Set|Array|Date)?$/.test(value.name) || isCalculated(value.name)) return 'function';
    throw new Unknown('a name that nothing sets');
  }
  if (value instanceof Obj && value.type === 'mock') return 'function';
  return typeof value;
}

/** What an operator with one side gives; undefined for one that is not JavaScript's. */
export function scriptUnary(it: Machine, operator: string, value: Value): { value: Value } | undefined {
  switch (operator) {
    case 'typeof':
      return { value: typeOf(value) };
    case 'void':
      return { value: undefined };
    case '+':
      return { value: numberOf(it, value) };
    case '-':
    case '~': {
      const given = primitive(it, value, 'number');
      if (typeof given === 'bigint') return { value: operator === '-' ? -given : ~given };
      return { value: operator === '-' ? -Number(given) : ~Number(given) };
    }
    default:
      return undefined;
  }
}

/** `delete of[key]` */
export function removeProperty(it: Machine, of: Value, key: Value): boolean {
  const name = keyOf(it, key);
  if (of instanceof Obj) {
    if (of.isFrozen) throw thrown(it, 'TypeError', `Cannot delete property '${name}' of #<Object>`);
    of.accessors?.delete(name);
    of.fields.delete(name);
    return true;
  }
  if (of instanceof Func || of instanceof Native) return (of.fields?.delete(name), true);
  if (of instanceof List && !/^\d+$/.test(name)) return (of.fields?.delete(name), true);
  if (of instanceof Cls) return (of.statics.delete(name), true);
  if (of === null || of === undefined) throw thrown(it, 'TypeError', 'Cannot convert undefined or null to object');
  throw new Unknown('a removal');
}
