import { resolve } from 'node:path';
import { t } from '../core/language';
import { kindOfPath } from '../node/disk/kindOfPath';
import { rootProblem } from '../node/disk/rootProblem';
import { LocalAnalysis } from '../node/localAnalysis';
import { captureInput } from './captureInput';
import { checkHypothesis } from './checkHypothesis';
import { checkProbes } from './checkProbes';
import { completion } from './completion';
import { diagnose } from './diagnose';
import { blameCommand, proveCommand, repairCommand, verifyCommand } from './experimentCommands';
import { continueRun, recordedRun, startRun } from './goingOn';
import { printNothing } from './formats/printFound';
import { inRunnerLog } from './formats/workflowCommands';
import { helpText } from './help';
import { answerHook } from './hook/answerHook';
import { runHook } from './hook/runHook';
import type { CliIo } from './io';
import { investigate } from './investigate';
import { traceCommand, valuesCommand } from './observeCommands';
import type { CliCommand, CollectFlags } from './cliCommand';
import { readCommand, UsageError } from './options';
import { recordExperiment } from './outsideTries';
import { plainText } from './plainText';
import { EXIT } from './exit';
import { isEmpty, noError } from './nothingFound';
import { promptCommand } from './promptCommand';
import { passedSentence } from './passedTests';
import { json, say } from './print';
import { renderReport } from './renderReport';
import { runCommand } from './runCommand';
import { showInvestigation } from './showInvestigation';
import { unreadOutput, unreadSentence } from './unreadOutput';

/** Runs one command line. Returns the exit code. */
export async function main(argv: readonly string[], io: CliIo, version: string): Promise<number> {
  const recorded = await recordedRun(io);
  const code = await answer(argv, recorded?.io ?? io, version);
  await recorded?.ended(code);
  return code;
}

async function answer(argv: readonly string[], io: CliIo, version: string): Promise<number> {
  try {
    const command = readCommand(argv, io.cwd);
    // It may take longer than its caller waits, and one that reads no terminal can come back for the answer.
    // Who names a format is a program, which waits.
    const asked = command.name === 'run' && command.investigateMs !== undefined && command.format === undefined;
    if (asked && io.program !== undefined && !io.stdout.isTTY) {
      const code = await startRun(io.program, argv, command.waitMs, io);
      if (code !== undefined) return code;
    }
    const forRunner = 'format' in command && command.format === 'github';
    return await (forRunner ? inRunnerLog(io, (log) => execute(command, log, version)) : execute(command, io, version));
  } catch (error) {
    // The input exists but could not be read: a file of /proc, a failing disk.
    const { syscall, code } = error as NodeJS.ErrnoException;
    const unread = syscall === 'read' || syscall === 'open' ? code : undefined;
    if (!(error instanceof UsageError) && unread === undefined) throw error;
    const said =
      error instanceof UsageError
        ? error.message
        : t('The input cannot be read ({0}). Give the output of the failure as a file.', unread ?? '');
    io.stderr.write(`${plainText(said)}\n`);
    return EXIT.usage;
  }
}

async function execute(command: CliCommand, io: CliIo, version: string): Promise<number> {
  switch (command.name) {
    case 'help':
      io.stdout.write(helpText(command.of));
      return EXIT.done;
    case 'version':
      io.stdout.write(`${version}\n`);
      return EXIT.done;
    case 'parse': {
      const { report, end } = await captureInput(command.file, openAnalysis(io, io.cwd), io);
      io.stdout.write(command.json ? json(report) : renderReport(report));
      return isEmpty(report) ? noError(io, await end()) : EXIT.done;
    }
    case 'completion':
      io.stdout.write(completion(command.shell));
      return EXIT.done;
    case 'show':
      await showInvestigation(command, io);
      return EXIT.done;
    case 'prompt': {
      const root = await workspace(command);
      return promptCommand(command, root, openAnalysis(io, root), io);
    }
    case 'diagnose': {
      const analysis = openAnalysis(io, await workspace(command));
      const { report, end, bytes } = await captureInput(command.file, analysis, io);
      if (isEmpty(report)) {
        printNothing(command.format, io);
        return noError(io, await end());
      }
      return (await diagnose(analysis, report, command, io, undefined, bytes())) ? EXIT.done : EXIT.provider;
    }
    case 'verify':
      return verifyCommand(command, await workspace(command), io);
    case 'prove':
      return proveCommand(command, await workspace(command), io);
    case 'blame': {
      const root = await workspace(command);
      return blameCommand(command, root, io, openAnalysis(io, root));
    }
    case 'repair': {
      const root = await workspace(command);
      return repairCommand(command, root, io, openAnalysis(io, root));
    }
    case 'values':
      return valuesCommand(command, await workspace(command), io);
    case 'trace':
      return traceCommand(command, await workspace(command), io);
    case 'check': {
      const root = await workspace(command);
      return (await checkHypothesis(command, root, openAnalysis(io, root), io)) ? EXIT.done : EXIT.notProven;
    }
    case 'mcp': {
      const { serve } = await import('../mcp');
      await serve(command, io.assets);
      return EXIT.done;
    }
    case 'hook':
      await runHook(io, async () => answerHook);
      return EXIT.done;
    case 'check-probes':
      return (await checkProbes(command, await workspace(command), io)) ? EXIT.done : EXIT.notProven;
    case 'continue':
      return continueRun(command.run, command.waitMs, io);
    case 'run': {
      const root = await workspace(command);
      const analysis = openAnalysis(io, root);
      const ran = await runCommand(command, analysis, io);
      const isText = (command.format ?? 'text') === 'text';
      if (ran.exitCode !== 0 && ran.report && !isEmpty(ran.report)) {
        const { investigateMs } = command;
        const found =
          investigateMs === undefined ? undefined : await investigate({ ...command, investigateMs }, ran.report, root, io, analysis);
        for (const experiment of found?.experiments ?? [])
          await recordExperiment(experiment, ran.report, { root, command: command.command }, io);
        await diagnose(analysis, ran.report, command, io, found, ran.outputBytes);
      } else if (ran.exitCode === 0 && (command.investigateMs !== undefined || command.reader === 'agent') && isText) {
        const passes = t('{0} passes: there is nothing to investigate.', command.command.join(' '));
        io.stdout.write(`${plainText([passedSentence(ran.output), passes].filter(Boolean).join(' '))}\n`);
      } else if (command.reader === 'agent' && isText && ran.output) {
        io.stdout.write(await unreadOutput(ran, command.command, analysis));
      } else {
        printNothing(command.format, io);
        if (ran.exitCode !== 0 && ran.report) say([passedSentence(ran.output) ?? `${unreadSentence(ran, command.command)} ${NEXT}`], io);
      }
      return ran.exitCode;
    }
  }
}

function openAnalysis(io: CliIo, root: string): LocalAnalysis {
  return new LocalAnalysis({ roots: [root], assets: io.assets, ignore: [], onlyInside: io.forModel });
}

async function workspace({ workspace: folder }: Pick<CollectFlags, 'workspace'>): Promise<string> {
  const root = resolve(folder);
  if (!folder || (await kindOfPath(root)) !== 'folder') {
    throw new UsageError(
      t('{0} is not a folder that can be read. Give the code that failed with --workspace DIR.', folder || t('An empty name')),
    );
  }
  const problem = await rootProblem(root);
  if (problem !== undefined) throw new UsageError(problem);
  return root;
}

/** What a person can do about it, who saw the output. */
const NEXT = t('If it writes its errors into a file, give that file to diagnose.');
