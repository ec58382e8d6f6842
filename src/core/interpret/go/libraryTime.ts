import { Unknown, type Value } from '../values/value';
import type { Core } from '../running/machine';
import type { GoMethod, GoRow } from './libraryRow';
import { basicType } from './types';
import { countIn, errorOf, numberIn, scalar, several, Struct, textIn } from './values';
import { withoutZeros } from './texts';
import { libraryStruct, worldOf, type World } from './world';

const SECOND = 1_000_000_000n;
const UNITS: Readonly<Record<string, bigint>> = {
  Nanosecond: 1n,
  Microsecond: 1000n,
  Millisecond: 1_000_000n,
  Second: SECOND,
  Minute: 60n * SECOND,
  Hour: 3600n * SECOND,
};
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Nanoseconds since 1970 of the first moment of the year 1, which a `time.Time` is that is given nothing. */
const FIRST = -62_135_596_800n * SECOND;

export function timeConstant(world: World, name: string): Value | undefined {
  const [, own = ''] = /^time\.(\w+)$/.exec(name) ?? [];
  if (Object.hasOwn(UNITS, own)) return scalar(world.libraryType('time.Duration'), UNITS[own]!);
  const month = MONTHS.indexOf(own);
  if (month >= 0) return scalar(world.libraryType('time.Month'), BigInt(month + 1));
  const day = DAYS.indexOf(own);
  if (day >= 0) return scalar(world.libraryType('time.Weekday'), BigInt(day));
  if (own === 'UTC') return libraryStruct(world.it, 'time.Location');
  return { RFC3339: '2006-01-02T15:04:05Z07:00', DateOnly: '2006-01-02', DateTime: '2006-01-02 15:04:05', Kitchen: '3:04PM' }[own];
}

function momentOf(of: Value): bigint {
  if (!(of instanceof Struct)) throw new Unknown('no time');
  const given = of.fields.get('ns');
  if (given === undefined) return FIRST;
  if (typeof given !== 'bigint') throw new Unknown('the time of now');
  return given;
}

const timeAt = (it: Core, ns: bigint): Value => libraryStruct(it, 'time.Time', { ns });
const span = (it: Core, ns: bigint): Value => scalar(worldOf(it).libraryType('time.Duration'), ns);
const dateOf = (of: Value): Date => {
  const ns = momentOf(of);
  return new Date(Number((ns - (((ns % 1_000_000n) + 1_000_000n) % 1_000_000n)) / 1_000_000n));
};

function nanosOf(year: number, month: number, day: number, hour: number, minute: number, second: number, nano: bigint): bigint {
  const base = new Date(0);
  base.setUTCFullYear(year, month - 1, day);
  base.setUTCHours(hour, minute, second, 0);
  return BigInt(base.getTime()) * 1_000_000n + nano;
}

/** A span as Go writes it: `1h30m0s`, `1.5s`, `20ms`. */
export function spanText(ns: bigint): string {
  if (ns === 0n) return '0s';
  const sign = ns < 0n ? '-' : '';
  const size = ns < 0n ? -ns : ns;
  const fraction = (value: bigint, unit: bigint): string => {
    const rest = withoutZeros((value % unit).toString().padStart(unit.toString().length - 1, '0'));
    return `${value / unit}${rest === '' ? '' : `.${rest}`}`;
  };
  if (size < 1000n) return `${sign}${size}ns`;
  if (size < 1_000_000n) return `${sign}${fraction(size, 1000n)}µs`;
  if (size < SECOND) return `${sign}${fraction(size, 1_000_000n)}ms`;
  const [hours, minutes] = [size / (3600n * SECOND), (size / (60n * SECOND)) % 60n];
  const seconds = `${fraction(size % (60n * SECOND), SECOND)}s`;
  return sign + (hours > 0n ? `${hours}h${minutes}m${seconds}` : minutes > 0n ? `${minutes}m${seconds}` : seconds);
}

