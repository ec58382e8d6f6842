import { structNamed } from '../values/structs';
import { methodsOf } from '../../flow/program';
import { mapOfPairs } from '../library/dataFiles';
import type { Expr, Span } from '../../syntax/lower/ir';
import { fail } from '../library/errors';
import { callForeign } from '../library/functions';
import { classText, methodValue } from './names';
import { identical } from '../values/comparing';
import { methodIn, above, bound, fullName, isReadOfClass, isSuperCall, methodBehind } from './lookup';
import type { Core, Frame } from './machine';
import { callMethod } from '../library/methods';
import { netProperty } from '../csharp/methods';
import { configElement } from '../python/configuration';
import { argumentsOfError } from '../python/errors';
import { isMock, partOfMock } from '../python/mocks';
import { withName } from '../php/expressions';
import { phpKey } from '../php/arrays';
import { cuts, superProperty } from '../script/calls';
import { propertyOf } from '../script/members';
import { keyOf } from '../script/operators';
import { Cls, Dict, Foreign, Func, isNumber, List, Native, Obj, Pointer, Thrown, Unknown, nameOf, type Value } from '../values/value';

/** What an object or a collection has under a name. */
export function property(it: Core, of: Value, name: string, at?: Span, frame?: Frame): Value {
  if (it.family === 'javascript') return propertyOf(it, of, name);
  if (it.family === 'csharp' && !(of instanceof Obj && of.cls)) {
    const own = netProperty(of, name);
    if (own !== undefined) return own;
  }
  if (of instanceof Obj && /^(?:path|file|reader|logger)$/.test(of.type)) return callMethod(it, of, name, undefined, new Map());
  if (it.family === 'python' && isMock(of)) return partOfMock(it, of, name);
  if (it.family === 'python' && of instanceof List && of.fields?.has(name)) return of.fields.get(name);
  if (of instanceof Obj) {
    if (of.fields.has(name)) return of.fields.get(name)!;
    if (of.cls) {
      const own = methodIn(of.cls, name);
      if (own) {
        const isGetter =
          own.fn.words.includes('get') ||
          it.family === 'ruby' ||
          (it.family === 'python' && /@(?:cached_)?property\b/.test(above(own.file, own.fn)));
        if (!isGetter) return bound(it, own, of);
        const read = it.invoke(bound(it, own, of), [], new Map());
        if (it.family === 'python' && /@(?:functools\.)?cached_property\b/.test(above(own.file, own.fn))) of.fields.set(name, read);
        return read;
      }
      for (const cls of of.cls.order) if (cls.statics.has(name)) return ofClass(it, of, cls.statics.get(name));
      const readers = it.family === 'ruby' ? `@${name}` : undefined;
      if (readers !== undefined && of.fields.has(readers)) return of.fields.get(readers)!;
      if (it.family === 'java' && of.fields.has(name)) return of.fields.get(name)!;
    }
    if (it.family === 'python' && name === '__class__') return of.cls ?? new Foreign(of.type);
    if (it.family === 'python' && name === '__dict__' && of.cls) return mapOfPairs([...of.fields]);
    if (of.isTuple && name === '_fields') return new List([...of.fields.keys()], 'tuple');
    const own = it.family === 'python' && of.cls ? it.methodOf(of, /^__getattr__$/) : undefined;
    if (own) return it.call(own, [name]);
    if (of.type !== '' && !of.isTuple) {
      if (it.family === 'python' && name === 'args') return argumentsOfError(of);
      if (it.family === 'python' && /^__(?:cause|context)__$/.test(name)) return of.fields.get(name) ?? null;
      if (it.family === 'csharp' && name === 'InnerException') return of.fields.get('cause') ?? null;
      if (it.family === 'csharp' && name === 'Message' && typeof of.fields.get('message') !== 'string')
        throw new Unknown('a message of a library');
      if (/^(?:message|Message|args)$/.test(name)) return of.fields.get('message') ?? null;
      if (name === 'name') return of.type;
    }
    if (it.family === 'php') {
      const get = it.methodOf(of, /^__get$/);
      if (get) return it.call(get, [name]);
      if (of.cls && of.cls.order.every(({ foreigns }) => foreigns.length === 0) && of.type === '') return null;
    }
    if (it.family === 'python' && of.cls && of.cls.order.every(({ foreigns }) => foreigns.length === 0) && !/^__/.test(name))
      throw new Thrown(
        new Obj(undefined, new Map<string, Value>([['message', `'${of.cls.name}' object has no attribute '${name}'`]]), 'AttributeError'),
      );
    throw new Unknown(`no ${name}`);
  }
  if (of instanceof Cls) {
    if (it.family === 'php') name = name.replace(/^\$/, '');
    if (it.family === 'php' && of.members && /^(?:cases|from|tryFrom)$/.test(name)) return ofEnum(it, of, name);
    if (it.family === 'php' && name === 'class') return classText(it, of);
    if (it.family === 'php' && /^(?:assert|fail$|expect)/.test(name))
      return new Native((given, byName) => callForeign(it, name, given, byName));
    const extended = of.extended.flatMap(({ order }) => order);
    const methods = [...of.order, ...extended].flatMap((cls) =>
      methodsOf(cls.at).flatMap((fn) => (fn.name === name ? [{ file: cls.at.file, fn, owner: cls }] : [])),
    );
    const holder = [...of.order, ...extended].find(({ statics }) => statics.has(name));
    // A method of its objects stands behind those that the class itself has.
    const first =
      it.family === 'ruby' ? methods.find(({ fn, owner }) => fn.words.includes('static') || extended.includes(owner)) : undefined;
    const method = first ?? methods[0];
    if (holder && (!method || [...of.order, ...extended].indexOf(holder) <= [...of.order, ...extended].indexOf(method.owner)))
      return it.settled(holder.statics.get(name));
    if (method && it.family === 'csharp' && method.fn.words.includes('get')) return it.invoke(bound(it, method, of), [], new Map());
    if (method) return methodValue(it, method, of);
    if (it.family === 'ruby' && of.statics.has(`@${name}`)) return of.statics.get(`@${name}`);
    if (it.family === 'ruby' && isReadOfClass(of, name)) return null;
    if (it.family === 'ruby' && /^(?:name|to_s|inspect)$/.test(name)) return of.name;
    if (it.family === 'python' && /^__(?:qual)?name__$/.test(name)) return of.name;
    if (it.family === 'python' && name === '__members__' && of.members)
      return mapOfPairs(of.members.map((each) => [each.fields.get('name'), each]));
    if (name === 'default' && it.family === 'rust') return new Native(() => structNamed(it, of.name, of.at.file));
    const inner = of.at.node.members.find((each) => each.kind === 'class' && each.name === name);
    if (inner?.kind === 'class') return it.classOf({ file: of.at.file, node: inner });
    if (it.family === 'java') return ofJavaClass(it, of, name);
    throw new Unknown(`no static ${name}`);
  }
  if ((of instanceof Func || of instanceof Native) && of.fields?.has(name)) return of.fields.get(name);
  if (it.family === 'python' && of instanceof Func && /^__(?:qual)?name__$/.test(name) && of.fn.name !== '') return of.fn.name;
  if (of instanceof Foreign && it.family === 'python' && /^__(?:qual)?name__$/.test(name)) return of.name.replace(/^.*\./, '');
  if (it.family === 'python' && name === '__class__') return callForeign(it, 'type', [of], new Map());
  if (of instanceof Foreign) return callForeign(it, `${of.name}.${name}`, undefined, new Map()) ?? new Foreign(`${of.name}.${name}`);
  if ((of === null || of === undefined) && it.family === 'php') return null;
  if ((of === null || of === undefined) && at && frame) throw new Thrown(nothingRead(it, of, name));
  return callMethod(it, of, name, undefined, new Map());
}

