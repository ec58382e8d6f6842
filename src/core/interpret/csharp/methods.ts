import { fail } from '../library/errors';
import { num, refuse, text } from '../library/parts';
import { isCallable } from '../values/builtInTypes';
import { isTrue, same } from '../values/comparing';
import { scaledTo } from '../values/decimals';
import { counted } from '../values/limits';
import { Cls, Decimal, Dict, Foreign, Func, isNumber, List, Moment, nameOf, Native, Obj, type Machine, type Value } from '../values/value';
import { charOf } from './chars';
import { formattedBy } from './formats';
import { arrayOf, isSeries, itemsFrom } from './items';
import { LINQ, orderOf } from './linq';
import { withNames } from './tuples';
import { ofNetMoment, partOfMoment } from './moments';

type Method<T> = (it: Machine, of: T, args: Value[]) => Value;

const asks = (it: Machine, fn: Value | undefined, each: Value): boolean => isTrue(it, it.call(fn ?? null, [each]));
const place = (it: Machine, of: List, value: Value | undefined, last = false): bigint => {
  const is = (each: Value): boolean => same(it, each, value);
  return BigInt(last ? of.items.findLastIndex(is) : of.items.findIndex(is));
};
const within = (at: number, size: number): number => (at >= 0 && at < size ? at : fail('ArgumentOutOfRangeException'));

/** Puts some items in order, those that are equal as they were: more than 16 may stand otherwise. */
function sort(it: Machine, of: List, by: Value | undefined): null {
  const order = (a: Value, b: Value): number =>
    by === undefined || by === null ? orderOf(it, a, b) : num(isCallable(by) ? it.call(by, [a, b]) : it.send(by, 'Compare', [a, b]));
  const isEqual = of.items.some((a, at) => of.items.some((b, other) => other > at && a !== b && order(a, b) === 0));
  if (isEqual && of.items.length > 2) return refuse('an order of equal elements');
  of.items = of.items.toSorted(order);
  return null;
}

/** A tuple gets the names that the list is declared with. */
function asElement({ elementType }: List, value: Value): Value {
  return elementType?.startsWith('(') && value instanceof List && value.kind === 'tuple' ? withNames(value, elementType) : value;
}

const OF_LISTS: Readonly<Record<string, Method<List>>> = {
  Add: (_, of, [value]) => (of.fixed ? fail('NotSupportedException') : (of.items.push(asElement(of, value)), null)),
  AddRange: (it, of, [more]) => (of.items.push(...itemsFrom(it, more ?? null)), null),
  Insert: (_, of, [at, value]) => (of.items.splice(within(num(at), of.items.length + 1), 0, value), null),
  InsertRange: (it, of, [at, more]) => (of.items.splice(within(num(at), of.items.length + 1), 0, ...itemsFrom(it, more ?? null)), null),
  Remove: (it, of, [value]) => {
    const at = Number(place(it, of, value));
    if (at >= 0) of.items.splice(at, 1);
    return at >= 0;
  },
  RemoveAt: (_, of, [at]) => (of.items.splice(within(num(at), of.items.length), 1), null),
  RemoveRange: (_, of, [at, size]) =>
    num(at) + num(size) > of.items.length ? fail('ArgumentException') : (of.items.splice(num(at), num(size)), null),
  RemoveAll: (it, of, [fn]) => {
    const before = of.items.length;
    of.items = of.items.filter((each) => !asks(it, fn, each));
    return BigInt(before - of.items.length);
  },
  Clear: (_, of) => ((of.items = []), null),
  IndexOf: (it, of, [value, ...more]) => (more.length > 0 ? refuse('IndexOf') : place(it, of, value)),
  LastIndexOf: (it, of, [value]) => place(it, of, value, true),
  Sort: (it, of, [by]) => sort(it, of, by),
  Reverse: (it, of) => {
    if (of.fixed) return LINQ['Reverse']!(it, of, []);
    of.items = of.items.toReversed();
    return null;
  },
  Find: (it, of, [fn]) => LINQ['FirstOrDefault']!(it, of, [fn]),
  FindLast: (it, of, [fn]) => LINQ['LastOrDefault']!(it, of, [fn]),
  FindAll: (it, of, [fn]) => new List(of.items.filter((each) => asks(it, fn, each))),
  FindIndex: (it, of, [fn]) => BigInt(of.items.findIndex((each) => asks(it, fn, each))),
  FindLastIndex: (it, of, [fn]) => BigInt(of.items.findLastIndex((each) => asks(it, fn, each))),
  Exists: (it, of, [fn]) => of.items.some((each) => asks(it, fn, each)),
  TrueForAll: (it, of, [fn]) => of.items.every((each) => asks(it, fn, each)),
  ForEach: (it, of, [fn]) => {
    for (const each of itemsFrom(it, of)) it.call(fn ?? null, [each]);
    return null;
  },
  ConvertAll: (it, of, [fn]) => new List(of.items.map((each) => it.call(fn ?? null, [each]))),
  GetRange: (_, of, [at, size]) =>
    num(at) + num(size) > of.items.length ? fail('ArgumentException') : new List(of.items.slice(num(at), num(at) + num(size))),
  AsReadOnly: (_, of) => {
    const made = arrayOf([]);
    made.items = of.items;
    return made;
  },
  CopyTo: (_, of, [to, at]) => {
    if (!(to instanceof List) || num(at ?? 0n) + of.items.length > to.items.length) return fail('ArgumentException');
    of.items.forEach((each, index) => (to.items[num(at ?? 0n) + index] = each));
    return null;
  },
  Clone: (_, of) => arrayOf([...of.items]),
  GetLength: (_, of, [depth]) => {
    let at: Value = of;
    for (let left = num(depth); left > 0; left -= 1) at = at instanceof List ? at.items[0] : refuse('a length');
    return at instanceof List ? BigInt(at.items.length) : refuse('a length');
  },
  Enqueue: (_, of, [value]) => (of.items.push(value), null),
  Push: (_, of, [value]) => (of.items.push(value), null),
  Dequeue: (_, of) => (of.items.length > 0 ? of.items.shift() : fail('InvalidOperationException', 'Queue empty.')),
  Pop: (_, of) => (of.items.length > 0 ? of.items.pop() : fail('InvalidOperationException', 'Stack empty.')),
  Peek: (_, of) => (of.items.length > 0 ? of.items.at(of.kind === 'stack' ? -1 : 0) : fail('InvalidOperationException')),
  AddLast: (_, of, [value]) => (of.items.push(value), null),
  AddFirst: (_, of, [value]) => (of.items.unshift(value), null),
  RemoveFirst: (_, of) => (of.items.length > 0 ? (of.items.shift(), null) : fail('InvalidOperationException')),
  RemoveLast: (_, of) => (of.items.length > 0 ? (of.items.pop(), null) : fail('InvalidOperationException')),
  Equals: (it, of, [other]) => (of.kind === 'tuple' ? same(it, of, other) : of === other),
};

