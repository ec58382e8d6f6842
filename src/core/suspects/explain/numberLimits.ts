import type { SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';

/** Whole-number types of a fixed size: the bits, and whether they hold negative numbers. */
const TYPES: Partial<Record<string, Readonly<Record<string, [bits: number, signed: boolean]>>>> = {
  go: {
    uint8: [8, false],
    byte: [8, false],
    int8: [8, true],
    uint16: [16, false],
    int16: [16, true],
    uint32: [32, false],
    int32: [32, true],
  },
  java: { byte: [8, true], short: [16, true], int: [32, true], Byte: [8, true], Short: [16, true], Integer: [32, true], Int: [32, true] },
  csharp: { byte: [8, false], sbyte: [8, true], short: [16, true], ushort: [16, false], int: [32, true], uint: [32, false] },
  cpp: {
    uint8_t: [8, false],
    int8_t: [8, true],
    uint16_t: [16, false],
    int16_t: [16, true],
    int: [32, true],
    short: [16, true],
    uint32_t: [32, false],
    int32_t: [32, true],
  },
  rust: { u8: [8, false], i8: [8, true], u16: [16, false], i16: [16, true], u32: [32, false], i32: [32, true] },
};

/** The smallest and the largest number of a type as it is written in a language; undefined for other types. */
export function limitOf(type: string, file: SyntaxFile): { smallest: number; largest: number } | undefined {
  const known = TYPES[familyOf(file.language)]?.[type];
  if (!known) return undefined;
  const [bits, signed] = known;
  return signed ? { smallest: -(2 ** (bits - 1)), largest: 2 ** (bits - 1) - 1 } : { smallest: 0, largest: 2 ** bits - 1 };
}
