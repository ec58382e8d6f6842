import { nodesIn, type Expr, type Fn, type Span } from '../../../syntax/lower/ir';
import { replaced } from '../../../suspects/explain/faults/edits';
import type { Around } from '../../../suspects/explain/faults/fault';
import { callName, isFn, isLiteral, some } from '../../../suspects/explain/faults/shapes';
import { inBrackets, isShort, likeness, operatorsOf, swapped, type Change, type LogicTemplate } from './logicTemplate';

/** Functions that are easily confused, in both directions; of all languages, as each is called in its own. */
const TWINS: readonly (readonly string[])[] = [
  ['floor', 'ceil', 'round'],
  ['Floor', 'Ceiling', 'Round'],
  ['Floor', 'Ceil', 'Round'],
  ['min', 'max'],
  ['Min', 'Max'],
  ['min_by', 'max_by'],
  ['minBy', 'maxBy'],
  ['minByOrNull', 'maxByOrNull'],
  ['min_by_key', 'max_by_key'],
  ['min_element', 'max_element'],
  ['some', 'every'],
  ['any', 'all'],
  ['Any', 'All'],
  ['any?', 'all?', 'none?'],
  ['any_of', 'all_of'],
  ['anyMatch', 'allMatch'],
  ['first', 'last'],
  ['First', 'Last'],
  ['FirstOrDefault', 'LastOrDefault'],
  ['firstOrNull', 'lastOrNull'],
  ['front', 'back'],
  ['begin', 'rbegin'],
  ['firstKey', 'lastKey'],
  ['getFirst', 'getLast'],
  ['addFirst', 'addLast'],
  ['removeFirst', 'removeLast'],
  ['pollFirst', 'pollLast'],
  ['peek', 'poll'],
  ['push', 'unshift'],
  ['pop', 'shift'],
  ['append', 'extend', 'insert'],
  ['pop', 'popleft'],
  ['array_shift', 'array_pop'],
  ['array_unshift', 'array_push'],
  ['push_back', 'push_front'],
  ['pop_back', 'pop_front'],
  ['indexOf', 'lastIndexOf'],
  ['findIndex', 'findLastIndex'],
  ['find', 'findLast'],
  ['index', 'rindex'],
  ['find', 'rfind'],
  ['Index', 'LastIndex'],
  ['IndexOf', 'LastIndexOf'],
  ['strpos', 'strrpos'],
  ['startsWith', 'endsWith', 'includes'],
  ['startswith', 'endswith'],
  ['StartsWith', 'EndsWith'],
  ['HasPrefix', 'HasSuffix'],
  ['starts_with', 'ends_with'],
  ['start_with?', 'end_with?'],
  ['str_starts_with', 'str_ends_with'],
  ['toLowerCase', 'toUpperCase'],
  ['lower', 'upper'],
  ['trimStart', 'trimEnd', 'trim'],
  ['lstrip', 'rstrip', 'strip'],
  ['ltrim', 'rtrim', 'trim'],
  ['trim_start', 'trim_end', 'trim'],
  ['TrimStart', 'TrimEnd', 'Trim'],
  ['TrimLeft', 'TrimRight'],
  ['TrimPrefix', 'TrimLeft'],
  ['TrimSuffix', 'TrimRight'],
  ['padStart', 'padEnd'],
  ['ljust', 'rjust'],
  ['keys', 'values'],
  ['items', 'values'],
  ['keySet', 'values'],
  ['array_keys', 'array_values'],
  ['getKey', 'getValue'],
  ['map', 'filter', 'flatMap'],
  ['select', 'reject', 'map'],
  ['filter', 'filterNot'],
  ['takeWhile', 'dropWhile', 'filter'],
  ['find', 'filter'],
  ['each', 'map'],
  ['sub', 'gsub'],
  ['replace', 'replaceAll'],
  ['slice', 'splice'],
  ['substring', 'substr'],
  ['take', 'skip'],
  ['take', 'drop'],
  ['Take', 'Skip'],
  ['union', 'intersection', 'difference'],
  ['addAll', 'removeAll', 'retainAll'],
  ['add', 'discard'],
  ['put', 'putIfAbsent'],
  ['update', 'setdefault'],
  ['equals', 'equalsIgnoreCase'],
  ['isBefore', 'isAfter'],
  ['before', 'after'],
  ['Before', 'After'],
  ['plus', 'minus'],
  ['add', 'subtract'],
  ['sort', 'rsort'],
  ['asort', 'arsort'],
  ['ksort', 'krsort'],
  ['OrderBy', 'OrderByDescending'],
  ['sortedBy', 'sortedByDescending'],
  ['sorted', 'sortedDescending'],
  ['reduce', 'reduceRight'],
  ['lower_bound', 'upper_bound'],
  ['bisect_left', 'bisect_right'],
  ['getDay', 'getDate'],
  ['getUTCDay', 'getUTCDate'],
  ['weekday', 'isoweekday'],
  ['split', 'rsplit'],
  ['partition', 'rpartition'],
  ['search', 'match', 'fullmatch'],
  ['isdigit', 'isalpha', 'isalnum'],
  ['isDigit', 'isLetter'],
  ['divmod', 'fdiv'],
  ['saturating_sub', 'abs_diff'],
  ['sum', 'max', 'min'],
  ['array_sum', 'max', 'min'],
  ['average', 'sum'],
  ['union', 'intersect'],
  ['Union', 'Intersect', 'Except'],
  ['plusDays', 'minusDays'],
  ['plusMonths', 'plusWeeks', 'plusDays'],
  ['getMonth', 'getDate'],
  ['getHours', 'getUTCHours'],
  ['getDate', 'getUTCDate'],
  ['appendleft', 'append'],
];

