import { NONE, type NodeId } from '../flatTree';
import type { Entry, Expr, Param, Stmt } from './ir';
import {
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
  unary,
  update,
  whileLoop,
  type Handler,
  type Lowering,
  type LoweringRules,
} from './lowering';

const declaration: Handler = (lower, node) => {
  const declares = lower.field(node, 'kind') === NONE ? 'var' : lower.text(lower.field(node, 'kind'));
  const body = lower.stmtsOf(lower.kids(node)).map((each) => (each.kind === 'assign' ? { ...each, declares } : each));
  return { ...lower.span(node), kind: 'block', body };
};

function paramsOf(lower: Lowering, node: NodeId): Param[] {
  const { tree } = lower;
  const one = lower.field(node, 'parameter');
  const all = one === NONE ? lower.kids(lower.field(node, 'parameters')) : [one];
  return all.map((each) => {
    const inner =
      lower.field(each, 'pattern') === NONE
        ? lower.field(each, 'left') === NONE
          ? each
          : lower.field(each, 'left')
        : lower.field(each, 'pattern');
    const given = lower.field(each, 'value') === NONE ? lower.field(each, 'right') : lower.field(each, 'value');
    const isRest = tree.type(inner) === 'rest_pattern';
    const pattern = lower.expr(isRest ? (tree.children(inner)[0] ?? inner) : inner);
    const type = lower.field(each, 'type');
    return {
      ...lower.span(each),
      name: pattern.kind === 'name' ? pattern.name : '',
      pattern,
      ...(given !== NONE && { fallback: lower.expr(given) }),
      ...(type !== NONE && { type: lower.text(type).replace(/^:\s*/, '') }),
      ...(isRest && { rest: true as const }),
    };
  });
}

const func: Handler = (lower, node) => {
  const own = lower.field(node, 'name');
  const head = [lower.field(node, 'parameters'), lower.field(node, 'parameter')].find((each) => each !== NONE);
  const words = lower.wordsBefore(node, own === NONE ? (head ?? NONE) : own);
  // `function*`, `*gen() {}`
  const isGenerator =
    /generator/.test(lower.tree.type(node)) ||
    (own !== NONE && /\*\s*$/.test(lower.tree.text.slice(lower.tree.start(node), lower.tree.start(own))));
  return fn(lower, node, {
    name: own === NONE ? '' : lower.text(own),
    params: paramsOf(lower, node),
    body: lower.field(node, 'body'),
    words: isGenerator ? [...words, 'generator'] : words,
    result: lower.field(node, 'return_type'),
  });
};

const object: Handler = (lower, node) => {
  const { tree } = lower;
  const entries = lower.kids(node).map((each): Entry => {
    const span = lower.span(each);
    switch (tree.type(each)) {
      case 'pair': {
        return { ...span, key: keyOf(lower, lower.field(each, 'key')), value: lower.expr(lower.field(each, 'value'), each) };
      }
      case 'spread_element':
        return { ...span, value: lower.expr(each) };
      case 'method_definition':
        return { ...span, key: keyOf(lower, lower.field(each, 'name')), value: lower.expr(each) };
      default:
        return {
          ...span,
          key: { ...span, kind: 'literal', of: 'text', value: lower.text(each) },
          value: { ...span, kind: 'name', name: lower.text(each) },
        };
    }
  });
  return { ...lower.span(node), kind: 'map', entries };
};

function keyOf(lower: Lowering, node: NodeId): NonNullable<Entry['key']> {
  if (node === NONE) return lower.expr(node, 0);
  const type = lower.tree.type(node);
  if (type === 'computed_property_name') return lower.expr(lower.kids(node)[0] ?? NONE, node);
  if (type === 'string') return lower.expr(node);
  return { ...lower.span(node), kind: 'literal', of: 'text', value: lower.text(node) };
}

/** `{ id, user: { name = '' }, ...rest }`: what is taken from under each key. */
const objectPattern: Handler = (lower, node) => {
  const { tree } = lower;
  const entries = lower.kids(node).map((each): Entry => {
    const span = lower.span(each);
    if (tree.type(each) === 'pair_pattern')
      return { ...span, key: keyOf(lower, lower.field(each, 'key')), value: lower.expr(lower.field(each, 'value'), each) };
    if (tree.type(each) === 'rest_pattern') return { ...span, value: lower.expr(each) };
    const own = lower.field(each, 'left') === NONE ? each : lower.field(each, 'left');
    return { ...span, key: { ...lower.span(own), kind: 'literal', of: 'text', value: lower.text(own) }, value: lower.expr(each) };
  });
  return { ...lower.span(node), kind: 'map', entries };
};

