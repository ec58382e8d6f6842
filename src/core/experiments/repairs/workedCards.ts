import { codeSpan } from '../../codeSpan';
import { ON_PATH } from '../../context/reasonText';
import { MAX_HYPOTHESES, WRONG_HERE, type Evidence, type Hypothesis } from '../../hypothesis';
import type { ShownPlace } from '../../suspects/explain/explanation';
import { NOT_SHOWN, ROWS_BELOW } from '../../suspects/explain/storyText';
import type { WorkedOrigin } from '../../suspects/originLeads';
import { isCause } from './repairHypotheses';
import type { WorkedMiss } from './workedError';
import { HASHES, type WorkedPitfall } from './workedPitfall';
import type { SeenValue, WorkedRow } from './workedRows';

/** Rows of a card that tells no cause. */
const MOST_SHOWN = 8;

/** What is shown of a failure that was worked through. */
export interface Worked {
  /** The lines that made what failed, nearest first. */
  rows: readonly WorkedRow[];
  /** The values of these lines, in the same order. */
  seen: readonly SeenValue[];
  /** Of an error: what the failing line worked with, as a sentence. */
  values?: string | undefined;
  /** Of an error: where the missing value begins that it is about. */
  beginning?: WorkedOrigin | undefined;
  /** Of an error: what was looked for in vain. */
  miss?: WorkedMiss | undefined;
  /** What did something that is easily overlooked, of what made it. */
  pitfall?: WorkedPitfall | undefined;
}

function isSame(one: { file: string; line: number }, other: { file: string; line: number }): boolean {
  return one.file === other.file && one.line === other.line;
}

/** The first card with what was worked out, where no known fault is its cause. */
export function withWorkedRows(cards: readonly Hypothesis[], worked: Worked): Hypothesis[] {
  const [first, ...others] = cards;
  if (!first || first.fix) return [...cards];
  if (!first.evidence.some(isCause)) return [withRows(first, worked), ...others];
  // What is rare leads a card that knows a cause only where it is certain.
  const miss = leadingPitfall(worked)?.isCertain ? undefined : worked.miss;
  const isKnown = first.evidence.some((each) => each.why === WRONG_HERE && !(miss?.origin && isSame(each, miss.origin)));
  if (!miss) return [...cards];
  return [isKnown ? withNearKey(first, miss) : withMiss(first, miss), ...others];
}

/** A known fault of the line that looks something up or puts it there, with what was nearly found. */
function withNearKey(card: Hypothesis, miss: WorkedMiss): Hypothesis {
  const isIts = card.evidence.some(({ why, ...each }) => why === WRONG_HERE && miss.near?.some((place) => isSame(each, place)));
  return isIts && !isTold(card, miss.wanted) ? { ...card, rootCause: [card.rootCause, miss.sentence].join(' ') } : card;
}

/** What it tells in a sentence; undefined of what a check compared. */
export function toldSentence(worked: Worked): string | undefined {
  return (leadingPitfall(worked) ?? worked.miss ?? worked.pitfall ?? worked.beginning)?.sentence ?? worked.values;
}

/** What is rare tells more than what an error missed in the end. */
function leadingPitfall({ miss, pitfall }: Worked): WorkedPitfall | undefined {
  return pitfall && (pitfall.isRare || !miss) ? pitfall : undefined;
}

/** The cards led by what hardly ever happens in a program that works, unless the first one is about it. */
export function withRarePitfall(cards: readonly Hypothesis[], { pitfall }: Worked): Hypothesis[] {
  const [first] = cards;
  if (!pitfall?.isRare || !first || first.title === pitfall.title) return [...cards];
  // A known fault that the code shows tells the same in other words.
  if (!pitfall.isCertain && !first.fix && first.evidence.some(isCause)) return [...cards];
  const about = first.evidence.filter(
    (each) => (first.fix !== undefined || isCause(each)) && pitfall.rows.some((row) => row.why !== HASHES && isSame(row, each)),
  );
  if (first.fix !== undefined ? about.length > 0 : about.some(({ why }) => why === WRONG_HERE)) return [...cards];
  // A card that leads there, and does not say what goes wrong.
  if (about.length > 0)
    return [{ ...first, title: pitfall.title, rootCause: [first.rootCause, pitfall.sentence].join(' ') }, ...cards.slice(1)];
  const card: Hypothesis = {
    ...{
      id: first.id,
      title: pitfall.title,
      confidence: Math.max(first.confidence, RARE),
      source: first.source,
      guess: false,
      warnings: [],
    },
    rootCause: [pitfall.sentence, SEEN].join(' '),
    evidence: withSurface(evidenceOf(pitfall.rows, undefined), first),
    check: `Change that on line ${pitfall.line} and run it again. If the failure stays the same, this is not the cause.`,
  };
  return [card, ...cards].slice(0, MAX_HYPOTHESES).map((each, at) => ({ ...each, id: `local-${at + 1}` }));
}

