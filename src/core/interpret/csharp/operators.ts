import { escapePattern } from '../../escapePattern';
import { methodsOf } from '../../flow/program';
import { isOfType } from '../values/kinds';
import { Decimal, Dict, Func, isNumber, List, type Machine, Moment, Native, Obj, type Value } from '../values/value';

/** Handlers of an event: one function that calls all of them. */
const handlers = new WeakMap<Native, readonly Value[]>();

/** `changed += handler`, `changed -= handler`; undefined where neither side is a function. */
function withHandler(it: Machine, operator: string, a: Value, b: Value): Value {
  const isFn = (each: Value): boolean => each instanceof Func || each instanceof Native;
  if (!/^[-+]$/.test(operator) || !isFn(b) || !(a === null || isFn(a))) return undefined;
  const held = a === null ? [] : a instanceof Native ? (handlers.get(a) ?? [a]) : [a];
  const isSame = (each: Value): boolean =>
    each === b || (each instanceof Func && b instanceof Func && each.fn === b.fn && each.fn.name !== '' && each.self === b.self);
  const gone = held.findLastIndex(isSame);
  const all = operator === '+' ? [...held, b] : held.filter((_, at) => at !== gone);
  if (all.length === 0) return null;
  const made = new Native((args) => all.reduce<Value>((_, each) => it.call(each, args), null));
  handlers.set(made, all);
  return made;
}

/** The operator of the class of one side that takes some operands. */
export function operatorOf(it: Machine, operator: string, of: Value, operands: readonly Value[]): Func | undefined {
  const one = it.methodOf(of, new RegExp(`^operator${escapePattern(operator)}$`));
  if (!(one instanceof Func) || !(of instanceof Obj) || !one.owner) return undefined;
  const found = methodsOf(one.owner.at).find(
    ({ name, params }) =>
      name === one.fn.name && params.length === operands.length && params.every(({ type }, at) => isOfType(it, operands[at], type ?? '')),
  );
  return found && new Func(found, one.file, one.env, one.owner, one.owner);
}

/** An array of several dimensions, which knows how many elements it has. */
export function withLength(of: List): List {
  const sizeOf = (each: Value): bigint => (each instanceof List ? each.items.reduce<bigint>((size, one) => size + sizeOf(one), 0n) : 1n);
  of.fields = new Map([['Length', sizeOf(of)]]);
  return of;
}

/** A tuple whose parts have the names of a type: `(int low, int high)`. */
export function withNames(of: List, type: string): List {
  const names = type
    .slice(1, -1)
    .split(',')
    .map((each) => each.trim().split(/\s+/).at(-1)!);
  if (!/^\([\w.?[\]]+\s+\w+\s*(?:,\s*[\w.?[\]]+\s+\w+\s*)*\)$/.test(type) || names.length !== of.items.length) return of;
  const made = new List(of.items, 'tuple');
  made.fields = new Map(names.map((name, at) => [name, of.items[at]]));
  return made;
}

const given = (value: Value): { value: Value } => ({ value });

/** What an operator that a class declares gives, and how objects and events go with one; undefined where it is as everywhere. */
export function netOperated(it: Machine, operator: string, a: Value, b: Value): { value: Value } | undefined {
  for (const each of [a, b]) {
    const own = operatorOf(it, operator, each, [a, b]);
    if (own) return given(it.call(own, [a, b]));
  }
  if (
    /^[=!]=$/.test(operator) &&
    [a, b].every((each) => each instanceof Obj || (each instanceof List && each.kind !== 'tuple') || each instanceof Dict)
  ) {
    const isData = a instanceof Obj && a.isData && a.cls;
    if (!isData) return given((a === b) === (operator === '=='));
  }
  if (
    operator === '+' &&
    (typeof a === 'string' || typeof b === 'string') &&
    [a, b].some((each) => each instanceof Decimal || each instanceof Moment)
  )
    return given(it.shown(a) + it.shown(b));
  const handler = withHandler(it, operator, a, b);
  if (handler !== undefined) return given(handler);
  if (
    (a === null || b === null) &&
    /^[-+*/%]$/.test(operator) &&
    [a, b].every((each) => each === null || isNumber(each) || each instanceof Decimal)
  )
    return given(null);
  if ((a === null || b === null) && /^[<>]=?$/.test(operator)) return given(false);
  return undefined;
}
