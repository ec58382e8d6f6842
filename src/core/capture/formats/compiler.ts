import type { Line } from '../line';
import { compilerTriggers, nextInList, readCompilerMessage } from './compilerMessages';
import type { CompilerMessage } from './compilerShape';
import { languageOfFile } from '../../workspace/languages';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import type { FrameDraft } from './frameDraft';
import { FrameList } from './frameList';

/** Errors of compilers, type checkers and bundlers: a place, a message, a piece of code below. */
export const compiler: TraceFormat = {
  name: 'compiler',
  language: 'unknown',
  triggers: compilerTriggers,
  start(line, before) {
    const message = readCompilerMessage(line, before);
    return message && new CompilerReader(message);
  },
  origin: ({ file }) =>
    /(?:^|[\\/])(?:node_modules|site-packages|\.cargo[\\/]registry|go[\\/]pkg[\\/]mod|\.m2)[\\/]/.test(file)
      ? 'dependency'
      : /^\/(?:usr\/(?:lib|include|local\/go)|Library|Applications)\//.test(file)
        ? 'runtime'
        : 'workspace',
};

const gutter = /^\s*(?:> {1,3})?(?:\d{1,9}\s*)?[|│╵]|^\s{0,12}(?:[:·] .{0,2000}|`-{2,300}|[╰─]{2,300}[╯─]?)$/;
const mark = /^\s*[\^~][\^~\s-]{0,500}/;
const numberedCode = /^\s{0,8}\d{1,9}\s/;
/** esbuild, whose columns begin at 0; Parcel, without a colon at the end. */
const laterPlace = /^\s{2,8}(\S.{0,500}?):(\d{1,9}):(\d{1,9})(:?)$/;
/** The number of errors, of all printed lines. */
const count =
  /^\s*(?:\d{1,9}:\d{1,9} {1,4}(?:error|warning) |[✖✕] \d{1,9} problems?|(?:one|two) errors? found|\d{1,9} (?:errors?|warnings?|Error\(s\)|Warning\(s\))\b)/i;
/** Another trace that began below. */
const stackFrame = /^\s+(?:at |File "|from |#\d)/;
/** clang prints below an error what led to a place in a library's file. */
const requestedHere = /^(\S.{0,500}?):(\d{1,9}):(\d{1,9}): note: in instantiation of .{1,4000} requested here$/;
/** Deno repeats the place below the code. */
const repeatedPlace = /^\s{2,8}at (?:file:\/\/)?(\S{1,1000}):(\d{1,9}):\d{1,9}$/;
/** webpack names the modules that led to the failed one. */
const importedBy = /^ @ (?:\.{0,2}\/|multi |\(webpack\)|[\w-])/;
const mostLines = 40;
const mostListed = 200;
const nothingAbove = { above: () => undefined };

class CompilerReader implements TraceReader {
  readonly from: number;
  readonly patience = 2;
  private readonly frames = new FrameList();
  private readonly message: string[];
  /** Further problems of a list. */
  private readonly others: { type: string; message: string; frame: FrameDraft }[] = [];
  /** Lines of the message; the last may be code, depending on the line below. */
  private waiting: string[] = [];
  private readonly outer: FrameDraft[];
  /** The lines below are code of the places in `outer`. */
  private requested = false;
  /** Where the mark begins; a line that begins there, too, is the text that clang would insert. */
  private markIndent = -1;
  private lines = 0;
  /** What swc names below the code, behind its title. */
  private readonly causes: string[] = [];
  private coded = false;
  private noted = false;
  /** A blank line was read. */
  private apart = false;

  constructor(private readonly head: CompilerMessage) {
    this.from = head.first.start;
    this.message = [head.message];
    if (head.frame) this.frames.add(head.frame);
    this.outer = [...(head.outer ?? [])];
  }

  offer(line: Line): OfferReply {
    const text = line.text.trimEnd();
    const next = this.head.listed && !this.apart ? nextInList(text, this.frames.last?.file ?? '') : undefined;
    if (next) {
      if (next.error && this.others.length < mostListed) this.others.push(next.error);
      return 'taken';
    }
    if (text === '') {
      this.apart = !this.head.spaced || this.coded;
      return 'other';
    }
    const requested = this.head.code === 'marked' ? requestedHere.exec(text) : null;
    if (requested && this.outer.length < mostLines) {
      const [, file = '', at, column] = requested;
      this.outer.push({ file, line: Number(at), column: Number(column), raw: text.trim() });
      this.requested = true;
      return 'taken';
    }
    if (importedBy.test(text)) return 'taken';
    if (this.causes.length > 0 && /^\s/.test(text) && this.causes.length <= mostLines) {
      this.causes.push(text.trim());
      return 'taken';
    }
    if (this.coded && text === 'Caused by:') {
      this.causes.push('');
      return 'taken';
    }
    const [, file, row] = repeatedPlace.exec(text) ?? [];
    if (file !== undefined && this.frames.last?.file === file && this.frames.last.line === Number(row)) return 'last';
    if (++this.lines > mostLines || count.test(text) || stackFrame.test(text) || readCompilerMessage(line, nothingAbove)) return 'end';
    const later = this.head.frame ? null : laterPlace.exec(text);
    if (later && this.frames.length === 0) {
      const [, file = '', at, column, colon] = later;
      this.frames.add({ file, line: Number(at), column: Number(column) + (colon ? 1 : 0), raw: text.trim() });
      return 'taken';
    }
    // A message that was cut behind the code of the error.
    if (this.head.message === '' && this.head.type !== '' && !this.coded && /^\S/.test(text)) {
      this.message.push(text);
      return 'taken';
    }
    if (gutter.test(text)) return this.takeCode([text], this.waiting);
    if (mark.test(text)) {
      this.markIndent = text.search(/\S/);
      const column = text.indexOf('^') + 1;
      const frame = this.frames.last;
      if (frame && frame.column === undefined && column > 0 && !this.coded) frame.column = column;
      return this.takeCode([...this.waiting.slice(-1), text], this.waiting.slice(0, -1));
    }
    if (this.head.complete) return 'end';
    if (this.apart) return this.head.code === 'numbered' && numberedCode.test(text) ? this.takeCode([text], this.waiting) : 'end';
    if (/^\s/.test(text)) {
      const inserted = this.head.needsMark === false && text.search(/\S/) === this.markIndent;
      // rustc's notes, and the lines below them.
      this.noted ||= /^\s+(?:= |::: )/.test(text);
      if (this.noted || inserted || this.requested) this.frames.addText(text);
      else (this.coded ? this.message : this.waiting).push(text);
      return 'taken';
    }
    // The code above a mark need not be indented; as long as no mark is below it, it may be the first line of anything.
    if (this.head.code !== 'marked' || this.coded || this.waiting.length > 0) return 'end';
    this.waiting.push(text);
    return 'other';
  }

  close(): TraceError[] {
    const { type, needsMark, unplaced } = this.head;
    const file = this.frames.last?.file;
    if ((file === undefined && !unplaced) || (needsMark && !this.coded)) return [];
    const message = withoutBullet([...this.message, ...this.waiting.filter((text) => /^\s/.test(text))].join('\n').trim());
    if (message === '' && this.head.message === '' && type === '') return [];
    const language = (file === undefined ? undefined : languageOfFile(file)) ?? 'unknown';
    for (const frame of this.outer) this.frames.add(frame);
    return [
      { ...said(type, message), language, role: 'thrown', frames: this.frames, children: this.causes.slice(1).map(causeSaid) },
      ...this.others.map(({ frame, ...other }): TraceError => {
        const frames = new FrameList();
        frames.add(frame);
        return { ...other, language, role: 'thrown', frames, children: [] };
      }),
    ];
  }

  private takeCode(code: readonly string[], message: readonly string[]): OfferReply {
    this.message.push(...message);
    this.waiting = [];
    for (const text of code) this.frames.addText(text);
    this.coded = true;
    return 'taken';
  }
}

/** GHC sets off the parts of a message. */
function withoutBullet(message: string): string {
  return message.replace(/^• /, '');
}

/** GHC writes the code of an error behind the word: `error: [GHC-83865]`. */
function said(type: string, message: string): { type: string; message: string } {
  const [whole, code] = /^\[(GHC-\d{1,9})\](?:\s{1,20}|$)/.exec(message) ?? [];
  return whole === undefined ? { type, message } : { type: code ?? type, message: withoutBullet(message.slice(whole.length)) };
}

function causeSaid(message: string): TraceError {
  return { type: '', message: message.replace(/^\d{1,3}: /, ''), role: 'cause', frames: new FrameList(), children: [] };
}
