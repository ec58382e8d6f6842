import { PYTHON_TYPES, typeNameOf } from './builtInTypes';
import { comparedDecimals } from './decimals';
import { onFlags, plainOf } from './enums';
import { isLibraryError } from './errorKinds';
import { mixedIn } from '../running/lookup';
import { comparedMoments } from '../library/moments';
import { areSameMoments } from '../python/moments';
import { scriptOperated } from '../script/operators';
import type { Cls } from './value';
import {
  Decimal,
  Dict,
  Foreign,
  isNumber,
  List,
  type Machine,
  Moment,
  Obj,
  Pointer,
  Promised,
  sameNumber,
  Sym,
  Thrown,
  Unknown,
  type Value,
} from './value';

/** Whether a value counts as true. */
export function isTrue(it: Machine, value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (value instanceof Foreign) {
    if (it.family === 'javascript' && /^[A-Z][A-Za-z]*$/.test(value.name)) return true;
    if (
      it.family === 'python' &&
      (isLibraryError(it.family, value.name) ||
        /^(?:str|int|float|list|dict|set|tuple|bool|len|print|sorted|abs|min|max|sum|repr)(?:\.\w+)?$/.test(value.name))
    )
      return true;
    throw new Unknown('a name that nothing sets');
  }
  const { family } = it;
  if (value === null || value === undefined) return false;
  if (family === 'ruby') return true;
  if (value instanceof Promised) return true;
  if (family === 'javascript') return typeof value === 'object' || Boolean(value);
  if (/^(?:python|php)$/.test(family)) {
    if (isNumber(value)) return !sameNumber(value, 0);
    if (typeof value === 'string') return value !== '' && !(family === 'php' && value === '0');
    if (value instanceof List) return value.items.length > 0;
    if (value instanceof Dict) return value.entries.size > 0;
    if (value instanceof Decimal) return value.digits !== 0n;
    if (value instanceof Moment && value.kind === 'span') return value.ms !== 0;
    const plain = plainOf(value);
    if (
      plain !== value ||
      (value instanceof Obj && value.cls?.members && typeof value.fields.get('value') === 'bigint' && onFlags('|', value, 0n))
    )
      return isTrue(it, value instanceof Obj ? value.fields.get('value') : plain);
    if (value instanceof Obj && value.isTuple) return value.fields.size > 0;
    const own = it.methodOf(value, /^__bool__$/) ?? it.methodOf(value, /^__len__$/);
    return own ? isTrue(it, it.call(own, [])) : true;
  }
  if (family === 'cpp' && isNumber(value)) return !sameNumber(value, 0);
  throw new Unknown('a truth of something else');
}

const isTypeOfPython = (name: string): boolean => Object.hasOwn(PYTHON_TYPES, name) || isLibraryError('python', name);

/** Whether two values are equal, as an operator asks. */
export function equal(it: Machine, a: Value, b: Value, operator = '=='): boolean {
  const { family } = it;
  if (family === 'javascript') return scriptOperated(it, /^[!=]=$/.test(operator) ? '==' : '===', a, b) === true;
  if (family === 'php') return /^[=!]==$/.test(operator) ? identical(it, a, b) : looselyEqual(it, a, b);
  if (operator !== 'is') [a, b] = [plainOf(a), plainOf(b)];
  if (isNumber(a) && isNumber(b)) return sameNumber(a, b);
  const codes = asCodes(it, a, b);
  if (codes) return codes[0] === codes[1];
  if (a instanceof Foreign && b instanceof Foreign) {
    if (/^(?:python|ruby)$/.test(family)) return a.name === b.name;
    if (family === 'java' && a.name === b.name) return true;
  }
  if (a instanceof Foreign || b instanceof Foreign) {
    if (family === 'python' && [a, b].some((each) => each instanceof Foreign && isTypeOfPython(each.name))) return false;
    throw new Unknown('a name that nothing sets');
  }
  if (a === null || a === undefined || b === null || b === undefined) return (a ?? null) === (b ?? null);
  if (a instanceof Pointer && b instanceof Pointer) return a.to === b.to;
  if (operator === 'is') {
    if (typeof a !== 'object' || typeof b !== 'object') return a === b;
    return a === b;
  }
  if (family === 'python' && (typeof a === 'boolean' || typeof b === 'boolean') && (isNumber(a) || isNumber(b)))
    return Number(a) === Number(b);
  const isAsked = (each: Value): boolean => each instanceof Decimal || (each instanceof Obj && family === 'python');
  if ((typeof a !== 'object' || typeof b !== 'object') && !isAsked(a) && !isAsked(b)) return a === b;
  if (family === 'java' && operator === '==') {
    if (typeof a === 'object' && typeof b === 'object') return a === b;
  }
  return same(it, a, b);
}

