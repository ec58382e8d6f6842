import assert from 'node:assert/strict';
import { aggregateLines } from '../../../../src/core/attention/aggregateLines';
import { unpackRow } from '../../../../src/core/attention/packAttention';
import { RecordedSource } from '../../../../src/core/attention/recordedSource';
import { readRecording, writeRecording } from '../../../../src/core/attention/recording';
import { recordRun } from '../../../../src/core/attention/recordRun';
import { toyRun } from '../../../support/toyRun';

describe('a recording', () => {
  const { run, source } = toyRun(90, { layers: 2, heads: 2, headWidth: 8 });
  let recorded: RecordedSource;
  before(async () => {
    const recording = await recordRun(run, source, { neurons: true, deletions: true, expected: [1] });
    const file = writeRecording(recording);
    const read = readRecording(file.buffer as ArrayBuffer);
    assert.deepEqual(read.run.tokens, run.tokens);
    recorded = new RecordedSource(read);
  });

  it('gives the attention, rollout and expected tokens of the model that was recorded', async () => {
    assert.deepEqual(await recorded.attention({ layer: 1, head: 1 }), await source.attention({ layer: 1, head: 1 }));
    assert.deepEqual(await recorded.lineAttention(), await source.lineAttention());
    assert.deepEqual(await recorded.rollout(), await source.rollout());
    const token = run.rows[1]!.start + 1;
    assert.deepEqual(await recorded.expectedTokens(token, 3), await source.expectedTokens(token, 3));
  });

  it('contains vectors that reproduce the packed weights', async () => {
    const pair = { layer: 1, head: 0, from: 4, to: 9 };
    const numbers = await recorded.neuron(pair);
    const packed = unpackRow(await recorded.attention(pair), run.tokens.text.length, pair.from);
    assert.ok(Math.abs(numbers.weights.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-5);
    numbers.weights.forEach((weight, token) => assert.ok(Math.abs(weight - packed[token]!) < 0.01));
    assert.deepEqual(numbers.value, (await source.neuron(pair)).value);
  });

  it('returns the scores of the text without a removed line', async () => {
    const options = { layers: 2, heads: 2, headWidth: 8 };
    const left = run.rows.length - 1;
    const { start, end } = run.rows[left]!;
    // Both end with two marks: only the last line differs.
    const whole = toyRun(end + 2, options);
    const shorter = toyRun(start + 2, options);
    assert.deepEqual([whole.run.rows.length, shorter.run.rows.length], [left + 1, left]);
    const recording = await recordRun(whole.run, whole.source, { neurons: false, deletions: true, expected: [] });
    const found: Float32Array[] = [];
    await new RecordedSource(recording).scoresWithout([[left]], (group, scores) => (found[group] = scores));
    assert.ok(Number.isNaN(found[0]![left]!));
    assert.deepEqual([...found[0]!.slice(0, left)], [...shorter.source.scores()]);
  });

  it('is consistent with its own lines', async () => {
    const rows = run.rows.length;
    const lines = aggregateLines(await recorded.attention({ layer: 0, head: 1 }), run.tokens.row, rows);
    const all = await recorded.lineAttention();
    assert.deepEqual(lines, all.slice(rows * rows, 2 * rows * rows));
  });

  it('rejects requests for unrecorded parts, and files that are not recordings', async () => {
    await assert.rejects(recorded.expectedTokens(0, 3), /not part of this recording/);
    await assert.rejects(
      recorded.scoresWithout([[0, 1, 2, 3]], () => undefined),
      /not part of this recording/,
    );
    assert.throws(() => readRecording(new ArrayBuffer(4)), /no recording/);
  });

  it('rejects with an AbortError when the question is cancelled', async () => {
    const end = new AbortController();
    end.abort();
    await assert.rejects(recorded.attention({ layer: 0, head: 0 }, end.signal), { name: 'AbortError' });
    await assert.rejects(
      recorded.scoresWithout([[0]], () => assert.fail('cancelled'), end.signal),
      { name: 'AbortError' },
    );
  });
});
