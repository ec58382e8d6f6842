// Whether the collected code holds the true lines of real bugs, and for how many tokens, against three ways that need no analysis:
// the whole files of the frames, 20 lines around each frame, 20 lines around the top three frames.
// usage: npm run bench -- context. It reads real bugs of npm packages, which it installs and tries the first time. If DEBUG_CONTEXT_BUGS
// names folders of bugs (separated by the system's path separator, `npm` for those of npm), it reads these. One folder per bug: ws/ (the
// workspace), trace.txt, truth.json: { kind?, language?, split?, truth: [{ file, lines }] }, lines 1-based.
import { performance } from 'node:perf_hooks';
import type { FailureEvidence } from '../src/core/context/failureEvidence';
import { flatFrames } from '../src/core/context/failureEvidence';
import { buildPrompt } from '../src/core/prompt/buildPrompt';
import { shownLines } from '../src/core/prompt/renderSnippet';
import type { SourceReader, TokenCounter } from '../src/core/ports';
import type { SuspectPorts } from '../src/core/suspects/candidateFacts';
import type { SyntaxFile } from '../src/core/syntax/syntax';
import { gptTokens } from '../src/node/tokens/tokenCounter';
import { bugsFor, type FolderBug } from '../realBugs/bugFolder';
import { neededRank, tokensFor, within, holdsAll, holdsAny, type Piece } from './support/recall';
import { promptUse, type PromptUse, type ShownCode } from './support/promptUse';
import { withoutComments } from './support/withoutComments';
import { evidenceOfBug } from '../realBugs/evidenceOfBug';
import { percentile, printTable } from './support/table';

const BUDGETS = [1000, 2000, 4000, 8000, 32_000];
/** The budget of the noise table: the default setting. */
const REASONS_AT = BUDGETS.indexOf(8000);
const AROUND = 20;
const OURS = 'collected';
const WHOLE_FILES = 'whole files of the frames';

interface Outcome {
  bug: FolderBug;
  ms: number;
  /** Pieces of each way, best first. */
  ways: Record<string, Piece[]>;
  /** The code in a prompt of each budget, with the trace and everything else in it. */
  prompts: Piece[][];
  /** How useful the code of each of these prompts was. */
  uses: PromptUse[];
}

async function main(): Promise<void> {
  const tokens = await gptTokens();
  const outcomes: Outcome[] = [];
  for (const bug of bugsFor('context')) outcomes.push(await tryBug(bug, tokens));
  const group = ({ bug }: Outcome): string => [bug.language, bug.kind, bug.split].filter(Boolean).join(', ');
  for (const name of [...new Set(outcomes.map(group))].sort()) {
    print(
      name,
      outcomes.filter((outcome) => group(outcome) === name),
    );
  }
  for (const language of [...new Set(outcomes.map(({ bug }) => bug.language))].sort()) {
    const of = outcomes.filter(({ bug }) => bug.language === language);
    if (new Set(of.map(group)).size > 1) print(`${language}, all`, of);
  }
}

async function tryBug(given: FolderBug, tokens: TokenCounter): Promise<Outcome> {
  const began = performance.now();
  const { evidence, ports } = await evidenceOfBug(given);
  const ms = performance.now() - began;
  const open = parsedFiles(ports);
  const bug = { ...given, truth: await withoutComments(given.truth, open) };
  const shown = BUDGETS.map((budget) => prompted(evidence, budget, tokens));
  return {
    bug,
    ms,
    uses: await Promise.all(shown.map(({ code }) => promptUse(code, bug.truth, open, tokens))),
    ways: { [OURS]: collected(evidence), ...(await baselines(evidence, ports.reader, (text) => tokens.count(text))) },
    prompts: shown.map(({ pieces }) => pieces),
  };
}

