import { NONE, type NodeId } from '../flatTree';
import type { Argument, Entry, Expr, Param, Stmt } from './ir';
import {
  argumentsOf,
  assignment,
  binary,
  block,
  branch,
  call,
  countLoop,
  eachLoop,
  fn,
  headConstructor,
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
  if (node === NONE) return [];
  if (tree.type(node) === 'implicit_parameter')
    return [{ ...lower.span(node), name: lower.text(node), pattern: { ...lower.span(node), kind: 'name', name: lower.text(node) } }];
  const named = tree.children(node).flatMap((each): Param[] => {
    const own = tree.type(each) === 'implicit_parameter' ? each : lower.field(each, 'name');
    if (own === NONE) return [];
    const [type, given] = [lower.field(each, 'type'), lower.bare(each).at(-1)];
    return [
      {
        ...lower.span(each),
        name: lower.text(own),
        pattern: { ...lower.span(own), kind: 'name', name: lower.text(own) },
        ...(type !== NONE && { type: lower.text(type) }),
        ...(given !== undefined && { fallback: lower.expr(given) }),
      },
    ];
  });
  const rest = tree.field(node, 'name');
  return rest === NONE
    ? named
    : [
        ...named,
        { ...lower.span(rest), name: lower.text(rest), pattern: { ...lower.span(rest), kind: 'name', name: lower.text(rest) }, rest: true },
      ];
}

const func: Handler = (lower, node) => {
  const own = lower.field(node, 'name');
  const body = lower.field(node, 'body');
  if (body === NONE) return undefined;
  const made = fn(lower, node, {
    name: own === NONE ? '' : lower.text(own),
    params: paramsOf(lower, lower.field(node, 'parameters')),
    body,
    words: lower.wordsBefore(node, own === NONE ? body : own),
    result: lower.field(node, 'returns'),
  });
  return lower.tree.type(body) === 'arrow_expression_clause' ? { ...made, short: true } : made;
};

const creation: Handler = (lower, node) => {
  const { tree } = lower;
  const type = lower.field(node, 'type');
  const filled = lower.field(node, 'initializer');
  const args: Argument[] = argumentsOf(lower, lower.field(node, 'arguments'));
  const inner = filled === NONE ? [] : givenIn(lower.expr(filled));
  const callee: Expr =
    type === NONE ? { ...lower.span(node), kind: 'opaque', parts: [] } : { ...lower.span(type), kind: 'name', name: tree.content(type) };
  return { ...lower.span(node), kind: 'call', callee, args: [...args, ...inner], makes: true };
};

/** The fields that an object is made with, as arguments with their names; otherwise the elements. */
function givenIn(filled: Expr): Argument[] {
  if (filled.kind !== 'map') return [{ value: filled }];
  const named = filled.entries.map(({ key, value }): Argument =>
    key?.kind === 'literal' && key.end - key.start === key.value.length ? { name: key.value, value } : { value },
  );
  return named.every(({ name: own }) => own !== undefined) ? named : [{ value: filled }];
}

/** `Name` of `{ Name = 3 }`, `"port"` of `{ ["port"] = 3 }`. */
function keyOf(target: Expr): Expr {
  if (target.kind === 'name') return { ...target, kind: 'literal', of: 'text', value: target.name };
  const [part, ...more] = target.kind === 'opaque' ? target.parts : [];
  return part?.kind === 'literal' && more.length === 0 ? part : target;
}

const initializer: Handler = (lower, node) => {
  const parts = lower.exprs(lower.kids(node));
  if (!parts.length || !parts.every((each) => each.kind === 'assign'))
    return { ...lower.span(node), kind: 'list', of: 'list', elements: parts };
  const entries = parts.flatMap((each): Entry[] => {
    if (each.kind !== 'assign' || !each.value) return [];
    return [{ start: each.start, end: each.end, key: keyOf(each.target), value: each.value }];
  });
  return { ...lower.span(node), kind: 'map', entries };
};

