import { methodsOf } from '../flow/program';
import type { Expr } from '../syntax/lower/ir';
import { methodIn } from './lookup';
import type { Core, Frame } from './machine';
import { isTrue, operated, coerced } from './operators';
import { emptyValue, copied } from './structs';
import { Cls, Dict, isNumber, itemsOf, List, Obj, Thrown, Unknown, nameOf, type Value } from './values';

export function assigned(it: Core, node: Extract<Expr, { kind: 'assign' }>, frame: Frame): Value {
  const { operator, target } = node;
  if (operator === '++' || operator === '--') {
    const before = it.evaluate(target, frame);
    if (!isNumber(before)) throw new Unknown('a count');
    const after = operated(it, operator === '++' ? '+' : '-', before, typeof before === 'bigint' ? 1n : 1);
    assignTo(it, target, after, frame, undefined);
    return /^(?:\+\+|--)/.test(frame.file.text.slice(node.start, node.end)) ? after : before;
  }
  if (!node.value) {
    if (node.declares === 'with') throw new Unknown('a with');
    if (it.family === 'python') return null;
    const value = emptyValue(it, node.type);
    assignTo(it, target, value, frame, node.declares ?? '');
    return value;
  }
  if (/^(?:\|\|=|\?\?=|&&=)$/.test(operator)) {
    const before =
      it.family === 'ruby' && target.kind === 'index'
        ? peek(it, target, frame)
        : target.kind === 'name' && it.family === 'ruby' && !target.name.startsWith('@')
          ? (frame.env.holder(target.name)?.names.get(target.name) ?? null)
          : it.evaluate(target, frame);
    const stays = operator === '??=' ? before !== null && before !== undefined : isTrue(it, before) === (operator === '||=');
    if (stays) return before;
    const value = it.evaluate(node.value, frame);
    assignTo(it, target, value, frame, undefined);
    return value;
  }
  if (operator !== '=' && operator !== ':=' && operator.endsWith('=')) {
    const before = it.evaluate(target, frame);
    const given = it.evaluate(node.value, frame);
    const sign = operator.slice(0, -1);
    if (it.family === 'python' && sign === '+' && before instanceof List && before.kind === 'list') {
      before.items.push(...itemsOf(given, it.family));
      return before;
    }
    const after = operated(it, sign, before, given);
    const isWhole = typeof before === 'bigint' && typeof after === 'number' && /^(?:java|csharp|cpp|go|rust)$/.test(it.family);
    assignTo(it, target, isWhole ? BigInt(Math.trunc(after)) : after, frame, undefined);
    return after;
  }
  const isLambda = node.value.kind === 'fn';
  const value = it.evaluate(node.value, frame);
  const kept = isLambda ? value : coerced(it, copied(it, value), node.type);
  assignTo(it, target, kept, frame, node.declares);
  return kept;
}

function peek(it: Core, target: Extract<Expr, { kind: 'index' }>, frame: Frame): Value {
  const of = it.evaluate(target.of, frame);
  return of instanceof Dict ? (of.get(it.evaluate(target.keys[0]!, frame)) ?? null) : it.evaluate(target, frame);
}

