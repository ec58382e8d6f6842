import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { aType, code } from './explanation';
import type { Found } from './resultPattern';

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

/** A result that wrapped around: its type holds it but not the expected one, and they differ by a multiple of the type's range. */
export function wrapsAround(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string): Found | undefined {
  if (!/^-?\d{1,15}$/.test(wanted) || !/^-?\d{1,15}$/.test(got)) return undefined;
  const apart = Math.abs(Number(wanted) - Number(got));
  for (const type of Object.keys(TYPES[familyOf(file.language)] ?? {})) {
    const limit = limitOf(type, file);
    const holds = (value: string): boolean => limit !== undefined && limit.smallest <= Number(value) && Number(value) <= limit.largest;
    if (!limit || holds(wanted) || !holds(got) || apart % (limit.largest - limit.smallest + 1) !== 0) continue;
    const declares = new RegExp(`(?<![\\w.])${type}(?![\\w(])`);
    const lines = file.lines.slice(fn.startLine - 1, fn.endLine).map((text, at) => ({ text: text.slice(0, 500), line: fn.startLine + at }));
    const found =
      lines.find(({ text, line }) => line > fn.signature.endLine && declares.test(text)) ?? lines.find(({ text }) => declares.test(text));
    if (!found) continue;
    return {
      sentence: `${code(found.text)} on line ${found.line} holds ${aType(type)}, which holds numbers from ${limit.smallest} to ${limit.largest}: a result outside of them wraps around, and ${code(wanted)} becomes ${code(got)}.`,
      place: { file: file.file, line: found.line },
      why: `${aType(type)}, which overflows`,
      check: `Use a larger type than ${code(type)} on line ${found.line}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}
