import { only } from '../../only';
import type { Clue } from './clue';
import { escapePattern } from './escapePattern';
import { code, onPlace, type ExplainInput, type Explanation } from './explanation';
import type { Place } from '../../flow/originSteps';
import { originEvidence } from './originEvidence';
import { originPlace, originSentences } from './originText';
import { originOf } from './followed';

/** Lines above a column that are searched for the name of its table. */
const FARTHEST_HEADER = 12;

/** A database refuses a row whose unique column has a value that is there already: where the value comes from, and what makes it unique. */
export function explainDuplicateRow(
  { table, column, value }: Extract<Clue, { kind: 'duplicateRow' }>,
  { at, view, frame }: ExplainInput,
): Explanation | undefined {
  const { file, fn, line } = at;
  const text = (file.lines[line - 1] ?? '').slice(0, 500).replace(/(["'`])(?:\\.|(?!\1).){0,400}\1/g, '""');
  const written = new RegExp(`(?<![\\w$])(?:[A-Za-z_$][\\w$]{0,60}\\.)?${escapePattern(column)}(?![\\w$(])`).exec(text)?.[0];
  // MySQL names the index, which may be called otherwise than its column.
  if (table !== undefined && value !== undefined && !written) return undefined;
  const origin = written ? originOf(view, written, { file, fn, line, frame }) : { steps: [] };
  const from = originPlace({ steps: origin.steps });
  const unique = uniqueAt(column, table, view);
  const what = `${code(column)}${value === undefined ? '' : ` (${code(value)})`}`;
  return {
    title: `A row with this ${code(column)} is in ${table ? code(table) : 'the table'} already`,
    sentences: [
      `Line ${line} writes a row${table ? ` to ${code(table)}` : ''} whose ${what} another row has already, and the column is unique.`,
      ...(written ? originSentences({ steps: origin.steps }, '', at) : []),
      ...(unique ? [`${code(column)} is declared unique ${onPlace(unique, at)}.`] : []),
    ],
    evidence: [...(unique ? [{ ...unique, why: `makes ${code(column)} unique` }] : []), ...originEvidence(origin, '')],
    ...((from ?? unique) && { origin: from ?? unique }),
    check: `Look for the row before ${file.file}:${line} runs. If none has this ${code(column)}, this is not the cause.`,
  };
}

/** The only line that declares a column of that name as unique, in SQL or for a mapper. */
function uniqueAt(column: string, table: string | undefined, view: ExplainInput['view']): Place | undefined {
  const declares = new RegExp(`(?<![\\w$])${escapePattern(column)}(?![\\w$])[^,\\n]{0,120}\\b(?:primary[ _]?key|unique)\\b`, 'i');
  const named = table === undefined ? undefined : new RegExp(`(?<![\\w$])${escapePattern(table)}(?![\\w$])`, 'i');
  return only(
    view.files.flatMap((file) =>
      file.lines.flatMap((line, at) => {
        if (line.length >= 500 || !declares.test(line)) return [];
        const above = file.lines.slice(Math.max(0, at - FARTHEST_HEADER), at + 1);
        return !named || above.some((each) => named.test(each.slice(0, 500))) ? [{ file: file.file, line: at + 1 }] : [];
      }),
    ),
  );
}
