import { NONE, type FlatTree, type NodeId } from '../../src/core/syntax/flatTree';
import type { MutationRules } from './mutationRules';
import { alternatives, argumentsOf, operandsOf, operatorOf, replace, type Operator } from './site';

/** Wrong values: defaults, bounds, operators, types. */
export const valueOperators: readonly Operator[] = [
  {
    name: 'wrong-default',
    bugClass: 'wrong-default',
    weight: 4,
    at({ tree, node, rules, type }) {
      const field = rules.defaults[type];
      const value = field === undefined ? NONE : tree.field(node, field);
      return value === NONE ? [] : alternatives(tree, value, otherValues(tree, value, rules));
    },
  },
  {
    name: 'wrong-fallback',
    bugClass: 'wrong-default',
    weight: 4,
    at({ tree, node, rules, type }) {
      if (!rules.binaries.includes(type) || !rules.or.includes(tree.content(operatorOf(tree, node)))) return [];
      const operands = operandsOf(tree, node);
      if (!operands || tree.fieldName(node) === 'condition' || tree.type(tree.parent(node)) === 'parenthesized_expression') return [];
      return [[replace(tree, node, tree.content(operands[0]))], ...alternatives(tree, operands[1], otherValues(tree, operands[1], rules))];
    },
  },
  {
    name: 'wrong-argument-value',
    bugClass: 'wrong-default',
    weight: 1,
    at(site) {
      const { tree, rules, node } = site;
      const args = argumentsOf(site, node) ?? [];
      return args.slice(1).flatMap((arg) => alternatives(tree, arg, otherValues(tree, arg, rules)));
    },
  },
  {
    name: 'nil-for-empty',
    bugClass: 'wrong-default',
    weight: 5,
    at({ tree, node, rules }) {
      if (tree.end(node) - tree.start(node) > 40 || !rules.empties.test(tree.content(node))) return [];
      const field = tree.fieldName(node);
      const around = tree.type(tree.parent(node));
      const isValue = ['right', 'value', 'alternative', 'consequence'].includes(field) || around === 'return_statement';
      return isValue && !rules.binaries.includes(around) ? [[replace(tree, node, rules.nil)]] : [];
    },
  },
  {
    name: 'off-by-one',
    bugClass: 'off-by-one',
    weight: 4,
    at({ tree, node, rules, type }) {
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
    },
  },
  {
    name: 'wrong-operator',
    bugClass: 'wrong-operator',
    weight: 2,
    at({ tree, node, rules, type }) {
      if (!rules.binaries.includes(type)) return [];
      const operator = operatorOf(tree, node);
      return alternatives(tree, operator, rules.operatorTwins[tree.content(operator).replace(/\s+/g, ' ')] ?? []);
    },
  },
  {
    name: 'drop-negation',
    bugClass: 'wrong-operator',
    weight: 2,
    at({ tree, node, rules, type }) {
      const text = tree.content(node);
      if (!rules.negations.includes(type) || !(text.startsWith('!') || text.startsWith('not '))) return [];
      return [[replace(tree, node, text.replace(/^(?:!|not\s+)/, ''))]];
    },
  },
  {
    name: 'drop-conversion',
    bugClass: 'wrong-type',
    weight: 5,
    at(site) {
      const { tree, node, rules, type } = site;
      const args = argumentsOf(site, node);
      const [only] = args ?? [];
      if (!args || only === undefined || args.length > 2) return [];
      const callee = tree.content(tree.field(node, rules.calls[type]![0]));
      if (!rules.conversions.includes(callee) || rules.namedArguments.includes(tree.type(only))) return [];
      return [[replace(tree, node, tree.content(only))]];
    },
  },
  {
    name: 'drop-await',
    bugClass: 'missing-await',
    weight: 6,
    at({ tree, node, rules, type }) {
      return rules.awaits.includes(type) ? [[replace(tree, node, tree.content(node).replace(/^await\s+/, ''))]] : [];
    },
  },
];

/** What a person might have written in the place of a literal. */
function otherValues(tree: FlatTree, value: NodeId, rules: MutationRules): string[] {
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
function isReckoned(tree: FlatTree, node: NodeId, rules: MutationRules): boolean {
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
    ['assignment', 'variable_declarator', 'assignment_expression'].includes(around)
  );
}