const OF_MAPS: Readonly<Record<string, Method<Dict>>> = {
  Add: (_, of, [key, value]) => {
    if (of.kind === 'set') {
      const had = of.has(key);
      if (!had) of.set(key, key);
      return !had;
    }
    if (key === null) return fail('ArgumentNullException');
    if (of.has(key)) return fail('ArgumentException');
    of.set(key, value);
    return null;
  },
  TryAdd: (_, of, [key, value]) => {
    const had = of.has(key);
    if (!had) of.set(key, value);
    return !had;
  },
  ContainsKey: (_, of, [key]) => (key === null ? fail('ArgumentNullException') : of.has(key)),
  ContainsValue: (it, of, [value]) => of.values().some((each) => same(it, each, value)),
  TryGetValue: (it, of, [key]) => {
    if (key === null) return fail('ArgumentNullException');
    const had = of.has(key);
    it.referred = new Map([[1, had ? of.get(key) : of.elementType === undefined ? null : it.emptyOf(of.elementType)]]);
    return had;
  },
  GetValueOrDefault: (it, of, [key, otherwise]) =>
    of.has(key)
      ? of.get(key)
      : (otherwise ?? (of.elementType === undefined ? refuse('a default of something') : it.emptyOf(of.elementType))),
  Remove: (_, of, [key]) => of.delete(key),
  Clear: (_, of) => (of.entries.clear(), null),
  RemoveWhere: (it, of, [fn]) => {
    const gone = of.keys().filter((each) => asks(it, fn, each));
    for (const each of gone) of.delete(each);
    return BigInt(gone.length);
  },
  UnionWith: (it, of, [others]) => {
    for (const each of itemsFrom(it, others ?? null)) if (!of.has(each)) of.set(each, each);
    return null;
  },
  ExceptWith: (it, of, [others]) => {
    for (const each of [...itemsFrom(it, others ?? null)]) of.delete(each);
    return null;
  },
  IntersectWith: (it, of, [others]) => {
    const kept = [...itemsFrom(it, others ?? null)];
    for (const each of of.keys()) if (!kept.some((one) => same(it, one, each))) of.delete(each);
    return null;
  },
  IsSubsetOf: (it, of, [others]) => {
    const all = [...itemsFrom(it, others ?? null)];
    return of.keys().every((each) => all.some((one) => same(it, one, each)));
  },
  IsSupersetOf: (it, of, [others]) => [...itemsFrom(it, others ?? null)].every((each) => of.has(each)),
  Overlaps: (it, of, [others]) => [...itemsFrom(it, others ?? null)].some((each) => of.has(each)),
  SetEquals: (it, of, [others]) => {
    const all = [...itemsFrom(it, others ?? null)];
    return all.every((each) => of.has(each)) && of.keys().every((each) => all.some((one) => same(it, one, each)));
  },
};

