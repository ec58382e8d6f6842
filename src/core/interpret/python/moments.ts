import { escapePattern } from '../../escapePattern';
import { DAY, DAYS, MONTHS, two, utcParts, weekday } from '../library/calendar';
import { fail } from '../library/errors';
import { num, type Row, text } from '../library/parts';
import { ProgramPattern } from '../values/limits';
import { Foreign, isNumber, List, Moment, Native, Obj, Unknown, type Machine, type Value, type Zone } from '../values/value';

// A time is its clock's, in ms; where it has a zone, that says how far the clock is ahead. Microseconds are thousandths that are rounded.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'] as const;
type Part = (typeof PARTS)[number];

const micros = (ms: number): number => Math.round(ms * 1000);

function unknown(what: string): never {
  throw new Unknown(what);
}

function partsOf(ms: number): Record<Part, number> {
  const second = Math.floor(ms / SECOND);
  const behind = Math.round((ms - second * SECOND) * 1000);
  return { ...utcParts((second + (behind === 1e6 ? 1 : 0)) * SECOND), microsecond: behind % 1e6 };
}

/** @throws an error of the program where there is no such time */
function ofParts({ year, month, day, hour, minute, second, microsecond }: Record<Part, number>): number {
  const range = (value: number, from: number, to: number, said: string): void => {
    if (value < from || value > to) fail('ValueError', said);
  };
  range(year, 1, 9999, `year ${year} is out of range`);
  range(month, 1, 12, 'month must be in 1..12');
  range(day, 1, new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate(), 'day is out of range for month');
  range(hour, 0, 23, 'hour must be in 0..23');
  range(minute, 0, 59, 'minute must be in 0..59');
  range(second, 0, 59, 'second must be in 0..59');
  range(microsecond, 0, 999_999, 'microsecond must be in 0..999999');
  const made = new Date(0);
  made.setUTCFullYear(year, month - 1, day);
  made.setUTCHours(hour, minute, second);
  return made.getTime() + microsecond / 1000;
}

/** Parts from arguments by their places and names. */
function given(names: readonly Part[], args: readonly Value[], named: ReadonlyMap<string, Value>, base: Record<Part, number>): number {
  const parts = { ...base };
  names.forEach((name, at) => {
    const value = args[at] ?? named.get(name);
    if (value === undefined) return;
    if (typeof value !== 'bigint') fail('TypeError');
    parts[name] = Number(value);
  });
  return ofParts(parts);
}

const NONE: Record<Part, number> = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, microsecond: 0 };
const CLOCK: Record<Part, number> = { ...NONE, year: 1970, month: 1, day: 1 };

const span = (ms: number): Moment => new Moment('span', micros(ms) / 1000);
const time = (ms: number, zone?: Zone): Moment => {
  const { year } = partsOf(ms);
  if (!(year >= 1 && year <= 9999)) fail('OverflowError', 'date value out of range');
  return new Moment('time', ms, false, false, zone);
};
const day = (ms: number): Moment => {
  time(ms);
  return new Moment('day', Math.floor(ms / DAY) * DAY);
};

const UTC: Zone = { ahead: 0 };
const zoneValue = (zone: Zone | undefined): Value =>
  zone === undefined
    ? null
    : new Obj(
        undefined,
        new Map<string, Value>([
          ['ahead', zone.ahead],
          ['name', zone.name ?? null],
        ]),
        'timezone',
        true,
      );

function zoneOf(value: Value): Zone | undefined {
  if (value === null || value === undefined) return undefined;
  if (!(value instanceof Obj) || value.type !== 'timezone') return unknown('another zone');
  const name = value.fields.get('name');
  return { ahead: num(value.fields.get('ahead')), ...(typeof name === 'string' && { name }) };
}

const utc = ({ ms, zone }: Moment): number => ms - (zone?.ahead ?? 0);

