import { t } from '../core/language';
import type { Analysis } from '../app/ports';
import { valuesToFollow } from '../app/valuesToFollow';
import type { FailureReport } from '../core/capture/failureReport';
import type { Coverage } from '../core/experiments/coverage';
import { ExperimentProblem, type BlameVerdict, type Experiment } from '../core/experiments/experiment';
import type { TracedValue } from '../core/experiments/chainTo';
import type { Repair } from '../core/experiments/repairs/chosenRepairs';
import type { RepairLeads } from '../core/experiments/repairs/rehearsedChanges';
import type { RepairVerdict } from '../core/experiments/repairs/repairFailure';
import { tellsCause } from '../core/experiments/repairs/repairHypotheses';
import type { ValuesVerdict } from '../core/experiments/throwValues';
import { valuesByFrame } from '../core/experiments/valuesByFrame';
import { openSyntax, openTrees } from '../core/syntax/openSyntax';
import { coverageExperiment } from '../node/experiments/coverageExperiment';
import { effectsExperiment } from '../node/experiments/effectsExperiment';
import { ExperimentRunner } from '../node/experiments/experimentRunner';
import { observeAssets } from '../node/experiments/observeAssets';
import { NodeFiles } from '../node/files';
import type { ObserveOptions } from '../node/experiments/observedCommand';
import { traceExperiment } from '../node/experiments/traceExperiment';
import { valuesExperiment } from '../node/experiments/valuesExperiment';
import { nodeGrammars } from '../node/nodeGrammars';
import { repairLeads, suspectsOf } from './experimentCommands';
import type { Format } from './formats/format';
import type { CliIo } from './io';
import { plainText } from './plainText';
import { coverageToPrint } from './printedCoverage';
import { progressLine } from './progress';
import { withWholeStacks } from './wholeStacks';

/** Of the search for a small change: the time that it may take, and its runs. */
const MOST_REPAIR_SECONDS = 30;
const REPAIR_RUNS = 300;

/** What running a failed command again adds to its diagnosis. */
export interface Investigated {
  experiments: Experiment[];
  blame?: BlameVerdict;
  coverage?: Coverage;
  /** Small changes of a failed assertion with which it passes. */
  repair?: RepairVerdict;
  /** Shapes of locals at the throw, by the frames of the report. */
  values: { frame: number; name: string; value: string }[];
}

/** In which order experiments are shown: what matters least is left out first. */
const SHOWN: readonly string[] = ['values', 'blame', 'trace', 'coverage'];

/** Shapes of a value that is not there. */
const NOTHING = /^(?:undefined|null|None|nil|NaN)$/;

/** The first value at the throw that is not there and stands on the line of its frame: the one to follow. */
async function valueAtFault(experiments: readonly Experiment[], files: NodeFiles): Promise<TracedValue | undefined> {
  const seen = experiments.find(({ purpose }) => purpose === 'values')?.verdict as ValuesVerdict | undefined;
  for (const { file, line, values } of seen?.frames ?? []) {
    const text = (await files.read(file))?.split('\n')[line - 1] ?? '';
    const read = valuesToFollow(text);
    const name = values.find((each) => NOTHING.test(each.shape) && read.includes(each.name))?.name;
    if (name !== undefined) return { file, line, expression: name };
  }
  return undefined;
}

/** What each experiment on a command line takes. */
export function observing(
  { command, timeoutMs }: { command: string[]; timeoutMs?: number },
  root: string,
  { io, signal, progress }: { io: CliIo; signal: AbortSignal; progress: (message: string) => void },
): ObserveOptions {
  return {
    command,
    cwd: io.cwd,
    root,
    env: withWholeStacks(io.env),
    input: io.inputFile,
    timeoutMs,
    progress,
    onNotice: (sentence) => io.stderr.write(`${plainText(sentence)}\n`),
    signal,
    assets: observeAssets(io.assets),
  };
}

/**
 * What experiments find out about a failed command within the given time: values at the throw, the lines that the failing test runs compared
 * with its neighbours, the way of the bad value, the change that broke it, and what small changes do. Unfinished results are left out.
 * @param flags the command, and the ms that experiments may take
 */