const ignoresCase = (rule: Value | undefined): boolean => {
  if (rule === undefined) return false;
  const name = 'name' in Object(rule) ? nameOf((rule as { name: string }).name) : refuse('how texts are compared');
  return (
    /IgnoreCase$/.test(name) || (/\.(?:Ordinal|InvariantCulture|CurrentCulture)$/.test(name) ? false : refuse('how texts are compared'))
  );
};
const signs = (args: readonly Value[]): string[] =>
  args.flatMap((each) => (each instanceof List ? each.items.map(text) : typeof each === 'string' ? [each] : []));
const trimmed = (of: string, args: readonly Value[], start: boolean, end: boolean): string => {
  const all = signs(args);
  const goes = (sign: string | undefined): boolean => sign !== undefined && (all.length > 0 ? all.includes(sign) : /\s/.test(sign));
  let [from, to] = [0, of.length];
  while (start && from < to && goes(of[from])) from += 1;
  while (end && to > from && goes(of[to - 1])) to -= 1;
  return of.slice(from, to);
};

function split(of: string, args: readonly Value[]): List {
  const options = args.find((each) => each instanceof Object && 'name' in each && /^StringSplitOptions\./.test(nameOf(each.name)));
  const given = args.filter((each) => each !== options);
  const most = given.find(isNumber);
  const between = signs(given.filter((each) => !isNumber(each))).filter((each) => each !== '');
  const parts: string[] = [''];
  for (let at = 0; at < of.length;) {
    const found = between.length === 0 ? (/\s/.test(of[at]!) ? of[at] : undefined) : between.find((each) => of.startsWith(each, at));
    if (found === undefined || (most !== undefined && parts.length >= Number(most))) parts[parts.length - 1] += of[at++]!;
    else {
      parts.push('');
      at += found.length;
    }
  }
  const how = options === undefined ? '' : nameOf((options as { name: string }).name);
  if (how.endsWith('TrimEntries')) return refuse('parts that are trimmed');
  if (how.endsWith('RemoveEmptyEntries') && most !== undefined) return refuse('a limited split');
  return arrayOf(how.endsWith('RemoveEmptyEntries') ? parts.filter((each) => each !== '') : parts);
}

const part = (of: string, from: number, size: number): string =>
  from < 0 || size < 0 || from + size > of.length ? fail('ArgumentOutOfRangeException') : of.slice(from, from + size);

const OF_TEXTS: Readonly<Record<string, Method<string>>> = {
  Substring: (_, of, [from, size]) => part(of, num(from), size === undefined ? of.length - num(from) : num(size)),
  Remove: (_, of, [from, size]) => {
    const gone = part(of, num(from), size === undefined ? of.length - num(from) : num(size));
    return of.slice(0, num(from)) + of.slice(num(from) + gone.length);
  },
  Insert: (_, of, [at, more]) => of.slice(0, within(num(at), of.length + 1)) + text(more) + of.slice(num(at)),
  Replace: (_, of, [from, to, ...more]) =>
    more.length > 0
      ? refuse('a replacement')
      : text(from) === ''
        ? fail('ArgumentException')
        : of.replaceAll(text(from), () => (to === null ? '' : text(to))),
  IndexOf: (_, of, [wanted, from, ...more]) =>
    from !== undefined && !isNumber(from)
      ? BigInt(ignoresCase(from) ? of.toLowerCase().indexOf(text(wanted).toLowerCase()) : of.indexOf(text(wanted)))
      : more.length > 0
        ? refuse('IndexOf')
        : BigInt(of.indexOf(text(wanted), from === undefined ? 0 : within(num(from), of.length + 1))),
  LastIndexOf: (_, of, [wanted, ...more]) => (more.length > 0 ? refuse('LastIndexOf') : BigInt(of.lastIndexOf(text(wanted)))),
  IndexOfAny: (_, of, args) => BigInt([...of].findIndex((each) => signs(args).includes(each))),
  Contains: (_, of, [wanted, how]) =>
    ignoresCase(how) ? of.toLowerCase().includes(text(wanted).toLowerCase()) : of.includes(text(wanted)),
  StartsWith: (_, of, [wanted, how]) =>
    ignoresCase(how) ? of.toLowerCase().startsWith(text(wanted).toLowerCase()) : of.startsWith(text(wanted)),
  EndsWith: (_, of, [wanted, how]) =>
    ignoresCase(how) ? of.toLowerCase().endsWith(text(wanted).toLowerCase()) : of.endsWith(text(wanted)),
  Equals: (_, of, [other, how]) =>
    ignoresCase(how) && typeof other === 'string' ? of.toLowerCase() === other.toLowerCase() : of === other,
  CompareTo: (it, of, [other]) => BigInt(Math.sign(orderOf(it, of, other ?? null))),
  Split: (_, of, args) => split(of, args),
  Trim: (_, of, args) => trimmed(of, args, true, true),
  TrimStart: (_, of, args) => trimmed(of, args, true, false),
  TrimEnd: (_, of, args) => trimmed(of, args, false, true),
  PadLeft: (_, of, [size, sign]) => of.padStart(counted(num(size)), sign === undefined ? ' ' : text(sign)),
  PadRight: (_, of, [size, sign]) => of.padEnd(counted(num(size)), sign === undefined ? ' ' : text(sign)),
  ToUpper: (_, of) => of.toUpperCase(),
  ToLower: (_, of) => of.toLowerCase(),
  ToUpperInvariant: (_, of) => of.toUpperCase(),
  ToLowerInvariant: (_, of) => of.toLowerCase(),
  ToCharArray: (it, of) => arrayOf([...of].map((each) => charOf(it, each))),
  ToString: (_, of) => of,
  GetHashCode: (_, of) => hashOfText(of),
};

