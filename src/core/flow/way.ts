import type { Argument, Expr, Fn } from '../syntax/lower/ir';
import type { FunctionNode, SyntaxFile } from '../syntax/syntax';
import type { OriginEnd, OriginStep } from './originSteps';

/** What the flow needs of a program: its files, the stack, and where a module is. */
export interface Program {
  readonly files: readonly SyntaxFile[];
  /** Frames of the failure that have code, innermost first. */
  readonly frames: readonly { file: SyntaxFile; fn: FunctionNode | undefined; line: number; column: number | undefined; error: number }[];
  /** Data files that the code names. */
  readonly data?: readonly { file: string; lines: readonly string[] }[];
  /** What a parameterised test gives a parameter in the row that failed; 1-based line. */
  testRow(file: SyntaxFile, fn: FunctionNode, parameter: string): { readonly line: number; readonly value: string } | undefined;
  /** The file of an import. */
  moduleFile(module: string, at: SyntaxFile): SyntaxFile | undefined;
}

/**
 * A part of a value: under a key that is known, under one that is computed, any element of a list, any value or key of a map, any of both;
 * or what a promise gives. `of`: the whole, `by`: the key, as written.
 */
export type Selector =
  | { kind: 'key'; key: string; of: string; written?: 'symbol' | 'brackets'; by?: string }
  | { kind: 'computed'; key: string; of: string; written?: 'brackets' }
  | { kind: 'each' | 'value' | 'any' | 'keyOf' | 'count'; of: string }
  | { kind: 'awaited'; of: string };

export type Path = readonly Selector[];

/** Where an expression is read, and what is known of the call that runs its function. */
export interface At {
  readonly file: SyntaxFile;
  /** Index in the frames while the stack is followed; absent off it. */
  readonly frame?: number | undefined;
  readonly entered?: Entered | undefined;
}

/** The call whose result is followed: it tells what the parameters of a function and its object are. */
export interface Entered {
  readonly fn: Fn;
  readonly args: readonly Given[];
  /** The object that a method is called on. */
  readonly receiver?: Expr | undefined;
  readonly call: Expr;
  readonly at: At;
  /** Only the object is known, and not the call of the method. */
  readonly objectOnly?: true;
}

/** What a parameter gets: an argument, or an element of one. */
export interface Given extends Argument {
  readonly path?: Path;
}

/** An expression, and the part of its value that is meant. */
export interface Visit {
  readonly expr: Expr;
  readonly path: Path;
  readonly at: At;
}

/** A possible way of a value back through the program. */
export interface Way {
  readonly steps: readonly OriginStep[];
  /** Where it is left empty; absent where the value is something, or is not known. */
  readonly end?: OriginEnd;
  /** The expression at which the way stops, and the part of its value that is meant. */
  readonly last: Visit;
  /** What is there is not known: there may be any value. */
  readonly open?: true;
  /** It comes back to where it is followed from already, so it tells nothing of its own. */
  readonly again?: true;
  /** The expressions that it goes through, nearest first. */
  readonly trail: readonly Visit[];
}

/** The ways that a value may have come; `open`: there may be others. */
export interface Flow {
  readonly ways: readonly Way[];
  readonly open: boolean;
}

export function textOf({ file }: Pick<At, 'file'>, { start, end }: { start: number; end: number }): string {
  return file.text.slice(start, end);
}
