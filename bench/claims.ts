// Whether what cards say is true: each claim of their sentences is held against the code and a run of the program, by means of this bench's
// own (a tracer for Python, JavaScript, TypeScript and Ruby, inserted prints for the rest). Also whether the first card states the cause,
// and whether the first function is the faulty one. The programs' truths were written down before any card was seen.
// With --runs, of failed assertions also what a search for a small change finds in 30 s, as in `run --investigate`, or in --seconds on a busy machine;
// with --first it ends at the first change that is proven. --every N takes each Nth program.
// usage: npm run bench:claims -- [PART_OF_AN_ID] [--unseen] [--no-history] [--set cases|fresh|fresh-2 … fresh-14|recorded] [--no-prints] [--runs] [--seconds 30] [--first] [--every N] [--each] [--json FILE]
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cardsFor, cardsWithRuns, SECONDS } from './claims/cards';
import { folderOf, layOutProgram, outputIn, readPrograms, type ClaimProgram, type ProgramFolder } from './claims/claimProgram';
import { judgeProgram, type JudgedProgram, type Search } from './claims/judgeProgram';
import { outputIn as outputOfCase, readCases, layOutCase } from './explain/explainCase';
import { printTable, spread } from './support/table';

const SETS = ['cases', 'fresh', ...Array.from({ length: 13 }, (_, at) => `fresh-${at + 2}`)];

async function main(): Promise<void> {
  const options = process.argv.slice(2);
  const valueOf = (name: string): string | undefined => (options.includes(name) ? options[options.indexOf(name) + 1] : undefined);
  const set = valueOf('--set');
  const json = valueOf('--json');
  const part =
    options.find((each, at) => !each.startsWith('--') && !['--set', '--json', '--seconds', '--every'].includes(options[at - 1] ?? '')) ??
    '';
  const prints = !options.includes('--no-prints');
  const programs = folderOf(options);
  const history = !options.includes('--no-history');
  if (set !== undefined && set !== 'recorded' && !SETS.includes(set)) {
    console.error(`There is no set ${set}. There are: recorded (all), ${SETS.join(', ')}.`);
    process.exit(2);
  }
  const judged =
    set === undefined
      ? await judgeNew(programs, part, {
          history,
          prints,
          runs: options.includes('--runs') ? Number(valueOf('--seconds') ?? SECONDS) : undefined,
          toFirst: options.includes('--first'),
          every: Number(valueOf('--every') ?? 1),
        })
      : await judgeRecorded(set === 'recorded' ? SETS : [set], part, prints);
  for (const each of judged)
    for (const { card, sentence, why } of each.falsehoods) console.log(`FALSE ${each.id}, card ${card}: ${sentence}\n      ${why}`);
  if (options.includes('--each')) for (const each of judged) showFirst(each);
  printClaims(judged);
  if (set === undefined) printFirst(judged, history);
  printSearches(judged.filter(({ search }) => search));
  if (json) writeFileSync(json, `${JSON.stringify(judged, null, 1)}\n`);
}

async function judgeNew(
  programs: ProgramFolder,
  part: string,
  {
    history,
    prints,
    runs,
    toFirst,
    every,
  }: Record<'history' | 'prints' | 'toFirst', boolean> & { runs: number | undefined; every: number },
): Promise<JudgedProgram[]> {
  const judged: JudgedProgram[] = [];
  const all = readPrograms(programs).filter(({ id, kind }) => id.includes(part) && (!toFirst || kind === 'assertion'));
  for (const program of all.filter((_program, at) => at % every === 0)) {
    const folder = layOutProgram(program, history);
    const output = outputIn(program, folder);
    const said =
      runs !== undefined && program.kind === 'assertion'
        ? await cardsWithRuns(folder, program.command, output, runs, toFirst)
        : await cardsFor(folder, output);
    rmSync(folder, { recursive: true });
    judged.push(judgeProgram({ ...program, folder, output, ...changeOf(program, history) }, said, prints));
  }
  return judged;
}

async function judgeRecorded(sets: readonly string[], part: string, prints: boolean): Promise<JudgedProgram[]> {
  const judged: JudgedProgram[] = [];
  for (const set of sets)
    for (const each of readCases(join(__dirname, 'explain', set)).filter(({ id }) => `${set}/${id}`.includes(part))) {
      const folder = layOutCase(each);
      const output = outputOfCase(each, folder);
      const said = await cardsFor(folder, output);
      rmSync(folder, { recursive: true });
      const kind = /expected|assert/i.test(output) ? 'assertion' : 'crash';
      judged.push(
        judgeProgram({ ...each, id: `${set}/${each.id}`, language: each.id.split('/')[0] ?? '', kind, folder, output }, said, prints),
      );
    }
  return judged;
}

/** The lines that the innocent change wrote. */
function changeOf({ files, recent }: ClaimProgram, history: boolean): { change?: { message: string; lines: Set<string> } } {
  if (!recent || !history) return {};
  const lines = Object.entries(files).flatMap(([file, text]) => {
    const before = new Set(recent.before[file]?.split('\n'));
    return text.split('\n').flatMap((line, at) => (before.has(line) ? [] : [`${file}:${at + 1}`]));
  });
  return { change: { message: recent.message, lines: new Set(lines) } };
}