const PARTS = /2006|January|Jan|Monday|Mon|MST|Z07:00|-0700|-07:00|15|PM|pm|0[1-6]|02|_2|\.0+|\.9+|[1-5](?!\d)/g;

function formatted(of: Value, layout: string): string {
  const date = dateOf(of);
  const nanos = ((momentOf(of) % SECOND) + SECOND) % SECOND;
  const two = (value: number): string => String(value).padStart(2, '0');
  const hour = date.getUTCHours() % 12 || 12;
  return layout.replace(PARTS, (part) => {
    switch (part) {
      case '2006':
        return String(date.getUTCFullYear()).padStart(4, '0');
      case '01':
        return two(date.getUTCMonth() + 1);
      case '1':
        return String(date.getUTCMonth() + 1);
      case 'January':
        return MONTHS[date.getUTCMonth()]!;
      case 'Jan':
        return MONTHS[date.getUTCMonth()]!.slice(0, 3);
      case 'Monday':
        return DAYS[date.getUTCDay()]!;
      case 'Mon':
        return DAYS[date.getUTCDay()]!.slice(0, 3);
      case '02':
        return two(date.getUTCDate());
      case '_2':
        return String(date.getUTCDate()).padStart(2);
      case '2':
        return String(date.getUTCDate());
      case '15':
        return two(date.getUTCHours());
      case '03':
        return two(hour);
      case '3':
        return String(hour);
      case '04':
        return two(date.getUTCMinutes());
      case '4':
        return String(date.getUTCMinutes());
      case '05':
        return two(date.getUTCSeconds());
      case '5':
        return String(date.getUTCSeconds());
      case 'PM':
        return date.getUTCHours() < 12 ? 'AM' : 'PM';
      case 'MST':
        return 'UTC';
      case 'Z07:00':
        return 'Z';
      default:
        if (/^\.0+$/.test(part))
          return `.${nanos
            .toString()
            .padStart(9, '0')
            .slice(0, part.length - 1)}`;
        throw new Unknown('a form of a time');
    }
  });
}

const EXPECTS: Readonly<Record<string, string>> = {
  '2006': String.raw`(?<year>\d{4})`,
  '01': String.raw`(?<month>\d{2})`,
  '02': String.raw`(?<day>\d{2})`,
  '15': String.raw`(?<hour>\d{2})`,
  '04': String.raw`(?<minute>\d{2})`,
  '05': String.raw`(?<second>\d{2})`,
  'Z07:00': 'Z',
};

