import type { Core } from '../running/machine';
import { exponential, fixed, general } from '../library/formats';
import { counted } from '../values/limits';
import { Unknown, type Value } from '../values/value';
import { integer, isText, textOf } from './conversions';
import { assignCell, convert } from './core';
import { type CppType, widthOf } from './types';
import { ascii, Cell, char, EnumValue, load, Moved, Num, Ptr, typeOf } from './values';
import { Manipulator, StreamOf, type Style } from './streamValues';

export function makeStream(it: Core, type: CppType, args: readonly Value[]): Value {
  const [first] = args;
  if (/stringstream$/.test(type.name)) {
    const stream = new StreamOf(type, first === undefined ? '' : textOf(first));
    if (type.name === 'ostringstream' && first !== undefined) throw new Unknown('a stream that writes over a text');
    return stream;
  }
  if (first === undefined) return new StreamOf(type, '', undefined, false);
  return opened(it, type, textOf(first));
}

function opened(it: Core, type: CppType, path: string): StreamOf {
  if (type.name !== 'ifstream') throw new Unknown('a file that is written');
  const texts = (it as unknown as { texts: ReadonlyMap<string, string> }).texts;
  const plain = path.replace(/^\.\//, '');
  const text = texts.get(plain) ?? [...texts].find(([name]) => name.endsWith(`/${plain}`))?.[1];
  if (text === undefined && !/missing|nonexist|no_such|not_there|does_not/i.test(path)) throw new Unknown('a file');
  const stream = new StreamOf(type, text ?? '', undefined, text !== undefined, path);
  if (text === undefined) stream.failed = true;
  return stream;
}

/** `stream << value` @param left what the whole gives again */
export function written(stream: StreamOf, left: Value, value: Value): Value {
  const held = load(value);
  if (held instanceof Manipulator) {
    held.apply(stream);
    return left;
  }
  const { style } = stream;
  const text = shownIn(held, style);
  stream.put(padded(text, style));
  style.width = 0;
  return left;
}

function padded(text: string, { width, fill, align }: Style): string {
  if (text.length >= width) return text;
  counted(width);
  ascii(text);
  if (align === 'left') return text.padEnd(width, fill);
  if (align === 'internal') {
    const [sign = ''] = /^[-+]?(?:0x)?/i.exec(text) ?? [];
    return sign + text.slice(sign.length).padStart(width - sign.length, fill);
  }
  return text.padStart(width, fill);
}

/** A value as a stream writes it. */
export function shownIn(held: Value, style: Style): string {
  if (isText(held)) return textOf(held);
  if (typeof held === 'boolean') return style.isAlpha ? String(held) : held ? '1' : '0';
  if (held instanceof Num && /char$/.test(held.type.name)) {
    const code = Number(integer(held));
    if (code < 0 || code > 127) throw new Unknown('a letter of several bytes');
    return String.fromCharCode(code);
  }
  if (typeof held === 'number' || (held instanceof Num && typeof held.value === 'number'))
    return realText(Number(held instanceof Num ? held.value : held), style);
  if (held instanceof EnumValue && held.of.isClass) throw new Unknown('an enumeration that is printed');
  if (held instanceof Ptr) throw new Unknown('an address');
  const value = integer(held);
  if (style.base !== 10) {
    const [bits] = widthOf(typeOf(held instanceof EnumValue ? held.value : held));
    const text = BigInt.asUintN(bits, value).toString(style.base);
    const based = style.isBased ? (style.base === 16 ? `0x${text}` : `0${text}`) : text;
    return style.isUpper ? based.toUpperCase() : based;
  }
  return style.isSigned && value >= 0n ? `+${value}` : String(value);
}

function realText(value: number, { float, precision, isSigned, isUpper, hasPoint }: Style): string {
  const sign = isSigned && value >= 0 ? '+' : Object.is(value, -0) ? '-' : '';
  if (!Number.isFinite(value))
    return Number.isNaN(value) ? (Object.is(value, Number.NaN) ? fail() : 'nan') : value > 0 ? `${sign}inf` : '-inf';
  if (hasPoint) throw new Unknown('a number with its point');
  const text =
    float === 'fixed'
      ? fixed(value, precision, 'python')
      : float === 'scientific'
        ? exponential(value, precision)
        : general(value, precision, false);
  return sign + (isUpper ? text.toUpperCase() : text);
}

/** The sign of what is no number is the machine's. */
function fail(): never {
  throw new Unknown('what is no number');
}

/** `stream >> place` */
export function read(it: Core, stream: StreamOf, left: Value, into: Value): Value {
  const given = load2(into);
  if (given instanceof Manipulator) {
    given.apply(stream);
    return left;
  }
  if (!(into instanceof Cell)) throw new Unknown('what is read into');
  if (stream.sink) throw new Unknown('what is given to the program');
  const target = into.type && into.type.kind !== 'auto' && into.type.kind !== 'reference' ? into.type : typeOf(into.value);
  if (stream.failed || stream.ended) {
    stream.failed = true;
    return left;
  }
  if (stream.skips) skipSpaces(stream);
  if (stream.at >= stream.text.length) {
    stream.failed = true;
    stream.ended = true;
    return left;
  }
  if (target.kind === 'text') {
    const [word] = /^\S+/.exec(stream.text.slice(stream.at)) ?? [''];
    advance(stream, word.length);
    assignCell(it, into, word);
    return left;
  }
  if (target.kind === 'int' && /char$/.test(target.name)) {
    assignCell(it, into, char(ascii(stream.text[stream.at]!).charCodeAt(0)));
    stream.at += 1;
    return left;
  }
  if (target.kind === 'int' || target.kind === 'float' || target.kind === 'bool') {
    const rest = stream.text.slice(stream.at);
    const [word] = (target.kind === 'float' ? /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/ : /^[-+]?\d+/).exec(rest) ?? [''];
    if (target.kind === 'float' && /^[-+]?[\d.]{1,40}[eE](?![-+]?\d)/.test(rest)) throw new Unknown('a number with a letter behind it');
    if (word === '') {
      stream.failed = true;
      if (/^[-+]$/.test(rest)) stream.ended = true;
      into.value = convert(it, 0n, target);
      return left;
    }
    advance(stream, word.length);
    if (target.kind === 'float') into.value = convert(it, Number(word), target);
    else {
      const value = BigInt(word.replace('+', ''));
      const [bits, isSigned] = target.kind === 'bool' ? [1, false] : widthOf(target);
      if ((isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value)) !== value) throw new Unknown('a number out of range');
      into.value = convert(it, value, target);
    }
    return left;
  }
  throw new Unknown('what is read into');
}

