import type { Ir, Span } from '../../../syntax/lower/ir';
import { replaced } from '../../../suspects/explain/faults/edits';
import type { Around } from '../../../suspects/explain/faults/fault';
import { callName, isLiteral, lastName, some, wordsOf } from '../../../suspects/explain/faults/shapes';
import { inBrackets, isShort, mayBe, operatorsOf, type Change, type LogicTemplate } from './logicTemplate';

const ARITHMETIC: Readonly<Record<string, readonly string[]>> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/', '+'],
  '/': ['*', '%'],
  '//': ['/', '%', '*'],
  '%': ['/'],
  '<<': ['>>'],
  '>>': ['<<'],
  '&': ['|'],
  '|': ['&'],
  '**': ['*'],
};

/** How many of a smaller unit a word in a name counts. */
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^weeks?$/, 7],
  [/^days?$/, 24],
  [/^(?:hours?|minutes?|mins)$/, 60],
  [/^(?:seconds?|secs?|kilos?|kg|km|kilometers?|kilometres?|thousands?)$/, 1000],
  [/^(?:percent(?:age)?|pct|rate|discount|tax|vat|interest|euros?|dollars?|pounds?|cents?|metres?|meters?)$/, 100],
  [/^(?:years?|months?|dozens?)$/, 12],
];

/** Words for a time in milliseconds. */
const CLOCK = /^(?:now|clock|ms|millis|milliseconds?|timestamp)$/;

/** Whether a node is added to a time in milliseconds, or taken from it. */
function isBesideClock(node: Ir, { parent, text }: Around): boolean {
  if (parent?.kind !== 'operate' || !/^[-+]$/.test(parent.operator)) return false;
  return parent.operands.some((each) => each !== node && wordsOf(text(each)).some((word) => CLOCK.test(word)));
}

const ROUNDS = /^(?:round|floor|ceil|Round|Floor|Ceil|Ceiling|intdiv|int|to_i|trunc|toFixed|rint|roundToInt)$/;

/** Calculations: operators, one more or less, order and grouping, units. */
/** The numbers that the texts of a list are. */
const NUMBERS_OF: Readonly<Record<string, string>> = {
  javascript: '$.map(Number)',
  python: '[int(each) for each in $]',
  ruby: '$.map(&:to_i)',
  php: "array_map('intval', $)",
};

