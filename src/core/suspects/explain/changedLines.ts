import type { RecentChange } from '../../context/failureEvidence';
import type { ChangeShown } from '../../hypothesis';

/** The maximum lines of a change on a card. */
const MOST_LINES = 12;
const LONGEST_LINE = 300;

/** A recent change as `-` and `+` lines. @returns undefined where its diff has none */
export function changeShown({ file, startLine, endLine, when, commit, summary, diff }: RecentChange): ChangeShown | undefined {
  const lines = diff.split('\n').flatMap((line): ChangeShown['lines'] => {
    const sign = line[0];
    if ((sign !== '+' && sign !== '-') || /^(?:\+\+\+|---) /.test(line)) return [];
    return [{ sign, text: line.slice(1, 1 + LONGEST_LINE) }];
  });
  if (lines.length === 0) return undefined;
  return {
    file,
    startLine,
    endLine,
    when,
    ...(commit !== undefined && { commit }),
    ...(summary !== undefined && { summary }),
    lines: lines.slice(0, MOST_LINES),
    ...(lines.length > MOST_LINES && { more: lines.length - MOST_LINES }),
  };
}
