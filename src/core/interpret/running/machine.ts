import type { ClassAt } from '../../flow/program';
import type { Program } from '../../flow/way';
import type { Expr, Fn, Ir, Span, Stmt } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';
import type { History } from '../history/history';
import type { Cls, Env, Func, Home, Machine, Native, Value } from '../values/value';

/** What a statement ends with; absent where the next one follows. */
export type Completion =
  | { kind: 'return'; value: Value }
  | { kind: 'jump'; how: string; label?: string | undefined; levels?: number }
  | undefined;

/** The call or the module whose code runs. */
export interface Frame {
  readonly file: SyntaxFile;
  readonly env: Env;
  readonly self: Value;
  readonly owner: Cls | undefined;
  readonly fn: Fn | undefined;
  /** What a block of Ruby that the function was called with is. */
  readonly block?: Value;
  /** The code is in a loop of the function. */
  readonly inLoop?: true;
  /** The call of the method that a block stands in; its own elsewhere. */
  readonly home?: Home;
  /** What runs when the call ends, last first: `defer` of Go. */
  readonly deferred?: (() => void)[];
  /** What a generator gave so far. */
  readonly yielded?: Value[];
  /** What some expressions gave already: those that a function waited for. */
  readonly known?: ReadonlyMap<Expr, Value>;
  /** Of a function that can be left and gone on with: how many calls are open while it runs. */
  readonly base?: { depth: number };
  /** The error that is handled. */
  readonly error?: Value;
  /** Values of parameters that a function has had since it was made, by what the code says for them. */
  readonly defaults?: ReadonlyMap<unknown, Value>;
  /** A generator whose code runs as far as it is asked. */
  readonly isLazy?: true;
  /** What a generator gives one value after another to; it gives what the generator is sent. */
  readonly gives?: (item: Value, key?: Value) => Value;
}

/** Languages in which each block has names of its own. */
export const BLOCK_SCOPED = /^(?:javascript|java|rust|csharp|cpp|kotlin)$/;

/** Languages in which a variable has a type that may change what it is given. */
export const TYPED = /^(?:java|rust|csharp|cpp|kotlin)$/;

/** What the parts of the interpreter need of each other. */
export interface Core extends Machine {
  readonly program: Program;
  /** The calls that are open, outermost first: file and line. */
  readonly stack: { file: SyntaxFile; line: number }[];
  /** The loop that ended last was left by `break`. */
  broke: boolean;
  /** The value of the statement that ran last. */
  last: Value;
  /** Where it is kept what happens. */
  readonly history: History | undefined;
  /** The chain of JavaScript or C# that ended at a `?.` last. */
  cut: Expr | undefined;
  readonly modules: Map<SyntaxFile, Env>;
  /** PHP: what the function that ended last has in its parameters with `&`, by their places. */
  referred: ReadonlyMap<number, Value> | undefined;
  /** Python: what parameters of functions of a file or a class are without an argument, which all their calls share. */
  readonly defaults: Map<Expr, Value>;
  /** PHP: static variables of functions. */
  readonly kept: Map<unknown, Env>;
  /** Ruby: values of the specs that are declared, and the class that they are about. */
  lets: ReadonlyMap<string, Func>;
  described: Value;
  readonly classes: Map<unknown, Cls>;
  readonly structClasses: Map<string, Cls>;
  /** Names of functions that stand for those of another scope. */
  readonly shared: Map<Env, [string, Env][]>;
  /** The names of a file, after what it runs by itself. */
  module(file: SyntaxFile): Env;
  classOf(at: ClassAt): Cls;
  make(cls: Cls, args: Value[], named: ReadonlyMap<string, Value>, outer?: Value): Value;
  /** What stands for a class of a class until it is used. */
  lazyClass(file: SyntaxFile, node: Extract<Stmt, { kind: 'class' }>): Native;
  /** A function of the program, or a class, as a value. */
  functionValue(file: SyntaxFile, fn: Fn, self?: Value, owner?: Cls): Func;
  call(callee: Value, args: Value[], named?: ReadonlyMap<string, Value>, block?: Value): Value;
  invoke(func: Func, args: Value[], named: ReadonlyMap<string, Value>, block?: Value, implicit?: Value[]): Value;
  evaluate(node: Expr, frame: Frame): Value;
  run(node: Stmt, frame: Frame): Completion;
  runAll(list: readonly Stmt[], frame: Frame): Completion;
  /** Gives a name, a member, an element or a pattern its value. */
  assign(target: Expr, value: Value, frame: Frame, declares: string | undefined): void;
  /** What an object or a collection has under a name. */
  property(of: Value, name: string, at?: Span, frame?: Frame): Value;
  /** A call of a method by its name. */
  send(of: Value, name: string, args: Value[], named?: ReadonlyMap<string, Value>): Value;
  /** A class that stands for one that is set up when it is first used is that class. */
  settled(value: Value): Value;
  /** The elements of what a loop goes through. */
  declare(list: readonly Stmt[], frame: Frame): void;
  /** Counts a step. @throws {Unknown} where there are too many */
  count(): void;
  /** Counts a step, and notes the line that runs. */
  tick(node: Ir, frame: Pick<Frame, 'file'>): void;
}
