// Whether the collected code holds the true lines of real bugs, and for how many tokens, against three ways that need no analysis:
// the whole files of the frames, 20 lines around each frame, 20 lines around the top three frames.
// usage: npm run bench -- context, with the folder of bugs in DEBUG_CONTEXT_BUGS (several with the system's separator of paths).
// Any folder of this form works. One folder a bug: ws/ (the workspace), trace.txt, truth.json: { kind?, split?, truth: [{ file, lines }] },
// lines 1-based. `npx tsx bench/bugs/layOut.ts DIR` makes one of real npm bugs.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseFailure } from '../src/core/capture/captureFailure';
import { collectScene } from '../src/core/context/collectScene';
import { flatFrames, type CrimeScene } from '../src/core/context/crimeScene';
import { buildPrompt } from '../src/core/prompt/buildPrompt';
import { createRedactor } from '../src/core/prompt/redactor';
import { shownLines } from '../src/core/prompt/renderSnippet';
import { openSyntax } from '../src/core/syntax/openSyntax';
import type { Syntax } from '../src/core/syntax/syntax';
import type { TokenCounter } from '../src/core/ports';
import { NodeFiles } from '../src/node/files';
import { gptTokens } from '../src/node/tokenCounter';
import { percentile, printTable } from './support/table';
import { packagedGrammars } from '../training/packagedGrammars';

const BUDGETS = [1000, 2000, 4000, 8000, 32_000];
const AROUND = 20;

interface Truth {
  kind?: string;
  split?: string;
  truth: { file: string; lines: number[] }[];
}

/** Lines of a file that go into a prompt, and what they cost. */
interface Piece {
  file: string;
  lines: Set<number>;
  tokens: number;
}

interface Outcome {
  kind: string;
  ms: number;
  /** Pieces of each way, best first. */
  ways: Record<string, Piece[]>;
  /** What a prompt of each budget holds, with the trace and all else in it. */
  prompts: Piece[][];
  truth: Truth['truth'];
}

async function main(): Promise<void> {
  const folders = (process.env.DEBUG_CONTEXT_BUGS ?? '').split(delimiter).filter(Boolean);
  if (!folders.length) {
    console.log('bench context: no bugs given. Set DEBUG_CONTEXT_BUGS to a folder of bugs (ws/, trace.txt, truth.json each).');
    return;
  }
  const syntax = openSyntax(packagedGrammars);
  const tokens = await gptTokens();
  for (const folder of folders) {
    const outcomes: Outcome[] = [];
    for (const id of readdirSync(folder).sort()) {
      const home = join(folder, id);
      if (existsSync(join(home, 'truth.json'))) outcomes.push(await tryBug(home, syntax, tokens));
    }
    const kinds = [...new Set(outcomes.map((outcome) => outcome.kind))].sort();
    for (const kind of kinds)
      print(
        `${basename(folder)}, ${kind}`,
        outcomes.filter((outcome) => outcome.kind === kind),
      );
    if (kinds.length > 1) print(`${basename(folder)}, all`, outcomes);
  }
}

async function tryBug(home: string, syntax: Syntax, tokens: TokenCounter): Promise<Outcome> {
  const truth = JSON.parse(readFileSync(join(home, 'truth.json'), 'utf8')) as Truth;
  const reader = new NodeFiles({ roots: [join(home, 'ws')], runGit: false });
  const report = parseFailure(readFileSync(join(home, 'trace.txt'), 'utf8'), { roots: reader.roots });
  const began = performance.now();
  const scene = await collectScene(
    report,
    { changesWindowMs: 0, references: [], removed: [], edited: {}, chosenFiles: {}, values: [] },
    { reader, syntax, redactor: createRedactor({}), clock: { now: () => Date.now() }, tokens },
  );
  const ms = performance.now() - began;
  return {
    kind: [truth.kind ?? 'crash', truth.split].filter(Boolean).join(' '),
    ms,
    truth: truth.truth,
    ways: { collected: collected(scene), ...(await baselines(scene, reader, (text) => tokens.count(text))) },
    prompts: BUDGETS.map((budget) => prompted(scene, budget, tokens)),
  };
}

/** The code that a whole prompt shows, and its tokens as one piece's: they count everything in it. */
function prompted(scene: CrimeScene, budget: number, tokens: TokenCounter): Piece[] {
  const prompt = buildPrompt(scene, { budget, attempts: [], tokens });
  const shown = scene.snippets.filter(({ id }) => prompt.snippets[id] !== 'out');
  return [
    { file: '', lines: new Set(), tokens: prompt.tokens },
    ...shown.map((snippet) => ({
      file: snippet.file,
      lines: new Set(shownLines(snippet, prompt.snippets[snippet.id] === 'folded')),
      tokens: 0,
    })),
  ];
}

