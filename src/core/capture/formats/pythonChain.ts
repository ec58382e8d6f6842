import type { ErrorRole } from '../failureReport';
import type { TraceError, OfferReply } from './format';
import type { FrameDraft } from './frameDraft';
import { FrameList } from './frameList';
import { afterwards, continues, exceptionSaid, goesOn } from './pythonMessage';

/** `  File "app.py", line 3, in main`; without `in` for a syntax error. */
export const fileLine = /^(?<indent>\s*)File "(?<file>[^"]{1,4096})", line (?<line>\d{1,9})(?:, in (?<function>.{1,1000}))?$/;
export const tracebackTitle = /(?:Exception Group )?Traceback \((?:most recent call last|innermost last)\)\s?:?$/;
/** Django names the exception in between. */
export const chainLink =
  /^\s*(?:The above exception(?: \(.*\))? was the direct cause of the following exception|During handling of the above exception(?: \(.*\))?, another exception occurred):?$/;
/** Below the traceback of Django's page: the exception itself. */
const pageType = /^Exception Type: ([A-Za-z_][\w.]{0,200})(?: at .*)?$/;
const pageValue = /^Exception Value: ?(.*)$/;
const repeated = /^\s*\[Previous line repeated (\d{1,12}) more times?\]$/;

/** Between the tests of unittest's and pytest's reports. */
export const reportRule = /^(?:[-=_]{20,}$|(?:={3,200}|_{3,200}) \S.{0,500} (?:={3,200}|_{3,200})$)/;
/** What the test printed, below its traceback. */
const captured = /^(?:Stdout|Stderr):$|^-{3,200} Captured /;
const mostMessageLines = 2000;
const mostPending = 50;

/** A program's style of traceback frames. */
export interface PythonDialect {
  /** A frame's line and its indentation. */
  frame(text: string): { frame: FrameDraft; indent: number } | undefined;
  /** True when the text is code below the frame; may complete the frame. */
  code?(text: string, frame: FrameDraft): boolean;
  /** The line below a frame is its code, even without indentation. */
  readonly plainCode?: true;
}

export const standardDialect: PythonDialect = {
  plainCode: true,
  frame(text) {
    const match = fileLine.exec(text);
    if (!match) return undefined;
    const [whole, space = '', file = '', line, name] = match;
    const frame: FrameDraft = { file, line: Number(line), raw: whole.trim() };
    if (name !== undefined) frame.function = name.trimEnd();
    return { frame, indent: space.length };
  },
  code(text, frame) {
    // A terminal cut the line after its number.
    const name = frame.function === undefined ? /^, in (.{1,1000})$/.exec(text)?.[1] : undefined;
    if (name !== undefined) frame.function = name.trimEnd();
    return name !== undefined;
  },
};

/**
 * Chained tracebacks: each one resulted from the one before. Lines come without the margin of an exception group.
 */
export class PythonChain {
  private errors: TraceError[] = [];
  private current: TraceError | undefined;
  private state: 'start' | 'frames' | 'message' | 'linked' | 'done' = 'start';
  /** Indentation of the exception's line and of the File lines. */
  private base = 0;
  private fileIndent: number | undefined;
  private codeLines = 0;
  private message: string[] = [];
  /** Plain lines after a logged message: part of it where a linked traceback follows, possibly part of it where the next record does. */
  private pending: string[] = [];
  private blanks = 0;
  /** Lines after a blank one, between the rules of a test report: part of the message up to the next rule. */
  private enclosed: string[] | undefined;

  /**
   * @param logged the traceback is in a log: plain lines after it are the program's next output, not the message's next line
   * @param inReport it stands below a horizontal rule, and ends at the next one
   */
  constructor(
    private readonly dialect: PythonDialect = standardDialect,
    private logged = false,
    private readonly inReport = false,
  ) {}

  /** The parent of sub-exceptions: the latest error. */
  get last(): TraceError | undefined {
    return this.current ?? this.errors[this.errors.length - 1];
  }

  /** @param indent indentation of the title */
  title(indent: number): OfferReply {
    // A title without a link to the lines before starts another trace.
    if (this.state === 'frames' || this.state === 'message' || this.state === 'done') return 'end';
    this.begin(indent);
    return 'taken';
  }

