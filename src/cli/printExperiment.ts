import { ExperimentProblem, type Experiment, type ProveVerdict } from '../core/experiments/experiment';
import { createRedactor } from '../core/prompt/redactor';
import type { Format } from './formats/format';
import { printFound } from './formats/printFound';
import { proofFound } from './formats/proofFound';
import type { CliIo } from './io';
import { json, say } from './print';
import { besideExperiment, notMade, printedExperiment, type Purpose } from './printedExperiment';
import { renderExperiment } from './renderExperiment';

/** Exit code of an experiment that proved nothing or found nothing. */
const NOT_PROVEN = 4;
const DOES_NOT_FAIL = 1;

interface PrintFlags {
  json: boolean;
  /** Of a proof; others are printed for people or as JSON. */
  format?: Format;
  workspace: string;
}

/** Prints an experiment in the format that was asked for. @returns the exit code */
export async function printExperiment(experiment: Experiment, proven: boolean, flags: PrintFlags, io: CliIo): Promise<number> {
  if (isForTools(flags)) {
    const proof = experiment as Experiment<'prove', ProveVerdict>;
    await printFound(await proofFound(proof, flags.workspace, io), flags.format, io);
  } else {
    const text = flags.json ? json(printedExperiment(experiment)) : renderExperiment(experiment);
    const [redacted = ''] = io.forModel ? await createRedactor({ emails: true, home: true }).redactAll([text]) : [text];
    io.stdout.write(redacted);
  }
  if (flags.json) say(besideExperiment(experiment), io);
  if (proven) return 0;
  // What is proven here passes by right.
  return experiment.baseline.outcome === 'passes' && experiment.purpose !== 'prove' ? DOES_NOT_FAIL : NOT_PROVEN;
}

/**
 * Says why an experiment is impossible; programs get it as an experiment that found nothing.
 * @returns the exit code
 * @throws any other error
 */
export async function printProblem(
  error: unknown,
  purpose: Purpose,
  flags: PrintFlags & { command: readonly string[] },
  io: CliIo,
): Promise<number> {
  if (!(error instanceof ExperimentProblem)) throw error;
  const nothing = notMade(purpose, flags.command, error.message);
  if (isForTools(flags)) return printExperiment(nothing, false, flags, io);
  if (flags.json) io.stdout.write(json(printedExperiment(nothing)));
  say([error.message], io);
  return NOT_PROVEN;
}

function isForTools(flags: PrintFlags): flags is PrintFlags & { format: Format } {
  return flags.format !== undefined && flags.format !== 'text' && flags.format !== 'json';
}
