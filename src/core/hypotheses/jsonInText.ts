import { jsonrepair } from 'jsonrepair';
import { Allow, parse as parsePartial } from 'partial-json';

/** A JSON value found in a text, as far as it has arrived. */
interface FoundJson {
  /** Parsed values, best first; more than one where it is broken and ambiguous. */
  readings: unknown[];
  /** Its last bracket has arrived. */
  closed: boolean;
  /** Number of containers still open at the text's end; 0 for a closed value. */
  openDepth: number;
}

/** The maximum number of places from which open values are tried, so that a text full of brackets stays linear. */
const MAX_OPEN = 4;
/** Characters read of a broken or incomplete value: repairing costs more than parsing. */
const MAX_PARTIAL = 1_000_000;
const MAX_REPAIR = 250_000;
/** Limit while text still arrives, because repairs run repeatedly. */
const MAX_REPAIR_STREAMING = 64_000;
/** Maximum nesting: deeper values are not answers, and the parsers recurse. */
const MAX_DEPTH = 60;
/** Opening brackets, those in strings too: where a string is not closed, the repair reads them as nesting, in quadratic time. */
const MAX_REPAIR_BRACKETS = 3_000;

/** An incomplete number would be shown as another number. */
const ALLOWED = Allow.ALL & ~Allow.NUM;

/**
 * Finds JSON objects and arrays in prose or Markdown, in order.
 * @param text an answer, cut anywhere
 * @param ended no more text comes: broken values may be repaired by guessing
 */
export function* jsonInText(text: string, ended: boolean): Generator<FoundJson> {
  let opened = 0;
  let at = nextStart(text, 0);
  while (at >= 0 && opened < MAX_OPEN) {
    const span = scan(text, at);
    if (span.depth <= MAX_DEPTH) {
      const readings = span.end === undefined ? readOpen(text.slice(at), ended) : readClosed(text.slice(at, span.end));
      if (readings.length) yield { readings, closed: span.end !== undefined, openDepth: span.open };
    }
    if (span.end === undefined) opened++;
    at = nextStart(text, span.end ?? at + 1);
  }
}

/** An object or array that could be JSON rather than code: `{ return x }` is not. */
function nextStart(text: string, from: number): number {
  const bracket = /[{[]/g;
  bracket.lastIndex = from;
  for (let match = bracket.exec(text); match; match = bracket.exec(text)) {
    const ahead = text.slice(match.index + 1, match.index + 200).trimStart();
    const fits = match[0] === '[' ? /^(?:[{"\]]|$)/ : /^(?:["'“}]|[A-Za-z_]\w{0,40}"?\s{0,5}:|\/[/*]|$)/;
    if (fits.test(ahead)) return match.index;
  }
  return -1;
}

/** The end of the value that starts here, by its brackets outside strings. */
function scan(text: string, start: number): { end?: number; open: number; depth: number } {
  let open = 0;
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) depth = Math.max(depth, ++open);
    else if ((code === 0x7d || code === 0x5d) && --open === 0) return { end: at + 1, open: 0, depth };
  }
  return { open, depth };
}

function readClosed(json: string): unknown[] {
  const strict = attempt(() => JSON.parse(json) as unknown) ?? attempt(() => JSON.parse(escapeControls(json)) as unknown);
  if (strict !== undefined) return [strict];
  return [repaired(json, MAX_REPAIR), partial(json)].filter((value) => value !== undefined);
}

function readOpen(json: string, ended: boolean): unknown[] {
  const limit = ended ? MAX_REPAIR : MAX_REPAIR_STREAMING;
  return [partial(json), repaired(json, limit)].filter((value) => value !== undefined);
}

function partial(json: string): unknown {
  return attempt(() => parsePartial(escapeControls(json.slice(0, MAX_PARTIAL)), ALLOWED) as unknown);
}

function repaired(json: string, limit: number): unknown {
  if (json.length > limit || openBrackets(json) > MAX_REPAIR_BRACKETS) return undefined;
  // The fence after an unfinished value would become a string in it.
  const fence = json.lastIndexOf('\n```');
  return attempt(() => JSON.parse(jsonrepair(fence > 0 ? json.slice(0, fence) : json)) as unknown);
}

/** The number of opening brackets, including those in strings. */
function openBrackets(json: string): number {
  let open = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) open++;
  }
  return open;
}

/** Models put raw line breaks and tabs into strings, especially in diffs. */
function escapeControls(json: string): string {
  let inString = false;
  let copied = 0;
  let out = '';
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === 0x22) inString = !inString;
    else if (code === 0x5c && inString) at++;
    else if (inString && code < 0x20) {
      out += json.slice(copied, at) + (code === 0x0a ? '\\n' : code === 0x09 ? '\\t' : code === 0x0d ? '' : ' ');
      copied = at + 1;
    }
  }
  return copied ? out + json.slice(copied) : json;
}

/** Parsers throw on unreadable input, including by stack overflow. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
