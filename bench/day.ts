// A day of work in one analysis worker: analyses of the recorded failures of every language, in turn, with hostile texts and files between
// them. Time per analysis and memory at the start and at the end; goal: within 10 %.
//   npm run bench:day     COUNT=3000
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { NO_PREFERENCE } from '../src/core/suspects/preference';
import type { AnalysisMethods } from '../src/protocol/analysisProtocol';
import { createPeer } from '../src/protocol/rpc';
import { seeded } from '../test/support/plantSecrets';
import { COLLECT_OPTIONS } from '../test/support/collectOptions';
import { percentile, printTable } from './support/table';

const COUNT = Number(process.env['COUNT'] ?? 3000);
/** One in this many analyses is hostile. */
const HOSTILE_EVERY = 12;
const GOAL = 1.1;
const root = join(__dirname, '..');
const random = seeded(11);

interface Memory {
  /** The worker's memory, inside and outside the heap, after garbage collection. */
  memory: number;
  rss: number;
}

/** Texts that were attacks once, with different letters each time; some rewrite a file of the workspace first. */
const HOSTILE: ((workspace: string, salt: string) => string)[] = [
  (_workspace, salt) => `${'='.repeat(20_000)} ${salt}\n`,
  (_workspace, salt) => `${salt}${'{'.repeat(100_000)}`,
  (_workspace, salt) => `Error: ${salt} ${'\u001b[31m['.repeat(20_000)}\n    at f (src/a.js:1:1)`,
  (_workspace, salt) => `password=${salt}\n`.repeat(2_000) + 'TypeError: x\n    at f (deep.js:1:1)',
  (_workspace, salt) => `-----BEGIN PRIVATE KEY-----\n${salt}\nTypeError: x\n    at f (deep.js:1:1)`,
  (workspace, salt) => nested(workspace, 'deep.js', `// ${salt}\n${'x => '.repeat(3_000)}x`),
  (workspace, salt) => nested(workspace, 'deep.py', `# ${salt}\n${'('.repeat(3_000)}x`),
  (workspace, salt) => nested(workspace, 'Deep.java', `// ${salt}\n${'x => '.repeat(3_000)}x`),
];

function nested(workspace: string, file: string, code: string): string {
  writeFileSync(join(workspace, file), code);
  return `TypeError: x is not a function\n    at f (${file}:2:3)\n    at g (${file}:2:9)\n`;
}

/** Every recorded output, and the code that printed it. */
function layWorkspace(workspace: string): string[] {
  cpSync(join(root, 'test/fixtures/traces'), join(workspace, 'traces'), { recursive: true });
  cpSync(join(root, 'test/fixtures/context'), join(workspace, 'context'), { recursive: true });
  cpSync(join(root, 'media/sample'), workspace, { recursive: true });
  const names = readdirSync(workspace, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('output.txt')).map((name) => readFileSync(join(workspace, name), 'utf8'));
}

function startWorker(build: string) {
  const worker = new Worker(join(root, 'bench/support/dayWorker.mjs'), { workerData: join(build, 'analysisWorker.js') });
  const peer = createPeer<Record<never, never>, AnalysisMethods>({}, {}, (message) => worker.postMessage(message));
  let told: ((memory: Memory) => void) | undefined;
  worker.on('message', (message: Memory) => ('rss' in message ? told?.(message) : peer.receive(message)));
  worker.on('error', (error) => {
    console.error(error);
    process.exit(1);
  });
  const memory = () =>
    new Promise<Memory>((resolve) => {
      told = resolve;
      worker.postMessage('memory');
    });
  return { peer, memory, stop: () => worker.terminate() };
}

async function main(): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'day-'));
  const build = join(root, 'out', 'bench', 'dist');
  execFileSync(process.execPath, ['esbuild.mjs', '--production', `--outdir=${build}`], { cwd: root, stdio: 'inherit' });
  try {
    const texts = layWorkspace(place);
    const { peer, memory, stop } = startWorker(build);
    await peer.call('setup', { roots: [place], assets: build, ignore: [] });
    let failed = 0;
    const one = async (at: number): Promise<void> => {
      const salt = Math.floor(random() * 1e12).toString(36);
      const hostile = at % HOSTILE_EVERY === 0;
      const text = hostile ? HOSTILE[(at / HOSTILE_EVERY) % HOSTILE.length]!(place, salt) : texts[at % texts.length]!;
      try {
        const report = await peer.call('capture', { text });
        if (!report.errors.length && !report.expectations.length) return;
        const { case: about } = await peer.call('collect', { report, options: COLLECT_OPTIONS, attempts: [] });
        await peer.call('rank', { case: about, preference: NO_PREFERENCE });
        await peer.call('redactMore', { investigation: salt, texts: [text], known: 0, options: COLLECT_OPTIONS });
      } catch (error) {
        if (!hostile) throw error;
        failed++;
      }
    };
    console.log(`${COUNT} analyses of ${texts.length} recorded failures in one worker, every ${HOSTILE_EVERY}th of them hostile`);
    for (let at = 1; at <= texts.length; at++) await one(at);
    const rows: [string, string, string, string][] = [['analyses', 'CPU ms each', 'memory MB', 'resident MB']];
    const spans: { cpu: number; memory: number; rss: number }[] = [];
    let done = 0;
    while (done < COUNT) {
      const part = Math.min(texts.length, COUNT - done);
      const before = process.cpuUsage();
      // Each part has the same failures, so that parts can be compared.
      for (let at = 1; at <= part; at++) await one(at);
      const { user, system } = process.cpuUsage(before);
      done += part;
      const { memory: held, rss } = await memory();
      spans.push({ cpu: (user + system) / 1e3 / part, memory: held / 1e6, rss: rss / 1e6 });
      const { cpu } = spans.at(-1)!;
      rows.push([`to ${done}`, cpu.toFixed(1), (held / 1e6).toFixed(1), (rss / 1e6).toFixed(0)]);
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${COUNT}`);
    }
    printTable('One day', rows);
    const third = Math.max(1, Math.floor(spans.length / 3));
    const median = (from: typeof spans, of: (span: (typeof spans)[number]) => number) => percentile(from.map(of), 0.5);
    const compare = (of: (span: (typeof spans)[number]) => number) => median(spans.slice(-third), of) / median(spans.slice(0, third), of);
    const ratios = {
      'time per analysis': compare(({ cpu }) => cpu),
      memory: compare(({ memory: held }) => held),
      resident: compare(({ rss }) => rss),
    };
    console.log();
    for (const [name, ratio] of Object.entries(ratios))
      console.log(`${name}: last third of the day ${ratio.toFixed(2)} of the first ${ratio <= GOAL ? '✓' : `✗ goal: at most ${GOAL}`}`);
    console.log(`${failed} hostile ones were refused with an error; no other analysis failed`);
    if (Object.values(ratios).some((ratio) => ratio > GOAL)) process.exitCode = 1;
    await stop();
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

void main();
