import { t } from '../core/language';
import type { FailureReport } from '../core/capture/failureReport';
import type { Coverage } from '../core/experiments/coverage';
import { ExperimentProblem } from '../core/experiments/experiment';
import { openTrees } from '../core/syntax/openSyntax';
import { coverageExperiment } from '../node/experiments/coverageExperiment';
import { ExperimentRunner } from '../node/experiments/experimentRunner';
import type { LocalAnalysis } from '../node/localAnalysis';
import { nodeGrammars } from '../node/nodeGrammars';
import { captureInput } from './captureInput';
import type { CliCommand } from './cliCommand';
import { evidenceForCommand } from './diagnose';
import { EXIT } from './exit';
import type { CliIo } from './io';
import { observing } from './investigate';
import { isEmpty, noError } from './nothingFound';
import { passedSentence } from './passedTests';
import { plainText } from './plainText';
import { json, say } from './print';
import { progressLine } from './progress';
import { runCommand } from './runCommand';
import { unreadSentence } from './unreadOutput';

/** How long the runs after the first one may take that show which code the failing test runs. */
const LOOK_MS = 60_000;

interface Failed {
  report: FailureReport;
  outputBytes: number;
  coverage?: Coverage;
}

/** Prints the structured prompt of a failure in a text, or of a command that is run and run again to see which code it runs. */
export async function promptCommand(
  command: Extract<CliCommand, { name: 'prompt' }>,
  root: string,
  analysis: LocalAnalysis,
  io: CliIo,
): Promise<number> {
  const failed = command.command
    ? await runToFail({ ...command, command: command.command }, root, analysis, io)
    : await readFailure(command.file, analysis, io);
  if (!failed) return EXIT.noError;
  const { report, outputBytes, coverage } = failed;
  const ran = coverage && { coverage, fold: command.audience === 'agent' };
  const { evidence, prompt } = await evidenceForCommand(analysis, report, command, { audience: command.audience, outputBytes, ran }, io);
  say(evidence.notices, io);
  const { system, text, sections, tokens, budget, cuts } = prompt;
  io.stdout.write(command.json ? json({ system, text, sections, tokens, budget, cuts }) : `${plainText(text)}\n`);
  return EXIT.done;
}

async function readFailure(file: string | undefined, analysis: LocalAnalysis, io: CliIo): Promise<Failed | undefined> {
  const { report, end, bytes } = await captureInput(file, analysis, io);
  if (!isEmpty(report)) return { report, outputBytes: bytes() };
  noError(io, await end());
  return undefined;
}

async function runToFail(
  flags: { command: string[]; timeoutMs?: number },
  root: string,
  analysis: LocalAnalysis,
  io: CliIo,
): Promise<Failed | undefined> {
  const ran = await runCommand({ ...flags, reader: 'agent', investigateMs: LOOK_MS }, analysis, io);
  const { exitCode, report, outputBytes } = ran;
  if (exitCode !== 0 && report && !isEmpty(report)) return { report, outputBytes, coverage: await whatRan(flags, root, io) };
  const passed = passedSentence(ran.output);
  if (exitCode === 0)
    say([[passed, t('{0} passes: there is nothing to investigate.', flags.command.join(' '))].filter(Boolean).join(' ')], io);
  else if (report) say([passed ?? unreadSentence(ran, flags.command)], io);
  return undefined;
}

/** Undefined where it cannot be seen; then the evidence is what the output leads to. */
async function whatRan(flags: { command: string[]; timeoutMs?: number }, root: string, io: CliIo): Promise<Coverage | undefined> {
  const time = AbortSignal.timeout(LOOK_MS);
  const progress = progressLine(io);
  const options = observing(flags, root, { io, signal: AbortSignal.any([io.signal, time]), progress: progress.show });
  try {
    const { run } = await new ExperimentRunner(options).baseline();
    const { verdict } = await coverageExperiment({ ...options, known: run }, openTrees(nodeGrammars(io.assets)));
    return verdict.coverage;
  } catch (error) {
    io.signal.throwIfAborted();
    if (!time.aborted && !(error instanceof ExperimentProblem)) throw error;
    const why = error instanceof ExperimentProblem ? error.message : t('The experiments were not finished after {0} s.', LOOK_MS / 1000);
    io.stderr.write(`${plainText(why)}\n`);
    return undefined;
  } finally {
    progress.clear();
  }
}