function printClaims(judged: readonly JudgedProgram[]): void {
  const groups = (name: (each: JudgedProgram) => string): string[] => [...new Set(judged.map(name))].sort();
  const row = (title: string, of: readonly JudgedProgram[]): (string | number)[] => {
    const sum = (count: (each: JudgedProgram) => number): number => of.reduce((total, each) => total + count(each), 0);
    const claims = sum(({ counts }) => counts.true + counts.false + counts.unjudged);
    const unjudged = sum(({ counts }) => counts.unjudged);
    return [
      title,
      of.length,
      sum(({ sentences }) => sentences),
      claims,
      sum(({ counts }) => counts.true),
      sum(({ counts }) => counts.false),
      claims ? Math.round((100 * unjudged) / claims) : 0,
      sum(({ unread }) => unread),
      sum(({ falsehoods }) => new Set(falsehoods.map(({ sentence }) => sentence)).size),
      of.filter(({ falsehoods }) => falsehoods.length > 0).length,
    ];
  };
  printTable('Claims of all cards', [
    ['', 'programs', 'sentences', 'claims', 'true', 'false', 'not judged %', 'sentences not read', 'false sentences', 'programs with one'],
    ...groups(({ language }) => language).map((language) =>
      row(
        language,
        judged.filter((each) => each.language === language),
      ),
    ),
    ...groups(({ kind }) => kind).map((kind) =>
      row(
        kind,
        judged.filter((each) => each.kind === kind),
      ),
    ),
    row('all', judged),
  ]);
  const reasons = new Map<string, number>();
  for (const { reasons: own } of judged) for (const [why, count] of Object.entries(own)) reasons.set(why, (reasons.get(why) ?? 0) + count);
  printTable('Claims that were not judged', [['why', 'claims'], ...[...reasons].sort((a, b) => b[1] - a[1])]);
}

function printFirst(judged: readonly JudgedProgram[], history: boolean): void {
  const share = (of: readonly JudgedProgram[], is: (each: JudgedProgram) => boolean | undefined): number =>
    Math.round((100 * of.filter((each) => is(each)).length) / Math.max(1, of.length));
  const row = (title: string, of: readonly JudgedProgram[]): (string | number)[] => [
    title,
    of.length,
    share(of, ({ truth }) => truth?.full),
    share(of, ({ truth }) => truth?.full || truth?.partly),
    share(of, ({ truth }) => truth?.among),
    share(of, ({ truth }) => truth?.functionFirst),
    share(of, ({ truth }) => truth?.functionAmongThree),
    share(of, ({ truth }) => truth?.lineFirst),
    share(of, ({ innocentFirst }) => innocentFirst),
  ];
  const groups = (name: (each: JudgedProgram) => string): string[] => [...new Set(judged.map(name))].sort();
  printTable(`First cards, in %, ${history ? 'with' : 'without'} the history`, [
    [
      '',
      'programs',
      'full cause first',
      'or a part',
      'full on a card',
      'function first',
      'among three',
      'line first',
      'innocent change first',
    ],
    ...groups(({ language }) => language).map((language) =>
      row(
        language,
        judged.filter((each) => each.language === language),
      ),
    ),
    ...groups(({ kind }) => kind).map((kind) =>
      row(
        kind,
        judged.filter((each) => each.kind === kind),
      ),
    ),
    row(
      'with an innocent change',
      judged.filter(({ changed }) => changed),
    ),
    row('all', judged),
  ]);
}

/** What searches for a small change found, by language. */
function printSearches(judged: readonly JudgedProgram[]): void {
  if (judged.length === 0) return;
  const row = (title: string, of: readonly JudgedProgram[]): (string | number)[] => {
    const searches = of.flatMap(({ search }) => search ?? []);
    const count = (is: (each: Search) => boolean): number => searches.filter(is).length;
    const firsts = searches.flatMap(({ first }) => first ?? []);
    const led = of.filter(({ search }) => search?.leads);
    return [
      title,
      searches.length,
      count(({ passing }) => passing > 0),
      count(({ atLine }) => atLine),
      count(({ someAtLine }) => someAtLine),
      led.length,
      led.filter(({ truth }) => truth?.full).length,
      Math.round(searches.reduce((sum, { tried }) => sum + tried, 0) / searches.length),
      Math.round(searches.reduce((sum, { seconds }) => sum + seconds, 0) / searches.length),
      spread(firsts.map((first) => first.tried)),
      spread(firsts.map((first) => first.seconds)),
    ];
  };
  const languages = [...new Set(judged.map(({ language }) => language))].sort();
  printTable('Searches for a small change', [
    [
      '',
      'searched',
      'one passes',
      'first at a line at fault',
      'or another',
      'leads the cards',
      'with the full cause',
      'tried',
      'seconds',
      'tries to the first',
      'seconds to it',
    ],
    ...languages.map((language) =>
      row(
        language,
        judged.filter((each) => each.language === language),
      ),
    ),
    row('all', judged),
  ]);
}

function showFirst({ id, fault, truth, first, search }: JudgedProgram): void {
  const result = truth?.full ? 'FULL' : truth?.partly ? 'part' : 'none';
  const found =
    search &&
    ` [${search.passing} pass, ${search.atLine ? 'right line' : search.someAtLine ? 'right line later' : 'other line'}, ${search.tried} tried, ${search.template}]`;
  console.log(`${result} ${truth?.functionFirst ? 'function' : '        '} ${id}${fault ? ` (${fault})` : ''}: ${first}${found ?? ''}`);
}

void main();
