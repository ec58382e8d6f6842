import { NONE, type NodeId } from '../flatTree';
import type { Expr, Param, Stmt } from './ir';
import {
  argumentsOf,
  assignment,
  binary,
  block,
  branch,
  call,
  countLoop,
  fn,
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

/** What stands inside `*p`, `&r`, `a[3]`, `f(int)`; that of a reference has no name in the grammar. */
function declaredIn(lower: Lowering, declarator: NodeId): NodeId {
  const inner = lower.field(declarator, 'declarator');
  if (inner !== NONE || !/declarator$/.test(lower.tree.type(declarator))) return inner;
  return lower.tree.children(declarator).at(-1) ?? NONE;
}

/** The name inside `*p`, `&r`, `a[3]`, `f(int)`. */
function nameIn(lower: Lowering, declarator: NodeId): NodeId {
  let at = declarator;
  for (let inner = declaredIn(lower, at); inner !== NONE; inner = declaredIn(lower, at)) at = inner;
  return at;
}

function paramsOf(lower: Lowering, node: NodeId): Param[] {
  const { tree } = lower;
  return tree.children(node).flatMap((each): Param[] => {
    const declarator = lower.field(each, 'declarator');
    if (declarator === NONE) return [];
    const own = nameIn(lower, declarator);
    const [type, given] = [lower.field(each, 'type'), lower.field(each, 'default_value')];
    const sign = /^reference/.test(tree.type(declarator)) ? '&' : /^pointer/.test(tree.type(declarator)) ? '*' : '';
    return [
      {
        ...lower.span(each),
        name: lower.text(own),
        pattern: { ...lower.span(own), kind: 'name', name: lower.text(own) },
        ...(type !== NONE && { type: `${lower.text(type)}${sign}` }),
        ...(given !== NONE && { fallback: lower.expr(given) }),
      },
    ];
  });
}

const func: Handler = (lower, node) => {
  const { tree } = lower;
  let declarator = lower.field(node, 'declarator');
  while (declarator !== NONE && !/^(?:function_declarator|lambda_declarator|abstract_function_declarator)$/.test(tree.type(declarator)))
    declarator = declaredIn(lower, declarator);
  const body = lower.field(node, 'body');
  if (body === NONE) return undefined;
  const own = declarator === NONE ? NONE : lower.field(declarator, 'declarator');
  return fn(lower, node, {
    name: own === NONE ? '' : lower.text(own),
    params: declarator === NONE ? [] : paramsOf(lower, lower.field(declarator, 'parameters')),
    body,
    words: own === NONE ? [] : lower.wordsBefore(node, own),
    result: lower.field(node, 'type'),
  });
};

/** `int a = 1, *b;`: one assignment a name. */
const declaration: Handler = (lower, node) => {
  const { tree } = lower;
  const type = lower.field(node, 'type');
  const body = tree.fieldAll(node, 'declarator').flatMap((each): Stmt[] => {
    const isSet = tree.type(each) === 'init_declarator';
    const declarator = isSet ? lower.field(each, 'declarator') : each;
    if (declarator === NONE || /function_declarator/.test(tree.type(declarator))) return [];
    const value = isSet ? lower.field(each, 'value') : lower.field(node, 'default_value');
    const own = nameIn(lower, declarator);
    const isParts = tree.type(declarator) === 'structured_binding_declarator';
    const target: Expr = isParts
      ? {
          ...lower.span(declarator),
          kind: 'list',
          of: 'tuple',
          elements: tree.children(declarator).map((part) => ({ ...lower.span(part), kind: 'name', name: lower.text(part) })),
        }
      : { ...lower.span(own), kind: 'name', name: lower.text(own) };
    const sign = /^reference/.test(tree.type(declarator))
      ? '&'
      : /^pointer/.test(tree.type(declarator))
        ? '*'
        : /^array/.test(tree.type(declarator))
          ? '[]'
          : '';
    const made: Expr | undefined =
      value === NONE
        ? undefined
        : tree.type(value) === 'argument_list'
          ? {
              ...lower.span(value),
              kind: 'call',
              callee: { start: tree.start(value), end: tree.start(value), kind: 'opaque', parts: [] },
              args: argumentsOf(lower, value),
              makes: true,
            }
          : lower.expr(value);
    return [
      {
        start: tree.start(each),
        end: value === NONE ? tree.end(each) : Math.max(tree.end(each), tree.end(value)),
        kind: 'assign',
        target,
        ...(made && { value: made }),
        operator: '=',
        declares: tree.type(node) === 'field_declaration' ? 'field' : '',
        ...(type !== NONE && { type: `${lower.text(type)}${sign}` }),
      },
    ];
  });
  return { ...lower.span(node), kind: 'block', body };
};

const rangeLoop: Handler = (lower, node) => {
  const declarator = lower.field(node, 'declarator');
  const own = declarator === NONE ? NONE : nameIn(lower, declarator);
  const isReference = declarator !== NONE && /^(?:reference|pointer)/.test(lower.tree.type(declarator));
  const type = lower.text(lower.field(node, 'type'));
  return {
    ...lower.span(node),
    kind: 'loop',
    how: 'each',
    ...(own !== NONE && { target: { ...lower.span(own), kind: 'name', name: lower.text(own) } as const }),
    declares: `${type}${isReference ? '&' : ''}`,
    over: lower.expr(lower.field(node, 'right'), node),
    body: lower.stmts(lower.field(node, 'body')),
  };
};

const tryStatement = tryCatch((lower, clause) => ({ type: lower.field(clause, 'parameters'), name: NONE }));

const switchStatement: Handler = (lower, node) => {
  const { tree } = lower;
  const cases = tree
    .children(lower.field(node, 'body'))
    .filter((each) => tree.type(each) === 'case_statement')
    .map((each) => {
      const value = lower.field(each, 'value');
      return {
        ...lower.span(each),
        values: value === NONE ? [] : [lower.expr(value)],
        body: lower.stmtsOf(lower.kids(each).filter((child) => child !== value)),
      };
    });
  return { ...lower.span(node), kind: 'switch', of: lower.expr(lower.field(node, 'condition'), node), cases, falls: true };
};

const creation: Handler = (lower, node) => {
  const type = lower.field(node, 'type');
  return {
    ...lower.span(node),
    kind: 'call',
    callee: { ...lower.span(type === NONE ? node : type), kind: 'name', name: lower.text(type) },
    args: argumentsOf(lower, lower.field(node, 'arguments')),
    makes: true,
  };
};

const classBody: Handler = (lower, node) => {
  const body = lower.field(node, 'body');
  return body === NONE
    ? undefined
    : { ...lower.span(node), kind: 'class', name: lower.text(lower.field(node, 'name')), members: lower.stmts(body) };
};

const condition: Handler = (lower, node) =>
  lower.field(node, 'value') === NONE ? lower.opaque(node) : lower.expr(lower.field(node, 'value'));
const string = text(/content$|^escape_sequence$/);

export const cppLowering: LoweringRules = {
  ignored:
    /^(?:comment|preproc_include|preproc_def|preproc_call|base_class_clause|access_specifier|type_qualifier|storage_class_specifier|string_content|escape_sequence|primitive_type|type_identifier|type_descriptor|placeholder_type_specifier|template_argument_list|template_parameter_list|using_declaration|alias_declaration|type_definition|character|virtual|.*_type|.*_specifier_seq|namespace_identifier|[^a-z]+)$/,
  handlers: {
    identifier: name,
    field_identifier: name,
    this: name,
    qualified_identifier: name,
    template_function: name,
    number_literal: literal('number'),
    true: literal('truth'),
    false: literal('truth'),
    null: literal('nothing'),
    string_literal: string,
    raw_string_literal: string,
    concatenated_string: string,
    char_literal: (lower, node) => ({ ...lower.span(node), kind: 'literal', of: 'text', value: lower.text(node).slice(1, -1) }),
    parenthesized_expression: pass,
    condition_clause: condition,
    expression_statement: passStatement,
    else_clause: passStatement,
    labeled_statement: passStatement,
    template_declaration: passStatement,
    field_expression: member('argument', 'field'),
    subscript_expression: (lower, node) => {
      const [of, keys] = [lower.field(node, 'argument'), lower.field(node, 'indices')];
      return of === NONE
        ? lower.opaque(node)
        : { ...lower.span(node), kind: 'index', of: lower.expr(of), keys: lower.exprs(lower.kids(keys)) };
    },
    subscript_argument_list: list('tuple'),
    call_expression: call('function', 'arguments'),
    new_expression: creation,
    initializer_list: list('list'),
    compound_literal_expression: same('cast', 'value', 'type'),
    cast_expression: same('cast', 'value', 'type'),
    pointer_expression: (lower, node) =>
      lower.text(lower.field(node, 'operator')) === '&' ? same('reference', 'argument')(lower, node) : unary(lower, node),
    binary_expression: binary(),
    unary_expression: unary,
    update_expression: update,
    conditional_expression: ternary('condition', 'consequence', 'alternative'),
    assignment_expression: assignment(),
    declaration,
    field_declaration: declaration,
    function_definition: func,
    lambda_expression: func,
    class_specifier: classBody,
    struct_specifier: classBody,
    field_declaration_list: block,
    namespace_definition: (lower, node) => ({ ...lower.span(node), kind: 'block', body: lower.stmts(lower.field(node, 'body')) }),
    linkage_specification: (lower, node) => ({ ...lower.span(node), kind: 'block', body: lower.stmts(lower.field(node, 'body')) }),
    declaration_list: block,
    compound_statement: block,
    translation_unit: block,
    if_statement: branch(),
    for_statement: countLoop('initializer', 'update'),
    for_range_loop: rangeLoop,
    while_statement: whileLoop(),
    do_statement: whileLoop(),
    try_statement: tryStatement,
    switch_statement: switchStatement,
    return_statement: returns,
    throw_statement: throws,
    break_statement: jump,
    continue_statement: jump,
    goto_statement: jump,
  },
};
