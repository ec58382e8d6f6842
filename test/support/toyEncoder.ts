import { aggregateLines } from '../../src/core/attention/aggregateLines';
import type {
  AttentionSource,
  ExpectedTokens,
  HeadPlace,
  ModelFacts,
  ModelRun,
  NeuronReading,
  Tokens,
} from '../../src/core/attention/modelRun';
import { packAttention } from '../../src/core/attention/packAttention';
import { meanOfLayer, rolloutLines } from '../../src/core/attention/rollout';
import { dot, softmax } from '../../src/core/attention/scaledDotProduct';

type HeadKind = 'content' | 'nearby' | 'error' | 'spread';
const kinds: HeadKind[] = ['content', 'nearby', 'error', 'spread'];

interface HeadRun {
  query: Float32Array;
  key: Float32Array;
  rotatedQuery: Float32Array;
  rotatedKey: Float32Array;
  value: Float32Array;
  packed: Uint8Array;
}

/**
 * A small encoder with invented weights: an untrained stand-in for layout and speed, never for the model's findings. Its numbers are real
 * all the same: attention is the softmax of rotated dot products, a deletion runs it again without the lines, a prediction comes from its
 * last hidden state. Heads differ as trained ones do: same word, nearby, the error, everywhere.
 */
export class ToyEncoder implements AttentionSource {
  private readonly heads = new Map<number, HeadRun>();
  private readonly hidden: Float32Array[];
  private words: Float32Array[] | undefined;

  constructor(
    private readonly run: ModelRun,
    private readonly vocabulary: string[],
  ) {
    this.hidden = [embed(run.tokens, run.model.width)];
    for (let layer = 0; layer < run.model.layers; layer++) this.hidden.push(this.forwardLayer(layer));
  }

  async attention({ layer, head }: HeadPlace): Promise<Uint8Array> {
    return this.headRun(layer, head).packed;
  }

  async lineAttention(): Promise<Float32Array> {
    const { model, rows, tokens } = this.run;
    const size = rows.length ** 2;
    const all = new Float32Array(model.layers * model.heads * size);
    for (let at = 0; at < model.layers * model.heads; at++)
      all.set(aggregateLines(this.headRun(Math.floor(at / model.heads), at % model.heads).packed, tokens.row, rows.length), at * size);
    return all;
  }

  async rollout(): Promise<Float32Array> {
    const { model, rows, tokens } = this.run;
    const layers: Float32Array[] = [];
    for (let layer = 0; layer < model.layers; layer++)
      layers.push(await meanOfLayer(model.heads, tokens.text.length, async (head) => this.headRun(layer, head).packed));
    return rolloutLines(
      layers,
      rows.map(({ start }) => start),
      tokens.row,
    );
  }

  async neuron({ layer, head, from, to }: HeadPlace & { from: number; to: number }): Promise<NeuronReading> {
    const { model, tokens } = this.run;
    const { headWidth } = model;
    const run = this.headRun(layer, head);
    const vector = (all: Float32Array, token: number) => all.subarray(token * headWidth, (token + 1) * headWidth);
    const scaled = tokens.text.map((_, token) => dot(vector(run.rotatedQuery, from), vector(run.rotatedKey, token)) / Math.sqrt(headWidth));
    const weights = softmax(scaled);
    const output = new Float32Array(headWidth);
    weights.forEach((weight, token) => vector(run.value, token).forEach((value, at) => (output[at]! += weight * value)));
    return {
      query: vector(run.query, from),
      key: vector(run.key, to),
      rotatedQuery: vector(run.rotatedQuery, from),
      rotatedKey: vector(run.rotatedKey, to),
      scaled: Float32Array.from(scaled),
      weights: Float32Array.from(weights),
      value: vector(run.value, to),
      output,
    };
  }

  async scoresWithout(groups: number[][], onScores: (group: number, scores: Float32Array) => void, signal?: AbortSignal): Promise<void> {
    for (const [group, rows] of groups.entries()) {
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
      onScores(group, new ToyEncoder(without(this.run, rows), this.vocabulary).scores(this.run.rows.length, rows));
    }
  }

