import { isWrapper } from '../moduleWrapper';
import { hasNoPlace, mayPrint, printedPlace, type FileText } from '../printedPlace';
import type { CodeSearch } from './codeSearch';

const MOST_READ = 600;
/** The likelihood of the function that words the error, and of one that puts its own words around it. */
const WORDS_IT = 0.6;
const AROUND_IT = 0.4;

/** Finds the code that makes an error which a program printed without a stack, where nothing else says where it failed. */
export async function placePrinted(search: CodeSearch): Promise<void> {
  const { report, code, signal } = search.input;
  if (search.frames.length > 0 || !hasNoPlace(report.errors)) return;
  const files = code.index.files.filter(mayPrint);
  if (files.length === 0 || files.length > MOST_READ) return;
  const texts = await Promise.all(files.map(async (file): Promise<FileText> => ({ file, text: (await code.read(file)) ?? '' })));
  signal?.throwIfAborted();
  const place = await printedPlace(report.errors, texts, ({ file }) => code.open(file));
  if (!place) return;
  const outer = [...(place.words ? [place.words] : []), ...place.around.toReversed()];
  for (const [index, { file, line }] of [place, ...outer].entries()) {
    const source = await code.open(file);
    if (!source) continue;
    const fn = source.enclosing(line);
    const named = fn && !isWrapper(source, fn) ? fn : undefined;
    const range = named ? { startLine: named.startLine, endLine: named.endLine } : source.statement(line);
    const relevance = index === 0 ? WORDS_IT : AROUND_IT;
    const found = search.add({
      source,
      fn: named,
      ...range,
      role: index === 0 ? 'throws' : 'caller',
      distance: 0,
      reasons: [{ kind: index === 0 ? 'wordsError' : 'wrapsError' }],
      relevance,
      drive: relevance,
      focus: new Set([line]),
      test: false,
      names: new Set(),
    });
    search.finder.meetClassOf(named, source);
    search.frames.push({ line, column: undefined, found });
  }
}