const declarator: Handler = (lower, node) => {
  const own = lower.field(node, 'name');
  const value = lower.bare(node).at(-1);
  return own === NONE
    ? lower.opaque(node)
    : {
        ...lower.span(node),
        kind: 'assign',
        target: { ...lower.span(own), kind: 'name', name: lower.text(own) },
        ...(value !== undefined && { value: lower.expr(value) }),
        operator: '=',
        declares: '',
      };
};

const declaration: Handler = (lower, node) => {
  const type = lower.field(node, 'type');
  const body = lower
    .stmtsOf(lower.kids(node).filter((each) => each !== type))
    .map((each): Stmt => (each.kind === 'assign' && type !== NONE ? { ...each, type: lower.text(type) } : each));
  return { ...lower.span(node), kind: 'block', body };
};

const fieldDeclaration: Handler = (lower, node) => {
  const isStatic = lower.wordsBefore(node, lower.tree.child(node, 'variable_declaration')).includes('static');
  const body = lower
    .stmtsOf(lower.kids(node))
    .map((each): Stmt => (each.kind === 'assign' ? { ...each, declares: isStatic ? 'static' : 'field' } : each));
  return { ...lower.span(node), kind: 'block', body };
};

const property: Handler = (lower, node) => {
  const own = lower.field(node, 'name');
  const given = lower.field(node, 'value');
  const type = lower.field(node, 'type');
  if (own === NONE) return lower.opaque(node);
  if (given !== NONE && lower.tree.type(given) === 'arrow_expression_clause')
    return { ...fn(lower, node, { name: lower.text(own), params: [], body: given, words: ['get'], result: type }), short: true };
  const value = lower.maybe(given);
  return {
    ...lower.span(node),
    kind: 'assign',
    target: { ...lower.span(own), kind: 'name', name: lower.text(own) },
    ...(value && { value }),
    operator: '=',
    declares: 'field',
    ...(type !== NONE && { type: lower.text(type) }),
  };
};

const tryStatement = tryCatch((lower, clause) => {
  const caught = lower.tree.child(clause, 'catch_declaration');
  return { type: lower.field(caught, 'type'), name: lower.field(caught, 'name') };
});

const switchStatement: Handler = (lower, node) => {
  const { tree } = lower;
  const cases = tree.children(lower.field(node, 'body')).map((each) => {
    const labels = tree.children(each).filter((child) => /pattern$/.test(tree.type(child)));
    return {
      ...lower.span(each),
      values: lower.exprs(labels),
      body: lower.stmtsOf(tree.children(each).filter((child) => !labels.includes(child))),
    };
  });
  return { ...lower.span(node), kind: 'switch', of: lower.expr(lower.field(node, 'value'), node), cases, falls: false };
};

const conditionalAccess: Handler = (lower, node) => {
  const kids = lower.kids(node);
  const binding = lower.tree.inside(node, 'member_binding_expression');
  const own = binding === NONE ? NONE : lower.field(binding, 'name');
  if (kids.length !== 2 || own === NONE || lower.tree.type(kids[1]!) !== 'member_binding_expression') return lower.opaque(node);
  return { ...lower.span(node), kind: 'member', of: lower.expr(kids[0]!), name: lower.text(own) };
};

const classBody: Handler = (lower, node) => {
  const own = lower.text(lower.field(node, 'name'));
  const head = lower.tree.child(node, 'parameter_list');
  return {
    ...lower.span(node),
    kind: 'class',
    name: own,
    members: [...headConstructor(lower, head, own, paramsOf(lower, head)), ...lower.stmts(lower.field(node, 'body'))],
  };
};
const bodyOnly: Handler = (lower, node) => ({ ...lower.span(node), kind: 'block', body: lower.stmtsOf(lower.kids(node)) });
const string = text(/content$|^escape_sequence$/);
const numbers = literal('number');

