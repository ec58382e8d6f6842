import { fail } from './errors';
import { counted } from '../values/limits';
import { decimalText, scaledTo } from '../values/decimals';
import { Decimal, isNumber, Moment, Obj, Thrown, Unknown, type Value, type Machine } from '../values/value';

/** Whether all digits of a number end in a 5 behind some of them. */
function isExactHalf(number: number, digits: number): boolean {
  return /^50*$/.test(
    number
      .toFixed(Math.min(100, digits + 60))
      .split('.')[1]
      ?.slice(digits) ?? '',
  );
}

/** A number with so many digits behind the point; exact halves as the language rounds them. */
export function fixed(value: number | bigint, digits: number, family: string): string {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new Unknown('no finite number');
  const scale = 10 ** digits;
  const doubled = number * 2 * scale;
  const isHalf =
    family === 'python'
      ? isExactHalf(number, digits)
      : Number.isInteger(doubled) && Math.abs(doubled) % 2 === 1 && doubled / (2 * scale) === number;
  if (!isHalf || family === 'javascript') return number.toFixed(digits);
  const low = Math.floor(number * scale);
  const away = number < 0 ? low : low + 1;
  const even = low % 2 === 0 ? low : low + 1;
  return ((/^(?:java|kotlin|csharp|php)$/.test(family) ? away : even) / scale).toFixed(digits);
}

/** Rounds to so many digits; halves as the language does. */
export function rounded(value: number, digits: number, family: string): number {
  const text = Number(fixed(value, Math.max(0, digits), family === 'python' ? 'python' : family));
  return digits < 0 ? Math.round(value / 10 ** -digits) * 10 ** -digits : text;
}

/** A number with a sign between its thousands. */
export function grouped(text: string, sign: string): string {
  const [whole = '', ...fraction] = text.split('.');
  const digits = whole.replace('-', '');
  const groups = Array.from({ length: counted(Math.ceil(digits.length / 3)) }, (_, at) =>
    digits.slice(Math.max(0, digits.length - 3 * (at + 1)), digits.length - 3 * at),
  );
  return [(whole.startsWith('-') ? '-' : '') + groups.toReversed().join(sign), ...fraction].join('.');
}

