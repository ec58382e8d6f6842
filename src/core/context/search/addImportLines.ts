import { importRanges, linesIn } from '../importRanges';
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
