// Whether the percentages of cards are what they say: of the cards that say 70 %, seven in ten should be about a function that the fix
// changes. Over the bugs of bench:suspects and the programs of bench:claims, without recent changes and with one innocent change planted in
// a function on the call chain that is neither true nor first by itself (or, where the chain has none, in the next that ranks), which must
// not be first.
// The chances shown were fitted on the tuned half: the tune parts, and of sets without parts the ids whose MD5 is even; the rest is held out.
// usage: npm run bench:calibration -- [PART_OF_AN_ID], on the bugs that DEBUG_CONTEXT_BUGS names as for bench:suspects; `programs` stands for those of
// bench:claims alone.
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hypothesis } from '../src/core/hypothesis';
import { ChangesUnavailable, type ChangedHunk, type Changes } from '../src/core/ports';
import type { Suspect } from '../src/core/suspects/suspect';
import { bugsFor, type FolderBug } from '../realBugs/bugFolder';
import { evidenceOfBug } from '../realBugs/evidenceOfBug';
import { layOutProgram, outputIn, readPrograms } from './claims/claimProgram';
import { workedThrough } from './claims/cards';
import { bodiesOf } from './claims/codeText';
import { brierScore, calibration, type Shown } from './support/calibration';
import { printTable } from './support/table';

type Bug = Pick<FolderBug, 'id' | 'language' | 'kind' | 'split' | 'workspace' | 'trace' | 'truth'>;

/** What the product says of a bug. */
interface Answer {
  cards: Hypothesis[];
  suspects: Suspect[];
  /** Functions of the stack, innermost first. */
  chain: Suspect[];
}

interface Outcome {
  bug: Bug;
  plain: Answer;
  planted: Answer;
  innocent: Suspect;
}

const TENTHS = Array.from({ length: 11 }, (_, at) => at / 10);

const HOUR_MS = 3_600_000;

const PROGRAMS = 'programs';

async function main(): Promise<void> {
  const part = process.argv[2] ?? '';
  const outcomes: Outcome[] = [];
  for (const bug of bugsToJudge()) {
    if (!bug.id.includes(part)) continue;
    const outcome = await judge(bug);
    if (outcome) outcomes.push(outcome);
  }
  for (const { workspace, id } of outcomes.map(({ bug }) => bug)) if (id.startsWith(PROGRAMS)) rmSync(workspace, { recursive: true });
  for (const [name, of] of [
    ['without recent changes', ({ plain }: Outcome) => plain],
    ['with an innocent recent change', ({ planted }: Outcome) => planted],
  ] as const) {
    for (const part of ['tuned', 'held out'] as const) {
      printReliability(
        `First cards, ${name}, ${part}`,
        outcomes.flatMap((each) => (isTuned(each.bug) === (part === 'tuned') ? shownBy(of(each).cards.slice(0, 1), each.bug) : [])),
      );
    }
    printReliability(
      `All cards, ${name}`,
      outcomes.flatMap((each) => shownBy(of(each).cards, each.bug)),
    );
  }
  const groups = [...new Set(outcomes.map(({ bug }) => groupOf(bug)))].sort();
  printTable('An innocent recent change on the call chain, in %', [
    [
      '',
      'bugs',
      'function first without it',
      'with it',
      'innocent first without it',
      'with it',
      'mean shown of the first card without it',
      'with it',
      'first card right without it',
      'with it',
    ],
    ...[...groups, 'all'].map((group) =>
      row(
        group,
        outcomes.filter(({ bug }) => group === 'all' || groupOf(bug) === group),
      ),
    ),
  ]);
}

function bugsToJudge(): Bug[] {
  const only = process.env['DEBUG_CONTEXT_BUGS'] === PROGRAMS;
  return [...(only ? [] : bugsFor('calibration')), ...programs()];
}

/** The programs of bench:claims without their histories. */
function programs(): Bug[] {
  return readPrograms().map((program) => {
    const workspace = layOutProgram(program, false);
    const bodies = program.functions.flatMap((name) => bodiesOf(program.files, name));
    const truth = program.faults.map(({ file, line }) => {
      const body = bodies.find((each) => each.file === file && each.from <= line && line <= each.to);
      return { file, range: [body?.from ?? line, body?.to ?? line] as [number, number], lines: [line] };
    });
    return { ...program, id: `${PROGRAMS}/${program.id}`, workspace, trace: outputIn(program, workspace), truth };
  });
}

async function judge(bug: Bug): Promise<Outcome | undefined> {
  const plain = await answer(bug, { since: unavailable, lastChange: unavailable });
  const innocent = innocentPlace(bug, plain);
  if (!innocent) return undefined;
  const hunk = plantedHunk(bug, innocent);
  return {
    bug,
    plain,
    innocent,
    planted: await answer(bug, { since: () => Promise.resolve([hunk]), lastChange: () => Promise.resolve(undefined) }),
  };
}

function unavailable(): Promise<never> {
  return Promise.reject(new ChangesUnavailable('notARepository'));
}

