import { sameData } from '../sameData';
import type { Redaction } from '../context/failureEvidence';
import type { Choices, LedgerEntry, QuestionAnswer, Round, Try } from './investigation';
import type { KeptInvestigation } from './investigationTexts';
import type { RunRecord } from './runRecord';

/** Merges two versions of one value; `base` is their common start, undefined where unknown. */
type Merge<T> = (base: T | undefined, ours: T, theirs: T) => T;

/**
 * Merges two windows' versions of one investigation: rounds, tries, runs and answers of both; for a value that both changed, ours.
 * @param base the common start; undefined where unknown
 */
export function mergeInvestigations<T extends KeptInvestigation>(
  base: KeptInvestigation | undefined,
  ours: T,
  theirs: KeptInvestigation,
): T {
  const merged = { ...ours, ...mergeKept(base, ours, theirs) };
  const since = (side: KeptInvestigation): boolean => !base || !sameData(pickOf(base), pickOf(side));
  if (!since(ours) && !since(theirs)) return merged;
  // Data of one failure stays together.
  const { failure, title, location, source, capturedAt, reports, picked, values } = since(ours) ? ours : theirs;
  return { ...merged, failure, title, location, source, capturedAt, reports, picked, values };
}

/** The failure and the time of its last occurrence, without text that may contain a secret. */
function pickOf({ failure, picked, capturedAt }: KeptInvestigation): unknown {
  return [failure, picked, capturedAt];
}

/** Ours where we changed it, theirs where only they did. */
const changed: Merge<unknown> = (base, ours, theirs) => (sameData(base, ours) ? theirs : ours);

function scalar<T>(): Merge<T> {
  return changed as Merge<T>;
}

/** One merge for each field: a field added to the type is a compile error until it has one. */
function fields<T extends object>(merges: { [K in keyof Required<T>]: Merge<T[K]> }): Merge<T> {
  const names = Object.keys(merges) as (keyof T)[];
  return (base, ours, theirs) => {
    const merged = { ...ours };
    for (const name of names) {
      if (name in ours || name in theirs) merged[name] = merges[name](base?.[name], ours[name], theirs[name]);
    }
    return merged;
  };
}

/**
 * By the name of an item: additions and changes of one side stay; an item removed on one side and unchanged on the other is removed.
 * @param at orders new items, so that both sides end with the same order; without it the side that changed the order wins, ours if both did
 */
function list<T>(nameOf: (item: T) => string, item: Merge<T>, at?: (item: T) => string): Merge<T[]> {
  const named = (items: readonly T[] = []) => new Map(items.map((each) => [nameOf(each), each]));
  return (base, ours, theirs) => {
    const [before, here, there] = [named(base), named(ours), named(theirs)];
    const [first, second] = sameData([...before.keys()], [...here.keys()]) ? [there, here] : [here, there];
    const merged: T[] = [];
    for (const name of new Set([...first.keys(), ...second.keys()])) {
      const [was, mine, other] = [before.get(name), here.get(name), there.get(name)];
      const kept = mine !== undefined && other !== undefined ? item(was, mine, other) : keptAlone(was, mine ?? other);
      if (kept !== undefined) merged.push(kept);
    }
    if (!at) return merged;
    const isNew = (each: T): boolean => !before.has(nameOf(each));
    const added = merged.filter(isNew).sort((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0));
    return [...merged.filter((each) => !isNew(each)), ...added];
  };
}

/** Only one side has it: it was added or changed there, or removed by the other. */
function keptAlone<T>(was: T | undefined, left: T | undefined): T | undefined {
  return was !== undefined && sameData(was, left) ? undefined : left;
}

function record<T>(): Merge<Record<string, T>> {
  const entries = list<[string, T]>(([key]) => key, scalar());
  return (base, ours, theirs) => Object.fromEntries(entries(base && Object.entries(base), Object.entries(ours), Object.entries(theirs)));
}

/** One window asks and the other follows: the side with more of the answer wins. */
const round: Merge<Round> = (_base, ours, theirs) => {
  const known = ({ phase, text }: Round): number => (phase === 'streaming' || phase === 'interrupted' ? 0 : 1e9) + text.length;
  return known(theirs) > known(ours) ? theirs : ours;
};

const choices = fields<Choices>({
  expected: scalar(),
  actual: scalar(),
  references: list((reference) => reference, scalar()),
  removed: list(({ key }) => key, scalar()),
  edited: record(),
  chosenFiles: record<string>(),
  keptSecrets: list<Redaction>(({ fingerprint }) => fingerprint, scalar()),
});

const entry = fields<LedgerEntry>({
  hypothesis: scalar(),
  round: scalar(),
  streaming: scalar(),
  verdict: scalar(),
  fixState: scalar(),
  fixMessage: scalar(),
  undo: scalar(),
});

const mergeKept = fields<KeptInvestigation>({
  id: scalar(),
  failure: scalar(),
  title: scalar(),
  location: scalar(),
  source: scalar(),
  capturedAt: scalar(),
  status: scalar(),
  reports: scalar(),
  picked: scalar(),
  values: scalar(),
  choices,
  embedding: scalar(),
  fixedBy: scalar(),
  rounds: list(
    ({ id }) => id,
    round,
    ({ at }) => at,
  ),
  hypotheses: list(({ hypothesis }) => hypothesis.id, entry),
  tries: list<Try>(
    ({ id }) => id,
    scalar(),
    ({ at }) => at,
  ),
  recipe: scalar(),
  runs: list<RunRecord>(
    ({ id }) => id,
    scalar(),
    ({ at }) => at,
  ),
  underWay: scalar(),
  answers: list<QuestionAnswer>(
    ({ hypothesis, question, at }) => `${at} ${hypothesis} ${question}`,
    scalar(),
    ({ at }) => at,
  ),
});
