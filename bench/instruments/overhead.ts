import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packagedGrammars } from '../../realBugs/packagedGrammars';
import type { RunnableBug } from '../../realBugs/runnableBug';
import { isTestFile } from '../../src/core/context/testCode';
import { compareFailures } from '../../src/core/experiments/compareFailures';
import { ranLines, type RanLines } from '../../src/core/experiments/coverage';
import type { Edit, Run } from '../../src/core/experiments/experiment';
import type { ObservedRecord, ObservePoint, ObserveSetup } from '../../src/core/experiments/observed';
import { watchReturns } from '../../src/core/experiments/returns/watchReturns';
import { throwSetup } from '../../src/core/experiments/throwValues';
import { openTrees } from '../../src/core/syntax/openSyntax';
import { ExperimentRunner } from '../../src/node/experiments/experimentRunner';
import { observeInstrument } from '../../src/node/experiments/observeInstrument';
import { runRecipe } from '../../src/node/experiments/runRecipe';
import { builtInstruments } from '../../test/support/builtInstruments';
import type { ListedBug } from '../support/benchBugs';
import { percentile, printTable } from '../support/table';

const INSTRUMENTS = ['overlay', 'values at the throw', 'coverage', 'returns', 'trace points'] as const;
type InstrumentName = (typeof INSTRUMENTS)[number];

/** Runs with each instrument, each after a plain run. */
export interface Overhead {
  plainMs: number;
  /** Times of the plain run and of the one after it, ms; and whether each of the latter failed the same and left records. */
  measured: Partial<Record<InstrumentName, { pairs: [number, number][]; same: boolean; recorded: boolean }>>;
}

const REPETITIONS = 3;
/** As many as a value's usual path has places. */
const POINTS = 8;

const parse = openTrees(packagedGrammars);

/**
 * Times of a bug's failing test with each instrument.
 * @throws if the test does not fail
 */
export async function measureOverhead(bug: RunnableBug): Promise<Overhead> {
  const { folder, command, files } = bug;
  const recipe = { command, cwd: folder };
  const assets = await builtInstruments();
  const { target } = await new ExperimentRunner({ command, cwd: folder, root: folder }).baseline();
  if (!target) throw new Error('The command does not fail.');
  const none: ObserveSetup = { roots: [folder], throws: [], points: [] };
  const observed = (setup: ObserveSetup, edits: readonly Edit[] = []) =>
    runRecipe(recipe, { served: edits, instruments: [observeInstrument(setup, assets)] });
  const relative = (file: string): string | undefined => (file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : undefined);
  const coverage = { ...none, coverage: true } as const;
  const ran = ranLines(recordsOf(await observed(coverage)), relative);
  const place = ({ file }: { file: string }): string | undefined => {
    const path = resolve(folder, file);
    return relative(path) === undefined || path.includes('/node_modules/') ? undefined : path;
  };
  const values = throwSetup(target.report, none.roots, place);
  const overlay = [...files].map(([file, { before }]) => ({ file: join(folder, file), text: before }));
  const points = { ...none, points: pointsOf(bug, ran) };
  const watched = bug.language === 'javascript' ? await watchedEdits(folder, ran) : [];
  const returns = {
    files: bug.language === 'python' ? [...ran.keys()].filter((file) => !isTestFile(file)).map((file) => join(folder, file)) : [],
  };
  const ways: [InstrumentName, () => Promise<Run>][] = [
    ['overlay', () => runRecipe(recipe, { served: overlay })],
    ['values at the throw', () => observed(values)],
    ['coverage', () => observed(coverage)],
    ...(watched.length || returns.files.length
      ? [['returns', () => observed({ ...none, returns }, watched)] as [InstrumentName, () => Promise<Run>]]
      : []),
    ['trace points', () => observed(points)],
  ];
  const outcome: Overhead = { plainMs: 0, measured: {} };
  const plain: number[] = [];
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    for (const [name, run] of ways) {
      const { wallMs } = await runRecipe(recipe);
      const instrumented = await run();
      plain.push(wallMs);
      const each = (outcome.measured[name] ??= { pairs: [], same: true, recorded: true });
      each.pairs.push([wallMs, instrumented.wallMs]);
      each.same &&= compareFailures(target, instrumented).outcome === 'same';
      each.recorded &&= name === 'overlay' || recordsOf(instrumented).some(({ record }) => record !== 'note' && record !== 'step');
    }
  }
  outcome.plainMs = percentile(plain, 0.5);
  return outcome;
}

function recordsOf(run: Run): ObservedRecord[] {
  return (run.observations['observe'] as ObservedRecord[] | undefined) ?? [];
}

/** Points at lines that run, spread over the files at fault. */
function pointsOf({ folder, truth }: RunnableBug, ran: RanLines): ObservePoint[] {
  const lines = truth.flatMap(({ file }) => {
    const text = existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').split('\n') : [];
    return [...(ran.get(file)?.lines ?? [])]
      .sort((a, b) => a - b)
      .map((line) => ({ file, line, column: 1 + (text[line - 1] ?? '').search(/\S|$/) }));
  });
  const step = Math.max(1, Math.ceil(lines.length / POINTS));
  return lines
    .filter((_, at) => at % step === 0)
    .map(({ file, ...at }, id) => ({ id, file: `${folder}/${file}`, ...at, when: 'before' as const }));
}

async function watchedEdits(folder: string, ran: RanLines): Promise<Edit[]> {
  const edits: Edit[] = [];
  let first = 0;
  for (const [file, { functions }] of ran) {
    const path = join(folder, file);
    const parsed = functions.size > 0 && !isTestFile(file) && existsSync(path) ? await parse(file, readFileSync(path, 'utf8')) : undefined;
    if (parsed?.grammar.language !== 'javascript') continue;
    const watched = watchReturns(parsed, first, false);
    first += watched.functions.length;
    if (watched.functions.length) edits.push({ file: path, text: watched.text });
  }
  return edits;
}

/** A table for each language: the ratio of a bug is the median of its pairs. */
export function reportOverhead(bugs: readonly { bug: ListedBug; overhead: Overhead }[]): void {
  for (const language of ['javascript', 'python'] as const) {
    const of = bugs.filter(({ bug }) => bug.language === language).map(({ overhead }) => overhead);
    if (of.length === 0) continue;
    const plain = of.map(({ plainMs }) => plainMs);
    const rows = INSTRUMENTS.map((name) => {
      const measured = of.flatMap((each) => each.measured[name] ?? []);
      const ratios = measured.map(({ pairs }) =>
        percentile(
          pairs.map(([without, instrumented]) => instrumented / Math.max(1, without)),
          0.5,
        ),
      );
      const count = (test: (each: (typeof measured)[number]) => boolean): string => `${measured.filter(test).length} of ${measured.length}`;
      const shown = (share: number): string => (ratios.length ? percentile(ratios, share).toFixed(2) : '–');
      return [name, shown(0.5), shown(0.9), count(({ same }) => same), count(({ recorded }) => recorded)];
    });
    printTable(
      `Time of a run with the instrument, as a ratio to the plain run before it (${percentile(plain, 0.5)} ms, p90 ${percentile(plain, 0.9)} ms); ${of.length} bugs, ${language}`,
      [['', 'p50', 'p90', 'fails the same', 'recorded something'], ...rows],
    );
  }
}
