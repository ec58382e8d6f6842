import { isNumber, Moment, nameOf, Obj, Stream, Thrown, Unknown, type Machine, type Value } from '../values/value';

const DAY = 86_400_000;
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const two = (value: number, size = 2): string => String(value).padStart(size, '0');

function unknown(): never {
  throw new Unknown('a date');
}

const UNITS: Readonly<Record<string, number>> = {
  sec: 1000,
  second: 1000,
  min: 60_000,
  minute: 60_000,
  hour: 3_600_000,
  day: DAY,
  week: 7 * DAY,
  fortnight: 14 * DAY,
};

/** Months later; a day that the month does not have is one of the next month. */
function inMonths(ms: number, months: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()) + (((ms % DAY) + DAY) % DAY);
}

/** What a text says of another time. @throws {@link Unknown} for other words */
function modified(ms: number, written: string): number {
  let at = ms;
  const text = written.trim().toLowerCase();
  const ofMonth = /^(first|last) day of (next|last|previous|this)? ?month(?: (midnight|00:00(?::00)?))?$/.exec(text);
  if (ofMonth) {
    const by = ofMonth[2] === 'next' ? 1 : ofMonth[2] === undefined || ofMonth[2] === 'this' ? 0 : -1;
    const date = new Date(ms);
    const made = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by + (ofMonth[1] === 'last' ? 1 : 0), ofMonth[1] === 'last' ? 0 : 1);
    return made + (ofMonth[3] ? 0 : ((ms % DAY) + DAY) % DAY);
  }
  for (const part of text.match(/[-+]?\s{0,9}(?<!\d)\d+\s{0,9}[a-z]+|(?<![a-z])[a-z]+(?:\s{1,9}[a-z]+)?/g) ?? [unknown()]) {
    const [, sign = '', size = '', unit = ''] = /^([-+]?)\s*(\d+)\s*([a-z]+?)s?$/.exec(part) ?? [];
    if (size !== '') {
      const by = Number(size) * (sign === '-' ? -1 : 1);
      if (/^weekday$/.test(unit)) return unknown();
      if (unit === 'month') at = inMonths(at, by);
      else if (unit === 'year') at = inMonths(at, 12 * by);
      else at += by * (UNITS[unit] ?? unknown());
    } else if (/^(?:midnight|today)$/.test(part)) at = Math.floor(at / DAY) * DAY;
    else if (/^(?:tomorrow|yesterday)$/.test(part)) at = Math.floor(at / DAY) * DAY + (part === 'tomorrow' ? DAY : -DAY);
    else if (part === 'noon') at = Math.floor(at / DAY) * DAY + DAY / 2;
    else {
      const [, way, name = ''] = /^(next|last|previous)\s+(\w+)$/.exec(part) ?? [];
      const day = DAYS.findIndex((each) => each.toLowerCase() === name || each.toLowerCase().slice(0, 3) === name);
      if (way === undefined) return unknown();
      const by = way === 'next' ? 1 : -1;
      if (day >= 0) {
        at = Math.floor(at / DAY) * DAY;
        do at += by * DAY;
        while (new Date(at).getUTCDay() !== day);
      } else if (/^(?:day|week)$/.test(name)) at += by * UNITS[name]!;
      else if (/^(?:month|year)$/.test(name)) at = inMonths(at, by * (name === 'year' ? 12 : 1));
      else return unknown();
    }
  }
  return at;
}

/** The time that a text says. @throws {@link Unknown} for one that is told from now on */
function parsed(text: string): number {
  const stamp = /^@(-?\d+)$/.exec(text);
  if (stamp) return Number(stamp[1]) * 1000;
  const [, year, month, day, hour, minute, second, rest = ''] =
    /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?(?:Z|\+00:00| UTC)?\s*(.*)$/.exec(text) ?? [];
  if (year === undefined) return unknown();
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0));
  if (Number(month) > 12 || Number(day) > 31) return unknown();
  return rest === '' ? ms : modified(ms, rest);
}