/** A number that tells texts apart; that of the library is another one in each run. */
export function hashOfText(of: string): bigint {
  let hash = 0x811c9dc5;
  for (const sign of of) hash = Math.imul(hash ^ sign.codePointAt(0)!, 0x01000193);
  return BigInt(hash);
}

const built = (of: Obj, said: string): Obj => {
  of.fields.set('text', said);
  return of;
};
const said = (of: Obj): string => nameOf(of.fields.get('text'));

const OF_BUILDERS: Readonly<Record<string, Method<Obj>>> = {
  Append: (it, of, [value, times]) => built(of, said(of) + it.shown(value).repeat(counted(Number(times ?? 1)))),
  AppendLine: (it, of, [value]) => built(of, `${said(of)}${value === undefined ? '' : it.shown(value)}\n`),
  AppendFormat: (it, of, args) => built(of, said(of) + text(it.callNamed('string.Format', args))),
  Insert: (it, of, [at, value]) => built(of, said(of).slice(0, num(at)) + it.shown(value) + said(of).slice(num(at))),
  Remove: (_, of, [from, size]) => {
    part(said(of), num(from), num(size));
    return built(of, said(of).slice(0, num(from)) + said(of).slice(num(from) + num(size)));
  },
  Replace: (_, of, [from, to]) =>
    built(
      of,
      said(of).replaceAll(text(from), () => text(to)),
    ),
  Clear: (_, of) => built(of, ''),
  ToString: (_, of, args) => (args.length > 0 ? refuse('a part of a builder') : said(of)),
};

const OF_NUMBERS: Readonly<Record<string, Method<Value>>> = {
  ToString: (it, of, [format]) => (typeof format === 'string' ? formattedBy(it, of, format) : it.shown(of)),
  CompareTo: (it, of, [other]) => BigInt(Math.sign(orderOf(it, of, other ?? null))),
  Equals: (it, of, [other]) => typeof of === typeof other && same(it, of, other),
  GetHashCode: (_, of) => (typeof of === 'bigint' ? of : refuse('a hash')),
  GetValueOrDefault: (_, of) => of,
  HasFlag: () => refuse('a flag'),
};

const OF_FUNCTIONS: Readonly<Record<string, Method<Value>>> = {
  Invoke: (it, of, args) => it.call(of, args),
  DynamicInvoke: (it, of, args) => it.call(of, args),
};

