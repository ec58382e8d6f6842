import { NONE, type NodeId } from '../flatTree';
import type { Argument, Catch, Entry, Expr, Fn, Param, Stmt } from './ir';
import {
  argumentsOf,
  assignment,
  binary,
  block,
  branch,
  fn,
  index,
  jump,
  list,
  literal,
  name,
  pass,
  returns,
  same,
  ternary,
  text,
  unary,
  whileLoop,
  type Handler,
  type Lowering,
  type LoweringRules,
} from './lowering';

function paramsOf(lower: Lowering, node: NodeId): Param[] {
  const { tree } = lower;
  return tree.children(node).map((each) => {
    const own = lower.field(each, 'name') === NONE ? each : lower.field(each, 'name');
    const given = lower.field(each, 'value');
    const isName = tree.type(own) === 'identifier';
    return {
      ...lower.span(each),
      name: isName ? lower.text(own) : '',
      pattern: isName ? { ...lower.span(own), kind: 'name', name: lower.text(own) } : lower.expr(own),
      ...(given !== NONE && { fallback: lower.expr(given) }),
      ...(/splat|^block_parameter$/.test(tree.type(each)) && { rest: true as const }),
    };
  });
}

const func: Handler = (lower, node) =>
  fn(lower, node, {
    name: lower.text(lower.field(node, 'name')),
    params: paramsOf(lower, lower.field(node, 'parameters')),
    body: lower.field(node, 'body'),
    words: lower.tree.type(node) === 'singleton_method' ? ['static'] : [],
  });

/** A block that a call is given. */
const callback: Handler = (lower, node): Fn =>
  fn(lower, node, {
    name: '',
    params: paramsOf(lower, lower.field(node, 'parameters')),
    body: lower.field(node, 'body'),
    words: ['block'],
  });

const lambda: Handler = (lower, node) => {
  const body = lower.maybe(lower.field(node, 'body'));
  const inner = body?.kind === 'fn' ? body.body : lower.stmts(lower.field(node, 'body'));
  return {
    ...lower.span(node),
    kind: 'fn',
    name: '',
    params: paramsOf(lower, lower.field(node, 'parameters')),
    body: inner,
    words: ['lambda'],
  };
};

const call: Handler = (lower, node) => {
  const [receiver, method, given] = [lower.field(node, 'receiver'), lower.field(node, 'method'), lower.maybe(lower.field(node, 'block'))];
  // `add.(2)`
  if (method === NONE && receiver !== NONE && lower.field(node, 'arguments') !== NONE)
    return { ...lower.span(node), kind: 'call', callee: lower.expr(receiver), args: argumentsOf(lower, lower.field(node, 'arguments')) };
  if (method === NONE) return lower.opaque(node);
  const own = lower.text(method);
  const args: Argument[] = [...argumentsOf(lower, lower.field(node, 'arguments')), ...(given ? [{ value: given }] : [])];
  if (receiver === NONE && /^(?:raise|fail)$/.test(own))
    return { ...lower.span(node), kind: 'throw', ...(args[0] && { value: raised(lower, node, args) }) };
  const callee: Expr =
    receiver === NONE
      ? { ...lower.span(method), kind: 'name', name: own }
      : { start: lower.tree.start(receiver), end: lower.tree.end(method), kind: 'member', of: lower.expr(receiver), name: own };
  const makes = own === 'new' && receiver !== NONE;
  return {
    ...lower.span(node),
    kind: 'call',
    callee: makes && callee.kind === 'member' ? callee.of : callee,
    args,
    ...(makes && { makes: true as const }),
  };
};

/** `raise Kind, message` makes an error of the kind. */
function raised(lower: Lowering, node: NodeId, [first, ...rest]: readonly Argument[]): Expr {
  return rest.length === 0 ? first!.value : { ...lower.span(node), kind: 'call', callee: first!.value, args: rest, makes: true };
}

const hash: Handler = (lower, node) => ({
  ...lower.span(node),
  kind: 'map',
  entries: lower.kids(node).map((each): Entry => {
    const [key, value] = [lower.field(each, 'key'), lower.field(each, 'value')];
    return key === NONE
      ? { ...lower.span(each), value: lower.expr(each) }
      : { ...lower.span(each), key: lower.expr(key), value: value === NONE ? lower.expr(key) : lower.expr(value) };
  }),
});

const pair: Handler = (lower, node) => (lower.field(node, 'value') === NONE ? lower.opaque(node) : lower.expr(lower.field(node, 'value')));
const symbol: Handler = (lower, node) => ({ ...lower.span(node), kind: 'literal', of: 'text', value: lower.text(node).replace(/^:/, '') });
const CLAUSES = /^(?:rescue|ensure|else)$/;

/** A body, which may have its own `rescue` and `ensure`: they are no part of what it gives. */
const body: Handler = (lower, node): Stmt => {
  const { tree } = lower;
  const children = tree.children(node);
  const clauses = children.filter((each) => CLAUSES.test(tree.type(each)));
  const own = lower.stmtsOf(children.filter((each) => !CLAUSES.test(tree.type(each))));
  if (clauses.length === 0) return { ...lower.span(node), kind: 'block', body: own };
  const last = clauses.find((each) => tree.type(each) === 'ensure');
  const otherwise = clauses.filter((each) => tree.type(each) === 'else').flatMap((each) => lower.stmtsOf(tree.children(each)));
  const catches = clauses
    .filter((each) => tree.type(each) === 'rescue')
    .map((each): Catch => {
      const caught = tree.children(lower.field(each, 'variable'))[0];
      return {
        ...lower.span(each),
        types: lower.text(lower.field(each, 'exceptions')),
        ...(caught !== undefined && { name: lower.text(caught) }),
        body: lower.stmts(lower.field(each, 'body')),
      };
    });
  return {
    ...lower.span(node),
    kind: 'block',
    // What runs where nothing was raised gives the value.
    body: [
      { ...lower.span(node), kind: 'try', body: [...own, ...otherwise], catches, ...(last !== undefined && { last: lower.stmts(last) }) },
    ],
  };
};

