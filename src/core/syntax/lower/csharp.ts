import { NONE, type NodeId } from '../flatTree';
import { isPattern, switchExpression, switchStatement } from './csharpPatterns';
import type { Argument, Assign, Entry, Expr, Fn, Param, Stmt } from './ir';
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

/** `new int[2, 3]`, `new int[] { 1, 2 }` */
const arrayCreation: Handler = (lower, node) => {
  const { tree } = lower;
  const filled = tree.child(node, 'initializer_expression');
  if (filled !== NONE) return { ...lower.expr(filled), ...lower.span(node) };
  const type = lower.field(node, 'type');
  const sizes: NodeId[] = [];
  for (let at = type; at !== NONE && tree.type(at) === 'array_type'; at = tree.child(at, 'array_type'))
    sizes.unshift(...tree.children(tree.child(at, 'array_rank_specifier')).filter((each) => lower.maybe(each)));
  if (type === NONE) return lower.opaque(node);
  const callee: Expr = { ...lower.span(type), kind: 'name', name: lower.text(type) };
  return { ...lower.span(node), kind: 'call', callee, args: lower.exprs(sizes).map((value) => ({ value })), makes: true };
};

/** `new { Name = "x", order.Id }` */
const anonymousObject: Handler = (lower, node) => {
  const { tree } = lower;
  const entries: Entry[] = [];
  const parts = lower.kids(node);
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at]!;
    const isNamed = /^\s*=(?!=)/.test(tree.text.slice(tree.end(part), tree.end(part) + 20)) && at + 1 < parts.length;
    const value = isNamed ? parts[(at += 1)]! : part;
    const word = /(?<!\w)\w+$/.exec(lower.text(part))?.[0] ?? '';
    const key: Expr = { ...lower.span(part), kind: 'literal', of: 'text', value: word };
    entries.push({ start: tree.start(part), end: tree.end(value), key, value: lower.expr(value) });
  }
  return { ...lower.span(node), kind: 'map', entries };
};

/** `point with { Y = 5 }` */
const withOthers: Handler = (lower, node) => {
  const { tree } = lower;
  const of = tree.children(node)[0] ?? NONE;
  const others = tree.children(node).filter((each) => tree.type(each) === 'with_initializer');
  const entries = others.map((each): Entry => {
    const [own, value] = [tree.children(each)[0] ?? NONE, tree.children(each).at(-1) ?? NONE];
    return {
      ...lower.span(each),
      key: { ...lower.span(own), kind: 'literal', of: 'text', value: lower.text(own) },
      value: lower.expr(value),
    };
  });
  return { ...lower.span(node), kind: 'map', entries: [{ ...lower.span(of), value: lower.expr(of, node) }, ...entries] };
};

