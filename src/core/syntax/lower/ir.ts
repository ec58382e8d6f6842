/** The text of a node: offsets into the file's text, 0-based, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A value given to a call; `name` where it is given by name. */
export interface Argument {
  readonly value: Expr;
  readonly name?: string;
}

export interface Param extends Span {
  /** `''` for a pattern. */
  readonly name: string;
  readonly pattern: Expr;
  readonly fallback?: Expr;
  /** As written, where it is. */
  readonly type?: string;
  /** Is no argument of a call: a receiver. */
  readonly implicit?: true;
  /** Takes all further arguments. */
  readonly rest?: true;
  /** Of a constructor: is a field of its class, too. */
  readonly field?: true;
}

/** An entry of a map; without a key where it is spread into it. */
export interface Entry extends Span {
  readonly key?: Expr;
  readonly value: Expr;
}

/** One `for` of a comprehension. */
export interface Each {
  readonly target: Expr;
  readonly over: Expr;
}

export type LiteralKind = 'text' | 'number' | 'truth' | 'nothing' | 'pattern';

/** An expression, whole: nothing in it is cut. What a language's lowering does not know is `opaque` and ends a way. */
export type Expr = Span &
  (
    | { readonly kind: 'name'; readonly name: string }
    /** `value`: a text without its quotes, a pattern without its slashes, otherwise as written. `parts`: what is filled into a text. */
    | { readonly kind: 'literal'; readonly of: LiteralKind; readonly value: string; readonly parts?: readonly Expr[] }
    | { readonly kind: 'member'; readonly of: Expr; readonly name: string }
    /** `slice`: a part of the list, and not an element. */
    | { readonly kind: 'index'; readonly of: Expr; readonly keys: readonly Expr[]; readonly slice?: true }
    | { readonly kind: 'call'; readonly callee: Expr; readonly args: readonly Argument[]; readonly makes?: true }
    | { readonly kind: 'list'; readonly elements: readonly Expr[]; readonly of: 'list' | 'set' | 'tuple' }
    | { readonly kind: 'map'; readonly entries: readonly Entry[] }
    /** `condition` for `a ? b : c`; else the operator that takes the second where the first is missing or false. */
    | { readonly kind: 'choice'; readonly condition?: Expr; readonly options: readonly Expr[]; readonly operator: string }
    | { readonly kind: 'operate'; readonly operator: string; readonly operands: readonly Expr[] }
    /** A comprehension. */
    | {
        readonly kind: 'each';
        readonly of: 'list' | 'set' | 'map' | 'lazy';
        readonly element: Expr;
        readonly key?: Expr;
        readonly loops: readonly Each[];
        readonly conditions: readonly Expr[];
      }
    | Fn
    /** The same value in other words, or reached through something: `await x`, `x as T`, `...x`, `&x`, `int(x)` of Java. */
    | {
        readonly kind: 'same';
        readonly how: 'await' | 'spread' | 'cast' | 'reference' | 'yield' | 'tried';
        readonly of: Expr;
        readonly type?: string;
      }
    /** An assignment, also as an expression or a declaration. `declares`: the word that declares the name; `''` where a type does. */
    | Assign
    | { readonly kind: 'opaque'; readonly parts: readonly Ir[] }
  );

export type Assign = Span & {
  readonly kind: 'assign';
  readonly target: Expr;
  readonly value?: Expr;
  /** `=`, `+=`, `++` … */
  readonly operator: string;
  readonly declares?: string;
  readonly type?: string;
};

export type Fn = Span & {
  readonly kind: 'fn';
  readonly name: string;
  readonly params: readonly Param[];
  readonly body: readonly Stmt[];
  /** Words before it: `async`, `static`, `override` …; decorators are not among them. */
  readonly words: readonly string[];
  /** The body is one expression, which the function gives. */
  readonly short?: true;
  /** The type of its result, as written. */
  readonly result?: string;
  /** Python: what stands behind each `@` above it; no part of the code below. */
  readonly decorators?: readonly Expr[];
  /** C++: what stands before its body, and values that a lambda names; no part of the code below. */
  readonly initial?: readonly Assign[];
};

export interface Catch extends Span {
  readonly types: string;
  readonly name?: string;
  /** What takes the error apart, where that is no name. */
  readonly param?: Expr;
  /** What has to hold, too. */
  readonly guard?: Expr;
  readonly body: readonly Stmt[];
}

export interface Case extends Span {
  /** None for the default. */
  readonly values: readonly Expr[];
  /** What has to hold, too. */
  readonly guard?: Expr;
  readonly body: readonly Stmt[];
}