function load2(value: Value): Value {
  return value instanceof Cell ? value.value : value;
}

function skipSpaces(stream: StreamOf): void {
  while (stream.at < stream.text.length && /\s/.test(stream.text[stream.at]!)) stream.at += 1;
}

/** What is read up to the end of the text has met the end. */
function advance(stream: StreamOf, by: number): void {
  stream.at += by;
  if (stream.at >= stream.text.length) stream.ended = true;
}

/** `std::getline(stream, text, end)` */
export function getLine(it: Core, left: Value, into: Value, end: Value | undefined): Value {
  const stream = load(left instanceof Moved ? left.from : left);
  if (!(stream instanceof StreamOf) || stream.sink || !(into instanceof Cell)) throw new Unknown('what is given to the program');
  const sign = end === undefined ? '\n' : String.fromCharCode(Number(integer(end)));
  if (stream.failed || stream.ended || stream.at >= stream.text.length) {
    if (!stream.failed && !stream.ended) assignCell(it, into, '');
    stream.failed = true;
    stream.ended = true;
    return left;
  }
  const found = stream.text.indexOf(sign, stream.at);
  const to = found < 0 ? stream.text.length : found;
  assignCell(it, into, stream.text.slice(stream.at, to));
  stream.at = found < 0 ? to : to + 1;
  if (found < 0) stream.ended = true;
  return left;
}