const twins = new Map<string, readonly string[]>();
for (const group of TWINS)
  for (const name of group) twins.set(name, [...new Set([...(twins.get(name) ?? []), ...group.filter((each) => each !== name)])]);

/** Of names that several groups have, in which languages they are known. */
const ONLY: Readonly<Record<string, RegExp>> = {
  rfind: /python|cpp|rust/,
  rindex: /python|ruby/,
  lstrip: /python|ruby/,
  rstrip: /python|ruby/,
  strip: /python|ruby/,
  popleft: /python/,
  extend: /python/,
  insert: /python/,
  findLast: /script|tsx|kotlin/,
  every: /script|tsx/,
  some: /script|tsx/,
  difference: /python|cpp|rust/,
  unshift: /script|tsx|ruby/,
  shift: /script|tsx|ruby/,
  splice: /script|tsx/,
  replaceAll: /script|tsx|java|kotlin/,
  gsub: /ruby/,
  rsort: /php/,
  fullmatch: /python/,
  subtract: /java|kotlin|csharp/,
  skip: /java|rust/,
  drop: /kotlin|ruby/,
  sum: /python|ruby|rust|kotlin/,
  array_sum: /php/,
  appendleft: /python/,
};

/** Where `a.f(b)` and `b.f(a)` mean different things for values of one type. */
const ORDERED =
  /^(?:compareTo|compareToIgnoreCase|compare|localeCompare|cmp|partial_cmp|total_cmp|CompareTo|minus|subtract|isBefore|isAfter|startsWith|startswith|starts_with|includes|contains|difference|diff|sub|Sub|before|after|Before|After|<=>)$/;

/** Calls whose only work is to change one value a little. */
const TIDY =
  /^(?:trim|strip|lstrip|rstrip|toLowerCase|toUpperCase|lower|upper|downcase|upcase|reverse|reversed|sort|sorted|round|floor|ceil|abs|Round|Floor|Ceil|Abs|unique|uniq|distinct|toSorted|toReversed|strtolower|strtoupper|trim_start|trim_end|to_lowercase|to_uppercase|TrimSpace|ToLower|ToUpper|capitalize|flat|flatten|compact|rev|clone|copy|slice|dup|not|Not)$/;

