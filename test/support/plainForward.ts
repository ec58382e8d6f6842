import type { ModelInputs } from '../../src/model/modelInputs';
import { tensorOf, type Weights } from '../../training/weights';

/** [rows][columns] */
type Matrix = Float64Array[];

/** The results of a run, in double precision. */
export interface PlainResult {
  line: Float64Array;
  function: Float64Array;
  classes: Float64Array;
  embedding: Float64Array;
  /** Logits over the vocabulary at each masked place. */
  expected: Matrix;
  /** [layer][head][from][to]; every row sums to 1. */
  attention: Matrix[][];
  /** [layer][head][token]: after the rotation. */
  query: Matrix[][];
  key: Matrix[][];
  value: Matrix[][];
}

/** The model as plain loops: the oracle for the exported graph. */
export function plainForward(weights: Weights, inputs: ModelInputs, maskedAt: readonly number[] = [0]): PlainResult {
  const { layers, heads, width, tokenFlags, rowFeatures, lineFeatures, functionFeatures } = weights.sizes;
  const headWidth = width / heads;
  const table = matrixOf(weights, 'tokens.weight');
  const rows = linear(weights, 'row_features', unflatten(inputs.rowFeatures, rowFeatures));
  const flags = linear(weights, 'flags', unflatten(inputs.flags, tokenFlags));
  let x: Matrix = [...inputs.ids].map((id, t) => sum(sum(rowAt(table, id), rowAt(flags, t)), rowAt(rows, inputs.rowOf[t] ?? 0)));
  const result: Pick<PlainResult, 'attention' | 'query' | 'key' | 'value'> = { attention: [], query: [], key: [], value: [] };

  for (let layer = 0; layer < layers; layer += 1) {
    const name = `blocks.${layer}`;
    const qkv = linear(weights, `${name}.qkv`, layerNorm(weights, `${name}.norm1`, x));
    const part = (which: number, head: number): Matrix =>
      qkv.map((row) => row.slice(which * width + head * headWidth, which * width + (head + 1) * headWidth));
    const queries: Matrix[] = [];
    const keys: Matrix[] = [];
    const values: Matrix[] = [];
    const attention: Matrix[] = [];
    const mixed: Matrix = x.map(() => new Float64Array(width));
    for (let head = 0; head < heads; head += 1) {
      const query = part(0, head).map((row, t) => rotate(row, inputs, t));
      const key = part(1, head).map((row, t) => rotate(row, inputs, t));
      const value = part(2, head);
      const weightsOfHead = query.map((q) => softmax(Float64Array.from(key, (k) => dot(q, k) / Math.sqrt(headWidth))));
      weightsOfHead.forEach((row, t) =>
        row.forEach((weight, from) =>
          rowAt(value, from).forEach(
            (v, i) => (rowAt(mixed, t)[head * headWidth + i] = (mixed[t]?.[head * headWidth + i] ?? 0) + weight * v),
          ),
        ),
      );
      queries.push(query);
      keys.push(key);
      values.push(value);
      attention.push(weightsOfHead);
    }
    result.query.push(queries);
    result.key.push(keys);
    result.value.push(values);
    result.attention.push(attention);
    const attended = linear(weights, `${name}.out`, mixed);
    x = x.map((row, t) => sum(row, rowAt(attended, t)));
    const down = linear(weights, `${name}.down`, linear(weights, `${name}.up`, layerNorm(weights, `${name}.norm2`, x)).map(gelu));
    x = x.map((row, t) => sum(row, rowAt(down, t)));
  }

  const hidden = layerNorm(weights, 'norm', x);
  const atRows = [...inputs.rowStart].map((t) => rowAt(hidden, t));
  const pooled = unflatten(inputs.rowsOfFunction, inputs.rows).map((means) => {
    const mean = new Float64Array(width);
    means.forEach((share, row) => rowAt(atRows, row).forEach((value, i) => (mean[i] = (mean[i] ?? 0) + share * value)));
    return mean;
  });
  const perceptron = (name: string, x: Matrix): Matrix => linear(weights, `${name}_out`, linear(weights, `${name}_hidden`, x).map(gelu));
  const score = (name: 'line' | 'function', seen: Matrix, features: Matrix): Float64Array => {
    const [assertionAt, javaAt] = [weights.sizes[`${name}Assertion`], weights.sizes[`${name}Java`]];
    const [alone, together, read] = [
      linear(weights, `${name}_prior`, features),
      perceptron(`${name}_features`, features),
      perceptron(name, seen),
    ];
    return Float64Array.from(features, (row, i) => {
      const [assertion, java] = [row[assertionAt] ?? 0, row[javaAt] ?? 0];
      const known = (column: number): number => (alone[i]?.[column] ?? 0) + (together[i]?.[column] ?? 0);
      const crash = known(1) * (1 - java) + known(2) * java;
      return known(0) * assertion + crash * (1 - assertion) + (read[i]?.[0] ?? 0);
    });
  };
  const first = hidden.slice(0, 1);
  const bias = tensorOf(weights, 'mask_bias').data;
  return {
    ...result,
    line: score('line', atRows, unflatten(inputs.lineFeatures, lineFeatures)),
    function: score('function', pooled, unflatten(inputs.functionFeatures, functionFeatures)),
    classes: rowAt(linear(weights, 'bug_class', first), 0),
    embedding: rowAt(linear(weights, 'embedding', first), 0),
    expected: maskedAt.map((t) => Float64Array.from(table, (row, id) => dot(row, rowAt(hidden, t)) + (bias[id] ?? 0))),
  };
}

