import type { Line } from '../line';
import type { OfferReply, TraceError, TraceFormat, TraceReader } from './format';
import type { FrameDraft } from './frameDraft';
import { FrameList } from './frameList';

const HEADER = /^CMake Error at (?<file>(?:[A-Za-z]:)?[^\n:]{1,500}):(?<at>\d{1,9}) \((?<command>\w{1,80})\):$/;
const CALLERS = /^Call Stack \(most recent call first\):$/;
const CALLER = /^ {2}(?<file>(?:[A-Za-z]:)?[^\n:]{1,500}):(?<at>\d{1,9}) \((?<command>\w{1,80})\)$/;
const MOST_LINES = 60;

/** CMake: the place, an indented message with blank lines in it, the files that include the place. */
export const cmake: TraceFormat = {
  name: 'CMake',
  language: 'unknown',
  triggers: ['CMake Error at '],
  start(line) {
    const { file = '', at, command } = HEADER.exec(line.text.trimEnd())?.groups ?? {};
    if (at === undefined) return undefined;
    return new CmakeReader(line.start, { file, line: Number(at), function: command, raw: line.text.trim() });
  },
  origin: ({ file }) => (/\/share\/cmake(?:-[\d.]{1,20})?\//.test(file) ? 'runtime' : 'workspace'),
};

class CmakeReader implements TraceReader {
  readonly patience = 3;
  private readonly frames = new FrameList();
  private readonly message: string[] = [];
  private called = false;

  constructor(
    readonly from: number,
    frame: FrameDraft,
  ) {
    this.frames.add(frame);
  }

  offer({ text }: Line): OfferReply {
    const line = text.trimEnd();
    if (line === '') return 'other';
    if (CALLERS.test(line)) {
      this.called = true;
      return 'taken';
    }
    const { file = '', at, command } = (this.called && CALLER.exec(line)?.groups) || {};
    if (at !== undefined) {
      this.frames.add({ file, line: Number(at), function: command, raw: line.trim() });
      return 'taken';
    }
    if (this.called || !line.startsWith('  ') || this.message.length === MOST_LINES) return 'end';
    this.message.push(line.slice(2));
    return 'taken';
  }

  close(): TraceError[] {
    const message = this.message.map((line) => line.trim()).join('\n');
    return message === '' ? [] : [{ type: 'CMake Error', message, role: 'thrown', frames: this.frames, children: [] }];
  }
}
