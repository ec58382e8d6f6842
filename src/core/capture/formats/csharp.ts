import type { ErrorRole } from '../failureReport';
import type { Line, Lookback } from '../line';
import { csharpOrigin } from './csharpOrigin';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { type FrameDraft, frameOf } from './frameDraft';
import { FrameList } from './frameList';
import { type ErrorTitle, messageAbove } from './messageAbove';

/** The word `line` in the languages of .NET. */
const lineWords = [
  'line',
  'Zeile',
  'ligne',
  'línea',
  'linea',
  'riga',
  'linha',
  'строка',
  '行号',
  '行',
  '줄',
  'wiersz',
  'regel',
  'rad',
  'satır',
];
const lineWord = `(?:${lineWords.join('|')})`;
const atWord = '(?:at|bei|à|en|в|在|場所|위치:|w|em|op|vid|a|konum:)';

/** C#, F# and Visual Basic: .NET, Mono and Unity. */
export const csharp: TraceFormat = {
  name: '.NET',
  language: 'csharp',
  triggers: [
    { holds: [' at '], pattern: / at [\w.`<>[\]+,$|@-]{2,400}\(/ },
    { holds: lineWords.map((word) => `:${word} `), pattern: new RegExp(`:${lineWord} \\d`) },
    { holds: ['] in '], pattern: /\[0x[0-9a-f]{5}\] in \S/ },
    { holds: [') (at '], pattern: /\) \(at [^\s()]{1,300}:\d/ },
    ' ---> ',
  ],
  start(line, before) {
    const frame = parseCSharpFrame(line.text);
    if (frame) return new CSharpReader(line, before, frame);
    // `System.Exception: outer ---> System.Exception: inner`, or its second line.
    if (!innerMark.test(line.text) && !line.text.includes(' ---> ')) return undefined;
    const reader = new CSharpReader(line, before);
    return reader.titled ? reader : undefined;
  },
  origin: csharpOrigin,
  unfinished: (text) =>
    /^ {2,}at [\w.`<>[\]+,$|@-]{2,400}(?:\([^()]{0,400}(?:\)(?: in .{0,400})?)?)?$/.test(text) && !parseCSharpFrame(text)?.line,
};

const parameters = String.raw`\((?:[^()]|\([^()]{0,200}\)){0,1000}\)`;
const netFrame = new RegExp(String.raw`^\s*${atWord} ([^\s()][^()]{0,1000})(${parameters})(.{0,2000})$`);
const netPlace = new RegExp(String.raw`^ (?:in|dans|en|в|位置|w|em|i|på) (?<file>.{1,1500}):${lineWord} (?<line>\d{1,9})\.?$`);
/** Microsoft's testing platform leaves out the word. */
const shortPlace = /^ in (?<file>\S.{0,1500}\.(?:cs|vb|fs|razor|cshtml)):(?<line>\d{1,9})$/;
const monoPlace = /^ ?\[0x[0-9a-f]{1,8}\] in (?<file><[^>]{0,200}>|.{1,1500}?):(?<line>\d{1,9}) ?$/;
const unityFrame = /^\s*(?<method>[\w.+<>`[\],:|@$]{2,500}) ?\([^()]{0,500}\) \(at (?<file>.{1,500}):(?<line>\d{1,9})\)$/;
const innerMark = /^\s*---> (?:\(Inner Exception #\d{1,6}\) )?/;
const innerEnd =
  /^\s*---? ?(?:End of inner exception stack trace|Ende der internen Ausnahmestapelüberwachung|Fin de la trace de la pile d'exception interne|Fin del seguimiento de la pila de la excepción interna)/;
const previousEnd = /^\s*--- (?:End of stack trace from previous location|Ende der Stapelüberwachung|Fin de la trace|Fin del seguimiento)/;
const unhandled = String.raw`(?:(?:\[ERROR\] )?(?:FATAL )?(?:Unhandled exception[.:]|Unhandled Exception:|UNHANDLED EXCEPTION:|Unbehandelte Ausnahme[.:]) ?)?(?:(?:fail|crit): )?`;
const typeName = String.raw`(?:[A-Za-z_][\w]{0,200}[.+]){0,20}[A-Za-z_][\w\x60]{0,200}(?:\[[^\]\s]{0,200}\])?`;
const anchored = new RegExp(String.raw`^\s*${unhandled}(${typeName})(?: \(0x[0-9A-Fa-f]{8}\))?(?: ?: ?(.*)|\s*)$`);
const inside = new RegExp(String.raw`[\s:([;-]((?:[A-Z]\w{0,200}[.+]){1,20}[A-Z]\w{0,200}Exception) ?: (.*)$`);
const stackTitle = /^\s*(?:Stack Trace|StackTrace|Stack trace):$/;
const messageTitle = /^\s*Error Message:$/;

/** What says that an error follows, whatever its type is called. */
const marked = /^\s*(?:\[ERROR\] )?(?:FATAL )?(?:Unhandled exception[.:]|UNHANDLED EXCEPTION:|Unbehandelte Ausnahme[.:]) ?/i;

function readTitle(text: string, above = ''): ErrorTitle | undefined {
  if (text.length > 200_000) return undefined;
  const [, type, message] = anchored.exec(text) ?? [];
  if (
    type !== undefined &&
    (/(?:Exception|Error|Fault|Failure)(?:`\d)?(?:\[.{0,300}\])?$/.test(type) ||
      (marked.test(text) && message !== undefined) ||
      (marked.test(above) && above.replace(marked, '').trim() === '') ||
      (/[.]/.test(type) && /^Xunit|^System|^NUnit/.test(type) && message !== undefined))
  )
    return { type, message: message ?? '' };
  const [, typeInside, messageInside = ''] = inside.exec(text) ?? [];
  return typeInside === undefined ? undefined : { type: typeInside, message: messageInside };
}

function parseCSharpFrame(text: string): FrameDraft | undefined {
  // JavaScript writes `at Object.toBe (cart.test.js:6:55)`.
  if (/(?::\d+:\d+|<anonymous>|\(native)\)?\s*$/.test(text)) return undefined;
  const unity = unityFrame.exec(text);
  if (unity) return { ...frameOf(unity, text.trim()), function: (unity.groups?.['method'] ?? '').replace(':', '.') };
  const match = netFrame.exec(text.endsWith('<---') ? text.slice(0, -4) : text);
  if (!match) return undefined;
  const [, name = '', list = '', behind = ''] = match;
  const raw = text.trim().replace(/<---$/, '');
  const named = name.trimEnd();
  const at = monoPlace.exec(behind) ?? netPlace.exec(behind) ?? shortPlace.exec(behind);
  if (at) return { ...frameOf(at, raw), function: named };
  // Without a place: a method of a class, with types and names of its parameters.
  if (behind.trim() !== '' || !named.includes('.') || !/^[\w.`<>[\]+,$|@&*=-]+$/.test(named) || !/^\((?:[A-Za-z_].*)?\)$/.test(list))
    return undefined;
  // A place between the parentheses belongs to another language.
  if (/[:/\\]/.test(list)) return undefined;
  if (/\.(?:java|kt|scala|groovy|clj)(?::\d+)?\)$|^\((?:Native Method|Unknown Source|native|index \d+)\)$/.test(list)) return undefined;
  return { file: '', line: 0, function: named, raw };
}

interface OpenError {
  error: TraceError;
  message: string[];
  reading: 'message' | 'frames';
}

const mostMessageLines = 2000;

class CSharpReader implements TraceReader {
  readonly from: number;
  private readonly root: OpenError;
  private readonly all: OpenError[] = [];
  /** Errors still without their frames, outermost first; the current one is the last. */
  private stack: OpenError[];
  private readonly prefixed: boolean;

  constructor(line: Line, before: Lookback, frame?: FrameDraft) {
    const isInner = innerMark.test(line.text);
    const found = frame || isInner ? undefined : readTitle(line.text);
    // The mark may be on a further line of the message; the title is above.
    const direct = found && line.text.indexOf(found.type) < line.text.indexOf(' ---> ') ? found : undefined;
    const above = direct && !isInner ? { ...direct, first: line } : (testMessageAbove(before) ?? messageAbove(before, line, readTitle));
    this.from = above?.first.start ?? line.start;
    this.prefixed = line.prefixed;
    const own = frame || isInner || direct ? '' : `\n${line.text.trimEnd()}`;
    this.root = this.open(above?.type ?? '', (above?.message ?? '') + own, 'thrown');
    this.stack = [this.root];
    this.openChained(this.root);
    // Mono reports what ends a program twice.
    if (above && /FATAL UNHANDLED EXCEPTION: /.test(above.first.raw)) this.root.error.again = true;
    if (frame) this.addFrame(frame, line.text);
    else if (isInner) this.offer(line);
  }

  /** A title was found, so this is a trace even before its first frame. */
  get titled(): boolean {
    return this.root.error.type !== '';
  }

  offer(line: Line): OfferReply {
    const { text } = line;
    if (text.trim() === '') return 'other';
    const frame = parseCSharpFrame(text);
    if (frame) {
      this.addFrame(frame, text);
      return 'taken';
    }
    if (innerMark.test(text)) return this.openInner(text);
    if (innerEnd.test(text)) {
      if (this.stack.length > 1) this.stack.pop();
      this.current.reading = 'frames';
      return 'taken';
    }
    if (previousEnd.test(text) || /^\s*(?:--- End of|Rethrow as|<---)/.test(text)) return 'taken';
    if (line.prefixed && !this.prefixed) return readTitle(text) ? 'end' : 'other';
    if (this.current.reading === 'message') {
      if (this.current.message.length > mostMessageLines) return 'end';
      this.current.message.push(text.trimEnd());
      return 'taken';
    }
    return readTitle(text) ? 'end' : 'other';
  }

  close(): TraceError[] {
    for (const open of this.all) open.error.message = open.message.join('\n').trimEnd();
    return this.root.error.type === '' && this.root.error.frames.length === 0 ? [] : [this.root.error];
  }

  private get current(): OpenError {
    return this.stack[this.stack.length - 1] ?? this.root;
  }

  private open(type: string, message: string, role: ErrorRole): OpenError {
    const error: TraceError = { type, message: '', role, frames: new FrameList(), children: [] };
    const open: OpenError = { error, message: message.split('\n'), reading: 'message' };
    this.all.push(open);
    return open;
  }

  private addFrame(frame: FrameDraft, text: string): void {
    this.current.reading = 'frames';
    this.current.error.frames.add(frame);
    if (text.endsWith('<---')) this.stack.length = Math.max(1, this.stack.length - 1);
  }

  /** ` ---> System.Exception: inner`, also `---> (Inner Exception #1) …` of an AggregateException. */
  private openInner(text: string): OfferReply {
    const numbered = /\(Inner Exception #(\d{1,6})\)/.exec(text);
    const rest = text.replace(innerMark, '').replace(/<---$/, '');
    const title = readTitle(rest) ?? { type: '', message: rest };
    if (numbered) this.stack.length = 1;
    const parent = this.current;
    const known = numbered?.[1] === '0' ? parent.error.children[0] : undefined;
    // Older versions print the first inner exception twice.
    if (known && known.type === title.type) {
      const again = this.open(title.type, title.message, known.role);
      this.stack.push(again);
      this.openChained(again);
      return 'taken';
    }
    const child = this.open(title.type, title.message, /Aggregate/.test(parent.error.type) ? 'aggregated' : 'cause');
    parent.error.children.push(child.error);
    this.stack.push(child);
    this.openChained(child);
    if (text.endsWith('<---')) this.stack.pop();
    return 'taken';
  }

  /** `outer ---> System.Exception: inner` on one line, as .NET Framework prints it. */
  private openChained(open: OpenError): void {
    const last = open.message.length - 1;
    const text = open.message[last] ?? '';
    const at = text.indexOf(' ---> ');
    if (at < 0) return;
    const title = readTitle(text.slice(at + 6));
    if (!title) return;
    open.message[last] = text.slice(0, at);
    const child = this.open(title.type, title.message, /Aggregate/.test(open.error.type) ? 'aggregated' : 'cause');
    open.error.children.push(child.error);
    this.stack.push(child);
    this.openChained(child);
  }
}

/** `dotnet test` prints "Error Message:", the message, "Stack Trace:", the frames. */
function testMessageAbove(before: Lookback): (ErrorTitle & { first: Line }) | undefined {
  if (!stackTitle.test(before.above(1)?.text ?? '')) return undefined;
  const lines: string[] = [];
  let first: Line | undefined;
  for (let n = 2; n <= 200; n++) {
    const line = before.above(n);
    if (!line) return undefined;
    if (messageTitle.test(line.text)) break;
    first = line;
    lines.unshift(line.text.replace(/^ {1,3}/, '').trimEnd());
  }
  if (!first) return undefined;
  const title = readTitle(lines[0] ?? '');
  const message = title ? [title.message, ...lines.slice(1)] : lines;
  return { type: title?.type ?? '', message: message.join('\n').trimEnd(), first };
}
