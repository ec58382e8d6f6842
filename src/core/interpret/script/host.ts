import { counted, limited, ProgramPattern } from '../values/limits';
import { isTrue } from '../values/comparing';
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
  Unknown,
  type Value,
} from '../values/value';
import { hosted } from './errors';
import { LIBRARY, libraryPart } from './hostNames';
import { areSame, textOf } from './operators';

// The host of the interpreter has the library of JavaScript itself: what only calculates is its own, so that it is as exact.

/** Whether a value can be called in JavaScript. */
export function isFunction(value: Value): boolean {
  return value instanceof Func || value instanceof Native || value instanceof Cls || value instanceof Foreign;
}

/** A value for the host's library. @throws {Unknown} where it is no plain one */
export function hostOf(it: Machine, value: Value): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof List) return value.items.map((each) => hostOf(it, each));
  if (value instanceof Moment) return new Date(value.ms);
  if (value instanceof Pattern) return value.regex;
  if (value instanceof Hosted) return value.object;
  if (isFunction(value)) return (...args: unknown[]) => hostOf(it, it.call(value, args.map(valueOf)));
  if (value instanceof Dict)
    return value.kind === 'set'
      ? new Set(value.keys().map((each) => hostOf(it, each)))
      : new Map(value.pairs().map(([key, each]) => [hostOf(it, key), hostOf(it, each)]));
  if (value instanceof Obj && value.cls === undefined && value.type === '' && !value.accessors)
    return Object.fromEntries([...value.fields].map(([name, each]) => [name, hostOf(it, each)]));
  if (value instanceof Iterating && !value.isAsync) return { [Symbol.iterator]: () => value.source };
  throw new Unknown('an object for the library');
}

/** What the host's library gives, as a value of the program. */
export function valueOf(given: unknown): Value {
  if (given === null || (typeof given !== 'object' && typeof given !== 'function')) {
    if (typeof given === 'symbol') throw new Unknown('a symbol');
    return given as Value;
  }
  if (typeof given === 'function') return new Native((args) => valueOf(Reflect.apply(given, undefined, args)));
  if (Array.isArray(given)) {
    const list = new List(Array.from(given as unknown[], valueOf));
    const { index, input, groups } = given as Partial<RegExpMatchArray>;
    if (index !== undefined)
      list.fields = new Map<string, Value>([
        ['index', index],
        ['input', input],
        ['groups', groups && bareObject(groups)],
      ]);
    return list;
  }
  if (given instanceof Date) return new Moment('instant', given.getTime());
  const proto: unknown = Object.getPrototypeOf(given);
  if (proto === Object.prototype) return new Obj(undefined, new Map(Object.entries(given).map(([name, each]) => [name, valueOf(each)])));
  if (proto === null) return bareObject(given as Record<string, unknown>);
  if (Symbol.iterator in given && 'next' in given) return new Iterating(steps(given as Iterator<unknown>));
  return new Hosted(given);
}

function bareObject(given: Record<string, unknown>): Obj {
  const made = new Obj(undefined, new Map(Object.entries(given).map(([name, each]) => [name, valueOf(each)])));
  made.proto = null;
  return made;
}

function steps(from: Iterator<unknown>): Iterator<Value, Value, Value> {
  return {
    next: () => {
      const next = from.next() as IteratorResult<unknown, unknown>;
      return { value: valueOf(next.value), done: next.done === true };
    },
  };
}

/** Methods that take a function. */
const TAKES = /^(?:map|forEach|flatMap|filter|some|every|find(?:Last)?(?:Index)?|reduce(?:Right)?|sort|toSorted)$/;
/** Methods whose function tells whether something holds. */
const ASKS = /^(?:filter|some|every|find(?:Last)?(?:Index)?)$/;

