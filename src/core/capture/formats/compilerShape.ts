import type { Line, Lookback } from '../line';
import type { Trigger } from '../scan/triggers';
import type { FrameDraft } from './frameDraft';

/** The first line of an error that a compiler or a bundler prints. */
export interface CompilerMessage {
  /** The code, or the word for an error, as it is printed. */
  type: string;
  message: string;
  /** Absent where it follows on a line below. */
  frame?: FrameDraft;
  /** The error's first line. */
  first: Line;
  /** The lines below: a line of code with a mark under it, or a numbered line after a blank one. */
  code?: 'marked' | 'numbered';
  /** Without a mark below, this is not compiler output. */
  needsMark?: boolean;
  /** The places that led to a place in a library's file, the nearest first. */
  outer?: readonly FrameDraft[];
  /** The code comes after a blank line. */
  spaced?: true;
  /** The message has no further lines. */
  complete?: true;
  /** A tool's error about no place in a file. */
  unplaced?: true;
  /** Further problems of the same file may follow, one a line. */
  listed?: true;
}

/** One way to print an error. */
export interface CompilerShape {
  trigger: Trigger;
  read(line: Line, before: Lookback): CompilerMessage | undefined;
}

/** An error with its place. */
export function found(first: Line, type: string, message: string, frame: FrameDraft): CompilerMessage {
  return { type, message, frame, first };
}

/** The place of an error, as its line writes it. */
export function place(line: Line, file: string, at: string, column: string | undefined): FrameDraft {
  const frame: FrameDraft = { file, line: Number(at), raw: line.text.trim() };
  if (column !== undefined) frame.column = Number(column);
  return frame;
}
