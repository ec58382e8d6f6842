// `npm test`: every check and every test, on a fresh clone too. `npm test -- unit host` runs some parts. The last line has the totals.
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { ensureInstalled } from './ensureInstalled.mjs';
import { leanStarts } from './leanStarts.mjs';
import { StepFailed, root, runCommand, runScript } from './runCommand.mjs';
import { ensureChromium } from './vscode/chromium.mjs';
import { installCodeServer } from './vscode/installCodeServer.mjs';

/**
 * A check passes or fails as a whole; for a test run, the tests are counted. The parts of a row run one after another, the rows beside each
 * other: windows and pages mostly wait, and the row that fills has what they leave of the processors, to the end.
 * @type {{ name: string, script: string, kind: 'check' | 'tests', row: 'windows' | 'pages' | 'fills', needs?: string }[]}
 */
const parts = [
  { name: 'build', script: 'build', kind: 'check', row: 'pages' },
  { name: 'release', script: 'release:check', kind: 'check', row: 'pages' },
  { name: 'browser', script: 'test:browser', kind: 'tests', row: 'pages' },
  { name: 'host', script: 'test:host', kind: 'tests', row: 'windows', needs: 'build' },
  { name: 'flow', script: 'test:flow', kind: 'tests', row: 'windows', needs: 'release' },
  { name: 'typecheck', script: 'typecheck', kind: 'check', row: 'fills' },
  { name: 'format', script: 'format:check', kind: 'check', row: 'fills' },
  { name: 'unused', script: 'unused', kind: 'check', row: 'fills' },
  { name: 'lint', script: 'lint', kind: 'check', row: 'fills' },
  { name: 'unit', script: 'test:unit', kind: 'tests', row: 'fills', needs: 'build' },
];

/** Starts a program with less of the processors than others get; Windows has none. */
const BEHIND_OTHERS = process.platform === 'win32' ? [] : ['nice', '-n', '3'];

/**
 * What a part that passed has made, for those after it: an environment. A part that runs alone makes it itself.
 * @type {Record<string, Record<string, string>>}
 */
const MADE = {
  build: { DEBUG_CONTEXT_BUILD: join(root, 'dist') },
  release: { DEBUG_CONTEXT_PACKAGES: join(root, 'out', 'release') },
};

/** Tests that are listed with their time at the end. */
const LONGEST = 12;

