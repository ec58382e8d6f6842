import type { OfferReply, TraceError, TraceFormat, TraceReader } from './format';
import { FrameList } from './frameList';
import type { Line } from '../line';
import { phpOrigin } from './php';

const title =
  /^(?:\(\d\/\d\) )?(?<type>[A-Z]\w{0,100}(?:Exception|Error)|Exception|Error) in (?<file>\S{1,300}\.php) line (?<at>\d{1,9}):?$/;
const frame = /^(?:\d{1,4}\. )?(?:in|at (?<call>\S.{0,2000}) in) (?<file>\S{1,300}\.php) line (?<at>\d{1,9})$/;
const unplaced = /^(?:\d{1,4}\. )?at (?<call>\S.{0,2000}\))$/;
const mostLines = 30;

/** The page on which Symfony and Laravel showed an exception, as text: `ErrorException in Cart.php line 12:`, the message, the calls. */
export const phpPage: TraceFormat = {
  name: 'page of PHP',
  language: 'php',
  triggers: [{ holds: ['.php line '], pattern: /(?:Exception|Error) in \S{1,300}\.php line \d{1,9}:?\r?\n/ }],
  start(line) {
    const { type, file = '', at } = title.exec(line.text.trim())?.groups ?? {};
    return type === undefined ? undefined : new PageReader(line, type, file, Number(at));
  },
  origin: phpOrigin,
};

class PageReader implements TraceReader {
  readonly from: number;
  readonly patience = 3;
  private readonly frames = new FrameList();
  private readonly message: string[] = [];

  constructor(
    first: Line,
    private readonly type: string,
    private readonly file: string,
    private readonly line: number,
  ) {
    this.from = first.start;
  }

  offer(line: Line): OfferReply {
    const text = line.text.trim();
    if (text === '') return 'other';
    const { call, file = '', at } = frame.exec(text)?.groups ?? {};
    if (at !== undefined) {
      this.frames.add({ file, line: Number(at), ...(call !== undefined && { function: nameOf(call) }), raw: text });
      return 'taken';
    }
    const inside = unplaced.exec(text)?.groups?.['call'];
    if (inside !== undefined && this.frames.length > 0) {
      this.frames.add({ file: '', line: 0, function: nameOf(inside), origin: 'runtime', raw: text });
      return 'taken';
    }
    if (this.frames.length > 0 || this.message.length === mostLines) return 'end';
    this.message.push(text);
    return 'taken';
  }

  close(): TraceError[] {
    if (this.message.length === 0) return [];
    if (this.frames.length === 0) this.frames.add({ file: this.file, line: this.line, raw: `${this.file} line ${this.line}` });
    return [{ type: this.type, message: this.message.join('\n'), role: 'thrown', frames: this.frames, children: [] }];
  }
}

function nameOf(call: string): string {
  return call.replace(/\([^]*$/, '');
}
