import type { Line } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { FrameList } from './frameList';
import { javaOrigin } from './javaOrigin';

const banner = 'APPLICATION FAILED TO START';
const mostLines = 200;

/** Spring Boot's report instead of a trace, for known reasons why an application does not start. */
export const springStart: TraceFormat = {
  name: 'Spring Boot',
  language: 'java',
  triggers: [banner],
  start: (line, before) => (line.text.trim() === banner ? new StartReader((before.above(1) ?? line).start) : undefined),
  origin: javaOrigin,
};

class StartReader implements TraceReader {
  private readonly description: string[] = [];
  private readonly action: string[] = [];
  private section: string[] | undefined;
  private blanks = 0;

  constructor(readonly from: number) {}

  offer(line: Line): OfferReply {
    const text = line.text.trimEnd();
    const { section } = this;
    if (text === 'Description:') this.section = this.description;
    else if (text === 'Action:') this.section = this.action;
    else if (text === '') {
      this.blanks += 1;
      if (section?.length) section.push('');
      return 'taken';
    } else if (!section) return /^\*+$/.test(text) ? 'taken' : 'other';
    else if (line.prefixed || (section === this.action && section.length > 0 && this.blanks > 1) || section.length > mostLines)
      return 'end';
    else section.push(text);
    this.blanks = 0;
    return 'taken';
  }

  close(): TraceError[] {
    const [message, details] = [this.description, this.action].map((lines) => lines.join('\n').trim());
    if (!message) return [];
    return [{ type: banner, message, ...(details && { details }), role: 'thrown', frames: new FrameList(), children: [] }];
  }
}
