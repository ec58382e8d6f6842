import { aggregateLines } from '../core/attention/aggregateLines';
import type { AttentionSource, ExpectedTokens, HeadPlace, ModelFacts, ModelRun, NeuronReading, Row } from '../core/attention/modelRun';
import { meanOfLayer, rolloutLines } from '../core/attention/rollout';
import { dot, softmax } from '../core/attention/scaledDotProduct';
import type { LoadedModel, ModelReading } from './localRanker';
import { modelInputs, type ModelInputs } from './modelInputs';
import type { LayerVectors, ModelScores } from './miniModel';
import type { Reading, ReadRow } from './reading';
import { functionLogits } from './modelRanking';
import { TOKEN } from './tokenizer';

/** Data that the attention view draws for a reading. Only the view itself tracks which hypotheses are shown. */
export function modelRun(
  { model, name, parameters, maxTokens }: LoadedModel,
  { reading, scores }: ModelReading,
  { id, faithfulHeads }: { id: string; faithfulHeads?: HeadPlace[] },
): ModelRun {
  const { layers, heads, width, vocabulary } = model.sizes;
  const facts: ModelFacts = {
    name,
    layers,
    heads,
    width,
    headWidth: width / heads,
    feedForward: 4 * width,
    vocabulary,
    parameters,
    maxTokens,
    faithfulHeads,
  };
  const text = ['[CLS]'];
  const ids = [TOKEN.cls as number];
  const rowOf = [-1];
  const special = [1];
  const logShares = rowScores(reading, scores, reading.rows);
  const rows = reading.rows.map((row, index): Row => {
    const start = ids.length;
    let end = 0;
    for (const token of row.tokens) {
      const mark = token.id === TOKEN.row;
      text.push(mark ? '[ROW]' : row.text.slice(end, token.end));
      end = token.end;
      ids.push(token.id);
      rowOf.push(index);
      special.push(mark ? 1 : 0);
    }
    const score = logShares[index] ?? NaN;
    const { section, file, line } = row;
    return {
      section,
      file,
      line,
      text: row.text,
      start,
      end: ids.length,
      ...(Number.isNaN(score) ? {} : { score, share: Math.exp(score) }),
    };
  });
  const shown = new Set(reading.rows.flatMap((row) => row.function ?? [])).size;
  const left = reading.functions.length - shown;
  return {
    id,
    model: facts,
    tokens: { text, id: Int32Array.from(ids), row: Int32Array.from(rowOf), special: Uint8Array.from(special) },
    rows,
    hypotheses: [],
    cuts: left > 0 ? [`${left} less likely functions did not fit; they are ranked by what the program says of them alone.`] : [],
  };
}

/**
 * Log of each row's chance of holding the cause: its function's chance times its share.
 * @param rows the rows that were read; NaN for rows that are no candidates
 */
function rowScores(reading: Reading, scores: ModelScores, rows: readonly ReadRow[]): Float32Array {
  const functions = logSoftmax(functionLogits(reading, scores));
  const byFunction = new Map<number, number[]>();
  rows.forEach((row, place) => {
    if (row.function !== undefined) byFunction.set(row.function, [...(byFunction.get(row.function) ?? []), place]);
  });
  const result = new Float32Array(rows.length).fill(NaN);
  for (const [index, places] of byFunction) {
    const lines = logSoftmax(places.map((place) => scores.line[place] ?? 0));
    places.forEach((place, i) => (result[place] = (functions[index] ?? 0) + (lines[i] ?? 0)));
  }
  return result;
}

function logSoftmax(logits: readonly number[]): number[] {
  const most = Math.max(...logits);
  const total = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0)) + most;
  return logits.map((logit) => logit - total);
}

/** Bytes of attention fetched and kept together: all layers up to this size, otherwise only the requested one. */
const KEPT_BYTES = 64_000_000;

/** The numbers behind one reading, computed by the model on request. Keeps the last result. */
export class ModelSource implements AttentionSource {
  private readonly inputs: ModelInputs;
  private kept: { layers: number[]; attention: Uint8Array[][] } | undefined;
  private keptVectors: ({ layer: number } & LayerVectors) | undefined;

  constructor(
    private readonly loaded: LoadedModel,
    private readonly reading: Reading,
  ) {
    this.inputs = modelInputs(reading, loaded.model.sizes);
  }

  async lineAttention(signal?: AbortSignal): Promise<Float32Array> {
    const { layers, heads } = this.loaded.model.sizes;
    const rows = this.reading.rows.length;
    const all = new Float32Array(layers * heads * rows * rows);
    const rowOf = this.rowOf();
    for (let layer = 0; layer < layers; layer += 1) {
      const packed = this.layer(layer, signal);
      packed.forEach((head, index) => all.set(aggregateLines(head, rowOf, rows), (layer * heads + index) * rows * rows));
    }
    return all;
  }

  async attention({ layer, head }: HeadPlace, signal?: AbortSignal): Promise<Uint8Array> {
    const packed = this.layer(layer, signal)[head];
    if (!packed) throw new RangeError(`There is no head ${head}.`);
    return packed;
  }

