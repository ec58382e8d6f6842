import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { t } from '../core/language';
import { toRelative } from '../core/workspace/workspacePaths';
import type { Experiment } from '../core/experiments/experiment';
import { openSyntax, openTrees } from '../core/syntax/openSyntax';
import type { Syntax } from '../core/syntax/syntax';
import { observeAssets } from '../node/experiments/observeAssets';
import type { ObserveOptions } from '../node/experiments/observedCommand';
import type { TracedValue } from '../core/experiments/chainTo';
import { chainParts, plainExpression } from '../core/experiments/expressionText';
import { kindOfPath } from '../node/disk/kindOfPath';
import { NodeFiles } from '../node/files';
import { traceExperiment } from '../node/experiments/traceExperiment';
import { valuesExperiment } from '../node/experiments/valuesExperiment';
import { nodeGrammars } from '../node/nodeGrammars';
import type { CliIo } from './io';
import type { ExperimentFlags } from './cliCommand';
import { UsageError } from './options';
import { FirstRun, recordExperiment } from './outsideTries';
import { plainText } from './plainText';
import { progressLine } from './progress';
import { printExperiment, printProblem } from './printExperiment';
import type { Purpose } from './printedExperiment';

/** `values -- COMMAND…` @returns the exit code */
export function valuesCommand(flags: ExperimentFlags, root: string, io: CliIo): Promise<number> {
  return observe('values', flags, root, io, async (options, syntax) => {
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
  await checkPlace(value, root);
  return observe('trace', flags, root, io, async (options, syntax) => {
    const experiment = await traceExperiment(options, value, syntax, openTrees(nodeGrammars(io.assets)));
    return { experiment, found: experiment.verdict.divergence !== undefined };
  });
}

async function observe(
  purpose: Purpose,
  flags: ExperimentFlags,
  root: string,
  io: CliIo,
  make: (options: ObserveOptions, syntax: Syntax) => Promise<{ experiment: Experiment; found: boolean }>,
): Promise<number> {
  const progress = progressLine(io);
  const first = new FirstRun();
  const options: ObserveOptions = {
    command: flags.command,
    cwd: io.cwd,
    root,
    env: io.env,
    input: io.inputFile,
    assets: observeAssets(io.assets),
    timeoutMs: flags.timeoutMs,
    signal: io.signal,
    progress: (message) => {
      first.progress();
      progress.show(message);
    },
    onOutput: first.output,
    onNotice: (sentence) => io.stderr.write(`${plainText(sentence)}\n`),
  };
  try {
    const { experiment, found } = await make(options, openSyntax(nodeGrammars(io.assets)));
    progress.clear();
    await recordExperiment(experiment, first, { root, command: flags.command }, io);
    return await printExperiment(experiment, found, flags, io);
  } catch (error) {
    progress.clear();
    return await printProblem(error, purpose, flags, io);
  }
}

/** @throws {UsageError} if the value cannot be at that line */
async function checkPlace({ file, line, expression }: TracedValue, root: string): Promise<void> {
  const text = await new NodeFiles({ roots: [root] }).read(file);
  if (text === undefined) return;
  const lines = text.replace(/\r?\n$/, '').split('\n').length;
  if (line > lines)
    throw new UsageError(
      lines === 1
        ? t('{0} has one line, so there is no line {1}.', file, line)
        : t('{0} has {1} lines, so there is no line {2}.', file, lines, line),
    );
  const { root: name } = chainParts(plainExpression(expression));
  if (!text.includes(name))
    throw new UsageError(t('{0} does not mention {1}. Name a value as it is written on line {2}.', file, name, line));
}

/** By its name in the workspace, or by its path relative to the current folder. */
async function fileInWorkspace(file: string, root: string, cwd: string): Promise<string> {
  let exists = false;
  for (const folder of [root, cwd]) {
    const path = await realpath(resolve(folder, file)).catch(() => undefined);
    const relative = path && toRelative([await realpath(root)], path);
    if (path !== undefined && (await kindOfPath(path)) === 'folder')
      throw new UsageError(t('{0} is a folder. Name a line of a file with --at FILE:LINE.', file));
    if (relative) return relative;
    exists ||= path !== undefined;
  }
  if (exists) throw new UsageError(t('{0} lies outside of the workspace. Name a file of the workspace with --at FILE:LINE.', file));
  throw new UsageError(t('There is no file {0} in the workspace. Name the place with --at FILE:LINE.', file));
}