/** What each class of Java has. */
function ofJavaClass(it: Core, of: Cls, name: string): Value {
  switch (name) {
    case 'values':
    case 'getEnumConstants':
      return new Native(() => new List([...(of.members ?? [])]));
    case 'valueOf':
      return new Native(([wanted]) => {
        const found = of.members?.find((each) => each.constant!.name === wanted);
        return found ?? fail('IllegalArgumentException', `No enum constant ${of.name}.${nameOf(wanted)}`);
      });
    case 'getSimpleName':
      return new Native(() => of.name);
    case 'getName':
    case 'toString':
      return new Native(() => `${name === 'getName' ? '' : 'class '}${fullName(of)}`);
    case 'equals':
      return new Native(([other]) => other === of);
    case 'hashCode':
      throw new Unknown('a hash');
    case 'isInstance':
      return new Native(([value]) => it.isA(value, of.name));
    case 'cast':
      return new Native(([value]) => (value === null || it.isA(value, of.name) ? value : fail('ClassCastException', 'a class')));
    case 'class':
      return of;
    default:
      throw new Unknown(`no static ${name}`);
  }
}

function isErrorObject(self: Value): boolean {
  return self instanceof Obj && self.type !== '';
}

/** What a class has under a name, as its object reads it: a function of Python gets the object. */
function ofClass(it: Core, of: Obj, value: Value): Value {
  if (it.family !== 'python') return value;
  if (value instanceof Func && value.self === undefined)
    return new Func(value.fn, value.file, value.env, of, of.cls, value.home, value.isBare);
  const get = it.methodOf(value, /^__get__$/);
  return get === undefined ? value : it.call(get, [of, of.cls]);
}