/** `+02:00` */
function aheadText(ahead: number, between = ':'): string {
  const [sign, all] = [ahead < 0 ? '-' : '+', Math.abs(ahead) / SECOND];
  const rest = all % 60 ? between + two(all % 60) : '';
  return `${sign}${two(Math.floor(all / 3600))}${between}${two(Math.floor(all / 60) % 60)}${rest}`;
}

const zoneName = ({ ahead, name }: Zone): string => name ?? (ahead === 0 ? 'UTC' : `UTC${aheadText(ahead)}`);

const dateText = (ms: number): string => {
  const { year, month, day } = partsOf(ms);
  return `${two(year, 4)}-${two(month)}-${two(day)}`;
};

function clockText(ms: number, upTo: Value = 'auto'): string {
  const { hour, minute, second, microsecond } = partsOf(ms);
  const short = `${two(hour)}:${two(minute)}`;
  switch (upTo) {
    case 'hours':
      return two(hour);
    case 'minutes':
      return short;
    case 'seconds':
      return `${short}:${two(second)}`;
    case 'milliseconds':
      return `${short}:${two(second)}.${two(Math.floor(microsecond / 1000), 3)}`;
    case 'auto':
      return `${short}:${two(second)}${microsecond ? `.${two(microsecond, 6)}` : ''}`;
    case 'microseconds':
      return `${short}:${two(second)}.${two(microsecond, 6)}`;
    default:
      return unknown('a part of a time');
  }
}

function spanText(ms: number): string {
  const days = Math.floor(micros(ms) / (DAY * 1000));
  const { hour, minute, second, microsecond } = partsOf(ms - days * DAY);
  const clock = `${hour}:${two(minute)}:${two(second)}${microsecond ? `.${two(microsecond, 6)}` : ''}`;
  return days === 0 ? clock : `${days} day${Math.abs(days) === 1 ? '' : 's'}, ${clock}`;
}

/** A day, a time or a span as `str` writes it. */
export function pythonMomentText({ kind, ms, zone }: Moment): string {
  if (kind === 'span') return spanText(ms);
  if (kind === 'day') return dateText(ms);
  return (kind === 'clock' ? '' : `${dateText(ms)} `) + clockText(ms) + (zone ? aheadText(zone.ahead) : '');
}

/** The same as `repr` writes it. */
export function pythonMomentCode({ kind, ms, zone }: Moment): string {
  const parts = partsOf(ms);
  if (kind === 'span') {
    const days = Math.floor(micros(ms) / (DAY * 1000));
    const rest = micros(ms) - days * DAY * 1000;
    const all = { days, seconds: Math.floor(rest / 1e6), microseconds: rest % 1e6 };
    const written = Object.entries(all).flatMap(([name, value]) => (value ? [`${name}=${value}`] : []));
    return `datetime.timedelta(${written.join(', ') || '0'})`;
  }
  const names = kind === 'day' ? PARTS.slice(0, 3) : kind === 'clock' ? PARTS.slice(3) : PARTS;
  const least = kind === 'day' ? 3 : kind === 'clock' ? 2 : 5;
  const used = names.findLastIndex((name) => parts[name] !== 0);
  const values = names.slice(0, Math.max(least, used + 1)).map((name) => parts[name]);
  const written = zone ? [...values, `tzinfo=${zoneCode(zone)}`] : values;
  return `datetime.${kind === 'day' ? 'date' : kind === 'clock' ? 'time' : 'datetime'}(${written.join(', ')})`;
}

function zoneCode({ ahead, name }: Zone): string {
  if (ahead === 0 && name === undefined) return 'datetime.timezone.utc';
  return `datetime.timezone(${pythonMomentCode(span(ahead))}${name === undefined ? '' : `, '${name}'`})`;
}

/** A zone as `str` and `repr` write it. */
export const zoneText = (of: Obj, inner: boolean): string => (inner ? zoneCode(zoneOf(of)!) : zoneName(zoneOf(of)!));

