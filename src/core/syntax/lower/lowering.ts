import { NONE, type FlatTree, type NodeId } from '../flatTree';
import { isOnlyStatement, type Assign, type Expr, type Fn, type Ir, type Param, type Span, type Stmt } from './ir';

/** Lowers one node, whose inner nodes are lowered already. Undefined: the node means nothing. */
export type Handler = (lower: Lowering, node: NodeId) => Ir | undefined;

/** How the tree of one grammar becomes expressions and statements: one handler a type of node. Types without one are opaque. */
export interface LoweringRules {
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Types of nodes that mean nothing at run time: comments, types, modifiers. */
  readonly ignored: RegExp;
}

/** Lowers a tree from its leaves up, without recursion: nodes are numbered outer before inner. */
export class Lowering {
  private readonly done = new Map<NodeId, Ir>();

  constructor(
    readonly tree: FlatTree,
    private readonly rules: LoweringRules,
  ) {}

  run(): readonly Stmt[] {
    const { tree, rules } = this;
    for (let node = tree.size - 1; node > 0; node -= 1) {
      const type = tree.type(node);
      if (rules.ignored.test(type) || SIGNS.test(tree.fieldName(node))) continue;
      const handler = Object.hasOwn(rules.handlers, type) ? rules.handlers[type] : undefined;
      const lowered = handler ? handler(this, node) : this.opaque(node);
      if (lowered) this.done.set(node, lowered);
    }
    return this.stmtsOf(tree.children(0));
  }

  span(node: NodeId): Span {
    return { start: this.tree.start(node), end: this.tree.end(node) };
  }

  text(node: NodeId): string {
    return this.tree.content(node);
  }

  field(node: NodeId, name: string): NodeId {
    return this.tree.field(node, name);
  }

  /** Children that mean something. */
  kids(node: NodeId): NodeId[] {
    return this.tree.children(node).filter((child) => this.done.has(child));
  }

  /** Children without a field that mean something. */
  bare(node: NodeId): NodeId[] {
    return this.kids(node).filter((child) => this.tree.fieldName(child) === '');
  }

  opaque(node: NodeId): Expr {
    return { ...this.span(node), kind: 'opaque', parts: this.kids(node).map((child) => this.done.get(child)!) };
  }

  /** @param node {@link NONE} where the code is cut off there; `around` is opaque then */
  expr(node: NodeId, around: NodeId = node): Expr {
    if (node === NONE) return { start: this.tree.start(around), end: this.tree.start(around), kind: 'opaque', parts: [] };
    const found = this.done.get(node);
    if (!found) return { ...this.span(node), kind: 'opaque', parts: [] };
    return isOnlyStatement(found) ? { ...this.span(node), kind: 'opaque', parts: [found] } : found;
  }

  maybe(node: NodeId): Expr | undefined {
    return node !== NONE && this.done.has(node) ? this.expr(node) : undefined;
  }

  exprs(nodes: readonly NodeId[]): Expr[] {
    return nodes.map((node) => this.expr(node));
  }

  /** The statements of a block, or one statement. */
  stmts(node: NodeId): readonly Stmt[] {
    return node === NONE ? [] : this.stmtsOf([node]);
  }

  stmtsOf(nodes: readonly NodeId[]): Stmt[] {
    return nodes.flatMap((node): readonly Stmt[] => {
      const found = this.done.get(node);
      if (!found) return [];
      if (found.kind === 'block' && !(found.scope && (nodes.length > 1 || found.heads))) return found.body;
      return [asStatement(found)];
    });
  }

  /** The words of a node before its name: `async`, `public static`. */
  wordsBefore(node: NodeId, end: NodeId): string[] {
    const { tree } = this;
    const to = end === NONE ? tree.end(node) : tree.start(end);
    return (tree.text.slice(tree.start(node), Math.min(to, tree.start(node) + LONGEST_HEAD)).match(/[A-Za-z_]+/g) ?? []).slice(
      0,
      MOST_WORDS,
    );
  }

  /** What stands between two nodes, or from the start of the first to the start of the second. */
  operator(node: NodeId, left: NodeId, right: NodeId): string {
    const { tree } = this;
    const named = tree.field(node, 'operator');
    if (named !== NONE) return tree.content(named);
    const from = left === NONE ? tree.start(node) : tree.end(left);
    const to = right === NONE ? tree.end(node) : tree.start(right);
    return tree.text.slice(from, Math.max(from, to)).trim();
  }
}

/** Fields of words and signs, which the node around them reads. */
const SIGNS = /^(?:kind|operators?)$/;
const LONGEST_HEAD = 400;
const MOST_WORDS = 12;

export function asStatement(node: Ir): Stmt {
  return isOnlyStatement(node) || node.kind === 'assign' || (node.kind === 'fn' && node.name !== '')
    ? node
    : { start: node.start, end: node.end, kind: 'do', value: node };
}

