import { nodesIn, type Expr, type Fn, type Ir, type Param } from '../../syntax/lower/ir';
import { partsWithin, type Happening, type History } from './history';
import { Dict, List, Obj, OwnValue, Pointer, type Value } from '../values/value';

/** A value on its way back: what gave it, and how the happening before it took it over. */
export interface Came {
  from: Happening;
  /** `named`: a name has it; `given`: an argument; `returned`: a call gave it; `kept`: in a field or a collection; `made`: it was made of it. */
  how: 'named' | 'given' | 'returned' | 'kept' | 'made';
  /** Of `named`, `given` and `kept`: the name. */
  name?: string;
}

/** Where values came from, in a program that was worked through. */
export class WayBack {
  constructor(private readonly history: History) {}

  /** A happening with all that its value came through, back to where it begins. */
  from(happening: Happening): Happening[] {
    const steps = [happening];
    for (let came = this.before(happening); came && !steps.includes(came.from); came = this.before(came.from)) steps.push(came.from);
    return steps;
  }

  /** What a happening's value came from in one step; none where it begins there. */
  before(happening: Happening): Came | undefined {
    const { node, value } = happening;
    const same = (how: Came['how'] = 'named'): Came | undefined => {
      const from = happening.within.findLast((each) => each.value === value && each.ended <= happening.ended);
      return from && { from, how };
    };
    switch (node.kind) {
      case 'name':
        return this.nameBefore(happening, node.name);
      case 'member':
        return this.returned(happening) ?? this.fieldBefore(happening, node.name);
      case 'index':
        return this.elementBefore(happening.within[0], value, happening.began, happening.within[1]?.value);
      case 'call':
        return this.returned(happening) ?? this.ofLibrary(happening, node);
      case 'choice':
      case 'same':
      case 'assign':
        return same();
      case 'operate':
        return /^(?:&&|\|\||and|or|\?\?)$/.test(node.operator) ? same() : undefined;
      case 'fn':
        return happening.gave && { from: happening.gave, how: 'returned' };
      default:
        return undefined;
    }
  }

  /** The function of the program that gave the value of a call. */
  private returned({ within, value }: Happening): Came | undefined {
    const call = within.findLast((each) => each.node.kind === 'fn' && each.ended < Number.POSITIVE_INFINITY && isOf(each.value, value));
    return call && (call.gave ? { from: call.gave, how: 'returned' } : { from: call, how: 'returned' });
  }

  private nameBefore({ env, began, value, file }: Happening, name: string): Came | undefined {
    const naming = this.history.named(env, name, began) ?? this.history.namedElsewhere(name, value, began);
    if (!naming) return this.fieldBeforeOf(name, value, began) ?? this.madeWith(name, value, began);
    const { by } = naming;
    if (!by) return undefined;
    if (by.node.kind === 'assign') {
      const given = by.within.find((each) => by.node.kind === 'assign' && each.node === by.node.value);
      if (by.node.target.kind !== 'name' && given && given.value !== value)
        return this.elementBefore(given, value, by.began) ?? { from: given, how: 'named', name };
      // `total += price`: what it was is one part of it.
      return given && by.node.operator.length <= 2 && /^:?=$/.test(by.node.operator)
        ? { from: given, how: 'named', name }
        : { from: by, how: 'named', name };
    }
    if (by.node.kind === 'fn') {
      const param = by.node.params.find((each) => each.name === name || holdsName(each.pattern, name));
      if (param) return this.argumentBefore(by, by.node, param, value);
    }
    const loop = loopsOver(by.node.kind === 'fn' ? by.node.body : file.code, name);
    const over = by.within.findLast(({ node, ended }) => ended < naming.at && loop.some((each) => each === node));
    return over && (this.elementBefore(over, value, naming.at) ?? { from: over, how: 'kept', name });
  }