export async function investigate(
  flags: { command: string[]; format?: Format; timeoutMs?: number; investigateMs: number; changesWindowMs: number },
  report: FailureReport,
  root: string,
  io: CliIo,
  analysis: Analysis,
): Promise<Investigated> {
  const time = AbortSignal.timeout(flags.investigateMs);
  const began = performance.now();
  const progress = progressLine(io);
  const options = observing(flags, root, { io, signal: AbortSignal.any([io.signal, time]), progress: progress.show });
  const found: Investigated = { experiments: [], values: [] };
  const problems = new Set<string>();
  const attempt = async (make: () => Promise<void>): Promise<void> => {
    if (time.aborted) return;
    try {
      await make();
    } catch (error) {
      io.signal.throwIfAborted();
      if (time.aborted) return;
      if (!(error instanceof ExperimentProblem)) throw error;
      problems.add(error.message);
    }
  };
  // Every experiment starts from this run. Those whose runs are few and known come first; the search for a change takes what is left.
  await attempt(async () => {
    const { run } = await new ExperimentRunner(options).baseline();
    options.known = run;
  });
  await attempt(async () => {
    const experiment = await valuesExperiment(options, openSyntax(nodeGrammars(io.assets)));
    if (time.aborted) return;
    found.experiments.push(experiment);
    found.values = valuesByFrame(report, experiment.verdict.frames);
  });
  await attempt(async () => {
    const experiment = await coverageExperiment(options, openTrees(nodeGrammars(io.assets)));
    const { coverage } = experiment.verdict;
    if (time.aborted || !coverage) return;
    found.coverage = coverage;
    found.experiments.push({ ...experiment, verdict: coverageToPrint(coverage) });
  });
  await attempt(async () => {
    // Programs rely on the experiments that --json lists; for a reader, the place where the value goes wrong is one more finding.
    const value = flags.format === 'json' ? undefined : await valueAtFault(found.experiments, new NodeFiles({ roots: [root] }));
    if (!value) return;
    const experiment = await traceExperiment(options, value, openSyntax(nodeGrammars(io.assets)), openTrees(nodeGrammars(io.assets)));
    if (!time.aborted && experiment.verdict.divergence !== undefined) found.experiments.push(experiment);
  });
  await attempt(async () => {
    const since = Date.now() - flags.changesWindowMs;
    const experiment = await new ExperimentRunner(options).blame(since, async (seen) => (await suspectsOf(analysis, seen, io)) ?? []);
    if (time.aborted) return;
    found.experiments.push(experiment);
    found.blame = experiment.verdict;
  });
  await attempt(async () => {
    if (!report.expectations.length || found.blame?.outcome === 'found') return;
    const seconds = Math.min(MOST_REPAIR_SECONDS, (flags.investigateMs - (performance.now() - began)) / 1000);
    const leads = (seen: FailureReport): Promise<RepairLeads> => repairLeads(analysis, seen, io, found.coverage);
    const limits = { runs: REPAIR_RUNS, seconds };
    const enough = new AbortController();
    const ending = { enough: enough.signal, onFound: (_passing: number, last: Repair) => tellsCause(last) && enough.abort() };
    const experiment = await new ExperimentRunner(options).repair(
      limits,
      leads,
      openTrees(nodeGrammars(io.assets)),
      options.assets,
      ending,
    );
    if (!time.aborted) found.repair = experiment.verdict;
  });
  await attempt(async () => {
    const { coverage } = found;
    const suspects = coverage && (await suspectsOf(analysis, report, io, coverage));
    if (!coverage || !suspects?.length) return;
    const { verdict, runs, seconds } = await effectsExperiment(options, suspects, coverage.failing, openTrees(nodeGrammars(io.assets)));
    if (time.aborted || !verdict.effects.length) return;
    found.coverage = { ...coverage, effects: verdict.effects };
    const printed = coverageToPrint(found.coverage);
    found.experiments = found.experiments.map((each) =>
      each.purpose === 'coverage'
        ? { ...each, runs: each.runs + runs, seconds: Math.round(10 * (each.seconds + seconds)) / 10, verdict: printed }
        : each,
    );
  });
  found.experiments.sort((a, b) => SHOWN.indexOf(a.purpose) - SHOWN.indexOf(b.purpose));
  progress.clear();
  for (const problem of problems) io.stderr.write(`${plainText(problem)}\n`);
  if (time.aborted) io.stderr.write(`${t('The experiments were not finished after {0} s.', flags.investigateMs / 1000)}\n`);
  return found;
}
