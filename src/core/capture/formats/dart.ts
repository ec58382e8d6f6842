import type { FrameOrigin } from '../failureReport';
import type { Line, Lookback } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { type FrameDraft, frameOf } from './frameDraft';
import { FrameList } from './frameList';

const logcat = /^(?:[VDIWEF]\/flutter\s*\(\s*\d+\)|flutter): ?/;
const box = /EXCEPTION CAUGHT BY .{1,200}? {0,9}╞|[═=]{2} Exception caught by \S.{0,200}? [═=]{2}/;
const frame =
  /^#\d+\s+(?<function>\S.*?) \((?<file>(?:package:|dart:|file:\/\/|\/|[A-Za-z]:[\\/]|\w[\w./-]*\.dart)[^()]*?)(?::(?<line>\d+))?(?::(?<column>\d+))?\)$/;
const chained = /^(?<file>(?:package:|dart:|file:\/\/|(?=[\w.-]+\/)\w)\S*\.dart) (?<line>\d+)(?::(?<column>\d+))?\s+(?<function>\S.*)$/;
/** Android Studio shows a frame's place on a line of its own. */
const unplaced = /^#\d+\s+([^\s(][^(]*)$/;
const placeAlone = /^(?<file>(?:package:|dart:)\S+?)(?::(?<line>\d{1,9}))?(?::(?<column>\d{1,9}))?$/;
const typed = /^(\w*(?:Exception|Error|Failure))(?: \([^()]*\))?(?:: (.*))?$/;
// Dart writes "exception" in lower case on its own, Flutter capitalised with the message after it; capitalised on its own is Mono's.
const unhandled = /Unhandled (?:exception:(?: ([^]*))?|Exception: ([^]+))$/;
const longestMessage = 60;

/** Dart and Flutter: unhandled exceptions, stack_trace's chains, the framework's boxed reports. */
export const dart: TraceFormat = {
  name: 'dart',
  language: 'dart',
  triggers: [
    '\n#0   ',
    { holds: [' (package:', ' (dart:', ' (file:'], pattern: /#0\s+\S.{0,300} \((?:package:|dart:|file:)/ },
    'nhandled exception:',
    'nhandled Exception:',
    ' EXCEPTION CAUGHT BY ',
    ' Exception caught by ',
  ],
  start(line, before) {
    const text = clean(line.text);
    if (box.test(text)) return new DartReader(line.start, [], true);
    const unnamed = unhandled.exec(text);
    if (unnamed) {
      const [, below, behind] = unnamed;
      const said = below ?? behind;
      return new DartReader(line.start, said === undefined ? [] : [said], false);
    }
    return frame.test(text) ? startAtFrame(line, before) : undefined;
  },
  origin: dartOrigin,
};

function clean(text: string): string {
  return text.replace(logcat, '').trim();
}

function startAtFrame(line: Line, before: Lookback): DartReader {
  const above = before.above(1);
  const said = above ? clean(above.text) : '';
  const reader = new DartReader(above && said !== '' ? above.start : line.start, said === '' ? [] : [said], false);
  reader.offer(line);
  return reader;
}

class DartReader implements TraceReader {
  readonly patience = 12;
  private readonly frames = new FrameList();
  private type: string | undefined;
  /** The box's message: between "The following X was thrown …:" and the first blank line. */
  private part: 'head' | 'message' | 'rest' = 'head';
  private opening = '';
  /** A frame whose place is on the next line. */
  private name: string | undefined;

  constructor(
    readonly from: number,
    private readonly message: string[],
    private readonly boxed: boolean,
  ) {}

  offer(line: Line): OfferReply {
    const text = clean(line.text);
    const match = frame.exec(text);
    if (match) return this.add(frameOf(match, text));
    const name = this.name;
    const below = name === undefined ? null : placeAlone.exec(text);
    this.name = unplaced.exec(text)?.[1];
    if (below) return this.add({ ...frameOf(below, `${name} ${text}`), function: name });
    if (this.name !== undefined) return 'taken';
    const chain = chained.exec(text);
    if (chain) return this.add(frameOf(chain, text));
    if (
      text === '<asynchronous suspension>' ||
      /^=+ asynchronous gap =+$/.test(text) ||
      /^\(elided .* frames? from .*\)$/.test(text) ||
      text === '...'
    ) {
      this.frames.addText(text);
      return 'taken';
    }
    if (this.boxed) return this.offerBoxed(text);
    if (this.frames.length > 0) return text === '' ? 'end' : 'other';
    if (this.message.length >= longestMessage) return 'end';
    this.message.push(text);
    return 'taken';
  }

  private offerBoxed(text: string): OfferReply {
    if (/^[═=]{10,}$/.test(text)) return 'last';
    if (box.test(text)) return 'end';
    if (this.part === 'head' && this.opening === '') {
      const [, thrown] = /^The following (\S+) was thrown(?:[ :]|$)/.exec(text) ?? [];
      if (thrown !== undefined) this.type = thrown === 'message' || thrown === 'assertion' ? '' : thrown;
      // Shorter boxes begin with the message.
      else if (text !== '') return this.offerMessage(text);
      else return 'taken';
    }
    if (this.part === 'head') {
      // The name of a widget may go on in the next line.
      this.opening += `${text} `;
      if (text === '' || (text.endsWith(':') && isBalanced(this.opening))) this.part = 'message';
      return 'taken';
    }
    return this.offerMessage(text);
  }

  private offerMessage(text: string): OfferReply {
    if (text === '' || /^(?:The relevant error-causing widget was|When the exception was thrown)/.test(text)) {
      if (this.message.length > 0 || text !== '') this.part = 'rest';
    } else if (this.part !== 'rest') {
      this.part = 'message';
      this.message.push(text);
    }
    return 'taken';
  }

  private add(frame: FrameDraft): OfferReply {
    this.frames.add({ ...frame, file: frame.file.replace(/^file:\/\/(?=\/)/, '').replace(/^\/(?=[A-Za-z]:\/)/, '') });
    return 'taken';
  }

  close(): TraceError[] {
    if (this.frames.length === 0 && !(this.boxed && this.message.length > 0)) return [];
    const text = this.message.join('\n').trim();
    const first = text.split('\n', 1)[0] ?? '';
    const match = this.type === undefined ? typed.exec(first) : null;
    const [, type = '', start = ''] = match ?? [];
    const message = match ? `${start}${text.slice(first.length)}` : text;
    return [{ type: this.type ?? type, message, role: 'thrown', frames: this.frames, children: [] }];
  }
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const char of text) depth += '(['.includes(char) ? 1 : ')]'.includes(char) ? -1 : 0;
  return depth <= 0;
}

/** Packages that come with the SDK of Flutter count as dependencies, `dart:` as the runtime. */
function dartOrigin(at: FrameDraft): FrameOrigin {
  const file = at.file.replaceAll('\\', '/');
  if (file.startsWith('dart:') || file === '') return 'runtime';
  if (
    /^package:(?:flutter|flutter_test|test|test_api|stack_trace|async|http|provider|bloc|flutter_bloc|riverpod|dio|matcher|collection)\//.test(
      file,
    )
  )
    return 'dependency';
  return /\/(?:\.pub-cache|pub\.dartlang\.org|hosted\/pub|flutter\/packages)\//.test(file) ? 'dependency' : 'workspace';
}
