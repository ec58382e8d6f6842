import { alternatives, argumentsOf, operandsOf, operatorOf, replace } from '../../src/core/syntax/edits/codeSite';
import {
  otherArguments,
  otherBounds,
  otherDefaults,
  otherOperators,
  otherValues,
  withoutNegation,
} from '../../src/core/syntax/edits/valueEdits';
import type { Operator } from './operator';

/** Wrong values: defaults, bounds, operators, types. */
export const valueOperators: readonly Operator[] = [
  {
    name: 'wrong-default',
    bugClass: 'wrong-default',
    weight: 4,
    at: otherDefaults,
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
    at: otherArguments,
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
    at: otherBounds,
  },
  {
    name: 'wrong-operator',
    bugClass: 'wrong-operator',
    weight: 2,
    at: otherOperators,
  },
  {
    name: 'drop-negation',
    bugClass: 'wrong-operator',
    weight: 2,
    at: withoutNegation,
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
