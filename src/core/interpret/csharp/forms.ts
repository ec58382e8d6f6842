import { classNamed, filesLike, methodsOf } from '../../flow/program';
import { isOnlyStatement, type Argument, type Expr, type Fn } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';
import { fail } from '../library/errors';
import { assigned } from '../running/assigning';
import { calls } from '../running/calling';
import { construct, constructBase, headOf } from '../running/classes';
import { chosen, operation } from '../running/expressions';
import { plainText } from '../running/literals';
import { bound, methodBehind, methodIn } from '../running/lookup';
import type { Core, Frame } from '../running/machine';
import { elementAt, nothingRead } from '../running/members';
import { equal, isTrue } from '../values/comparing';
import { coerced } from '../values/operators';
import { decimalOf, numberOf, scaledTo } from '../values/decimals';
import { isOfType } from '../values/kinds';
import { copied } from '../values/structs';
import { typeOf } from '../values/widths';
import { Cls, Decimal, Dict, Env, Foreign, isNumber, List, Obj, Thrown, Unknown, type Value } from '../values/value';
import { charOf } from './chars';
import { arrayOf, itemsFrom } from './items';
import { memberFor, operatorOf } from './operators';
import { knowingSubject } from './subjects';
import { Query } from './query';

type Call = Extract<Expr, { kind: 'call' }>;
const given = (value: Value): { value: Value } => ({ value });

/** What code of C# means in its own way; undefined where it is as in other languages. */
export function netValue(it: Core, node: Expr, frame: Frame): { value: Value } | undefined {
  switch (node.kind) {
    case 'literal':
      if (node.of === 'text' && frame.file.text[node.start] === "'") charOf(it, plainText(node, frame.file, 'csharp'));
      return node.of === 'number' && /[mM]$/.test(node.value) ? given(decimalOf(it, node.value.replace(/[mM_]/g, ''))) : undefined;
    case 'list':
      return node.of === 'list' ? given(arrayOf(node.elements.map((each) => it.evaluate(each, frame)))) : ofTuple(it, node, frame);
    case 'map':
      return given(anonymous(it, node, frame));
    case 'each':
      return given(queried(it, node, frame));
    case 'opaque':
      return ofForm(it, node, frame);
    case 'operate':
      if (node.operator === 'is') return given(isType(it, node.operands, frame));
      if (node.operator === '+' && node.operands.length === 2) return given(summed(it, node, frame));
      return node.operands.length === 1 ? signed(it, node, frame) : undefined;
    case 'same':
      return node.how === 'cast' ? cast(it, node, frame) : undefined;
    case 'assign': {
      const type =
        node.value?.kind === 'call' && node.value.makes && node.value.callee.kind === 'opaque' ? typeOf(it, node.target, frame) : undefined;
      if (type === undefined || node.value?.kind !== 'call') return undefined;
      const callee: Expr = { start: node.value.start, end: node.value.start, kind: 'name', name: type };
      return given(assigned(it, { ...node, value: { ...node.value, callee } }, frame));
    }
    case 'choice': {
      const own = node.condition ? knowingSubject(it, [node.condition], frame) : frame;
      return own === frame ? undefined : given(chosen(it, node, own));
    }
    case 'member':
      return ofMember(it, node, frame);
    case 'index':
      return element(it, node, frame);
    case 'call':
      return ofCall(it, node, frame);
    default:
      return undefined;
  }
}

/** A sum, in which nothing is an empty text beside a text, and makes a sum of numbers nothing. */
function summed(it: Core, node: Extract<Expr, { kind: 'operate' }>, frame: Frame): Value {
  const values = node.operands.map((each) => it.evaluate(each, frame));
  const known = new Map([...(frame.known ?? []), ...node.operands.map((each, at) => [each, values[at]] as const)]);
  if (values.includes(null) && !values.some((each) => typeof each === 'string')) {
    const types = node.operands.map((each) => typeOf(it, each, frame));
    if (types.some((type) => /^[sS]tring$/.test(type ?? ''))) return values.map((each) => it.shown(each)).join('');
    if (types[values.indexOf(null)] === undefined) throw new Unknown('nothing in a sum');
  }
  return operation(it, node, { ...frame, known });
}

