import type { AttentionSource, ModelRun } from './modelRun';
import type { NeuronVectors, Recording } from './recording';
import { rowsBySection } from './sections';

/** Parts recorded beside the attention itself; each takes one model run for each line or token. */
export interface RecordingParts {
  neurons: boolean;
  deletions: boolean;
  /** Rows whose tokens are masked. */
  expected: readonly number[];
}

/** Candidates kept for each masked token. */
const EXPECTED_COUNT = 8;

/** Requests everything that a view can request from a source, and keeps the answers. */
export async function recordRun(run: ModelRun, source: AttentionSource, parts: RecordingParts): Promise<Recording> {
  const { layers, heads } = run.model;
  const tokens = run.tokens.text.length;
  const attention = new Uint8Array(layers * heads * tokens ** 2);
  for (let layer = 0; layer < layers; layer++) {
    for (let head = 0; head < heads; head++) attention.set(await source.attention({ layer, head }), (layer * heads + head) * tokens ** 2);
  }
  const recording: Recording = {
    run,
    attention,
    lines: await source.lineAttention(),
    rollout: await source.rollout(),
    deletions: parts.deletions ? await recordDeletions(run, source) : [],
  };
  if (parts.neurons) recording.neurons = await recordNeurons(run, source);
  if (parts.expected.length) {
    recording.expected = {};
    for (const row of parts.expected) {
      const { start, end } = run.rows[row]!;
      for (let token = start; token < end; token++) {
        if (!run.tokens.special[token]) recording.expected[token] = await source.expectedTokens(token, EXPECTED_COUNT);
      }
    }
  }
  return recording;
}

/** Every line alone, and every section. */
async function recordDeletions(run: ModelRun, source: AttentionSource): Promise<Recording['deletions']> {
  const groups = [...run.rows.map((_, row) => [row]), ...rowsBySection(run.rows).values()];
  const results: Recording['deletions'] = [];
  await source.scoresWithout(groups, (group, scores) => (results[group] = { rows: groups[group]!, scores }));
  return results;
}

async function recordNeurons({ model, tokens }: ModelRun, source: AttentionSource): Promise<NeuronVectors> {
  const { layers, heads, headWidth } = model;
  const count = tokens.text.length;
  const empty = () => new Float32Array(layers * heads * count * headWidth);
  const all: NeuronVectors = { query: empty(), key: empty(), rotatedQuery: empty(), rotatedKey: empty(), value: empty() };
  let start = 0;
  for (let layer = 0; layer < layers; layer++) {
    for (let head = 0; head < heads; head++) {
      for (let token = 0; token < count; token++, start += headWidth) {
        const one = await source.neuron({ layer, head, from: token, to: token });
        for (const name of Object.keys(all) as (keyof NeuronVectors)[]) all[name].set(one[name], start);
      }
    }
  }
  return all;
}
