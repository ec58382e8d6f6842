// How fast the attention view draws long inputs, in headless Chromium: first paint and one interaction of the evidence, head, model and
// matrix views at 128 to 2048 tokens, 6 × 6 heads; memory; rollout; deletion of 60 lines by the shipped model, and its bookkeeping.
// usage: npm run bench -- attention, or npx tsx bench/attention.ts [--tokens=512,1024] [--bertviz=FOLDER]
// FOLDER holds BertViz' own head_view.js and model_view.js (and d3.min.js of version 5, jquery.min.js): they then draw the same tensors.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { Deletions } from '../src/core/attention/deletions';
import { measureFaithfulness } from '../src/core/attention/faithfulness';
import { readRecording, type Recording } from '../src/core/attention/recording';
import { meanOfLayer, rolloutLines } from '../src/core/attention/rollout';
import { recordToy, startAttentionBench } from '../test/browser/support/attentionPage';
import { drawWithBertViz, type BertVizView } from './support/bertViz';
import { measureDeletion } from './support/deletionTime';
import { shippedRanker } from './support/shippedModel';
import { judge, percentile, printTable } from './support/table';

const VIEWS = ['evidence', 'heads', 'model', 'matrix'] as const;
const INTERACTIONS = ['hover', 'head', 'zoom'] as const;
/** Times an interaction is repeated; the 95th percentile is shown. */
const REPEATS = 24;

/** Earlier measurements of BertViz' views, for runs without its code: 4 × 4 heads, Chromium, 2 cores, ms by tokens. */
const BERTVIZ_PUBLISHED: Record<BertVizView, Record<number, number>> = {
  head: { 128: 1500, 256: 3500, 512: 11_000 },
  model: { 256: 7500 },
};
/** Most tokens that each of its views gets: it draws a node for every pair, and its model view does so for every head. */
const BERTVIZ_MOST: Record<BertVizView, number> = { head: 512, model: 256 };
/** Lines left out in one go. */
const DELETED_LINES = 60;

interface Figures {
  /** ms, by view. */
  paint: Record<string, number>;
  /** ms, by view and interaction. */
  interaction: Record<string, number>;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { tokens: { type: 'string', default: '128,256,512,1024,2048' }, bertviz: { type: 'string' } },
    allowPositionals: true,
  });
  const paints: (string | number)[][] = [];
  const moves: (string | number)[][] = [];
  const sums: (string | number)[][] = [];
  const comparison: Record<BertVizView, (string | number)[][]> = { head: [], model: [] };
  for (const tokens of values.tokens.split(',').map(Number)) {
    const file = await recordToy(tokens, { layers: 6, heads: 6, headWidth: 8 }, false);
    const bench = await startAttentionBench(file);
    const shown = await bench.open({ width: 1000, height: 800 });
    const { page } = shown;
    const figures = await measureViews(page);
    const megabytes = await memoryOf(page, file.length);
    await shown.close();
    await bench.stop();
    const recording = readRecording(new Uint8Array(file).buffer);
    const rows = recording.run.rows.length;
    const goal = tokens <= 1024 ? 300 : Infinity;
    paints.push([
      tokens,
      rows,
      ...VIEWS.map((view) => round(figures.paint[view]!)),
      goal < Infinity ? judge(Math.max(...Object.values(figures.paint)), goal, 'ms') : '',
      round(megabytes),
    ]);
    const names = Object.keys(figures.interaction);
    if (!moves.length) moves.push(['tokens', ...names, '']);
    moves.push([
      tokens,
      ...names.map((name) => round(figures.interaction[name]!)),
      judge(Math.max(...Object.values(figures.interaction)), tokens <= 1024 ? 16 : 50, 'ms'),
    ]);
    sums.push([tokens, rows, ...(await measureSums(recording))]);
    for (const view of ['head', 'model'] as const)
      if (tokens <= BERTVIZ_MOST[view]) comparison[view].push([tokens, ...(await compare(recording, view, figures, values.bertviz))]);
  }
  printTable('First paint, ms: from the reading to pixels, its numbers being in the page', [
    ['tokens', 'lines', ...VIEWS, 'goal', 'MB besides the numbers'],
    ...paints,
  ]);
  printTable(`One interaction, ms: event to pixels, 95th percentile of ${REPEATS}`, moves);
  printTable('Sums in one thread of Node, ms', [
    ['tokens', 'lines', 'rollout of 6 layers', 'deletion: books and agreement', 'goal of rollout'],
    ...sums,
  ]);
  for (const view of ['head', 'model'] as const) {
    const whose = values.bertviz
      ? 'its own code here, on the same tensors'
      : 'measured elsewhere with 4 × 4 heads; --bertviz runs its code';
    const what =
      view === 'head' ? 'the head view at token grain, 6 heads' : 'the model view, 36 heads (here line by line, there token by token)';
    if (comparison[view].length)
      printTable(`First paint of ${what}, beside BertViz' (${whose})`, [
        ['tokens', 'this view, ms', 'BertViz, ms', 'times faster'],
        ...comparison[view],
      ]);
  }
  const deletion = await measureDeletion(shippedRanker(), DELETED_LINES);
  printTable('Deletion by the model that ships, in one thread of Node', [
    ['tokens', 'lines left out', 's', 's of the processor', 'longest wait for progress, ms', 'one scoring, ms', 'goal'],
    [
      deletion.tokens,
      deletion.lines,
      round(deletion.ms / 1000),
      round(deletion.processorMs / 1000),
      round(deletion.longestStep),
      round(deletion.once),
      judge(deletion.ms / 1000, 10, 's'),
    ],
  ]);
}