  /** What a call was given for a parameter. */
  private argumentBefore(call: Happening, fn: Fn, param: Param, value: Value): Came | undefined {
    const { parent } = call;
    if (!parent || parent.node.kind !== 'call') return undefined;
    const fallback = call.within.find(({ node }) => node === param.fallback);
    if (fallback) return { from: fallback, how: 'given', name: param.name };
    const { args } = parent.node;
    const own = fn.params.filter((each) => !each.implicit && !(each.name === 'self' || each.name === 'cls'));
    const label = param.name.replace(/^\$/, '');
    const given =
      args.find(({ name }) => name?.replace(/[:$]/g, '') === label) ?? args.filter(({ name }) => name === undefined)[own.indexOf(param)];
    const from = parent.within.find(({ node }) => node === given?.value);
    if (from && (isOf(from.value, value) || from.value === value)) return { from, how: 'given', name: param.name };
    // A function that a library calls: the elements of what it was called on.
    for (const each of parent.within) {
      const found = each.node.kind === 'fn' ? undefined : this.elementBefore(each, value, call.began);
      if (found) return found;
    }
    // What the last call of the same function gave: `steps.reduce((state, step) => …)`.
    const last = parent.within.findLast((each) => each.node === call.node && each.ended < call.began && isOf(each.value, value));
    if (last) return { from: last, how: 'returned' };
    return from && { from, how: 'given', name: param.name };
  }

  private fieldBefore(happening: Happening, name: string): Came | undefined {
    const object = targetOf(happening.within[0]?.value);
    return (
      this.fieldBeforeOf(name, happening.value, happening.began, object) ??
      this.elementBefore(happening.within[0], happening.value, happening.began, name)
    );
  }

  /** @param object undefined where the code does not name it */
  private fieldBeforeOf(name: string, value: Value, before: number, object?: Value): Came | undefined {
    const plain = name.replace(/^[@$]/, '');
    const set = this.history.all.findLast((each) => {
      const { node, began, ended, value: own } = each;
      return (
        began < before &&
        ended < before &&
        node.kind === 'assign' &&
        own === value &&
        (node.target.kind === 'member' || node.target.kind === 'name') &&
        node.target.name.replace(/^[@$]/, '') === plain &&
        (node.target.kind === 'name' || object === undefined || partsWithin(each).some((part) => targetOf(part.value) === object))
      );
    });
    const from = set?.within.find(({ node }) => set.node.kind === 'assign' && node === set.node.value);
    return from && { from, how: 'kept', name: plain };
  }

  /** What an object was made with for a field that the code of its class names alone: `Date{year, month}`. */
  private madeWith(name: string, value: Value, before: number): Came | undefined {
    const { all } = this.history;
    for (let at = all.length - 1; at >= 0; at -= 1) {
      const { node, ended, value: made, within } = all[at]!;
      const object = ended < before ? targetOf(made) : undefined;
      if (!(object instanceof Obj) || !object.fields.has(name)) continue;
      const list = node.kind === 'same' ? node.of : node;
      const elements = list.kind === 'list' ? list.elements : list.kind === 'call' && list.makes ? list.args.map((each) => each.value) : [];
      const own = elements[[...object.fields.keys()].indexOf(name)];
      const from = own && within.find((each) => each.node === own);
      if (from && isOf(from.value, value)) return { from, how: 'kept', name };
    }
    return undefined;
  }

  /** What put an element into a collection, or a field into an object. */
  private elementBefore(collection: Happening | undefined, value: Value, before: number, key?: Value): Came | undefined {
    const whole = targetOf(collection?.value);
    if (!(whole instanceof List || whole instanceof Dict || whole instanceof Obj)) return undefined;
    const { all } = this.history;
    // What was never put into a copy was in that which it was copied from.
    for (let of: List | Dict | Obj | undefined = whole; of; of = of.copyOf)
      for (let at = all.length - 1; at >= 0; at -= 1) {
        const each = all[at]!;
        if (each.ended >= before) continue;
        const from = putBy(each, of, value, key);
        if (from) return { from, how: 'kept' };
      }
    return undefined;
  }

  /** What a call of a library gave on: an element of what it looked into, or what it made of what it was called on. */
  private ofLibrary(call: Happening, node: Extract<Expr, { kind: 'call' }>): Came | undefined {
    const given = call.within.filter((each) => each.node.kind !== 'fn');
    if (call.value !== null && typeof call.value === 'object') {
      for (const each of given) {
        if (each.value === call.value) return { from: each, how: 'named' };
        const found = this.elementBefore(each, call.value, call.began);
        if (found) return found;
      }
      return undefined;
    }
    if (call.value === null || call.value === undefined) return undefined;
    // What a method makes of a text or a number is made of that.
    const { callee } = node;
    const of = callee.kind === 'member' ? given.find((each) => each.node === callee.of) : undefined;
    const from = of && isPlain(of.value) ? of : given.length === 1 && isPlain(given[0]!.value) ? given[0] : undefined;
    return from && { from, how: 'made' };
  }
}

