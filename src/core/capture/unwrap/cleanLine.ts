import type { Line } from '../line';
import { closingQuote, unescapeJson } from '../scan/textsInJson';

const level = String.raw`(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|FATAL|CRIT(?:ICAL)?|SEVERE|ALERT|EMERG(?:ENCY)?|PANIC)`;
const clock = String.raw`\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?: ?[AP]M)?`;
const zone = String.raw`(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?`;
const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mär|Mai|Okt|Dez)';
const moment = String.raw`(?:\d{4}[-/.]\d{2}[-/.]\d{2}[T ,]{1,2}${clock}${zone}|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:${month} {1,2}\d{1,2}|\d{1,2}[ /-]${month})(?:[ /-]\d{4})?[ :]${clock}(?: \d{4})?${zone}|\d{1,2}/\d{1,2}/\d{2,4},? ${clock}|${clock}${zone})`;

/** AWS Lambda: the request, and the level. */
const requestId = String.raw`[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\t(?:${level}\t)?`;

interface PrefixRule {
  /**
   * The kind of prefix, and its first group, if any: the name of a `stream`, or a `level`; a `time` or a `mark` has none.
   */
  readonly kind: 'stream' | 'level' | 'time' | 'mark';
  /** Anchored at its `lastIndex`. */
  readonly pattern: RegExp;
  /** A cheap pre-test: the character codes that can start the prefix. */
  readonly starts: (code: number) => boolean;
  /** Counts only after another prefix, or after a level: `ERROR: test_x` at the start of a line is unittest's title. */
  readonly behind?: 'prefix' | 'level';
}

