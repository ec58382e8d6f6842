import { nodesIn, type Expr, type Ir } from '../../../syntax/lower/ir';
import { replaced } from './edits';
import { fault, LIKE_C, SCRIPT, type Around, type Fault, type Hit } from './fault';
import {
  assignsOf,
  callName,
  isAskedForTruth,
  isFn,
  isLiteral,
  isName,
  lastName,
  nameOfFn,
  receiverOf,
  isSteady,
  sameCode,
  wordsOf,
} from './shapes';

const ALL = [...LIKE_C, 'python', 'go', 'ruby', 'rust', 'kotlin'] as const;
/** Two comparisons of the same value: `x !== 'a'` and `x !== 'b'`. */
function sameCompared(one: Expr | undefined, other: Expr | undefined, text: Around['text']): readonly [Operation, Operation] | undefined {
  if (one?.kind !== 'operate' || other?.kind !== 'operate' || one.operands.length !== 2 || other.operands.length !== 2) return undefined;
  const left = one.operands[0]!;
  return isSteady(left) && sameCode(text(left), text(other.operands[0]!)) ? [one, other] : undefined;
}

type Operation = Extract<Expr, { kind: 'operate' }>;

const isFixed = (node: Expr | undefined): boolean => isLiteral(node) || (node !== undefined && /^[A-Z][A-Z\d_]+$/.test(lastName(node)));

/** The edit that puts another word between two sides. */
function joined(left: Expr, right: Expr, operator: string, other: string, text: Around['text']): NonNullable<Hit['fix']> {
  const between = text({ start: left.end, end: right.start });
  const at = left.end + between.indexOf(operator);
  return [{ start: at, end: at + operator.length, text: other }];
}

/** `a.start < b.end` and `b.start < a.end`: each is true of every second pair. */
function isOverlap([one, other]: readonly (Expr | undefined)[]): boolean {
  if (one?.kind !== 'operate' || other?.kind !== 'operate' || one.operator !== other.operator || !/^[<>]=?$/.test(one.operator))
    return false;
  const [a, b] = one.operands;
  const [c, d] = other.operands;
  if (a?.kind !== 'member' || b?.kind !== 'member' || c?.kind !== 'member' || d?.kind !== 'member' || a.name === b.name) return false;
  return (
    a.name === c.name &&
    b.name === d.name &&
    isName(a.of) &&
    isName(d.of, a.of.name) &&
    isName(b.of) &&
    isName(c.of, b.of.name) &&
    b.of.name !== a.of.name
  );
}

