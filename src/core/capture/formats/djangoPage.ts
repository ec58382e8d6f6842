import type { Line, Lookback } from '../line';
import type { TraceFormat, TraceReader, OfferReply } from './format';
import type { FrameDraft } from './frameDraft';
import { FrameList } from './frameList';
import { pythonOrigin } from './pythonOrigin';

const location = /^Exception Location:\s{1,20}(\S.{0,1000}), line (\d{1,9}), in (\S.{0,500})$/;
const type = /^Exception Type:\s{1,20}([A-Za-z_][\w.]{0,200})/;
const value = /^Exception Value:\s{0,20}(.*)$/;
const pageFrame = /^\s*(\S.{0,1000}\.\w{1,6}), line (\d{1,9}), in (\S.{0,500})$/;
/** Lines of a message. */
const mostAbove = 200;

/** Django's error page, copied from a browser. Its copy-and-paste view is a Python traceback. */
export const djangoPage: TraceFormat = {
  name: 'Django page',
  language: 'python',
  triggers: ['Exception Location:'],
  start(line, before) {
    const match = location.exec(line.text);
    const said = match ? saidAbove(before) : undefined;
    return match && said ? new PageReader(said, frameOf(match)) : undefined;
  },
  origin: pythonOrigin,
};

interface Said {
  type: string;
  message: string;
  first: Line;
}

/** `Exception Type:` and `Exception Value:`; a browser puts blank lines around the value. */
function saidAbove(before: Lookback): Said | undefined {
  const message: string[] = [];
  for (let n = 1; n <= mostAbove; n++) {
    const line = before.above(n);
    if (!line) return undefined;
    const found = value.exec(line.text);
    message.unshift(found?.[1] ?? line.text);
    const above = found ? before.above(n + 1) : undefined;
    const name = type.exec(above?.text ?? '')?.[1];
    if (found) return above && name !== undefined ? { type: name, message: message.join('\n').trim(), first: above } : undefined;
  }
  return undefined;
}

function frameOf([raw, file = '', line, name = '']: RegExpExecArray): FrameDraft {
  return { file, line: Number(line), function: name.trimEnd(), raw: raw.trim() };
}

class PageReader implements TraceReader {
  /** A frame has its code and its variables below it. */
  readonly patience = 100;
  readonly from: number;
  private readonly frames = new FrameList();

  constructor(
    private readonly said: Said,
    private readonly where: FrameDraft,
  ) {
    this.from = said.first.start;
  }

  offer({ text }: Line): OfferReply {
    if (type.test(text) || /^Traceback \(/.test(text)) return 'end';
    const match = pageFrame.exec(text);
    if (match) this.frames.add(frameOf(match));
    return match ? 'taken' : 'other';
  }

  close(): ReturnType<TraceReader['close']> {
    if (this.frames.length === 0) this.frames.add(this.where);
    this.frames.reverse();
    const { type: name, message } = this.said;
    return [{ type: name, message, role: 'thrown', frames: this.frames, children: [] }];
  }
}
