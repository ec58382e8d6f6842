import { NONE } from '../../syntax/flatTree';
import { replace } from '../../syntax/edits/codeSite';
import type { RepairTemplate } from './repairTemplate';

const MOST_CALLS = 4;

/** Missing calls and results. */
export const callTemplates: readonly RepairTemplate[] = [
  {
    name: 'call-appended',
    untyped: true,
    share: 2,
    fits: { assertion: 0.4 },
    at({ tree, node, rules, language, type }) {
      const member = language.members[type] !== undefined;
      const call = rules.calls[type] !== undefined;
      if ((!member && !call && type !== 'identifier') || tree.fieldName(node) !== 'value') return [];
      return rules.tidying.slice(0, MOST_CALLS).map((name) => [replace(tree, node, `${tree.content(node)}.${name}()`)]);
    },
  },
  {
    name: 'returned',
    untyped: true,
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