/** Calls: their arguments, which one, one too few, one too many, the order of two. */
export const callFormTemplates: readonly LogicTemplate[] = [
  {
    name: 'arguments-swapped',
    share: 3,
    fits: { type: 2, assertion: 1.5 },
    results: { sign: 2, number: 1.2 },
    at(node, around) {
      if (node.kind !== 'call' || node.args.length < 2) return [];
      const isSortCall = /^(?:compare|Compare|cmp|compareTo|signum|strcmp|strcasecmp|strnatcmp)$/.test(callName(node));
      return node.args.slice(1).flatMap((second, place): Change[] => {
        const first = node.args[place]!;
        if (first.name !== undefined || second.name !== undefined || isFn(first.value) || isFn(second.value)) return [];
        const [a, b] = [around.text(first.value), around.text(second.value)];
        if (
          a === b ||
          a.length + b.length > 80 ||
          (isLiteral(first.value) && isLiteral(second.value) && first.value.of !== second.value.of)
        )
          return [];
        return [
          {
            at: node,
            by: a,
            other: b,
            says: isSortCall ? 'compares-in-reverse' : 'arguments-in-wrong-order',
            fix: swapped(first.value, second.value, around),
          },
        ];
      });
    },
  },
  {
    name: 'operands-swapped',
    share: 2,
    fits: { assertion: 1.5 },
    results: { sign: 4, reordered: 4, number: 1.2 },
    at(node, around) {
      if (node.kind === 'call' && node.callee.kind === 'member' && node.args.length === 1 && ORDERED.test(callName(node))) {
        const [a, b] = [node.callee.of, node.args[0]!.value];
        if (isFn(b) || isLiteral(b) || !/^(?:name|member|index|call)$/.test(b.kind) || some([a], isFn)) return [];
        if (around.text(a) === around.text(b) || !isShort(around.text(node), 120)) return [];
        const plainB = around.text(b).replace(/^&/, '');
        const reference = around.text({ start: a.end, end: node.end }).includes('&') ? '&' : '';
        const span = { start: b.start, end: b.end };
        const before = reference && !around.text(b).startsWith('&') ? '' : reference;
        const fix = [...replaced(a, plainB), ...replaced(span, `${before}${around.text(a)}`)];
        return [{ at: node, by: around.text(a), other: plainB, says: 'compares-in-reverse', fix }];
      }
      const grouped = (inner: Expr, whole: Span): string =>
        inner.kind === 'operate' && whole.start === inner.start ? `(${around.text(inner)})` : around.text(whole);
      return operatorsOf(node, around).flatMap(({ operator, left, right }): Change[] => {
        if (!/^(?:-|\/|%|\/\/|<=>|in|instanceof)$/.test(operator) || !isShort(around.text(node), 120)) return [];
        const [a, b] = [inBrackets(left, around), inBrackets(right, around)];
        if (around.text(a) === around.text(b) || isLiteral(right)) return [];
        const sorts =
          operator === '<=>' ||
          (operator === '-' && around.path.some((each) => each.kind === 'call' && /sort|min|max|compare/i.test(callName(each))));
        return [
          {
            at: node,
            by: around.text(a),
            other: around.text(b),
            says: sorts ? 'compares-in-reverse' : 'sides-in-wrong-order',
            fix: [...replaced(a, grouped(right, b)), ...replaced(b, grouped(left, a))],
          },
        ];
      });
    },
  },
  {
    name: 'argument-dropped',
    untyped: true,
    share: 1,
    at(node, { text }) {
      if (node.kind !== 'call') return [];
      return node.args.slice(1).flatMap(({ value }, place): Change[] => {
        const before = node.args[place]!.value;
        return isShort(text(value))
          ? [{ at: node, by: text(value), says: 'argument-too-many', fix: replaced({ start: before.end, end: value.end }, '') }]
          : [];
      });
    },
  },
  {
    name: 'other-method',
    share: 3,
    fits: { notCallable: 2, assertion: 1.5 },
    at(node, around) {
      if (node.kind !== 'call' || node.makes) return [];
      const name = callName(node);
      const end = node.callee.end;
      const place = { start: end - name.length, end };
      if (name === '' || around.text(place) !== name) return [];
      const others = [...(twins.get(name) ?? []), ...siblings(node, name, around)];
      return [...new Set(others)]
        .filter((other) => !Object.hasOwn(ONLY, other) || ONLY[other]!.test(around.file.language))
        .slice(0, 4)
        .map((other): Change => ({ at: node, by: name, other, says: 'other-call', fix: replaced(place, other) }));
    },
  },
  {
    name: 'calls-reordered',
    ofResult: true,
    share: 2,
    fits: { assertion: 1.5 },
    // `f(g(x))` → `g(f(x))`, `x.f().g()` → `x.g().f()`
    at(node, around) {
      if (node.kind !== 'call' || !isShort(around.text(node), 160)) return [];
      const inner = node.args.length === 1 ? node.args[0]!.value : undefined;
      if (inner?.kind === 'call' && inner.args.length === 1 && node.callee.kind === 'name' && inner.callee.kind === 'name')
        return [
          {
            at: node,
            by: around.text(inner.callee),
            other: around.text(node.callee),
            says: 'calls-in-wrong-order',
            fix: swapped(node.callee, inner.callee, around),
          },
        ];
      const before = node.callee.kind === 'member' ? node.callee.of : undefined;
      if (before?.kind !== 'call' || before.callee.kind !== 'member') return [];
      const [first, second] = [
        { start: before.callee.of.end, end: before.end },
        { start: before.end, end: node.end },
      ];
      if (/\n/.test(around.text(first) + around.text(second))) return [];
      return [{ at: node, by: callName(before), other: callName(node), says: 'calls-in-wrong-order', fix: swapped(first, second, around) }];
    },
  },
  {
    name: 'call-dropped',
    ofResult: true,
    share: 1.5,
    fits: { assertion: 1.5 },
    results: { case: 2, blanks: 2, reordered: 2, fraction: 2, byOne: 1.5 },
    at(node, around) {
      if (node.kind !== 'call' || !TIDY.test(callName(node)) || around.parent?.kind === 'do') return [];
      const value =
        node.callee.kind === 'member' && node.args.length === 0
          ? node.callee.of
          : node.args.length === 1 && !isFn(node.args[0]!.value)
            ? node.args[0]!.value
            : undefined;
      if (
        !value ||
        (node.callee.kind === 'member' && node.args.length > 0 && !/^[A-Z]\w*$|^math$|^strings$/.test(around.text(node.callee.of)))
      )
        return [];
      return [
        {
          at: node,
          by: callName(node),
          says: 'call-too-many',
          fix: replaced(node, around.text(value.kind === 'operate' ? { start: value.start - 1, end: value.end + 1 } : value)),
        },
      ];
    },
  },
  {
    name: 'order-reversed',
    ofResult: true,
    share: 1,
    fits: { assertion: 1 },
    results: { reordered: 5, number: 0.5 },
    at(node, around) {
      if (node.kind !== 'call') return [];
      const name = callName(node);
      const { language } = around.file;
      const last = node.args.at(-1);
      if (language === 'python' && /^(?:sorted|sort)$/.test(name)) {
        const given = node.args.find((each) => each.name === 'reverse');
        const fix = given
          ? replaced(given.value, around.text(given.value) === 'True' ? 'False' : 'True')
          : replaced({ start: node.end - 1, end: node.end - 1 }, last ? ', reverse=True' : 'reverse=True');
        return [{ at: node, says: 'sorts-in-reverse', fix }];
      }
      if (language === 'ruby' && /^(?:sort|sort_by)$/.test(name))
        return [{ at: node, says: 'sorts-in-reverse', fix: replaced({ start: node.end, end: node.end }, '.reverse') }];
      if (/^(?:javascript|typescript|tsx)$/.test(language) && /^(?:sort|toSorted)$/.test(name) && !last)
        return [{ at: node, says: 'sorts-in-reverse', fix: replaced({ start: node.end, end: node.end }, '.reverse()') }];
      if (language === 'java' && /^(?:comparing\w*)$/.test(name))
        return [{ at: node, says: 'sorts-in-reverse', fix: replaced({ start: node.end, end: node.end }, '.reversed()') }];
      return [];
    },
  },
  {
    name: 'passed-value-itself',
    ofResult: true,
    share: 1,
    fits: { assertion: 1.2 },
    // `list.slice(1)` → `list`, `marks[1:]` → `marks`
    at(node, around) {
      if (node.kind === 'index' && node.slice)
        return [{ at: node, by: around.text(node.of), says: 'part-of-whole', fix: replaced(node, around.text(node.of)) }];
      if (node.kind !== 'call' || node.callee.kind !== 'member' || node.args.length === 0) return [];
      if (!/^(?:slice|skip|drop|take|filter|Skip|Take|subList|first|last)$/.test(callName(node))) return [];
      return [{ at: node, by: around.text(node.callee.of), says: 'part-of-whole', fix: replaced(node, around.text(node.callee.of)) }];
    },
  },
];