/** Draws every view from scratch, then moves around in it. Runs in the page. */
async function measureViews(page: Page): Promise<Figures> {
  return page.evaluate(
    async ({ views, interactions, repeats }) => {
      interface Reading {
        run: { rows: unknown[]; tokens: { text: string[] }; model: { heads: number; layers: number } };
        choice: { heads: number[]; layer: number };
        choose(part: object): void;
        point(focus: object | undefined): void;
        headTokens(layer: number, head: number): unknown;
        lines: unknown;
      }
      interface View extends HTMLElement {
        state: object;
        reading: Reading;
        updateComplete: Promise<unknown>;
      }
      interface Stage extends HTMLElement {
        draw(): void;
        zoom(factor: number): void;
        updateComplete: Promise<unknown>;
      }
      const view = document.querySelector('dwc-attention-view') as unknown as View;
      const ready = view.state;
      const stage = () => view.querySelector('dwc-attention-stage') as unknown as Stage;
      const turn = () => new Promise((resolve) => setTimeout(resolve));
      /** Draws now, and waits until the pixels are there: reading one back makes the browser finish. */
      const pixels = async () => {
        await view.updateComplete;
        await stage().updateComplete;
        stage().draw();
        for (const canvas of view.querySelectorAll('canvas')) canvas.getContext('2d')!.getImageData(0, 0, 1, 1);
      };
      const isRead = (name: string) => {
        const { reading } = view;
        const { layer, heads } = reading.choice;
        if (name === 'evidence' || name === 'model') return Boolean(reading.lines);
        return heads.every((head) => reading.headTokens(layer, head));
      };
      const paint: Record<string, number> = {};
      const interaction: Record<string, number> = {};
      for (const name of views) {
        const all = Array.from({ length: view.reading.run.model.heads }, (_, head) => head);
        view.reading.choose({ view: name, grain: 'token', layer: 2, heads: name === 'matrix' ? [0] : all, focus: undefined, table: false });
        const paints: number[] = [];
        for (let time = 0; time < 3; time++) {
          view.state = { phase: 'notLoaded' };
          await view.updateComplete;
          await new Promise(requestAnimationFrame);
          const began = performance.now();
          view.state = ready;
          await pixels();
          while (!isRead(name)) await turn();
          await pixels();
          paints.push(performance.now() - began);
        }
        // The first drawing in a page also compiles; the median of three is the time a person sees when changing views.
        paint[name] = paints.sort((a, b) => a - b)[1]!;
        const { reading } = view;
        const count = name === 'heads' || name === 'matrix' ? reading.run.tokens.text.length : reading.run.rows.length;
        for (const kind of interactions) {
          if (kind === 'zoom' && name !== 'matrix') continue;
          if (kind === 'head' && (name === 'evidence' || name === 'model')) continue;
          const times: number[] = [];
          for (let time = 0; time < repeats; time++) {
            // In the head view only those in sight, from the top: tokens further down have no lines to draw.
            const at = name === 'heads' ? time : Math.floor((count * time) / repeats);
            await new Promise(requestAnimationFrame);
            if (kind === 'head') {
              // Its numbers are already in the page: only drawing is measured.
              reading.headTokens(2, time % all.length);
              await turn();
            }
            const began = performance.now();
            if (kind === 'hover')
              reading.point(name === 'heads' || name === 'matrix' ? { kind: 'token', token: at } : { kind: 'row', row: at });
            else if (kind === 'head') reading.choose({ heads: [time % all.length] });
            else stage().zoom(time % 2 ? 1 / 1.5 : 1.5);
            await pixels();
            times.push(performance.now() - began);
          }
          interaction[`${name} ${kind}`] = times.sort((a, b) => a - b)[Math.ceil(0.95 * repeats) - 1]!;
          reading.point(undefined);
        }
      }
      return { paint, interaction };
    },
    { views: VIEWS, interactions: INTERACTIONS, repeats: REPEATS },
  );
}

