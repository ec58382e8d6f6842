import { spanText as netSpanText } from '../csharp/formats';
import { escapePattern } from '../../escapePattern';
import { counted, ProgramPattern } from '../values/limits';
import { clockText, ofJavaMoment, spanText } from '../java/moments';
import { ofPythonMoment, onPythonMoments, orderOfMoments, pythonMomentText } from '../python/moments';
import { DAY, DAYS, MONTHS, two, utcParts, weekday } from './calendar';
import { isNumber, List, Moment, nameOf, Obj, Thrown, Unknown, type Machine, type Value } from '../values/value';

function refuse(what: string): never {
  throw new Unknown(what);
}

function wrong(it: Machine): never {
  throw new Thrown(new Obj(undefined, new Map(), { python: 'ValueError', ruby: 'Date::Error' }[it.family] ?? 'DateTimeException'));
}

function num(value: Value): number {
  return isNumber(value) ? Number(value) : refuse('no number');
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value : refuse('no text');
}

function momentOf(value: Value): Moment {
  return value instanceof Moment ? value : refuse('no date');
}

/** The moment of a day, in ms, as if in UTC. @throws an error of the program where there is no such day */
function ofParts(it: Machine, [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0]: readonly number[]): number {
  const made = new Date(0);
  made.setUTCFullYear(year, month - 1, day);
  made.setUTCHours(hour, minute, second);
  if (made.getUTCMonth() !== month - 1 || made.getUTCDate() !== day || hour > 23 || minute > 59) return wrong(it);
  return made.getTime();
}

/** A day, a time or a span as its language writes it. */
export function shownMoment(it: Machine, of: Moment): string {
  if (it.family === 'python') return pythonMomentText(of);
  if (of.kind === 'clock') return clockText(of.ms);
  if (of.kind === 'month') return nameOf(ofJavaMoment(it, of, 'toString', []));
  if (of.kind === 'span') {
    if (it.family === 'java') return spanText(of.ms);
    if (it.family === 'csharp') return netSpanText(of.ms);
    return refuse('a span as a text');
  }
  const { year, month, day, hour, minute, second } = utcParts(of.ms);
  const date = `${two(year, 4)}-${two(month)}-${two(day)}`;
  if (of.kind === 'day') return date;
  if (it.family === 'javascript') return refuse('a date as a text');
  if (of.kind === 'instant') return new Date(of.ms).toISOString().replace('.000Z', 'Z');
  if (it.family === 'java') return `${date}T${two(hour)}:${two(minute)}${second ? `:${two(second)}` : ''}`;
  return refuse('a time as a text');
}

function written(of: Moment, format: string): string {
  const { year, month, day, hour, minute, second } = utcParts(of.ms);
  return format.replace(/%(-?)([a-zA-Z%])/g, (_, bare: string, sign: string) => {
    const plain = (value: number): string => (bare ? String(value) : two(value));
    switch (sign) {
      case 'Y':
        return two(year, 4);
      case 'y':
        return two(year % 100);
      case 'm':
        return plain(month);
      case 'd':
        return plain(day);
      case 'H':
        return plain(hour);
      case 'I':
        return plain(hour % 12 || 12);
      case 'M':
        return plain(minute);
      case 'S':
        return plain(second);
      case 'p':
        return hour < 12 ? 'AM' : 'PM';
      case 'A':
        return DAYS[weekday(of.ms)]!;
      case 'a':
        return DAYS[weekday(of.ms)]!.slice(0, 3);
      case 'B':
        return MONTHS[month - 1]!;
      case 'b':
        return MONTHS[month - 1]!.slice(0, 3);
      case 'F':
        return `${two(year, 4)}-${two(month)}-${two(day)}`;
      case 'T':
        return `${two(hour)}:${two(minute)}:${two(second)}`;
      case 'j':
        return two(Math.floor((of.ms - Date.UTC(year, 0, 1)) / DAY) + 1, 3);
      case '%':
        return '%';
      default:
        return refuse('a format of a date');
    }
  });
}

