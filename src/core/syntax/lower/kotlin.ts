import { NONE, type NodeId } from '../flatTree';
import type { Argument, Expr, Param, Stmt } from './ir';
import {
  argumentsOf,
  asStatement,
  assignment,
  binary,
  block,
  branch,
  eachLoop,
  fn,
  headConstructor,
  index,
  literal,
  list,
  member,
  name,
  pass,
  passStatement,
  returns,
  same,
  text,
  throws,
  tryCatch,
  unary,
  update,
  whileLoop,
  type Handler,
  type Lowering,
  type LoweringRules,
} from './lowering';

function paramsOf(lower: Lowering, node: NodeId): Param[] {
  const { tree } = lower;
  return tree.children(node).flatMap((each): Param[] => {
    const own = lower.field(each, 'name');
    if (own === NONE) return [];
    const [type, given] = [lower.field(each, 'type'), lower.field(each, 'value')];
    return [
      {
        ...lower.span(each),
        name: lower.text(own),
        pattern: lower.expr(own),
        ...(type !== NONE && { type: lower.text(type) }),
        ...(given !== NONE && { fallback: lower.expr(given) }),
      },
    ];
  });
}

const func: Handler = (lower, node) => {
  const [own, body] = [lower.field(node, 'name'), lower.field(node, 'body')];
  if (body === NONE) return undefined;
  return fn(lower, node, {
    name: own === NONE ? '' : lower.text(own),
    params: paramsOf(lower, lower.field(node, 'parameters')),
    body,
    words: own === NONE ? [] : lower.wordsBefore(node, own),
  });
};

const lambda: Handler = (lower, node) => {
  const params = lower.tree.child(node, 'lambda_parameters');
  const body = lower.stmtsOf(lower.kids(node).filter((each) => each !== params));
  const it = { start: lower.tree.start(node), end: lower.tree.start(node) };
  const given: Param[] = params === NONE ? [{ ...it, name: 'it', pattern: { ...it, kind: 'name', name: 'it' } }] : paramsOf(lower, params);
  return { ...lower.span(node), kind: 'fn', name: '', params: given, body, words: ['lambda'], short: true };
};

const call: Handler = (lower, node) => {
  const [called, trailing] = [lower.field(node, 'function'), lower.maybe(lower.field(node, 'lambda'))];
  if (called === NONE) return lower.opaque(node);
  const callee = lower.expr(called);
  const args: Argument[] = [...argumentsOf(lower, lower.field(node, 'arguments')), ...(trailing ? [{ value: trailing }] : [])];
  return { ...lower.span(node), kind: 'call', callee, args };
};

/** `val a = 1`, `val (a, b) = pair`; a property with a getter is what the getter gives. */
const property: Handler = (lower, node) => {
  const declared = lower.field(node, 'name');
  if (declared === NONE) return lower.opaque(node);
  const value = lower.maybe(lower.field(node, 'value'));
  const written = lower.tree.inside(declared, 'user_type', 'nullable_type');
  const words = lower.wordsBefore(node, declared);
  return {
    ...lower.span(node),
    kind: 'assign',
    target: lower.expr(declared),
    ...(value && { value }),
    operator: '=',
    declares: words.includes('var') ? 'var' : 'val',
    ...(written !== NONE && { type: lower.text(written) }),
  };
};

const tryExpression = tryCatch((lower, clause) => ({ type: lower.field(clause, 'type'), name: lower.field(clause, 'name') }), {
  clauses: 'catch_block',
  body: (lower, node) => lower.stmts(lower.tree.child(node, 'block')),
});

const when: Handler = (lower, node) => {
  const { tree } = lower;
  const subject = tree.child(node, 'when_subject');
  const of = subject === NONE ? undefined : lower.maybe(lower.kids(subject).at(-1) ?? NONE);
  const cases = tree
    .children(node)
    .filter((each) => tree.type(each) === 'when_entry')
    .map((each) => ({
      ...lower.span(each),
      values: lower.exprs(tree.fieldAll(each, 'condition')),
      body: lower.stmts(lower.field(each, 'body')),
    }));
  return { ...lower.span(node), kind: 'switch', ...(of && { of }), cases, falls: false };
};

/** `1 until 2`, `a to b` */
const infix: Handler = (lower, node) => {
  const [left, word, right] = lower.kids(node);
  if (left === undefined || word === undefined || right === undefined) return lower.opaque(node);
  return { ...lower.span(node), kind: 'operate', operator: lower.text(word), operands: lower.exprs([left, right]) };
};

