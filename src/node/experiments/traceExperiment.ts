import { chainTo, chainWithin, type TracedValue } from '../../core/experiments/chainTo';
import { assertedIn } from '../../core/experiments/asserted/assertedIn';
import { maybeSame } from '../../core/experiments/asserted/maybeSame';
import { assertedTexts, type Asserted } from '../../core/experiments/asserted/assertedValue';
import { writtenPart } from '../../core/experiments/asserted/writtenPart';
import type { Experiment } from '../../core/experiments/experiment';
import { firstDivergence, type SeenHop, type TraceVerdict } from '../../core/experiments/firstDivergence';
import type { ObservedHit, ObservedRecord, ObservePoint, ObserveSetup } from '../../core/experiments/observed';
import { ranLines } from '../../core/experiments/coverage';
import { makerOf, type Maker } from '../../core/experiments/returns/returnedFunction';
import type { FailureReport } from '../../core/capture/failureReport';
import { isChain } from '../../core/experiments/expressionText';
import { plain } from '../../core/experiments/shape';
import { shortExpression } from '../../core/experiments/shortExpression';
import { isTestFile } from '../../core/context/testCode';
import type { Hop } from '../../core/experiments/valueChain/hop';
import { joinChains } from '../../core/experiments/valueChain/joinChains';
import type { openTrees } from '../../core/syntax/openSyntax';
import type { Syntax } from '../../core/syntax/syntax';
import { observeInstrument } from './observeInstrument';
import { lookAtReturns } from './lookAtReturns';
import { ObservedCommand, type ObserveOptions } from './observedCommand';

type Parse = ReturnType<typeof openTrees>;

/** Passing tests that are examined for comparison. */
const MOST_NEIGHBOURS = 3;

/**
 * The shape of a value at each place on its path, in the failing test and in passing ones, and the place where they diverge.
 * @param parse syntax trees; without it the function that made the value of a failed assertion is not looked for
 */
export async function traceExperiment(
  options: ObserveOptions,
  value: TracedValue,
  syntax: Syntax,
  parse?: Parse,
): Promise<Experiment<'trace', TraceVerdict>> {
  const observed = await ObservedCommand.open(options);
  try {
    return observed.experiment('trace', await traceOf(observed, value, options, syntax, parse));
  } finally {
    await observed.close();
  }
}

async function traceOf(
  observed: ObservedCommand,
  value: TracedValue,
  options: ObserveOptions,
  syntax: Syntax,
  parse: Parse | undefined,
): Promise<TraceVerdict> {
  const { target } = observed;
  if (observed.baseline.outcome !== 'fails' || !target || !observed.isObservable('anywhere')) return { hops: [] };
  const stack = observed.failureReport.errors
    .flatMap((error) => error.frames)
    .flatMap((frame) => {
      const file = observed.place(frame);
      const relative = file === undefined ? undefined : observed.relative(file);
      return relative === undefined ? [] : [{ file: relative, line: frame.line }];
    });
  const { hops } = await chainTo(value, stack, { files: observed.files, syntax }, options.signal);
  const first = hops.length ? await observed.failAgain(setupOf(hops, observed, { asserted: assertedIn([], target.report) })) : [];
  if (!first) return { hops: [] };
  const [top] = stack;
  // Only then is the followed value known to be the one that the assertion saw.
  const isAsserted =
    (isTestFile(value.file) && top?.file === value.file && top.line === value.line) ||
    hops.some((_, id) => hitsOf(first, id).some(({ wrong }) => wrong));

  const found =
    parse && isAsserted && !NOT_ASSERTED.test(target.message.slice(0, 2000))
      ? await wayFromMaker(observed, { value, hops, first }, options, syntax, parse)
      : undefined;
  const { way, failing } = found ?? { way: hops, failing: first };
  if (!way.length) return { hops: [] };
  const passing = await observed.passNeighbours(setupOf(way, observed), MOST_NEIGHBOURS);
  const seen = way.map((hop, id) => seenHop(hop, id, failing, passing));
  const use =
    top?.file === value.file && top.line === value.line && !way.some(({ line, file }) => file === value.file && line === value.line);
  const missing = use ? missingAtUse(value, observed.failureReport) : undefined;
  return firstDivergence([...seen, ...(missing ? [missing] : [])], found?.maker);
}

interface FromMaker {
  way: Hop[];
  failing: readonly ObservedRecord[];
  maker: Maker;
}

/**
 * Whether the test asserts another value than the one that the function handed out: where a failure prints no value, what the test's last
 * call returned was taken for it.
 */
function makesOther(value: TracedValue, { way, failing, maker }: FromMaker): boolean {
  const use = way.findIndex(({ file, line, look }) => file === value.file && line === value.line && look === value.expression);
  const asserted = use < 0 || !isChain(value.expression) ? undefined : hitsOf(failing, use).at(-1)?.shape;
  const handedOut = hitsOf(failing, resultOf(way, maker)).flatMap(({ shape }) => shape ?? []);
  return asserted !== undefined && handedOut.length > 0 && !handedOut.some((each) => maybeSame(each, asserted));
}

/** The hop with what a function handed out; −1 if there is none. */
function resultOf(way: readonly Hop[], { file, startLine, endLine }: Maker): number {
  return way.findIndex((each) => each.when === 'returns' && each.file === file && startLine <= each.line && each.line <= endLine);
}

/**
 * The way with the places in the function that made the value of the failed assertion, observed again: reading leads to it neither through
 * computed calls nor through values that are written somewhere. Undefined where no function is known to have made the value.
 */
