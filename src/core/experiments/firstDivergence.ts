import { isTestFile } from '../context/testCode';
import { MOST_HITS } from './observed';
import type { Relation } from './asserted/assertedValue';
import type { Maker } from './returns/returnedFunction';
import { shapeText } from './shapeText';
import { isNothing, strangeShape, type SeenHop, type SeenShape } from './strangeShape';
import type { Hop } from './valueChain/hop';

export type { SeenHop } from './strangeShape';

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
export function firstDivergence(seen: readonly SeenHop[], maker?: Maker): TraceVerdict {
  const byShape = strangeShapes(seen);
  // Shapes tell nothing of a value of the right kind: then the first place with the value that the test got.
  const found = [byShape, maker ? madeIn(seen, maker) : []].find((each) => each.some(Boolean)) ?? seen.map(wronglyGot);
  const deciding = decidedBefore(seen, found);
  const strange = deciding.some(Boolean) ? deciding : found;
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
        ? { line: hop.endedAt ?? shown.line, expression: hop.ended ?? 'end of the callback' }
        : undefined;
    const isMaking = maker !== undefined && strange !== byShape && strange[at] !== undefined;
    const written = isMaking && !hop.throws && strange === found && shown?.order === first ? maker.written : undefined;
    // What the maker hands out is written there: what chose it is to blame.
    const decided = isMaking ? (handedOut?.decided ?? hop.decided) : undefined;
    const words = written ? WRITTEN : decided ? CHOSEN : strange === deciding && strange[at] ? decidesWords(hop) : undefined;
    return {
      file: hop.file,
      line: written?.line ?? decided?.line ?? handedOut?.startLine ?? ended?.line ?? hop.line,
      ...(hop.function && { function: hop.function }),
      expression: written?.text ?? decided?.condition ?? handedOut?.expression ?? ended?.expression ?? hop.expression,
      failing: shown ? shapeText(shown.shape) + (words ?? (strange === byShape ? '' : wordsOf(shown))) : 'unreached',
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

/** A test that passes a value without a place in the code expects the code to take it. */
function strangeShapes(seen: readonly SeenHop[]): (SeenShape | undefined)[] {
  const all = seen.map((each) => strangeShape(each, seen));
  const inCode = all.map((each, at) => (isTestFile(seen[at]!.hop.file) ? undefined : each));
  return inCode.some(Boolean) ? inCode : all;
}

/**
 * The observations in the function that made the value with a wrong piece of it, else those of the statement that handed it out. What comes
 * into the function may be right there: it is wrong where it leaves.
 */
function madeIn(seen: readonly SeenHop[], maker: Maker): (SeenShape | undefined)[] {
  const within = seen.map(({ hop }) => isWithin(hop, maker) && !hop.given);
  const firstIn = (is: (hit: SeenShape) => unknown): (SeenShape | undefined)[] =>
    seen.map(({ failing }, at) => (within[at] ? failing.find(is) : undefined));
  const lastIn = (is: (hop: Hop, hit: SeenShape) => boolean): (SeenShape | undefined)[] =>
    seen.map(({ hop, failing, passing }, at) => {
      const hit = within[at] ? failing.findLast((each) => is(hop, each)) : undefined;
      // Passing tests get nothing from it as well: this is no value that was asserted.
      return hit && isNothing(hit.shape) && passing.some((each) => shapeText(each) === shapeText(hit.shape)) ? undefined : hit;
    });
  const ways = [
    firstIn(({ wrong }) => wrong),
    firstIn(({ near }) => near),
    lastIn((hop, { line }) => hop.when === 'returns' && isSameStatement(hop, line, maker.line)),
    lastIn((hop) => hop.when === 'before' && hop.line === maker.line),
  ];
  return ways.find((each) => each.some(Boolean)) ?? [];
}

/**
 * The result that chose what the statement of the divergence handed out, where it was first handed out: functions that only pass it on came
 * later. None where another result was the last one before.
 */
function decidedBefore(seen: readonly SeenHop[], found: readonly (SeenShape | undefined)[]): (SeenShape | undefined)[] {
  const first = Math.min(...found.map((each) => each?.order ?? Infinity));
  const at = found.findIndex((each) => each?.order === first);
  const [handing, handed] = [seen[at]?.hop, found[at]];
  if (!handing || !handed) return [];
  return seen.map(({ hop, failing }) => {
    const { decides } = hop;
    const isStatement = decides?.file === handing.file && [handing.line, handed.line].includes(decides.line);
    const before = failing.filter(({ order }) => order < handed.order);
    // With so many, later ones were not recorded.
    if (!isStatement || failing.length >= MOST_HITS || !before.length || !isDeciding(hop, before.at(-1)!)) return undefined;
    return before[before.findLastIndex((hit) => !isDeciding(hop, hit)) + 1];
  });
}

function isDeciding({ decides, returns = [] }: Hop, { line }: SeenShape): boolean {
  const statement = returns.find(({ startLine, endLine }) => line !== undefined && startLine <= line && line <= endLine);
  return decides?.is.includes(statement?.expression ?? 'undefined') === true;
}

function decidesWords({ file, decides }: Hop): string {
  return decides ? `${CHOSE}${decides.line}${decides.file === file ? '' : ` of ${decides.file}`} hands out` : '';
}

/** Engines tell of a statement by its first or by its last line. */
function isSameStatement({ returns = [] }: Hop, line: number | undefined, other: number | undefined): boolean {
  if (line === undefined || other === undefined) return false;
  return line === other || returns.some(({ startLine, endLine }) => [line, other].every((each) => startLine <= each && each <= endLine));
}

function isWithin({ file, line }: Hop, fn: Maker): boolean {
  return file === fn.file && fn.startLine <= line && line <= fn.endLine;
}

function wordsOf({ wrong, near }: SeenShape): string {
  return wrong ? WRONG_WORDS[wrong] : near ? WRONG_WORDS.beside : '';
}

/** Ends the description of a value that is written out, at the condition that chose it. */
export const CHOSEN = ', chosen by this condition';

/** Ends the description of a value with a wrong part that its function writes out. */
export const WRITTEN = ', a wrong part of which is written here';

/** Begins the end of the description of a result that chose what a statement hands out. */
export const CHOSE = ', which chose what line ';

/** End the description of a value that the failed test shows. */
export const WRONG_WORDS: Record<Relation, string> = {
  whole: ', the value that the test got',
  part: ', a wrong part of what the test got',
  around: ', with a wrong part of what the test got',
  beside: ', a part of what the test got, where that goes wrong',
};

/** What a test writes itself is no fault of the code, however far it comes. */
function wronglyGot({ hop, failing }: SeenHop): SeenShape | undefined {
  return isTestFile(hop.file) ? undefined : failing.find(({ wrong }) => wrong);
}