export const numberTemplates: readonly LogicTemplate[] = [
  {
    name: 'other-operator',
    share: 3,
    fits: { assertion: 1.5 },
    results: { number: 1.5, sign: 3 },
    at: (node, around) =>
      operatorsOf(node, around).flatMap(({ operator, left, right, ...place }) => {
        if (isText(left) || isText(right)) return [];
        return (ARITHMETIC[operator] ?? [])
          .filter((other) => other !== '/' || operator !== '//' || around.file.language === 'python')
          .map((other): Change => {
            const by = around.text(right);
            const says =
              operator + other === '+-'
                ? 'adds-for-subtract'
                : operator + other === '-+'
                  ? 'subtracts-for-add'
                  : operator + other === '*/'
                    ? 'multiplies-for-divide'
                    : operator + other === '/*'
                      ? 'divides-for-multiply'
                      : operator + other === '///'
                        ? 'drops-the-fraction'
                        : 'other-calculation';
            return {
              likely: /^[-+]$/.test(operator) ? 1 : 0.5,
              at: node,
              by: says === 'other-calculation' ? operator : by,
              other,
              says,
              fix: replaced(place, other),
            };
          });
      }),
  },
  {
    name: 'other-bound',
    share: 4,
    fits: { range: 6, assertion: 1.5 },
    results: { byOne: 3, missing: 1.5, extra: 1.5, number: 1.2 },
    at(node, around) {
      if (isLiteral(node, 'number')) {
        if (!/^\d{1,4}$/.test(node.value) || !isReckoned(node, around)) return [];
        const value = Number(node.value);
        const isStep = around.parent?.kind === 'operate' && /^[-+]$/.test(around.parent.operator);
        return [value + 1, value - 1]
          .filter((each) => each >= (isStep ? 1 : 0))
          .map((other) => byOne(node, node, String(other), other > value, around));
      }
      // `x + 1` → `x`
      return operatorsOf(node, around).flatMap(({ operator, left, right }): Change[] =>
        /^[-+]$/.test(operator) && isLiteral(right, 'number') && right.value === '1'
          ? [byOne(node, { start: left.end, end: right.end }, '', operator === '-', around)]
          : [],
      );
    },
  },
  {
    name: 'one-off',
    share: 2,
    fits: { range: 3, assertion: 1 },
    results: { byOne: 4, missing: 1.5, extra: 1.5 },
    at(node, around) {
      if (!isCounting(node, around) || isLiteral(node) || !mayBe('number', node, around) || !isShort(around.text(node))) return [];
      if (node.kind === 'operate' && /^[-+]$/.test(node.operator) && isLiteral(node.operands[1], 'number')) return [];
      const text = around.text(node);
      const whole =
        /^(?:name|member|call|index)$/.test(node.kind) || (node.kind === 'operate' && /^[-+*]$/.test(node.operator)) ? text : `(${text})`;
      return ['+', '-'].map((sign) => byOne(node, node, `${whole} ${sign} 1`, sign === '+', around));
    },
  },
  {
    name: 'regrouped',
    ofResult: true,
    share: 4,
    fits: { assertion: 1.5 },
    results: { number: 2, fraction: 2 },
    at: regrouped,
  },
  {
    name: 'multiplied-first',
    ofResult: true,
    share: 4,
    fits: { assertion: 1.5 },
    results: { number: 3 },
    // `a / b * c` → `a * c / b`
    at(node, around) {
      const [found, more] = operatorsOf(node, around);
      if (!found || more || found.operator !== '*') return [];
      const [inner, third] = operatorsOf(found.left, around);
      if (!inner || third || !/^\/\/?$/.test(inner.operator)) return [];
      const [a, b, c] = [inner.left, inner.right, found.right].map((each) => around.text(inBrackets(each, around)));
      return [{ at: node, says: 'divides-first', fix: replaced(node, `${a} * ${c} ${inner.operator} ${b}`) }];
    },
  },
  {
    name: 'rounded-later',
    ofResult: true,
    share: 2.5,
    fits: { assertion: 1.5 },
    results: { byOne: 2, fraction: 2, number: 1.5 },
    // `round(a) * b` → `round(a * b)`
    at(node, around) {
      return operatorsOf(node, around).flatMap(({ operator, left, right }): Change[] => {
        if (!/^[-+*/]$/.test(operator)) return [];
        return [left, right].flatMap((each): Change[] => {
          if (each.kind !== 'call' || !ROUNDS.test(callName(each)) || each.args.length !== 1 || each.args[0]!.value.end + 1 !== each.end)
            return [];
          const inner = each.args[0]!.value;
          const before = around.text({ start: each.start, end: inner.start });
          const kept =
            inner.kind === 'operate' && /^[*/]$/.test(operator) && !/^[*/]$/.test(inner.operator)
              ? `(${around.text(inner)})`
              : around.text(inner);
          const whole = around.text({ start: node.start, end: each.start }) + kept + around.text({ start: each.end, end: node.end });
          return [{ at: node, by: around.text(each), says: 'rounds-early', fix: replaced(node, `${before}${whole})`) }];
        });
      });
    },
  },
  {
    name: 'numbers-of-texts',
    ofResult: true,
    share: 1.5,
    results: { reordered: 1.5 },
    at(node, { file, text, parent }) {
      if (node.kind !== 'call' || !/^(?:split|explode|match_all|scan)$/.test(callName(node)) || !isShort(text(node))) return [];
      // What is called on it may make numbers of it already.
      if (parent?.kind === 'member' && /^(?:map|collect)$/.test(parent.name)) return [];
      const form = NUMBERS_OF[/^(?:typescript|tsx)$/.test(file.language) ? 'javascript' : file.language];
      return form
        ? [
            {
              at: node,
              of: node,
              says: 'texts-not-numbers',
              fix: replaced(
                node,
                form.replace('$', () => text(node)),
              ),
            },
          ]
        : [];
    },
  },
  {
    name: 'unit-converted',
    ofResult: true,
    share: 1.5,
    fits: { assertion: 1 },
    results: { factor: 3, number: 1.5 },
    at(node, around) {
      if (!isQuantity(node, around) || !isShort(around.text(node))) return [];
      const words = wordsOf([lastName(node), node.kind === 'call' ? callName(node) : '', around.text(node)].join(' '));
      const units = UNITS.filter(([unit]) => words.some((word) => unit.test(word))).map(([, count]) => count);
      if (isBesideClock(node, around)) units.push(1000);
      return [...new Set(units)].flatMap((count) =>
        ['*', '/'].map((sign): Change => ({
          at: node,
          by: String(count),
          says: sign === '*' ? 'unit-not-multiplied' : 'unit-not-divided',
          fix: replaced(node, `${around.text(node)} ${sign} ${count}`),
        })),
      );
    },
  },
  {
    name: 'remainder-of-negative',
    share: 0.5,
    fits: { range: 2, assertion: 1 },
    results: { sign: 2, number: 1, nothing: 2 },
    at(node, around) {
      const [found, more] = operatorsOf(node, around);
      if (!found || more || found.operator !== '%' || /^(?:python|ruby)$/.test(around.file.language) || isLiteral(found.left)) return [];
      const [a, b] = [found.left, found.right].map((each) => around.text(inBrackets(each, around)));
      return [{ at: node, says: 'remainder-negative', fix: replaced(node, `((${a} % ${b}) + ${b}) % ${b}`) }];
    },
  },
  {
    name: 'other-assignment',
    ofResult: true,
    share: 2,
    fits: { assertion: 1.5 },
    results: { number: 1.5, missing: 1.5, sign: 2 },
    at(node, around) {
      if (node.kind !== 'assign' || !node.value || node.declares !== undefined) return [];
      const between = around.text({ start: node.target.end, end: node.value.start });
      const found = between.lastIndexOf(node.operator);
      if (found < 0) return [];
      const place = { start: node.target.end + found, end: node.target.end + found + node.operator.length };
      const inLoop = around.path.some((each) => each.kind === 'loop' || (each.kind === 'fn' && each.name === ''));
      const isSelf = some([node.value], (each) => around.text(each) === around.text(node.target)) !== undefined;
      switch (node.operator) {
        case '+=':
          return [change(node, place, '-=', 'adds-for-subtract', around), change(node, place, '=', 'adds-up', around)];
        case '-=':
          return [change(node, place, '+=', 'subtracts-for-add', around)];
        case '*=':
          return [change(node, place, '+=', 'other-calculation', around)];
        // A bit that is not set is set by it.
        case '^=':
          return [change(node, { start: place.start, end: node.value.start }, '&= ~', 'other-calculation', around)];
        case '=':
          return inLoop && !isSelf && !/^(?:list|map|fn)$/.test(node.value.kind) ? [change(node, place, '+=', 'replaces-sum', around)] : [];
        default:
          return [];
      }
    },
  },
];