/** Conditions that ask for something else than they seem to. */
export const conditions: readonly Fault[] = [
  fault({
    id: 'or-for-and',
    languages: ALL,
    source: 'ESLint no-constant-binary-expression; Sonar S2589; Staticcheck SA4022; Clippy; RuboCop Lint; PVS-Studio V547',
    on: 'choice',
    find(node, { text }) {
      const [first, second] = node.options;
      if (node.condition || !/^(?:\|\||or)$/.test(node.operator) || !first || !second) return undefined;
      const pair = sameCompared(first, second, text);
      const [a, b] = pair?.map(({ operands }) => operands[1]) ?? [];
      const differs =
        pair?.every(({ operator }) => /^!==?$/.test(operator)) === true &&
        isFixed(a) &&
        isFixed(b) &&
        a &&
        b &&
        !sameCode(text(a), text(b));
      const covers =
        pair !== undefined &&
        isLiteral(a, 'number') &&
        isLiteral(b, 'number') &&
        ((/^>/.test(pair[0].operator) && /^</.test(pair[1].operator) && Number(a.value) <= Number(b.value)) ||
          (/^</.test(pair[0].operator) && /^>/.test(pair[1].operator) && Number(b.value) <= Number(a.value)));
      if (!differs && !covers && !isOverlap([first, second])) return undefined;
      const and = node.operator === 'or' ? 'and' : '&&';
      return { at: node, by: text(first), other: text(second), fix: joined(first, second, node.operator, and, text) };
    },
  }),
  fault({
    id: 'and-for-or',
    languages: ALL,
    source: 'Sonar S2589; Staticcheck; Pylint R1714; Clippy impossible_comparisons; PVS-Studio V547',
    on: 'operate',
    find(node, { text }) {
      const [first, second] = node.operands;
      if (!/^(?:&&|and)$/.test(node.operator) || !first || !second) return undefined;
      const pair = sameCompared(first, second, text);
      const [a, b] = pair?.map(({ operands }) => operands[1]) ?? [];
      if (!pair || !isLiteral(a) || !isLiteral(b) || sameCode(text(a), text(b)) || a.of !== b.of || a.parts || b.parts) return undefined;
      const areEqual = pair.every(({ operator }) => /^===?$/.test(operator));
      const isEmpty =
        isLiteral(a, 'number') &&
        ((/^</.test(pair[0].operator) && /^>/.test(pair[1].operator) && Number(a.value) < Number(b.value)) ||
          (/^>/.test(pair[0].operator) && /^</.test(pair[1].operator) && Number(a.value) > Number(b.value)));
      if (!areEqual && !isEmpty) return undefined;
      const or = node.operator === 'and' ? 'or' : '||';
      return { at: node, by: text(first), other: text(second), fix: joined(first, second, node.operator, or, text) };
    },
  }),
  fault({
    id: 'compared-in-chain',
    languages: [...SCRIPT, 'cpp', 'python'],
    source: 'Pylint bad-chained-comparison; Ruff; -Wparentheses; Sonar S6679; PVS-Studio V562',
    on: 'operate',
    find(node, { text, file }) {
      const [left, right] = node.operands;
      if (file.language === 'python')
        return node.operands.length > 2 && /\bin\b/.test(node.operator) ? { at: node, by: node.operator } : undefined;
      if (!/^[<>]=?$/.test(node.operator) || left?.kind !== 'operate' || !/^[<>]=?$/.test(left.operator) || !right) return undefined;
      if (file.text[left.start - 1] === '(' && file.text[left.end] === ')') return undefined;
      const middle = left.operands[1]!;
      return { at: node, by: text(left), fix: [{ start: middle.end, end: middle.end, text: ` && ${text(middle)}` }] };
    },
  }),
  fault({
    id: 'mask-compared-first',
    languages: [...SCRIPT, 'cpp'],
    source: '-Wparentheses; ESLint no-mixed-operators; cppcheck clarifyCondition; PVS-Studio V564; CERT EXP00-C',
    on: 'operate',
    find(node, { text, file }) {
      if (!/^[&|^]$/.test(node.operator) || node.operands.length !== 2) return undefined;
      const compared = node.operands.find((each) => each.kind === 'operate' && /^[!=]==?$/.test(each.operator));
      const other = node.operands.find((each) => each !== compared);
      if (
        compared?.kind !== 'operate' ||
        !other ||
        isLiteral(other) ||
        (other.kind === 'operate' && /^(?:[!=]==?|[<>]=?|!|&&)$/.test(other.operator))
      )
        return undefined;
      if (file.text[compared.start - 1] === '(' || !isLiteral(compared.operands[1], 'number') || compared !== node.operands[1])
        return undefined;
      const mask = compared.operands[0]!;
      return {
        at: node,
        by: text(compared),
        other: text(other),
        fix: [{ start: node.start, end: mask.end, text: `(${text({ start: node.start, end: mask.end })})` }],
      };
    },
  }),
  fault({
    id: 'position-above-zero',
    languages: [...SCRIPT, 'python', 'php', 'java', 'csharp', 'kotlin'],
    source: 'Sonar S2692; Error Prone; PHPStan',
    on: 'operate',
    find(node, { text, file }) {
      const [left, right] = node.operands;
      if (node.operator !== '>' || !isLiteral(right, 'number') || right.value !== '0' || left?.kind !== 'call') return undefined;
      const php = file.language === 'php';
      if (
        php
          ? !/^(?:mb_)?str(?:i|r)?pos$/.test(callName(left))
          : !/^(?:indexOf|lastIndexOf|findIndex|find|IndexOf|LastIndexOf)$/.test(callName(left)) || !receiverOf(left)
      )
        return undefined;
      if (file.language !== 'python' && callName(left) === 'find') return undefined;
      const between = text({ start: left.end, end: right.start });
      const at = left.end + between.indexOf('>');
      return {
        at: node,
        by: text(left),
        fix: php ? [{ start: at, end: right.end, text: '!== false' }] : [{ start: at, end: at + 1, text: '>=' }],
      };
    },
    fits: (wanted, got) => (/^true$/i.test(wanted.trim()) && /^false$/i.test(got.trim())) || undefined,
  }),
  fault({
    id: 'list-as-truth',
    languages: [...SCRIPT, 'ruby'],
    source: 'ESLint no-constant-condition; Sonar S2589; typescript-eslint no-unnecessary-condition',
    on: ['call', 'name', 'member'],
    find(node, around) {
      if (!isAskedForTruth(node, around)) return undefined;
      const { fn, file, text, parent } = around;
      const ruby = file.language === 'ruby';
      const all = node.kind === 'name' && fn ? assignsOf(node.name, fn.body) : [];
      const [only] = all;
      const isWhole = all.length === 1 && only?.operator === '=' && isName(only.target);
      const made = node.kind === 'name' ? (isWhole ? only.value : undefined) : node;
      if (!made || /\?\.|&\./.test(text(made))) return undefined;
      const name = made.kind === 'member' ? made.name : callName(made);
      const isList = ruby
        ? /^(?:select|map|reject|find_all|scan|collect|flat_map|sort_by|uniq|compact)$/.test(name) &&
          (made.kind !== 'call' || receiverOf(made) !== undefined)
        : made.kind === 'call' &&
          ((/^(?:filter|map|flatMap)$/.test(name) && takesFunction(made)) ||
            /^(?:querySelectorAll|getElementsBy(?:TagName|ClassName))$/.test(name) ||
            (/^(?:keys|values|entries)$/.test(name) && isName(receiverOf(made), 'Object')) ||
            (name === 'from' && isName(receiverOf(made), 'Array')));
      if (!isList || (made.kind === 'call' && isName(receiverOf(made), '_')) || (node.kind === 'member') !== (made.kind === 'member'))
        return undefined;
      if (around.path.at(-1)?.kind === 'call' && !ruby) return undefined;
      const isNot = parent?.kind === 'operate' && parent.operands.length === 1;
      const span = isNot ? parent : node;
      const asked = ruby ? `${isNot ? '' : '!'}${text(node)}.empty?` : `${text(node)}.length ${isNot ? '===' : '>'} 0`;
      return {
        at: node,
        by: text(made),
        ...(made !== node && { also: { file, at: made } }),
        fix: [{ start: span.start, end: span.end, text: asked }],
      };
    },
  }),
  fault({
    id: 'typeof-misspelt',
    languages: SCRIPT,
    source: 'ESLint valid-typeof; Sonar S4125',
    on: 'operate',
    find(node, { text }) {
      if (!/^[!=]==?$/.test(node.operator)) return undefined;
      const asked = node.operands.find((each) => each.kind === 'operate' && each.operator === 'typeof');
      const given = node.operands.find((each) => isLiteral(each, 'text'));
      const types = ['undefined', 'object', 'boolean', 'number', 'string', 'function', 'symbol', 'bigint'];
      if (!asked || !isLiteral(given, 'text') || given.parts || types.includes(given.value) || given.value === 'unknown') return undefined;
      const meant = types.find((type) => type === given.value.trim().toLowerCase());
      return { at: node, by: text(given), ...(meant && { fix: [{ start: given.start, end: given.end, text: `'${meant}'` }] }) };
    },
  }),
  fault({
    id: 'assert-tuple',
    languages: ['python'],
    source: 'Ruff F631; Pylint assert-on-tuple; Sonar S5905',
    on: 'opaque',
    find(node, { text }) {
      const [only, ...more] = node.parts;
      if (!/^assert\b/.test(text(node)) || only?.kind !== 'list' || only.of !== 'tuple' || only.elements.length < 2 || more.length > 0)
        return undefined;
      return {
        at: node,
        by: text(only),
        ...(text(only).startsWith('(') && { fix: [{ start: only.start, end: only.end, text: text(only).slice(1, -1) }] }),
      };
    },
  }),
  fault({
    id: 'assigned-before-or',
    languages: ['ruby', 'php'],
    source: 'RuboCop Style/AndOr, Lint/AmbiguousOperatorPrecedence; PHPStan; Sonar S2010',
    on: ['choice', 'operate'],
    find(node, { text, parent }) {
      const [first, second] = node.kind === 'choice' ? node.options : node.operands;
      if (!/^(?:or|and)$/i.test(node.operator) || first?.kind !== 'assign' || first.operator !== '=' || !second) return undefined;
      // What a call does may be meant; what it only asks goes nowhere.
      const asks = second.kind === 'call' && /\?$|^(?:is|has|can)[_A-Z]/.test(callName(second)) && parent?.kind === 'do';
      if (!asks && !/^(?:name|literal|list|map|index|operate)$/.test(second.kind)) return undefined;
      return {
        at: node,
        by: text(first.target),
        other: text(second),
        fix: joined(first, second, node.operator, /^or$/i.test(node.operator) ? '||' : '&&', text),
      };
    },
  }),
  fault({
    id: 'statement-compares',
    languages: [...SCRIPT, 'python', 'php', 'cpp'],
    source: 'ESLint no-unused-expressions; Ruff B015; Pylint pointless-statement; -Wunused-comparison; Sonar S905',
    on: 'do',
    find({ value }, { parent, path, text }) {
      if (value.kind !== 'operate' || !/^===?$/.test(value.operator) || value.operands.length !== 2) return undefined;
      const [left, right] = value.operands as readonly [Expr, Expr];
      if ((parent?.kind === 'fn' && parent.short) || !/^(?:name|member|index)$/.test(left.kind)) return undefined;
      if (path.some((node) => node.kind === 'block' && /^\s*(?:async\s+)?with\b/.test(text(node)))) return undefined;
      return { at: value, by: text(left), fix: joined(left, right, value.operator, '=', text) };
    },
  }),
  fault({
    id: 'not-called',
    languages: [...SCRIPT, 'python'],
    source: 'Ruff B018; Pylint pointless-statement; ESLint no-unused-expressions; Sonar S905',
    on: 'do',
    find({ value }, { parent, file }) {
      if (value.kind !== 'member' || (parent?.kind === 'fn' && parent.short)) return undefined;
      const known =
        file.language === 'python'
          ? /^(?:close|commit|rollback|flush|sort|reverse|clear|pop|save|start|stop|join|reload|reset|append|strip|lower|upper|shutdown|release|acquire|terminate|kill|seek|truncate)$/
          : /^(?:close|commit|rollback|flush|sort|reverse|clear|pop|shift|save|start|stop|reload|reset|preventDefault|stopPropagation|trim|toLowerCase|toUpperCase|abort|cancel|unref|destroy|dispose|focus|submit)$/;
      return known.test(value.name) ? { at: value, by: value.name, fix: [{ start: value.end, end: value.end, text: '()' }] } : undefined;
    },
  }),
  fault({
    id: 'limit-wrong-way',
    languages: ALL,
    source: 'Error Prone MathMinMax; PVS-Studio V547; Sonar S3457; Clippy min_max',
    on: ['call', 'member'],
    find(node, { text, parent }) {
      const [outer, all] = extremeOf(node);
      if (!outer || (parent?.kind === 'call' && parent.callee === node)) return undefined;
      const inner = all.find((each) => extremeOf(each)[0] !== undefined);
      const [way, others] = inner ? extremeOf(inner) : [];
      if (inner && way && way !== outer && others && all.length === 2 && others.length === 2) {
        const bound = all.find((each) => each !== inner)!;
        const crossed = others.find((each) => isBeyond(bound, each, outer));
        return crossed ? { at: node, by: text(bound), other: text(crossed), fix: otherWay([node, inner], text) } : undefined;
      }
      const limit = all.length === 2 ? all.find((each) => isConstantLimit(each, outer)) : undefined;
      const other = all.find((each) => each !== limit);
      if (!limit || !other || isFixed(other) || !/^(?:name|member|operate)$/.test(other.kind)) return undefined;
      const at = node.kind === 'call' ? node.callee.end : undefined;
      return {
        at: node,
        by: text(limit),
        other: text(other),
        ...(at !== undefined &&
          /(?:max|min)$/.test(text({ start: node.start, end: at })) && {
            fix: [{ start: at - 3, end: at, text: outer === 'max' ? 'min' : 'max' }],
          }),
      };
    },
  }),
  fault({
    id: 'smallest-is-positive',
    languages: [...SCRIPT, 'python', 'java', 'kotlin', 'cpp'],
    source: 'Error Prone; Sonar S6653; SpotBugs; MDN Number.MIN_VALUE; clang-tidy',
    on: ['member', 'call'],
    find(node, { text, fn }) {
      const written = text(node);
      if (
        !fn ||
        !/^(?:Number\.MIN_VALUE|(?:Double|Float)\.MIN_VALUE|sys\.float_info\.min|std::numeric_limits<(?:double|float)>::min\(\))$/.test(
          written,
        )
      )
        return undefined;
      const isStart = [...nodesIn(fn.body, isFn)].some((each) => each.kind === 'assign' && each.value === node);
      const least = written.startsWith('std::')
        ? written.replace('::min', '::lowest')
        : {
            'Number.MIN_VALUE': '-Infinity',
            'sys.float_info.min': "float('-inf')",
            'Double.MIN_VALUE': 'Double.NEGATIVE_INFINITY',
            'Float.MIN_VALUE': 'Float.NEGATIVE_INFINITY',
          }[written]!;
      return isStart ? { at: node, by: written, fix: replaced(node, least) } : undefined;
    },
  }),
  fault({
    id: 'divides-one-side',
    languages: ALL,
    source: 'PVS-Studio V634; CodeQL; CWE-783',
    on: 'operate',
    find(node, { text, parent, fn, path }) {
      const [left, right] = node.operands;
      if (
        node.operator !== '+' ||
        right?.kind !== 'operate' ||
        !/^(?:\/|\/\/)$/.test(right.operator) ||
        !left ||
        node.operands.length !== 2
      )
        return undefined;
      if (text({ start: left.end, end: right.start }).includes('(')) return undefined;
      const [top, by] = right.operands;
      const isTwo = isLiteral(by, 'number') && /^2(?:\.0)?$/.test(by.value);
      const name =
        parent?.kind === 'assign' ? lastName(parent.target) : parent?.kind === 'return' || parent?.kind === 'do' ? nameOfFn(fn, path) : '';
      const isMiddle = wordsOf(name).some((word) => /^(?:mid|middle|mean|avg|average|center|centre|median|midpoint)$/.test(word));
      // The half of a distance may be added to a start.
      if (
        !isTwo ||
        !isMiddle ||
        !top ||
        !/^(?:name|member|index)$/.test(top.kind) ||
        !/^(?:name|member|index)$/.test(left.kind) ||
        /width|height|length|size|count|span|range/i.test(lastName(top))
      )
        return undefined;
      return {
        at: node,
        by: text(top),
        fix: [{ start: node.start, end: node.end, text: `(${text(left)} + ${text(top)}) ${right.operator} ${text(by)}` }],
      };
    },
  }),
  fault({
    id: 'mask-binds-last',
    languages: [...SCRIPT, 'cpp', 'php'],
    source: '-Wparentheses; PVS-Studio V564; ESLint no-mixed-operators; Sonar S864',
    on: 'operate',
    find(node, { text, file }) {
      const right = node.operands.at(-1);
      if (!/^[&|^]$/.test(node.operator) || node.operands.length !== 2 || right?.kind !== 'operate' || !/^[!=]==?$/.test(right.operator))
        return undefined;
      if (
        file.text[right.start - 1] === '(' ||
        (text(node).endsWith(')') && text({ start: node.operands[0]!.end, end: right.start }).includes('('))
      )
        return undefined;
      const mask = right.operands[0];
      if (!mask || isLiteral(mask, 'text') || !(isLiteral(mask, 'number') || /^[A-Z]/.test(lastName(mask)))) return undefined;
      return {
        at: node,
        by: text(right),
        fix: [
          { start: node.start, end: node.start, text: '(' },
          { start: mask.end, end: mask.end, text: ')' },
        ],
      };
    },
  }),
];

