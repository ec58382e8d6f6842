import { netMethod } from '../csharp/methods';
import { escapePattern } from '../../escapePattern';
import { AssertFailed, checked, expected } from '../testing/assertions';
import { LIST, MAP, SET } from './collections';
import { isCallable } from '../values/builtInTypes';
import { CELL } from './cells';
import { compared, same } from '../values/comparing';
import { DECIMAL } from '../java/decimals';
import { cycled, enumerator, ofEnumerator, ofStream, streamOfRange } from '../ruby/enumerators';
import { ofError } from './errors';
import { HEAP } from '../values/heaps';
import { listOf, next } from '../values/iteration';
import { ofIterator } from '../values/iterators';
import { ofAssertion } from '../java/checks';
import { CONSTANT, DATE_FORMAT, PERIOD } from '../java/moments';
import { SCANNER } from '../java/scanners';
import { frozen } from '../values/frozen';
import { MATCHER } from './matchers';
import { OPTIONAL } from './optionals';
import { type Method, type Named, named, refuse, text } from './parts';
import { ofDecimal } from '../values/decimals';
import { ofGenerator as ofPythonGenerator } from '../python/iterators';
import { ofMoment } from './moments';
import { isMock, partOfMock } from '../python/mocks';
import { ofConfiguration } from '../python/configuration';
import { encoded, ofLibrary } from '../python/objects';
import { NUMBER } from './numbers';
import { ANY, CALLABLE, NOTHING, OBJECT } from './objects';
import { awaited, ofPromise } from './promises';
import { raises } from '../testing/raising';
import { ofMatch, ofPattern } from '../python/patterns';
import { ofRubyObject, ofUnbound } from '../ruby/objects';
import { rubyMethod } from '../ruby/methods';
import { intervalText, ofPhpMoment } from '../php/moments';
import { ofCollection } from '../php/objects';
import { ofSpec } from '../ruby/specs';
import { SERIES } from './series';
import { PATTERN, TEXT } from './texts';
import {
  Decimal,
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
  Stream,
  Sym,
  Thrown,
  Unknown,
  type Value,
} from '../values/value';