/** What `strftime` gives. @throws {@link Unknown} for a form that depends on the machine */
export function pythonWritten({ ms, zone }: Moment, format: string): string {
  const { year, month, day: date, hour, minute, second, microsecond } = partsOf(ms);
  const first = Date.UTC(year, 0, 1);
  const ofYear = Math.floor((ms - first) / DAY);
  const forms: Readonly<Record<string, () => string>> = {
    Y: () => String(year),
    y: () => two(year % 100),
    m: () => two(month),
    d: () => two(date),
    e: () => String(date).padStart(2),
    H: () => two(hour),
    I: () => two(hour % 12 || 12),
    M: () => two(minute),
    S: () => two(second),
    f: () => two(microsecond, 6),
    p: () => (hour < 12 ? 'AM' : 'PM'),
    A: () => DAYS[weekday(ms)]!,
    a: () => DAYS[weekday(ms)]!.slice(0, 3),
    B: () => MONTHS[month - 1]!,
    b: () => MONTHS[month - 1]!.slice(0, 3),
    j: () => two(ofYear + 1, 3),
    w: () => String((weekday(ms) + 1) % 7),
    u: () => String(weekday(ms) + 1),
    U: () => two(Math.floor((ofYear + 7 - ((weekday(ms) + 1) % 7)) / 7)),
    W: () => two(Math.floor((ofYear + 7 - weekday(ms)) / 7)),
    V: () => two(isoWeek(ms).week),
    G: () => String(isoWeek(ms).year),
    F: () => dateText(ms),
    T: () => clockText(ms, 'seconds'),
    R: () => clockText(ms, 'minutes'),
    D: () => `${two(month)}/${two(date)}/${two(year % 100)}`,
    z: () => (zone ? aheadText(zone.ahead, '') : ''),
    Z: () => (zone ? zoneName(zone) : ''),
    n: () => '\n',
    '%': () => '%',
  };
  return format.replace(/%(-?)(.)/gs, (_, bare: string, sign: string) => {
    const found = Object.hasOwn(forms, sign) ? forms[sign]!() : unknown('a format of a date');
    return bare && /^\d/.test(found) ? String(Number(found)) : found;
  });
}

function isoWeek(ms: number): { year: number; week: number } {
  const thursday = ms + (3 - weekday(ms)) * DAY;
  const year = new Date(thursday).getUTCFullYear();
  return { year, week: Math.floor((thursday - Date.UTC(year, 0, 1)) / DAY / 7) + 1 };
}

const names = (all: readonly string[], size?: number): string => all.map((each) => each.slice(0, size)).join('|');
const READS: Readonly<Record<string, string>> = {
  Y: '\\d{4}',
  y: '\\d\\d',
  m: '1[0-2]|0[1-9]|[1-9]',
  d: '3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]',
  H: '2[0-3]|[01]\\d|\\d',
  I: '1[0-2]|0[1-9]|[1-9]',
  M: '[0-5]\\d|\\d',
  S: '6[01]|[0-5]\\d|\\d',
  f: '\\d{1,6}',
  p: 'AM|PM',
  A: names(DAYS),
  a: names(DAYS, 3),
  B: names(MONTHS),
  b: names(MONTHS, 3),
  j: '\\d{1,3}',
  z: '[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z',
  Z: 'UTC|GMT',
};

