import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { toRelative } from '../core/workspace/workspacePaths';
import { ExperimentProblem, type Experiment } from '../core/experiments/experiment';
import { openSyntax, openTrees } from '../core/syntax/openSyntax';
import type { Syntax } from '../core/syntax/syntax';
import { observeAssets } from '../node/experiments/observeAssets';
import type { ObserveOptions } from '../node/experiments/observedCommand';
import type { TracedValue } from '../core/experiments/chainTo';
import { traceExperiment } from '../node/experiments/traceExperiment';
import { valuesExperiment } from '../node/experiments/valuesExperiment';
import { nodeGrammars } from '../node/nodeGrammars';
import type { CliIo } from './io';
import { UsageError, type ExperimentFlags } from './options';
import { plainText } from './plainText';
import { progressLine } from './progress';
import { renderExperiment } from './renderExperiment';

const DOES_NOT_FAIL = 1;
/** The command fails, but looking into it revealed nothing. */
const NOT_FOUND = 4;

/** `values -- COMMAND…` @returns the exit code */
export function valuesCommand(flags: ExperimentFlags, root: string, io: CliIo): Promise<number> {
  return observe(flags, root, io, async (options, syntax) => {
    const experiment = await valuesExperiment(options, syntax);
    return { experiment, found: experiment.verdict.frames.length > 0 };
  });
}

/** `trace --value EXPR --at FILE:LINE -- COMMAND…` @returns the exit code */
export async function traceCommand(
  flags: ExperimentFlags & { value: string; file: string; line: number },
  root: string,
  io: CliIo,
): Promise<number> {
  const value: TracedValue = { file: await fileInWorkspace(flags.file, root, io.cwd), line: flags.line, expression: flags.value };
  return observe(flags, root, io, async (options, syntax) => {
    const experiment = await traceExperiment(options, value, syntax, openTrees(nodeGrammars(io.assets)));
    return { experiment, found: experiment.verdict.divergence !== undefined };
  });
}

async function observe(
  flags: ExperimentFlags,
  root: string,
  io: CliIo,
  make: (options: ObserveOptions, syntax: Syntax) => Promise<{ experiment: Experiment; found: boolean }>,
): Promise<number> {
  const progress = progressLine(io);
  const options: ObserveOptions = {
    command: flags.command,
    cwd: io.cwd,
    root,
    env: io.env,
    assets: observeAssets(io.assets),
    timeoutMs: flags.timeoutMs,
    signal: io.signal,
    progress: progress.show,
  };
  try {
    const { experiment, found } = await make(options, openSyntax(nodeGrammars(io.assets)));
    progress.clear();
    io.stdout.write(flags.json ? `${JSON.stringify(experiment, null, 2)}\n` : renderExperiment(experiment));
    const { outcome, why } = experiment.baseline;
    if (flags.json && outcome !== 'fails' && why) io.stderr.write(`${plainText(why)}\n`);
    if (outcome === 'passes') return DOES_NOT_FAIL;
    return found ? 0 : NOT_FOUND;
  } catch (error) {
    progress.clear();
    if (!(error instanceof ExperimentProblem)) throw error;
    io.stderr.write(`${plainText(error.message)}\n`);
    return NOT_FOUND;
  }
}

/** By its name in the workspace, or by its path relative to the current folder. */
async function fileInWorkspace(file: string, root: string, cwd: string): Promise<string> {
  for (const folder of [root, cwd]) {
    const path = await realpath(resolve(folder, file)).catch(() => undefined);
    const relative = path && toRelative([await realpath(root)], path);
    if (relative) return relative;
  }
  throw new UsageError(`There is no file ${file} in the workspace. Name the place with --at FILE:LINE.`);
}
