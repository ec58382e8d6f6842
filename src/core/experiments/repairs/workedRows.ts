import { isTestFile } from '../../context/testCode';
import type { Evidence, Hypothesis } from '../../hypothesis';
import { codeSpan } from '../../codeSpan';
import type { Happening, History } from '../../interpret/history/history';
import { sliceOf, type Part } from '../../interpret/history/slice';
import { WayBack } from '../../interpret/history/wayBack';
import { OwnValue } from '../../interpret/values/value';
import type { Expr } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import type { ShownPlace } from '../../suspects/explain/explanation';
import { NOT_SHOWN, ROWS_BELOW } from '../../suspects/explain/storyText';
import type { WorkedOrigin } from '../../suspects/originLeads';
import { isCause } from './repairHypotheses';
import type { TestPlace } from './reproduction';

/** A line that made a failed result, or decided it, with the value that it had. */
export interface WorkedRow extends ShownPlace {
  /** As the line stands in its file. */
  text: string;
}

/** Code of a line, on one line and cut where it is long, with the value that it had; of an assignment, what is set. */
export interface SeenValue {
  file: string;
  line: number;
  code: string;
  value: string;
  /** It had no other value. */
  once: boolean;
}

interface Told {
  why: string;
  seen?: Pick<SeenValue, 'code' | 'value' | 'once'>;
}

/** Rows that are kept of a failure. */
const MOST_ROWS = 24;
const LONGEST_CODE = 70;
const LONGEST_LINE = 500;

/**
 * The lines that made what a failure compares or fails on, nearest first, with the values that they had; without those of the test itself.
 */
export function workedRows(history: History, { file }: TestPlace, isTest: boolean): Pick<Worked, 'rows' | 'seen'> {
  const { broken } = history;
  if (!broken) return { rows: [], seen: [] };
  const rows = new Map<string, WorkedRow>();
  const seen: SeenValue[] = [];
  for (const part of sliceOf(history, broken.node.kind === 'fn' ? broken.within : [broken])) {
    const name = part.happening.file.file;
    const told = (isTest && name === file.file) || isTestFile(name) ? undefined : toldOf(part, history);
    const added = told && addRow(rows, part.happening, told.why);
    if (told?.seen && added) seen.push({ file: added.file, line: added.line, ...told.seen });
    if (rows.size === MOST_ROWS) break;
  }
  return { rows: [...rows.values()], seen };
}

/** Each line has one row. @returns undefined where it has one already */
function addRow(rows: Map<string, WorkedRow>, { file, node }: Happening, why: string): WorkedRow | undefined {
  const line = lineOf(file, node.start);
  const key = `${file.file}:${line}`;
  if (rows.has(key)) return undefined;
  const row = { file: file.file, line, text: (file.lines[line - 1] ?? '').trim().slice(0, LONGEST_LINE), why };
  rows.set(key, row);
  return row;
}

/** Where the value begins that an error is about, which is nothing: no object, no number. Undefined where an error is about something else, or the value begins in the failing line. */
export function beginningOf(history: History): WorkedOrigin | undefined {
  const { broken } = history;
  const missing = broken && missingIn(broken);
  if (!missing) return undefined;
  const way = new WayBack(history);
  const steps = [missing];
  for (let came = way.before(missing); came && !steps.includes(came.from); came = way.before(came.from)) steps.push(came.from);
  const last = steps.at(-1)!;
  const line = lineOf(last.file, last.node.start);
  if (isAt(last, broken)) return undefined;
  const rows = new Map<string, WorkedRow>();
  for (const happening of steps) {
    const why = happening === last ? beginsHere(last) : toldOf({ happening, decides: false }, history)?.why;
    if (why !== undefined && !isAt(happening, broken)) addRow(rows, happening, why);
  }
  return {
    file: last.file.file,
    line,
    sentence: beginsText(last, line),
    rows: [...rows.values()].map((row, at) => ({ ...row, step: at + 1 })),
  };
}

/** Whether two happenings are on one line. */
function isAt(one: Happening, other: Happening): boolean {
  return one.file === other.file && lineOf(one.file, one.node.start) === lineOf(other.file, other.node.start);
}

/** What an error is about that was read, called or worked with although it is nothing. */
function missingIn({ node, within }: Happening): Happening | undefined {
  const isMissing = (each: Happening | undefined): boolean =>
    each !== undefined &&
    (each.value === null ||
      each.value === undefined ||
      (each.value instanceof OwnValue && each.value.plain === null) ||
      Number.isNaN(each.value));
  const of = (expr: Expr): Happening | undefined => within.findLast((each) => each.node === expr && isMissing(each));
  if (node.kind === 'member' || node.kind === 'index') return of(node.of);
  if (node.kind === 'call') return of(node.callee.kind === 'member' ? node.callee.of : node.callee);
  // Taken apart: `const { name } = found`.
  if (node.kind === 'assign' && node.value && node.target.kind !== 'name') return of(node.value);
  return node.kind === 'operate' ? within.find((each) => each.node.kind !== 'literal' && isMissing(each)) : undefined;
}

function beginsHere({ node, text }: Happening): string {
  if (node.kind === 'fn') return 'ends without a value';
  return node.kind === 'literal' ? 'is written here' : `evaluates to ${codeSpan(text ?? '')}`;
}

