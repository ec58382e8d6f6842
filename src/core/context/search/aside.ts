import type { SyntaxFile } from '../../syntax/syntax';
import type { LineRange } from '../failureEvidence';
import type { Reason } from '../reason';
import type { CodeSearch } from './codeSearch';
import { byRelevance, keyOf, weakly, type Found } from './found';

/** The likeliest functions of the code under test that a call or a frame leads to. */
export function likeliest(search: CodeSearch, most: number): Found[] {
  const functions = [...search.found.values()].filter(({ fn, test, near, shownOnly }) => fn && !test && !near && !shownOnly);
  return functions.sort(byRelevance).slice(0, most);
}

/** Lines beside the functions come after those that are likely, and before those that are not. */
const LIKELIEST_ASIDE = 0.1;

/** Adds lines that are shown for code that was found; of lines that are there already, nothing changes. */
export function addAside(
  search: CodeSearch,
  source: SyntaxFile,
  range: LineRange,
  reason: Reason,
  relevance: number,
  more: Partial<Found> = {},
): void {
  if (search.found.has(keyOf(source, range))) return;
  search.add({ ...weakly(source, undefined, range, 2, reason, Math.min(LIKELIEST_ASIDE, relevance)), ...more, shownOnly: true });
}

/** Names in the text of a range. */
export function namesUsed(source: SyntaxFile, { startLine, endLine }: LineRange): Set<string> {
  return new Set(
    source.lines
      .slice(startLine - 1, endLine)
      .join('\n')
      .match(/[A-Za-z_$][\w$]*/g) ?? [],
  );
}
