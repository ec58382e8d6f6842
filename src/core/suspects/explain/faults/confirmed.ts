import { nodesIn, type Expr, type Ir, type Span } from '../../../syntax/lower/ir';
import { inserted, replaced } from './edits';
import { fault, LIKE_C, SCRIPT, type Around, type Fault, type Hit } from './fault';
import {
  assignsOf,
  callName,
  changedNumbers,
  elements,
  isFn,
  isLiteral,
  isName,
  lastName,
  moduleValue,
  plain,
  receiverOf,
  some,
  valueOf,
} from './shapes';

const ALL = [...LIKE_C, 'python', 'go', 'ruby', 'rust', 'kotlin'] as const;

/** The elements of a printed list, in its order. */
function inOrder(value: string): string[] | undefined {
  const inner = /^\s*[[({]([^]*)[\])}]\s*$/.exec(value)?.[1];
  return inner?.split(/[,\n]+/).flatMap((part) => (part.trim() === '' ? [] : [plain(part.trim())]));
}

/** Whether a result has one element or one number more than wanted. */
export function isOneMore(wanted: string, got: string): boolean {
  const [a, b] = [inOrder(wanted), inOrder(got)];
  if (a && b && b.length === a.length + 1) return a.every((each, at) => each === b[at]);
  return changedNumbers(wanted, got)?.some(([x, y]) => y === x + 1) ?? false;
}

const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

/** Whether a result has the elements that were wanted, in the order of their signs where numbers or letters were meant. */
function isSortedByCode(wanted: string, got: string): boolean {
  if (elements(wanted) === undefined || elements(wanted) !== elements(got) || wanted === got) return false;
  const all = inOrder(got) ?? [];
  const right = (inOrder(wanted) ?? []).join('\n');
  if (all.length < 2 || all.toSorted().join('\n') !== all.join('\n')) return false;
  return (
    right === all.toSorted(byNumber).join('\n') ||
    right === all.toSorted((a, b) => a.toLowerCase().localeCompare(b.toLowerCase())).join('\n')
  );
}

/** Whether digits can be parted so that the parts sum to a number: `023` and 5, `53` and 8. */
function isJoined(sum: number, digits: string): boolean {
  if (!/^\d{2,12}$/.test(digits) || !Number.isFinite(sum)) return false;
  const parts = (from: number, left: number): boolean => {
    if (from === digits.length) return left === 0;
    for (let to = from + 1; to <= digits.length; to += 1) {
      const part = Number(digits.slice(from, to));
      if (part <= left && (from > 0 || to < digits.length) && parts(to, left - part)) return true;
    }
    return false;
  };
  return parts(0, sum);
}

/** What gives how many elements there are. */
const LENGTH = /^(?:len|length|size|count|Count|Length|strlen|sizeof)$/;

