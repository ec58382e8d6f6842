import { isTestFile } from '../../context/testCode';
import { codeSpan } from '../../codeSpan';
import type { Happening, History } from '../../interpret/history/history';
import type { Part } from '../../interpret/history/slice';
import type { Span } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';
import { lineOf } from '../../syntax/lower/places';
import type { ShownPlace } from '../../suspects/explain/explanation';
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
export const LONGEST_CODE = 70;
const LONGEST_LINE = 500;

/**
 * The lines that made what a failure compares or fails on, nearest first, with the values that they had, in the same order; without those of the
 * test itself.
 */
export function workedRows(
  history: History,
  slice: readonly Part[],
  { file }: TestPlace,
  isTest: boolean,
): { rows: WorkedRow[]; seen: SeenValue[] } {
  const rows = new Map<string, WorkedRow>();
  const seen: SeenValue[] = [];
  for (const part of slice) {
    const name = part.happening.file.file;
    const told = (isTest && name === file.file) || isTestFile(name) ? undefined : toldOf(part, history);
    const added = told && addRow(rows, part.happening, told.why);
    if (told?.seen && added) seen.push({ file: added.file, line: added.line, ...told.seen });
    if (rows.size === MOST_ROWS) break;
  }
  return { rows: [...rows.values()], seen };
}

/** Each line has one row. @returns undefined where it has one already */
export function addRow(rows: Map<string, WorkedRow>, { file, node }: { file: SyntaxFile; node: Span }, why: string): WorkedRow | undefined {
  const line = lineOf(file, node.start);
  const key = `${file.file}:${line}`;
  if (rows.has(key)) return undefined;
  const row = { file: file.file, line, text: (file.lines[line - 1] ?? '').trim().slice(0, LONGEST_LINE), why };
  rows.set(key, row);
  return row;
}

/** What a line shows; undefined of what is no work: a name, a text as it is written. */
export function toldOf({ happening, decides }: Part, history: History): Told | undefined {
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

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

export function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** The code of a happening as a card quotes it. */
export function writtenOf({ node, file }: Happening): string {
  return codeSpan(cut(oneLine(file.text.slice(node.start, node.end)), LONGEST_CODE));
}

/** `file:line`, 1-based. */
export function placeOf({ node, file }: Happening): string {
  return `${file.file}:${lineOf(file, node.start)}`;
}