const processorsAtStart = processorTimes();
const sinceStart = () => performance.now();
const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} s`;

await runScript(async () => {
  leanStarts();
  const { positionals } = parseArgs({ allowPositionals: true });
  const unknown = positionals.find((name) => !parts.some((part) => part.name === name));
  if (unknown) throw new StepFailed(`There is no part ${unknown}. There are: ${parts.map(({ name }) => name).join(', ')}.`);
  // It waits for the network while others compute; a part that needs it goes on with what is missing then, or says why it cannot.
  const chosen = parts.filter((part) => !positionals.length || positionals.includes(part.name));
  const vsCode = chosen.some(({ row }) => row === 'windows') ? installCodeServer().catch(() => undefined) : undefined;
  await Promise.all([ensureInstalled(), ensureChromium()]);

  const sum = { passed: 0, failed: 0 };
  /** @type {string[]} */
  const rows = [];
  /** @type {string[]} */
  const failures = [];
  /** @type {string[]} */
  const secondTries = [];
  /** @type {{ ms: number, name: string }[]} */
  const slow = [];
  /** @param {typeof parts[number]} part */
  const run = async ({ name, script, kind, row }) => {
    // The outputs of two rows would be mixed.
    const show = row === 'fills';
    if (show) console.log(`\n── ${name} ──`);
    const start = sinceStart();
    const [program = '', ...args] = [...(row === 'fills' ? BEHIND_OTHERS : []), 'npm', 'run', '--silent', script];
    const { code, output } = await runCommand(program, args, { show, check: false });
    if (!show) console.log(`\n── ${name} ──\n${output.trimEnd()}`);
    const totals = kind === 'check' ? { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 } : countTests(output, code);
    sum.passed += totals.passed;
    sum.failed += totals.failed;
    if (totals.failed) failures.push(`── ${name}: what failed ──\n${failureText(output)}`);
    else Object.assign(process.env, MADE[name]);
    const lines = stripVTControlCharacters(output).split('\n');
    secondTries.push(...lines.filter((line) => line.includes('(second try)')));
    for (const line of lines) {
      const { title, ms } = /^\s*✔ (?<title>.+) \((?<ms>\d+)ms\)$/.exec(line)?.groups ?? {};
      if (title) slow.push({ ms: Number(ms), name: `${name}: ${title}` });
    }
    const end = sinceStart();
    rows.push(`${name.padEnd(10)} ${totals.passed} passed, ${totals.failed} failed  (${seconds(end - start)}, from ${seconds(start)} on)`);
    console.log(rows.at(-1));
  };
  /** @type {Map<string, Promise<void>>} */
  const ends = new Map();
  /** @type {Map<string, Promise<unknown>>} the last part of each row */
  const lasts = new Map([['windows', Promise.resolve(vsCode)]]);
  for (const part of chosen) {
    const before = Promise.all([lasts.get(part.row), ends.get(part.needs ?? '')]);
    const end = before.then(() => run(part));
    ends.set(part.name, end);
    lasts.set(part.row, end);
  }
  await Promise.all(ends.values());
  if (failures.length) console.log(`\n${failures.join('\n\n')}`);
  const longest = slow.sort((a, b) => b.ms - a.ms).slice(0, LONGEST);
  if (longest.length)
    console.log(`\n── longest tests ──\n${longest.map(({ ms, name }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${name}`).join('\n')}`);
  if (secondTries.length) console.log(`\n── passed at the second try ──\n${secondTries.join('\n')}`);
  console.log(`\n${rows.join('\n')}\nall        ${seconds(sinceStart())}, processors busy for ${busySince(processorsAtStart)} %`);
  console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
  return sum.failed > 0 ? 1 : 0;
});

/** Of all processors since the machine started, ms. */
function processorTimes() {
  const times = cpus().map(({ times }) => times);
  const idle = times.reduce((sum, each) => sum + each.idle, 0);
  return { idle, all: times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, idle) };
}

/** @param {ReturnType<typeof processorTimes>} before @returns percent, by whatever program */
function busySince(before) {
  const now = processorTimes();
  return Math.round(100 * (1 - (now.idle - before.idle) / (now.all - before.all)));
}

/**
 * Adds up mocha's totals. A run without tests, and one that exited with an error but no failed test, is a failure.
 * @param {string} output
 * @param {number} code exit code
 */
function countTests(output, code) {
  const text = stripVTControlCharacters(output);
  const total = (/** @type {string} */ word) =>
    [...text.matchAll(new RegExp(`^ {2}(\\d+) ${word}`, 'gm'))].reduce((sum, [, number]) => sum + Number(number), 0);
  const passed = total('passing');
  const failed = total('failing');
  return { passed, failed: failed || (code !== 0 || passed === 0 ? 1 : 0) };
}

/**
 * The end of a failed part's output, repeated beside the totals: mocha's list after its counts, or the last lines.
 * @param {string} output
 */
function failureText(output) {
  const lines = stripVTControlCharacters(output).trimEnd().split('\n');
  const counts = lines.findIndex((line) => /^ {2}\d+ failing/.test(line));
  if (counts < 0) return lines.slice(-40).join('\n');
  // A second try may fail only for what the first one left behind.
  const firstTries = lines.flatMap((line, at) => (line.startsWith('  (first try) ') ? lines.slice(at, at + 8) : []));
  return [...lines.slice(counts, counts + 120), ...firstTries.slice(0, 80)].join('\n');
}
