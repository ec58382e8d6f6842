import type { ParsedLanguage } from '../workspace/languages';
import type { LineRange } from '../workspace/lineRange';
import type { Stmt } from './lower/ir';

/** Languages with a grammar; all other files are `text` and read by indentation. */
export type SyntaxLanguage = ParsedLanguage | 'text';

/** Turns source text into a structure for queries. Created by `openSyntax`. */
export interface Syntax {
  /**
   * Never rejects because of the text: a text that no grammar can parse in time is read by indentation. Rejects with the signal's reason.
   */
  parse(file: string, text: string, signal?: AbortSignal): Promise<SyntaxFile>;
}

/** A parameter of a function, by position. */
export interface Parameter {
  name: string;
  /** As written, where it is. */
  type?: string;
}

export interface FunctionNode extends LineRange {
  /** 0-based index in `SyntaxFile.functions`. */
  index: number;
  /** `load`; for a callback passed with a string, both: `it 'shows orders'`. Empty where there is none. */
  name: string;
  /** With its classes and outer functions: `OrderStore.load`. */
  qualifiedName: string;
  /** Innermost class (struct, trait, module) around it. */
  className?: string;
  /** From the decorators to the line on which the body begins; 1-based, inclusive. */
  signature: LineRange;
  parameters: Parameter[];
  /** Index of the function around this one. */
  parent?: number;
  /** Index into `SyntaxFile.classes` of the class around this one. */
  classIndex?: number;
  /** `callback`: an inline argument of a call; `test`: a callback passed to a test runner's call. */
  kind: 'function' | 'method' | 'constructor' | 'callback' | 'test';
}

export interface ClassNode extends LineRange {
  /** 0-based index in `SyntaxFile.classes`. */
  index: number;
  name: string;
  /** The header's lines, body excluded. */
  header: LineRange;
  /** Names of its base types, without type arguments. */
  bases: string[];
}

export interface CallSite extends LineRange {
  /** Last name of the callee: `getOrders` of `api.getOrders()`. */
  name: string;
  /** The text before the last name: `api`; absent for a plain call. */
  receiver?: string;
  /** Argument texts in order; long ones are cut. */
  args: string[];
  /** 1-based. */
  column: number;
  /** Line of its name, where a chain over several lines has it below its first. */
  nameLine?: number;
  /** Creates an object: `new Foo()`. */
  construct: boolean;
}

export interface ImportBinding {
  /** As written: `./useOrders`, `pkg.module`, `com.acme.Order`, `crate::store`. */
  module: string;
  /** The exported name: `*` for the whole module, `default` for its default export, `''` for a plain load. */
  imported: string;
  /** The local name; `''` where everything is imported without a name. */
  local: string;
  line: number;
  /** Re-exports its imports: `export { x } from`. */
  reexport?: boolean;
}

export interface Definition extends LineRange {
  name: string;
  column: number;
  kind: 'parameter' | 'variable' | 'field' | 'loop' | 'catch';
  /** Text of the value; long ones are cut. */
  value?: string;
  /** Position of the value, for queries on its calls and uses. */
  valueRange?: LineRange;
  /** Calls with the value or a part of it as result, outermost first. */
  calls: CallSite[];
  /** Names and properties read in the value: `orders`, `this.cache`. */
  reads: string[];
  /** The path from the value to this name in a destructuring: `['data', 'orders']`, `['0']`. */
  path: string[];
  /** As written, where it is. */
  type?: string;
  /** 0-based index of the parameter. */
  position?: number;
}

export interface PropertyRead {
  /** Text of the property's object. */
  object: string;
  property: string;
  line: number;
  /** 1-based column of the property's name. */
  column: number;
}

/** A throw, raise or panic, or a return. */
export interface Statement extends LineRange {
  /** The thrown or returned expression; `''` for none. Long ones are cut. */
  value: string;
  /** Calls in the value, outermost first. */
  calls: CallSite[];
  /** Names read in the value. */
  reads: string[];
  /** For a throw in a catch: the lines that raised the caught error. */
  handles?: LineRange;
}

/** An operator with its two sides, as written: `a + b`, `total += price`, `x == null`. */
export interface Operation {
  operator: string;
  left: string;
  right: string;
  /** 1-based, of its first character. */
  line: number;
  column: number;
}

/** An `if`, `elif` or `unless` with the lines that run when its condition holds, and when it does not. */
export interface Branch {
  /** 1-based. */
  line: number;
  /** As written, without brackets around it. */
  condition: string;
  /** The condition is inverted: `unless`. */
  unless: boolean;
  then: LineRange;
  otherwise?: LineRange;
  /** `then` ends in a return, a throw, a `continue` or a `break`. */
  leaves: boolean;
}

/** One parsed file. Lines and columns are 1-based, ranges inclusive. Holds no native memory. */
export interface SyntaxFile {
  readonly file: string;
  readonly text: string;
  /** The text's lines without line ends. */
  readonly lines: readonly string[];
  readonly language: SyntaxLanguage;
  /** False where the file was read by its indentation only. */
  readonly parsed: boolean;
  /** Functions in source order, outer before inner. */
  readonly functions: readonly FunctionNode[];
  readonly classes: readonly ClassNode[];
  /** All statements with their expressions, whole; none where the file was read by its indentation. */
  readonly code: readonly Stmt[];
  readonly imports: readonly ImportBinding[];
  /** Innermost function around a line that a person would name; unnamed callbacks count only where no named function is around them. */
  enclosing(line: number): FunctionNode | undefined;
  /** The whole top-level statement around a line (outside functions). */
  statement(line: number): LineRange;
  /** Calls that begin in a range, in source order. */
  calls(range: LineRange): readonly CallSite[];
  /** Definitions of a name in a range, in source order. */
  definitions(name: string, range: LineRange): readonly Definition[];
  /** Every definition in a range, in source order. */
  allDefinitions(range: LineRange): readonly Definition[];
  /** Lines of a range with an identifier, each once. */
  uses(name: string, range: LineRange): number[];
  propertyReads(range: LineRange): readonly PropertyRead[];
  throws(range: LineRange): readonly Statement[];
  /** Operators that begin in a range, outer before inner. */
  operations(range: LineRange): readonly Operation[];
  /** Branches that begin in a range, in source order. */
  branches(range: LineRange): readonly Branch[];
  /** Whether a function's body can end without returning anything; undefined where the tree does not show it. */
  fallsThrough(fn: FunctionNode): boolean | undefined;
  /** Returns of a function, without those of inner functions. */
  returns(fn: FunctionNode): readonly Statement[];
  /** Names that the file exports under another name: `export { a as b }`, `module.exports = { b: a }`; local name by exported name. */
  readonly exports: ReadonlyMap<string, string>;
}
