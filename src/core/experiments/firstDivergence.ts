import { isTestFile } from '../context/testCode';
import type { WrongRelation } from './asserted/assertedValue';
import type { WatchedFunction } from './returns/watchReturns';
import type { Hop } from './valueChain/hop';
import { shapeAt } from './valueChain/memberPath';
import { mergeShapes, type Shape } from './shape';
import { shapeFits } from './shapeFits';
import { shapeText } from './shapeText';
import { typeAdmits } from './typeAdmits';

interface SeenShape {
  shape: Shape;
  order: number;
  /** How the value is what the test got wrongly. */
  wrong?: WrongRelation;
  /** 1-based line of the statement that handed it out, for a function's return value. */
  line?: number;
}

/** The observations at one hop. */
export interface SeenHop {
  hop: Hop;
  /** Shapes in the failing run, each with its position in time; empty where the hop was never reached. */
  failing: SeenShape[];
  passing: Shape[];
}

export interface TracedHop {
  file: string;
  line: number;
  function?: string;
  expression: string;
  /** `unreached` where the failing run never reached the hop. */
  failing: string;
  passing: string[];
  declared?: string;
}

export interface TraceVerdict {
  hops: TracedHop[];
  /** 0-based index of the first hop with a failing shape that nothing allows. */
  divergence?: number;
}

/**
 * Hops in the order of the failing run, and the first one with a shape outside those of passing runs, its declared type and the checks of
 * the code beside it.
 * @param maker the first function that handed out the value of a failed assertion, or a wrong piece of it
 */
export function firstDivergence(seen: readonly SeenHop[], maker?: WatchedFunction & { file: string }): TraceVerdict {
  const byShape = seen.map((each) => strangeShape(each, seen));
  // Shapes tell nothing of a value of the right kind: then the first place with the value that the test got.
  const byValue = seen.map(wronglyGot);
  // What comes into the maker may be right there: it is wrong where it leaves.
  const byMaker = byValue.map((each, at) => (maker && isWithin(seen[at]!.hop, maker) ? each : undefined));
  const strange = [byShape, byMaker].find((each) => each.some(Boolean)) ?? byValue;
  const first = Math.min(...strange.map((each) => each?.order ?? Infinity));
  // A place reached repeatedly counts with its state before the value went wrong.
  const orders = seen.map(
    ({ failing }, at) => strange[at]?.order ?? (failing.findLast(({ order }) => order <= first) ?? failing[0])?.order ?? Infinity,
  );
  // A hop that was never reached comes before the hop that it leads to.
  for (const [at, { failing, hop }] of seen.entries()) {
    let next = failing.length ? undefined : hop.into;
    for (let steps = 0; next !== undefined && orders[next] === Infinity && steps < seen.length; steps++) next = seen[next]?.hop.into;
    if (next !== undefined) orders[at] = orders[next]! - 0.5;
  }
  const kept = seen.map((_, at) => at).filter((at) => seen[at]!.failing.length > 0 || seen[at]!.passing.length > 0);
  kept.sort((a, b) => orders[a]! - orders[b]! || b - a);
  const hops = kept.map((at): TracedHop => {
    const { hop, failing, passing } = seen[at]!;
    const shown = strange[at] ?? failing.findLast(({ order }) => order <= first) ?? failing[0];
    const handedOut = hop.returns?.find(({ startLine, endLine }) => startLine <= (shown?.line ?? 0) && (shown?.line ?? 0) <= endLine);
    // It ended by itself: none of its statements handed the value out.
    const ended =
      hop.returns && shown?.line !== undefined && !handedOut
        ? { line: shown.line, expression: hop.ended ?? 'end of the callback' }
        : undefined;
    return {
      file: hop.file,
      line: handedOut?.startLine ?? ended?.line ?? hop.line,
      ...(hop.function && { function: hop.function }),
      expression: handedOut?.expression ?? ended?.expression ?? hop.expression,
      failing: shown ? shapeText(shown.shape) + (strange !== byShape && shown.wrong ? WRONG_WORDS[shown.wrong] : '') : 'unreached',
      passing: [...new Set(passing.map(shapeText))].slice(0, 5),
      ...(hop.declared && { declared: hop.declared }),
    };
  });
  const divergence = kept.findIndex((at) => strange[at] !== undefined);
  // One place may be both where a name is read and where it is handed out.
  const isRepeated = (at: number): boolean => at > 0 && JSON.stringify(hops[at]) === JSON.stringify(hops[at - 1]);
  const shown = hops.filter((_, at) => !isRepeated(at));
  const before = hops.slice(0, divergence + 1).filter((_, at) => isRepeated(at)).length;
  return { hops: shown, ...(divergence >= 0 && { divergence: divergence - before }) };
}

function isWithin({ file, line }: Hop, fn: WatchedFunction & { file: string }): boolean {
  return file === fn.file && fn.startLine <= line && line <= fn.endLine;
}

/** End the description of a value that the failed test shows. */
export const WRONG_WORDS: Record<WrongRelation, string> = {
  whole: ', the value that the test got',
  part: ', a wrong part of what the test got',
  around: ', with a wrong part of what the test got',
};

