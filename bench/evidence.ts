// Is the evidence for an agent smaller than what it would read without it, and does it hold the true lines?
// For each real bug: bytes of `prompt --for agent`, and of the prompt for a model beside it, divided by the bytes of the raw output plus the
// functions that hold the fix, which a reader has to open; whether all true lines are shown, or at least every true function is named with
// its file and lines; the part of the shown code that is of no use. Bugs are parted by the hash of their names: `tune` may be looked at.
// --coverage FOLDER, as bench:instruments --out writes it, adds the evidence after a run (`prompt --for agent -- COMMAND`), and judges only the
// bugs that could be run. A failure that can be worked through is, as `prompt --for agent` does it.
// usage: npm run bench:evidence -- [--tune|--test] [--each] [--coverage FOLDER]. DEBUG_CONTEXT_BUGS names folders of bugs as for bench context; without it, npm's, Python's and documented.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bugsFor, type FolderBug } from '../realBugs/bugFolder';
import { evidenceOfBug } from '../realBugs/evidenceOfBug';
import { packagedGrammars } from '../realBugs/packagedGrammars';
import type { FailureEvidence } from '../src/core/context/failureEvidence';
import { afterRun, withoutRun } from '../src/core/experiments/afterRun';
import type { Coverage } from '../src/core/experiments/coverage';
import { Rehearsals } from '../src/core/experiments/repairs/rehearsedCards';
import { workedOutOf } from '../src/core/experiments/workedOutOf';
import { AGENT_BUDGET } from '../src/core/prompt/audience';
import type { Audience } from '../src/core/prompt/audience';
import { buildPrompt } from '../src/core/prompt/buildPrompt';
import type { Prompt } from '../src/core/prompt/prompt';
import { createRedactor } from '../src/core/prompt/redactor';
import { shownLines } from '../src/core/prompt/renderSnippet';
import type { WorkedOut } from '../src/core/prompt/workedOut';
import type { TokenCounter } from '../src/core/ports';
import type { Suspect } from '../src/core/suspects/suspect';
import { openTrees } from '../src/core/syntax/openSyntax';
import type { SyntaxFile } from '../src/core/syntax/syntax';
import { gptTokens } from '../src/node/tokens/tokenCounter';
import { promptUse } from './support/promptUse';
import { holdsAll } from './support/recall';
import { recordedCoverage } from './support/recordedCoverage';
import { shippedRanker } from './support/shippedModel';
import { percentile, printTable } from './support/table';
import { withoutComments } from './support/withoutComments';

interface Judged {
  /** Bytes of the prompt ÷ bytes of the raw output and the functions to mend. */
  ratio: number;
  /** Bytes of the prompt ÷ bytes of the raw output and all functions of the files with true lines. */
  opened: number;
  bytes: number;
  /** All true lines are shown. */
  lines: boolean;
  /** Every true function is shown, or named with its file. */
  named: boolean;
  /** The part of the code's tokens that is of no use; undefined without code. */
  useless: number | undefined;
}

interface Outcome {
  bug: FolderBug;
  part: 'tune' | 'test';
  before: Judged;
  after: Judged;
  /** With the lines that the failing test ran: for a model, and for an agent. */
  ran?: { before: Judged; after: Judged };
}

const MODEL_BUDGET = 8000;
const ranker = shippedRanker();
const trees = openTrees(packagedGrammars);

async function main(): Promise<void> {
  process.env['DEBUG_CONTEXT_BUGS'] ??= 'npm:python-library:documented';
  const only = process.argv.find((each) => /^--(?:tune|test)$/.test(each))?.slice(2);
  const tokens = await gptTokens();
  const outcomes: Outcome[] = [];
  const at = process.argv.indexOf('--coverage');
  const folder = at < 0 ? undefined : process.argv[at + 1];
  for (const bug of bugsFor('evidence')) {
    const part = partOf(bug.id);
    const coverage = folder === undefined ? undefined : recordedCoverage(folder, bug);
    if ((only !== undefined && only !== part) || (folder !== undefined && !coverage)) continue;
    outcomes.push({ bug, part, ...(await judge(bug, tokens, coverage)) });
  }
  const groups = [...new Set(outcomes.map(({ bug }) => bug.language))].sort();
  for (const part of ['tune', 'test'] as const)
    for (const language of [...groups, 'all']) {
      const of = outcomes.filter((each) => each.part === part && (language === 'all' || each.bug.language === language));
      if (of.length) print(`${language}, ${part}: ${of.length} bugs`, of);
    }
  if (process.argv.includes('--each'))
    for (const { bug, part, after, ran } of outcomes) {
      const { opened, lines, named } = ran?.after ?? after;
      console.log(`${part} ${opened.toFixed(2)} ${lines ? 'lines' : named ? 'named' : 'none '} ${bug.id}`);
    }
}

