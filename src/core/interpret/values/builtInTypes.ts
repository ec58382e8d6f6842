import { plainOf } from './enums';
import { isLibraryError } from './errorKinds';
import {
  Cls,
  Decimal,
  Dict,
  Func,
  isNumber,
  List,
  type Machine,
  Moment,
  Native,
  Obj,
  Pattern,
  Stream,
  Sym,
  Unknown,
  type Value,
} from './value';

/** Whether a value can be called. */
export function isCallable(value: Value): boolean {
  return value instanceof Func || value instanceof Native || value instanceof Cls;
}

/** Whether a value is of a type that a language has by itself. @throws {@link Unknown} for another name */
export function isBuiltIn(it: Machine, value: Value, type: string): boolean {
  const own = (it.family === 'python' ? PYTHON_TYPES : BUILT_IN) as Readonly<Record<string, (value: Value) => boolean>>;
  const plain = type.replace(/^(?:collections\.abc|typing|builtins|datetime|numbers|decimal)\./, '');
  const is = Object.hasOwn(own, plain) ? own[plain] : undefined;
  if (is) return is(plainOf(value));
  if (isLibraryError(it.family, plain)) return value instanceof Obj && it.isA(value, plain);
  throw new Unknown('a type');
}

const isPart = (of: Value, test: (cls: Cls) => boolean): boolean => of instanceof Obj && of.cls !== undefined && of.cls.order.some(test);

const hasMethod = (of: Value, name: string): boolean =>
  isPart(of, ({ at }) => at.node.members.some((each) => each.kind === 'fn' && each.name === name));

const isList = (of: Value): boolean => of instanceof List;

export const PYTHON_TYPES: Readonly<Record<string, (value: Value) => boolean>> = {
  int: (one) => typeof one === 'bigint' || typeof one === 'boolean',
  float: (one) => typeof one === 'number',
  str: (one) => typeof one === 'string',
  bool: (one) => typeof one === 'boolean',
  list: (one) => one instanceof List && one.kind === 'list',
  tuple: (one) => (one instanceof List && one.kind === 'tuple') || (one instanceof Obj && one.isTuple === true),
  dict: (one) => one instanceof Dict && one.kind === 'map',
  set: (one) => one instanceof Dict && one.kind === 'set' && one.fixed !== true,
  frozenset: (one) => one instanceof Dict && one.kind === 'set' && one.fixed === true,
  NoneType: (one) => one === null,
  object: () => true,
  Decimal: (one) => one instanceof Decimal,
  date: (one) => one instanceof Moment && (one.kind === 'day' || one.kind === 'time'),
  datetime: (one) => one instanceof Moment && one.kind === 'time',
  timedelta: (one) => one instanceof Moment && one.kind === 'span',
  Number: (one) => isNumber(one) || typeof one === 'boolean' || one instanceof Decimal,
  Real: (one) => isNumber(one) || typeof one === 'boolean',
  Integral: (one) => typeof one === 'bigint' || typeof one === 'boolean',
  Iterable: (one) => isList(one) || one instanceof Dict || typeof one === 'string' || one instanceof Stream || hasMethod(one, '__iter__'),
  Sequence: (one) => isList(one) || typeof one === 'string',
  Mapping: (one) => one instanceof Dict && one.kind === 'map',
  MutableMapping: (one) => one instanceof Dict && one.kind === 'map',
  Callable: (one) => isCallable(one) || hasMethod(one, '__call__'),
  Hashable: () => {
    throw new Unknown('a type');
  },
  type: (one) => one instanceof Cls,
};

const BUILT_IN: Readonly<Record<string, (value: Value) => boolean>> = {
  String: (value) => typeof value === 'string',
  Integer: (value) => typeof value === 'bigint',
  Float: (value) => typeof value === 'number',
  Numeric: (value) => isNumber(value) || value instanceof Decimal,
  BigDecimal: (value) => value instanceof Decimal,
  Array: (value) => value instanceof List,
  Hash: (value) => value instanceof Dict && value.kind === 'map',
  Set: (value) => value instanceof Dict && value.kind === 'set',
  Symbol: (value) => value instanceof Sym,
  NilClass: (value) => value === null,
  TrueClass: (value) => value === true,
  FalseClass: (value) => value === false,
  Proc: (value) => value instanceof Func || value instanceof Native,
  Range: (value) => value instanceof Obj && value.type === 'range',
  Date: (value) => value instanceof Moment && value.kind === 'day',
  Time: (value) => value instanceof Moment && value.kind === 'time',
  Regexp: (value) => value instanceof Pattern,
  Class: (value) => value instanceof Cls,
  Enumerable: (value) => value instanceof List || value instanceof Dict,
  Comparable: (value) => isNumber(value) || typeof value === 'string',
};

/** The name of the type that a value has in Ruby. */
export function typeNameOf(value: Value): string | undefined {
  return Object.keys(BUILT_IN).find((name) => name !== 'Numeric' && BUILT_IN[name]!(value));
}
