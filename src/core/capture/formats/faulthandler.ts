import type { Line } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { frameOf } from './frameDraft';
import { FrameList } from './frameList';
import { pythonOrigin } from './pythonOrigin';

/** Python's faulthandler: the interpreter itself crashed, frames come innermost first. */
export const faulthandler: TraceFormat = {
  name: 'faulthandler',
  language: 'python',
  triggers: ['(most recent call first)', 'Fatal Python error: '],
  start: (line) => (fatal.test(line.text) || threadTitle.test(line.text) ? new FaultReader(line) : undefined),
  origin: pythonOrigin,
};

const fatal = /^Fatal Python error: (.*)$/;
const threadTitle = /^(?:Current thread|Thread) 0x[0-9a-f]{1,20}(?: \[[^\]]{0,100}\])? \(most recent call first\):$/;
const place = /^\s*File "(?<file>[^"]{1,4096})", line (?<line>\d{1,9}) in (?<function>.{1,1000})$/;

class FaultReader implements TraceReader {
  readonly from: number;
  private readonly errors: TraceError[] = [];
  private latest: TraceError | undefined;
  private message: string | undefined;

  constructor(line: Line) {
    this.from = line.start;
    this.offer(line);
  }

  offer({ text }: Line): OfferReply {
    const crash = fatal.exec(text);
    if (crash) {
      if (this.message !== undefined) return 'end';
      this.message = crash[1] ?? '';
      return 'taken';
    }
    if (threadTitle.test(text)) {
      // The thread that crashed is the error; the others are listed with it under their titles.
      const current = text.startsWith('Current') && this.message !== undefined;
      const error: TraceError = {
        type: current ? 'Fatal Python error' : '',
        message: current ? (this.message ?? '') : text.replace(/ \([^]*$/, ''),
        role: 'thrown',
        frames: new FrameList(),
        children: [],
      };
      if (current) this.errors.unshift(error);
      else this.errors.push(error);
      this.latest = error;
      return 'taken';
    }
    const frame = place.exec(text);
    if (!frame) return /^\s*\.\.\.$|^Python runtime state: /.test(text) ? 'taken' : 'other';
    this.latest?.frames.add(frameOf(frame, text.trim()));
    return 'taken';
  }

  close(): TraceError[] {
    if (this.errors.length > 0 || this.message === undefined) return this.errors;
    return [{ type: 'Fatal Python error', message: this.message, role: 'thrown', frames: new FrameList(), children: [] }];
  }
}
