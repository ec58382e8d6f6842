/** Encodings of systems that do not write UTF-8, with their names in the Encoding Standard. */
export type LegacyEncoding = 'windows-1252' | 'windows-1251' | 'shift_jis' | 'euc-jp' | 'euc-kr' | 'gbk';

const SAMPLE = 64 * 1024;
/** The number of letters of one script in a row from which a decoding is accepted. */
const ENOUGH = 3;
/** Bytes of a word of Korean, on average. */
const SYLLABLES = 9;

const KANA = /[\u3041-\u30fe]/gu;
const HANGUL = /[\uac00-\ud7a3]/gu;
const HAN = /[\u4e00-\u9fff]/gu;
const CYRILLIC = /[А-Яа-яЁё]{3,}/gu;

/**
 * The most likely encoding of bytes that are not UTF-8. Two-byte scripts have even runs of high bytes, Cyrillic has long runs of any
 * length. The rest is Western: there a high byte is mostly alone among ASCII.
 */
export function legacyEncoding(bytes: Uint8Array): LegacyEncoding {
  const sample = bytes.subarray(0, SAMPLE);
  const japanese = (['shift_jis', 'euc-jp'] as const).find((encoding) => share(decode(sample, encoding), KANA) > 0.3);
  if (japanese) return japanese;
  const runs = runsOfHighBytes(sample);
  const high = sum(runs);
  if (isCyrillic(sample, high)) return 'windows-1251';
  if (sum(runs.filter((length) => length >= 4 && length % 2 === 0)) < 0.8 * high) return 'windows-1252';
  // Korean has a space every few syllables.
  if (high / runs.length <= SYLLABLES && share(decode(sample, 'euc-kr'), HANGUL) > 0.6) return 'euc-kr';
  return share(decode(sample, 'gbk'), HAN) > 0.6 ? 'gbk' : 'windows-1252';
}

/** Most letters are lower case, in words of more than two. */
function isCyrillic(bytes: Uint8Array, high: number): boolean {
  const words = (decode(bytes, 'windows-1251')?.match(CYRILLIC) ?? []).join('');
  const small = words.match(/[а-яё]/g)?.length ?? 0;
  return words.length >= 2 * ENOUGH && words.length > 0.6 * high && small > 0.6 * words.length;
}

/** A decoder of its own for windows-1252: Node's before version 23 leaves the bytes 80 to 9F as they are. */
export function legacyDecoder(encoding: LegacyEncoding): Pick<TextDecoder, 'decode'> {
  const decoder = new TextDecoder(encoding);
  if (encoding !== 'windows-1252') return decoder;
  return { decode: (...given) => decoder.decode(...given).replace(/[\u0080-\u009f]/g, (char) => ADDED[char.charCodeAt(0) - 0x80] ?? char) };
}

/** The additions of windows-1252 to ISO 8859-1, from 80 on; five are unused. */
const ADDED = [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'];

/** Share of a script among the characters that are not ASCII; 0 where the bytes cannot be decoded so, or have too few of its characters. */
function share(text: string | undefined, script: RegExp): number {
  const found = text?.match(script)?.length ?? 0;
  if (text === undefined || found < ENOUGH) return 0;
  return found / (text.match(/[^\u0000-\u007f]/gu)?.length ?? 1);
}

/** Undefined where more than a cut at the end is wrong, or where this runtime does not know the encoding. */
function decode(bytes: Uint8Array, encoding: LegacyEncoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

function sum(lengths: readonly number[]): number {
  return lengths.reduce((total, length) => total + length, 0);
}

function runsOfHighBytes(bytes: Uint8Array): number[] {
  const runs: number[] = [];
  let length = 0;
  for (const byte of bytes) {
    if (byte >= 0x80) length++;
    else if (length > 0) {
      runs.push(length);
      length = 0;
    }
  }
  if (length > 0) runs.push(length);
  return runs;
}