/** A method of a list. */
function onList(it: Machine, of: List, name: string, args: Value[]): Value {
  const { items } = of;
  if (of.isFrozen && /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin)$/.test(name))
    throw new Unknown('a change of a frozen list');
  switch (name) {
    case 'join':
    case 'toString': {
      const sign = args[0] === undefined ? ',' : textOf(it, args[0]);
      return items.map((each) => (each === null || each === undefined ? '' : textOf(it, each))).join(sign);
    }
    case 'flat':
      return new List(flat(items, args[0] === undefined ? 1 : Number(args[0])));
    case 'concat':
      return new List([...items, ...args.flatMap((each) => (each instanceof List ? each.items : [each]))]);
    case 'includes':
      return items.some((each) => areSame(each, args[0]) || (Number.isNaN(each) && Number.isNaN(args[0])));
    case 'indexOf':
      if (items.some((each) => each instanceof Foreign)) throw new Unknown('a name that nothing sets');
      break;
    case 'toLocaleString':
      throw new Unknown('a list as a text of a place');
    case 'fill':
    case 'splice':
    case 'push':
    case 'unshift':
      limited(of);
      break;
    case 'sort':
    case 'toSorted':
      if (args[0] === undefined) {
        const texts = new Map(items.map((each) => [each, each === undefined ? '' : textOf(it, each)]));
        const before = (a: Value, b: Value): number => (texts.get(a)! < texts.get(b)! ? -1 : Number(texts.get(a)! > texts.get(b)!));
        return name === 'sort' ? (items.sort(before), of) : new List(items.toSorted(before));
      }
  }
  const self = TAKES.test(name) && !/^(?:reduce|sort|toSorted)/.test(name) ? args[1] : undefined;
  const given = args.map((fn, place) => {
    if (place > 0 || !TAKES.test(name) || !isFunction(fn)) return fn;
    return (...own: unknown[]): unknown => {
      const gave = it.callOn(
        fn,
        self,
        own.map((each) => (each === items ? of : (each as Value))),
      );
      if (name === 'flatMap') return gave instanceof List ? gave.items : gave;
      if (ASKS.test(name)) return isTrue(it, gave);
      if (/^(?:sort|toSorted)$/.test(name) && gave instanceof Foreign) throw new Unknown('an order that is not known');
      return gave;
    };
  });
  const method = Array.prototype[name as 'map'] as unknown as (...all: unknown[]) => unknown;
  const gave = hosted(it, () => method.apply(items, given));
  limited(of);
  if (gave === items) return of;
  if (Array.isArray(gave)) return new List(gave as Value[]);
  if (/^(?:entries|keys|values)$/.test(name))
    return new Iterating(name === 'entries' ? pairs(items) : (gave as Iterator<Value, Value, Value>));
  return gave as Value;
}

function* pairs(items: readonly Value[]): Generator<Value> {
  for (let at = 0; at < items.length; at += 1) yield new List([at, items[at]]);
}

const flat = (items: readonly Value[], depth: number): Value[] =>
  items.flatMap((each) => (each instanceof List && depth > 0 ? flat(each.items, depth - 1) : [each]));

/** A method of a text, a number, a date or another object of the library. */
function onHost(it: Machine, of: unknown, name: string, args: Value[]): Value {
  const given = args.map((each): unknown => {
    if (isFunction(each)) {
      return (...own: unknown[]): unknown => {
        const gave = it.call(each, own.map(valueOf));
        return typeof of === 'string' ? textOf(it, gave) : hostOf(it, gave);
      };
    }
    if (typeof of !== 'string' || each === null || typeof each !== 'object' || each instanceof Pattern) return hostOf(it, each);
    return each instanceof Obj && each.cls === undefined ? hostOf(it, each) : textOf(it, each);
  });
  if (typeof of === 'string' && /^(?:repeat|pad)/.test(name))
    counted(Number(given[0]) * (name === 'repeat' ? Math.max(1, of.length / 10) : 1));
  if (typeof of === 'string' && typeof given[0] === 'string' && /^(?:match|matchAll|search)$/.test(name))
    given[0] = new ProgramPattern(given[0], name === 'matchAll' ? 'g' : '');
  const method = (of as Record<string, (...all: unknown[]) => unknown>)[name]!;
  return limited(valueOf(hosted(it, () => method.apply(of, given))));
}

/** A method of a map or a set. */
function onDict(it: Machine, of: Dict, name: string, args: Value[]): Value {
  const [key, value] = args;
  switch (name) {
    case 'get':
      return of.get(key);
    case 'has':
      return of.has(key);
    case 'set':
      of.set(key, value);
      return of;
    case 'add':
      if (!of.has(key)) of.set(key, key);
      return of;
    case 'delete':
      return of.delete(key);
    case 'clear':
      of.entries.clear();
      return undefined;
    case 'forEach':
      for (const [own, each] of of.entries.values()) it.call(key, [of.kind === 'set' ? own : each, own, of]);
      return undefined;
    case 'keys':
      return new Iterating(parts(of, (pair) => pair[0]));
    case 'values':
      return new Iterating(parts(of, (pair) => pair[of.kind === 'set' ? 0 : 1]));
    case 'entries':
      return new Iterating(parts(of, ([own, each]) => new List([own, of.kind === 'set' ? own : each])));
    default:
      return onSets(it, of, name, key);
  }
}

function* parts(of: Dict, part: (pair: [Value, Value]) => Value): Generator<Value> {
  for (const pair of of.entries.values()) yield part(pair);
}

/** What newer versions have for two sets. */
function onSets(it: Machine, of: Dict, name: string, other: Value): Value {
  if (!(other instanceof Dict)) throw new Unknown(`${name} of something else`);
  const made = (keys: readonly Value[]): Dict => {
    const set = newDict('set');
    for (const each of keys) set.set(each, each);
    return set;
  };
  switch (name) {
    case 'union':
      return made([...of.keys(), ...other.keys()]);
    case 'intersection':
      return made(of.keys().filter((each) => other.has(each)));
    case 'difference':
      return made(of.keys().filter((each) => !other.has(each)));
    case 'isSubsetOf':
      return of.keys().every((each) => other.has(each));
    case 'isSupersetOf':
      return other.keys().every((each) => of.has(each));
    default:
      void it;
      throw new Unknown(`the method ${name}`);
  }
}

