import { NONE, type NodeId } from '../flatTree';
import type { Catch, Expr, Param } from './ir';
import {
  assignment,
  binary,
  block,
  branch,
  call,
  eachLoop,
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
  text,
  throws,
  unary,
  whileLoop,
  type Handler,
  type Lowering,
  type LoweringRules,
} from './lowering';

function paramsOf(lower: Lowering, node: NodeId): Param[] {
  const { tree } = lower;
  return lower.kids(node).map((each) => {
    const type = tree.type(each);
    const own =
      lower.field(each, 'name') === NONE ? (/identifier/.test(type) ? each : (tree.children(each)[0] ?? each)) : lower.field(each, 'name');
    const given = lower.field(each, 'value');
    const written = lower.field(each, 'type');
    const inner = /splat_pattern$/.test(tree.type(own)) ? (tree.children(own)[0] ?? own) : own;
    return {
      ...lower.span(each),
      name: lower.text(inner),
      pattern: lower.expr(inner),
      ...(given !== NONE && { fallback: lower.expr(given) }),
      ...(written !== NONE && { type: lower.text(written) }),
      ...((/splat/.test(type) || /splat_pattern$/.test(tree.type(own))) && { rest: true as const }),
    };
  });
}

const func: Handler = (lower, node) => {
  const own = lower.field(node, 'name');
  return fn(lower, node, {
    name: own === NONE ? '' : lower.text(own),
    params: paramsOf(lower, lower.field(node, 'parameters')),
    body: lower.field(node, 'body'),
    words: lower.wordsBefore(node, own === NONE ? lower.field(node, 'body') : own),
    result: lower.field(node, 'return_type'),
  });
};

const dictionary: Handler = (lower, node) => ({
  ...lower.span(node),
  kind: 'map',
  entries: lower.kids(node).map((each) => {
    const [key, value] = [lower.field(each, 'key'), lower.field(each, 'value')];
    return key === NONE || value === NONE
      ? { ...lower.span(each), value: lower.expr(each) }
      : { ...lower.span(each), key: lower.expr(key), value: lower.expr(value) };
  }),
});

const comprehension =
  (of: 'list' | 'set' | 'map' | 'lazy'): Handler =>
  (lower, node) => {
    const { tree } = lower;
    const body = lower.field(node, 'body');
    if (body === NONE) return lower.opaque(node);
    const [key, value] = [lower.field(body, 'key'), lower.field(body, 'value')];
    const children = tree.children(node);
    return {
      ...lower.span(node),
      kind: 'each',
      of,
      element: lower.expr(value === NONE || tree.type(body) !== 'pair' ? body : value),
      ...(key !== NONE && tree.type(body) === 'pair' && { key: lower.expr(key) }),
      loops: children
        .filter((each) => tree.type(each) === 'for_in_clause')
        .map((each) => ({ target: lower.expr(lower.field(each, 'left'), each), over: lower.expr(lower.field(each, 'right'), each) })),
      conditions: children.filter((each) => tree.type(each) === 'if_clause').map((each) => lower.expr(lower.kids(each)[0] ?? NONE, each)),
    };
  };

/** `a < b < c` is one operation with three operands. */
const comparison: Handler = (lower, node) => {
  const { tree } = lower;
  const operands = tree.children(node).filter((each) => !/^operators?$/.test(tree.fieldName(each)));
  const operator = tree
    .fieldAll(node, 'operators')
    .map((each) => lower.text(each))
    .join(' ');
  return operands.length < 2 ? lower.opaque(node) : { ...lower.span(node), kind: 'operate', operator, operands: lower.exprs(operands) };
};

const conditional: Handler = (lower, node) => {
  const [then, condition, otherwise] = lower.kids(node);
  if (then === undefined || condition === undefined || otherwise === undefined) return lower.opaque(node);
  return { ...lower.span(node), kind: 'choice', condition: lower.expr(condition), options: lower.exprs([then, otherwise]), operator: '?' };
};

const tryStatement: Handler = (lower, node) => {
  const { tree } = lower;
  const clauses = tree.children(node).filter((each) => /^except/.test(tree.type(each)));
  const last = tree.child(node, 'finally_clause');
  const otherwise = tree.child(node, 'else_clause');
  return {
    ...lower.span(node),
    kind: 'try',
    body: [...lower.stmts(lower.field(node, 'body')), ...lower.stmts(otherwise)],
    catches: clauses.map((clause): Catch => {
      const caught = lower.field(clause, 'value');
      const alias = caught === NONE ? NONE : lower.field(caught, 'alias');
      const type = caught === NONE ? '' : lower.text(alias === NONE ? caught : (tree.children(caught)[0] ?? caught));
      return {
        ...lower.span(clause),
        types: type,
        ...(alias !== NONE && { name: lower.text(alias) }),
        body: lower.stmts(tree.children(clause).findLast((each) => tree.type(each) === 'block') ?? NONE),
      };
    }),
    ...(last !== NONE && { last: lower.stmts(tree.child(last, 'block')) }),
  };
};