/** What a value of a library has under a name, which is no method; undefined where it has nothing. */
export function netProperty(of: Value, name: string): Value {
  const size = typeof of === 'string' ? of.length : of instanceof List ? of.items.length : of instanceof Dict ? of.entries.size : undefined;
  if (of instanceof List && name === 'Length' && of.fields?.has(name)) return of.fields.get(name);
  if (size !== undefined && /^(?:Count|Length)$/.test(name)) return BigInt(size);
  if (of instanceof List && of.kind === 'tuple') {
    const [, at] = /^Item(\d)$/.exec(name) ?? [];
    if (at !== undefined) return of.items[Number(at) - 1];
    // The names of a declaration may differ from those of what was put in by upper and lower case.
    return [...(of.fields ?? [])].find(([own]) => own === name || own.toLowerCase() === name.toLowerCase())?.[1];
  }
  if (of instanceof Dict && name === 'Keys') return new List(of.keys());
  if (of instanceof Dict && name === 'Values') return new List(of.values());
  if (of instanceof Dict && of.sorted && /^(?:Min|Max)$/.test(name)) return of.keys().at(name === 'Min' ? 0 : -1) ?? null;
  if (of instanceof Obj && (of.type === 'entry' || of.type === 'group') && /^(?:Key|Value)$/.test(name))
    return of.fields.get(name.toLowerCase());
  if (of instanceof Obj && of.type === 'builder' && name === 'Length') return BigInt(said(of).length);
  if (of instanceof Moment) return partOfMoment(of, name);
  if (name === 'Name' && ((of instanceof Cls && !of.statics.has(name)) || (of instanceof Foreign && /Exception$/.test(of.name))))
    return of.name;
  if (name === 'HasValue') return of !== null;
  if (name === 'Value' && (isNumber(of) || typeof of === 'boolean' || of instanceof Decimal || of instanceof Moment)) return of;
  if (name === 'Value' && of instanceof Obj && of.constant) return of;
  return undefined;
}

function tableOf(of: Value): Readonly<Record<string, Method<never>>> | undefined {
  if (typeof of === 'string') return OF_TEXTS;
  if (of instanceof List) return OF_LISTS;
  if (of instanceof Dict) return OF_MAPS;
  if (of instanceof Obj && of.type === 'builder') return OF_BUILDERS;
  if (isNumber(of) || typeof of === 'boolean' || of instanceof Decimal) return OF_NUMBERS;
  return of instanceof Func || of instanceof Native ? OF_FUNCTIONS : undefined;
}

/** What a method of a value of a library gives; undefined where it has none of that name. */
export function netMethod(it: Machine, of: Value, name: string, args: Value[]): { value: Value } | undefined {
  const table = tableOf(of);
  const own = table && Object.hasOwn(table, name) ? (table[name] as Method<Value>) : undefined;
  if (own) return { value: own(it, of, args) };
  if (Object.hasOwn(LINQ, name) && isSeries(it, of)) return { value: LINQ[name]!(it, of, args) };
  if (of instanceof Moment) {
    const found = ofNetMoment(it, of, name, args);
    return found === undefined ? undefined : { value: found };
  }
  if (of instanceof Obj && of.type === 'entry' && name === 'ToString')
    return { value: `[${it.shown(of.fields.get('key'))}, ${it.shown(of.fields.get('value'))}]` };
  if (of instanceof Obj && of.constant) {
    if (name === 'ToString') return { value: of.constant.name };
    if (name === 'Equals')
      return { value: args[0] instanceof Obj && args[0].cls === of.cls && args[0].constant?.ordinal === of.constant.ordinal };
    if (name === 'HasFlag' && args[0] instanceof Obj && args[0].constant)
      return { value: (of.constant.ordinal & args[0].constant.ordinal) === args[0].constant.ordinal };
    if (name === 'CompareTo')
      return { value: BigInt(Math.sign(of.constant.ordinal - ((args[0] as Obj).constant?.ordinal ?? refuse('an order')))) };
  }
  if (of === null && /^(?:GetValueOrDefault)$/.test(name)) return { value: args[0] ?? refuse('a default of something') };
  if (name === 'Dispose' && !(of instanceof Obj && of.cls)) return { value: null };
  return undefined;
}

/** A rounded number. @param how `MidpointRounding.AwayFromZero` */
export function netRounded(value: Value, digits: number, how: Value | undefined): Value {
  const away = how instanceof Object && 'name' in how && /AwayFromZero$/.test(nameOf(how.name));
  if (how !== undefined && !away && !(how instanceof Object && 'name' in how && /ToEven$/.test(nameOf(how.name))))
    return refuse('a rounding');
  if (value instanceof Decimal) return scaledTo(value, Math.min(digits, value.places), away ? 'HALF_UP' : 'HALF_EVEN');
  const number = num(value);
  const scaled = number * 10 ** digits;
  if (!Number.isFinite(scaled)) return refuse('a rounding');
  const low = Math.floor(scaled);
  const isHalf = scaled - low === 0.5;
  const whole = isHalf ? (away ? (scaled < 0 ? low : low + 1) : low % 2 === 0 ? low : low + 1) : Math.round(scaled);
  return whole / 10 ** digits;
}
