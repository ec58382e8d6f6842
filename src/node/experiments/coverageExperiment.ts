import { ranLines, type Coverage, type RanLines } from '../../core/experiments/coverage';
import type { Experiment, Run } from '../../core/experiments/experiment';
import type { ObservedRecord } from '../../core/experiments/observed';
import { whyNotAble } from '../../core/experiments/whyNotAble';
import { passedSteps } from '../../core/experiments/passedSteps';
import type { openTrees } from '../../core/syntax/openSyntax';
import { goCoverage } from './goCoverage';
import type { Instrument } from './instrument';
import { lookAtReturns } from './lookAtReturns';
import { isTestFile } from '../../core/context/testCode';
import { observeInstrument } from './observeInstrument';
import { ObservedCommand, type ObserveOptions } from './observedCommand';

/** Passing tests of the failing one's file that are run for comparison. */
const MOST_NEIGHBOURS = 4;

export interface CoverageVerdict {
  /** Absent if the command does not fail the same again. */
  coverage?: Coverage;
}

/**
 * What the failing test runs, compared with passing tests of its file, each on its own; for a failed assertion also which functions made
 * the value that it saw.
 * @param parse syntax trees; without it the functions' results are not observed
 */
export async function coverageExperiment(
  options: ObserveOptions,
  parse?: ReturnType<typeof openTrees>,
): Promise<Experiment<'coverage', CoverageVerdict>> {
  const observed = await ObservedCommand.open(options);
  try {
    return observed.experiment('coverage', await coverageOf(observed, options, parse));
  } finally {
    await observed.close();
  }
}

async function coverageOf(
  observed: ObservedCommand,
  options: ObserveOptions,
  parse: ReturnType<typeof openTrees> | undefined,
): Promise<CoverageVerdict> {
  const { assets, progress } = options;
  if (observed.baseline.outcome !== 'fails') return {};
  const go = await goCoverage(options.command, options.cwd, options.root);
  // Of other languages no lines are recorded: "none ran" would be untrue.
  if (!go && whyNotAble(observed.failureReport, 'anywhere') !== undefined) return {};
  const instruments: Instrument<ObservedRecord[]>[] = [
    observeInstrument({ roots: [...observed.roots], throws: [], points: [], coverage: true, asserts: true }, assets),
    ...(go ? [go] : []),
  ];
  progress?.('looking at what the failing test runs');
  const recordsOf = (run: Run): ObservedRecord[] =>
    instruments.flatMap(({ name }) => (run.observations[name] as ObservedRecord[] | undefined) ?? []);
  const ran = (run: Run): RanLines => ranLines(recordsOf(run), observed.relative);
  const failing = await observed.runFailing(instruments);
  if (!failing) return {};
  const lines = ran(failing);
  // Of a program that ended before its counts were written, as Go's tests do at a panic: what is missing may have run.
  if (!lines.size || !hasAny(lines, go ? observed.filesOnStack().filter((file) => !isTestFile(file)) : observed.filesOnStack())) return {};
  const passing = await observed.runNeighbours(MOST_NEIGHBOURS, instruments);
  const whole = passing.map(ran).filter((run) => hasAny(run, [...lines.keys()].filter(isTestFile)));
  const neighbours = whole.length ? whole : passedSteps(recordsOf(failing), observed.relative, observed.target?.test);
  const returned = parse && (await lookAtReturns(observed, { ran: lines, records: recordsOf(failing) }, options, parse));
  return { coverage: { failing: lines, passing: neighbours, ...(returned && { returned }) } };
}

/** Whether a run executed any of these files; true where none is named. */
function hasAny(ran: RanLines, files: readonly string[]): boolean {
  return !files.length || files.some((file) => ran.has(file));
}