/** `Status::cases()`, `Status::from('paid')` of PHP. */
function ofEnum(it: Core, of: Cls, name: string): Value {
  const members = of.members ?? [];
  if (name === 'cases') return new Native(() => new List([...members]));
  return new Native(([value]) => {
    const found = members.find((each) => identical(it, each.fields.get('value'), value));
    if (found || name === 'tryFrom') return found ?? null;
    throw new Thrown(new Obj(undefined, new Map(), 'ValueError'));
  });
}

export function memberOf(it: Core, node: Extract<Expr, { kind: 'member' }>, frame: Frame): Value {
  if (it.family === 'javascript') {
    if ((node.of.kind === 'name' && node.of.name === 'super') || isSuperCall(node.of)) return superProperty(it, node.name, frame);
    const of = it.evaluate(node.of, frame);
    const isOptional = /\?\./.test(frame.file.text.slice(node.of.end, node.end));
    return cuts(it, node.of, node, of, isOptional) ? undefined : propertyOf(it, of, node.name);
  }
  if (node.of.kind === 'name' && node.of.name === 'super') {
    const own = methodBehind(frame.self, frame.owner, node.name);
    if (!own) throw new Unknown('a method of a base class');
    return bound(it, own, frame.self);
  }
  if (isSuperCall(node.of)) {
    const own = methodBehind(frame.self, frame.owner, node.name);
    if (!own) {
      if (
        it.family === 'python' &&
        /^(?:__init__|__init_subclass__|setUp|tearDown|setUpClass)$/.test(node.name) &&
        !isErrorObject(frame.self)
      )
        return new Native(() => null);
      throw new Unknown('a method of a base class');
    }
    const isGetter = it.family === 'python' && /@(?:cached_)?property\b/.test(above(own.file, own.fn));
    return isGetter ? it.invoke(bound(it, own, frame.self), [], new Map()) : bound(it, own, frame.self);
  }
  const of = it.evaluate(node.of, frame);
  if (it.family === 'php' && of instanceof Obj && node.name.startsWith('$')) {
    const own = withName(it, node, frame);
    if (own !== node && own.kind === 'member') return property(it, of, own.name, node, frame);
  }
  if ((of === null || of === undefined) && /\?\.|\?->|&\./.test(frame.file.text.slice(node.of.end, node.end))) return null;
  return property(it, of, node.name, node, frame);
}

