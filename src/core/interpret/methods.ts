import { escapePattern } from '../escapePattern';
import { AssertFailed, checked, expected, throwsError } from './assertions';
import { LIST, MAP, SET } from './collectionMethods';
import { type Method, type Named, named, refuse, text } from './parts';
import { CELL } from './cells';
import { DECIMAL } from './decimals';
import { HEAP } from './heaps';
import { ofAssertion } from './javaChecks';
import { CONSTANT, PERIOD } from './javaMoments';
import { ofEndless, ofIterator } from './iterators';
import { MATCHER } from './matchers';
import { OPTIONAL } from './optionals';
import { ofMoment } from './moments';
import { NUMBER } from './numberMethods';
import { ANY, CALLABLE, NOTHING, OBJECT } from './objectMethods';
import { fail, ofError } from './errors';
import { compared, isCallable, same } from './operators';
import { awaited, ofPromise } from './promises';
import { ofMatch, ofPattern } from './pythonPatterns';
import { rubyMethod } from './rubyMethods';
import { SERIES } from './seriesMethods';
import { PATTERN, TEXT } from './textMethods';
import {
  Dict,
  Foreign,
  Func,
  isNumber,
  List,
  type Machine,
  Moment,
  nameOf,
  Native,
  Obj,
  Pattern,
  Promised,
  Sym,
  Thrown,
  Unknown,
  type Value,
} from './values';

/** What is read of a date in Python, and not called. */
const PARTS = /^(?:year|month|day|hour|minute|second|days|seconds)$/;

/** Calls a method of a value, or reads it where there are no arguments: then it is a part of the value, or the method itself. */
export function callMethod(it: Machine, of: Value, name: string, args: Value[] | undefined, named: Named): Value {
  if (of instanceof Obj && of.type === 'expect') {
    if (args === undefined) {
      if (name === 'not') return new Obj(undefined, new Map([...of.fields, ['not', true]]), 'expect');
      return new Native((given) => expected(it, of, name, given));
    }
    return expected(it, of, name, args);
  }
  if (of instanceof Obj && of.type === 'assertj' && args) return ofAssertion(it, of, name, args);
  if (of instanceof Moment) {
    const reads = args === undefined && it.family === 'python' && !PARTS.test(name);
    return reads ? new Native((given, byName) => ofMoment(it, of, name, given, byName)) : ofMoment(it, of, name, args, named);
  }
  const ofRuby = it.family === 'ruby' ? rubyMethod(it, of, name) : undefined;
  if (ofRuby) return ofRuby(it, of, args ?? [], named, plainName(name));
  if (it.family === 'python' && ((of instanceof Obj && of.type === 'match') || of instanceof Pattern)) {
    if (args === undefined) return new Native((given, byName) => callMethod(it, of, name, given, byName));
    const found = of instanceof Pattern ? ofPattern(it, of, name, args, named) : ofMatch(of, name, args, named);
    return found === undefined ? refuse(`the method ${name}`) : found;
  }
  if (of instanceof Promised) {
    if (args === undefined && name === 'Result') return awaited(it, of);
    const found = args && ofPromise(it, of, name);
    if (found === undefined) throw new Thrown(new Obj(undefined, new Map(), it.family === 'python' ? 'AttributeError' : 'TypeError'));
    return found;
  }
  if (args === undefined) {
    const size = sizeOf(of);
    if (size !== undefined && /^(?:length|size|Count|Length|count)$/.test(name) && !(name === 'count' && it.family !== 'kotlin'))
      return size;
    if (/^(?:ruby|kotlin|csharp)$/.test(it.family)) {
      const found = methodFor(of, name);
      if (found && it.family !== 'csharp') return found(it, of, [], named, plainName(name));
    }
    return new Native((given, byName) => callMethod(it, of, name, given, byName));
  }
  if (of instanceof Obj && of.cls) {
    if (/^assertRaises$|^assertRaisesRegex$/.test(name) && args.length === 1)
      return new Obj(undefined, new Map<string, Value>([['type', args[0]]]), 'raises');
    if (/^(?:assertRaises|assert_raises|assertThrows)$/.test(name) && isCallable(args.at(-1))) {
      if (!throwsError(it, args.at(-1))) throw new AssertFailed();
      return null;
    }
    if (/^(?:assert|refute|must)/.test(name) && checked(it, name, args)) return null;
    if (it.family === 'java' && it.methodOf(of, /^(?:compare|test|apply)$/) && Object.hasOwn(CALLABLE, plainName(name)))
      return (CALLABLE[plainName(name)] as Method<Value>)(it, of, args, named, plainName(name));
    if (/^(?:equals|Equals|==)$/.test(name)) return same(it, of, args[0]);
    if (/^(?:toString|to_s|ToString|name)$/.test(name) && args.length === 0) return it.shown(of);
    if (/^(?:hashCode|freeze)$/.test(name)) return name === 'freeze' ? of : refuse(name);
    if (of.constant && args.length === 0) {
      if (name === 'ordinal') return BigInt(of.constant.ordinal);
      if (name === 'name') return of.constant.name;
      if (name === 'getDeclaringClass') return of.cls;
    }
    if (name === 'compareTo' && of.constant) return BigInt(compared(it, of, args[0]));
    if (
      /^(?:getMessage|getLocalizedMessage|getCause|initCause|addSuppressed|getSuppressed|printStackTrace|getStackTrace)$/.test(name) &&
      of.type !== ''
    )
      return ofError(it, of, name, args);
    if (name === 'getClass' || name === 'GetType') return of.cls;
    if (name === 'nil?') return false;
    if (/^(?:send|public_send)$/.test(name)) return it.send(of, nameOf(args[0]), args.slice(1), named);
    if (name === 'respond_to?' && of.cls && /\b(?:private|protected)\b/.test(of.cls.at.file.text)) return refuse('what is private');
    if (name === 'respond_to?') return it.methodOf(of, new RegExp(`^${escapePattern(nameOf(args[0]))}$`)) !== undefined;
    if (name === 'is_a?') return args[0] instanceof Object && 'name' in args[0] ? it.isA(of, nameOf(args[0].name)) : refuse(name);
    if (name === 'setUp' || name === 'setup' || name === 'subTest') return null;
    if (name === '_replace' && it.family === 'python') return new Obj(of.cls, new Map([...of.fields, ...named]), '', of.isData);
    if (it.family === 'ruby' && name === 'class') return of.cls;
    if (it.family === 'ruby' && name === 'instance_of?') return args[0] === of.cls;
    const missing = it.family === 'ruby' ? it.methodOf(of, /^method_missing$/) : undefined;
    if (missing !== undefined) return it.call(missing, [Sym.of(name), ...args], named);
    if (of.type === '' && !(it.family === 'ruby' && /^(?:is_a\?|kind_of\?|instance_of\?|inspect|then|tap|dup|clone)$/.test(name)))
      throw new Unknown(`the method ${name}`);
  }
  if (of instanceof Obj && /^(?:iterator|endless)$/.test(of.type)) {
    const given = of.type === 'iterator' ? ofIterator(it, of, name, args) : ofEndless(it, of, name, args);
    return given === undefined ? refuse(`the method ${name}`) : given;
  }
  if (
    (of instanceof List || of instanceof Dict) &&
    of.fixed &&
    CHANGES.test(name) &&
    (of.fixed !== 'size' || !/^(?:set|sort|replaceAll)$/.test(name))
  )
    return fail('UnsupportedOperationException', null);
  if (of instanceof Func && it.family === 'java' && !Object.hasOwn(CALLABLE, plainName(name))) return ofInterface(it, of, name, args);
  if (of instanceof Foreign && it.family === 'java' && /^get(?:Simple)?Name$/.test(name)) return of.name;
  const found = methodFor(of, name);
  if (!found) throw new Unknown(`the method ${name}`);
  return found(it, of, args, named, plainName(name));
}

