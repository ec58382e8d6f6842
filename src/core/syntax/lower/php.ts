import { NONE, type NodeId } from '../flatTree';
import type { Entry, Expr, Param, Stmt } from './ir';
import {
  argumentsOf,
  assignment,
  binary,
  block,
  branch,
  call,
  countLoop,
  fn,
  index,
  jump,
  list,
  literal,
  member,
  name,
  pass,
  passStatement,
  returns,
  same,
  ternary,
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
    const [given, type] = [lower.field(each, 'default_value'), lower.field(each, 'type')];
    return [
      {
        ...lower.span(each),
        name: lower.text(own),
        pattern: lower.expr(own),
        ...(given !== NONE && { fallback: lower.expr(given) }),
        ...(type !== NONE && { type: lower.text(type) }),
        ...(/^variadic/.test(tree.type(each)) && { rest: true as const }),
      },
    ];
  });
}

const func: Handler = (lower, node) => {
  const own = lower.field(node, 'name');
  const body = lower.field(node, 'body');
  if (body === NONE) return undefined;
  return fn(lower, node, {
    name: own === NONE ? '' : lower.text(own),
    params: paramsOf(lower, lower.field(node, 'parameters')),
    body,
    words: own === NONE ? [] : lower.wordsBefore(node, own),
    result: lower.field(node, 'return_type'),
  });
};

const methodCall =
  (object: string): Handler =>
  (lower, node) => {
    const [receiver, own] = [lower.field(node, object), lower.field(node, 'name')];
    if (receiver === NONE || own === NONE) return lower.opaque(node);
    const of = lower.maybe(receiver) ?? { ...lower.span(receiver), kind: 'name', name: lower.text(receiver) };
    const callee: Expr = { start: lower.tree.start(receiver), end: lower.tree.end(own), kind: 'member', of, name: lower.text(own) };
    return { ...lower.span(node), kind: 'call', callee, args: argumentsOf(lower, lower.field(node, 'arguments')) };
  };

/** `new class(3) extends Base { … }`: the class stands where its name would. */
function anonymous(lower: Lowering, node: NodeId, type: NodeId): Expr {
  const { tree } = lower;
  const [given, body] = ['arguments', 'declaration_list'].map(
    (kind) => tree.children(type).find((each) => tree.type(each) === kind) ?? NONE,
  );
  const cls: Stmt = { ...lower.span(type), kind: 'class', name: '', members: lower.stmts(body!) };
  return {
    ...lower.span(node),
    kind: 'call',
    callee: { ...lower.span(type), kind: 'opaque', parts: [cls] },
    args: argumentsOf(lower, given!),
    makes: true,
  };
}

const creation: Handler = (lower, node) => {
  const [type, ...rest] = lower.tree.children(node);
  if (type === undefined) return lower.opaque(node);
  if (lower.tree.type(type) === 'anonymous_class') return anonymous(lower, node, type);
  const given = rest.find((each) => lower.tree.type(each) === 'arguments') ?? NONE;
  return {
    ...lower.span(node),
    kind: 'call',
    callee: { ...lower.span(type), kind: 'name', name: lower.text(type) },
    args: argumentsOf(lower, given),
    makes: true,
  };
};

const array: Handler = (lower, node) => {
  const { tree } = lower;
  const parts = lower.kids(node).map((each) => lower.kids(each));
  if (!parts.some((each) => each.length > 1))
    return { ...lower.span(node), kind: 'list', of: 'list', elements: lower.exprs(parts.flatMap(([value]) => value ?? [])) };
  const entries = parts.map((each): Entry => {
    const [key, value] = each;
    const span = each.length ? { start: tree.start(each[0]!), end: tree.end(each.at(-1)!) } : lower.span(node);
    return value === undefined
      ? { ...span, value: lower.expr(key ?? NONE, node) }
      : { ...span, key: lower.expr(key!), value: lower.expr(value) };
  });
  return { ...lower.span(node), kind: 'map', entries };
};

const foreach: Handler = (lower, node) => {
  const { tree } = lower;
  const body = lower.field(node, 'body');
  const [over, target] = lower.kids(node).filter((each) => each !== body);
  if (over === undefined) return lower.opaque(node);
  const isReference = target !== undefined && (tree.type(target) === 'by_ref' || tree.inside(target, 'by_ref') !== NONE);
  return {
    ...lower.span(node),
    kind: 'loop',
    how: 'each',
    ...(target !== undefined && { target: lower.expr(target) }),
    ...(isReference && { declares: '&' }),
    over: lower.expr(over),
    body: lower.stmts(body),
  };
};

const switchStatement: Handler = (lower, node) => {
  const { tree } = lower;
  const cases = tree.children(lower.field(node, 'body')).map((each) => {
    const value = lower.field(each, 'value');
    return {
      ...lower.span(each),
      values: value === NONE ? [] : [lower.expr(value)],
      body: lower.stmtsOf(lower.kids(each).filter((child) => child !== value)),
    };
  });
  return { ...lower.span(node), kind: 'switch', of: lower.expr(lower.field(node, 'condition'), node), cases, falls: true };
};

const tryStatement = tryCatch((lower, clause) => ({ type: lower.field(clause, 'type'), name: lower.field(clause, 'name') }));