function change(node: Extract<Ir, { kind: 'assign' }>, place: Span, to: string, says: Change['says'], around: Around): Change {
  const by =
    says === 'other-calculation'
      ? node.operator
      : /^(?:adds-up|replaces-sum)$/.test(says)
        ? around.text(node.target)
        : around.text(node.value!);
  return { at: node, by, other: to, says, fix: replaced(place, to) };
}

/** One more or one less of a number. @param more whether the change makes it larger */
function byOne(node: Ir, place: Span, text: string, more: boolean, { path, parent }: Around): Change {
  const around =
    parent?.kind === 'index' && parent.of !== node
      ? parent
      : path.findLast((each) => each.kind === 'index' && each.slice !== true && each.of.end <= node.start);
  const isIndex = around?.kind === 'index' && !around.slice && around.end >= node.end;
  return {
    at: isIndex ? around : parent && parent.kind === 'operate' ? parent : node,
    of: isIndex ? around : parent?.kind === 'operate' ? parent : node,
    says: isIndex ? (more ? 'element-before' : 'element-after') : more ? 'one-too-few' : 'one-too-many-there',
    fix: replaced(place, text),
  };
}

const isText = (node: Ir): boolean => isLiteral(node, 'text') || (node.kind === 'operate' && node.operands.some(isText));

/** A number that counts or points: compared, added, an index, an argument, what something begins with. */
function isReckoned(node: Ir, { parent, path }: Around): boolean {
  switch (parent?.kind) {
    case 'operate':
      return true;
    case 'index':
      return parent.of !== node;
    case 'call':
      return parent.callee !== node;
    case 'assign':
      // A count goes up by one.
      return parent.value === node && parent.operator === '=';
    case 'return':
      return true;
    case 'opaque':
      return path.at(-2)?.kind === 'index';
    default:
      return false;
  }
}