function partOf(name: string): 'tune' | 'test' {
  return /^[0-7]/.test(createHash('sha1').update(name).digest('hex')) ? 'tune' : 'test';
}

async function judge(bug: FolderBug, tokens: TokenCounter, coverage?: Coverage): Promise<Pick<Outcome, 'before' | 'after' | 'ran'>> {
  const { evidence, ports } = await evidenceOfBug(bug);
  const parsed = new Map<string, Promise<SyntaxFile | undefined>>();
  const open = (file: string): Promise<SyntaxFile | undefined> => {
    const known =
      parsed.get(file) ?? ports.reader.read(file).then((text) => (text === undefined ? undefined : ports.syntax.parse(file, text)));
    parsed.set(file, known);
    return known;
  };
  const { ranking } = await ranker.rank(evidence, ports);
  const truth = await withoutComments(bug.truth, open);
  const raw = Buffer.byteLength(bug.trace);
  const least = raw + functionBytes(bug, trueRanges(bug));
  const whole = raw + functionBytes(bug, allRanges(bug));
  const judged = async (audience: Audience, { evidence, suspects, files, use: chances, ran, worked }: Known): Promise<Judged> => {
    const budget = audience === 'model' ? MODEL_BUDGET : AGENT_BUDGET;
    const reading = { output: raw, files };
    const prompt = buildPrompt(evidence, { budget, attempts: [], tokens, audience, suspects, use: chances, reading, ran, worked });
    const code = shownCode(evidence, prompt);
    const use = await promptUse(code, truth, open, tokens);
    const bytes = Buffer.byteLength(prompt.system + prompt.text);
    return {
      ratio: bytes / least,
      opened: bytes / whole,
      bytes,
      lines: holdsAll(
        code.map(({ snippet, lines }) => ({ file: snippet.file, lines, tokens: 0 })),
        truth,
      ),
      named: truth.every(({ file, range }) => isNamed(prompt, evidence, file, range)),
      useless: use.code ? use.noise / use.code : undefined,
    };
  };
  const own = { edited: {}, removed: [] };
  const using = { ...ports, tokens, redactor: createRedactor({}) };
  const rehearsals = new Rehearsals();
  const rehearsing = { ...ports, parse: trees, now: () => performance.now() };
  const found = await rehearsals.reproduction(evidence, ranking, rehearsing);
  const worked = found && (await workedOutOf(found, using.redactor));
  const { ranking: known } = found ? await rehearsals.ran(evidence, ranking, rehearsing) : { ranking };
  const seen = async (fold: boolean): Promise<Known | undefined> =>
    coverage && {
      ...(await afterRun(evidence, ranking, { coverage, fold, ...own, ...(fold && { made: worked?.seen }) }, using)),
      ran: true,
      ...(fold && { worked }),
    };
  const [forModel, forAgent] = [await seen(false), await seen(true)];
  return {
    before: await judged('model', { evidence, suspects: [], files: new Map(), ran: false }),
    after: await judged('agent', { ...(await withoutRun(evidence, known, { ...own, made: worked?.seen }, using)), ran: false, worked }),
    ...(forModel && forAgent && { ran: { before: await judged('model', forModel), after: await judged('agent', forAgent) } }),
  };
}

/** What a prompt is made of. */
interface Known {
  evidence: FailureEvidence;
  suspects: readonly Suspect[];
  files: ReadonlyMap<string, number>;
  use?: ReadonlyMap<string, number>;
  ran: boolean;
  /** Of those that can be worked through, for an agent. */
  worked?: WorkedOut | undefined;
}