const field: Handler = (lower, node) => {
  const own = lower.field(node, 'name');
  const value = lower.maybe(lower.field(node, 'default_value'));
  return own === NONE
    ? lower.opaque(node)
    : {
        ...lower.span(node),
        kind: 'assign',
        target: lower.expr(own),
        ...(value && { value }),
        operator: '=',
        declares: /\bstatic\b/.test(lower.wordsBefore(lower.tree.parent(node), node).join(' ')) ? 'static' : 'field',
      };
};

const constant: Handler = (lower, node) => {
  const [own, value] = lower.kids(node);
  if (own === undefined || value === undefined) return lower.opaque(node);
  return { ...lower.span(node), kind: 'assign', target: lower.expr(own), value: lower.expr(value), operator: '=', declares: 'const' };
};

const enumCase: Handler = (lower, node) => {
  const [own, value] = [lower.field(node, 'name'), lower.maybe(lower.field(node, 'value'))];
  if (own === NONE) return lower.opaque(node);
  return { ...lower.span(node), kind: 'assign', target: lower.expr(own), ...(value && { value }), operator: '=', declares: 'const' };
};

/** `match (…) { … }`: a choice among values. */
const match: Handler = (lower, node) => {
  const cases = lower.kids(lower.field(node, 'body')).map((each) => {
    const [listed, gives] = [lower.field(each, 'conditional_expressions'), lower.field(each, 'return_expression')];
    const value = lower.expr(gives, each);
    return {
      ...lower.span(each),
      values: listed === NONE ? [] : lower.exprs(lower.kids(listed)),
      body: [{ start: value.start, end: value.end, kind: 'do' as const, value }],
    };
  });
  const of = lower.expr(lower.field(node, 'condition'), node);
  return { ...lower.span(node), kind: 'opaque', parts: [{ ...lower.span(node), kind: 'switch', of, cases, falls: false }] };
};

const classBody: Handler = (lower, node) => ({
  ...lower.span(node),
  kind: 'class',
  name: lower.text(lower.field(node, 'name')),
  members: lower.stmts(lower.field(node, 'body')),
});
const string = text(/^(?:string_content|escape_sequence)$/);

export const phpLowering: LoweringRules = {
  ignored:
    /^(?:comment|php_tag|string_content|escape_sequence|namespace_use_declaration|base_clause|class_interface_clause|use_declaration|visibility_modifier|static_modifier|reference_modifier|readonly_modifier|cast_type|.*_type|type_list|interface_declaration|attribute_list|[^a-z]+)$/,
  handlers: {
    name,
    variable_name: name,
    integer: literal('number'),
    float: literal('number'),
    boolean: literal('truth'),
    null: literal('nothing'),
    string,
    encapsed_string: string,
    heredoc_body: string,
    relative_scope: name,
    qualified_name: name,
    parenthesized_expression: pass,
    argument: pass,
    by_ref: pass,
    expression_statement: passStatement,
    variadic_unpacking: same('spread'),
    pair: list('tuple'),
    member_access_expression: member('object', 'name'),
    nullsafe_member_access_expression: member('object', 'name'),
    scoped_property_access_expression: member('scope', 'name'),
    class_constant_access_expression: (lower, node) => ({ ...lower.span(node), kind: 'name', name: lower.text(node) }),
    subscript_expression: index('object'),
    function_call_expression: call('function', 'arguments'),
    member_call_expression: methodCall('object'),
    nullsafe_member_call_expression: methodCall('object'),
    scoped_call_expression: methodCall('scope'),
    object_creation_expression: creation,
    array_creation_expression: array,
    list_literal: list('list'),
    array_element_initializer: pass,
    binary_expression: binary(),
    unary_op_expression: unary,
    update_expression: update,
    cast_expression: same('cast', 'value', 'type'),
    conditional_expression: ternary('condition', 'body', 'alternative'),
    assignment_expression: assignment(),
    reference_assignment_expression: assignment('left', 'right', '&'),
    augmented_assignment_expression: assignment(),
    property_declaration: block,
    property_element: field,
    const_declaration: block,
    const_element: constant,
    match_expression: match,
    static_variable_declaration: assignment('name', 'value', 'static'),
    function_definition: func,
    method_declaration: func,
    anonymous_function: func,
    arrow_function: func,
    class_declaration: classBody,
    trait_declaration: classBody,
    enum_declaration: classBody,
    enum_declaration_list: block,
    enum_case: enumCase,
    declaration_list: block,
    compound_statement: block,
    colon_block: block,
    if_statement: branch('condition', 'body'),
    else_if_clause: branch('condition', 'body'),
    else_clause: passStatement,
    for_statement: countLoop('initialize', 'update'),
    foreach_statement: foreach,
    while_statement: whileLoop(),
    do_statement: whileLoop(),
    switch_statement: switchStatement,
    try_statement: tryStatement,
    sequence_expression: list('tuple'),
    return_statement: returns,
    throw_expression: throws,
    break_statement: jump,
    continue_statement: jump,
    namespace_definition: passStatement,
    global_declaration: (lower, node) => ({ ...lower.span(node), kind: 'jump', how: lower.text(node).slice(0, 400) }),
  },
};
