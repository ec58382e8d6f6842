import type { RecentChange } from '../context/crimeScene';
import { fenced, oneLine, quoted } from './fence';
import { reference } from './renderSnippet';

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

/** Deleted lines leave none behind, and a file that was only renamed has no changed lines. */
function placeOf({ file: path, shownFile = path, startLine, endLine, deleted, renamedFrom }: RecentChange): string {
  const file = oneLine(shownFile);
  if (deleted) return `@${file} (deleted)`;
  if (startLine <= endLine) return reference(file, { startLine, endLine });
  if (endLine === 0) return renamedFrom ? `@${file}` : `@${file} (lines removed at the top)`;
  return `@${file} (lines removed after line ${endLine})`;
}
