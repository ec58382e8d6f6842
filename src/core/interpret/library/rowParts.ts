import { listOf } from '../values/iteration';
import { counted } from '../values/limits';
import { numberOf, scaledTo } from '../values/decimals';
import { plainOf } from '../values/enums';
import type { Named, Row } from './parts';
import { collectionSize } from '../php/objects';
import { isCallable } from '../values/builtInTypes';
import { compared } from '../values/comparing';
import { Cls, Decimal, Dict, Func, isNumber, itemsOf, List, type Machine, Obj, Thrown, Unknown, type Value } from '../values/value';

export type { Named, Row };

/** An argument that has to be a number. */
export const num = (value: Value): number => {
  if (isNumber(value)) return Number(value);
  throw new Unknown('no number');
};

/** An argument that has to be a text. */
export const text = (value: Value): string => {
  if (typeof value === 'string') return value;
  throw new Unknown('no text');
};

/** A number of the kind that the language's own function gives. */
export const whole = (_: Machine, value: number): Value => {
  if (!Number.isFinite(value)) return value;
  return BigInt(value);
};

/** The error of a text that is no number. */
const noNumber = ({ family }: Machine, value: Value): never => {
  const types: Readonly<Record<string, string>> = {
    ruby: 'ArgumentError',
    java: 'NumberFormatException',
    csharp: 'FormatException',
    kotlin: 'NumberFormatException',
  };
  if (/^(?:rust|cpp|php)$/.test(family)) throw new Unknown('no number');
  const said = family === 'ruby' ? `invalid value for Integer(): ${JSON.stringify(value)}` : '';
  throw new Thrown(new Obj(undefined, new Map<string, Value>(said ? [['message', said]] : []), types[family] ?? 'ValueError'));
};

export const valueError = (): never => {
  throw new Thrown(new Obj(undefined, new Map(), 'ValueError'));
};

/** The elements of an argument that can be gone through. */
export const list = listOf;

/** The greatest (1) or least (-1) of the arguments, or of the elements of the only one. */
export const best = (it: Machine, args: Value[], named: Named, sign: 1 | -1): Value => {
  const items = args.length === 1 ? list(it, args[0]) : args;
  const key = named.get('key');
  if (items.length === 0) return named.has('default') ? named.get('default') : valueError();
  const by = (value: Value): Value => (key === undefined ? value : it.call(key, [value]));
  return items.reduce((found, each) => (compared(it, by(each), by(found)) * sign > 0 ? each : found));
};

/** The same as a row, of the arguments. */
export const bests =
  (sign: 1 | -1): Row =>
  (it, args) => {
    const found = args.reduce((a, b) => (compared(it, b, a) * sign > 0 ? b : a));
    return args.some((each) => typeof each === 'number') ? num(found) : found;
  };

/** A map with the pairs of a map, a list of pairs and named arguments. */
export const dictOf = (it: Machine, args: Value[], named: Named, made: Dict = new Dict()): Dict => {
  const [from] = args;
  if (from instanceof Dict) for (const [key, value] of from.pairs()) made.set(key, value);
  else if (from !== undefined) for (const pair of list(it, from)) made.set(itemsOf(pair, it.family)[0], itemsOf(pair, it.family)[1]);
  for (const [key, value] of named) made.set(key, value);
  return made;
};

/** A set of the elements of a value. */
export const setOf = (it: Machine, from: Value): Dict => {
  const made = new Dict('set');
  if (from !== undefined && from !== null) for (const each of list(it, from)) made.set(each, each);
  return made;
};

function refuseSize(): never {
  throw new Unknown('a size');
}

/** The number of elements. */
export const sizeOf: Row = (it, [of]) => {
  if (of instanceof Obj) {
    const own = it.methodOf(of, /^__len__$/);
    if (own) return it.call(own, []);
  }
  if (it.family === 'php' && of instanceof Obj) {
    const own = it.methodOf(of, /^count$/);
    if (own) return it.call(own, []);
    return collectionSize(of) ?? refuseSize();
  }
  if (it.family === 'python' && of instanceof Cls && of.members) return BigInt(of.members.length);
  if (typeof of === 'string') return BigInt([...of].length);
  if (of instanceof Dict) return BigInt(of.entries.size);
  return BigInt(list(it, of).length);
};

/** What a function without a result gives. */
export const nothing: Row = () => null;

/** A new list, empty or as long or with the elements as its arguments say. */
export const newList: Row = (it, args) => {
  const [from, second] = args;
  if (isNumber(from) && /^(?:java|csharp|kotlin)$/.test(it.family) && second === undefined) return new List([]);
  if (isNumber(from) && it.family === 'ruby')
    return new List(
      Array.from({ length: counted(Number(from)) }, (_, at) => (isCallable(second) ? it.call(second, [BigInt(at)]) : (second ?? null))),
    );
  return new List(from === undefined || isNumber(from) ? [] : [...list(it, from)]);
};

