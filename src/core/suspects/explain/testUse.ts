import { wordSet } from './textTests';
import type { FailureEvidence } from '../../context/failureEvidence';
import { nodesIn, type Expr, type Ir } from '../../syntax/lower/ir';
import { functionAround, lineOf, nodesOn, spanOfLines } from '../../syntax/lower/places';
import { namesSet } from '../../syntax/lower/scopes';
import { callableNames, type CandidateFacts } from '../candidateFacts';
import { calledName } from '../../flow/codeIndex';
import { returnsValue } from '../../flow/returnsValue';

/**
 * What a failing test does with a function: it asserts exactly what the function gives; it asserts something of its result; it makes the
 * asserted value with it; it calls the function within the assertion, as `assert_raises { … }` does; or apart from it, above or below.
 */
export type TestUse = 'gives' | 'asserts' | 'passesOn' | 'callsWithin' | 'callsAbove' | 'callsBelow';

/** Whether a test asserts what a function returns, or a part of it. */
export function assertsResult(use: TestUse | undefined): boolean {
  return use === 'gives' || use === 'asserts';
}

/** Variables that a value is followed through. */
const MOST_NAMES = 12;

/** @returns undefined where the assertion or the test is not known */
export function testUse({ assertion }: FailureEvidence, facts: CandidateFacts, all: readonly CandidateFacts[]): TestUse | undefined {
  const file = assertion && all.find(({ candidate }) => candidate.file === assertion.file)?.file;
  if (!assertion || !file || file.code.length === 0 || facts.testCallShared) return undefined;
  const names = callableNames(facts);
  const end = assertion.line + assertion.text.split('\n').length - 1;
  const span = spanOfLines(file, assertion.line, end);
  const test = functionAround(file.code, span)?.body ?? file.code;
  const asserted = assertedIn(nodesOn(test, span));
  const isCall = (node: Ir): boolean => calledIn(node, names);
  // Of an object whose method is asserted, its constructor only makes what that method works on.
  const makes = facts.fn?.kind === 'constructor' || names.some((name) => ['new', '__init__', 'initialize', '__construct'].includes(name));
  const outer = asserted.find((each) => isOuter(each, isCall) && !(makes && each.kind === 'call' && each.callee.kind === 'member'));
  if (outer) return isGiven(outer, isCall) ? 'gives' : 'asserts';
  // What returns nothing makes no asserted value.
  const passes: TestUse = !makes && (!facts.fn || returnsValue(facts.file, facts.fn)) ? 'passesOn' : 'callsAbove';
  if (holds(asserted, isCall)) return passes;
  const known = namesIn(asserted);
  const receivers = asserted.flatMap((each) =>
    [...nodesIn([each])].flatMap((node) => (node.kind === 'call' && node.callee.kind === 'member' ? [...namesIn([node.callee.of])] : [])),
  );
  for (const name of known) {
    if (known.size > MOST_NAMES) break;
    for (const node of nodesIn(test)) {
      if (node.kind !== 'assign' || !node.value || !namesSet(node.target).includes(name) || lineOf(file, node.start) > end) continue;
      const isDirect = namesIn(asserted).has(name) && !receivers.includes(name);
      if (isDirect && isOuter(node.value, isCall))
        return node.target.kind === 'name' && isGiven(node.value, isCall) && asserted.some((each) => isNamed(each, name))
          ? 'gives'
          : 'asserts';
      if (holds([node.value], isCall)) return passes;
      for (const inner of namesIn([node.value])) known.add(inner);
    }
  }
  const lines = [...nodesIn(test)].filter(isCall).map(({ start }) => lineOf(file, start));
  if (lines.length === 0) return undefined;
  if (lines.some((line) => assertion.line <= line && line <= end)) return 'callsWithin';
  return lines.some((line) => line < assertion.line) ? 'callsAbove' : 'callsBelow';
}

const EQUAL =
  /^(?:assert(?:_?(?:Equals?|Same|NotEquals?|NotSame|equal|not_equal|same|eq|ne|StrictEqual|DeepEqual))\w*|assert_(?:eq|ne)|equals?|(?:not)?(?:deep)?(?:strict)?equal|is|same|like|areEqual|AreEqual|Equal)$/i;
const ASSERTS =
  /^(?:assert\w*|expect\w*|ok|require\w*|check\w*|verify\w*|is\w*|are\w*|not\w*|to\w*|eq|should\w*|deep\w*|strict\w*|equals?|same|like|throws|rejects)$/i;

/** The values that an assertion compares, without its message. */
export function assertedIn(nodes: readonly Ir[]): readonly Expr[] {
  for (const node of nodes) {
    // `assert a == b, message` of Python; `assert_eq!(a, b, message)` of Rust.
    if (
      node.kind === 'opaque' &&
      node.parts.length > 0 &&
      node.parts.length < 4 &&
      nodes.some((each) => each.kind === 'do' && each.value === node)
    )
      return node.parts
        .slice(0, Math.max(1, node.parts.length > 2 ? 2 : node.parts.length === 2 && isText(node.parts[1]!) ? 1 : node.parts.length))
        .filter(isExpr);
    if (node.kind !== 'call') continue;
    const own = calledName(node);
    const values = node.args.map(({ value }) => value);
    if (EQUAL.test(own))
      return [...(values.length > 2 && isText(values[0]!) ? values.slice(1, 3) : values.slice(0, 2)), ...innerOf(node.callee)];
    if (ASSERTS.test(own)) return [...values.slice(0, 1), ...innerOf(node.callee)];
  }
  return nodes
    .slice(0, 1)
    .filter(isExpr)
    .concat(nodes.flatMap((node) => (node.kind === 'branch' ? [node.condition] : node.kind === 'do' ? [node.value] : [])));
}

/** `expect(total(2))` of `expect(total(2)).toBe(3)`. */
function innerOf(callee: Expr): Expr[] {
  return [...nodesIn([callee])].flatMap((node) => (node.kind === 'call' ? node.args.map(({ value }) => value) : []));
}

function isText(node: Ir): boolean {
  return node.kind === 'literal' && node.of === 'text';
}

function isExpr(node: Ir): node is Expr {
  return !wordSet('do loop return throw jump branch switch try class block').has(node.kind);
}

function calledIn(node: Ir, names: readonly string[]): boolean {
  if (node.kind === 'call') return names.includes(calledName(node));
  // Ruby calls a method without brackets.
  return node.kind === 'member' && names.includes(node.name);
}

/** Whether a value is the result of such a call, unchanged. */
function isGiven(value: Expr, isCall: (node: Ir) => boolean): boolean {
  return value.kind === 'same' && value.how !== 'spread' ? isGiven(value.of, isCall) : value.kind === 'call' && isCall(value);
}

function isNamed(value: Expr, name: string): boolean {
  return value.kind === 'same' ? isNamed(value.of, name) : value.kind === 'name' && value.name === name;
}

function isOuter(root: Expr, isCall: (node: Ir) => boolean): boolean {
  for (const node of nodesIn([root], (each) => each.kind === 'call' && !isCall(each))) if (isCall(node)) return true;
  return root.kind === 'call' && [...nodesIn([root.callee])].some(isCall);
}

function holds(roots: readonly Ir[], is: (node: Ir) => boolean): boolean {
  for (const node of nodesIn(roots)) if (is(node)) return true;
  return false;
}

function namesIn(roots: readonly Ir[]): Set<string> {
  const names = new Set<string>();
  for (const node of nodesIn(roots)) if (node.kind === 'name') names.add(node.name);
  return names;
}