/** The confidence for what hardly ever happens in a program that works. */
const RARE = 0.6;

/** A card that tells where its value comes from, with what was looked for in vain; as it is where it tells that itself. */
function withMiss(card: Hypothesis, { title, sentence, wanted, rows }: WorkedMiss): Hypothesis {
  if (isTold(card, wanted)) return card;
  const last = Math.max(0, ...card.evidence.map(({ step = 0 }) => step));
  const added = rows
    .filter((row) => !card.evidence.some((each) => isSame(each, row)))
    .slice(0, Math.max(0, MOST_SHOWN - card.evidence.length));
  return {
    ...card,
    title,
    rootCause: [withoutRows(card.rootCause.replace(EMPTY_BEFORE, '')), sentence].join(' '),
    evidence: [...card.evidence, ...evidenceOf(added, undefined).map((each) => ({ ...each, step: last + each.step! }))],
  };
}

/** What a card says of a collection where it is not known what is in it. */
const EMPTY_BEFORE = / `[^`]{1,200}` is empty to begin with, so something has to put `[^`]{1,200}` in before\./;

/** Whether a card says already that something is not there. */
function isTold({ rootCause }: Hypothesis, wanted: string): boolean {
  const plain = wanted.replace(/^['":]|['"]$/g, '');
  return plain !== '' && [plain, wanted].some((each) => rootCause.includes(`has no ${codeSpan(each)}`));
}

function withRows(card: Hypothesis, worked: Worked): Hypothesis {
  const { rows, values, beginning } = worked;
  const pitfall = leadingPitfall(worked);
  const miss = pitfall ? undefined : worked.miss;
  const way = beginning?.rows ?? [];
  const first = distinct([...(pitfall?.rows ?? miss?.rows ?? []), ...way]);
  const shown = distinct([...first, ...rows]).slice(0, Math.max(MOST_SHOWN, first.length));
  const told = toldSentence(worked);
  if (shown.length === 0 && told === undefined) return card;
  const note = beginning && !miss && !pitfall ? HANDED_ON : values === undefined ? MADE : WORKED_WITH;
  return {
    ...card,
    ...((pitfall ?? miss) && { title: (pitfall ?? miss)!.title }),
    rootCause: [withoutRows(card.rootCause), told, shown.length > 0 ? note : undefined].filter(Boolean).join(' '),
    evidence: withSurface(evidenceOf(shown, beginning && shown.findIndex((row) => isSame(row, beginning))), card),
  };
}

/** One of each line. */
function distinct(rows: readonly ShownPlace[]): ShownPlace[] {
  return rows.filter((row, at) => rows.findIndex((each) => isSame(each, row)) === at);
}

/** @param origin index of the row in which the value begins */
function evidenceOf(rows: readonly (ShownPlace & { text?: string })[], origin: number | undefined): Evidence[] {
  return rows.map((row, at) => ({ ...row, verified: true, step: at + 1, ...(at === origin && { origin: true as const }) }));
}

/** With the line that fails, or that makes the call which does, where it is none of them. */
function withSurface(rows: readonly Evidence[], { evidence }: Hypothesis): Evidence[] {
  return [
    ...rows,
    ...evidence.filter(({ step, why }) => step === 0 || why === ON_PATH).filter((each) => !rows.some((row) => isSame(row, each))),
  ];
}

/** Without what it says of rows that others stand for. */
function withoutRows(rootCause: string): string {
  return rootCause.replace(NOT_SHOWN, '').replace(ROWS_BELOW, '').replace(/ {2,}/g, ' ').trim();
}

const SEEN = 'Worked out from the code, without a run.';
const MADE = 'Worked out from the code, without a run: the lines below make the result.';
const WORKED_WITH = 'Worked out from the code, without a run: the lines below make what the failing line works with.';
const HANDED_ON = 'Worked out from the code, without a run: the lines below hand it on.';