type Ranges = Map<string, readonly (readonly [number, number])[]>;

/** The functions that hold the fix. */
function trueRanges({ truth }: FolderBug): Ranges {
  return new Map(truth.map(({ file }) => [file, truth.filter((each) => each.file === file).map(({ range }) => range)]));
}

/** Every function of the files that hold the fix, and the lines of the fix outside of functions. */
function allRanges(bug: FolderBug): Ranges {
  const ranges = [...trueRanges(bug)].map(([file, own]): [string, readonly (readonly [number, number])[]] => [
    file,
    [...own, ...(bug.functions[file] ?? []).map(([first, last]): [number, number] => [first, last])],
  ]);
  return new Map(ranges);
}

/** The bytes of the lines in ranges, each line once. */
function functionBytes({ workspace }: FolderBug, ranges: Ranges): number {
  return [...ranges].reduce((sum, [file, own]) => {
    const lines = readFileSync(join(workspace, file), 'utf8').split('\n');
    const inside = lines.filter((_, at) => own.some(([first, last]) => first <= at + 1 && at + 1 <= last));
    return sum + Buffer.byteLength(inside.join('\n'));
  }, 0);
}

function shownCode(evidence: FailureEvidence, prompt: Prompt): { snippet: FailureEvidence['snippets'][number]; lines: Set<number> }[] {
  return evidence.snippets
    .filter(({ id }) => prompt.snippets[id] !== 'out')
    .map((snippet) => ({
      snippet,
      lines: new Set(prompt.shownLines?.[snippet.id] ?? shownLines(snippet, prompt.snippets[snippet.id] === 'folded')),
    }));
}

function isNamed(prompt: Prompt, { snippets }: FailureEvidence, file: string, [first, last]: readonly [number, number]): boolean {
  return snippets.some(
    (each) =>
      each.file === file &&
      each.startLine <= last &&
      first <= each.endLine &&
      (prompt.snippets[each.id] !== 'out' || prompt.text.includes(`${each.file}:${each.startLine}-${each.endLine}`)),
  );
}

function print(title: string, outcomes: readonly Outcome[]): void {
  const share = (hits: readonly boolean[]): string => `${((100 * hits.filter(Boolean).length) / hits.length).toFixed(1)} %`;
  const row = (name: string, of: readonly Judged[]): string[] => {
    const ratios = of.map(({ ratio }) => ratio);
    const opened = of.map((each) => each.opened);
    const useless = of.flatMap((each) => each.useless ?? []);
    return [
      name,
      `${percentile(ratios, 0.5).toFixed(2)}, ${percentile(ratios, 0.9).toFixed(2)}, ${Math.max(...ratios).toFixed(2)}`,
      share(ratios.map((ratio) => ratio > 1)),
      `${percentile(opened, 0.5).toFixed(2)}, ${percentile(opened, 0.9).toFixed(2)}`,
      share(opened.map((ratio) => ratio > 1)),
      percentile(
        of.map(({ bytes }) => bytes),
        0.5,
      ).toFixed(0),
      share(of.map(({ lines }) => lines)),
      share(of.map(({ named }) => named)),
      `${((100 * useless.reduce((sum, each) => sum + each, 0)) / Math.max(1, useless.length)).toFixed(1)} %`,
    ];
  };
  printTable(title, [
    [
      '',
      'to true functions: p50, p90, max',
      'above 1',
      'to files: p50, p90',
      'above 1',
      'bytes p50',
      'all true lines',
      'all true functions named',
      'useless',
    ],
    row(
      'before (for a model)',
      outcomes.map(({ before }) => before),
    ),
    row(
      'after (for an agent)',
      outcomes.map(({ after }) => after),
    ),
    ...(['before', 'after'] as const).flatMap((audience) => {
      const of = outcomes.flatMap(({ ran }) => ran?.[audience] ?? []);
      return of.length ? [row(`after a run (for ${audience === 'before' ? 'a model' : 'an agent'})`, of)] : [];
    }),
  ]);
}

void main();
