import type { NodeId } from '../../syntax/flatTree';
import type { CodeEdit } from '../../syntax/edits/codeEdit';
import { alternatives, argumentsOf, operandsOf, operatorOf, replace, type CodeSite } from '../../syntax/edits/codeSite';
import { otherArguments, otherDefaults, otherValues } from '../../syntax/edits/valueEdits';
import type { RepairedFailure, RepairTemplate } from './repairTemplate';
import type { RepairWords } from './repairWords';

const LONGEST = 60;

/** Defaults, constants and types. */
export const valueTemplates: readonly RepairTemplate[] = [
  {
    name: 'default-only-for-nothing',
    untyped: true,
    share: 2,
    fits: { assertion: 1.5 },
    at({ tree, node, rules, type }, { orElse }) {
      if (!rules.binaries.includes(type)) return [];
      const operator = operatorOf(tree, node);
      const operands = operandsOf(tree, node);
      if (!operands || tree.content(operator) !== rules.or[0] || rules.and === 'and') return [];
      // What is denied or compared is a truth, and never missing.
      if (rules.negations.includes(tree.type(operands[0])) || rules.binaries.includes(tree.type(operands[0]))) return [];
      return [[replace(tree, node, orElse(tree.content(operands[0]), tree.content(operands[1])))]];
    },
  },
  {
    name: 'other-constant',
    share: 3,
    fits: { assertion: 1.5 },
    at(site) {
      const { tree, node, rules, type } = site;
      const literal = [rules.yes, rules.no, rules.nil, 'null'].includes(tree.content(node)) || rules.integers.includes(type);
      const stands = /^(?:return_statement|variable_declarator|assignment|assignment_expression|pair)$/.test(tree.type(tree.parent(node)));
      const own = literal && stands ? alternatives(tree, node, otherValues(tree, node, rules)) : [];
      return [...own, ...otherDefaults(site), ...otherArguments(site)];
    },
  },
  { name: 'converted', untyped: true, share: 6, fits: { type: 3, notCallable: 2.5, assertion: 0.3 }, at: converted },
];

/** A wrong value is not mended by making a number or a list of it. */
function converted(site: CodeSite, words: RepairWords, failure: RepairedFailure): CodeEdit[][] {
  const { tree, node, type } = site;
  if (!words.values.includes(type) || tree.content(node).length > LONGEST || !isOperand(site, node)) return [];
  const wanted = /^(?:assertion|other)$/.test(failure.kind) ? words.conversions.slice(0, 1) : words.conversions;
  return wanted.map((conversion) => [replace(tree, node, `${conversion}(${tree.content(node)})`)]);
}

/** An argument, an operand, a value that is passed on, or an object with a member that is read. */
function isOperand({ tree, rules }: CodeSite, node: NodeId): boolean {
  const parent = tree.parent(node);
  const field = tree.fieldName(node);
  if (/^arguments?(?:_list)?$/.test(tree.type(parent)) || tree.type(parent) === 'return_statement') return true;
  if (rules.binaries.includes(tree.type(parent))) return true;
  if (field === 'object') return true;
  return (field === 'right' || field === 'value') && !argumentsOf({ tree, rules } as CodeSite, parent);
}
