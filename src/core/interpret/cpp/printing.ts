import { exponential, fixed, general } from '../library/formats';
import { counted } from '../values/limits';
import { Unknown, type Value } from '../values/value';
import { integer, real, textOf } from './conversions';
import { letter } from './operators';
import { Style } from './streamValues';
import { shownIn } from './streams';
import { widthOf } from './types';
import { ascii, load, typeOf } from './values';

/** What `printf` prints. */
export function printedC(format: string, args: readonly Value[]): string {
  const left = [...args];
  return format.replace(
    /%([-+ 0#]{0,5})(\*|\d{1,6})?(?:\.(\*|\d{1,6}))?(?:hh|h|ll|l|z|j|t)?([a-zA-Z%])/g,
    (_, flags: string, width: string | undefined, precision: string | undefined, kind: string) => {
      if (kind === '%') return '%';
      const wide = width === '*' ? Number(integer(left.shift())) : Number(width ?? 0);
      const digits = precision === '*' ? Number(integer(left.shift())) : precision === undefined ? undefined : Number(precision);
      if (left.length === 0) throw new Unknown('a value that is not there');
      const value = left.shift();
      let text: string;
      if (kind === 's') text = digits === undefined ? textOf(value) : ascii(textOf(value)).slice(0, digits);
      else if (kind === 'c') text = letter(load(value));
      else if (/[di]/.test(kind)) text = String(asInt(load(value)));
      else if (kind === 'u') text = String(unsigned(load(value)));
      else if (/[xXo]/.test(kind)) text = unsigned(load(value)).toString(kind === 'o' ? 8 : 16);
      else if (/[fF]/.test(kind)) text = fixed(realOnly(value), digits ?? 6, 'python');
      else if (/[eE]/.test(kind)) text = exponential(realOnly(value), digits ?? 6);
      else if (/[gG]/.test(kind)) text = general(realOnly(value), digits ?? 6, false);
      else throw new Unknown('a format');
      if (/[XEG]/.test(kind)) text = text.toUpperCase();
      if (digits !== undefined && /[dixXou]/.test(kind)) text = text.replace(/(?<!\d)\d+$/, (all) => all.padStart(digits, '0'));
      const isNumber = !/[sc]/.test(kind);
      if (isNumber && flags.includes('+') && !text.startsWith('-')) text = `+${text}`;
      else if (isNumber && flags.includes(' ') && !text.startsWith('-')) text = ` ${text}`;
      if (text.length < wide) {
        counted(wide);
        ascii(text);
      }
      if (flags.includes('-')) return text.padEnd(wide);
      if (flags.includes('0') && isNumber) {
        const sign = /^[-+ ]/.exec(text)?.[0] ?? '';
        return sign + text.slice(sign.length).padStart(wide - sign.length, '0');
      }
      return text.padStart(wide);
    },
  );
}

function realOnly(value: Value): number {
  if (typeOf(load(value)).kind !== 'float') throw new Unknown('a format of another type');
  return real(value);
}

function asInt(value: Value): bigint {
  const type = typeOf(value);
  if (type.kind === 'float' || (type.kind === 'int' && !widthOf(type)[1] && integer(value) > 2147483647n))
    throw new Unknown('a format of another type');
  return integer(value);
}

function unsigned(value: Value): bigint {
  const type = typeOf(value);
  if (type.kind !== 'int' && type.kind !== 'bool') throw new Unknown('a format of another type');
  return BigInt.asUintN(type.kind === 'bool' ? 32 : widthOf(type)[0], integer(value));
}

/** What `std::format` makes. */
export function formatted(format: string, args: readonly Value[]): string {
  let next = 0;
  return format.replace(/\{\{|\}\}|\{(\d*)(?::([^{}]*))?\}/g, (all: string, place: string | undefined, spec: string | undefined) => {
    if (all === '{{') return '{';
    if (all === '}}') return '}';
    const value = args[place === undefined || place === '' ? next++ : Number(place)];
    if (value === undefined) throw new Unknown('a value that is not there');
    return specified(load(value), spec ?? '');
  });
}

function specified(value: Value, spec: string): string {
  const parts = /^(?:(.)?([<>^]))?([-+ ])?(#)?(0)?(\d+)?(?:\.(\d+))?([a-zA-Z])?$/.exec(spec);
  if (!parts) throw new Unknown('a format');
  const [, fill = ' ', align, sign, , zero, width, precision, kind] = parts;
  const style = new Style();
  style.isAlpha = true;
  const isReal = typeOf(value).kind === 'float';
  const isNumber = /^(?:int|float)$/.test(typeOf(value).kind) && typeOf(value).name !== 'char';
  let text: string;
  if (isReal) {
    const number = real(value);
    if (kind === undefined && precision === undefined) text = shortest(number);
    else if (/^[fF]$/.test(kind ?? '')) text = fixed(number, Number(precision ?? 6), 'python');
    else if (/^[eE]$/.test(kind ?? '')) text = exponential(number, Number(precision ?? 6));
    else text = general(number, Number(precision ?? 6), false);
  } else if (isNumber && /^[xXbo]$/.test(kind ?? '')) text = integer(value).toString({ x: 16, X: 16, b: 2, o: 8 }[kind!]);
  else {
    if (kind !== undefined && !/^[ds]$/.test(kind)) throw new Unknown('a format');
    text = shownIn(value, style);
    if (precision !== undefined) text = ascii(text).slice(0, Number(precision));
  }
  if (isNumber && /^[+ ]$/.test(sign ?? '') && !text.startsWith('-')) text = `${sign}${text}`;
  const size = Number(width ?? 0);
  if (text.length >= size) return text;
  ascii(text);
  counted(size);
  if (zero && align === undefined) {
    const own = /^[-+]/.exec(text)?.[0] ?? '';
    return own + text.slice(own.length).padStart(size - own.length, '0');
  }
  const how = align ?? (isNumber ? '>' : '<');
  if (how === '<') return text.padEnd(size, fill);
  if (how === '>') return text.padStart(size, fill);
  const before = Math.floor((size - text.length) / 2);
  return fill.repeat(before) + text + fill.repeat(size - text.length - before);
}

function shortest(value: number): string {
  if (!Number.isFinite(value) || (value !== 0 && (Math.abs(value) >= 1e6 || Math.abs(value) < 1e-4)))
    throw new Unknown('a number of many digits');
  return Object.is(value, -0) ? '-0' : String(value);
}
