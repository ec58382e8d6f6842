import { NONE, type NodeId } from '../flatTree';
import type { Entry, Expr, Param, Span, Stmt } from './ir';
import {
  assignment,
  binary,
  block,
  branch,
  call,
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
  update,
  type Handler,
  type Lowering,
  type LoweringRules,
} from './lowering';

/** Statements with names of their own. */
const scope: Handler = (lower, node) => ({ ...lower.span(node), kind: 'block', body: lower.stmtsOf(lower.kids(node)), scope: true });

/** What `if` and `switch` declare before they ask is known in them alone. */
const withInitializer =
  (made: Handler): Handler =>
  (lower, node) => {
    const own = made(lower, node);
    const init = lower.field(node, 'initializer');
    if (!own || init === NONE) return own;
    if (own.kind === 'block') return { ...own, scope: true };
    return { ...lower.span(node), kind: 'block', body: [...lower.stmts(init), own as Stmt], scope: true };
  };

/** What is written like a type, as the value that it is: `out[e.Account]`; undefined where it can only be a type. */
function asValue(lower: Lowering, node: NodeId): Expr | undefined {
  const { tree } = lower;
  const parts = (of: NodeId): NodeId[] =>
    tree.children(of).filter((each) => /^[a-z]/.test(tree.type(each)) && tree.type(each) !== 'comment');
  const kids = parts(node);
  const [first, second] = kids;
  switch (tree.type(node)) {
    case 'type_identifier':
    case 'package_identifier':
      return { ...lower.span(node), kind: 'name', name: lower.text(node) };
    case 'qualified_type': {
      const of = first === undefined ? undefined : asValue(lower, first);
      return of && { ...lower.span(node), kind: 'member', of, name: lower.text(second!) };
    }
    case 'type_elem':
      return first !== undefined && second === undefined ? asValue(lower, first) : undefined;
    case 'generic_type':
    case 'type_instantiation_expression': {
      const given = second !== undefined && tree.type(second) === 'type_arguments' ? parts(second) : kids.slice(1);
      const of = first === undefined ? undefined : asValue(lower, first);
      const keys = given.map((each) => asValue(lower, each));
      return of && keys.length > 0 && keys.every((key) => key !== undefined) ? { ...lower.span(node), kind: 'index', of, keys } : undefined;
    }
    default:
      return undefined;
  }
}

/** `T(x)`; `steps[i](x)` is written like a type with arguments, and is called as an element. */
const conversion: Handler = (lower, node) => {
  const { tree } = lower;
  const type = lower.field(node, 'type');
  const [, base, key] = (type !== NONE && tree.type(type) === 'generic_type' && /^(\w+(?:\.\w+)*)\[(\w+)\]$/.exec(lower.text(type))) || [];
  if (base === undefined || key === undefined) return same('cast', 'operand', 'type')(lower, node);
  const start = tree.start(type);
  const named = (name: string, from: number): Expr => ({ start: from, end: from + name.length, kind: 'name', name });
  const [first = '', ...names] = base.split('.');
  const of = names.reduce<Expr>(
    (inner, own) => ({ start, end: inner.end + 1 + own.length, kind: 'member', of: inner, name: own }),
    named(first, start),
  );
  const callee: Expr = { ...lower.span(type), kind: 'index', of, keys: [named(key, start + base.length + 1)] };
  return { ...lower.span(node), kind: 'call', callee, args: [{ value: lower.expr(lower.field(node, 'operand'), node) }] };
};

/** A list of one expression is that expression. */
const expressions: Handler = (lower, node) => (lower.kids(node).length === 1 ? pass(lower, node) : list('tuple')(lower, node));

function paramsOf(lower: Lowering, node: NodeId): Param[] {
  const { tree } = lower;
  return tree.children(node).flatMap((each) => {
    const type = lower.field(each, 'type');
    const param = (span: Span, name: string): Param => ({
      ...span,
      name,
      pattern: { ...span, kind: 'name', name },
      ...(type !== NONE && { type: lower.text(type) }),
      ...(/^variadic/.test(tree.type(each)) && { rest: true as const }),
    });
    const names = tree.fieldAll(each, 'name');
    // `func (Dog) Sound()`, `func(int, *Task)`
    if (names.length === 0 && type !== NONE) return [param(lower.span(each), '')];
    return names.map((own) => param(lower.span(own), lower.text(own)));
  });
}

