import type { Core } from '../running/machine';
import type { Value } from '../values/value';

/** A function of the library. */
export type GoRow = (it: Core, args: Value[]) => Value;

/** A method of a type of the library: what it is called on, its arguments, and the pointer if it is called on one. */
export type GoMethod = (it: Core, of: Value, args: Value[], given: Value) => Value;