/** `in pattern if condition` */
function guardOf(lower: Lowering, node: NodeId): { guard?: Expr } {
  const own = lower.field(node, 'guard');
  const condition = own === NONE ? NONE : (lower.kids(own)[0] ?? NONE);
  if (condition === NONE) return {};
  const guard = lower.expr(condition);
  const isNot = lower.tree.type(own) === 'unless_guard';
  return { guard: isNot ? { ...lower.span(condition), kind: 'operate', operator: '!', operands: [guard] } : guard };
}

const caseWhen: Handler = (lower, node) => {
  const { tree } = lower;
  const of = lower.maybe(lower.field(node, 'value'));
  const cases = tree
    .children(node)
    .filter((each) => /^(?:when|else|in_clause)$/.test(tree.type(each)))
    .map((each) => ({
      ...lower.span(each),
      values: lower.exprs(tree.fieldAll(each, 'pattern').filter((one) => lower.maybe(one))),
      ...guardOf(lower, each),
      body: tree.type(each) === 'else' ? lower.stmts(each) : lower.stmts(lower.field(each, 'body')),
    }));
  return { ...lower.span(node), kind: 'switch', ...(of && { of }), cases, falls: false };
};

const forLoop: Handler = (lower, node) => ({
  ...lower.span(node),
  kind: 'loop',
  how: 'each',
  target: lower.expr(lower.field(node, 'pattern'), node),
  over: lower.expr(lower.field(node, 'value'), node),
  body: lower.stmts(lower.field(node, 'body')),
});

const classBody: Handler = (lower, node) => ({
  ...lower.span(node),
  kind: 'class',
  name: lower.text(lower.field(node, 'name')),
  members: lower.stmts(lower.field(node, 'body')),
});
const range: Handler = (lower, node) => {
  const ends = lower.kids(node);
  return ends.length === 0
    ? lower.opaque(node)
    : { ...lower.span(node), kind: 'operate', operator: lower.text(lower.field(node, 'operator')) || '..', operands: lower.exprs(ends) };
};
const string = text(/^(?:string_content|escape_sequence)$/);

export const rubyLowering: LoweringRules = {
  ignored: /^(?:comment|string_content|escape_sequence|superclass|alias|undef|uninterpreted|heredoc_end|empty_statement|[^a-z]+)$/,
  handlers: {
    identifier: name,
    constant: name,
    instance_variable: name,
    class_variable: name,
    global_variable: name,
    self: name,
    super: name,
    integer: literal('number'),
    float: literal('number'),
    true: literal('truth'),
    false: literal('truth'),
    nil: literal('nothing'),
    string,
    bare_string: string,
    heredoc_body: string,
    simple_symbol: symbol,
    hash_key_symbol: symbol,
    bare_symbol: symbol,
    regex: (lower, node) => ({ ...lower.span(node), kind: 'literal', of: 'pattern', value: lower.text(node) }),
    interpolation: pass,
    parenthesized_statements: (lower, node) => (lower.kids(node).length === 1 ? pass(lower, node) : block(lower, node)),
    argument_list: pass,
    in: pass,
    pattern: pass,
    exceptions: list('list'),
    splat_argument: same('spread'),
    hash_splat_argument: same('spread'),
    block_argument: same('spread'),
    yield: same('yield'),
    call,
    element_reference: index('object'),
    scope_resolution: (lower, node) => ({ ...lower.span(node), kind: 'name', name: lower.text(node) }),
    array: list('list'),
    string_array: list('list'),
    symbol_array: list('list'),
    left_assignment_list: list('tuple'),
    right_assignment_list: list('tuple'),
    hash,
    pair,
    range,
    binary: binary(),
    unary,
    conditional: ternary('condition', 'consequence', 'alternative'),
    assignment: assignment(),
    operator_assignment: assignment(),
    method: func,
    singleton_method: func,
    singleton_class: (lower, node) => ({
      ...lower.span(node),
      kind: 'block',
      body: lower.stmts(lower.field(node, 'body')).map((each) => (each.kind === 'fn' ? { ...each, words: ['static'] } : each)),
    }),
    block: callback,
    do_block: callback,
    lambda,
    class: classBody,
    module: classBody,
    body_statement: body,
    block_body: body,
    begin: body,
    program: block,
    then: block,
    do: block,
    else: block,
    ensure: block,
    begin_block: block,
    if: branch(),
    elsif: branch(),
    unless: branch('condition', 'consequence', 'alternative', true),
    if_modifier: branch('condition', 'body'),
    unless_modifier: branch('condition', 'body', 'alternative', true),
    while: whileLoop(),
    until: whileLoop(),
    while_modifier: whileLoop(),
    until_modifier: whileLoop(),
    for: forLoop,
    case: caseWhen,
    case_match: caseWhen,
    rescue_modifier: (lower, node) => {
      const [tried, given] = [lower.field(node, 'body'), lower.field(node, 'handler')];
      return {
        ...lower.span(node),
        kind: 'try',
        body: lower.stmts(tried),
        catches: given === NONE ? [] : [{ ...lower.span(given), types: '', body: lower.stmts(given) }],
      };
    },
    return: returns,
    break: jump,
    next: returns,
    redo: jump,
    retry: jump,
  },
};