/** The code that a whole prompt shows, with the tokens of the whole prompt as those of one piece. */
function prompted(evidence: FailureEvidence, budget: number, tokens: TokenCounter): { pieces: Piece[]; code: ShownCode[] } {
  const prompt = buildPrompt(evidence, { budget, attempts: [], tokens });
  const code = evidence.snippets
    .filter(({ id }) => prompt.snippets[id] !== 'out')
    .map((snippet) => ({ snippet, lines: new Set(shownLines(snippet, prompt.snippets[snippet.id] === 'folded')) }));
  const whole: Piece = { file: '', lines: new Set(), tokens: prompt.tokens };
  return { pieces: [whole, ...code.map(({ snippet, lines }) => ({ file: snippet.file, lines, tokens: 0 }))], code };
}

function parsedFiles({ reader, syntax }: SuspectPorts): (file: string) => Promise<SyntaxFile | undefined> {
  const files = new Map<string, Promise<SyntaxFile | undefined>>();
  return (file) => {
    const known = files.get(file) ?? reader.read(file).then((text) => (text === undefined ? undefined : syntax.parse(file, text)));
    files.set(file, known);
    return known;
  };
}

function collected(evidence: FailureEvidence): Piece[] {
  return evidence.snippets.map((snippet) => {
    const folded = (line: number): boolean => snippet.folded.some((range) => range.startLine <= line && line <= range.endLine);
    return {
      file: snippet.file,
      lines: new Set(span(snippet.startLine, snippet.endLine).filter((line) => !folded(line))),
      tokens: snippet.tokens,
    };
  });
}

async function baselines(
  evidence: FailureEvidence,
  reader: SourceReader,
  count: (text: string) => number,
): Promise<Record<string, Piece[]>> {
  const frames = flatFrames(evidence.report);
  const places = evidence.resolutions.flatMap(({ frame, file }) => (file && frames[frame] ? [{ file, line: frames[frame].line }] : []));
  const files = new Map<string, string[]>();
  for (const { file } of places) if (!files.has(file)) files.set(file, ((await reader.read(file)) ?? '').split('\n'));
  const piece = (file: string, from: number, to: number): Piece => {
    const lines = files.get(file)!;
    const range = span(Math.max(1, from), Math.min(lines.length, to));
    return { file, lines: new Set(range), tokens: count(range.map((line) => lines[line - 1]).join('\n')) };
  };
  const windows = places.map(({ file, line }) => piece(file, line - AROUND, line + AROUND));
  return {
    [WHOLE_FILES]: [...files].map(([file, lines]) => piece(file, 1, lines.length)),
    '±20 lines, each frame': windows,
    '±20 lines, top 3': windows.slice(0, 3),
  };
}

function print(title: string, outcomes: readonly Outcome[]): void {
  const share = (hit: (outcome: Outcome) => boolean): number => (100 * outcomes.filter(hit).length) / outcomes.length;
  const mean = (pieces: (outcome: Outcome) => readonly Piece[]): number =>
    outcomes.reduce((sum, outcome) => sum + pieces(outcome).reduce((all, { tokens }) => all + tokens, 0), 0) / outcomes.length;
  const row = (name: string, at: (budget: number) => (outcome: Outcome) => readonly Piece[]): string[] => [
    name,
    ...BUDGETS.map((budget) => {
      const all = share((outcome) => holdsAll(at(budget)(outcome), outcome.bug.truth));
      const any = share((outcome) => holdsAny(at(budget)(outcome), outcome.bug.truth));
      return `${all.toFixed(1)} / ${any.toFixed(1)} (${mean(at(budget)).toFixed(0)})`;
    }),
  ];
  const rows = Object.keys(outcomes[0]!.ways).map((way) =>
    row(
      way,
      (budget) =>
        ({ ways }) =>
          within(ways[way]!, budget),
    ),
  );
  rows.splice(
    1,
    0,
    row(
      'the same, as a whole prompt',
      (budget) =>
        ({ prompts }) =>
          prompts[BUDGETS.indexOf(budget)]!,
    ),
  );
  printTable(`${title}: ${outcomes.length} bugs: all true lines / any true line in %, (tokens used), by budget in tokens`, [
    ['', ...BUDGETS.map(String)],
    ...rows,
  ]);
  printUse(outcomes);
  printTradeOff(outcomes);
  const ranks = outcomes.map(({ ways, bug }) => neededRank(ways[OURS]!, bug.truth)).filter((rank) => rank !== undefined);
  console.log(
    `the last piece that holds a true line is, counted from the best: p50 ${percentile(ranks, 0.5)}, p75 ${percentile(ranks, 0.75)}, p90 ${percentile(ranks, 0.9)} (${ranks.length} of ${outcomes.length} bugs have all)`,
  );
  const times = outcomes.map(({ ms }) => ms);
  console.log(
    `collecting: p50 ${percentile(times, 0.5).toFixed(0)} ms, p95 ${percentile(times, 0.95).toFixed(0)} ms (each workspace new)\n`,
  );
}