const withStatement: Handler = (lower, node) => {
  const { tree } = lower;
  const clause = tree.child(node, 'with_clause');
  return {
    ...lower.span(node),
    kind: 'block',
    body: [...lower.stmtsOf(clause === NONE ? [] : tree.children(clause)), ...lower.stmts(lower.field(node, 'body'))],
  };
};

/** What runs when a loop was not left by `break`. */
const withElse =
  (loop: Handler): Handler =>
  (lower, node) => {
    const otherwise = lower.field(node, 'alternative');
    const made = loop(lower, node);
    if (otherwise === NONE || made?.kind !== 'loop') return made;
    return { ...lower.span(node), kind: 'block', body: [{ ...made, end: lower.tree.start(otherwise) }, ...lower.stmts(otherwise)] };
  };

/** `open(path) as file` */
const asPattern: Handler = (lower, node) => {
  const [value] = lower.kids(node);
  const alias = lower.field(node, 'alias');
  const target = alias === NONE ? undefined : lower.tree.children(alias)[0];
  if (value === undefined || target === undefined) return lower.opaque(node);
  return { ...lower.span(node), kind: 'assign', target: lower.expr(target), value: lower.expr(value), operator: '=', declares: 'with' };
};

/** `global total`: the names are those of another scope. */
const outer: Handler = (lower, node) => ({ ...lower.span(node), kind: 'jump', how: lower.text(node).slice(0, 400) });

const string: Handler = (lower, node) => {
  const found = text(/^string_content$/)(lower, node);
  return found?.kind === 'literal' && lower.tree.children(node).length === 2 ? { ...found, value: '' } : found;
};

const decorated: Handler = (lower, node) => {
  const made = passStatement(lower, node);
  if (made?.kind !== 'fn' && made?.kind !== 'class') return made;
  const above = lower.tree.children(node).filter((each) => lower.tree.type(each) === 'decorator');
  return { ...made, decorators: lower.exprs(above.flatMap((each) => lower.tree.children(each).slice(0, 1))) };
};

const joined: Handler = (lower, node) => {
  const parts = lower.exprs(lower.kids(node));
  const value = parts.map((each) => (each.kind === 'literal' ? each.value : '')).join('');
  const filled = parts.flatMap((each): readonly Expr[] => (each.kind === 'literal' ? (each.parts ?? []) : [each]));
  return { ...lower.span(node), kind: 'literal', of: 'text', value, ...(filled.length > 0 && { parts: filled }) };
};

export const pythonLowering: LoweringRules = {
  ignored:
    /^(?:comment|line_continuation|type|string_start|string_content|string_end|type_conversion|format_specifier|import_statement|import_from_statement|future_import_statement|decorator|type_alias_statement|[^a-z]+)$/,
  handlers: {
    identifier: name,
    integer: literal('number'),
    float: literal('number'),
    true: literal('truth'),
    false: literal('truth'),
    none: literal('nothing'),
    ellipsis: name,
    string,
    concatenated_string: joined,
    interpolation: (lower, node) => lower.expr(lower.field(node, 'expression'), node),
    parenthesized_expression: pass,
    as_pattern_target: pass,
    expression_statement: passStatement,
    else_clause: passStatement,
    with_item: (lower, node) => lower.expr(lower.field(node, 'value'), node),
    as_pattern: asPattern,
    with_statement: withStatement,
    decorated_definition: decorated,
    await: same('await'),
    list_splat: same('spread'),
    dictionary_splat: same('spread'),
    list_splat_pattern: same('spread'),
    dictionary_splat_pattern: same('spread'),
    yield: same('yield'),
    attribute: member('object', 'attribute'),
    subscript: index('value', /^slice$/),
    call: call('function', 'arguments'),
    list: list('list'),
    set: list('set'),
    tuple: list('tuple'),
    pattern_list: list('tuple'),
    expression_list: list('tuple'),
    tuple_pattern: list('tuple'),
    list_pattern: list('list'),
    dictionary,
    list_comprehension: comprehension('list'),
    set_comprehension: comprehension('set'),
    dictionary_comprehension: comprehension('map'),
    generator_expression: comprehension('lazy'),
    binary_operator: binary(),
    boolean_operator: binary(),
    comparison_operator: comparison,
    unary_operator: unary,
    not_operator: unary,
    conditional_expression: conditional,
    assignment: assignment(),
    augmented_assignment: assignment(),
    named_expression: assignment('name', 'value'),
    function_definition: func,
    lambda: func,
    class_definition: (lower, node) => ({
      ...lower.span(node),
      kind: 'class',
      name: lower.text(lower.field(node, 'name')),
      members: lower.stmts(lower.field(node, 'body')),
    }),
    block,
    module: block,
    if_statement: branch(),
    elif_clause: branch(),
    for_statement: withElse(eachLoop('left', 'right')),
    while_statement: withElse(whileLoop()),
    try_statement: tryStatement,
    global_statement: outer,
    nonlocal_statement: outer,
    return_statement: returns,
    raise_statement: throws,
    break_statement: jump,
    continue_statement: jump,
  },
};
