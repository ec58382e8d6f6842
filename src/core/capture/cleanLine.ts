import type { Line } from './line';

/** Terminal sequences: OSC (titles, links) up to BEL or ST, CSI (colours, cursor), and the two-character ones. */
const terminalSequence =
  /(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|\u001b[ -/]*[0-~]?/g;
const mayHoldControls = /[\u001b\u009b\u009d\u0000\u0008\ufeff\u200b]/;
const otherControls = /[\u0000\u0008\ufeff\u200b]/g;

/** Removes colours, links and other terminal sequences, and characters that show nothing. */
export function stripTerminalSequences(text: string): string {
  return mayHoldControls.test(text) ? text.replace(terminalSequence, '').replace(otherControls, '') : text;
}

const level = String.raw`(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|FATAL|CRIT(?:ICAL)?|SEVERE|ALERT|EMERG(?:ENCY)?|PANIC)`;
const clock = String.raw`\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?: ?[AP]M)?`;
const zone = String.raw`(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?`;
const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const moment = String.raw`(?:\d{4}[-/.]\d{2}[-/.]\d{2}[T ,]{1,2}${clock}${zone}|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:${month} {1,2}\d{1,2}|\d{1,2}[ /-]${month})(?:[ /-]\d{4})?[ :]${clock}(?: \d{4})?${zone}|\d{1,2}/\d{1,2}/\d{2,4},? ${clock}|${clock}${zone})`;

interface PrefixRule {
  /** Anchored at its `lastIndex`. Group 1, where there is one, names the stream. */
  readonly pattern: RegExp;
  /** Cheap test before: the character codes the prefix can start with. */
  readonly starts: (code: number) => boolean;
  /** Counts only behind a time: `ERROR: test_x` at the start of a line is unittest's title. */
  readonly behindTime?: boolean;
}

const isDigit = (c: number) => c >= 48 && c <= 57;
const isLetter = (c: number) => (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
const isUpper = (c: number) => c >= 65 && c <= 90;
const isWord = (c: number) => isDigit(c) || isLetter(c) || c === 64 || c === 95;

/** One prefix each, in the order they are tried; after one was removed the rest is tried again. */
const prefixRules: readonly PrefixRule[] = [
  // 2024-11-25T10:00:00.000Z stdout F …  (Kubernetes' container runtime)
  { pattern: /\d{4}-\d{2}-\d{2}T[\d:.]{8,20}(?:Z|[+-]\d{2}:\d{2}) (?:stdout|stderr) [FP] /y, starts: isDigit },
  // <34>1 2024-11-25T10:00:00Z host app 123 ID -   (RFC 5424)
  {
    pattern: /<\d{1,3}>\d [\dT:.Z+-]{10,35} [^\s]{1,128} ([^\s]{1,64} [^\s]{1,64}) [^\s]{1,64} (?:-|\[[^\]]{0,500}\]) /y,
    starts: (c) => c === 60,
  },
  // job<TAB>step<TAB>2024-11-25T10:00:00.0000000Z   (gh run view --log)
  { pattern: /([^\t]{1,100}\t[^\t]{1,100})\t\ufeff?(?=\d{4}-\d{2}-\d{2}T)/y, starts: (c) => c > 32 },
  // Nov 25 11:03:02 host unit[123]:   (journald, syslog)
  {
    pattern: new RegExp(
      String.raw`(?:${month} {1,2}\d{1,2} ${clock}|\d{4}-\d{2}-\d{2}T${clock}${zone}) [\w.-]{1,80} ([\w./@-]{1,80}(?:\[\d{1,10}\])?): ?`,
      'y',
    ),
    starts: (c) => isUpper(c) || isDigit(c),
  },
  // 2024-11-25T10:00:00+00:00 app[web.1]:   (Heroku)
  { pattern: new RegExp(String.raw`\d{4}-\d{2}-\d{2}T${clock}${zone} ([\w-]{1,40}\[[\w.-]{1,60}\]): ?`, 'y'), starts: isDigit },
  // 11-25 11:03:02.123  1234  1234 E Tag:   and   E/Tag( 1234):   (Android)
  {
    pattern:
      /\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3} +(?:\d+[ -]+\d+ |\d+-\d+\/\S{1,100} )[VDIWEFA][ /]([^\s:(]{1,60}) {0,40}(?:\( {0,5}\d+\))?: ?/y,
    starts: isDigit,
  },
  { pattern: /[VDIWEFA]\/([\w.-]{1,60}) {0,20}\( {0,6}\d{1,7}\): ?/y, starts: isUpper },
  // E1125 11:03:02.123456       1 file.go:12]   (klog)
  { pattern: /[IWEF]\d{4} \d{2}:\d{2}:\d{2}\.\d{6} +\d{1,8} [\w./-]{1,100}:\d{1,6}\] ?/y, starts: isUpper },
  // [2024-11-25 10:00:00,123]   2024/11/25 10:00:00   11:03:02.123
  { pattern: new RegExp(String.raw`\[ ?${moment} ?\][:,]? ?`, 'y'), starts: (c) => c === 91 },
  { pattern: new RegExp(String.raw`\(?${moment}\)?(?: ?[:|-](?= ))?(?: |$)`, 'y'), starts: (c) => isDigit(c) || isUpper(c) || c === 40 },
  { pattern: /1[67]\d{8}(?:\.\d{1,9}|\d{3})? /y, starts: isDigit },
  // web-1  | …   (docker compose);   10:00:01 web.1  | …   (foreman, its time is gone by now)
  { pattern: /([A-Za-z@][\w.@/-]{0,80}) {0,60}\| ?/y, starts: isWord },
  // @scope/pkg:test: …   pkg test: …   (turbo, pnpm, lerna)
  { pattern: /(@[\w.-]{1,60}\/[\w.-]{1,60}(?:[:#][\w:-]{1,40})?): /y, starts: (c) => c === 64 },
  { pattern: /([a-z][\w.-]{0,60}:(?:build|test|dev|start|lint|serve|check|watch)[\w:-]{0,30}): /y, starts: isLetter },
  { pattern: /([\w.-]{1,40}\/[\w./-]{1,80} (?:build|test|dev|start|lint|serve|check|watch)[\w:-]{0,30}): /y, starts: isLetter },
  // ##[error]   ::error file=a.js,line=3::   (CI)
  { pattern: /##\[(?:error|warning|debug|section|command)\]/y, starts: (c) => c === 35 },
  { pattern: /::(?:error|warning|notice|debug)(?: [^:]{0,300})?::/y, starts: (c) => c === 58 },
  // ERROR   [ERROR]   error:   <error>
  { pattern: new RegExp(String.raw`\[ ?${level} ?\](?:[:,])?(?: (?: {0,6}(?=\S))?| ?$)`, 'yi'), starts: (c) => c === 91 },
  { pattern: new RegExp(String.raw`${level}(?: ?[|-](?= ))? (?=\S| {1,60}\S)`, 'y'), starts: isUpper },
  { pattern: new RegExp(String.raw`${level}: (?=\S| {1,60}\S)`, 'y'), starts: isUpper, behindTime: true },
];
/** `[web] `, `[1] `, `[main] `: a tag in brackets. `[cause]: ` and `[errors]: ` of Node, and `[Previous line repeated` of Python are none. */
const bracketTag = /\[(?!cause\]|errors\]|Previous line|Circular|stack\]|object |Symbol)([^\][\n]{1,60})\] /y;
/** `1 --- [main] c.e.Foo : ` behind time and level (Spring), `c.e.Foo - `: who logs. */
const springOrigin = /\d{1,8} --- \[[^\]]{0,60}\](?: \[[^\]]{0,60}\])? [\w.$[\]/-]{1,80} {0,40}: /y;
const quoteMarks = /(?:> ?){1,8}/y;

