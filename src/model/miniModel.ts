import { Encoder } from './encoder/encoder';
import type { Matrix } from './encoder/matrices';
import { modelInputs, type ModelInputs } from './modelInputs';
import type { ModelSizes } from './modelSizes';
import type { Reading, ReadRow } from './reading';

export interface MiniModelFiles {
  /** The graph with its weights. */
  graph: Uint8Array;
  sizes: ModelSizes;
}

/** Logits; `suspectsOfScores` says what they mean. */
export interface ModelScores {
  /** By row of the reading; meaningful only for rows of candidates. */
  line: Float32Array;
  /** By function of the reading. */
  function: Float32Array;
  /** By bug class. */
  classes: Float32Array;
  /** Unit length: the larger the dot product of two, the more alike the failures. */
  embedding: Float32Array;
}

/** Queries and keys (both rotated) and values of one layer, [heads, tokens, headWidth] each. */
export interface LayerVectors {
  query: Float32Array;
  key: Float32Array;
  value: Float32Array;
}

/** The trained encoder and its heads. Runs in Node, in a worker and in a browser. */
export class MiniModel {
  private constructor(
    private readonly encoder: Encoder,
    readonly sizes: ModelSizes,
  ) {}

  /** Throws if the graph does not fit this code, or if the processor has no WebAssembly with SIMD. */
  static async load({ graph, sizes }: MiniModelFiles): Promise<MiniModel> {
    return new MiniModel(await Encoder.load(graph, sizes), sizes);
  }

  /** @param rows the input rows of the reading */
  score(reading: Reading, rows: readonly ReadRow[] = reading.rows): ModelScores {
    const inputs = modelInputs(reading, this.sizes, rows);
    const { encoder, sizes } = this;
    const { matrices } = encoder;
    const { atRead } = encoder.run(inputs, 'scores');
    const atRows = matrices.gather(
      atRead,
      Array.from({ length: inputs.rows }, (_, row) => row + 1),
    );
    const first: Matrix = { ...atRead, rows: 1 };
    const lines = matrices.of(inputs.rows, sizes.lineFeatures, inputs.lineFeatures);
    const functions = matrices.of(inputs.functions, sizes.functionFeatures, inputs.functionFeatures);
    return {
      line: this.scored('line', atRows, lines),
      function: this.scored('function', this.meanOfRows(atRows, inputs), functions),
      classes: matrices.values(encoder.linear('bug_class', first)),
      embedding: normalised(matrices.values(encoder.linear('embedding', first))),
    };
  }

  /** Logits over the vocabulary for the token at `token`, given the others. */
  expected(inputs: ModelInputs, token: number): Float32Array {
    const { last } = this.encoder.run(inputs, 'all');
    return last ? this.encoder.expected(last, [token]) : new Float32Array();
  }

  /**
   * Attention of some layers and all their heads, each [tokens, tokens] packed: `round(255·√(weight / largest of the row))`.
   * @returns heads by layer, in the order of `layers`
   */
  attention(inputs: ModelInputs, layers: readonly number[]): Uint8Array[][] {
    const { tokens } = inputs;
    const packed = layers.map(() => Array.from({ length: this.sizes.heads }, () => new Uint8Array(tokens * tokens)));
    this.encoder.run(inputs, 'all', {
      weights: (layer, head, firstQuery, weights) => {
        const bytes = packed[layers.indexOf(layer)]?.[head];
        if (!bytes) return;
        for (let row = 0; row < weights.rows; row += 1) {
          const own = this.encoder.matrices.row(weights, row);
          let largest = 0;
          for (const weight of own) largest = Math.max(largest, weight);
          const at = (firstQuery + row) * tokens;
          for (let key = 0; key < tokens; key += 1) bytes[at + key] = Math.round(255 * Math.sqrt((own[key] ?? 0) / largest));
        }
      },
    });
    return packed;
  }

  vectors(inputs: ModelInputs, wanted: number): LayerVectors {
    const { width, heads } = this.sizes;
    const headWidth = width / heads;
    const parts = [0, 1, 2].map(() => new Float32Array(inputs.tokens * width));
    this.encoder.run(inputs, 'all', {
      vectors: (layer, queryKeyValue) => {
        if (layer !== wanted) return;
        for (let token = 0; token < inputs.tokens; token += 1) {
          const row = this.encoder.matrices.row(queryKeyValue, token);
          for (const [part, all] of parts.entries())
            for (let head = 0; head < heads; head += 1)
              all.set(row.subarray(part * width + head * headWidth).subarray(0, headWidth), (head * inputs.tokens + token) * headWidth);
        }
      },
    });
    const [query = new Float32Array(), key = new Float32Array(), value = new Float32Array()] = parts;
    return { query, key, value };
  }

  private scored(name: 'line' | 'function', seen: Matrix, features: Matrix): Float32Array {
    const { encoder, sizes } = this;
    const { matrices } = encoder;
    // Three columns of both: the score of a failed assertion, of a crash, and of a crash in Java.
    const known = encoder.perceptron(`${name}_features`, features);
    encoder.linear(`${name}_prior`, features, known);
    const read = encoder.perceptron(name, seen);
    return Float32Array.from({ length: features.rows }, (_, row) => {
      const of = matrices.row(features, row);
      const [assertion = 0, java = 0] = [of[sizes[`${name}Assertion`]], of[sizes[`${name}Java`]]];
      const crash = 1 - assertion;
      const [asAssertion = 0, asCrash = 0, asJava = 0] = matrices.row(known, row);
      const byKind = assertion * asAssertion + (crash - crash * java) * asCrash + crash * java * asJava;
      return byKind + (matrices.row(read, row)[0] ?? 0);
    });
  }

  /** What was read of each function: the mean of its rows. */
  private meanOfRows(atRows: Matrix, { functions, rows, rowsOfFunction }: ModelInputs): Matrix {
    const { matrices } = this.encoder;
    const means = matrices.create(functions, this.sizes.width);
    for (let index = 0; index < functions; index += 1) {
      const mean = matrices.row(means, index);
      for (let row = 0; row < rows; row += 1) {
        const share = rowsOfFunction[index * rows + row] ?? 0;
        if (share) matrices.row(atRows, row).forEach((value, i) => (mean[i] = (mean[i] ?? 0) + share * value));
      }
    }
    return means;
  }
}

function normalised(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
