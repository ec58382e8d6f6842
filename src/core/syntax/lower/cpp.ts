import { NONE, type NodeId } from '../flatTree';
import type { Assign, Expr, Fn, Param, Stmt } from './ir';
import {
  argumentsOf,
  assignment,
  asStatement,
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

/** The declarator of a function in one of what it gives: `*f(int)`, `&f(int)`; none where it declares something else. */
function functionIn(lower: Lowering, of: NodeId): NodeId {
  let declarator = of;
  while (
    declarator !== NONE &&
    !/^(?:function_declarator|lambda_declarator|abstract_function_declarator)$/.test(lower.tree.type(declarator))
  )
    declarator = declaredIn(lower, declarator);
  return declarator;
}

/** What stands between the head of a constructor and its body, or values that a lambda names: `: a(1), b{2}`, `[n = 1]`. */
function initialisers(lower: Lowering, node: NodeId): Assign[] {
  const { tree } = lower;
  const list = tree.children(node).find((each) => tree.type(each) === 'field_initializer_list') ?? lower.field(node, 'captures');
  if (list === NONE) return [];
  return tree.children(list).flatMap((each): Assign[] => {
    const isCapture = tree.type(each) === 'lambda_capture_initializer';
    if (!isCapture && tree.type(each) !== 'field_initializer') return [];
    const [own, value] = [tree.children(each)[0] ?? NONE, tree.children(each).at(-1) ?? NONE];
    if (own === value) return [];
    const target = { ...lower.span(own), kind: 'name', name: lower.text(own) } as const;
    return [{ ...lower.span(each), kind: 'assign', target, value: given(lower, value), operator: '=', declares: '' }];
  });
}

/** What is declared with a value: `= 1`, `{1}`, `(1)`. */
function given(lower: Lowering, value: NodeId): Expr {
  if (lower.tree.type(value) !== 'argument_list') return lower.expr(value);
  const callee = { start: lower.tree.start(value), end: lower.tree.start(value), kind: 'opaque', parts: [] } as const;
  return { ...lower.span(value), kind: 'call', callee, args: argumentsOf(lower, value), makes: true };
}

/** A function that is declared here and written elsewhere. */
function headOf(lower: Lowering, node: NodeId, of: NodeId): Fn | undefined {
  const declarator = functionIn(lower, of);
  const own = declarator === NONE ? NONE : lower.field(declarator, 'declarator');
  if (own === NONE || lower.tree.type(own) === 'parenthesized_declarator') return undefined;
  const params = paramsOf(lower, lower.field(declarator, 'parameters'));
  const result = lower.field(node, 'type');
  return {
    ...{ ...lower.span(node), kind: 'fn', name: lower.text(own), params, body: [], words: lower.wordsBefore(node, own) },
    ...(result !== NONE && { result: lower.text(result) }),
  };
}

const func: Handler = (lower, node) => {
  const declarator = functionIn(lower, lower.field(node, 'declarator'));
  const body = lower.field(node, 'body');
  if (body === NONE) return undefined;
  const own = declarator === NONE ? NONE : lower.field(declarator, 'declarator');
  const initial = initialisers(lower, node);
  const made = fn(lower, node, {
    name: own === NONE ? '' : lower.text(own),
    params: declarator === NONE ? [] : paramsOf(lower, lower.field(declarator, 'parameters')),
    body,
    words: own === NONE ? [] : lower.wordsBefore(node, own),
    result: lower.field(node, 'type'),
  });
  return initial.length > 0 ? { ...made, initial } : made;
};

/** `istringstream in(line);` in a function: read alone, it might declare a function. */
function variableIn(lower: Lowering, node: NodeId, [declarator, more]: readonly NodeId[]): Stmt | undefined {
  const { tree } = lower;
  if (declarator === undefined || more !== undefined || tree.type(declarator) !== 'function_declarator') return undefined;
  if (!/^(?:compound_statement|case_statement|for_statement)$/.test(tree.type(tree.parent(node)))) return undefined;
  const list = lower.field(declarator, 'parameters');
  const args = tree.children(list).map((each) => (lower.field(each, 'declarator') === NONE ? lower.field(each, 'type') : NONE));
  if (args.length === 0 || args.some((each) => each === NONE || !/^(?:type|qualified)_identifier$/.test(tree.type(each)))) return undefined;
  const own = lower.field(declarator, 'declarator');
  const start = tree.start(list);
  const values = args.map((each) => ({ value: { ...lower.span(each), kind: 'name', name: lower.text(each) } as const }));
  return {
    ...{ start: tree.start(declarator), end: tree.end(declarator), kind: 'assign', operator: '=', declares: '' },
    target: { ...lower.span(own), kind: 'name', name: lower.text(own) },
    value: { ...lower.span(list), kind: 'call', callee: { start, end: start, kind: 'opaque', parts: [] }, args: values, makes: true },
    type: lower.text(lower.field(node, 'type')),
  };
}

/** `int a = 1, *b;`: one assignment a name. */
const declaration: Handler = (lower, node) => {
  const { tree } = lower;
  const type = lower.field(node, 'type');
  const declarators = tree.fieldAll(node, 'declarator');
  const heads = declarators.flatMap((each) => headOf(lower, node, each) ?? []);
  const variable = heads.length > 0 ? variableIn(lower, node, declarators) : undefined;
  if (variable) return variable;
  if (heads.length > 0) return { ...lower.span(node), kind: 'block', body: [], scope: true, heads };
  const within = type === NONE || lower.field(type, 'body') === NONE ? [] : lower.stmts(type);
  const body = declarators.flatMap((each): Stmt[] => {
    const isSet = tree.type(each) === 'init_declarator';
    const declarator = isSet ? lower.field(each, 'declarator') : each;
    if (declarator === NONE || /function_declarator/.test(tree.type(declarator))) return [];
    const value = isSet
      ? lower.field(each, 'value')
      : lower.field(node, 'default_value') === NONE
        ? lower.field(node, 'value')
        : lower.field(node, 'default_value');
    const own = nameIn(lower, declarator);
    const parted = /^reference/.test(tree.type(declarator)) ? declaredIn(lower, declarator) : declarator;
    const isParts = parted !== NONE && tree.type(parted) === 'structured_binding_declarator';
    const target: Expr = isParts
      ? {
          ...lower.span(parted),
          kind: 'list',
          of: 'tuple',
          elements: tree.children(parted).map((part) => ({ ...lower.span(part), kind: 'name', name: lower.text(part) })),
        }
      : { ...lower.span(own), kind: 'name', name: lower.text(own) };
    const sign = /^reference/.test(tree.type(declarator))
      ? '&'
      : /^pointer/.test(tree.type(declarator))
        ? '*'
        : /^array/.test(tree.type(declarator))
          ? '[]'
          : '';
    const made = value === NONE ? undefined : given(lower, value);
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
  return { ...lower.span(node), kind: 'block', body: [...within, ...body] };
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

const condition: Handler = (lower, node) => {
  const value = lower.field(node, 'value');
  if (value === NONE) return lower.opaque(node);
  // `if (auto found = find())`
  const [declared, more] = lower.tree.type(value) === 'declaration' ? lower.stmts(value) : [];
  return declared?.kind === 'assign' && !more ? declared : lower.expr(value);
};

/** `if (auto it = map.find(key); it != map.end())`: what is declared there is known in the statement alone. */
const ifStatement: Handler = (lower, node) => {
  const made = branch()(lower, node);
  const declared = lower.field(lower.field(node, 'condition'), 'initializer');
  if (declared === NONE || made === undefined) return made;
  const before = lower.tree.children(declared);
  return { ...lower.span(node), kind: 'block', scope: true, body: [...lower.stmtsOf(before), asStatement(made)] };
};

const scope: Handler = (lower, node) => ({ ...lower.span(node), kind: 'block', body: lower.stmtsOf(lower.kids(node)), scope: true });

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
    compound_statement: scope,
    translation_unit: block,
    if_statement: ifStatement,
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