const greaterThan = 62;
const bracket = 91;

/**
 * Removes what other programs put around a line: colours, time, level, the name of a container or process, Markdown's quote marks.
 * @param raw one line without its line end
 * @param start its offset in the input
 */
export function cleanLine(raw: string, start: number): Line {
  const end = start + raw.length;
  let text = raw;
  if (text.charCodeAt(text.length - 1) === 13) text = text.slice(0, -1);
  text = stripTerminalSequences(text);
  const lastReturn = text.lastIndexOf('\r');
  if (lastReturn >= 0) text = text.slice(lastReturn + 1) || text.slice(text.lastIndexOf('\r', lastReturn - 1) + 1, lastReturn);
  const shown = text;
  let at = 0;
  let stream = '';
  let prefixed = false;
  const first = text.charCodeAt(0);
  if (first === greaterThan) at = matchEnd(quoteMarks, text, 0);
  let done = 0;
  for (let round = 0; round < 6; round++) {
    const code = text.charCodeAt(at);
    // Indentation and the margin of a tree are the program's own.
    if (!(code > 32)) break;
    let matched = false;
    for (const [index, rule] of prefixRules.entries()) {
      if (!rule.starts(code) || done & (1 << index) || (rule.behindTime && !prefixed)) continue;
      rule.pattern.lastIndex = at;
      const match = rule.pattern.exec(text);
      if (!match) continue;
      if (match[1] !== undefined) stream = stream === '' ? match[1] : `${stream} ${match[1]}`;
      at = rule.pattern.lastIndex;
      done |= 1 << index;
      prefixed = true;
      matched = true;
      break;
    }
    if (matched) continue;
    if (code === bracket) {
      const behind = matchEnd(bracketTag, text, at);
      if (behind > at) {
        // Tags of a package runner lead the line; those behind a time name a thread, which its continuation lines do not repeat.
        if (at === 0 && round === 0) stream = text.slice(1, behind - 2);
        at = behind;
        prefixed = true;
        continue;
      }
    }
    if (prefixed) {
      const behind = matchEnd(springOrigin, text, at);
      if (behind > at) {
        at = behind;
        continue;
      }
    }
    break;
  }
  return { text: at === 0 ? text : text.slice(at), raw: shown, stream, prefixed, start, end };
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