const isDigit = (c: number) => c >= 48 && c <= 57;
const isLetter = (c: number) => (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
const isUpper = (c: number) => c >= 65 && c <= 90;
const isWord = (c: number) => isDigit(c) || isLetter(c) || c === 64 || c === 95;

const greaterThan = 62;
const bracket = 91;
const brace = 123;
/** Words before another word and a colon at the start of a trace's lines. */
const notHosts = '(?:Caused|Wrapped|Uncaught|Unhandled|Fatal|stack|Stack)';
/** The logger's name in Python: `root`, `shop.jobs`. */
const dottedLogger = String.raw`[a-z_]\w{0,60}(?:\.[a-z_]\w{0,60}){1,10}`;
const logger = String.raw`(?:[a-z_]\w{0,60}|[A-Za-z_]\w{0,60}(?:\.\w{1,60}){1,10})`;
const task = '(?:build|test|dev|start|lint|serve|check|watch)';

function rule(source: string, flags = ''): RegExp {
  return new RegExp(source, `y${flags}`);
}

/** One prefix each, in the order of trial; after one is removed, all are tried again on the rest. */
const prefixRules: readonly PrefixRule[] = [
  // 2024-11-25T10:00:00.000Z stdout F …  (Kubernetes' container runtime)
  { kind: 'time', pattern: /\d{4}-\d{2}-\d{2}T[\d:.]{8,20}(?:Z|[+-]\d{2}:\d{2}) (?:stdout|stderr) [FP] /y, starts: isDigit },
  // 2024-11-25T10:00:00.000000Z 01O …  (GitLab's runner)
  { kind: 'time', pattern: /\d{4}-\d{2}-\d{2}T[\d:.]{8,20}Z [\da-f]{2}[OE](?:[ +]|$)/y, starts: isDigit },
  // <34>1 2024-11-25T10:00:00Z host app 123 ID -   (RFC 5424)
  {
    kind: 'stream',
    pattern: /<\d{1,3}>\d [\dT:.Z+-]{10,35} [^\s]{1,128} ([^\s]{1,64} [^\s]{1,64}) [^\s]{1,64} (?:-|\[[^\]]{0,500}\]) /y,
    starts: (c) => c === 60,
  },
  // [    0.013] …   [1.3s] …   (since the start)
  { kind: 'time', pattern: /\[ {0,6}\d{1,7}(?:\.\d{1,6}s?|m?s)\](?: |$)/y, starts: (c) => c === bracket },
  // #12 1.234 …   (BuildKit)
  { kind: 'time', pattern: /#\d{1,4} \d{1,5}\.\d{1,3}(?: |$)/y, starts: (c) => c === 35 },
  // [10:00:00]W:<TAB> [Step 1/3] …   (TeamCity)
  { kind: 'time', pattern: rule(`\\[${clock}\\][WEFi]?:?[\\t ]{1,3}\\[Step \\d{1,3}/\\d{1,3}\\] ?`), starts: (c) => c === bracket },
  // [10:00:00 ERR] …   (Serilog)
  { kind: 'level', pattern: rule(`\\[${moment} (VRB|DBG|INF|WRN|ERR|FTL)\\] `), starts: (c) => c === bracket },
  // job<TAB>step<TAB>2024-11-25T10:00:00.0000000Z   (gh run view --log)
  { kind: 'stream', pattern: /([^\t]{1,100}\t[^\t]{1,100})\t\ufeff?(?=\d{4}-\d{2}-\d{2}T)/y, starts: (c) => c > 32 },
  // Nov 25 11:03:02 host unit[123]:   (journald, syslog)
  {
    kind: 'stream',
    pattern: rule(
      // After the other time format, a number must distinguish the program from words: `… Caused by: `.
      `(?:${month} {1,2}\\d{1,2} ${clock} (?!${level} |${notHosts} )[\\w.-]{1,80} (?=\\S{1,80}: ?)|\\d{4}-\\d{2}-\\d{2}T${clock}${zone} (?!${level} )[\\w.-]{1,80} (?=\\S{1,80}\\]: ?))([\\w./@-]{1,80}(?:\\[\\d{1,10}\\])?): ?`,
    ),
    starts: (c) => isUpper(c) || isDigit(c),
  },
  // 2024-11-25T10:00:00+00:00 app[web.1]:   (Heroku)
  { kind: 'stream', pattern: rule(`\\d{4}-\\d{2}-\\d{2}T${clock}${zone} ([\\w-]{1,40}\\[[\\w.-]{1,60}\\]): ?`), starts: isDigit },
  // [2024-11-25 10:00:00,123: ERROR/ForkPoolWorker-1] …   (Celery)
  { kind: 'level', pattern: rule(`\\[${moment}: (${level})/[\\w.-]{1,60}\\] ?`), starts: (c) => c === bracket },
  // [Nest] 1234  - 11/27/2026, 5:50:00 PM   ERROR
  {
    kind: 'level',
    pattern: rule(`\\[[\\w .-]{1,40}\\] \\d{1,10} {1,4}- ${moment} {1,8}(${level}|LOG|VERBOSE) `),
    starts: (c) => c === bracket,
  },
  // 11-25 11:03:02.123  1234  1234 E Tag:   and   E/Tag( 1234):   (Android)
  {
    kind: 'stream',
    pattern:
      /\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3} +(?:\d+[ -]+\d+ |\d+-\d+\/\S{1,100} )[VDIWEFA][ /]([^\s:(]{1,60}) {0,40}(?:\( {0,5}\d+\))?: ?/y,
    starts: isDigit,
  },
  { kind: 'stream', pattern: /[VDIWEFA]\/([\w.-]{1,60}) {0,20}\( {0,6}\d{1,7}\): ?/y, starts: isUpper },
  // E1125 11:03:02.123456       1 file.go:12]   (klog)
  { kind: 'time', pattern: /[IWEF]\d{4} \d{2}:\d{2}:\d{2}\.\d{6} +\d{1,8} [\w./-]{1,100}:\d{1,6}\] ?/y, starts: isUpper },
  // [2024-11-25 10:00:00,123]   2024-11-25T10:00:00.000Z<TAB>uuid<TAB>ERROR<TAB> (CloudWatch, AWS Lambda)   2024/11/25 10:00:00   11:03:02.123
  { kind: 'time', pattern: rule(`\\[ ?${moment} ?\\][:,]? ?`), starts: (c) => c === bracket },
  {
    kind: 'time',
    pattern: rule(`\\(?${moment}\\)?(?: ?[:|-](?= ))?(?: |\\t(?:${requestId})?|$)`),
    starts: (c) => isDigit(c) || isUpper(c) || c === 40,
  },
  { kind: 'time', pattern: /1[67]\d{8}(?:\.\d{1,9}|\d{3})? /y, starts: isDigit },
  // ERROR    | shop.jobs:main:33 - …   (loguru)
  { kind: 'level', pattern: rule(`(${level}) {0,4}\\| [\\w.]{1,100}:[\\w.<>]{1,100}:\\d{1,7} - `), starts: isUpper, behind: 'prefix' },
  // 0|web  | …   (PM2)
  { kind: 'stream', pattern: /\d{1,3}\|([\w.@/-]{1,80}) {0,40}\| ?/y, starts: isDigit },
  // ➤ YN0000: [@scope/pkg]: …   (Yarn)
  { kind: 'stream', pattern: /➤ YN\d{4}: (?:[│┌└] ?)?(?:\[([^\]\n]{1,100})\]: ?)?/y, starts: (c) => c === 0x27a4 },
  // web-1  | …   (docker compose);   10:00:01 web.1  | …   (foreman, its time is gone by now)
  { kind: 'stream', pattern: /([A-Za-z@][\w.@/-]{0,80})[ \t]{0,60}\| ?/y, starts: isWord },
  // @scope/pkg:test: …   pkg test: …   (turbo, pnpm, lerna)
  { kind: 'stream', pattern: /(@[\w.-]{1,60}\/[\w.-]{1,60}(?:[:#][\w:-]{1,40})?): /y, starts: (c) => c === 64 },
  { kind: 'stream', pattern: rule(`([a-z][\\w.-]{0,60}:${task}[\\w:-]{0,30}): `), starts: isLetter },
  { kind: 'stream', pattern: rule(`([\\w.-]{1,40}/[\\w./-]{1,80} ${task}[\\w:-]{0,30}): `), starts: isLetter },
  // ##[error]   ::error file=a.js,line=3::   (CI)
  {
    kind: 'mark',
    // A runner's last words are none of the program's.
    pattern: /##\[(?:error\](?:Process completed with exit code \d{1,10}\.$)?|(?:warning|debug|section|command)\])/y,
    starts: (c) => c === 35,
  },
  { kind: 'mark', pattern: /::(?:error|warning|notice|debug)(?: [^:]{0,300})?::/y, starts: (c) => c === 58 },
  // ERROR   [ERROR]   ERROR -
  { kind: 'level', pattern: rule(`\\[ ?(${level}) ?\\][:,]?(?: |$)`, 'i'), starts: (c) => c === bracket },
  { kind: 'level', pattern: rule(`(${level})(?: ?[|-](?= )| {1,4}(?=\\[))? (?=\\S| {1,60}\\S)`), starts: isUpper },
  { kind: 'level', pattern: rule(`(${level}): (?=\\S| {1,60}\\S)`), starts: isUpper, behind: 'prefix' },
  // ERROR:shop.jobs:   shop.jobs ERROR   shop.jobs - ERROR -   {jobs.py:93}   ERROR shop.jobs:   (Python's logging, Airflow)
  { kind: 'level', pattern: rule(`(${level}):[\\w.]{1,200}:`), starts: isUpper },
  {
    kind: 'level',
    pattern: rule(`${logger} (?:[|-] )?(${level})(?: [|-]|:)? (?=\\S| {1,60}\\S)`),
    starts: (c) => isLetter(c) || c === 95,
    behind: 'prefix',
  },
  // c.e.shop.Cart - …   (Logback, log4j)
  { kind: 'mark', pattern: /(?:[a-z]\w{0,40}\.){1,12}[A-Z]\w{0,80} {0,20} - (?=\S| {1,60}\S)/y, starts: isLetter, behind: 'level' },
  { kind: 'mark', pattern: /\{[\w./-]{1,100}\.py:\d{1,7}\} /y, starts: (c) => c === brace, behind: 'prefix' },
  {
    kind: 'mark',
    // A single word must be followed by a traceback: `panic: …` and `socket.timeout: …` are errors.
    pattern: rule(
      `(?!\\S{0,200}(?:[Ee]rror|[Tt]imeout|[Ee]xception): )(?!\\S{0,200}\\.(?:[cm]?[jt]sx?|vue|svelte|s?css|less|json|ya?ml|html): )(?:${dottedLogger}|\\w{1,60}(?=: (?: |Traceback \\(|[A-Z]\\w{0,80}(?:Error|Exception)\\b))): (?=\\S| {1,60}\\S)`,
    ),
    starts: (c) => isLetter(c) || c === 95,
    behind: 'level',
  },
];
/** `[web] `, `[1] `, `[main] `: a tag in brackets. `[cause]: `, `[errors]: ` and `[TypeError: x] {` of Node, `[Previous line repeated` of Python and `[ RUN      ] ` of GoogleTest are none. */
const bracketTag =
  /\[(?!cause\]|errors\]|Previous line|Circular|stack\]|object[\] ]|previous exception|Symbol| {1,7}(?:RUN|OK|FAILED|PASSED|SKIPPED) {1,6}\]|-{10}\]|={10}\]|[\w$]{0,60}(?:Error|Exception)(?:: |\] \{)|[^\][\n]{1,60}\] exception expected, not$)([^\][\n]{1,60})\] /y;
