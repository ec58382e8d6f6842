import type { AttentionSource, ExpectedTokens, HeadPlace, NeuronReading } from './modelRun';
import type { Recording } from './recording';
import { dot, softmax } from './scaledDotProduct';

/** Answers from a recording. A request for a part that was not recorded is rejected with a sentence. */
export class RecordedSource implements AttentionSource {
  constructor(private readonly recording: Recording) {}

  async lineAttention(signal?: AbortSignal): Promise<Float32Array> {
    signal?.throwIfAborted();
    return this.recording.lines;
  }

  async attention({ layer, head }: HeadPlace, signal?: AbortSignal): Promise<Uint8Array> {
    signal?.throwIfAborted();
    const { run, attention } = this.recording;
    const size = run.tokens.text.length ** 2;
    const start = (layer * run.model.heads + head) * size;
    return attention.subarray(start, start + size);
  }

  async rollout(signal?: AbortSignal): Promise<Float32Array> {
    signal?.throwIfAborted();
    return this.recording.rollout;
  }

  async neuron({ layer, head, from, to }: HeadPlace & { from: number; to: number }, signal?: AbortSignal): Promise<NeuronReading> {
    signal?.throwIfAborted();
    const { run, neurons } = this.recording;
    if (!neurons) throw new Error('The vectors of single heads are not part of this recording.');
    const { heads, headWidth } = run.model;
    const tokens = run.tokens.text.length;
    const vector = (all: Float32Array, token: number) => {
      const start = ((layer * heads + head) * tokens + token) * headWidth;
      return all.subarray(start, start + headWidth);
    };
    const rotatedQuery = vector(neurons.rotatedQuery, from);
    const scaled = Float32Array.from(
      { length: tokens },
      (_, token) => dot(rotatedQuery, vector(neurons.rotatedKey, token)) / Math.sqrt(headWidth),
    );
    const weights = Float32Array.from(softmax([...scaled]));
    const output = new Float32Array(headWidth);
    for (let token = 0; token < tokens; token++) {
      const value = vector(neurons.value, token);
      for (let at = 0; at < headWidth; at++) output[at]! += weights[token]! * value[at]!;
    }
    return {
      query: vector(neurons.query, from),
      key: vector(neurons.key, to),
      rotatedQuery,
      rotatedKey: vector(neurons.rotatedKey, to),
      scaled,
      weights,
      value: vector(neurons.value, to),
      output,
    };
  }

  async scoresWithout(groups: number[][], onScores: (group: number, scores: Float32Array) => void, signal?: AbortSignal): Promise<void> {
    for (const [group, rows] of groups.entries()) {
      // Yields to the event loop between two, as a computing model does, so that progress is drawn and a cancel takes effect.
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
      const known = this.recording.deletions.find((deletion) => deletion.rows.join() === rows.join());
      if (!known) throw new Error('Leaving out these lines is not part of this recording.');
      onScores(group, known.scores);
    }
  }

  async expectedTokens(token: number, count: number, signal?: AbortSignal): Promise<ExpectedTokens> {
    signal?.throwIfAborted();
    const known = this.recording.expected?.[token];
    if (!known) throw new Error('What the model expects here is not part of this recording.');
    return { ...known, candidates: known.candidates.slice(0, count) };
  }
}
