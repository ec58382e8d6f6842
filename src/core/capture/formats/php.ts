import type { FrameOrigin } from '../failureReport';
import type { Line, Lookback } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { type FrameDraft, frameOf } from './frameDraft';
import { FrameList } from './frameList';

const level =
  /^(?:PHP )?(Fatal error|Recoverable fatal error|Catchable fatal error|Parse error|Warning|Notice|Deprecated|User error):\s+(.*)$/;
const inFile = /^(?<said>[^]*) in (?<file>\S[^\n]{0,500}?)(?::(?<line>\d{1,9})| on line (?<onLine>\d{1,9}))$/;
const typed = /^(\\?[A-Za-z_][\w\\]*)(?:: ?(.*))?$/;
const row = /^#\d+ (?:(?<internal>\[internal function\])|(?<main>\{main\})|(?<file>\S.*?)\((?<line>\d+)\))(?:: (?<call>.*))?$/;
const xdebugRow = /^(?:PHP)?\s*(?:[\d.]+\s+\d+\s+)?\d+\. (?<call>[^\s(][^(]*)\(.*\) (?<file>\S.{0,400}?):(?<line>\d+)$/;
const monolog = /\[object\] \((\\?[\w\\]+)\(code: [^)]*\): /;
const quotedStart = /^.{0,200}? sent in stderr: "(?:PHP message: )?(?=PHP (?:Fatal|Parse|Recoverable fatal|Catchable fatal) error: )/;
const longestMessage = 30;

/** PHP: uncaught exceptions with their chain, caught ones that were printed, errors on one line, Monolog's records, Xdebug's stacks. */
export const php: TraceFormat = {
  name: 'php',
  language: 'php',
  triggers: ['Stack trace:', '[stacktrace]', ' on line '],
  start(line, before) {
    const text = unquoted(line.text.trim());
    if (text === '[stacktrace]') return startMonolog(before);
    if (text === 'Stack trace:') return startTrace(before);
    const single = level.exec(text);
    // An error followed by "Stack trace:" is read from there, because its message may have several lines.
    if (!single || !/ on line \d+$/.test(text)) return undefined;
    // A browser shows the trace on the same line.
    const [, type, rest = ''] = single;
    const [said = ''] = rest.split(' Stack trace: #', 1);
    const error = header(said.replace(/^Uncaught /, ''), rest.startsWith('Uncaught ') ? undefined : type);
    return error ? new PhpReader(line.start, error, false) : undefined;
  },
  origin: phpOrigin,
};

/** nginx quotes what PHP prints to its log, with its own words around it. */
function unquoted(text: string): string {
  const from = quotedStart.exec(text)?.[0].length ?? 0;
  return text.slice(from).replace(/" while reading (?:response header from )?upstream.{0,4000}$/, '');
}

interface PhpError {
  type: string;
  message: string;
  where?: { file: string; line: number; raw: string };
  frames: FrameList;
  rows: number;
  /** The place whose function the next row names. */
  place?: FrameDraft;
  /** Call of the latest row of Xdebug. */
  call?: string;
  /** Rows of Xdebug, outermost call first. */
  outermostFirst: boolean;
}

/** `TypeError: text in /a.php:3` → its parts; `type` where the text does not begin with one. */
function header(text: string, type?: string): PhpError | undefined {
  const place = inFile.exec(text);
  const { said = text, file = '', onLine, line = onLine } = place?.groups ?? {};
  const end = said.indexOf('\n');
  const parts = type === undefined ? typed.exec(end < 0 ? said : said.slice(0, end)) : null;
  if (type === undefined && !parts) return undefined;
  const rest = end < 0 ? '' : said.slice(end);
  const [, typeOfText = '', message = ''] = parts ?? [];
  return {
    type: type ?? typeOfText,
    message: parts ? message + rest : said,
    ...atPlace(place && { file, line: Number(line), raw: text }),
  };
}

function atPlace(where: PhpError['where'] | null): Omit<PhpError, 'type' | 'message'> {
  return { where: where ?? undefined, place: where ?? undefined, frames: new FrameList(), rows: 0, outermostFirst: false };
}

/** Searches upwards from "Stack trace:" to the line that names the exception; its message may have several lines. */
function startTrace(before: Lookback): PhpReader | undefined {
  const lines: string[] = [];
  for (let n = 1; n <= longestMessage; n++) {
    const above = before.above(n);
    if (!above) break;
    // PHP 5: exception 'X' with message 'm' in …
    const text = above.text.replace(/exception '([\w\\]{1,200})' with message '([^]*)' in /, '$1: $2 in ');
    const uncaught = /Uncaught (\\?[A-Za-z_][\w\\]*(?:(?:: ?| in )[^]*)?)$/.exec(text);
    const named =
      uncaught ??
      /(?:^|[\s:])((?:\\?[A-Za-z_][\w\\]*)?(?:Exception|Error)\b(?:: [^]*)? in [^]*|[A-Z]\w{0,100}(?:\\\w{1,100}){1,12}: [^]*)$/.exec(
        text,
      ) ??
      (n === 1 ? /^(?:.{0,200}: )?([A-Za-z_][\w\\]{0,200}: .{0,2000} in [^]*)$/.exec(text) : null);
    if (named) {
      const error = header([named[1] ?? '', ...lines].join('\n'));
      return error?.where ? new PhpReader(above.start, error, true) : undefined;
    }
    lines.unshift(text);
  }
  return undefined;
}

function startMonolog(before: Lookback): PhpReader | undefined {
  for (let n = 1, lines: string[] = []; n <= longestMessage; n++) {
    const above = before.above(n);
    if (!above) break;
    const error = monologHeader([above.text, ...lines].join('\n'));
    if (error) return new PhpReader(above.start, error, true, true);
    lines = [above.text, ...lines];
  }
  return undefined;
}

function monologHeader(text: string): PhpError | undefined {
  const match = monolog.exec(text);
  if (!match) return undefined;
  const rest = text.slice(match.index + match[0].length);
  const place = /^(?<message>[\s\S]*) at (?<file>\S.{0,500}):(?<line>\d{1,9})\)$/.exec(rest.trimEnd());
  return {
    type: match[1] ?? '',
    message: place?.groups?.['message'] ?? rest,
    ...atPlace(place && frameOf(place, text.slice(match.index))),
  };
}

class PhpReader implements TraceReader {
  readonly patience = 8;
  private readonly errors: PhpError[];
  private next: string[] | undefined;
  private inRows: boolean;

  constructor(
    readonly from: number,
    first: PhpError,
    inRows: boolean,
    private readonly outermostFirst = false,
  ) {
    this.errors = [first];
    this.inRows = inRows;
  }

  offer(line: Line): OfferReply {
    const text = line.text.trim();
    const current = this.errors.at(-1);
    if (!current) return 'end';
    if (this.next) return this.offerNext(text);
    const match = row.exec(text);
    if (match && this.inRows) {
      const { internal = '', file = internal, line: at = 0, call = '', main = call } = match.groups ?? {};
      addRow(current, file, Number(at), callName(main), text);
      return 'taken';
    }
    const xdebug = xdebugRow.exec(text);
    if (xdebug && (this.inRows || current.rows > 0) && current.outermostFirst) {
      const at = { ...frameOf(xdebug, text), function: current.call };
      if (at.line > 0) current.frames.add(at);
      current.call = callName(xdebug.groups?.['call'] ?? '');
      current.rows += 1;
      return 'taken';
    }
    return this.offerOther(text, line.raw.trim(), current);
  }

  private offerOther(text: string, raw: string, current: PhpError): OfferReply {
    if (/^(?:Call Stack|PHP Stack trace):$/.test(text) && current.rows === 0) {
      this.inRows = true;
      current.outermostFirst = true;
      return 'taken';
    }
    if (text.startsWith('Next ')) {
      this.next = [text.slice(5)];
      return this.closeNext();
    }
    // In brackets like a log prefix, so it is searched in the raw line.
    const previous = this.outermostFirst ? monologHeader(raw) : undefined;
    if (previous) {
      this.errors.push(previous);
      return 'taken';
    }
    if (/^thrown in .* on line \d+$/.test(text) || text === '"}') return 'last';
    if (text === '' || text === '[stacktrace]' || text === 'Stack trace:') {
      // A blank line below the calls ends the stack of Xdebug; before "Next" it is only a gap.
      return text === '' && current.outermostFirst && current.rows > 0 ? 'last' : 'taken';
    }
    // PHP repeats its error above Xdebug's stack.
    if (inFile.test(text) && current.message !== '' && text.includes(current.message.split('\n')[0] ?? ''))
      return this.inRows && current.rows > 0 ? 'end' : 'taken';
    return level.test(text) ? 'end' : 'other';
  }

  private offerNext(text: string): OfferReply {
    if (text === 'Stack trace:' || !this.next || this.next.length > longestMessage) {
      this.next = undefined;
      return 'taken';
    }
    this.next.push(text);
    return this.closeNext();
  }

  /** The header of a further exception is complete when it has a place. */
  private closeNext(): OfferReply {
    const text = this.next?.join('\n') ?? '';
    const lastLine = this.next?.at(-1) ?? '';
    if (inFile.test(lastLine)) {
      const error = header(text) ?? header(text, '');
      if (error) this.errors.push(error);
      this.next = undefined;
      this.inRows = true;
    }
    return 'taken';
  }

  close(): TraceError[] {
    // PHP prints the original exception first and the resulting one after it; Monolog prints the outermost first.
    const ordered = this.outermostFirst ? this.errors : [...this.errors].reverse();
    const [top, ...causes] = ordered.map((error, index) => traceError(error, index === 0 ? 'thrown' : 'cause'));
    if (!top) return [];
    causes.reduce((parent, cause) => (parent.children.push(cause), cause), top);
    return [top];
  }
}

/**
 * A row of PHP has a called function and the place of the call. A frame pairs a place with the function that contains it, so the names move
 * down by one, and the exception's own place comes first.
 */
function addRow(error: PhpError, file: string, line: number, call: string, raw: string): void {
  // A function of PHP throws where it is called: that place is in its caller.
  const isBuiltIn = error.rows === 0 && error.place?.file === file && error.place.line === line && /^\w+$/.test(call);
  if (error.place && !isBuiltIn) error.frames.add({ ...error.place, function: call });
  error.rows += 1;
  error.place = undefined;
  if (file !== '' && line > 0) error.place = { file, line, raw };
  else if (file !== '' && call !== '{main}') error.place = { file, line: 0, origin: 'runtime', raw };
}

function traceError({ type, message, frames, where, place, call, outermostFirst }: PhpError, role: 'thrown' | 'cause'): TraceError {
  if (outermostFirst) {
    if (where) frames.add({ ...where, function: call });
    frames.reverse();
  } else if (place) frames.add(place);
  return { type, message, role, frames, children: [] };
}

/** `Shop\Cart->total(Object(Closure))` → `Shop\Cart->total`. */
function callName(call: string): string {
  const closure = /^(\S*\{closure(?::[^}]{0,300})?\})/.exec(call);
  if (closure) return closure[1] ?? '';
  const open = call.indexOf('(');
  return open > 0 ? call.slice(0, open) : call;
}

export function phpOrigin(frame: FrameDraft): FrameOrigin {
  const file = frame.file.replaceAll('\\', '/');
  if (file === '[internal function]' || file.startsWith('phar://') || file.startsWith('/usr/share/php/') || file.startsWith('/usr/bin/'))
    return 'runtime';
  return /(?:^|\/)vendor\//.test(file) ? 'dependency' : 'workspace';
}
