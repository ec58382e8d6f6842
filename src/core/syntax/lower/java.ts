import { NONE, type NodeId } from '../flatTree';
import type { Argument, Expr, Param, Stmt } from './ir';
import {
  argumentsOf,
  assignment,
  binary,
  block,
  branch,
  countLoop,
  eachLoop,
  fn,
  headConstructor,
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
  if (node === NONE) return [];
  const all = /^(?:formal|inferred)_parameters$/.test(tree.type(node)) ? tree.children(node) : [node];
  return all.flatMap((each): Param[] => {
    const declared = tree.child(each, 'variable_declarator');
    const own = tree.type(each) === 'identifier' ? each : lower.field(declared === NONE ? each : declared, 'name');
    if (own === NONE) return [];
    const type = lower.field(each, 'type');
    return [
      {
        ...lower.span(each),
        name: lower.text(own),
        pattern: lower.expr(own),
        ...(type !== NONE && { type: lower.text(type) }),
        ...(tree.type(each) === 'spread_parameter' && { rest: true as const }),
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
    result: lower.field(node, 'type'),
  });
};

const invocation: Handler = (lower, node) => {
  const [object, own] = [lower.field(node, 'object'), lower.field(node, 'name')];
  if (own === NONE) return lower.opaque(node);
  const called: Expr =
    object === NONE
      ? lower.expr(own)
      : { start: lower.tree.start(object), end: lower.tree.end(own), kind: 'member', of: lower.expr(object), name: lower.text(own) };
  return { ...lower.span(node), kind: 'call', callee: called, args: argumentsOf(lower, lower.field(node, 'arguments')) };
};

const creation: Handler = (lower, node) => {
  const type = lower.field(node, 'type');
  if (type === NONE) return lower.opaque(node);
  const args: Argument[] = argumentsOf(lower, lower.field(node, 'arguments'));
  const body = lower.tree.child(node, 'class_body');
  const inner = body === NONE ? [] : [{ value: lower.expr(body) }];
  return {
    ...lower.span(node),
    kind: 'call',
    callee: { ...lower.span(type), kind: 'name', name: lower.text(type) },
    args: [...args, ...inner],
    makes: true,
  };
};

/** A declaration of one or several names of a type. */
const declaration =
  (declares: string): Handler =>
  (lower, node) => {
    const { tree } = lower;
    const type = lower.field(node, 'type');
    const words = type === NONE ? [] : lower.wordsBefore(node, type);
    const body = lower
      .stmtsOf(tree.fieldAll(node, 'declarator'))
      .map((each): Stmt =>
        each.kind === 'assign'
          ? { ...each, declares: words.includes('static') ? 'static' : declares, ...(type !== NONE && { type: lower.text(type) }) }
          : each,
      );
    return { ...lower.span(node), kind: 'block', body };
  };

/** `new Item[3]`: makes so many empty elements. */
const newArray: Handler = (lower, node) => {
  const [filled, type] = [lower.field(node, 'value'), lower.field(node, 'type')];
  if (filled !== NONE) return lower.expr(filled);
  const callee: Expr = {
    start: lower.tree.start(type),
    end: lower.tree.end(node),
    kind: 'name',
    name: lower.tree.text.slice(lower.tree.start(type), lower.tree.end(node)),
  };
  return { ...lower.span(node), kind: 'call', callee, args: lower.exprs(lower.kids(node)).map((value) => ({ value })), makes: true };
};

const tryStatement = tryCatch(
  (lower, clause) => {
    const caught = lower.tree.child(clause, 'catch_formal_parameter');
    return { type: lower.tree.child(caught, 'catch_type'), name: lower.field(caught, 'name') };
  },
  { body: (lower, node) => [...lower.stmts(lower.field(node, 'resources')), ...lower.stmts(lower.field(node, 'body'))] },
);

const switchStatement: Handler = (lower, node) => {
  const { tree } = lower;
  const groups = tree.children(lower.field(node, 'body'));
  return {
    ...lower.span(node),
    kind: 'switch',
    of: lower.expr(lower.field(node, 'condition'), node),
    cases: groups.map((group) => {
      const [labels, body] = [
        tree.children(group).filter((each) => tree.type(each) === 'switch_label'),
        tree.children(group).filter((each) => tree.type(each) !== 'switch_label'),
      ];
      return { ...lower.span(group), values: lower.exprs(labels.flatMap((label) => lower.kids(label))), body: lower.stmtsOf(body) };
    }),
    falls: groups.some((group) => tree.type(group) === 'switch_block_statement_group'),
  };
};

const classBody: Handler = (lower, node) => {
  const own = lower.field(node, 'name');
  const head = lower.field(node, 'parameters');
  const called = own === NONE ? '' : lower.text(own);
  return {
    ...lower.span(node),
    kind: 'class',
    name: called,
    members: [...headConstructor(lower, head, called, paramsOf(lower, head)), ...lower.stmts(lower.field(node, 'body'))],
  };
};

const character: Handler = (lower, node) => ({ ...lower.span(node), kind: 'literal', of: 'text', value: lower.text(node).slice(1, -1) });

export const javaLowering: LoweringRules = {
  ignored:
    /^(?:line_comment|block_comment|modifiers|package_declaration|import_declaration|superclass|super_interfaces|type_parameters|type_arguments|throws|string_fragment|escape_sequence|switch_label_default|.*_type|type_identifier|marker_annotation|annotation|annotation_type_declaration|[^a-z]+)$/,
  handlers: {
    identifier: name,
    this: name,
    super: name,
    decimal_integer_literal: literal('number'),
    hex_integer_literal: literal('number'),
    binary_integer_literal: literal('number'),
    octal_integer_literal: literal('number'),
    decimal_floating_point_literal: literal('number'),
    true: literal('truth'),
    false: literal('truth'),
    null_literal: literal('nothing'),
    string_literal: text(/^(?:string_fragment|escape_sequence|multiline_string_fragment)$/),
    character_literal: character,
    parenthesized_expression: pass,
    expression_statement: passStatement,
    labeled_statement: passStatement,
    class_body: block,
    enum_body: block,
    enum_body_declarations: block,
    interface_body: block,
    program: block,
    field_access: member('object', 'field'),
    array_access: index('array'),
    method_invocation: invocation,
    object_creation_expression: creation,
    cast_expression: same('cast', 'value', 'type'),
    binary_expression: binary(),
    unary_expression: unary,
    update_expression: update,
    ternary_expression: ternary('condition', 'consequence', 'alternative'),
    assignment_expression: assignment(),
    variable_declarator: assignment('name', 'value', ''),
    resource: assignment('name', 'value', ''),
    resource_specification: block,
    local_variable_declaration: declaration(''),
    field_declaration: declaration('field'),
    array_initializer: list('list'),
    array_creation_expression: newArray,
    method_declaration: func,
    constructor_declaration: func,
    compact_constructor_declaration: func,
    lambda_expression: func,
    class_declaration: classBody,
    record_declaration: classBody,
    enum_declaration: classBody,
    interface_declaration: classBody,
    constant_declaration: declaration('static'),
    block,
    constructor_body: block,
    if_statement: branch(),
    for_statement: countLoop('init', 'update'),
    enhanced_for_statement: eachLoop('name', 'value', 'body', ''),
    while_statement: whileLoop(),
    do_statement: whileLoop(),
    try_statement: tryStatement,
    try_with_resources_statement: tryStatement,
    switch_expression: switchStatement,
    switch_block_statement_group: block,
    switch_rule: block,
    synchronized_statement: (lower, node) => ({ ...lower.span(node), kind: 'block', body: lower.stmts(lower.field(node, 'body')) }),
    return_statement: returns,
    throw_statement: throws,
    break_statement: jump,
    continue_statement: jump,
  },
};