  async expectedTokens(token: number, count: number): Promise<ExpectedTokens> {
    const { width } = this.run.model;
    // Only the neighbours count: the token itself is masked.
    const around = new Float32Array(width);
    const last = this.hidden.at(-1)!;
    for (const near of [token - 2, token - 1, token + 1, token + 2]) {
      if (near >= 0 && near < this.run.tokens.text.length) for (let at = 0; at < width; at++) around[at]! += last[near * width + at]!;
    }
    this.words ??= this.vocabulary.map((text) => wordVector(text, width));
    const probabilities = softmax(this.words.map((word) => 3 * dot(around, word)));
    const order = probabilities.map((_, index) => index).sort((a, b) => probabilities[b]! - probabilities[a]!);
    const actual = this.vocabulary.indexOf(this.run.tokens.text[token]!);
    return {
      candidates: order.slice(0, count).map((index) => ({ text: this.vocabulary[index]!, probability: probabilities[index]! })),
      actual: { text: this.vocabulary[actual] ?? '', probability: probabilities[actual] ?? 0, rank: order.indexOf(actual) + 1 },
    };
  }

  /** Logits of all rows: NaN for those left out and for lines that are not code. */
  scores(rows = this.run.rows.length, left: readonly number[] = []): Float32Array {
    const { width } = this.run.model;
    const last = this.hidden.at(-1)!;
    const judge = wordVector('undefined', width);
    const kept = this.run.rows.values();
    return Float32Array.from({ length: rows }, (_, row) => {
      if (left.includes(row)) return NaN;
      const { section, start } = kept.next().value!;
      return section === 'code' ? 30 * dot(judge, last.subarray(start * width, (start + 1) * width)) : NaN;
    });
  }

  private forwardLayer(layer: number): Float32Array {
    const { width, headWidth, heads } = this.run.model;
    const before = this.hidden[layer]!;
    const after = Float32Array.from(before);
    const count = this.run.tokens.text.length;
    for (let head = 0; head < heads; head++) {
      const { packed, value } = this.headRun(layer, head);
      for (let from = 0; from < count; from++) {
        let sum = 0;
        for (let to = 0; to < count; to++) sum += packed[from * count + to]! ** 2;
        for (let to = 0; to < count; to++) {
          const weight = packed[from * count + to]! ** 2 / sum;
          if (weight < 1e-4) continue;
          for (let at = 0; at < headWidth; at++) after[from * width + head * headWidth + at]! += 0.5 * weight * value[to * headWidth + at]!;
        }
      }
    }
    for (let token = 0; token < count; token++) normalise(after.subarray(token * width, (token + 1) * width));
    return after;
  }

  private headRun(layer: number, head: number): HeadRun {
    const place = layer * this.run.model.heads + head;
    const known = this.heads.get(place);
    if (known) return known;
    const made = this.makeHead(layer, head);
    this.heads.set(place, made);
    return made;
  }

  private makeHead(layer: number, head: number): HeadRun {
    const { tokens, rows, model } = this.run;
    const { width, headWidth } = model;
    const count = tokens.text.length;
    const kind = kinds[(head + layer) % kinds.length]!;
    const hidden = this.hidden[layer]!;
    const project = random(layer * 97 + head, width * headWidth);
    const query = new Float32Array(count * headWidth);
    const strength = { content: 3.2, nearby: 0.5, error: 0.8, spread: 0.7 }[kind];
    for (let token = 0; token < count; token++) {
      for (let out = 0; out < headWidth; out++) {
        let sum = 0;
        for (let at = 0; at < width; at++) sum += hidden[token * width + at]! * project[out * width + at]!;
        query[token * headWidth + out] = strength * sum;
      }
    }
    const key = Float32Array.from(query);
    const value = Float32Array.from(query, (part) => part / strength);
    // Content that does not rotate goes into the last pair of dimensions, fast rotation into the first ones.
    for (let token = 0; token < count; token++) {
      const start = token * headWidth;
      if (kind === 'nearby') {
        for (let at = start; at < start + headWidth / 2; at += 2) {
          query[at]! += 1.9;
          key[at]! += 1.9;
        }
      }
      if (kind === 'error') query[start + headWidth - 2]! += 4;
      const section = rows[tokens.row[token]!]?.section;
      if (kind === 'error' && (section === 'error' || section === 'frames')) key[start + headWidth - 2]! += 3;
      if (tokens.special[token]) key[start + headWidth - 2]! += kind === 'spread' ? 0 : 1;
    }
    const rotatedQuery = rotate(query, headWidth);
    const rotatedKey = rotate(key, headWidth);
    return { query, key, rotatedQuery, rotatedKey, value, packed: pack(rotatedQuery, rotatedKey, headWidth) };
  }
}