/** The codes of a letter and a number, in languages in which a letter is one. */
function asCodes({ family }: Machine, a: Value, b: Value): [number, number] | undefined {
  if (typeof a === typeof b || !/^(?:java|cpp|csharp)$/.test(family)) return undefined;
  const code = (value: Value): number | undefined =>
    isNumber(value) ? Number(value) : typeof value === 'string' && [...value].length === 1 ? value.codePointAt(0) : undefined;
  const [x, y] = [code(a), code(b)];
  return x === undefined || y === undefined ? undefined : [x, y];
}

/** `===` of PHP: of one type, with the same keys in their order. */
export function identical(it: Machine, a: Value, b: Value): boolean {
  if (a instanceof Foreign || b instanceof Foreign) throw new Unknown('a name that nothing sets');
  if (a instanceof List && b instanceof List)
    return a.items.length === b.items.length && a.items.every((each, at) => identical(it, each, b.items[at]));
  if (a instanceof Dict && b instanceof Dict) {
    const others = b.pairs();
    return (
      a.entries.size === b.entries.size &&
      a.pairs().every(([key, each], at) => others[at]![0] === key && identical(it, each, others[at]![1]))
    );
  }
  if (a instanceof List && b instanceof Dict) return a.items.length === 0 && b.entries.size === 0;
  if (a instanceof Dict && b instanceof List) return identical(it, b, a);
  return (a ?? null) === (b ?? null);
}