function read(given: string, format: string): Moment {
  const signs: string[] = [];
  const pattern = escapePattern(
    format.replace(/%F/g, '%Y-%m-%d').replace(/%T/g, '%H:%M:%S').replace(/%R/g, '%H:%M').replace(/%D/g, '%m/%d/%y'),
  )
    .replace(/\s+/g, '\\s+')
    .replace(/%([a-zA-Z%])/g, (_, sign: string) => {
      if (sign === '%') return '%';
      signs.push(sign);
      return `(${READS[sign] ?? unknown('a format of a date')})`;
    });
  const found = new ProgramPattern(`^(?:${pattern})`, 'i').exec(given);
  if (!found) return fail('ValueError', `time data '${given}' does not match format '${format}'`);
  if (found[0].length < given.length) return fail('ValueError', `unconverted data remains: ${given.slice(found[0].length)}`);
  const parts = { ...CLOCK, year: 1900 };
  let isLate: boolean | undefined;
  let zone: Zone | undefined;
  signs.forEach((sign, at) => {
    const own = found[at + 1]!;
    const place = (all: readonly string[]): number =>
      all.findIndex((each) => each.slice(0, 3).toLowerCase() === own.slice(0, 3).toLowerCase());
    const plain: Readonly<Record<string, Part>> = { Y: 'year', m: 'month', d: 'day', H: 'hour', I: 'hour', M: 'minute', S: 'second' };
    if (plain[sign]) parts[plain[sign]] = Number(own);
    else if (sign === 'y') parts.year = Number(own) + (Number(own) < 69 ? 2000 : 1900);
    else if (sign === 'f') parts.microsecond = Number(own.padEnd(6, '0'));
    else if (sign === 'p') isLate = /p/i.test(own);
    else if (/^[Bb]$/.test(sign)) parts.month = place(MONTHS) + 1;
    else if (sign === 'j') unknown('a day of a year');
    else if (sign === 'z') zone = zoneFrom(own);
  });
  if (isLate !== undefined) parts.hour = (parts.hour % 12) + (isLate ? 12 : 0);
  return time(ofParts(parts), zone);
}

function zoneFrom(written: string): Zone {
  if (/^z$/i.test(written)) return UTC;
  const [hours = 0, minutes = 0, seconds = 0] = (written.match(/\d\d/g) ?? []).map(Number);
  return { ahead: (written.startsWith('-') ? -1 : 1) * (hours * HOUR + minutes * MINUTE + seconds * SECOND) };
}

const ISO = /^(\d{4})-?(\d\d)-?(\d\d)(?:.(\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{3}|\d{6}))?)?)?(Z|[+-]\d\d:?\d\d(?::?\d\d)?)?)?$/s;

function fromIso(value: Value, kind: 'day' | 'time'): Moment {
  if (typeof value !== 'string') return fail('TypeError', 'fromisoformat: argument must be str');
  const found = ISO.exec(value);
  if (!found || (kind === 'day' && found[4] !== undefined)) {
    if (/W/.test(value) || /^\d{4}-?\d\d-?\d\d.+[.,]\d/s.test(value)) return unknown('a form of a date');
    return fail('ValueError', `Invalid isoformat string: '${value}'`);
  }
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map((each) => Number(each ?? 0));
  const ms = ofParts({ year, month, day: date, hour, minute, second, microsecond: Number((found[7] ?? '').padEnd(6, '0')) });
  return kind === 'day' ? day(ms) : time(ms, found[8] === undefined ? undefined : zoneFrom(found[8]));
}

const SPANS: Readonly<Record<string, number>> = {
  days: DAY,
  seconds: SECOND,
  microseconds: 0.001,
  milliseconds: 1,
  minutes: MINUTE,
  hours: HOUR,
  weeks: 7 * DAY,
};

const spanRow: Row = (_, args, named) => {
  for (const name of named.keys()) if (!Object.hasOwn(SPANS, name)) fail('TypeError');
  return span(Object.entries(SPANS).reduce((sum, [name, ms], at) => sum + num(args[at] ?? named.get(name) ?? 0n) * ms, 0));
};

/** What only a run knows. It may be kept and handed on; what depends on it is unknown. */
const clock: Row = () => new Foreign('the clock');

const stamp: Row = (_, [seconds, zone], named) => {
  const own = zoneOf(zone ?? named.get('tz'));
  if (!own) return unknown('a time of the machine');
  return time(Math.round(num(seconds) * 1e6) / 1000 + own.ahead, own);
};

