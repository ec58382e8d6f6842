import { resolve } from 'node:path';
import { NO_PREFERENCE } from '../core/suspects/preference';
import type { FailureReport } from '../core/capture/failureReport';
import { blamedHypothesis, suspectsAfterBlame } from '../core/experiments/blamedChange';
import type { BlameVerdict } from '../core/experiments/experiment';
import { MAX_HYPOTHESES, type Hypothesis } from '../core/hypothesis';
import type { Suspect } from '../core/suspects/suspect';
import { DiagnosisPipeline } from '../node/diagnosisPipeline';
import { kindOfPath, type PathKind } from '../node/disk/kindOfPath';
import { chooseProvider } from './chooseProvider';
import { askProvider } from './askProvider';
import { diagnosisContext, diagnosisHypotheses, diagnosisSuspects, type Diagnosis } from './diagnosis';
import { blameCommand, repairCommand, verifyCommand } from './experimentCommands';
import { HELP } from './help';
import type { CliIo } from './io';
import { investigate, type Investigated } from './investigate';
import { traceCommand, valuesCommand } from './observeCommands';
import { readCommand, UsageError, type CliCommand, type CollectFlags, type ProviderFlags } from './options';
import { plainText } from './plainText';
import { progressLine } from './progress';
import { renderDiagnosis } from './renderDiagnosis';
import { renderReport } from './renderReport';
import { runCommand } from './runCommand';

/** The CLI's exit codes; `run` ends with the exit code of what it ran. */
export const EXIT = { done: 0, noError: 1, usage: 2, provider: 3 } as const;

/** Runs one command line. Returns the exit code. */
export async function main(argv: readonly string[], io: CliIo, version: string): Promise<number> {
  try {
    const command = readCommand(argv, io.cwd);
    return await execute(command, io, version);
  } catch (error) {
    // The input was there, and then could not be read: a file of /proc, a disk that fails.
    const unread = (error as NodeJS.ErrnoException).syscall === 'read' ? (error as NodeJS.ErrnoException).code : undefined;
    if (!(error instanceof UsageError) && unread === undefined) throw error;
    const said =
      error instanceof UsageError ? error.message : `The input cannot be read (${unread}). Give the output of the failure as a file.`;
    io.stderr.write(`${plainText(said)}\n`);
    return EXIT.usage;
  }
}

async function execute(command: CliCommand, io: CliIo, version: string): Promise<number> {
  switch (command.name) {
    case 'help':
      io.stdout.write(HELP);
      return EXIT.done;
    case 'version':
      io.stdout.write(`${version}\n`);
      return EXIT.done;
    case 'parse': {
      const report = await openPipeline(io, io.cwd).capture(await input(command.file, io), { signal: io.signal });
      io.stdout.write(command.json ? json(report) : renderReport(report));
      return isEmpty(report) ? noError(io) : EXIT.done;
    }
    case 'prompt': {
      const pipeline = openPipeline(io, await workspace(command));
      const report = await pipeline.capture(await input(command.file, io), { signal: io.signal });
      if (isEmpty(report)) return noError(io);
      const { scene, prompt } = await collect(pipeline, report, command, io);
      say(scene.notices, io);
      const { system, text, sections, tokens, budget, cuts } = prompt;
      io.stdout.write(command.json ? json({ system, text, sections, tokens, budget, cuts }) : `${plainText(text)}\n`);
      return EXIT.done;
    }
    case 'diagnose': {
      const pipeline = openPipeline(io, await workspace(command));
      const report = await pipeline.capture(await input(command.file, io), { signal: io.signal });
      if (isEmpty(report)) return noError(io);
      return diagnose(pipeline, report, command, io);
    }
    case 'verify':
      return verifyCommand(command, await workspace(command), io);
    case 'blame': {
      const root = await workspace(command);
      return blameCommand(command, root, io, openPipeline(io, root));
    }
    case 'repair': {
      const root = await workspace(command);
      return repairCommand(command, root, io, openPipeline(io, root));
    }
    case 'values':
      return valuesCommand(command, await workspace(command), io);
    case 'trace':
      return traceCommand(command, await workspace(command), io);
    case 'run': {
      const root = await workspace(command);
      const pipeline = openPipeline(io, root);
      const ran = await runCommand(command.command, pipeline, io);
      if (ran.exitCode !== 0 && ran.report && !isEmpty(ran.report)) {
        const { investigateMs } = command;
        const found =
          investigateMs === undefined ? undefined : await investigate({ ...command, investigateMs }, ran.report, root, io, pipeline);
        await diagnose(pipeline, ran.report, command, io, found);
      } else if (ran.exitCode !== 0 && ran.report) {
        noError(io);
      }
      return ran.exitCode;
    }
  }
}