export type Stmt = Span &
  (
    | { readonly kind: 'do'; readonly value: Expr }
    | {
        readonly kind: 'loop';
        readonly how: 'each' | 'keys' | 'while' | 'count';
        readonly target?: Expr;
        readonly declares?: string;
        readonly over?: Expr;
        /** Each element is waited for: `for await`. */
        readonly awaits?: true;
        readonly init?: readonly Stmt[];
        readonly condition?: Expr;
        readonly update?: readonly Stmt[];
        readonly body: readonly Stmt[];
      }
    | { readonly kind: 'return'; readonly value?: Expr }
    | { readonly kind: 'throw'; readonly value?: Expr }
    | { readonly kind: 'jump'; readonly how: string }
    | {
        readonly kind: 'branch';
        readonly condition: Expr;
        readonly not?: true;
        readonly then: readonly Stmt[];
        readonly otherwise?: readonly Stmt[];
      }
    | { readonly kind: 'switch'; readonly of?: Expr; readonly cases: readonly Case[]; readonly falls: boolean }
    | { readonly kind: 'try'; readonly body: readonly Stmt[]; readonly catches: readonly Catch[]; readonly last?: readonly Stmt[] }
    /** `over`: what gives the class that it extends, where that is a call. */
    | {
        readonly kind: 'class';
        readonly name: string;
        readonly members: readonly Stmt[];
        readonly over?: Expr;
        readonly decorators?: readonly Expr[];
      }
    /** `scope`: names that it declares are known in it alone. */
    | {
        readonly kind: 'block';
        readonly body: readonly Stmt[];
        readonly scope?: true;
        /** C++: functions that are declared here and written elsewhere; no part of the code below. */
        readonly heads?: readonly Fn[];
      }
    | Assign
    | Fn
  );

export type Ir = Expr | Stmt;

const STATEMENTS: ReadonlySet<Ir['kind']> = new Set<Ir['kind']>([
  'do',
  'loop',
  'return',
  'throw',
  'jump',
  'branch',
  'switch',
  'try',
  'class',
  'block',
]);

/** Whether a node is a statement and no expression; an assignment and a function are both. */
export function isOnlyStatement(node: Ir): node is Exclude<Stmt, Assign | Fn> {
  return STATEMENTS.has(node.kind);
}

/** The nodes directly inside a node, in source order. */
export function childrenOf(node: Ir): readonly Ir[] {
  const some = (...nodes: readonly (Ir | undefined)[]): Ir[] => nodes.filter((each) => each !== undefined);
  switch (node.kind) {
    case 'name':
    case 'jump':
      return [];
    case 'literal':
      return node.parts ?? [];
    case 'member':
    case 'same':
      return [node.of];
    case 'index':
      return [node.of, ...node.keys];
    case 'call':
      return [node.callee, ...node.args.map(({ value }) => value)];
    case 'list':
      return node.elements;
    case 'map':
      return node.entries.flatMap(({ key, value }) => some(key, value));
    case 'choice':
      return some(node.condition, ...node.options);
    case 'operate':
      return node.operands;
    case 'each':
      return some(node.key, node.element, ...node.loops.flatMap(({ target, over }) => [target, over]), ...node.conditions);
    case 'fn':
      return [...node.params.flatMap(({ pattern, fallback }) => some(pattern, fallback)), ...node.body];
    case 'assign':
      return some(node.target, node.value);
    case 'opaque':
      return node.parts;
    case 'do':
      return [node.value];
    case 'loop':
      return some(...(node.init ?? []), node.target, node.over, node.condition, ...(node.update ?? []), ...node.body);
    case 'return':
    case 'throw':
      return some(node.value);
    case 'branch':
      return [node.condition, ...node.then, ...(node.otherwise ?? [])];
    case 'switch':
      return some(node.of, ...node.cases.flatMap(({ values, guard, body }) => [...values, ...(guard ? [guard] : []), ...body]));
    case 'try':
      return [...node.body, ...node.catches.flatMap(({ guard, body }) => [...(guard ? [guard] : []), ...body]), ...(node.last ?? [])];
    case 'class':
      return node.members;
    case 'block':
      return node.body;
  }
}

/** Every node inside some nodes, outer before inner, without recursion. `skip`: nodes whose inside is left out. */
export function* nodesIn(roots: readonly Ir[], skip: (node: Ir) => boolean = () => false): Generator<Ir> {
  const pending = roots.toReversed();
  while (pending.length > 0) {
    const node = pending.pop()!;
    yield node;
    if (!skip(node)) pending.push(...childrenOf(node).toReversed());
  }
}
