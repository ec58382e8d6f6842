// Two writers on one store, killed again and again: what was lost, and what was mixed of two states. Prints the figures.
//   npm run bench:store     KILLS=500
import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
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

/** Every writer has an investigation of its own, and all write one together. */
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
  const lane = async (name: string): Promise<void> => {
    while (tally.kills < KILLS) {
      const turn = ++tally.kills;
      const saved = await runAndKill(script, store, name, turn);
      tally.saves += saved;
      for (const id of [name, 'shared']) {
        try {
          const { title, tries } = await files.load(id);
          const [writer, count] = title.split(' ');
          if (tries.some(({ result }) => result !== title)) tally.mixed++;
          if (id === name && saved > 0 && (writer !== `${name}:${turn}` || Number(count) < saved)) tally.lost++;
        } catch {
          if (saved > 0) tally.unreadable++;
        }
      }
    }
  };
  await Promise.all([lane('first'), lane('second')]);
  const { summaries, damaged } = await files.list();
  console.log(`  in the folder: ${readdirSync(store).length} files, ${summaries.length} investigations, ${damaged.length} damaged`);
  rmSync(place, { recursive: true });
  return tally;
}

/** Resolves to the last save that the writer said was done. */
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
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const start = performance.now();
  const { summaries } = await files.list();
  const time = performance.now() - start;
  delay.disable();
  console.log(
    `\nList of ${summaries.length}: ${(time / 1e3).toFixed(2)} s, longest pause of the event loop ${(delay.max / 1e6).toFixed(0)} ms (goal: under 50)`,
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