/** A map or a set of JavaScript. */
export function newDict(kind: 'map' | 'set'): Dict {
  const made = new Dict(kind);
  made.byIdentity = true;
  return made;
}

const DICT_METHODS = {
  map: /^(?:get|set|has|delete|clear|forEach|keys|values|entries)$/,
  set: /^(?:add|has|delete|clear|forEach|keys|values|entries|union|intersection|difference|isSubsetOf|isSupersetOf)$/,
};

const ITERATES = { list: 'values', map: 'entries', set: 'values' };

/** What a text, a number, a list, a map, a date or another value of the library has under a name; undefined where it has nothing. */
export function hostProperty(it: Machine, of: Value, name: string): Value {
  const method = (call: (args: Value[]) => Value): Native => new Native(call);
  if (of instanceof List) {
    if (name === 'length') return of.items.length;
    if (/^\d+$/.test(name)) return of.items[Number(name)];
    if (of.fields?.has(name)) return of.fields.get(name);
    if (name === '[Symbol.iterator]') return method(() => onList(it, of, ITERATES.list, []));
    return name !== 'constructor' && typeof Array.prototype[name as 'map'] === 'function'
      ? method((args) => onList(it, of, name, args))
      : typeName(of, name);
  }
  if (of instanceof Dict) {
    if (name === 'size') return of.entries.size;
    if (name === '[Symbol.iterator]') return method(() => onDict(it, of, ITERATES[of.kind], []));
    return DICT_METHODS[of.kind].test(name) ? method((args) => onDict(it, of, name, args)) : typeName(of, name);
  }
  if (of instanceof Moment) {
    if (typeof Date.prototype[name as 'getTime'] !== 'function' || name === 'constructor') return typeName(of, name);
    return method((args) => {
      const date = new Date(of.ms);
      const gave = onHost(it, date, name, args);
      of.ms = date.getTime();
      return gave;
    });
  }
  if (of instanceof Pattern) {
    const found = (of.regex as unknown as Record<string, unknown>)[name];
    return typeof found === 'function' && name !== 'constructor'
      ? method(([text]) => onHost(it, of.regex, name, [textOf(it, text)]))
      : valueOf(found);
  }
  const host: unknown = of instanceof Hosted ? of.object : of;
  if (typeof host === 'string' && /^\d+$/.test(name)) return host[Number(name)];
  if (typeof host === 'string' && name === '[Symbol.iterator]') return method(() => new Iterating(host[Symbol.iterator]()));
  if (name === 'constructor') return typeName(of, name);
  const found = (host as Record<string, unknown>)[name];
  return typeof found === 'function' ? method((args) => onHost(it, host, name, args)) : valueOf(found);
}

function typeName(of: Value, name: string): Value {
  if (name !== 'constructor') return undefined;
  if (of instanceof List) return new Foreign('Array');
  if (of instanceof Dict) return new Foreign(of.kind === 'set' ? 'Set' : 'Map');
  if (of instanceof Moment) return new Foreign('Date');
  return new Foreign(
    typeof of === 'string' ? 'String' : typeof of === 'number' ? 'Number' : typeof of === 'boolean' ? 'Boolean' : 'Object',
  );
}

/** A function of the host's library, called or constructed; undefined where the interpreter has none of the name. */
export function callLibrary(it: Machine, written: string, args: Value[]): { value: Value } | undefined {
  const [, makes, name = ''] = /^(new )?(?:buffer\.(?=Buffer))?([\w.]+)$/.exec(written) ?? [];
  if (!LIBRARY.test(name) || /^(?:Weak|Shared)/.test(name)) return undefined;
  const found = libraryPart(name.replace(/^(?:url|util)\./, ''));
  if (typeof found !== 'function') return undefined;
  if (/Array$|^ArrayBuffer$/.test(name) && typeof args[0] === 'number') counted(args[0]);
  const given = args.map((each) => (/^Number\.is/.test(name) && each !== null && typeof each === 'object' ? {} : plainFor(it, name, each)));
  if (makes) return { value: valueOf(hosted(it, () => Reflect.construct(found, given) as object)) };
  const owner = name.includes('.') ? libraryPart(name.replace(/\.\w+$/, '')) : undefined;
  return { value: valueOf(hosted(it, () => Reflect.apply(found, owner, given) as unknown)) };
}

/** Numbers and texts are made of what they are given, as they would be there. */
function plainFor(it: Machine, name: string, value: Value): unknown {
  if (value === null || typeof value !== 'object' || isFunction(value)) return hostOf(it, value);
  if (/^(?:Math|Date)\./.test(name)) {
    const text = value instanceof Moment ? value.ms : textOf(it, value);
    return Number(text);
  }
  return /^(?:parse|is[NF]|(?:en|de)code|Number\.parse|String\.)/.test(name) ? textOf(it, value) : hostOf(it, value);
}

/** A constant of the host's library, such as `Math.PI`; null where it has none of the name. */
export function libraryConstant(name: string): Value {
  if (!/^(?:Math|Number)\.[A-Z_\d]+$/i.test(name)) return null;
  const found = libraryPart(name);
  return typeof found === 'number' ? found : null;
}