const READS: Readonly<Record<string, [part: number, pattern: string]>> = {
  Y: [0, '(\\d{4})'],
  m: [1, '(\\d{1,2})'],
  d: [2, '(\\d{1,2})'],
  H: [3, '(\\d{1,2})'],
  M: [4, '(\\d{1,2})'],
  S: [5, '(\\d{1,2})'],
};

function read(it: Machine, text: string, format: string): number {
  const places: number[] = [];
  const pattern = escapePattern(format)
    .replace(/%F/g, '%Y-%m-%d')
    .replace(/%T/g, '%H:%M:%S')
    .replace(/%([a-zA-Z])/g, (_, sign: string) => {
      const [place, own] = READS[sign] ?? refuse('a format of a date');
      places.push(place);
      return own;
    });
  const found = new ProgramPattern(`^${pattern}$`).exec(text);
  if (!found) return wrong(it);
  const parts: number[] = [1900, 1, 1, 0, 0, 0];
  places.forEach((place, at) => (parts[place] = Number(found[at + 1])));
  return ofParts(it, parts);
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?$/;

function fromIso(it: Machine, text: Value): number {
  if (typeof text !== 'string') return refuse('no text');
  const found = ISO.exec(text);
  if (!found) return /^\d{4}-\d{2}-\d{2}[T ]/.test(text) ? refuse('a time with a zone') : wrong(it);
  return ofParts(
    it,
    found.slice(1).map((each) => (each === undefined ? undefined! : Number(each))),
  );
}

type Row = (it: Machine, args: Value[], named: ReadonlyMap<string, Value>) => Value;

const given = (args: readonly Value[], named: ReadonlyMap<string, Value>, names: readonly string[]): number[] => [
  ...args.map(num),
  ...names.slice(args.length).map((name) => (named.has(name) ? num(named.get(name)) : undefined!)),
];
const day: Row = (it, args, named) => new Moment('day', ofParts(it, given(args, named, ['year', 'month', 'day'])));
const time: Row = (it, args, named) => {
  if (args.length > 6) return refuse('a time with a zone');
  return new Moment('time', ofParts(it, given(args, named, ['year', 'month', 'day', 'hour', 'minute', 'second'])));
};
const isoDay: Row = (it, [text]) => new Moment('day', fromIso(it, typeof text === 'string' ? text.slice(0, 10) : text));
const isoTime: Row = (it, [text]) => new Moment('time', fromIso(it, text));
/** A time of Ruby, which is one of the machine's place where nothing else is written. */
const rubyTime: Row = (it, [text]) => {
  const [, plain = '', zone] = /^(.*?)\s?(Z|UTC|[-+]00:?00)?$/.exec(textOf(text)) ?? [];
  return new Moment('time', fromIso(it, plain), false, zone !== undefined);
};

/** What makes days, times and spans, by name. */
export const MOMENTS: Readonly<Record<string, Row>> = {
  'calendar.monthrange': (_, [year, month]) => {
    const first = Date.UTC(num(year), num(month) - 1, 1);
    return new List([BigInt(weekday(first)), BigInt(new Date(Date.UTC(num(year), num(month), 0)).getUTCDate())], 'tuple');
  },
  'calendar.isleap': (_, [year]) => new Date(Date.UTC(num(year), 1, 29)).getUTCMonth() === 1,
  'LocalDate.of': day,
  'LocalDate.parse': isoDay,
  'LocalDateTime.of': time,
  'LocalDateTime.parse': isoTime,
  'ruby new Date': day,
  'ruby Date.new': day,
  'ruby Date.parse': isoDay,
  'Date.iso8601': isoDay,
  'ruby Date.strptime': (it, [text, format]) => new Moment('day', read(it, textOf(text), textOf(format))),
  'ruby Date.valid_date?': (_, [year, month, date]) => {
    const made = new Date(Date.UTC(num(year), num(month) - 1, num(date)));
    return made.getUTCMonth() === num(month) - 1 && made.getUTCDate() === num(date);
  },
  'ruby new Time': time,
  ...Object.fromEntries(
    ['local', 'mktime', 'utc', 'gm'].map((name): [string, Row] => [
      `ruby Time.${name}`,
      (it, args, named) => new Moment('time', (time(it, args, named) as Moment).ms, false, /^(?:utc|gm)$/.test(name)),
    ]),
  ),
  'ruby Time.parse': rubyTime,
  'ruby Time.iso8601': rubyTime,
  'ruby DateTime.parse': isoTime,
  'ruby DateTime.new': time,
  'ruby new DateTime': time,
  'ruby Time.strptime': (it, [text, format]) => new Moment('time', read(it, textOf(text), textOf(format))),
  'new DateOnly': day,
  'new DateTime': time,
};

/** A month later or earlier; the day is at most the last of its month. */
function inMonths(of: Moment, months: number): Moment {
  const { year, month, day: date } = utcParts(of.ms);
  const at = year * 12 + month - 1 + months;
  const last = new Date(Date.UTC(Math.floor(at / 12), (at % 12) + 1, 0)).getUTCDate();
  const first = Date.UTC(Math.floor(at / 12), at % 12, 1);
  return new Moment(of.kind, first + (Math.min(date, last) - 1) * DAY + (of.ms % DAY));
}

const LATER: Readonly<Record<string, number>> = { days: DAY, weeks: 7 * DAY, hours: 3_600_000, minutes: 60_000, seconds: 1000 };

/** A part or a method of a day or a time. @param args none where it is read */
export function ofMoment(
  it: Machine,
  of: Moment,
  name: string,
  args: readonly Value[] | undefined,
  named: ReadonlyMap<string, Value>,
): Value {
  if (it.family === 'python') return ofPythonMoment(it, of, name, args, named);
  const own = it.family === 'java' && args ? ofJavaMoment(it, of, name, args) : undefined;
  if (own !== undefined) return own;
  const whole = (value: number): Value => BigInt(value);
  const parts = utcParts(of.ms);
  if (of.kind === 'span') {
    const days = Math.floor(of.ms / DAY);
    if (name === 'days') return whole(days);
    if (name === 'seconds') return whole(Math.floor((of.ms - days * DAY) / 1000));
    if (name === 'total_seconds') return of.ms / 1000;
    if (/^to_[ir]$/.test(name)) return whole(Math.trunc(of.ms / DAY));
    return refuse(`${name} of a span`);
  }
  const plain = name
    .replace(/^get(?=[A-Z])/, '')
    .replace(/Value$/, '')
    .toLowerCase();
  const part = {
    year: parts.year,
    month: parts.month,
    mon: parts.month,
    monthvalue: parts.month,
    day: parts.day,
    mday: parts.day,
    dayofmonth: parts.day,
    hour: parts.hour,
    minute: parts.minute,
    second: parts.second,
    ...(it.family === 'ruby' && { min: parts.minute, sec: parts.second }),
  }[plain];
  if (part !== undefined && !(it.family === 'java' && name === 'getMonth')) return whole(part);
  const [, sign, unit] = /^(plus|minus|add|Add)(Days|Weeks|Months|Years|Hours|Minutes|Seconds)$/.exec(name) ?? [];
  if (unit !== undefined && args) {
    const size = num(args[0]) * (sign === 'minus' ? -1 : 1);
    if (/Months|Years/.test(unit)) return inMonths(of, unit === 'Years' ? size * 12 : size);
    return new Moment(of.kind, of.ms + size * LATER[unit.toLowerCase()]!);
  }
  switch (name) {
    case 'weekday':
      return whole(weekday(of.ms));
    case 'isoweekday':
    case 'cwday':
      return whole(weekday(of.ms) + 1);
    case 'wday':
      return whole(new Date(of.ms).getUTCDay());
    case 'yday':
    case 'getDayOfYear':
      return whole(Math.floor((of.ms - Date.UTC(parts.year, 0, 1)) / DAY) + 1);
    case 'isoformat':
    case 'to_s':
    case 'iso8601':
    case 'toString':
      return of.kind === 'day' ? shownMoment(it, of) : shownMoment(it, of).replace(' ', 'T');
    case 'strftime':
      return written(of, textOf(args?.[0]));
    case 'date':
    case 'toLocalDate':
      return new Moment('day', Math.floor(of.ms / DAY) * DAY);
    case 'replace':
      return new Moment(
        of.kind,
        ofParts(
          it,
          (['year', 'month', 'day', 'hour', 'minute', 'second'] as const).map((each, at) =>
            Number(named.get(each) ?? args?.[at] ?? parts[each]),
          ),
        ),
      );
    case 'next_day':
      return new Moment(of.kind, of.ms + Number(args?.[0] ?? 1) * DAY);
    case 'next':
    case 'succ':
      return new Moment(of.kind, of.ms + DAY);
    case 'next_month':
    case 'prev_month':
    case '>>':
    case '<<':
      return inMonths(of, Number(args?.[0] ?? 1) * (/^(?:next|>)/.test(name) ? 1 : -1));
    case 'next_year':
    case 'prev_year':
      return inMonths(of, Number(args?.[0] ?? 1) * (name === 'next_year' ? 12 : -12));
    case 'to_date':
      return new Moment('day', Math.floor(of.ms / DAY) * DAY);
    case 'to_time':
      return new Moment('time', of.ms);
    case 'between?':
    case 'clamp': {
      const [low, high] = [momentOf(args?.[0]), momentOf(args?.[1])];
      if (name === 'between?') return of.ms >= low.ms && of.ms <= high.ms;
      return of.ms < low.ms ? low : of.ms > high.ms ? high : of;
    }
    case 'cweek':
    case 'isocalendar':
    case 'cwyear': {
      const thursday = of.ms + (3 - weekday(of.ms)) * DAY;
      const year = new Date(thursday).getUTCFullYear();
      const week = Math.floor((thursday - Date.UTC(year, 0, 1)) / DAY / 7) + 1;
      if (name !== 'isocalendar') return whole(name === 'cweek' ? week : year);
      return new List([whole(year), whole(week), whole(weekday(of.ms) + 1)], 'tuple');
    }
    case 'step':
    case 'upto':
    case 'downto': {
      const last = momentOf(args?.[0]);
      const by = name === 'step' ? num(args?.[1] ?? 1n) : name === 'upto' ? 1 : -1;
      const all = Array.from(
        { length: counted(Math.max(0, Math.floor((last.ms - of.ms) / DAY / by) + 1)) },
        (_, at) => new Moment(of.kind, of.ms + at * by * DAY),
      );
      const fn = args?.at(-1);
      if (fn instanceof Moment || isNumber(fn)) return new List(all);
      for (const each of all) it.call(fn, [each]);
      return of;
    }
    case '==':
    case '===':
    case 'eql?':
      return args?.[0] instanceof Moment && args[0].kind === of.kind && args[0].ms === of.ms;
    case '<=>':
      return whole(Math.sign(of.ms - momentOf(args?.[0]).ms));
    case 'is_a?':
    case 'kind_of?':
      return it.kindOf(of, args?.[0]);
    case 'nil?':
      return false;
    case 'timestamp':
    case 'time':
      return refuse(`${name} of a date`);
    case 'hash':
      return new List([of], 'tuple');
    case 'prev_day':
      return new Moment(of.kind, of.ms - Number(args?.[0] ?? 1) * DAY);
    case 'isBefore':
      return of.ms < momentOf(args?.[0]).ms;
    case 'isAfter':
      return of.ms > momentOf(args?.[0]).ms;
    case 'isEqual':
    case 'equals':
      return of.ms === momentOf(args?.[0]).ms;
    case 'compareTo':
      return whole(Math.sign(of.ms - momentOf(args?.[0]).ms));
    case 'lengthOfMonth':
      return whole(new Date(Date.UTC(parts.year, parts.month, 0)).getUTCDate());
    case 'saturday?':
    case 'sunday?':
    case 'monday?':
    case 'tuesday?':
    case 'wednesday?':
    case 'thursday?':
    case 'friday?':
      return `${DAYS[weekday(of.ms)]!.toLowerCase()}?` === name;
    case 'leap?':
    case 'isLeapYear':
      return new Date(Date.UTC(parts.year, 1, 29)).getUTCMonth() === 1;
    case 'withDayOfMonth':
      return new Moment(of.kind, ofParts(it, [parts.year, parts.month, num(args?.[0]), parts.hour, parts.minute, parts.second]));
    case 'atStartOfDay':
      return new Moment('time', of.ms);
    default:
      return refuse(`${name} of a date`);
  }
}

/** An operator between a day, a time or a span and another value. */
export function onMoments(it: Machine, operator: string, a: Value, b: Value): Value {
  if (it.family === 'python') return onPythonMoments(operator, a, b);
  if (a instanceof Moment && b instanceof Moment) {
    if (a.kind === 'span' && b.kind === 'span') {
      if (/^[-+]$/.test(operator)) return new Moment('span', operator === '+' ? a.ms + b.ms : a.ms - b.ms);
      if (operator === '//') return BigInt(Math.floor(a.ms / b.ms));
      return operator === '/' ? a.ms / b.ms : refuse('a calculation with spans');
    }
    if (b.kind === 'span' && /^[-+]$/.test(operator)) {
      const by = a.kind === 'day' ? Math.floor(b.ms / DAY) * DAY : b.ms;
      return new Moment(a.kind, operator === '+' ? a.ms + by : a.ms - by);
    }
    if (a.kind === 'span' && operator === '+') return onMoments(it, '+', b, a);
    if (operator === '-' && a.kind === b.kind && a.isUtc === b.isUtc)
      return it.family === 'ruby' && a.kind === 'time' ? (a.ms - b.ms) / 1000 : new Moment('span', a.ms - b.ms);
    return refuse('a calculation with dates');
  }
  if (a instanceof Moment && isNumber(b)) {
    if (a.kind === 'time' && it.family === 'ruby' && /^[-+]$/.test(operator))
      return new Moment('time', a.ms + (operator === '+' ? 1 : -1) * Number(b) * 1000, false, a.isUtc);
    if (a.kind === 'span' && /^[*/]$/.test(operator)) return new Moment('span', operator === '*' ? a.ms * Number(b) : a.ms / Number(b));
    if (a.kind === 'day' && it.family === 'ruby' && /^[-+]$/.test(operator))
      return new Moment('day', a.ms + (operator === '+' ? 1 : -1) * Number(b) * DAY);
    if (a.kind === 'day' && it.family === 'ruby' && operator === '>>') return inMonths(a, Number(b));
    if (a.kind === 'day' && it.family === 'ruby' && operator === '<<') return inMonths(a, -Number(b));
  }
  if (b instanceof Moment && b.kind === 'span' && isNumber(a) && operator === '*') return new Moment('span', b.ms * Number(a));
  return refuse('a calculation with dates');
}

/** The order of two moments of one kind. */
export function comparedMoments(it: Machine, a: Moment, b: Moment): number {
  if (it.family === 'python') return orderOfMoments(a, b);
  return a.kind === b.kind && a.isUtc === b.isUtc ? Math.sign(a.ms - b.ms) : refuse('an order of dates');
}
