import type { TraceFormat, TraceReader } from '../formats/format';
import type { Line, Lookback } from '../line';
import type { FoundTrace } from './foundTrace';
import { mostReaders } from './openRunners';

/** The default number of lines of other output in a row that end a trace: more than a program writes between two frames. */
const patience = 30;
/** The number of outputs for which the last claimed line is kept. */
const mostStreams = 1000;

interface OpenTrace {
  readonly format: TraceFormat;
  readonly reader: TraceReader;
  stream: string;
  /** It has only its first line. */
  fresh: boolean;
  /** Lines in a row that did not belong to it. */
  idle: number;
  /** Offset behind its last line. */
  end: number;
}

/** The traces being read, which are offered each line in turn, and the lines taken. */
export class OpenTraces {
  /** The one that took a line last comes first. */
  private open: OpenTrace[] = [];
  private readonly claimed = new Map<string, number>();

  constructor(
    private readonly formats: readonly TraceFormat[],
    private readonly onClose: (trace: FoundTrace) => void,
  ) {}

  get any(): boolean {
    return this.open.length > 0;
  }

  /** True when an open trace takes the line. */
  offer(line: Line): boolean {
    for (const trace of [...this.open]) {
      // A copy may begin behind the prefix of its first line.
      const unnamed = trace.stream === '' && trace.fresh && trace.reader.from === 0;
      if (line.stream !== '' && trace.stream !== line.stream && !unnamed) continue;
      const reply = trace.reader.offer(line);
      if (reply === 'taken' || reply === 'last') {
        this.take(trace, line);
        if (reply === 'last') this.close(trace);
        return true;
      }
      if (reply === 'end' || ++trace.idle > (trace.reader.patience ?? patience)) this.close(trace);
    }
    return false;
  }

  /**
   * True when a trace begins at the line: the first format that recognises it reads it.
   * @param able those whose triggers the line holds
   */
  begin(line: Line, before: Lookback, able: ReadonlySet<unknown>): boolean {
    for (const format of this.formats) {
      const reader = able.has(format) ? format.start(line, before) : undefined;
      if (!reader) continue;
      const oldest = this.open.at(-1);
      if (oldest && this.open.length >= mostReaders) this.close(oldest);
      this.open.unshift({ format, reader, stream: line.stream, fresh: true, idle: 0, end: line.end });
      this.claim(line);
      return true;
    }
    return false;
  }

  /** The line belongs to a trace: no other trace searches its message there or above. */
  claim(line: Line): void {
    if (this.claimed.size > mostStreams) this.claimed.clear();
    this.claimed.set(line.stream, line.end);
  }

  isClaimed(line: Line): boolean {
    return line.end <= (this.claimed.get(line.stream) ?? -1);
  }

  /** Ends the traces of one output, or of all outputs where none is given. */
  closeStream(stream = ''): void {
    for (const trace of [...this.open]) if (stream === '' || trace.stream === stream) this.close(trace);
  }

  private take(trace: OpenTrace, line: Line): void {
    trace.idle = 0;
    if (trace.fresh && trace.stream === '') trace.stream = line.stream;
    trace.fresh = false;
    trace.end = line.end;
    this.claim(line);
    if (this.open[0] !== trace) this.open = [trace, ...this.open.filter((other) => other !== trace)];
  }

  private close(trace: OpenTrace): void {
    this.open = this.open.filter((other) => other !== trace);
    const errors = trace.reader.close();
    if (errors.length > 0) this.onClose({ format: trace.format, errors, start: trace.reader.from, end: trace.end });
  }
}
