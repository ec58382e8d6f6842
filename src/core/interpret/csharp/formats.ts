import { two, utcParts, DAYS, MONTHS } from '../library/calendar';
import { fail } from '../library/errors';
import { grouped } from '../library/formats';
import { refuse } from '../library/parts';
import { decimalOf, decimalText, scaledTo } from '../values/decimals';
import { counted } from '../values/limits';
import { Decimal, isNumber, Moment, type Machine, type Value } from '../values/value';

/** A number with so many digits behind the point; halves go away from 0, in all digits that the number has. */
function withDigits(it: Machine, value: Value, digits: number): string {
  if (value instanceof Decimal) return decimalText(scaledTo(value, digits, 'HALF_UP'));
  if (typeof value === 'bigint') return decimalText(scaledTo(new Decimal(value, 0), digits));
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) >= 1e15) return refuse('a format');
  return decimalText(scaledTo(decimalOf(it, plainDigits(value)), digits, 'HALF_UP'));
}

function plainDigits(value: number): string {
  return Math.abs(value) < 1e-6 && value !== 0 ? value.toFixed(25) : String(value);
}

/** `0.00`, `#,##0.0`, `000` */
function byPattern(it: Machine, value: Value, pattern: string): string {
  const [, whole = '', behind = ''] = /^([#0,]+)(?:\.([#0]+))?$/.exec(pattern) ?? refuse('a format');
  const text = withDigits(it, value, behind.length);
  const isNegative = text.startsWith('-');
  const [digits = '', fraction = ''] = text.replace('-', '').split('.');
  const least = whole.replace(/,/g, '').replace(/^#*/, '').length;
  const front = (digits === '0' && least === 0 ? '' : digits).padStart(counted(least), '0');
  const needed = behind.replaceAll('#', '').length;
  const rest = fraction.slice(0, needed) + fraction.slice(needed).replace(/(?<!0)0+$/, '');
  const said = `${whole.includes(',') ? grouped(front, ',') : front}${rest === '' ? '' : `.${rest}`}`;
  return isNegative && /[1-9]/.test(said) ? `-${said}` : said;
}

/** `yyyy-MM-dd HH:mm` */
function ofMoment(of: Moment, pattern: string): string {
  if (of.kind === 'span') return spanBy(of.ms, pattern);
  const { year, month, day, hour, minute, second } = utcParts(of.ms);
  const weekday = DAYS[(new Date(of.ms).getUTCDay() + 6) % 7]!;
  const parts: Readonly<Record<string, string>> = {
    yyyy: two(year, 4),
    yy: two(year % 100),
    MMMM: MONTHS[month - 1]!,
    MMM: MONTHS[month - 1]!.slice(0, 3),
    MM: two(month),
    M: String(month),
    dddd: weekday,
    ddd: weekday.slice(0, 3),
    dd: two(day),
    d: String(day),
    HH: two(hour),
    H: String(hour),
    hh: two(hour % 12 || 12),
    h: String(hour % 12 || 12),
    mm: two(minute),
    m: String(minute),
    ss: two(second),
    s: String(second),
    fff: two(of.ms % 1000, 3),
    tt: hour < 12 ? 'AM' : 'PM',
  };
  if (pattern.length === 1) {
    if (pattern === 'o' || pattern === 'O') return `${new Date(of.ms).toISOString().slice(0, 19)}.${two(of.ms % 1000, 3)}0000`;
    return pattern === 's' ? new Date(of.ms).toISOString().slice(0, 19) : refuse('a format');
  }
  return pattern.replace(/'([^']{0,80})'|\\(.)|([a-zA-Z])\3*/g, (all, quoted?: string, escaped?: string) =>
    quoted === undefined ? (escaped ?? parts[all] ?? refuse('a format')) : quoted,
  );
}

function spanBy(ms: number, pattern: string): string {
  const size = Math.abs(ms);
  const parts: Readonly<Record<string, string>> = {
    hh: two(Math.floor(size / 3_600_000) % 24),
    h: String(Math.floor(size / 3_600_000) % 24),
    mm: two(Math.floor(size / 60_000) % 60),
    m: String(Math.floor(size / 60_000) % 60),
    ss: two(Math.floor(size / 1000) % 60),
    d: String(Math.floor(size / 86_400_000)),
  };
  if (/^[cgG]$/.test(pattern)) return pattern === 'c' ? spanText(ms) : refuse('a format');
  return pattern.replace(/\\(.)|([a-z])\2*/g, (all, escaped?: string) => escaped ?? parts[all] ?? refuse('a format'));
}

/** `1.02:03:04` */
export function spanText(ms: number): string {
  const size = Math.abs(ms);
  const days = Math.floor(size / 86_400_000);
  const [hour, minute, second] = [3_600_000, 60_000, 1000].map((unit, at) => Math.floor(size / unit) % (at === 0 ? 24 : 60));
  const rest = size % 1000 === 0 ? '' : `.${two(size % 1000, 3)}0000`;
  return `${ms < 0 ? '-' : ''}${days > 0 ? `${days}.` : ''}${two(hour!)}:${two(minute!)}:${two(second!)}${rest}`;
}

/** What `ToString` of a value gives with a format: `F2`, `D3`, `yyyy-MM-dd`. */
export function formattedBy(it: Machine, value: Value, format: string): string {
  if (format === '') return it.shown(value);
  if (value instanceof Moment) return ofMoment(value, format);
  const own = it.methodOf(value, /^ToString$/);
  if (own !== undefined || !(isNumber(value) || value instanceof Decimal)) return it.shown(value);
  const [, kind = '', size] = /^([a-zA-Z])(\d*)$/.exec(format) ?? [];
  const digits = size === '' || size === undefined ? undefined : Number(size);
  switch (kind.toUpperCase()) {
    case '':
      return byPattern(it, value, format);
    case 'F':
      return withDigits(it, value, digits ?? 2);
    case 'N':
      return grouped(withDigits(it, value, digits ?? 2), ',');
    case 'P':
      return value instanceof Decimal || typeof value === 'number' ? refuse('a format of a share') : refuse('a format');
    case 'D': {
      if (typeof value !== 'bigint') return fail('FormatException');
      return `${value < 0n ? '-' : ''}${String(value < 0n ? -value : value).padStart(counted(digits ?? 0), '0')}`;
    }
    case 'X': {
      if (typeof value !== 'bigint' || value < 0n) return refuse('a format');
      const hex = value.toString(16).padStart(counted(digits ?? 0), '0');
      return kind === 'X' ? hex.toUpperCase() : hex;
    }
    case 'G':
      return digits === undefined ? it.shown(value) : refuse('a format');
    default:
      return refuse('a format');
  }
}

/** `{0,5}|{1:F2}` with its values. */
export function composed(it: Machine, format: string, values: readonly Value[]): string {
  return format.replace(
    /\{\{|\}\}|\{(\d{1,3}) {0,3}(?:, {0,3}(-?\d{1,3}) {0,3})?(?::([^{}]{0,80}))?\}|[{}]/g,
    (all, at?: string, room?: string, spec?: string) => {
      if (at === undefined) return all === '{{' || all === '}}' ? all[0]! : fail('FormatException');
      if (Number(at) >= values.length) return fail('FormatException');
      return inRoom(formattedBy(it, values[Number(at)], spec ?? ''), Number(room ?? 0));
    },
  );
}

/** A text in so many places, at their end; at their beginning where there are less than 0. */
export function inRoom(said: string, room: number): string {
  return room < 0 ? said.padEnd(counted(-room)) : said.padStart(counted(room));
}
