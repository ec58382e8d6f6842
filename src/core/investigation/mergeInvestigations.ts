import { sameData } from '../sameData';
import type { Redaction } from '../context/crimeScene';
import type { Choices, LedgerEntry, QuestionAnswer, Round, Try } from './investigation';
import type { KeptInvestigation } from './investigationTexts';
import type { RunRecord } from './runRecord';

/** What two sides made of one value; `base` is what both began with, undefined where that is not known. */
type Merge<T> = (base: T | undefined, ours: T, theirs: T) => T;

/**
 * What two windows made of one investigation, put together: rounds, tries, runs and answers of both; of a value that both changed, ours.
 * @param base what both began with; undefined where that is not known
 */
export function mergeInvestigations<T extends KeptInvestigation>(
  base: KeptInvestigation | undefined,
  ours: T,
  theirs: KeptInvestigation,
): T {
  const merged = { ...ours, ...mergeKept(base, ours, theirs) };
  const since = (side: KeptInvestigation): boolean => !base || !sameData(pickOf(base), pickOf(side));
  if (!since(ours) && !since(theirs)) return merged;
  // What belongs to one failure stays together.
  const { failure, title, location, source, capturedAt, reports, picked, values } = since(ours) ? ours : theirs;
  return { ...merged, failure, title, location, source, capturedAt, reports, picked, values };
}

/** Which failure it is about, and when it was last seen; no text that may hold a secret. */
function pickOf({ failure, picked, capturedAt }: KeptInvestigation): unknown {
  return [failure, picked, capturedAt];
}

/** Ours where we changed it, theirs where only they did. */
const changed: Merge<unknown> = (base, ours, theirs) => (sameData(base, ours) ? theirs : ours);

function scalar<T>(): Merge<T> {
  return changed as Merge<T>;
}

/** One merge a field: a field that is added to the type does not compile until it has one. */
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
 * By the name of an item: what one side added or changed stays, what one side removed and the other left as it was goes.
 * @param at orders the items that came since, so that both sides end with the same order; without it the order is that of the side that
 * changed it, ours where both did
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

/** One side has it: it was added or changed there, or it was removed by the other. */
function keptAlone<T>(was: T | undefined, left: T | undefined): T | undefined {
  return was !== undefined && sameData(was, left) ? undefined : left;
}

function record<T>(): Merge<Record<string, T>> {
  const entries = list<[string, T]>(([key]) => key, scalar());
  return (base, ours, theirs) => Object.fromEntries(entries(base && Object.entries(base), Object.entries(ours), Object.entries(theirs)));
}

/** One window asks and the other reads along: the side that knows more of the answer is right. */
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
  answers: list<QuestionAnswer>(
    ({ hypothesis, question, at }) => `${at} ${hypothesis} ${question}`,
    scalar(),
    ({ at }) => at,
  ),
});
