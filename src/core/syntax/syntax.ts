import type { ParsedLanguage } from '../workspace/languages';
import type { LineRange } from '../workspace/lineRange';

/** Languages with a grammar; everything else is `text` and read by its indentation. */
export type SyntaxLanguage = ParsedLanguage | 'text';

/** Turns source text into what the rest asks about it. Made by `openSyntax`. */
export interface Syntax {
  /** Never rejects because of the text: what no grammar can read in time is read by indentation. Rejects with the signal's reason. */
  parse(file: string, text: string, signal?: AbortSignal): Promise<SyntaxFile>;
}

/** A parameter of a function, by position. */
export interface Parameter {
  name: string;
  /** As written, where it is. */
  type?: string;
}

export interface FunctionNode extends LineRange {
  /** 0-based place in `SyntaxFile.functions`. */
  index: number;
  /** `load`; for a callback beside a string, both: `it 'shows orders'`. Empty where there is none. */
  name: string;
  /** With its classes and outer functions: `OrderStore.load`. */
  qualifiedName: string;
  /** Innermost class (struct, trait, module) around it. */
  className?: string;
  /** Decorators to the line on which the body begins; 1-based, inclusive. */
  signature: LineRange;
  parameters: Parameter[];
  /** Index of the function around this one. */
  parent?: number;
  /** Index into `SyntaxFile.classes` of the class around this one. */
  classIndex?: number;
  /** `callback`: given to a call in place; `test`: a callback given to a test runner's call. */
  kind: 'function' | 'method' | 'constructor' | 'callback' | 'test';
}

export interface ClassNode extends LineRange {
  /** 0-based place in `SyntaxFile.classes`. */
  index: number;
  name: string;
  /** The header's lines, body excluded. */
  header: LineRange;
  /** Names of what it extends or implements, without type arguments. */
  bases: string[];
}

export interface CallSite extends LineRange {
  /** Last name of the callee: `getOrders` of `api.getOrders()`. */
  name: string;
  /** What stands before the last name: `api`; absent for a plain call. */
  receiver?: string;
  /** Argument texts in order; long ones are cut. */
  args: string[];
  /** 1-based. */
  column: number;
  /** Makes an object: `new Foo()`. */
  construct: boolean;
}

export interface ImportBinding {
  /** As written: `./useOrders`, `pkg.module`, `com.acme.Order`, `crate::store`. */
  module: string;
  /** The name on the other side: `*` for the whole module, `default` for its default export, `''` for a plain load. */
  imported: string;
  /** The name on this side; `''` where everything comes in unnamed. */
  local: string;
  line: number;
  /** Passes on what it imports: `export { x } from`. */
  reexport?: boolean;
}

export interface Definition extends LineRange {
  name: string;
  column: number;
  kind: 'parameter' | 'variable' | 'field' | 'loop' | 'catch';
  /** Text of the value; long ones are cut. */
  value?: string;
  /** Where the value stands, for asking about its calls and uses. */
  valueRange?: LineRange;
  /** Calls whose result is the value or a part of it, outermost first. */
  calls: CallSite[];
  /** Names and properties read in the value: `orders`, `this.cache`. */
  reads: string[];
  /** The way from the value to this name in a destructuring: `['data', 'orders']`, `['0']`. */
  path: string[];
  /** As written, where it is. */
  type?: string;
  /** Which parameter, 0-based. */
  position?: number;
}

export interface PropertyRead {
  /** Text of what the property is read from. */
  object: string;
  property: string;
  line: number;
  /** 1-based column of the property's name. */
  column: number;
}

/** A throw, raise or panic, or a return. */
export interface Statement extends LineRange {
  /** What is thrown or returned; `''` where nothing is. Long ones are cut. */
  value: string;
  /** Calls in the value, outermost first. */
  calls: CallSite[];
  /** Names read in the value. */
  reads: string[];
  /** Of a throw where another error was caught: the code that this error came from. */
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

/** An `if`, `elif` or `unless` with the lines that run where its condition holds, and where it does not. */
export interface Branch {
  /** 1-based. */
  line: number;
  /** As written, without brackets around it. */
  condition: string;
  /** The condition is the other way round: `unless`. */
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
  /** In source order, outer before inner. */
  readonly functions: readonly FunctionNode[];
  readonly classes: readonly ClassNode[];
  readonly imports: readonly ImportBinding[];
  /** Innermost function around a line that a person would name; callbacks without a name count only where nothing named is around them. */
  enclosing(line: number): FunctionNode | undefined;
  /** The whole top-level statement around a line (outside functions). */
  statement(line: number): LineRange;
  /** Calls that begin in a range, in source order. */
  calls(range: LineRange): readonly CallSite[];
  /** Where a name gets its value in a range, in source order. */
  definitions(name: string, range: LineRange): readonly Definition[];
  /** Every definition in a range, in source order. */
  allDefinitions(range: LineRange): readonly Definition[];
  /** Lines of a range on which an identifier stands, each once. */
  uses(name: string, range: LineRange): number[];
  propertyReads(range: LineRange): readonly PropertyRead[];
  throws(range: LineRange): readonly Statement[];
  /** Operators that begin in a range, outer before inner. */
  operations(range: LineRange): readonly Operation[];
  /** Branches that begin in a range, in source order. */
  branches(range: LineRange): readonly Branch[];
  /** Whether a function's body can end without returning anything; undefined where the tree does not show it. */
  fallsThrough(fn: FunctionNode): boolean | undefined;
  /** Returns of a function, those of functions inside it left out. */
  returns(fn: FunctionNode): readonly Statement[];
  /** Names that the file hands to others under another name: `export { a as b }`, `module.exports = { b: a }`; local name by exported name. */
  readonly exports: ReadonlyMap<string, string>;
}
