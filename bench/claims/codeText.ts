/** Lines that a literal may cover. */
const LITERAL = 40;

/** Lines that a statement covers which holds short code, and the characters of longer code that make another one. */
const STATEMENT = 5;
const MORE = 30;

const ELLIPSIS = '…';

/** A line with those that its statement may cover if it holds some code; `''` where there is no such line. */
export function statementAt(files: Record<string, string>, file: string, line: number, code = ''): string {
  return linesFrom(files, file, line, STATEMENT + Math.floor(code.length / MORE));
}

function linesFrom(files: Record<string, string>, file: string, line: number, count: number): string {
  return (textOf(files, file)?.split('\n') ?? []).slice(line - 1, line - 1 + count).join('\n');
}

/** A file's text, by its path or the end of that. */
export function textOf(files: Record<string, string>, file: string): string | undefined {
  return files[file] ?? Object.entries(files).find(([name]) => name.endsWith(`/${file}`) || file.endsWith(`/${name}`))?.[1];
}

/** Whether a text holds code, whatever its spaces are; a quote may leave out parts of it with `…`. */
export function holds(text: string, code: string): boolean {
  const flat = (part: string): string => part.replace(/\/\/.*|\s+|;/g, '');
  const all = flat(text);
  let from = 0;
  for (const part of code.split(ELLIPSIS).map(flat)) {
    const at = all.indexOf(part.replace(/\(\)$/, ''), from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}

/** Whether two names mean one function: the last part is the same, and the classes where both have one. */
export function isFunction(one: string, other: string): boolean {
  const parts = (name: string): string[] =>
    name
      .replace(/\(\)$/, '')
      .split(/\.|::|#/)
      .filter((part) => part && !part.startsWith('<'));
  const [a, b] = [parts(one), parts(other)];
  const last = (of: string[]): string => of.at(-1) ?? '';
  if (last(a) !== last(b)) return false;
  return a.length < 2 || b.length < 2 || a.at(-2) === b.at(-2);
}

/** The lines of each function of a name, by indentation. */
export function bodiesOf(files: Record<string, string>, name: string): { file: string; from: number; to: number; text: string }[] {
  const last = name.split(/\.|::|#/).at(-1) ?? name;
  const isConstructor = /^(?:__init__|initialize|constructor)$/.test(last);
  const definition = new RegExp(
    `(?:\\b(?:def|fn|func|function)\\b.*|^[^=("']*|\\b(?:const|let|var)\\s+|^(?:module\\.)?exports\\.)(?<![\\w$])(?<!(?<!exports)\\.)${escaped(last)}\\b\\s*(?:=|\\(|:|\\{|<)|def (?:self\\.)?${escaped(last)}\\b`,
  );
  return Object.entries(files).flatMap(([file, text]) => {
    const lines = text.split('\n');
    return lines.flatMap((line, at) => {
      if (!definition.test(line) || (!isConstructor && /;\s*$/.test(line) && !/[{]|=>/.test(line))) return [];
      const depth = indent(line);
      const length = lines
        .slice(at + 1)
        .findIndex((each) => each.trim() !== '' && indent(each) <= depth && !/^\s*(?:[)\]}]|end\b|\{)/.test(each));
      const to = length < 0 ? lines.length : at + 1 + length;
      return [{ file, from: at + 1, to, text: lines.slice(at, to).join('\n') }];
    });
  });
}

function indent(line: string): number {
  return line.search(/\S|$/);
}

export function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

/** The keys of a literal that begins on a line: what stands before `:`, `=>` or `,` at its first level. */
export function literalKeys(files: Record<string, string>, file: string, line: number): string[] | undefined {
  // Braces of C++ name no keys.
  if (/\.(?:cc|cpp|cxx|h|hh|hpp)$/.test(file)) return undefined;
  const text = linesFrom(files, file, line, LITERAL);
  const start = text.search(/(?<![\w$)\]])[{[]/);
  if (start < 0 || /^\s*(?:import|from|use|using)\b/.test(text)) return undefined;
  const keys: string[] = [];
  let depth = 0;
  let begin = start + 1;
  let quote = '';
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (quote) {
      if (sign === '\\') at += 1;
      else if (sign === quote) quote = '';
    } else if (/["'`]/.test(sign)) quote = sign;
    else if (sign === '/' && text[at + 1] === '/') at = text.indexOf('\n', at);
    else if (/[([{]/.test(sign)) depth += 1;
    else if (/[)\]}]/.test(sign)) depth -= 1;
    if (depth === 0 || (depth === 1 && sign === ',' && !quote)) {
      const key = /^\s*(?:\.\.\.)?["']?:?([\w$-]+)["']?\s*(?:=>|:|,|$)/.exec(text.slice(begin, at))?.[1];
      if (key) keys.push(key);
      begin = at + 1;
    }
    if (depth === 0) return keys;
  }
  return undefined;
}
