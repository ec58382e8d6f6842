import { ExperimentProblem, type Experiment } from '../core/experiments/experiment';
import { createRedactor } from '../core/prompt/redactor';
import type { CliIo } from './io';
import { json, say } from './print';
import { besideExperiment, notMade, printedExperiment, type Purpose } from './printedExperiment';
import { renderExperiment } from './renderExperiment';

/** Exit code of an experiment that proved nothing or found nothing. */
const NOT_PROVEN = 4;
const DOES_NOT_FAIL = 1;

/** Prints an experiment, for people or as JSON. @returns the exit code */
export async function printExperiment(experiment: Experiment, proven: boolean, flags: { json: boolean }, io: CliIo): Promise<number> {
  const text = flags.json ? json(printedExperiment(experiment)) : renderExperiment(experiment);
  const [redacted = ''] = io.forModel ? await createRedactor({ emails: true, home: true }).redactAll([text]) : [text];
  io.stdout.write(redacted);
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
export function printProblem(error: unknown, purpose: Purpose, flags: { command: readonly string[]; json: boolean }, io: CliIo): number {
  if (!(error instanceof ExperimentProblem)) throw error;
  if (flags.json) io.stdout.write(json(printedExperiment(notMade(purpose, flags.command, error.message))));
  say([error.message], io);
  return NOT_PROVEN;
}
