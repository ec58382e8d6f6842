import type { ExpectedTokens, ModelRun } from './modelRun';

/**
 * A whole reading in one file: views show it before a model is loaded, and tests draw it. Made by `recordRun`, read by
 * {@link readRecording}. T tokens, R rows, L layers, H heads, D the head's width.
 */
export interface Recording {
  run: ModelRun;
  /** L·H matrices of T×T, packed. */
  attention: Uint8Array;
  /** L·H matrices of R×R. */
  lines: Float32Array;
  /** R×R. */
  rollout: Float32Array;
  /** L·H·T·D each; absent where not recorded. */
  neurons?: NeuronVectors;
  deletions: { rows: number[]; scores: Float32Array }[];
  /** By token; absent where not recorded. */
  expected?: Record<number, ExpectedTokens>;
}

export interface NeuronVectors {
  query: Float32Array;
  key: Float32Array;
  rotatedQuery: Float32Array;
  rotatedKey: Float32Array;
  value: Float32Array;
}

const MAGIC = 'DWCATT01';
const types = { Uint8Array, Int32Array, Float32Array };
type TypeName = keyof typeof types;
type Arrays = InstanceType<(typeof types)[TypeName]>;

interface Place {
  array: TypeName;
  offset: number;
  length: number;
}

/** Eight letters, the header's length, the header as JSON, then the arrays, each at a multiple of 8; little-endian. */
export function writeRecording(recording: Recording): Uint8Array {
  const arrays: { array: Arrays; offset: number }[] = [];
  let size = 0;
  const header = JSON.stringify(recording, (_, value: unknown) => {
    const array = Object.keys(types).find((name) => value instanceof types[name as TypeName]) as TypeName | undefined;
    if (!array) return value;
    const offset = size;
    arrays.push({ array: value as Arrays, offset });
    size += Math.ceil((value as Arrays).byteLength / 8) * 8;
    return { array, offset, length: (value as Arrays).length } satisfies Place;
  });
  const text = new TextEncoder().encode(header);
  const start = bodyStart(text.length);
  const file = new Uint8Array(start + size);
  file.set(new TextEncoder().encode(MAGIC));
  new DataView(file.buffer).setUint32(MAGIC.length, text.length, true);
  file.set(text, MAGIC.length + 4);
  for (const { array, offset } of arrays) file.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + offset);
  return file;
}

/**
 * The arrays of the result lie in the file's own memory: nothing is copied.
 * @throws {Error} when the file is not a recording
 */
export function readRecording(file: ArrayBuffer): Recording {
  const magic = new TextDecoder().decode(new Uint8Array(file, 0, Math.min(MAGIC.length, file.byteLength)));
  if (magic !== MAGIC) throw new Error('This is no recording of a reading.');
  const length = new DataView(file).getUint32(MAGIC.length, true);
  const start = bodyStart(length);
  const header = new TextDecoder().decode(new Uint8Array(file, MAGIC.length + 4, length));
  return JSON.parse(header, (_, value: unknown) => {
    if (!isPlace(value)) return value;
    return new types[value.array](file, start + value.offset, value.length);
  }) as Recording;
}

function bodyStart(headerLength: number): number {
  return Math.ceil((MAGIC.length + 4 + headerLength) / 8) * 8;
}

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'array' in value && 'offset' in value && 'length' in value;
}
