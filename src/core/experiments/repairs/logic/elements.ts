import { replaced } from '../../../suspects/explain/faults/edits';
import { isLiteral } from '../../../suspects/explain/faults/shapes';
import type { Expr } from '../../../syntax/lower/ir';
import { familyOf } from '../../../workspace/languages';
import { isShort, swapped, type Change, type LogicTemplate } from './logicTemplate';

/** How the last element is written in each language, of a list and the text of its first one. */
const LAST: Readonly<Record<string, (list: string) => string>> = {
  python: (list) => `${list}[-1]`,
  ruby: (list) => `${list}[-1]`,
  javascript: (list) => `${list}[${list}.length - 1]`,
  go: (list) => `${list}[len(${list})-1]`,
  php: (list) => `${list}[count(${list}) - 1]`,
  java: (list) => `${list}.get(${list}.size() - 1)`,
  kotlin: (list) => `${list}[${list}.size - 1]`,
  rust: (list) => `${list}[${list}.len() - 1]`,
  csharp: (list) => `${list}[${list}.Count - 1]`,
};

/** Which element of a list, or of a list of lists. */
export const elementTemplates: readonly LogicTemplate[] = [
  {
    name: 'other-end',
    share: 1,
    fits: { assertion: 1.5 },
    at(node, around) {
      const last = LAST[familyOf(around.file.language)];
      const { of, key } = elementIn(node as Expr, familyOf(around.file.language));
      const list = of && around.text(of);
      if (!last || list === undefined || !key || !isShort(list, 40)) return [];
      const whole = around.text(node);
      if (isLiteral(key, 'number') && key.value === '0') {
        const other = last(list);
        return [{ at: node, by: whole, other, says: 'first-for-last', fix: replaced(node, other) }];
      }
      const isLast = whole.replace(/\s/g, '') === last(list).replace(/\s/g, '');
      const other = familyOf(around.file.language) === 'java' ? `${list}.get(0)` : `${list}[0]`;
      return isLast ? [{ at: node, by: whole, other, says: 'last-for-first', fix: replaced(node, other) }] : [];
    },
  },
  {
    name: 'keys-swapped',
    share: 1,
    fits: { assertion: 1.5, range: 2 },
    at(node, around) {
      if (node.kind !== 'index' || node.slice) return [];
      const keys = node.keys.length === 2 ? node.keys : node.of.kind === 'index' && !node.of.slice ? [node.of.keys[0], node.keys[0]] : [];
      const [one, other] = keys;
      if (!one || !other || around.text(one) === around.text(other) || isLiteral(one, 'text') || isLiteral(other, 'text')) return [];
      return [
        {
          at: node,
          by: around.text(one),
          other: around.text(other),
          says: 'keys-in-wrong-order',
          fix: swapped(one, other, around),
        } satisfies Change,
      ];
    },
  },
];

/** The list that an expression reads one element of, and the place of that. */
function elementIn(node: Expr, family: string): { of?: Expr; key?: Expr | undefined } {
  if (node.kind === 'index' && !node.slice && node.keys.length === 1) return { of: node.of, key: node.keys[0] };
  if (family === 'java' && node.kind === 'call' && node.callee.kind === 'member' && node.callee.name === 'get' && node.args.length === 1)
    return { of: node.callee.of, key: node.args[0]!.value };
  return {};
}
