import type { Expr, Ir } from '../../syntax/lower/ir';
import type { Core, Frame } from '../running/machine';
import { type Env, List, Unknown, type Value } from '../values/value';
import { coerce, evaluateAs } from './conversions';
import { asked } from './expressions';
import { declaredTypeOf, declareName, setName } from './names';
import { isUntyped, operate } from './operators';
import { type Place, placeOf } from './places';
import type { GoType } from './types';
import { copyOf, several, typeOfValue } from './values';
import { worldOf } from './world';

type Assign = Extract<Expr, { kind: 'assign' }>;

/** A declaration or an assignment, which is no value in Go. */
export function assignGo(it: Core, node: Assign, frame: Frame): Value {
  const { operator, target, declares } = node;
  if (operator === '++' || operator === '--') {
    const place = placeOf(it, target, frame);
    const value = operate(it, operator === '++' ? '+' : '-', place.get(), 1n, false, true);
    place.set(value);
    return value;
  }
  if (declares === 'var' || declares === 'const') return declared(it, node, frame);
  if (operator !== '=' && operator !== ':=') {
    const place = placeOf(it, target, frame);
    const before = place.get();
    const given = it.evaluate(node.value!, frame);
    const value = operate(it, operator.slice(0, -1), before, given, false, isUntyped(it, node.value!, frame));
    place.set(value);
    return value;
  }
  const targets = target.kind === 'list' && target.of === 'tuple' ? target.elements : [target];
  const isNew = declares === ':=';
  if (isNew) {
    const values = valuesFor(
      it,
      node.value!,
      targets.length,
      targets.map(() => undefined),
      frame,
    );
    targets.forEach((each, at) => {
      if (each.kind !== 'name') throw new Unknown('a declaration');
      if (frame.env.names.has(each.name))
        setName(it, frame.env, each.name, fitted(it, values[at], frame.env, each.name, node.value!, frame));
      else declareName(it, frame.env, each.name, copyOf(values[at]));
    });
    return values.length === 1 ? values[0] : several(...values);
  }
  const places = targets.map((each): Place | undefined =>
    each.kind === 'name' && each.name === '_' ? undefined : placeOf(it, each, frame),
  );
  const types = places.map((place, at) => place?.type ?? (isUntypedAt(it, node.value!, at, frame) ? typeOfValue(place?.get()) : undefined));
  // Of `a, b = b, a` the values are those of before.
  const values = valuesFor(it, node.value!, targets.length, types, frame).map((each) => (targets.length > 1 ? copyOf(each) : each));
  places.forEach((place, at) => place?.set(values[at]));
  return values.length === 1 ? values[0] : several(...values);
}

function isUntypedAt(it: Core, value: Expr, at: number, frame: Frame): boolean {
  const own = value.kind === 'list' && value.of === 'tuple' ? value.elements[at] : value;
  return own !== undefined && isUntyped(it, own, frame);
}

/** A value for a name that `:=` finds declared. */
function fitted(it: Core, value: Value, env: Env, name: string, from: Expr, frame: Frame): Value {
  const type =
    declaredTypeOf(env, name) ?? (from.kind !== 'list' && isUntyped(it, from, frame) ? typeOfValue(env.names.get(name)) : undefined);
  return type ? coerce(value, type) : value;
}

/** The values of one expression with several results, or of several expressions. */
function valuesFor(it: Core, value: Expr, count: number, types: readonly (GoType | undefined)[], frame: Frame): Value[] {
  if (value.kind === 'list' && value.of === 'tuple') {
    if (value.elements.length !== count) throw new Unknown('an assignment');
    return value.elements.map((each, at) => evaluateAs(it, each, types[at], frame));
  }
  if (count === 1) return [evaluateAs(it, value, types[0], frame)];
  const both = count === 2 ? asked(it, value, frame) : undefined;
  const all = both ?? it.evaluate(value, frame);
  if (!(all instanceof List) || all.kind !== 'tuple' || all.items.length !== count) throw new Unknown('an assignment');
  return all.items.map((each, at) => (types[at] ? coerce(each, types[at]) : each));
}

function declared(it: Core, node: Assign, frame: Frame): Value {
  const { env } = frame;
  const names = (node.target.kind === 'list' ? node.target.elements : [node.target]).flatMap((each) =>
    each.kind === 'name' ? [each.name] : [],
  );
  const world = worldOf(it);
  const isConstant = node.declares === 'const';
  const source = isConstant ? constantSource(node, frame) : { node, iota: 0n };
  const type = source.node.type === undefined ? undefined : world.typeAt(source.node.type, frame, node.start);
  const { value } = source.node;
  let values: Value[];
  if (value) {
    const inner = isConstant ? { ...frame, env: withIota(env, source.iota) } : frame;
    values = valuesFor(
      it,
      value,
      names.length,
      names.map(() => type),
      inner,
    );
  } else if (type) values = names.map(() => coerce(undefined, type));
  else throw new Unknown('a declaration');
  names.forEach((name, at) => {
    declareName(it, env, name, copyOf(values[at]), type);
    if (isConstant && !type && value && isUntypedAt(it, value, at, frame)) (env.constants ??= new Set()).add(name);
  });
  return values.length === 1 ? values[0] : several(...values);
}

function withIota(env: Env, iota: bigint): Env {
  const inner = Object.create(env) as Env;
  Object.defineProperty(inner, 'iota', { value: iota });
  return inner;
}

/** The constant of a group whose type and value one without its own has, and the place in the group. */
function constantSource(node: Assign, { file, fn }: Frame): { node: Assign; iota: bigint } {
  const { text } = file;
  const line = text.slice(text.lastIndexOf('\n', node.start) + 1, node.start);
  if (/\bconst\b/.test(line) && !line.includes('(')) return { node, iota: 0n };
  const open = text.lastIndexOf('const (', node.start);
  const all = constantsIn(fn ? fn.body : file.code).filter((each) => each.start > open && each.start <= node.start);
  // The lowering writes the place in the group for one that only counts.
  const source = node.value ? node : (all.findLast((each) => each.value && each.value.start > each.start) ?? node);
  return { node: source, iota: BigInt(all.length - 1) };
}

function constantsIn(list: readonly Ir[]): Assign[] {
  return list.flatMap((each): Assign[] =>
    each.kind === 'assign' ? (each.declares === 'const' ? [each] : []) : each.kind === 'block' ? constantsIn(each.body) : [],
  );
}