/** Functions whose arguments are places or lengths. */
const COUNTED =
  /^(?:range|xrange|slice|substring|substr|splice|repeat|take|drop|skip|first|last|at|charAt|islice|each_slice|times|upto|downto|step|limit|subList|Substring|Take|Skip|GetRange|array_slice|str_repeat|resize|nth|get|padStart|padEnd|ljust|rjust)$/;

/** A value that counts or points: an index, an end of a slice, a bound of a loop, an argument of what counts. */
function isCounting(node: Ir, around: Around): boolean {
  const { parent, path } = around;
  switch (parent?.kind) {
    case 'index':
      return parent.of !== node && !isLiteral(node, 'text');
    case 'opaque':
      return path.at(-2)?.kind === 'index';
    // Filled into a text.
    case 'literal':
      return /^(?:name|member|index)$/.test(node.kind);
    case 'call':
      return parent.callee !== node && (COUNTED.test(callName(parent)) || countsIn(node, around));
    case 'operate':
      return (
        (/^(?:[<>]=?|\.\.[.=<]?|until|downTo)$/.test(parent.operator) && parent.operands.at(-1) === node) ||
        (/^[/%]$/.test(parent.operator) && parent.operands[0] === node)
      );
    case 'return':
      return (
        node.kind !== 'fn' &&
        node.kind !== 'list' &&
        node.kind !== 'map' &&
        !(node.kind === 'operate' && /^(?:!|not|&&|and|[<>]=?|[!=]==?)$/.test(node.operator))
      );
    default:
      return false;
  }
}

/** Whether a name counts the turns of a loop around it, or is a place in the function's words. */
function countsIn(node: Ir, { path }: Around): boolean {
  return (
    node.kind === 'name' &&
    path.some(
      (each) =>
        each.kind === 'loop' &&
        /^(?:count|keys)$/.test(each.how) &&
        (each.init ?? []).some((set) => set.kind === 'assign' && set.target.kind === 'name' && set.target.name === node.name),
    )
  );
}

/** A value that is added to, compared with or divided by another. */
function isQuantity(node: Ir, { parent }: Around): boolean {
  if (!/^(?:name|member|call|index)$/.test(node.kind)) return false;
  if (parent?.kind === 'return') return true;
  if (parent?.kind === 'assign') return parent.value === node;
  return parent?.kind === 'operate' && /^(?:[-+]|[<>]=?)$/.test(parent.operator);
}

/** Other brackets: `a + b * c` → `(a + b) * c`, and back. */
function regrouped(node: Ir, around: Around): Change[] {
  const [found, more] = operatorsOf(node, around);
  if (!found || more) return [];
  const { left, right, operator } = found;
  const changes: Change[] = [];
  const span = (start: number, end: number): string => around.text({ start, end });
  const [first, second] = [inBrackets(left, around), inBrackets(right, around)];
  if (/^(?:[-+]|\?\?|\|\||or|&&|and)$/.test(operator)) {
    const [inner, third] = operatorsOf(right, around);
    if (
      inner &&
      !third &&
      second.start === right.start &&
      /^(?:[-+*/%]|\/\/|&&|and)$/.test(inner.operator) &&
      !(operator === '+' && /^[-+]$/.test(inner.operator)) &&
      isShort(around.text(node), 120)
    )
      changes.push({
        at: node,
        by: around.text(right),
        says: 'binds-first',
        fix: [...replaced({ start: first.start, end: first.start }, '('), ...replaced({ start: inner.left.end, end: inner.left.end }, ')')],
      });
  }
  if (/^(?:[-+]|&&|and)$/.test(operator)) {
    const [inner, third] = operatorsOf(left, around);
    if (inner && !third && first.start === left.start && (/^[*/%]$/.test(inner.operator) || /^(?:\|\||or)$/.test(inner.operator)))
      changes.push({
        at: node,
        by: around.text(left),
        says: 'binds-first',
        fix: [
          ...replaced({ start: inner.right.start, end: inner.right.start }, '('),
          ...replaced({ start: second.end, end: second.end }, ')'),
        ],
      });
  }
  // Brackets taken out.
  for (const [operand, whole] of [
    [left, first],
    [right, second],
  ] as const)
    if (
      whole.start < operand.start &&
      operand.kind === 'operate' &&
      operand.operands.length === 2 &&
      /^[-+*/%]$/.test(operator) &&
      /^[-+]$/.test(operand.operator)
    )
      changes.push({
        at: node,
        by: span(operand.start, operand.end),
        says: 'binds-first',
        fix: replaced(whole, around.text(operand)),
      });
  return changes;
}
