import { NONE, type NodeId } from '../../syntax/flatTree';
import type { CodeEdit } from '../../syntax/edits/codeEdit';
import { conditionOf, isInBlock, replace, type CodeSite } from '../../syntax/edits/codeSite';
import type { RepairTemplate } from './repairTemplate';

const LONGEST_VALUE = 80;
/** Names that are never empty. */
const ALWAYS_THERE = /^(?:this|self|super|cls|[A-Z]\w*|module|exports|console|window|document|process|Math|JSON|Object)$/;

/** Code for a missing value. */
export const guardTemplates: readonly RepairTemplate[] = [
  {
    name: 'default-value',
    guards: true,
    share: 10,
    fits: { nothing: 3, notCallable: 2 },
    at({ tree, node, type }, { values, orElse, empties }) {
      if (!values.includes(type) || !isHandedOn(tree, node) || isFallback(tree, node)) return [];
      const value = tree.content(node);
      if (value.length > LONGEST_VALUE || ALWAYS_THERE.test(value)) return [];
      const inside = ['object', 'value'].includes(tree.fieldName(node)) && MEMBERS.has(tree.type(tree.parent(node)));
      return empties.map((empty) => [replace(tree, node, inside ? `(${orElse(value, empty)})` : orElse(value, empty))]);
    },
  },
  {
    name: 'optional-member',
    guards: true,
    share: 4,
    fits: { nothing: 3 },
    at({ tree, node, language, type }, { optional }) {
      const fields = language.members[type];
      if (!fields || !optional || isTarget(tree, node)) return [];
      const object = tree.field(node, fields[0]);
      if (object === NONE || ALWAYS_THERE.test(tree.content(object))) return [];
      const rest = tree.text.slice(tree.end(object), tree.end(node));
      return /^\s*(?:\.|\[)/.test(rest) ? [[replace(tree, node, optional(tree.content(object), rest.trimStart()))]] : [];
    },
  },
  {
    name: 'guard-and-leave',
    guards: true,
    share: 16,
    fits: { nothing: 2, key: 1.5, range: 0.5 },
    at(site, { isNothing, leave }) {
      const { tree, node, fn } = site;
      if (!isInBlock(site, node) || tree.startLine(node) <= fn.signature.startLine) return [];
      const line = tree.startLine(node);
      const known = site.namesAt(fn, line);
      const names = new Set(site.objectsReadOn(line, line).filter((object) => known.has(object)));
      const indent = tree.text.slice(tree.text.lastIndexOf('\n', tree.start(node) - 1) + 1, tree.start(node));
      if (indent.trim()) return [];
      const returned = [...new Set(site.returnsOf(fn))].filter((value) => /^[\w[\]{}'"().]{1,20}$/.test(value));
      // Where a function returns values, a guard returns one of them.
      return [...names].flatMap((name) =>
        [...returned.filter((value) => value !== name).slice(0, 2), name, undefined].map((value): CodeEdit[] => [
          { start: tree.start(node), end: tree.start(node), text: `${leave(isNothing(name), value, indent)}\n${indent}` },
        ]),
      );
    },
  },
  {
    name: 'condition-for-a-value',
    guards: true,
    share: 10,
    fits: { nothing: 2, type: 1.5 },
    at(site, { isThere }) {
      const { tree, node, rules, fn } = site;
      const condition = conditionOf(site, node);
      if (condition === NONE) return [];
      const line = tree.startLine(condition);
      const known = site.namesAt(fn, line);
      const names = new Set(site.objectsReadOn(line, Math.min(tree.endLine(node), line + 4)).filter((object) => known.has(object)));
      const text = tree.content(condition);
      const term = text.includes(rules.or[0] ?? '||') ? `(${text})` : text;
      return [...names].slice(0, 3).map((name) => [replace(tree, condition, `${isThere(name)} ${rules.and} ${term}`)]);
    },
  },
  {
    name: 'condition-for-nothing',
    guards: true,
    share: 5,
    fits: { nothing: 2, type: 1.5 },
    // An empty value takes the branch of a value that the condition already singles out.
    at(site, { isNothing }) {
      const { tree, node, rules, fn } = site;
      const condition = conditionOf(site, node);
      if (condition === NONE) return [];
      const known = site.namesAt(fn, tree.startLine(condition));
      const text = tree.content(condition);
      const names = new Set(namesIn(tree, condition).filter((name) => known.has(name) && !text.includes(isNothing(name))));
      const term = text.includes(` ${rules.and} `) ? `(${text})` : text;
      return [...names].slice(0, 2).map((name) => [replace(tree, condition, `${term} ${rules.or[0] ?? '||'} ${isNothing(name)}`)]);
    },
  },
  {
    name: 'own-method',
    share: 2,
    fits: { notCallable: 6, nothing: 1.5 },
    // Objects without a prototype, or with a key of that name, lack this method.
    at({ tree, node, rules, type }, { ownKey }) {
      const fields = rules.calls[type];
      if (!ownKey || !fields) return [];
      const callee = tree.field(node, fields[0]);
      const [key, ...more] = tree.children(tree.field(node, fields[1]));
      if (tree.type(callee) !== 'member_expression' || key === undefined || more.length > 0) return [];
      if (tree.content(tree.field(callee, 'property')) !== 'hasOwnProperty') return [];
      return [[replace(tree, node, ownKey(tree.content(tree.field(callee, 'object')), tree.content(key)))]];
    },
  },
  {
    name: 'own-key',
    share: 4,
    at({ tree, node, type }, { ownKey }) {
      if (!ownKey || type !== 'binary_expression') return [];
      const [left, operator, right] = [tree.field(node, 'left'), tree.field(node, 'operator'), tree.field(node, 'right')];
      return tree.content(operator) === 'in' ? [[replace(tree, node, ownKey(tree.content(right), tree.content(left)))]] : [];
    },
  },
  {
    name: 'own-member',
    share: 3,
    at({ tree, node, type }, { ownKey }) {
      if (!ownKey || type !== 'subscript_expression' || isTarget(tree, node)) return [];
      const [object, key] = [tree.field(node, 'object'), tree.field(node, 'index')];
      if (tree.type(key) !== 'identifier') return [];
      const condition = ownKey(tree.content(object), tree.content(key));
      return [[replace(tree, node, `(${condition} ? ${tree.content(node)} : undefined)`)]];
    },
  },
];

const MEMBERS = new Set(['member_expression', 'subscript_expression', 'attribute', 'subscript', 'field_access', 'method_invocation']);
const LISTS = new Set(['arguments', 'argument', 'argument_list', 'return_statement', 'spread_element', 'list_splat', 'array', 'list']);
const FIELDS = new Set(['value', 'right', 'object', 'body']);

/** The value is used: assigned, passed as an argument, returned, or one of its members is read. */
function isHandedOn(tree: CodeSite['tree'], node: NodeId): boolean {
  const field = tree.fieldName(node);
  const around = tree.type(tree.parent(node));
  if (LISTS.has(around)) return true;
  if (!FIELDS.has(field)) return false;
  return field !== 'body' || around === 'arrow_function';
}

/** It already has a fallback. */
function isFallback(tree: CodeSite['tree'], node: NodeId): boolean {
  return /^\s*(?:\?\?|\|\||or\b)/.test(tree.text.slice(tree.end(node), tree.end(node) + 8));
}

function isTarget(tree: CodeSite['tree'], node: NodeId): boolean {
  return tree.fieldName(node) === 'left' && /assignment/.test(tree.type(tree.parent(node)));
}

function namesIn(tree: CodeSite['tree'], node: NodeId): string[] {
  if (tree.type(node) === 'identifier') return [tree.content(node)];
  return tree.children(node).flatMap((child) => namesIn(tree, child));
}
