import type { Value } from '../values/value';
import type { Type } from './modules';
import type { Ref } from './values';
import type { World } from './machine';

/** How a method of the library is called. */
export interface Site {
  /** What stands in `::<…>`. */
  readonly types: readonly (Type | undefined)[];
  /** The type that it has to give. */
  readonly want?: Type | undefined;
  /** Where the value is kept that it is called on. */
  readonly place: () => Ref;
}

/** A method of a type of the library. `of`: what it is called on, behind references. */
export type Row<Of = Value> = (w: World, of: Of, args: Value[], site: Site) => Value;

export type Rows<Of = Value> = Readonly<Record<string, Row<Of>>>;