/** Methods that change a list, a set or a map of Java. */
const CHANGES =
  /^(?:add|addAll|addFirst|addLast|remove|removeIf|removeAll|retainAll|clear|set|sort|replaceAll|put|putAll|putIfAbsent|computeIfAbsent|compute|merge|push|pop)$/;

/** A method of an interface of which a function is an object. */
function ofInterface(it: Machine, of: Func, name: string, args: Value[]): Value {
  return it.defaultMethod(of, name)?.(args) ?? it.call(of, args);
}

/** Methods of objects of libraries, by their type. */
const OF_TYPE: Readonly<Record<string, Readonly<Record<string, Method<never>>>>> = {
  optional: OPTIONAL,
  decimal: DECIMAL,
  heap: HEAP,
  matcher: MATCHER,
  cell: CELL,
  constant: CONSTANT,
  period: PERIOD,
};

function plainName(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

function methodFor(of: Value, name: string): Method<Value> | undefined {
  const plain = plainName(name);
  const tables =
    typeof of === 'string'
      ? [TEXT]
      : of instanceof List
        ? [LIST, SERIES]
        : of instanceof Dict
          ? [MAP, ...(of.kind === 'set' ? [SET] : []), SERIES]
          : isNumber(of)
            ? [NUMBER]
            : of instanceof Obj
              ? [Object.hasOwn(OF_TYPE, of.type) ? OF_TYPE[of.type]! : OBJECT, OBJECT]
              : isCallable(of)
                ? [CALLABLE]
                : of instanceof Pattern
                  ? [PATTERN]
                  : of instanceof Sym
                    ? [SYMBOL]
                    : of === null || of === undefined
                      ? [NOTHING]
                      : [];
  for (const table of [...tables, ANY]) {
    const key = Object.hasOwn(table, plain) ? table[plain] : undefined;
    if (key) return key as Method<Value>;
  }
  return undefined;
}

function sizeOf(of: Value): Value | undefined {
  const size = typeof of === 'string' ? of.length : of instanceof List ? of.items.length : of instanceof Dict ? of.entries.size : undefined;
  return size === undefined ? undefined : BigInt(size);
}

const SYMBOL = named<Sym>({
  'tos name id2name': (_, of) => of.name,
  tosym: (_, of) => of,
  toproc: (it, of) => new Native((args) => it.send(args[0], of.name, args.slice(1))),
  'length size': (_, of) => BigInt(of.name.length),
  inspect: (it, of) => it.shown(of, true),
  'upcase downcase capitalize succ': (it, of, args, byName, name) => Sym.of(text(callMethod(it, of.name, name, args, byName))),
  'startwith? endwith? empty?': (it, of, args, byName, name) => callMethod(it, of.name, name, args, byName),
});