export function indexed(it: Core, node: Extract<Expr, { kind: 'index' }>, frame: Frame): Value {
  const of = it.evaluate(node.of, frame);
  if (it.family === 'javascript') {
    if (cuts(it, node.of, node, of, frame.file.text.slice(node.of.end, node.of.end + 2) === '?.')) return undefined;
    return elementAt(it, of, it.evaluate(node.keys[0]!, frame));
  }
  if (node.slice) return sliceOf(it, of, node, frame);
  const [only] = node.keys;
  if (
    it.family === 'ruby' &&
    only?.kind === 'operate' &&
    only.operands.length === 1 &&
    /^\.\.\.?$/.test(only.operator) &&
    (of instanceof List || typeof of === 'string')
  ) {
    const at = Number(it.evaluate(only.operands[0]!, frame));
    const open = frame.file.text.startsWith('..', only.start);
    const items = of instanceof List ? of.items : [...of];
    const end = at < 0 ? items.length + at : at;
    const part = open ? items.slice(0, end + (only.operator === '..' ? 1 : 0)) : items.slice(at);
    return of instanceof List ? new List(part) : textOf(part);
  }
  const keys = node.keys.map((each) => {
    const key = it.evaluate(each, frame);
    // `"$row[name]"` of PHP.
    return it.family === 'php' && key instanceof Foreign && each.kind === 'name' ? key.name : key;
  });
  const key = keys.length === 1 ? keys[0] : new List(keys, 'tuple');
  if (it.family === 'ruby' && keys.length === 2 && (of instanceof List || typeof of === 'string'))
    return callMethod(it, of, 'slice', keys, new Map());
  return elementAt(it, of, key, true);
}

const TYPES = /^(?:typing\.\w+|collections\.(?:abc\.)?\w+|abc\.\w+|list|dict|tuple|set|frozenset|type)$/;

/** Methods of a class for `object[key]`. */
const ELEMENT: Readonly<Record<string, RegExp>> = { python: /^__getitem__$/, ruby: /^\[\]$/, php: /^offsetGet$/, javascript: /^$/ };

/** An element. @param written with brackets, as of an array of Java */
export function elementAt(it: Core, of: Value, key: Value, written = false): Value {
  if (it.family === 'javascript') {
    if (of instanceof List && typeof key === 'number' && key >= 0) return of.items[key];
    return propertyOf(it, of, keyOf(it, key));
  }
  if (of instanceof Pointer) return elementAt(it, of.to, key);
  if (of instanceof Obj && it.family === 'php') return it.send(of, 'offsetGet', [key]);
  if (of instanceof Obj && /^(?:config|section)$/.test(of.type) && it.family === 'python') return configElement(of, key);
  if (of instanceof Obj && of.type === 'match') return callMethod(it, of, 'group', [key], new Map());
  if (of instanceof Obj && it.family === 'ruby') {
    if (of.type === 'rubymatch') return of.fields.get(nameOf(key)) ?? null;
    const listed = of.cls?.listed;
    if (listed && !it.methodOf(of, /^\[\]$/)) return of.fields.get(`@${isNumber(key) ? listed.at(Number(key)) : nameOf(key)}`) ?? null;
  }
  if (of instanceof Obj) {
    const own = it.methodOf(of, ELEMENT[it.family] ?? /^(?:operator\[\]|get)$/);
    if (own) return it.call(own, [key]);
    if ((of.cls === undefined || it.family === 'javascript') && !of.isTuple && (typeof key === 'string' || isNumber(key)))
      return of.fields.get(nameOf(key));
    if (of.parts) return elementAt(it, new List(of.parts, 'tuple'), key);
    throw new Unknown('an element of an object');
  }
  if (of instanceof Cls && it.family === 'ruby') return it.call(property(it, of, '[]'), [key]);
  if (of instanceof Cls && typeof key === 'string') return property(it, of, key);
  if (of instanceof Dict) {
    const own = it.family === 'php' ? phpKey(key) : key;
    if (of.has(own)) return of.get(own);
    if (of.fallback) {
      const value = of.fallback(key);
      if (of.keeps) of.set(key, value);
      return value;
    }
    if (of.otherwise !== undefined) return of.otherwise;
    if (it.family === 'python' || it.family === 'csharp')
      throw new Thrown(new Obj(undefined, new Map([['message', key]]), it.family === 'python' ? 'KeyError' : 'KeyNotFoundException'));
    return null;
  }
  if (of instanceof List || typeof of === 'string') {
    if (key instanceof List) {
      const [first] = key.items;
      if (it.family === 'ruby' && typeof first === 'bigint')
        return of instanceof List
          ? new List(key.items.map((each) => of.items[Number(each)] ?? null).slice(0, Math.max(0, of.items.length - Number(first))))
          : [...of].slice(Number(first), Number(key.items.at(-1)) + 1).join('');
      throw new Unknown('an index of a list');
    }
    key = placeOf(it, key);
    if (it.family === 'php' && of instanceof List && typeof phpKey(key) === 'bigint') key = phpKey(key);
    if (it.family === 'php' && of instanceof List && !isNumber(key)) return null;
    if (!isNumber(key)) {
      throw new Unknown('an index');
    }
    const items = of instanceof List ? of.items : [...of];
    const place =
      Number(key) < 0 && (/^(?:python|ruby)$/.test(it.family) || (it.family === 'php' && typeof of === 'string'))
        ? items.length + Number(key)
        : Number(key);
    if (place >= 0 && place < items.length) return items[place];
    if (/^(?:ruby|php)$/.test(it.family)) return null;
    throw new Thrown(outOfRange(it, of, Number(key), written));
  }
  if ((of === null || of === undefined) && it.family === 'php') return null;
  if (it.family === 'ruby' && (of instanceof Func || of instanceof Native)) return it.call(of, [key]);
  if (it.family === 'ruby' && of instanceof Foreign)
    return callForeign(it, `${of.name}.[]`, key instanceof List && key.kind === 'tuple' ? key.items : [key], new Map());
  if (it.family === 'ruby' && of === null) throw new Thrown(nothingRead(it, of, '[]'));
  if (it.family === 'python' && of === null)
    throw new Thrown(new Obj(undefined, new Map<string, Value>([['message', "'NoneType' object is not subscriptable"]]), 'TypeError'));
  if (of === null || of === undefined) throw new Thrown(new Obj(undefined, new Map(), 'TypeError'));
  // `Union[int, str]`, `list[int]`: types, which say nothing when the code runs.
  if (it.family === 'python' && (of instanceof Cls || (of instanceof Foreign && TYPES.test(of.name)))) return of;
  throw new Unknown('an element of something else');
}