/** `[first, , third]`: what is left out keeps its place. */
const arrayPattern: Handler = (lower, node) => {
  const { tree } = lower;
  let from = tree.start(node) + 1;
  const elements = lower.kids(node).flatMap((each, index) => {
    const skipped = tree.text.slice(from, tree.start(each)).split(',').length - 1 - Number(index > 0);
    from = tree.end(each);
    const gap: Expr = { start: tree.start(each), end: tree.start(each), kind: 'opaque', parts: [] };
    return [...Array.from({ length: Math.max(0, skipped) }, () => gap), lower.expr(each)];
  });
  return { ...lower.span(node), kind: 'list', of: 'list', elements };
};

/** `name = 'none'` in a pattern. */
const withDefault: Handler = (lower, node) => {
  const [left, right] = [lower.field(node, 'left'), lower.field(node, 'right')];
  if (left === NONE || right === NONE) return lower.opaque(node);
  return { ...lower.span(node), kind: 'choice', operator: '=', options: [lower.expr(left), lower.expr(right)] };
};

const forIn: Handler = (lower, node) => {
  const kind = lower.field(node, 'kind');
  return {
    ...lower.span(node),
    kind: 'loop',
    how: lower.text(lower.field(node, 'operator')) === 'in' ? 'keys' : 'each',
    target: lower.expr(lower.field(node, 'left'), node),
    ...(kind !== NONE && { declares: lower.text(kind) }),
    over: lower.expr(lower.field(node, 'right'), node),
    body: lower.stmts(lower.field(node, 'body')),
  };
};

const switchStatement: Handler = (lower, node) => {
  const { tree } = lower;
  const cases = tree
    .children(lower.field(node, 'body'))
    .filter((each) => /^switch_(?:case|default)$/.test(tree.type(each)))
    .map((each) => {
      const value = lower.maybe(lower.field(each, 'value'));
      return { ...lower.span(each), values: value ? [value] : [], body: lower.stmtsOf(tree.fieldAll(each, 'body')) };
    });
  return { ...lower.span(node), kind: 'switch', of: lower.expr(lower.field(node, 'value'), node), cases, falls: true };
};

const tryStatement: Handler = (lower, node) => {
  const [handler, last] = [lower.field(node, 'handler'), lower.field(node, 'finalizer')];
  const parameter = handler === NONE ? NONE : lower.field(handler, 'parameter');
  return {
    ...lower.span(node),
    kind: 'try',
    body: lower.stmts(lower.field(node, 'body')),
    catches:
      handler === NONE
        ? []
        : [
            {
              ...lower.span(handler),
              types: '',
              ...(parameter !== NONE && { name: lower.text(parameter) }),
              body: lower.stmts(lower.field(handler, 'body')),
            },
          ],
    ...(last !== NONE && { last: lower.stmts(lower.field(last, 'body')) }),
  };
};

const classBody: Handler = (lower, node): Stmt => {
  const own = lower.field(node, 'name');
  return { ...lower.span(node), kind: 'class', name: own === NONE ? '' : lower.text(own), members: lower.stmts(lower.field(node, 'body')) };
};

const field: Handler = (lower, node) => {
  const own = lower.field(node, 'property') === NONE ? lower.field(node, 'name') : lower.field(node, 'property');
  if (own === NONE) return lower.opaque(node);
  const value = lower.maybe(lower.field(node, 'value'));
  const type = lower.field(node, 'type');
  return {
    ...lower.span(node),
    kind: 'assign',
    target: { ...lower.span(own), kind: 'name', name: lower.text(own) },
    ...(value && { value }),
    operator: '=',
    declares: lower.wordsBefore(node, own).includes('static') ? 'static' : 'field',
    ...(type !== NONE && { type: lower.text(type).replace(/^:\s*/, '') }),
  };
};

