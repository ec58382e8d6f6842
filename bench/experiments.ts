// Proofs by experiments on real bugs with a known fix: reproduced, canary held by each way of isolation, right fixes gone, wrong ones
// never, symptoms flagged, and the right hunk blamed among others of the same day: code that changes nothing for the test, such as unused
// functions, renamed variables, constants, added and deleted files, and pairs of hunks that need each other. Ends after --seconds and
// continues at the next call.
// usage: npm run bench:experiments -- [--language javascript|python] [--split tune|test] [--only PART_OF_ID] [--step verify|blame]
//        [--others 5,15,40] [--seconds N] [--results FILE]
import { parseArgs } from 'node:util';
import { blameBug, type BlameOutcome } from './experiments/blameBug';
import { QUIET_KINDS, verifyBug, type FixKind, type VerifyOutcome } from './experiments/verifyBug';
import { benchBugs, resultsPath, withBug, type ListedBug } from './support/benchBugs';
import { lookAtBugs, resultKey } from './support/lookAtBugs';
import { ResultsFile } from './support/resultsFile';
import { percentile, printTable, spread } from './support/table';

type Entry = { verify: VerifyOutcome } | { blame: BlameOutcome } | { problem: string };

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      language: { type: 'string' },
      split: { type: 'string' },
      only: { type: 'string' },
      step: { type: 'string' },
      others: { type: 'string', default: '5,15,40' },
      seconds: { type: 'string', default: 'Infinity' },
      results: { type: 'string', default: resultsPath('experiments') },
    },
  });
  const results = new ResultsFile<Entry>(options.results);
  const bugs = benchBugs(options);
  const others = options.step === 'verify' ? [] : options.others.split(',').map(Number);
  const steps = [...(options.step === 'blame' ? [] : ['verify']), ...others.map((count) => `blame ${count}`)];
  const left = await lookAtBugs<Entry>(bugs, { results, steps, seconds: Number(options.seconds) }, look);
  for (const language of ['javascript', 'python']) {
    const of = bugs.filter((bug) => bug.language === language);
    if (of.length) report(language, of, others, results, steps.includes('verify'));
  }
  console.log(left ? `\n${left} bugs are left for further calls` : '\nDONE');
}

async function look(listed: ListedBug, step: string): Promise<Entry> {
  const [name, count] = step.split(' ');
  return withBug(listed, async (bug): Promise<Entry> =>
    name === 'verify' ? { verify: await verifyBug(bug) } : { blame: await blameBug(bug, Number(count)) },
  );
}

function report(
  language: string,
  bugs: readonly ListedBug[],
  others: readonly number[],
  results: ResultsFile<Entry>,
  verified: boolean,
): void {
  const failures: string[] = [];
  const entriesOf = (step: string): [string, Entry][] =>
    bugs.flatMap(({ id }) => {
      const entry = results.get(resultKey({ id }, step));
      if (entry && 'problem' in entry) failures.push(`${id}: ${step}: ${entry.problem.slice(0, 300)}`);
      return entry ? [[id, entry] as [string, Entry]] : [];
    });
  if (verified) reportVerify(language, entriesOf('verify'), failures);
  const rows = others.map((count) => {
    const entries = entriesOf(`blame ${count}`);
    const blamed = entries.flatMap(([id, entry]) => ('blame' in entry ? [{ id, ...entry.blame }] : []));
    for (const { id, outcome, right, notes } of blamed)
      if (!right) failures.push(`${id}: blame among ${count}: ${outcome === 'found' ? 'another hunk' : outcome}: ${notes.join(' ')}`);
    return [
      count,
      `${blamed.filter(({ outcome }) => outcome === 'found').length} of ${entries.length}`,
      `${blamed.filter(({ right }) => right).length} of ${entries.length}`,
      spread(blamed.map(({ runs }) => runs)),
      blamed.filter(({ over }) => over).length,
      blamed.filter(({ right, wrong }) => right && wrong === 0).length,
      spread(blamed.map(({ seconds }) => seconds)),
    ];
  });
  if (rows.length)
    printTable(`blame, ${language}`, [
      ['other hunks', 'found', 'right hunk', 'runs, p50 and p90', 'over the limit', 'nothing else', 'seconds'],
      ...rows,
    ]);
  const planted = new Map<string, number>();
  for (const [, entry] of others.flatMap((count) => entriesOf(`blame ${count}`)))
    for (const [kind, hunks] of Object.entries('blame' in entry ? entry.blame.planted : {}))
      planted.set(kind, (planted.get(kind) ?? 0) + hunks);
  if (rows.length) printTable('other hunks by kind', [['kind', 'hunks'], ...planted]);
  if (failures.length) console.log(`\n${failures.join('\n')}`);
}

function reportVerify(language: string, entries: readonly [string, Entry][], failures: string[]): void {
  const verified = entries.flatMap(([id, entry]) => ('verify' in entry ? [{ id, ...entry.verify }] : []));
  const red = verified.filter(({ reproduced }) => reproduced);
  for (const { id, why, reproduced } of verified) if (!reproduced) failures.push(`${id}: not reproduced: ${why ?? ''}`);
  for (const { id, fixes, held } of red) {
    if (fixes.right?.outcome !== 'gone') failures.push(`${id}: right fix ${fixes.right?.outcome ?? ''}: ${fixes.right?.notes.join(' ')}`);
    for (const kind of ['nothing', 'wrong'] as const) if (fixes[kind]?.outcome === 'gone') failures.push(`${id}: ${kind} fix gone`);
    for (const kind of QUIET_KINDS)
      if (fixes[kind]?.outcome === 'gone' && !fixes[kind].flagged) failures.push(`${id}: ${kind} silences the failure and is not marked`);
    for (const [way, said] of Object.entries(held)) if (said !== true) failures.push(`${id}: ${way}: ${said}`);
  }
  const share = (test: (each: VerifyOutcome) => boolean): string => `${red.filter(test).length} of ${red.length}`;
  const outcomes = (kind: FixKind): string => tally(red.flatMap(({ fixes }) => fixes[kind]?.outcome ?? []));
  const marked = (kind: FixKind): string => {
    const quiet = red.filter(({ fixes }) => fixes[kind]?.outcome === 'gone');
    return `${quiet.filter(({ fixes }) => fixes[kind]?.flagged).length} of ${quiet.length}`;
  };
  printTable(`verify on ${entries.length} real bugs, ${language}`, [
    ['reproduced', `${red.length} of ${entries.length}`],
    ...['namespace', 'copy', 'inPlace'].map((way) => [`canary held by ${way}`, share(({ held }) => held[way] === true)]),
    ['isolation taken', tally(red.map(({ isolation }) => isolation))],
    ['right fix', outcomes('right')],
    ['fix that changes nothing', outcomes('nothing')],
    ['fix of something else', outcomes('wrong')],
    ...QUIET_KINDS.map((kind) => [`silenced by ${kind}`, `${outcomes(kind)}; marked ${marked(kind)} gone`]),
    ['right fix flagged as a symptom', share(({ fixes }) => fixes.right?.flagged === true)],
    ['seconds, p50 and p90', spread(red.map(({ seconds }) => seconds))],
    [
      'overlay to plain run, p50',
      percentile(
        red.flatMap(({ overlay }) => overlay ?? []),
        0.5,
      ).toFixed(2),
    ],
  ]);
}

function tally(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => `${value} ${count}`).join(', ') || '–';
}

void main();