function parsed(it: Core, layout: string, text: string): Value {
  let pattern = '';
  let from = 0;
  for (const match of layout.matchAll(PARTS)) {
    const expects = Object.hasOwn(EXPECTS, match[0]) ? EXPECTS[match[0]] : undefined;
    if (expects === undefined) throw new Unknown('a form of a time');
    pattern += layout.slice(from, match.index).replace(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`) + expects;
    from = match.index + match[0].length;
  }
  pattern += layout.slice(from).replace(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`);
  const found = new RegExp(`^${pattern}$`).exec(text)?.groups;
  // The words of the error depend on where the text ends to fit.
  if (!found)
    return several(
      libraryStruct(it, 'time.Time'),
      errorOf(`parsing time ${JSON.stringify(text)} as ${JSON.stringify(layout)}`, [], '*time.ParseError'),
    );
  const part = (name: string, none: number): number => (found[name] === undefined ? none : Number(found[name]));
  const [month, day] = [part('month', 1), part('day', 1)];
  const most = new Date(Date.UTC(part('year', 0), month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > most || part('hour', 0) > 23 || part('minute', 0) > 59)
    throw new Unknown('a time that does not exist');
  return several(timeAt(it, nanosOf(part('year', 0), month, day, part('hour', 0), part('minute', 0), part('second', 0), 0n)), null);
}

const method = (name: string, run: (it: Core, of: Value, args: Value[]) => Value): [string, GoMethod] => [`time.Time.${name}`, run];
const spanMethod = (name: string, run: (it: Core, ns: bigint, args: Value[]) => Value): [string, GoMethod] => [
  `time.Duration.${name}`,
  (it, of, args) => run(it, BigInt(numberIn(of)), args),
];

function truncated(ns: bigint, by: bigint): bigint {
  return by <= 0n ? ns : ns - (ns % by);
}

export const TIME_METHODS: Readonly<Record<string, GoMethod>> = Object.fromEntries([
  method('Add', (it, of, [by]) => timeAt(it, momentOf(of) + BigInt(numberIn(by)))),
  method('Sub', (it, of, [other]) => span(it, momentOf(of) - momentOf(other))),
  method('AddDate', (it, of, [years, months, days]) => {
    const date = dateOf(of);
    const nanos = ((momentOf(of) % SECOND) + SECOND) % SECOND;
    return timeAt(
      it,
      nanosOf(
        date.getUTCFullYear() + countIn(years),
        date.getUTCMonth() + 1 + countIn(months),
        date.getUTCDate() + countIn(days),
        date.getUTCHours(),
        date.getUTCMinutes(),
        date.getUTCSeconds(),
        nanos,
      ),
    );
  }),
  method('Before', (_, of, [other]) => momentOf(of) < momentOf(other)),
  method('After', (_, of, [other]) => momentOf(of) > momentOf(other)),
  method('Equal', (_, of, [other]) => momentOf(of) === momentOf(other)),
  method('Compare', (_, of, [other]) => (momentOf(of) < momentOf(other) ? -1n : BigInt(momentOf(of) > momentOf(other)))),
  method('IsZero', (_, of) => momentOf(of) === FIRST),
  method('Unix', (_, of) => scalar(basicType('int64')!, floored(momentOf(of), SECOND))),
  method('UnixNano', (_, of) => scalar(basicType('int64')!, momentOf(of))),
  method('UnixMilli', (_, of) => scalar(basicType('int64')!, floored(momentOf(of), 1_000_000n))),
  method('Year', (_, of) => BigInt(dateOf(of).getUTCFullYear())),
  method('Month', (it, of) => scalar(worldOf(it).libraryType('time.Month'), BigInt(dateOf(of).getUTCMonth() + 1))),
  method('Day', (_, of) => BigInt(dateOf(of).getUTCDate())),
  method('Hour', (_, of) => BigInt(dateOf(of).getUTCHours())),
  method('Minute', (_, of) => BigInt(dateOf(of).getUTCMinutes())),
  method('Second', (_, of) => BigInt(dateOf(of).getUTCSeconds())),
  method('Nanosecond', (_, of) => ((momentOf(of) % SECOND) + SECOND) % SECOND),
  method('YearDay', (_, of) => BigInt(Math.floor((dateOf(of).getTime() - Date.UTC(dateOf(of).getUTCFullYear(), 0, 1)) / 86_400_000) + 1)),
  method('Weekday', (it, of) => scalar(worldOf(it).libraryType('time.Weekday'), BigInt(dateOf(of).getUTCDay()))),
  method('Date', (it, of) =>
    several(
      BigInt(dateOf(of).getUTCFullYear()),
      scalar(worldOf(it).libraryType('time.Month'), BigInt(dateOf(of).getUTCMonth() + 1)),
      BigInt(dateOf(of).getUTCDate()),
    ),
  ),
  method('Truncate', (it, of, [by]) => timeAt(it, FIRST + truncated(momentOf(of) - FIRST, BigInt(numberIn(by))))),
  method('Format', (_, of, [layout]) => formatted(of, textIn(layout))),
  method('UTC', (_, of) => of),
  method('In', (_, of) => of),
  method('String', (_, of) => {
    const nanos = ((momentOf(of) % SECOND) + SECOND) % SECOND;
    const rest = nanos === 0n ? '' : `.${withoutZeros(nanos.toString().padStart(9, '0'))}`;
    return `${formatted(of, '2006-01-02 15:04:05')}${rest} +0000 UTC`;
  }),
  spanMethod('Seconds', (_, ns) => Number(ns / SECOND) + Number(ns % SECOND) / 1e9),
  spanMethod('Minutes', (_, ns) => Number(ns / UNITS.Minute!) + Number(ns % UNITS.Minute!) / 60e9),
  spanMethod('Hours', (_, ns) => Number(ns / UNITS.Hour!) + Number(ns % UNITS.Hour!) / 3600e9),
  spanMethod('Milliseconds', (_, ns) => scalar(basicType('int64')!, ns / 1_000_000n)),
  spanMethod('Microseconds', (_, ns) => scalar(basicType('int64')!, ns / 1000n)),
  spanMethod('Nanoseconds', (_, ns) => scalar(basicType('int64')!, ns)),
  spanMethod('Truncate', (it, ns, [by]) => span(it, truncated(ns, BigInt(numberIn(by))))),
  spanMethod('Abs', (it, ns) => span(it, ns < 0n ? -ns : ns)),
  spanMethod('Round', (it, ns, [by]) => {
    const unit = BigInt(numberIn(by));
    if (unit <= 0n) return span(it, ns);
    const [size, sign] = [ns < 0n ? -ns : ns, ns < 0n ? -1n : 1n];
    const rest = size % unit;
    return span(it, sign * (rest + rest < unit ? size - rest : size + unit - rest));
  }),
  spanMethod('String', (_, ns) => spanText(ns)),
  ['time.Month.String', (_, of) => MONTHS[countIn(of) - 1] ?? unnamed()],
  ['time.Weekday.String', (_, of) => DAYS[countIn(of)] ?? unnamed()],
]);

function unnamed(): never {
  throw new Unknown('the name of a month or day');
}

function floored(a: bigint, b: bigint): bigint {
  const whole = a / b;
  return a % b < 0n ? whole - 1n : whole;
}

export const TIME: Readonly<Record<string, GoRow>> = {
  'time.Date': (it, [year, month, day, hour, minute, second, nano]) =>
    timeAt(
      it,
      nanosOf(countIn(year), countIn(month), countIn(day), countIn(hour), countIn(minute), countIn(second), BigInt(numberIn(nano))),
    ),
  'time.Unix': (it, [seconds, nano]) => timeAt(it, BigInt(numberIn(seconds)) * SECOND + BigInt(numberIn(nano))),
  'time.UnixMilli': (it, [ms]) => timeAt(it, BigInt(numberIn(ms)) * 1_000_000n),
  // Nothing is told of it but that it is there.
  'time.Now': (it) => libraryStruct(it, 'time.Time', { ns: 'now' }),
  'time.Sleep': () => null,
  'time.Since': () => {
    throw new Unknown('the time of now');
  },
  'time.Parse': (it, [layout, text]) => parsed(it, textIn(layout), textIn(text)),
  'time.ParseDuration': (it, [text]) => {
    const parts = [...textIn(text).matchAll(/(\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(ns|us|µs|ms|s|m|h)/g)];
    const sign = /^[-+]?/.exec(textIn(text))![0];
    const none = span(it, 0n);
    if (textIn(text) === '0') return several(none, null);
    if (parts.length === 0 || sign + parts.map(([all]) => all).join('') !== textIn(text)) {
      const why = /^[-+]?[\d.]+$/.test(textIn(text)) ? 'missing unit in' : 'invalid';
      return several(none, errorOf(`time: ${why} duration ${JSON.stringify(textIn(text))}`));
    }
    const units: Readonly<Record<string, bigint>> = {
      ns: 1n,
      us: 1000n,
      µs: 1000n,
      ms: 1_000_000n,
      s: SECOND,
      m: 60n * SECOND,
      h: 3600n * SECOND,
    };
    const size = parts.reduce((sum, [, count = '', unit = '']) => {
      const [whole = '', fraction = ''] = count.split('.');
      const scale = units[unit]!;
      return sum + BigInt(whole || 0) * scale + (fraction === '' ? 0n : (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length));
    }, 0n);
    return several(span(it, sign === '-' ? -size : size), null);
  },
};
