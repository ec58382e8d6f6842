/** A string of a JSON log line that may hold a trace, unescaped, and what the object says beside it. */
export interface JsonText {
  text: string;
  type?: string;
  message?: string;
}

const namesOfType = ['name', 'type', 'class', 'ClassName', 'exception', 'exceptionClass', 'error.type', 'kind'];
const namesOfMessage = ['message', 'msg', 'Message', 'error.message'];

/**
 * The strings in a line of text that hold escaped line breaks. Works on whole JSON, on JSON behind other text, on JSON that was cut
 * off, and on text that only escapes its line breaks; strings inside strings are left escaped for another pass.
 */
export function textsInJson(line: string): JsonText[] {
  const texts: JsonText[] = [];
  let searched = 0;
  for (let at = line.indexOf('\\n'); at >= 0; at = line.indexOf('\\n', searched)) {
    const open = openingQuote(line, at, searched);
    const from = open + 1;
    const close = open >= 0 ? closingQuote(line, at) : line.length;
    texts.push({ text: unescapeJson(line.slice(open >= 0 ? from : searched, close)), ...siblings(line, open, close) });
    searched = close + 1;
    if (searched >= line.length) break;
  }
  return texts;
}

/** The nearest quote before `at` that is not escaped; -1 where there is none behind `limit`. */
function openingQuote(line: string, at: number, limit: number): number {
  for (let quote = line.lastIndexOf('"', at); quote >= limit; quote = line.lastIndexOf('"', quote - 1)) {
    if (!isEscaped(line, quote)) return quote;
    if (quote === 0) break;
  }
  return -1;
}

/** Offset of the first quote at or behind `at` that is not escaped; the end of the line where there is none. */
export function closingQuote(line: string, at: number): number {
  for (let quote = line.indexOf('"', at); quote >= 0; quote = line.indexOf('"', quote + 1)) if (!isEscaped(line, quote)) return quote;
  return line.length;
}

function isEscaped(line: string, at: number): boolean {
  let backslashes = 0;
  while (line.charCodeAt(at - 1 - backslashes) === 92) backslashes += 1;
  return backslashes % 2 === 1;
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '', f: '', '"': '"', '\\': '\\', '/': '/', "'": "'" };

/** Text of a JSON string's inside. Lenient: what is no escape stays. */
export function unescapeJson(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (whole, hex: string | undefined, letter: string | undefined) =>
    hex !== undefined ? String.fromCharCode(parseInt(hex, 16)) : (escapes[letter ?? ''] ?? whole),
  );
}

const reach = 2000;

/** Type and message of the object that the string between `open` and `close` is in, read without parsing the whole line. */
function siblings(line: string, open: number, close: number): { type?: string; message?: string } {
  if (open < 0) return {};
  const around = `${line.slice(Math.max(0, open - reach), open)} ${line.slice(close + 1, close + reach)}`;
  return { type: valueOf(around, namesOfType), message: valueOf(around, namesOfMessage) };
}

function valueOf(text: string, names: readonly string[]): string | undefined {
  for (const name of names) {
    const at = text.indexOf(`"${name}":`);
    if (at < 0) continue;
    const match = /\s*"((?:[^"\\]|\\.){1,1000})"/y;
    match.lastIndex = at + name.length + 3;
    const value = match.exec(text)?.[1];
    if (value !== undefined) return unescapeJson(value);
  }
  return undefined;
}