  async rollout(signal?: AbortSignal): Promise<Float32Array> {
    const { layers, heads } = this.loaded.model.sizes;
    const means: Float32Array[] = [];
    for (let layer = 0; layer < layers; layer += 1) {
      const packed = this.layer(layer, signal);
      means.push(await meanOfLayer(heads, this.inputs.tokens, async (head) => packed[head] ?? new Uint8Array()));
    }
    signal?.throwIfAborted();
    return rolloutLines(means, this.inputs.rowStart, this.rowOf());
  }

  async neuron({ layer, head, from, to }: HeadPlace & { from: number; to: number }, signal?: AbortSignal): Promise<NeuronReading> {
    const { tokens } = this.inputs;
    const headWidth = this.loaded.model.sizes.width / this.loaded.model.sizes.heads;
    signal?.throwIfAborted();
    const { query, key, value } = this.vectors(layer);
    const [queries, keys, values] = [query, key, value].map(
      (all) => (token: number) => all.slice((head * tokens + token) * headWidth, (head * tokens + token + 1) * headWidth),
    ) as [VectorOf, VectorOf, VectorOf];
    const rotatedQuery = queries(from);
    const scaled = Float32Array.from({ length: tokens }, (_, token) => dot(rotatedQuery, keys(token)) / Math.sqrt(headWidth));
    const weights = Float32Array.from(softmax([...scaled]));
    const output = new Float32Array(headWidth);
    for (let token = 0; token < tokens; token += 1) {
      values(token).forEach((value, at) => (output[at] = (output[at] ?? 0) + (weights[token] ?? 0) * value));
    }
    return {
      query: this.rotatedBack(rotatedQuery, from),
      key: this.rotatedBack(keys(to), to),
      rotatedQuery,
      rotatedKey: keys(to),
      scaled,
      weights,
      value: values(to),
      output,
    };
  }

  async scoresWithout(groups: number[][], onScores: (group: number, scores: Float32Array) => void, signal?: AbortSignal): Promise<void> {
    for (const [group, left] of groups.entries()) {
      // Yields to the event loop between two runs, so that a cancel arrives.
      await new Promise((resolve) => setTimeout(resolve));
      onScores(group, await this.scoresWithoutRows(left, signal));
    }
  }

  /** Scores of all rows with some left out; NaN for those and for rows that are no candidates. */
  async scoresWithoutRows(left: readonly number[], signal?: AbortSignal): Promise<Float32Array> {
    signal?.throwIfAborted();
    const out = new Set(left);
    const places = this.reading.rows.flatMap((_, place) => (out.has(place) ? [] : [place]));
    const rows = places.flatMap((place) => this.reading.rows[place] ?? []);
    const scores = rowScores(this.reading, this.loaded.model.score(this.reading, rows), rows);
    const result = new Float32Array(this.reading.rows.length).fill(NaN);
    places.forEach((place, i) => (result[place] = scores[i] ?? NaN));
    return result;
  }

  async expectedTokens(token: number, count: number, signal?: AbortSignal): Promise<ExpectedTokens> {
    const ids = Int32Array.from(this.inputs.ids);
    const actual = ids[token] ?? TOKEN.unknown;
    ids[token] = TOKEN.mask;
    signal?.throwIfAborted();
    const chances = softmax([...this.loaded.model.expected({ ...this.inputs, ids }, token)]);
    const order = Int32Array.from(chances.keys()).sort((a, b) => (chances[b] ?? 0) - (chances[a] ?? 0));
    const shown = (id: number) => ({ text: this.loaded.tokenizer.vocabulary[id] ?? '', probability: chances[id] ?? 0 });
    return {
      candidates: [...order.subarray(0, count)].map(shown),
      actual: { ...shown(actual), rank: order.indexOf(actual) + 1 },
    };
  }

  /** Of one layer; the last requested layer is kept, as its pairs are inspected in turn. */
  private vectors(layer: number): LayerVectors {
    if (this.keptVectors?.layer !== layer) this.keptVectors = { layer, ...this.loaded.model.vectors(this.inputs, layer) };
    return this.keptVectors;
  }

  /** Heads of one layer. */
  private layer(layer: number, signal?: AbortSignal): Uint8Array[] {
    signal?.throwIfAborted();
    const { layers, heads } = this.loaded.model.sizes;
    if (!this.kept?.layers.includes(layer)) {
      const together = layers * heads * this.inputs.tokens ** 2 <= KEPT_BYTES;
      const asked = together ? Array.from({ length: layers }, (_, each) => each) : [layer];
      this.kept = { layers: asked, attention: this.loaded.model.attention(this.inputs, asked) };
    }
    return this.kept.attention[this.kept.layers.indexOf(layer)] ?? [];
  }

  private rowOf(): Int32Array {
    const { rowOf, rows } = this.inputs;
    return rowOf.map((row) => (row === rows ? -1 : row));
  }

  /** Undoes the rotation by position. */
  private rotatedBack(vector: Float32Array, token: number): Float32Array {
    const half = vector.length / 2;
    const { cos, sin } = this.inputs;
    return vector.map((value, at) => {
      const pair = at % half;
      const c = cos[token * half + pair] ?? 1;
      const s = sin[token * half + pair] ?? 0;
      return at < half ? value * c + (vector[at + half] ?? 0) * s : value * c - (vector[pair] ?? 0) * s;
    });
  }
}

type VectorOf = (token: number) => Float32Array;
