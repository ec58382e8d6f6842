import type { SyntaxFile } from '../../syntax/syntax';
import { escapePattern } from '../../escapePattern';
import { folderOf } from '../../workspace/fileIndex';
import type { LineRange } from '../../workspace/lineRange';
import { addAside, likeliest } from './aside';
import type { CodeSearch } from './codeSearch';
import type { Found } from './found';

/** Files that programs read, by their ending: data, settings, texts; no code. */
const DATA =
  /(["'`])((?:[^"'`\n\\]{0,120}[\\/])?[\w.@ -]{1,80}\.(?:json5?|jsonl|ya?ml|toml|csv|tsv|txt|ini|cfg|conf|xml|properties|sql|md|html|tmpl|tpl|env|lst|dat|log))\1/g;
const FUNCTIONS = 8;
const MOST_FILES = 3;
const MOST_LINES = 14;
const LONGEST_ROW = 2000;
/** Rows that are shown for what the message names, and lines on each side of them. */
const MOST_ROWS = 2;
const AROUND = 2;
const RELATIVE = 0.45;
/** Of rows with a value that the message names: their own chance, beside the reader's. */
const TOLD = 0.8;

/** The files that the functions on the way, the script or the test name in a string and so read: the rows that the error speaks of, else their first lines. */
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
      const rows = toldRows(search, source);
      const reason = { kind: 'readAtRunTime', reader } as const;
      const drive = Math.max(place.relevance, place.drive);
      for (const { lines, ...range } of rows.length ? withHeading(rows, source) : [firstLines(source)])
        addAside(search, source, range, reason, RELATIVE * drive, rows.length ? { relevance: TOLD * drive, focus: new Set(lines) } : {});
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

/** Lines of a file, with those of them that the error speaks of. */
interface Rows extends LineRange {
  lines: number[];
}

function firstLines(source: SyntaxFile): Rows {
  return { startLine: 1, endLine: Math.min(MOST_LINES, lastLine(source)), lines: [] };
}

function lastLine({ lines }: SyntaxFile): number {
  return lines.findLastIndex((line) => line.trim()) + 1;
}

/** The lines around those that the messages name by their number or by a value in quotes, with capitals or without. */
function toldRows({ input: { report } }: CodeSearch, source: SyntaxFile): Rows[] {
  const messages = report.errors.map(({ message }) => message.slice(0, 400));
  const last = lastLine(source);
  const numbers = messages.flatMap((text) => [...text.matchAll(/\b(?:line|row|record) (\d{1,6})\b/gi)].map(([, line]) => Number(line)));
  const values = messages.flatMap((text) => [...text.matchAll(/(["'`])([^"'`\n]{1,60})\1/g)].map(([, , value = '']) => value));
  const lines = [...numbers.filter((line) => line <= last), ...values.flatMap((value) => linesWith(value, source))].slice(0, MOST_ROWS);
  const ranges: Rows[] = [];
  for (const line of [...new Set(lines)].sort((a, b) => a - b)) {
    const range = { startLine: Math.max(1, line - AROUND), endLine: Math.min(last, line + AROUND), lines: [line] };
    const before = ranges.at(-1);
    if (before && range.startLine <= before.endLine + 1) Object.assign(before, { endLine: range.endLine, lines: [...before.lines, line] });
    else ranges.push(range);
  }
  return ranges;
}

/** The first lines that have a value as a whole; where none has it, those that have it in other capitals. */
function linesWith(value: string, { lines }: SyntaxFile): number[] {
  for (const flags of ['u', 'iu']) {
    const whole = new RegExp(`(?<![\\p{L}\\p{N}_])${escapePattern(value)}(?![\\p{L}\\p{N}_])`, flags);
    const found = lines.flatMap((line, at) => (whole.test(line.slice(0, LONGEST_ROW)) ? [at + 1] : []));
    if (found.length) return found.slice(0, MOST_ROWS);
  }
  return [];
}

/** Rows of a table under the line that names its columns. */
function withHeading(rows: Rows[], { file }: SyntaxFile): Rows[] {
  const [first] = rows;
  return /\.[ct]sv$/.test(file) && first && first.startLine > 1 ? [{ startLine: 1, endLine: 1, lines: [] }, ...rows] : rows;
}