export function streamMethod(it: Core, self: Value, of: StreamOf, name: string, args: readonly Value[]): Value {
  const [first, second] = args;
  switch (name) {
    case 'str':
      if (first === undefined) return of.text;
      of.text = textOf(first);
      of.at = 0;
      return undefined;
    case 'good':
      return !of.failed && !of.ended;
    case 'fail':
    case 'bad':
      return name === 'fail' && of.failed;
    case 'eof':
      return of.ended;
    case 'clear':
      of.failed = false;
      of.ended = false;
      return undefined;
    case 'is_open':
      return of.isOpen;
    case 'open': {
      const file = opened(it, of.type, textOf(first));
      of.text = file.text;
      of.isOpen = file.isOpen;
      of.failed = file.failed;
      return undefined;
    }
    case 'close':
      of.isOpen = false;
      return undefined;
    case 'flush':
      return self;
    case 'precision':
      if (first === undefined) return BigInt(of.style.precision);
      of.style.precision = Number(integer(first));
      return undefined;
    case 'width':
      of.style.width = Number(integer(first));
      return undefined;
    case 'put':
      of.put(String.fromCharCode(Number(integer(first))));
      return self;
    case 'write':
      of.put(textOf(first).slice(0, Number(integer(second))));
      return self;
    case 'peek':
    case 'get': {
      if (of.sink) break;
      if (first !== undefined) {
        if (!(first instanceof Cell)) break;
        if (of.at >= of.text.length) {
          of.failed = true;
          of.ended = true;
        } else first.value = char(ascii(of.text[of.at++]!).charCodeAt(0));
        return self;
      }
      if (of.at >= of.text.length) {
        of.ended = true;
        if (name === 'get') of.failed = true;
        return -1n;
      }
      const code = BigInt(ascii(of.text[of.at]!).charCodeAt(0));
      if (name === 'get') of.at += 1;
      return code;
    }
    case 'ignore': {
      if (of.sink) break;
      if (first === undefined) of.at += 1;
      else {
        const sign = second === undefined ? undefined : String.fromCharCode(Number(integer(second)));
        const most = Number(integer(first));
        for (let left = most; left > 0 && of.at < of.text.length; left -= 1) if (of.text[of.at++] === sign) break;
      }
      if (of.at >= of.text.length) of.ended = true;
      return self;
    }
  }
  throw new Unknown(`the method ${name}`);
}

/** What is printed by its name: `std::endl`, `std::fixed`. */
const PLAIN: Readonly<Record<string, (stream: StreamOf) => void>> = {
  endl: (stream) => stream.put('\n'),
  flush: () => undefined,
  ends: (stream) => stream.put('\0'),
  ws: skipSpaces,
  fixed: ({ style }) => (style.float = 'fixed'),
  scientific: ({ style }) => (style.float = 'scientific'),
  defaultfloat: ({ style }) => (style.float = ''),
  boolalpha: ({ style }) => (style.isAlpha = true),
  noboolalpha: ({ style }) => (style.isAlpha = false),
  hex: ({ style }) => (style.base = 16),
  dec: ({ style }) => (style.base = 10),
  oct: ({ style }) => (style.base = 8),
  left: ({ style }) => (style.align = 'left'),
  right: ({ style }) => (style.align = 'right'),
  internal: ({ style }) => (style.align = 'internal'),
  showpos: ({ style }) => (style.isSigned = true),
  noshowpos: ({ style }) => (style.isSigned = false),
  showbase: ({ style }) => (style.isBased = true),
  uppercase: ({ style }) => (style.isUpper = true),
  skipws: (stream) => (stream.skips = true),
  noskipws: (stream) => (stream.skips = false),
};

export function manipulatorNamed(name: string): Manipulator | undefined {
  return Object.hasOwn(PLAIN, name) ? new Manipulator(PLAIN[name]!) : undefined;
}

/** `std::setw(8)` and its like. */
export function manipulatorOf(name: string, args: readonly Value[]): Manipulator | undefined {
  const [first] = args;
  switch (name) {
    case 'setw':
      return new Manipulator(({ style }) => (style.width = Number(integer(first))));
    case 'setprecision':
      return new Manipulator(({ style }) => (style.precision = Number(integer(first))));
    case 'setfill':
      return new Manipulator(({ style }) => (style.fill = String.fromCharCode(Number(integer(first)))));
    case 'setbase':
      return new Manipulator(({ style }) => (style.base = Number(integer(first))));
    case 'quoted':
      return new Manipulator((stream) => stream.put(`"${textOf(first).replace(/["\\]/g, '\\$&')}"`));
    default:
      return undefined;
  }
}
