import { NONE, type NodeId } from '../flatTree';
import type { Case, Expr, Span, Stmt } from './ir';
import type { Handler, Lowering } from './lowering';

/**
 * Whether a value fits a pattern, as a condition over it.
 * @returns undefined for a pattern that everything fits
 */
function fits(lower: Lowering, subject: Expr, node: NodeId): Expr | undefined {
  const { tree } = lower;
  const span = around(lower, subject, node);
  const operate = (operator: string, ...operands: Expr[]): Expr => ({ ...span, kind: 'operate', operator, operands });
  const parts = tree.children(node);
  switch (tree.type(node)) {
    case 'discard':
    case 'var_pattern':
      return undefined;
    case 'parenthesized_pattern':
      return fits(lower, subject, parts.find((each) => /pattern$|^discard$/.test(tree.type(each))) ?? NONE);
    case 'negated_pattern': {
      const inner = fits(lower, subject, parts.at(-1) ?? NONE);
      return operate('!', inner ?? { ...span, kind: 'literal', of: 'truth', value: 'true' });
    }
    case 'and_pattern':
    case 'or_pattern': {
      const [a, b] = [parts[0]!, parts.at(-1)!].map((each) => fits(lower, subject, each));
      if (tree.type(node) === 'and_pattern') return a && b ? operate('&&', a, b) : (a ?? b);
      return a && b ? { ...span, kind: 'choice', options: [a, b], operator: '||' } : undefined;
    }
    case 'relational_pattern':
      return operate(/^[<>]=?/.exec(lower.text(node))?.[0] ?? '', subject, lower.expr(parts.at(-1) ?? NONE, node));
    case 'constant_pattern':
      return ofConstant(lower, subject, node);
    case 'type_pattern':
      return operate('is', subject, typeName(lower, parts[0] ?? NONE));
    case 'declaration_pattern': {
      const [type, own] = [parts[0] ?? NONE, parts.at(-1) ?? NONE];
      const isNamed = parts.length > 1 && tree.type(own) === 'identifier';
      if (lower.text(type) === 'var' && !isNamed) return undefined;
      const named: Expr = isNamed
        ? { ...span, kind: 'assign', target: lower.expr(own), value: subject, operator: '=', declares: 'is', type: lower.text(type) }
        : subject;
      return operate('is', named, lower.text(type) === 'var' ? { ...span, kind: 'name', name: 'var' } : typeName(lower, type));
    }
    case 'recursive_pattern': {
      const type = parts.find((each) => !/clause$/.test(tree.type(each)) && tree.start(each) === tree.start(node));
      const own = parts.find((each) => tree.type(each) === 'identifier' && each !== type);
      const named: Expr = own
        ? { ...span, kind: 'assign', target: lower.expr(own), value: subject, operator: '=', declares: 'is' }
        : subject;
      const all = [operate('is', named, type === undefined ? { ...span, kind: 'name', name: 'object' } : typeName(lower, type))];
      for (const clause of parts.filter((each) => tree.type(each) === 'property_pattern_clause'))
        for (const each of tree.children(clause).filter((child) => tree.type(child) === 'subpattern')) {
          const [name, inner] = [tree.children(each)[0]!, tree.children(each).at(-1)!];
          const of: Expr = { ...around(lower, subject, name), kind: 'member', of: subject, name: lower.text(name) };
          const condition = fits(lower, of, inner);
          if (condition) all.push(condition);
        }
      return parts.some((each) => tree.type(each) === 'positional_pattern_clause')
        ? lower.opaque(node)
        : all.reduce((a, b) => operate('&&', a, b));
    }
    default:
      return lower.opaque(node);
  }
}

/** From what is asked of to a part of a pattern. */
function around(lower: Lowering, subject: Expr, node: NodeId): Span {
  return { start: Math.min(subject.start, lower.tree.start(node)), end: Math.max(subject.end, lower.tree.end(node)) };
}

/** A value, or the type that it stands for: `is 3`, `is Circle`. The grammar takes `is null || done` for one constant. */
function ofConstant(lower: Lowering, subject: Expr, node: NodeId): Expr | undefined {
  const { tree } = lower;
  const inner = tree.children(node)[0] ?? NONE;
  const span = around(lower, subject, node);
  if (tree.type(inner) === 'identifier' && lower.text(inner) === '_') return undefined;
  const joined = lower.expr(inner, node);
  const compared = (each: Expr): Expr => {
    const between = { start: Math.min(subject.start, each.start), end: Math.max(subject.end, each.end) };
    if (each.kind === 'list' && each.of === 'tuple') {
      const elements = subject.kind === 'list' ? subject.elements : [];
      if (elements.length !== each.elements.length) return { ...span, kind: 'opaque', parts: [subject, each] };
      const all = each.elements.flatMap((one, at): Expr[] =>
        one.kind === 'name' && one.name === '_' ? [] : [{ ...span, kind: 'operate', operator: '==', operands: [elements[at]!, one] }],
      );
      return all.length === 0
        ? { ...span, kind: 'literal', of: 'truth', value: 'true' }
        : all.reduce((a, b): Expr => ({ ...span, kind: 'operate', operator: '&&', operands: [a, b] }));
    }
    const isNamed = each.kind === 'name' || each.kind === 'member';
    return { ...between, kind: 'operate', operator: isNamed ? 'is' : '==', operands: [subject, each] };
  };
  const first = (each: Expr): Expr => {
    if (each.kind === 'operate' && /^(?:&&|==|!=)$/.test(each.operator))
      return { ...each, start: span.start, operands: [first(each.operands[0]!), ...each.operands.slice(1)] };
    if (each.kind === 'choice' && !each.condition)
      return { ...each, start: span.start, options: [first(each.options[0]!), ...each.options.slice(1)] };
    if (each.kind === 'choice') return { ...each, start: span.start, condition: first(each.condition!) };
    return compared(each);
  };
  return first(joined);
}

