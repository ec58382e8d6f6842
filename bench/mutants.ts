// Do the unit tests notice a mistake? Mutants of src, each judged by the tests whose imports lead to its file most directly; every room of
// src gets its share. Product and tests are those of a commit (`--at`). With `--before` those of an older one judge the same mistakes, too,
// each made in a function whose text both have: what only the older ones notice is looked for by many more tests of the newer, made again,
// and listed. `--test` judges by one test file, also by one of the view in a browser. A run may end at any moment and goes on where it stopped.
// usage: npm run bench:mutants -- [--mutants N] [--seed TEXT] [--only PART] [--at COMMIT] [--before COMMIT] [--tests N] [--test FILE]
//          [--seconds N] [--show]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { leanStarts } from '../scripts/leanStarts.mjs';
import { listMutations, parses, type PossibleMutation } from '../training/mutants/listMutations';
import { applyMutation } from '../training/mutants/mutation';
import { pick, seededRandom } from '../training/mutants/random';
import { placeEdits } from './support/mutants/placeEdits';
import { StateOfTests, type Verdict } from './support/mutants/stateOfTests';
import { ResultsFile } from './support/resultsFile';
import { printTable } from './support/table';

const { values } = parseArgs({
  options: {
    mutants: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    at: { type: 'string', default: 'HEAD' },
    before: { type: 'string' },
    tests: { type: 'string', default: '4' },
    test: { type: 'string' },
    seconds: { type: 'string', default: '600' },
    show: { type: 'boolean' },
  },
});
/** Picks of a file and a mistake until a room has one more; tests that look for what only the older ones noticed. */
const [PICKS, MANY_TESTS] = [60, '40'];

interface Mutant {
  file: string;
  line: number;
  operator: string;
  /** The line without and with the mistake. */
  change: [without: string, mistaken: string];
  /** The mutated file in each state. */
  texts: string[];
}

/** With one verdict for each state, the older first. */
type Judged = Omit<Mutant, 'texts'> & { verdicts: Verdict[] };

/** Folder of src; of core and node, which hold the most, the one below. */
function roomOf(file: string): string {
  const folders = file.split('/').slice(1, -1);
  return folders.slice(0, /^(?:core|node)$/.test(folders[0] ?? '') ? 2 : 1).join('/') || 'src';
}

function byRoom<T>(items: readonly T[], fileOf: (item: T) => string): [room: string, items: T[]][] {
  const rooms = [...new Set(items.map((item) => roomOf(fileOf(item))))].sort();
  return rooms.map((room) => [room, items.filter((item) => roomOf(fileOf(item)) === room)]);
}

async function main(): Promise<void> {
  leanStarts();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const states = (values.before === undefined ? [values.at] : [values.before, values.at]).map((commit) => StateOfTests.at(commit));
  const names = states.map(({ name }) => name);
  const chosen = [...names, values.seed, values.only ?? '', values.test ?? values.tests].join('-').replaceAll('/', '.');
  const results = new ResultsFile<Judged>(join('out', 'mutants', `${chosen}.jsonl`));
  const files = states
    .at(-1)!
    .files()
    .filter((file) => (!values.only || file.includes(values.only)) && states.every((state) => state.textOf(file) !== undefined));
  const rooms = byRoom(files, (file) => file);
  const end = Date.now() + 1000 * Number(values.seconds);
  const judged: Judged[] = [];
  // One mutant of each room by turns, until there are as many as asked for.
  for (let round = 0; judged.length < Number(values.mutants) && Date.now() < end && round < 100; round++)
    for (const [room, inRoom] of rooms) {
      if (judged.length >= Number(values.mutants) || Date.now() > end) break;
      const key = `${room} ${round}`;
      const result = results.get(key) ?? (await judgeOneOf(inRoom, states, seededRandom(`${values.seed} ${key}`), judged));
      if (!result) continue;
      if (!results.has(key)) results.add(key, result);
      judged.push(result);
      if (values.show) console.log(`${result.verdicts.map(({ outcome }) => outcome.padEnd(8)).join(' ')} ${inWords(result)}`);
    }
  printTable(`Mutants, seed ${values.seed}`, [
    ['room', 'mutants', ...names.map((name) => `killed at ${name}`), ...(values.before ? ['only before'] : []), 'no unit test'],
    ...byRoom(judged, ({ file }) => file).map(([room, all]) => row(room, all)),
    row('all', judged),
  ]);
  for (const result of judged.filter(isHole)) console.log(`\n${inWords(result)}\n  - ${result.change[0]}\n  + ${result.change[1]}`);
}

