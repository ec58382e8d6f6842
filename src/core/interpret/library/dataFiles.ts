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

/** The text of a data file that the code names. A name without a folder is looked for beside the code, too. @throws {@link Unknown} for another file */
export function textOfFile(it: Machine, path: string): string {
  const name = normalised(path);
  const folder = parentOf(it.main.file);
  const found = it.data.find(({ file }) => file === name) ?? it.data.find(({ file }) => file === normalised(`${folder}/${name}`));
  if (!found) throw new Unknown('a file');
  return found.lines.join('\n');
}

/** An open file. */
export function fileObject(text: string): Obj {
  return new Obj(
    undefined,
    new Map<string, Value>([
      ['text', text],
      ['at', 0n],
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