  offer(text: string): OfferReply {
    const found = this.dialect.frame(text);
    if (found) return this.addFrame(found.frame, found.indent);
    if (chainLink.test(text)) {
      if (!this.current && this.errors.length === 0) return 'end';
      // The traceback continues after them, so they belong to the message.
      if (this.state === 'message') this.message.push(...this.pending);
      // The exception has no line of its own.
      else if (this.current) this.message = [/^[^(]*\((.*)\)/.exec(text)?.[1] ?? ''];
      this.finish();
      this.state = 'linked';
      return 'taken';
    }
    if (this.state === 'frames') return this.readBody(text);
    if (this.state === 'message') return this.readMessage(text);
    if (this.state === 'start') return this.readException(text, indentOf(text));
    return 'other';
  }

  /** An exception with its causes below it; undefined where there was none. */
  close(): TraceError | undefined {
    this.finish();
    let cause: TraceError | undefined;
    for (const error of this.errors) {
      if (cause) error.children.unshift({ ...cause, role: 'cause' });
      cause = error;
    }
    return cause;
  }

  private begin(indent: number): void {
    this.finish();
    this.current = newError();
    this.state = 'frames';
    this.base = indent;
    this.fileIndent = undefined;
    this.codeLines = 0;
  }

  private addFrame(frame: FrameDraft, indent: number): OfferReply {
    // The line that looked like the exception was other output: the frames continue.
    if (this.state === 'message' && this.current && indent === this.fileIndent) {
      if (this.current.type === 'SyntaxError' || this.blanks > 0) return 'end';
      this.current.type = '';
      this.message = [];
      this.state = 'frames';
    }
    if (this.state === 'message' || this.state === 'done') return 'end';
    // debugpy writes no title above the frames.
    if (this.state === 'start' || this.state === 'linked') this.begin(Math.max(0, indent - 2));
    this.fileIndent ??= indent;
    this.codeLines = 0;
    this.current?.frames.add(frame);
    return 'taken';
  }

  private readBody(text: string): OfferReply {
    const again = repeated.exec(text);
    if (again) {
      this.current?.frames.repeatLast(Number(again[1]), text.trim());
      return 'taken';
    }
    const indent = indentOf(text);
    if (text.trim() === '') return 'other';
    const page = pageType.exec(text)?.[1];
    if (page !== undefined) return this.beginMessage(page, '', 0);
    const last = this.current?.frames.last;
    if (last && this.dialect.code?.(text, last)) {
      this.codeLines += 1;
      return 'taken';
    }
    const fileIndent = this.fileIndent;
    if (fileIndent !== undefined && indent > fileIndent) {
      this.addCode(text, fileIndent + 2);
      return 'taken';
    }
    // Pasted without indentation: the line after a File line is its code, whatever it looks like.
    if (this.dialect.plainCode && fileIndent !== undefined && fileIndent <= this.base && this.codeLines === 0) {
      this.addCode(text, 0);
      return 'taken';
    }
    if (/^\s*(?:[~^]|\.\.\.<\d+ lines>\.\.\.)/.test(text) && this.codeLines > 0) return 'taken';
    return this.readException(text, indent);
  }

  private addCode(text: string, indent: number): void {
    this.codeLines += 1;
    // The markers below the code and a long statement's further lines add nothing to the file.
    if (this.codeLines === 1) this.current?.frames.addText(`    ${text.slice(Math.min(indent, indentOf(text))).trimEnd()}`);
  }

  private readException(text: string, indent: number): OfferReply {
    const said = exceptionSaid(text.slice(indent).trimEnd());
    return said ? this.beginMessage(said.type, said.message, indent) : 'other';
  }

  private beginMessage(type: string, message: string, indent: number): OfferReply {
    this.current ??= newError();
    this.current.type = type;
    this.message = [message];
    this.base = indent;
    this.blanks = 0;
    this.state = 'message';
    return 'taken';
  }

  private readMessage(text: string): OfferReply {
    if (this.enclosed) return this.readEnclosed(text, this.enclosed);
    if (text.trim() === '') {
      this.blanks += 1;
      return this.blanks > 3 ? 'end' : 'other';
    }
    const value = this.message.length === 1 && this.message[0] === '' ? pageValue.exec(text)?.[1] : undefined;
    if (value !== undefined) {
      this.message = [value];
      return 'taken';
    }
    const own = text.slice(Math.min(this.base, indentOf(text))).trimEnd();
    const plain = this.logged && this.blanks === 0 && (this.pending.length > 0 || !continues(own, this.message));
    if (plain && !afterwards.test(own) && this.pending.length < mostPending) {
      this.pending.push(own);
      return 'other';
    }
    if (this.inReport && !plain && this.blanks > 0 && !goesOn(own, this.message) && !afterwards.test(own)) {
      this.enclosed = [...Array.from({ length: this.blanks }, () => ''), own];
      return 'other';
    }
    const over = plain || this.pending.length > 0 || (this.blanks > 0 && !goesOn(own, this.message));
    if (over || afterwards.test(own) || this.message.length > mostMessageLines) {
      this.finish();
      this.state = 'done';
      return 'other';
    }
    for (; this.blanks > 0; this.blanks--) this.message.push('');
    this.message.push(own);
    return 'taken';
  }

  private readEnclosed(text: string, lines: string[]): OfferReply {
    if (!reportRule.test(text) && lines.length < mostPending && !captured.test(text)) {
      lines.push(text.slice(Math.min(this.base, indentOf(text))).trimEnd());
      return 'other';
    }
    if (reportRule.test(text)) this.message.push(...lines);
    this.finish();
    this.state = 'done';
    return 'other';
  }

  /**
   * The log continues with its next record: lines in between may be the rest of the message or other output of the program. They are kept
   * beside the message, so that nothing is lost and the message gets no foreign lines.
   */
  record(): void {
    this.logged = true;
    if (this.current && this.state === 'message' && this.pending.length) this.current.details = this.pending.join('\n');
    this.pending = [];
  }

  private finish(): void {
    this.pending = [];
    this.enclosed = undefined;
    const error = this.current;
    this.current = undefined;
    if (!error) return;
    error.message = this.message.join('\n').trimEnd();
    this.message = [];
    error.frames.reverse();
    if (error.type !== '' || error.frames.length > 0) this.errors.push(error);
  }
}

function newError(role: ErrorRole = 'thrown'): TraceError {
  return { type: '', message: '', role, frames: new FrameList(), children: [] };
}

export function indentOf(text: string): number {
  const first = text.search(/\S/);
  return first < 0 ? text.length : first;
}