/** Gives a name, a member, an element or a pattern its value. */
export function assignTo(it: Core, target: Expr, value: Value, frame: Frame, declares: string | undefined): void {
  switch (target.kind) {
    case 'name':
      return assignName(it, target.name, value, frame, declares);
    case 'member': {
      const of = it.evaluate(target.of, frame);
      if (of instanceof Obj) {
        const setter = of.cls && methodsOf(of.cls.at).find((each) => each.name === target.name && each.words.includes('set'));
        if (setter || (of.cls && it.family === 'ruby' && methodIn(of.cls, `${target.name}=`))) throw new Unknown('a setter');
        of.fields.set(
          it.family === 'ruby' ? `@${target.name}` : target.name,
          of.fields.has(target.name) ? likeBefore(of.fields.get(target.name), value, it.family) : value,
        );
        return;
      }
      if (of instanceof Cls) {
        of.statics.set(target.name, value);
        return;
      }
      throw new Unknown('a member of something else');
    }
    case 'index': {
      const of = it.evaluate(target.of, frame);
      if (target.slice) throw new Unknown('a slice that is set');
      if (target.keys.length === 0 && of instanceof List) {
        of.items.push(value);
        return;
      }
      const key = it.evaluate(target.keys[0]!, frame);
      if (of instanceof Dict) of.set(key, value);
      else if (of instanceof Obj && of.cls === undefined) of.fields.set(nameOf(key), value);
      else if (of instanceof List && isNumber(key)) {
        const place = Number(key) < 0 ? of.items.length + Number(key) : Number(key);
        if (place < 0 || place > of.items.length || (place === of.items.length && !/^(?:javascript|ruby|php)$/.test(it.family)))
          throw new Unknown('an index out of range');
        of.items[place] = likeBefore(of.items[place], value, it.family);
      } else if (of instanceof List && it.family === 'php' && of.items.length === 0) {
        const map = new Dict();
        map.set(key, value);
        assignTo(it, target.of, map, frame, undefined);
      } else throw new Unknown('an element of something else');
      return;
    }
    case 'list': {
      const items = value instanceof List ? value.items : itemsOf(value, it.family);
      const spread = target.elements.findIndex((each) => each.kind === 'same' && each.how === 'spread');
      if (spread < 0 && items.length < target.elements.length && it.family !== 'javascript' && it.family !== 'ruby')
        throw new Thrown(new Obj(undefined, new Map(), 'ValueError'));
      if (spread < 0 && it.family === 'python' && items.length > target.elements.length)
        throw new Thrown(new Obj(undefined, new Map(), 'ValueError'));
      const after = spread < 0 ? 0 : target.elements.length - spread - 1;
      target.elements.forEach((each, at) => {
        if (each.kind === 'opaque') return;
        if (each.kind === 'same' && each.how === 'spread')
          assignTo(it, each.of, new List(items.slice(at, items.length - after)), frame, declares);
        else assignTo(it, each, items[spread >= 0 && at > spread ? items.length - (target.elements.length - at) : at], frame, declares);
      });
      return;
    }
    case 'map': {
      const taken = new Set<string>();
      for (const { key, value: inner } of target.entries) {
        if (!key) {
          if (inner.kind !== 'same' || !(value instanceof Obj)) throw new Unknown('a pattern');
          assignTo(it, inner.of, new Obj(undefined, new Map([...value.fields].filter(([name]) => !taken.has(name)))), frame, declares);
          continue;
        }
        const name = it.evaluate(key, frame);
        taken.add(nameOf(name));
        assignTo(it, inner, it.property(value, nameOf(name), target, frame), frame, declares);
      }
      return;
    }
    case 'choice': {
      const [inner, fallback] = target.options;
      if (target.operator !== '=' || !inner || !fallback) throw new Unknown('a pattern');
      return assignTo(it, inner, value === undefined ? it.evaluate(fallback, frame) : value, frame, declares);
    }
    case 'opaque': {
      // `mut x`, `&x` of Rust.
      const [only, more] = target.parts;
      if (only?.kind === 'name' && !more) return assignName(it, only.name, value, frame, declares);
      throw new Unknown('a pattern');
    }
    case 'same':
      return assignTo(it, target.of, value, frame, declares);
    case 'operate':
      if (target.operator === '*' && target.operands.length === 1) return assignTo(it, target.operands[0]!, value, frame, declares);
      throw new Unknown('a pattern');
    default:
      throw new Unknown('a pattern');
  }
}

function assignName(it: Core, name: string, value: Value, frame: Frame, declares: string | undefined): void {
  if (name === '_' && /^(?:go|rust|python)$/.test(it.family)) return;
  if (name.startsWith('@')) {
    if (!(frame.self instanceof Obj)) throw new Unknown('no object');
    frame.self.fields.set(name, value);
    return;
  }
  const { env } = frame;
  const shared = it.shared.get(env)?.find(([own]) => own === name)?.[1];
  if (shared) {
    shared.names.set(name, value);
    return;
  }
  if (declares === ':=' && env.names.has(name)) {
    env.names.set(name, value);
    return;
  }
  if (declares !== undefined) {
    env.names.set(name, value);
    return;
  }
  if (/^(?:python|php)$/.test(it.family)) {
    env.names.set(name, value);
    return;
  }
  const holder = env.holder(name);
  if (holder) {
    holder.names.set(name, likeBefore(holder.names.get(name), value, it.family));
    return;
  }
  const { self, owner } = frame;
  if (/^(?:java|csharp|kotlin|cpp)$/.test(it.family)) {
    if (self instanceof Obj && self.fields.has(name)) {
      self.fields.set(name, likeBefore(self.fields.get(name), value, it.family));
      return;
    }
    for (let cls: Cls | undefined = owner; cls; cls = cls.base)
      if (cls.statics.has(name)) {
        cls.statics.set(name, value);
        return;
      }
  }
  if (it.family === 'ruby') {
    env.names.set(name, value);
    return;
  }
  const there = it.module(frame.file);
  if (!there.names.has(name)) throw new Unknown('a name that is not declared');
  there.names.set(name, value);
}

/** A variable of a fractional number keeps its kind in languages with types. */
function likeBefore(before: Value, value: Value, family: string): Value {
  return typeof before === 'number' && typeof value === 'bigint' && /^(?:java|csharp|cpp|go|rust|kotlin)$/.test(family)
    ? Number(value)
    : value;
}
