import { digits, eachOf, type GuardedTrigger } from './triggers';

/** A text of a JSON log line that may contain a trace, unescaped, with the other data of the object. */
export interface JsonText {
  text: string;
  type?: string;
  message?: string;
  /** The message stands under a name that only an error's message has; a logger's `msg` does not. */
  isOwn?: boolean;
}

/**
 * Escaped line break, indentation, and the start of a frame in some format: a trace inside a JSON string; or a string that is a frame,
 * inside a JSON list.
 */
export const escapedTrigger: GuardedTrigger = {
  holds: [
    ...['at', 'Fi', 'fr', 'in', 'go', '  ', ' a', ' F', ' f', ' i', ' #', ' g', ' |', '| ', '\\t', '\\\\'].map((text) => `\\n${text}`),
    ...eachOf(digits, (digit) => `\\n#${digit}`),
    ...eachOf(digits, (digit) => `\\n ${digit}`),
    ...eachOf(`${digits}:`, (second) => second).flatMap((second) => eachOf(digits, (first) => `\\n${first}${second}`)),
    '"at ',
    'File \\"',
  ],
  pattern:
    /\\n(?:\\+t| )*(?:\| )?(?:at |File \\|from |in |#\d|goroutine |\d{1,3}: |[^\s"\\]{1,300}\.go:\d)|[[,]\s*"(?:\\t|\s)*(?:at |File \\")/,
};

const namesOfType = ['errorType', 'name', 'type', 'class', 'ClassName', 'exception', 'exceptionClass', 'error.type', 'kind'];
/** A logger's `msg` describes the action, `error` beside it the error. */
const namesOfOwnMessage = ['errorMessage', 'message', 'Message', 'error.message', 'error'];
const namesOfMessage = [...namesOfOwnMessage, 'msg'];

/**
 * The strings in a line of text that hold escaped line breaks, and the lists of strings that are the lines of a stack. Works on whole
 * JSON, on JSON behind other text, on JSON that was cut off, and on text that only escapes its line breaks; strings inside strings are
 * left escaped for another pass.
 */
export function textsInJson(line: string): JsonText[] {
  const texts: JsonText[] = [];
  let searched = 0;
  let at = line.indexOf('\\n');
  let list = nextList(line, 0);
  while (at >= 0 || list) {
    if (list && (at < 0 || list.open < at)) {
      if (list.isStack) {
        texts.push({ text: list.text, ...siblings(line, list.open, list.close) });
        searched = list.close;
        if (at >= 0 && at < searched) at = line.indexOf('\\n', searched);
      }
      list = nextList(line, list.close);
      continue;
    }
    const open = openingQuote(line, at, searched);
    const from = open + 1;
    const close = open >= 0 ? closingQuote(line, at) : line.length;
    texts.push({ text: unescapeJson(line.slice(open >= 0 ? from : searched, close)), ...siblings(line, open, close) });
    searched = close + 1;
    if (searched >= line.length) break;
    at = line.indexOf('\\n', searched);
    if (list && list.open < searched) list = nextList(line, searched);
  }
  return texts;
}

interface StringList {
  /** Offset of its first quote. */
  open: number;
  /** Offset behind its last string. */
  close: number;
  text: string;
  isStack: boolean;
}

const comma = /\s*,\s*/y;
const frameStart = /^\s*(?:at |File ")/;

/** The next list that begins with a string: its strings as the lines of one text. Linear: no text is searched twice. */
function nextList(line: string, from: number): StringList | undefined {
  const start = line.indexOf('["', from);
  if (start < 0) return undefined;
  const lines: string[] = [];
  let close = start + 1;
  for (let open = close; line[open] === '"';) {
    close = closingQuote(line, open + 1);
    lines.push(unescapeJson(line.slice(open + 1, close)).replace(/\n$/, ''));
    close = Math.min(close + 1, line.length);
    comma.lastIndex = close;
    if (!comma.test(line)) break;
    open = comma.lastIndex;
  }
  return { open: start + 1, close, text: lines.join('\n'), isStack: lines.some((text) => frameStart.test(text)) };
}

/** The nearest quote before `at` that is not escaped; -1 where there is none after `limit`. */
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

/** The unescaped content of a JSON string. Lenient: invalid escapes stay. */
export function unescapeJson(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (whole, hex: string | undefined, letter: string | undefined) =>
    hex !== undefined ? String.fromCharCode(parseInt(hex, 16)) : (escapes[letter ?? ''] ?? whole),
  );
}

const reach = 2000;

/** Type and message of the object that contains the string between `open` and `close`, read without parsing the whole line. */
function siblings(line: string, open: number, close: number): Omit<JsonText, 'text'> {
  if (open < 0) return {};
  const around = `${line.slice(Math.max(0, open - reach), open)} ${line.slice(close + 1, close + reach)}`;
  const own = valueOf(around, namesOfOwnMessage);
  return { type: valueOf(around, namesOfType), message: own ?? valueOf(around, namesOfMessage), isOwn: own !== undefined };
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