const flat = (value: string): string => value.replace(/[[\](){}\s]/g, '');
const brackets = (value: string): number => value.match(/[[({]/g)?.length ?? 0;

/** Whether a condition ends a loop that counts from a start to an end which is no list's length. */
function countsTo(node: Ir): { operator: string; end: Expr; whole: Expr } | undefined {
  if (node.kind !== 'loop') return undefined;
  const { condition, over } = node;
  if (condition?.kind === 'operate' && /^[<>]=?$/.test(condition.operator) && condition.operands.length === 2)
    return { operator: condition.operator, end: condition.operands[1]!, whole: condition };
  if (over?.kind === 'operate' && /^\.\.[.=<]?$/.test(over.operator) && over.operands.length === 2)
    return { operator: over.operator, end: over.operands[1]!, whole: over };
  return undefined;
}

/** A pattern that a text is only asked to hold somewhere. */
function askedPattern(node: Extract<Expr, { kind: 'call' }>, { file }: Around): Extract<Expr, { kind: 'literal' }> | undefined {
  const name = callName(node);
  const receiver = receiverOf(node);
  const [first, second] = node.args.map(({ value }) => value);
  const made = (each: Expr | undefined): Expr | undefined => (isName(each) ? assignsOf(each.name, file.code)[0]?.value : each);
  const inner = (each: Expr | undefined): Expr | undefined => {
    const value = made(each);
    return value?.kind === 'call' && callName(value) === 'compile' ? value.args[0]?.value : value;
  };
  const pattern = (SCRIPT as readonly string[]).includes(file.language)
    ? name === 'test'
      ? inner(receiver)
      : undefined
    : file.language === 'python'
      ? /^(?:match|search)$/.test(name)
        ? inner(isName(receiver, 're') ? first : receiver)
        : undefined
      : file.language === 'php'
        ? name === 'preg_match'
          ? first
          : undefined
        : /^match\??$/.test(name)
          ? [inner(first), inner(receiver), second].find((each) => isLiteral(each, 'pattern'))
          : undefined;
  return isLiteral(pattern, 'pattern', 'text') && !pattern.parts ? pattern : undefined;
}

/** What good code has, too: told only where the result is of the kind that it makes. */
export const confirmed: readonly Fault[] = [
  fault({
    id: 'end-included',
    byResult: true,
    languages: ALL,
    source: 'CWE-193; Clippy range_plus_one; CodeQL',
    on: 'loop',
    find(loop, { text }) {
      const found = countsTo(loop);
      if (!found || !/^(?:<=|>=|\.\.=|\.\.)$/.test(found.operator) || isLiteral(found.end)) return undefined;
      if (found.operator === '..' && loop.over && /\.\.[.<]/.test(text(loop.over))) return undefined;
      const at = found.whole.start + text(found.whole).lastIndexOf(found.operator);
      return {
        at: found.whole,
        by: text(found.end),
        ...(/^[<>]=$/.test(found.operator) && { fix: [{ start: at + 1, end: at + 2, text: '' }] }),
      };
    },
    fits: isOneMore,
  }),
  fault({
    id: 'end-left-out',
    byResult: true,
    languages: ALL,
    source: 'CWE-193; CodeQL',
    on: 'loop',
    find(loop, around) {
      const { text } = around;
      const range = loop.over?.kind === 'call' && isName(loop.over.callee, 'range') ? loop.over.args.map(({ value }) => value) : undefined;
      const found = range && range.length > 1 ? { operator: '<', end: range[1]!, whole: loop.over! } : countsTo(loop);
      if (!found || !/^(?:<|>|\.\.\.|\.\.<)$/.test(found.operator) || isLiteral(found.end)) return undefined;
      // From 0 to a length, all places have a turn.
      const end = valueOf(found.end, around) ?? moduleValue(text(found.end), around)?.made.value ?? found.end;
      const from = range?.[0] ?? (loop.over?.kind === 'operate' ? loop.over.operands[0] : loop.init?.find(({ kind }) => kind === 'assign'));
      const begin = from?.kind === 'assign' ? from.value : from;
      if (LENGTH.test(lastName(end) || callName(end)) && (begin === undefined || (isLiteral(begin, 'number') && Number(begin.value) === 0)))
        return undefined;
      return { at: found.whole, by: text(found.end) };
    },
    fits: (wanted, got) => isOneMore(got, wanted),
  }),
  fault({
    id: 'sorted-by-code',
    byResult: true,
    languages: ['python', 'ruby', 'php', ...SCRIPT, 'go', 'rust'],
    source: 'Sonar S2871; Python Sorting HOW TO; MDN Intl.Collator; PHP manual, natsort',
    on: ['call', 'member'],
    find(node, { text, parent, file }) {
      // A comparator of its own may compare in any way.
      const isOwn = (SCRIPT as readonly string[]).includes(file.language) && node.kind === 'call' && node.args.length > 0;
      if (isOwn && !some([node], (each) => callName(each) === 'localeCompare' && each.kind === 'call' && each.args.length === 1))
        return undefined;
      if (node.kind === 'member' && parent?.kind === 'call' && parent.callee === node) return undefined;
      const name = node.kind === 'member' ? node.name : callName(node);
      if (
        !/^(?:sorted|sort|sort!|sort_by|sort_by!|sortedBy|toSorted|usort|ksort|asort|rsort|sorted_by|OrderBy|Sort|Strings|sort_unstable|sortBy)$/.test(
          name,
        )
      )
        return undefined;
      if (
        some(
          [node],
          (each) =>
            /^(?:int|float|Number|parseInt|to_i|to_f|intval|parseFloat|lower|downcase|toLowerCase)$/.test(
              each.kind === 'member' ? each.name : callName(each),
            ) ||
            (each.kind === 'operate' && each.operator === '-'),
        )
      )
        return undefined;
      return { at: node, by: text(node).split('(', 1)[0]! };
    },
    fits: isSortedByCode,
  }),
  fault({
    id: 'joined-not-added',
    byResult: true,
    languages: SCRIPT,
    source: 'typescript-eslint restrict-plus-operands; Sonar S3760; CodeQL',
    on: ['operate', 'assign'],
    find(node, { text }) {
      const [left, right] =
        node.kind === 'assign'
          ? node.operator === '+='
            ? [node.target, node.value]
            : []
          : node.operator === '+' && node.operands.length === 2
            ? node.operands
            : [];
      if (!left || !right || [left, right].every((each) => isLiteral(each)) || [left, right].some((each) => isLiteral(each, 'text')))
        return undefined;
      const isNumber = (each: Expr): boolean => isLiteral(each, 'number') || /^(?:Number|parseInt|parseFloat)$/.test(callName(each));
      if (isNumber(left) && isNumber(right)) return undefined;
      const [a, b] = [left, right].map((each) => (isNumber(each) ? text(each) : `Number(${text(each)})`));
      return {
        at: node,
        by: text(left),
        other: text(right),
        fix: replaced(node, `${node.kind === 'assign' ? `${text(left)} = ` : ''}${a} + ${b}`),
      };
    },
    fits: (wanted, got) => isJoined(Number(plain(wanted)), plain(got)),
  }),
  fault({
    id: 'added-as-one',
    byResult: true,
    languages: [...SCRIPT, 'python', 'ruby'],
    source: 'Python FAQ; MDN Array.prototype.push; Ruff',
    on: ['call', 'operate'],
    find(node, { text }) {
      const given =
        node.kind === 'operate'
          ? node.operator === '<<'
            ? node.operands[1]
            : undefined
          : /^(?:push|append|unshift)$/.test(callName(node)) && node.args.length === 1
            ? node.args[0]!.value
            : undefined;
      if (!given || isLiteral(given) || given.kind === 'same' || given.kind === 'map') return undefined;
      return { at: node, by: text(given) };
    },
    fits: (wanted, got) => flat(wanted) === flat(got) && brackets(got) > brackets(wanted) && brackets(wanted) > 0,
  }),
  fault({
    id: 'begins-at-zero',
    byResult: true,
    languages: ALL,
    source: 'CodeQL; CWE-1188',
    on: 'loop',
    find(loop, { fn, text, file }) {
      if (!fn) return undefined;
      for (const node of nodesIn(loop.body, isFn)) {
        if (node.kind !== 'branch' || node.condition.kind !== 'operate' || !/^[<>]=?$/.test(node.condition.operator)) continue;
        const set = node.then.find(
          (each) =>
            each.kind === 'assign' &&
            isName(each.target) &&
            node.condition.kind === 'operate' &&
            node.condition.operands.some((one) => isName(one, lastName(each.target))),
        );
        if (set?.kind !== 'assign' || !isName(set.target)) continue;
        const start = assignsOf(set.target.name, fn.body).find((each) => each.start < loop.start);
        if (!start || !isLiteral(start.value, 'number') || !/^(?:0|-1|999\d*|1000\d*)(?:\.0)?$/.test(start.value.value)) continue;
        return { at: start, by: set.target.name, other: text(start.value), also: { file, at: node } };
      }
      return undefined;
    },
    fits: (wanted, got, { other = '' }) => Number(plain(got)) === Number(other) && plain(wanted) !== plain(got),
  }),
  fault({
    id: 'extreme-of-none',
    byResult: true,
    languages: SCRIPT,
    source: 'MDN Math.max; Sonar; TypeScript lib',
    on: 'call',
    find(call, { text }) {
      const [only] = call.args.map(({ value }) => value);
      if (
        !isName(receiverOf(call), 'Math') ||
        !/^(?:max|min)$/.test(callName(call)) ||
        call.args.length !== 1 ||
        only?.kind !== 'same' ||
        only.how !== 'spread'
      )
        return undefined;
      return { at: call, by: text(only.of), other: callName(call) === 'max' ? '-Infinity' : 'Infinity' };
    },
    fits: (_wanted, got) => /Infinity/.test(got),
  }),
  fault({
    id: 'pattern-not-anchored',
    byResult: true,
    languages: [...SCRIPT, 'python', 'ruby', 'php'],
    source: 'CodeQL missing-regexp-anchor; Sonar S6353',
    on: 'call',
    find(call, around) {
      const pattern = askedPattern(call, around);
      if (!pattern) return undefined;
      const written = pattern.value.replace(/^\/|\/[a-z]*$/g, '');
      const isBegun = /^(?:\^|\\A)/.test(written) || (around.file.language === 'python' && callName(call) === 'match');
      const isEnded = /(?:\$|\\[zZ])$/.test(written);
      if (isBegun && isEnded) return undefined;
      return {
        at: call,
        by: around.file.text.slice(pattern.start, pattern.end) === around.text(pattern) ? around.text(pattern) : pattern.value,
        other: isBegun ? '$' : '^',
        fix: anchored(pattern, written, { isBegun, isEnded }, around.text),
      };
    },
    fits: (wanted, got) => /^(?:false)$/i.test(wanted.trim()) && /^true$/i.test(got.trim()),
  }),
];

/** A pattern that holds for the whole of a text. */
function anchored(
  pattern: Span,
  written: string,
  { isBegun, isEnded }: { isBegun: boolean; isEnded: boolean },
  text: Around['text'],
): Hit['fix'] {
  const at = text(pattern).indexOf(written);
  if (at < 0 || written === '' || (written.includes('|') && (isBegun || isEnded))) return undefined;
  const [open, close] = written.includes('|') ? ['^(?:', ')$'] : [isBegun ? '' : '^', isEnded ? '' : '$'];
  const start = pattern.start + at;
  return [...inserted(start, open), ...inserted(start + written.length, close)].filter((edit) => edit.text !== '');
}