const suffix = (day: number): string => (day > 3 && day < 21 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'));

/** A time as `date` and `format` write it. */
function formatted(ms: number, format: string): string {
  const date = new Date(ms);
  const [year, month, day, hour] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), date.getUTCHours()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const thursday = ms + (3 - ((date.getUTCDay() + 6) % 7)) * DAY;
  const isoYear = new Date(thursday).getUTCFullYear();
  const parts: Readonly<Record<string, () => string>> = {
    d: () => two(day),
    j: () => String(day),
    m: () => two(month + 1),
    n: () => String(month + 1),
    Y: () => two(year, 4),
    o: () => String(isoYear),
    y: () => two(year % 100),
    H: () => two(hour),
    G: () => String(hour),
    h: () => two(hour % 12 || 12),
    g: () => String(hour % 12 || 12),
    i: () => two(date.getUTCMinutes()),
    s: () => two(date.getUTCSeconds()),
    A: () => (hour < 12 ? 'AM' : 'PM'),
    a: () => (hour < 12 ? 'am' : 'pm'),
    D: () => DAYS[date.getUTCDay()]!.slice(0, 3),
    l: () => DAYS[date.getUTCDay()]!,
    N: () => String(date.getUTCDay() || 7),
    w: () => String(date.getUTCDay()),
    M: () => MONTHS[month]!.slice(0, 3),
    F: () => MONTHS[month]!,
    t: () => String(last),
    L: () => (new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1 ? '1' : '0'),
    z: () => String(Math.floor((ms - Date.UTC(year, 0, 1)) / DAY)),
    S: () => suffix(day),
    U: () => String(Math.floor(ms / 1000)),
    W: () => two(Math.floor((thursday - Date.UTC(isoYear, 0, 1)) / DAY / 7) + 1),
    c: () => formatted(ms, 'Y-m-d\\TH:i:s+00:00'),
    P: () => '+00:00',
    u: () => '000000',
    v: () => '000',
  };
  return format.replace(/\\(.)|([a-zA-Z])/gs, (_, plain: string | undefined, sign: string) => plain ?? parts[sign]?.() ?? unknown());
}

/** `DateTime::createFromFormat` */
function readAs(format: string, text: string): number | false {
  const names: string[] = [];
  const patterns: Readonly<Record<string, string>> = {
    d: '(\\d{2})',
    j: '(\\d{1,2})',
    m: '(\\d{2})',
    n: '(\\d{1,2})',
    Y: '(\\d{4})',
    y: '(\\d{2})',
    H: '(\\d{2})',
    G: '(\\d{1,2})',
    i: '(\\d{2})',
    s: '(\\d{2})',
  };
  const pattern = format.replace(/[!|]/g, '').replace(/\\(.)|([a-zA-Z])|([^\w\s])/g, (_, plain: string, sign: string, other: string) => {
    if (plain !== undefined) return plain;
    if (other !== undefined) return `\\${other}`;
    names.push(sign);
    return patterns[sign] ?? unknown();
  });
  // What a format does not say is that of now.
  if (!/[!|]/.test(format) && !/[HG]/.test(format)) return unknown();
  const found = new RegExp(`^${pattern}$`).exec(text);
  if (!found) return false;
  const read = (signs: RegExp, otherwise: number): number => {
    const at = names.findIndex((name) => signs.test(name));
    return at < 0 ? otherwise : Number(found[at + 1]);
  };
  const year = names.includes('y') ? 2000 + read(/^y$/, 0) : read(/^Y$/, 1970);
  return Date.UTC(year, read(/^[mn]$/, 1) - 1, read(/^[dj]$/, 1), read(/^[HG]$/, 0), read(/^i$/, 0), read(/^s$/, 0));
}

type Interval = Record<'y' | 'm' | 'd' | 'h' | 'i' | 's', number>;

function intervalObject(parts: Interval, isNegative = false, days: Value = false): Obj {
  const fields = Object.entries(parts).map(([name, value]): [string, Value] => [name, BigInt(value)]);
  return new Obj(
    undefined,
    new Map<string, Value>([...fields, ['f', 0], ['invert', isNegative ? 1n : 0n], ['days', days]]),
    'DateInterval',
  );
}

function intervalFrom(text: string): Obj {
  const found = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (!found) throw new Thrown(new Obj(undefined, new Map(), 'DateMalformedIntervalStringException'));
  const [y, m, w, d, h, i, s] = found.slice(1).map((each) => Number(each ?? 0)) as [number, number, number, number, number, number, number];
  return intervalObject({ y, m, d: d + 7 * w, h, i, s });
}

const part = (of: Obj, name: string): number => Number(of.fields.get(name) ?? 0);

function added(ms: number, by: Value, sign: number): number {
  if (!(by instanceof Obj) || by.type !== 'DateInterval') return unknown();
  const way = sign * (part(by, 'invert') === 1 ? -1 : 1);
  const months = inMonths(ms, way * (12 * part(by, 'y') + part(by, 'm')));
  return months + way * (part(by, 'd') * DAY + part(by, 'h') * 3_600_000 + part(by, 'i') * 60_000 + part(by, 's') * 1000);
}

function difference(a: number, b: number): Obj {
  const [from, to] = a <= b ? [a, b] : [b, a];
  let months = 0;
  while (inMonths(from, months + 1) <= to && months < 12_000) months += 1;
  // A day that a month does not have would be one of the next.
  if (new Date(inMonths(from, months)).getUTCDate() !== new Date(from).getUTCDate()) return unknown();
  let rest = to - inMonths(from, months);
  const take = (unit: number): number => {
    const size = Math.floor(rest / unit);
    rest -= size * unit;
    return size;
  };
  const parts = { y: Math.floor(months / 12), m: months % 12, d: take(DAY), h: take(3_600_000), i: take(60_000), s: take(1000) };
  return intervalObject(parts, a > b, BigInt(Math.floor((to - from) / DAY)));
}

