import { fail } from '../library/errors';
import { named, num, refuse, text, type Row } from '../library/parts';
import { Foreign, Moment, Obj, type Machine, type Value } from '../values/value';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const constants = (names: string): readonly Obj[] =>
  names.split(' ').map((name, ordinal) => {
    const made = new Obj(undefined, new Map(), 'constant');
    made.constant = { name, ordinal };
    return made;
  });

const WEEK = constants('MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY');
const YEAR = constants('JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER');
const UNITS = constants('SECONDS MINUTES HOURS DAYS WEEKS MONTHS YEARS');
const UNIT_MS: Readonly<Record<string, number>> = { SECONDS: SECOND, MINUTES: MINUTE, HOURS: HOUR, DAYS: DAY, WEEKS: 7 * DAY };

/** Times and spans that have a name. */
const NAMED: Readonly<Record<string, () => Moment>> = {
  'Duration.ZERO': () => new Moment('span', 0),
  'Instant.EPOCH': () => new Moment('instant', 0),
  'LocalDate.EPOCH': () => new Moment('day', 0),
  'LocalTime.MIDNIGHT': () => new Moment('clock', 0),
  'LocalTime.NOON': () => new Moment('clock', 12 * HOUR),
};

/** A constant of Java's library, by its name. */
export function libraryConstant(name: string): Value | undefined {
  if (Object.hasOwn(NAMED, name)) return NAMED[name]!();
  const [type, own] = name.split('.');
  const all = { DayOfWeek: WEEK, Month: YEAR, ChronoUnit: UNITS, TimeUnit: UNITS }[type ?? ''];
  return all?.find(({ constant }) => constant!.name === own);
}

/** Methods of such a constant. */
export const CONSTANT = named<Obj>({
  'name tostring': (_, of) => of.constant!.name,
  ordinal: (_, of) => BigInt(of.constant!.ordinal),
  getvalue: (_, of) => BigInt(of.constant!.ordinal + 1),
  compareto: (_, of, [other]) => BigInt(of.constant!.ordinal - (other as Obj).constant!.ordinal),
  'plus minus': (_, of, [by], __, name) => {
    const all = WEEK.includes(of) ? WEEK : YEAR.includes(of) ? YEAR : refuse('a constant');
    const at = of.constant!.ordinal + num(by) * (name === 'plus' ? 1 : -1);
    return all[((at % all.length) + all.length) % all.length]!;
  },
  between: (_, of, [a, b]) => BigInt(betweenUnits(of.constant!.name, a, b)),
  length: (_, of, [leap]) => BigInt([31, leap === true ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][of.constant!.ordinal]!),
  getdisplayname: (_, of, [style]) => {
    const name = of.constant!.name;
    const full = name.slice(0, 1) + name.slice(1).toLowerCase();
    const written = style !== null && typeof style === 'object' && 'name' in style ? String(style.name) : '';
    return /SHORT/.test(written) ? full.slice(0, 3) : /FULL/.test(written) ? full : refuse('a style');
  },
});

function betweenUnits(unit: string, a: Value, b: Value): number {
  if (!(a instanceof Moment && b instanceof Moment)) return refuse('a date');
  const ms = UNIT_MS[unit];
  if (ms !== undefined) return Math.trunc((b.ms - a.ms) / ms);
  const months = monthsBetween(a, b);
  return unit === 'YEARS' ? Math.trunc(months / 12) : months;
}

/** Whole months from one day to another. */
function monthsBetween(a: Moment, b: Moment): number {
  const packed = ({ ms }: Moment): number => {
    const at = new Date(ms);
    return (at.getUTCFullYear() * 12 + at.getUTCMonth()) * 32 + at.getUTCDate();
  };
  const clock = (of: Moment): number => of.ms - Math.floor(of.ms / DAY) * DAY;
  const over = a.ms <= b.ms ? clock(b) < clock(a) : clock(b) > clock(a);
  return Math.trunc((packed(b) - packed(a) - (over ? Math.sign(b.ms - a.ms) : 0)) / 32);
}

