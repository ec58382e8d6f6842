import type { Core } from '../running/machine';
import { isNumber, Pointer, Unknown, type Value } from '../values/value';
import { coerce } from './conversions';
import { methodIn } from './lookup';
import { fractionText } from './texts';
import { ANY, type Field, FLOAT64, type GoType, mapOf, sliceOf, STRING } from './types';
import {
  behind,
  errorOf,
  freshPointer,
  GoArray,
  GoMap,
  NilOf,
  raw,
  Ref,
  scalar,
  Slice,
  sliceWith,
  Struct,
  typeOfValue,
  zero,
} from './values';

/** The key of a field in JSON; undefined where it has none. */
function keyOf(field: Field): { key: string; omits: boolean; text: boolean } | undefined {
  const tag = /\bjson:"([^"]*)"/.exec(field.tag)?.[1];
  if (tag === '-' || !/^\p{Lu}/u.test(field.name)) return undefined;
  const [name = '', ...options] = (tag ?? '').split(',');
  return { key: name || field.name, omits: options.includes('omitempty'), text: options.includes('string') };
}

/** A value as `json.Marshal` writes it. */
export function toJson(it: Core, value: Value, indent: string): string {
  const text = JSON.stringify(plainOf(it, value), undefined, indent);
  // Only what JavaScript writes otherwise.
  return text
    .replace(/"\\u0000(-?[\d.e+]+)"/g, '$1')
    .replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function plainOf(it: Core, value: Value): unknown {
  if (value === null || value === undefined || value instanceof NilOf) return null;
  if (methodIn(value, 'MarshalJSON') || methodIn(value, 'MarshalText')) throw new Unknown('a value that writes itself');
  const plain = raw(value);
  if (typeof plain === 'string' || typeof plain === 'boolean') return plain;
  if (typeof plain === 'bigint') return `\u0000${plain}`;
  if (typeof plain === 'number') {
    const size = Math.abs(plain);
    if (!Number.isFinite(plain)) throw new Unknown('a number in JSON');
    return `\u0000${size !== 0 && (size < 1e-6 || size >= 1e21) ? fractionText(plain, 'e', -1, 64).replace(/e-0/, 'e-') : fractionText(plain, 'f', -1, 64)}`;
  }
  if (value instanceof Pointer || value instanceof Ref) return plainOf(it, behind(value));
  if (value instanceof Slice || value instanceof GoArray) {
    if (value.type.elem.shape.bits === 8) throw new Unknown('bytes in JSON');
    return value instanceof Slice && !value.array ? null : value.items.map((each) => plainOf(it, each));
  }
  if (value instanceof GoMap) {
    if (value.isNil) return null;
    const keys = value.pairs().map(([key, each]): [string, Value] => [keyName(raw(key)), each]);
    if (keys.some(([key]) => /^\d+$/.test(key))) throw new Unknown('keys that are numbers');
    return Object.fromEntries(keys.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, plainOf(it, each)]));
  }
  if (value instanceof Struct) {
    if (value.goType.fields.length === 0 && !value.goType.declared?.pkg) throw new Unknown('a value of the library in JSON');
    return Object.fromEntries(
      value.goType.fields.flatMap((field): [string, unknown][] => {
        if (field.embedded) throw new Unknown('an embedded field in JSON');
        const key = keyOf(field);
        const own = value.fields.get(field.name)!;
        if (!key || (key.omits && isEmpty(own))) return [];
        if (key.text || /^\d+$/.test(key.key)) throw new Unknown('a field in JSON');
        return [[key.key, plainOf(it, own)]];
      }),
    );
  }
  throw new Unknown('a value in JSON');
}

function keyName(key: Value): string {
  if (typeof key === 'string') return key;
  if (isNumber(key)) return `${key}`;
  throw new Unknown('a key in JSON');
}

function isEmpty(value: Value): boolean {
  const plain = raw(value);
  if (plain === null || plain === undefined || plain instanceof NilOf) return true;
  if (typeof plain === 'boolean') return !plain;
  if (typeof plain === 'string') return plain === '';
  if (typeof plain === 'bigint' || typeof plain === 'number') return Number(plain) === 0;
  if (value instanceof Slice || value instanceof GoArray) return value.items.length === 0;
  return value instanceof GoMap && value.entries.size === 0;
}

class Mismatch extends Error {}

