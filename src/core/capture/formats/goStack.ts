import type { Line, Lookback } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { FrameList } from './frameList';
import { goOrigin } from './go';

const location = /^\t(\S.{0,1000}\.(?:go|s)):(\d{1,9})$/;
/** `main.(*Cart).Total`, without the arguments that the runtime prints. */
const qualifiedName = /^[\w.~%/-]{1,400}\.[\w.()*[\]·-]{1,400}$/;
const mostMessageLines = 10;
/** zap's console: level, caller, message and fields, with tabs in between. */
const zapRecord = /^(?:[A-Z]{4,6}\t)?(?:\S{1,300}\.go:\d{1,9}\t)?[^\t]{1,1000}\t(\{.{1,4000}\})$/;

/** Stacks that Go libraries record for an error: zap's and those of pkg/errors. */
export const goStack: TraceFormat = {
  name: 'go stack',
  language: 'go',
  triggers: [{ holds: ['.go:'], pattern: /\t\S[^\n]{0,250}\.go:\d{1,9}\n/ }],
  start(line, before) {
    const name = before.above(1);
    return name && location.test(line.text) && qualifiedName.test(name.text) ? new GoStackReader(line, name, before) : undefined;
  },
  origin: goOrigin,
};

class GoStackReader implements TraceReader {
  readonly from: number;
  private readonly error: TraceError;
  private name = '';

  constructor(line: Line, name: Line, before: Lookback) {
    const said = messageAbove(before);
    this.from = said[0]?.start ?? name.start;
    const message = said.map(({ text }) => zapError(text.trim()) ?? text.trim()).join('\n');
    this.error = { type: '', message, role: 'thrown', frames: new FrameList(), children: [] };
    this.offer(name);
    this.offer(line);
  }

  offer({ text }: Line): OfferReply {
    const place = this.name === '' ? null : location.exec(text);
    if (place) {
      const [, file = '', at] = place;
      this.error.frames.add({ file, line: Number(at), function: this.name, raw: `${this.name}\n${text.trim()}` });
      this.name = '';
      return 'taken';
    }
    if (this.name !== '' || !qualifiedName.test(text)) return 'end';
    this.name = text;
    return 'taken';
  }

  close(): TraceError[] {
    return [this.error];
  }
}

/** The line above the first function, and those up to the log's record that it ends. */
function messageAbove(before: Lookback): Line[] {
  const lines: Line[] = [];
  for (let n = 2; n < 2 + mostMessageLines; n++) {
    const line = before.above(n);
    if (!line || line.text.trim() === '') break;
    lines.unshift(line);
    if (line.prefixed) return lines;
  }
  return lines.slice(-1);
}

/** The error among the fields of a record, which zap writes as JSON. */
function zapError(record: string): string | undefined {
  const fields = zapRecord.exec(record)?.[1];
  if (fields === undefined) return undefined;
  try {
    const { error } = JSON.parse(fields) as { error?: unknown };
    return typeof error === 'string' ? error : undefined;
  } catch {
    return undefined;
  }
}