/** Calls a method of a value, or reads it where there are no arguments: then it is a part of the value, or the method itself. */
export function callMethod(it: Machine, of: Value, name: string, args: Value[] | undefined, named: Named): Value {
  if (it.family === 'csharp' && args && !(of instanceof Promised)) {
    const own = netMethod(it, of, name, args);
    if (own) return own.value;
  }
  if (of instanceof Obj && it.family === 'ruby' && /^(?:expect|matcher)$/.test(of.type)) {
    const gave = ofSpec(it, of, name, args ?? []);
    if (gave !== undefined) return gave;
  }
  if (of instanceof Obj && of.type === 'expect') {
    if (args === undefined) {
      if (name === 'not') return new Obj(undefined, new Map([...of.fields, ['not', true]]), 'expect');
      return new Native((given) => expected(it, of, name, given));
    }
    return expected(it, of, name, args);
  }
  if (of instanceof Obj && of.type === 'assertj' && args) return ofAssertion(it, of, name, args);
  if (it.family === 'python' && typeof of === 'string' && name === 'encode' && args) return encoded(of, args, named);
  if (it.family === 'python' && isMock(of)) {
    const part = partOfMock(it, of, name);
    return args ? it.call(part, args, named) : part;
  }
  if (of instanceof Moment && it.family === 'php') return args ? ofPhpMoment(it, of, name, args) : refuse(`the field ${name}`);
  if (of instanceof Obj && it.family === 'php' && args) {
    if (of.type === 'DateInterval' && name === 'format') return intervalText(of, text(args[0]));
    const gave = of.cls ? undefined : ofCollection(it, of, name, args);
    if (gave !== undefined) return gave;
    if (of.type !== '' && /^get(?:Previous|Code|Message|Line|File|Trace)/.test(name)) {
      if (name === 'getPrevious') return of.fields.get('previous') ?? null;
      if (!/^get(?:Code|Message)$/.test(name)) return refuse('a trace');
    }
  }
  if (of instanceof Stream && it.family === 'python') {
    const own = ofPythonGenerator(of, name) ?? refuse(`the method ${name}`);
    return args ? it.call(own, args) : own;
  }
  if (of instanceof Stream && it.family === 'php' && args) return ofGenerator(it, of, name);
  if (of instanceof Moment) return ofMoment(it, of, name, args, named);
  if (of instanceof Decimal) {
    if (of.isScaled) {
      const own = Object.hasOwn(DECIMAL, plainName(name)) ? (DECIMAL[plainName(name)] as Method<Value>) : refuse(`the method ${name}`);
      return args ? own(it, of, args, named, plainName(name)) : new Native((given) => own(it, of, given, named, plainName(name)));
    }
    if (args === undefined && it.family !== 'ruby') return new Native((given, byName) => callMethod(it, of, name, given, byName));
    return ofDecimal(it, of, name, args ?? [], named) ?? refuse(`the method ${name}`);
  }
  if (of instanceof Obj && of.cls === undefined && it.family === 'python') {
    const setting = /^(?:config|section)$/.test(of.type) ? ofConfiguration(it, of, name) : undefined;
    if (setting) return args ? it.call(setting, args, named) : setting;
    const found = ofLibrary(it, of, name, args);
    if (found !== undefined) return found;
    if (args === undefined && /^(?:path|file|reader)$/.test(of.type))
      return new Native((given) => ofLibrary(it, of, name, given) ?? refuse(`the method ${name}`));
  }
  if ((of instanceof List || of instanceof Dict) && of.fixed && args && CHANGES[it.family]?.test(name))
    if (of.fixed !== 'size' || !/^(?:set|sort|replaceAll)$/.test(name)) throw frozen(it, of);
  if (of instanceof Dict && of.byAccess && args && /^(?:get|put|compute|merge)/.test(name) && of.has(args[0])) {
    const value = of.get(args[0]);
    of.delete(args[0]);
    of.set(args[0], value);
  }
  if (it.family === 'ruby' && args) {
    if (
      of instanceof Obj &&
      of.type === 'range' &&
      (of.fields.get('to') === null || of.fields.get('to') === Number.POSITIVE_INFINITY) &&
      /^(?:lazy|each|map|select|first|take|find|detect|each_with_index|step|filter_map|take_while)$/.test(name)
    )
      return callMethod(it, streamOfRange(of), name, args, named);
    if (name === 'equal?' && args.length === 1)
      return typeof of === 'string' || typeof args[0] === 'string' ? refuse('whether texts are one') : of === args[0];
    if (of instanceof Obj && of.type === 'unbound') return ofUnbound(it, of, name, args) ?? refuse(`the method ${name}`);
    if (of instanceof Obj && of.type === 'enumerator') return ofEnumerator(it, of, name, args, named);
    if (of instanceof Obj && of.type === 'yielder' && /^(?:yield|<<|call)$/.test(name)) return it.call(of.fields.get('yield'), args);
    if (of instanceof Stream) return ofStream(it, of, name, args, named) ?? refuse(`the method ${name}`);
    const waits = of instanceof List || of instanceof Dict || isNumber(of) ? enumerator(of, name, args) : undefined;
    if (waits) return waits;
    if (of instanceof List && name === 'cycle' && args.length === 0) return cycled(of.items);
    if ((of instanceof List || of instanceof Dict) && name === 'freeze') {
      if (of instanceof List) of.fixed = 'all';
      else of.fixed = true;
      return of;
    }
    if ((of instanceof List || of instanceof Dict) && name === 'frozen?') return of.fixed !== undefined;
  }
  const ofRuby = it.family === 'ruby' ? rubyMethod(it, of, name) : undefined;
  if (ofRuby) return ofRuby(it, of, args ?? [], named, plainName(name));
  if (it.family === 'python' && ((of instanceof Obj && of.type === 'match') || of instanceof Pattern)) {
    if (args === undefined && of instanceof Obj && /^(?:lastgroup|string)$/.test(name)) return of.fields.get(name)!;
    if (args === undefined && of instanceof Pattern && name === 'pattern') return of.written ?? refuse('a pattern');
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
  if (of instanceof Obj && of.held) return ofHeld(it, of, of.held, name, args, named);
  if (of instanceof Obj && of.cls) {
    const raised = raises(it, name, args, named);
    if (raised !== undefined) return raised;
    if (it.family === 'java' && /^(?:forEach|spliterator)$/.test(name) && it.methodOf(of, /^iterator$/)) {
      const items = listOf(it, of);
      if (name === 'spliterator') return new List(items);
      for (const each of items) it.callEach(args[0], [each]);
      return null;
    }
    if (/^(?:assert|refute|must)/.test(name) && checked(it, name, args, named)) return null;
    if (/^(?:fail|flunk)$/.test(name) && isTestCase(of)) throw new AssertFailed([], typeof args[0] === 'string' ? args[0] : undefined);
    if (/^expectException/.test(name) && it.family === 'php') {
      of.fields.set(` ${name}`, args[0]);
      return null;
    }
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
    const ofAll = it.family === 'ruby' ? ofRubyObject(it, of, name, args, named) : undefined;
    if (ofAll !== undefined) return ofAll;
    if (/^(?:send|public_send|__send__)$/.test(name)) return it.send(of, nameOf(args[0]), args.slice(1), named);
    if (name === 'respond_to?' && of.cls && /\b(?:private|protected)\b/.test(of.cls.at.file.text)) return refuse('what is private');
    if (name === 'respond_to?') return it.methodOf(of, new RegExp(`^${escapePattern(nameOf(args[0]))}$`)) !== undefined;
    if (name === 'is_a?') return args[0] instanceof Object && 'name' in args[0] ? it.isA(of, nameOf(args[0].name)) : refuse(name);
    if (name === 'setUp' || name === 'setup' || name === 'subTest') return null;
    if (name === '_replace' && it.family === 'python') return new Obj(of.cls, new Map([...of.fields, ...named]), '', of.isData);
    if (it.family === 'ruby' && name === 'class') return of.cls;
    if (it.family === 'ruby' && name === 'instance_of?') return args[0] === of.cls;
    const missing = it.family === 'ruby' && !OF_ALL.test(name) ? it.methodOf(of, /^method_missing$/) : undefined;
    if (missing !== undefined) return it.call(missing, [Sym.of(name), ...args], named);
    if (of.type === '' && !(it.family === 'ruby' && OF_ALL.test(name))) throw new Unknown(`the method ${name}`);
  }
  if (of instanceof Stream && it.family === 'java') return ofStream(it, of, LAZY[name] ?? name, args, named);
  if (of instanceof Obj && of.type === 'iterator') {
    const given = ofIterator(it, of, name, args);
    return given === undefined ? refuse(`the method ${name}`) : given;
  }
  if ((of instanceof Func || of instanceof Native) && it.family === 'java') {
    const own = it.defaultMethod(of, name);
    if (own) return own(args);
    if (!Object.hasOwn(CALLABLE, plainName(name))) return it.call(of, args);
  }
  if (of instanceof Foreign && it.family === 'java' && /^get(?:Simple)?Name$/.test(name)) return of.name;
  const found = methodFor(of, name);
  if (!found) throw new Unknown(`the method ${name}`);
  return found(it, of, args, named, plainName(name));
}

/** A method that an object has by the collection of the library that its class extends. */
function ofHeld(it: Machine, of: Obj, held: List | Dict, name: string, args: Value[], named: Named): Value {
  const size = held instanceof Dict ? held.entries.size : 0;
  const gave = callMethod(it, held, name, args, named);
  const drops = held instanceof Dict && held.entries.size > size ? it.methodOf(of, /^removeEldestEntry$/) : undefined;
  if (!drops) return gave;
  if (name === 'putAll') return refuse('what is dropped');
  const [eldest] = listOf(it, callMethod(it, held, 'entrySet', [], named));
  if (it.call(drops, [eldest]) === true) (held as Dict).delete((eldest as Obj).fields.get('key'));
  return gave;
}

/** Methods that change a list, a set or a map, as far as all of such a language do. */
const CHANGES: Readonly<Record<string, RegExp>> = {
  python: /^(?:add|remove|discard|pop|clear|update|\w+_update)$/,
  java: /^(?:add|addAll|addFirst|addLast|remove|removeIf|removeAll|retainAll|clear|set|sort|replaceAll|put|putAll|putIfAbsent|computeIfAbsent|compute|merge|push|pop)$/,
  ruby: /^(?:push|append|<<|add|unshift|prepend|insert|pop|shift|delete|delete_at|delete_if|clear|concat|store|\[\]=|merge!|update|replace|fill|keep_if|\w+!)$/,
};

/** Methods of streams of Java that Ruby calls otherwise. */
const LAZY: Readonly<Record<string, string>> = {
  limit: 'take',
  skip: 'drop',
  mapToObj: 'map',
  mapToInt: 'map',
  mapToLong: 'map',
  mapToDouble: 'map',
  boxed: 'eager',
  filter: 'select',
  takeWhile: 'take_while',
  iterator: 'eager',
};

/** Methods of objects of libraries, by their type. */
const OF_TYPE: Readonly<Record<string, Readonly<Record<string, Method<never>>>>> = {
  optional: OPTIONAL,
  heap: HEAP,
  matcher: MATCHER,
  cell: CELL,
  constant: CONSTANT,
  period: PERIOD,
  dateformat: DATE_FORMAT,
  scanner: SCANNER,
};

function isTestCase(of: Obj): boolean {
  return of.cls?.order.some(({ foreigns }) => foreigns.some((name) => /Test(?:Case)?$/.test(name))) === true;
}

/** `current`, `next` and others of a generator of PHP. */
function ofGenerator(it: Machine, of: Stream, name: string): Value {
  const peek = (): [Value, Value] | undefined => {
    const one = next(it, of);
    if (one) of.rest!.unshift([one.item, one.key]);
    return one && [one.item, one.key];
  };
  switch (name) {
    case 'current':
      return peek()?.[0] ?? null;
    case 'key':
      return peek()?.[1] ?? null;
    case 'valid':
      return peek() !== undefined;
    case 'next':
      next(it, of);
      return null;
    case 'rewind':
      return peek() && null;
    case 'getReturn':
      return of.state === 'used' ? of.result : refuse('what a generator returns');
    default:
      return refuse(`the method ${name}`);
  }
}

/** Methods that all objects of Ruby have. */
const OF_ALL = /^(?:is_a\?|kind_of\?|instance_of\?|inspect|then|tap|dup|clone|itself|to_s|freeze|nil\?)$/;

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
