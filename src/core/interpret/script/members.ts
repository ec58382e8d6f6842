import { callForeign } from '../library/functions';
import { callMethod } from '../library/methods';
import { Cls, Foreign, Func, Iterating, List, type Machine, Native, Obj, Promised, Sym, Unknown, type Value } from '../values/value';
import type { Core } from '../running/machine';
import { memberIn } from './classMembers';
import { thrown } from './errors';
import { hostProperty, libraryConstant } from './host';
import { iteratingProperty } from './iteration';
import { emitterProperty } from './emitter';
import { expectationProperty } from './expectations';
import { promiseProperty } from './jobs';
import { hasOwn } from './objects';
import { textOf } from './operators';
import { errorType, foreignBase } from './types';

/** What a value of JavaScript has under a name. @param receiver what `this` is in what reads it */
export function propertyOf(it: Machine, of: Value, name: string, receiver: Value = of): Value {
  if (of === null || of === undefined)
    throw thrown(it, 'TypeError', `Cannot read properties of ${of === null ? 'null' : 'undefined'} (reading '${name}')`);
  if (of instanceof Obj) return objectProperty(it, of, name, receiver);
  if (of instanceof Cls) return classProperty(it, of, name, receiver);
  if (of instanceof Foreign) {
    if (name === 'name' && /^[A-Z]\w*$/.test(of.name)) return of.name;
    const whole = `${of.name}.${name}`;
    return callForeign(it, whole, undefined, new Map()) ?? libraryConstant(whole) ?? new Foreign(whole);
  }
  if (of instanceof Func || of instanceof Native) return functionProperty(it, of, name);
  if (of instanceof Promised) return promiseProperty(it, of, name);
  if (of instanceof Iterating) return iteratingProperty(of, name);
  if (of instanceof Sym) {
    const description = /^\[(?:Symbol:)?(.*?)(?:#\d+)?\]$/.exec(of.name)?.[1];
    return name === 'description' ? description : name === 'toString' ? new Native(() => `Symbol(${description})`) : undefined;
  }
  return hostProperty(it, of, name);
}

function objectProperty(it: Machine, of: Obj, name: string, receiver: Value): Value {
  const accessor = of.accessors?.get(name);
  if (accessor) return accessor.get === undefined ? undefined : it.callOn(accessor.get, receiver, []);
  if (of.fields.has(name)) return (it as Core).settled(of.fields.get(name));
  if (of.cls) {
    const own = memberIn(it, of.cls, name);
    if (own?.get) return it.callOn(own.get, receiver, []);
    if (own?.method) return own.method;
    if (own) return undefined;
  }
  if (of.proto) return objectProperty(it, of.proto, name, receiver);
  const error = errorType(of);
  if (error !== undefined) {
    if (name === 'message') return '';
    if (name === 'name') return error;
    if (name === 'stack') return new Foreign('a stack');
    if (name === 'toString') return new Native((_, __, self) => errorText(it, self ?? of));
  }
  if (/^expect/.test(of.type)) return expectationProperty(it, of, name);
  const base = of.cls && foreignBase(of.cls);
  if (base === 'EventEmitter' || of.type === 'EventEmitter') {
    const own = emitterProperty(it, name);
    if (own !== undefined) return own;
  } else if (base !== undefined && base !== 'Object' && error === undefined) throw new Unknown(`no ${name}`);
  if (of.type !== '' && error === undefined && of.type !== 'EventEmitter' && !/^(?:context|timer)$/.test(of.type))
    return new Native((args) => callMethod(it, of, name, args, new Map()));
  if (of.proto === null) return undefined;
  switch (name) {
    case 'constructor':
      return of.cls ?? new Foreign(of.type === '' ? 'Object' : of.type);
    case 'hasOwnProperty':
    case 'propertyIsEnumerable':
      return new Native(([key], _, self) => hasOwn(self ?? of, textOf(it, key)));
    case 'toString':
    case 'toLocaleString':
      return new Native(
        () =>
          `[object ${of.cls && propertyOf(it, of, '[Symbol.toStringTag]') !== undefined ? textOf(it, propertyOf(it, of, '[Symbol.toStringTag]')) : 'Object'}]`,
      );
    case 'valueOf':
      return new Native((_, __, self) => self ?? of);
    case 'isPrototypeOf':
      throw new Unknown(name);
    default:
      return undefined;
  }
}

/** `TypeError: no name` */
function errorText(it: Machine, error: Value): string {
  const [name, message] = ['name', 'message'].map((each) => textOf(it, propertyOf(it, error, each)));
  return name === '' ? message! : message === '' ? name! : `${name}: ${message}`;
}

function classProperty(it: Machine, of: Cls, name: string, receiver: Value): Value {
  for (let cls: Cls | undefined = of; cls; cls = cls.base) if (cls.statics.has(name)) return cls.statics.get(name);
  const own = memberIn(it, of, name, true);
  if (own?.get) return it.callOn(own.get, receiver, []);
  if (own?.method) return own.method;
  if (name === 'name') return of.name;
  if (name === 'prototype') throw new Unknown('the prototype of a class');
  if (/^(?:call|apply|bind|toString|length)$/.test(name)) throw new Unknown(`${name} of a class`);
  const base = foreignBase(of);
  if (base !== undefined && name === 'captureStackTrace') return new Native(() => undefined);
  if (base !== undefined && !/Error$|^(?:EventEmitter|Object)$/.test(base)) throw new Unknown(`no static ${name}`);
  return undefined;
}

function functionProperty(it: Machine, of: Func | Native, name: string): Value {
  if (of.fields?.has(name)) return of.fields.get(name);
  switch (name) {
    case 'call':
      return new Native(([self, ...args]) => it.callOn(of, self, args));
    case 'apply':
      return new Native(([self, args]) => it.callOn(of, self, args instanceof List ? args.items : []));
    case 'bind':
      return new Native(([self, ...first]) => new Native((rest) => it.callOn(of, self, [...first, ...rest])));
    case 'name':
      return of instanceof Func ? (of.fields?.get('name') ?? nameOfFunction(of)) : '';
    case 'length': {
      if (!(of instanceof Func)) throw new Unknown('the length of a function');
      const end = of.fn.params.findIndex((each) => each.fallback !== undefined || each.rest === true);
      return end < 0 ? of.fn.params.length : end;
    }
    case 'toString':
      return new Native(() => textOf(it, of));
    case 'prototype': {
      if (!(of instanceof Func) || of.fn.words.includes('arrow') || of.owner) return undefined;
      const made = new Obj(undefined, new Map<string, Value>([['constructor', of]]));
      made.hidden = new Set(['constructor']);
      (of.fields ??= new Map()).set('prototype', made);
      return made;
    }
    default:
      return undefined;
  }
}

/** A function that has no name of its own is called as what it is assigned to. */
function nameOfFunction({ fn, file }: Func): string {
  if (fn.name !== '') return fn.name;
  return (
    /([\w$]{1,60})\s{0,9}(?::[^=;,()\s]{1,40})?\s{0,3}[=:]\s{0,9}$/.exec(file.text.slice(Math.max(0, fn.start - 120), fn.start))?.[1] ?? ''
  );
}
