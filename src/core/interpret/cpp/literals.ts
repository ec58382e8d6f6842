import type { Expr } from '../../syntax/lower/ir';
import { Unknown, type Value } from '../values/value';
import { CppType, FLOAT, INT, LONG, SIZE, UNSIGNED, widthOf } from './types';
import { char, Num, whole } from './values';

/** A number as it is written: `1'000`, `0x1F`, `10L`, `2.5f`. */
export function numberOf(written: string): Value {
  const text = written.replaceAll("'", '');
  if (text.startsWith('-')) return negated(numberOf(text.slice(1)));
  const isHex = /^0x/i.test(text);
  if (!isHex && /[.e]/i.test(text)) {
    if (/l$/i.test(text)) throw new Unknown('long double');
    const value = Number(text.replace(/[fF]$/, ''));
    return /f$/i.test(text) ? new Num(FLOAT, Math.fround(value)) : value;
  }
  const [, digits = '', suffix = ''] = /^(0x[\da-f]+|0b[01]+|\d+)([ulz]*)$/i.exec(text) ?? [];
  if (digits === '') throw new Unknown('a number');
  const value = /^0\d/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
  const isUnsigned = /u/i.test(suffix);
  if (/ll/i.test(suffix)) return whole(new CppType('int', isUnsigned ? 'unsigned long long' : 'long long'), value);
  const fits = (type: CppType): boolean => {
    const [bits, isSigned] = widthOf(type);
    return value < 1n << BigInt(isSigned ? bits - 1 : bits);
  };
  const types = /[lz]/i.test(suffix)
    ? isUnsigned
      ? [SIZE]
      : [LONG]
    : isUnsigned
      ? [UNSIGNED, SIZE]
      : isHex
        ? [INT, UNSIGNED, LONG, SIZE]
        : [INT, LONG];
  const type = types.find(fits);
  if (!type) throw new Unknown('a large number');
  return whole(type, value);
}

function negated(value: Value): Value {
  if (typeof value === 'number') return -value;
  if (typeof value === 'bigint') return -value;
  const { type, value: own } = value as Num;
  if (typeof own === 'number') return new Num(type, -own);
  const [bits, isSigned] = widthOf(type);
  return whole(type, isSigned ? -own : BigInt.asUintN(bits, -own));
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', a: '\x07', b: '\b', f: '\f', v: '\v' };

function unescaped(text: string): string {
  return text.replace(/\\(x[\da-fA-F]{1,2}|[0-7]{1,3}|u[\da-fA-F]{4}|.)/gs, (_, each: string) => {
    if (/^x/.test(each)) {
      const code = Number.parseInt(each.slice(1), 16);
      if (code > 127) throw new Unknown('a byte');
      return String.fromCharCode(code);
    }
    if (/^u/.test(each)) return String.fromCharCode(Number.parseInt(each.slice(1), 16));
    if (/^[0-7]/.test(each)) return String.fromCharCode(Number.parseInt(each, 8));
    return ESCAPES[each] ?? each;
  });
}

export function literalChar(written: string): Value {
  const text = unescaped(written);
  if (text.length !== 1 || text.charCodeAt(0) > 127) throw new Unknown('a letter of several bytes');
  return char(text.charCodeAt(0));
}

/** A text as it is written, with its pieces in a row. */
export function literalText(node: Extract<Expr, { kind: 'literal' }>, text: string): string {
  if (node.parts) return node.parts.map((each) => (each.kind === 'literal' ? literalText(each, text) : fail())).join('');
  const written = text.slice(node.start, node.end);
  const raw = /^(?:u8)?R"(\w*)\(([\s\S]*)\)\1"$/.exec(written);
  if (raw) return raw[2]!;
  if (!written.startsWith('"')) throw new Unknown('a text of wide letters');
  return unescaped(node.value);
}

function fail(): never {
  throw new Unknown('a text');
}