const range: Handler = (lower, node) => ({
  ...lower.span(node),
  kind: 'operate',
  operator: /\.\.</.test(lower.text(node)) ? '..<' : '..',
  operands: lower.exprs(lower.kids(node)),
});
const classBody: Handler = (lower, node): Stmt => {
  const own = lower.field(node, 'name');
  const head = lower.field(lower.tree.child(node, 'primary_constructor'), 'parameters');
  return {
    ...lower.span(node),
    kind: 'class',
    name: own === NONE ? '' : lower.text(own),
    members: [
      ...headConstructor(lower, head, own === NONE ? '' : lower.text(own), head === NONE ? [] : paramsOf(lower, head)),
      ...lower.stmtsOf(lower.tree.fieldAll(node, 'body')),
    ],
  };
};
const unaryOrUpdate: Handler = (lower, node) => {
  const operator = lower.text(lower.field(node, 'operator'));
  if (/^(?:\+\+|--)$/.test(operator)) return update(lower, node);
  return operator === '!!' ? pass(lower, node) : unary(lower, node);
};
const identifier: Handler = (lower, node) => {
  const written = lower.text(node);
  const span = lower.span(node);
  if (written === 'null') return { ...span, kind: 'literal', of: 'nothing', value: written };
  if (/^(?:true|false)$/.test(written)) return { ...span, kind: 'literal', of: 'truth', value: written };
  return /^(?:break|continue)$/.test(written) ? { ...span, kind: 'jump', how: written } : { ...span, kind: 'name', name: written };
};
const inner: Handler = (lower, node) => ({ ...lower.span(node), kind: 'block', body: lower.stmtsOf(lower.kids(node)).map(asStatement) });
const declared: Handler = (lower, node): Expr => {
  const own = lower.field(node, 'name');
  return own === NONE ? lower.opaque(node) : { ...lower.span(own), kind: 'name', name: lower.text(own) };
};

export const kotlinLowering: LoweringRules = {
  ignored:
    /^(?:line_comment|block_comment|multiline_comment|package_header|import|modifiers|type_arguments|type_parameters|user_type|nullable_type|function_type|delegation_specifiers|primary_constructor|string_content|escape_sequence|parameter_modifiers|.*_modifier|annotation|[^a-z]+)$/,
  handlers: {
    identifier,
    this_expression: name,
    super_expression: name,
    number_literal: literal('number'),
    float_literal: literal('number'),
    boolean_literal: literal('truth'),
    string_literal: text(/^(?:string_content|escape_sequence)$/),
    multiline_string_literal: text(/^string_content$/),
    character_literal: (lower, node) => ({ ...lower.span(node), kind: 'literal', of: 'text', value: lower.text(node).slice(1, -1) }),
    interpolation: pass,
    parenthesized_expression: pass,
    value_argument: (lower, node) => lower.expr(lower.kids(node).at(-1) ?? NONE, node),
    as_expression: same('cast', 'left', 'right'),
    spread_expression: same('spread'),
    navigation_expression: member('object', 'name'),
    index_expression: index(''),
    call_expression: call,
    collection_literal: list('list'),
    variable_declaration: declared,
    multi_variable_declaration: list('tuple'),
    binary_expression: binary(),
    unary_expression: unaryOrUpdate,
    in_expression: binary(),
    is_expression: binary(),
    infix_expression: infix,
    range_expression: range,
    assignment: assignment(),
    property_declaration: property,
    function_declaration: func,
    anonymous_function: func,
    secondary_constructor: func,
    lambda_literal: lambda,
    annotated_lambda: pass,
    class_declaration: classBody,
    object_declaration: classBody,
    companion_object: classBody,
    class_body: block,
    block,
    source_file: block,
    control_structure_body: block,
    anonymous_initializer: inner,
    if_expression: branch(),
    for_statement: eachLoop('left', 'right', 'body', 'val'),
    while_statement: whileLoop(),
    do_while_statement: (lower, node) => {
      const asked = lower.maybe(lower.field(node, 'condition'));
      return {
        ...lower.span(node),
        kind: 'loop',
        how: 'while',
        ...(asked && { condition: asked }),
        body: lower.stmts(lower.tree.child(node, 'block')),
      };
    },
    try_expression: tryExpression,
    when_expression: when,
    return_expression: returns,
    throw_expression: throws,
    labeled_expression: passStatement,
    statements: block,
  },
};
