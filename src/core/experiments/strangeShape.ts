import type { WrongRelation } from './asserted/assertedValue';
import { mergeShapes, type Shape } from './shape';
import { shapeFits } from './shapeFits';
import { shapeText } from './shapeText';
import { typeAdmits } from './typeAdmits';
import type { Hop } from './valueChain/hop';
import { shapeAt } from './valueChain/memberPath';

/** One observation at a hop. */
export interface SeenShape {
  shape: Shape;
  order: number;
  /** How the value is what the test got wrongly. */
  wrong?: WrongRelation;
  /** It is a piece of what the test got, at a place where that is wrong, and may be right itself. */
  near?: true;
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

/** The first shape of the failing run that nothing allows: neither a passing run, nor a declared type, nor the code beside it. */
export function strangeShape(each: SeenHop, seen: readonly SeenHop[]): SeenShape | undefined {
  return (
    unawaited(each, seen) ??
    each.failing.find((hit) => !isAllowed(each, hit.shape) && !isAllowedLater(each, hit.shape, seen) && arrives(each, hit, seen)) ??
    each.failing.find((hit) => lacksWhatIsRead(each, hit.shape) && arrives(each, hit, seen))
  );
}

/** Whether a missing value is still missing where it flows into: else it was another one, or was replaced on the way. */
function arrives({ hop: { into, look } }: SeenHop, hit: SeenShape, seen: readonly SeenHop[], steps = 0): boolean {
  const next = into === undefined || steps > seen.length ? undefined : seen[into];
  const value = settled(hit.shape);
  if (!next || !mayBeNothing(value)) return true;
  // A promise is there before its value.
  if (next.failing.every(({ shape }) => isPending(settled(shape)))) return arrives(next, hit, seen, steps + 1);
  // A list that holds something missing is not itself what was missing under the same name before.
  const mayHoldIt = look === undefined || look !== next.hop.look;
  return next.failing.some((later) => {
    if (isPending(settled(later.shape))) return arrives(next, hit, seen, steps + 1);
    const isSame = later.wrong !== undefined || isMissingIn(next, later.shape, shapeText(value), mayHoldIt);
    return later.order > hit.order && isSame && arrives(next, later, seen, steps + 1);
  });
}

function isMissingIn({ hop: { path } }: SeenHop, shape: Shape, missing: string, mayHoldIt: boolean): boolean {
  const value = settled(shape);
  const there = path && shapeAt(value, path);
  if (there !== undefined && mayBeNothing(there)) return true;
  // An operation with a missing value makes no number.
  if (mayBeNothing(value)) return shapeText(value) === missing || !/^(?:null|undefined)$/.test(shapeText(value));
  return mayHoldIt && (value.kind === 'list' || value.kind === 'map') && holdsNothing(value);
}

function isUndefined(shape: Shape): boolean {
  return shape.kind === 'plain' && shape.name === 'undefined';
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
  if (isPending(value) || (hop.ahead && passing.length === 0 && isUndefined(value))) return true;
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

/** A missing value, or one that is no number or date. */
export function isNothing(shape: Shape): boolean {
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
