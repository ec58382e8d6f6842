import { stripTerminalSequences } from '../capture/unwrap/terminalText';
import type { Asserted, AssertedTexts, WrongRelation } from './asserted/assertedValue';
import type { ReturnFacts } from './returns/returnFacts';
import { mergeShapes, objectShape, type Shape } from './shape';

/**
 * The records of an instrumented program: one JSON object a line, one file for each process and thread. Paths are absolute with `/`, or in
 * the program's own form.
 */
export type ObservedRecord =
  | ObservedThrow
  | ObservedHit
  | ObservedCoverage
  | ObservedReturns
  | ObservedAsserted
  | ObservedStep
  | ObservedNote;

export interface ObservedValue {
  name: string;
  shape: Shape;
  /** A text, number or boolean itself, where {@link ObserveSetup.contents} asks for it. */
  content?: string;
}

export interface ObservedFrame {
  file: string;
  /** 1-based, in the person's source. */
  line: number;
  /** 1-based. */
  column?: number;
  function?: string;
  values: ObservedValue[];
}

/** Something was thrown or rejected. */
export interface ObservedThrow {
  record: 'throw';
  /** Grows within a process and thread. */
  order: number;
  type: string;
  message: string;
  /** The order of the error that has this one as its cause or as part of its group. */
  within?: number;
  /** Frames of the workspace, innermost first. */
  frames: ObservedFrame[];
}

/** A point was reached. */
export interface ObservedHit {
  record: 'hit';
  order: number;
  point: number;
  /** The number of times that the point was reached before. */
  hit: number;
  /** The value is, or holds, what is wrong in {@link ObserveSetup.asserted}. */
  wrong?: WrongRelation;
  /** The value is a piece of that one, at a place where it differs from the expected one, and may be right. */
  near?: true;
  /** Of the point's expression; absent where its evaluation would run code of the program. */
  shape?: Shape;
  /** The locals of the frame, for a point that asks for them. */
  frame?: ObservedFrame;
}

/** The parts of a file that ran since the previous record. */
export interface ObservedCoverage {
  record: 'coverage';
  file: string;
  /** 1-based. */
  lines: number[];
  /** 1-based first lines of called functions. */
  functions: number[];
}

/** A function's number in watched texts; of Python its absolute file and first line, `/ws/a.py:12`. */
export type FunctionId = number | string;

/** What the watched functions returned until a failure, since the test or assertion before it. */
export interface ObservedReturns {
  record: 'returns';
  /** Failed tests or assertions of this process before. */
  failure: number;
  functions: (ReturnFacts & { id: FunctionId })[];
}

/** What a failed assertion compared, in full; written where the language's messages shorten it, and kept in no store. */
export interface ObservedAsserted extends Asserted {
  record: 'asserted';
  /** Failed tests of this process before. */
  failure: number;
}

/**
 * A test or an assertion was reported: code that ran since the previous step belongs to this one. The last step of a process is its end.
 */
export interface ObservedStep {
  record: 'step';
  outcome: 'passed' | 'failed' | 'ended';
  name: string;
}

export interface ObservedNote {
  record: 'note';
  /** `pauses`: there were too many throws, so the rest was not observed. */
  what: 'pauses' | 'inspected' | 'failed';
  detail?: string;
}

/** A point where an instrument records a value. */
export interface ObservePoint {
  id: number;
  /** Absolute with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  /** 1-based. */
  column: number;
  /** `before` or `after` the statement there runs; or where the function around it `returns`. */
  when: 'before' | 'after' | 'returns';
  /** 1-based last line of the statement, for `after`. */
  endLine?: number;
  /** Where the code after the expression begins on that line, if it does; 1-based. */
  endColumn?: number;
  /** For `after`: the statement is a loop's header, and the next code runs again without it. */
  loops?: true;
  /** Only values that are wrong or near it are recorded. */
  onlyWrong?: true;
  /** For `returns`: also record the locals. */
  locals?: true;
  /** The recorded expression; for `returns` the returned value. If absent, every local. */
  expression?: string;
}