function rowAt(matrix: Matrix, index: number): Float64Array {
  const row = matrix[index];
  if (!row) throw new RangeError(`No row ${index} of ${matrix.length}`);
  return row;
}

function unflatten(data: ArrayLike<number>, width: number): Matrix {
  return Array.from({ length: data.length / width }, (_, row) =>
    Float64Array.from({ length: width }, (_, i) => data[row * width + i] ?? 0),
  );
}

function matrixOf(weights: Weights, name: string): Matrix {
  const { dims, data } = tensorOf(weights, name);
  return unflatten(data, dims[1] ?? 1);
}

/** `x · Wᵀ + b`, with b if there is one. */
function linear(weights: Weights, name: string, x: Matrix): Matrix {
  const weight = matrixOf(weights, `${name}.weight`);
  const bias = weights.tensors.get(`${name}.bias`)?.data;
  return x.map((row) => Float64Array.from(weight, (out, i) => dot(out, row) + (bias?.[i] ?? 0)));
}

function layerNorm(weights: Weights, name: string, x: Matrix): Matrix {
  const scale = tensorOf(weights, `${name}.weight`).data;
  const shift = tensorOf(weights, `${name}.bias`).data;
  return x.map((row) => {
    const mean = row.reduce((a, b) => a + b, 0) / row.length;
    const variance = row.reduce((a, b) => a + (b - mean) ** 2, 0) / row.length;
    return row.map((value, i) => ((value - mean) / Math.sqrt(variance + 1e-5)) * (scale[i] ?? 1) + (shift[i] ?? 0));
  });
}

function rotate(row: Float64Array, { cos, sin }: ModelInputs, t: number): Float64Array {
  const half = row.length / 2;
  return row.map((value, i) => {
    const pair = i % half;
    const c = cos[t * half + pair] ?? 0;
    const s = sin[t * half + pair] ?? 0;
    return i < half ? value * c - (row[i + half] ?? 0) * s : value * c + (row[pair] ?? 0) * s;
  });
}

function softmax(row: Float64Array): Float64Array {
  const most = Math.max(...row);
  const powers = row.map((value) => Math.exp(value - most));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((value) => value / total);
}

function gelu(row: Float64Array): Float64Array {
  return row.map((x) => (x / 2) * (1 + erf(x / Math.SQRT2)));
}

/**
 * Abramowitz & Stegun 7.1.26 is too coarse here (1.5e-7 suffices for single precision, but its slope is wrong): uses the series, which
 * converges for every x that occurs.
 */
function erf(x: number): number {
  if (Math.abs(x) > 5) return Math.sign(x);
  let term = x;
  let total = x;
  for (let n = 1; n < 200 && Math.abs(term) > 1e-17; n += 1) {
    term *= (-x * x) / n;
    total += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * total;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i += 1) total += (a[i] ?? 0) * (b[i] ?? 0);
  return total;
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value + (b[i] ?? 0));
}