function beginsText(happening: Happening, line: number): string {
  const { node, file, text } = happening;
  const place = `${file.file}:${line}`;
  if (node.kind === 'fn')
    return node.name === '' ? `The function at ${place} ends without a value.` : `${codeSpan(node.name)} (${place}) ends without a value.`;
  const written = codeSpan(cut(oneLine(file.text.slice(node.start, node.end)), LONGEST_CODE));
  if (node.kind === 'literal') return `${written} is written at ${place}.`;
  return [`${written} (${place}) evaluates to ${codeSpan(text ?? '')}.`, valuesOf(happening)].filter(Boolean).join(' ');
}

/** What the failing line worked with: `` There `parts` is `["Reception"]`. ``; undefined where nothing of it is known. */
export function valuesThere({ broken }: History): string | undefined {
  if (!broken || broken.node.kind === 'fn') return undefined;
  // That a value is missing the error says itself: what it was looked up with tells more.
  const missing = missingIn(broken);
  return (missing && valuesOf(missing)) ?? valuesOf(broken);
}

function valuesOf({ within: used }: Happening): string | undefined {
  const shown = used.flatMap(({ node, file, text }) => {
    const written = oneLine(file.text.slice(node.start, node.end));
    const tells = /^(?:name|member|index|call)$/.test(node.kind) && text !== undefined && written.length <= LONGEST_CODE;
    return tells ? [{ written: codeSpan(written), value: codeSpan(text) }] : [];
  });
  const [first, second] = [...new Map(shown.map((each) => [each.written, each])).values()];
  if (!first) return undefined;
  if (!second) return `There ${first.written} is ${first.value}.`;
  return `There ${first.written} is ${first.value} and ${second.written} is ${second.value}.`;
}

/** What a line shows; undefined of what is no work: a name, a text as it is written. */
function toldOf({ happening, decides }: Part, history: History): Told | undefined {
  const { node, file } = happening;
  if (/^(?:name|literal|fn|same)$/.test(node.kind) && !decides) return undefined;
  const text = oneLine(file.text.slice(node.start, node.end));
  const written = node.kind === 'assign' ? oneLine(file.text.slice(node.target.start, node.target.end)) : text;
  // What is written needs no work.
  if (happening.ended === Number.POSITIVE_INFINITY || happening.text?.replace(/\s/g, '') === text.replace(/\s/g, '')) return undefined;
  const value = happening.text;
  const code = cut(written, LONGEST_CODE);
  if (value === undefined) return node.kind === 'assign' ? { why: `sets ${codeSpan(code)}` } : undefined;
  const once = history.all.every((each) => each.node !== node || each.ended === Number.POSITIVE_INFINITY || each.text === value);
  const [shown, said] = [codeSpan(code), codeSpan(value)];
  const seen = { code, value, once };
  if (node.kind === 'assign') return { why: once ? `sets ${shown} to ${said}` : `sets ${shown} to ${said} this time`, seen };
  return { why: once ? `${shown} evaluates to ${said}` : `${shown} evaluates to ${said} this time`, seen };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

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
}

function isSame(one: { file: string; line: number }, other: { file: string; line: number }): boolean {
  return one.file === other.file && one.line === other.line;
}

/** The first card with what was worked out, where it knows no cause. */
export function withWorkedRows(cards: readonly Hypothesis[], worked: Worked): Hypothesis[] {
  const [first, ...others] = cards;
  if (!first || first.fix || first.evidence.some(isCause)) return [...cards];
  return [withRows(first, worked), ...others];
}

/** What it tells in a sentence; undefined of what a check compared. */
export function toldSentence({ values, beginning }: Worked): string | undefined {
  return beginning?.sentence ?? values;
}

function withRows(card: Hypothesis, worked: Worked): Hypothesis {
  const { rows, values, beginning } = worked;
  const way = beginning?.rows ?? [];
  const shown = [...way, ...rows.filter((row) => !way.some((each) => isSame(each, row)))].slice(0, Math.max(MOST_SHOWN, way.length));
  const told = toldSentence(worked);
  if (shown.length === 0 && told === undefined) return card;
  const note = beginning ? HANDED_ON : values === undefined ? MADE : WORKED_WITH;
  return {
    ...card,
    rootCause: [withoutRows(card.rootCause), told, shown.length > 0 ? note : undefined].filter(Boolean).join(' '),
    evidence: withSurface(evidenceOf(shown, beginning && way.length - 1), card),
  };
}

/** @param origin index of the row in which the value begins */
function evidenceOf(rows: readonly (ShownPlace & { text?: string })[], origin: number | undefined): Evidence[] {
  return rows.map((row, at) => ({ ...row, verified: true, step: at + 1, ...(at === origin && { origin: true as const }) }));
}

/** With the line that fails, where it is none of them. */
function withSurface(rows: readonly Evidence[], { evidence }: Hypothesis): Evidence[] {
  return [...rows, ...evidence.filter((each) => each.step === 0 && !rows.some((row) => isSame(row, each)))];
}

/** Without what it says of rows that others stand for. */
function withoutRows(rootCause: string): string {
  return rootCause.replace(NOT_SHOWN, '').replace(ROWS_BELOW, '').replace(/ {2,}/g, ' ').trim();
}

const MADE = 'Worked out from the code, without a run: the lines below make the result.';
const WORKED_WITH = 'Worked out from the code, without a run: the lines below make what the failing line works with.';
const HANDED_ON = 'Worked out from the code, without a run: the lines below hand it on.';
