import { chainTo, type TracedValue } from '../../core/experiments/chainTo';
import { assertedTexts } from '../../core/experiments/asserted/assertedValue';
import type { Experiment } from '../../core/experiments/experiment';
import { firstDivergence, type SeenHop, type TraceVerdict } from '../../core/experiments/firstDivergence';
import type { ObservedHit, ObservedRecord, ObservePoint, ObserveSetup } from '../../core/experiments/observed';
import type { Hop } from '../../core/experiments/valueChain/hop';
import type { Syntax } from '../../core/syntax/syntax';
import { ObservedCommand, type ObserveOptions } from './observedCommand';

/** Passing tests that are examined for comparison. */
const MOST_NEIGHBOURS = 3;

/** The shape of a value at each place on its path, in the failing test and in passing ones, and the place where they diverge. */
export async function traceExperiment(
  options: ObserveOptions,
  value: TracedValue,
  syntax: Syntax,
): Promise<Experiment<'trace', TraceVerdict>> {
  const observed = await ObservedCommand.open(options);
  try {
    return observed.experiment('trace', await traceOf(observed, value, syntax, options.signal));
  } finally {
    await observed.close();
  }
}

async function traceOf(observed: ObservedCommand, value: TracedValue, syntax: Syntax, signal?: AbortSignal): Promise<TraceVerdict> {
  if (observed.baseline.outcome !== 'fails') return { hops: [] };
  const stack = observed.failureReport.errors
    .flatMap((error) => error.frames)
    .flatMap((frame) => {
      const file = observed.place(frame);
      const relative = file === undefined ? undefined : observed.relative(file);
      return relative === undefined ? [] : [{ file: relative, line: frame.line }];
    });
  const { hops } = await chainTo(value, stack, { files: observed.files, syntax }, signal);
  if (!hops.length) return { hops: [] };
  const setup: ObserveSetup = {
    roots: [...observed.roots],
    throws: [],
    points: hops.map((hop, id) => pointOf(hop, id, observed.roots[0] ?? '')),
  };
  const [expectation] = observed.target?.report.expectations ?? [];
  const failing = await observed.failAgain({ ...setup, ...(expectation && { asserted: assertedTexts(expectation) }) });
  if (!failing) return { hops: [] };
  const passing = await observed.passNeighbours(setup, MOST_NEIGHBOURS);
  return firstDivergence(hops.map((hop, id) => seenHop(hop, id, failing, passing)));
}

function pointOf(hop: Hop, id: number, root: string): ObservePoint {
  const { line, column, endLine, when, look } = hop;
  return { id, file: `${root}/${hop.file}`, line, column, endLine, when, ...(look !== undefined && { expression: look }) };
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
