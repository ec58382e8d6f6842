import type { Line, Lookback } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { CUT, cutPlace, type FrameDraft } from './frameDraft';
import { FrameList } from './frameList';
import { javaOrigin } from './javaOrigin';
import { type ErrorTitle, messageAbove } from './messageAbove';

/** Java and other languages of its virtual machine: Kotlin, Scala, Groovy, Clojure; Android. */
export const java: TraceFormat = {
  name: 'Java',
  language: 'java',
  triggers: [
    {
      holds: [' at ', '\tat ', '\nat '],
      pattern:
        /at [\w.$@/<>-]{1,600}(?:\([^()\s:]{1,200}\.[a-z]{2,6}(?::\d|\))| \([^()\s:]{1,200}\.(?:java|kts?|scala|groovy|clj|cljc)(?::\d|\)))/,
    },
    // A frame that a narrow terminal cut before it named its file.
    { holds: ['\tat ', '\nat '], pattern: /\n\s{0,8}at (?:[\w$@/<>-]{1,100}\.){2,20}[\w$<>-]{0,100}(?:\([^()\s:]{0,200}:?)?\r?\n/ },
    '(Native Method)',
    '(Unknown Source',
    '(<generated>)',
    '(SourceFile:',
    '(NO_SOURCE_FILE:',
    'Exception in thread "',
  ],
  start(line, before) {
    const frame = parseJavaFrame(line.text);
    if (frame) return new JavaReader(line, before, frame);
    // An error without any frame of its own still has its causes.
    const title = threadTitle.test(line.text) ? readTitle(line.text) : undefined;
    return title ? new JavaReader(line, before, undefined, title) : undefined;
  },
  origin: javaOrigin,
  unfinished: (text) => /^\s*at [\w.$@/<>-]{3,600}(?:\([^()]{0,300})?$/.test(text) && /[.$/(]/.test(text),
  whole: (text) => (/\([^()\s:]{1,200}\.[a-z]{2,6}:\d{0,9}$/.test(text) ? `${text}${CUT})` : undefined),
};

const frameLine =
  /^\s*at (?:[\w.$-]{0,100}(?:@[\w.+-]{1,60})?\/){0,2}((?:[^\s()/]|\/0x[0-9a-f]{1,20}\b|\/\d{1,20}\.){1,1000})( ?)\(([^()]{0,500}(?:\(Compiled Code\))?)\)(.{0,400})$/;
const place = /^(.{1,400}?):(\d{1,9})(?:\(Compiled Code\))?$/;
const withoutLine =
  /^(?:Native Method|Unknown Source|<generated>|[\w$-]{1,200}\.(?:java|kt|kts|scala|groovy|clj|cljc)|SourceFile|NO_SOURCE_FILE|Bytecode index.*|.{1,200}\(Compiled Code\))$/;
const spaced = /^(?:Native Method|Unknown Source|SourceFile(?::\d{1,9})?|[\w$-]{1,200}\.(?:java|kts?|scala|groovy|clj|cljc)(?::\d{1,9})?)$/;
const more = /^\s*\.\.\. (\d{1,9}) (?:more|common frames omitted)/;
const below = /^(?<space>\s*)(?<word>Caused by|Suppressed|Wrapped by|\[wrapped\]):? (?<title>.*)$/;
/** Gradle writes the cause on the line below the word. */
const linkAlone = /^(\s*)(Caused by|Suppressed):\s*$/;
const circular = /^\s*\[CIRCULAR REFERENCE:/;
const threadTitle = /Exception in thread "[^"]{0,300}" \S/;

const className = String.raw`(?:[A-Za-z_][\w$]{0,100}\.){1,20}[A-Za-z_$][\w$]{0,200}`;
const errorEnding = '(?:Exception|Error|Throwable|Failure|Fault|Violation|Interrupt|Death|Rejected|Timeout|Exit|Abort)';
const lead = String.raw`(?:Exception in thread "[^"]{0,300}" |Exception: |=> |Process: .{1,200}, PID: \d+ |(?:ERROR|FATAL|SEVERE|WARN)(?:ING)?:? )?`;
const anchored = new RegExp(String.raw`^\s*${lead}(${className}|[A-Z][\w$]{0,200}${errorEnding})(?:: ?(.*)|\s*)$`);
const inside = new RegExp(String.raw`[\s:([\];-]((?:[a-z_][\w$]{0,100}\.){1,20}[A-Z][\w$]{0,200})(?:: ([^]*)|\s*)$`);
/** What ends a thread is an error, whatever its class is called. */
const ofThread = /^\s*Exception in thread "[^"]{0,300}" ([A-Za-z_$][\w$.]{0,400})(?:: ?(.*)|\s*)$/;
const onlyName = new RegExp(`${errorEnding}$`);

function readTitle(text: string): ErrorTitle | undefined {
  if (text.length > 200_000) return undefined;
  const [, uncaught, said = ''] = ofThread.exec(text) ?? [];
  if (uncaught !== undefined) return { type: uncaught, message: said };
  const [, type, message] = anchored.exec(text) ?? [];
  // "com.acme.Service: started" is a log line unless the class is named like an error; a class alone on its line must be.
  if (type !== undefined && (onlyName.test(type) || (message !== undefined && /\.[A-Z]/.test(type))))
    return { type, message: message ?? '' };
  const [, typeInside, messageInside = ''] = inside.exec(text) ?? [];
  return typeInside !== undefined && onlyName.test(typeInside) ? { type: typeInside, message: messageInside } : undefined;
}

/** The title above a frame. A title after a tab belongs to a failure that a `MultipleFailuresError` lists in its message. */
function titleAbove(before: Lookback, frame: Line): (ErrorTitle & { first: Line }) | undefined {
  const nearest = messageAbove(before, frame, readTitle);
  if (!nearest || !/^ *\t/.test(nearest.first.text)) return nearest;
  const around = messageAbove(before, frame, (text) => (/^ *\t/.test(text) ? undefined : readTitle(text)));
  return around?.type.endsWith('MultipleFailuresError') ? around : nearest;
}

function parseJavaFrame(text: string): FrameDraft | undefined {
  const match = frameLine.exec(text);
  const [, name = '', gap = '', source = '', behind = ''] = match ?? [];
  if (!match || !name.includes('.') || (behind.trim() !== '' && !/^ ?~?\[/.test(behind))) return undefined;
  // With a column it is a script's place, without the space before it.
  if (/:\d{1,9}:\d{1,9}$/.test(source)) return undefined;
  // Maven and Google Play write a blank before the place.
  if (gap !== '' && !spaced.test(source)) return undefined;
  const found = place.exec(source) ?? cutPlace.exec(source);
  if (!found && !withoutLine.test(source)) return undefined;
  const [, file = source, line = 0] = found ?? [];
  return { file, line: Number(line), function: name, raw: text.trim() };
}

interface OpenError {
  error: TraceError;
  indent: number;
  /** The trace that "... n more" refers to. */
  enclosing: OpenError | undefined;
  omitted: number;
  message: string[];
  reading: 'message' | 'frames';
}

const mostMessageLines = 2000;

class JavaReader implements TraceReader {
  readonly from: number;
  private root: OpenError;
  private readonly all: OpenError[] = [];
  private readonly prefixed: boolean;
  private linked: RegExpExecArray | undefined;

  constructor(line: Line, before: Lookback, frame: FrameDraft | undefined, title?: ErrorTitle) {
    const above = title ? undefined : titleAbove(before, line);
    const { type, message } = title ?? above ?? { type: '', message: '' };
    this.from = above?.first.start ?? line.start;
    this.prefixed = line.prefixed;
    // A title may have a prefix that frames lack, so the outermost error counts as leftmost.
    this.root = this.open(type, message, -1, undefined);
    if (frame) this.addFrame(frame);
  }

  offer(line: Line): OfferReply {
    const { text } = line;
    if (text.trim() === '') return 'other';
    const frame = parseJavaFrame(text);
    if (frame) {
      this.addFrame(frame);
      return 'taken';
    }
    const current = this.current;
    const omitted = more.exec(text);
    if (omitted) {
      current.omitted = Number(omitted[1]);
      current.reading = 'frames';
      return 'taken';
    }
    const { space, word, title } = below.exec(text)?.groups ?? {};
    if (word !== undefined) return this.openBelow(space, word, title);
    const { linked } = this;
    this.linked = linkAlone.exec(text) ?? undefined;
    if (this.linked) return 'taken';
    if (linked) {
      const [, margin, link] = linked;
      return this.openBelow(margin, link, text.trim());
    }
    if (circular.test(text)) return 'taken';
    if (line.prefixed && !this.prefixed) return readTitle(text) ? 'end' : 'other';
    if (current.reading === 'message') {
      if (current.message.length > mostMessageLines) return 'end';
      current.message.push(text.trimEnd());
      return 'taken';
    }
    return readTitle(text) ? 'end' : 'other';
  }

  close(): TraceError[] {
    for (const open of this.all) {
      open.error.message = open.message.join('\n').trimEnd();
      fillIn(open);
    }
    return this.root.error.type === '' && this.root.error.frames.length === 0 ? [] : [this.root.error];
  }

  private get current(): OpenError {
    return this.all[this.all.length - 1] ?? this.root;
  }

  private open(type: string, message: string, indent: number, enclosing: OpenError | undefined): OpenError {
    const error: TraceError = { type, message: '', role: 'thrown', frames: new FrameList(), children: [] };
    const open: OpenError = { error, indent, enclosing, omitted: 0, message: [message], reading: 'message' };
    this.all.push(open);
    return open;
  }

  private addFrame(frame: FrameDraft): void {
    this.current.error.frames.add(frame);
    this.current.reading = 'frames';
  }

  /** `Caused by:` belongs to the error with the same indentation, `Suppressed:` to the one further left. */
  private openBelow(space = '', word = '', text = ''): OfferReply {
    const title = readTitle(text) ?? {
      type: /^[\w.$]{1,300}(?=:|$)/.exec(text)?.[0] ?? '',
      message: text.replace(/^[\w.$]{1,300}(?:: ?|$)/, ''),
    };
    const indent = space.length;
    if (word === 'Wrapped by') {
      // The root cause was printed first: each next error is the one around it.
      const inner = this.root;
      this.root = this.open(title.type, title.message, indent, undefined);
      inner.error.role = 'cause';
      inner.enclosing = this.root;
      this.root.error.children.push(inner.error);
      return 'taken';
    }
    const suppressed = word === 'Suppressed';
    const parent = this.all.findLast((open) => (suppressed ? open.indent < indent : open.indent <= indent)) ?? this.root;
    const child = this.open(title.type, title.message, indent, parent);
    child.error.role = suppressed ? 'suppressed' : 'cause';
    parent.error.children.push(child.error);
    return 'taken';
  }
}

/** "... 5 more": the last five frames are those of the enclosing trace. */
function fillIn(open: OpenError): void {
  if (open.omitted > 0 && open.enclosing) open.error.frames.addTail(open.enclosing.error.frames, open.omitted);
}