function typeName(lower: Lowering, node: NodeId): Expr {
  return { ...lower.span(node), kind: 'name', name: lower.text(node) };
}

const always = (lower: Lowering, node: NodeId): Expr => ({ ...lower.span(node), kind: 'literal', of: 'truth', value: 'true' });

/** `value is Circle circle` */
export const isPattern: Handler = (lower, node) => {
  const parts = lower.tree.children(node);
  const subject = lower.expr(parts[0] ?? NONE, node);
  if (lower.tree.type(node) === 'is_expression')
    return { ...lower.span(node), kind: 'operate', operator: 'is', operands: [subject, typeName(lower, parts.at(-1)!)] };
  const found = fits(lower, subject, parts.at(-1) ?? NONE);
  return found ? { ...found, ...lower.span(node) } : always(lower, node);
};

/** The condition of an arm, with what stands behind its `when`; undefined where all values take it. */
function conditionOf(lower: Lowering, subject: Expr, arm: NodeId, patterns: readonly NodeId[]): Expr | undefined {
  const { tree } = lower;
  const clause = tree.child(arm, 'when_clause');
  const guard = clause === NONE ? undefined : lower.expr(tree.children(clause).at(-1) ?? NONE, clause);
  const all = patterns.map((each) => fits(lower, subject, each));
  const own =
    all.length === 0 || all.includes(undefined)
      ? undefined
      : (all as Expr[]).reduce((a, b): Expr => ({ ...around(lower, subject, arm), kind: 'choice', options: [a, b], operator: '||' }));
  if (!own || !guard) return own ?? guard;
  return { start: own.start, end: Math.max(own.end, guard.end), kind: 'operate', operator: '&&', operands: [own, guard] };
}

const PATTERN = /pattern$|^discard$/;

/** `value switch { 1 => "one", _ => "many" }`: one choice in the other. */
export const switchExpression: Handler = (lower, node) => {
  const { tree } = lower;
  const parts = tree.children(node);
  const subject = lower.expr(parts[0] ?? NONE, node);
  const arms = parts.filter((each) => tree.type(each) === 'switch_expression_arm');
  const none: Expr = {
    start: tree.end(node),
    end: tree.end(node),
    kind: 'opaque',
    parts: [{ start: tree.end(node), end: tree.end(node), kind: 'throw' }],
  };
  return arms.toReversed().reduce<Expr>((otherwise, arm) => {
    const value = lower.expr(tree.children(arm).at(-1) ?? NONE, arm);
    const condition = conditionOf(lower, subject, arm, tree.children(arm).slice(0, 1));
    return condition
      ? {
          start: tree.start(node),
          end: Math.max(tree.end(arm), otherwise.end),
          kind: 'choice',
          condition,
          options: [value, otherwise],
          operator: '?',
        }
      : value;
  }, none);
};

/** A `switch` whose cases ask for more than values becomes one over conditions. Several labels before one body are one case. */
export const switchStatement: Handler = (lower, node) => {
  const { tree } = lower;
  const sections = tree.children(lower.field(node, 'body')).filter((each) => tree.type(each) === 'switch_section');
  const subject = lower.expr(lower.field(node, 'value'), node);
  const labelsOf = (section: NodeId): NodeId[] => tree.children(section).filter((each) => PATTERN.test(tree.type(each)));
  const isPlain = sections.every(
    (each) => tree.child(each, 'when_clause') === NONE && labelsOf(each).every((label) => tree.type(label) === 'constant_pattern'),
  );
  const cases: Case[] = [];
  let open: Expr[] = [];
  let isDefault = false;
  for (const each of sections) {
    const labels = labelsOf(each);
    const clause = tree.child(each, 'when_clause');
    const condition = isPlain ? undefined : conditionOf(lower, subject, each, labels);
    if (labels.length === 0 && clause === NONE) isDefault = true;
    else if (isPlain) open.push(...labels.map((label) => lower.expr(tree.children(label)[0] ?? NONE, label)));
    else open.push(condition ?? always(lower, each));
    const body = lower.stmtsOf(tree.children(each).filter((child) => !labels.includes(child) && child !== clause));
    if (body.length === 0) continue;
    cases.push({ ...lower.span(each), values: isDefault ? [] : open, body });
    [open, isDefault] = [[], false];
  }
  return { ...lower.span(node), kind: 'switch', ...(isPlain && { of: subject }), cases, falls: false } satisfies Stmt;
};