const two = (value: number, size = 2): string => String(value).padStart(size, '0');

/** A time of a day as Java writes it. */
export function clockText(ms: number): string {
  const [hour, minute, second, rest] = [Math.floor(ms / HOUR), Math.floor(ms / MINUTE) % 60, Math.floor(ms / SECOND) % 60, ms % SECOND];
  if (rest !== 0) return refuse('parts of a second');
  return `${two(hour)}:${two(minute)}${second ? `:${two(second)}` : ''}`;
}

/** A span as Java writes it: `PT1H30M`. */
export function spanText(ms: number): string {
  if (ms < 0 || ms % SECOND !== 0) return refuse('a span as a text');
  const [hours, minutes, seconds] = [Math.floor(ms / HOUR), Math.floor(ms / MINUTE) % 60, Math.floor(ms / SECOND) % 60];
  const said = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds ? `${seconds}S` : ''}`;
  return `PT${said || '0S'}`;
}

const clockOf = (hour: number, minute: number, second = 0): Moment => {
  if (!(hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60)) return fail('DateTimeException');
  return new Moment('clock', hour * HOUR + minute * MINUTE + second * SECOND);
};

const span =
  (unit: number): Row =>
  (_, [size]) =>
    new Moment('span', num(size) * unit);

/** The year that a week belongs to: in Britain and by ISO the one of its Thursday, in the USA the one of its Saturday. */
function weekYear(at: Date, place: string): number {
  if (!/^Locale\.(?:UK|GERMANY|FRANCE|ITALY|US|ROOT|ENGLISH)$/.test(place)) return refuse('the weeks of a place');
  const isIso = /^Locale\.(?:UK|GERMANY|FRANCE|ITALY)$/.test(place);
  const within = isIso ? 3 - ((at.getUTCDay() + 6) % 7) : 6 - at.getUTCDay();
  return new Date(at.getTime() + within * DAY).getUTCFullYear();
}

const named12 = (name: Obj): string => name.constant!.name[0]! + name.constant!.name.slice(1).toLowerCase();
const monthName = (at: Date): string => named12(YEAR[at.getUTCMonth()]!);
const dayName = (at: Date): string => named12(weekdayOf(new Moment('day', at.getTime())));
/** September is `Sept` in Britain, and `Sep` elsewhere. */
const shortMonth = (at: Date, place: string): string =>
  at.getUTCMonth() === 8 && /default|UK/.test(place) ? refuse('a short month') : monthName(at).slice(0, 3);
const hourOf12 = (at: Date): number => at.getUTCHours() % 12 || 12;

/** What no text is read by. */
const ONLY_WRITTEN = '';

const SIGNS: Readonly<Record<string, readonly [pattern: string, part: (at: Date, place: string) => string]>> = {
  yyyy: ['(?<y>\\d{4})', (at) => two(at.getUTCFullYear(), 4)],
  uuuu: ['(?<y>\\d{4})', (at) => two(at.getUTCFullYear(), 4)],
  yy: [ONLY_WRITTEN, (at) => two(at.getUTCFullYear() % 100)],
  YYYY: [ONLY_WRITTEN, (at, place) => two(weekYear(at, place), 4)],
  MMMM: [ONLY_WRITTEN, monthName],
  MMM: [ONLY_WRITTEN, (at, place) => shortMonth(at, place)],
  EEEE: [ONLY_WRITTEN, dayName],
  EEE: [ONLY_WRITTEN, (at) => dayName(at).slice(0, 3)],
  E: [ONLY_WRITTEN, (at) => dayName(at).slice(0, 3)],
  hh: [ONLY_WRITTEN, (at) => two(hourOf12(at))],
  h: [ONLY_WRITTEN, (at) => String(hourOf12(at))],
  SSS: [ONLY_WRITTEN, (at) => two(at.getUTCMilliseconds(), 3)],
  MM: ['(?<M>\\d{2})', (at) => two(at.getUTCMonth() + 1)],
  M: ['(?<M>\\d{1,2})', (at) => String(at.getUTCMonth() + 1)],
  dd: ['(?<d>\\d{2})', (at) => two(at.getUTCDate())],
  d: ['(?<d>\\d{1,2})', (at) => String(at.getUTCDate())],
  HH: ['(?<H>\\d{2})', (at) => two(at.getUTCHours())],
  H: ['(?<H>\\d{1,2})', (at) => String(at.getUTCHours())],
  mm: ['(?<m>\\d{2})', (at) => two(at.getUTCMinutes())],
  ss: ['(?<s>\\d{2})', (at) => two(at.getUTCSeconds())],
};

const isoDay = 'yyyy-MM-dd';
const FORMATS: Readonly<Record<string, string>> = {
  'DateTimeFormatter.ISO_LOCAL_DATE': isoDay,
  'DateTimeFormatter.ISO_DATE': isoDay,
  'DateTimeFormatter.ISO_LOCAL_DATE_TIME': `${isoDay}'T'HH:mm:ss`,
};

const dateFormat = (pattern: Value, place: Value): Obj =>
  new Obj(
    undefined,
    new Map([
      ['pattern', pattern],
      ['place', place],
    ]),
    'dateformat',
  );

/** A day or a time as a format writes it; names of months and days are English. */
function formatted(at: Date, format: Value): string {
  const place = format instanceof Obj ? format.fields.get('place') : undefined;
  const named = place instanceof Foreign ? place.name : 'default';
  const isEnglish = /^(?:default|Locale\.(?:UK|US|ENGLISH|ROOT))$/.test(named);
  return parted(
    formatOf(format),
    (letters) =>
      (isEnglish || !/^[ME]{3,4}$|^E$/.test(letters) ? SIGNS[letters]?.[1](at, named) : undefined) ?? refuse('a format of a date'),
    (plain) => plain,
  );
}

/** Methods of a format of dates. */
export const DATE_FORMAT = named<Obj>({
  format: (_, of, [at]) =>
    at instanceof Moment && /^(?:day|time|month|clock)$/.test(at.kind) ? formatted(new Date(at.ms), of) : refuse('a time'),
  withlocale: (_, of, [place]) => dateFormat(of.fields.get('pattern'), place),
});

const formatOf = (format: Value): string => {
  if (format instanceof Obj && format.type === 'dateformat') return text(format.fields.get('pattern'));
  return format !== null && typeof format === 'object' && 'name' in format
    ? (FORMATS[String(format.name)] ?? refuse('a format'))
    : refuse('a format');
};

function parted(pattern: string, sign: (letters: string) => string, plain: (text: string) => string): string {
  return pattern.replace(/'([^']*)'|([a-zA-Z])\2*|[^a-zA-Z']+/g, (all, quoted: string | undefined, letter: string | undefined) =>
    quoted !== undefined ? plain(quoted) : letter === undefined ? plain(all) : sign(all),
  );
}

function withFormat(kind: Moment['kind'], format: string, written: string): Moment {
  const pattern = parted(
    format,
    (letters) => SIGNS[letters]?.[0] || refuse('a format of a date'),
    (plain) => plain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  const found = new RegExp(`^${pattern}$`).exec(written)?.groups;
  if (!found) return fail('DateTimeParseException');
  const part = (name: string, otherwise: number): number => Number(found[name] ?? otherwise);
  const at = Date.UTC(part('y', 1970), part('M', 1) - 1, part('d', 1), part('H', 0), part('m', 0), part('s', 0));
  if (new Date(at).getUTCMonth() !== part('M', 1) - 1 || part('H', 0) > 23) return fail('DateTimeParseException');
  return new Moment(kind, kind === 'clock' ? at - Math.floor(at / DAY) * DAY : at);
}

const parsing =
  (kind: Moment['kind'], standard: string): Row =>
  (it, [written, format]) =>
    withFormat(
      kind,
      format === undefined ? (kind !== 'day' && /:\d\d:\d\d$/.test(text(written)) ? `${standard}:ss` : standard) : formatOf(format),
      text(written) || it.shown(''),
    );

/** What makes days, times and spans of Java. */
export const JAVA_MOMENTS: Readonly<Record<string, Row>> = {
  'java LocalDate.of': (_, [year, month, day]) => {
    const at = Date.UTC(num(year), monthOf(month) - 1, num(day));
    if (new Date(at).getUTCMonth() !== monthOf(month) - 1 || num(day) < 1) return fail('DateTimeException');
    return new Moment('day', at);
  },
  'java LocalDate.parse': parsing('day', isoDay),
  'java LocalDateTime.parse': parsing('time', `${isoDay}'T'HH:mm`),
  'LocalDate.ofEpochDay': (_, [day]) => new Moment('day', num(day) * DAY),
  'LocalDate.ofYearDay': (_, [year, day]) => new Moment('day', Date.UTC(num(year), 0, num(day))),
  'java LocalDateTime.of': (it, args) => {
    const [day, clock] = args;
    if (day instanceof Moment && clock instanceof Moment) return new Moment('time', day.ms + clock.ms);
    const date = JAVA_MOMENTS['java LocalDate.of']!(it, args.slice(0, 3), new Map()) as Moment;
    return new Moment('time', date.ms + clockOf(num(args[3]), num(args[4]), args[5] === undefined ? 0 : num(args[5])).ms);
  },
  'LocalTime.of': (_, [hour, minute, second]) => clockOf(num(hour), num(minute), second === undefined ? 0 : num(second)),
  'LocalTime.parse': parsing('clock', 'HH:mm'),
  'LocalTime.ofSecondOfDay': (_, [seconds]) => new Moment('clock', num(seconds) * SECOND),
  'Instant.ofEpochSecond': (_, [seconds]) => new Moment('instant', num(seconds) * SECOND),
  'Instant.ofEpochMilli': (_, [ms]) => new Moment('instant', num(ms)),
  'Instant.parse': (_, [written]) => {
    const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(\.\d{1,3})?Z$/.exec(text(written));
    return found ? new Moment('instant', Date.parse(found[0])) : refuse('an instant');
  },
  'LocalDateTime.ofInstant': (_, [of, zone]) => (of instanceof Moment && isUtc(zone) ? new Moment('time', of.ms) : refuse('a zone')),
  'LocalDateTime.ofEpochSecond': (_, [seconds, nanos, zone]) =>
    num(nanos) === 0 && isUtc(zone) ? new Moment('time', num(seconds) * SECOND) : refuse('a zone'),
  'Duration.ofMillis': span(1),
  'Duration.ofSeconds': span(SECOND),
  'Duration.ofMinutes': span(MINUTE),
  'Duration.ofHours': span(HOUR),
  'Duration.ofDays': span(DAY),
  'Duration.between': (_, [a, b]) => (a instanceof Moment && b instanceof Moment ? new Moment('span', b.ms - a.ms) : refuse('a time')),
  'DateTimeFormatter.ofPattern': (_, [pattern, place]) => dateFormat(pattern, place),
  'Year.isLeap': (_, [year]) => new Date(Date.UTC(num(year), 1, 29)).getUTCMonth() === 1,
  'DayOfWeek.of': (_, [at]) => WEEK[num(at) - 1] ?? fail('DateTimeException'),
  'Month.of': (_, [at]) => YEAR[num(at) - 1] ?? fail('DateTimeException'),
  'DayOfWeek.from': (_, [at]) => weekdayOf(at),
  'YearMonth.of': (_, [year, month]) => new Moment('month', Date.UTC(num(year), monthOf(month) - 1, 1)),
  'YearMonth.from': (_, [day]) => (day instanceof Moment ? new Moment('month', firstOf(day.ms)) : refuse('a day')),
  'YearMonth.parse': (_, [written]) => new Moment('month', withFormat('day', 'yyyy-MM', text(written)).ms),
  'Period.between': (_, [a, b]) => {
    if (!(a instanceof Moment && b instanceof Moment) || a.ms > b.ms) return refuse('a period');
    const months = monthsBetween(a, b);
    const from = new Date(a.ms);
    const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate();
    const at = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, Math.min(from.getUTCDate(), last));
    return periodOf(Math.trunc(months / 12), months % 12, Math.round((b.ms - at) / DAY));
  },
  'Period.ofDays': (_, [days]) => periodOf(0, 0, num(days)),
  'Period.ofMonths': (_, [months]) => periodOf(0, num(months), 0),
};

function periodOf(years: number, months: number, days: number): Obj {
  const fields: [string, number][] = [
    ['years', years],
    ['months', months],
    ['days', days],
  ];
  return new Obj(undefined, new Map<string, Value>(fields.map(([name, value]) => [name, BigInt(value)])), 'period', true);
}

/** Methods of a period. */
export const PERIOD = named<Obj>({
  'getyears getmonths getdays': (_, of, __, ___, name) => of.fields.get(name.slice(3))!,
  tototalmonths: (_, of) => (of.fields.get('years') as bigint) * 12n + (of.fields.get('months') as bigint),
});

const isUtc = (zone: Value): boolean => zone instanceof Foreign && zone.name === 'ZoneOffset.UTC';
const firstOf = (ms: number): number => Date.UTC(new Date(ms).getUTCFullYear(), new Date(ms).getUTCMonth(), 1);
const monthOf = (value: Value): number => (value instanceof Obj && value.constant ? value.constant.ordinal + 1 : num(value));
const weekdayOf = (value: Value): Obj => (value instanceof Moment ? WEEK[(new Date(value.ms).getUTCDay() + 6) % 7]! : refuse('a day'));

/** A method of a day, a time or a span that only Java has; undefined for others. */
export function ofJavaMoment(it: Machine, of: Moment, name: string, args: readonly Value[]): Value | undefined {
  const [first] = args;
  const at = new Date(of.ms);
  if (of.kind === 'span') return ofSpan(of, name, args);
  const [, sign, unit] = /^(plus|minus)(Seconds|Minutes|Hours|Days|Weeks)$/.exec(name) ?? [];
  if (of.kind === 'clock') {
    if (unit !== undefined) {
      const ms = of.ms + num(first) * UNIT_MS[unit.toUpperCase()]! * (sign === 'minus' ? -1 : 1);
      return new Moment('clock', ((ms % DAY) + DAY) % DAY);
    }
    if (name === 'toSecondOfDay') return BigInt(of.ms / SECOND);
    if (name === 'toString') return clockText(of.ms);
  }
  if (of.kind === 'month') {
    const moved = (by: number): Moment => new Moment('month', Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + by, 1));
    if (/^(?:plus|minus)Months$/.test(name)) return moved(num(first) * (name.startsWith('plus') ? 1 : -1));
    if (/^(?:plus|minus)Years$/.test(name)) return moved(12 * num(first) * (name.startsWith('plus') ? 1 : -1));
    if (name === 'atDay') return new Moment('day', of.ms + (num(first) - 1) * DAY);
    if (name === 'atEndOfMonth') return new Moment('day', Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0));
    if (name === 'toString') return `${two(at.getUTCFullYear(), 4)}-${two(at.getUTCMonth() + 1)}`;
  }
  switch (name) {
    case 'getDayOfWeek':
      return weekdayOf(of);
    case 'getMonth':
      return YEAR[at.getUTCMonth()]!;
    case 'format':
      return formatted(at, first);
    case 'plus':
    case 'minus': {
      const by = name === 'plus' ? 1 : -1;
      if (first instanceof Moment) return new Moment(of.kind, of.ms + by * first.ms);
      const moving = args[1] instanceof Obj ? args[1].constant?.name : undefined;
      if (moving !== undefined) return it.send(of, `${name}${moving[0]}${moving.slice(1).toLowerCase()}`, [first]);
      if (first instanceof Obj && first.type === 'period')
        return (['years', 'months', 'days'] as const).reduce<Value>(
          (value, each) => it.send(value, `${name}${each[0]!.toUpperCase()}${each.slice(1)}`, [first.fields.get(each)]),
          of,
        );
      return refuse(name);
    }
    case 'until':
      return args[1] instanceof Obj
        ? BigInt(betweenUnits(args[1].constant!.name, of, first))
        : JAVA_MOMENTS['Period.between']!(it, [of, first], new Map());
    case 'atTime':
      return new Moment('time', of.ms + (first instanceof Moment ? first.ms : clockOf(num(first), num(args[1])).ms));
    case 'toLocalTime':
      return new Moment('clock', of.ms - Math.floor(of.ms / DAY) * DAY);
    case 'toInstant':
      return isUtc(first) ? new Moment('instant', of.ms) : refuse('a zone');
    case 'toEpochSecond':
      return isUtc(first) ? BigInt(Math.floor(of.ms / SECOND)) : refuse('a zone');
    case 'toEpochDay':
      return BigInt(Math.floor(of.ms / DAY));
    case 'toEpochMilli':
      return BigInt(of.ms);
    case 'getEpochSecond':
      return BigInt(Math.floor(of.ms / SECOND));
    case 'lengthOfYear':
      return new Date(Date.UTC(at.getUTCFullYear(), 1, 29)).getUTCMonth() === 1 ? 366n : 365n;
    case 'withMonth':
      return refuse('another month');
    case 'datesUntil':
      return refuse('days');
    case 'hashCode':
      return refuse('a hash');
    default:
      return undefined;
  }
}

function ofSpan(of: Moment, name: string, [first]: readonly Value[]): Value | undefined {
  const [, unit] = /^to(Seconds|Minutes|Hours|Days)$/.exec(name) ?? /^get(Seconds)$/.exec(name) ?? [];
  if (unit !== undefined) return BigInt(Math.floor(of.ms / UNIT_MS[unit.toUpperCase()]!));
  if (name === 'toMillis') return BigInt(of.ms);
  const [, sign, kind] = /^(plus|minus)(Millis|Seconds|Minutes|Hours|Days)?$/.exec(name) ?? [];
  if (sign !== undefined) {
    const by = first instanceof Moment ? first.ms : num(first) * (kind === 'Millis' ? 1 : UNIT_MS[kind!.toUpperCase()]!);
    return new Moment('span', of.ms + (sign === 'plus' ? by : -by));
  }
  const [, part] = /^to(Hours|Minutes|Seconds)Part$/.exec(name) ?? [];
  if (part !== undefined) return BigInt(Math.floor(of.ms / UNIT_MS[part.toUpperCase()]!) % (part === 'Hours' ? 24 : 60));
  switch (name) {
    case 'multipliedBy':
      return new Moment('span', of.ms * num(first));
    case 'dividedBy':
      return new Moment('span', Math.trunc(of.ms / num(first)));
    case 'isZero':
      return of.ms === 0;
    case 'isNegative':
      return of.ms < 0;
    case 'negated':
      return new Moment('span', -of.ms);
    case 'compareTo':
      return first instanceof Moment ? BigInt(Math.sign(of.ms - first.ms)) : refuse('an order');
    case 'equals':
      return first instanceof Moment && first.kind === 'span' && first.ms === of.ms;
    case 'toString':
      return spanText(of.ms);
    default:
      return undefined;
  }
}
