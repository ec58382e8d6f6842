import { counted, ProgramPattern } from '../values/limits';
import type { Core } from '../running/machine';
import type { Row } from '../library/rowParts';
import { Cls, Dict, Foreign, Func, List, type Machine, Moment, Native, Obj, Pattern, Sym, Unknown, type Value } from '../values/value';
import { errorOf, hosted, thrown } from './errors';
import { newDict } from './host';
import { listed } from './iteration';
import { setProperty } from './setting';
import { keyOf, textOf, typeOf } from './operators';

/** Names of the own properties of an object that are listed, in JavaScript's order: whole numbers first. */
export function keysOf(it: Machine, of: Value): string[] {
  if (of === null || of === undefined) throw thrown(it, 'TypeError', 'Cannot convert undefined or null to object');
  if (of instanceof List) return [...of.items.keys()].map(String).concat([...(of.fields?.keys() ?? [])]);
  if (typeof of === 'string') return [...of].map((_, at) => String(at));
  if (of instanceof Cls) return inOrder([...of.statics.keys()]);
  if (of instanceof Func || of instanceof Native) return [...(of.fields?.keys() ?? [])].filter((key) => key !== 'prototype');
  if (of instanceof Obj) return inOrder([...of.fields.keys()].filter((key) => !/^(?:#|\[Symbol)/.test(key) && !of.hidden?.has(key)));
  if (of instanceof Foreign) throw new Unknown('a name that nothing sets');
  return [];
}

function inOrder(keys: readonly string[]): string[] {
  const isNumber = (key: string): boolean => /^(?:0|[1-9]\d*)$/.test(key);
  return [...keys.filter(isNumber).sort((a, b) => Number(a) - Number(b)), ...keys.filter((key) => !isNumber(key))];
}

/** Whether a value itself has a property, listed or not. */
export function hasOwn(of: Value, name: string): boolean {
  if (of instanceof Obj) return of.fields.has(name);
  if (of instanceof List) return name === 'length' || (/^\d+$/.test(name) && Number(name) < of.items.length);
  if (of instanceof Cls) return of.statics.has(name);
  if (of instanceof Func || of instanceof Native) return of.fields?.has(name) === true;
  if (typeof of === 'string') return name === 'length' || (/^\d+$/.test(name) && Number(name) < of.length);
  throw new Unknown('the properties of something else');
}

const entriesOf = (it: Machine, of: Value): [string, Value][] => keysOf(it, of).map((key) => [key, it.property(of, key)]);

/** Gives an object what another value has listed, as `{ ...from }` does. */
export function spreadInto(it: Machine, to: Value, from: Value): void {
  if (from === null || from === undefined || typeof from === 'number' || typeof from === 'boolean') return;
  for (const [key, value] of entriesOf(it, from)) setProperty(it, to, key, value);
  if (from instanceof Obj) for (const [key, value] of from.fields) if (key.startsWith('[Symbol')) setProperty(it, to, key, value);
}

/** A property as `Object.defineProperty` describes it. */
function define(it: Machine, of: Value, name: string, how: Value): void {
  if (!(how instanceof Obj)) throw thrown(it, 'TypeError', `Property description must be an object: ${textOf(it, how)}`);
  const [get, set] = [it.property(how, 'get'), it.property(how, 'set')];
  if (!(of instanceof Obj)) {
    if (get !== undefined || set !== undefined) throw new Unknown('a property of something else');
    return setProperty(it, of, name, it.property(how, 'value'));
  }
  if (get !== undefined || set !== undefined) {
    (of.accessors ??= new Map()).set(name, { ...(get !== undefined && { get }), ...(set !== undefined && { set }) });
    of.fields.set(name, undefined);
  } else {
    const value = it.property(how, 'value');
    if (it.property(how, 'writable') !== true && !of.fields.has(name))
      (of.accessors ??= new Map()).set(name, { get: new Native(() => value) });
    of.fields.set(name, value);
  }
  if (it.property(how, 'enumerable') !== true) (of.hidden ??= new Set()).add(name);
}

function protoOf(of: Value): Value {
  if (of instanceof Obj) {
    if (of.proto !== undefined) return of.proto;
    if (of.cls) return new Obj(of.cls, new Map<string, Value>([['constructor', of.cls]]), 'prototype');
    return new Foreign('Object.prototype');
  }
  if (of instanceof Cls) return of.base ?? new Foreign('Function.prototype');
  throw new Unknown('a prototype');
}

function frozen(of: Value): Value {
  if (of instanceof Obj || of instanceof List) of.isFrozen = true;
  else if (of instanceof Foreign || of instanceof Cls) throw new Unknown('what is frozen');
  return of;
}

/** A copy of a value with all that it has: `structuredClone`. */
export function cloned(it: Machine, value: Value, known = new Map<Value, Value>()): Value {
  if (value === null || typeof value !== 'object') return value;
  if (known.has(value)) return known.get(value);
  const keep = <T extends Value>(made: T): T => (known.set(value, made), made);
  if (value instanceof List) {
    const made = keep(new List([]));
    made.items.push(...value.items.map((each) => cloned(it, each, known)));
    return made;
  }
  if (value instanceof Dict) {
    const made = keep(newDict(value.kind));
    for (const [key, each] of value.pairs()) made.set(cloned(it, key, known), cloned(it, each, known));
    return made;
  }
  if (value instanceof Moment) return keep(new Moment(value.kind, value.ms));
  if (value instanceof Obj && (value.type === '' || value.type === 'Error')) {
    const made = keep(new Obj(undefined, new Map(), value.type));
    for (const [key, each] of entriesOf(it, value)) made.fields.set(key, cloned(it, each, known));
    return made;
  }
  throw typeOf(value) === 'function' ? thrown(it, 'DataCloneError', `${textOf(it, value)} could not be cloned.`) : new Unknown('a copy');
}

/** What `Object.groupBy` and `Map.groupBy` give. */
function grouped(it: Machine, from: Value, fn: Value, add: (key: Value, group: List) => void, of: (key: Value) => Value): void {
  listed(it, from).forEach((each, at) => {
    const key = it.call(fn, [each, at]);
    const group = of(key);
    if (group instanceof List) group.items.push(each);
    else add(key, new List([each]));
  });
}

let symbols = 0;

/** What functions of JavaScript's library give that work on objects, by name. */
export const OBJECT_ROWS: Readonly<Record<string, Row>> = {
  'Object.keys': (it, [of]) => new List(keysOf(it, of)),
  'Object.values': (it, [of]) => new List(entriesOf(it, of).map(([, value]) => value)),
  'Object.entries': (it, [of]) => new List(entriesOf(it, of).map((pair) => new List(pair))),
  'Object.getOwnPropertyNames': (it, [of]) => {
    if (of instanceof Obj && of.type === 'prototype' && of.cls) {
      const names = of.cls.at.node.members.flatMap((each) => (each.kind === 'fn' && !each.words.includes('static') ? [each.name] : []));
      return new List(names);
    }
    return new List([...keysOf(it, of), ...(of instanceof Obj ? (of.hidden ?? []) : [])]);
  },
  'Object.fromEntries': (it, [from]) => {
    const made = new Obj(undefined);
    for (const pair of listed(it, from)) made.fields.set(keyOf(it, it.property(pair, '0')), it.property(pair, '1'));
    return made;
  },
  'Object.assign': (it, [to, ...from]) => {
    for (const each of from) spreadInto(it, to, each);
    return to;
  },
  'Object.freeze': (_, [of]) => frozen(of),
  'Object.seal': (_, [of]) => of,
  'Object.isFrozen': (_, [of]) => !(of instanceof Obj || of instanceof List) || of.isFrozen === true,
  'Object.is': (_, [a, b]) => Object.is(a, b),
  'Object.hasOwn': (it, [of, name]) => hasOwn(of, keyOf(it, name)),
  'Object.prototype.hasOwnProperty.call': (it, [of, name]) => hasOwn(of, keyOf(it, name)),
  'Object.prototype.toString.call': (_, [of]) => {
    if (of instanceof Obj && of.type === '') return '[object Object]';
    if (of instanceof List) return '[object Array]';
    if (of instanceof Moment) return '[object Date]';
    if (of instanceof Pattern) return '[object RegExp]';
    if (of === null || typeof of !== 'object') return Object.prototype.toString.call(of);
    if (typeOf(of) === 'function') return '[object Function]';
    throw new Unknown('the kind of an object');
  },
  'Object.create': (it, [proto, how]) => {
    const made = new Obj(undefined);
    if (proto === null) made.proto = null;
    else if (proto instanceof Obj) made.proto = proto;
    else throw new Unknown('a prototype');
    if (how !== undefined) for (const [name, each] of entriesOf(it, how)) define(it, made, name, each);
    return made;
  },
  'Object.defineProperty': (it, [of, name, how]) => {
    define(it, of, keyOf(it, name), how);
    return of;
  },
  'Object.defineProperties': (it, [of, all]) => {
    for (const [name, how] of entriesOf(it, all)) define(it, of, name, how);
    return of;
  },
  'Object.getPrototypeOf': (_, [of]) => protoOf(of),
  'Object.setPrototypeOf': (_, [of, proto]) => {
    if (!(of instanceof Obj) || !(proto instanceof Obj || proto === null)) {
      // What a constructor of an error does for older targets.
      if (of instanceof Obj && of.cls) return of;
      throw new Unknown('a prototype');
    }
    if (!of.cls) of.proto = proto;
    return of;
  },
  'Object.groupBy': (it, [from, fn]) => {
    const made = new Obj(undefined);
    made.proto = null;
    grouped(
      it,
      from,
      fn,
      (key, group) => made.fields.set(keyOf(it, key), group),
      (key) => made.fields.get(keyOf(it, key)),
    );
    return made;
  },
  'Map.groupBy': (it, [from, fn]) => {
    const made = newDict('map');
    grouped(
      it,
      from,
      fn,
      (key, group) => made.set(key, group),
      (key) => made.get(key),
    );
    return made;
  },
  Object: (_, [of]) => of ?? new Obj(undefined),
  'new Object': (_, [of]) => of ?? new Obj(undefined),
  'Reflect.ownKeys': (it, [of]) => new List(keysOf(it, of)),
  'Reflect.has': (it, [of, name]) => it.property(of, keyOf(it, name)) !== undefined,
  'Reflect.get': (it, [of, name]) => it.property(of, keyOf(it, name)),
  'Reflect.set': (it, [of, name, value]) => {
    setProperty(it, of, keyOf(it, name), value);
    return true;
  },
  'Reflect.apply': (it, [fn, self, args]) => it.callOn(fn, self, listed(it, args)),
  'Reflect.construct': (it, [cls, args]) =>
    cls instanceof Cls ? (it as Core).make(cls, listed(it, args), new Map()) : it.call(cls, listed(it, args)),
  'Reflect.getPrototypeOf': (_, [of]) => protoOf(of),
  structuredClone: (it, [of]) => cloned(it, of),
  'Array.isArray': (_, [value]) => {
    if (value instanceof Foreign) throw new Unknown('a name that nothing sets');
    return value instanceof List;
  },
  'Array.from': (it, [from, fn]) => {
    const items: Value[] =
      from instanceof Obj && it.property(from, '[Symbol.iterator]') === undefined
        ? Array.from({ length: counted(Number(it.property(from, 'length') ?? 0)) }, (_, at) => it.property(from, String(at)))
        : typeof from === 'number'
          ? []
          : [...listed(it, from)];
    return new List(fn === undefined ? items : items.map((each, at) => it.call(fn, [each, at])));
  },
  'Array.of': (_, args) => new List(args),
  'Array.prototype.slice.call': (it, [of, from, to]) =>
    new List(listed(it, of).slice(from === undefined ? undefined : Number(from), to === undefined ? undefined : Number(to))),
  Array: (_, args) => newArray(args),
  'new Array': (_, args) => newArray(args),
  'new Map': (it, [from]) => {
    const made = newDict('map');
    if (from !== undefined && from !== null)
      for (const pair of listed(it, from)) {
        if (pair === null || typeof pair !== 'object')
          throw thrown(it, 'TypeError', `Iterator value ${textOf(it, pair)} is not an entry object`);
        made.set(it.property(pair, '0'), it.property(pair, '1'));
      }
    return made;
  },
  'new Set': (it, args) => setOf(it, args),
  'new WeakMap': () => newDict('map'),
  'new WeakSet': (it, args) => setOf(it, args),
  'new WeakRef': (_, [of]) => new Obj(undefined, new Map<string, Value>([['deref', new Native(() => of)]])),
  'new RegExp': (it, args) => newPattern(it, args),
  RegExp: (it, args) => newPattern(it, args),
  String: (it, [value]) => (value instanceof Sym ? it.call(it.property(value, 'toString'), []) : textOf(it, value)),
  Symbol: (it, [name]) => Sym.of(`[Symbol:${name === undefined ? '' : textOf(it, name)}#${++symbols}]`),
  'Symbol.for': (it, [name]) => Sym.of(`[Symbol:${textOf(it, name)}]`),
  'String.raw': (it, [strings, ...values]) => {
    const raw = listed(it, it.property(strings, 'raw'));
    return raw.map((each, at) => textOf(it, each) + (at < raw.length - 1 && at < values.length ? textOf(it, values[at]) : '')).join('');
  },
  'Error.captureStackTrace': () => undefined,
  ...Object.fromEntries(
    ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError'].flatMap((type): [string, Row][] => [
      [type, (it, [message, options]) => errorOf(it, type, message, options)],
      [`new ${type}`, (it, [message, options]) => errorOf(it, type, message, options)],
    ]),
  ),
  'new AggregateError': (it, [errors, message, options]) => {
    const made = errorOf(it, 'AggregateError', message, options);
    made.fields.set('errors', new List([...listed(it, errors)]));
    return made;
  },
};

function setOf(it: Machine, [from]: Value[]): Dict {
  const made = newDict('set');
  if (from !== undefined && from !== null) for (const each of listed(it, from)) made.set(each, each);
  return made;
}

function newPattern(it: Machine, [source, flags]: Value[]): Pattern {
  const written = source instanceof Pattern ? source.regex.source : source === undefined ? '(?:)' : textOf(it, source);
  const own = flags === undefined ? (source instanceof Pattern ? source.regex.flags : '') : textOf(it, flags);
  return new Pattern(hosted(it, () => new ProgramPattern(written, own)));
}

function newArray(args: readonly Value[]): List {
  const [only] = args;
  return args.length === 1 && typeof only === 'number' ? new List(new Array<Value>(counted(only))) : new List([...args]);
}

/** What a property that is set by `get` or `set` in a literal is. */
export function defineAccessor(of: Obj, name: string, kind: 'get' | 'set', fn: Func): void {
  of.accessors ??= new Map();
  of.accessors.set(name, { ...of.accessors.get(name), [kind]: fn });
  // Its place among the properties.
  of.fields.set(name, undefined);
}
