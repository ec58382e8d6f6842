// Processor time and peak memory of the short commands on a small failure, beside `node -e 0`. Programs they start (git) count as theirs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../scripts/runCommand.mjs';
import { judge, percentile, printTable } from './support/table';

const ROUNDS = 15;
const MEGABYTE = 1024;

const files: Record<string, string> = {
  'package.json': '{ "name": "small" }\n',
  'src/cart.js': `const { findOrders } = require('./orders');

function total(user) {
  const orders = findOrders(user);
  let sum = 0;
  for (let i = 0; i < orders.length; i++) sum += orders[i].price;
  return sum;
}

module.exports = { total };
`,
  'src/orders.js': `const store = { anna: [{ price: 3 }] };

function findOrders(user) {
  if (store[user]) return store[user];
}

module.exports = { findOrders };
`,
  'test.js': `const { total } = require('./src/cart');

console.log(total('bob'));
`,
};

/** A committed program of three files that fails, and its output. */
function makeProgram(): { folder: string; output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'debug-with-context-bench-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const who = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org'];
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    [...who, 'commit', '-qm', 'a program that fails'],
  ])
    spawnSync('git', args, { cwd: folder });
  const { stderr } = spawnSync(process.execPath, ['test.js'], { cwd: folder, encoding: 'utf8' });
  // A fix in the tree, which the commands that read a failure do not see.
  writeFileSync(join(folder, 'src/orders.js'), `${files['src/orders.js']}`.replace('anna: [', 'bob: [], anna: ['));
  return { folder, output: stderr };
}

/** Processor time of a command and of everything it started, ms. */
function processorTime(args: readonly string[], cwd: string, input: string): number {
  const timed = ['-c', 'TIMEFORMAT="%3U %3S"; time "$@" > /dev/null 2>&1', 'bash', process.execPath, ...args];
  const { stderr } = spawnSync('bash', timed, { cwd, input, encoding: 'utf8' });
  const times = stderr.trim().split(' ').map(Number);
  return 1000 * times.reduce((sum, seconds) => sum + seconds, 0);
}

function peakMegabytes(args: readonly string[], cwd: string, input: string): number {
  const [file, preload] = [join(cwd, '.git', 'peak'), join(cwd, '.git', 'peak.cjs')];
  const write = `require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS))`;
  writeFileSync(preload, `process.on('exit', () => ${write});\n`);
  spawnSync(process.execPath, ['--require', preload, ...args], { cwd, input });
  return Number(readFileSync(file, 'utf8')) / MEGABYTE;
}

interface Measured {
  name: string;
  args: string[];
  input?: string;
  /** At most, as a multiple of `node -e 0`. */
  goal?: number;
  /** MB, at most. */
  memory?: number;
  rounds?: number;
}

function main(): void {
  const cli = join(root, 'dist', 'cli.js');
  spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
  const { folder, output } = makeProgram();
  const report = (stderr: string, code: number): string =>
    JSON.stringify({
      ...{ cwd: folder, hook_event_name: 'PostToolUse', tool_name: 'Bash', tool_input: { command: 'node test.js' } },
      tool_response: { stdout: '', stderr, exit_code: code },
    });
  const commands: Measured[] = [
    { name: 'hook, a pass', args: [cli, 'hook'], input: report('', 0), goal: 4 },
    { name: 'hook, a failure', args: [cli, 'hook'], input: report(output, 1) },
    { name: 'parse', args: [cli, 'parse'], input: output },
    { name: 'prompt', args: [cli, 'prompt'], input: output },
    { name: 'diagnose', args: [cli, 'diagnose'], input: output, goal: 12, memory: 250 },
    { name: 'prove', args: [cli, 'prove', '--', process.execPath, 'test.js'], rounds: 5 },
    { name: 'the program that it proves', args: ['test.js'] },
  ];
  const ratios = new Map(commands.map(({ name }): [string, number[]] => [name, []]));
  const plain: number[] = [];
  // In turns, so that whatever else runs on the machine slows all of them.
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { name, args, input = '', rounds = ROUNDS } of commands) {
      if (round >= rounds) continue;
      const before = processorTime(['-e', '0'], folder, '');
      const own = processorTime(args, folder, input);
      const base = (before + processorTime(['-e', '0'], folder, '')) / 2;
      plain.push(base);
      ratios.get(name)?.push(own / base);
    }
  const rows = commands.map(({ name, args, input = '', goal, memory: most }) => {
    const ratio = percentile(ratios.get(name) ?? [], 0.5);
    const range = `${percentile(ratios.get(name) ?? [], 0.1).toFixed(1)}–${percentile(ratios.get(name) ?? [], 0.9).toFixed(1)}`;
    const memory = percentile(
      [0, 1, 2].map(() => peakMegabytes(args, folder, input)),
      0.5,
    );
    const judged = [...(goal === undefined ? [] : [judge(ratio, goal, '×')]), ...(most === undefined ? [] : [judge(memory, most, 'MB')])];
    return [name, `${ratio.toFixed(1)} ×`, range, `${memory.toFixed(0)} MB`, judged.join(', ')];
  });
  rmSync(folder, { recursive: true, force: true });
  printTable(`Processor time beside node -e 0 (${percentile(plain, 0.5).toFixed(0)} ms), medians of ${ROUNDS}, and peak memory`, [
    ['command', 'time', 'p10–p90', 'memory', ''],
    ...rows,
  ]);
}

main();
