import { counted } from '../values/limits';
import { List, Unknown, type Value } from '../values/value';
import { coerce, convert } from './conversions';
import { sliceOrNil } from './operators';
import { type GoType, sliceOf } from './types';
import { copyOf, putInto, raw, Slice, typeOfValue, zero } from './values';

/** Sizes of the pieces that Go's memory comes in, in bytes. */
const PIECES = [
  8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352, 384, 416, 448, 480, 512, 576, 640, 704, 768,
  896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304, 2688, 3072, 3200, 3456, 4096, 4864, 5120, 5376, 6144, 6528, 6784, 6912, 8192, 9472, 9728,
  10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672, 32768,
]; // prettier-ignore

/** Bytes of a value of a type, and what they are aligned to. */
function bytesOfType(type: GoType): { size: number; align: number } {
  switch (type.kind) {
    case 'int':
    case 'uint':
    case 'float':
      return { size: type.shape.bits! / 8, align: type.shape.bits! / 8 };
    case 'bool':
      return { size: 1, align: 1 };
    case 'string':
    case 'interface':
      return { size: 16, align: 8 };
    case 'slice':
      return { size: 24, align: 8 };
    case 'array': {
      const { size, align } = bytesOfType(type.elem);
      return { size: size * type.shape.length!, align };
    }
    case 'struct': {
      let size = 0;
      let most = 1;
      for (const field of type.fields) {
        const own = bytesOfType(field.type);
        size = Math.ceil(size / own.align) * own.align + own.size;
        most = Math.max(most, own.align);
      }
      return { size: Math.ceil(size / most) * most, align: most };
    }
    case 'foreign':
      throw new Unknown('the size of a type');
    default:
      return { size: 8, align: 8 };
  }
}

/** The room of a slice that grows: that of Go's runtime. */
function grown(type: GoType, cap: number, needed: number): number {
  let room = needed;
  if (needed <= cap * 2) {
    room = cap;
    if (cap < 256) room = cap * 2;
    else while (room < needed) room += Math.floor((room + 3 * 256) / 4);
  }
  const { size } = bytesOfType(type);
  if (size === 0) return room;
  const bytes = room * size;
  const piece = bytes <= 32_768 ? PIECES.find((each) => each >= bytes)! : Math.ceil(bytes / 8192) * 8192;
  return Math.floor(piece / size);
}

/** `append`: in the same array where there is room, which others that share it see. */
export function appendTo(of: Value, more: readonly Value[], sample?: Value): Value {
  const given = sliceOrNil(of);
  const type = given?.type ?? (sample instanceof Slice ? sample.type : sliceOf(typeOfValue(sample) ?? unknown()));
  const slice = given ?? new Slice(type, undefined, 0, 0, 0);
  const values = more.map((each) => copyOf(coerce(each, type.elem)));
  if (values.length === 0) return slice;
  const needed = counted(slice.length + values.length);
  if (slice.array && needed <= slice.cap) {
    values.forEach((each, at) => (slice.array!.items[slice.from + slice.length + at] = each));
    return new Slice(type, slice.array, slice.from, needed, slice.cap);
  }
  const cap = counted(grown(type.elem, slice.cap, needed));
  const items = [...slice.items.map(copyOf), ...values];
  while (items.length < cap) items.push(zero(type.elem));
  return new Slice(type, new List(items), 0, needed, cap);
}

function unknown(): never {
  throw new Unknown('what is appended');
}

/** `copy(to, from)`. */
export function copyInto(to: Value, from: Value): Value {
  const target = sliceOrNil(to);
  if (!target) return 0n;
  const given = typeof raw(from) === 'string' ? convert(from, target.type) : from;
  const items = sliceOrNil(given)?.items.map(copyOf) ?? [];
  const size = Math.min(items.length, target.length);
  for (let at = 0; at < size; at += 1) {
    const place = target.from + at;
    target.array!.items[place] = putInto(target.array!.items[place], items[at]);
  }
  return BigInt(size);
}
