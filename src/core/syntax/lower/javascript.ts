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
  withoutQuotes,
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
    words: [
      ...words,
      ...(isGenerator ? ['generator'] : []),
      // It has the `this` of what is around it.
      ...(lower.tree.type(node) === 'arrow_function' ? ['arrow'] : []),
    ],
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

/** How strongly operators bind. */
const STRENGTH: Readonly<Record<string, number>> = Object.fromEntries(
  ['??', '||', '&&', '|', '^', '&', '== != === !==', '< > <= >= in instanceof', '<< >> >>>', '+ -', '* / %', '**'].flatMap((row, at) =>
    row.split(' ').map((sign) => [sign, at + 1]),
  ),
);

/**
 * The grammar takes `a || b!.c` for `(a || b)!.c`, `a && b! > c` for `(a && b)! > c` and `await f<T>(x)` for `(await f)<T>(x)`: what stands
 * behind belongs to the right end of what stands before.
 * @param put what stands behind, around the expression that it belongs to
 * @param strength of what stands behind
 */
function atRightEnd(lower: Lowering, node: NodeId, end: number, put: (inner: Expr) => Expr, strength = Number.POSITIVE_INFINITY): Expr {
  const { tree } = lower;
  const span = { start: tree.start(node), end };
  const within = (inner: NodeId): Expr => atRightEnd(lower, inner, end, put, strength);
  const kids = lower.kids(node);
  switch (tree.type(node)) {
    case 'non_null_expression':
      return kids.length === 1 ? within(kids[0]!) : put(lower.expr(node));
    case 'await_expression':
      return strength < Number.POSITIVE_INFINITY || kids.length === 0
        ? put(lower.expr(node))
        : { ...span, kind: 'same', how: 'await', of: within(kids.at(-1)!) };
    case 'unary_expression': {
      const inner = lower.field(node, 'argument');
      if (strength < Number.POSITIVE_INFINITY || inner === NONE) return put(lower.expr(node));
      return { ...span, kind: 'operate', operator: lower.operator(node, NONE, inner), operands: [within(inner)] };
    }
    case 'binary_expression': {
      const [left, right] = [lower.field(node, 'left'), lower.field(node, 'right')];
      const operator = lower.operator(node, left, right);
      if (left === NONE || right === NONE || (STRENGTH[operator] ?? 0) >= strength) return put(lower.expr(node));
      const sides = [lower.expr(left), within(right)];
      return /^(?:\|\||\?\?)$/.test(operator)
        ? { ...span, kind: 'choice', options: sides, operator }
        : { ...span, kind: 'operate', operator, operands: sides };
    }
    default:
      return /^(?:call|member|subscript)_expression$/.test(tree.type(node))
        ? atEndOf(lower.expr(node), end, put, strength)
        : put(lower.expr(node));
  }
}

/** The same for what was put in its place already. */
function atEndOf(made: Expr, end: number, put: (inner: Expr) => Expr, strength: number): Expr {
  const isWeaker =
    made.kind === 'choice' || made.kind === 'operate' ? (STRENGTH[made.operator] ?? Number.POSITIVE_INFINITY) < strength : true;
  if (made.kind === 'same' && made.how === 'await' && strength === Number.POSITIVE_INFINITY)
    return { ...made, end, of: atEndOf(made.of, end, put, strength) };
  if (made.kind === 'choice' && isWeaker)
    return { ...made, end, options: [made.options[0]!, atEndOf(made.options[1]!, end, put, strength)] };
  if (made.kind === 'operate' && isWeaker)
    return { ...made, end, operands: [...made.operands.slice(0, -1), atEndOf(made.operands.at(-1)!, end, put, strength)] };
  return put(made);
}

/** Of an expression that stands behind another one: of a member, an element, a call or an operator with two sides. */
const behind =
  (field: string, handler: Handler): Handler =>
  (lower, node) => {
    const { tree } = lower;
    const before = lower.field(node, field);
    const made = handler(lower, node);
    // The grammar takes `await (…)` for a call.
    if (made?.kind === 'call' && made.callee.kind === 'name' && made.callee.name === 'await' && made.args.length === 1)
      return { ...lower.span(node), kind: 'same', how: 'await', of: made.args[0]!.value };
    if (!made || before === NONE || !/^(?:await|non_null|call|member|subscript)_expression$/.test(tree.type(before))) return made;
    const moved = (inner: Expr, put: (inner: Expr) => Expr, operator?: string): Expr => {
      const strength = operator === undefined ? Number.POSITIVE_INFINITY : (STRENGTH[operator] ?? 0);
      // What is written in brackets has its own end.
      if (!isWhole(tree, before)) return atRightEnd(lower, before, tree.end(node), put, strength);
      return /^(?:call|member|index|name|literal|fn|list|map)$/.test(inner.kind) ||
        !/^(?:call|member|subscript)_expression$/.test(typeWithin(tree, before))
        ? (made as Expr)
        : atEndOf(inner, tree.end(node), put, strength);
    };
    switch (made.kind) {
      case 'call':
        return moved(made.callee, (callee) => ({ ...made, start: callee.start, callee }));
      case 'member':
      case 'index':
        return moved(made.of, (of) => ({ ...made, start: of.start, of }));
      case 'operate': {
        const [first, ...rest] = made.operands;
        return rest.length === 1
          ? moved(first!, (inner) => ({ ...made, start: inner.start, operands: [inner, ...rest] }), made.operator)
          : made;
      }
      case 'choice': {
        const [first, ...rest] = made.options;
        return moved(first!, (inner) => ({ ...made, start: inner.start, options: [inner, ...rest] }), made.operator);
      }
      default:
        return made;
    }
  };

