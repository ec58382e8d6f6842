import { ranLines, type Coverage, type RanLines } from '../../core/experiments/coverage';
import type { Experiment, Run } from '../../core/experiments/experiment';
import type { ObservedRecord } from '../../core/experiments/observed';
import { passedSteps } from '../../core/experiments/passedSteps';
import { observeInstrument } from './observeInstrument';
import { ObservedCommand, type ObserveOptions } from './observedCommand';

/** Passing tests of the failing one's file that are run for comparison. */
const MOST_NEIGHBOURS = 4;

export interface CoverageVerdict {
  /** Absent if the command does not fail the same again. */
  coverage?: Coverage;
}

/** What the failing test runs, compared with passing tests of its file, each on its own. */
export async function coverageExperiment(options: ObserveOptions): Promise<Experiment<'coverage', CoverageVerdict>> {
  const observed = await ObservedCommand.open(options);
  try {
    return observed.experiment('coverage', await coverageOf(observed, options));
  } finally {
    await observed.close();
  }
}

async function coverageOf(observed: ObservedCommand, { assets, progress }: ObserveOptions): Promise<CoverageVerdict> {
  if (observed.baseline.outcome !== 'fails') return {};
  const instrument = observeInstrument({ roots: [...observed.roots], throws: [], points: [], coverage: true }, assets);
  progress?.('looking at what the failing test runs');
  const failing = await observed.runFailing([instrument]);
  if (!failing) return {};
  const passing = await observed.runNeighbours(MOST_NEIGHBOURS, [instrument]);
  const recordsOf = (run: Run): ObservedRecord[] => (run.observations[instrument.name] as ObservedRecord[] | undefined) ?? [];
  const ran = (run: Run): RanLines => ranLines(recordsOf(run), observed.relative);
  const neighbours = passing.length ? passing.map(ran) : passedSteps(recordsOf(failing), observed.relative, observed.target?.test);
  return { coverage: { failing: ran(failing), passing: neighbours } };
}
