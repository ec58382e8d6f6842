import type { FrameOrigin } from '../failureReport';
import type { Line, Lookback } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { type FrameDraft, frameOf } from './frameDraft';
import { FrameList } from './frameList';

const place =
  /^(?<prefix>\s*(?:\d+: )?(?:from )?(?:# )?)(?<file>\S.{0,400}?):(?<line>\d+):in [`'](?<function>.{0,200}?)'(?:: ?(?<said>[^]*))?$/;
/** Without the function, or cut within it. */
const bareFrom = /^\s+(?:\d+: )?from (?<file>\S.*?):(?<line>\d+)(?::(?:in? ?)?(?:[`'](?<function>[^`']{0,200}))?)?$/;
const syntax = /^(?<file>\S+):(?<line>\d+): (?<said>.*)$/;
const typeAtEnd = /^(?<message>.*?) ?\((?<type>\w[\w:]*)\)$/;
const railsHeader = /^(?:.*\s)?([A-Z]\w*(?:::\w+)*) \((.*)\):?$/;
const plainHeader = /^(?:.*\s)?([A-Z]\w*(?:::\w+)*(?:Error|Exception|Interrupt|NotFound|Invalid)): (.*)$/;
const causeTitle = /^\s*(?:Caused by:?|Causes:)\s*(?:([A-Z][\w:]*) \((.*)\))?:?$/;
const levels = /^\s*\.\.\. (\d+) levels\.\.\.$/;
const longestMessage = 60;

/** Ruby: uncaught exceptions, causes after or (in the order "bottom") before them, backtraces as Rails logs them. */
export const ruby: TraceFormat = {
  name: 'ruby',
  language: 'ruby',
  triggers: [{ holds: [':in `', ":in '"], pattern: /:\d+:in [`']/ }, '(SyntaxError)'],
  start(line, before) {
    const text = line.text;
    const match = place.exec(text);
    if (!match) {
      const broken = /\(SyntaxError\)$/.test(text) ? syntax.exec(text) : null;
      return broken ? new RubyReader(line.start, syntaxError(broken)) : undefined;
    }
    const { prefix = '', said } = match.groups ?? {};
    if (/\d: from /.test(prefix)) return startBottom(line);
    if (prefix.includes('from ') || prefix.includes('#')) return undefined;
    return said === undefined ? startBare(line, before) : new RubyReader(line.start, thrown(match, said));
  },
  origin: rubyOrigin,
};

interface RubyError {
  type: string;
  message: string[];
  frames: FrameList;
  /** The message continues below up to the first frame. */
  open: boolean;
}

/** ``file:3:in `f': text (Type)`` */
function thrown(match: RegExpExecArray, said: string): RubyError {
  const { type = '', message = said } = typeAtEnd.exec(said)?.groups ?? {};
  return { type, message: [message], frames: listOf(frameOf(match, match[0].trim())), open: true };
}

function syntaxError(match: RegExpExecArray): RubyError {
  const { message = '' } = typeAtEnd.exec(match.groups?.['said'] ?? '')?.groups ?? {};
  return { type: 'SyntaxError', message: [message], frames: listOf(frameOf(match, match[0].trim())), open: true };
}

function listOf(first: FrameDraft): FrameList {
  const list = new FrameList();
  list.add(first);
  return list;
}

/** A message that continues below, up to a line that ends with `):`. */
const openHeader = /^(?:.*\s)?([A-Z]\w*(?:::\w+)*) \((.*)$/;
const barePlace = /^(?<file>[^\s:]\S{0,1000}\.\w{1,6}):(?<line>\d{1,9})$/;
/** `    2: <p><%= @cart.total %></p>`: the template that Rails shows. */
const templateLine = /^\d{1,6}:/;
const mostLinesOfHeader = 30;

/**
 * A backtrace printed line by line. The exception is above it, possibly with the lines of code that Rails shows, the place in a template,
 * and further lines of the message: Ruby's snippet and suggestions.
 */
function startBare(line: Line, before: Lookback): RubyReader | undefined {
  const frames = new FrameList();
  const message: string[] = [];
  let within = false;
  for (let n = 1; n <= mostLinesOfHeader; n++) {
    const above = before.above(n);
    const text = above?.text.trim() ?? '';
    if (!above) break;
    const header = within ? openHeader.exec(text) : (railsHeader.exec(text) ?? plainHeader.exec(text));
    if (header) {
      const [, type = '', first = ''] = header;
      frames.reverse();
      // Rake prints the type once more behind the message.
      const said = [first.replace(/ \(([\w:]{1,200})\)$/, (tail, again) => (again === type ? '' : tail)), ...message.reverse()];
      const reader = new RubyReader(above.start, { type, message: said, frames, open: false }, true);
      reader.offer(line);
      return reader;
    }
    const place = within ? null : barePlace.exec(text);
    if (within) {
      if (/^\S/.test(above.text)) message.push(text);
    } else if (text.endsWith('):')) {
      within = true;
      if (/^\S/.test(above.text)) message.push(text.slice(0, -2));
    } else if (place) frames.add(frameOf(place, text));
    else if (text !== '' && !templateLine.test(text)) break;
  }
  return undefined;
}

function startBottom(line: Line): RubyReader {
  const reader = new RubyReader(line.start, undefined);
  reader.offer(line);
  return reader;
}

class RubyReader implements TraceReader {
  readonly patience = 6;
  private readonly errors: RubyError[] = [];
  /** Frames of the order "bottom", which come before their error, outermost first. */
  private waiting = new FrameList();
  private readonly bottom: boolean;
  private snippet = false;
  private causeFollows = false;
  /** A blank line follows the backtrace: only a cause may come after it. */
  private over = false;

  constructor(
    readonly from: number,
    first: RubyError | undefined,
    private readonly bare = false,
  ) {
    this.bottom = first === undefined;
    if (first) this.errors.push(first);
  }

  offer(line: Line): OfferReply {
    const text = line.text;
    const current = this.errors.at(-1);
    if (this.over && text.trim() !== '' && !causeTitle.test(text)) return 'end';
    this.over = false;
    const match = place.exec(text);
    if (match) return this.offerPlace(match, current);
    const from = bareFrom.exec(text);
    if (from) {
      this.addFrame(frameOf(from, text.trim()), current);
      return 'taken';
    }
    const skipped = levels.exec(text);
    if (skipped && current && current.frames.length > 0) {
      current.frames.repeatLast(Number(skipped[1]), text.trim());
      return 'taken';
    }
    return this.offerMessage(text, current);
  }

  private offerPlace(match: RegExpExecArray, current: RubyError | undefined): OfferReply {
    const { prefix = '', said } = match.groups ?? {};
    const frame = frameOf(match, match[0].trim());
    if (/from /.test(prefix)) {
      this.addFrame(frame, current);
      return 'taken';
    }
    if (said === undefined) {
      if (!this.bare || !current) return 'end';
      current.frames.add(frame);
      return 'taken';
    }
    if (this.bare) return 'end';
    const error = thrown(match, said);
    if (this.bottom) {
      this.waiting.add(frame);
      this.waiting.reverse();
      error.frames = this.waiting;
      this.waiting = new FrameList();
    } else if (error.type === '' || current?.frames.length === 1) {
      return 'end';
    }
    this.snippet = false;
    this.errors.push(error);
    return 'taken';
  }

  private addFrame(at: FrameDraft, current: RubyError | undefined): void {
    if (this.bottom) this.waiting.add(at);
    else if (current) {
      current.frames.add(at);
      current.open = false;
    }
  }

  private offerMessage(text: string, current: RubyError | undefined): OfferReply {
    const header = this.causeFollows ? railsHeader.exec(text.trim()) : null;
    this.causeFollows = false;
    if (header) {
      const [, type = '', message = ''] = header;
      return this.addCause(type, message);
    }
    const cause = this.bare ? causeTitle.exec(text) : null;
    if (cause) {
      const [, type, message = ''] = cause;
      if (type !== undefined) return this.addCause(type, message);
      this.causeFollows = true;
      return 'taken';
    }
    if (text.trim() === '') {
      if (!current?.open) {
        this.over = this.bare && current !== undefined && current.frames.length > 0;
        return this.over ? 'other' : 'taken';
      }
      this.snippet = true;
      return 'taken';
    }
    if (!current?.open || this.bottom) return 'other';
    if (this.snippet && !/^\s*Did you mean\?/.test(text)) {
      // The line of code that Ruby shows with the error, and the marks below it.
      if (/^\s/.test(text)) current.frames.addText(text);
      return /^\s/.test(text) ? 'taken' : 'other';
    }
    current.message.push(text);
    return current.message.length > longestMessage ? 'last' : 'taken';
  }

  private addCause(type: string, message: string): OfferReply {
    this.errors.push({ type, message: [message], frames: new FrameList(), open: false });
    return 'taken';
  }

  close(): TraceError[] {
    const errors = this.errors.filter((error) => error.frames.length > 0);
    const ordered = this.bottom ? errors.reverse() : errors;
    const [top, ...causes] = ordered.map(({ type, message, frames }, index): TraceError => {
      return { type, message: message.join('\n').trim(), role: index === 0 ? 'thrown' : 'cause', frames, children: [] };
    });
    if (!top) return [];
    causes.reduce((parent, cause) => (parent.children.push(cause), cause), top);
    return [top];
  }
}

/** Ruby's own library, gems, and everything else. */
export function rubyOrigin(at: FrameDraft): FrameOrigin {
  const file = at.file.replaceAll('\\', '/');
  if (/\/gems\/[^/]+-\d|(?:^|\/)vendor\/(?:bundle|gems)\/|\/rubygems-integration\//.test(file)) return 'dependency';
  if (file.startsWith('<internal:') || /\/lib\/ruby\//.test(file)) return 'runtime';
  return /^\/usr\/(?:local\/)?bin\//.test(file) || /\/(?:bin|exe)\/(?:bundle|rspec|rake|rails)$/.test(file) ? 'dependency' : 'workspace';
}
