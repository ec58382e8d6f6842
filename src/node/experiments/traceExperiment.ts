import { chainTo, chainWithin, type TracedValue } from '../../core/experiments/chainTo';
import { assertedIn } from '../../core/experiments/asserted/assertedIn';
import { assertedTexts, type Asserted } from '../../core/experiments/asserted/assertedValue';
import type { Experiment } from '../../core/experiments/experiment';
import { firstDivergence, type SeenHop, type TraceVerdict } from '../../core/experiments/firstDivergence';
import type { ObservedHit, ObservedRecord, ObservePoint, ObserveSetup } from '../../core/experiments/observed';
import { ranLines } from '../../core/experiments/coverage';
import { makerOf, type ReturnedFunction } from '../../core/experiments/returns/returnedFunction';
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
  if (!hops.length) return { hops: [] };
  const first = await observed.failAgain(setupOf(hops, observed, assertedIn([], target.report)));
  if (!first) return { hops: [] };
  const [top] = stack;
  // Only then is the followed value known to be the one that the assertion saw.
  const isAsserted =
    (isTestFile(value.file) && top?.file === value.file && top.line === value.line) ||
    hops.some((_, id) => hitsOf(first, id).some(({ wrong }) => wrong));
  const found = parse && isAsserted ? await wayFromMaker(observed, { hops, first }, options, syntax, parse) : undefined;
  const { way, failing } = found ?? { way: hops, failing: first };
  const passing = await observed.passNeighbours(setupOf(way, observed), MOST_NEIGHBOURS);
  return firstDivergence(
    way.map((hop, id) => seenHop(hop, id, failing, passing)),
    found?.maker,
  );
}

/**
 * The way with the places in the function that made the value of the failed assertion, observed again: reading leads to it neither through
 * computed calls nor through values that are written somewhere. Undefined where no function is known to have made the value.
 */
async function wayFromMaker(
  observed: ObservedCommand,
  { hops, first }: { hops: readonly Hop[]; first: readonly ObservedRecord[] },
  options: ObserveOptions,
  syntax: Syntax,
  parse: Parse,
): Promise<{ way: Hop[]; failing: readonly ObservedRecord[]; maker: ReturnedFunction } | undefined> {
  const looks: ObserveSetup = { roots: [...observed.roots], throws: [], points: [], coverage: true, asserts: true };
  const instrument = observeInstrument(looks, options.assets);
  const run = await observed.runFailing([instrument]);
  const records = (run?.observations[instrument.name] as ObservedRecord[] | undefined) ?? [];
  const asserted = assertedIn(records, observed.failureReport);
  if (!asserted) return undefined;
  const maker = makerOf((await lookAtReturns(observed, { ran: ranLines(records, observed.relative), records }, options, parse)) ?? []);
  const made = maker ? await chainWithin(maker, { files: observed.files, syntax }, options.signal) : [];
  if (!made.length) return undefined;
  const way = joinChains(hops, (index) => index === 0 || hitsOf(first, index).some(({ shape }) => shape), made);
  const failing = await observed.failAgain(setupOf(way, observed, asserted));
  return failing && maker && { way, failing, maker };
}

function setupOf(hops: readonly Hop[], { roots }: ObservedCommand, asserted?: Asserted): ObserveSetup {
  const points = hops.map((hop, id) => pointOf(hop, id, roots[0] ?? ''));
  return { roots: [...roots], throws: [], points, ...(asserted && { asserted: assertedTexts(asserted) }) };
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
  return {
    hop,
    failing: hitsOf(failing, id).flatMap(({ shape, order, wrong, frame }) =>
      shape ? [{ shape, order, ...(wrong && { wrong }), ...(frame && hop.when === 'returns' && { line: frame.line }) }] : [],
    ),
    passing: passing.flatMap((records) => hitsOf(records, id).flatMap(({ shape }) => (shape ? [shape] : []))),
  };
}

function hitsOf(records: readonly ObservedRecord[], id: number): ObservedHit[] {
  return records.filter((record): record is ObservedHit => record.record === 'hit' && record.point === id);
}