/** What makes days, times and spans, by name. */
export const PYTHON_MOMENTS: Readonly<Record<string, Row>> = {
  'python datetime.date': (_, args, named) => day(given(PARTS.slice(0, 3), args, named, NONE)),
  'python datetime.datetime': (_, args, named) => time(given(PARTS, args, named, NONE), zoneOf(args[7] ?? named.get('tzinfo'))),
  'python datetime.time': (_, args, named) =>
    new Moment('clock', given(PARTS.slice(3), args, named, CLOCK), false, false, zoneOf(args[4] ?? named.get('tzinfo'))),
  'python datetime.timedelta': spanRow,
  'python datetime.timezone': (_, [ahead, name]) =>
    ahead instanceof Moment && ahead.kind === 'span'
      ? zoneValue({ ahead: ahead.ms, ...(typeof name === 'string' && { name }) })
      : fail('TypeError'),
  'python zoneinfo.ZoneInfo': (_, [name]) => (name === 'UTC' ? zoneValue({ ahead: 0, name: 'UTC' }) : unknown('another zone')),
  'python datetime.date.fromisoformat': (_, [of]) => fromIso(of, 'day'),
  'python datetime.datetime.fromisoformat': (_, [of]) => fromIso(of, 'time'),
  'python datetime.time.fromisoformat': (_, [of]) => new Moment('clock', fromIso(`1970-01-01T${text(of)}`, 'time').ms),
  'python datetime.datetime.strptime': (_, [of, format]) => read(text(of), text(format)),
  'python datetime.datetime.combine': (_, [date, clock]) =>
    date instanceof Moment && clock instanceof Moment
      ? time(Math.floor(date.ms / DAY) * DAY + (clock.ms % DAY), clock.zone)
      : fail('TypeError'),
  'python datetime.datetime.fromtimestamp': stamp,
  'python datetime.datetime.utcfromtimestamp': (it, [seconds], named) => time((stamp(it, [seconds, zoneValue(UTC)], named) as Moment).ms),
  'python datetime.date.fromordinal': (_, [at]) => day((num(at) - 719_163) * DAY),
  ...Object.fromEntries(
    ['datetime.now', 'datetime.utcnow', 'datetime.today', 'date.today'].map((name) => [`python datetime.${name}`, clock]),
  ),
  ...Object.fromEntries(['time', 'monotonic', 'perf_counter', 'time_ns', 'process_time'].map((name) => [`python time.${name}`, clock])),
};

/** A constant of days and times; undefined for another name. */
export function momentConstant(name: string): Value | undefined {
  const [, of, end] = /^datetime\.(date|datetime|timedelta)\.(min|max)$/.exec(name) ?? [];
  const last = { year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59, microsecond: 999_999 };
  if (of !== undefined && of !== 'timedelta') {
    const ms =
      end === 'max' ? ofParts(of === 'date' ? { ...CLOCK, year: 9999, month: 12, day: 31 } : last) : ofParts({ ...CLOCK, year: 1 });
    return of === 'date' ? day(ms) : time(ms);
  }
  if (/^calendar\.(?:day|month)_(?:name|abbr)$/.test(name)) {
    const all = name.includes('day') ? DAYS : ['', ...MONTHS];
    return new List(all.map((each) => (name.endsWith('abbr') ? each.slice(0, 3) : each)));
  }
  return /^datetime\.(?:timezone\.utc|UTC)$/.test(name) ? zoneValue(UTC) : undefined;
}

const SPAN_PARTS: Readonly<Record<string, (us: number) => Value>> = {
  days: (us) => BigInt(Math.floor(us / (DAY * 1000))),
  seconds: (us) => BigInt(Math.floor((us - Math.floor(us / (DAY * 1000)) * DAY * 1000) / 1e6)),
  microseconds: (us) => BigInt(us - Math.floor(us / 1e6) * 1e6),
};

