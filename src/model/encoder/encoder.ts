import type { ModelInputs } from '../modelInputs';
import type { ModelSizes } from '../modelSizes';
import { Linear } from './linear';
import { Matrices, widened, type Matrix } from './matrices';
import { graphWeights, type Tensor } from './graphWeights';

const LAYER_NORM_EPSILON = 1e-5;
/** Queries whose weights are computed together: they fit the processor's cache. */
const QUERIES_TOGETHER = 64;

/** What the encoder computed for some tokens: all of them, or those at which scores are read. */
export interface Encoded {
  /** `[CLS]`, then the first token of each row. */
  atRead: Matrix;
  /** Of every token; absent if only scores were wanted. */
  last?: Matrix;
}

/** Called with the numbers of a layer while they exist; `weights` are those of some queries of one head. */
export interface LayerObserver {
  vectors?: (layer: number, queryKeyValue: Matrix) => void;
  weights?: (layer: number, head: number, firstQuery: number, weights: Matrix) => void;
}

/**
 * The encoder of `training/model.py` (pre-norm, rotary positions, GELU), with weights from its ONNX graph, on WebAssembly kernels.
 * A run allocates after the weights, and the next one begins there again.
 */
export class Encoder {
  private readonly linears = new Map<string, Linear>();
  private readonly vectors = new Map<string, Float32Array>();
  private readonly start: number;

  private constructor(
    readonly matrices: Matrices,
    private readonly weights: ReadonlyMap<string, Tensor>,
    private readonly sizes: ModelSizes,
  ) {
    for (const name of this.weights.keys()) {
      const part = name.endsWith('.weight') && name !== 'tokens.weight' ? name.slice(0, -'.weight'.length) : undefined;
      if (part !== undefined && this.weights.get(name)?.dims.length === 2) this.linears.set(part, this.made(part));
    }
    this.start = matrices.mark();
  }

  /** @throws if the bytes are no graph of this model */
  static async load(graph: Uint8Array, sizes: ModelSizes): Promise<Encoder> {
    return new Encoder(await Matrices.create(), graphWeights(graph), sizes);
  }

  /** @param only just what scores need: the last layer for the tokens at which they are read */
  run(inputs: ModelInputs, only: 'scores' | 'all', observe: LayerObserver = {}): Encoded {
    const { matrices, sizes } = this;
    matrices.release(this.start);
    const readAt = [0, ...inputs.rowStart];
    let x = this.embedded(inputs);
    for (let layer = 0; layer < sizes.layers; layer += 1) {
      const few = only === 'scores' && layer === sizes.layers - 1;
      const all = x;
      if (few) x = matrices.gather(x, readAt);
      const mark = matrices.mark();
      const qkv = this.linear(`blocks.${layer}.qkv`, this.normed(all, `blocks.${layer}.norm1`));
      this.rotate(qkv, inputs);
      observe.vectors?.(layer, qkv);
      this.attend(layer, x, few ? matrices.gather(qkv, readAt) : qkv, qkv, observe);
      matrices.release(mark);
    }
    const last = this.normed(x, 'norm');
    return only === 'scores' ? { atRead: last } : { atRead: matrices.gather(last, readAt), last };
  }

  linear(name: string, x: Matrix, to?: Matrix): Matrix {
    const linear = this.linears.get(name);
    if (!linear) throw new Error(`The model file has no weights named ${name}: install the extension again.`);
    return linear.apply(this.matrices, x, to);
  }

  /** Two linear layers with GELU between them. */
  perceptron(name: string, x: Matrix): Matrix {
    const hidden = this.linear(`${name}_hidden`, x);
    this.matrices.gelu(hidden);
    return this.linear(`${name}_out`, hidden);
  }

  /** Logits over the vocabulary at some tokens, one list after the other. */
  expected(last: Matrix, tokens: readonly number[]): Float32Array {
    const table = widened(this.tensor('tokens.weight'));
    const { width, vocabulary } = this.sizes;
    const all = new Float32Array(tokens.length * vocabulary);
    for (const [place, token] of tokens.entries()) {
      const at = this.matrices.row(last, token);
      for (let id = 0; id < vocabulary; id += 1) {
        let sum = this.vector('mask_bias')[id] ?? 0;
        for (let i = 0; i < width; i += 1) sum += (at[i] ?? 0) * (table[id * width + i] ?? 0);
        all[place * vocabulary + id] = sum;
      }
    }
    return all;
  }