/** What stands between the colons of a slice; undefined where nothing does. */
function sliceParts(it: Core, node: Extract<Expr, { kind: 'index' }>, frame: Frame): (number | undefined)[] {
  const { text } = frame.file;
  const open = text.indexOf('[', node.of.end);
  const written = text.slice(open + 1, node.end - 1);
  const parts = node.keys.flatMap((each): readonly Expr[] =>
    each.kind === 'opaque' ? each.parts.filter((part): part is Expr => part.kind !== 'do') : [each],
  );
  // Between which colons each part stands.
  const given: (Value | undefined)[] = [undefined, undefined, undefined];
  for (const part of parts) {
    const before = text.slice(open + 1, part.start);
    const place = [...maskBrackets(before)].filter((sign) => sign === ':').length;
    given[place] = it.evaluate(part, frame);
  }
  if (!maskBrackets(written).includes(':')) throw new Unknown('another slice');
  return given.map((each) => (each === undefined || each === null ? undefined : Number(each)));
}

/** The places of a slice of Python in a list of a length, where it begins and ends without a step. */
export function slicePlaces(
  it: Core,
  node: Extract<Expr, { kind: 'index' }>,
  frame: Frame,
  length: number,
): { places: number[]; begin: number; end: number; isPlain: boolean } {
  const [from, to, step = 1] = sliceParts(it, node, frame);
  if (step === 0) throw new Unknown('a step');
  const placed = (end: number | undefined, otherwise: number): number => {
    if (end === undefined) return otherwise;
    const at = end < 0 ? end + length : end;
    return step > 0 ? Math.min(Math.max(at, 0), length) : Math.min(Math.max(at, -1), length - 1);
  };
  const [begin, end] = step > 0 ? [placed(from, 0), placed(to, length)] : [placed(from, length - 1), placed(to, -1)];
  const places: number[] = [];
  for (let at = begin; step > 0 ? at < end : at > end; at += step) places.push(at);
  return { places, begin, end, isPlain: step === 1 };
}

