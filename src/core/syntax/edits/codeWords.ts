import type { FlatTree, NodeId } from '../flatTree';

/** The language data for the edits: its words, and the names in its grammar. */
export interface CodeWords {
  /** Node types of statement lists in braces or by indentation. */
  blocks: readonly string[];
  braces: boolean;
  /** Statements that exit their surroundings. */
  exits: readonly string[];
  /** Wraps an expression used as a statement. */
  expressionStatement: string;
  assignments: readonly string[];
  /** Adds to an existing value: `a += 1`, `i++`. */
  updates: readonly string[];
  /** Expressions of two operands with an operator between them. */
  binaries: readonly string[];
  and: string;
  or: readonly string[];
  negations: readonly string[];
  /** Call types with the fields of callee (or name) and arguments. */
  calls: Readonly<Record<string, readonly [callee: string, args: string]>>;
  /** Named arguments: never swapped. */
  namedArguments: readonly string[];
  /** Parameters with a default: field of the value. */
  defaults: Readonly<Record<string, string>>;
  /** Node types of whole numbers. */
  integers: readonly string[];
  /** Node types around a whole number that counts or points, beyond those of most languages. */
  counted?: readonly string[];
  strings: readonly string[];
  /** Empty lists, maps and the like, as written. */
  empties: RegExp;
  nil: string;
  yes: string;
  no: string;
  /** Condition, value if so, value if not. */
  ternary(tree: FlatTree, node: NodeId): readonly [NodeId, NodeId, NodeId] | undefined;
  /** Further branches: `else`, `elif`, `except`, one case of several. */
  branches: readonly string[];
  awaits: readonly string[];
  /** Functions whose only work is to convert their one argument. */
  conversions: readonly string[];
  /** Methods without arguments that people forget to call: `strip`, `copy`, `toLowerCase`. */
  tidying: readonly string[];
  /** Names that are often confused, in both directions. */
  twins: readonly (readonly [string, string])[];
  /** Operators that are often confused. */
  operatorTwins: Readonly<Record<string, readonly string[]>>;
}
