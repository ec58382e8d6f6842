import { mergeShapes, objectShape, type Shape } from './shape';

/** What an instrumented program writes down, one JSON object a line, one file a process and thread. Paths are absolute with `/`, or as the program names them. */
export type ObservedRecord = ObservedThrow | ObservedHit | ObservedCoverage | ObservedStep | ObservedNote;

export interface ObservedValue {
  name: string;
  shape: Shape;
  /** A text, number or boolean itself, where {@link ObserveSetup.contents} asks for it. */
  content?: string;
}

export interface ObservedFrame {
  file: string;
  /** 1-based, in the source that the person wrote. */
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
  /** Belongs to the error of this order, as its cause or as a part of a group. */
  within?: number;
  /** Frames of the workspace, innermost first. */
  frames: ObservedFrame[];
}

/** A point was reached. */
export interface ObservedHit {
  record: 'hit';
  order: number;
  point: number;
  /** How often the point was reached before. */
  hit: number;
  /** Of the point's expression; absent where it could not be evaluated without running code of the program. */
  shape?: Shape;
  /** The locals of the frame, for a point that asks for them. */
  frame?: ObservedFrame;
}

/** What ran of a file since the record before it. */
export interface ObservedCoverage {
  record: 'coverage';
  file: string;
  /** 1-based. */
  lines: number[];
  /** Lines on which functions begin that were called; 1-based. */
  functions: number[];
}

/** A test or an assertion was reported: what ran since the step before it is of this one. The last step of a process is its end. */
export interface ObservedStep {
  record: 'step';
  outcome: 'passed' | 'failed' | 'ended';
  name: string;
}

export interface ObservedNote {
  record: 'note';
  /** `pauses`: so much was thrown that the rest was not looked at. */
  what: 'pauses' | 'inspected' | 'failed';
  detail?: string;
}

/** Where an instrument looks at a value. */
export interface ObservePoint {
  id: number;
  /** Absolute with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  /** 1-based. */
  column: number;
  /** `before` what stands there runs, `after` it has run; where the function around it `returns`. */
  when: 'before' | 'after' | 'returns';
  /** Last line of what stands there, for `after`; 1-based. */
  endLine?: number;
  /** For `returns`: the locals as well. */
  locals?: true;
  /** What is looked at; the returned value for `returns`. Absent: every local. */
  expression?: string;
}

/** What the instrument of a run looks for: `setup.json` in its folder. */
export interface ObserveSetup {
  /** Absolute folders with `/`; code elsewhere and in `node_modules` is not looked into. */
  roots: string[];
  throws: ThrowTarget[];
  points: ObservePoint[];
  /** Which lines and functions run. */
  coverage?: true;
  /** Texts, numbers and booleans themselves, beside their shapes: a person agreed to it. */
  contents?: true;
}

/** An error of the failing run: recorded when its message or its place is met again. */
export interface ThrowTarget {
  type: string;
  message: string;
  /** The innermost frames in the workspace. */
  places: { file: string; line: number }[];
}

/** How often a point is looked at in one process. */
export const MOST_HITS = 50;

/** The part of a message by which a throw is known again: its first line without numbers and colours. */
export function messageKey(message: string): string {
  const first = message.split('\n', 5).find((line) => line.trim()) ?? '';
  return first
    .slice(0, 300)
    .replace(/\u001b\[[\d;]{0,20}m/g, '')
    .replace(/0x[\da-fA-F]+|\d+/g, '0')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether two messages are of the same error: one may be cut or have more behind it. */
export function sameMessage(a: string, b: string): boolean {
  const [left, right] = [messageKey(a), messageKey(b)];
  if (left === right) return true;
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  return short.length >= 8 && long.includes(short);
}

/** Shapes as Python writes them: what is merged and named in one place is left to this side. */
type RawShape =
  | Exclude<Shape, { kind: 'list' | 'around' | 'union' | 'object' | 'map' }>
  | { kind: 'list'; name?: string; items: RawShape[]; length: number }
  | { kind: 'around'; name: string; of: RawShape }
  | { kind: 'entries'; name?: string | null; entries: { name: string; shape: RawShape }[]; count: number }
  | { kind: 'pairs'; name?: string | null; keys: RawShape[]; values: RawShape[]; count: number };

/** A shape as an instrument wrote it, as it is compared and shown. */
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
    // A process that was killed leaves half a line.
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
