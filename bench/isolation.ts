// Which way of isolation holds in which kind of project. A small project of each kind is laid out with its packages from the registries;
// its failing test runs, the fix is proved, and each way is tried alone with a canary. Needs npm's registry; uses Python, pytest, Go, Java,
// JUnit and Maven if installed.
// Then verify, blame and repair in every language, with what they change; what isolation costs; and runs beside each other.
// usage: npm run bench:isolation -- [--part layouts|languages|cost|beside] [--only PART_OF_NAME] [--seconds N] [--results FILE]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packagedGrammars } from '../realBugs/packagedGrammars';
import type { Edit, Isolation } from '../src/core/experiments/experiment';
import { isolate } from '../src/core/experiments/isolate';
import { openSyntax, openTrees } from '../src/core/syntax/openSyntax';
import { coverageExperiment } from '../src/node/experiments/coverageExperiment';
import { ExperimentRunner } from '../src/node/experiments/experimentRunner';
import { NodeLaboratory } from '../src/node/experiments/nodeLaboratory';
import { builtInstruments } from '../test/support/builtInstruments';
import { patchOf } from './experiments/verifyBug';
import { printBeside } from './isolation/beside';
import { printCost } from './isolation/cost';
import { tryLanguages } from './isolation/languages';
import { fixed, layOut, LAYOUTS, type Layout } from './isolation/layouts';
import { resultsPath } from './support/benchBugs';
import { ResultsFile } from './support/resultsFile';
import { printTable } from './support/table';

interface Outcome {
  outcome: string;
  taken: string;
  held: Record<string, string>;
  /** Passing tests beside the failing one that were run alone. */
  neighbours: number;
  seconds: number;
  /** The faulty file is unchanged, byte for byte. */
  untouched: boolean;
  notes: string[];
}

const WAYS: readonly Isolation[] = ['namespace', 'copy', 'inPlace'];

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      part: { type: 'string', default: '' },
      only: { type: 'string', default: '' },
      seconds: { type: 'string', default: 'Infinity' },
      results: { type: 'string', default: resultsPath('isolation') },
    },
  });
  const has = (part: string): boolean => options.part === '' || options.part === part;
  if (has('layouts')) await tryLayouts(options.only, Number(options.seconds), options.results);
  if (has('languages')) await tryLanguages(options.only);
  if (has('cost')) await printCost(options.only);
  if (has('beside')) await printBeside(options.only);
}

async function tryLayouts(only: string, seconds: number, path: string): Promise<void> {
  const results = new ResultsFile<Outcome | { problem: string }>(path);
  const end = performance.now() + 1000 * seconds;
  const chosen = LAYOUTS.filter(({ name }) => name.includes(only));
  for (const layout of chosen) {
    if (results.has(layout.name) || performance.now() > end) continue;
    process.stderr.write(`${layout.name}\n`);
    results.add(layout.name, await tryLayout(layout).catch((error: unknown) => ({ problem: String(error) })));
  }
  const rows = chosen.flatMap(({ name }) => {
    const entry = results.get(name);
    if (!entry) return [];
    if ('problem' in entry) return [[name, `not run: ${entry.problem.slice(0, 120)}`, '', '', '', '', '', '']];
    const { outcome, taken, held, neighbours, untouched, notes } = entry;
    return [
      [
        name,
        [outcome, ...notes].join(': ').slice(0, 120),
        taken,
        ...WAYS.map((way) => held[way] ?? ''),
        neighbours,
        untouched ? entry.seconds : 'CHANGED',
      ],
    ];
  });
  printTable('Isolation by kind of project', [['', 'right fix', 'taken', ...WAYS, 'passing tests run alone', 'seconds'], ...rows]);
}

async function tryLayout(layout: Layout): Promise<Outcome> {
  const { root: folder, dispose } = layOut(layout);
  try {
    const before = layout.files[layout.faulty] ?? '';
    const options = { command: layout.command, cwd: folder, root: folder };
    const { isolation, canary, seconds, verdict } = await new ExperimentRunner(options).verify(
      patchOf(layout.faulty, before, fixed(before)),
      openSyntax(packagedGrammars),
      openTrees(packagedGrammars),
    );
    const edits: Edit[] = [{ file: join(folder, layout.faulty), text: fixed(before) }];
    const held: Record<string, string> = {};
    for (const way of WAYS) held[way] = await holds(options, way, edits);
    const covered = await coverageExperiment({ ...options, assets: await builtInstruments() });
    return {
      outcome: verdict.outcome,
      taken: canary ? isolation : 'none',
      held,
      neighbours: covered.verdict.coverage?.passing.length ?? 0,
      seconds,
      untouched: readFileSync(join(folder, layout.faulty), 'utf8') === before,
      notes: verdict.outcome === 'gone' ? [] : verdict.notes,
    };
  } finally {
    dispose();
  }
}

async function holds(
  { command, cwd, root }: { command: readonly string[]; cwd: string; root: string },
  way: Isolation,
  edits: readonly Edit[],
) {
  const laboratory = await NodeLaboratory.open({ command, cwd }, { root, isolations: [way] });
  try {
    const { canary, problem } = await isolate(laboratory, edits, () => {});
    return canary ? 'held' : `no: ${(problem ?? '').slice(0, 80)}`;
  } finally {
    await laboratory.close();
  }
}

void main();
