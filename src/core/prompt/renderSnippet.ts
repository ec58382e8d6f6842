import type { LineRange, Snippet } from '../context/crimeScene';

/** Lines kept on each side of a focus line when a snippet is folded for the budget. */
const FOCUS_MARGIN = 5;
/** Lines kept from the top: the signature. */
const HEAD_LINES = 2;

const ROLE_WORDS: Record<Snippet['role'], string> = {
  throws: 'throws',
  caller: 'caller',
  callee: 'called',
  test: 'the failing test',
  changed: 'changed lately',
};

/** A snippet as the prompt shows it: reference, role, numbered code in a fence that nothing inside can close. */
export function renderSnippet(snippet: Snippet, folded: boolean): string {
  const rows = numbered(snippet);
  const code = (folded ? foldRows(rows, snippet) : rows.map(({ text }) => text)).join('\n');
  const fence = fenceFor(code);
  const name = snippet.function ? `, ${snippet.function}` : '';
  const reason = snippet.reason ? `: ${snippet.reason}` : '';
  return `${reference(snippet.shownFile ?? snippet.file, snippet)}${name} (${ROLE_WORDS[snippet.role]}${reason})\n${fence}\n${code}\n${fence}`;
}

/** Numbers of the lines that {@link renderSnippet} shows; 1-based. */
export function shownLines(snippet: Snippet, folded: boolean): number[] {
  const rows = numbered(snippet);
  return (folded ? keptRows(rows, snippet) : rows).flatMap(({ line }) => line ?? []);
}

/** The article's way to refer to code: `@hooks/useOrders.ts (lines 40-60)`. */
export function reference(file: string, { startLine, endLine }: LineRange): string {
  return `@${file} (${startLine === endLine ? `line ${startLine}` : `lines ${startLine}-${endLine}`})`;
}

/** A fence of backticks longer than any run of them in the text. */
export function fenceFor(text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  return '`'.repeat(Math.max(3, longest + 1));
}

interface Row {
  /** 1-based; absent for a mark of folded lines. */
  line?: number;
  text: string;
}

/** Each line with its number. A folded range is one line of the text, its mark. Text edited by hand may not match: it goes as it is. */
function numbered({ text, startLine, endLine, folded }: Snippet): Row[] {
  const lines = text.split('\n');
  const left = folded.reduce((sum, range) => sum + range.endLine - range.startLine, 0);
  if (lines.length + left !== endLine - startLine + 1) return lines.map((line) => ({ text: line }));
  const width = String(endLine).length;
  let line = startLine;
  return lines.map((content) => {
    const fold = folded.find((range) => range.startLine === line);
    if (fold) {
      line = fold.endLine + 1;
      return { text: content };
    }
    const row = { line, text: `${String(line).padStart(width)}  ${content}`.trimEnd() };
    line += 1;
    return row;
  });
}

/** The rows that a folded snippet keeps: its head and what stands around the lines that the evidence points at. */
function keptRows(rows: readonly Row[], { focusLines }: Snippet): Row[] {
  return rows.filter(
    ({ line }, place) => place < HEAD_LINES || (line !== undefined && focusLines.some((focus) => Math.abs(focus - line) <= FOCUS_MARGIN)),
  );
}

function foldRows(rows: readonly Row[], snippet: Snippet): string[] {
  const kept = new Set(keptRows(rows, snippet));
  const out: string[] = [];
  let left = 0;
  const flush = (): void => {
    if (left) out.push(`… ${left} ${left === 1 ? 'line' : 'lines'} left out`);
    left = 0;
  };
  for (const row of rows) {
    if (!kept.has(row)) {
      left += 1;
      continue;
    }
    flush();
    out.push(row.text);
  }
  flush();
  return out;
}