/** Lines around an output: Markdown's fences, GitHub's links to the lines of a log, GitLab's sections. */
const aroundCopies =
  /^`{1,3}$|^\[\d{1,7}\]\(https:\/\/github\.com\/\S{1,300}#step:\d{1,5}:\d{1,7}\)$|^section_(?:start|end):\d{1,12}:[\w.-]{1,100}$/;
const longestLine = 20_000;
const mostPrefixes = 8;
/** `1 --- [main] c.e.Foo : ` after time and level (Spring), `c.e.Foo - `: the logger. */
const springOrigin = /\d{1,8} --- \[[^\]]{0,60}\](?: \[[^\]]{0,60}\])? [\w.$[\]/-]{1,80} {0,40}: /y;
/** Python's prompt is none. */
const quoteMarks = /(?!>>> )(?:> ?){1,8}/y;

/**
 * Removes text that other programs put around a line: colours, time, level, the name of a container or process, Markdown's quote marks.
 * Only the beginning is kept of a line longer than any frame.
 * @param raw one line without its line end
 * @param start its offset in the input
 */
export function cleanLine(raw: string, start: number): Line {
  const end = start + raw.length;
  let text = raw.length > longestLine ? raw.slice(0, longestLine) : raw;
  if (text.charCodeAt(text.length - 1) === 13) text = text.slice(0, -1);
  const lastReturn = text.lastIndexOf('\r');
  if (lastReturn >= 0) text = text.slice(lastReturn + 1) || text.slice(text.lastIndexOf('\r', lastReturn - 1) + 1, lastReturn);
  const shown = text;
  const found = { stream: '', level: '', prefixed: false };
  if (aroundCopies.test(text)) text = '';
  text = unwrap(text, found);
  let at = text.charCodeAt(0) === greaterThan ? matchEnd(quoteMarks, text, 0) : 0;
  let done = 0;
  for (let round = 0; round < mostPrefixes; round++) {
    const code = text.charCodeAt(at);
    // Indentation and the margin of a tree are the program's own.
    if (!(code > 32)) break;
    const index = prefixRules.findIndex(
      (rule, i) => rule.starts(code) && !(done & (1 << i)) && stands(rule, found) && matchEnd(rule.pattern, text, at) > at,
    );
    const match = prefixRules[index];
    if (match) {
      match.pattern.lastIndex = at;
      note(found, match.kind, match.pattern.exec(text)?.[1]);
      at = match.pattern.lastIndex;
      // After a time, a wide gap before a level in brackets belongs to the prefix.
      if (match.kind === 'time' && text.startsWith(' [', at)) at += 1;
      done |= 1 << index;
      continue;
    }
    const behindTag = code === bracket ? matchEnd(bracketTag, text, at) : at;
    if (behindTag > at) {
      // Tags of a package runner lead the line; tags after a time name a thread, which continuation lines do not repeat.
      if (round === 0) found.stream = text.slice(at + 1, behindTag - 2);
      found.prefixed ||= round > 0;
      at = behindTag;
      continue;
    }
    const behindOrigin = found.prefixed ? matchEnd(springOrigin, text, at) : at;
    if (behindOrigin === at) break;
    at = behindOrigin;
  }
  const rest = at === 0 ? text : text.slice(at);
  // A container runtime writes its prefix before the object.
  const inner = at > 0 && rest.charCodeAt(0) === brace ? unwrap(rest, found) : rest;
  return { text: inner, raw: shown, ...found, start, end };
}

/** A prefix of a known form. */
export interface KnownPrefix {
  /** Number of its rule. */
  rule: number;
  /** The name of the line's output; empty for a time. */
  name: string;
  /** Offset behind it. */
  end: number;
  /** The same without a separator after it, which may belong to the text: `10:11:12 - expected`. */
  shortEnd: number;
}

/** The times and names of outputs that a line begins with: one for each rule that reads it, in the order of the rules. */
export function prefixesAt(line: string): KnownPrefix[] {
  const code = line.charCodeAt(0);
  return prefixRules.flatMap(({ kind, pattern, starts, behind }, rule) => {
    if ((kind !== 'time' && kind !== 'stream') || behind !== undefined || !starts(code)) return [];
    pattern.lastIndex = 0;
    const [whole = '', name = ''] = pattern.exec(line) ?? [];
    if (whole === '') return [];
    const sign = kind === 'time' ? / ?[:|-] $/.exec(whole) : null;
    const end = whole.length;
    return [{ rule, name, end, shortEnd: sign ? sign.index + 1 : end }];
  });
}

function stands({ behind }: PrefixRule, found: { level: string; prefixed: boolean }): boolean {
  return behind === undefined || (behind === 'level' ? found.level !== '' : found.prefixed);
}

function note(found: { stream: string; level: string; prefixed: boolean }, kind: PrefixRule['kind'], name: string | undefined): void {
  if (kind === 'stream') found.stream = found.stream === '' ? (name ?? '') : `${found.stream} ${name ?? ''}`;
  else if (kind === 'level') found.level = name?.toUpperCase() ?? '';
  if (kind === 'time' || kind === 'level') found.prefixed = true;
}

/** A log driver's object; an event of `go test -json`, with interleaved packages. */
const logObject =
  /^\{"(?:(?:log|message|msg|line)|(?:(?:Time|ImportPath)":"[^"]{1,500}",")?Action":"(?:build-)?output","(?:Package":"([^"]{1,500})",")?(?:Test":"[^"]{1,1000}",")?Output)":"/;
const inspectedStart = /^\s{0,100}(?:[\w$]{1,60}: )?['"`]/;
const inspectedTail = 5;
const inspectedEnd = /\\n['"`] \+$/;

/** One line of a program's output, wrapped in an object or printed by inspect as one piece of a long string. */
function unwrap(text: string, found: { stream: string }): string {
  let wrapped: string | undefined;
  const opening = text.charCodeAt(0) === brace ? logObject.exec(text) : null;
  if (opening) wrapped = text.slice(opening[0].length, closingQuote(text, opening[0].length)).replace(/\\n$/, '');
  else if (text.endsWith(' +') && inspectedEnd.test(text)) {
    const quote = inspectedStart.exec(text);
    if (quote) wrapped = text.slice(quote[0].length, -inspectedTail);
  }
  // Several lines in one string are read by another pass.
  if (wrapped === undefined || wrapped.includes('\\n')) return text;
  found.stream = opening?.[1] ?? found.stream;
  return unescapeJson(wrapped);
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
