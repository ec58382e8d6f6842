import { escapePattern } from '../../escapePattern';
import { methodsOf } from '../../flow/program';
import { isOfType } from '../values/kinds';
import { type Cls, Decimal, Dict, Func, isNumber, List, type Machine, Moment, Native, Obj, type Value } from '../values/value';

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

const given = (value: Value): { value: Value } => ({ value });

/** A member of an enum, or what stands for a number that none of them has. */
export function memberFor(cls: Cls, ordinal: number): Obj {
  const known = cls.members?.find(({ constant }) => constant?.ordinal === ordinal);
  if (known) return known;
  const made = new Obj(cls, new Map(), '', true);
  made.fields.set('value', BigInt(ordinal));
  const flags = cls.members?.filter(({ constant }) => constant!.ordinal > 0 && (constant!.ordinal & ordinal) === constant!.ordinal) ?? [];
  const isWhole = flags.reduce((all, { constant }) => all | constant!.ordinal, 0) === ordinal && isFlags(cls);
  made.constant = { name: isWhole ? flags.map(({ constant }) => constant!.name).join(', ') : String(ordinal), ordinal };
  return made;
}

function isFlags({ at: { file, node } }: Cls): boolean {
  return /\[(?:System\.)?Flags\]/.test(file.text.slice(node.start, file.text.indexOf('{', node.start)));
}

/** `State + 1`, `read | write`, `later - earlier` */
function onEnums(operator: string, a: Value, b: Value): Value {
  const cls = [a, b].map((each) => (each instanceof Obj && each.constant ? each.cls : undefined)).find((each) => each !== undefined);
  if (!cls) return undefined;
  const [x, y] = [a, b].map((each) =>
    each instanceof Obj && each.constant ? each.constant.ordinal : typeof each === 'bigint' ? Number(each) : undefined,
  );
  if (x === undefined || y === undefined) return undefined;
  const areBoth = a instanceof Obj && b instanceof Obj;
  switch (operator) {
    case '==':
      return x === y;
    case '!=':
      return x !== y;
    case '|':
      return memberFor(cls, x | y);
    case '&':
      return memberFor(cls, x & y);
    case '^':
      return memberFor(cls, x ^ y);
    case '+':
      return memberFor(cls, x + y);
    case '-':
      return areBoth ? BigInt(x - y) : memberFor(cls, x - y);
    default:
      return undefined;
  }
}

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
  const numbered = onEnums(operator, a, b);
  if (numbered !== undefined) return given(numbered);
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
