import { fileIndex } from '../../core/workspace/fileIndex';
import { FunctionFinder } from '../../core/context/findFunctions';
import { ImportResolver } from '../../core/context/resolveImport';
import { WorkspaceCode } from '../../core/context/workspaceCode';
import type { Experiment } from '../../core/experiments/experiment';
import { firstDivergence, type SeenHop, type TraceVerdict } from '../../core/experiments/firstDivergence';
import type { ObservedHit, ObservedRecord, ObservePoint, ObserveSetup } from '../../core/experiments/observed';
import type { Hop } from '../../core/experiments/valueChain/hop';
import { valueChain } from '../../core/experiments/valueChain/valueChain';
import type { Syntax } from '../../core/syntax/syntax';
import { ObservedCommand, type ObserveOptions } from './observedCommand';

/** A place of the workspace and the expression that is followed from there. */
export interface TracedValue {
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  expression: string;
}

/** Passing tests that are looked at for comparison. */
const MOST_NEIGHBOURS = 3;

/** The shape of a value at each place on its way, in the failing test and in passing ones, and where the two part. */
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
  const code = new WorkspaceCode(observed.files, syntax, fileIndex(await observed.files.list(signal)), signal);
  const imports = new ImportResolver(code);
  const stack = observed.failureReport.errors
    .flatMap((error) => error.frames)
    .flatMap((frame) => {
      const file = observed.place(frame);
      const relative = file === undefined ? undefined : observed.relative(file);
      return relative === undefined ? [] : [{ file: relative, line: frame.line }];
    });
  const hops = await valueChain(value, { code, imports, finder: new FunctionFinder(code, imports, value.file), stack });
  if (!hops.length) return { hops: [] };
  const setup: ObserveSetup = {
    roots: [...observed.roots],
    throws: [],
    points: hops.map((hop, id) => pointOf(hop, id, observed.roots[0] ?? '')),
  };
  const failing = await observed.failAgain(setup);
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
    failing: hitsOf(failing, id).flatMap(({ shape, order }) => (shape ? [{ shape, order }] : [])),
    passing: passing.flatMap((records) => hitsOf(records, id).flatMap(({ shape }) => (shape ? [shape] : []))),
  };
}

function hitsOf(records: readonly ObservedRecord[], id: number): ObservedHit[] {
  return records.filter((record): record is ObservedHit => record.record === 'hit' && record.point === id);
}