async function judgeOneOf(
  files: readonly string[],
  states: readonly StateOfTests[],
  random: () => number,
  judged: readonly Judged[],
): Promise<Judged | undefined> {
  for (let picks = 0; picks < PICKS; picks++) {
    const mutant = await mutantOf(pick(files, random)!, states, random);
    if (!mutant || judged.some(({ file, change: [, mistaken] }) => file === mutant.file && mistaken === mutant.change[1])) continue;
    const { texts, ...described } = mutant;
    return { ...described, verdicts: await verdictsOn(mutant.file, texts, states) };
  }
  return undefined;
}

/** Of the newest state's files, as far as looked at. */
const mutationsOf = new Map<string, PossibleMutation[]>();

/** A mistake of a file's newest state that can be made in each. */
async function mutantOf(file: string, states: readonly StateOfTests[], random: () => number): Promise<Mutant | undefined> {
  const text = states.at(-1)!.textOf(file)!;
  let possible = mutationsOf.get(file);
  mutationsOf.set(file, (possible ??= await listMutations(file, text)));
  const mutation = pick(possible, random);
  if (!mutation) return undefined;
  const texts: string[] = [];
  for (const state of states) {
    const other = state.textOf(file)!;
    const edits = other === text ? mutation.edits : placeEdits(text, other, mutation);
    if (!edits) return undefined;
    texts.push(applyMutation(other, edits).text);
  }
  const mistaken = texts.at(-1)!;
  if (mistaken === text || !(await parses(file, mistaken))) return undefined;
  const [lines, mistakenLines] = [text, mistaken].map((each) => each.split('\n')) as [string[], string[]];
  const at = lines.findIndex((line, index) => line !== mistakenLines[index]);
  return { file, line: at + 1, operator: mutation.operator, change: [lines[at]!.trim(), mistakenLines[at]?.trim() ?? ''], texts };
}

/** The newer state is judged first by what noticed the mutant in the older one. */
async function verdictsOn(file: string, texts: readonly string[], states: readonly StateOfTests[]): Promise<Verdict[]> {
  const nearest = async (state: StateOfTests, most: string) => (await state.testsOf(file)).slice(0, Number(most));
  const verdicts: Verdict[] = [];
  for (const [at, state] of states.entries()) {
    const tests = values.test === undefined ? await nearest(state, values.tests) : [values.test];
    verdicts.push(await state.judge(file, texts[at]!, verdicts[0]?.by, tests));
  }
  const [older, newer] = states;
  const { by } = verdicts[0]!;
  if (older && newer && by !== undefined && verdicts[1]!.outcome !== 'killed') {
    const again = await older.judge(file, texts[0]!, by, []);
    if (again.outcome === 'killed') verdicts[1] = await newer.judge(file, texts[1]!, by, await nearest(newer, MANY_TESTS));
    else verdicts[0] = again;
  }
  return verdicts;
}

/** Whether only the older state noticed it. */
const isHole = ({ verdicts: [before, after] }: Judged): boolean =>
  before?.outcome === 'killed' && after !== undefined && after.outcome !== 'killed';

const inWords = ({ file, line, operator, verdicts }: Judged): string =>
  `${file}:${line} ${operator} ${[...new Set(verdicts.flatMap(({ by, how }) => (by === undefined ? [] : `by ${by}${how === 'failed' ? '' : ` (${how})`}`)))].join(', ')}`;

function row(title: string, all: readonly Judged[]): (string | number)[] {
  const killed = [...(values.before ? [0, 1] : [0])].map(
    (state) => all.filter(({ verdicts }) => verdicts[state]!.outcome === 'killed').length,
  );
  const unseen = all.filter(({ verdicts }) => verdicts.every(({ outcome }) => outcome === 'unseen')).length;
  return [title, all.length, ...killed, ...(values.before ? [all.filter(isHole).length] : []), unseen];
}

void main();
