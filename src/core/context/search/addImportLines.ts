import type { SyntaxFile } from '../../syntax/syntax';
import type { LineRange } from '../failureEvidence';
import { addAside, likeliest, namesUsed } from './aside';
import type { CodeSearch } from './codeSearch';

/** Files whose imports are shown, and the lines up to which all of them are; of more, those that the found functions use. */
const MOST_FILES = 2;
const MOST_LINES = 12;
const FUNCTIONS = 6;
const RELATIVE = 0.3;

/** The imports of the files that are likely to be mended: what can be used there, and from where. */
export function addImportLines(search: CodeSearch): void {
  const likely = likeliest(search, FUNCTIONS);
  const files = [...new Set(likely.map(({ source }) => source))].slice(0, MOST_FILES);
  for (const source of files) {
    const own = likely.filter((each) => each.source === source);
    const used = new Set(own.flatMap((each) => [...namesUsed(source, each)]));
    const every = importRanges(source, () => true);
    const ranges = linesIn(every) <= MOST_LINES ? every : importRanges(source, (local) => used.has(local));
    if (linesIn(ranges) > MOST_LINES) continue;
    for (const range of ranges) addAside(search, source, range, { kind: 'imports' }, RELATIVE * own[0]!.relevance, { distance: 3 });
  }
}

/** The statements of a file that import a name, neighbours together. */
function importRanges(source: SyntaxFile, wanted: (local: string) => boolean): LineRange[] {
  const ranges: LineRange[] = [];
  const lines = new Set(source.imports.filter(({ local, line }) => wanted(local) && !source.enclosing(line)).map(({ line }) => line));
  for (const line of [...lines].sort((a, b) => a - b)) {
    const statement = source.statement(line);
    const last = ranges.at(-1);
    if (last && statement.startLine <= last.endLine + 1) last.endLine = Math.max(last.endLine, statement.endLine);
    else ranges.push({ ...statement });
  }
  return ranges;
}

function linesIn(ranges: readonly LineRange[]): number {
  return ranges.reduce((sum, { startLine, endLine }) => sum + endLine - startLine + 1, 0);
}