function pack(query: Float32Array, key: Float32Array, headWidth: number): Uint8Array {
  const count = query.length / headWidth;
  const weights = new Float32Array(count * count);
  for (let from = 0; from < count; from++) {
    let sum = 0;
    for (let to = 0; to < count; to++) {
      let product = 0;
      for (let at = 0; at < headWidth; at++) product += query[from * headWidth + at]! * key[to * headWidth + at]!;
      sum += weights[from * count + to] = Math.exp(product / Math.sqrt(headWidth));
    }
    for (let to = 0; to < count; to++) weights[from * count + to]! /= sum;
  }
  return packAttention(weights, count);
}

/** Rotary position: pairs of dimensions rotate, each slower than the one before. */
function rotate(vectors: Float32Array, headWidth: number): Float32Array {
  const rotated = new Float32Array(vectors.length);
  for (let at = 0; at < vectors.length; at += 2) {
    const angle = Math.floor(at / headWidth) * 10_000 ** (-(at % headWidth) / headWidth);
    rotated[at] = vectors[at]! * Math.cos(angle) - vectors[at + 1]! * Math.sin(angle);
    rotated[at + 1] = vectors[at]! * Math.sin(angle) + vectors[at + 1]! * Math.cos(angle);
  }
  return rotated;
}

function embed({ text }: Tokens, width: number): Float32Array {
  const hidden = new Float32Array(text.length * width);
  text.forEach((word, token) => hidden.set(wordVector(word, width), token * width));
  return hidden;
}

const vectors = new Map<string, Float32Array>();

function wordVector(word: string, width: number): Float32Array {
  const name = `${width} ${word.trim()}`;
  let vector = vectors.get(name);
  if (!vector) {
    vector = random(
      [...name].reduce((hash, character) => (hash * 31 + character.charCodeAt(0)) | 0, 7),
      width,
    );
    normalise(vector);
    vectors.set(name, vector);
  }
  return vector;
}

function normalise(vector: Float32Array): void {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  for (let at = 0; at < vector.length; at++) vector[at]! /= length;
}

/** Numbers around 0, the same for the same seed (mulberry32). */
export function random(seed: number, count: number): Float32Array {
  let state = seed | 0;
  return Float32Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1) * 0.9;
  });
}

/** The run without some rows: their tokens are removed, later ones move up. */
function without(run: ModelRun, left: readonly number[]): ModelRun {
  const kept = run.rows.map((_, row) => row).filter((row) => !left.includes(row));
  const places = run.tokens.text.map((_, token) => token).filter((token) => !left.includes(run.tokens.row[token]!));
  const tokens: Tokens = {
    text: places.map((token) => run.tokens.text[token]!),
    id: Int32Array.from(places, (token) => run.tokens.id[token]!),
    row: Int32Array.from(places, (token) => kept.indexOf(run.tokens.row[token]!)),
    special: Uint8Array.from(places, (token) => run.tokens.special[token]!),
  };
  const rows = kept.map((row, place) => ({ ...run.rows[row]!, start: tokens.row.indexOf(place), end: tokens.row.lastIndexOf(place) + 1 }));
  return { ...run, tokens, rows };
}

export interface ToyOptions {
  layers?: number;
  heads?: number;
  headWidth?: number;
}

/** Facts about the stand-in, whose name says what it is. */
export function toyFacts({ layers = 4, heads = 4, headWidth = 16 }: ToyOptions, vocabulary: number): ModelFacts {
  const width = heads * headWidth;
  return {
    name: 'stand-in with made weights',
    layers,
    heads,
    width,
    headWidth,
    feedForward: 4 * width,
    vocabulary,
    parameters: vocabulary * width + layers * width * headWidth * heads,
    maxTokens: 2048,
  };
}
