const sets = new Map<string, ReadonlySet<string>>();

/** The words of a text, which are separated by spaces. */
export function wordSet(text: string): ReadonlySet<string> {
  let known = sets.get(text);
  if (!known) sets.set(text, (known = new Set(text.split(' '))));
  return known;
}

/** Whether a text is a single name or number. */
export function isWord(text: string): boolean {
  return /^[\w$]+$/.test(text);
}

export function holdsAny(text: string, ...parts: readonly string[]): boolean {
  return parts.some((part) => text.includes(part));
}

/** A text on one line, with one space for each that it has. */
export function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

export function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '');
}

/** Whether a text has a name, and not only as a part of a longer one. */
export function hasName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); name !== '' && at >= 0; at = text.indexOf(name, at + 1))
    if (!isWord(text[at - 1] ?? ' ') && !isWord(text[at + name.length] ?? ' ')) return true;
  return false;
}

/** Whether a text begins with one of some others. */
export function beginsWith(text: string, ...parts: readonly string[]): boolean {
  return parts.some((part) => text.startsWith(part));
}

/** Whether a text ends with one of some others. */
export function endsWith(text: string, ...parts: readonly string[]): boolean {
  return parts.some((part) => text.endsWith(part));
}

/** Whether code begins with the quotation mark of a text. */
export function isQuoted(text: string): boolean {
  return beginsWith(text, '"', "'", '`');
}

/** What is in quotes, where all of a text is. */
export function unquoted(text: string): string {
  return text.length > 1 && isQuoted(text) && text.at(-1) === text[0] ? text.slice(1, -1) : text;
}

/** A text without its last sign, where that is one of some. */
export function withoutLast(text: string, signs: string): string {
  return text !== '' && signs.includes(text.at(-1)!) ? text.slice(0, -1) : text;
}

/** How far a line is indented. */
export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The first name in a text: of a type without its arguments, of an expression. */
export function firstName(text: string): string | undefined {
  return /[\w$]+/.exec(text)?.[0];
}

/** A path without the ending of its file. */
export function withoutEnding(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') + 1 ? path.slice(0, dot) : path;
}

/** The name behind the last sign between names: of `a.b`, `a::b`, `a\\b` and `a->b`. */
export function lastPart(name: string): string {
  return name.slice(Math.max(...['.', ':', '\\', '>'].map((sign) => name.lastIndexOf(sign))) + 1);
}

/** The path by which code names a file: without its ending, and without a name that stands for its folder. */
export function stemOf(path: string): string {
  const stem = withoutEnding(path);
  const folder = ['/index', '/__init__'].find((name) => stem.endsWith(name));
  return folder === undefined ? stem : stem.slice(0, -folder.length);
}

/** A relative path or module without the dots and slashes before its names. */
export function withoutDots(path: string): string {
  return path.replace(/^[./]+/, '');
}

export function namesOf(named: readonly { name: string }[]): string[] {
  return named.map(({ name }) => name);
}