/** The type of a node, or of what stands before its `!`. */
function typeWithin(tree: Lowering['tree'], node: NodeId): string {
  return tree.type(tree.type(node) === 'non_null_expression' ? (tree.children(node)[0] ?? node) : node);
}

/** Whether only calls, members and elements stand outermost in a node. */
function isWhole(tree: Lowering['tree'], node: NodeId): boolean {
  const type = tree.type(node);
  if (type !== 'non_null_expression') return /^(?:call|member|subscript)_expression$/.test(type);
  return tree.children(node).every((each) => !/^(?:binary|unary|await|ternary|non_null)_expression$/.test(tree.type(each)));
}

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
    ...(/^for\s+await\b/.test(lower.text(node)) && { awaits: true as const }),
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
              ...(parameter !== NONE && lower.tree.type(parameter) !== 'identifier' && { param: lower.expr(parameter) }),
              body: lower.stmts(lower.field(handler, 'body')),
            },
          ],
    ...(last !== NONE && { last: lower.stmts(lower.field(last, 'body')) }),
  };
};

const classBody: Handler = (lower, node): Stmt => {
  const { tree } = lower;
  const own = lower.field(node, 'name');
  const heritage = tree.children(node).find((each) => tree.type(each) === 'class_heritage');
  const clause =
    heritage === undefined ? undefined : (tree.children(heritage).find((each) => tree.type(each) === 'extends_clause') ?? heritage);
  const over = clause === undefined ? undefined : tree.children(clause).find((each) => tree.type(each) === 'call_expression');
  return {
    ...lower.span(node),
    kind: 'class',
    name: own === NONE ? '' : lower.text(own),
    ...(over !== undefined && { over: lower.expr(over) }),
    members: lower.stmts(lower.field(node, 'body')),
  };
};

/** `enum Weekday { Sunday, Monday = 4, Tuesday }`: a class with a constant for each; one without a value follows the one before. */
const enumeration: Handler = (lower, node): Stmt => {
  const { tree } = lower;
  const members = tree
    .children(lower.field(node, 'body'))
    .filter((each) => /^(?:enum_assignment|property_identifier|string)$/.test(tree.type(each)))
    .map((each): Stmt => {
      const own = tree.type(each) === 'enum_assignment' ? lower.field(each, 'name') : each;
      const target: Expr = { ...lower.span(own), kind: 'name', name: withoutQuotes(lower.text(own)) };
      const value = own === each ? undefined : lower.maybe(lower.field(each, 'value'));
      return { ...lower.span(each), kind: 'assign', target, ...(value && { value }), operator: '=', declares: 'static' };
    });
  return { ...lower.span(node), kind: 'class', name: lower.text(lower.field(node, 'name')), members };
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
    /^(?:comment|empty_statement|html_comment|hash_bang_line|type_annotation|type_arguments|type_parameters|predefined_type|type_identifier|interface_declaration|type_alias_declaration|accessibility_modifier|override_modifier|decorator|import_statement|export_clause|namespace_export|string_fragment|escape_sequence|regex_pattern|regex_flags|optional_chain|property_identifier|statement_identifier|nested_type_identifier|type_predicate|.*_type|.*_query|.*_signature|[^a-z]+)$/,
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
    member_expression: behind('object', member('object', 'property')),
    subscript_expression: behind('object', index('object')),
    call_expression: behind('function', call('function', 'arguments')),
    new_expression: call('constructor', 'arguments', true),
    array: list('list'),
    array_pattern: arrayPattern,
    object,
    object_pattern: objectPattern,
    pair_pattern: (lower, node) => lower.expr(lower.field(node, 'value'), node),
    assignment_pattern: withDefault,
    object_assignment_pattern: withDefault,
    binary_expression: behind('left', binary()),
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
    class_static_block: (lower, node) => ({ ...lower.span(node), kind: 'block', body: lower.stmtsOf(lower.kids(node)), scope: true }),
    enum_declaration: enumeration,
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
