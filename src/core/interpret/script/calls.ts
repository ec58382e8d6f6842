import type { Expr } from '../../syntax/lower/ir';
import { callForeign } from '../library/functions';
import { isSuperCall } from '../running/lookup';
import type { Core, Frame } from '../running/machine';
import { Cls, Foreign, Func, List, Native, Obj, Unknown, type Value } from '../values/value';
import { thrown } from './errors';
import { constructed } from './make';
import { mocked } from './mocks';
import { memberIn } from './classMembers';
import { propertyOf } from './members';
import { keyOf } from './operators';
import { foreignBase } from './types';

type Call = Extract<Expr, { kind: 'call' }>;

/** A call of a function with the object that it is called on. @param written how the program names the function */
export function calledOn(it: Core, callee: Value, self: Value, args: Value[], written = 'callee'): Value {
  if (callee instanceof Func) {
    if (callee.fn.words.includes('arrow')) return it.invoke(callee, args, NONE);
    const own = new Func(callee.fn, callee.file, callee.env, self, callee.owner, callee.home);
    if (callee.fields) own.fields = callee.fields;
    return it.invoke(own, args, NONE);
  }
  if (callee instanceof Native) return callee.call(args, NONE, self);
  if (callee instanceof Foreign) return callForeign(it, callee.name, args, NONE);
  if (callee instanceof Cls) throw thrown(it, 'TypeError', `Class constructor ${callee.name} cannot be invoked without 'new'`);
  if (callee instanceof Obj && callee.type === 'mock') return mocked(callee, self, args);
  throw thrown(it, 'TypeError', `${written} is not a function`);
}

const NONE: ReadonlyMap<string, Value> = new Map();

/** A call as it is written; `args` gives the arguments, which are evaluated after what is called. */
export function scriptCall(it: Core, node: Call, frame: Frame, args: () => Value[]): Value {
  const { callee } = node;
  const { text } = frame.file;
  const written = text
    .slice(callee.start, callee.end)
    .split('\n')
    .map((line) => line.trim())
    .join('');
  if (callee.kind === 'name' && callee.name === 'super') return superCalled(it, frame, args());
  if (callee.kind === 'name' && callee.name === 'import') throw new Unknown('an import that is asked for');
  const isOptional = /^\s*\?\./.test(text.slice(callee.end, callee.end + 40).replace(/^\)+/, ''));
  if (callee.kind !== 'member' && callee.kind !== 'index') {
    const fn = it.evaluate(callee, frame);
    if (cuts(it, callee, node, fn, isOptional)) return undefined;
    return calledOn(it, fn, undefined, args(), written);
  }
  const isSuper = (callee.of.kind === 'name' && callee.of.name === 'super') || isSuperCall(callee.of);
  const self = isSuper ? frame.self : it.evaluate(callee.of, frame);
  if (!isSuper && cuts(it, callee.of, node, self, /^[)\s!]*\?\./.test(text.slice(callee.of.end, callee.end)))) return undefined;
  const name = callee.kind === 'member' ? callee.name : keyOf(it, it.evaluate(callee.keys[0]!, frame));
  const fn = isSuper ? superProperty(it, name, frame) : propertyOf(it, self, name);
  if (isOptional && (fn === undefined || fn === null)) {
    it.cut = node;
    return undefined;
  }
  const given = args();
  it.tick(node, frame);
  return calledOn(it, fn, self, given, callee.kind === 'index' ? `${text.slice(callee.of.start, callee.of.end)}[...]` : written);
}

/** Whether a chain ends because something before a `?.` in it is missing. */
export function cuts(it: Core, of: Expr, node: Expr, value: Value, isOptional: boolean): boolean {
  if (value !== undefined && value !== null) return false;
  if (!isOptional && it.cut !== of) return false;
  it.cut = node;
  return true;
}

/** `super.name` */
export function superProperty(it: Core, name: string, { owner, self, fn }: Frame): Value {
  if (!owner) throw new Unknown('what an object is made from');
  const isStatic = self instanceof Cls || fn?.words.includes('static') === true;
  const own = owner?.base && memberIn(it, owner.base, name, isStatic);
  if (own?.get) return it.callOn(own.get, self, []);
  if (own?.method) return own.method;
  const base = owner && foreignBase(owner);
  if (base === undefined || !owner || owner.base) {
    if (name === 'toString') return new Native(() => '[object Object]');
    if (base === undefined) return undefined;
  }
  if (self instanceof Obj) return propertyOf(it, new Obj(undefined, new Map(self.fields), base), name);
  throw new Unknown('a method of a base class');
}

function superCalled(it: Core, { owner, self }: Frame, args: Value[]): Value {
  if (!(self instanceof Obj) || !owner) throw new Unknown('a call of a base class');
  constructed(it, self, owner, args);
  return undefined;
}

/** `new Callee(…)` */
export function scriptNew(it: Core, callee: Expr, args: Value[], frame: Frame): Value {
  const made = it.evaluate(callee, frame);
  const written = frame.file.text.slice(callee.start, callee.end);
  if (made instanceof Cls) {
    if (/^\s*(?:export\s+)?(?:default\s+)?abstract\b/.test(made.at.file.text.slice(made.at.node.start, made.at.node.end)))
      throw new Unknown('an abstract class');
    return it.make(made, args, NONE);
  }
  if (made instanceof Foreign) return callForeign(it, `new ${made.name}`, args, NONE);
  if (made instanceof Native) return made.call(args, NONE, undefined);
  if (made instanceof Func && !made.fn.words.includes('arrow') && !made.owner) {
    const object = new Obj(undefined);
    const prototype = propertyOf(it, made, 'prototype');
    if (prototype instanceof Obj) object.proto = prototype;
    const gave = calledOn(it, made, object, args);
    return gave instanceof Obj || gave instanceof List || gave instanceof Func ? gave : object;
  }
  throw thrown(it, 'TypeError', `${written} is not a constructor`);
}

/** A template behind a function: the texts between its parts, and the parts. */
export function taggedArguments(it: Core, literal: Extract<Expr, { kind: 'literal' }>, frame: Frame): Value[] {
  const { text } = frame.file;
  const raw: string[] = [];
  let from = literal.start + 1;
  for (const part of literal.parts ?? []) {
    const open = text.lastIndexOf('${', part.start);
    raw.push(text.slice(from, open));
    from = text.indexOf('}', part.end) + 1;
  }
  raw.push(text.slice(from, literal.end - 1));
  const strings = new List(raw.map((each) => each.replace(/\\n/g, '\n').replace(/\\t/g, '\t').replace(/\\(.)/g, '$1')));
  strings.fields = new Map<string, Value>([['raw', new List([...raw])]]);
  return [strings, ...(literal.parts ?? []).map((each) => it.evaluate(each, frame))];
}
