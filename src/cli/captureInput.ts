import { resolve } from 'node:path';
import type { FailureReport } from '../core/capture/failureReport';
import { kindOfPath, type PathKind } from '../node/disk/kindOfPath';
import type { LocalAnalysis } from '../node/localAnalysis';
import type { CliIo } from './io';
import { UsageError } from './options';

const INPUT_PROBLEM: Partial<Record<PathKind, (file: string) => string>> = {
  absent: (file) => `There is no file ${file}. Check the name, or pipe the output in.`,
  folder: (file) => `${file} is a folder. Name a file with the output of the failure.`,
  endless: (file) => `${file} never ends. Name a file with the output of the failure.`,
  device: (file) => `${file} is a disk, not a file. Name a file with the output of the failure.`,
  closed: (file) => `${file} may not be read by this user. Check its permissions.`,
};

/**
 * What failed, by a file or by what is piped in.
 * @throws {UsageError} where there is nothing to read
 */
export async function captureInput(file: string | undefined, analysis: LocalAnalysis, io: CliIo): Promise<FailureReport> {
  if (file === undefined) {
    if (io.stdinIsTerminal)
      throw new UsageError('Nothing to read. Name a file, or pipe the output in: npm test 2>&1 | debug-with-context diagnose');
    return analysis.captureStream(io.stdin, io.signal);
  }
  const path = resolve(io.cwd, file);
  const problem = INPUT_PROBLEM[await kindOfPath(path)];
  if (problem) throw new UsageError(problem(file));
  return analysis.call('capture', { file: path }, { signal: io.signal });
}
