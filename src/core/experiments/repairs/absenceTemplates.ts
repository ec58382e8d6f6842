import { NONE, type NodeId } from '../../syntax/flatTree';
import type { CodeEdit } from '../../syntax/edits/codeEdit';
import { isInBlock, replace, type CodeSite } from '../../syntax/edits/codeSite';
import type { RepairTemplate } from './repairTemplate';

const LONGEST = 60;

/** Values that are absent for another reason than the code takes them for: zero, an inherited key, one element of many. */
export const absenceTemplates: readonly RepairTemplate[] = [
  {
    name: 'only-nothing-is-nothing',
    untyped: true,
    share: 3,
    fits: { assertion: 2 },
    // 0 and '' are values.
    at({ tree, node, rules, type }, { isNothing, isThere, isNotANumber }) {
      const text = tree.content(node);
      const denied = /^(?:!|not\s+)([\w$.[\]]+)$/.exec(text)?.[1];
      if (rules.negations.includes(type) && denied !== undefined && denied.length <= LONGEST)
        return [isNothing(denied), ...(isNotANumber ? [isNotANumber(denied)] : [])].map((other) => [replace(tree, node, other)]);
      return isName(type) && text.length <= LONGEST && isCondition(tree, node) ? [[replace(tree, node, isThere(text))]] : [];
    },
  },
  {
    name: 'own-property',
    share: 2,
    fits: { assertion: 1.5, key: 1.5 },
    // The same key may be inherited.
    at({ tree, node, type }, { ownKey }) {
      if (!ownKey || type !== 'member_expression' || !isCondition(tree, node)) return [];
      const [object, property] = [tree.field(node, 'object'), tree.field(node, 'property')];
      return [[replace(tree, node, ownKey(tree.content(object), `'${tree.content(property)}'`))]];
    },
  },
  {
    name: 'member-or-neutral',
    guards: true,
    share: 2,
    fits: { nothing: 1.5, assertion: 0.3 },
    // Nothing is added, multiplied by or gone through. Behind changes that do the same at the cause, such as another bound of a loop.
    at({ tree, node, language, type }, { optional, orElse }) {
      const fields = language.members[type];
      const neutral = fields && neutralFor(tree, node);
      if (!fields || neutral === undefined || !optional) return [];
      const object = tree.field(node, fields[0]);
      const rest = tree.text.slice(tree.end(object), tree.end(node)).trimStart();
      return /^[.[]/.test(rest) ? [[replace(tree, node, `(${orElse(optional(tree.content(object), rest), neutral)})`)]] : [];
    },
  },
  {
    name: 'guard-and-continue',
    guards: true,
    share: 4,
    fits: { nothing: 2, key: 1.5 },
    at(site, { isNothing, skip }) {
      const { tree, node, fn } = site;
      if (!isInBlock(site, node) || !isInLoop(tree, node)) return [];
      const line = tree.startLine(node);
      const indent = tree.text.slice(tree.text.lastIndexOf('\n', tree.start(node) - 1) + 1, tree.start(node));
      const known = site.namesAt(fn, line);
      const read = [...new Set(site.objectsReadOn(line, line))].filter((object) => known.has(/^[\w$]+/.exec(object)?.[0] ?? ''));
      if (indent.trim()) return [];
      return read
        .slice(0, 2)
        .map((name): CodeEdit[] => [
          { start: tree.start(node), end: tree.start(node), text: `${skip(isNothing(name), indent)}\n${indent}` },
        ]);
    },
  },
];

function isName(type: string): boolean {
  return /^(?:identifier|member_expression|attribute|field_access)$/.test(type);
}

/** The whole condition of a branch or a loop, or a term of it. */
function isCondition(tree: CodeSite['tree'], node: NodeId): boolean {
  const [parent, field] = [tree.parent(node), tree.fieldName(node)];
  const around = tree.type(parent);
  if (field === 'condition' || /^(?:boolean_operator)$/.test(around)) return true;
  if (around === 'parenthesized_expression') return tree.fieldName(parent) === 'condition';
  return around === 'binary_expression' && /^(?:&&|\|\|)$/.test(tree.content(tree.field(parent, 'operator'))) && isCondition(tree, parent);
}

/** The value that leaves the surrounding operation as it is. */
function neutralFor(tree: CodeSite['tree'], node: NodeId): string | undefined {
  const parent = tree.parent(node);
  if (parent === NONE) return undefined;
  const around = tree.type(parent);
  if (around === 'spread_element' || (/^for_(?:in_)?statement$/.test(around) && tree.fieldName(node) === 'right')) return '[]';
  if (!/^(?:binary_expression|augmented_assignment_expression)$/.test(around)) return undefined;
  const operator = tree.content(tree.field(parent, 'operator')).replace('=', '');
  if (operator === '*' || operator === '/') return tree.fieldName(node) === 'right' && operator === '/' ? '1' : '0';
  if (operator === '-') return '0';
  if (operator !== '+') return undefined;
  const [left, right] = [tree.field(parent, 'left'), tree.field(parent, 'right')];
  return [left, right].some((each) => /string/.test(tree.type(each))) ? "''" : '0';
}

function isInLoop(tree: CodeSite['tree'], node: NodeId): boolean {
  for (let at = tree.parent(node); at !== NONE; at = tree.parent(at)) {
    if (/^(?:for|while|do)_(?:in_)?statement$|^enhanced_for_statement$/.test(tree.type(at))) return true;
    if (/function|lambda|method/.test(tree.type(at))) return false;
  }
  return false;
}
