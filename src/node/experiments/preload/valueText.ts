import { types } from 'node:util';
import type { ValueText } from '../../../core/experiments/asserted/assertedValue';

const LONGEST = 20_000;
const MOST_PARTS = 400;
const DEEPEST = 8;

const getPrototype = Object.getPrototypeOf;
const getDescriptor = Object.getOwnPropertyDescriptor;
const keysOf = Object.keys;

/**
 * The text of a value, made without running code of the program: no getter, no `toString`, no trap of a proxy.
 * @param structures whether lists and objects are read
 * @returns undefined for a value that is too large or of another kind
 */
export function valueText(value: unknown, structures: boolean): ValueText | undefined {
  if (typeof value === 'string') return value.length > LONGEST ? undefined : { kind: 'text', text: value };
  if (value === null || typeof value !== 'object')
    return typeof value === 'function' ? undefined : { kind: 'plain', text: plainText(value) };
  if (!structures) return undefined;
  const left = { parts: MOST_PARTS };
  const text = structure(value, left, 0);
  return text === undefined ? undefined : { kind: 'structure', text };
}

function structure(value: unknown, left: { parts: number }, depth: number): string | undefined {
  if (--left.parts < 0 || depth > DEEPEST) return undefined;
  if (typeof value === 'string') return value.length > LONGEST ? undefined : `'${value}'`;
  if (typeof value === 'function') return '[Function]';
  if (value === null || typeof value !== 'object') return plainText(value);
  if (types.isProxy(value) || types.isTypedArray(value) || types.isMap(value) || types.isSet(value) || types.isPromise(value))
    return undefined;
  const isList = Array.isArray(value);
  if (!isList && !isPlain(value)) return undefined;
  const parts: string[] = [];
  for (const key of keysOf(value)) {
    const part = structure(getDescriptor(value, key)?.value, left, depth + 1);
    if (part === undefined) return undefined;
    parts.push(isList ? part : `${key}: ${part}`);
  }
  return isList ? `[${parts.join(', ')}]` : `{${parts.join(', ')}}`;
}

/** As Node prints it. */
function plainText(value: unknown): string {
  return typeof value === 'bigint' ? `${value}n` : String(value);
}

/** An object literal, or an instance of a class: with a prototype that is no other language object. */
function isPlain(value: object): boolean {
  if (types.isDate(value) || types.isRegExp(value) || types.isNativeError(value) || types.isBoxedPrimitive(value)) return false;
  const prototype = getPrototype(value) as object | null;
  return prototype === null || !types.isProxy(prototype);
}
