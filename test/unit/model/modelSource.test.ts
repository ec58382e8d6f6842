import assert from 'node:assert/strict';
import { unpackRow } from '../../../src/core/attention/packAttention';
import { LocalRanker, type LoadedModel, type LocalRanking } from '../../../src/model/localRanker';
import { modelInputs } from '../../../src/model/modelInputs';
import { modelRun, ModelSource } from '../../../src/model/modelSource';
import { MiniModel } from '../../../src/model/miniModel';
import type { ModelSizes } from '../../../src/model/modelSizes';
import { learnVocabulary, splitWords, Tokenizer } from '../../../src/model/tokenizer';
import { inputSizes } from '../../../training/inputSizes';
import { modelGraph } from '../../../training/graph/modelGraph';
import { plainForward } from '../../support/plainForward';
import { randomWeights } from '../../support/randomModel';
import { undefinedLength, viewFiles, viewPorts } from '../../support/viewFailure';

const counts = new Map<string, number>();
for (const { text } of splitWords(Object.values(viewFiles).join(' '))) counts.set(text, (counts.get(text) ?? 0) + 1);
const vocabulary = learnVocabulary(counts, 300);

const sizes: ModelSizes = {
  layers: 2,
  heads: 2,
  width: 16,
  vocabulary: vocabulary.length,
  ...inputSizes,
  headHidden: 8,
  classes: 11,
  embedding: 8,
};
const weights = randomWeights(sizes, 3);

async function loadModel(): Promise<LoadedModel> {
  const model = await MiniModel.load({ graph: modelGraph(weights), sizes });
  return { model, tokenizer: new Tokenizer(vocabulary), name: 'tiny', parameters: 1, maxTokens: 512 };
}

describe('LocalRanker', () => {
  it('ranks with the model: chances of functions add up to 1, and so do those of the lines of each', async () => {
    const { ranking } = await new LocalRanker(loadModel).rank(undefinedLength, viewPorts);
    assert.equal(ranking.by, 'mini-model');
    const total = (shares: { share: number }[]): number => shares.reduce((sum, { share }) => sum + share, 0);
    assert.ok(Math.abs(total(ranking.functions) - 1) < 1e-6);
    for (const { lines } of ranking.functions) assert.ok(Math.abs(total(lines) - 1) < 1e-6);
  });

  it('falls back to the prior if the model cannot be loaded, says so, and tries again the next time', async () => {
    let tries = 0;
    const ranker = new LocalRanker(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('no such file')) : loadModel();
    });
    const first = await ranker.rank(undefinedLength, viewPorts);
    assert.equal(first.ranking.by, 'ranking without a model');
    assert.match(first.notice ?? '', /could not be run \(no such file\); ranked without it/);
    assert.equal((await ranker.rank(undefinedLength, viewPorts)).ranking.by, 'mini-model');
  });

  it('abstains if nothing says where it failed', async () => {
    const evidence = { ...undefinedLength, resolutions: [] };
    const { ranking, notice } = await new LocalRanker(loadModel).rank(evidence, viewPorts);
    assert.equal(ranking.by, 'ranking without a model');
    assert.match(notice ?? '', /abstains: paste the whole stack trace/);
  });

  it('stops after a cancel', async () => {
    const signal = AbortSignal.abort();
    await assert.rejects(new LocalRanker(loadModel).rank(undefinedLength, viewPorts, signal), { name: 'AbortError' });
  });
});

