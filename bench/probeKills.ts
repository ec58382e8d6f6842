// Kills a process while it inserts and removes probes in files, at random moments; a later process removes the remains. In half of the
// runs a person has typed into a file before that. Counts probes left behind and changed bytes.
// usage: npm run bench:probe-kills -- [--limit N]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { findProbes } from '../src/core/experiments/probes/probesInText';
import { ProbeFiles } from '../src/node/probeFiles';
import { printTable } from './support/table';

const { values: options } = parseArgs({ options: { limit: { type: 'string', default: '500' } } });
const FILES = 4;
/** Large enough that a write takes more than one disk operation. */
const LINES = 8_000;
/** ms in which the child does a hundred writes or more. */
const LONGEST = 250;

async function main(): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'probe-kills-')));
  const child = join(folder, 'probing.mjs');
  const journal = join(folder, 'journal');
  const files = Array.from({ length: FILES }, (_, at) => join(folder, `file${at}.js`));
  const original = Array.from({ length: LINES }, (_, at) => `call(${at}); // größe\r\n`).join('');
  const left = { probes: 0, bytes: 0, running: 0, caught: 0 };
  const count = Number(options.limit);
  try {
    await bundle(child);
    for (let at = 0; at < count; at++) {
      for (const file of files) writeFileSync(file, original);
      await killWhileProbing(child, journal, files);
      if (files.some((file) => readFileSync(file, 'utf8') !== original)) left.caught++;
      const typed = at % 2 ? '// typed\r\n' : '';
      // Only into files that are whole: an editor shows no others.
      const typedInto = new Set(files.filter((file) => typed && readFileSync(file).length >= original.length && write(file, typed)));
      const later = new ProbeFiles(journal);
      for (const { file } of await later.list()) await later.remove(file);
      for (const file of files) {
        const now = readFileSync(file, 'utf8');
        left.probes += findProbes(now).length;
        if (now !== (typedInto.has(file) ? typed : '') + original) left.bytes++;
      }
      if ((await later.list()).length) left.running++;
      process.stderr.write(`\r${at + 1} of ${count}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.stderr.write('\n');
  printTable(`${count} kills while probes were put in and taken out`, [
    ['kills that left something to take out', left.caught],
    ['probes left behind after the next start', left.probes],
    ['files with a changed byte after the next start', left.bytes],
    ['journals left behind', left.running],
  ]);
  if (left.probes + left.bytes + left.running > 0) process.exitCode = 1;
}

function write(file: string, typed: string): true {
  writeFileSync(file, typed + readFileSync(file, 'utf8'));
  return true;
}

function killWhileProbing(child: string, journal: string, files: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [child, journal, ...files], { stdio: ['ignore', 'pipe', 'inherit'] });
    running.on('error', reject);
    running.stdout.once('data', () => setTimeout(() => running.kill('SIGKILL'), Math.random() * LONGEST));
    running.on('exit', () => resolve());
  });
}

/** Inserts and removes probes until it is killed. */
async function bundle(outfile: string): Promise<void> {
  const contents = `import { ProbeFiles } from './src/node/probeFiles';
    import { probeStatement } from './src/core/experiments/probes/probeStatement';
    const [journal, ...files] = process.argv.slice(2);
    const probes = new ProbeFiles(journal);
    const line = probeStatement({ file: 'a.js', text: '' }, 'items', { set: 'k3f9', index: 0 }).line;
    console.log('begun');
    for (;;) {
      for (const file of files) await probes.insert(file, [{ before: 2, text: line }, { before: 4000, text: line }]);
      for (const file of files) await probes.remove(file);
    }`;
  await build({ stdin: { contents, resolveDir: process.cwd(), loader: 'ts' }, outfile, bundle: true, platform: 'node', format: 'esm' });
}

void main();
