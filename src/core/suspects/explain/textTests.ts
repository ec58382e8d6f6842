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
