import { assembleReport } from './assembleReport';
import { bareErrors } from './bareErrors';
import { commandError } from './commandFailure';
import { exitError } from './exitError';
import { checkedValues, failedChecks } from './failedChecks';
import { loggedErrors } from './loggedErrors';
import { TextDecoding } from './decodeText';
import type { ErrorReport, FailureReport } from './failureReport';
import { formats } from './formats/formats';
import { printedErrors } from './printedErrors';
import { runners } from './runners/runners';
import { OutputUnwrapping } from './unwrap/outputUnwrapping';
import { stripTerminalSequences } from './unwrap/terminalText';
import type { ScanSettings } from './scan/scanSettings';
import { TraceScanner } from './scan/traceScanner';

export interface CaptureOptions {
  /** Absolute folders of the workspace: files in them are judged by their path relative to the folder. */
  roots?: readonly string[];
  signal?: AbortSignal;
}

/** All formats and runners. */
export const allFormats: ScanSettings = { formats, runners };

/** A long text is read in pieces of this length, UTF-16 units. */
const piece = 1024 * 1024;
/** Yields to the event loop after this many ms. */
const turn = 20;

/**
 * Text → failures. Reads a stream as it arrives, keeps only the failures in memory, and yields to the event loop in between.
 * @param source a text, or chunks of text or bytes (UTF-8 or UTF-16); a character may be cut between two chunks of bytes
 * @throws the signal's reason when it is aborted, and whatever the source throws
 */
export async function captureFailure(
  source: string | AsyncIterable<string | Uint8Array>,
  options: CaptureOptions = {},
): Promise<FailureReport> {
  const { signal } = options;
  const reading = new Reading(options.roots);
  let since = performance.now();
  for await (const chunk of typeof source === 'string' ? [source] : source) {
    signal?.throwIfAborted();
    for (let at = 0; at < chunk.length; at += piece) {
      reading.push(
        chunk.length <= piece ? chunk : typeof chunk === 'string' ? chunk.slice(at, at + piece) : chunk.subarray(at, at + piece),
      );
      if (performance.now() - since < turn) continue;
      await new Promise((resolve) => setTimeout(resolve, 0));
      signal?.throwIfAborted();
      since = performance.now();
    }
  }
  return reading.report();
}

/** The same for a complete text, synchronously. For texts that a person pastes or selects; longer ones are for {@link captureFailure}. */
export function parseFailure(text: string, options: Pick<CaptureOptions, 'roots'> = {}): FailureReport {
  const reading = new Reading(options.roots);
  reading.push(text);
  return reading.report();
}

/** Enough of the input's end to find a bare error message in. */
const tail = 64 * 1024;

class Reading {
  private readonly scanner = new TraceScanner(allFormats);
  private readonly unwrapping = new OutputUnwrapping();
  private decoding: TextDecoding | undefined;
  private last = '';

  constructor(private readonly roots: readonly string[] = []) {}

  push(chunk: string | Uint8Array): void {
    if (typeof chunk === 'string') this.pushText(chunk);
    else this.pushText((this.decoding ??= new TextDecoding()).decode(chunk));
  }

  report(): FailureReport {
    if (this.decoding) this.pushText(this.decoding.end());
    this.scan(this.unwrapping.end());
    this.scanner.end();
    const report = assembleReport(this.scanner.found, this.scanner.failures, formats, this.roots);
    if (this.scanner.leftOut > 0) report.leftOut = this.scanner.leftOut;
    const end = (): string => stripTerminalSequences(this.last);
    // A message without a trace counts only where no trace was found, because logs are full of them.
    if (!report.errors.length) return { ...report, errors: errorsWithoutTrace(end()) };
    // A program goes on after a warning: what it printed then says what is wrong.
    return report.errors.every(onlyWarns) && !report.expectations.length ? { ...report, expectations: checkedValues(end()) } : report;
  }

  private pushText(text: string): void {
    this.scan(this.unwrapping.push(text));
  }

  private scan(text: string): void {
    if (text === '') return;
    this.scanner.push(text);
    this.last = text.length >= tail ? text.slice(-tail) : (this.last + text).slice(-tail);
  }
}

/** Whether a program goes on after an error, as PHP does after these. */
function onlyWarns({ language, type }: ErrorReport): boolean {
  return language === 'php' && /^(?:Warning|Notice|Deprecated)$/.test(type);
}

/** For a text without a trace: the later of a command that did not run and the bare messages. */
export function errorsWithoutTrace(text: string): ErrorReport[] {
  const command = commandError(text);
  const bare = bareErrors(text);
  if (!command)
    return [bare, loggedErrors(text), failedChecks(text), printedErrors(text), exitError(text)].find((errors) => errors.length > 0) ?? [];
  const at = text.lastIndexOf(command.message);
  const later = bare.filter(({ message }) => text.lastIndexOf(message) > at + command.message.length);
  return later.length > 0 ? bare : [command];
}