function collected(scene: CrimeScene): Piece[] {
  return scene.snippets.map((snippet) => {
    const folded = (line: number): boolean => snippet.folded.some((range) => range.startLine <= line && line <= range.endLine);
    return {
      file: snippet.file,
      lines: new Set(span(snippet.startLine, snippet.endLine).filter((line) => !folded(line))),
      tokens: snippet.tokens,
    };
  });
}

async function baselines(scene: CrimeScene, reader: NodeFiles, count: (text: string) => number): Promise<Record<string, Piece[]>> {
  const frames = flatFrames(scene.report);
  const places = scene.resolutions.flatMap(({ frame, file }) => (file && frames[frame] ? [{ file, line: frames[frame].line }] : []));
  const files = new Map<string, string[]>();
  for (const { file } of places) if (!files.has(file)) files.set(file, ((await reader.read(file)) ?? '').split('\n'));
  const piece = (file: string, from: number, to: number): Piece => {
    const lines = files.get(file)!;
    const range = span(Math.max(1, from), Math.min(lines.length, to));
    return { file, lines: new Set(range), tokens: count(range.map((line) => lines[line - 1]).join('\n')) };
  };
  const windows = places.map(({ file, line }) => piece(file, line - AROUND, line + AROUND));
  return {
    'whole files of the frames': [...files].map(([file, lines]) => piece(file, 1, lines.length)),
    '±20 lines, each frame': windows,
    '±20 lines, top 3': windows.slice(0, 3),
  };
}

function print(kind: string, outcomes: Outcome[]): void {
  const share = (hit: (outcome: Outcome) => boolean): string => `${((100 * outcomes.filter(hit).length) / outcomes.length).toFixed(1)}%`;
  const rows = Object.keys(outcomes[0]!.ways).map((way) => {
    const spent = (budget: number): number =>
      outcomes.reduce((sum, { ways }) => sum + within(ways[way]!, budget).reduce((all, { tokens }) => all + tokens, 0), 0) /
      outcomes.length;
    return [
      way,
      ...BUDGETS.map(
        (budget) =>
          `${share(({ ways, truth }) => holds(within(ways[way]!, budget), truth, 'every'))} / ${share(({ ways, truth }) => holds(within(ways[way]!, budget), truth, 'some'))}`,
      ),
      `${spent(4000).toFixed(0)} / ${spent(Infinity).toFixed(0)}`,
    ];
  });
  const mean = (pieces: (outcome: Outcome) => Piece[]): number =>
    outcomes.reduce((sum, outcome) => sum + pieces(outcome).reduce((all, { tokens }) => all + tokens, 0), 0) / outcomes.length;
  const at = (budget: number) => (outcome: Outcome) => outcome.prompts[BUDGETS.indexOf(budget)]!;
  rows.splice(1, 0, [
    'the same, as a whole prompt',
    ...BUDGETS.map(
      (budget) =>
        `${share((outcome) => holds(at(budget)(outcome), outcome.truth, 'every'))} / ${share((outcome) => holds(at(budget)(outcome), outcome.truth, 'some'))}`,
    ),
    `${mean(at(4000)).toFixed(0)} / ${mean(at(32_000)).toFixed(0)}`,
  ]);
  printTable(`${kind}: ${outcomes.length} bugs: all true lines / any true line, by budget in tokens`, [
    ['', ...BUDGETS.map(String), 'tokens at 4000 / without limit'],
    ...rows,
  ]);
  const spentWhole = mean(({ ways }) => ways['whole files of the frames']!);
  const spentCollected = mean(({ ways }) => within(ways.collected!, 4000));
  console.log(`collected code at 4000: ${(spentWhole / spentCollected).toFixed(1)} times fewer tokens than whole files of the frames`);
  const times = outcomes.map(({ ms }) => ms);
  console.log(
    `collecting: p50 ${percentile(times, 0.5).toFixed(0)} ms, p95 ${percentile(times, 0.95).toFixed(0)} ms (each workspace new)\n`,
  );
}

/** What fits, best first; what does not fit is passed over for what does. */
function within(pieces: readonly Piece[], budget: number): Piece[] {
  let left = budget;
  return pieces.filter(({ tokens }) => {
    if (tokens > left) return false;
    left -= tokens;
    return true;
  });
}

function holds(pieces: readonly Piece[], truth: Truth['truth'], how: 'every' | 'some'): boolean {
  const lines = truth.flatMap(({ file, lines: each }) => each.map((line) => ({ file, line })));
  const held = ({ file, line }: { file: string; line: number }): boolean =>
    pieces.some((piece) => piece.file === file && piece.lines.has(line));
  return lines.length > 0 && (how === 'every' ? lines.every(held) : lines.some(held));
}

function span(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}

void main();
