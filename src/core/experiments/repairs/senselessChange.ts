import { History, type Happening } from '../../interpret/history/history';
import { runTest } from '../../interpret/failingTest';
import { Cls, Dict, Func, isNumber, List, type Value } from '../../interpret/values/value';
import type { Program } from '../../flow/way';
import type { Span } from '../../syntax/lower/ir';
import type { TestPlace } from './reproduction';

const ARITHMETIC = /^(?:[-*/%]|\*\*)$/;
const ORDER = /^[<>]=?$/;
const EQUALITY = /^[!=]==?$/;

/**
 * Whether what a change writes works out to values that nobody means: a calculation that gives no number, a member of a number, a place
 * between two elements. It passes by chance then, in languages that go on without a word.
 * @param changed the program with the change
 * @param before the text of its file without it
 */
export function isSenseless(
  changed: Program,
  { file: test, line }: Pick<TestPlace, 'file' | 'line'>,
  name: string,
  before: string,
): boolean {
  const file = changed.files.find((each) => each.file === name);
  const own = changed.files.find((each) => each.file === test.file);
  if (!file || !own) return false;
  const span = changedSpan(before, file.text);
  const history = new History('');
  runTest(changed, own, line, history);
  return history.all.some((each) => each.file === file && touches(each.node, span) && gives(each));
}

/** The part of a text that another one does not have. */
function changedSpan(before: string, after: string): Span {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { start, end: after.length - end };
}

/** Of what is changed, or written around it. */
function touches({ start, end }: Span, span: Span): boolean {
  return start <= span.end && span.start <= end;
}

function gives(happening: Happening): boolean {
  const { node, value, within, ended } = happening;
  if (ended === Number.POSITIVE_INFINITY) return false;
  const of = (part: unknown): Value => within.find((each) => each.node === part)?.value;
  if (node.kind === 'call') return Number.isNaN(value);
  if (node.kind === 'member') return value === undefined && isPlain(of(node.of));
  if (node.kind === 'index') {
    const key = node.keys.length === 1 ? of(node.keys[0]) : undefined;
    return value === undefined && typeof key === 'number' && !(Number.isInteger(key) && key >= 0) && of(node.of) instanceof List;
  }
  if (node.kind !== 'operate' || node.operands.length !== 2) return false;
  const [a, b] = node.operands.map((each) => kindOf(of(each)));
  if (ARITHMETIC.test(node.operator)) return Number.isNaN(value) || isNoNumber(a) || isNoNumber(b);
  if (node.operator === '+')
    return Number.isNaN(value) || (a !== b && (isNoNumber(a) || isNoNumber(b)) && (a === 'number' || b === 'number'));
  if (ORDER.test(node.operator)) return a !== b || isNoNumber(a);
  return EQUALITY.test(node.operator) && [a, b].sort().join() === 'number,text';
}

/** Whether a value has no members of its own. */
function isPlain(value: Value): boolean {
  return isNumber(value) || typeof value === 'boolean' || typeof value === 'string';
}

type Kind = 'number' | 'text' | 'truth' | 'nothing' | 'many' | 'code' | 'other';

function isNoNumber(kind: Kind | undefined): boolean {
  return kind === 'truth' || kind === 'nothing' || kind === 'many' || kind === 'code';
}

function kindOf(value: Value): Kind {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'boolean') return 'truth';
  if (typeof value === 'string') return 'text';
  if (isNumber(value)) return 'number';
  if (value instanceof List || value instanceof Dict) return 'many';
  return value instanceof Func || value instanceof Cls ? 'code' : 'other';
}