type Method = (it: Machine, of: Moment, args: readonly Value[], named: ReadonlyMap<string, Value>) => Value;

const METHODS: Readonly<Record<string, Method>> = {
  total_seconds: (_, { ms }) => micros(ms) / 1e6,
  weekday: (_, { ms }) => BigInt(weekday(ms)),
  isoweekday: (_, { ms }) => BigInt(weekday(ms) + 1),
  toordinal: (_, { ms }) => BigInt(Math.floor(ms / DAY) + 719_163),
  isocalendar: (_, { ms }) => {
    const { year, week } = isoWeek(ms);
    const made = new Obj(
      undefined,
      new Map<string, Value>([
        ['year', BigInt(year)],
        ['week', BigInt(week)],
        ['weekday', BigInt(weekday(ms) + 1)],
      ]),
      'datetime.IsoCalendarDate',
      true,
    );
    made.isTuple = true;
    return made;
  },
  isoformat: (_, { kind, ms, zone }, args, named) => {
    if (kind === 'day') return dateText(ms);
    const between = kind === 'clock' ? '' : text(args[0] ?? named.get('sep') ?? 'T');
    const upTo = (kind === 'clock' ? args[0] : args[1]) ?? named.get('timespec');
    return (kind === 'clock' ? '' : dateText(ms) + between) + clockText(ms, upTo) + (zone ? aheadText(zone.ahead) : '');
  },
  strftime: (_, of, [format]) => pythonWritten(of, text(format)),
  date: (_, { ms }) => day(ms),
  time: (_, { ms }) => new Moment('clock', ms - Math.floor(ms / DAY) * DAY),
  timetz: (_, { ms, zone }) => new Moment('clock', ms - Math.floor(ms / DAY) * DAY, false, false, zone),
  replace: (_, { kind, ms, zone }, args, named) => {
    const own = kind === 'day' ? PARTS.slice(0, 3) : kind === 'clock' ? PARTS.slice(3) : PARTS;
    const made = given(own, args, named, partsOf(ms));
    return kind === 'day' ? day(made) : new Moment(kind, made, false, false, named.has('tzinfo') ? zoneOf(named.get('tzinfo')) : zone);
  },
  astimezone: (_, of, [to], named) => {
    const zone = zoneOf(to ?? named.get('tz'));
    if (!zone || !of.zone) return unknown('the zone of the machine');
    return time(utc(of) + zone.ahead, zone);
  },
  utcoffset: (_, { zone }) => (zone ? span(zone.ahead) : null),
  dst: () => null,
  tzname: (_, { zone }) => (zone ? zoneName(zone) : null),
  timestamp: (_, of) => (of.zone ? micros(utc(of)) / 1e6 : unknown('a time of the machine')),
};

/** A part or a method of a day, a time or a span. @param args none where it is read */
export function ofPythonMoment(
  it: Machine,
  of: Moment,
  name: string,
  args: readonly Value[] | undefined,
  named: ReadonlyMap<string, Value>,
): Value {
  if (of.kind === 'span' && Object.hasOwn(SPAN_PARTS, name)) return SPAN_PARTS[name]!(micros(of.ms));
  const at = PARTS.indexOf(name as Part);
  if (of.kind !== 'span' && (of.kind === 'time' ? at >= 0 : of.kind === 'day' ? at >= 0 && at < 3 : at >= 3))
    return BigInt(partsOf(of.ms)[PARTS[at]!]);
  if (name === 'tzinfo' && of.kind !== 'day' && of.kind !== 'span') return zoneValue(of.zone);
  if (!Object.hasOwn(METHODS, name) || (name === 'total_seconds') !== (of.kind === 'span')) {
    if (/^_/.test(name) || /^(?:min|max|resolution|today|now|ctime|timetuple|fold)$/.test(name)) return unknown(`${name} of a date`);
    const type =
      of.kind === 'span'
        ? 'datetime.timedelta'
        : of.kind === 'day'
          ? 'datetime.date'
          : of.kind === 'clock'
            ? 'datetime.time'
            : 'datetime.datetime';
    return fail('AttributeError', `'${type}' object has no attribute '${name}'`);
  }
  const method = METHODS[name]!;
  return args ? method(it, of, args, named) : new Native((own, byName) => method(it, of, own, byName));
}