/** `max` and its values: `Math.max(a, b)`, `[a, b].max`. */
function extremeOf(node: Ir): readonly ['min' | 'max' | undefined, readonly Expr[]] {
  if (node.kind === 'member')
    return /^(?:min|max)$/.test(node.name) && node.of.kind === 'list' ? [node.name as 'min', node.of.elements] : [undefined, []];
  if (node.kind !== 'call') return [undefined, []];
  const name = callName(node).toLowerCase();
  const receiver = receiverOf(node);
  const isFree = !receiver || isName(receiver, 'Math') || isName(receiver, 'math') || isName(receiver, 'std');
  return isFree && /^(?:min|max)$/.test(name) && node.args.every((each) => each.name === undefined)
    ? [name as 'min', node.args.map(({ value }) => value)]
    : [undefined, []];
}

const UPPER = /^(?:max|maximum|upper|limit|cap|most|highest|hi|high|ceiling|top|last|end|to)$/;
const LOWER = /^(?:min|minimum|lower|least|lowest|lo|low|floor|bottom|first|start|from)$/;

/** Whether a bound cuts all that another one leaves: `Math.min(0, Math.max(100, x))`. */
function isBeyond(bound: Expr, inner: Expr, outer: 'min' | 'max'): boolean {
  if (isLiteral(bound, 'number') && isLiteral(inner, 'number'))
    return outer === 'min' ? Number(bound.value) < Number(inner.value) : Number(bound.value) > Number(inner.value);
  const [a, b] = [bound, inner].map((each) => wordsOf(lastName(each)));
  const is = (words: readonly string[] | undefined, which: RegExp): boolean => words?.length === 1 && which.test(words[0]!);
  return outer === 'min' ? is(a, LOWER) && is(b, UPPER) : is(a, UPPER) && is(b, LOWER);
}

