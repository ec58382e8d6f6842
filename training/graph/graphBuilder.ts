import { Float16Array } from '@petamoriken/float16';
import { onnx } from 'onnx-proto';
import type { Tensor } from '../weights';

const { FLOAT, FLOAT16, INT32, INT64, UINT8 } = onnx.TensorProto.DataType;

export type ValueType = 'float' | 'int32' | 'uint8';
const TYPES = { float: FLOAT, int32: INT32, uint8: UINT8 } as const;

/** 17 introduced LayerNormalization; the runtimes for the browser and for Node support it. */
const OPSET = 17;
const IR_VERSION = 8;

/** Nodes of an ONNX graph, written one after the other. Every method returns the name of its result. */
export class GraphBuilder {
  private readonly nodes: onnx.INodeProto[] = [];
  private readonly initializers: onnx.ITensorProto[] = [];
  private readonly inputs: onnx.IValueInfoProto[] = [];
  private readonly outputs: onnx.IValueInfoProto[] = [];
  private made = 0;

  input(name: string, type: ValueType, dims: (string | number)[]): string {
    this.inputs.push(valueInfo(name, type, dims));
    return name;
  }

  /** Names a result, so that it can be fetched. */
  output(name: string, value: string, type: ValueType, dims: (string | number)[]): void {
    this.nodes.push({ opType: 'Identity', input: [value], output: [name], name });
    this.outputs.push(valueInfo(name, type, dims));
  }

  /** If given twice, they are stored once. They are in half precision, and the runtime widens them when it loads the graph. */
  weights(name: string, { dims, data }: Tensor): string {
    const half = `${name}.half`;
    if (this.initializers.some((known) => known.name === half)) return name;
    this.initializers.push({ name: half, dims, dataType: FLOAT16, rawData: new Uint8Array(new Float16Array(data).buffer) });
    this.nodes.push({ opType: 'Cast', input: [half], output: [name], name, attribute: [attributeOf('to', FLOAT)] });
    return name;
  }

  scalar(value: number): string {
    const name = this.fresh('scalar');
    this.initializers.push({ name, dims: [], dataType: FLOAT, floatData: [value] });
    return name;
  }

  ints(values: number[]): string {
    const name = this.fresh('ints');
    this.initializers.push({ name, dims: [values.length], dataType: INT64, int64Data: values });
    return name;
  }

  node(opType: string, input: string[], attributes: Record<string, number | number[]> = {}, outputs = 1): string[] {
    const name = this.fresh(opType);
    const output = Array.from({ length: outputs }, (_, i) => (outputs > 1 ? `${name}_${i}` : name));
    this.nodes.push({ opType, input, output, name, attribute: Object.entries(attributes).map(([key, value]) => attributeOf(key, value)) });
    return output;
  }

  one(opType: string, input: string[], attributes: Record<string, number | number[]> = {}): string {
    return this.node(opType, input, attributes)[0] ?? '';
  }

  /** `x · Wᵀ + b`: the weight is stored as in PyTorch, [out, in]. */
  linear(x: string, weight: string, bias?: string): string {
    const product = this.one('MatMul', [x, this.one('Transpose', [weight], { perm: [1, 0] })]);
    return bias === undefined ? product : this.one('Add', [product, bias]);
  }

  /** GELU by the error function: x/2 · (1 + erf(x/√2)) (Hendrycks & Gimpel 2016). */
  gelu(x: string): string {
    const erf = this.one('Erf', [this.one('Mul', [x, this.scalar(Math.SQRT1_2)])]);
    const half = this.one('Mul', [x, this.scalar(0.5)]);
    return this.one('Mul', [half, this.one('Add', [erf, this.scalar(1)])]);
  }

  bytes(name: string): Uint8Array {
    const model = onnx.ModelProto.create({
      irVersion: IR_VERSION,
      opsetImport: [{ domain: '', version: OPSET }],
      producerName: 'debug-with-context',
      graph: { name, node: this.nodes, initializer: this.initializers, input: this.inputs, output: this.outputs },
    });
    return onnx.ModelProto.encode(model).finish();
  }

  private fresh(prefix: string): string {
    this.made += 1;
    return `${prefix}_${this.made}`;
  }
}

function valueInfo(name: string, type: ValueType, dims: (string | number)[]): onnx.IValueInfoProto {
  const dim = dims.map((each) => (typeof each === 'number' ? { dimValue: each } : { dimParam: each }));
  return { name, type: { tensorType: { elemType: TYPES[type], shape: { dim } } } };
}

function attributeOf(name: string, value: number | number[]): onnx.IAttributeProto {
  const { FLOAT: float, INT, INTS } = onnx.AttributeProto.AttributeType;
  if (Array.isArray(value)) return { name, type: INTS, ints: value };
  return Number.isInteger(value) ? { name, type: INT, i: value } : { name, type: float, f: value };
}
