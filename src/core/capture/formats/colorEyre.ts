import type { Line } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { type FrameDraft, frameOf } from './frameDraft';
import { FrameList } from './frameList';
import { rust } from './rust';

const panicked = /^\s*The application panicked \(crashed\)\.\s*$/;
const returned = /^Error:\s*$/;
const said = /^Message:\s+(\S.*)$/;
const located = /^Location:\s*(\S.*)?$/;
const cause = /^\s{2,6}\d{1,3}: (\S.*)$/;
const place = /^\s*(?:at )?(?<file>\S.{0,500}?):(?<line>\d{1,9})(?::(?<column>\d{1,9}))?\s*$/;
const divider = /^\s{0,8}━━━/;
const last = /^(?:Run with |Backtrace omitted\. )/;

/**
 * color-eyre: a panic, or an error that `main` returned with those below it numbered, then, after a separate line, a backtrace or spans.
 */
export const colorEyre: TraceFormat = {
  name: 'color-eyre',
  language: 'rust',
  triggers: ['The application panicked (crashed).', { holds: ['  0: '], pattern: /\n {2,6}0: \S/ }],
  start(line, before) {
    if (panicked.test(line.text)) return new ColorEyreReader(line.start, true);
    const above = before.above(1);
    if (!above || !returned.test(above.text) || !cause.test(line.text)) return undefined;
    const reader = new ColorEyreReader(above.start, false);
    reader.offer(line);
    return reader;
  },
  origin: (frame) => rust.origin(frame),
};

class ColorEyreReader implements TraceReader {
  readonly patience = 8;
  private readonly frames = new FrameList();
  private readonly messages: string[] = [];
  private where: FrameDraft | undefined;
  private state: 'message' | 'location' | 'backtrace' = 'message';
  private name: string | undefined;

  constructor(
    readonly from: number,
    private readonly panic: boolean,
  ) {}

  offer(line: Line): OfferReply {
    const text = line.text;
    if (text.trim() === '') return 'taken';
    if (last.test(text)) return 'last';
    if (divider.test(text)) {
      this.state = 'backtrace';
      return 'taken';
    }
    const at = located.exec(text);
    if (at) {
      this.state = 'location';
      return at[1] ? this.locate(at[1], text) : 'taken';
    }
    if (this.state === 'location' && !this.where && place.test(text)) return this.locate(text, text);
    if (this.state === 'backtrace') return this.offerFrame(text);
    const message = this.panic ? said.exec(text)?.[1] : cause.exec(text)?.[1];
    if (message !== undefined) this.messages.push(message);
    // An error without a message in this form is another tool's.
    else if (this.messages.length === 0) return 'end';
    else this.messages.push(`${this.messages.pop()!}\n${text.trim()}`);
    return 'taken';
  }

  private locate(text: string, raw: string): OfferReply {
    const found = place.exec(text);
    if (found) this.where = frameOf(found, raw.trim());
    return 'taken';
  }

  private offerFrame(text: string): OfferReply {
    const name = /^\s*\d{1,4}: (\S.*)$/.exec(text)?.[1];
    const found = place.exec(text);
    if (name !== undefined && !found) this.name = name.replace(/(?:::h|<?hash )[\da-f]{16}.*$/, '');
    else if (found && this.name !== undefined) {
      this.frames.add({ ...frameOf(found, `${this.name} ${text.trim()}`), function: this.name });
      this.name = undefined;
    }
    return 'taken';
  }

  close(): TraceError[] {
    const [message, ...causes] = this.messages;
    if (message === undefined) return [];
    if (this.frames.length === 0 && this.where) this.frames.add(this.where);
    const error: TraceError = { type: this.panic ? 'panic' : 'Error', message, role: 'thrown', frames: this.frames, children: [] };
    causes.reduce((outer, each) => {
      const inner: TraceError = { type: '', message: each, role: 'cause', frames: new FrameList(), children: [] };
      outer.children.push(inner);
      return inner;
    }, error);
    return [error];
  }
}
