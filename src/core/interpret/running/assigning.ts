import { nothingRead } from './members';
import { methodsOf } from '../../flow/program';
import { nodesIn, type Expr, type Fn } from '../../syntax/lower/ir';
import { listOf } from '../values/iteration';
import { above, bound, methodIn } from './lookup';
import { checkSet } from '../python/everyday';
import { TYPED, type Core, type Frame } from './machine';
import { frozen } from '../values/frozen';
import { isTrue } from '../values/comparing';
import { operated, coerced } from '../values/operators';
import { classAbove } from './classes';
import { outOfRange, placeOf, slicePlaces } from './members';
import { withName } from '../php/expressions';
import { fail } from '../library/errors';
import { phpKey } from '../php/arrays';
import { thrown } from '../script/errors';
import { iterated, listed } from '../script/iteration';
import { partsOf, setNetElement } from '../csharp/elements';
import { setProperty } from '../script/setting';
import { isEsm } from '../script/modules';
import { spreadInto } from '../script/objects';
import { keyOf, numberOf } from '../script/operators';
import { fieldTypeOf, typeOf } from '../values/widths';
import { emptyValue, copied } from '../values/structs';
import { Cls, Dict, type Env, Func, isNumber, List, Native, Obj, Thrown, Unknown, nameOf, type Value } from '../values/value';

/** What is read and then set is asked once where it is: `counts[next()]++`. */
function knowing(it: Core, target: Expr, frame: Frame): Frame {
  if (target.kind !== 'index' && target.kind !== 'member') return frame;
  const parts = [target.of, ...(target.kind === 'index' ? target.keys : [])];
  const acting = parts.filter((part) => [...nodesIn([part])].some(({ kind }) => kind === 'call' || kind === 'assign'));
  if (acting.length === 0) return frame;
  const known = new Map(frame.known);
  for (const each of acting) known.set(each, it.evaluate(each, { ...frame, known }));
  return { ...frame, known };
}

/** Whether `i++` is a statement, whose value nobody takes. */
function isAlone({ history }: Core, node: Expr): boolean {
  const around = history?.current?.node === node ? history.current.parent?.node : undefined;
  return around === undefined || (around.kind === 'fn' && !around.short);
}