/** `json.Unmarshal`: the error, or nil. */
export function fromJson(it: Core, text: string, to: Value): Value {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new Unknown('a text that is no JSON');
  }
  const target = to instanceof Pointer ? to.to : to instanceof Ref ? to : undefined;
  if (!target) throw new Unknown('what JSON is read into');
  try {
    if (target instanceof Struct) fillStruct(it, target, given);
    else if (target instanceof Ref) {
      const type = target.to ?? typeOfValue(target.get());
      if (!type) throw new Unknown('what JSON is read into');
      target.set(readAs(it, given, type, target.get(), text));
    }
  } catch (error) {
    if (error instanceof Mismatch) return errorOf(`json: cannot unmarshal ${error.message}`, [], '*json.UnmarshalTypeError');
    throw error;
  }
  return null;
}

function fillStruct(it: Core, to: Struct, given: unknown): void {
  if (given === null) return;
  if (methodIn(new Pointer(to), 'UnmarshalJSON')) throw new Unknown('a value that reads itself');
  if (typeof given !== 'object' || Array.isArray(given)) throw new Mismatch(`${kindOf(given)} into Go value of type ${to.goType.name}`);
  for (const [key, value] of Object.entries(given)) {
    const fields = to.goType.fields.filter((field) => !field.embedded);
    if (to.goType.fields.some((field) => field.embedded)) throw new Unknown('an embedded field in JSON');
    const field =
      fields.find((each) => keyOf(each)?.key === key) ?? fields.find((each) => keyOf(each)?.key.toLowerCase() === key.toLowerCase());
    if (!field) continue;
    if (keyOf(field)!.text) throw new Unknown('a field in JSON');
    to.fields.set(field.name, readAs(it, value, field.type, to.fields.get(field.name), to.goType.declared?.name ?? '', field));
  }
}

const kindOf = (given: unknown): string =>
  Array.isArray(given) ? 'array' : typeof given === 'object' ? 'object' : typeof given === 'boolean' ? 'bool' : typeof given;

function readAs(it: Core, given: unknown, type: GoType, before: Value, at: string, field?: Field): Value {
  const mismatch = (): never => {
    throw new Mismatch(`${kindOf(given)} into Go ${field ? `struct field ${at}.${keyOf(field)?.key}` : 'value'} of type ${type.name}`);
  };
  if (given === null)
    return type.kind === 'struct' || /^(?:int|uint|float|string|bool|array)$/.test(type.kind) ? (before ?? zero(type)) : zero(type);
  switch (type.kind) {
    case 'int':
    case 'uint':
      if (typeof given !== 'number') return mismatch();
      if (!Number.isSafeInteger(given)) throw new Unknown('a number in JSON');
      return scalar(type, BigInt(given));
    case 'float':
      return typeof given === 'number' ? scalar(type, given) : mismatch();
    case 'string':
      return typeof given === 'string' ? scalar(type, given) : mismatch();
    case 'bool':
      return typeof given === 'boolean' ? scalar(type, given) : mismatch();
    case 'slice':
      if (!Array.isArray(given) || type.elem.shape.bits === 8) return Array.isArray(given) ? unread() : mismatch();
      return sliceWith(
        type,
        given.map((each) => readAs(it, each, type.elem, undefined, at)),
      );
    case 'map': {
      if (kindOf(given) !== 'object') return mismatch();
      const map = before instanceof GoMap && !before.isNil ? before : new GoMap(type);
      for (const [key, each] of Object.entries(given as object)) map.set(coerce(key, type.key), readAs(it, each, type.elem, undefined, at));
      return map;
    }
    case 'struct': {
      const made = before instanceof Struct ? before : (zero(type) as Struct);
      fillStruct(it, made, given);
      return made;
    }
    case 'pointer': {
      if (before instanceof Pointer && before.to instanceof Struct) {
        fillStruct(it, before.to, given);
        return before;
      }
      return freshPointer(readAs(it, given, type.elem, undefined, at));
    }
    case 'interface':
      return anyOf(given);
    default:
      return unread();
  }
}

function unread(): never {
  throw new Unknown('what JSON is read into');
}

function anyOf(given: unknown): Value {
  if (given === null || typeof given === 'boolean' || typeof given === 'string') return given;
  if (typeof given === 'number') return scalar(FLOAT64, given);
  if (Array.isArray(given)) return sliceWith(sliceOf(ANY), given.map(anyOf));
  const map = new GoMap(mapOf(STRING, ANY));
  for (const [key, each] of Object.entries(given as object)) map.set(key, anyOf(each));
  return map;
}
