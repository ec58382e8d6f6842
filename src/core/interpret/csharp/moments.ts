import { DAY, DAYS, utcParts } from '../library/calendar';
import { fail } from '../library/errors';
import { num, refuse, type Row, text } from '../library/parts';
import { Moment, Obj, type Machine, type Value } from '../values/value';
import { formattedBy, spanText } from './formats';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const time = (ms: number): Moment => new Moment('time', ms);
const span = (ms: number): Moment => new Moment('span', Math.round(ms));
const big = (value: number): bigint => BigInt(Math.trunc(value));

function made(parts: readonly number[]): Moment {
  const [year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0, ms = 0] = parts;
  const at = Date.UTC(2000, month - 1, day, hour, minute, second, ms);
  const date = new Date(at);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || day < 1 || hour > 23 || minute > 59 || second > 59 || year < 1)
    return fail('ArgumentOutOfRangeException');
  return time(date.getTime());
}

/** The same day of another month, or its last. */
function inMonths(of: Moment, months: number): Moment {
  const { year, month, day } = utcParts(of.ms);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  if (year < 100) return refuse('an early year');
  return time(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(day, last)) + (of.ms - Math.floor(of.ms / DAY) * DAY));
}

const parsed = (written: Value): Moment | undefined => {
  const [, date, clock = '00:00:00'] = /^\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?\s*$/.exec(text(written)) ?? [];
  if (date === undefined) return undefined;
  const [year, month, day, hour, minute, second = 0] = `${date}-${clock.replace(/:/g, '-')}`.split('-').map(Number);
  return made([year!, month!, day!, hour!, minute!, second]);
};

const weekdays = DAYS.map((name, at) => {
  const one = new Obj(undefined, new Map(), 'weekday', true);
  one.constant = { name, ordinal: (at + 1) % 7 };
  one.fields.set('name', name);
  return one;
});

/** What a date or a span has under a name; undefined where it has nothing. */
export function partOfMoment(of: Moment, name: string): Value {
  if (of.kind === 'span') {
    const units: Readonly<Record<string, number>> = { Days: DAY, Hours: HOUR, Minutes: MINUTE, Seconds: 1000, Milliseconds: 1 };
    const unit = units[name.replace(/^Total/, '')];
    if (unit === undefined) return undefined;
    if (name.startsWith('Total')) return of.ms / unit;
    const around = { Days: Number.POSITIVE_INFINITY, Hours: 24, Minutes: 60, Seconds: 60, Milliseconds: 1000 }[name]!;
    return big(name === 'Days' ? of.ms / unit : Math.trunc(of.ms / unit) % around);
  }
  const { year, month, day, hour, minute, second } = utcParts(of.ms);
  switch (name) {
    case 'Year':
      return big(year);
    case 'Month':
      return big(month);
    case 'Day':
      return big(day);
    case 'Hour':
      return big(hour);
    case 'Minute':
      return big(minute);
    case 'Second':
      return big(second);
    case 'Date':
      return time(Math.floor(of.ms / DAY) * DAY);
    case 'TimeOfDay':
      return span(of.ms - Math.floor(of.ms / DAY) * DAY);
    case 'DayOfWeek':
      return weekdays[(new Date(of.ms).getUTCDay() + 6) % 7];
    case 'DayOfYear':
      return big((Math.floor(of.ms / DAY) * DAY - Date.UTC(year, 0, 1)) / DAY + 1);
    default:
      return undefined;
  }
}

/** What a method of a date or a span gives; undefined for another name. */
export function ofNetMoment(it: Machine, of: Moment, name: string, args: readonly Value[]): Value {
  const [first] = args;
  const units: Readonly<Record<string, number>> = {
    AddDays: DAY,
    AddHours: HOUR,
    AddMinutes: MINUTE,
    AddSeconds: 1000,
    AddMilliseconds: 1,
  };
  const unit = units[name];
  if (unit !== undefined) return time(of.ms + Math.round(num(first) * unit));
  switch (name) {
    case 'AddMonths':
      return inMonths(of, num(first));
    case 'AddYears':
      return inMonths(of, num(first) * 12);
    case 'Add':
    case 'Subtract':
      if (!(first instanceof Moment)) return refuse('a date');
      if (name === 'Add') return of.kind === 'span' ? span(of.ms + first.ms) : time(of.ms + first.ms);
      return first.kind === 'span' && of.kind !== 'span' ? time(of.ms - first.ms) : span(of.ms - first.ms);
    case 'Negate':
      return span(-of.ms);
    case 'Duration':
      return span(Math.abs(of.ms));
    case 'ToString':
      if (typeof first === 'string') return formattedBy(it, of, first);
      return of.kind === 'span' ? spanText(of.ms) : refuse('a date as a text');
    case 'ToShortDateString':
    case 'ToLongDateString':
      return refuse('a date as a text');
    case 'CompareTo':
      return first instanceof Moment ? BigInt(Math.sign(of.ms - first.ms)) : refuse('a date');
    case 'Equals':
      return first instanceof Moment && first.kind === of.kind && first.ms === of.ms;
    default:
      return undefined;
  }
}

const from =
  (unit: number): Row =>
  (_, [size]) =>
    span(num(size) * unit);

/** What makes dates and spans, by name. */
export const NET_MOMENTS: Readonly<Record<string, Row>> = {
  'new DateTime': (_, args) => made(args.map((each) => num(each))),
  'new DateOnly': (_, args) => made(args.map((each) => num(each))),
  'new TimeSpan': (_, args) => {
    const [days, hours, minutes, seconds] = args.length === 3 ? [0, ...args.map((each) => num(each))] : args.map((each) => num(each));
    if (args.length < 3 || args.length > 4) return refuse('a span');
    return span(days! * DAY + hours! * HOUR + minutes! * MINUTE + seconds! * 1000);
  },
  'DateTime.Parse': (_, [written]) => parsed(written) ?? refuse('a date'),
  'DateOnly.Parse': (_, [written]) => parsed(written) ?? refuse('a date'),
  'DateTime.DaysInMonth': (_, [year, month]) => BigInt(new Date(Date.UTC(num(year), num(month), 0)).getUTCDate()),
  'DateTime.IsLeapYear': (_, [year]) => new Date(Date.UTC(num(year), 1, 29)).getUTCMonth() === 1,
  'DateTime.Compare': (_, [a, b]) => (a instanceof Moment && b instanceof Moment ? BigInt(Math.sign(a.ms - b.ms)) : refuse('a date')),
  'TimeSpan.FromDays': from(DAY),
  'TimeSpan.FromHours': from(HOUR),
  'TimeSpan.FromMinutes': from(MINUTE),
  'TimeSpan.FromSeconds': from(1000),
  'TimeSpan.FromMilliseconds': from(1),
};

/** Constants of dates and spans, by name. */
export const NET_MOMENT_CONSTANTS: Readonly<Record<string, () => Value>> = {
  'TimeSpan.Zero': () => span(0),
  ...Object.fromEntries(weekdays.map((each) => [`DayOfWeek.${each.constant!.name}`, () => each])),
};