type Row = (it: Machine, args: Value[]) => Value;

const text = (value: Value): string => (typeof value === 'string' ? value : unknown());
const stamp = (value: Value): number => (isNumber(value) ? Number(value) * 1000 : unknown());
const time =
  (isChanged: boolean): Row =>
  (_, [written]) =>
    new Moment('time', parsed(text(written ?? unknown())), isChanged);

/** Functions and classes of PHP for dates and times, by name. Times are those of UTC. */
export const PHP_MOMENTS: Readonly<Record<string, Row>> = {
  'php new DateTimeImmutable': time(false),
  'php new DateTime': time(true),
  'php date_create': time(true),
  'php date_create_immutable': time(false),
  ...Object.fromEntries(
    [true, false].map((isChanged): [string, Row] => [
      `DateTime${isChanged ? '' : 'Immutable'}.createFromFormat`,
      (_, [format, written]) => {
        const ms = readAs(text(format), text(written));
        return ms === false ? false : new Moment('time', ms, isChanged);
      },
    ]),
  ),
  'php new DateInterval': (_, [written]) => intervalFrom(text(written)),
  'php new DateTimeZone': (_, [name]) =>
    /^(?:UTC|\+00:00)$/.test(text(name)) ? new Obj(undefined, new Map([['name', name]]), 'DateTimeZone') : unknown(),
  'php new DatePeriod': (_, [from, by, to]) => {
    if (!(from instanceof Moment) || !(to instanceof Moment)) return unknown();
    return new Stream((give) => {
      for (let at = from.ms; at < to.ms && give(new Moment('time', at)); at = added(at, by, 1));
    });
  },
  'php date': (_, [format, at]) => formatted(stamp(at), text(format)),
  'php gmdate': (_, [format, at]) => formatted(stamp(at), text(format)),
  'php strtotime': (_, [written, from]) => {
    const words = text(written);
    return BigInt(
      Math.floor((from === undefined ? parsed(words) : /^\d{4}-/.test(words) ? parsed(words) : modified(stamp(from), words)) / 1000),
    );
  },
  'php mktime': (_, args) => {
    if (args.length < 6) return unknown();
    const [hour, minute, second, month, day, year] = args.map(Number) as [number, number, number, number, number, number];
    return BigInt(Date.UTC(year, month - 1, day, hour, minute, second) / 1000);
  },
  'php checkdate': (_, [month, day, year]) => {
    const made = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    return Number(month) >= 1 && Number(month) <= 12 && made.getUTCMonth() === Number(month) - 1 && Number(day) >= 1;
  },
  date_default_timezone_set: (_, [name]) => (name === 'UTC' ? true : unknown()),
};

/** A method of a time of PHP. One that is changed is the same object. */
export function ofPhpMoment(it: Machine, of: Moment, name: string, args: readonly Value[]): Value {
  const at = (ms: number): Moment => {
    if (!of.isChanged) return new Moment('time', ms);
    of.ms = ms;
    return of;
  };
  const date = new Date(of.ms);
  void it;
  switch (name) {
    case 'format':
      return formatted(of.ms, text(args[0]));
    case 'modify':
      return at(modified(of.ms, text(args[0])));
    case 'add':
      return at(added(of.ms, args[0], 1));
    case 'sub':
      return at(added(of.ms, args[0], -1));
    case 'diff':
      return args[0] instanceof Moment ? difference(of.ms, args[0].ms) : unknown();
    case 'getTimestamp':
      return BigInt(Math.floor(of.ms / 1000));
    case 'setTimestamp':
      return at(stamp(args[0]));
    case 'setDate':
      return at(Date.UTC(Number(args[0]), Number(args[1]) - 1, Number(args[2])) + (((of.ms % DAY) + DAY) % DAY));
    case 'setTime':
      return at(
        Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), Number(args[0]), Number(args[1] ?? 0), Number(args[2] ?? 0)),
      );
    default:
      return unknown();
  }
}

/** `%d days` of an interval. */
export function intervalText(of: Obj, format: string): string {
  return format.replace(/%(.)/g, (_, sign: string) => {
    if (sign === 'a') return nameOf(of.fields.get('days'));
    if (sign === 'R') return part(of, 'invert') === 1 ? '-' : '+';
    if (sign === 'r') return part(of, 'invert') === 1 ? '-' : '';
    if (sign === '%') return '%';
    const value = part(of, sign.toLowerCase());
    return /[ymdhis]/.test(sign) ? String(value) : /[YMDHIS]/.test(sign) ? two(value) : unknown();
  });
}
