import { Unknown, type Value } from '../values/value';
import { byteCount, bytesOf, textPart } from '../values/bytes';
import type { Range } from './values';
import { countIn, inside, Vec, View } from './values';
import type { World } from './machine';

/** The places that a range leaves out at both ends, in a sequence of some length. @throws a panic with Rust's words */
export function bounds(w: World, range: Range, length: number): [from: number, to: number] {
  const from = range.from === undefined ? 0 : countIn(range.from);
  const to = range.to === undefined ? length : countIn(range.to) + (range.closed ? 1 : 0);
  if (from > to && range.from !== undefined && (range.to !== undefined || from > length)) {
    if (range.to === undefined) w.panic(`range start index ${from} out of range for slice of length ${length}`);
    if (to <= length) w.panic(`slice index starts at ${from} but ends at ${to}`);
  }
  if (to > length) w.panic(`range end index ${to} out of range for slice of length ${length}`);
  if (from > to) w.panic(`slice index starts at ${from} but ends at ${to}`);
  return [from, to];
}

/** `of[range]` */
export function sliceOf(w: World, given: Value, range: Range, isChanged: boolean): Value {
  const of = inside(given);
  if (typeof of === 'string') return textSlice(w, of, range);
  if (of instanceof View) {
    const [from, to] = bounds(w, range, of.to - of.from);
    return new View(of.of, of.from + from, of.from + to);
  }
  if (!(of instanceof Vec)) throw new Unknown('a part of something else');
  const [from, to] = bounds(w, range, of.items.length);
  if (isChanged) return new View(of, from, to);
  const part = new Vec(of.items.slice(from, to));
  part.elem = of.elem;
  return part;
}

const isBoundary = (bytes: Uint8Array, at: number): boolean =>
  at === 0 || at === bytes.length || (at < bytes.length && (bytes[at]! & 0xc0) !== 0x80);

/** The part of a text between two places in bytes. */
export function textSlice(w: World, text: string, range: Range): string {
  const length = byteCount(text);
  const from = range.from === undefined ? 0 : countIn(range.from);
  const to = range.to === undefined ? length : countIn(range.to) + (range.closed ? 1 : 0);
  const bytes = bytesOf(text);
  const shown = text.length > 256 ? unknownText() : text;
  if (from > length) w.panic(`start byte index ${from} is out of bounds of \`${shown}\``);
  if (to > length) w.panic(`end byte index ${to} is out of bounds of \`${shown}\``);
  if (from > to) w.panic(`begin > end (${from} > ${to}) when slicing \`${shown}\``);
  for (const [word, at] of [
    ['start', from],
    ['end', to],
  ] as const) {
    if (isBoundary(bytes, at)) continue;
    let start = at;
    while (!isBoundary(bytes, start)) start -= 1;
    let end = at;
    while (!isBoundary(bytes, end)) end += 1;
    w.panic(
      `${word} byte index ${at} is not a char boundary; it is inside '${textPart(text, start, end)}' (bytes ${start}..${end}) of \`${shown}\``,
    );
  }
  return textPart(text, from, to);
}

function unknownText(): never {
  throw new Unknown('a long text');
}

/** Whether a place in bytes is between two characters. */
export const isCharBoundary = (text: string, at: number): boolean => isBoundary(bytesOf(text), at) && at <= byteCount(text);