async function diagnose(
  pipeline: DiagnosisPipeline,
  report: FailureReport,
  command: CollectFlags & ProviderFlags & { json: boolean },
  io: CliIo,
  found?: Investigated,
): Promise<number> {
  const collected = await collect(pipeline, report, command, io, found?.values);
  const { scene, prompt } = collected;
  const local = await pipeline.rank(collected.case, NO_PREFERENCE, { signal: io.signal }, found?.coverage);
  const provider = await chooseProvider(command, local, io);
  const answer = await askProvider(provider, pipeline, { ...collected, suspects: local.suspects }, io.signal);
  const diagnosis: Diagnosis = {
    report,
    context: diagnosisContext(scene, prompt),
    ...diagnosedWith(found?.blame, local.suspects, answer.hypotheses),
    provider: provider.label,
    ...(answer.error && { error: { kind: answer.error.kind, message: answer.error.message } }),
    ...(found && { experiments: found.experiments }),
  };
  say([...scene.notices, ...answer.notices], io);
  io.stdout.write(command.json ? json(diagnosis) : renderDiagnosis(diagnosis));
  if (!answer.error) return EXIT.done;
  io.stderr.write(`${plainText(answer.error.message)}\n`);
  return EXIT.provider;
}

/** Suspects and hypotheses, after what experiments proved. */
function diagnosedWith(
  blame: BlameVerdict | undefined,
  suspects: readonly Suspect[],
  hypotheses: readonly Hypothesis[],
): Pick<Diagnosis, 'suspects' | 'hypotheses'> {
  const proved = blame && blamedHypothesis(blame);
  return {
    suspects: diagnosisSuspects(blame ? suspectsAfterBlame(suspects, blame.changes) : suspects),
    hypotheses: diagnosisHypotheses(proved ? [proved, ...hypotheses].slice(0, MAX_HYPOTHESES) : hypotheses),
  };
}

async function collect(
  pipeline: DiagnosisPipeline,
  report: FailureReport,
  flags: CollectFlags,
  io: CliIo,
  values: Investigated['values'] = [],
) {
  const progress = progressLine(io);
  try {
    return await pipeline.collect(
      report,
      {
        expected: flags.expected,
        actual: flags.actual,
        changesWindowMs: flags.changesWindowMs,
        budget: flags.budget,
        references: flags.references,
        unsaved: {},
        removed: [],
        edited: {},
        chosenFiles: {},
        keptSecrets: [],
        values,
        redactEmails: true,
        redactHome: true,
      },
      [],
      { signal: io.signal, progress: progress.show },
    );
  } finally {
    progress.clear();
  }
}

function openPipeline(io: CliIo, root: string): DiagnosisPipeline {
  return new DiagnosisPipeline({ roots: [root], assets: io.assets, ignore: [] });
}

async function workspace({ workspace: folder }: Pick<CollectFlags, 'workspace'>): Promise<string> {
  const root = resolve(folder);
  if ((await kindOfPath(root)) !== 'folder') {
    throw new UsageError(`${folder} is not a folder that can be read. Give the code that failed with --workspace DIR.`);
  }
  return root;
}

const INPUT_PROBLEM: Partial<Record<PathKind, (file: string) => string>> = {
  absent: (file) => `There is no file ${file}. Check the name, or pipe the output in.`,
  folder: (file) => `${file} is a folder. Name a file with the output of the failure.`,
  endless: (file) => `${file} never ends. Name a file with the output of the failure.`,
  device: (file) => `${file} is a disk, not a file. Name a file with the output of the failure.`,
  closed: (file) => `${file} may not be read by this user. Check its permissions.`,
};

async function input(file: string | undefined, io: CliIo): Promise<{ stream: AsyncIterable<Uint8Array | string> } | { file: string }> {
  if (file === undefined) {
    if (io.stdinIsTerminal)
      throw new UsageError('Nothing to read. Name a file, or pipe the output in: npm test 2>&1 | debug-with-context diagnose');
    return { stream: io.stdin };
  }
  const path = resolve(io.cwd, file);
  const problem = INPUT_PROBLEM[await kindOfPath(path)];
  if (problem) throw new UsageError(problem(file));
  return { file: path };
}

function isEmpty(report: FailureReport): boolean {
  return report.errors.length === 0 && report.expectations.length === 0;
}

function noError(io: CliIo): number {
  io.stderr.write('The input holds no error that is known. Give the whole output, from the error message to the last line of its trace.\n');
  return EXIT.noError;
}

/** What the person should know beside the result. */
function say(notices: readonly string[], io: CliIo): void {
  for (const sentence of notices) io.stderr.write(`${plainText(sentence)}\n`);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