function sliceOf(it: Core, of: Value, node: Extract<Expr, { kind: 'index' }>, frame: Frame): Value {
  const own = it.family === 'python' && of instanceof Obj ? of.parts : undefined;
  const items = of instanceof List ? of.items : typeof of === 'string' ? [...of] : own;
  if (!items) throw new Unknown('a slice of something else');
  const made = (part: Value[]): Value => (of instanceof List ? new List(part, of.kind) : own ? new List(part, 'tuple') : textOf(part));
  if (it.family === 'python') return made(slicePlaces(it, node, frame, items.length).places.map((at) => items[at]));
  const [from, to, step] = sliceParts(it, node, frame);
  if (step !== undefined && step !== 1) throw new Unknown('a step');
  if ((from ?? 0) > items.length || (to ?? 0) > items.length || (to ?? items.length) < (from ?? 0) || (from ?? 0) < 0)
    throw new Unknown('a slice out of range');
  return made(items.slice(from ?? 0, to ?? items.length));
}

/** A call of a method by its name. */
export function send(it: Core, of: Value, name: string, args: Value[], named: ReadonlyMap<string, Value> = new Map()): Value {
  if (of instanceof Obj && of.cls) {
    const own = methodIn(of.cls, name);
    if (own) return it.call(bound(it, own, of), args, named);
    const field = of.fields.get(name) ?? of.fields.get(`@${name}`);
    if (field !== undefined && args.length === 0 && /^(?:java|ruby)$/.test(it.family)) return field;
    if (field instanceof Func || field instanceof Native) return it.call(field, args, named);
  }
  return callMethod(it, of, name, args, named);
}

/** Characters as one text. */
function textOf(signs: readonly Value[]): string {
  return signs.map(nameOf).join('');
}

/** A text with what stands in brackets and quotes blanked out. */
function maskBrackets(text: string): string {
  let depth = 0;
  let quote = '';
  return [...text]
    .map((sign) => {
      if (quote) {
        if (sign === quote) quote = '';
        return ' ';
      }
      if (/["']/.test(sign)) {
        quote = sign;
        return ' ';
      }
      if (/[([{]/.test(sign)) depth += 1;
      if (/[)\]}]/.test(sign)) depth -= 1;
      return depth > 0 ? ' ' : sign;
    })
    .join('');
}

/** A place in a list: a letter is one by its code in some languages. */
export function placeOf(it: Core, key: Value): Value {
  const isSign = typeof key === 'string' && key.length === 1 && /^(?:java|cpp|csharp)$/.test(it.family);
  return isSign ? BigInt(key.charCodeAt(0)) : key;
}

/** The error of a member of nothing. */
export function nothingRead({ family }: Core, of: null | undefined, name: string): Obj {
  const [type, said] = ((): [string, string?] => {
    switch (family) {
      case 'javascript':
        return ['TypeError', `Cannot read properties of ${of === null ? 'null' : 'undefined'} (reading '${name}')`];
      case 'python':
        return ['AttributeError', `'NoneType' object has no attribute '${name}'`];
      case 'ruby':
        return ['NoMethodError'];
      case 'php':
        return ['Error', `Call to a member function ${name}() on null`];
      case 'java':
      case 'kotlin':
        return ['NullPointerException'];
      case 'csharp':
        return ['NullReferenceException'];
      default:
        return ['TypeError'];
    }
  })();
  return new Obj(undefined, new Map<string, Value>(said === undefined ? [] : [['message', said]]), type);
}

export function outOfRange({ family }: Core, of: Value, place: number, isArray = false): Obj {
  if (family === 'java' && of instanceof List)
    return new Obj(
      undefined,
      new Map<string, Value>([['message', `Index ${place} out of bounds for length ${of.items.length}`]]),
      `${isArray ? 'Array' : ''}IndexOutOfBoundsException`,
    );
  if (family === 'python')
    return new Obj(
      undefined,
      new Map<string, Value>([['message', `${of instanceof List ? 'list' : 'string'} index out of range`]]),
      'IndexError',
    );
  if (family === 'csharp' && (typeof of === 'string' || (of instanceof List && of.fixed === 'size')))
    return new Obj(undefined, new Map(), 'IndexOutOfRangeException');
  const type = {
    java: 'StringIndexOutOfBoundsException',
    csharp: 'ArgumentOutOfRangeException',
    kotlin: 'IndexOutOfBoundsException',
    go: 'panic',
    rust: 'panic',
  }[family];
  return new Obj(undefined, new Map(), type ?? 'IndexError');
}
