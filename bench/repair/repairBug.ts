import { join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import type { RunnableBug } from '../../realBugs/runnableBug';
import { packagedGrammars } from '../../realBugs/packagedGrammars';
import { evidenceOfBug } from '../../realBugs/evidenceOfBug';
import { firstBaseline } from '../../src/core/experiments/baseline';
import type { Run } from '../../src/core/experiments/experiment';
import { NodeLaboratory } from '../../src/node/experiments/nodeLaboratory';
import { listRepairs } from '../../src/core/experiments/repairs/listRepairs';
import { rehearsedChanges, Rehearsals } from '../../src/core/experiments/repairs/rehearsedCards';
import type { Repair } from '../../src/core/experiments/repairs/chosenRepairs';
import type { RepairLimits } from '../../src/core/experiments/repairs/repairFailure';
import { suspectsOf } from '../../src/core/suspects/ranking';
import { applyDiff } from '../../src/core/hypotheses/applyDiff';
import { parseDiff } from '../../src/core/hypotheses/parseDiff';
import { openTrees } from '../../src/core/syntax/openSyntax';
import { NodeFiles } from '../../src/node/files';
import type { ObserveAssets } from '../../src/node/experiments/observeAssets';
import { listChanges, repairExperiment, type RepairOptions } from '../../src/node/experiments/repairExperiment';
import { runRecipe } from '../../src/node/experiments/runRecipe';
import { shippedRanker } from '../support/shippedModel';
import { plainCode, trueFix } from './trueFix';

const parse = openTrees(packagedGrammars);
const ranker = shippedRanker();

/** The small changes that could be tried, and the right one's place among them. */
export interface ListedRepairs {
  kind: string;
  candidates: number;
  /** 1-based place of the first candidate on a line of the true fix; of the first that is the true fix word by word. */
  atLine?: number;
  exact?: number;
  /** The true fix as a diff without context. */
  fix: string;
  first: string[];
}

/** Result of running them. */
export interface RanRepairs {
  reproduced: boolean;
  tried: number;
  runs: number;
  seconds: number;
  /** Until the first change runs; absent where none did. */
  firstTry?: number;
  /** The same where a search that its limits ended goes on; absent where none is left. */
  goingOn?: number;
  repairs: (Repair & {
    /** Held-back tests give the same results as with the true fix; undefined if there are none. */
    asTrueFix?: boolean;
    /** The change is in a function that the true fix changes. */
    inPlace: boolean;
    exact: boolean;
    deletes: boolean;
  })[];
}

/** Orders changes at random: those of any template at any place of the suspects' files. */
type Chance = () => number;

export async function listBug(bug: RunnableBug): Promise<ListedRepairs | undefined> {
  const laboratory = await NodeLaboratory.open({ command: bug.command, cwd: bug.folder }, { root: bug.folder });
  const closing = async <T>(listing: Promise<T>): Promise<T> => {
    try {
      return await listing;
    } finally {
      await laboratory.close();
    }
  };
  const { kind, candidates, run } = await closing(listChanges(laboratory, optionsFor(bug, { runs: 0, seconds: 0 })));
  if (!firstBaseline(run).target) return undefined;
  const truth = trueFix(bug);
  const exact = candidates.findIndex(({ file, text }) => sameCode(truth.get(file), text));
  const atLine = candidates.findIndex(({ file, line }) => bug.truth.some((each) => each.file === file && each.lines.includes(line)));
  return {
    kind,
    candidates: candidates.length,
    ...(atLine >= 0 && { atLine: atLine + 1 }),
    ...(exact >= 0 && { exact: exact + 1 }),
    fix: [...truth].map(([file, text]) => shortDiff(bug.sources[file] ?? '', text)).join('\n'),
    first: candidates.slice(0, 12).map(({ template, file, line, weight }) => `${template} ${file}:${line} ${weight.toFixed(2)}`),
  };
}

/**
 * Runs the changes that the product would run, as it would.
 * @param chance from the same number of changes, any template at any place of the suspects' files, in random order
 */
export async function repairBug(bug: RunnableBug, limits: RepairLimits, assets: ObserveAssets, chance?: Chance): Promise<RanRepairs> {
  const laboratory = await NodeLaboratory.open({ command: bug.command, cwd: bug.folder }, { root: bug.folder });
  try {
    const options = { ...optionsFor(bug, limits), instruments: assets, ...(chance && { list: atRandom(chance) }) };
    const firstTry = timeToTry();
    const { baseline, runs, seconds, verdict } = await repairExperiment(laboratory, { ...options, progress: firstTry.progress });
    const goingOn = verdict.rest && (await secondsToGoOn(bug, { ...options, from: verdict.rest }));
    const repairs: RanRepairs['repairs'] = [];
    for (const repair of verdict.candidates) repairs.push(await judge(bug, repair));
    return {
      reproduced: baseline.outcome === 'fails',
      tried: verdict.tried,
      runs,
      seconds,
      firstTry: firstTry.seconds(),
      goingOn,
      repairs,
    };
  } finally {
    await laboratory.close();
  }
}

/** The time from now until a search runs its first change. */
function timeToTry(onTry = (): void => {}): { progress: (message: string) => void; seconds: () => number | undefined } {
  const began = performance.now();
  let seconds: number | undefined;
  const progress = (message: string): void => {
    if (seconds !== undefined || !/^(?:trying|going on with) \d/.test(message)) return;
    seconds = (performance.now() - began) / 1000;
    onTry();
  };
  return { progress, seconds: () => seconds && Math.round(seconds * 10) / 10 };
}

/** A search that goes on, in a laboratory of its own as after a second click; ended at its first change. */
async function secondsToGoOn(bug: RunnableBug, options: RepairOptions): Promise<number | undefined> {
  const enough = new AbortController();
  const goesOn = timeToTry(() => enough.abort());
  const laboratory = await NodeLaboratory.open({ command: bug.command, cwd: bug.folder }, { root: bug.folder });
  try {
    await repairExperiment(laboratory, { ...options, progress: goesOn.progress, enough: enough.signal });
    return goesOn.seconds();
  } finally {
    await laboratory.close();
  }
}

function optionsFor({ folder, command }: RunnableBug, limits: RepairLimits): RepairOptions {
  return {
    command,
    cwd: folder,
    root: folder,
    limits,
    parse,
    rank: async ({ output }) => {
      const { evidence, ports } = await evidenceOfBug({ workspace: folder, trace: output });
      const { ranking } = await ranker.rank(evidence, ports);
      const rehearsal = await new Rehearsals().of(evidence, ranking, { ...ports, parse, now: () => performance.now() });
      // Like a test, the script that shows the failure stays as it is.
      const suspects = suspectsOf(ranking).filter(({ file }) => !command.includes(file));
      return { suspects, ...(rehearsal && { rehearsed: rehearsedChanges(rehearsal) }) };
    },
  };
}

function atRandom(chance: Chance): typeof listRepairs {
  const shuffled = <T>(values: readonly T[]): T[] =>
    values
      .map((value) => ({ value, at: chance() }))
      .sort((a, b) => a.at - b.at)
      .map(({ value }) => value);
  return async (suspects, failure, _thrown, ports) =>
    shuffled(await listRepairs(shuffled(suspects), { ...failure, kind: 'other' }, [], ports));
}

async function judge(bug: RunnableBug, repair: Repair): Promise<RanRepairs['repairs'][number]> {
  const files = new NodeFiles({ roots: [bug.folder] });
  // A package's built code is usually ignored.
  for (const { path } of parseDiff(repair.diff)) files.allow(path);
  const texts = await applyDiff(repair.diff, files);
  const truth = trueFix(bug);
  const [[file = '', text = ''] = []] = Object.entries(texts);
  const ranges = bug.truth.filter((each) => each.file === file).flatMap(({ lines }) => lines);
  const asTrueFix = await sameBehaviour(bug, Object.entries(texts), [...truth]);
  return {
    ...repair,
    ...(asTrueFix !== undefined && { asTrueFix }),
    inPlace: ranges.some((line) => Math.abs(line - repair.line) <= 3),
    exact: sameCode(truth.get(file), text),
    deletes: onlyDeletes(bug.sources[file] ?? '', text),
  };
}

/** A change may leave another test waiting forever. */
const LONGEST_JUDGING_MS = 60_000;

/** Whether the tests around the failing one give the same results with both; undefined if the failing one is alone. */
async function sameBehaviour(
  { folder, wide }: RunnableBug,
  one: readonly (readonly [string, string])[],
  other: readonly (readonly [string, string])[],
): Promise<boolean | undefined> {
  const run = (texts: typeof one): Promise<Run> =>
    runRecipe(
      { command: wide, cwd: folder },
      { served: texts.map(([file, text]) => ({ file: join(folder, file), text })), timeoutMs: LONGEST_JUDGING_MS },
    );
  const [a, b] = [await run(one), await run(other)];
  if ((b.tests?.ran ?? 0) < 2) return a.exit === b.exit && withoutTimes(a.output) === withoutTimes(b.output);
  return a.exit === b.exit && said(a) === said(b);
}

function said({ tests, output }: Run): string {
  return tests?.named ? JSON.stringify([[...tests.passed].sort(), [...tests.failed].sort()]) : withoutTimes(output);
}

function withoutTimes(output: string): string {
  return output.replace(/\d+(?:\.\d+)?\s*m?s\b/g, '').replace(/:\d+:\d+/g, '');
}

function sameCode(one: string | undefined, other: string): boolean {
  return one !== undefined && plainCode(one) === plainCode(other);
}

function onlyDeletes(before: string, after: string): boolean {
  const lines = createTwoFilesPatch('a', 'b', before, after, '', '', { context: 0 }).split('\n').slice(4);
  return lines.some((line) => line.startsWith('-')) && !lines.some((line) => /^\+\s*\S/.test(line));
}

function shortDiff(before: string, after: string): string {
  return createTwoFilesPatch('a', 'b', before, after, '', '', { context: 0 })
    .split('\n')
    .slice(4)
    .filter((line) => /^[+-]/.test(line))
    .map((line) => line.slice(0, 200))
    .join('\n');
}
