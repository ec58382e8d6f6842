import { named, num, refuse } from './parts';
import { isBuiltIn, isCallable, typeNameOf } from '../values/builtInTypes';
import { compared, same } from '../values/comparing';
import { operated } from '../values/operators';
import { entryMaps } from './collections';
import { fail, ofError } from './errors';
import type { Obj } from '../values/value';
import { Cls, Foreign, Func, hashOf, itemsOf, List, nameOf, Native, type Machine, type Value } from '../values/value';

/** What a builder of a text has. */
function writtenIn(of: Obj): string {
  return of.type === 'builder' ? nameOf(of.fields.get('text')) : refuse('a builder');
}

/** Whether a value may be an array of letters, which is written as a text. */
export function isLetters(value: Value | undefined): value is List {
  return value instanceof List && value.items.length > 0 && value.items.every((each) => typeof each === 'string' && each.length === 1);
}

function built(of: Obj, text: string): Obj {
  of.fields.set('text', text);
  return of;
}

const TEXT_NAMES: Readonly<Record<string, string>> = {
  charat: 'charAt',
  indexof: 'indexOf',
  lastindexof: 'lastIndexOf',
  isempty: 'isEmpty',
};

/** Methods of objects without a class of the program. */
export const OBJECT = named<Obj>({
  'append writestring writebyte writerune appendline': (it, of, args, _, name) => {
    if (of.type !== 'builder') return refuse('append');
    const said = args.map((each) => (isLetters(each) ? refuse('letters or a list') : it.shown(each))).join('');
    return built(of, writtenIn(of) + said + (name === 'appendline' ? '\n' : ''));
  },
  insert: (it, of, [at, value]) => built(of, writtenIn(of).slice(0, num(at)) + it.shown(value) + writtenIn(of).slice(num(at))),
  'delete deletecharat': (_, of, [from, to]) =>
    num(from) < 0 || num(from) > writtenIn(of).length - (to === undefined ? 1 : 0)
      ? fail('StringIndexOutOfBoundsException')
      : built(of, writtenIn(of).slice(0, num(from)) + writtenIn(of).slice(to === undefined ? num(from) + 1 : num(to))),
  setlength: (_, of, [size]) => {
    built(of, writtenIn(of).slice(0, num(size)).padEnd(num(size), '\0'));
    return null;
  },
  setcharat: (_, of, [at, sign]) => {
    if (num(at) < 0 || num(at) >= writtenIn(of).length) return fail('StringIndexOutOfBoundsException');
    built(of, writtenIn(of).slice(0, num(at)) + nameOf(sign) + writtenIn(of).slice(num(at) + 1));
    return null;
  },
  replace: (it, of, [from, to, more]) =>
    it.family === 'java' ? built(of, writtenIn(of).slice(0, num(from)) + nameOf(more) + writtenIn(of).slice(num(to))) : refuse('replace'),
  'charat substring indexof lastindexof isempty isblank startswith endswith chars contains': (it, of, args, _, name) =>
    it.send(writtenIn(of), TEXT_NAMES[name] ?? name, args),
  tostring: (it, of) =>
    of.type === 'builder'
      ? of.fields.get('text')!
      : of.type === 'joiner'
        ? `${nameOf(of.fields.get('before'))}${(of.fields.get('items') as List).items.map(nameOf).join(nameOf(of.fields.get('between')))}${nameOf(of.fields.get('after'))}`
        : it.shown(of),
  // Goroutines run to their end where they begin.
  'lock unlock rlock runlock done wait trylock': (_, of, __, ___, name) => (of.type === 'lock' ? null : refuse(name)),
  string: (_, of) => (of.type === 'builder' ? of.fields.get('text')! : refuse('String')),
  reset: (_, of) => {
    if (of.type !== 'builder') return refuse('reset');
    of.fields.set('text', '');
    return null;
  },
  'length len': (_, of) => (of.type === 'builder' ? BigInt(nameOf(of.fields.get('text')).length) : refuse('length')),
  reverse: (_, of) => {
    if (of.type !== 'builder') return refuse('reverse');
    of.fields.set('text', [...nameOf(of.fields.get('text'))].toReversed().join(''));
    return of;
  },
  'getkey key': (_, of) => (of.type === 'entry' ? of.fields.get('key')! : refuse('key')),
  'getvalue value': (_, of) => (of.type === 'entry' ? of.fields.get('value')! : refuse('value')),
  'getmessage getlocalizedmessage getcause initcause addsuppressed getsuppressed printstacktrace message': (it, of, args, _, name) =>
    of.type === '' ? refuse(name) : name === 'message' ? (of.fields.get('message') ?? null) : ofError(it, of, ERROR_NAMES[name]!, args),
  'add tostring!': (it, of, [value]) => {
    if (of.type !== 'joiner') return of.type === 'lock' ? null : refuse('add');
    (of.fields.get('items') as List).items.push(it.shown(value));
    return of;
  },
  setvalue: (_, of, [value]) => {
    if (of.type !== 'entry') return refuse('setValue');
    const before = of.fields.get('value')!;
    of.fields.set('value', value);
    entryMaps.get(of)?.set(of.fields.get('key'), value);
    return before;
  },
  'getclass gettype': (_, of) => (of.type === '' ? refuse('a class') : new Foreign(of.type)),
  hashcode: (_, of) => BigInt(hashOf(of) ?? refuse('a hash')),
  equals: (it, of, [other]) => same(it, of, other),
  getcode: (_, of) => of.fields.get('code') ?? 0n,
  hasownproperty: (_, of, [name]) => of.fields.has(nameOf(name)),
  tos: (it, of) => it.shown(of),
});