/** `-money`, with an operator that its class declares. */
function signed(it: Core, node: Extract<Expr, { kind: 'operate' }>, frame: Frame): { value: Value } | undefined {
  if (!/^[-+!~]$/.test(node.operator)) return undefined;
  const of = it.evaluate(node.operands[0]!, frame);
  const own = operatorOf(it, node.operator, of, [of]);
  if (own) return given(it.call(own, [of]));
  const known = new Map([...(frame.known ?? []), [node.operands[0]!, of] as const]);
  return given(operation(it, node, { ...frame, known }));
}

/** `from each in all where … select …`, which is gone through when somebody asks for it. */
function queried(it: Core, node: Extract<Expr, { kind: 'each' }>, frame: Frame): Query {
  const [loop] = node.loops;
  const over = it.evaluate(loop!.over, frame);
  const begin = function* (): Generator<Value, void> {
    for (const item of itemsFrom(it, over)) {
      const own = { ...frame, env: new Env(frame.env) };
      it.assign(loop!.target, item, own, 'let');
      if (node.conditions.every((each) => isTrue(it, it.evaluate(each, own)))) yield it.evaluate(node.element, own);
    }
  };
  return new Query(it, begin, node.element === loop!.target ? over : undefined);
}

/** `(Name: "x", Count: 2)`: the names of its parts stand before them. */
function ofTuple(it: Core, { elements }: Extract<Expr, { kind: 'list' }>, frame: Frame): { value: Value } {
  const made = new List(
    elements.map((each) => it.evaluate(each, frame)),
    'tuple',
  );
  const names = new Map<string, Value>();
  for (const [at, each] of elements.entries()) {
    const [, name] = /[(,]\s{0,20}(\w{1,60})\s{0,5}:\s{0,20}$/.exec(frame.file.text.slice(Math.max(0, each.start - 110), each.start)) ?? [];
    const own = name ?? (each.kind === 'name' || each.kind === 'member' ? each.name : undefined);
    if (own !== undefined) names.set(own, made.items[at]);
  }
  if (names.size > 0) made.fields = names;
  return given(made);
}

/** `new { Name = "x" }` */
function anonymous(it: Core, { entries }: Extract<Expr, { kind: 'map' }>, frame: Frame): Value {
  // `{ ["a"] = 1 }` of a dictionary.
  if (entries.some(({ key }) => key?.kind === 'literal' && /["'\d]/.test(frame.file.text[key.start]!))) {
    const map = new Dict();
    for (const { key, value } of entries) map.set(it.evaluate(key!, frame), it.evaluate(value, frame));
    return map;
  }
  const [first, ...others] = entries;
  if (first && !first.key) {
    const of = it.evaluate(first.value, frame);
    if (!(of instanceof Obj) || !of.isData) throw new Unknown('a copy with other values');
    const fields = others.map(({ key, value }): [string, Value] => [key?.kind === 'literal' ? key.value : '', it.evaluate(value, frame)]);
    return new Obj(of.cls, new Map([...of.fields, ...fields]), of.type, true);
  }
  const fields = entries.map(({ key, value }): [string, Value] => [key?.kind === 'literal' ? key.value : '', it.evaluate(value, frame)]);
  return new Obj(undefined, new Map(fields), '', true);
}

const WORDS =
  /^(?:string|int|long|short|byte|sbyte|uint|ulong|ushort|double|float|decimal|bool|char|object|String|Int32|Int64|Double|Decimal|Boolean|Char|Object)$/;

function ofForm(it: Core, node: Extract<Expr, { kind: 'opaque' }>, frame: Frame): { value: Value } | undefined {
  const written = frame.file.text.slice(node.start, node.end);
  if (WORDS.test(written)) return given(new Foreign(written));
  const [, word, type = ''] = /^(typeof|default)\(([^()]+)\)$/.exec(written) ?? [];
  if (word === 'typeof') return given(typeNamed(it, type.trim(), frame.file));
  if (word === 'default') return given(it.emptyOf(type.trim()));
  // No arm of a `switch` that gives a value.
  if (written === '' && node.parts[0]?.kind === 'throw' && !node.parts[0].value) return fail('SwitchExpressionException');
  return undefined;
}

/** A class of the program, or what stands for a type of the library. */
function typeNamed(it: Core, type: string, file: SyntaxFile): Value {
  const at = classNamed(it.program, type.replace(/<.*$/s, '').replace(/^.*\./, ''), file);
  return at ? it.classOf(at) : new Foreign(type);
}

/** `shape is Circle`, `level is Level.High` */
function isType(it: Core, [of, asked]: readonly Expr[], frame: Frame): boolean {
  const named = of?.kind === 'assign' && of.declares === 'is' ? of : undefined;
  const value = it.evaluate(named?.value ?? of!, frame);
  const is = isAsked(it, value, asked, frame);
  if (named && is) {
    it.assign(named.target, value, frame, 'is');
    if (named.type !== undefined && named.target.kind === 'name') (frame.env.types ??= new Map()).set(named.target.name, named.type);
  }
  return is;
}

function isAsked(it: Core, value: Value, asked: Expr | undefined, frame: Frame): boolean {
  if (asked?.kind === 'member') {
    const constant = it.evaluate(asked, frame);
    if (!(constant instanceof Cls || constant instanceof Foreign)) return equal(it, value, constant);
  }
  const name = asked?.kind === 'name' || asked?.kind === 'member' ? asked.name : '';
  if (name === 'var') return true;
  if (value === null) return false;
  if (asked?.kind === 'name' && frame.env.holder(name)) {
    const constant = it.evaluate(asked, frame);
    if (!(constant instanceof Cls)) return equal(it, value, constant);
  }
  return isOfNet(it, value, name);
}

function isOfNet(it: Core, value: Value, written: string): boolean {
  const type = written.replace(/\?$/, '');
  if (type === 'object') return value !== null;
  if (value instanceof Query) return /^IEnumerable\b/.test(type);
  if (value instanceof Decimal) return /^[dD]ecimal$/.test(type);
  if (value instanceof List && value.kind !== 'tuple') {
    if (value.fixed === 'size') return /\[\]$|^(?:IEnumerable|IList|ICollection|IReadOnlyList|Array)\b/.test(type);
    if (/^(?:List|Queue|Stack|LinkedList)\b/.test(type)) throw new Unknown('a type of a list');
    return /^(?:IEnumerable|IList|ICollection|IReadOnlyList)\b/.test(type);
  }
  if (value instanceof Obj && value.constant) return value.cls?.name === type;
  return isOfType(it, value, type);
}

const WHOLES = /^(?:int|long|short|byte|sbyte|uint|ulong|ushort)$/;

/** `(int)level`, `(Circle)shape`, `shape as Circle` */
function cast(it: Core, { of, type = '', end }: Extract<Expr, { kind: 'same' }>, frame: Frame): { value: Value } {
  const value = it.evaluate(of, frame);
  const plain = type.replace(/\?$/, '');
  if (/^\s+as\b/.test(frame.file.text.slice(of.end, end))) return given(value !== null && isOfNet(it, value, plain) ? value : null);
  if (value instanceof Obj && value.constant && WHOLES.test(plain)) return given(BigInt(value.constant.ordinal));
  if (value instanceof Decimal) {
    if (WHOLES.test(plain)) return given(scaledTo(value, 0, 'DOWN').digits);
    return given(/^(?:double|float)$/.test(plain) ? numberOf(value) : value);
  }
  if (plain === 'decimal' && isNumber(value)) return given(decimalOf(it, typeof value === 'number' ? String(value) : value));
  const named = /^[A-Z]/.test(plain) && !WORDS.test(plain) ? typeNamed(it, plain, frame.file) : undefined;
  if (named instanceof Cls) {
    if (named.members && typeof value === 'bigint') {
      return given(memberFor(named, Number(value)));
    }
    if (value === null || it.isA(value, named.name)) return given(value);
    return value instanceof Obj && value.cls ? fail('InvalidCastException') : given(value);
  }
  if (value === null) return WORDS.test(type) && !/^(?:string|object)$/i.test(type) ? fail('NullReferenceException') : given(null);
  // What stands in an object is only taken out as what it is.
  if (typeOf(it, of, frame) === 'object' && WORDS.test(plain) && plain !== 'object') {
    if (typeof value === 'bigint' && plain !== 'int') throw new Unknown('the width of a number');
    if (!isOfNet(it, value, plain)) return fail('InvalidCastException');
  }
  const made = coerced(it, value, type, true);
  return given(plain === 'char' && typeof made === 'string' ? charOf(it, made) : made);
}

/** `base.Name`, and a value that may be missing. */
function ofMember(it: Core, node: Extract<Expr, { kind: 'member' }>, frame: Frame): { value: Value } {
  if (node.of.kind === 'name' && /^(?:base|super)$/.test(node.of.name)) {
    const own = methodBehind(frame.self, frame.owner, node.name);
    if (!own) return given(it.property(frame.self, node.name, node, frame));
    const method = bound(it, own, frame.self);
    return given(own.fn.words.includes('get') ? it.invoke(method, [], new Map()) : method);
  }
  const of = it.evaluate(node.of, frame);
  if (of === null && isCut(it, node, node, frame)) return given(null);
  if (of === null && /^(?:HasValue|Value)$/.test(node.name) && /\?$/.test(typeOf(it, node.of, frame) ?? ''))
    return given(node.name === 'Value' ? fail('InvalidOperationException', 'Nullable object must have a value.') : false);
  return given(it.property(of, node.name, node, frame));
}

/** Whether nothing is asked for what is behind a `?.`: then all that follows is nothing, too. */
function isCut(it: Core, { of, end }: Extract<Expr, { kind: 'member' | 'index' }>, whole: Expr, { file }: Frame): boolean {
  if (it.cut !== of && !/^\s*\?/.test(file.text.slice(of.end, end))) return false;
  it.cut = whole;
  return true;
}

/** `grid[1, 2]`, `items[^1]`, `items[1..3]`, `this[key]` of a class. */
function element(it: Core, node: Extract<Expr, { kind: 'index' }>, frame: Frame): { value: Value } {
  const of = it.evaluate(node.of, frame);
  if (of === null && isCut(it, node, node, frame)) return given(null);
  if (of === null) throw new Thrown(nothingRead(it, of, '[]'));
  const [first] = node.keys;
  if (first?.kind === 'opaque') return given(slice(it, of, first, frame));
  if (first?.kind === 'operate' && first.operator === '^' && first.operands.length === 1) {
    const size = typeof of === 'string' ? of.length : of instanceof List ? of.items.length : 0;
    const found = elementAt(it, of, BigInt(size) - (it.evaluate(first.operands[0]!, frame) as bigint), true);
    return given(typeof of === 'string' && typeof found === 'string' ? charOf(it, found) : found);
  }
  const keys = node.keys.map((each) => it.evaluate(each, frame));
  const own = of instanceof Obj && of.cls ? methodIn(of.cls, 'this[]') : undefined;
  if (own) return given(it.call(bound(it, own, of), keys));
  if (of instanceof Dict && keys[0] === null) return fail('ArgumentNullException');
  const found = keys.reduce<Value>((at, key) => elementAt(it, at, key, true), of);
  return given(typeof of === 'string' && typeof found === 'string' ? charOf(it, found) : found);
}

/** `items[1..^1]` */
function slice(it: Core, of: Value, key: Extract<Expr, { kind: 'opaque' }>, frame: Frame): Value {
  const written = frame.file.text.slice(key.start, key.end);
  if (!written.includes('..') || !(typeof of === 'string' || (of instanceof List && of.fixed))) throw new Unknown('a part of a list');
  const size = typeof of === 'string' ? of.length : of.items.length;
  const place = (part: Expr | undefined, otherwise: number): number => {
    if (!part) return otherwise;
    if (part.kind === 'operate' && part.operator === '^') return size - Number(it.evaluate(part.operands[0]!, frame));
    return Number(it.evaluate(part, frame));
  };
  const parts = key.parts.filter((each): each is Expr => !isOnlyStatement(each));
  const isOpen = written.startsWith('..');
  const [from, to] = [place(isOpen ? undefined : parts[0], 0), place(isOpen ? parts[0] : parts[1], size)];
  if (from < 0 || to > size || from > to) return fail('ArgumentOutOfRangeException');
  return typeof of === 'string' ? of.slice(from, to) : arrayOf(of.items.slice(from, to));
}

/** A collection with what stands in braces behind it: elements, `{ key, value }` and `[key] = value`. */
function filled(it: Core, made: Value, by: Expr, frame: Frame): Value {
  if (by.kind === 'list')
    for (const each of by.elements) {
      const isSeveral = each.kind === 'list' && each.of === 'list' && frame.file.text[each.start] === '{';
      it.send(made, 'Add', isSeveral ? each.elements.map((one) => it.evaluate(one, frame)) : [copied(it, it.evaluate(each, frame))]);
    }
  if (by.kind === 'map')
    for (const { key, value } of by.entries) {
      const of: Expr = { start: by.start, end: by.start, kind: 'name', name: 'this' };
      const target: Expr = { start: key!.start, end: key!.end, kind: 'index', of, keys: [key!] };
      it.assign(target, it.evaluate(value, frame), { ...frame, known: new Map([...(frame.known ?? []), [of, made] as const]) }, undefined);
    }
  return made;
}

const OF_OBJECTS = /^(?:Equals|ReferenceEquals|ToString|GetType)$/;

/** Whether the class that code stands in has a method of a name. */
function ofClass({ self, owner }: Frame, name: string): boolean {
  const cls = self instanceof Obj ? self.cls : owner;
  return cls !== undefined && methodIn(cls, name) !== undefined;
}

function ofCall(it: Core, node: Call, frame: Frame): { value: Value } | undefined {
  const { callee, args } = node;
  const last = args.at(-1);
  if (node.makes && last && last.name === undefined && /^(?:list|map)$/.test(last.value.kind) && frame.file.text[last.value.start] === '{')
    return given(filled(it, it.evaluate({ ...node, args: args.slice(0, -1) }, frame), last.value, frame));
  if (callee.kind === 'name') {
    if (callee.name === 'nameof' && args.length === 1)
      return given(/(?<!\w)\w+$/.exec(frame.file.text.slice(args[0]!.value.start, args[0]!.value.end))?.[0] ?? '');
    const { self } = frame;
    if (OF_OBJECTS.test(callee.name) && !ofClass(frame, callee.name)) {
      const values = args.map(({ value }) => it.evaluate(value, frame));
      if (values.length === 2) return given(it.callNamed(`object.${callee.name}`, values));
      if (self instanceof Obj) return given(it.send(self, callee.name, values));
    }
    // `orderby` of a query.
    if (callee.start === callee.end && /By/.test(callee.name)) {
      const [of, by] = args.map(({ value }) => it.evaluate(value, frame));
      return given(it.send(of, callee.name, [by]));
    }
    if (/^(?:this|base)$/.test(callee.name)) return given(further(it, callee.name, args, frame));
    return undefined;
  }
  if (callee.kind !== 'member' || node.makes) return undefined;
  if (callee.of.kind === 'name' && callee.of.name === 'base')
    return given(calls(it, { ...node, callee: { ...callee, of: { ...callee.of, name: 'super' } } }, frame));
  const extension = extensionOf(it, callee.name, args.length);
  const of = it.evaluate(callee.of, frame);
  if (of === null && isCut(it, callee, node, frame)) return given(null);
  const empty = of === null ? /^(\w+)\?$/.exec(typeOf(it, callee.of, frame) ?? '')?.[1] : undefined;
  if (empty !== undefined && callee.name === 'ToString') return given('');
  if (empty !== undefined && callee.name === 'GetValueOrDefault')
    return given(args[0] ? it.evaluate(args[0].value, frame) : it.emptyOf(empty));
  const known = new Map([...(frame.known ?? []), [callee.of, of] as const]);
  const hidden = of instanceof Obj && of.cls ? hiddenMethod(it, of.cls, callee, frame) : undefined;
  if (hidden) {
    const called: Expr = { start: callee.start, end: callee.end, kind: 'name', name: callee.name };
    return given(calls(it, { ...node, callee: called }, { ...frame, known: new Map([...known, [called, bound(it, hidden, of)]]) }));
  }
  if (!extension || (of instanceof Obj && of.cls && methodIn(of.cls, callee.name)) || of instanceof Cls || of instanceof Foreign)
    return given(calls(it, node, { ...frame, known }));
  const cls = it.classOf(extension.owner);
  const called: Expr = { start: callee.start, end: callee.end, kind: 'name', name: callee.name };
  const first: Argument = { value: callee.of };
  return given(calls(it, { ...node, callee: called, args: [first, ...args] }, { ...frame, known, owner: cls, self: cls }));
}

/** What a call means by the type that its object is declared with, where the object's class has another method of that name beside it. */
function hiddenMethod(it: Core, cls: Cls, callee: Extract<Expr, { kind: 'member' }>, frame: Frame): ReturnType<typeof methodIn> {
  const own = methodIn(cls, callee.name);
  if (!own || own.fn.words.includes('override') || own.owner.order.length < 2) return undefined;
  const declared = typeOf(it, callee.of, frame);
  const at = declared === undefined ? undefined : classNamed(it.program, declared.replace(/<.*$/s, ''), frame.file);
  const seen = at && it.classOf(at);
  if (!seen || seen === own.owner || !own.owner.order.includes(seen)) return undefined;
  const above = methodIn(seen, callee.name);
  return above && above.fn.params.length === own.fn.params.length && !/\binterface\b/.test(headOf(above.owner)) ? above : undefined;
}

/** `static int Twice(this int value)`: a method of a class of the program that is called on its first argument. */
function extensionOf(it: Core, name: string, count: number): { fn: Fn; owner: { file: SyntaxFile; node: Cls['at']['node'] } } | undefined {
  for (const file of filesLike(it.program, it.main.language)) {
    if (!file.text.includes(`(this `) || !file.text.includes(name)) continue;
    for (const owner of classesIn(file)) {
      const fn = methodsOf(owner).find(
        (each) =>
          each.name === name &&
          each.params.length > count &&
          /^\s*this\s/.test(file.text.slice(each.params[0]!.start, each.params[0]!.end)),
      );
      if (fn) return { fn, owner };
    }
  }
  return undefined;
}

function classesIn(file: SyntaxFile): Cls['at'][] {
  const inner = (list: readonly { kind: string }[]): Cls['at']['node'][] =>
    list.flatMap((each) =>
      each.kind === 'class'
        ? [each as Cls['at']['node']]
        : each.kind === 'block'
          ? inner((each as unknown as { body: { kind: string }[] }).body)
          : [],
    );
  return inner(file.code).map((node) => ({ file, node }));
}

/** `: this(…)` and `: base(…)` of a constructor. */
function further(it: Core, word: string, list: readonly Argument[], frame: Frame): Value {
  const { self, owner } = frame;
  if (!(self instanceof Obj) || !owner) throw new Unknown('a constructor');
  const args = list.filter(({ name }) => name === undefined).map(({ value }) => it.evaluate(value, frame));
  const named = new Map(list.flatMap(({ name, value }) => (name === undefined ? [] : [[name, it.evaluate(value, frame)] as const])));
  if (word === 'this') construct(it, self, owner, args, named);
  else if (owner.base) constructBase(it, self, owner, args, named);
  else if (self.type !== '') self.fields.set('message', args[0] ?? '');
  else throw new Unknown('a call of a base class');
  return null;
}
