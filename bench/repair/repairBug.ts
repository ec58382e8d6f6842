import { join, resolve } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import type { RunnableBug } from '../../realBugs/runnableBug';
import { packagedGrammars } from '../../realBugs/packagedGrammars';
import { sceneOfBug } from '../../realBugs/sceneOfBug';
import { errorHints } from '../../src/core/context/errorHints';
import { firstBaseline } from '../../src/core/experiments/baseline';
import type { Run } from '../../src/core/experiments/experiment';
import type { FailureTarget } from '../../src/core/experiments/failureOf';
import { NodeLaboratory } from '../../src/node/experiments/nodeLaboratory';
import { failureKind } from '../../src/core/experiments/repairs/failureKind';
import { listRepairs, stillParses, type RepairCandidate, type Thrown } from '../../src/core/experiments/repairs/listRepairs';
import { repairFailure, type Repair } from '../../src/core/experiments/repairs/repairFailure';
import { suspectsOf } from '../../src/core/suspects/ranking';
import type { Suspect } from '../../src/core/suspects/suspect';
import { applyDiff } from '../../src/core/hypotheses/applyDiff';
import { openTrees } from '../../src/core/syntax/openSyntax';
import { NodeFiles } from '../../src/node/files';
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
  repairs: (Repair & {
    /** Held-back tests give the same results as with the true fix; undefined if there are none. */
    asTrueFix?: boolean;
    /** The change is in a function that the true fix changes. */
    inPlace: boolean;
    exact: boolean;
    deletes: boolean;
  })[];
}

interface Failed {
  run: Run;
  target: FailureTarget;
  suspects: Suspect[];
  thrown: Thrown[];
}

export async function listBug(bug: RunnableBug): Promise<ListedRepairs | undefined> {
  const laboratory = new NodeLaboratory({ command: bug.command, cwd: bug.folder }, { root: bug.folder });
  const failed = await fail(bug, laboratory);
  if (!failed) return undefined;
  const candidates = await list(bug, laboratory, failed);
  const truth = trueFix(bug);
  const exact = candidates.findIndex(({ file, text }) => sameCode(truth.get(file), text));
  const atLine = candidates.findIndex(({ file, line }) => bug.truth.some((each) => each.file === file && each.lines.includes(line)));
  return {
    kind: failureKind(failed.target.type, failed.target.message),
    candidates: candidates.length,
    ...(atLine >= 0 && { atLine: atLine + 1 }),
    ...(exact >= 0 && { exact: exact + 1 }),
    fix: [...truth].map(([file, text]) => shortDiff(bug.sources[file] ?? '', text)).join('\n'),
    first: candidates.slice(0, 12).map(({ template, file, line, weight }) => `${template} ${file}:${line} ${weight.toFixed(2)}`),
  };
}

/**
 * Runs the changes that the product would run.
 * @param random the same number of changes, from any template at any place of the suspects' files, in random order
 */
export async function repairBug(bug: RunnableBug, limits: { runs: number; seconds: number }, random?: () => number): Promise<RanRepairs> {
  const { folder, command } = bug;
  const laboratory = new NodeLaboratory({ command, cwd: folder }, { root: folder });
  try {
    const failed = await fail(bug, laboratory);
    if (!failed) return { reproduced: false, tried: 0, runs: laboratory.runs, seconds: laboratory.seconds, repairs: [] };
    const candidates = await list(bug, laboratory, failed, random);
    const search = {
      candidates,
      limits,
      pathOf: (file: string) => join(folder, file),
      isSound: (candidate: RepairCandidate) => stillParses(candidate, bug.sources[candidate.file] ?? '', parse),
    };
    const { baseline, runs, seconds, verdict } = await repairFailure(laboratory, command, search, () => {}, failed.run);
    const repairs: RanRepairs['repairs'] = [];
    for (const repair of verdict.candidates) repairs.push(await judge(bug, repair));
    return { reproduced: baseline.outcome === 'fails', tried: verdict.tried, runs, seconds, repairs };
  } finally {
    await laboratory.close();
  }
}

async function fail(bug: RunnableBug, laboratory: NodeLaboratory): Promise<Failed | undefined> {
  const run = await laboratory.run([], 'none');
  const { target } = firstBaseline(run);
  if (!target) return undefined;
  const { scene, ports } = await sceneOfBug({ workspace: bug.folder, trace: run.output });
  const { ranking } = await ranker.rank(scene, ports);
  const frames = target.report.errors.flatMap((error) => error.frames.filter(({ origin }) => origin === 'workspace').slice(0, 1));
  const { property } = errorHints(target.report);
  const thrown = frames.map(({ file, line }) => ({ file: laboratory.nameOf(resolve(bug.folder, file)), line, property }));
  return { run, target, suspects: suspectsOf(ranking), thrown };
}

async function list(
  bug: RunnableBug,
  laboratory: NodeLaboratory,
  { target, suspects, thrown }: Failed,
  random?: () => number,
): Promise<RepairCandidate[]> {
  const ports = { read: (file: string) => laboratory.read(join(bug.folder, file)), parse };
  const kind = failureKind(target.type, target.message);
  if (!random) return listRepairs(suspects, kind, thrown, ports);
  const shuffled = <T>(values: readonly T[]): T[] =>
    values
      .map((value) => ({ value, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ value }) => value);
  return shuffled(await listRepairs(shuffled(suspects), 'other', [], ports));
}

async function judge(bug: RunnableBug, repair: Repair): Promise<RanRepairs['repairs'][number]> {
  const texts = await applyDiff(repair.diff, new NodeFiles({ roots: [bug.folder] }));
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

/** Whether the tests around the failing one give the same results with both; undefined if the failing one is alone. */
async function sameBehaviour(
  { folder, wide }: RunnableBug,
  one: readonly (readonly [string, string])[],
  other: readonly (readonly [string, string])[],
): Promise<boolean | undefined> {
  const run = (texts: typeof one): Promise<Run> =>
    runRecipe({ command: wide, cwd: folder }, { edits: texts.map(([file, text]) => ({ file: join(folder, file), text })) });
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
