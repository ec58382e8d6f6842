import { wordSet } from './textTests';
import type { SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';

/** Whole-number types of a fixed size that do not tell it by their name, by families of languages: the bits, below 0 where they hold negative numbers. */
const BITS: Partial<Record<string, Readonly<Record<string, number>>>> = {
  go: { byte: 8 },
  java: { byte: -8, short: -16, int: -32, Byte: -8, Short: -16, Integer: -32, Int: -32 },
  csharp: { byte: 8, sbyte: -8, short: -16, ushort: 16, int: -32, uint: 32 },
  cpp: { int: -32, short: -16 },
};

/** `uint8`, `int16_t`, `u32` */
const SIZED = /^(u?)(?:int|i)?(8|16|32)(?:_t)?$/;
const WITH_SIZE = wordSet('go cpp rust');

/** The smallest and the largest number of a type as it is written in a language; undefined for other types. */
export function limitOf(type: string, { language }: SyntaxFile): { smallest: number; largest: number } | undefined {
  const family = familyOf(language);
  const [, unsigned, size] = (WITH_SIZE.has(family) && SIZED.exec(type)) || [];
  const own = BITS[family];
  const bits = size !== undefined ? Number(size) * (unsigned ? 1 : -1) : own && Object.hasOwn(own, type) ? own[type] : undefined;
  if (bits === undefined) return undefined;
  return bits < 0 ? { smallest: -(2 ** (-bits - 1)), largest: 2 ** (-bits - 1) - 1 } : { smallest: 0, largest: 2 ** bits - 1 };
}
