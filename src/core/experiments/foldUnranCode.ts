import type { FailureEvidence, Snippet } from '../context/failureEvidence';
import type { TokenCounter } from '../ports';
import { rangesOfRows } from '../prompt/renderSnippet';
import type { LineRange } from '../workspace/lineRange';
import type { SuspectPorts } from '../suspects/candidateFacts';
import type { Coverage } from './coverage';
import { functionSpectrum } from './spectrum';
import { unranIn } from './unranLines';

/** Fewer lines that did not run are shown: they say what would have run instead, and their mark is as long. */
const SHORTEST_FOLD = 3;
/** The part of its chance that a piece keeps whose function the failing test never called: more for who cannot open its file. */
const NOT_CALLED = { canOpen: 0.05, cannotOpen: 0.3 } as const;

/**
 * The evidence of a failure whose run was measured: statements that the failing test did not run are folded, and functions that it never
 * called come after all others.
 * @param whole whether the lines of a snippet are left as they are where there is room; absent for who cannot open files
 */
export async function foldUnranCode(
  evidence: FailureEvidence,
  { failing }: Coverage,
  ports: SuspectPorts & { tokens: TokenCounter },
  whole?: (snippet: Snippet) => boolean,
): Promise<FailureEvidence> {
  const mayFold = (snippet: Snippet): boolean => whole !== undefined && !snippet.pinned && !whole(snippet);
  const mayShorten = (snippet: Snippet): boolean => mayFold(snippet) || (whole?.(snippet) === true && !snippet.pinned);
  const files = evidence.snippets.filter(mayShorten).map(({ file }) => file);
  const unran = await unranIn(files, failing, ports);
  const snippets: Snippet[] = [];
  for (const snippet of evidence.snippets) {
    const { file, pinned } = snippet;
    const ran = failing.get(file);
    const left = mayShorten(snippet) ? unran.get(file) : undefined;
    const without = left ? withoutLines(snippet, left, ports.tokens) : snippet;
    const folded = mayFold(snippet) ? without : withShortForm(snippet, without);
    // Code outside of functions runs when its file is loaded, which may be before anything is counted.
    const isCallable = ran && !pinned && snippet.function !== undefined;
    const called = !isCallable || functionSpectrum({ ...snippet, isFunction: true }, { failing, passing: [] }).failing;
    snippets.push(called ? folded : { ...folded, relevance: NOT_CALLED[whole ? 'canOpen' : 'cannotOpen'] * folded.relevance });
  }
  return { ...evidence, snippets: snippets.toSorted((a, b) => b.relevance - a.relevance) };
}

/** A snippet that stays whole where there is room for it, and else leaves out what did not run. */
function withShortForm(snippet: Snippet, without: Snippet): Snippet {
  return without.folded.length > snippet.folded.length ? { ...snippet, short: without.short ?? without.folded } : snippet;
}

/** A snippet with each longer stretch of such lines as one mark. */
function withoutLines(snippet: Snippet, unran: ReadonlySet<number>, tokens: TokenCounter): Snippet {
  const rows = rangesOfRows(snippet) ?? [];
  const isUnran = ({ startLine, endLine }: LineRange): boolean =>
    Array.from({ length: endLine - startLine + 1 }, (_, at) => startLine + at).every((line) => unran.has(line));
  const texts: string[] = [];
  const left: LineRange[] = [];
  for (let at = 0; at < rows.length; at++) {
    let end = at;
    while (end < rows.length && isUnran(rows[end]!)) end++;
    while (end > at && !rows[end - 1]!.text.trim()) end--;
    const [first, last] = [rows[at]!, rows[end - 1]];
    const count = last ? last.endLine - first.startLine + 1 : 0;
    if (!first.text.trim() || !last || count < SHORTEST_FOLD) {
      texts.push(first.text);
      if (first.endLine > first.startLine) left.push({ startLine: first.startLine, endLine: first.endLine });
      continue;
    }
    texts.push(`${/^\s*/.exec(first.text)![0].slice(0, 40)}… ${count} lines did not run`);
    left.push({ startLine: first.startLine, endLine: last.endLine });
    at = end - 1;
  }
  if (!rows.length) return snippet;
  const text = texts.join('\n');
  const { short } = snippet;
  return { ...snippet, text, folded: left, tokens: tokens.count(text), ...(short && { short: joined([...short, ...left]) }) };
}

/** Ranges in the order of their lines, those that overlap as one. */
function joined(ranges: readonly LineRange[]): LineRange[] {
  const all: LineRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.startLine - b.startLine)) {
    const last = all.at(-1);
    if (last && range.startLine <= last.endLine)
      all.splice(-1, 1, { startLine: last.startLine, endLine: Math.max(last.endLine, range.endLine) });
    else all.push(range);
  }
  return all;
}