const func: Handler = (lower, node) => {
  const own = lower.field(node, 'name');
  const receiver = lower.field(node, 'receiver');
  const given = receiver === NONE ? [] : paramsOf(lower, receiver);
  return fn(lower, node, {
    name: own === NONE ? '' : lower.text(own),
    params: [...given.map((each) => ({ ...each, implicit: true as const })), ...paramsOf(lower, lower.field(node, 'parameters'))],
    body: lower.field(node, 'body'),
    words: receiver === NONE ? [] : ['method'],
    result: lower.field(node, 'result'),
  });
};

const varSpec =
  (declares: string): Handler =>
  (lower, node) => {
    const names = lower.tree.fieldAll(node, 'name').filter((each) => lower.maybe(each) !== undefined);
    const value = lower.maybe(lower.field(node, 'value'));
    const type = lower.field(node, 'type');
    const target: Expr =
      names.length === 1 ? lower.expr(names[0]!) : { ...lower.span(node), kind: 'list', of: 'tuple', elements: lower.exprs(names) };
    return {
      ...lower.span(node),
      kind: 'assign',
      target,
      ...(value && { value }),
      operator: '=',
      declares,
      ...(type !== NONE && { type: lower.text(type) }),
    };
  };

const composite: Handler = (lower, node) => {
  const { tree } = lower;
  const body = lower.field(node, 'body');
  const type = lower.text(lower.field(node, 'type'));
  const isKeyed = tree.children(body).some((each) => tree.type(each) === 'keyed_element') || /^map\[/.test(type);
  const inner: Expr = isKeyed
    ? { ...lower.span(node), kind: 'map', entries: entriesOf(lower, body) }
    : { ...lower.span(node), kind: 'list', of: /^\[/.test(type) ? 'list' : 'tuple', elements: lower.exprs(lower.kids(body)) };
  return { ...lower.span(node), kind: 'same', how: 'cast', of: inner, type };
};

function entriesOf(lower: Lowering, body: NodeId): Entry[] {
  return lower.tree.children(body).map((each) => ({
    ...lower.span(each),
    key: keyOf(lower, lower.field(each, 'key'), each),
    value: lower.expr(lower.field(each, 'value'), each),
  }));
}

/** `{host: "a"}` inside a literal that has the type. */
const inner: Handler = (lower, node) =>
  lower.tree.child(node, 'keyed_element') === NONE
    ? list('list')(lower, node)
    : { ...lower.span(node), kind: 'map', entries: entriesOf(lower, node) };

function keyOf(lower: Lowering, key: NodeId, around: NodeId): Expr {
  const inner = key === NONE ? NONE : (lower.tree.children(key)[0] ?? NONE);
  // The name of a field is no variable.
  return inner !== NONE && lower.tree.type(inner) === 'identifier'
    ? { ...lower.span(inner), kind: 'literal', of: 'text', value: lower.text(inner) }
    : lower.expr(inner, around);
}

const forLoop: Handler = (lower, node): Stmt => {
  const { tree } = lower;
  const [clause, range] = [tree.child(node, 'for_clause'), tree.child(node, 'range_clause')];
  const body = lower.stmts(lower.field(node, 'body'));
  if (range !== NONE) {
    const [target, over] = [lower.maybe(lower.field(range, 'left')), lower.expr(lower.field(range, 'right'), node)];
    return {
      ...lower.span(node),
      kind: 'loop',
      how: 'each',
      ...(target && { target }),
      declares: /:=/.test(lower.text(range)) ? ':=' : '',
      over,
      body,
    };
  }
  if (clause !== NONE) {
    const condition = lower.maybe(lower.field(clause, 'condition'));
    return {
      ...lower.span(node),
      kind: 'loop',
      how: 'count',
      init: lower.stmts(lower.field(clause, 'initializer')),
      ...(condition && { condition }),
      update: lower.stmts(lower.field(clause, 'update')),
      body,
    };
  }
  const [asked] = lower.bare(node);
  return { ...lower.span(node), kind: 'loop', how: 'while', ...(asked !== undefined && { condition: lower.expr(asked) }), body };
};

/** A constant: in a group one without a value counts on, where the first one is `iota`. */
const constant: Handler = (lower, node) => {
  const { tree } = lower;
  const made = varSpec('const')(lower, node);
  if (made?.kind !== 'assign') return made;
  const specs = tree.children(tree.parent(node)).filter((each) => tree.type(each) === 'const_spec');
  const at = specs.indexOf(node);
  const from = specs.slice(0, at + 1).findLast((each) => lower.field(each, 'value') !== NONE);
  if (from === undefined || lower.text(lower.field(from, 'value')).trim() !== 'iota') return made;
  const type = lower.field(from, 'type');
  const value: Expr = { ...lower.span(node), kind: 'literal', of: 'number', value: String(at) };
  return { ...made, value, ...(type !== NONE && { type: lower.text(type) }) };
};

const switchStatement: Handler = (lower, node) => {
  const { tree } = lower;
  const of = lower.maybe(lower.field(node, 'value'));
  return {
    ...lower.span(node),
    kind: 'switch',
    ...(of && { of }),
    cases: tree
      .children(node)
      .filter((each) => /_case$/.test(tree.type(each)))
      .map((each) => ({
        ...lower.span(each),
        values: [lower.maybe(lower.field(each, 'value'))].filter((value) => value !== undefined),
        body: lower.stmts(tree.child(each, 'statement_list')),
      })),
    falls: false,
  };
};

const slice: Handler = (lower, node) => {
  const [of, ...keys] = lower.kids(node);
  return of === undefined
    ? lower.opaque(node)
    : { ...lower.span(node), kind: 'index', of: lower.expr(of), keys: lower.exprs(keys), slice: true };
};

const string = text(/_content$|^escape_sequence$/);

export const goLowering: LoweringRules = {
  ignored:
    /^(?:comment|package_clause|import_declaration|type_declaration|escape_sequence|.*_type|type_identifier|package_identifier|field_identifier|label_name|.*_literal_content|[^a-z]+)$/,
  handlers: {
    identifier: name,
    int_literal: literal('number'),
    float_literal: literal('number'),
    imaginary_literal: literal('number'),
    true: literal('truth'),
    false: literal('truth'),
    nil: literal('nothing'),
    interpreted_string_literal: string,
    raw_string_literal: string,
    rune_literal: (lower, node) => ({ ...lower.span(node), kind: 'literal', of: 'text', value: lower.text(node).slice(1, -1) }),
    parenthesized_expression: pass,
    literal_element: pass,
    expression_statement: passStatement,
    labeled_statement: passStatement,
    expression_list: expressions,
    variadic_argument: same('spread'),
    type_assertion_expression: same('cast', 'operand', 'type'),
    type_conversion_expression: conversion,
    type_instantiation_expression: (lower, node) => asValue(lower, node) ?? pass(lower, node),
    selector_expression: member('operand', 'field'),
    index_expression: index('operand'),
    slice_expression: slice,
    call_expression: call('function', 'arguments'),
    composite_literal: composite,
    literal_value: inner,
    binary_expression: binary(),
    unary_expression: unary,
    inc_statement: update,
    dec_statement: update,
    short_var_declaration: assignment('left', 'right', ':='),
    assignment_statement: assignment(),
    var_spec: varSpec('var'),
    const_spec: constant,
    var_declaration: block,
    var_spec_list: block,
    const_declaration: block,
    receive_statement: assignment(),
    function_declaration: func,
    method_declaration: func,
    func_literal: func,
    block: scope,
    statement_list: block,
    source_file: block,
    go_statement: passStatement,
    defer_statement: (lower, node) => ({ ...lower.span(node), kind: 'do', value: { ...lower.opaque(node) } }),
    if_statement: withInitializer(branch()),
    for_statement: forLoop,
    expression_switch_statement: withInitializer(switchStatement),
    type_switch_statement: withInitializer(switchStatement),
    select_statement: switchStatement,
    return_statement: returns,
    break_statement: jump,
    continue_statement: jump,
    goto_statement: jump,
    fallthrough_statement: jump,
  },
};
