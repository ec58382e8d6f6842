import type { AddFinding } from './finding';

/** PEM and OpenSSH, PGP, SSH2; then PuTTY, which states the number of key lines. */
const BEGIN = /-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}|\bPrivate-Lines: \d{1,4}/g;

/** Maximum lines of a key; an unfinished one ends at the first line of another form. */
const MAX_LINES = 250;

const HEADER = /^(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset|Subject|x-[\w-]{1,30}): /;
const END = /-{4,5} ?END /;

/** Shortest line of a key, except its last. */
const LEAST_LINE = 32;

/**
 * Finds the bodies of private keys, one finding for each line, so that line breaks are kept; also in a diff, after a log prefix, in
 * concatenated strings, in one string with `\n`, and without an end. A text that only mentions such a header contains no key.
 */
export function findPrivateKeys(text: string, add: AddFinding): void {
  let from = 0;
  for (const match of text.matchAll(BEGIN)) {
    let at = match.index + match[0].length;
    if (at < from) continue;
    let last: number | undefined;
    for (let line = 0; line < MAX_LINES && at < text.length; line++) {
      const newline = text.indexOf('\n', at);
      const end = newline < 0 ? text.length : newline;
      const content = text.slice(at, Math.min(end, at + 40_000));
      const marker = END.exec(content)?.index ?? content.indexOf('-----');
      const stop = marker >= 0 ? at + marker : end;
      const ends = stop < end || END.test(text.slice(end + 1, end + 100));
      const body = bodyOf(text.slice(at, stop), last, ends);
      if (body) {
        add(at + body.start, text.slice(at + body.start, at + body.end), 'private-key');
        last = body.end - body.start;
      } else if (stop === end && !isBetween(content, line)) break;
      // The marker may belong to the next key: an unfinished one ends before it.
      at = stop < end ? stop : end + 1;
      if (stop < end) break;
    }
    from = at;
  }
  findKeyLines(text, add);
}

/** Two or more lines of base64 with the length of key lines. */
const KEY_LINES = /(?<=^[+\- \t]{0,60})(?:[A-Za-z0-9+/]{64}|[A-Za-z0-9+/]{70}|[A-Za-z0-9+/]{76})(?=\r?$)/gm;
const PUBLIC = /-----BEGIN (?![A-Z0-9 ]{0,40}PRIVATE)[A-Z0-9 ]{1,60}-----\s*$/;

/** Parts of a key without its header: a hunk of a diff, a piece of a file. */
function findKeyLines(text: string, add: AddFinding): void {
  let run: { start: number; value: string }[] = [];
  let isPublic = false;
  const flush = (): void => {
    if (
      run.length > 1 &&
      !isPublic &&
      run.every(({ value }) => isKey(value, undefined, false)) &&
      run.some(({ value }) => /[+/]/.test(value))
    )
      for (const { start, value } of run) add(start, value, 'private-key');
    run = [];
  };
  for (const { index, 0: value } of text.matchAll(KEY_LINES)) {
    const last = run.at(-1);
    const between = last && text.slice(last.start + last.value.length, index);
    if (!last || between === undefined || between.length > 64 || !/^\r?\n[+\- \t]*$/.test(between)) {
      flush();
      isPublic = PUBLIC.test(text.slice(Math.max(0, index - 160), index).replace(/(?<![+\- \t])[+\- \t]*$/, ''));
    }
    run.push({ start: index, value });
  }
  flush();
}

/** The end of a line, ignoring characters that close a literal: quotes, commas, `\\n` written out. */
function trimmedEnd(line: string): number {
  let end = line.length;
  for (;;) {
    if (end > 0 && /[\s"'`,;+)\].\\]/.test(line[end - 1]!)) end--;
    else if (end > 1 && /[nr]/.test(line[end - 1]!) && line[end - 2] === '\\') end -= 2;
    else return end;
  }
}

/** A line of a key's envelope without key data: its headers, a blank line, the rest of the header's line. */
function isBetween(content: string, line: number): boolean {
  const ends = trimmedEnd(content);
  const said = content.slice(0, ends).replace(/^[\s+\-|"'`>#*/]+/, '');
  return said === '' || (line > 0 && HEADER.test(said));
}

/**
 * The key data of a line, up to its end, without a diff's sign, quotes, commas and log prefixes.
 * @param before length of the key's line before this one
 * @param ends the key ends with this line, which may be short
 */
function bodyOf(line: string, before: number | undefined, ends: boolean): { start: number; end: number } | undefined {
  let end = line.length;
  while (end > 0 && /[\s"'`,;+\\)\].|]/.test(line[end - 1]!)) end--;
  // A literal `\n` after the last line of a string.
  while (
    /\\[nr]$/.test(line.slice(Math.max(0, end - 2), end)) ||
    (end < line.length && /[nr]/.test(line[end - 1]!) && line[end - 2] === '\\')
  )
    end -= 2;
  while (end > 0 && line[end - 1] === '\\') end--;
  let start = end;
  while (start > 0 && (/[A-Za-z0-9+/=]/.test(line[start - 1]!) || (line[start - 1] === '\\' && /[nr\\]/.test(line[start] ?? '')))) start--;
  const lead = /^(?:\\{1,2}[nr])*[+-]?/.exec(line.slice(start, end))?.[0].length ?? 0;
  start = Math.min(end, start + lead);
  if (start === end || !isKey(line.slice(start, end).replace(/\\{1,2}[nr]/g, ''), before, ends)) return undefined;
  // The text before it on the line: marks, or a prefix that ends in one.
  return /^$|[\s+\-"'`|>:#*/([nr]$/.test(line.slice(Math.max(0, start - 1), start)) ? { start, end } : undefined;
}

function isKey(key: string, before: number | undefined, ends: boolean): boolean {
  if (key.length >= LEAST_LINE) return /[A-Z]/.test(key) && /[a-z]/.test(key) && (key.match(/\d|\+/g) ?? []).length >= key.length / 32;
  if (before === undefined || before < key.length) return false;
  return ends ? key.length >= 2 : key.length >= 12 && /[A-Z]/.test(key) && /[a-z]/.test(key) && /\d/.test(key);
}
