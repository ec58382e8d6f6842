import type { Line, Lookback } from '../line';
import type { OfferReply, TraceError, TraceFormat, TraceReader } from './format';
import { FrameList } from './frameList';

/** Since version 0.15 an error stands in a box. */
const boxed = /^[│|] Error: (?<message>\S.*)$/;
const title = /^Error: (?<message>\S.*)$/;
const place = /^\s*on (?<file>\S{1,500}) line (?<at>\d{1,9})(?:, in .{1,300})?:$/;
const code = /^\s*\d{1,9}: /;
const margin = /^[│|](?: |$)/;
const mostLines = 60;

/** Terraform and OpenTofu: what is wrong, where, the code, an explanation. */
export const terraform: TraceFormat = {
  name: 'Terraform',
  language: 'unknown',
  triggers: ['│ Error: ', { holds: [' line '], pattern: /\n {2}on \S{1,500} line \d{1,9}(?:, in .{1,300})?:\r?\n/ }],
  start(line, before) {
    const message = boxed.exec(line.text)?.groups?.['message'];
    if (message !== undefined) return new TerraformReader(line, message, true);
    return place.test(line.text) ? belowTitle(line, before) : undefined;
  },
  origin: () => 'workspace',
};

function belowTitle(line: Line, before: Lookback): TraceReader | undefined {
  for (let n = 1; n <= 3; n++) {
    const above = before.above(n);
    const message = title.exec(above?.text ?? '')?.groups?.['message'];
    if (!above || message === undefined) continue;
    const reader = new TerraformReader(above, message, false);
    reader.offer(line);
    return reader;
  }
  return undefined;
}

class TerraformReader implements TraceReader {
  readonly from: number;
  readonly patience = 2;
  private readonly frames = new FrameList();
  private readonly message: string[];
  private lines = 0;

  constructor(
    first: Line,
    message: string,
    private readonly inBox: boolean,
  ) {
    this.from = first.start;
    this.message = [message];
  }

  offer(line: Line): OfferReply {
    if (++this.lines > mostLines || (this.inBox && !margin.test(line.text)) || boxed.test(line.text) || title.test(line.text)) return 'end';
    const text = (this.inBox ? line.text.slice(2) : line.text).trimEnd();
    if (text === '') return this.inBox ? 'taken' : 'other';
    const { file = '', at } = place.exec(text)?.groups ?? {};
    if (at !== undefined && this.frames.length === 0) {
      this.frames.add({ file, line: Number(at), raw: text.trim() });
      return 'taken';
    }
    if (code.test(text)) {
      this.frames.addText(text);
      return 'taken';
    }
    if (!this.inBox) return 'end';
    if (!/^\s+[├│└]/.test(text)) this.message.push(text);
    return 'taken';
  }

  close(): TraceError[] {
    return [{ type: 'Error', message: this.message.join('\n'), role: 'thrown', frames: this.frames, children: [] }];
  }
}
