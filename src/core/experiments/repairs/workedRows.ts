import { isTestFile } from '../../context/testCode';
import type { Evidence, Hypothesis } from '../../hypothesis';
import { codeSpan } from '../../codeSpan';
import type { History } from '../../interpret/history';
import { sliceOf, type Part } from '../../interpret/slice';
import { lineOf } from '../../syntax/lower/places';
import { isCause } from './repairHypotheses';
import type { TestPlace } from './reproduction';

/** A line that made a failed result, or decided it, with the value that it had. */
export interface WorkedRow {
  file: string;
  /** 1-based. */
  line: number;
  /** As the line stands in its file. */
  text: string;
  why: string;
  decides: boolean;
}

/** Rows that are kept of a failure. */
const MOST_ROWS = 24;
const LONGEST_CODE = 70;
const LONGEST_LINE = 500;

/**
 * The lines that made what a failure compares or fails on, nearest first, with the values that they had; without those of the test itself.
 */
export function workedRows(history: History, { file }: TestPlace, isTest: boolean): WorkedRow[] {
  const { broken } = history;
  if (!broken) return [];
  const rows = new Map<string, WorkedRow>();
  for (const part of sliceOf(history, broken.node.kind === 'fn' ? broken.within : [broken])) {
    const { happening } = part;
    const name = happening.file.file;
    if ((isTest && name === file.file) || isTestFile(name)) continue;
    const why = whyOf(part, history);
    const line = lineOf(happening.file, happening.node.start);
    const key = `${name}:${line}`;
    if (why === undefined || rows.has(key)) continue;
    rows.set(key, {
      file: name,
      line,
      text: (happening.file.lines[line - 1] ?? '').trim().slice(0, LONGEST_LINE),
      why,
      decides: part.decides,
    });
    if (rows.size === MOST_ROWS) break;
  }
  return [...rows.values()];
}

/** What the failing line worked with: `` There `parts` is `["Reception"]`. ``; undefined where nothing of it is known. */
export function valuesThere({ broken }: History): string | undefined {
  const used = broken?.node.kind === 'fn' ? [] : (broken?.within ?? []);
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
function whyOf({ happening, decides }: Part, history: History): string | undefined {
  const { node, file } = happening;
  if (/^(?:name|literal|fn|same)$/.test(node.kind) && !decides) return undefined;
  const text = oneLine(file.text.slice(node.start, node.end));
  const written = node.kind === 'assign' ? oneLine(file.text.slice(node.target.start, node.target.end)) : text;
  // What is written needs no work.
  if (happening.ended === Number.POSITIVE_INFINITY || happening.text?.replace(/\s/g, '') === text.replace(/\s/g, '')) return undefined;
  const value = happening.text;
  if (value === undefined) return node.kind === 'assign' ? `sets ${codeSpan(cut(written, LONGEST_CODE))}` : undefined;
  const isOnce = history.all.every((each) => each.node !== node || each.ended === Number.POSITIVE_INFINITY || each.text === value);
  const shown = codeSpan(cut(written, LONGEST_CODE));
  const said = codeSpan(value);
  if (node.kind === 'assign') return isOnce ? `sets ${shown} to ${said}` : `sets ${shown} to ${said} this time`;
  return isOnce ? `${shown} evaluates to ${said}` : `${shown} evaluates to ${said} this time`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** Rows of a card that tells no cause. */
const MOST_SHOWN = 8;

/** The first card, where it knows no cause, with the lines that made the result, as they were worked out. */
export function withWorkedRows(
  cards: readonly Hypothesis[],
  { rows, values }: { rows: readonly WorkedRow[]; values?: string | undefined },
): Hypothesis[] {
  const [first, ...others] = cards;
  if (!first || (rows.length === 0 && !values) || first.fix || first.evidence.some(isCause)) return [...cards];
  const surface = first.evidence.filter(({ step }) => step === 0);
  const worked = rows
    .slice(0, MOST_SHOWN)
    .map(({ file, line, text, why }, at): Evidence => ({ file, line, why, text, verified: true, step: at + 1 }));
  return [
    {
      ...first,
      rootCause: [withoutRows(first.rootCause), values, rows.length > 0 ? WORKED : undefined].filter(Boolean).join(' '),
      evidence: [...worked, ...surface.filter((each) => !worked.some((row) => row.file === each.file && row.line === each.line))],
    },
    ...others,
  ];
}

/** Without what it says of rows that others stand for. */
function withoutRows(rootCause: string): string {
  return rootCause
    .replace(/ ?The code alone does not show why(?:\.|; the lines below make its result\.)| ?The lines below make its result\./g, '')
    .trim();
}

const WORKED = 'Worked out from the code, without a run: the lines below make the result.';
