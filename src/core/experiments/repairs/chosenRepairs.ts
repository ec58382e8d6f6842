import { createTwoFilesPatch } from 'diff';
import { parseDiff } from '../../hypotheses/parseDiff';
import type { Edit } from '../experiment';
import type { FailureTarget } from '../failureOf';
import { symptomSigns } from '../symptomSigns';
import type { ClaimText } from '../../suspects/explain/faults/claimText';
import type { Behaviour, FaultPlace } from './behaviour';
import { changedWords, type ChangedWords } from './changedWords';
import type { RepairCandidate } from './listRepairs';

/** A small change with which the command passes, as it is shown. */
export interface Repair {
  diff: string;
  file: string;
  line: number;
  function?: string;
  template: string;
  others: 'asBefore' | 'notRun' | string[];
  /** It seems to hide the failure where it surfaces. */
  symptom: boolean;
  note: string;
  /** The program ends without an error, and no test tells whether that is right. This and what follows is not printed by the CLI. */
  unproven?: true;
  /** The known fault that it takes out. */
  removes?: ClaimText;
  /** What is wrong with the code that it replaces, if it is right. */
  tells?: ClaimText;
  changed?: ChangedWords;
  /** How many other changes pass as well. */
  rivals?: number;
  /** It was worked out from the code, and not run. */
  rehearsed?: true;
  /** Those of other lines that would do, too, where few do. */
  besides?: readonly Repair[];
}

/** The maximum number, like that of hypotheses. */
const MOST_SHOWN = 3;

/** A change that makes the command pass, and the behaviour of its run. */
export interface Passing {
  repair: Repair;
  /** The change, with absolute files. */
  edits: readonly Edit[];
  guards: boolean;
  tests: number;
  behaviour: Behaviour;
}

/** What is known of the run with a change. */
export interface Told {
  /** The faulty value that remains with the change although it passes. */
  bad?: string;
  /** The value where it fails was seen, and is a good one. */
  good: boolean;
  /** A test compares what the code makes: with another expected value it fails. */
  asserts: boolean;
  /** What a program without tests prints with and without the change; a sentence. */
  unproven?: string;
}

/** Changes after which a value that the code cannot use goes on as another one. */
const HIDING = /^(?:converted|condition-for-a-type|leave-for-another-type)$/;

/** Whether a change may pass only because the code no longer minds a bad value. */
export function mayHide({ guards, template }: RepairCandidate): boolean {
  return guards === true || HIDING.test(template);
}

/**
 * What is shown of a change that passes.
 * @param before the text of its file without it
 */
export function describeRepair(
  candidate: RepairCandidate,
  before: string,
  others: Repair['others'],
  target: FailureTarget,
  fault: FaultPlace | undefined,
  { bad, good, asserts, unproven }: Told,
): Repair {
  const { removes, tells } = candidate;
  const change = changeOf(candidate, before);
  const { diff } = change;
  const seen =
    fault && !fault.asked && bad !== undefined
      ? `This hides the failure: \`${fault.expression}\` is still ${bad} at ${nameOf(fault.file)}:${fault.line}; only what reads it there is guarded.`
      : undefined;
  const told = unproven === undefined && (asserts || good || fault?.asked === true);
  const untold = mayHide(candidate) && !told ? UNTOLD : undefined;
  // A change of logic writes no guard, though its line may be one.
  const sign = seen ?? symptomSigns(parseDiff(diff), target).find((each) => !tells || !each.guards)?.note ?? untold;
  return {
    ...change,
    others,
    symptom: sign !== undefined,
    note: [removes && `It takes this out: ${removes.sentence}`, unproven, sign].filter(Boolean).join(' '),
    ...(unproven !== undefined && { unproven: true as const }),
  };
}

/** What a change is, whatever is known of it. @param before the text of its file */
export function changeOf(candidate: RepairCandidate, before: string): Omit<Repair, 'others' | 'symptom' | 'note'> {
  const { file, line, template, text, removes, tells } = candidate;
  const diff = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, text, undefined, undefined, { context: 3 }).replace(/^=+\n/, '');
  return {
    diff,
    file,
    line,
    ...(candidate.function && { function: candidate.function }),
    template,
    ...(removes && { removes }),
    ...(tells && { tells }),
    changed: changedWords(diff),
  };
}

const UNTOLD = 'It may only hide the failure: the code goes on without the value that it needs, and no test says that this is right.';

/**
 * The changes to show, at most three, with what their runs allow to say.
 * Real fixes come before those that hide the failure. Of changes with the same behaviour only one is kept: the likeliest, and a change of
 * what makes the value rather than a guard where it is read.
 */
export function chosenRepairs(passing: readonly Passing[]): Repair[] {
  const groups = new Map<string, Passing[]>();
  for (const each of [...passing].sort((a, b) => Number(a.repair.symptom) - Number(b.repair.symptom))) {
    const group = groups.get(each.behaviour.key);
    if (group) group.push(each);
    else groups.set(each.behaviour.key, [each]);
  }
  return [...groups.values()].slice(0, MOST_SHOWN).map((group) => {
    const shown = group.find(({ repair, guards }) => !guards && !repair.symptom) ?? group[0]!;
    const alike = group.filter((each) => each !== shown);
    const { repair, tests } = shown;
    const rivals = passing.length - 1;
    return { ...repair, note: noteOf(repair, tests, groups.size, alike), ...(rivals > 0 && { rivals }) };
  });
}

/** States the observation, never that it is fixed. */
function noteOf({ others, note, file, line, unproven }: Repair, tests: number, groups: number, alike: readonly Passing[]): string {
  const rest = tests > 1 ? tests - 1 : 0;
  const passes =
    others === 'asBefore' && rest
      ? `Passes the failing test and ${rest} ${rest === 1 ? 'other' : 'others'}.`
      : unproven
        ? ''
        : 'The failure is gone with it in 2 of 2 runs.';
  const elsewhere = [...new Set(alike.map(({ repair }) => `${nameOf(repair.file)}:${repair.line}`))].filter(
    (place) => place !== `${nameOf(file)}:${line}`,
  );
  const same = alike.length
    ? `${alike.length === 1 ? 'Another change' : `${alike.length} other changes`}${elsewhere.length ? ` (${elsewhere.join(', ')})` : ''} did the same in this run.`
    : '';
  const doubt = groups > 1 ? `${groups} changes that do different things pass; no test tells them apart.` : '';
  return (unproven ? [note, same, doubt] : [passes, same, doubt, note]).filter(Boolean).join(' ');
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