export const name: Handler = (lower, node) => ({ ...lower.span(node), kind: 'name', name: lower.text(node) });

export const literal =
  (of: 'number' | 'truth' | 'nothing'): Handler =>
  (lower, node) => ({ ...lower.span(node), kind: 'literal', of, value: lower.text(node) });

/** A text: what its pieces of these types say, and what is filled in. */
export const text =
  (pieces: RegExp): Handler =>
  (lower, node) => {
    const inner = lower.tree.children(node);
    const said = inner.filter((child) => pieces.test(lower.tree.type(child)));
    const filled = lower.kids(node).filter((child) => !said.includes(child) && !/start|end$/.test(lower.tree.type(child)));
    const value = inner.length > 0 ? said.map((child) => lower.text(child)).join('') : withoutQuotes(lower.text(node));
    return { ...lower.span(node), kind: 'literal', of: 'text', value, ...(filled.length > 0 && { parts: lower.exprs(filled) }) };
  };

export function withoutQuotes(written: string): string {
  return /^["'`]/.test(written) && written.length > 1 ? written.slice(1, -1) : written;
}

/** A node that is what stands in it. */
export const pass: Handler = (lower, node) => {
  const kids = lower.kids(node);
  return kids.length === 1 ? lower.expr(kids[0]!) : lower.opaque(node);
};

/** The same, where it may be a statement too. */
export const passStatement: Handler = (lower, node) => {
  const body = lower.stmtsOf(lower.kids(node));
  return body.length === 1 ? body[0]! : { ...lower.span(node), kind: 'block', body };
};

export const block: Handler = (lower, node) => ({ ...lower.span(node), kind: 'block', body: lower.stmtsOf(lower.kids(node)) });

export const same =
  (how: Extract<Expr, { kind: 'same' }>['how'], of?: string, type?: string): Handler =>
  (lower, node) => {
    const inner = of === undefined ? lower.kids(node).at(-1) : lower.field(node, of);
    if (inner === undefined || inner === NONE) return lower.opaque(node);
    const written = type === undefined ? NONE : lower.field(node, type);
    return { ...lower.span(node), kind: 'same', how, of: lower.expr(inner), ...(written !== NONE && { type: lower.text(written) }) };
  };

export const member =
  (of: string, property: string): Handler =>
  (lower, node) => {
    const [object, own] = [lower.field(node, of), lower.field(node, property)];
    if (object === NONE || own === NONE) return lower.opaque(node);
    return { ...lower.span(node), kind: 'member', of: lower.expr(object), name: lower.text(own) };
  };

/** @param of field of the list; the keys are all other children */
export const index =
  (of: string, slice?: RegExp): Handler =>
  (lower, node) => {
    const given = lower.field(node, of);
    const [object, ...keys] = given === NONE ? lower.kids(node) : [given, ...lower.kids(node).filter((child) => child !== given)];
    if (object === undefined) return lower.opaque(node);
    const isSlice = slice !== undefined && keys.some((key) => slice.test(lower.tree.type(key)));
    return {
      ...lower.span(node),
      kind: 'index',
      of: lower.expr(object),
      keys: lower.exprs(keys),
      ...(isSlice && { slice: true as const }),
    };
  };

export const list =
  (of: 'list' | 'set' | 'tuple'): Handler =>
  (lower, node) => ({ ...lower.span(node), kind: 'list', of, elements: lower.exprs(lower.kids(node)) });

/** Operators that take their second side where the first is missing or false. */
const CHOICES = /^(?:\|\||\?\?|or|\?:)$/;

export const binary =
  (left = 'left', right = 'right'): Handler =>
  (lower, node) => {
    const kids = lower.kids(node);
    const a = lower.field(node, left) === NONE ? (kids[0] ?? NONE) : lower.field(node, left);
    const b = lower.field(node, right) === NONE ? (kids.at(-1) ?? NONE) : lower.field(node, right);
    if (a === NONE || b === NONE || a === b) return lower.opaque(node);
    const operator = lower.operator(node, a, b);
    const sides = [lower.expr(a), lower.expr(b)];
    return CHOICES.test(operator)
      ? { ...lower.span(node), kind: 'choice', options: sides, operator }
      : { ...lower.span(node), kind: 'operate', operator, operands: sides };
  };

export const unary: Handler = (lower, node) => {
  const inner = lower.kids(node).at(-1);
  if (inner === undefined) return lower.opaque(node);
  const written = lower.operator(node, NONE, inner);
  return { ...lower.span(node), kind: 'operate', operator: written, operands: [lower.expr(inner)] };
};

/** `i++`: an assignment without a value. */
export const update: Handler = (lower, node) => {
  const inner = lower.kids(node)[0];
  if (inner === undefined) return lower.opaque(node);
  const target = lower.expr(inner);
  const operator = /\+\+/.test(lower.text(node)) ? '++' : '--';
  return { ...lower.span(node), kind: 'assign', target, operator };
};

export const ternary =
  (condition: string, then: string, otherwise: string): Handler =>
  (lower, node) => {
    const [asked, a, b] = [condition, then, otherwise].map((each) => lower.field(node, each));
    if (asked === NONE || b === NONE || asked === undefined || b === undefined) return lower.opaque(node);
    // `a ?: b` of PHP.
    if (a === NONE) return { ...lower.span(node), kind: 'choice', options: [lower.expr(asked), lower.expr(b)], operator: '?:' };
    return { ...lower.span(node), kind: 'choice', condition: lower.expr(asked), options: [lower.expr(a!), lower.expr(b)], operator: '?' };
  };

export const assignment =
  (left = 'left', right = 'right', declares?: string): Handler =>
  (lower, node) => {
    const [target, value] = [lower.field(node, left), lower.field(node, right)];
    if (target === NONE) return lower.opaque(node);
    const type = lower.field(node, 'type');
    const operator =
      value === NONE ? '=' : lower.operator(node, target, value).replace(/^[^=]*:(?=.)/, (all) => (all.endsWith(':') ? ':' : all));
    return {
      ...lower.span(node),
      kind: 'assign',
      target: lower.expr(target),
      ...(value !== NONE && { value: lower.expr(value) }),
      operator: /[-+*/%&|^.<>?@]/.test(operator) && operator.length < 5 ? operator : '=',
      ...(declares !== undefined && { declares }),
      ...(type !== NONE && { type: lower.text(type).replace(/^:\s*/, '') }),
    } satisfies Assign;
  };

/** A call whose arguments are the children of one field. */
export const call =
  (callee: string, args: string, makes?: true): Handler =>
  (lower, node) => {
    const [called, given] = [lower.field(node, callee), lower.field(node, args)];
    if (called === NONE) return lower.opaque(node);
    return { ...lower.span(node), kind: 'call', callee: lower.expr(called), args: argumentsOf(lower, given), ...(makes && { makes }) };
  };

/** Types of nodes that give an argument by its name, with the fields of name and value. */
const NAMED_ARGUMENT = /^(?:keyword_argument|named_argument|argument|pair|value_argument)$/;

export function argumentsOf(lower: Lowering, given: NodeId): { value: Expr; name?: string }[] {
  if (given === NONE) return [];
  const { tree } = lower;
  // A template behind a function, and a generator in the brackets of a call, are one argument.
  if (/^(?:template_string|generator_expression)$/.test(tree.type(given))) return [{ value: lower.expr(given) }];
  return lower.kids(given).map((node) => {
    if (!NAMED_ARGUMENT.test(tree.type(node))) return { value: lower.expr(node) };
    const label = tree.field(node, 'name') === NONE ? tree.field(node, 'key') : tree.field(node, 'name');
    const kids = tree.children(node).filter((child) => !/comment/.test(tree.type(child)));
    const last = kids.at(-1) ?? NONE;
    const named = label === NONE && tree.type(node) === 'value_argument' && kids.length > 1 ? kids[0]! : label;
    if (named === NONE || named === last) return { value: last === NONE ? lower.expr(node) : lower.expr(last, node) };
    return { value: lower.expr(last, node), name: lower.text(named) };
  });
}

/** An `if`; the other branch may be several clauses, each with its own condition. */
export const branch =
  (condition = 'condition', then = 'consequence', otherwise = 'alternative', not?: true): Handler =>
  (lower, node) => {
    const asked = lower.field(node, condition);
    if (asked === NONE) return lower.opaque(node);
    const { tree } = lower;
    const clauses = tree.fieldAll(node, otherwise).filter((clause) => !/comment/.test(tree.type(clause)));
    const last = clauses.toReversed().reduce<readonly Stmt[] | undefined>((rest, clause) => {
      const own = lower.stmts(clause);
      const [only] = own;
      if (only?.kind === 'branch' && CLAUSE.test(tree.type(clause)) && rest && only.otherwise === undefined)
        return [{ ...only, end: Math.max(only.end, rest.at(-1)?.end ?? 0), otherwise: rest }];
      return own;
    }, undefined);
    const init = lower.field(node, 'initializer');
    const made: Stmt = {
      ...lower.span(node),
      kind: 'branch',
      condition: lower.expr(asked),
      then: lower.stmts(lower.field(node, then)),
      ...(last && { otherwise: last }),
      ...(not && { not }),
    };
    // Go: `if v, err := f(); err != nil` opens a scope of its own.
    return init === NONE ? made : { ...lower.span(node), kind: 'block', body: [...lower.stmts(init), made] };
  };

const CLAUSE = /^(?:elif_clause|else_if_clause|elsif)$/;

export const returns: Handler = (lower, node) => {
  const value = lower.kids(node).at(-1);
  return { ...lower.span(node), kind: 'return', ...(value !== undefined && { value: lower.expr(value) }) };
};

export const throws: Handler = (lower, node) => {
  const value = lower.kids(node)[0];
  return { ...lower.span(node), kind: 'throw', ...(value !== undefined && { value: lower.expr(value) }) };
};

export const jump: Handler = (lower, node) => ({ ...lower.span(node), kind: 'jump', how: /^\w*/.exec(lower.text(node))![0] });

/**
 * `try` with clauses that declare what they catch, and what runs at last.
 * @param caught type and name in a clause, either of which may be none, and what else has to hold
 * @param clauses type of the clauses' nodes
 */
export const tryCatch =
  (
    caught: (lower: Lowering, clause: NodeId) => { type: NodeId; name: NodeId; guard?: NodeId },
    {
      clauses = 'catch_clause',
      body = (lower, node) => lower.stmts(lower.field(node, 'body')),
    }: { clauses?: string; body?: (lower: Lowering, node: NodeId) => readonly Stmt[] } = {},
  ): Handler =>
  (lower, node) => {
    const { tree } = lower;
    const last = tree.children(node).find((each) => /^finally_(?:clause|block)$/.test(tree.type(each)));
    const block = last === undefined ? NONE : lower.field(last, 'body');
    return {
      ...lower.span(node),
      kind: 'try',
      body: body(lower, node),
      catches: tree
        .children(node)
        .filter((each) => tree.type(each) === clauses)
        .map((each) => {
          const { type, name: own, guard } = caught(lower, each);
          return {
            ...lower.span(each),
            types: lower.text(type),
            ...(own !== NONE && { name: lower.text(own) }),
            ...(guard !== undefined && { guard: lower.expr(guard, each) }),
            body: lower.stmts(lower.field(each, 'body')),
          };
        }),
      ...(last !== undefined && { last: lower.stmts(block === NONE ? tree.child(last, 'block') : block) }),
    };
  };

export const whileLoop =
  (condition = 'condition', body = 'body'): Handler =>
  (lower, node) => {
    const asked = lower.maybe(lower.field(node, condition));
    return {
      ...lower.span(node),
      kind: 'loop',
      how: 'while',
      ...(asked && { condition: asked }),
      body: lower.stmts(lower.field(node, body)),
    };
  };

export const eachLoop =
  (target: string, over: string, body = 'body', declares?: string): Handler =>
  (lower, node) => {
    const [one, all] = [lower.field(node, target), lower.field(node, over)];
    return {
      ...lower.span(node),
      kind: 'loop',
      how: 'each',
      ...(one !== NONE && { target: lower.expr(one) }),
      ...(declares !== undefined && { declares }),
      ...(all !== NONE && { over: lower.expr(all) }),
      body: lower.stmts(lower.field(node, body)),
    };
  };

export const countLoop =
  (init: string, step: string): Handler =>
  (lower, node) => {
    const { tree } = lower;
    const asked = tree.fieldAll(node, 'condition').find((child) => lower.maybe(child) !== undefined);
    return {
      ...lower.span(node),
      kind: 'loop',
      how: 'count',
      init: lower.stmtsOf(tree.fieldAll(node, init)),
      ...(asked !== undefined && { condition: lower.expr(asked) }),
      update: lower.stmtsOf(tree.fieldAll(node, step)),
      body: lower.stmts(lower.field(node, 'body')),
    };
  };

/** A function; its parameters are what `params` gives. */
export function fn(
  lower: Lowering,
  node: NodeId,
  parts: Pick<Fn, 'name' | 'params'> & { body: NodeId; words?: readonly string[]; result?: NodeId },
): Fn {
  const { tree } = lower;
  const isBlock = parts.body === NONE || BLOCKS.test(tree.type(parts.body));
  const result = parts.result ?? NONE;
  return {
    ...lower.span(node),
    kind: 'fn',
    name: parts.name,
    params: parts.params,
    body: lower.stmts(parts.body),
    words: parts.words ?? [],
    ...(!isBlock && { short: true as const }),
    ...(result !== NONE && { result: lower.text(result).replace(/^(?::|->)\s*/, '') }),
  };
}

/** The constructor that the head of a class is: `class Order(val id: Int)`, `record Order(int id)`. Its parameters are fields, too. */
export function headConstructor(lower: Lowering, head: NodeId, name: string, params: readonly Param[]): Fn[] {
  if (head === NONE) return [];
  return [{ ...lower.span(head), kind: 'fn', name, params: params.map((param) => ({ ...param, field: true })), body: [], words: [] }];
}

const BLOCKS = /block|body|compound_statement|statement/;
