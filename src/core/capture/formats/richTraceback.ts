import type { Line } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import type { FrameDraft } from './frameDraft';
import { PythonChain, type PythonDialect } from './pythonChain';
import { pythonOrigin } from './pythonOrigin';

/** Drawn with `+`, `-` and `|` where a terminal has no lines. */
const title = /^\s*[╭┌+][─-]{1,400} Traceback \(most recent call last\) [─-]{1,400}[╮┐+]$/;
const bottom = /^\s*[╰└+][─-]{1,1000}[╯┘+]$/;
const place = /^(\S.{0,2000}?):(\d{1,9}) in (\S.{0,500})$/;
/** The failing line, e.g. `❱ 12 │   print(price(order))`. */
const arrow = /^\s*[❱>] {1,9}\d{1,9} (?:[│|] ?)?(.*)$/;

/** The tracebacks that Rich draws, for Typer and others: a box with each frame's code around the line, the exception below it. */
export const richTraceback: TraceFormat = {
  name: 'Rich',
  language: 'python',
  triggers: ['Traceback (most recent call last) ─', 'Traceback (most recent call last) --'],
  start: (line) => (title.test(line.text) ? new RichReader(line) : undefined),
  origin: pythonOrigin,
};

const dialect: PythonDialect = {
  frame(text) {
    const [raw, file = '', line, name = ''] = place.exec(text) ?? [];
    if (raw === undefined) return undefined;
    const frame: FrameDraft = { file, line: Number(line), function: name, raw };
    return { frame, indent: 0 };
  },
  code(text, frame) {
    const code = arrow.exec(text)?.[1];
    if (code === undefined) return false;
    frame.raw += `\n    ${code.trim()}`;
    return true;
  },
};

class RichReader implements TraceReader {
  readonly from: number;
  private readonly chain = new PythonChain(dialect);
  private inBox = true;
  /** The first line of a place wider than the box. */
  private wrapped = '';

  constructor(line: Line) {
    this.from = line.start;
    this.chain.title(0);
  }

  offer({ text }: Line): OfferReply {
    if (title.test(text)) {
      this.inBox = true;
      return this.chain.title(0);
    }
    if (!this.inBox) return this.chain.offer(text);
    if (bottom.test(text)) this.inBox = false;
    else this.readBoxed(text.trim().slice(2, -1).trimEnd());
    return 'taken';
  }

  close(): TraceError[] {
    const error = this.chain.close();
    return error ? [error] : [];
  }

  private readBoxed(text: string): void {
    const { wrapped } = this;
    this.wrapped = '';
    if (arrow.test(text)) this.chain.offer(text);
    else if (/^[^\s╭│╰+|]/.test(text)) {
      const whole = [text, `${wrapped} ${text}`, wrapped + text].find((each) => place.test(each));
      if (whole === undefined) this.wrapped = text;
      else this.chain.offer(whole);
    }
  }
}
