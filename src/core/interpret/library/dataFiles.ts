import { counted } from '../values/limits';
import { Dict, List, Obj, Stream, Unknown, type Machine, type Value } from '../values/value';

/** A path without `.` and `..`. */
export function normalised(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0) parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

export function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `.csv`; nothing where a name has no ending. */
export function endingOf(path: string): string {
  return /(?<=[^/])\.[^./]*$/.exec(path)?.[0] ?? '';
}

/** The text of a data file that the code names, or that the program wrote. A name without a folder is looked for beside the code, too. @throws {@link Unknown} for another file */
export function textOfFile(it: Machine, path: string): string {
  const name = normalised(path);
  const found = it.texts.get(name) ?? it.texts.get(normalised(`${parentOf(it.main.file)}/${name}`));
  if (found === undefined) throw new Unknown('a file');
  return found;
}

/** Data that programs are given, and not what their tools are set up by. */
const GIVEN = /\.(?:csv|tsv|txt|json|jsonl|log|xml|html|sql|dat|in|input)$/i;
const SET_UP = /(?:^|\/)(?:package(?:-lock)?|[tj]sconfig[^/]*|composer|\.[^/]*)\.json$|(?:^|\/)(?:requirements[^/]*|LICENSE|README)\.txt$/i;

/** The arguments that a program was probably run with: the only file of data that its code does not name. Whoever uses them holds the end against the run. */
export function likelyArguments(names: Iterable<string>, code: readonly { text: string }[]): string[] {
  const all = [...names].filter((name) => GIVEN.test(name) && !SET_UP.test(name));
  const unnamed = all.filter((name) => !code.some(({ text }) => text.includes(baseName(name))));
  return unnamed.length === 1 ? unnamed : [];
}

/** Where folders for a while are made: what is in them is known. */
const TEMPORARY = '/tmp/made';

export const isTemporary = (path: string): boolean => normalised(path).startsWith(normalised(TEMPORARY));

const FOLDERS = new WeakMap<Machine, Set<string>>();

function foldersOf(it: Machine): Set<string> {
  let folders = FOLDERS.get(it);
  if (!folders) FOLDERS.set(it, (folders = new Set()));
  return folders;
}

/** Makes a folder for a while. @returns its path */
export function temporaryFolder(it: Machine): string {
  const folders = foldersOf(it);
  const path = `${TEMPORARY}/${folders.size}`;
  folders.add(normalised(path));
  return path;
}

export function makeFolder(it: Machine, path: string): void {
  foldersOf(it).add(normalised(path));
}

/** Writes a file, which only this program sees. */
export function writeFile(it: Machine, path: string, text: string): void {
  counted(text.length);
  it.texts.set(normalised(path), text);
}

/** What is in a folder, or nothing is there. @throws {@link Unknown} where the interpreter does not know that */
export function kindOfPath(it: Machine, path: string): 'file' | 'folder' | undefined {
  const name = normalised(path);
  if (it.texts.has(name)) return 'file';
  if (foldersOf(it).has(name) || [...it.texts.keys()].some((each) => each.startsWith(`${name}/`))) return 'folder';
  if (!isTemporary(path)) throw new Unknown('whether there is a file');
  return undefined;
}

/** The names in a folder, in their order. */
export function namesIn(it: Machine, path: string): string[] {
  const within = `${normalised(path)}/`;
  if (!isTemporary(path)) throw new Unknown('what is in a folder');
  const all = [...it.texts.keys(), ...foldersOf(it)].filter((each) => each.startsWith(within));
  return [...new Set(all.map((each) => each.slice(within.length).split('/')[0]!))].toSorted();
}

/** An open file. @param name where it is written to */
export function fileObject(text: string, name?: string): Obj {
  return new Obj(
    undefined,
    new Map<string, Value>([
      ['text', text],
      ['at', BigInt(name === undefined ? 0 : text.length)],
      ['name', name],
    ]),
    'file',
  );
}

/** What is left of an open file. */
export function restOf(of: Obj): string {
  const text = of.fields.get('text') as string;
  const at = Number(of.fields.get('at'));
  of.fields.set('at', BigInt(text.length));
  return text.slice(at);
}

/** The next line of an open file with its end; nothing at the end of the file. */
export function lineOfFile(of: Obj): string | undefined {
  const text = of.fields.get('text') as string;
  const at = Number(of.fields.get('at'));
  if (at >= text.length) return undefined;
  const end = text.indexOf('\n', at);
  const to = end < 0 ? text.length : end + 1;
  of.fields.set('at', BigInt(to));
  return text.slice(at, to);
}

/** The lines of a text with their ends. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The rows of a text of values with signs between them. @throws {@link Unknown} where a quote is not closed */
export function csvRows(text: string, between = ',', quote = '"'): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let value = '';
  let isQuoted = false;
  let begun = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (isQuoted) {
      if (sign !== quote) value += sign;
      else if (text[at + 1] === quote) {
        value += quote;
        at += 1;
      } else isQuoted = false;
    } else if (sign === quote && value === '') isQuoted = begun = true;
    else if (sign === between) {
      row.push(value);
      value = '';
      begun = true;
    } else if (sign === '\n') {
      if (begun || value !== '') row.push(value.replace(/\r$/, ''));
      rows.push(row);
      [row, value, begun] = [[], '', false];
    } else value += sign;
  }
  if (isQuoted) throw new Unknown('an open quote');
  if (begun || value !== '') rows.push([...row, value]);
  return rows;
}

/** Rows as maps by the names of the first one. */
export function namedRows([names = [], ...rows]: readonly string[][], rowOf: (pairs: [string, Value][]) => Value): Value[] {
  return rows
    .filter((row) => row.length > 0)
    .map((row) => {
      if (row.length > names.length) throw new Unknown('a row with more values than names');
      return rowOf(names.map((name, at) => [name, row[at] ?? null]));
    });
}

/** The text that something to read gives: an open file, or a list of lines. */
export function readFrom(of: Value, items: (value: Value) => Value[]): string {
  if (of instanceof Obj && of.type === 'file') return restOf(of);
  const lines = of instanceof List || of instanceof Stream ? items(of) : undefined;
  if (!lines?.every((line): line is string => typeof line === 'string')) throw new Unknown('something else to read');
  return lines.map((line) => (line.endsWith('\n') ? line : `${line}\n`)).join('');
}

/** A map of texts. */
export function mapOfPairs(pairs: readonly [Value, Value][]): Dict {
  const made = new Dict();
  for (const [key, value] of pairs) made.set(key, value);
  return made;
}