export const csharpLowering: LoweringRules = {
  ignored:
    /^(?:comment|using_directive|modifier|base_list|type_parameter_list|type_argument_list|attribute_list|predefined_type|implicit_type|.*_type|interpolation_start|interpolation_brace|string_literal_content|accessor_list|interface_declaration|delegate_declaration|catch_filter_clause|.*_directive|[^a-z]+)$/,
  handlers: {
    identifier: name,
    this: name,
    base: name,
    generic_name: name,
    integer_literal: numbers,
    real_literal: numbers,
    boolean_literal: literal('truth'),
    null_literal: literal('nothing'),
    string_literal: string,
    verbatim_string_literal: string,
    raw_string_literal: string,
    interpolated_string_expression: string,
    interpolation: pass,
    character_literal: (lower, node) => ({ ...lower.span(node), kind: 'literal', of: 'text', value: lower.text(node).slice(1, -1) }),
    parenthesized_expression: pass,
    argument: (lower, node) => lower.expr(lower.kids(node).at(-1) ?? NONE, node),
    constant_pattern: pass,
    expression_statement: passStatement,
    arrow_expression_clause: passStatement,
    await_expression: same('await'),
    cast_expression: same('cast', 'value', 'type'),
    as_expression: same('cast', 'left', 'right'),
    member_access_expression: member('expression', 'name'),
    conditional_access_expression: conditionalAccess,
    element_access_expression: (lower, node) => {
      const [of, keys] = [lower.field(node, 'expression'), lower.field(node, 'subscript')];
      return of === NONE
        ? lower.opaque(node)
        : { ...lower.span(node), kind: 'index', of: lower.expr(of), keys: lower.exprs(lower.kids(keys)) };
    },
    declaration_expression: (lower, node) => {
      const own = lower.kids(node).at(-1);
      return own === undefined
        ? lower.opaque(node)
        : { ...lower.span(node), kind: 'assign', target: lower.expr(own), operator: '=', declares: 'out' };
    },
    invocation_expression: call('function', 'arguments'),
    object_creation_expression: creation,
    implicit_object_creation_expression: creation,
    initializer_expression: initializer,
    implicit_array_creation_expression: pass,
    tuple_expression: list('tuple'),
    tuple_pattern: list('tuple'),
    binary_expression: binary(),
    prefix_unary_expression: (lower, node) => (/^(?:\+\+|--)/.test(lower.text(node)) ? update(lower, node) : unary(lower, node)),
    postfix_unary_expression: (lower, node) => (/(?:\+\+|--)$/.test(lower.text(node)) ? update(lower, node) : pass(lower, node)),
    conditional_expression: ternary('condition', 'consequence', 'alternative'),
    assignment_expression: assignment(),
    variable_declarator: declarator,
    variable_declaration: declaration,
    local_declaration_statement: bodyOnly,
    field_declaration: fieldDeclaration,
    property_declaration: property,
    method_declaration: func,
    constructor_declaration: func,
    local_function_statement: func,
    lambda_expression: func,
    anonymous_method_expression: func,
    class_declaration: classBody,
    struct_declaration: classBody,
    record_declaration: classBody,
    namespace_declaration: (lower, node) => ({ ...lower.span(node), kind: 'block', body: lower.stmts(lower.field(node, 'body')) }),
    file_scoped_namespace_declaration: bodyOnly,
    global_statement: passStatement,
    declaration_list: block,
    block,
    compilation_unit: block,
    if_statement: branch(),
    for_statement: countLoop('initializer', 'update'),
    foreach_statement: eachLoop('left', 'right', 'body', ''),
    while_statement: whileLoop(),
    do_statement: whileLoop(),
    try_statement: tryStatement,
    switch_statement: switchStatement,
    using_statement: bodyOnly,
    lock_statement: bodyOnly,
    yield_statement: same('yield'),
    return_statement: returns,
    throw_statement: throws,
    throw_expression: throws,
    break_statement: jump,
    continue_statement: jump,
  },
};