/** A constant that limits in the other way than it is used: the larger one of `MAX_SIZE` and a value. */
function isConstantLimit(node: Expr, outer: 'min' | 'max'): boolean {
  const name = lastName(node);
  if (!/^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(name)) return false;
  const words = wordsOf(name);
  return outer === 'max' ? words[0] === 'max' || words.at(-1) === 'max' : words[0] === 'min' || words.at(-1) === 'min';
}

/** Whether a call is that of a list's method: it is given one function, and not what a method of that name of another object takes. */
function takesFunction(call: Extract<Expr, { kind: 'call' }>): boolean {
  const [only, ...more] = call.args.map(({ value }) => value);
  return (
    receiverOf(call) !== undefined &&
    more.length === 0 &&
    (only?.kind === 'fn' || /^(?:Boolean|Number|String|(?:is|has|by)[A-Z]\w*)$/.test(lastName(only)))
  );
}

/** The names of a call for the smaller and one for the larger value, exchanged. */
function otherWay(calls: readonly Ir[], text: Around['text']): Hit['fix'] {
  return calls.flatMap((call) => {
    const end = call.kind === 'call' ? call.callee.end : call.end;
    const name = text({ start: end - 3, end });
    return /^[mM]/.test(name) ? replaced({ start: end - 2, end }, /^min$/i.test(name) ? 'ax' : 'in') : [];
  });
}