/** Both of two times have a zone, or neither. @throws the error of the program where one has none */
function alike(a: Moment, b: Moment, does: string): void {
  if (!a.zone !== !b.zone) fail('TypeError', `can't ${does} offset-naive and offset-aware ${a.kind === 'clock' ? 'time' : 'datetime'}s`);
}

/** An operator of Python between a day, a time or a span and another value. */
export function onPythonMoments(operator: string, a: Value, b: Value): Value {
  const spans = [a, b].filter((each) => each instanceof Moment && each.kind === 'span').length;
  if (a instanceof Moment && b instanceof Moment) {
    if (spans === 2) {
      if (operator === '+') return span(a.ms + b.ms);
      if (operator === '-') return span(a.ms - b.ms);
      const [x, y] = [micros(a.ms), micros(b.ms)];
      if (/^(?:\/|\/\/|%)$/.test(operator) && y === 0) return fail('ZeroDivisionError');
      if (operator === '/') return x / y;
      if (operator === '//') return BigInt(Math.floor(x / y));
      if (operator === '%') return span((x - Math.floor(x / y) * y) / 1000);
      return fail('TypeError');
    }
    if (spans === 1 && (operator === '+' || (operator === '-' && b.kind === 'span'))) {
      const [of, by] = a.kind === 'span' ? [b, a] : [a, b];
      const ms = operator === '+' ? of.ms + by.ms : of.ms - by.ms;
      if (of.kind === 'clock') return fail('TypeError');
      if (of.kind === 'day') {
        const days = Math.floor(micros(by.ms) / (DAY * 1000));
        return day(of.ms + (operator === '+' ? days : -days) * DAY);
      }
      return time(micros(ms) / 1000, of.zone);
    }
    if (operator === '-' && a.kind === b.kind && a.kind !== 'clock') {
      alike(a, b, 'subtract');
      return span(utc(a) - utc(b));
    }
    return fail('TypeError');
  }
  const [of, by] = a instanceof Moment ? [a, b] : [b as Moment, a];
  if (of.kind === 'span' && isNumber(by)) {
    if (operator === '*') return span(even(micros(of.ms) * Number(by)) / 1000);
    if (a instanceof Moment && Number(by) === 0 && /^\/\/?$/.test(operator)) return fail('ZeroDivisionError');
    if (a instanceof Moment && operator === '/') return span(even(micros(of.ms) / Number(by)) / 1000);
    if (a instanceof Moment && operator === '//' && typeof by === 'bigint') return span(Math.floor(micros(of.ms) / Number(by)) / 1000);
  }
  return by instanceof Obj || by instanceof Foreign ? unknown('a calculation with dates') : fail('TypeError');
}

/** The nearest whole number, of two the even one. */
function even(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** The order of two days, times or spans. @throws the error of the program where they have none */
export function orderOfMoments(a: Moment, b: Moment): number {
  if (a.kind !== b.kind) {
    const names: Readonly<Record<string, string>> = { day: 'datetime.date', time: 'datetime.datetime' };
    return fail('TypeError', names[a.kind] && names[b.kind] ? `can't compare ${names[a.kind]} to ${names[b.kind]}` : undefined);
  }
  alike(a, b, 'compare');
  return Math.sign(micros(utc(a)) - micros(utc(b)));
}

/** Whether two days, times or spans are equal. */
export function areSameMoments(a: Moment, b: Moment): boolean {
  return a.kind === b.kind && !a.zone === !b.zone && micros(utc(a)) === micros(utc(b));
}