  private embedded({ ids, rowOf, flags, tokens, rows, rowFeatures }: ModelInputs): Matrix {
    const { matrices, sizes } = this;
    const ofRows = this.linear('row_features', matrices.of(rows + 1, sizes.rowFeatures, rowFeatures));
    const x = matrices.create(tokens, sizes.width);
    const { halves } = this.tensor('tokens.weight');
    for (let token = 0; token < tokens; token += 1) {
      const id = ids[token] ?? 0;
      const words = widened({ halves: halves.subarray(id * sizes.width, (id + 1) * sizes.width) });
      const row = matrices.row(ofRows, rowOf[token] ?? rows);
      matrices.row(x, token).set(words.map((value, at) => value + (row[at] ?? 0)));
    }
    return this.linear('flags', matrices.of(tokens, sizes.tokenFlags, flags), x);
  }

  /** The rest of a layer for the tokens of `x` and their queries, over the keys and values of all tokens; `x` becomes its output. */
  private attend(layer: number, x: Matrix, queries: Matrix, qkv: Matrix, observe: LayerObserver): void {
    const { matrices, sizes } = this;
    const headWidth = sizes.width / sizes.heads;
    const mixed = matrices.create(x.rows, sizes.width);
    const { at, stride, rows: tokens } = qkv;
    for (let head = 0; head < sizes.heads; head += 1) {
      const mark = matrices.mark();
      const value = (part: number, token: number, place: number): number =>
        matrices.floats[at + token * stride + part * sizes.width + head * headWidth + place] ?? 0;
      const scale = 1 / Math.sqrt(headWidth);
      const keys = matrices.panels(headWidth, tokens, (place, token) => scale * value(1, token, place));
      const values = matrices.panels(tokens, headWidth, (token, place) => value(2, token, place));
      const room = matrices.mark();
      for (let first = 0; first < queries.rows; first += QUERIES_TOGETHER) {
        matrices.release(room);
        const some = rowsFrom(queries, first);
        const weights = matrices.create(some.rows, tokens);
        matrices.multiply(some, keys, weights, head * headWidth);
        matrices.softmax(weights);
        observe.weights?.(layer, head, first, weights);
        matrices.multiply(weights, values, rowsFrom(mixed, first), 0, head * headWidth);
      }
      matrices.release(mark);
    }
    this.linear(`blocks.${layer}.out`, mixed, x);
    const up = this.linear(`blocks.${layer}.up`, this.normed(x, `blocks.${layer}.norm2`));
    matrices.gelu(up);
    this.linear(`blocks.${layer}.down`, up, x);
  }

  private normed(x: Matrix, name: string): Matrix {
    const to = this.matrices.create(x.rows, x.columns);
    const [weight, bias] = [this.vector(`${name}.weight`), this.vector(`${name}.bias`)];
    for (let row = 0; row < x.rows; row += 1) {
      const from = this.matrices.row(x, row);
      let sum = 0;
      for (const value of from) sum += value;
      const mean = sum / from.length;
      let squares = 0;
      for (const value of from) squares += (value - mean) ** 2;
      const scale = 1 / Math.sqrt(squares / from.length + LAYER_NORM_EPSILON);
      const normed = this.matrices.row(to, row);
      for (let i = 0; i < from.length; i += 1) normed[i] = ((from[i] ?? 0) - mean) * scale * (weight[i] ?? 0) + (bias[i] ?? 0);
    }
    return to;
  }

  /** Rotates queries and keys by their positions, in place. */
  private rotate(qkv: Matrix, { cos, sin }: ModelInputs): void {
    const half = this.sizes.width / this.sizes.heads / 2;
    for (let token = 0; token < qkv.rows; token += 1) {
      const row = this.matrices.row(qkv, token);
      for (let start = 0; start < 2 * this.sizes.width; start += 2 * half)
        for (let pair = 0; pair < half; pair += 1) {
          const [c, s] = [cos[token * half + pair] ?? 1, sin[token * half + pair] ?? 0];
          const [left, right] = [row[start + pair] ?? 0, row[start + half + pair] ?? 0];
          row[start + pair] = left * c - right * s;
          row[start + half + pair] = right * c + left * s;
        }
    }
  }

  private made(name: string): Linear {
    const bias = this.weights.has(`${name}.bias`) ? this.vector(`${name}.bias`) : undefined;
    return new Linear(this.matrices, this.tensor(`${name}.weight`), bias);
  }

  private vector(name: string): Float32Array {
    const known = this.vectors.get(name) ?? widened(this.tensor(name));
    this.vectors.set(name, known);
    return known;
  }

  private tensor(name: string): Tensor {
    const tensor = this.weights.get(name);
    if (!tensor) throw new Error(`The model file has no weights named ${name}: install the extension again.`);
    return tensor;
  }
}

function rowsFrom(matrix: Matrix, first: number): Matrix {
  return { ...matrix, at: matrix.at + first * matrix.stride, rows: Math.min(QUERIES_TOGETHER, matrix.rows - first) };
}
