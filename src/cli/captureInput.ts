import { resolve } from 'node:path';
import type { FailureReport } from '../core/capture/failureReport';
import { openInput } from '../node/disk/openInput';
import { kindOfPath, type PathKind } from '../node/disk/kindOfPath';
import type { LocalAnalysis } from '../node/localAnalysis';
import type { CliIo } from './io';
import { UsageError } from './options';
import { HeardEnd } from './passedTests';

const INPUT_PROBLEM: Partial<Record<PathKind, (file: string) => string>> = {
  absent: (file) => `There is no file ${file}. Check the name, or pipe the output in.`,
  folder: (file) => `${file} is a folder. Name a file with the output of the failure.`,
  endless: (file) => `${file} never ends. Name a file with the output of the failure.`,
  device: (file) => `${file} is a disk, not a file. Name a file with the output of the failure.`,
  circle: (file) => `${file} is a link that leads back to itself. Name a file with the output of the failure.`,
  closed: (file) => `${file} may not be read by this user. Check its permissions.`,
};

/** By these names nothing is opened again: a socket cannot be. */
const STANDARD_INPUT: ReadonlySet<string> = new Set(['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

/** What an input holds, and its end, in which a passing run has its summary. */
export interface CapturedInput {
  report: FailureReport;
  end: () => Promise<string>;
  /** Of standard input, where it was read. */
  bytes?: () => number;
}

async function endOf(path: string, signal: AbortSignal): Promise<string> {
  const heard = new HeardEnd();
  for await (const chunk of heard.listen(openInput(path, signal))) void chunk;
  return heard.text();
}

/**
 * The failure's text, from a file or from piped input.
 * @throws {UsageError} if there is no input
 */
export async function captureInput(file: string | undefined, analysis: LocalAnalysis, io: CliIo): Promise<CapturedInput> {
  if (file === undefined || STANDARD_INPUT.has(file)) {
    if (io.stdinIsTerminal && file === undefined)
      throw new UsageError('Nothing to read. Name a file, or pipe the output in: npm test 2>&1 | debug-with-context diagnose');
    const heard = new HeardEnd();
    const report = await analysis.captureStream(heard.listen(io.stdin), io.signal);
    return { report, end: async () => heard.text(), bytes: () => heard.bytes };
  }
  const path = await inputPath(file, io, INPUT_PROBLEM);
  const report = await analysis.call('capture', { file: path }, { signal: io.signal });
  return { report, end: () => endOf(path, io.signal) };
}

/**
 * An absolute path of a file that a person named for reading.
 * @param problems sentences for paths that cannot be read
 * @throws {UsageError}
 */
export async function inputPath(
  file: string,
  { cwd }: Pick<CliIo, 'cwd'>,
  problems: Partial<Record<PathKind, (file: string) => string>>,
): Promise<string> {
  const path = resolve(cwd, file);
  const problem = problems[await kindOfPath(path)];
  if (problem) throw new UsageError(problem(file));
  return path;
}