/** What a test writes itself is no fault of the code, however far it comes. */
function wronglyGot({ hop, failing }: SeenHop): SeenShape | undefined {
  return isTestFile(hop.file) ? undefined : failing.find(({ wrong }) => wrong);
}

/** The first shape of the failing run that nothing allows. */
function strangeShape(each: SeenHop, seen: readonly SeenHop[]): SeenShape | undefined {
  return (
    unawaited(each, seen) ??
    each.failing.find(({ shape }) => !isAllowed(each, shape) && !isAllowedLater(each, shape, seen)) ??
    each.failing.find(({ shape }) => lacksWhatIsRead(each, shape))
  );
}

/** What is read of the value later is empty in it, and never was in passing runs. */
function lacksWhatIsRead({ hop: { path }, passing }: SeenHop, shape: Shape): boolean {
  if (!path) return false;
  const there = shapeAt(settled(shape), path);
  const others = passing.map((each) => shapeAt(settled(each), path));
  // A member that is absent may be added later; one that is empty was set so.
  if (!others.length) return there !== undefined && isNothing(there) && shapeText(there) !== 'undefined';
  return (
    there !== undefined && others.length > 0 && others.every((each) => each !== undefined && !mayBeNothing(each)) && mayBeNothing(there)
  );
}

function mayBeNothing(shape: Shape): boolean {
  return shape.kind === 'union' ? shape.of.some(isNothing) : isNothing(shape);
}

/** A promise that reaches, unawaited, code that uses it as its value. A function may return one: its caller awaits it. */
function unawaited(each: SeenHop, seen: readonly SeenHop[]): SeenShape | undefined {
  const promiseAt = ({ failing }: SeenHop) => failing.find(({ shape }) => isPromise(shape));
  let at: SeenHop | undefined = each;
  for (let steps = 0; at && at.hop.when !== 'returns' && promiseAt(at) && steps < seen.length; steps++) {
    if (at.hop.usedAsValue && !at.passing.some(isPromise)) return promiseAt(each);
    at = at.hop.into === undefined ? undefined : seen[at.hop.into];
  }
  return undefined;
}

function isPromise(shape: Shape): boolean {
  return (shape.kind === 'around' && shape.name === 'Promise') || (shape.kind === 'plain' && /^(?:Promise|coroutine)$/.test(shape.name));
}

function isAllowed({ hop, passing }: SeenHop, shape: Shape): boolean {
  const value = settled(shape);
  if (isPending(value)) return true;
  if (passing.length && shapeFits(value, passing.map(settled))) return true;
  const declared = hop.declared === undefined ? undefined : typeAdmits(hop.declared, value);
  if (isNothing(value))
    return hop.tested || declared === true || (declared === undefined && passing.length === 0 && hop.declared !== undefined);
  // Without a passing run or an informative type, only an empty value is suspicious.
  return declared === true || (declared === undefined && (passing.length === 0 || isCloseTo(value, passing)));
}

/** Tests differ in the fields of records and the elements of lists, but not in the kind of value. */
function isCloseTo(value: Shape, passing: readonly Shape[]): boolean {
  const merged = mergeShapes(passing.map(settled));
  const kinds = merged.kind === 'union' ? merged.of : [merged];
  return kinds.some((each) => each.kind === value.kind && value.kind !== 'plain' && !holdsNothing(value));
}

/** A value that a later hop's type allows is not a fault of earlier hops without a type. */
function isAllowedLater(each: SeenHop, shape: Shape, seen: readonly SeenHop[]): boolean {
  const value = settled(shape);
  for (let next = each.hop.into, steps = 0; next !== undefined && steps < seen.length; steps++) {
    const later = seen[next];
    if (!later) return false;
    const same = later.failing.some((other) => shapeText(settled(other.shape)) === shapeText(value));
    // A pending promise will resolve to this value.
    const waits = later.failing.length > 0 && later.failing.every((other) => isPending(settled(other.shape)));
    if (!same && !waits) return false;
    const declared = later.hop.declared === undefined ? undefined : typeAdmits(later.hop.declared, value);
    if (declared === true || (isNothing(value) && later.hop.tested)) return true;
    if (declared === false) return false;
    next = later.hop.into;
  }
  return false;
}

/** A promise counts as its resolved value. */
function settled(shape: Shape): Shape {
  return shape.kind === 'around' && shape.name === 'Promise' ? shape.of : shape;
}

function isPending(shape: Shape): boolean {
  return shape.kind === 'plain' && shape.name === 'pending';
}

function isNothing(shape: Shape): boolean {
  return shape.kind === 'plain' && /^(?:null|undefined|None|nil|NaN|InvalidDate)$/.test(shape.name);
}

function holdsNothing(shape: Shape): boolean {
  switch (shape.kind) {
    case 'list':
      return shape.items.some((item) => isNothing(item) || holdsNothing(item));
    case 'object':
      return shape.fields.some((field) => isNothing(field.shape) || holdsNothing(field.shape));
    case 'map':
      return isNothing(shape.value) || holdsNothing(shape.value);
    case 'union':
      return shape.of.some((each) => isNothing(each) || holdsNothing(each));
    default:
      return false;
  }
}
