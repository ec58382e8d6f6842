import type { SyntaxFile } from '../../syntax/syntax';
import { folderOf } from '../../workspace/fileIndex';
import { addAside, likeliest } from './aside';
import type { CodeSearch } from './codeSearch';
import type { Found } from './found';

/** Files that programs read, by their ending: data, settings, texts; no code. */
const DATA =
  /(["'`])((?:[^"'`\n\\]{0,120}[\\/])?[\w.@ -]{1,80}\.(?:json5?|jsonl|ya?ml|toml|csv|tsv|txt|ini|cfg|conf|xml|properties|sql|md|html|tmpl|tpl|env|lst|dat|log))\1/g;
const FUNCTIONS = 8;
const MOST_FILES = 3;
const MOST_LINES = 14;
/** Lines on each side of the first that names what the message names. */
const AROUND = 4;
const RELATIVE = 0.45;

/** The files that the functions on the way, the script or the test name in a string and so read: their first lines, or those around what the error names. */
export async function addReadFiles(search: CodeSearch): Promise<void> {
  const places = [...likeliest(search, FUNCTIONS), ...search.frames.map(({ found }) => found)];
  const seen = new Set<string>();
  for (const place of new Set(places)) {
    for (const name of namesIn(place)) {
      const file = fileOf(search, place.source, name);
      if (file === undefined || seen.has(file)) continue;
      seen.add(file);
      const source = await search.input.code.open(file);
      if (!source?.text.trim()) continue;
      const reader = place.test ? 'the failing test' : (place.fn?.name ?? place.source.file);
      addAside(
        search,
        source,
        rangeOf(search, source),
        { kind: 'readAtRunTime', reader },
        RELATIVE * Math.max(place.relevance, place.drive),
      );
      if (seen.size >= MOST_FILES) return;
    }
  }
}

/** Names in the function, and in the constants of its file that it reads. */
function namesIn({ source, startLine, endLine }: Found): string[] {
  const own = source.lines.slice(startLine - 1, endLine).join('\n');
  const names = [...own.matchAll(DATA)].map(([, , name = '']) => name);
  const constants = source
    .allDefinitions({ startLine: 1, endLine: source.lines.length })
    .filter(({ kind, name, startLine: line }) => kind === 'variable' && !source.enclosing(line) && own.includes(name));
  const outside = constants.flatMap(({ value = '' }) => [...value.matchAll(DATA)].map(([, , name = '']) => name));
  return [...new Set([...names, ...outside])];
}

/** The file of the workspace that a string names: from its own folder, from the top, or the only one whose path ends like this. */
function fileOf(search: CodeSearch, source: SyntaxFile, name: string): string | undefined {
  const { index } = search.input.code;
  const path = name.replaceAll('\\', '/').replace(/^(?:\.\/|\/)+/, '');
  const steps = [...folderOf(source.file).split('/'), ...path.split('/')];
  const beside: string[] = [];
  for (const step of steps) {
    if (step === '..') beside.pop();
    else if (step !== '.' && step !== '') beside.push(step);
  }
  const direct = [beside.join('/'), path].find((each) => index.has(each));
  if (direct !== undefined) return direct;
  const { files, segments } = index.longestSuffix(path.replace(/^(?:\.\.\/)+/, ''));
  const wanted = path.split('/').filter((step) => step !== '..' && step !== '.').length;
  return files.length === 1 && segments >= wanted ? files[0] : undefined;
}

function rangeOf({ input: { report } }: CodeSearch, source: SyntaxFile): { startLine: number; endLine: number } {
  const last = source.lines.findLastIndex((line) => line.trim()) + 1;
  if (last <= MOST_LINES) return { startLine: 1, endLine: last };
  const quoted = report.errors.flatMap(({ message }) =>
    [...message.slice(0, 400).matchAll(/["'`]([^"'`\n]{2,60})["'`]/g)].map(([, text = '']) => text),
  );
  const told = source.lines.findIndex((line) => quoted.some((text) => line.includes(text))) + 1;
  if (told === 0) return { startLine: 1, endLine: MOST_LINES };
  return { startLine: Math.max(1, told - AROUND), endLine: Math.min(last, told + AROUND) };
}
