// Does attention agree with lines' effects? Rank agreement of attention (each head, their mean, the best heads) and rollout with deletion,
// for the mini-model's first suspect on real bugs, against random weights. Uniform weights have no order, so nothing agrees with them.
// usage: npm run bench -- faithfulness [--bugs=40] [--write-card], on the bugs of npm packages or on those of the folders in DEBUG_CONTEXT_BUGS (separated by ":").
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { meanOfLines } from '../src/core/attention/aggregateLines';
import { Deletions } from '../src/core/attention/deletions';
import { measureFaithfulness, type Faithfulness } from '../src/core/attention/faithfulness';
import type { FaithfulnessFigures, ModelRun } from '../src/core/attention/modelRun';
import { spearman } from '../src/core/attention/rankAgreement';
import type { LocalRanker } from '../src/model/localRanker';
import { modelRun, ModelSource } from '../src/model/modelSource';
import { bugsFor, type FolderBug } from '../realBugs/bugFolder';
import { evidenceOfBug } from '../realBugs/evidenceOfBug';
import { percentile, printTable } from './support/table';
import { shippedRanker } from './support/shippedModel';

/** Heads that the evidence view starts with. */
const CHOSEN_HEADS = 4;

interface Measured {
  run: ModelRun;
  suspect: number;
  lineAttention: Float32Array;
  /** Sizes of the effects by row, NaN for the suspect. */
  sizes: Float32Array;
  agreement: Faithfulness;
  /** Time to leave out every line, and the number of lines. */
  deletionMs: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { bugs: { type: 'string', default: '40' }, 'write-card': { type: 'boolean' } },
    allowPositionals: true,
  });
  const given = bugsFor('faithfulness');
  if (given.length === 0) return;
  const ranker = shippedRanker();
  const measured: Measured[] = [];
  for (const bug of spread(given, Number(values.bugs))) {
    const one = await measure(bug, ranker);
    if (one) measured.push(one);
  }
  const [first] = measured;
  if (!first) {
    console.log('bench faithfulness: the model read none of these bugs.');
    return;
  }
  const { heads } = first.run.model;
  const byHead = Array.from(first.agreement.heads, (_, head) => mean(measured.map(({ agreement }) => agreement.heads[head]!)));
  const chosen = bestHeads(measured);
  const ways: [string, number[]][] = [
    ['attention, all heads', measured.map(({ agreement }) => agreement.attention)],
    // Chosen on one half and measured on the other, in both directions: the best of many is partly luck.
    [`attention, best ${CHOSEN_HEADS} heads (chosen on the other half)`, heldOut(measured)],
    ['rollout', measured.map(({ agreement }) => agreement.rollout)],
    ['random weights', measured.map(({ agreement }) => agreement.random)],
  ];
  printTable(`Rank agreement (Spearman) with deletion for the first suspect, ${measured.length} bugs`, [
    ['', 'mean', '± standard error', 'above 0.3 %'],
    ...ways.map(([name, all]) => {
      const known = all.filter((value) => !Number.isNaN(value));
      return [
        name,
        mean(all).toFixed(3),
        standardError(known).toFixed(3),
        Math.round((100 * known.filter((value) => value > 0.3).length) / known.length),
      ];
    }),
  ]);
  printTable('By layer and head', [
    ['', ...Array.from({ length: heads }, (_, head) => `head ${head + 1}`)],
    ...Array.from({ length: first.run.model.layers }, (_, layer) => [
      `layer ${layer + 1}`,
      ...Array.from({ length: heads }, (_unused, head) => byHead[layer * heads + head]!.toFixed(2)),
    ]),
  ]);
  const times = measured.map(({ deletionMs }) => deletionMs);
  const lines = measured.map(({ agreement }) => agreement.lines);
  const tokens = measured.map(({ run }) => run.tokens.text.length);
  console.log(
    `\nLeaving out every line: p50 ${Math.round(percentile(times, 0.5))} ms, p95 ${Math.round(percentile(times, 0.95))} ms; p50 ${percentile(lines, 0.5)} lines, ${percentile(tokens, 0.5)} tokens`,
  );
  if (!values['write-card']) return;
  const place = (head: number) => ({ layer: Math.floor(head / heads), head: head % heads });
  const faithfulness: FaithfulnessFigures = {
    failures: measured.length,
    heads: byHead.map((agreement, head) => ({ ...place(head), agreement: rounded(agreement) })),
    attention: rounded(mean(ways[0]![1])),
    rollout: rounded(mean(ways[2]![1])),
    random: rounded(mean(ways[3]![1])),
  };
  const file = join('media', 'model', 'card.json');
  const card = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, `${JSON.stringify({ ...card, faithfulness, faithfulHeads: chosen.map(place) }, null, 2)}\n`);
}

async function measure(bug: FolderBug, ranker: LocalRanker): Promise<Measured | undefined> {
  const { evidence, ports } = await evidenceOfBug(bug);
  const { read } = await ranker.rank(evidence, ports);
  if (!read) return undefined;
  const loaded = await ranker.model();
  const run = modelRun(loaded, read, { id: bug.id });
  const source = new ModelSource(loaded, read.reading);
  const scores = Float32Array.from(run.rows, ({ score }) => score ?? NaN);
  const suspect = scores.reduce((best, score, row) => (score > (scores[best] ?? -Infinity) ? row : best), -1);
  if (suspect < 0) return undefined;
  const deletions = new Deletions(
    run.rows.map((_, row) => ({ name: String(row), rows: [row] })),
    scores,
  );
  const began = performance.now();
  await source.scoresWithout(
    run.rows.map((_, row) => [row]),
    (group, without) => deletions.add(group, without),
  );
  const deletionMs = performance.now() - began;
  const lineAttention = await source.lineAttention();
  const effects = deletions.effectsByRow(suspect, run.rows.length);
  const agreement = measureFaithfulness(
    { rows: run.rows.length, suspect, lineAttention, rollout: await source.rollout(), effects },
    Math.random,
  );
  const sizes = effects.map((effect, row) => (row === suspect ? NaN : Math.abs(effect)));
  return { run, suspect, lineAttention, sizes, agreement, deletionMs };
}

/** Indexes of the heads with the highest mean agreement, best first. */
function bestHeads(measured: readonly Measured[]): number[] {
  const means = Array.from(measured[0]!.agreement.heads, (_, head) => mean(measured.map(({ agreement }) => agreement.heads[head]!)));
  return [...means.keys()].sort((a, b) => (means[b] || -1) - (means[a] || -1)).slice(0, CHOSEN_HEADS);
}

/** Agreement of the best heads' mean; the heads are chosen without the half that is measured. */
function heldOut(measured: readonly Measured[]): number[] {
  const half = (parity: number) => measured.filter((_, at) => at % 2 === parity);
  return [0, 1].flatMap((parity) => {
    const other = half(1 - parity);
    if (!other.length) return [];
    const heads = bestHeads(other);
    return half(parity).map(({ run, suspect, lineAttention, sizes }) => {
      const rows = run.rows.length;
      return spearman(meanOfLines(lineAttention, rows, heads).subarray(suspect * rows, (suspect + 1) * rows), sizes);
    });
  });
}

/** This many, evenly spread over all. */
function spread<T>(all: readonly T[], count: number): T[] {
  return all.length <= count ? [...all] : Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)]!);
}

/** Mean of the known values. */
function mean(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function standardError(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, values.length - 1) / values.length);
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}

void main();
