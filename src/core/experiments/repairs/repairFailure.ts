import { createTwoFilesPatch } from 'diff';
import { parseDiff } from '../../hypotheses/parseDiff';
import { repeatedBaseline } from '../baseline';
import { compareFailures } from '../compareFailures';
import type { Edit, Experiment, Isolation, Run } from '../experiment';
import type { FailureTarget } from '../failureOf';
import { asTheyAre, isolate, type Isolated } from '../isolate';
import type { Laboratory, Progress } from '../laboratory';
import { otherTests } from '../otherTests';
import { symptomSigns } from '../symptomSigns';
import type { ObservedRecord } from '../observed';
import type { Shape } from '../shape';
import { behaviourOf, lineWith, stillBad, type Behaviour, type FaultPlace } from './behaviour';
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
  /** Where the failure shows; absent where no value there is known to be at fault. */
  fault?: FaultPlace;
  /** One more run that looks at the value there; absent where no instrument can. */
  look?: Look;
}

/** A run that writes down what the value at a place is, each time it is reached. */
export type Look = (
  lab: Laboratory,
  edits: readonly Edit[],
  isolation: Isolation,
  fault: FaultPlace,
) => Promise<{ run: Run; records: ObservedRecord[] }>;

/** A change with which it passes, and what the run does with it. */
interface Passing {
  repair: Repair;
  tests: number;
  behaviour: Behaviour;
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
  search: RepairSearch,
  isolated: Isolated,
  target: FailureTarget,
  whole: Laboratory,
  progress: Progress,
  verdict: RepairVerdict,
): Promise<void> {
  const { candidates, pathOf, limits, isSound } = search;
  const { lab, isolation } = isolated;
  const passing: Passing[] = [];
  let failing: Shape[] | undefined;
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
    failing ??= await shapesOfFailure(search, isolated);
    const behaviour = await behaviourWith(search, candidate, before, edits, isolated, last);
    const repair = describe(candidate, before, others, target, search.fault, stillBad(failing, behaviour));
    passing.push({ repair, tests: last.tests?.passed.length ?? 0, behaviour });
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

/** What the value at fault was in the run as it is, in its order. */
async function shapesOfFailure({ look, fault, candidates, pathOf }: RepairSearch, { lab, isolation }: Isolated): Promise<Shape[]> {
  const [any] = candidates;
  if (!look || !fault || !any) return [];
  const same = await asTheyAre(lab, [{ file: pathOf(any.file), text: any.text }]);
  const { records } = await look(lab, same, isolation, fault);
  return records.flatMap((record) => (record.record === 'hit' && record.shape ? [record.shape] : []));
}

async function behaviourWith(
  { look, fault }: RepairSearch,
  candidate: RepairCandidate,
  before: string,
  edits: readonly Edit[],
  { lab, isolation }: Isolated,
  last: Run,
): Promise<Behaviour> {
  if (!look || !fault) return behaviourOf(last, undefined);
  const { records } = await look(lab, edits, isolation, { ...fault, line: lineWith(fault, candidate, before) });
  return behaviourOf(last, records);
}

/** @param bad what the value at fault still is with the change, though it passes */
function describe(
  candidate: RepairCandidate,
  before: string,
  others: Repair['others'],
  target: FailureTarget,
  fault: FaultPlace | undefined,
  bad: string | undefined,
): Repair {
  const { file, line, template, text } = candidate;
  const diff = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, text, undefined, undefined, { context: 3 }).replace(/^=+\n/, '');
  const seen =
    fault && !fault.asked && bad !== undefined
      ? `This hides the symptom: \`${fault.expression}\` is still ${bad} at ${nameOf(fault.file)}:${fault.line}; only what reads it there is guarded.`
      : undefined;
  const sign = seen ?? symptomSigns(parseDiff(diff), target)[0]?.note;
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

/** What mends comes before what hides; of the changes with which the run does the same, the likeliest one. */
function chosen(passing: readonly Passing[]): Repair[] {
  const groups = new Map<string, Passing[]>();
  for (const each of [...passing].sort((a, b) => Number(a.repair.symptom) - Number(b.repair.symptom))) {
    const group = groups.get(each.behaviour.key);
    if (group) group.push(each);
    else groups.set(each.behaviour.key, [each]);
  }
  return [...groups.values()].slice(0, MOST_SHOWN).map(([first, ...alike]) => {
    const { repair, tests } = first!;
    return { ...repair, note: noteOf(repair, tests, groups.size, alike) };
  });
}

/** Says what was seen, never that it is mended. */
function noteOf({ others, note, file, line }: Repair, tests: number, groups: number, alike: readonly Passing[]): string {
  const rest = tests > 1 ? tests - 1 : 0;
  const passes =
    others === 'asBefore' && rest
      ? `Passes the failing test and ${rest} ${rest === 1 ? 'other' : 'others'}.`
      : 'The failure is gone with it in 2 of 2 runs.';
  const elsewhere = [...new Set(alike.map(({ repair }) => `${nameOf(repair.file)}:${repair.line}`))].filter(
    (place) => place !== `${nameOf(file)}:${line}`,
  );
  const same = alike.length
    ? `${alike.length === 1 ? 'Another change' : `${alike.length} other changes`}${elsewhere.length ? ` (${elsewhere.join(', ')})` : ''} did the same in this run.`
    : '';
  const doubt = groups > 1 ? `${groups} changes that do different things pass; no test tells them apart.` : '';
  return [passes, same, doubt, note].filter(Boolean).join(' ');
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
