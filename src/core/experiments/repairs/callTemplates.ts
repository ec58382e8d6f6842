import { NONE } from '../../syntax/flatTree';
import { droppedArguments, swappedArguments } from '../../syntax/edits/callEdits';
import { argumentsOf, replace } from '../../syntax/edits/codeSite';
import { otherKeys, otherMethods, otherNames, otherProperties, swappedOperands } from '../../syntax/edits/nameEdits';
import type { RepairTemplate } from './repairTemplate';

const MOST_CALLS = 4;

/** Names, arguments, and missing calls. */
export const callTemplates: readonly RepairTemplate[] = [
  { name: 'other-name', share: 4, fits: { key: 2, assertion: 1.2 }, at: otherNames },
  { name: 'other-member', share: 3, fits: { notCallable: 2, key: 2, nothing: 1.2 }, at: otherProperties },
  { name: 'other-method', share: 2, fits: { notCallable: 2, assertion: 1.5 }, at: otherMethods },
  { name: 'other-key', share: 1, fits: { key: 3 }, at: otherKeys },
  { name: 'arguments-swapped', share: 2, fits: { type: 2, assertion: 1.5 }, at: swappedArguments },
  { name: 'operands-swapped', share: 1, fits: { assertion: 1.5 }, at: swappedOperands },
  { name: 'argument-dropped', share: 2, at: droppedArguments },
  {
    name: 'argument-added',
    share: 4,
    fits: { nothing: 1.5, assertion: 1.2 },
    // A parameter of the callee with the name of a value available here.
    at(site) {
      const { tree, node, language, unit, fn } = site;
      const args = argumentsOf(site, node);
      const call = args && language.call(tree, node);
      if (!call) return [];
      const callee = unit.functions.find(({ name, parameters }) => name === call.name && parameters.length > args.length);
      const next = callee?.parameters[args.length]?.name;
      const last = args.at(-1);
      if (next === undefined || !site.namesAt(fn, tree.startLine(node)).has(next)) return [];
      const end = tree.end(node) - 1;
      return [
        [
          {
            start: last === undefined ? end : tree.end(last),
            end: last === undefined ? end : tree.end(last),
            text: last === undefined ? next : `, ${next}`,
          },
        ],
      ];
    },
  },
  {
    name: 'awaited',
    share: 2,
    fits: { notCallable: 1.5, assertion: 1.2 },
    at(site, { wait }) {
      const { tree, node, rules, fn, type } = site;
      const call = rules.calls[type] !== undefined && type !== 'new_expression';
      if (!wait || !call || rules.awaits.includes(tree.type(tree.parent(node)))) return [];
      const header = tree.text.slice(tree.lineStarts[fn.startLine - 1], tree.lineStarts[fn.signature.endLine] ?? tree.text.length);
      if (!/\basync\b/.test(header)) return [];
      const inside = tree.fieldName(node) === 'object';
      return [[replace(tree, node, inside ? `(${wait}${tree.content(node)})` : `${wait}${tree.content(node)}`)]];
    },
  },
  {
    name: 'call-appended',
    share: 2,
    at({ tree, node, rules, language, type }) {
      const member = language.members[type] !== undefined;
      const call = rules.calls[type] !== undefined;
      if ((!member && !call && type !== 'identifier') || tree.fieldName(node) !== 'value') return [];
      return rules.tidying.slice(0, MOST_CALLS).map((name) => [replace(tree, node, `${tree.content(node)}.${name}()`)]);
    },
  },
  {
    name: 'returned',
    share: 1,
    fits: { assertion: 2, nothing: 1.5 },
    // The last statement of a function computes a value and discards it.
    at({ tree, node, rules, type, fn, returnsOf }) {
      if (type !== rules.expressionStatement || tree.endLine(node) < fn.endLine - 1 || returnsOf(fn).length > 0) return [];
      const value = tree.children(node)[0] ?? NONE;
      return rules.calls[tree.type(value)] ? [[{ start: tree.start(node), end: tree.start(node), text: 'return ' }]] : [];
    },
  },
];
