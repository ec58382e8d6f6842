import { traitsOf } from '../../../flow/traits';
import { only } from '../../../only';
import { nodesIn, type Expr, type Ir } from '../../../syntax/lower/ir';
import { namesSet } from '../../../syntax/lower/scopes';
import { familyOf } from '../../../workspace/languages';
import { limitOf } from '../numberLimits';
import { isOneMore } from './confirmed';
import { inserted } from './edits';
import { fault, LIKE_C, SCRIPT, type Fault } from './fault';
import { isPattern } from './misused';
import { assignsOf, callName, isFn, isGiven, isLiteral, isName, plain, reads, receiverOf, some } from './shapes';

const ALL = [...LIKE_C, 'python', 'go', 'ruby', 'rust', 'kotlin'] as const;

/** Relative difference up to which two numbers differ only by rounding: some hundred units in the last place of a double. */
const ROUNDING = 1e-13;

function differByRounding(wanted: string, got: string): boolean {
  const [a, b] = [Number(plain(wanted)), Number(plain(got))];
  return Number.isFinite(a) && Number.isFinite(b) && a !== b && Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b));
}

/** How many months a date, or the number of a month, is later than the wanted one; undefined where the days differ, or it is neither. */
function monthsLate(wanted: string, got: string): number | undefined {
  const [a, b] = [wanted, got].map((text) => /(\d{4})-(\d{2})-(\d{2})/.exec(text)?.slice(1).map(Number));
  if (a && b) return a[2] === b[2] ? (b[0]! - a[0]!) * 12 + b[1]! - a[1]! : undefined;
  // Of two dates that differ in one number only, this is the number, behind its line.
  const [from, to] = [wanted, got].map((text) => Math.abs(Number(plain(text))));
  return Number.isInteger(from) && Number.isInteger(to) && from! <= 12 && to! <= 12 ? to! - from! : undefined;
}

const isOne = (node: Ir | undefined): boolean => isLiteral(node, 'number') && node.value === '1';

/** `end - 1`, or the place -1. */
function isOneBefore(node: Ir | undefined): boolean {
  return node?.kind === 'operate' && node.operator === '-' && isOne(node.operands.at(-1));
}

/** Calls that give a part of a list or a text up to a place that their last argument names. */
const PARTS = /^(?:slice|substring|subList|take|Take|GetRange)$/;

/** What makes its elements only when something goes through it. */
const LAZY: Readonly<Record<string, RegExp>> = {
  rust: /^(?:map|filter|inspect|filter_map)$/,
  python: /^(?:map|filter)$/,
  java: /^(?:map|filter|peek)$/,
  csharp: /^(?:Select|Where)$/,
};

