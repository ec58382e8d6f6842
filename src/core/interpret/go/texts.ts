import { fixed } from '../library/formats';
import { Unknown } from '../values/value';

/** A number with digits behind its point or an exponent, without a sign. */
export const FRACTION = /^(?=\.?\d)\d*(?:\.\d*)?(?:[eE][-+]?\d+)?$/;

/** Digits without the zeros at their end. */
export function withoutZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}

/** The same, with the point that they stand behind. */
const shortened = (text: string): string => (text.includes('.') ? withoutZeros(text).replace(/\.$/, '') : text);

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v' };

/** A text as code writes it, with its escapes read. */
export function escaped(written: string): string {
  return written.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|(.))/gs,
    (_, byte: string, short: string, long: string, octal: string, sign: string) => {
      const code = byte !== undefined ? Number.parseInt(byte, 16) : octal !== undefined ? Number.parseInt(octal, 8) : undefined;
      if (code !== undefined) {
        if (code > 127) throw new Unknown('a byte that is no text');
        return String.fromCharCode(code);
      }
      const point = short ?? long;
      return point === undefined ? (ESCAPES[sign] ?? sign) : String.fromCodePoint(Number.parseInt(point, 16));
    },
  );
}

const QUOTED: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
  '\\': '\\\\',
};

/** `%q`, `strconv.Quote`. */
export function quotedGo(text: string, quote = '"'): string {
  const said = [...text].map((sign) => {
    if (sign === quote) return `\\${quote}`;
    if (Object.hasOwn(QUOTED, sign)) return QUOTED[sign]!;
    const code = sign.codePointAt(0)!;
    if (code < 32 || code === 127) return `\\x${code.toString(16).padStart(2, '0')}`;
    return /[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(sign) ? sign : `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return quote + said.join('') + quote;
}

export const runeText = (code: bigint): string =>
  code < 0n || code > 0x10ffffn || (code >= 0xd800n && code < 0xe000n) ? '\uFFFD' : String.fromCodePoint(Number(code));

/** The shortest digits of a number that is not 0, and the exponent of the first one. */
function digitsOf(value: number, bits: number): { digits: string; exponent: number } {
  let text = Math.abs(value).toExponential();
  if (bits === 32) {
    for (let precision = 0; precision < 10; precision += 1) {
      text = Math.abs(value).toExponential(precision);
      if (Math.fround(Number(text)) === Math.abs(value)) break;
    }
  }
  const [mantissa = '', exponent = '0'] = text.split('e');
  return { digits: mantissa.replace('.', ''), exponent: Number(exponent) };
}

/** A fraction as `strconv.FormatFloat` writes it; `v` is `g`. @param precision -1 or undefined for as many digits as it needs */
export function fractionText(value: number, verb: string, precision: number | undefined, bits: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  if (/^[fF]$/.test(verb)) {
    if (precision === -1) return sign + plainText(size, bits);
    if (size >= 1e21) throw new Unknown('a large fraction');
    return sign + fixed(size, precision ?? 6, 'go');
  }
  if (/^[eE]$/.test(verb)) {
    const text = precision === -1 ? exponential(size, undefined, bits) : exponential(size, precision ?? 6, bits);
    return sign + (verb === 'E' ? text.toUpperCase() : text);
  }
  if (size === 0) return `${sign}0`;
  const { exponent } = digitsOf(size, bits);
  if (precision === undefined || precision === -1) {
    return sign + (exponent < -4 || exponent >= 6 ? exponential(size, undefined, bits) : plainText(size, bits));
  }
  const kept = size.toPrecision(Math.max(1, precision));
  const own = Number(kept);
  const place = own === 0 ? 0 : Number(own.toExponential().split('e')[1]);
  if (place < -4 || place >= Math.max(1, precision)) {
    const [mantissa = '', power = '0'] = size.toExponential(Math.max(0, precision - 1)).split('e');
    return sign + withPower(shortened(mantissa), Number(power));
  }
  const text = size.toFixed(Math.max(0, precision - 1 - place));
  return sign + shortened(text);
}

function exponential(size: number, precision: number | undefined, bits: number): string {
  if (size === 0) return `0${precision ? `.${'0'.repeat(precision)}` : ''}e+00`;
  if (precision !== undefined) {
    const [mantissa = '', power = '0'] = size.toExponential(precision).split('e');
    return withPower(mantissa, Number(power));
  }
  const { digits, exponent } = digitsOf(size, bits);
  return withPower(digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits, exponent);
}

const withPower = (mantissa: string, power: number): string =>
  `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;

/** All digits without an exponent. */
function plainText(size: number, bits: number): string {
  if (size === 0) return '0';
  const { digits, exponent } = digitsOf(size, bits);
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return digits.padEnd(exponent + 1, '0');
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