async function wayFromMaker(
  observed: ObservedCommand,
  { value, hops, first }: { value: TracedValue; hops: readonly Hop[]; first: readonly ObservedRecord[] },
  options: ObserveOptions,
  syntax: Syntax,
  parse: Parse,
): Promise<FromMaker | undefined> {
  const looks: ObserveSetup = { roots: [...observed.roots], throws: [], points: [], coverage: true, asserts: true };
  const instrument = observeInstrument(looks, options.assets);
  const run = await observed.runFailing([instrument]);
  const records = (run?.observations[instrument.name] as ObservedRecord[] | undefined) ?? [];
  const asserted = assertedIn(records, observed.failureReport);
  const made = makerOf((await lookAtReturns(observed, { ran: ranLines(records, observed.relative), records }, options, parse)) ?? []);
  const maker = made && (await withWrittenPart(made, asserted, observed));
  const places = maker && (await chainWithin(maker, { files: observed.files, syntax }, options.signal));
  if (!maker || !places?.way.length) return undefined;
  const way = joinChains(hops, (index) => index === 0 || hitsOf(first, index).some(({ shape }) => shape), places.way);
  const failing = await observed.failAgain(setupOf(way, observed, { asserted, writes: places.writes }));
  if (!failing || (!asserted && makesOther(value, { way, failing, maker }))) return undefined;
  const write = firstWrong(failing, way.length);
  if (write === undefined) return { way, failing, maker };
  const hop = places.writes[write - way.length]!;
  // The others only led to it.
  const moved = failing.map((record) => (record.record === 'hit' && record.point === write ? { ...record, point: way.length } : record));
  const result = resultOf(way, maker);
  return { way: [...way, result < 0 ? hop : { ...hop, into: result }], failing: moved, maker };
}

/** A maker with the line on which it writes out a wrong part of the asserted value. */
async function withWrittenPart(made: Maker, asserted: Asserted | undefined, { files }: ObservedCommand): Promise<Maker> {
  const text = asserted?.expected === undefined ? undefined : await files.read(made.file);
  const written = text === undefined ? undefined : writtenPart(assertedTexts(asserted!), text.split('\n'), made);
  return { ...made, ...(written && { written }) };
}

/** The write whose value was wrong first. @param from the number of the first write's point */
function firstWrong(records: readonly ObservedRecord[], from: number): number | undefined {
  const hits = records.filter((record): record is ObservedHit => record.record === 'hit' && record.point >= from);
  return hits.sort((a, b) => Number(a.wrong === undefined) - Number(b.wrong === undefined) || a.order - b.order)[0]?.point;
}

/** The use of a value that could not be read there without running code of the program: the error says that it is missing. */
function missingAtUse({ file, line, expression }: TracedValue, { errors }: FailureReport): SeenHop | undefined {
  const name = MISSING.exec(errors.at(-1)?.message.slice(0, 2000) ?? '')
    ?.slice(1)
    .find(Boolean);
  if (name === undefined) return undefined;
  const hop: Hop = { file, line, column: 1, endLine: line, expression: shortExpression(expression), when: 'before', tested: false };
  return { hop, failing: [{ shape: plain(name === 'NoneType' ? 'None' : name), order: Number.MAX_SAFE_INTEGER }], passing: [] };
}

/** An assertion that code throws, or an object that lacks a member: what the test's last call returned is another value. */
const NOT_ASSERTED =
  /^(?!'NoneType')[^"\n]{0,160}has no attribute |not raised|did not (?:throw|raise)|to (?:throw|raise|reject)|[Mm]issing expected (?:exception|rejection)/;

/** What engines say of a value that is missing. */
const MISSING = /properties of (undefined|null)\b|^(undefined|null) is not |'(NoneType)' object/;

/** @param writes places at which only the asserted value is looked for; their points have the numbers after those of the hops */
function setupOf(
  hops: readonly Hop[],
  { roots }: ObservedCommand,
  { asserted, writes = [] }: { asserted?: Asserted | undefined; writes?: readonly Hop[] } = {},
): ObserveSetup {
  const [root = ''] = roots;
  const points = hops.map((hop, id) => pointOf(hop, id, root));
  const searched = asserted ? writes.map((hop, at) => ({ ...pointOf(hop, hops.length + at, root), onlyWrong: true as const })) : [];
  return { roots: [...roots], throws: [], points: [...points, ...searched], ...(asserted && { asserted: assertedTexts(asserted) }) };
}

function pointOf(hop: Hop, id: number, root: string): ObservePoint {
  const { line, column, endLine, endColumn, when, loops, look } = hop;
  return {
    id,
    file: `${root}/${hop.file}`,
    line,
    column,
    endLine,
    ...(endColumn !== undefined && { endColumn }),
    when,
    ...(loops && { loops }),
    ...(look !== undefined && { expression: look }),
  };
}

function seenHop(hop: Hop, id: number, failing: readonly ObservedRecord[], passing: readonly (readonly ObservedRecord[])[]): SeenHop {
  const thrown = hop.throws === undefined ? undefined : plain(hop.throws);
  return {
    hop,
    failing: hitsOf(failing, id).flatMap(({ shape = thrown, order, wrong, near, frame }) =>
      shape
        ? [{ shape, order, ...(wrong && { wrong }), ...(near && { near }), ...(frame && hop.when === 'returns' && { line: frame.line }) }]
        : [],
    ),
    passing: passing.flatMap((records) => hitsOf(records, id).flatMap(({ shape }) => (shape ? [shape] : []))),
  };
}

function hitsOf(records: readonly ObservedRecord[], id: number): ObservedHit[] {
  return records.filter((record): record is ObservedHit => record.record === 'hit' && record.point === id);
}