/** What good code has, too: told only where the result is of the kind that it makes. */
export const outcomes: readonly Fault[] = [
  fault({
    id: 'fractions-rounded',
    byResult: true,
    languages: ALL,
    source: 'Sonar S1244; Python tutorial, Floating-Point Arithmetic; 0.30000000000000004.com',
    on: ['operate', 'assign'],
    find(node) {
      const operands = node.kind === 'assign' ? [node.target, node.value] : node.operands;
      if (!/^[-+*/]=?$/.test(node.operator) || operands.some((each) => isLiteral(each, 'text'))) return undefined;
      return { at: node };
    },
    fits: differByRounding,
  }),
  fault({
    id: 'month-from-one',
    byResult: true,
    languages: SCRIPT,
    source: 'MDN Date; Sonar S6653',
    on: 'call',
    find(call, { parent, text }) {
      const month = call.args[1]?.value;
      const isMade = call.makes ? isName(call.callee, 'Date') : callName(call) === 'UTC' && isName(receiverOf(call), 'Date');
      if (isMade && month && call.args.length > 2)
        return isOneBefore(month) ? undefined : { at: call, by: text(month), other: 'late', fix: inserted(month.end, ' - 1') };
      if (!/^get(?:UTC)?Month$/.test(callName(call)) || (parent?.kind === 'operate' && parent.operands.some(isOne))) return undefined;
      return { at: call, by: text(call), other: 'early' };
    },
    fits: (wanted, got, { other }) => monthsLate(wanted, got) === (other === 'late' ? 1 : -1),
  }),
  fault({
    id: 'object-as-key',
    byResult: true,
    languages: SCRIPT,
    source: 'MDN Property accessors; typescript-eslint no-base-to-string; Sonar S6551',
    on: 'assign',
    find(assign, { fn, files, text }) {
      const { target } = assign;
      const key = target.kind === 'index' ? target.keys[0] : undefined;
      if (!fn || target.kind !== 'index' || !isName(key) || !isName(target.of)) return undefined;
      const made = only(assignsOf(target.of.name, fn.body))?.value;
      const loop = some(fn.body, (node) => node.kind === 'loop' && node.how === 'each' && isName(node.target, key.name));
      const over = loop?.kind === 'loop' ? loop.over : undefined;
      const index = fn.params.findIndex(({ name }) => isName(over, name));
      const areObjects = (value: Expr): boolean => value.kind === 'list' && value.elements[0]?.kind === 'map';
      if (made?.kind !== 'map' || made.entries.length > 0 || index < 0 || !isGiven(fn.name, files, areObjects, index)) return undefined;
      return { at: assign, of: target, by: text(key) };
    },
    fits: (wanted, got) => wanted !== got,
  }),
  fault({
    id: 'built-too-early',
    byResult: true,
    languages: [...SCRIPT, 'python'],
    source: 'MDN Closures; React documentation, stale closures',
    on: 'fn',
    find(fn, { file, text }) {
      const inner = [...nodesIn(fn.body)].filter(isFn);
      for (const made of fn.body) {
        if (made.kind !== 'assign' || !isName(made.target) || !made.value || isFn(made.value)) continue;
        const { name } = made.target;
        const read = fn.body.find(
          (each) => each.kind === 'assign' && each.start < made.start && namesSet(each.target).some((one) => reads(one, [made.value!])),
        );
        const used = inner.some(({ body }) => reads(name, body));
        if (read?.kind !== 'assign' || !isName(read.target) || !used || assignsOf(name, [...nodesIn(fn.body)]).length > 1) continue;
        const of = read.target.name;
        const changed = inner.flatMap(({ body }) => assignsOf(of, body)).find(({ declares }) => declares === undefined);
        if (changed) return { at: made, by: name, other: text(read.target), also: { file, at: changed } };
      }
      return undefined;
    },
    fits: (wanted, got) => wanted !== got,
  }),
  fault({
    id: 'part-ends-early',
    byResult: true,
    languages: ALL,
    source: 'CWE-193; Python tutorial, slices',
    on: ['index', 'call'],
    find(node, { text }) {
      const [end] =
        node.kind === 'call'
          ? [node.args.at(-1)?.value]
          : node.keys.flatMap((each) => (each.kind === 'opaque' ? each.parts : [each])).slice(-1);
      const isPart =
        node.kind === 'call'
          ? PARTS.test(callName(node))
          : node.slice === true && end !== undefined && text(node).endsWith(`${text(end)}]`);
      return isPart && end && isOneBefore(end) ? { at: node, by: text(end) } : undefined;
    },
    fits: (wanted, got) => isOneMore(got, wanted),
  }),
  fault({
    id: 'lazy-not-run',
    languages: ['rust', 'python', 'java', 'csharp'],
    source: 'Clippy unused_must_use; Sonar S3958; Ruff B018; Roslyn CA1806',
    on: ['do', 'assign'],
    find(node, { file, text, fn }) {
      if (node.kind === 'assign' && text(node.target) !== '_') return undefined;
      // The last expression of a function is its value.
      if (node.kind === 'do' && traitsOf(file.language).tails && fn?.body.at(-1) === node) return undefined;
      const { value } = node;
      const isFree = file.language === 'python';
      if (value?.kind !== 'call' || (receiverOf(value) === undefined) !== isFree || !LAZY[familyOf(file.language)]!.test(callName(value)))
        return undefined;
      return { at: value, by: text(value.callee).split('.').at(-1)! };
    },
  }),
  fault({
    id: 'wraps-around',
    byResult: true,
    languages: ['go', 'java', 'csharp', 'cpp', 'rust', 'kotlin'],
    source: 'CWE-190; SpotBugs; gosec G115; Clippy arithmetic_side_effects',
    on: ['assign', 'fn'],
    find(node, { file }) {
      for (const at of node.kind === 'fn' ? node.params : [node]) {
        const limit = at.type === undefined ? undefined : limitOf(at.type, file);
        if (limit) return { at, by: at.type!, other: `${limit.smallest} to ${limit.largest}` };
      }
      return undefined;
    },
    fits(wanted, got, { other = '' }) {
      const [least, most] = other.split(' to ').map(Number);
      const [right, wrong] = [wanted, got].map((text) => (/^-?\d{1,15}$/.test(text.trim()) ? Number(text) : NaN));
      const holds = (value: number): boolean => least! <= value && value <= most!;
      return !Number.isNaN(right! - wrong!) && !holds(right!) && holds(wrong!) && (right! - wrong!) % (most! - least! + 1) === 0;
    },
  }),
  fault({
    id: 'greedy-pattern',
    byResult: true,
    languages: [...SCRIPT, 'python', 'ruby', 'php', 'java', 'go', 'csharp'],
    source: 'regular-expressions.info, laziness instead of greediness; Sonar S5857',
    on: 'literal',
    find(node, around) {
      const at = isPattern(node, around) ? /(\.[+*])\)?(\\?[^\s\\()[\]{}*+?|^$.\w"'/])/.exec(node.value) : null;
      if (!at) return undefined;
      const dot = node.start + around.text(node).indexOf(at[0]);
      return { at: node, by: at[1]!, other: at[2]!.replace('\\', ''), fix: inserted(dot + 2, '?') };
    },
    fits(wanted, got, { other = '' }) {
      const [short, long] = [plain(wanted), plain(got)];
      return short !== '' && long.length > short.length && long.includes(short) && long.slice(short.length).includes(other);
    },
  }),
];
