import { t } from '../core/language';
import { gatherEvidence, type GatheredEvidence } from '../app/gatherEvidence';
import type { Analysis } from '../app/ports';
import { rehearsedFor } from '../app/rehearsedFor';
import type { FailureReport } from '../core/capture/failureReport';
import { NO_PREFERENCE } from '../core/suspects/preference';
import type { RepairLeads } from '../core/experiments/repairs/rehearsedChanges';
import type { Suspect } from '../core/suspects/suspect';
import type { Coverage } from '../core/experiments/coverage';
import type { Experiment } from '../core/experiments/experiment';
import { ExperimentRunner, type ExperimentOptions } from '../node/experiments/experimentRunner';
import { NoSuchBase } from '../node/experiments/workSinceBase';
import { openSyntax, openTrees } from '../core/syntax/openSyntax';
import { observeAssets } from '../node/experiments/observeAssets';
import { nodeGrammars } from '../node/nodeGrammars';
import { pathProblems, wholeInput } from './captureInput';
import { collectOptions } from './collectOptions';
import type { CliIo } from './io';
import type { ExperimentFlags } from './cliCommand';
import { UsageError } from './options';
import { plainText } from './plainText';
import { FirstRun, recordExperiment } from './outsideTries';
import { progressLine } from './progress';
import { printExperiment, printProblem } from './printExperiment';
import type { Purpose } from './printedExperiment';

/** The failure that a fix in the tree is about, and that fix. */
interface Found {
  report: FailureReport;
  diff: string;
}

/** Runs the experiment of one command line and prints the result. @returns the exit code */
async function runExperiment(
  purpose: Purpose,
  flags: ExperimentFlags,
  root: string,
  io: CliIo,
  make: (runner: ExperimentRunner) => Promise<{ experiment: Experiment; proven: boolean }>,
  diff?: string,
): Promise<number> {
  const progress = progressLine(io);
  const first = new FirstRun();
  let found: Found | undefined;
  const options: ExperimentOptions = {
    command: flags.command,
    cwd: io.cwd,
    root,
    env: io.env,
    input: io.inputFile,
    timeoutMs: flags.timeoutMs,
    inPlace: flags.inPlace,
    signal: io.signal,
    progress: (message) => {
      first.progress();
      progress.show(message);
    },
    onOutput: first.output,
    onNotice: (sentence) => io.stderr.write(`${plainText(sentence)}\n`),
    onFailure: (report, changes) => (found = { report, diff: changes }),
  };
  try {
    const { experiment, proven } = await make(new ExperimentRunner(options));
    progress.clear();
    const what = { root, command: flags.command, diff: diff ?? found?.diff };
    const before = await recordExperiment(experiment, found?.report ?? first, what, io);
    return await printExperiment(before === undefined ? experiment : withNote(experiment, before), proven, flags, io);
  } catch (error) {
    progress.clear();
    return await printProblem(error, purpose, flags, io);
  }
}

/** `verify --patch FILE -- COMMAND…` */
export async function verifyCommand(flags: ExperimentFlags & { patch: string }, root: string, io: CliIo): Promise<number> {
  const diff = await patchText(flags.patch, io);
  const verify = async (runner: ExperimentRunner) => {
    const experiment = await runner.verify(diff, openSyntax(nodeGrammars(io.assets)), openTrees(nodeGrammars(io.assets)));
    return { experiment, proven: experiment.verdict.outcome === 'gone' };
  };
  // A patch that is read from standard input is no input of the command.
  return runExperiment('verify', flags, root, flags.patch === '-' ? { ...io, inputFile: undefined } : io, verify, diff);
}

function withNote(experiment: Experiment, note: string): Experiment {
  const verdict = experiment.verdict as { notes?: string[] };
  return { ...experiment, verdict: { ...verdict, notes: [...(verdict.notes ?? []), note] } };
}

/** `prove [--base REF] -- COMMAND…` */
export async function proveCommand(flags: ExperimentFlags & { base?: string }, root: string, io: CliIo): Promise<number> {
  return runExperiment('prove', flags, root, io, async (runner) => {
    const [syntax, trees] = [openSyntax(nodeGrammars(io.assets)), openTrees(nodeGrammars(io.assets))];
    const experiment = await runner.prove(flags.base, syntax, trees).catch((error: unknown) => {
      throw error instanceof NoSuchBase ? new UsageError(error.message) : error;
    });
    return { experiment, proven: experiment.verdict.outcome === 'proven' };
  });
}

/** `blame [--since 24h] -- COMMAND…` */
export async function blameCommand(
  flags: ExperimentFlags & { windowMs: number },
  root: string,
  io: CliIo,
  analysis: Analysis,
): Promise<number> {
  return runExperiment('blame', flags, root, io, async (runner) => {
    const experiment = await runner.blame(Date.now() - flags.windowMs, async (report) => (await suspectsOf(analysis, report, io)) ?? []);
    return { experiment, proven: experiment.verdict.outcome === 'found' };
  });
}

/** `repair [--runs 60] [--seconds 60] -- COMMAND…` */
export async function repairCommand(
  flags: ExperimentFlags & { runs: number; seconds: number },
  root: string,
  io: CliIo,
  analysis: Analysis,
): Promise<number> {
  return runExperiment('repair', flags, root, io, async (runner) => {
    const leads = (report: FailureReport): Promise<RepairLeads> => repairLeads(analysis, report, io);
    const experiment = await runner.repair(flags, leads, openTrees(nodeGrammars(io.assets)), observeAssets(io.assets));
    return { experiment, proven: experiment.verdict.candidates.length > 0 };
  });
}

/** The ranking of a failure. It only orders the search, so an error in it does not fail the experiment. */
export async function suspectsOf(
  analysis: Analysis,
  report: FailureReport,
  io: CliIo,
  coverage?: Coverage,
): Promise<Suspect[] | undefined> {
  return (await ranked(analysis, report, io, coverage))?.local.suspects;
}

/** Where a search for a small change begins; an error in it does not fail the search. */
export async function repairLeads(analysis: Analysis, report: FailureReport, io: CliIo, coverage?: Coverage): Promise<RepairLeads> {
  const found = await ranked(analysis, report, io, coverage);
  if (!found) return { suspects: [] };
  return { suspects: found.local.suspects, rehearsed: await rehearsedFor(analysis, found.collected.case, io.signal) };
}

async function ranked(analysis: Analysis, report: FailureReport, io: CliIo, coverage?: Coverage): Promise<GatheredEvidence | undefined> {
  try {
    const request = { report, options: collectOptions(), known: () => ({ preference: NO_PREFERENCE, coverage }) };
    return await gatherEvidence(analysis, request, { signal: io.signal });
  } catch {
    io.signal.throwIfAborted();
    return undefined;
  }
}

/** Bytes; no fix is this long. */
const MAX_PATCH = 20_000_000;

const GIVE_A_PATCH = t('Give the patch with --patch FILE, or - for standard input.');

async function patchText(name: string, io: CliIo): Promise<string> {
  const input = {
    problems: pathProblems(GIVE_A_PATCH),
    most: MAX_PATCH,
    tooLong: `${t('{0} is longer than any patch.', name)} ${GIVE_A_PATCH}`,
  };
  const text = await wholeInput(name === '-' ? undefined : name, input, io);
  if (!text.trim()) throw new UsageError(`${t('{0} is empty.', name === '-' ? t('Standard input') : name)} ${GIVE_A_PATCH}`);
  return text;
}
