import type { RecentChange } from '../context/failureEvidence';
import { groupBy } from '../groupBy';
import type { TokenCounter } from '../ports';
import { fenced, oneLine, quoted } from './fence';
import { reference } from './renderSnippet';

/** Files that the line of a commit names, and commits off the call chain that an agent is told of. */
const MOST_FILES = 4;
const MOST_COMMITS = 3;

/** One recent change: its place, time, message and diff. */
export function renderChange(change: RecentChange, withDiff: boolean): string {
  const what = change.commit ? `commit ${change.commit}` : 'not committed';
  const summary = change.summary && change.commit ? ` ${quoted(change.summary)}` : '';
  const renamed = change.renamedFrom ? `, renamed from ${oneLine(change.renamedFrom)}` : '';
  const touches = change.suspect ? ', touches the call chain' : '';
  const head = `${placeOf(change)}: ${what}${summary}, ${change.when}${renamed}${touches}`;
  if (!withDiff || !change.diff) return head;
  return `${head}\n${fenced(change.diff.trimEnd(), 'diff')}`;
}

/** Commits, or work not committed, that touch no code of the call chain: one line each, with the files that they touch. */
export function elsewhere(changes: readonly RecentChange[]): string[] {
  const groups = [...groupBy(changes, ({ commit = '' }) => commit).values()];
  return groups.map((group) => {
    const { commit, summary, when } = group[0]!;
    const files = [...new Set(group.map(fileOf))];
    const named = files.slice(0, MOST_FILES).join(', ');
    const more = files.length > MOST_FILES ? ` and ${files.length - MOST_FILES} more files` : '';
    const what = commit ? `commit ${commit}${summary ? ` ${quoted(summary)}` : ''}, ${when}` : 'not committed';
    return `${what}: ${named}${more}, not on the call chain`;
  });
}

function fileOf({ file, shownFile = file, renamedFrom, deleted }: RecentChange): string {
  return `${oneLine(shownFile)}${deleted ? ' (deleted)' : renamedFrom ? ` (renamed from ${oneLine(renamedFrom)})` : ''}`;
}

/**
 * The changes for a reader who can look up the rest: on the call chain the changed lines alone, elsewhere a line for each commit.
 * @param most tokens
 */
export function changesByCommit(changes: readonly RecentChange[], most: number, tokens: TokenCounter): string {
  const rows: string[] = [];
  let left = most;
  const add = (...texts: string[]): void => {
    const text = texts.find((each) => tokens.count(each) + 2 <= left);
    if (text === undefined) return;
    left -= tokens.count(text) + 2;
    rows.push(text);
  };
  for (const change of changes.filter(({ suspect }) => suspect)) {
    const lines = change.diff.split('\n').filter((line) => /^[-+](?!\+\+ |-- )/.test(line) && line.slice(1).trim());
    add(renderChange({ ...change, diff: lines.join('\n') }, true), renderChange(change, false));
  }
  for (const row of elsewhere(changes.filter(({ suspect }) => !suspect)).slice(0, MOST_COMMITS)) add(row);
  return rows.join('\n');
}

/** Deleted lines leave none behind, and a file that was only renamed has no changed lines. */
function placeOf({ file: path, shownFile = path, startLine, endLine, deleted, renamedFrom }: RecentChange): string {
  const file = oneLine(shownFile);
  if (deleted) return `@${file} (deleted)`;
  if (startLine <= endLine) return reference(file, { startLine, endLine });
  if (endLine === 0) return renamedFrom ? `@${file}` : `@${file} (lines removed at the top)`;
  return `@${file} (lines removed after line ${endLine})`;
}
