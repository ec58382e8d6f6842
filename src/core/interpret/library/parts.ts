import { isNumber, type Machine, Unknown, type Value } from '../values/value';

/** Arguments that a call gives by name. */
export type Named = ReadonlyMap<string, Value>;

/** A method of a value; `name` is as it was called, without `_`, in small letters. */
export type Method<T> = (it: Machine, of: T, args: Value[], named: Named, name: string) => Value;

/** Ends the interpreter: it does not know this. */
export function refuse(what: string): never {
  throw new Unknown(what);
}

/** A count as a number of the language. */
export const count = (it: Machine, value: number): Value => (it.family === 'javascript' ? value : BigInt(value));

/** A value that has to be a text. */
export const text = (value: Value | undefined): string => (typeof value === 'string' ? value : refuse('no text'));

/** A value that has to be a number. */
export const num = (value: Value | undefined): number => (isNumber(value) ? Number(value) : refuse('no number'));

/** What a language gives for something that is not there. */
export const nothingOf = (it: Machine): Value => (it.family === 'javascript' ? undefined : null);

/** Several names of one method. */
export function named<T>(rows: Readonly<Record<string, Method<T>>>): Readonly<Record<string, Method<never>>> {
  return Object.fromEntries(Object.entries(rows).flatMap(([names, method]) => names.split(' ').map((name) => [name, method])));
}

/** A function of a library. */
export type Row = (it: Machine, args: Value[], named: Named) => Value;