async function answer(bug: Bug, changes: Changes): Promise<Answer> {
  const { evidence, ports } = await evidenceOfBug(bug, [], changes);
  const { cards, suspects } = await workedThrough(evidence, ports);
  const places = new Set(
    evidence.snippets
      .filter(({ frame, role }) => frame !== undefined && role !== 'test')
      .map(({ file, startLine }) => `${file}:${startLine}`),
  );
  const onChain = ({ file, line, functionRange }: Suspect): boolean =>
    evidence.snippets.some(
      ({ frame, role, file: of, startLine, endLine }) =>
        frame !== undefined && role !== 'test' && of === file && startLine <= line && line <= endLine,
    ) || places.has(`${file}:${functionRange?.[0] ?? 0}`);
  return { cards, suspects, chain: suspects.filter(onChain) };
}

function isTrue({ truth }: Bug, file: string, line: number): boolean {
  return truth.some((each) => each.file === file && each.range[0] <= line && line <= each.range[1]);
}

/** A function on the call chain that the fix does not touch, with at least two lines; one that is not first by itself, if there is one. */
function innocentPlace(bug: Bug, { chain, suspects }: Answer): Suspect | undefined {
  const fits = ({ file, line, functionRange }: Suspect): boolean =>
    functionRange !== undefined &&
    functionRange[1] > functionRange[0] &&
    !isTrue(bug, file, line) &&
    !bug.truth.some((each) => each.file === file && each.range[0] <= functionRange[1] && functionRange[0] <= each.range[1]);
  const [first] = suspects;
  const isFirst = ({ file, functionRange }: Suspect): boolean => file === first?.file && functionRange?.[0] === first.functionRange?.[0];
  const wrong = [...chain, ...suspects].filter(fits);
  return wrong.find((each) => !isFirst(each)) ?? wrong[0];
}

/** A hunk three hours old that renamed a word on a line of a function, not on the line that is suspected. */
function plantedHunk({ workspace }: Bug, { file, line, functionRange }: Suspect): ChangedHunk {
  const lines = readFileSync(join(workspace, file), 'utf8').split('\n');
  const [from, to] = functionRange ?? [line, line];
  const own = Array.from({ length: to - from }, (_, at) => from + 1 + at).filter((each) => /[A-Za-z]{3}/.test(lines[each - 1] ?? ''));
  const at = own.find((each) => each !== line) ?? own[0] ?? from;
  const now = lines[at - 1] ?? '';
  return {
    ...{ file, startLine: at, endLine: at, commit: '1234567', summary: 'Rename a variable' },
    when: new Date(Date.now() - 3 * HOUR_MS).toISOString(),
    diff: `@@ -${at},1 +${at},1 @@\n-${now.replace(/[A-Za-z]{3,}/, (word) => `${word}Old`)}\n+${now}\n`,
  };
}

/** The shares that cards show, and whether each is about a function that the fix changes. */
function shownBy(cards: readonly Hypothesis[], bug: Bug): Shown[] {
  return cards.flatMap(({ confidence, evidence: [place] }) =>
    place ? [{ share: confidence, right: isTrue(bug, place.file, place.line) }] : [],
  );
}

function printReliability(title: string, shown: readonly Shown[]): void {
  const { bins, error } = calibration(shown, TENTHS);
  printTable(`${title}: ${shown.length}, Brier score ${brierScore(shown).toFixed(3)}, expected calibration error ${error.toFixed(3)}`, [
    ['shown', 'cards', 'mean shown %', 'right %'],
    ...bins.map(({ from, to, count, mean, right }) => [
      `${Math.round(from)}–${Math.round(to)} %`,
      count,
      Math.round(100 * mean),
      Math.round(100 * right),
    ]),
  ]);
}

function isTuned({ id, split }: Bug): boolean {
  return split === undefined ? parseInt(createHash('md5').update(id).digest('hex').at(-1) ?? '', 16) % 2 === 0 : split === 'tune';
}

function groupOf({ id, language, kind }: Bug): string {
  return id.startsWith(PROGRAMS) ? `${PROGRAMS}, ${kind}` : `${language}, ${kind}`;
}

function row(title: string, outcomes: readonly Outcome[]): (string | number)[] {
  const share = (is: (each: Outcome) => boolean): number => Math.round((100 * outcomes.filter(is).length) / Math.max(1, outcomes.length));
  const mean = (of: (each: Outcome) => number): number =>
    Math.round((100 * outcomes.reduce((sum, each) => sum + of(each), 0)) / Math.max(1, outcomes.length));
  const trueFirst = (bug: Bug, { suspects: [first] }: Answer): boolean => first !== undefined && isTrue(bug, first.file, first.line);
  const innocentFirst = ({ innocent }: Outcome, { suspects: [first] }: Answer): boolean =>
    first?.file === innocent.file && first.functionRange?.[0] === innocent.functionRange?.[0];
  const right = (bug: Bug, { cards }: Answer): boolean => shownBy(cards.slice(0, 1), bug).some((each) => each.right);
  return [
    title,
    outcomes.length,
    share(({ bug, plain }) => trueFirst(bug, plain)),
    share(({ bug, planted }) => trueFirst(bug, planted)),
    share((each) => innocentFirst(each, each.plain)),
    share((each) => innocentFirst(each, each.planted)),
    mean(({ plain }) => plain.cards[0]?.confidence ?? 0),
    mean(({ planted }) => planted.cards[0]?.confidence ?? 0),
    share(({ bug, plain }) => right(bug, plain)),
    share(({ bug, planted }) => right(bug, planted)),
  ];
}

void main();