/** What a happening puts into a collection. */
function putBy(happening: Happening, whole: List | Dict | Obj, value: Value, key: Value): Happening | undefined {
  const { node, within, value: made } = happening;
  const isIt = (each: Happening | undefined): boolean => each !== undefined && isOf(each.value, value);
  if (node.kind === 'list' && targetOf(made) === whole) {
    if (typeof key === 'bigint' || typeof key === 'number') {
      const own = within.find((each) => each.node === node.elements.at(Number(key)));
      if (isIt(own)) return own;
    }
    return within.find(isIt);
  }
  const map = node.kind === 'same' ? node.of : node;
  if (map.kind === 'map' && targetOf(made) === whole) {
    const isNamed = (own: Expr): boolean => (own.kind === 'name' && own.name === key) || (own.kind === 'literal' && own.value === key);
    const entry = map.entries.find(
      ({ key: own }) => own && (isNamed(own) || within.some((each) => each.node === own && each.value === key)),
    );
    const own = within.find((each) => each.node === entry?.value);
    return isIt(own) ? own : within.find((each) => map.entries.some((other) => other.value === each.node) && isIt(each));
  }
  if (node.kind === 'assign' && node.target.kind === 'index') {
    const { target: to } = node;
    const isThere = partsWithin(happening).some((each) => each.node === to.of && targetOf(each.value) === whole);
    const given = within.find((each) => each.node === node.value);
    return isThere && isIt(given) ? given : undefined;
  }
  if (node.kind === 'each' && targetOf(made) === whole) return within.findLast((each) => each.node === node.element && isIt(each));
  if (node.kind !== 'call') return undefined;
  const { callee, args } = node;
  const given = within.find((each) => args.some((arg) => arg.value === each.node) && isIt(each));
  if (callee.kind === 'member' && given && within.some((each) => each.node === callee.of && targetOf(each.value) === whole)) return given;
  // `new Point(x, y)`, `sorted(items)`, `items.map(price)`.
  if (targetOf(made) !== whole) return undefined;
  const called = within.findLast((each) => each.node.kind === 'fn' && isIt(each));
  // A function that ends without a value is where nothing comes from.
  return called ? (called.gave ?? called) : given;
}

/** The struct that a pointer points to, the array that a slice is a part of. */
export function targetOf(value: Value): Value {
  if (value instanceof OwnValue) return value.whole ?? value;
  return value instanceof Pointer ? value.to : value;
}

function isOf(one: Value, other: Value): boolean {
  return isSameOrCopy(targetOf(other), targetOf(one)) || (Number.isNaN(one) && Number.isNaN(other)) || sameNumber(one, other);
}

/** Whether a value is another one, or was copied from it. */
function isSameOrCopy(value: Value, of: Value): boolean {
  let at = value;
  while (at !== of && (at instanceof List || at instanceof Dict || at instanceof Obj) && at.copyOf) at = at.copyOf;
  return at === of;
}

function sameNumber(one: Value, other: Value): boolean {
  return (
    (typeof one === 'number' || typeof one === 'bigint') &&
    (typeof other === 'number' || typeof other === 'bigint') &&
    Number(one) === Number(other)
  );
}

function isPlain(value: Value): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
}

function holdsName(pattern: Expr, name: string): boolean {
  return [...nodesIn([pattern])].some((each) => each.kind === 'name' && each.name === name);
}

/** What the loops and comprehensions of some code go over that give a name its value. */
function loopsOver(roots: readonly Ir[], name: string): Expr[] {
  return [...nodesIn(roots)].flatMap((node) => {
    if (node.kind === 'loop' && node.over && node.target && holdsName(node.target, name)) return [node.over];
    return node.kind === 'each' ? node.loops.filter(({ target: own }) => holdsName(own, name)).map(({ over }) => over) : [];
  });
}
