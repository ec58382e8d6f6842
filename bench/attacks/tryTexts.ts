import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { RedactionMemo } from '../../src/core/investigation/redactionMemo';
import { startInvestigation } from '../../src/core/investigation/startInvestigation';
import { storedText } from '../../src/core/investigation/storedInvestigation';
import { AnalysisClient } from '../../src/node/analysisClient';
import { NO_PREFERENCE } from '../../src/core/suspects/preference';
import { hostileFloods } from '../../test/support/attacks/hostileTexts';
import { TempFolder } from '../../test/support/gitRepository';
import { COLLECT_OPTIONS } from '../../test/support/collectOptions';
import type { AttackRow } from './attackRow';

const LENGTH = 100_000;
/** ms that all steps of one text may take in the worker. */
const LONGEST_MS = 30_000;
const GOAL_MS = 50;
/** How many of the floods; all if absent. */
const FLOODS = Number(process.env['FLOODS'] ?? Infinity);
const root = join(__dirname, '../..');

/**
 * Floods through every step that a text takes: the host hands it to the worker, which captures a failure, collects and ranks its evidence
 * and replaces its secrets; then it is written as JSON. The host's thread is watched meanwhile.
 */
export async function tryTexts(): Promise<AttackRow[]> {
  const build = join(root, 'out', 'bench', 'dist');
  execFileSync(process.execPath, ['esbuild.mjs', '--production', `--outdir=${build}`], { cwd: root, stdio: 'inherit' });
  const place = new TempFolder();
  const row: AttackRow = { name: 'texts: floods through the host and the worker', tried: 0, held: 0, broken: [], longestBlock: 0 };
  const analysis = new AnalysisClient(join(build, 'analysisWorker.js'), () => ({ roots: [place.path], assets: build, ignore: [] }));
  // The worker alone keeps no process alive.
  const awake = setInterval(() => undefined, 1_000);
  try {
    await analysis.call('capture', { text: 'x' });
    for (const { name, text } of hostileFloods(LENGTH).slice(0, FLOODS)) {
      row.tried++;
      let block = Infinity;
      const begin = performance.now();
      // Other programs on the machine only add time: the shorter of two runs is the code's own.
      for (let run = 0; run < 2 && block > GOAL_MS; run++) block = Math.min(block, await watched(() => wholeWay(analysis, text)));
      const took = performance.now() - begin;
      if (process.stderr.isTTY) process.stderr.write(`\r${row.tried} ${name}\u001b[K`);
      row.longestBlock = Math.max(row.longestBlock ?? 0, block);
      if (block < GOAL_MS && took < LONGEST_MS) row.held++;
      else row.broken.push(`${name}: the host was busy for ${block.toFixed(0)} ms, all took ${took.toFixed(0)} ms`);
    }
  } finally {
    clearInterval(awake);
    analysis.dispose();
    place.dispose();
  }
  return [row];
}

/** Longest pause of this thread's event loop meanwhile, ms. */
async function watched(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 2 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}

async function wholeWay(analysis: AnalysisClient, text: string): Promise<void> {
  await analysis.call('glance', { text });
  const report = await analysis.call('capture', { text });
  if (!report.errors.length && !report.expectations.length) return;
  const facts = { id: 'one', title: 'one', failure: 'one', at: '2026-03-04T10:00:00.000Z' };
  const investigation = startInvestigation({ reports: [report], source: 'paste', values: [] }, facts);
  const { case: about } = await analysis.call('collect', { report, options: COLLECT_OPTIONS, attempts: [] });
  await analysis.call('rank', { case: about, preference: NO_PREFERENCE });
  const redacted = await new RedactionMemo().redact(
    investigation,
    '',
    async (texts, known) =>
      (await analysis.call('redactMore', { investigation: 'one', texts, known, options: COLLECT_OPTIONS })) ?? undefined,
  );
  storedText(redacted, 'one');
}
