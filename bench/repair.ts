// Results of small repairs without a model on real bugs with a known fix: tried, passing, right, flagged as a symptom, runs and seconds,
// against random changes under the same limits. `--step list` runs nothing: it prints the true fix's place among the candidates.
// usage: npm run bench:repair -- [--language javascript|python] [--split tune|test] [--only PART_OF_ID] [--step list|run|random]
//        [--every N] [--runs 60] [--limit 60] [--seconds N] [--seed TEXT] [--results FILE] [--show]
import { parseArgs } from 'node:util';
import { listBug, repairBug, type ListedRepairs, type RanRepairs } from './repair/repairBug';
import { builtInstruments } from '../test/support/builtInstruments';
import { benchBugs, resultsPath, withBug, type ListedBug } from './support/benchBugs';
import { lookAtBugs, resultKey } from './support/lookAtBugs';
import { ResultsFile } from './support/resultsFile';
import { printTable, spread } from './support/table';

type Entry = { list: ListedRepairs } | { ran: RanRepairs } | { problem: string };

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      language: { type: 'string' },
      split: { type: 'string' },
      only: { type: 'string' },
      step: { type: 'string', default: 'run' },
      every: { type: 'string', default: '1' },
      runs: { type: 'string', default: '60' },
      limit: { type: 'string', default: '60' },
      seconds: { type: 'string', default: 'Infinity' },
      results: { type: 'string', default: resultsPath('repair') },
      seed: { type: 'string', default: '' },
      show: { type: 'boolean', default: false },
    },
  });
  const results = new ResultsFile<Entry>(options.results);
  const bugs = benchBugs(options).filter((_bug, at) => at % Number(options.every) === 0);
  const limits = { runs: Number(options.runs), seconds: Number(options.limit) };
  const left = await lookAtBugs<Entry>(bugs, { results, steps: [options.step], seconds: Number(options.seconds) }, (bug, step) =>
    look(bug, step, limits, options.seed),
  );
  if (options.step === 'list') reportLists(bugs, results, options.show);
  else
    for (const language of ['javascript', 'python'])
      for (const split of ['tune', 'test']) {
        const of = bugs.filter((bug) => bug.language === language && bug.split === split);
        if (of.length) report(`${language} ${split}`, of, results, options.step, options.show);
      }
  console.log(left ? `\n${left} bugs are left for further calls` : '\nDONE');
}

async function look(listed: ListedBug, step: string, limits: { runs: number; seconds: number }, seed: string): Promise<Entry> {
  return withBug(listed, async (bug): Promise<Entry> => {
    if (step !== 'list')
      return { ran: await repairBug(bug, limits, await builtInstruments(), step === 'random' ? chance(`${bug.id}${seed}`) : undefined) };
    const list = await listBug(bug);
    return list ? { list } : { problem: 'does not fail' };
  });
}

function reportLists(bugs: readonly ListedBug[], results: ResultsFile<Entry>, show: boolean): void {
  const lists = bugs.flatMap(({ id }) => {
    const entry = results.get(resultKey({ id }, 'list'));
    if (entry && 'problem' in entry) console.log(`${id}: ${entry.problem}`);
    return entry && 'list' in entry ? [{ id, ...entry.list }] : [];
  });
  if (show)
    for (const { id, kind, candidates, atLine, exact, fix, first } of lists)
      console.log(
        `\n${id} ${kind}: ${candidates} candidates, at the line ${atLine ?? '–'}, exact ${exact ?? '–'}\n${fix}\n  ${first.join('\n  ')}`,
      );
  const within = (most: number, of: (list: ListedRepairs) => number | undefined): number =>
    lists.filter((list) => (of(list) ?? Number.NaN) <= most).length;
  printTable(`Candidates of ${lists.length} bugs, without a run`, [
    ['', 'first 20', 'first 60', 'all'],
    ...(['atLine', 'exact'] as const).map((what) => [
      what === 'atLine' ? 'one on a line of the true fix' : 'the true fix word by word',
      ...[20, 60, Infinity].map((most) => within(most, (list) => list[what])),
    ]),
  ]);
}

function report(title: string, bugs: readonly ListedBug[], results: ResultsFile<Entry>, step: string, show: boolean): void {
  const entries = bugs.flatMap(({ id }) => {
    const entry = results.get(resultKey({ id }, step));
    if (entry && 'problem' in entry) console.log(`${id}: ${entry.problem.slice(0, 400)}`);
    return entry && 'ran' in entry ? [{ id, ...entry.ran }] : [];
  });
  const red = entries.filter(({ reproduced }) => reproduced);
  const passing = red.filter(({ repairs }) => repairs.length > 0);
  const right = (repair: RanRepairs['repairs'][number]): boolean => repair.exact || (repair.inPlace && repair.asTrueFix === true);
  const all = passing.flatMap(({ repairs }) => repairs);
  const share = (count: number): string => `${count} of ${red.length} (${Math.round((100 * count) / Math.max(1, red.length))} %)`;
  printTable(`repair, ${step}, on ${entries.length} real bugs, ${title}`, [
    ['reproduced', `${red.length} of ${entries.length}`],
    ['a change passes', share(passing.length)],
    ['a right one among those shown', share(passing.filter(({ repairs }) => repairs.some(right)).length)],
    ['the first one shown is right', share(passing.filter(({ repairs }) => repairs[0] && right(repairs[0])).length)],
    ['the true fix word by word', share(passing.filter(({ repairs }) => repairs.some(({ exact }) => exact)).length)],
    ['changes shown', String(all.length)],
    ['of these right', String(all.filter(right).length)],
    [
      'of these not right, flagged as a symptom',
      `${all.filter((each) => !right(each) && each.symptom).length} of ${all.filter((each) => !right(each)).length}`,
    ],
    ['right ones flagged as a symptom', String(all.filter((each) => right(each) && each.symptom).length)],
    ['only deletes', String(all.filter(({ deletes }) => deletes).length)],
    ['changes tried, p50 and p90', spread(red.map(({ tried }) => tried))],
    ['runs, p50 and p90', spread(red.map(({ runs }) => runs))],
    ['seconds, p50 and p90', spread(red.map(({ seconds }) => seconds))],
    ['seconds to the first change, p50 and p90', spread(red.flatMap(({ firstTry }) => firstTry ?? []))],
    [
      `seconds to going on, p50 and p90, of ${red.filter(({ goingOn }) => goingOn !== undefined).length}`,
      spread(red.flatMap(({ goingOn }) => goingOn ?? [])),
    ],
  ]);
  if (!show) return;
  for (const { id, repairs } of passing)
    for (const repair of repairs)
      console.log(
        `\n${id}: ${repair.template}${right(repair) ? ' RIGHT' : ''}${repair.exact ? ' EXACT' : ''}${repair.symptom ? ' symptom' : ''} ${repair.note}\n${repair.diff}`,
      );
}

/** The same random numbers at each call (mulberry32). */
function chance(seed: string): () => number {
  let state = [...seed].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

void main();