/** `<PostList user={user} />`: a call of the component with its properties. */
const element: Handler = (lower, node) => {
  const { tree } = lower;
  const open = lower.field(node, 'open_tag') === NONE ? node : lower.field(node, 'open_tag');
  const own = lower.field(open, 'name');
  if (own === NONE) return lower.opaque(node);
  const entries = tree.children(open).flatMap((each): Entry[] => {
    if (tree.type(each) === 'jsx_expression') return lower.kids(each).map((inner) => ({ ...lower.span(each), value: lower.expr(inner) }));
    if (tree.type(each) !== 'jsx_attribute') return [];
    const [name, value] = tree.children(each);
    if (name === undefined) return [];
    const span = lower.span(each);
    const key = { ...lower.span(name), kind: 'literal' as const, of: 'text' as const, value: lower.text(name) };
    return [{ ...span, key, value: value === undefined ? { ...span, kind: 'literal', of: 'truth', value: 'true' } : lower.expr(value) }];
  });
  const props: Expr = { ...lower.span(open), kind: 'map', entries };
  const inner = open === node ? [] : lower.kids(node).filter((each) => each !== open);
  const callee: Expr = { ...lower.span(own), kind: 'name', name: lower.text(own) };
  return { ...lower.span(node), kind: 'call', callee, args: [{ value: props }, ...inner.map((each) => ({ value: lower.expr(each) }))] };
};

const regex: Handler = (lower, node) => ({ ...lower.span(node), kind: 'literal', of: 'pattern', value: lower.text(node) });
const string = text(/^(?:string_fragment|escape_sequence)$/);
const undefinedLiteral = literal('nothing');

/** JavaScript and TypeScript. */
export const javascriptLowering: LoweringRules = {
  ignored:
    /^(?:comment|empty_statement|html_comment|hash_bang_line|type_annotation|type_arguments|type_parameters|predefined_type|type_identifier|interface_declaration|type_alias_declaration|accessibility_modifier|override_modifier|decorator|import_statement|string_fragment|escape_sequence|regex_pattern|regex_flags|optional_chain|property_identifier|statement_identifier|.*_type|.*_signature|[^a-z]+)$/,
  handlers: {
    identifier: name,
    shorthand_property_identifier: name,
    shorthand_property_identifier_pattern: name,
    this: name,
    super: name,
    private_property_identifier: name,
    number: literal('number'),
    true: literal('truth'),
    false: literal('truth'),
    null: literal('nothing'),
    undefined: undefinedLiteral,
    string,
    template_string: string,
    regex,
    template_substitution: pass,
    parenthesized_expression: pass,
    computed_property_name: pass,
    else_clause: passStatement,
    non_null_expression: pass,
    expression_statement: passStatement,
    export_statement: passStatement,
    labeled_statement: passStatement,
    finally_clause: block,
    as_expression: same('cast'),
    satisfies_expression: same('cast'),
    type_assertion: same('cast'),
    await_expression: same('await'),
    spread_element: same('spread'),
    rest_pattern: same('spread'),
    yield_expression: same('yield'),
    member_expression: member('object', 'property'),
    subscript_expression: index('object'),
    call_expression: call('function', 'arguments'),
    new_expression: call('constructor', 'arguments', true),
    array: list('list'),
    array_pattern: arrayPattern,
    object,
    object_pattern: objectPattern,
    pair_pattern: (lower, node) => lower.expr(lower.field(node, 'value'), node),
    assignment_pattern: withDefault,
    object_assignment_pattern: withDefault,
    binary_expression: binary(),
    unary_expression: unary,
    update_expression: update,
    ternary_expression: ternary('condition', 'consequence', 'alternative'),
    assignment_expression: assignment(),
    augmented_assignment_expression: assignment(),
    variable_declarator: assignment('name', 'value', 'let'),
    lexical_declaration: declaration,
    variable_declaration: declaration,
    function_declaration: func,
    function_expression: func,
    generator_function_declaration: func,
    generator_function: func,
    arrow_function: func,
    method_definition: func,
    class_declaration: classBody,
    class: classBody,
    abstract_class_declaration: classBody,
    class_body: block,
    jsx_element: element,
    jsx_self_closing_element: element,
    jsx_expression: pass,
    field_definition: field,
    public_field_definition: field,
    statement_block: (lower, node) => ({ ...lower.span(node), kind: 'block', body: lower.stmtsOf(lower.kids(node)), scope: true }),
    if_statement: branch(),
    for_statement: countLoop('initializer', 'increment'),
    for_in_statement: forIn,
    while_statement: whileLoop(),
    do_statement: whileLoop(),
    switch_statement: switchStatement,
    try_statement: tryStatement,
    return_statement: returns,
    throw_statement: throws,
    break_statement: jump,
    continue_statement: jump,
    internal_module: (lower, node) => ({ ...lower.span(node), kind: 'block', body: lower.stmts(lower.field(node, 'body')) }),
  },
};