/** The settings of a run's instrument: `setup.json` in its folder. */
export interface ObserveSetup {
  /** Absolute folders with `/`; code elsewhere and in `node_modules` is not observed. */
  roots: string[];
  throws: ThrowTarget[];
  points: ObservePoint[];
  /** Record the lines and functions that run. */
  coverage?: true;
  /**
   * Record which functions return the value that the assertion saw: those of Python's files, absolute with `/`. JavaScript's texts must
   * report what they return.
   */
  returns?: { files: string[] };
  /** Record what failed assertions compared. */
  asserts?: true;
  /** The value that the failed assertion saw. */
  asserted?: AssertedTexts;
  /** The expected value, where the language has no fixed order of the two. */
  other?: AssertedTexts;
  /** Record texts, numbers and booleans themselves in addition to their shapes; only with the person's consent. */
  contents?: true;
}

/** An error of the failing run: recorded when its message or place occurs again. */
export interface ThrowTarget {
  type: string;
  message: string;
  /** The innermost frames in the workspace. */
  places: { file: string; line: number }[];
}

/** The maximum number of records of a point in one process. */
export const MOST_HITS = 50;

/** Records of a point that asks for wrong values only: the first of them tell. */
export const MOST_WRONG_HITS = 4;

/** Time for looking at values in search of wrong ones in one process, ms. */
export const LONGEST_SEARCH_MS = 4_000;

/** The part of a message that identifies a throw: its first line without numbers and colours. */
export function messageKey(message: string): string {
  const first = message.split('\n', 5).find((line) => line.trim()) ?? '';
  return stripTerminalSequences(first.slice(0, 300))
    .replace(/0x[\da-fA-F]+|\d+/g, '0')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether two messages belong to the same error: one may be cut or longer. */
export function sameMessage(a: string, b: string): boolean {
  const [left, right] = [messageKey(a), messageKey(b)];
  if (left === right) return true;
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  return short.length >= 8 && long.includes(short);
}

/** Shapes as written by Python: merging and naming are done here, in one place. */
type RawShape =
  | Exclude<Shape, { kind: 'list' | 'around' | 'union' | 'object' | 'map' }>
  | { kind: 'list'; name?: string; items: RawShape[]; length: number }
  | { kind: 'around'; name: string; of: RawShape }
  | { kind: 'entries'; name?: string | null; entries: { name: string; shape: RawShape }[]; count: number }
  | { kind: 'pairs'; name?: string | null; keys: RawShape[]; values: RawShape[]; count: number };

/** Converts a shape written by an instrument to the form for comparing and showing. */
export function settledShape(raw: Shape | RawShape): Shape {
  switch (raw.kind) {
    case 'entries':
      return objectShape(
        raw.name ?? undefined,
        raw.entries.map(({ name, shape }) => ({ name, shape: settledShape(shape) })),
        raw.count,
      );
    case 'pairs':
      return {
        kind: 'map',
        ...(raw.name && { name: raw.name }),
        key: mergeShapes(raw.keys.map(settledShape)),
        value: mergeShapes(raw.values.map(settledShape)),
        size: raw.count,
      };
    case 'list': {
      const items = raw.items.length ? mergeShapes(raw.items.map(settledShape)) : undefined;
      return { ...raw, items: items === undefined ? [] : items.kind === 'union' ? items.of : [items] };
    }
    case 'around':
      return { ...raw, of: settledShape(raw.of) };
    default:
      return raw;
  }
}

/** One line of an instrument's file. */
export function readRecord(line: string): ObservedRecord | undefined {
  let record: ObservedRecord;
  try {
    record = JSON.parse(line) as ObservedRecord;
  } catch {
    // A killed process leaves half a line.
    return undefined;
  }
  if (record.record === 'throw') return { ...record, frames: record.frames.map(settledFrame) };
  if (record.record !== 'hit') return record;
  return {
    ...record,
    ...(record.shape && { shape: settledShape(record.shape) }),
    ...(record.frame && { frame: settledFrame(record.frame) }),
  };
}

function settledFrame(frame: ObservedFrame): ObservedFrame {
  return { ...frame, values: frame.values.map((value) => ({ ...value, shape: settledShape(value.shape) })) };
}
