// Kills a process in the middle of experiments, at random moments, and looks for remains: processes, files beside the workspace, changed
// bytes in it. Half of the runs edit in place; the next start reverts these edits from the journal.
// usage: npm run bench:kills -- [--limit N]
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ExperimentRunner } from '../src/node/experiments/experimentRunner';
import { percentile, printTable } from './support/table';

const { values: options } = parseArgs({ options: { limit: { type: 'string', default: '1000' } } });
const MAIN = `const cp = require('child_process');
cp.spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
cp.spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore', detached: true }).unref();
setTimeout(() => {
  if (process.argv[2]) eval(require('fs').readFileSync(3, 'utf8'));
  else exports.size = require('./lib').size;
  exports.size();
}, 200);
`;
const LIB = 'exports.size = (list) => list.length;\n';
const DIFF = `--- a/lib.js\n+++ b/lib.js\n@@ -1 +1 @@\n-${LIB}+exports.size = (list) => (list || []).length;\n`;
/** ms that remaining processes may take to end: a supervisor first asks them to, and then kills them. */
const PATIENCE = 10_000;

async function main(): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kills-')));
  const child = join(folder, 'experiment.mjs');
  const left = { processes: 0, folders: 0, bytes: 0 };
  const waits: number[] = [];
  const count = Number(options.limit);
  try {
    await bundle(child);
    for (let at = 0; at < count; at++) {
      const workspace = join(folder, `ws-${at}`);
      cpSync(template(folder), workspace, { recursive: true });
      const inPlace = at % 2 === 1;
      const state = join(folder, `state-${at}`);
      const running = spawn(process.execPath, [child, workspace, inPlace ? 'inPlace' : ''], {
        stdio: 'ignore',
        env: { ...process.env, XDG_STATE_HOME: state },
      });
      await sleep(Math.random() * (inPlace ? 12_000 : 4000));
      running.kill('SIGKILL');
      const begun = Date.now();
      while (Date.now() - begun < PATIENCE && (processesIn(workspace).length || foldersOf(running.pid).length)) await sleep(50);
      waits.push(Date.now() - begun);
      if (processesIn(workspace).length) left.processes += 1;
      // The next start reverts what no supervisor could revert.
      process.env['XDG_STATE_HOME'] = state;
      await new ExperimentRunner({ command: [process.execPath, '-e', '0'], cwd: workspace, root: workspace }).baseline();
      if (foldersOf(running.pid).length) left.folders += 1;
      if (readFileSync(join(workspace, 'lib.js'), 'utf8') !== LIB || readdirSync(workspace).length !== 2) left.bytes += 1;
      rmSync(workspace, { recursive: true, force: true });
      process.stderr.write(`\r${at + 1} of ${count}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.stderr.write('\n');
  printTable(`${count} kills at random moments`, [
    ['left a process', left.processes],
    ['left a folder after the next start', left.folders],
    ['left a changed byte after the next start', left.bytes],
    ['ms until all processes were gone, median', percentile(waits, 0.5)],
    ['ms until all processes were gone, longest', Math.max(...waits)],
  ]);
  if (left.processes + left.folders + left.bytes > 0) process.exitCode = 1;
}

function template(folder: string): string {
  const path = join(folder, 'template');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'main.js'), MAIN);
  writeFileSync(join(path, 'lib.js'), LIB);
  return path;
}

/** The experiment as a separate program, so that its start takes as long as for a person. */
async function bundle(outfile: string): Promise<void> {
  const { build } = await import('esbuild');
  const runner = JSON.stringify(join(__dirname, '../src/node/experiments/experimentRunner'));
  await build({
    stdin: {
      contents: `import { ExperimentRunner } from ${runner};
        const [root, inPlace] = process.argv.slice(2);
        // The file comes through a descriptor, bypassing the overlay and the copy.
        const shell = (at) => ['sh', '-c', \`exec "$0" main.js fd 3< \${at}/lib.js\`, process.execPath];
        void new ExperimentRunner({ command: inPlace ? shell(root) : [process.execPath, 'main.js'], cwd: root, root, inPlace: inPlace !== '' }).verify(${JSON.stringify(DIFF)});`,
      resolveDir: __dirname,
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: outfile.replace(/\.mjs$/, '.cjs'),
    define: { __dirname: JSON.stringify(join(__dirname, '../src/node/experiments')) },
    logLevel: 'error',
  });
  writeFileSync(outfile, `import ${JSON.stringify(outfile.replace(/\.mjs$/, '.cjs'))};\n`);
}

function processesIn(folder: string): string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readlinkSync(`/proc/${name}/cwd`) === folder && readFileSync(`/proc/${name}/cmdline`, 'utf8') !== '';
    } catch {
      return false;
    }
  });
}

function foldersOf(pid: number | undefined): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`debug-context-${pid}-`));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

void main();
