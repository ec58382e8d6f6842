import type { LineRange, Snippet } from '../context/failureEvidence';
import { fenced, oneLine } from './fence';

/** Lines kept on each side of a focus line when a snippet is folded for the budget. */
const FOCUS_MARGIN = 5;
/** Lines kept from the top: the signature. */
const HEAD_LINES = 2;

/** The description of a piece without a better reason. */
const ROLE_WORDS: Record<Snippet['role'], string> = {
  throws: 'throws',
  caller: 'caller',
  callee: 'called',
  test: 'the failing test',
  changed: 'changed recently',
};

/** A snippet as it goes into a prompt: whole, or folded around the lines that the evidence points at. */
export interface ShownSnippet {
  snippet: Snippet;
  folded: boolean;
  /** 1-based line of the trace's frame in here. */
  at?: number;
}

/** The text that a snippet adds to the code of its file, for counting its tokens. */
export function partOf(shown: ShownSnippet): { title: string; code: string } {
  return { title: titleOf(shown), code: rowsOf(shown).join('\n') };
}

/**
 * The snippets of one file: its path once, then for each one a description and its numbered code, in a fence that its content cannot close.
 * The code on the trace stands first, then the rest, both in the order of their lines. Single lines share the fence of a neighbour.
 */
export function renderFile(shown: readonly ShownSnippet[]): string {
  const ordered = shown.toSorted((a, b) => standing(a) - standing(b) || a.snippet.startLine - b.snippet.startLine);
  const width = Math.max(...shown.map(({ snippet }) => String(snippet.endLine).length));
  const { file, shownFile } = shown[0]!.snippet;
  const blocks = inBlocks(ordered).map((block) => `${block.map(titleOf).join('; ')}\n${fenced(rowsOfBlock(block, width).join('\n'))}`);
  return `@${oneLine(shownFile ?? file)} ${blocks.join('\n')}`;
}

/** What a reader needs first: the code that the trace, the failing test or the person points at. */
function standing({ snippet: { frame, pinned, role } }: ShownSnippet): number {
  return frame !== undefined || pinned || role === 'test' ? 0 : 1;
}

/** Pieces that share a fence: single lines with the pieces beside them, at most one longer piece in each. */
function inBlocks(pieces: readonly ShownSnippet[]): ShownSnippet[][] {
  const isLong = ({ snippet }: ShownSnippet): boolean => snippet.endLine > snippet.startLine;
  const blocks: ShownSnippet[][] = [];
  for (const piece of pieces) {
    const block = blocks.at(-1);
    const joins = block && standing(block[0]!) === standing(piece) && !(isLong(piece) && block.some(isLong));
    if (joins) block.push(piece);
    else blocks.push([piece]);
  }
  return blocks;
}

/** The lines of a block's pieces, with a mark where lines lie between two that no mark at the first one's end already stands for. */
function rowsOfBlock(block: readonly ShownSnippet[], width: number): string[] {
  const out: string[] = [];
  for (const [at, piece] of block.entries()) {
    const before = block[at - 1];
    const apart = before && before.snippet.endLine + 1 < piece.snippet.startLine;
    if (apart && !out.at(-1)?.trimStart().startsWith('…')) out.push('…');
    out.push(...rowsOf(piece, width));
  }
  return out;
}

function titleOf({ snippet, at }: ShownSnippet): string {
  const { function: name, reason, role, ...range } = snippet;
  const why = `${oneLine(reason) || ROLE_WORDS[role]}${at !== undefined && range.startLine < range.endLine ? `, at line ${at}` : ''}`;
  const test = role === 'test' && !/test/i.test(why) ? 'test, ' : '';
  return `${linesIn(range)}${name && oneLine(name) ? `, ${oneLine(name)}` : ''} (${test}${why})`;
}

function rowsOf({ snippet, folded }: ShownSnippet, width?: number): string[] {
  const rows = numbered(snippet, width);
  return (folded ? foldRows(rows, snippet) : rows).map(({ text }) => text);
}

/** The lines that a snippet shows, without their numbers in the text; a mark of what is left out has no line. */
export function keptLines({ snippet, folded }: ShownSnippet): { line?: number; text: string }[] {
  const rows = numbered(snippet, 0);
  return folded ? foldRows(rows, snippet) : rows;
}

/** A snippet's text row by row, each with the lines of the file that it stands for; undefined where the text was edited by hand. */
export function rangesOfRows(snippet: Snippet): (LineRange & { text: string })[] | undefined {
  const rows = numbered(snippet, 0);
  let next = snippet.startLine;
  const ranges = rows.map(({ text, lines }) => ({ text, startLine: next, endLine: (next += lines) - 1 }));
  return next === snippet.endLine + 1 ? ranges : undefined;
}

/** 1-based numbers of a snippet's lines shown by {@link renderFile}. */
export function shownLines(snippet: Snippet, folded: boolean): number[] {
  const rows = numbered(snippet);
  return (folded ? keptRows(rows, snippet) : rows).flatMap(({ line }) => line ?? []);
}

/** The article's format of a reference to code: `@hooks/useOrders.ts (lines 40-60)`. */
export function reference(file: string, range: LineRange): string {
  return `@${oneLine(file)} ${linesIn(range)}`;
}

function linesIn({ startLine, endLine }: LineRange): string {
  return `(${startLine === endLine ? `line ${startLine}` : `lines ${startLine}-${endLine}`})`;
}

interface Row {
  /** 1-based; absent for a mark of folded lines. */
  line?: number;
  /** The number of file lines that it represents. */
  lines: number;
  text: string;
}

/** Each line with its number, unless its width is 0. A folded range is one line of the text, its mark. Text edited by hand may not match and is used unchanged. */
function numbered({ text, startLine, endLine, folded }: Snippet, width = String(endLine).length): Row[] {
  const lines = text.split('\n');
  const left = folded.reduce((sum, range) => sum + range.endLine - range.startLine, 0);
  if (lines.length + left !== endLine - startLine + 1) return lines.map((line) => ({ text: line, lines: 1 }));
  let line = startLine;
  return lines.map((content) => {
    const fold = folded.find((range) => range.startLine === line);
    if (fold) {
      line = fold.endLine + 1;
      return { text: content, lines: fold.endLine - fold.startLine + 1 };
    }
    const row = { line, lines: 1, text: width ? `${String(line).padStart(width)}  ${content}`.trimEnd() : content };
    line += 1;
    return row;
  });
}

/** The rows that a folded snippet keeps: its short form, or its head and the context of the lines that the evidence points at. */
function keptRows(rows: readonly Row[], { focusLines, short }: Snippet): Row[] {
  // A mark is counted with the lines left out beside it, so that two never meet.
  const code = rows.filter(({ lines }) => lines === 1);
  if (short) return code.filter(({ line }) => line === undefined || !short.some((left) => left.startLine <= line && line <= left.endLine));
  return code.filter(
    ({ line }, place) => place < HEAD_LINES || (line !== undefined && focusLines.some((focus) => Math.abs(focus - line) <= FOCUS_MARGIN)),
  );
}

function foldRows(rows: readonly Row[], snippet: Snippet): Row[] {
  const kept = new Set(keptRows(rows, snippet));
  const out: Row[] = [];
  let left = 0;
  const flush = (): void => {
    if (left) out.push({ lines: left, text: `… ${left} ${left === 1 ? 'line' : 'lines'} left out` });
    left = 0;
  };
  for (const row of rows) {
    if (!kept.has(row)) {
      left += row.lines;
      continue;
    }
    flush();
    out.push(row);
  }
  flush();
  return out;
}
