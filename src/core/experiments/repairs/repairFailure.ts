import { createTwoFilesPatch } from 'diff';
import { parseDiff } from '../../hypotheses/parseDiff';
import { repeatedBaseline } from '../baseline';
import { compareFailures } from '../compareFailures';
import type { Edit, Experiment, Run } from '../experiment';
import type { FailureTarget } from '../failureOf';
import { asTheyAre, isolate, type Isolated } from '../isolate';
import type { Laboratory, Progress } from '../laboratory';
import { otherTests } from '../otherTests';
import { symptomSigns } from '../symptomSigns';
import type { RepairCandidate } from './listRepairs';

export interface Repair {
  diff: string;
  file: string;
  line: number;
  function?: string;
  template: string;
  others: 'asBefore' | 'notRun' | string[];
  /** It hides the failure where it shows, by the look of it. */
  symptom: boolean;
  note: string;
}

export interface RepairVerdict {
  /** At most three, likeliest first. */
  candidates: Repair[];
  /** Changes that were run. */
  tried: number;
}

export interface RepairLimits {
  /** Changes that may be run. */
  runs: number;
  seconds: number;
}

/** Hypotheses are three at most, and so are these. */
const MOST_SHOWN = 3;
/** Passing changes after which more of them say nothing new. */
const ENOUGH = 6;

export interface RepairSearch {
  /** Likeliest first. */
  candidates: readonly RepairCandidate[];
  limits: RepairLimits;
  /** Absolute path of a candidate's file. */
  pathOf: (file: string) => string;
  /** Whether it is worth a run. */
  isSound: (candidate: RepairCandidate) => Promise<boolean>;
}

/**
 * Runs small changes in isolation, one after the other, and keeps those with which the failure is gone twice and no other test fails.
 * @param known the run that failed
 */
export async function repairFailure(
  lab: Laboratory,
  command: readonly string[],
  search: RepairSearch,
  progress: Progress = () => {},
  known?: Run,
): Promise<Experiment<'repair', RepairVerdict>> {
  const { candidates, pathOf } = search;
  const files = new Map<string, RepairCandidate>();
  for (const candidate of candidates) if (!files.has(candidate.file)) files.set(candidate.file, candidate);
  const touched = [...files.values()].map(({ file, text }): Edit => ({ file: pathOf(file), text }));
  const isolated = await isolate(lab, touched, progress, known);
  const { target } = isolated;
  const verdict: RepairVerdict = { candidates: [], tried: 0 };
  if (isolated.problem === undefined && target) await runAll(search, isolated, target, lab, progress, verdict);
  return {
    purpose: 'repair',
    command: [...command],
    baseline:
      isolated.problem === undefined || isolated.baseline.outcome !== 'fails'
        ? isolated.baseline
        : { ...isolated.baseline, outcome: 'unresolved', why: isolated.problem },
    isolation: isolated.isolation,
    canary: isolated.canary,
    runs: lab.runs,
    seconds: lab.seconds,
    verdict,
  };
}

async function runAll(
  { candidates, pathOf, limits, isSound }: RepairSearch,
  isolated: Isolated,
  target: FailureTarget,
  whole: Laboratory,
  progress: Progress,
  verdict: RepairVerdict,
): Promise<void> {
  const { lab, isolation } = isolated;
  const passing: { repair: Repair; tests: number }[] = [];
  for (const candidate of candidates) {
    if (verdict.tried >= limits.runs || whole.seconds >= limits.seconds || passing.length >= ENOUGH) break;
    if (!(await isSound(candidate))) continue;
    progress(`change ${verdict.tried + 1} of at most ${Math.min(limits.runs, candidates.length)}`);
    verdict.tried += 1;
    const edits: Edit[] = [{ file: pathOf(candidate.file), text: candidate.text }];
    const gone = async (): Promise<Run | undefined> => {
      const run = await lab.run(edits, isolation);
      return compareFailures(target, run).outcome === 'gone' ? run : undefined;
    };
    const first = await gone();
    if (!first || !(await gone())) continue;
    const last = lab === whole ? first : await whole.run(edits, isolation);
    const others = otherTests(isolated.first, last, target);
    if (Array.isArray(others)) continue;
    const before = (await whole.read(pathOf(candidate.file))) ?? '';
    passing.push({ repair: describe(candidate, before, others, target), tests: last.tests?.passed.length ?? 0 });
  }
  if (!passing.length) return;
  progress('running it without a change again');
  const [any] = candidates;
  const same = any ? await asTheyAre(lab, [{ file: pathOf(any.file), text: any.text }]) : [];
  const back = repeatedBaseline(target, await lab.run(same, isolation));
  // It passes without a change, too, by now: nothing that was seen counts.
  if (back.outcome !== 'fails') {
    isolated.baseline = back;
    return;
  }
  verdict.candidates = chosen(passing);
}

function describe(candidate: RepairCandidate, before: string, others: Repair['others'], target: FailureTarget): Repair {
  const { file, line, template, text } = candidate;
  const diff = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, text, undefined, undefined, { context: 3 }).replace(/^=+\n/, '');
  const sign = symptomSigns(parseDiff(diff), target)[0]?.note;
  return {
    diff,
    file,
    line,
    ...(candidate.function && { function: candidate.function }),
    template,
    others,
    symptom: sign !== undefined,
    note: sign ?? '',
  };
}

/** What mends comes before what hides; one change a place before a second one of the same place. */
function chosen(passing: readonly { repair: Repair; tests: number }[]): Repair[] {
  const places = new Set<string>();
  const fresh: (typeof passing)[number][] = [];
  const again: typeof fresh = [];
  for (const each of [...passing].sort((a, b) => Number(a.repair.symptom) - Number(b.repair.symptom))) {
    const place = `${each.repair.file}:${each.repair.line}`;
    (places.has(place) ? again : fresh).push(each);
    places.add(place);
  }
  return [...fresh, ...again].slice(0, MOST_SHOWN).map(({ repair, tests }) => ({ ...repair, note: noteOf(repair, tests, passing.length) }));
}

/** Says what was seen, never that it is mended. */
function noteOf({ others, note }: Repair, tests: number, passing: number): string {
  const rest = tests > 1 ? tests - 1 : 0;
  const passes =
    others === 'asBefore' && rest
      ? `Passes the failing test and ${rest} ${rest === 1 ? 'other' : 'others'}.`
      : 'The failure is gone with it in 2 of 2 runs.';
  const doubt = passing > 1 ? `${passing} different changes do; no test tells them apart.` : '';
  return [passes, doubt, note].filter(Boolean).join(' ');
}
