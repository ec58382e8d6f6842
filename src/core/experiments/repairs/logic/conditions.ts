import type { Expr, Ir } from '../../../syntax/lower/ir';
import { replaced } from '../../../suspects/explain/faults/edits';
import type { Around } from '../../../suspects/explain/faults/fault';
import { isLiteral, some } from '../../../suspects/explain/faults/shapes';
import { inBrackets, isShort, operatorsOf, type Change, type LogicTemplate } from './logicTemplate';

const BOUNDS: Readonly<Record<string, readonly string[]>> = {
  '<': ['<='],
  '<=': ['<'],
  '>': ['>='],
  '>=': ['>'],
  '..': ['..=', '...', '..<'],
  '..=': ['..'],
  '...': ['..'],
  '..<': ['..'],
  until: ['..'],
};

const OPPOSITES: Readonly<Record<string, readonly string[]>> = {
  '==': ['!='],
  '!=': ['=='],
  '===': ['!=='],
  '!==': ['==='],
  '<': ['>', '>='],
  '<=': ['>=', '>'],
  '>': ['<', '<='],
  '>=': ['<=', '<'],
  in: ['not in'],
  'not in': ['in'],
  is: ['is not'],
  'is not': ['is'],
};

const JOINS: Readonly<Record<string, readonly string[]>> = {
  '&&': ['||'],
  '||': ['&&'],
  and: ['or'],
  or: ['and'],
};

/** What a range's operators are called in each language, so that no other is written. */
const RANGES: Readonly<Record<string, readonly string[]>> = { rust: ['..', '..='], ruby: ['..', '...'], kotlin: ['..', '..<', 'until'] };

/** Conditions: their boundary, their direction, what joins them. */
export const conditionTemplates: readonly LogicTemplate[] = [
  {
    name: 'other-bound',
    share: 4,
    fits: { range: 6, assertion: 1.5 },
    results: { byOne: 2, truth: 2, missing: 1.5, extra: 1.5 },
    at: (node, around) =>
      operatorsOf(node, around).flatMap(({ operator, left, right, ...place }) => {
        if (isLiteral(left, 'text') || isLiteral(right, 'text', 'nothing', 'truth')) return [];
        const isRange = operator.startsWith('.') || operator === 'until';
        return (BOUNDS[operator] ?? [])
          .filter((other) => !isRange || RANGES[around.file.language]?.includes(other))
          .map((other): Change => {
            const widens = isRange ? ['..=', '..'].includes(other) && operator !== '..=' : other.length > operator.length;
            const wide = around.file.language === 'ruby' || around.file.language === 'kotlin' ? other === '..' : widens;
            const loop = around.parent?.kind === 'loop' && (around.parent.condition === node || around.parent.over === node);
            return {
              at: node,
              says: (isRange ? wide : widens)
                ? loop
                  ? 'loop-ends-early'
                  : 'equals-left-out'
                : loop
                  ? 'loop-ends-late'
                  : 'equals-taken-in',
              fix: replaced(place, other),
            };
          });
      }),
  },
  {
    name: 'other-operator',
    share: 3,
    fits: { assertion: 1.5 },
    results: { truth: 2, missing: 1.3, extra: 1.3 },
    at: (node, around) =>
      operatorsOf(node, around).flatMap(({ operator, ...place }) => [
        ...(OPPOSITES[operator] ?? []).map((other): Change => ({
          at: node,
          says: 'asks-the-opposite',
          fix: replaced(place, other),
        })),
        ...(JOINS[operator] ?? []).map((other): Change => {
          const both = /^(?:and|&&)$/.test(other);
          return { at: node, by: operator, says: both ? 'both-needed' : 'either-enough', fix: replaced(place, other) };
        }),
      ]),
  },
  {
    name: 'condition-term-dropped',
    share: 2,
    fits: { assertion: 1.5 },
    results: { truth: 1.5, missing: 1.3, extra: 1.3 },
    at(node, around) {
      const [found] = operatorsOf(node, around);
      if (!found || !JOINS[found.operator] || operatorsOf(node, around).length !== 1) return [];
      const whole = { start: node.start, end: node.end };
      return [found.left, found.right].map((term, at): Change => {
        const kept = inBrackets(at ? found.left : found.right, around);
        return { at: node, by: around.text(term), says: 'term-too-many', fix: replaced(whole, around.text(kept)) };
      });
    },
  },
  {
    name: 'term-negated',
    ofResult: true,
    share: 3,
    fits: { assertion: 1.5 },
    results: { truth: 2 },
    at(node, around) {
      return operatorsOf(node, around).flatMap(({ operator, left, right }, at) => {
        if (!JOINS[operator]) return [];
        const terms = at === 0 ? [left, right] : [right];
        return terms.flatMap((term): Change[] => {
          const other = negated(term, around);
          return other === undefined ? [] : [{ at: node, by: around.text(term), says: 'term-inverted', fix: other }];
        });
      });
    },
  },
  {
    name: 'condition-negated',
    share: 2,
    fits: { assertion: 1.5 },
    results: { truth: 2, missing: 1.3, extra: 1.3 },
    at(node, around) {
      return conditionsOf(node, around).flatMap((condition): Change[] => {
        const fix = negated(condition, around, true);
        return fix ? [{ at: condition, says: 'asks-the-opposite', fix }] : [];
      });
    },
  },
];

/** The conditions of a node: of a branch, a choice, a loop; what a function that asks something gives. */
function conditionsOf(node: Ir, { fn }: Around): Expr[] {
  switch (node.kind) {
    case 'branch':
      return [node.condition];
    case 'loop':
      return node.how === 'while' && node.condition ? [node.condition] : [];
    case 'choice':
      return node.condition ? [node.condition] : [];
    case 'return':
      return node.value && isTruth(node.value, fn?.result) ? [node.value] : [];
    case 'fn': {
      const last = node.body.at(-1);
      return last?.kind === 'do' && isTruth(last.value, node.result) && (node.short || node.result !== undefined) ? [last.value] : [];
    }
    default:
      return [];
  }
}

function isTruth(node: Expr, result: string | undefined): boolean {
  if (/^(?:bool|boolean|Boolean)$/.test(result ?? '')) return true;
  return node.kind === 'operate' && /^(?:!|not|[<>]=?|[!=]==?|in|not in|is|is not)$/.test(node.operator);
}

/** Edits that turn a condition into its opposite. @param compared whether comparisons are turned, too */
function negated(node: Expr, around: Around, compared = false): Change['fix'] | undefined {
  const written = around.text(node);
  if (!isShort(written, 120) || isLiteral(node)) return undefined;
  if (node.kind === 'operate' && node.operands.length === 1 && /^(?:!|not)$/.test(node.operator)) {
    return replaced({ start: node.start, end: inBrackets(node.operands[0]!, around).start }, '');
  }
  // Their own operators have opposites.
  if (node.kind === 'operate' && OPPOSITES[node.operator] && !(compared && /^[<>]/.test(node.operator))) return undefined;
  const not = around.file.language === 'python' ? 'not ' : '!';
  const isSimple = /^(?:name|member|call|index)$/.test(node.kind);
  const bare = isSimple || (around.file.language === 'python' && !some([node], (each) => each.kind === 'choice'));
  return replaced(node, bare ? `${not}${written}` : `${not}(${written})`);
}
