import { parseDiff } from '../../hypotheses/parseDiff';

/** What a small change writes in place of what; one of them may be empty. */
export interface ChangedWords {
  from: string;
  to: string;
}

const LONGEST = 40;
/** Words with their members, runs of the same kind of sign, and blanks. */
const WORDS = /[\w$@.'"]+|\s+|[<>=!&|?:+\-*/%~^]+|./gu;

/** @returns undefined unless the change is one stretch of one line, short enough for a title */
export function changedWords(diff: string): ChangedWords | undefined {
  const lines = parseDiff(diff).flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines));
  const textsOf = (sign: string): string[] => lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1));
  const [[removed, ...more], [added, ...others]] = [textsOf('-'), textsOf('+')];
  if (removed === undefined || added === undefined || more.length || others.length) return undefined;
  const [before, after] = [removed.match(WORDS) ?? [], added.match(WORDS) ?? []];
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const stretch = (words: readonly string[]): string =>
    words
      .slice(start, words.length - end)
      .join('')
      .trim();
  const [from, to] = [stretch(before), stretch(after)];
  return from.length <= LONGEST && to.length <= LONGEST && !/`/.test(from + to) && from + to !== '' ? { from, to } : undefined;
}
