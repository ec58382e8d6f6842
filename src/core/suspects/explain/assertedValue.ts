import { wordSet } from './textTests';
import { only } from '../../only';
import { expectationOf } from '../../context/causeOrder';

import { calledName } from '../../flow/codeIndex';
import { computedFrom } from '../../flow/computed';
import { flow } from '../../flow/flow';
import { assertedIn } from './testUse';
import { textOf, type At, type Way } from '../../flow/way';
import type { Expr } from '../../syntax/lower/ir';
import { nodesIn } from '../../syntax/lower/ir';
import { lineOf, nodesOn, spanOfLines } from '../../syntax/lower/places';
import { code, placeText, type ExplainInput } from './explanation';
import { originIn } from './followed';
import type { Place } from '../../flow/originSteps';
import { originPlace, originSentences } from './originText';
import type { ProgramView } from './programView';
import type { TracedValues } from './tracedValues';

/** Assertions that name the expected value first. */
const EXPECTED_FIRST = wordSet('php ruby');
const NOTHING = wordSet('NaN undefined null None nil');

/** An expression on the way of an asserted value that computes something. */
interface Computed {
  expr: Expr;
  at: At;
}

/** Where the program computes the value that a failed test asserts, followed from the assertion back. */
export function traceAsserted(input: ExplainInput): TracedValues | undefined {
  const { at, view, frame, evidence } = input;
  const expectation = expectationOf(evidence.report, 0);
  const expr = assertedOn(at);
  if (!expectation || !expr) return undefined;
  const where: At = { file: at.file, frame };
  const ways = throughComputing(view, flow(view, expr, where).ways);
  const places = computedOn(ways, at.file.file);
  const wrong = NOTHING.has(expectation.actual.trim()) ? missingOperand(places, input) : undefined;
  if (wrong) return { ...wrong, asserted: 'wrong' };
  const computed = computedBy(places);
  return computed && { ...computed, asserted: 'computed' };
}

const MOST_CALLS = 4;
/** Calls of libraries that compute a number or a text of what they are given. */
const COMPUTES = wordSet(
  'sum max min any all join implode array_sum mean fsum round int float str abs Number String parseInt parseFloat floor ceil trunc toFixed to_s to_i to_f trim strip number_format Decimal',
);

function computes(expr: Expr): boolean {
  return expr.kind === 'call' ? COMPUTES.has(calledName(expr)) : expr.kind === 'operate' || expr.kind === 'assign' || expr.kind === 'index';
}

/** Goes on with what a value is computed from: `sum(price * count for …)`, `round(total, 2)`, `start + size`. */
function throughComputing(view: ProgramView, ways: readonly Way[], depth = 0): Way[] {
  return ways.flatMap((way) => {
    const isEnd = way.end || way.open || way.last.path.length > 0 || depth > MOST_CALLS || !computes(way.last.expr);
    const parts = isEnd ? [] : computedFrom(way.last);
    const from = parts.flatMap(({ expr, at, path }) => (expr.kind === 'literal' ? [] : flow(view, expr, at, path).ways));
    if (from.length === 0) return [way];
    return throughComputing(view, from, depth + 1).map((each) => ({ ...each, trail: [...way.trail, ...each.trail] }));
  });
}

/** The value that the assertion on a line compares with one that is written out. */
function assertedOn({ file, line }: ExplainInput['at']): Expr | undefined {
  const nodes = nodesOn(file.code, spanOfLines(file, line));
  const sides = assertedIn(nodes).flatMap((each) => (each.kind === 'operate' && each.operator === '==' ? each.operands : [each]));
  const open = sides.filter((side) => !isWritten(side));
  return EXPECTED_FIRST.has(file.language) ? open.at(-1) : open[0];
}

const MAKES_VALUE = wordSet('Date Decimal date datetime array');

/** Whether an expression is written out, without names. */
function isWritten(value: Expr): boolean {
  return ![...nodesIn([value])].some((node) => node.kind === 'name' && !NOTHING.has(node.name) && !MAKES_VALUE.has(node.name));
}

const LONGEST = 160;

/** What the ways go through that computes: an operation, a slice. Outside of the test. */
function computedOn(ways: readonly Way[], test: string): Computed[] {
  const found = ways
    .flatMap(({ trail }) => trail)
    .filter(
      ({ expr, at }) =>
        at.file.file !== test && (expr.kind === 'operate' || (expr.kind === 'index' && expr.slice)) && expr.end - expr.start < LONGEST,
    );
  return [...new Map(found.map((each) => [`${each.at.file.file}:${lineOf(each.at.file, each.expr.start)}`, each])).values()];
}

/** The only operand on the way that the code leaves without a value. */
function missingOperand(places: readonly Computed[], { view, at }: ExplainInput): TracedValues | undefined {
  const found = places.flatMap(({ expr, at: where }) =>
    operandsOf(expr).flatMap((operand) => {
      const origin = originIn(flow(view, operand, where));
      return origin.end && origin.end.kind !== 'lookup' ? [{ operand, where, expr, origin }] : [];
    }),
  );
  const one = only(found);
  if (!one) return undefined;
  const { operand, where, expr, origin } = one;
  const place = placeAt({ expr, at: where });
  const name = code(textOf(where, operand));
  const end = originPlace({ steps: [], end: origin.end! })!;
  return {
    sentences: [
      `${code(textOf(where, expr))} (${placeText(place, at)}) has ${name} in it, which is missing.`,
      ...originSentences({ steps: [], end: origin.end! }, 'undefined', at),
    ],
    evidence: [
      { ...place, why: `reads ${name}` },
      { ...end, why: 'where it is left out' },
    ],
    origin: place,
  };
}

/** The names and members that an operation reads. */
function operandsOf(expr: Expr): Expr[] {
  const inside = nodesIn([expr], (node) => node.kind === 'member' || node.kind === 'call' || node.kind === 'index' || node.kind === 'fn');
  return [...inside].filter((node): node is Expr => node !== expr && (node.kind === 'name' || node.kind === 'member')).slice(0, 6);
}

function placeAt({ expr, at }: Computed): Place {
  return { file: at.file.file, line: lineOf(at.file, expr.start) };
}

/** Expressions that a sentence names. */
const MOST_PLACES = 4;

/** The expressions that compute the asserted value. */
function computedBy(places: readonly Computed[]): TracedValues | undefined {
  const [first, ...others] = places;
  if (!first || others.length >= MOST_PLACES) return undefined;
  return {
    sentences: [],
    evidence: places.map((each, step) => ({ ...placeAt(each), why: `computes ${code(textOf(each.at, each.expr))}`, step: step + 1 })),
    origin: placeAt(first),
  };
}
