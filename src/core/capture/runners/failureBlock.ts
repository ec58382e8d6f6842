import type { Language } from '../failureReport';
import type { TraceError, OfferReply } from '../formats/format';
import type { FrameDraft } from '../formats/frameDraft';
import { FrameList } from '../formats/frameList';
import type { Line } from '../line';
import type { RunnerReader, TestFailure } from './runner';

/** Lines kept of one failure. */
const mostLines = 3000;
/** Characters kept of one line; lines that end a block are shorter. */
const longestLine = 4000;

export type BlockFailure = Omit<TestFailure, 'start' | 'end'>;

export interface BlockRules {
  /** Whether the line is no longer part of the block; called for every line below the first. */
  ends(text: string, lines: readonly string[]): boolean;
  /** The failures in the block's lines, including the first line. Empty where the block was not a failure. */
  read(lines: readonly string[]): BlockFailure[];
}

/** Reads the report of one failed test: all lines from its title to the next one. */
export class FailureBlock implements RunnerReader {
  readonly patience = mostLines;
  private readonly lines: string[] = [];
  private end: number;

  constructor(
    first: Line,
    private readonly rules: BlockRules,
    private readonly start = first.start,
  ) {
    this.end = first.end;
    this.lines.push(first.text);
  }

  offer(line: Line): OfferReply {
    if (line.text.length < longestLine && this.rules.ends(line.text, this.lines)) return 'end';
    if (this.lines.length < mostLines) this.lines.push(line.text.slice(0, longestLine));
    this.end = line.end;
    return 'taken';
  }

  close(): TestFailure[] {
    return this.rules.read(this.lines).map((failure) => ({ ...failure, start: this.start, end: this.end }));
  }
}

/** An error that only the runner reports. */
export function runnerError(
  language: Language,
  type: string,
  message: string,
  frames: readonly FrameDraft[],
): TraceError & { language: Language } {
  const list = new FrameList();
  for (const frame of frames) list.add(frame);
  return { type, message: message.trim(), role: 'thrown', frames: list, children: [], language };
}

/** Removes the indentation that all lines share. */
export function outdent(lines: readonly string[]): string[] {
  let depth = Infinity;
  for (const line of lines) if (line.trim() !== '') depth = Math.min(depth, line.length - line.trimStart().length);
  return Number.isFinite(depth) ? lines.map((line) => line.slice(Math.min(depth, line.length - line.trimStart().length))) : [...lines];
}