/** Whether a value is a text that PHP takes for a number. */
export const isNumeric = (each: Value): boolean =>
  typeof each === 'string' && /^\s*[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(each);

/** `==` of PHP. */
function looselyEqual(it: Machine, a: Value, b: Value): boolean {
  if (a instanceof Foreign || b instanceof Foreign) throw new Unknown('a name that nothing sets');
  if (typeof a === 'boolean' || typeof b === 'boolean') return isTrue(it, a) === isTrue(it, b);
  if (a === null || a === undefined || b === null || b === undefined) {
    const other = a ?? b ?? null;
    return typeof other === 'string' ? other === '' : !isTrue(it, other);
  }
  if (isNumber(a) && isNumber(b)) return sameNumber(a, b);
  if (isNumber(a) && typeof b === 'string') return isNumeric(b) ? Number(a) === Number(b) : it.shown(a) === b;
  if (typeof a === 'string' && isNumber(b)) return looselyEqual(it, b, a);
  if (typeof a === 'string' && typeof b === 'string') return isNumeric(a) && isNumeric(b) ? Number(a) === Number(b) : a === b;
  if ((a instanceof List || a instanceof Dict) && (b instanceof List || b instanceof Dict)) {
    const [x, y] = [keyed(a), keyed(b)];
    return x.entries.size === y.entries.size && x.pairs().every(([key, each]) => y.has(key) && looselyEqual(it, each, y.get(key)));
  }
  if (a instanceof Moment && b instanceof Moment) return sameMoment(a, b);
  if (a instanceof Obj && b instanceof Obj) {
    if (a === b) return true;
    if (a.cls !== b.cls || a.type !== b.type || a.cls?.members || a.fields.size !== b.fields.size) return false;
    return [...a.fields].every(([name, each]) => b.fields.has(name) && looselyEqual(it, each, b.fields.get(name)));
  }
  if (typeof a === 'object' && typeof b === 'object') return a === b;
  throw new Unknown('a loose comparison');
}

function keyed(of: List | Dict): Dict {
  if (of instanceof Dict) return of;
  const made = new Dict();
  of.items.forEach((each, at) => made.set(BigInt(at), each));
  return made;
}

function sameMoment(a: Moment, b: Moment): boolean {
  if (a.isUtc !== b.isUtc) throw new Unknown('times of two places');
  return a.kind === b.kind && a.ms === b.ms;
}

/** Whether two values have the same parts. */
export function same(it: Machine, a: Value, b: Value): boolean {
  if (a instanceof Pointer && b instanceof Pointer) return same(it, a.to, b.to);
  [a, b] = [plainOf(a), plainOf(b)];
  [a, b] = [asTuple(a), asTuple(b)];
  [a, b] = [a, b].map((each) => (each instanceof Obj && each.held && !it.methodOf(each, /^equals$/) ? each.held : each));
  if (a instanceof Moment && b instanceof Moment) return it.family === 'python' ? areSameMoments(a, b) : sameMoment(a, b);
  if (a instanceof Decimal && a.isScaled) return b instanceof Decimal && a.digits === b.digits && a.places === b.places;
  if ((a instanceof Decimal || b instanceof Decimal) && [a, b].every((each) => each instanceof Decimal || isNumber(each)))
    return comparedDecimals(it, a, b) === 0;
  if (isNumber(a) && isNumber(b)) return sameNumber(a, b);
  if (a instanceof Foreign || b instanceof Foreign) throw new Unknown('a name that nothing sets');
  if (a instanceof List && b instanceof List) {
    if (it.family === 'python' && a.kind !== b.kind) return false;
    return a.items.length === b.items.length && a.items.every((each, at) => same(it, each, b.items[at]));
  }
  if (it.family === 'php' && ((a instanceof List && b instanceof Dict) || (a instanceof Dict && b instanceof List))) return false;
  if (a instanceof Dict && b instanceof Dict) {
    if (a.entries.size !== b.entries.size || a.kind !== b.kind) return false;
    return a.pairs().every(([key, value]) => b.has(key) && (a.kind === 'set' || same(it, value, b.get(key))));
  }
  if (a instanceof Obj && b instanceof Obj) {
    if (a === b) return true;
    const own = it.family === 'php' ? undefined : it.methodOf(a, /^(?:__eq__|equals|Equals|==|eq|operator==)$/);
    if (own) {
      const gave = it.call(own, [b]);
      return isNotImplemented(gave) ? false : isTrue(it, gave);
    }
    if (it.family === 'ruby' && a.cls === b.cls && mixedIn(a.cls).has('Comparable')) return compared(it, a, b) === 0;
    const isPlain = a.cls === undefined && b.cls === undefined && a.type === '' && b.type === '';
    if ((a.isData && b.isData && a.cls === b.cls) || isPlain || it.family === 'php') {
      if (a.cls !== b.cls) return false;
      const telling = a.cls?.telling;
      if (telling) return telling.every((name) => same(it, a.fields.get(name), b.fields.get(name)));
      return (
        a.fields.size === b.fields.size && [...a.fields].every(([name, value]) => b.fields.has(name) && same(it, value, b.fields.get(name)))
      );
    }
    return false;
  }
  for (const [own, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const asks = own instanceof Obj && it.family === 'python' ? it.methodOf(own, /^__eq__$/) : undefined;
    if (asks === undefined) continue;
    const gave = it.call(asks, [other]);
    if (!isNotImplemented(gave)) return isTrue(it, gave);
  }
  if ((a ?? null) === null && (b ?? null) === null) return true;
  return a === b;
}

/** The order of values of two types in PHP; undefined where it is that of all languages. */
function phpOrder(it: Machine, a: Value, b: Value): number | undefined {
  const isText = (each: Value): each is string => typeof each === 'string';
  if (a === null || b === null || typeof a === 'boolean' || typeof b === 'boolean') {
    if (isText(a) || isText(b)) return typeof a === 'boolean' || typeof b === 'boolean' ? truths(it, a, b) : compared(it, a ?? '', b ?? '');
    return truths(it, a, b);
  }
  if (isText(a) && isText(b)) return isNumeric(a) && isNumeric(b) ? Math.sign(Number(a) - Number(b)) : undefined;
  if (isNumber(a) && isText(b)) return isNumeric(b) ? Math.sign(Number(a) - Number(b)) : compared(it, it.shown(a), b);
  return isText(a) && isNumber(b) ? -compared(it, b, a) : undefined;
}

const truths = (it: Machine, a: Value, b: Value): number => Number(isTrue(it, a)) - Number(isTrue(it, b));

/** Below 0 where the first comes first. */
export function compared(it: Machine, a: Value, b: Value): number {
  if (it.family === 'php') {
    const order = phpOrder(it, a ?? null, b ?? null);
    if (order !== undefined) return order;
  }
  [a, b] = [plainOf(a), plainOf(b)];
  [a, b] = [asTuple(a), asTuple(b)];
  if ((a instanceof Decimal || b instanceof Decimal) && [a, b].every((each) => each instanceof Decimal || isNumber(each)))
    return comparedDecimals(it, a, b);
  if (isNumber(a) && isNumber(b)) return a < b ? -1 : a > b ? 1 : sameNumber(a, b) ? 0 : Number.NaN;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  const codes = asCodes(it, a, b);
  if (codes) return codes[0] < codes[1] ? -1 : Number(codes[0] > codes[1]);
  if (a instanceof Obj && /^(?:ruby|java|kotlin|csharp)$/.test(it.family)) {
    const own = it.methodOf(a, /^(?:<=>|compareTo|CompareTo)$/);
    if (own) return Number(it.call(own, [b]));
  }
  if (a instanceof Moment && b instanceof Moment) return comparedMoments(it, a, b);
  if (a instanceof Sym && b instanceof Sym) return a.name < b.name ? -1 : Number(a.name > b.name);
  if (typeof a === 'boolean' && typeof b === 'boolean' && it.family !== 'ruby') return Number(a) - Number(b);
  if (a instanceof List && b instanceof List && /^(?:python|ruby|rust|cpp|php)$/.test(it.family)) {
    if (it.family === 'php' && a.items.length !== b.items.length) return a.items.length - b.items.length;
    for (let at = 0; at < Math.min(a.items.length, b.items.length); at += 1) {
      if (same(it, a.items[at], b.items[at])) continue;
      return compared(it, a.items[at], b.items[at]);
    }
    return a.items.length - b.items.length;
  }
  if (a instanceof Obj) {
    const own = it.methodOf(a, /^(?:compareTo|CompareTo|<=>|cmp|__cmp__)$/);
    if (own) return Number(it.call(own, [b]));
    if (it.family === 'python' && a.isData && b instanceof Obj && a.cls === b.cls && a.cls && isOrdered(a.cls))
      return compared(it, new List(tellingOf(a)), new List(tellingOf(b)));
    const less = it.methodOf(a, /^__lt__$/);
    if (less) {
      if (isTrue(it, it.call(less, [b]))) return -1;
      const other = it.methodOf(b, /^__lt__$/);
      return other && isTrue(it, it.call(other, [a])) ? 1 : 0;
    }
    if (a.constant && b instanceof Obj && b.constant) return a.constant.ordinal - b.constant.ordinal;
  }
  throw noOperator(it, '<', a, b) ?? new Unknown('an order of something else');
}

/** Whether the objects of a data class have an order. */
export function isOrdered(cls: Cls): boolean {
  const { file, node } = cls.at;
  return (node.decorators ?? []).some(({ start, end }) => /\border\s*=\s*True\b/.test(file.text.slice(start, end)));
}

export function tellingOf(of: Obj): Value[] {
  return (of.cls?.telling ?? [...of.fields.keys()]).map((name) => of.fields.get(name));
}

/** The name that a value has in an error; undefined where it is not certain that a type has no such operator. */
function plainType(it: Machine, value: Value, operator: string): string | undefined {
  if (it.family === 'ruby') return value === null ? 'nil' : typeNameOf(value);
  if (value === null) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof List) return value.kind;
  if (value instanceof Obj) return it.family === 'python' && /^[<>]/.test(operator) && hasNoOrder(it, value) ? value.cls!.name : undefined;
  return value instanceof Dict ? (value.kind === 'set' ? 'set' : 'dict') : undefined;
}

/** Python: whether an object is of a class of the program alone that says nothing of an order. */
function hasNoOrder(it: Machine, object: Obj): boolean {
  const { cls } = object;
  if (!cls || object.constant || cls.order.some(({ foreigns }) => foreigns.length > 0) || isOrdered(cls)) return false;
  const decorators = cls.order.flatMap(({ at: { file, node } }) =>
    (node.decorators ?? []).map(({ start, end }) => file.text.slice(start, end)),
  );
  return !decorators.some((each) => each.includes('ordering')) && !it.methodOf(object, /^__(?:lt|gt|le|ge)__$/);
}

/** The error of an operator that two values do not have. */
export function noOperator(it: Machine, operator: string, a: Value, b: Value): Thrown | undefined {
  const error = (type: string, said: string): Thrown => new Thrown(new Obj(undefined, new Map<string, Value>([['message', said]]), type));
  const [x, y] = [plainType(it, a, operator), plainType(it, b, operator)];
  if (x === undefined || y === undefined) return undefined;
  if (it.family === 'python') {
    if (/^[<>]=?$/.test(operator)) return error('TypeError', `'${operator}' not supported between instances of '${x}' and '${y}'`);
    return error('TypeError', `unsupported operand type(s) for ${operator}: '${x}' and '${y}'`);
  }
  if (it.family !== 'ruby') return undefined;
  if (a === null) return error('NoMethodError', `undefined method '${operator}' for nil`);
  if (/^[<>]=?$/.test(operator)) return error('ArgumentError', `comparison of ${x} with ${b === null ? 'nil' : it.shown(b, true)} failed`);
  if (isNumber(a)) return error('TypeError', `${y} can't be coerced into ${x}`);
  if (typeof a === 'string' && operator === '+') return error('TypeError', `no implicit conversion of ${y} into String`);
  return a instanceof List && operator === '+' ? error('TypeError', `no implicit conversion of ${y} into Array`) : undefined;
}

/** `NotImplemented` of Python: the other side is asked. */
export function isNotImplemented(value: Value): boolean {
  return value instanceof Foreign && value.name === 'NotImplemented';
}

/** A tuple with names as a tuple; any other value is itself. */
export function asTuple(value: Value): Value {
  return value instanceof Obj && value.parts && value.fields.size > 0 ? new List(value.parts, 'tuple') : value;
}