const creation: Handler = (lower, node) => {
  const { tree } = lower;
  const type = lower.field(node, 'type');
  if (type !== NONE && tree.type(type) === 'array_type') return arrayCreation(lower, node);
  const filled = tree.child(node, 'initializer_expression');
  const args: Argument[] = argumentsOf(lower, tree.child(node, 'argument_list'));
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
  const parts = lower.tree.child(node, 'tuple_pattern');
  if (parts !== NONE) {
    const value = lower.kids(node).at(-1)!;
    return { ...lower.span(node), kind: 'assign', target: lower.expr(parts), value: lower.expr(value), operator: '=', declares: '' };
  }
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

/** `List<int> sizes = new();`: what is made is of the type that is declared. */
function madeAs<Of extends Assign>(declared: Of): Of {
  const { value, type } = declared;
  if (value?.kind !== 'call' || !value.makes || value.callee.kind !== 'opaque' || type === undefined) return declared;
  const { start } = value;
  return { ...declared, value: { ...value, callee: { start, end: start, kind: 'name', name: type.replace(/\?$/, '') } } };
}

const declaration: Handler = (lower, node) => {
  const type = lower.field(node, 'type');
  const body = lower
    .stmtsOf(lower.kids(node).filter((each) => each !== type))
    .map((each): Stmt => (each.kind === 'assign' && type !== NONE ? madeAs({ ...each, type: lower.text(type) }) : each));
  return { ...lower.span(node), kind: 'block', body };
};

const fieldDeclaration: Handler = (lower, node) => {
  const words = lower.wordsBefore(node, lower.tree.child(node, 'variable_declaration'));
  const isStatic = words.includes('static') || words.includes('const');
  const body = lower
    .stmtsOf(lower.kids(node))
    .map((each): Stmt => (each.kind === 'assign' ? { ...each, declares: isStatic ? 'static' : 'field' } : each));
  return { ...lower.span(node), kind: 'block', body };
};

/** `{ get { return x; } set { x = value; } }`: those with code of their own, the one that reads first. */
function accessorsOf(lower: Lowering, node: NodeId, name: string, type: NodeId): Fn[] {
  const { tree } = lower;
  const modifiers = lower.wordsBefore(node, lower.field(node, 'name'));
  const made = tree.children(tree.child(node, 'accessor_list')).flatMap((each): Fn[] => {
    const [word, body] = [tree.children(each).find((kid) => /^(?:get|set|init)$/.test(tree.type(kid))), tree.children(each).at(-1)];
    if (word === undefined || body === undefined || !/^(?:block|arrow_expression_clause)$/.test(tree.type(body))) return [];
    const isGetter = tree.type(word) === 'get';
    const given = { ...lower.span(word), name: 'value', pattern: { ...lower.span(word), kind: 'name' as const, name: 'value' } };
    const own = fn(lower, each, {
      name,
      params: isGetter ? [] : [{ ...given, ...(type !== NONE && { type: lower.text(type) }) }],
      body,
      words: [...modifiers, isGetter ? 'get' : 'set'],
      ...(isGetter && { result: type }),
    });
    return [tree.type(body) === 'arrow_expression_clause' && isGetter ? { ...own, short: true } : own];
  });
  return made.toSorted((a, b) => Number(b.words.includes('get')) - Number(a.words.includes('get')));
}

const property: Handler = (lower, node) => {
  const own = lower.field(node, 'name');
  const given = lower.field(node, 'value');
  const type = lower.field(node, 'type');
  if (own === NONE) return lower.opaque(node);
  if (given !== NONE && lower.tree.type(given) === 'arrow_expression_clause')
    return { ...fn(lower, node, { name: lower.text(own), params: [], body: given, words: ['get'], result: type }), short: true };
  const accessors = accessorsOf(lower, node, lower.text(own), type);
  if (accessors.length > 0) return { ...lower.span(node), kind: 'block', body: accessors };
  const value = lower.maybe(given);
  return madeAs({
    ...lower.span(node),
    kind: 'assign',
    target: { ...lower.span(own), kind: 'name', name: lower.text(own) },
    ...(value && { value }),
    operator: '=',
    declares: lower.wordsBefore(node, own).includes('static') ? 'static' : 'field',
    ...(type !== NONE && { type: lower.text(type) }),
  });
};

const tryStatement = tryCatch((lower, clause) => {
  const caught = lower.tree.child(clause, 'catch_declaration');
  const filter = lower.tree.child(clause, 'catch_filter_clause');
  return {
    type: lower.field(caught, 'type'),
    name: lower.field(caught, 'name'),
    ...(filter !== NONE && { guard: lower.kids(filter).at(-1) ?? NONE }),
  };
});

/**
 * What stands behind a `?.`, around what stands before it. The grammar takes `a + of?.Name` for a part of `a + of`, and all that follows too.
 * @param of the node before it, and `before` what it is
 */
function behind(lower: Lowering, node: NodeId, of: NodeId, before: Expr, around: (of: Expr) => Expr): Expr {
  if (!JOINED.test(lower.tree.type(of))) return around(before);
  const end = lower.tree.end(node);
  const last = (part: Expr): Expr => {
    if (part.kind === 'operate') return { ...part, end, operands: [...part.operands.slice(0, -1), last(part.operands.at(-1)!)] };
    if (part.kind === 'choice') return { ...part, end, options: [...part.options.slice(0, -1), last(part.options.at(-1)!)] };
    return around(part);
  };
  const made = last(before);
  if (made.kind === 'operate' || made.kind === 'choice') mended.add(made);
  return made;
}

/** Expressions that were put together otherwise than the grammar has them. */
const mended = new WeakSet<Expr>();

/** Operators with two sides, those that bind closest first. */
const ORDER = ['* / %', '+ -', '<< >>', '< > <= >= is', '== !=', '&', '^', '|', '&&', '||', '??'].map((each) => each.split(' '));
const rankOf = (sign: string): number => ORDER.findIndex((each) => each.includes(sign));

/** `a && of?.Name == 2`, which the grammar takes for `(a && of?.Name) == 2`. */
const joined: Handler = (lower, node) => {
  const found = binary()(lower, node);
  const sides = found?.kind === 'operate' ? found.operands : found?.kind === 'choice' ? found.options : [];
  const [left, right] = sides;
  if (!left || !right || !(found?.kind === 'operate' || found?.kind === 'choice') || !mended.has(left)) return found;
  const into = (part: Expr): Expr => {
    const of =
      part.kind === 'operate' && part.operands.length === 2
        ? part.operands
        : part.kind === 'choice' && !part.condition
          ? part.options
          : undefined;
    const isInside = of && (part.kind === 'operate' || part.kind === 'choice') && rankOf(part.operator) > rankOf(found.operator);
    const inner = isInside ? [of[0]!, into(of[1]!)] : [part, right];
    const whole = isInside ? part : found;
    const span = { start: part.start, end: found.end };
    return whole.kind === 'operate' ? { ...whole, ...span, operands: inner } : { ...whole, ...span, options: inner };
  };
  const made = into(left);
  mended.add(made);
  return made;
};

const JOINED = /^(?:binary|prefix_unary|conditional|conditional_access|invocation|member_access|element_access)_expression$/;

/** `of?.Name`, `of?[0]` */
const conditionalAccess: Handler = (lower, node) => {
  const { tree } = lower;
  const [of, binding, more] = lower.kids(node);
  if (of === undefined || binding === undefined || more !== undefined) return lower.opaque(node);
  const isElement = tree.type(binding) === 'element_binding_expression';
  if (!isElement && tree.type(binding) !== 'member_binding_expression') return lower.opaque(node);
  return behind(lower, node, of, lower.expr(of), (part) => {
    const span = { start: part.start, end: tree.end(node) };
    if (isElement) return { ...span, kind: 'index', of: part, keys: lower.exprs(lower.kids(binding)) };
    return { ...span, kind: 'member', of: part, name: lower.text(lower.field(binding, 'name')) };
  });
};

const memberAccess: Handler = (lower, node) => {
  const found = member('expression', 'name')(lower, node);
  if (found?.kind !== 'member') return found;
  return behind(lower, node, lower.field(node, 'expression'), found.of, (of) => ({ ...found, start: of.start, of }));
};

const elementAccess: Handler = (lower, node) => {
  const [of, keys] = [lower.field(node, 'expression'), lower.field(node, 'subscript')];
  if (of === NONE) return lower.opaque(node);
  return behind(lower, node, of, lower.expr(of), (part) => ({
    start: part.start,
    end: lower.tree.end(node),
    kind: 'index',
    of: part,
    keys: lower.exprs(lower.kids(keys)),
  }));
};

const invocation: Handler = (lower, node) => {
  const found = call('function', 'arguments')(lower, node);
  if (found?.kind !== 'call') return found;
  return behind(lower, node, lower.field(node, 'function'), found.callee, (callee) => ({ ...found, start: callee.start, callee }));
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
/** Its members have numbers: the one that is given, or the next one. */
const enumBody: Handler = (lower, node) => {
  const { tree } = lower;
  const members = tree
    .children(lower.field(node, 'body'))
    .filter((each) => tree.type(each) === 'enum_member_declaration')
    .map((each): Stmt => {
      const [own, value] = [lower.field(each, 'name'), lower.maybe(lower.field(each, 'value'))];
      const target: Expr = { ...lower.span(own), kind: 'name', name: lower.text(own) };
      return { ...lower.span(each), kind: 'assign', target, ...(value && { value }), operator: '=', declares: 'case' };
    });
  return { ...lower.span(node), kind: 'class', name: lower.text(lower.field(node, 'name')), members };
};

/** `from each in all where … orderby … select …`: one comprehension over the other; other clauses are opaque. */
const query: Handler = (lower, node) => {
  const { tree } = lower;
  const [first, ...clauses] = tree.children(node);
  if (first === undefined || tree.type(first) !== 'from_clause') return lower.opaque(node);
  const [own, all] = lower.kids(first).slice(-2);
  if (own === undefined || all === undefined || !clauses.every((each) => /^(?:where|order_by|select)_clause$/.test(tree.type(each))))
    return lower.opaque(node);
  const target = lower.expr(own);
  const start = tree.start(node);
  const turn = (over: Expr, element: Expr, conditions: readonly Expr[], end: number): Expr =>
    ({ start, end, kind: 'each', of: 'lazy', element, loops: [{ target, over }], conditions }) as const;
  const param: Param = { ...lower.span(own), name: lower.text(own), pattern: target };
  return clauses.reduce<Expr>((over, clause) => {
    const keys = lower.kids(clause);
    const value = lower.expr(keys.at(-1) ?? NONE, clause);
    if (tree.type(clause) === 'where_clause') return turn(over, target, [value], tree.end(clause));
    if (tree.type(clause) === 'select_clause') return turn(over, value, [], tree.end(clause));
    return keys.reduce((so, key, at) => {
      const isDown = /^\s*descending\b/.test(tree.text.slice(tree.end(key), tree.end(key) + 20));
      const given = lower.expr(key);
      const by: Fn = {
        start: tree.start(own),
        end: given.end,
        kind: 'fn',
        name: '',
        params: [param],
        body: [{ start: given.start, end: given.end, kind: 'do', value: given }],
        words: [],
        short: true,
      };
      const callee: Expr = { start, end: start, kind: 'name', name: `${at === 0 ? 'OrderBy' : 'ThenBy'}${isDown ? 'Descending' : ''}` };
      return { start, end: tree.end(clause), kind: 'call', callee, args: [{ value: so }, { value: by }] };
    }, over);
  }, lower.expr(all));
};

const constructor: Handler = (lower, node) => {
  const made = func(lower, node);
  const further = lower.tree.child(node, 'constructor_initializer');
  if (made?.kind !== 'fn' || further === NONE) return made;
  const span = lower.span(further);
  const [head, word = 'base'] = /^:\s*(\w+)/.exec(lower.text(further)) ?? [':'];
  const end = span.start + head.length;
  const callee: Expr = { start: end - word.length, end, kind: 'name', name: word };
  const given = argumentsOf(lower, lower.tree.child(further, 'argument_list'));
  const call: Stmt = { ...span, kind: 'do', value: { ...span, kind: 'call', callee, args: given } };
  return { ...made, body: [call, ...made.body] };
};

/** `this[int at]`: methods that read and set an element. */
const indexer: Handler = (lower, node) => {
  const { tree } = lower;
  const params = paramsOf(lower, lower.field(node, 'parameters'));
  const type = lower.field(node, 'type');
  const arrow = tree.child(node, 'arrow_expression_clause');
  const all = arrow === NONE ? accessorsOf(lower, node, 'this[]', type) : [];
  const body = all.map((each): Stmt => ({ ...each, params: [...params, ...each.params] }));
  if (arrow === NONE) return { ...lower.span(node), kind: 'block', body };
  return { ...fn(lower, node, { name: 'this[]', params, body: arrow, words: ['get'], result: type }), short: true };
};

/** `operator +`, named so. */
const operator: Handler = (lower, node) => {
  const made = func(lower, node);
  const sign = /\boperator\s*([^\s\w(]{1,3}|true|false)\s*\(/.exec(lower.text(node).slice(0, 200))?.[1];
  return made?.kind === 'fn' && sign !== undefined ? { ...made, name: `operator${sign}` } : made;
};

const bodyOnly: Handler = (lower, node) => ({ ...lower.span(node), kind: 'block', body: lower.stmtsOf(lower.kids(node)) });
const string = text(/content$|^escape_sequence$/);
const numbers = literal('number');

export const csharpLowering: LoweringRules = {
  ignored:
    /^(?:comment|using_directive|modifier|base_list|type_parameter_list|type_argument_list|attribute_list|predefined_type|implicit_type|.*_type|interpolation_start|interpolation_brace|interpolation_alignment_clause|interpolation_format_clause|string_literal_content|accessor_list|delegate_declaration|.*_directive|[^a-z]+)$/,
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
    verbatim_string_literal: (lower, node) => ({
      ...lower.span(node),
      kind: 'literal',
      of: 'text',
      value: lower.text(node).slice(2, -1).replaceAll('""', '"'),
    }),
    raw_string_literal: string,
    interpolated_string_expression: string,
    interpolation: (lower, node) => lower.expr(lower.kids(node)[0] ?? NONE, node),
    character_literal: (lower, node) => ({ ...lower.span(node), kind: 'literal', of: 'text', value: lower.text(node).slice(1, -1) }),
    parenthesized_expression: pass,
    argument: (lower, node) => lower.expr(lower.kids(node).at(-1) ?? NONE, node),
    constant_pattern: pass,
    expression_statement: passStatement,
    arrow_expression_clause: passStatement,
    await_expression: same('await'),
    cast_expression: same('cast', 'value', 'type'),
    as_expression: same('cast', 'left', 'right'),
    is_expression: isPattern,
    is_pattern_expression: isPattern,
    switch_expression: switchExpression,
    query_expression: query,
    with_expression: withOthers,
    array_creation_expression: arrayCreation,
    anonymous_object_creation_expression: anonymousObject,
    member_access_expression: memberAccess,
    conditional_access_expression: conditionalAccess,
    element_access_expression: elementAccess,
    declaration_expression: (lower, node) => {
      const own = lower.kids(node).at(-1);
      return own === undefined
        ? lower.opaque(node)
        : { ...lower.span(node), kind: 'assign', target: lower.expr(own), operator: '=', declares: 'out' };
    },
    invocation_expression: invocation,
    object_creation_expression: creation,
    implicit_object_creation_expression: creation,
    initializer_expression: initializer,
    implicit_array_creation_expression: arrayCreation,
    tuple_expression: list('tuple'),
    tuple_pattern: list('tuple'),
    binary_expression: joined,
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
    constructor_declaration: constructor,
    indexer_declaration: indexer,
    operator_declaration: operator,
    event_field_declaration: fieldDeclaration,
    local_function_statement: func,
    lambda_expression: func,
    anonymous_method_expression: func,
    class_declaration: classBody,
    struct_declaration: classBody,
    record_declaration: classBody,
    interface_declaration: classBody,
    enum_declaration: enumBody,
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
    using_statement: (lower, node) => ({
      ...lower.span(node),
      kind: 'block',
      body: lower.stmtsOf(lower.kids(node)),
      scope: true,
      heads: [],
    }),
    checked_statement: bodyOnly,
    checked_expression: pass,
    lock_statement: bodyOnly,
    yield_statement: (lower, node) =>
      lower.kids(node).length === 0 ? { ...lower.span(node), kind: 'return' } : same('yield')(lower, node),
    return_statement: returns,
    throw_statement: throws,
    throw_expression: throws,
    break_statement: jump,
    continue_statement: jump,
  },
};
