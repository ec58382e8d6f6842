import { resolve } from 'node:path';
import { t } from '../core/language';
import type { FailureReport } from '../core/capture/failureReport';
import { openInput } from '../node/disk/openInput';
import { kindOfPath, lengthOf, type PathKind } from '../node/disk/kindOfPath';
import type { LocalAnalysis } from '../node/localAnalysis';
import type { CliIo } from './io';
import { UsageError } from './options';
import { HeardEnd } from './heardEnd';

/** Sentences for paths that cannot be read. */
export type PathProblems = Partial<Record<PathKind, (file: string) => string>>;

/** @param advice a sentence that says what to name instead; another one may fit a file that is not there */
export function pathProblems(advice: string, absent = advice): PathProblems {
  return {
    absent: (file) => `${t('There is no file {0}.', file)} ${absent}`,
    folder: (file) => `${t('{0} is a folder.', file)} ${advice}`,
    endless: (file) => `${t('{0} never ends.', file)} ${advice}`,
    device: (file) => `${t('{0} is a disk, not a file.', file)} ${advice}`,
    circle: (file) => `${t('{0} is a link that leads back to itself.', file)} ${advice}`,
    closed: (file) => t('{0} may not be read by this user. Check its permissions.', file),
  };
}

const INPUT_PROBLEM = pathProblems(t('Name a file with the output of the failure.'), t('Check the name, or pipe the output in.'));

/** By these names nothing is opened again: a socket cannot be. */
const STANDARD_INPUT: ReadonlySet<string> = new Set(['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

/** What an input holds, and its end, in which a passing run has its summary. */
export interface CapturedInput {
  report: FailureReport;
  end: () => Promise<string>;
  /** How long it is, once it was read; Infinity where that is not known. */
  bytes: () => number;
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
      throw new UsageError(t('Nothing to read. Name a file, or pipe the output in: npm test 2>&1 | debug-with-context diagnose'));
    const heard = new HeardEnd();
    const report = await analysis.captureStream(heard.listen(io.stdin), io.signal);
    return { report, end: async () => heard.text(), bytes: () => heard.bytes };
  }
  const path = await inputPath(file, io, INPUT_PROBLEM);
  const report = await analysis.call('capture', { file: path }, { signal: io.signal });
  const bytes = await lengthOf(path);
  return { report, end: () => endOf(path, io.signal), bytes: () => bytes };
}

/**
 * An absolute path of a file that a person named for reading.
 * @param problems sentences for paths that cannot be read
 * @throws {UsageError}
 */
export async function inputPath(file: string, { cwd }: Pick<CliIo, 'cwd'>, problems: PathProblems): Promise<string> {
  const path = resolve(cwd, file);
  const problem = problems[await kindOfPath(path)];
  if (problem) throw new UsageError(problem(file));
  return path;
}

/** An input that is read as a whole. */
export interface WholeInput {
  problems: PathProblems;
  /** Bytes at most. */
  most: number;
  /** The sentence for one that is longer. */
  tooLong: string;
}

/**
 * The whole text of a file, or of standard input where none is named.
 * @throws {UsageError}
 */
export async function wholeInput(file: string | undefined, { problems, most, tooLong }: WholeInput, io: CliIo): Promise<string> {
  const source: AsyncIterable<string | Uint8Array> =
    file === undefined ? io.stdin : openInput(await inputPath(file, io, problems), io.signal);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    chunks.push(Buffer.from(chunk as Uint8Array));
    length += chunk.length;
    if (length > most) throw new UsageError(tooLong);
  }
  return Buffer.concat(chunks).toString('utf8');
}