/** Functions of the program that take as many arguments and have a similar name: other methods of the same class, other functions beside it. */
function siblings(node: Extract<Expr, { kind: 'call' }>, name: string, { files, path }: Around): string[] {
  const own = path.findLast((each) => each.kind === 'fn' && each.name !== '') as Fn | undefined;
  const found = new Set<string>();
  for (const file of files)
    for (const each of nodesIn(file.code)) {
      if (each.kind !== 'class') continue;
      const methods = each.members.filter((member): member is Fn => member.kind === 'fn');
      if (!methods.some((fn) => fn.name === name)) continue;
      for (const fn of methods) if (fn.params.filter(({ implicit }) => !implicit).length === node.args.length) found.add(fn.name);
    }
  if (node.callee.kind === 'name')
    for (const file of files)
      for (const each of file.code)
        if (each.kind === 'fn' && each.params.length === node.args.length && likeness(each.name, name) > 0.2) found.add(each.name);
  return [...found]
    .filter(
      (each) =>
        each !== name && each !== own?.name && /^[a-zA-Z_]\w*[?]?$/.test(each) && !/^(?:constructor|__\w+__|initialize|new)$/.test(each),
    )
    .sort((a, b) => likeness(b, name) - likeness(a, name))
    .slice(0, 2);
}