/** How much of the prompts' code was of no use, why it was included, and how often the faulty code is there at all. */
function printUse(outcomes: readonly Outcome[]): void {
  const at = BUDGETS.map((budget, place) => {
    const uses = outcomes.map(({ uses }) => uses[place]!);
    const shares = uses.filter(({ code }) => code > 0).map(({ code, noise }) => noise / code);
    const noise = (100 * shares.reduce((sum, share) => sum + share, 0)) / Math.max(1, shares.length);
    const subject = (100 * uses.filter((use) => use.subject).length) / uses.length;
    return `${budget}: ${noise.toFixed(1)} / ${subject.toFixed(1)}`;
  });
  console.log(`code of no use / a function to mend is there, in % by budget: ${at.join(', ')}`);
  const reasons = new Map<string, number>();
  for (const { uses } of outcomes)
    for (const [reason, tokens] of uses[REASONS_AT]!.reasons) reasons.set(reason, (reasons.get(reason) ?? 0) + tokens / outcomes.length);
  const most = [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 8);
  console.log(
    `what brought it at ${BUDGETS[REASONS_AT]}, tokens a bug: ${most.map(([reason, tokens]) => `${reason} ${tokens.toFixed(0)}`).join(', ')}`,
  );
}

/** The cost of fewer tokens: how often all true lines are held against the tokens spent, down to a fifth of the whole files and less. */
function printTradeOff(outcomes: readonly Outcome[]): void {
  const whole = outcomes.map(({ ways }) => ways[WHOLE_FILES]!);
  const spent = (pieces: readonly (readonly Piece[])[]): number =>
    pieces.reduce((sum, each) => sum + each.reduce((all, { tokens }) => all + tokens, 0), 0) / pieces.length;
  const held = (pieces: readonly (readonly Piece[])[]): number => outcomes.filter(({ bug }, at) => holdsAll(pieces[at]!, bug.truth)).length;
  const all = spent(whole);
  const cells = [0.05, 0.1, 0.2, 0.3, 0.5, 1].map((part) => {
    const pieces = outcomes.map(({ ways }, at) => within(ways[OURS]!, part * spent([whole[at]!])));
    return `${Math.round(100 * part)} %: ${((100 * held(pieces)) / outcomes.length).toFixed(1)} (${spent(pieces).toFixed(0)})`;
  });
  console.log(`all true lines in %, (tokens), with a part of what each bug's whole files have: ${cells.join(', ')}`);
  const equal = tokensFor(held(whole), (budget) => held(outcomes.map(({ ways }) => within(ways[OURS]!, budget))));
  const same = `whole files hold ${((100 * held(whole)) / outcomes.length).toFixed(1)} % with ${all.toFixed(0)} tokens`;
  if (equal === undefined) console.log(`${same}; the collected code never holds as much`);
  else {
    const used = spent(outcomes.map(({ ways }) => within(ways[OURS]!, equal)));
    console.log(`${same}; the collected code holds as much with ${used.toFixed(0)}, ${(all / used).toFixed(1)} times fewer`);
  }
  const at4000 = spent(outcomes.map(({ ways }) => within(ways[OURS]!, 4000)));
  console.log(`collected code at 4000: ${(all / at4000).toFixed(1)} times fewer tokens than whole files of the frames`);
}

function span(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}

void main();
