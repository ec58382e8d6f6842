// The server for agents: tokens of its tool list, time to its first answer, its memory; and what a reader that looks for the fix of 30
// recorded bugs calls and reads with it and without it. Both readers stop once they have seen every line of the fix. Without it, the reader
// gets the output of the failing command, then 100 lines around each frame of the workspace, innermost first, then whole files that those
// import. With it, the reader gets one answer of the server by the official client, made from the same output and without runs, then the
// functions that it names, then goes on like the other one. An answer of run_and_diagnose says more, and takes as long as its runs.
// Ends after --seconds and continues at the next call.
// usage: npm run bench:mcp -- [--bugs 30] [--seconds N] [--results FILE]. DEBUG_CONTEXT_BUGS names folders of bugs as for bench context.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseArgs } from 'node:util';
import { bugsFor, type FolderBug } from '../realBugs/bugFolder';
import { evidenceOfBug } from '../realBugs/evidenceOfBug';
import { flatFrames } from '../src/core/context/failureEvidence';
import { root } from '../scripts/runCommand.mjs';
import { gptTokens } from '../src/node/tokens/tokenCounter';
import { connectMcp, type McpSession } from '../test/support/mcpClient';
import { resultsPath } from './support/benchBugs';
import { ResultsFile } from './support/resultsFile';
import { judge, percentile, printTable } from './support/table';

const CLI = join(root, 'dist', 'cli.js');
const AROUND = 50;
/** A reader that made so many calls gives up. */
const MOST_CALLS = 25;
const STARTS = 15;
const MOST_TOKENS = 1200;
const MOST_START_MS = 1000;

interface Transcript {
  calls: number;
  bytes: number;
  found: boolean;
}

interface Read {
  without: Transcript;
  with: Transcript;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      bugs: { type: 'string', default: '30' },
      seconds: { type: 'string', default: 'Infinity' },
      results: { type: 'string', default: resultsPath('mcp') },
    },
  });
  const end = performance.now() + 1000 * Number(values.seconds);
  const results = new ResultsFile<Read>(values.results);
  process.env['DEBUG_CONTEXT_BUGS'] ??= 'npm:python-library:documented';
  spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
  await measureServer();
  const bugs = bugsFor('mcp')
    .filter(({ truth }) => truth.some(({ lines }) => lines.length))
    .sort((a, b) => (hashOf(a.id) < hashOf(b.id) ? -1 : 1))
    .slice(0, Number(values.bugs));
  for (const bug of bugs) {
    if (results.has(bug.id) || performance.now() > end) continue;
    const frames = await framesOf(bug);
    const answer = await answerOf(bug);
    results.add(bug.id, { without: transcript(bug, frames), with: transcript(bug, frames, answer) });
  }
  const read = bugs.flatMap(({ id }) => results.get(id) ?? []);
  const row = (name: string, of: readonly Transcript[]): (string | number)[] => {
    const [calls, bytes] = [of.map((each) => each.calls), of.map((each) => each.bytes)];
    return [
      name,
      `${of.filter(({ found }) => found).length} of ${of.length}`,
      percentile(calls, 0.5),
      percentile(calls, 0.9),
      percentile(bytes, 0.5),
      percentile(bytes, 0.9),
    ];
  };
  printTable(`Until the lines of the fix are read, ${read.length} of ${bugs.length} bugs`, [
    ['', 'read', 'calls, p50', 'p90', 'bytes, p50', 'p90'],
    row(
      'without the server',
      read.map((each) => each.without),
    ),
    row(
      'with it',
      read.map((each) => each.with),
    ),
  ]);
  const fewer = (by: (of: Transcript) => number) => read.filter((each) => by(each.with) < by(each.without)).length;
  const more = (by: (of: Transcript) => number) => read.filter((each) => by(each.with) > by(each.without)).length;
  printTable('The same bug', [
    ['with the server', 'fewer', 'more'],
    ['calls', fewer(({ calls }) => calls), more(({ calls }) => calls)],
    ['bytes', fewer(({ bytes }) => bytes), more(({ bytes }) => bytes)],
  ]);
}

function hashOf(name: string): string {
  return createHash('sha1').update(name).digest('hex');
}

async function measureServer(): Promise<void> {
  const starts: number[] = [];
  const processor: number[] = [];
  const memory: number[] = [];
  let tokens = 0;
  for (let start = 0; start < STARTS; start++) {
    const began = performance.now();
    const session = await connectMcp({ cli: CLI, cwd: root });
    starts.push(performance.now() - began);
    processor.push(processorTime(session));
    const { tools } = await session.client.listTools();
    tokens = (await gptTokens()).count(JSON.stringify(tools));
    memory.push(megabytesOf(session));
    await session.client.close();
  }
  const [median, last] = [percentile(starts, 0.5), percentile(starts, 0.9)];
  printTable('The server', [
    ['', 'p50', 'p90', ''],
    ['tokens of the tool list', String(tokens), '', judge(tokens, MOST_TOKENS, 'tokens')],
    ['start to the answer of initialize', `${median.toFixed(0)} ms`, `${last.toFixed(0)} ms`, judge(last, MOST_START_MS, 'ms')],
    ['processor time until then', `${percentile(processor, 0.5).toFixed(0)} ms`, `${percentile(processor, 0.9).toFixed(0)} ms`, ''],
    ['memory', `${percentile(memory, 0.5).toFixed(0)} MB`, `${percentile(memory, 0.9).toFixed(0)} MB`, ''],
  ]);
}

