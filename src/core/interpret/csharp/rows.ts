import { fail } from '../library/errors';
import { num, refuse, type Row, text } from '../library/parts';
import { compared, same } from '../values/comparing';
import { decimalOf, numberOf, scaledTo } from '../values/decimals';
import { counted } from '../values/limits';
import { Cls, Decimal, Dict, Foreign, isNumber, keyText, List, nameOf, Obj, Thrown, type Machine, type Value } from '../values/value';
import { wrapped } from '../values/widths';
import { charOf } from './chars';
import { composed } from './formats';
import { arrayOf, isSeries, itemsFrom } from './items';
import { orderOf } from './linq';
import { hashOfText, netRounded } from './methods';
import { NET_MOMENT_CONSTANTS, NET_MOMENTS } from './moments';
import { Query } from './query';

const all = (it: Machine, of: Value | undefined): Value[] => [...itemsFrom(it, of ?? null)];
const rest = (it: Machine, args: readonly Value[]): Value[] =>
  args.length === 1 && typeof args[0] !== 'string' && isSeries(it, args[0]) ? all(it, args[0]) : [...args];

const WHOLE = /^\s*([-+]?\d+)\s*$/;
const FRACTION = /^\s*[-+]?(?:\d+(?:,\d{3})*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?\s*$/;

/** What a text says as a value of a type; undefined where it is none. */
function read(it: Machine, type: string, written: Value): Value {
  if (written === null) return undefined;
  const said = text(written);
  switch (type) {
    case 'double':
    case 'float':
      return FRACTION.test(said) ? Number(said.replace(/,/g, '')) : undefined;
    case 'decimal':
      return FRACTION.test(said) && !/[eE]/.test(said) ? decimalOf(it, said.replace(/,/g, '').trim()) : undefined;
    case 'bool':
      return /^\s*(?:true|false)\s*$/i.test(said) ? said.trim().toLowerCase() === 'true' : undefined;
    case 'char':
      return said.length === 1 ? charOf(it, said) : undefined;
    default: {
      const found = WHOLE.exec(said)?.[1];
      return found === undefined ? undefined : BigInt(found.replace('+', ''));
    }
  }
}

const parse =
  (type: string): Row =>
  (it, [written, ...more]) => {
    if (written === null) return fail('ArgumentNullException');
    if (more.some((each) => !(each instanceof Foreign && /Invariant/.test(each.name)))) return refuse('a parser');
    const found = read(it, type, written);
    if (found === undefined) return fail('FormatException');
    return typeof found === 'bigint' && wrapped('csharp', found, type) !== found ? fail('OverflowException') : found;
  };

const tryParse =
  (type: string): Row =>
  (it, args) => {
    if (args.length > 2) return refuse('a parser');
    const found = read(it, type, args[0]);
    const fits = found !== undefined && !(typeof found === 'bigint' && wrapped('csharp', found, type) !== found);
    it.referred = new Map([[1, fits ? found : it.emptyOf(type)]]);
    return fits;
  };

const TYPES = ['int', 'long', 'short', 'byte', 'uint', 'double', 'float', 'decimal', 'bool', 'char'];

const isSign =
  (pattern: RegExp): Row =>
  (_, [sign, at]) =>
    pattern.test(at === undefined ? text(sign) : (text(sign)[num(at)] ?? ''));

const toWhole =
  (type: string): Row =>
  (it, [value, ...more]) => {
    if (more.length > 0) return refuse('a base');
    if (value === null) return 0n;
    if (typeof value === 'boolean') return BigInt(value);
    if (typeof value === 'string')
      return value.length === 1 && !/\d/.test(value) ? BigInt(value.codePointAt(0)!) : parse(type)(it, [value], new Map());
    if (value instanceof Decimal) return scaledTo(value, 0, 'HALF_EVEN').digits;
    return typeof value === 'bigint' ? value : BigInt(num(netRounded(value, 0, undefined)));
  };

const enumOf = (of: Value | undefined): Cls => (of instanceof Cls && of.members ? of : refuse('an enum'));

const math =
  (fn: (...values: number[]) => number): Row =>
  (_, args) =>
    fn(...args.map((each) => numberOf(each)));

const towards =
  (how: string, fn: (value: number) => number): Row =>
  (_, [value]) =>
    value instanceof Decimal ? scaledTo(value, 0, how) : fn(num(value));

const best =
  (sign: 1 | -1): Row =>
  (it, [a, b]) => {
    const found = compared(it, a, b) * sign >= 0 ? a : b;
    return [a, b].some((each) => typeof each === 'number') && typeof found === 'bigint' ? Number(found) : found;
  };

const printed =
  (end: string): Row =>
  (it, args) => {
    const said = args.length > 1 ? composed(it, text(args[0]), args.slice(1)) : args.length === 0 ? '' : it.shown(args[0]);
    it.printed.push(`${said}${end}`);
    return null;
  };

const joined: Row = (it, [between, ...more]) =>
  rest(it, more)
    .map((each) => it.shown(each))
    .join(text(between));

const isTextOf = (value: Value | undefined): boolean => value instanceof Foreign && /IgnoreCase$/.test(value.name);

/** What functions of the library of C# give, by name. */
export const NET_ROWS: Readonly<Record<string, Row>> = Object.fromEntries(
  Object.entries<Row>({
    ...NET_MOMENTS,
    ...Object.fromEntries(
      TYPES.flatMap((type) => [
        [`${type}.Parse`, parse(type)],
        [`${type}.TryParse`, tryParse(type)],
      ]),
    ),
    'string.Join': joined,
    'string.Concat': (it, args) =>
      rest(it, args)
        .map((each) => it.shown(each))
        .join(''),
    'string.Format': (it, [format, ...args]) =>
      format instanceof Foreign ? composed(it, text(args[0]), args.slice(1)) : composed(it, text(format), args),
    'string.IsNullOrEmpty': (_, [value]) => value === null || value === '',
    'string.IsNullOrWhiteSpace': (_, [value]) => value === null || text(value).trim() === '',
    'string.Equals': (_, [a, b, how]) =>
      isTextOf(how) && typeof a === 'string' && typeof b === 'string' ? a.toLowerCase() === b.toLowerCase() : a === b,
    'string.Compare': (it, [a, b, how]) => {
      if (how === undefined) return BigInt(Math.sign(orderOf(it, a, b)));
      if (how !== true && !isTextOf(how)) return refuse('how texts are compared');
      return BigInt(Math.sign(orderOf(it, text(a).toLowerCase(), text(b).toLowerCase())));
    },
    'string.CompareOrdinal': (_, [a, b]) => BigInt(text(a) < text(b) ? -1 : Number(text(a) > text(b))),
    'new string': (_, [sign, size]) => (sign instanceof List ? sign.items.map(nameOf).join('') : text(sign).repeat(counted(num(size)))),
    'object.Equals': (it, [a, b]) => same(it, a, b),
    'object.ReferenceEquals': (_, [a, b]) =>
      a instanceof Obj || b instanceof Obj || a === null || b === null ? a === b : refuse('whether two are one'),
    'char.IsDigit': isSign(/^\p{Nd}$/u),
    'char.IsNumber': isSign(/^\p{N}$/u),
    'char.IsLetter': isSign(/^\p{L}$/u),
    'char.IsLetterOrDigit': isSign(/^[\p{L}\p{Nd}]$/u),
    'char.IsUpper': isSign(/^\p{Lu}$/u),
    'char.IsLower': isSign(/^\p{Ll}$/u),
    'char.IsWhiteSpace': isSign(/^\s$/),
    'char.IsPunctuation': isSign(/^\p{P}$/u),
    'char.ToUpper': (it, [sign]) => charOf(it, text(sign).toUpperCase()),
    'char.ToLower': (it, [sign]) => charOf(it, text(sign).toLowerCase()),
    'char.ToUpperInvariant': (it, [sign]) => charOf(it, text(sign).toUpperCase()),
    'char.ToLowerInvariant': (it, [sign]) => charOf(it, text(sign).toLowerCase()),
    'char.GetNumericValue': (_, [sign]) => (/^\d$/.test(text(sign)) ? Number(sign) : -1),
    'double.IsNaN': (_, [value]) => Number.isNaN(value),
    'double.IsInfinity': (_, [value]) => typeof value === 'number' && !Number.isFinite(value) && !Number.isNaN(value),
    'Math.Floor': towards('FLOOR', Math.floor),
    'Math.Ceiling': towards('CEILING', Math.ceil),
    'Math.Truncate': towards('DOWN', Math.trunc),
    'Math.Round': (_, [value, second, third]) => (isNumber(second) ? netRounded(value, num(second), third) : netRounded(value, 0, second)),
    'Math.Abs': (_, [value]) =>
      value instanceof Decimal
        ? new Decimal(value.digits < 0n ? -value.digits : value.digits, value.places)
        : typeof value === 'bigint'
          ? value < 0n
            ? -value
            : value
          : Math.abs(num(value)),
    'Math.Sign': (_, [value]) => BigInt(Math.sign(numberOf(value))),
    'Math.Max': best(1),
    'Math.Min': best(-1),
    'Math.Clamp': (it, [value, low, high]) => (compared(it, value, low) < 0 ? low : compared(it, value, high) > 0 ? high : value),
    'Math.Sqrt': math(Math.sqrt),
    'Math.Pow': math((a, b) => a ** b),
    'Math.Log': math((value, base) => (base === undefined ? Math.log(value) : Math.log(value) / Math.log(base))),
    'Math.Log10': math(Math.log10),
    'Math.Exp': math(Math.exp),
    'Math.Sin': math(Math.sin),
    'Math.Cos': math(Math.cos),
    'Math.Tan': math(Math.tan),
    'Math.Atan2': math(Math.atan2),
    'decimal.Round': (_, [value, digits, how]) => netRounded(value, Number(digits ?? 0), how),
    'Convert.ToInt32': toWhole('int'),
    'Convert.ToInt64': toWhole('long'),
    'Convert.ToDouble': (it, [value]) => (typeof value === 'string' ? parse('double')(it, [value], new Map()) : numberOf(value ?? 0n)),
    'Convert.ToDecimal': (it, [value]) =>
      typeof value === 'string'
        ? parse('decimal')(it, [value], new Map())
        : decimalOf(it, typeof value === 'number' ? String(value) : value),
    'Convert.ToString': (it, [value, base]) =>
      base === undefined ? it.shown(value) : typeof value === 'bigint' && value >= 0n ? value.toString(num(base)) : refuse('a base'),
    'Convert.ToBoolean': (it, [value]) =>
      typeof value === 'string' ? parse('bool')(it, [value], new Map()) : typeof value === 'boolean' ? value : num(value) !== 0,
    'Enumerable.Range': (it, [from, size]) => {
      if (num(size) < 0) return fail('ArgumentOutOfRangeException');
      const items = Array.from({ length: counted(num(size)) }, (_, at) => (from as bigint) + BigInt(at));
      return new Query(it, () => items.values());
    },
    'Enumerable.Repeat': (it, [value, size]) => {
      const items = Array.from({ length: counted(num(size)) }, () => value);
      return new Query(it, () => items.values());
    },
    'Enumerable.Empty': () => arrayOf([]),
    'Array.Empty': () => arrayOf([]),
    'Array.Sort': (it, [of, by]) => it.send(of, 'Sort', by === undefined ? [] : [by]),
    'Array.Reverse': (_, [of]) => {
      if (!(of instanceof List)) return refuse('an array');
      of.items.reverse();
      return null;
    },
    'Array.IndexOf': (it, [of, value]) => it.send(of, 'IndexOf', [value]),
    'Array.Find': (it, [of, fn]) => it.send(of, 'Find', [fn]),
    'Array.FindAll': (it, [of, fn]) => arrayOf([...itemsFrom(it, it.send(of, 'FindAll', [fn]))]),
    'Array.FindIndex': (it, [of, fn]) => it.send(of, 'FindIndex', [fn]),
    'Array.Exists': (it, [of, fn]) => it.send(of, 'Exists', [fn]),
    'Array.ConvertAll': (it, [of, fn]) => arrayOf([...itemsFrom(it, it.send(of, 'ConvertAll', [fn]))]),
    'Array.ForEach': (it, [of, fn]) => it.send(of, 'ForEach', [fn]),
    'Array.Copy': (_, args) => {
      const [from, start, to, at, size] = args.length === 3 ? [args[0], 0n, args[1], 0n, args[2]] : args;
      if (!(from instanceof List && to instanceof List)) return refuse('an array');
      if (num(start) + num(size) > from.items.length || num(at) + num(size) > to.items.length) return fail('ArgumentException');
      from.items.slice(num(start), num(start) + num(size)).forEach((each, index) => (to.items[num(at) + index] = each));
      return null;
    },
    'Tuple.Create': (_, args) => new List(args, 'tuple'),
    'ValueTuple.Create': (_, args) => new List(args, 'tuple'),
    'new Tuple': (_, args) => new List(args, 'tuple'),
    'new KeyValuePair': (_, [key, value]) =>
      new Obj(
        undefined,
        new Map([
          ['key', key],
          ['value', value],
        ]),
        'entry',
        true,
      ),
    'new List': (it, [from]) => new List(from === undefined || isNumber(from) ? [] : all(it, from)),
    'new Queue': (it, [from]) => new List(from === undefined || isNumber(from) ? [] : all(it, from)),
    'new LinkedList': (it, [from]) => new List(from === undefined ? [] : all(it, from)),
    'new Stack': (it, [from]) => new List(from === undefined || isNumber(from) ? [] : all(it, from), 'stack'),
    'new HashSet': (it, [from]) => {
      const made = new Dict('set');
      if (from !== undefined && !isNumber(from)) for (const each of all(it, from)) made.set(each, each);
      return made;
    },
    'new SortedSet': (it, [from]) => {
      const made = new Dict('set');
      made.sorted = (a, b) => orderOf(it, a, b);
      if (from !== undefined) for (const each of all(it, from)) made.set(each, each);
      return made;
    },
    'new Dictionary': (it, [from]) => withPairs(it, new Dict(), from),
    'new ConcurrentDictionary': (it, [from]) => withPairs(it, new Dict(), from),
    'new SortedDictionary': (it, [from]) => {
      const made = new Dict();
      made.sorted = (a, b) => orderOf(it, a, b);
      return withPairs(it, made, from);
    },
    'new SortedList': (it, args, named) => NET_ROWS['csharp new SortedDictionary']!(it, args, named),
    'new StringBuilder': (_, [from]) =>
      new Obj(undefined, new Map<string, Value>([['text', typeof from === 'string' ? from : '']]), 'builder'),
    'new object': () => new Obj(undefined),
    'Console.WriteLine': printed('\n'),
    'Console.Write': printed(''),
    'Console.Error.WriteLine': printed('\n'),
    'Console.Error.Write': printed(''),
    'Enum.GetValues': (_, [of]) => arrayOf([...enumOf(of).members!]),
    'Enum.GetNames': (_, [of]) => arrayOf(enumOf(of).members!.map((each) => each.constant!.name)),
    'Enum.Parse': (_, [of, name, ignores]) => {
      const wanted = text(name).trim();
      const found = enumOf(of).members!.find(({ constant }) =>
        ignores === true ? constant!.name.toLowerCase() === wanted.toLowerCase() : constant!.name === wanted,
      );
      return found ?? (/^[-+]?\d+$/.test(wanted) ? refuse('a number of an enum') : fail('ArgumentException'));
    },
    'Enum.IsDefined': (_, [of, value]) =>
      typeof value === 'string'
        ? enumOf(of).members!.some(({ constant }) => constant!.name === value)
        : isNumber(value)
          ? enumOf(of).members!.some(({ constant }) => constant!.ordinal === Number(value))
          : true,
    'HashCode.Combine': (_, args) => hashOfText(keyText(new List(args, 'tuple'))),
    'Environment.Exit': (_, [code]) => {
      throw new Thrown(new Obj(undefined, new Map([['code', code]]), 'exit'));
    },
  }).map(([name, row]) => [`csharp ${name}`, row]),
);

function withPairs(it: Machine, made: Dict, from: Value | undefined): Dict {
  if (from === undefined || isNumber(from)) return made;
  if (from instanceof Foreign) return /\.Ordinal$/.test(from.name) ? made : refuse('how keys are compared');
  // `{ { "a", 1 } }` has lists, another dictionary entries.
  for (const each of from instanceof List ? from.items : itemsFrom(it, from)) {
    const [key, value] = each instanceof List ? each.items : [(each as Obj).fields.get('key'), (each as Obj).fields.get('value')];
    if (made.has(key)) return fail('ArgumentException');
    made.set(key, value);
  }
  return made;
}

/** Constants of the library of C#, by name. */
export const NET_CONSTANTS: Readonly<Record<string, () => Value>> = {
  ...NET_MOMENT_CONSTANTS,
  'string.Empty': () => '',
  'int.MaxValue': () => 2_147_483_647n,
  'int.MinValue': () => -2_147_483_648n,
  'long.MaxValue': () => 9_223_372_036_854_775_807n,
  'long.MinValue': () => -9_223_372_036_854_775_808n,
  'byte.MaxValue': () => 255n,
  'double.MaxValue': () => Number.MAX_VALUE,
  'double.MinValue': () => -Number.MAX_VALUE,
  'double.NaN': () => Number.NaN,
  'double.Epsilon': () => Number.MIN_VALUE,
  'double.PositiveInfinity': () => Number.POSITIVE_INFINITY,
  'double.NegativeInfinity': () => Number.NEGATIVE_INFINITY,
  'decimal.Zero': () => new Decimal(0n, 0),
  'decimal.One': () => new Decimal(1n, 0),
  'Math.PI': () => Math.PI,
  'Math.E': () => Math.E,
  'Environment.NewLine': () => '\n',
  'Task.CompletedTask': () => null,
};

const SHORT: Readonly<Record<string, string>> = {
  String: 'string',
  Int32: 'int',
  Int64: 'long',
  Int16: 'short',
  Byte: 'byte',
  UInt32: 'uint',
  Double: 'double',
  Single: 'float',
  Decimal: 'decimal',
  Boolean: 'bool',
  Char: 'char',
  Object: 'object',
};

const SPACES = /^(new )?(?:(?:System|Collections|Generic|Linq|Text|Globalization|Threading|Tasks|Concurrent)\.){1,4}(?=[A-Z])/;

/** `String.Join`, `System.Math.Max`, `new List<int>` as the tables call them. */
export function netName(name: string): string {
  const open = name.indexOf('<');
  const plain = (open < 0 ? name : name.slice(0, open) + name.slice(name.lastIndexOf('>') + 1)).replace(SPACES, '$1');
  const [, made = '', type = '', more = ''] = /^(new )?(\w+)(.*)$/s.exec(plain) ?? [];
  return `${made}${Object.hasOwn(SHORT, type) && (more.startsWith('.') || made !== '') ? SHORT[type] : type}${more}`;
}