export function assigned(it: Core, node: Extract<Expr, { kind: 'assign' }>, around: Frame): Value {
  const { operator, target } = node;
  const frame = operator === '=' || operator === ':=' ? around : knowing(it, target, around);
  if (operator === '++' || operator === '--') {
    const before = it.evaluate(target, frame);
    if (it.family === 'javascript') {
      const number = typeof before === 'bigint' ? before : numberOf(it, before);
      const one = typeof number === 'bigint' ? 1n : 1;
      const next = operated(it, operator === '++' ? '+' : '-', number, one);
      assignTo(it, target, next, frame, undefined);
      if (isAlone(it, node)) it.history?.sets(next);
      return /^(?:\+\+|--)/.test(frame.file.text.slice(node.start, node.end)) ? next : number;
    }
    const isSign = typeof before === 'string' && before.length === 1 && TYPED.test(it.family);
    if (!isNumber(before) && !isSign) return stepped(it, operator, before);
    const by = operator === '++' ? 1 : -1;
    const after = isSign
      ? String.fromCharCode(before.charCodeAt(0) + by)
      : operated(it, '+', before, typeof before === 'bigint' ? BigInt(by) : by);
    assignTo(it, target, after, frame, undefined);
    if (isAlone(it, node)) it.history?.sets(after);
    return /^(?:\+\+|--)/.test(frame.file.text.slice(node.start, node.end)) ? after : before;
  }
  if (!node.value) {
    if (it.family === 'javascript') {
      if (node.declares !== 'var' || !frame.env.holder(target.kind === 'name' ? target.name : ''))
        assignTo(it, target, undefined, frame, node.declares ?? '');
      return undefined;
    }
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
  if (node.declares === '&') throw new Unknown('a reference');
  if (operator !== '=' && operator !== ':=' && operator.endsWith('=')) {
    const before = it.evaluate(target, frame);
    const given = it.evaluate(node.value, frame);
    const sign = operator.slice(0, -1);
    if (it.family === 'python' && sign === '+' && before instanceof List && before.kind === 'list') {
      before.items.push(...listOf(it, given));
      return before;
    }
    const inPlace = it.family === 'python' ? it.methodOf(before, IN_PLACE[sign] ?? /^$/) : undefined;
    const after = inPlace === undefined ? operated(it, sign, before, given) : it.call(inPlace, [given]);
    if (it.family === 'python' && filled(before, after)) return before;
    if (typeof before === 'string' && before.length === 1 && isNumber(given) && TYPED.test(it.family))
      throw new Unknown('a letter or a text');
    const isWhole = typeof before === 'bigint' && typeof after === 'number' && /^(?:java|csharp|cpp|rust)$/.test(it.family);
    assignTo(it, target, isWhole ? BigInt(Math.trunc(after)) : after, frame, undefined);
    return after;
  }
  const isLambda = node.value.kind === 'fn';
  const value = it.evaluate(node.value, frame);
  const kept = isLambda ? value : coerced(it, copied(it, value), node.type);
  assignTo(it, target, kept, frame, node.declares);
  if (node.type !== undefined && target.kind === 'name' && TYPED.test(it.family))
    (frame.env.types ??= new Map()).set(target.name, node.type === 'var' ? (typeOf(it, node.value, frame) ?? 'var') : node.type);
  return kept;
}

/** Python changes lists, sets and maps in their place: whether one has become another one. */
function filled(before: Value, after: Value): boolean {
  if (before instanceof List && after instanceof List && before.kind === 'list') {
    before.items.splice(0, before.items.length, ...after.items);
    return true;
  }
  if (!(before instanceof Dict && after instanceof Dict) || before.fixed) return false;
  const pairs = after.pairs();
  before.entries.clear();
  for (const [key, value] of pairs) before.set(key, value);
  return true;
}

/** `of[1:3] = items` */
function setSlice(of: List, { places, begin, end, isPlain }: ReturnType<typeof slicePlaces>, items: readonly Value[]): void {
  if (isPlain) of.items.splice(begin, Math.max(0, end - begin), ...items);
  else if (places.length === items.length) places.forEach((place, at) => (of.items[place] = items[at]));
  else fail('ValueError', `attempt to assign sequence of size ${items.length} to extended slice of size ${places.length}`);
}

/** `++it` of something that is no number. */
function stepped(it: Core, operator: string, before: Value): Value {
  const own = it.methodOf(before, new RegExp(`^operator${operator === '++' ? '\\+\\+' : '--'}$`));
  if (own) return it.call(own, []);
  throw new Unknown('a count');
}

/** Methods of Python for `+=` and others. */
const IN_PLACE: Readonly<Record<string, RegExp>> = {
  '+': /^__iadd__$/,
  '-': /^__isub__$/,
  '*': /^__imul__$/,
  '/': /^__itruediv__$/,
  '|': /^__ior__$/,
  '&': /^__iand__$/,
  '@': /^__imatmul__$/,
};

/** The elements of a pattern of PHP that leaves some out, with their places. */
function placesOf({ start, elements }: Extract<Expr, { kind: 'list' }>, text: string): [number, Expr][] {
  let from = start;
  let place = 0;
  return elements.map((each) => {
    place += text.slice(from, each.start).split(',').length - 1;
    from = each.end;
    return [place, each];
  });
}

function peek(it: Core, target: Extract<Expr, { kind: 'index' }>, frame: Frame): Value {
  const of = it.evaluate(target.of, frame);
  return of instanceof Dict ? (of.get(it.evaluate(target.keys[0]!, frame)) ?? null) : it.evaluate(target, frame);
}

function setterOf(cls: Cls, name: string, family: string): Fn | undefined {
  for (const { at } of cls.order)
    for (const each of methodsOf(at)) {
      if (each.name !== name) continue;
      if (each.words.includes('set')) return each;
      if (family === 'python' && each.decorators?.some(({ start, end }) => at.file.text.slice(start, end) === `${name}.setter`))
        return each;
    }
  return undefined;
}

/** Whether a class of Python has a function that reads a name. */
function isProperty(cls: Cls, name: string): boolean {
  const own = methodIn(cls, name);
  return own !== undefined && /@property\b/.test(above(own.file, own.fn));
}

/** Gives a name, a member, an element or a pattern its value. */
export function assignTo(it: Core, target: Expr, value: Value, frame: Frame, declares: string | undefined): void {
  switch (target.kind) {
    case 'name':
      return assignName(it, target.name, value, frame, declares);
    case 'member': {
      if (it.family === 'javascript') return setProperty(it, it.evaluate(target.of, frame), target.name, value);
      const of = it.evaluate(target.of, frame);
      if (it.family === 'php' && of instanceof Obj && target.name.startsWith('$')) {
        const own = withName(it, target, frame);
        if (own !== target) return assignTo(it, own, value, frame, declares);
      }
      if (of instanceof Obj) {
        const setter = of.cls && setterOf(of.cls, target.name, it.family);
        const written = it.family === 'ruby' && of.cls ? methodIn(of.cls, `${target.name}=`) : undefined;
        if (of.cls && (setter || written)) {
          it.call(bound(it, written ?? { file: of.cls.at.file, fn: setter!, owner: of.cls }, of), [value]);
          return;
        }
        if (it.family === 'python') checkSet(of, target.name, of.cls !== undefined && isProperty(of.cls, target.name));
        if (it.family === 'csharp' && of.type === 'builder') return setLength(of, target.name, value);
        if (of.fields.has(target.name) && it.family !== 'ruby') return setField(it, of, target.name, value);
        of.fields.set(it.family === 'ruby' ? `@${target.name}` : target.name, value);
        return;
      }
      if (of instanceof Cls) {
        const setter =
          it.family === 'ruby'
            ? methodsOf(of.at).find(({ name, words }) => name === `${target.name}=` && words.includes('static'))
            : it.family === 'csharp'
              ? setterOf(of, target.name, it.family)
              : undefined;
        if (setter) return void it.call(bound(it, { file: of.at.file, fn: setter, owner: of }, of), [value]);
        of.statics.set(it.family === 'ruby' ? `@${target.name}` : target.name.replace(/^\$/, ''), value);
        return;
      }
      if ((of instanceof Func || of instanceof Native) && /^(?:python|javascript)$/.test(it.family)) {
        (of.fields ??= new Map()).set(target.name, value);
        return;
      }
      if (of === null && /^(?:python|java|kotlin|csharp)$/.test(it.family)) throw new Thrown(nothingRead(it, of, target.name));
      throw new Unknown('a member of something else');
    }
    case 'call':
      if (it.family === 'ruby' && target.args.length === 0 && target.callee.kind === 'member')
        return assignTo(it, target.callee, value, frame, declares);
      throw new Unknown('a pattern');
    case 'index': {
      const of = it.evaluate(target.of, frame);
      if (it.family === 'javascript') return setProperty(it, of, keyOf(it, it.evaluate(target.keys[0]!, frame)), value);
      if (target.slice) {
        if (it.family !== 'python' || !(of instanceof List)) throw new Unknown('a slice that is set');
        return setSlice(of, slicePlaces(it, target, frame, of.items.length), listOf(it, value));
      }
      if (target.keys.length === 0 && of instanceof List) {
        of.items.push(value);
        return;
      }
      if (target.keys.length === 0 && it.family === 'php') {
        if (of instanceof Dict)
          of.set(
            of.keys().reduce<bigint>((next, each) => (typeof each === 'bigint' && each >= next ? each + 1n : next), 0n),
            value,
          );
        else if (of instanceof Obj) it.send(of, 'offsetSet', [null, value]);
        else if (of === null || of === undefined) assignTo(it, target.of, new List([value]), frame, undefined);
        else throw new Unknown('an element of something else');
        return;
      }
      if (it.family === 'csharp' && setNetElement(it, target, of, value, frame)) return;
      const keys = target.keys.map((each) => it.evaluate(each, frame));
      if (it.family === 'ruby' && (of instanceof List || of instanceof Dict) && of.fixed) throw frozen(it, of);
      if (keys.length > 1 && it.family !== 'python') throw new Unknown('an element of several places');
      const given = keys.length > 1 ? new List(keys, 'tuple') : keys[0];
      const key = of instanceof List ? placeOf(it, given) : given;
      if (of instanceof Dict) of.set(it.family === 'php' ? phpKey(key) : key, value);
      else if (of instanceof Obj && it.family === 'php') it.send(of, 'offsetSet', [key, value]);
      else if (of instanceof Obj && of.cls === undefined) of.fields.set(nameOf(key), value);
      else if (of instanceof Obj && it.methodOf(of, /^(?:\[\]=|__setitem__|offsetSet|set)$/))
        it.call(it.methodOf(of, /^(?:\[\]=|__setitem__|offsetSet|set)$/), [key, value]);
      else if (of instanceof List && isNumber(key) && !(it.family === 'php' && Number(key) > of.items.length)) {
        const place = Number(key) < 0 ? of.items.length + Number(key) : Number(key);
        if (place < 0 || place > of.items.length || (place === of.items.length && !/^(?:javascript|ruby|php)$/.test(it.family)))
          throw /^(?:java|kotlin|csharp|rust)$/.test(it.family)
            ? new Thrown(outOfRange(it, of, place, true))
            : new Unknown('an index out of range');
        of.items[place] = likeBefore(of.items[place], value, it.family);
      } else if (it.family === 'php' && (of instanceof List || of === null)) {
        // A list with another key is a map from then on.
        const map = new Dict();
        if (of) of.items.forEach((each, at) => map.set(BigInt(at), each));
        map.set(phpKey(key), value);
        assignTo(it, target.of, map, frame, undefined);
      } else throw new Unknown('an element of something else');
      return;
    }
    case 'list': {
      if (it.family === 'php' && /\[\s*,|,\s*,|^list\(\s*,/.test(frame.file.text.slice(target.start, target.end))) {
        for (const [place, each] of placesOf(target, frame.file.text))
          assignTo(it, each, value === null ? null : it.at(value, BigInt(place)), frame, declares);
        return;
      }
      const [head, second] = target.elements;
      const isPattern = /^(?:\[|list\b)/.test(frame.file.text.slice(target.start, target.start + 5));
      if (it.family === 'php' && isPattern && head && second && /^\s*=>/.test(frame.file.text.slice(head.end, second.start))) {
        for (let at = 0; at + 1 < target.elements.length; at += 2)
          assignTo(it, target.elements[at + 1]!, it.at(value, it.evaluate(target.elements[at]!, frame)), frame, declares);
        return;
      }
      if (
        it.family === 'php' &&
        value instanceof Dict &&
        target.elements.every((each) => each.kind !== 'list' || each.elements.length !== 2)
      ) {
        target.elements.forEach((each, at) => assignTo(it, each, value.get(BigInt(at)) ?? null, frame, declares));
        return;
      }
      if (it.family === 'php' && value === null) {
        for (const each of target.elements) assignTo(it, each, null, frame, declares);
        return;
      }
      if (it.family === 'php' && value instanceof Dict) {
        for (const each of target.elements) {
          if (each.kind !== 'list' || each.elements.length !== 2) throw new Unknown('a pattern');
          assignTo(it, each.elements[1]!, value.get(phpKey(it.evaluate(each.elements[0]!, frame))) ?? null, frame, declares);
        }
        return;
      }
      const items =
        it.family === 'javascript'
          ? taken(it, value, target.elements)
          : value instanceof List
            ? value.items
            : it.family === 'csharp'
              ? partsOf(it, value, target.elements.length)
              : listOf(it, value);
      const spread = target.elements.findIndex(
        (each) =>
          (each.kind === 'same' && each.how === 'spread') ||
          (it.family === 'ruby' && each.kind === 'opaque' && frame.file.text[each.start] === '*'),
      );
      if (spread < 0 && items.length < target.elements.length && it.family !== 'javascript' && it.family !== 'ruby')
        throw new Thrown(new Obj(undefined, new Map(), 'ValueError'));
      if (spread < 0 && it.family === 'python' && items.length > target.elements.length)
        throw new Thrown(new Obj(undefined, new Map(), 'ValueError'));
      const after = spread < 0 ? 0 : target.elements.length - spread - 1;
      target.elements.forEach((each, at) => {
        const rest = at === spread ? (each.kind === 'same' ? each.of : each.kind === 'opaque' ? each.parts[0] : undefined) : undefined;
        if (each.kind === 'opaque' && each.parts.length === 0) return;
        if (at === spread && rest) assignTo(it, rest as Expr, new List(items.slice(at, items.length - after)), frame, declares);
        else assignTo(it, each, items[spread >= 0 && at > spread ? items.length - (target.elements.length - at) : at], frame, declares);
      });
      return;
    }
    case 'map': {
      const taken = new Set<string>();
      if (it.family === 'javascript' && (value === null || value === undefined)) {
        const first = target.entries[0]?.key;
        const name = first?.kind === 'literal' ? first.value : first?.kind === 'name' ? first.name : undefined;
        const what = name === undefined ? '' : `property '${name}' of `;
        throw thrown(it, 'TypeError', `Cannot destructure ${what}'${String(value)}' as it is ${String(value)}.`);
      }
      for (const { key, value: inner } of target.entries) {
        if (!key) {
          if (inner.kind !== 'same' || !(value instanceof Obj)) throw new Unknown('a pattern');
          const rest = new Obj(undefined);
          if (it.family === 'javascript') spreadInto(it, rest, value);
          else rest.fields = new Map(value.fields);
          for (const name of taken) rest.fields.delete(name);
          assignTo(it, inner.of, rest, frame, declares);
          continue;
        }
        const own = it.evaluate(key, frame);
        const name = it.family === 'javascript' ? keyOf(it, own) : nameOf(own);
        taken.add(name);
        assignTo(it, inner, it.property(value, name, target, frame), frame, declares);
      }
      return;
    }
    case 'choice': {
      const [inner, fallback] = target.options;
      if (target.operator !== '=' || !inner || !fallback) throw new Unknown('a pattern');
      return assignTo(it, inner, value === undefined ? it.evaluate(fallback, frame) : value, frame, declares);
    }
    case 'opaque': {
      // `(a, b)` in the parameters of a block.
      if (it.family === 'ruby' && target.parts.length > 1)
        return assignTo(it, { ...target, kind: 'list', of: 'tuple', elements: target.parts as readonly Expr[] }, value, frame, declares);
      // `mut x`, `&x` of Rust.
      const [only, more] = target.parts;
      if (only?.kind === 'name' && !more) return assignName(it, only.name, value, frame, declares);
      throw new Unknown('a pattern');
    }
    case 'assign':
      // `(int size, string name) = …`
      if (it.family === 'csharp') return assignTo(it, target.target, value, frame, 'let');
      throw new Unknown('a pattern');
    case 'same':
      return assignTo(it, target.of, value, frame, declares);
    case 'operate':
      if (target.operator === '*' && target.operands.length === 1) return assignTo(it, target.operands[0]!, value, frame, declares);
      throw new Unknown('a pattern');
    default:
      throw new Unknown('a pattern');
  }
}

/** C#: `builder.Length = 3` */
function setLength(of: Obj, name: string, size: Value): void {
  const said = of.fields.get('text');
  if (name !== 'Length' || typeof said !== 'string' || Number(size) > said.length) throw new Unknown('a field of a builder');
  of.fields.set('text', said.slice(0, Number(size)));
}

function assignName(it: Core, name: string, value: Value, frame: Frame, declares: string | undefined): void {
  setName(it, name, value, frame, declares);
  if (value instanceof Cls && value.listed) value.called ??= name;
  it.history?.names(frame.env.holder(name) ?? frame.env, name, value);
}

function setName(it: Core, name: string, value: Value, frame: Frame, declares: string | undefined): void {
  if (name === '_' && /^(?:rust|python)$/.test(it.family)) return;
  if (name === '_' && it.family === 'csharp' && !frame.env.holder('_')) return;
  if (name.startsWith('@@')) {
    const own = frame.owner ?? (frame.self instanceof Cls ? frame.self : undefined);
    for (let cls = own; cls; cls = cls.base)
      if (cls.statics.has(name) || !cls.base) return void (cls.statics.has(name) ? cls : own!).statics.set(name, value);
    throw new Unknown('a variable of a class');
  }
  if (name.startsWith('@')) {
    if (frame.self instanceof Cls && it.family === 'ruby') return void frame.self.statics.set(name, value);
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
    const own = declares === 'var' ? functionEnv(env) : env;
    own.names.set(name, value);
    if (declares === 'const' && it.family === 'javascript') (own.constants ??= new Set()).add(name);
    return;
  }
  const referred = env.parent?.references?.get(name);
  if (referred) {
    referred.names.set(name, value);
    return;
  }
  if (/^(?:python|php)$/.test(it.family)) {
    env.names.set(name, value);
    const referred = env.aliases?.get(name);
    if (referred?.of instanceof Dict) referred.of.set(referred.place, value);
    else if (referred) referred.of.items[Number(referred.place)] = value;
    return;
  }
  const holder = env.holder(name);
  if (holder && !(it.family === 'csharp' && holder === it.modules.get(frame.file))) {
    if (holder.constants?.has(name)) throw thrown(it, 'TypeError', 'Assignment to constant variable.');
    holder.names.set(name, coerced(it, likeBefore(holder.names.get(name), value, it.family), holder.types?.get(name)));
    return;
  }
  const { self, owner } = frame;
  if (/^(?:java|csharp|kotlin|cpp)$/.test(it.family)) {
    const own =
      it.family !== 'csharp' ? undefined : self instanceof Obj ? (self.cls ?? owner) : (owner ?? (self instanceof Cls ? self : undefined));
    const setter = own && setterOf(own, name, it.family);
    if (own && setter) return void it.call(bound(it, { file: own.at.file, fn: setter, owner: own }, self ?? own), [value]);
    if (self instanceof Obj && self.fields.has(name)) {
      setField(it, self, name, value);
      return;
    }
    let [object, around]: [Value, Cls | undefined] = [self, owner];
    for (let depth = 0; depth < 6 && (around || object !== undefined); depth += 1) {
      if (object instanceof Obj && object.fields.has(name)) return setField(it, object, name, value);
      for (let cls: Cls | undefined = around; cls; cls = cls.base)
        if (cls.statics.has(name)) {
          cls.statics.set(name, coerced(it, likeBefore(cls.statics.get(name), value, it.family), fieldTypeOf(cls, name)));
          return;
        }
      around = around && (around.outer instanceof Obj ? around.outer.cls : classAbove(it, around));
      object = object instanceof Obj ? object.outer : undefined;
    }
  }
  if (it.family === 'ruby') {
    env.names.set(name, value);
    return;
  }
  if (it.family === 'javascript' && isEsm(frame.file)) throw thrown(it, 'ReferenceError', `${name} is not defined`);
  const there = it.module(frame.file);
  if (!there.names.has(name)) throw new Unknown('a name that is not declared');
  there.names.set(name, value);
}

/** What a pattern takes from a value: as many elements as it has names, or all for the rest. */
function taken(it: Core, value: Value, elements: readonly Expr[]): Value[] {
  if (value instanceof List) return value.items;
  if (elements.some((each) => each.kind === 'same' && each.how === 'spread')) return listed(it, value);
  const from = iterated(it, value);
  const items: Value[] = [];
  for (let at = 0; at < elements.length; at += 1) {
    const next = from.next(undefined);
    if (next.done) return items;
    items.push(next.value);
  }
  from.return?.(undefined);
  return items;
}

/** The names of the function around a block. */
function functionEnv(env: Env): Env {
  let at = env;
  while (!at.ofFunction && at.parent) at = at.parent;
  return at;
}

function setField(it: Core, of: Obj, name: string, value: Value): void {
  of.fields.set(name, coerced(it, likeBefore(of.fields.get(name), value, it.family), of.cls && fieldTypeOf(of.cls, name)));
}

/** A variable of a fractional number keeps its kind in languages with types. */
function likeBefore(before: Value, value: Value, family: string): Value {
  return typeof before === 'number' && typeof value === 'bigint' && /^(?:java|csharp|cpp|rust|kotlin)$/.test(family)
    ? Number(value)
    : value;
}
