import type { FlatTree, NodeId } from '../flatTree';

/** What the operators have to know about a language: its words, and how its grammar calls things. */
export interface CodeWords {
  /** Node types of statement lists in braces or by indentation. */
  blocks: readonly string[];
  braces: boolean;
  /** Statements that leave what is around them. */
  exits: readonly string[];
  /** Wraps an expression that stands alone. */
  expressionStatement: string;
  assignments: readonly string[];
  /** Adds to what is there: `a += 1`, `i++`. */
  updates: readonly string[];
  /** Expressions of two operands with an operator between them. */
  binaries: readonly string[];
  and: string;
  or: readonly string[];
  negations: readonly string[];
  /** Call types with the fields of callee (or name) and arguments. */
  calls: Readonly<Record<string, readonly [callee: string, args: string]>>;
  /** Arguments given by name: never swapped. */
  namedArguments: readonly string[];
  /** Parameters with a default: field of the value. */
  defaults: Readonly<Record<string, string>>;
  /** Node types of whole numbers. */
  integers: readonly string[];
  strings: readonly string[];
  /** Lists, maps and the like that hold nothing, as written. */
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
  /** Methods without arguments whose call people forget: `strip`, `copy`, `toLowerCase`. */
  tidying: readonly string[];
  /** Names that are taken for each other, in both directions. */
  twins: readonly (readonly [string, string])[];
  /** Operators that are taken for each other. */
  operatorTwins: Readonly<Record<string, readonly string[]>>;
}
