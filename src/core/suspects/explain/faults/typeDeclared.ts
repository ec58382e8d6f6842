import type { Fn } from '../../../syntax/lower/ir';

/** A class, struct or record of the program, with what it declares in all files. */
export interface TypeDeclared {
  readonly name: string;
  /** Declared types by field; `''` where two declarations differ. */
  readonly fields: Map<string, string>;
  /** Without those of one name that differ. */
  readonly methods: Map<string, Fn | undefined>;
  /** A value is copied where it is assigned: `struct` of C#, Go, Rust and C++, `class` of C++. */
  isValue: boolean;
}

export type TypesDeclared = ReadonlyMap<string, TypeDeclared>;
