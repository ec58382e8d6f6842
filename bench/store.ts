// Two processes on one store, killed again and again: stored data that was lost, and states that were mixed. Each writes its own
// investigation, and both add to a shared one. Then lists of many, and the cost of one save while an answer streams.
//   npm run bench:store     KILLS=500 LISTED=10000
import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { redactInvestigation } from '../src/core/investigation/storedInvestigation';
import { InvestigationFiles } from '../src/node/investigationFiles';
import { storeWriter } from './support/storeWriter';

const KILLS = Number(process.env['KILLS'] ?? 500);
const LISTED = Number(process.env['LISTED'] ?? 10_000);
/** Longest life of a writer after its first save, ms. */
const LIFE = 60;

interface Tally {
  kills: number;
  saves: number;
  lost: number;
  mixed: number;
  unreadable: number;
}

async function killWriters(folder: string): Promise<Tally> {
  const place = mkdtempSync(join(tmpdir(), 'store-writer-'));
  const script = join(place, 'writer.cjs');
  buildSync({
    entryPoints: [join(import.meta.dirname, 'support/runStoreWriter.ts')],
    bundle: true,
    platform: 'node',
    outfile: script,
    logLevel: 'error',
  });
  const tally: Tally = { kills: 0, saves: 0, lost: 0, mixed: 0, unreadable: 0 };
  const store = join(folder, 'investigations');
  const files = new InvestigationFiles(store);
  /** Additions to the shared investigation that writers reported. */
  const added: string[] = [];
  const lane = async (name: string): Promise<void> => {
    while (tally.kills < KILLS) {
      const turn = ++tally.kills;
      const saved = await runAndKill(script, store, name, turn);
      tally.saves += saved;
      for (let count = 1; count <= saved; count++) added.push(`${name}:${turn} ${count}`);
      try {
        const { title, tries } = await files.load(name);
        const [writer, count] = title.split(' ');
        if (tries.some(({ result }) => result !== title)) tally.mixed++;
        if (saved > 0 && (writer !== `${name}:${turn}` || Number(count) < saved)) tally.lost++;
      } catch {
        if (saved > 0) tally.unreadable++;
      }
    }
  };
  await Promise.all([lane('first'), lane('second')]);
  const { tries } = await files.load('shared');
  const there = new Set(tries.map(({ id }) => id));
  tally.lost += added.filter((id) => !there.has(id)).length;
  tally.mixed += tries.filter(({ id, title, result }) => id !== title || id !== result).length;
  console.log(
    `  shared by both: ${added.length} tries that were stored, ${tries.length} there (one may be there that its killed writer could not say)`,
  );
  await files.save(await redactInvestigation(await files.load('shared'), (texts) => Promise.resolve(texts)));
  const { summaries, damaged } = await files.list();
  console.log(`  in the folder: ${readdirSync(store).length} files, ${summaries.length} investigations, ${damaged.length} damaged`);
  rmSync(place, { recursive: true });
  return tally;
}

/** Resolves to the last save that the writer reported as done. */
function runAndKill(script: string, folder: string, name: string, turn: number): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, folder, name, String(turn)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (!said) setTimeout(() => child.kill('SIGKILL'), Math.random() * LIFE);
      said += chunk.toString();
    });
    child.on('close', () => resolve(Number(said.trim().split('\n').at(-1) || 0)));
  });
}

async function listMany(folder: string): Promise<void> {
  const files = new InvestigationFiles(join(folder, 'many'));
  const write = storeWriter(files);
  for (let at = 0; at < LISTED; at += 50) await Promise.all(Array.from({ length: 50 }, (_, one) => write(`i${at + one}`, 'many 1')));
  // Other programs on the machine only lengthen a pause: the shortest of three is the code's own.
  const pauses: number[] = [];
  let time = Infinity;
  for (let run = 0; run < 3; run++) {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const start = performance.now();
    await files.list();
    time = Math.min(time, performance.now() - start);
    delay.disable();
    pauses.push(delay.max / 1e6);
  }
  const { summaries } = await files.list();
  const shown = pauses.map((pause) => pause.toFixed(0)).join(', ');
  console.log(
    `\nList of ${summaries.length}: ${(time / 1e3).toFixed(2)} s, longest pause of the event loop ${Math.min(...pauses).toFixed(0)} ms of ${shown} (goal: under 50)`,
  );
  const pruning = performance.now();
  await files.delete(summaries.slice(50).map(({ id }) => id));
  console.log(`all but 50 deleted in ${((performance.now() - pruning) / 1e3).toFixed(2)} s`);
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  try {
    console.log('Two writers on one store, each killed at a moment of chance');
    const { kills, saves, lost, mixed, unreadable } = await killWriters(folder);
    console.log(`  ${kills} kills, ${saves} saves; lost ${lost}, mixed ${mixed}, unreadable ${unreadable} (goal: 0, 0, 0)`);
    await listMany(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
