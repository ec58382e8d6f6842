/** The fields of ONNX' messages that are read here (onnx.proto3). */
const MODEL = { graph: 7 } as const;
const GRAPH = { initializer: 5 } as const;
const TENSOR = { dims: 1, name: 8, rawData: 9 } as const;

/** The shipped weights are in half precision; the graph widens them under the same name without this ending. */
const HALF = '.half';

/** A weight as PyTorch stores it: [out, in], in half precision. */
export interface Tensor {
  dims: readonly number[];
  halves: Uint16Array;
}

/**
 * The weights of an ONNX graph made by `training/exportModel.ts`, by their names in `training/model.py`.
 * @throws if the bytes are no such graph
 */
export function graphWeights(model: Uint8Array): Map<string, Tensor> {
  const weights = new Map<string, Tensor>();
  for (const graph of fieldsOf(model, MODEL.graph))
    for (const initializer of fieldsOf(graph, GRAPH.initializer)) {
      const [name] = fieldsOf(initializer, TENSOR.name);
      const [data] = fieldsOf(initializer, TENSOR.rawData);
      const text = name && new TextDecoder().decode(name);
      if (!data || !text?.endsWith(HALF)) continue;
      // Copied, because a part of the file may begin at an odd address.
      const halves = new Uint16Array(Uint8Array.from(data).buffer);
      weights.set(text.slice(0, -HALF.length), { dims: fieldsOf(initializer, TENSOR.dims).flatMap(varints), halves });
    }
  if (!weights.size) throw broken();
  return weights;
}

function broken(): Error {
  return new Error('The model file is broken: install the extension again.');
}

const WIRE = { varint: 0, bits64: 1, lengthDelimited: 2, bits32: 5 } as const;

/** Contents of the length-delimited fields with this number. */
function fieldsOf(message: Uint8Array, number: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = 0; at < message.length;) {
    const key = varint(message, at);
    const value = varint(message, key.end);
    const wire = key.value % 8;
    if (wire === WIRE.varint) at = value.end;
    else if (wire === WIRE.bits64) at = key.end + 8;
    else if (wire === WIRE.bits32) at = key.end + 4;
    else if (wire === WIRE.lengthDelimited) {
      at = value.end + value.value;
      if (at > message.length) throw broken();
      if (Math.floor(key.value / 8) === number) found.push(message.subarray(value.end, at));
    } else throw broken();
  }
  return found;
}

function varints(packed: Uint8Array): number[] {
  const values: number[] = [];
  for (let at = 0; at < packed.length;) {
    const { value, end } = varint(packed, at);
    values.push(value);
    at = end;
  }
  return values;
}

function varint(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  for (let at = start, scale = 1; ; scale *= 128) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 127) * scale;
    if (byte < 128) return { value, end: at };
  }
}
