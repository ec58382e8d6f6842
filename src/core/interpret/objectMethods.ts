import { named, num, refuse } from './methodParts';
import { compared, isBuiltIn, typeNameOf } from './operators';
import { Cls, Foreign, Func, itemsOf, List, nameOf, Native, type Obj, type Value } from './values';

/** Methods of objects without a class of the program. */
export const OBJECT = named<Obj>({
  'append writestring writebyte writerune': (it, of, args) => {
    if (of.type !== 'builder') return refuse('append');
    of.fields.set('text', nameOf(of.fields.get('text')) + args.map((each) => it.shown(each)).join(''));
    return of;
  },
  tostring: (it, of) => (of.type === 'builder' ? of.fields.get('text')! : it.shown(of)),
  // Goroutines run to their end where they begin.
  'lock unlock rlock runlock add done wait': (_, of, __, ___, name) => (of.type === 'lock' ? null : refuse(name)),
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
  'getmessage message': (_, of) => of.fields.get('message') ?? null,
  getcode: (_, of) => of.fields.get('code') ?? 0n,
  hasownproperty: (_, of, [name]) => of.fields.has(nameOf(name)),
  tos: (it, of) => it.shown(of),
});

const frameText = ({ file, fn }: Func): string => file.text.slice(fn.start, fn.end);

/** Methods of functions. */
export const CALLABLE = named<Value>({
  'call apply bind': (it, of, args, _, name) => {
    if (it.family !== 'javascript' || !(of instanceof Func)) return name === 'bind' ? refuse('a bound function') : it.call(of, args);
    const own = of.fn.short || !frameText(of).startsWith('function') ? of : new Func(of.fn, of.file, of.env, args[0], of.owner);
    if (name === 'bind') return args.length > 1 ? new Native((rest) => it.call(own, [...args.slice(1), ...rest])) : own;
    return it.call(own, name === 'apply' ? itemsOf(args[1], it.family) : args.slice(1));
  },
  'applyasint test accept get invoke yield': (it, of, args) => it.call(of, args),
  reversed: (it, of) => new Native(([a, b]) => -num(it.call(of, [a, b]))),
  'thencomparing thencomparingint thencomparingdouble thencomparinglong': (it, of, [next]) =>
    new Native(([a, b]) => {
      const first = num(it.call(of, [a, b]));
      if (first !== 0) return first;
      if (next instanceof Native) return it.call(next, [a, b]);
      return next instanceof Func && next.fn.params.length === 2
        ? it.call(next, [a, b])
        : compared(it, it.call(next, [a]), it.call(next, [b]));
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
    return type instanceof Foreign ? isBuiltIn(of, type.name) : type instanceof Cls && it.isA(of, type.name);
  },
  class: (it, of) => (it.family === 'ruby' ? new Foreign(typeNameOf(of) ?? refuse('a type')) : refuse('a type')),
  'send publicsend': (it, of, [name, ...args]) => it.send(of, nameOf(name), args),
  'respondto?': () => refuse('a method'),
  'nil?': (_, of) => of === null,
  'unwrap expect asref asmut borrow iter! clone dup freeze itself toowned copied into': (_, of) => of,
  let: (it, of, [fn]) => it.callEach(fn, [of]),
  'tap also': (it, of, [fn]) => {
    it.callEach(fn, [of]);
    return of;
  },
  then: (it, of, [fn]) => it.callEach(fn, [of]),
  'unwrapor unwrapordefault': (_, of, [otherwise]) => of ?? otherwise ?? refuse('a default'),
});