describe('ModelSource', () => {
  let loaded: LoadedModel;
  let ranked: LocalRanking;
  let source: ModelSource;

  before(async () => {
    loaded = await loadModel();
    ranked = await new LocalRanker(async () => loaded).rank(undefinedLength, viewPorts);
    assert.ok(ranked.read);
    source = new ModelSource(loaded, ranked.read.reading);
  });

  it('gives the run: tokens with their text, rows with their chances from the ranking', () => {
    assert.ok(ranked.read);
    const run = modelRun(loaded, ranked.read, { id: 'r' });
    const code = run.rows.filter(({ section }) => section === 'code');
    assert.ok(Math.abs(code.reduce((sum, { share = 0 }) => sum + share, 0) - 1) < 1e-5);
    for (const { start, end, text } of run.rows) {
      assert.equal(run.tokens.special[start], 1);
      assert.equal(run.tokens.text.slice(start + 1, end).join(''), text.slice(0, run.tokens.text.slice(start + 1, end).join('').length));
    }
    const [first] = ranked.ranking.functions;
    const own = code.filter(({ file }) => file === first?.facts.candidate.file);
    const best = own.reduce((a, b) => ((b.share ?? 0) > (a.share ?? 0) ? b : a));
    assert.equal(best.line, first?.lines[0]?.line);
  });

  it('gives the attention of the plain model', async () => {
    assert.ok(ranked.read);
    const inputs = modelInputs(ranked.read.reading, sizes);
    const plain = plainForward(weights, inputs);
    const packed = await source.attention({ layer: 1, head: 1 });
    const row = unpackRow(packed, inputs.tokens, 5);
    plain.attention[1]?.[1]?.[5]?.forEach((weight, to) => assert.ok(Math.abs(weight - (row[to] ?? 0)) < 0.01));
  });

  it('runs the model once for the attention of all layers and heads', async () => {
    assert.ok(ranked.read);
    let runs = 0;
    const attention: MiniModel['attention'] = (...asked) => {
      runs += 1;
      return loaded.model.attention(...asked);
    };
    const model = Object.create(loaded.model, { attention: { value: attention } }) as MiniModel;
    const counted = new ModelSource({ ...loaded, model }, ranked.read.reading);
    await Promise.all([counted.lineAttention(), counted.rollout(), counted.attention({ layer: 1, head: 0 })]);
    await counted.attention({ layer: 0, head: 1 });
    assert.equal(runs, 1);
  });

  it('does arithmetic that adds up: q·k/√d, softmax, weighted values', async () => {
    const neuron = await source.neuron({ layer: 0, head: 1, from: 4, to: 7 });
    const { rotatedQuery, rotatedKey, scaled, weights: shares, query } = neuron;
    const product = rotatedQuery.reduce((sum, value, i) => sum + value * (rotatedKey[i] ?? 0), 0) / Math.sqrt(rotatedKey.length);
    assert.ok(Math.abs(product - (scaled[7] ?? 0)) < 1e-5);
    assert.ok(Math.abs(shares.reduce((a, b) => a + b, 0) - 1) < 1e-5);
    // A rotation keeps the length.
    assert.ok(Math.abs(Math.hypot(...query) - Math.hypot(...rotatedQuery)) < 1e-5);
  });

  it('scores without a row as the model does when the row is not there', async () => {
    assert.ok(ranked.read);
    const { reading } = ranked.read;
    const left = reading.rows.findIndex(({ line, file }) => line === 3 && file === 'src/view.ts');
    const scores = await source.scoresWithoutRows([left]);
    assert.ok(Number.isNaN(scores[left]));
    const rows = reading.rows.filter((_, index) => index !== left);
    const plain = plainForward(weights, modelInputs(reading, sizes, rows));
    const softmax = (logits: number[]): number[] => {
      const powers = logits.map((logit) => Math.exp(logit));
      const total = powers.reduce((a, b) => a + b, 0);
      return powers.map((power) => power / total);
    };
    const functions = softmax([...plain.function]);
    const own = rows.flatMap((row, i) => (row.function === 1 ? [i] : []));
    const lines = softmax(own.map((i) => plain.line[i] ?? 0));
    const at = reading.rows.indexOf(rows[own[0] ?? 0] as (typeof rows)[number]);
    assert.ok(Math.abs(Math.exp(scores[at] ?? 0) - (functions[1] ?? 0) * (lines[0] ?? 0)) < 1e-5);
  });

  it('gives its expectation at a token, most probable first, and the rank of the real one', async () => {
    const { candidates, actual } = await source.expectedTokens(6, 5);
    assert.equal(candidates.length, 5);
    for (let i = 1; i < candidates.length; i += 1) assert.ok((candidates[i - 1]?.probability ?? 0) >= (candidates[i]?.probability ?? 0));
    assert.ok(actual.rank >= 1 && actual.rank <= vocabulary.length);
  });

  it('stops leaving out lines when cancelled', async () => {
    const stop = new AbortController();
    let done = 0;
    const all = source.scoresWithout(
      [[0], [1], [2]],
      () => {
        done += 1;
        stop.abort();
      },
      stop.signal,
    );
    await assert.rejects(all, { name: 'AbortError' });
    assert.equal(done, 1);
  });
});