const ERROR_NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  ['getMessage', 'getLocalizedMessage', 'getCause', 'initCause', 'addSuppressed', 'getSuppressed', 'printStackTrace'].map((each) => [
    each.toLowerCase(),
    each,
  ]),
);

/** Whether a function compares two values, and is not the key of one. */
function isComparator(it: Machine, fn: Value | undefined): boolean {
  if (fn instanceof Native) return fn.takes !== 1;
  if (fn instanceof Func) return fn.fn.params.length === 2;
  return it.methodOf(fn ?? null, /^compare$/) !== undefined && !isCallable(fn ?? null);
}

const frameText = ({ file, fn }: Func): string => file.text.slice(fn.start, fn.end);

/** Methods of functions. */
export const CALLABLE = named<Value>({
  'call apply bind': (it, of, args, _, name) => {
    if (it.family !== 'javascript' || !(of instanceof Func)) return name === 'bind' ? refuse('a bound function') : it.call(of, args);
    const own = of.fn.short || !frameText(of).startsWith('function') ? of : new Func(of.fn, of.file, of.env, args[0], of.owner);
    if (name === 'bind') return args.length > 1 ? new Native((rest) => it.call(own, [...args.slice(1), ...rest])) : own;
    return it.call(own, name === 'apply' ? itemsOf(args[1], it.family) : args.slice(1));
  },
  'applyasint applyasdouble applyaslong test accept get invoke yield run compare': (it, of, args) => it.call(of, args),
  reversed: (it, of) => new Native(([a, b]) => BigInt(-num(it.call(of, [a, b])))),
  andthen: (it, of, [next]) =>
    new Native((given) => {
      const value = it.call(of, given);
      return it.call(next, value === null ? given : [value]);
    }),
  compose: (it, of, [first]) => new Native((given) => it.call(of, [it.call(first, given)])),
  negate: (it, of) => new Native((given) => it.call(of, given) !== true),
  'and or': (it, of, [other], _, name) =>
    new Native((given) => ((it.call(of, given) === true) === (name === 'and') ? it.call(other, given) : name === 'or')),
  'thencomparing thencomparingint thencomparingdouble thencomparinglong': (it, of, [next, by]) =>
    new Native(([a, b]) => {
      const first = num(it.call(of, [a, b]));
      if (first !== 0) return BigInt(first);
      if (by !== undefined) return it.call(by, [it.call(next, [a]), it.call(next, [b])]);
      return isComparator(it, next) ? it.call(next, [a, b]) : BigInt(compared(it, it.call(next, [a]), it.call(next, [b])));
    }),
});

/** Methods of what is not there. */
export const NOTHING = named<null>({
  'nil?': () => true,
  toi: () => 0n,
  toa: () => new List([]),
  tos: () => '',
});

/** Methods of all values. */
export const ANY = named<Value>({
  inspect: (it, of) => (it.family === 'ruby' ? it.shown(of, true) : refuse('inspect')),
  tos: (it, of) => (it.family === 'ruby' ? it.shown(of) : refuse('to_s')),
  'isa? kindof? instanceof?': (it, of, [type]) => {
    if (it.family !== 'ruby') return refuse('a type');
    return type instanceof Foreign ? isBuiltIn(it, of, type.name) : type instanceof Cls && it.isA(of, type.name);
  },
  class: (it, of) => (it.family === 'ruby' ? new Foreign(typeNameOf(of) ?? refuse('a type')) : refuse('a type')),
  'send publicsend': (it, of, [name, ...args]) => it.send(of, nameOf(name), args),
  'respondto?': () => refuse('a method'),
  'nil?': (_, of) => of === null,
  equals: (it, of, [other]) => (it.family === 'java' ? same(it, of, other) : refuse('equals')),
  tostring: (it, of) => (it.family === 'java' ? it.shown(of) : refuse('toString')),
  booleanvalue: (_, of) => of,
  'eql?': (it, of, [other]) => typeof of === typeof other && same(it, of, other),
  '== ===': (it, of, [other]) => same(it, of, other),
  '!=': (it, of, [other]) => !same(it, of, other),
  'hash objectid': (_, of, __, ___, name) => (name === 'hash' ? new List([of], 'tuple') : refuse('an address')),
  '+ - * / % ** & | ^ << >> <=> < <= > >= =~': (it, of, [other], _, name) =>
    it.family === 'ruby' ? operated(it, name, of, other) : refuse(name),
  'unwrap expect asref asmut borrow iter! clone dup freeze itself toowned copied into': (_, of) => of,
  let: (it, of, [fn]) => it.callEach(fn, [of]),
  'tap also': (it, of, [fn]) => {
    it.callEach(fn, [of]);
    return of;
  },
  then: (it, of, [fn]) => it.callEach(fn, [of]),
  hashcode: (_, of) => BigInt(hashOf(of) ?? refuse('a hash')),
  getclass: (it, of) => new Foreign(it.family === 'java' && typeof of === 'string' ? 'String' : refuse('a class')),
  'unwrapor unwrapordefault': (_, of, [otherwise]) => of ?? otherwise ?? refuse('a default'),
});
