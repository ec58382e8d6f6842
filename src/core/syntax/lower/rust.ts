import { NONE, type NodeId } from '../flatTree';
import type { Entry, Expr, Param, Stmt } from './ir';
import {
  asStatement,
  assignment,
  binary,
  block,
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
  unary,
  whileLoop,
  type Handler,
  type Lowering,
  type LoweringRules,
} from './lowering';

function paramsOf(lower: Lowering, node: NodeId): Param[] {
  const { tree } = lower;
  return tree.children(node).flatMap((each): Param[] => {
    if (/attribute|comment|type/.test(tree.type(each))) return [];
    const isSelf = tree.type(each) === 'self_parameter';
    const own = isSelf ? (tree.children(each).at(-1) ?? each) : lower.field(each, 'pattern') === NONE ? each : lower.field(each, 'pattern');
    const type = lower.field(each, 'type');
    const pattern = lower.expr(own);
    return [
      {
        ...lower.span(each),
        name: pattern.kind === 'name' ? pattern.name : isSelf ? 'self' : '',
        pattern,
        ...(type !== NONE && { type: lower.text(type) }),
        ...(isSelf && { implicit: true as const }),
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

const conditional: Handler = (lower, node): Stmt => {
  const asked = lower.field(node, 'condition');
  const otherwise = lower.field(node, 'alternative');
  return {
    ...lower.span(node),
    kind: 'branch',
    condition: lower.expr(asked, node),
    then: lower.stmts(lower.field(node, 'consequence')),
    ...(otherwise !== NONE && { otherwise: lower.stmts(otherwise) }),
  };
};

const matching: Handler = (lower, node) => {
  const { tree } = lower;
  const cases = tree
    .children(lower.field(node, 'body'))
    .filter((each) => tree.type(each) === 'match_arm')
    .map((each) => ({
      ...lower.span(each),
      values: [lower.maybe(lower.field(each, 'pattern'))].filter((value) => value !== undefined),
      body: lower.stmts(lower.field(each, 'value')),
    }));
  return { ...lower.span(node), kind: 'switch', of: lower.expr(lower.field(node, 'value'), node), cases, falls: false };
};

const struct: Handler = (lower, node) => {
  const { tree } = lower;
  const entries = tree
    .children(lower.field(node, 'body'))
    .filter((each) => /initializer/.test(tree.type(each)))
    .map((each): Entry => {
      const [key, value] = [lower.field(each, 'field'), lower.field(each, 'value')];
      const own = lower.expr(lower.kids(each)[0] ?? NONE, each);
      if (key === NONE && tree.type(each) === 'base_field_initializer')
        return { ...lower.span(each), value: { ...lower.span(each), kind: 'same', how: 'spread', of: own } };
      if (key === NONE)
        return { ...lower.span(each), key: { ...lower.span(each), kind: 'literal', of: 'text', value: lower.text(each) }, value: own };
      return {
        ...lower.span(each),
        key: { ...lower.span(key), kind: 'literal', of: 'text', value: lower.text(key) },
        value: lower.expr(value, each),
      };
    });
  const made: Expr = { ...lower.span(node), kind: 'map', entries };
  return { ...lower.span(node), kind: 'same', how: 'cast', of: made, type: lower.text(lower.field(node, 'name')) };
};

/** The arguments of a macro, as far as its words read as calls and members: the grammar leaves them as they are. */
function tokensOf(lower: Lowering, node: NodeId): Expr[] {
  if (node === NONE) return [];
  const { tree } = lower;
  const groups: Expr[][] = [[]];
  let end = tree.start(node) + 1;
  for (const each of tree.children(node)) {
    const group = groups.at(-1)!;
    const last = group.at(-1);
    const between = tree.text.slice(end, tree.start(each));
    end = tree.end(each);
    const isArguments = tree.type(each) === 'token_tree' && tree.text[tree.start(each)] === '(';
    if (last && isArguments && between === '' && (last.kind === 'name' || last.kind === 'member'))
      group[group.length - 1] = {
        start: last.start,
        end,
        kind: 'call',
        callee: last,
        args: tokensOf(lower, each).map((value) => ({ value })),
      };
    else if (last?.kind === 'name' && between === '::' && tree.type(each) === 'identifier')
      group[group.length - 1] = { start: last.start, end, kind: 'name', name: tree.text.slice(last.start, end) };
    else if (last && between === '.' && tree.type(each) === 'identifier')
      group[group.length - 1] = { start: last.start, end, kind: 'member', of: last, name: lower.text(each) };
    else {
      const made =
        tree.type(each) === 'token_tree'
          ? tree.text[tree.start(each)] === '['
            ? ({ ...lower.span(each), kind: 'list', of: 'list', elements: tokensOf(lower, each) } satisfies Expr)
            : ({ ...lower.span(each), kind: 'opaque', parts: tokensOf(lower, each) } satisfies Expr)
          : lower.maybe(each);
      if (!made) continue;
      if (last && between.includes(',')) groups.push([made]);
      else group.push(made);
    }
  }
  return groups.flatMap((group): Expr[] => {
    const [first] = group;
    if (!first || group.length === 1) return group;
    return [{ start: first.start, end: group.at(-1)!.end, kind: 'opaque', parts: group }];
  });
}

/** What a macro makes of its words is known of a few only. */
const macro: Handler = (lower, node) => {
  const own = lower.text(lower.field(node, 'macro'));
  const words = tokensOf(lower, lower.tree.child(node, 'token_tree'));
  if (own === 'vec') return { ...lower.span(node), kind: 'list', of: 'list', elements: words };
  const made: Expr = { ...lower.span(node), kind: 'opaque', parts: words };
  return /^(?:panic|unreachable|todo|unimplemented|bail)$/.test(own) ? { ...lower.span(node), kind: 'throw', value: made } : made;
};

const range: Handler = (lower, node) => {
  const ends = lower.kids(node);
  return { ...lower.span(node), kind: 'operate', operator: /\.\.=/.test(lower.text(node)) ? '..=' : '..', operands: lower.exprs(ends) };
};

const letCondition: Handler = (lower, node) => ({
  ...lower.span(node),
  kind: 'assign',
  target: lower.expr(lower.field(node, 'pattern'), node),
  value: lower.expr(lower.field(node, 'value'), node),
  operator: '=',
  declares: 'let',
});
const item = assignment('name', 'value', 'const');
const inner: Handler = (lower, node) => {
  const kid = lower.kids(node).at(-1);
  return kid === undefined ? lower.opaque(node) : { ...lower.span(node), kind: 'block', body: lower.stmts(kid).map(asStatement) };
};

export const rustLowering: LoweringRules = {
  ignored:
    /^(?:line_comment|block_comment|use_declaration|attribute_item|inner_attribute_item|struct_item|enum_item|type_item|trait_item|macro_definition|mutable_specifier|visibility_modifier|type_arguments|type_parameters|where_clause|string_content|escape_sequence|.*_type|type_identifier|field_identifier|empty_statement|lifetime|crate|match_pattern_guard|[^a-z]+)$/,
  handlers: {
    identifier: name,
    self: name,
    super: name,
    scoped_identifier: name,
    integer_literal: literal('number'),
    float_literal: literal('number'),
    boolean_literal: literal('truth'),
    string_literal: text(/^(?:string_content|escape_sequence)$/),
    raw_string_literal: text(/^string_content$/),
    char_literal: (lower, node) => ({ ...lower.span(node), kind: 'literal', of: 'text', value: lower.text(node).slice(1, -1) }),
    parenthesized_expression: pass,
    expression_statement: passStatement,
    else_clause: passStatement,
    mut_pattern: pass,
    match_pattern: pass,
    generic_function: (lower, node) => lower.expr(lower.field(node, 'function'), node),
    await_expression: same('await'),
    try_expression: same('tried'),
    reference_expression: same('reference', 'value'),
    type_cast_expression: same('cast', 'value', 'type'),
    field_expression: member('value', 'field'),
    index_expression: index(''),
    call_expression: call('function', 'arguments'),
    macro_invocation: macro,
    array_expression: list('list'),
    tuple_expression: list('tuple'),
    tuple_pattern: list('tuple'),
    tuple_struct_pattern: list('tuple'),
    struct_expression: struct,
    range_expression: range,
    binary_expression: binary(),
    unary_expression: unary,
    assignment_expression: assignment(),
    compound_assignment_expr: assignment(),
    let_declaration: assignment('pattern', 'value', 'let'),
    let_condition: letCondition,
    const_item: item,
    static_item: assignment('name', 'value', 'static'),
    function_item: func,
    closure_expression: func,
    impl_item: (lower, node) => ({
      ...lower.span(node),
      kind: 'class',
      name: lower.text(lower.field(node, 'type')),
      members: lower.stmts(lower.field(node, 'body')),
    }),
    mod_item: (lower, node) => ({ ...lower.span(node), kind: 'block', body: lower.stmts(lower.field(node, 'body')) }),
    declaration_list: block,
    block,
    source_file: block,
    unsafe_block: inner,
    async_block: inner,
    if_expression: conditional,
    match_expression: matching,
    for_expression: eachLoop('pattern', 'value', 'body', 'let'),
    while_expression: whileLoop(),
    loop_expression: whileLoop(),
    return_expression: returns,
    break_expression: jump,
    continue_expression: jump,
  },
};