/** Of the server so far, ms; the kernel counts hundredths of a second. */
function processorTime({ pid }: McpSession): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

function megabytesOf({ pid }: McpSession): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

async function answerOf({ workspace, trace }: FolderBug): Promise<string> {
  const session = await connectMcp({ cli: CLI, cwd: workspace });
  const { text } = await session.call('diagnose_failure', { output: trace });
  await session.client.close();
  return text;
}

interface Place {
  file: string;
  first: number;
  last: number;
}

/** What is around the frames in the workspace, innermost first. */
async function framesOf(bug: FolderBug): Promise<Place[]> {
  const { evidence } = await evidenceOfBug(bug);
  const frames = flatFrames(evidence.report);
  return [...evidence.resolutions]
    .sort((a, b) => a.frame - b.frame)
    .flatMap(({ frame, file, state }) => {
      const line = frames[frame]?.line;
      return file !== undefined && line && state !== 'outside' ? [{ file, first: line - AROUND, last: line + AROUND }] : [];
    });
}

/** @param answer of the server; without it, the reader begins with the output of the command */
function transcript({ workspace, trace, truth }: FolderBug, frames: readonly Place[], answer?: string): Transcript {
  const texts = new Map<string, string[]>();
  const linesOf = (file: string): string[] => {
    const lines = texts.get(file) ?? textOf(join(workspace, file)).split('\n');
    texts.set(file, lines);
    return lines;
  };
  const seen = new Set<string>();
  const wanted = truth.flatMap(({ file, lines }) => lines.map((line) => ({ file, line, text: linesOf(file)[line - 1]?.trim() ?? '' })));
  const isSeen = ({ file, line, text }: (typeof wanted)[number]): boolean => {
    return seen.has(`${file}:${line}`) || (answer !== undefined && text.length > 7 && answer.includes(text));
  };
  const done = { calls: 1, bytes: Buffer.byteLength(answer ?? trace) };
  const found = (): boolean => wanted.every(isSeen);
  const open = ({ file, first, last }: Place): void => {
    const fresh: string[] = [];
    for (let line = Math.max(1, first); line <= Math.min(last, linesOf(file).length); line++) {
      if (!seen.has(`${file}:${line}`)) fresh.push(linesOf(file)[line - 1] ?? '');
      seen.add(`${file}:${line}`);
    }
    if (!fresh.length) return;
    done.calls += 1;
    done.bytes += Buffer.byteLength(fresh.join('\n'));
  };
  const opened = new Set<string>();
  for (const place of [...(answer === undefined ? [] : namedIn(answer)), ...frames]) {
    if (found() || done.calls >= MOST_CALLS) break;
    open(place);
    opened.add(place.file);
  }
  for (const file of opened) {
    if (found() || done.calls >= MOST_CALLS) break;
    open({ file, first: 1, last: Infinity });
    for (const imported of importsOf(file, linesOf(file), workspace)) opened.add(imported);
  }
  return { ...done, found: found() };
}

/** "1. src/cart.js:3-8 total: …" */
function namedIn(answer: string): Place[] {
  return [...answer.matchAll(/^\d\. (\S+?):(\d+)(?:-(\d+))?\b/gm)].map(([, file = '', first, last]) => {
    return { file, first: Number(first), last: Number(last ?? first) };
  });
}

/** Files of the workspace that a file imports, by JavaScript's and Python's relative names. */
function importsOf(file: string, lines: readonly string[], workspace: string): string[] {
  const text = lines.join('\n');
  const relative = [...text.matchAll(/(?:require\(|from |import )\s*['"](\.[^'"]+)['"]/g)].map(([, name = '']) =>
    posix.join(posix.dirname(file), name),
  );
  const modules = [...text.matchAll(/^\s*(?:from|import)\s+([\w.]+)/gm)].map(([, name = '']) =>
    name.replaceAll('.', '/').replace(/^\/+/, ''),
  );
  const names = [...relative, ...modules, ...modules.map((name) => posix.join(posix.dirname(file), name))];
  const endings = ['', '.js', '.cjs', '.mjs', '.ts', '/index.js', '.py', '/__init__.py'];
  return names.flatMap(
    (name) => endings.map((ending) => name + ending).find((each) => /\.\w+$/.test(each) && textOf(join(workspace, each))) ?? [],
  );
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

void main();