/** Memory of the page after garbage collection, MB, without the recording that it holds. */
async function memoryOf(page: Page, recorded: number): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const usage = (await session.send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize?: number };
  return (usage.usedSize + Math.max(0, (usage.backingStorageSize ?? recorded) - recorded)) / 1e6;
}

async function measureSums({ run, attention, lines, rollout }: Recording): Promise<(string | number)[]> {
  const { layers, heads } = run.model;
  const tokens = run.tokens.text.length;
  const rows = run.rows.length;
  const size = tokens ** 2;
  const rollouts: number[] = [];
  for (let time = 0; time < 3; time++) {
    const means: Float32Array[] = [];
    for (let layer = 0; layer < layers; layer++)
      means.push(
        await meanOfLayer(heads, tokens, async (head) =>
          attention.subarray((layer * heads + head) * size, (layer * heads + head + 1) * size),
        ),
      );
    const began = performance.now();
    rolloutLines(
      means,
      run.rows.map(({ start }) => start),
      run.tokens.row,
    );
    rollouts.push(performance.now() - began);
  }
  const scores = Float32Array.from(run.rows, ({ score }) => score ?? NaN);
  const suspect = scores.findIndex((score) => !Number.isNaN(score));
  const began = performance.now();
  const deletions = new Deletions(
    run.rows.map((_, row) => ({ name: '', rows: [row] })),
    scores,
  );
  for (let row = 0; row < rows; row++) {
    deletions.add(
      row,
      scores.map((score, at) => score - ((at * 7 + row * 3) % 5)),
    );
    const effects = deletions.effectsByRow(suspect, rows);
    if (row % 10 === 9 || row === rows - 1) measureFaithfulness({ rows, suspect, lineAttention: lines, rollout, effects }, Math.random);
  }
  const books = performance.now() - began;
  const median = percentile(rollouts, 0.5);
  return [round(median), round(books), tokens === 1024 ? judge(median, 300, 'ms') : ''];
}

async function compare(
  recording: Recording,
  view: BertVizView,
  figures: Figures,
  folder: string | undefined,
): Promise<(string | number)[]> {
  const own = figures.paint[view === 'head' ? 'heads' : 'model']!;
  const theirs =
    folder && existsSync(join(folder, `${view}_view.js`))
      ? await drawWithBertViz(recording, folder, view)
      : BERTVIZ_PUBLISHED[view][recording.run.tokens.text.length];
  return theirs === undefined ? [round(own), '', ''] : [round(own), round(theirs), Math.round(theirs / own)];
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}

void main();
