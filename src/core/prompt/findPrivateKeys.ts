import type { Finding } from './findSecrets';

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/** Lines that a key has at most; an unfinished one ends where its form does. */
const MAX_LINES = 250;

/**
 * Finds the bodies of PEM keys, one finding a line, so that lines stay lines; also in a diff, behind a log prefix, in a string with `\n`,
 * and without an end.
 */
export function findPrivateKeys(text: string): Finding[] {
  const findings: Finding[] = [];
  let from = 0;
  for (const match of text.matchAll(BEGIN)) {
    let at = match.index + match[0].length;
    if (at < from) continue;
    for (let line = 0; line < MAX_LINES && at < text.length; line++) {
      const newline = text.indexOf('\n', at);
      const end = newline < 0 ? text.length : newline;
      const marker = text.indexOf('-----', at);
      const stop = marker >= 0 && marker < end ? marker : end;
      const last = stop < end || text.slice(end + 1, end + 40).includes('-----END');
      const body = bodyOf(text.slice(at, stop), last);
      if (body) findings.push({ start: at + body.start, end: at + body.end, kind: 'private-key' });
      else if (
        line > 0 &&
        stop === end &&
        text.slice(at, end).trim() &&
        !/^[+\-\s]*(?:(?:Proc-Type|DEK-Info|Version|Comment|[\w,:.])[\w ,:.-]*)?$/.test(text.slice(at, end))
      )
        break;
      // The marker may begin the next key: an unfinished one ends before it.
      at = stop < end ? stop : end + 1;
      if (stop < end) break;
    }
    from = at;
  }
  return findings;
}

/** The stretch of a line that is key: from its first to its last base64 letter, the sign of a diff, quotes and prefixes left out. */
function bodyOf(line: string, last: boolean): { start: number; end: number } | undefined {
  let best: { start: number; end: number } | undefined;
  // `\n` written out joins the lines of one string.
  for (const match of line.matchAll(/(?:[A-Za-z0-9+/=]|\\[nr])+/g)) {
    if (!best || match[0].length > best.end - best.start) best = { start: match.index, end: match.index + match[0].length };
  }
  if (!best) return undefined;
  const found = line.slice(best.start, best.end);
  const lead = /^(?:\\[nr])*[+-]?/.exec(found)?.[0].length ?? 0;
  const tail = /(?<!\\[nr])(?:\\[nr])*$/.exec(found)?.[0].length ?? 0;
  const body = { start: best.start + lead, end: best.end - tail };
  const length = body.end - body.start;
  // The last line of a key may be short; other words on the line mean that it is none.
  return length >= 16 || (last && length >= 2 && line.trim().replace(/^[+-]\s*/, '').length <= length + 4) ? body : undefined;
}
