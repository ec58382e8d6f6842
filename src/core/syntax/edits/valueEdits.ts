import { NONE, type FlatTree, type NodeId } from '../flatTree';
import type { CodeEdit } from './codeEdit';
import { alternatives, argumentsOf, operandsOf, operatorOf, replace, type CodeSite } from './codeSite';
import type { CodeWords } from './codeWords';

/** Another default of a parameter. */
export function otherDefaults({ tree, node, rules, type }: CodeSite): CodeEdit[][] {
  const field = rules.defaults[type];
  const value = field === undefined ? NONE : tree.field(node, field);
  return value === NONE ? [] : alternatives(tree, value, otherValues(tree, value, rules));
}

/** Another literal as an argument. */
export function otherArguments(site: CodeSite): CodeEdit[][] {
  const { tree, rules, node } = site;
  const args = argumentsOf(site, node) ?? [];
  return args.slice(1).flatMap((arg) => alternatives(tree, arg, otherValues(tree, arg, rules)));
}

/** A bound or a step that differs by one. */
export function otherBounds({ tree, node, rules, type }: CodeSite): CodeEdit[][] {
  if (rules.integers.includes(type) && /^\d{1,4}$/.test(tree.content(node)) && isReckoned(tree, node, rules)) {
    const value = Number(tree.content(node));
    return alternatives(tree, node, [String(value + 1), value > 0 ? String(value - 1) : undefined]);
  }
  if (!rules.binaries.includes(type)) return [];
  const operator = operatorOf(tree, node);
  const bound = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' }[tree.content(operator)];
  if (bound !== undefined) return [[replace(tree, operator, bound)]];
  const operands = operandsOf(tree, node);
  const step = ['+', '-'].includes(tree.content(operator)) && operands && tree.content(operands[1]) === '1';
  return step ? [[replace(tree, node, tree.content(operands[0]))]] : [];
}

/** An operator that is easily confused with this one. */
export function otherOperators({ tree, node, rules, type }: CodeSite): CodeEdit[][] {
  if (!rules.binaries.includes(type)) return [];
  const operator = operatorOf(tree, node);
  return alternatives(tree, operator, rules.operatorTwins[tree.content(operator).replace(/\s+/g, ' ')] ?? []);
}

/** The opposite of a negation. */
export function withoutNegation({ tree, node, rules, type }: CodeSite): CodeEdit[][] {
  const text = tree.content(node);
  if (!rules.negations.includes(type) || !(text.startsWith('!') || text.startsWith('not '))) return [];
  return [[replace(tree, node, text.replace(/^(?:!|not\s+)/, ''))]];
}

/** Texts that a person might have written instead of a literal. */
export function otherValues(tree: FlatTree, value: NodeId, rules: CodeWords): string[] {
  const text = tree.content(value);
  if (text === rules.yes) return [rules.no];
  if (text === rules.no) return [rules.yes];
  if (text === rules.nil || text === 'null') return [rules.braces ? '{}' : '[]', rules.braces ? "''" : '()', '0'];
  if (rules.integers.includes(tree.type(value))) return [text === '0' ? '1' : '0', rules.nil];
  if (rules.empties.test(text)) return [rules.nil];
  if (rules.strings.includes(tree.type(value))) return [rules.nil, text.startsWith("'") ? "''" : '""'];
  return [];
}

/** A number that counts or points: compared, added, an index or an end of a slice. */
function isReckoned(tree: FlatTree, node: NodeId, rules: CodeWords): boolean {
  const around = tree.type(tree.parent(node));
  return (
    rules.binaries.includes(around) ||
    [
      'subscript',
      'subscript_expression',
      'slice',
      'array_access',
      'argument_list',
      'arguments',
      'unary_operator',
      'unary_expression',
    ].includes(around) ||
    rules.updates.includes(around) ||
    rules.counted?.includes(around) === true ||
    ['assignment', 'variable_declarator', 'assignment_expression'].includes(around)
  );
}
