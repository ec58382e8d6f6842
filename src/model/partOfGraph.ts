/** The fields of ONNX' messages that are read here (onnx.proto3). */
const MODEL = { graph: 7 } as const;
const GRAPH = { node: 1, initializer: 5, output: 12 } as const;
const NODE = { input: 1, output: 2 } as const;
const NAME = { tensor: 8, valueInfo: 1 } as const;

/**
 * A graph reduced to some of its outputs: nodes that these do not depend on are removed. onnxruntime runs every node of a graph, whichever
 * outputs are fetched.
 * @param model an ONNX model; its nodes are in execution order, and every input stays
 */
export function partOfGraph(model: Uint8Array, outputs: readonly string[]): Uint8Array {
  return joined(
    fieldsOf(model).map((field) =>
      field.number === MODEL.graph ? [...lengthDelimited(MODEL.graph, prunedGraph(field.body, outputs))] : [field.whole],
    ),
  );
}

function prunedGraph(graph: Uint8Array, outputs: readonly string[]): Uint8Array {
  const fields = fieldsOf(graph);
  const needed = new Set(outputs);
  const nodes = new Set<Field>();
  for (const field of fields.filter(({ number }) => number === GRAPH.node).reverse()) {
    const node = fieldsOf(field.body);
    if (!texts(node, NODE.output).some((name) => needed.has(name))) continue;
    nodes.add(field);
    for (const name of texts(node, NODE.input)) needed.add(name);
  }
  const stays = (field: Field): boolean => {
    if (field.number === GRAPH.node) return nodes.has(field);
    if (field.number === GRAPH.initializer) return texts(fieldsOf(field.body), NAME.tensor).some((name) => needed.has(name));
    if (field.number === GRAPH.output) return texts(fieldsOf(field.body), NAME.valueInfo).some((name) => outputs.includes(name));
    return true;
  };
  return joined(fields.filter(stays).map(({ whole }) => [whole]));
}

/** One field of a protobuf message. */
interface Field {
  number: number;
  /** With its key, as in the message. */
  whole: Uint8Array;
  /** Content of a length-delimited field; empty for others. */
  body: Uint8Array;
}

const WIRE = { varint: 0, bits64: 1, lengthDelimited: 2, bits32: 5 } as const;

function fieldsOf(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const start = at;
    const key = varint();
    const wire = key % 8;
    let bodyStart = at;
    if (wire === WIRE.varint) varint();
    else if (wire === WIRE.bits64) at += 8;
    else if (wire === WIRE.bits32) at += 4;
    else if (wire === WIRE.lengthDelimited) {
      const length = varint();
      bodyStart = at;
      at += length;
    } else throw new Error('The model file is broken: install the extension again.');
    const body = message.subarray(wire === WIRE.lengthDelimited ? bodyStart : at, at);
    fields.push({ number: Math.floor(key / 8), whole: message.subarray(start, at), body });
  }
  return fields;
}

function texts(message: readonly Field[], number: number): string[] {
  return message.filter((field) => field.number === number).map(({ body }) => new TextDecoder().decode(body));
}

function lengthDelimited(number: number, body: Uint8Array): Uint8Array[] {
  const head: number[] = [];
  for (let value of [number * 8 + WIRE.lengthDelimited, body.length]) {
    for (; value >= 128; value = Math.floor(value / 128)) head.push((value % 128) + 128);
    head.push(value);
  }
  return [Uint8Array.from(head), body];
}

function joined(parts: readonly (readonly Uint8Array[])[]): Uint8Array {
  const all = parts.flat();
  const result = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of all) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