/** A new map, empty or with the pairs of its argument. */
export const newMap: Row = (it, args, named) => {
  const made = new Dict();
  const [from] = args;
  if (it.family === 'ruby') {
    if (from instanceof Func) {
      made.fallback = (key) => {
        const value = it.call(from, [made, key]);
        return made.has(key) ? made.get(key) : value;
      };
      made.keeps = false;
      return made;
    }
    if (from !== undefined) made.otherwise = from;
    return made;
  }
  if (isNumber(from)) {
    if (args[2] === true) made.byAccess = true;
    return made;
  }
  return dictOf(it, args, named, made);
};

/** Whole numbers in a row. */
export const rangeOf: Row = (_, args) => {
  const [from, to, step] = args.length === 1 ? [0n, args[0], 1n] : [args[0], args[1], args[2] ?? 1n];
  const other = [from, to, step].find((each) => typeof each !== 'bigint' && typeof each !== 'boolean');
  const type = typeof other === 'string' ? 'str' : typeof other === 'number' ? 'float' : other === null ? 'NoneType' : undefined;
  if (type !== undefined)
    throw new Thrown(new Obj(undefined, new Map([['message', `'${type}' object cannot be interpreted as an integer`]]), 'TypeError'));
  if (typeof from !== 'bigint' || typeof to !== 'bigint' || typeof step !== 'bigint' || step === 0n) throw new Unknown('a range');
  const items: Value[] = [];
  for (let at = from; step > 0n ? at < to : at > to; at += step) {
    if (items.length > 20_000) throw new Unknown('a long range');
    items.push(at);
  }
  return new List(items);
};

function noneNumber({ family }: Machine, type: string): Thrown {
  const said =
    family === 'ruby'
      ? `can't convert nil into ${type}`
      : `${type === 'Float' ? 'float' : 'int'}() argument must be a string or a real number, not 'NoneType'`;
  return new Thrown(new Obj(undefined, new Map<string, Value>([['message', said]]), 'TypeError'));
}

/** A text read as a whole number. */
export const parsedWhole: Row = (it, args) => {
  const [value, base] = args;
  if (args.length === 0 && it.family === 'python') return 0n;
  if (value === null && /^(?:python|ruby)$/.test(it.family)) throw noneNumber(it, 'Integer');
  if (base !== undefined && Number(base) !== 10) {
    const digits =
      typeof value === 'string'
        ? value
            .trim()
            .toLowerCase()
            .replace(/^[-+]?0[xbo]/, '')
        : '';
    const radix = Number(base);
    if (radix < 2 || radix > 36 || digits === '' || ![...digits].every((sign) => Number.parseInt(sign, radix) >= 0))
      return noNumber(it, value);
    return [...digits].reduce((sum, sign) => sum * BigInt(radix) + BigInt(Number.parseInt(sign, radix)), 0n);
  }
  if (value instanceof Decimal) return scaledTo(value, 0, 'DOWN').digits;
  if (typeof plainOf(value) === 'bigint') return plainOf(value);
  if (typeof value === 'number') return whole(it, Math.trunc(value));
  if (typeof value === 'boolean') return BigInt(value);
  if (typeof value === 'string')
    return /^\s*[-+]?\d+(?:_\d+)*\s*$/.test(value) ? BigInt(value.replace(/[_+\s]/g, '')) : noNumber(it, value);
  throw new Unknown('a number of something else');
};

function pythonFraction(it: Machine, value: string): number {
  const plain = value
    .trim()
    .toLowerCase()
    .replace(/(?<=\d)_(?=\d)/g, '');
  const [, sign, word] = /^([-+]?)(inf(?:inity)?|nan)$/.exec(plain) ?? [];
  if (word !== undefined) return word === 'nan' ? Number.NaN : sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^[-+]?[\d.]+(?:e[-+]?\d+)?$/.test(plain) && !Number.isNaN(Number(plain)) ? Number(plain) : noNumber(it, value);
}

/** A text read as a number. */
export const parsedFraction: Row = (it, args) => {
  const [value] = args;
  if (args.length === 0 && it.family === 'python') return 0;
  if (value === null && /^(?:python|ruby)$/.test(it.family)) throw noneNumber(it, 'Float');
  if (value instanceof Decimal) return numberOf(value);
  if (isNumber(value)) return Number(value);
  if (typeof value === 'string' && it.family === 'python') return pythonFraction(it, value);
  if (typeof value === 'string') return value.trim() !== '' && !Number.isNaN(Number(value)) ? Number(value) : noNumber(it, value);
  throw new Unknown('a number of something else');
};

/** A function that calls a method of its first argument. */
export const method =
  (name: string): Row =>
  (it, [of, ...rest], named) =>
    it.send(of, name, rest, named);
