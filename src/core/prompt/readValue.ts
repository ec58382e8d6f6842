/** Characters that end a value without quotes. */
const BARE = new RegExp(
  String.raw`(?:[^\s"'\`,;&<>\\(){}[\]|]|&(?!&|[\s"'\`<>|)]|$|[\w.%-]{1,40}=|(?:lt|gt|amp|quot|apos|nbsp|#\w{1,6});))+`,
  'y',
);
/** Names of code with an `&` between them, or parts of an address. */
const NO_PART = /^[\w$.-]*(?:&[A-Za-z_$.-]+)+$/;

/** Maximum characters searched for the end of a literal. */
const LONGEST_LITERAL = 40_000;

/** The end of the last value without quotes: it avoids reading one long run again from each word in it. */
let lastText: string | undefined;
let lastStart = 0;
let lastEnd = 0;

/**
 * The value that begins at an offset: up to its closing quote on the same line, or without quotes up to what ends it. Undefined where it is
 * not closed, is not a value, or is code (a call, an index).
 */
export function readValue(text: string, start: number, quote?: string): string | undefined {
  if (quote) {
    const end = endOfLiteral(text, start, quote);
    return end === undefined ? undefined : text.slice(start, end);
  }
  if (text !== lastText || start < lastStart || start >= lastEnd) {
    BARE.lastIndex = start;
    lastText = text;
    lastStart = start;
    const bare = BARE.exec(text)?.[0] ?? '';
    lastEnd = start + (NO_PART.test(bare) ? bare.indexOf('&') : bare.length);
  }
  const value = text.slice(start, lastEnd);
  const next = text[lastEnd];
  return value && next !== '(' && next !== '[' ? value.replace(/[.:]{1,9}$/, '') : undefined;
}

/** From one literal to its continuation: `"…" + "…"`, also on the next line, and adjacent literals as in C and Python. */
const JOINED =
  /\\{0,3}["'`](?:[ \t]{0,20}(?:[+.&]|\|\||<>)[ \t]{0,3}(?:\r?\n[+-]?[ \t]{0,60})?|[ \t]{0,20}\r?\n[+-]?[ \t]{1,60}(?:[+.&][ \t]{0,3})?)[bBrRuUfL@$]{0,2}(["'`])/y;

/** A literal and its continuations. Undefined where it is not closed. */
export function readConcatenated(text: string, start: number, quote: string): { start: number; value: string }[] | undefined {
  const parts: { start: number; value: string }[] = [];
  for (let at = start, mark = quote; parts.length < 100;) {
    const end = endOfLiteral(text, at, mark);
    if (end === undefined) return parts.length ? parts : undefined;
    parts.push({ start: at, value: text.slice(at, end) });
    JOINED.lastIndex = end;
    const next = quote.length > 1 && !quote.startsWith('\\') ? null : JOINED.exec(text);
    if (!next) break;
    at = JOINED.lastIndex;
    mark = next[1]!;
  }
  return parts;
}

/** Offset of the closing quote on the same line. */
function endOfLiteral(text: string, start: number, quote: string): number | undefined {
  const limit = Math.min(text.length, start + LONGEST_LITERAL);
  const last = quote.slice(-1);
  const escapes = quote.length - 1;
  const escaped = quote.startsWith('\\');
  for (let at = start; at < limit; at++) {
    const char = text[at];
    if (char === '\n') return undefined;
    if (escaped && char === '\\' && text.startsWith(quote, at)) return at;
    if (char === '\\') at += escaped ? escapes : 1;
    else if (char === last) return at;
  }
  return undefined;
}