/** `:>8.2f` of Python, `:F2` of C#. */
export function formatted(it: Machine, value: Value, spec: string, family: string): string {
  if (family === 'csharp') return formattedNet(it, value, spec);
  if (value instanceof Moment && spec.includes('%')) return momentText(it, value, spec);
  const own = it.methodOf(value, /^__format__$/);
  if (own) return it.shown(it.call(own, [spec]));
  const parts = /^(?:(.)?([<>^=]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/.exec(spec);
  if (!parts) throw new Unknown('a format');
  const [, fill = ' ', align, sign, , zero, width, group, precision, type] = parts;
  let text: string;
  if (value instanceof Moment) return momentText(it, value, spec);
  if (value instanceof Decimal && /^f?$/.test(type ?? '')) {
    text = formattedDecimal(value, precision === undefined ? undefined : Number(precision), group);
    if (sign === '+' && !text.startsWith('-')) text = `+${text}`;
    const isPadded = zero !== undefined && align === undefined;
    return aligned(text, Number(width ?? 0), align ?? '>', isPadded ? '0' : fill);
  }
  if (isNumber(value)) {
    if (type === '%') text = `${fixed(Number(value) * 100, precision === undefined ? 6 : Number(precision), family)}%`;
    else if (/^[fF]$/.test(type ?? ''))
      text = fixed(value, precision === undefined ? 6 : Number(precision), family === 'php' ? 'c' : family);
    else if (type === 'd' || (type === undefined && precision === undefined))
      text = type === 'd' && typeof value === 'number' ? wrongFormat() : it.shown(value);
    else if (/^[gG]$/.test(type ?? '') || (type === undefined && typeof value === 'number'))
      text = general(Number(value), Number(precision ?? 6), type === undefined);
    else if (/^[eE]$/.test(type ?? '')) text = exponential(Number(value), Number(precision ?? 6));
    else if (/^[xXbo]$/.test(type ?? '') && typeof value === 'bigint') {
      text = value.toString({ x: 16, X: 16, b: 2, o: 8 }[type!]);
      if (type === 'X') text = text.toUpperCase();
      if (parts[4]) text = text.replace(/^-?/, (minus) => `${minus}0${type}`);
    } else if (type === 'c' && typeof value === 'bigint') text = String.fromCodePoint(Number(value));
    else throw new Unknown('a format');
    if (group) text = grouped(text, group);
    if (/^[+ ]$/.test(sign ?? '') && !text.startsWith('-')) text = `${sign}${text}`;
  } else {
    text = it.shown(value);
    if (precision !== undefined) text = text.slice(0, Number(precision));
  }
  const size = Number(width ?? 0);
  if (zero && !align)
    return text.startsWith('-') || text.startsWith('+')
      ? text[0] + text.slice(1).padStart(counted(size - 1), '0')
      : text.padStart(counted(size), '0');
  return aligned(text, size, align ?? (isNumber(value) ? '>' : '<'), fill);
}

function wrongFormat(): never {
  throw new Thrown(new Obj(undefined, new Map<string, Value>(), 'ValueError'));
}

/** `g` of C: so many digits in all, without zeros at the end. */
export function general(value: number, digits: number, keepsPoint: boolean): string {
  if (!Number.isFinite(value)) throw new Unknown('no finite number');
  const size = Math.max(1, digits);
  const exponent = value === 0 ? 0 : Number(value.toExponential(size - 1).split('e')[1]);
  const short = (text: string): string => (text.includes('.') ? text.replace(/(?<!0)0+$/, '').replace(/\.$/, '') : text);
  if (exponent < -4 || exponent >= size) {
    const [digits = '', power = ''] = exponential(value, size - 1).split('e');
    return `${short(digits)}e${power}`;
  }
  const text = value.toFixed(Math.max(0, size - 1 - exponent));
  const trimmed = short(text);
  return keepsPoint && !trimmed.includes('.') ? `${trimmed}.0` : trimmed;
}

export function exponential(value: number, digits: number): string {
  return value.toExponential(digits).replace(/e([-+])(\d)$/, 'e$10$2');
}

function momentText(it: Machine, value: Moment, spec: string): string {
  if (it.family === 'python' && value.kind === 'span') throw new Unknown('a format of a span');
  return spec.includes('%') || it.family === 'python'
    ? it.shown(it.send(value, 'strftime', [spec]))
    : aligned(it.shown(value), Number(/(?<!\d)\d+$/.exec(spec)?.[0] ?? 0), /[<>^]/.exec(spec)?.[0] ?? '<', ' ');
}

function aligned(text: string, size: number, align: string, fill: string): string {
  if (align === '<') return text.padEnd(counted(size), fill);
  if (align === '>') return text.padStart(counted(size), fill);
  if (align === '^')
    return text.padStart(counted(text.length + Math.floor(Math.max(0, size - text.length) / 2)), fill).padEnd(counted(size), fill);
  throw new Unknown('a format');
}

function formattedNet(it: Machine, value: Value, spec: string): string {
  if (!isNumber(value)) throw new Unknown('a format');
  const [, kind, digits] = /^([FfDdNn])(\d*)$/.exec(spec) ?? [];
  if (kind === undefined) {
    if (/^0+$/.test(spec)) return fixed(value, 0, 'csharp').padStart(spec.length, '0');
    const behind = /^0\.(0+)$/.exec(spec)?.[1];
    if (behind) return fixed(value, behind.length, 'csharp');
    throw new Unknown('a format');
  }
  if (/d/i.test(kind)) return it.shown(value).padStart(counted(Number(digits || 0)), '0');
  const text = fixed(value, digits === '' || digits === undefined ? 2 : Number(digits), 'csharp');
  return /n/i.test(kind) ? grouped(text, ',') : text;
}

/** `%05.2f of %s`: what C, Go, Java, PHP, Python and Ruby write so. */
export function printed(it: Machine, format: string, args: readonly Value[], family: string): string {
  const left = [...args];
  if (family !== 'php' && /%[-+ 0#,]*'/.test(format)) throw new Unknown('a format');
  return format.replace(
    /%(?:(\d)\$)?((?:[-+ 0#,]|'.){0,3})(\d{1,3})?(?:\.(\d{1,2}))?[lhz]{0,2}([a-zA-Z%])/g,
    (_, place: string, given: string, width: string, precision: string, type: string) => {
      const [flags, fill = ' '] = [given.replace(/'./g, ''), /'(.)/.exec(given)?.[1]];
      if (type === '%') return '%';
      if (type === 'n') return '\n';
      if (place !== undefined ? Number(place) > args.length : left.length === 0) {
        if (family === 'java') return fail('MissingFormatArgumentException');
        throw new Unknown('a format without a value');
      }
      const value = place === undefined ? left.shift() : args[Number(place) - 1];
      let text: string;
      if (/^[di]$/.test(type)) {
        if (family === 'java' && typeof value !== 'bigint') return fail('IllegalFormatConversionException');
        if (!isNumber(value)) throw new Unknown('a format of something else');
        text = String(typeof value === 'bigint' ? value : Math.trunc(value));
      } else if (type === 'f' && value instanceof Decimal && family === 'java') {
        text = decimalText(scaledTo(value, precision === undefined ? 6 : Number(precision), 'HALF_UP'));
      } else if (/^[fF]$/.test(type)) {
        if (!isNumber(value)) throw new Unknown('a format of something else');
        text = fixed(value, precision === undefined ? 6 : Number(precision), family === 'php' ? 'c' : family);
      } else if (family === 'java' && /^[bB]$/.test(type)) text = String(value !== null && value !== false);
      else if (family === 'java' && type === 'S') text = it.shown(value).toUpperCase();
      else if (type === 'c' && typeof value === 'bigint') text = String.fromCodePoint(Number(value));
      else if (type === 'q') text = JSON.stringify(it.shown(value));
      else if (/^[xXo]$/.test(type) && typeof value === 'bigint' && value >= 0n) {
        text = value.toString(type === 'o' ? 8 : 16);
        if (type === 'X') text = text.toUpperCase();
      } else if (/^[svcr]$/.test(type))
        text = it.shown(value, type === 'r').slice(0, precision === undefined ? undefined : Number(precision));
      else throw new Unknown('a format');
      if (flags.includes(',')) text = grouped(text, ',');
      if (flags.includes('+') && isNumber(value) && !text.startsWith('-')) text = `+${text}`;
      const size = Number(width ?? 0);
      if (flags.includes('-')) return text.padEnd(counted(size), fill);
      if (flags.includes('0') && isNumber(value))
        return text.startsWith('-') ? `-${text.slice(1).padStart(counted(size - 1), '0')}` : text.padStart(counted(size), '0');
      return text.padStart(counted(size), fill);
    },
  );
}

/** `:.2f`, `:,` … of Python. */
function formattedDecimal(value: Decimal, precision: number | undefined, group: string | undefined): string {
  const text = decimalText(precision === undefined ? value : scaledTo(value, precision));
  return group ? grouped(text, group) : text;
}
