import { cleanLine } from './cleanLine';
import { ConsoleBlocks, consoleTriggers } from './consoleBlocks';
import { EndsList } from './endsList';
import type { FoundTrace } from './foundTrace';
import type { TraceFormat, TraceReader, OfferReply } from './formats/format';
import { JunitXml, junitTrigger, type XmlFailure } from './junitXml';
import type { Line, Lookback } from './line';
import { expectationIn } from './runners/expectationIn';
import { runnerError } from './runners/failureBlock';
import type { RunnerReader, TestFailure, TestRunner } from './runners/runner';
import { RepeatedTraces } from './repeatedTraces';
import { completeLength, stripTerminalSequences } from './terminalText';
import { escapedTrigger, TriggerSearch } from './triggers';
import { textsInJson } from './textsInJson';

/** How far above its first frame a trace's message may start. */
const lookbackChars = 64 * 1024;
const lookbackLines = 500;
/** Small chunks are collected up to this size, UTF-16 units. */
const smallestChunk = 64 * 1024;
/** A longer line is read in pieces. */
const longestPiece = 1024 * 1024;
const mostReaders = 8;
const tracePatience = 30;
const runnerPatience = 200;
/** A trace inside a JSON string inside a JSON string … */
const deepest = 4;
/** A terminal of 20 columns cuts a frame into this many lines at most. */
const mostWrapped = 12;
const mostStreams = 1000;
/** So many traces and failed tests are kept of the start of a log, and so many of its end, which is nearer to what the person saw. */
const firstKept = 100;
const lastKept = 400;

export interface ScanSettings {
  formats: readonly TraceFormat[];
  runners: readonly TestRunner[];
}

interface CutLine {
  line: Line;
  /** Lines that it was joined of. */
  parts: number;
  /** Characters of the first of them. */
  width: number;
  /** It was held back for its length alone: alone it is to be read as well. */
  held?: { triggered: boolean };
}

interface OpenReader<R> {
  reader: R;
  stream: string;
  idle: number;
}
interface OpenTrace extends OpenReader<TraceReader> {
  format: TraceFormat;
  end: number;
}
interface OpenRunner extends OpenReader<RunnerReader> {
  runner: TestRunner;
}

/**
 * Finds the traces in a text that comes in chunks. Lines without a trigger are passed over at the speed of a string search as long
 * as no trace is open; memory is bounded by what was found, not by what was read.
 */
export class TraceScanner {
  private readonly traceEnds = new EndsList<FoundTrace>(firstKept, lastKept);
  private readonly failureEnds = new EndsList<TestFailure>(firstKept, lastKept);
  private readonly search: TriggerSearch;
  private readonly runnerSearch: TriggerSearch;
  /** Text not read yet, and the last lines before it. Starts with a line break, so that every line has one before it. */
  private buffer = '\n';
  /** Offset of the buffer's first character in the input. */
  private base = -1;
  /** Where the next line starts in the buffer. */
  private position = 1;
  /** Start of a terminal sequence that the last chunk ended in. */
  private cutSequence = '';
  private waiting: string[] = [];
  private waitingLength = 0;
  /** Open traces, the one that took a line last first. */
  private traces: OpenTrace[] = [];
  private openRunners: OpenRunner[] = [];
  private readonly claimed = new Map<string, number>();
  private readonly repeated = new RepeatedTraces();
  private readonly junit = new JunitXml();
  private readonly console = new ConsoleBlocks();
  /** A line that a narrow terminal may have cut. */
  private cut: CutLine | undefined;
  /** Characters of a line of the terminal, known once a frame was joined of two lines; until no trace is open any more. */
  private width: number | undefined;

  constructor(
    private readonly settings: ScanSettings,
    private readonly depth = 0,
  ) {
    const searches = searchesFor(settings);
    this.search = searches.all;
    this.runnerSearch = searches.runners;
  }

  /** The traces found so far, in the order in which they ended. Of very many the first and the last. */
  get found(): FoundTrace[] {
    return this.traceEnds.toArray();
  }

  /** The failed tests found so far; of very many the first and the last. */
  get failures(): TestFailure[] {
    return this.failureEnds.toArray();
  }

  /** How many traces and failed tests of the middle are not listed. */
  get leftOut(): number {
    return this.traceEnds.leftOut + this.failureEnds.leftOut;
  }

  /** Takes the next chunk. Terminal sequences in it are removed; offsets are those of the text without them. */
  push(chunk: string): void {
    const whole = this.cutSequence + chunk;
    const complete = completeLength(whole);
    this.cutSequence = whole.slice(complete);
    const text = stripTerminalSequences(complete === whole.length ? whole : whole.slice(0, complete));
    this.waiting.push(text);
    this.waitingLength += text.length;
    if (this.waitingLength >= smallestChunk) this.read(false);
  }

  /** Reads what is left and closes what is open. */
  end(): void {
    this.read(true);
    for (const failure of this.junit.finish(this.base + this.buffer.length)) this.addXmlFailure(failure);
    const held = this.cut?.held;
    if (this.cut && held) this.offerHeld(this.cut, held.triggered);
    for (const trace of [...this.traces]) this.closeTrace(trace);
    for (const open of [...this.openRunners]) this.closeRunner(open);
  }

  private read(final: boolean): void {
    const arrived = this.waiting.length === 1 ? (this.waiting[0] ?? '') : this.waiting.join('');
    this.waiting = [];
    this.waitingLength = 0;
    const keep = Math.max(0, this.position - lookbackChars);
    const unread = this.buffer.length;
    this.buffer = this.buffer.slice(keep) + arrived;
    this.base += keep;
    this.position -= keep;
    const lastBreak = arrived.lastIndexOf('\n');
    const readable = final ? this.buffer.length : lastBreak < 0 ? this.position : unread - keep + lastBreak + 1;
    this.readLines(readable);
    while (this.buffer.length - this.position > longestPiece) this.readPiece();
  }

  private readLines(readable: number): void {
    while (this.position < readable) {
      let start = this.position;
      let triggered = true;
      if (this.quiet) {
        const found = this.search.nextLine(this.buffer, this.position, Math.min(readable, this.buffer.length));
        if (found === undefined) {
          this.position = readable;
          return;
        }
        start = found;
      } else triggered = false;
      let end = this.buffer.indexOf('\n', start);
      if (end < 0 || end > readable) end = readable;
      this.position = end + 1;
      this.readLine(start, Math.min(end, this.buffer.length), triggered);
    }
    this.position = Math.min(this.position, this.buffer.length);
  }

  /** Reads a part of a line that is too long, cut where a cut does little harm. */
  private readPiece(): void {
    const from = this.position;
    let end = from + longestPiece;
    const room = end - smallestChunk;
    const gap = Math.max(this.buffer.lastIndexOf('"', end), this.buffer.lastIndexOf('\\n', end), this.buffer.lastIndexOf(' ', end));
    if (gap > room) end = gap;
    this.position = end;
    if (!this.quiet || this.search.isIn(this.buffer.slice(from, end))) this.readLine(from, end, true);
  }

  /** Nothing is open: lines without a trigger need no look. */
  private get quiet(): boolean {
    return this.traces.length === 0 && this.openRunners.length === 0 && this.cut === undefined && !this.junit.open && !this.console.open;
  }

  private readLine(start: number, end: number, known: boolean): void {
    const raw = this.buffer.slice(start, end);
    const line = cleanLine(raw, this.base + start);
    if (this.readXml(raw, line)) return;
    const triggered = known || this.search.isIn(raw);
    if ((triggered || this.console.open) && this.console.take(line, () => this.closeTraces(line.stream))) return;
    const cut = this.cut;
    if (cut) {
      this.cut = undefined;
      if (!(triggered && this.begins(line)) && this.readJoined(cut, line)) return;
      if (cut.held) this.offerHeld(cut, cut.held.triggered);
    }
    if (this.traces.length === 0) this.width = undefined;
    // As long as the terminal is wide: what comes next may be the rest of it.
    else if (line.raw.length === this.width) {
      this.cut = { line, parts: 1, width: line.raw.length, held: { triggered } };
      return;
    }
    if (this.offer(line, raw, triggered, start)) return;
    if (triggered && this.isUnfinished(line)) this.cut = { line, parts: 1, width: line.raw.length };
  }

  /** Tries a cut line with the next one joined. True when that line needs no reading of its own. */
  private readJoined(cut: CutLine, next: Line): boolean {
    if (!continues(next.raw)) return false;
    const raw = cut.line.raw + next.raw;
    const joined: Line = { ...cleanLine(raw, cut.line.start), end: next.end };
    if (this.isUnfinished(joined) || (cut.held && next.raw.length === cut.width)) {
      if (cut.parts >= mostWrapped) return false;
      this.cut = { ...cut, line: joined, parts: cut.parts + 1 };
      return true;
    }
    const known = this.width;
    this.width = cut.width;
    if (this.offerHeld({ ...cut, line: joined }, cut.held?.triggered ?? true)) return true;
    this.width = known;
    return cut.held !== undefined;
  }

  /** What stands above a joined line is what stands above its first part. */
  private offerHeld({ line }: CutLine, triggered: boolean): boolean {
    return this.offer(line, line.raw, triggered, Math.max(1, line.start - this.base));
  }

  /** Whether a line with a trigger begins a trace or a report, or only has a word of one. */
  private begins(line: Line): boolean {
    return [...this.settings.formats, ...this.settings.runners].some((each) => each.start(line, nothingAbove) !== undefined);
  }

  private isUnfinished({ text }: Line): boolean {
    return this.settings.formats.some((format) => format.unfinished?.(text));
  }

  /** True when a trace took the line, or started at it. */
  private offer(line: Line, raw: string, triggered: boolean, start: number): boolean {
    this.offerRunners(line, triggered && this.runnerSearch.isIn(raw), start);
    for (const trace of [...this.traces]) {
      if (line.stream !== '' && trace.stream !== line.stream) continue;
      const verdict = trace.reader.offer(line);
      if (verdict === 'taken' || verdict === 'last') {
        this.take(trace, line, verdict);
        return true;
      }
      if (verdict === 'end' || ++trace.idle > (trace.reader.patience ?? tracePatience)) this.closeTrace(trace);
    }
    if (!triggered) return false;
    // A whole trace in one line is none that begins at this line, though its first frame may look like it.
    const escaped = escapedTrigger.pattern.test(raw);
    if (escaped && this.readJson(raw, line)) return true;
    const before = this.lookback(line, start);
    for (const format of this.settings.formats) {
      const reader = format.start(line, before);
      if (!reader) continue;
      if (this.traces.length >= mostReaders) this.closeTrace(this.traces[this.traces.length - 1] as OpenTrace);
      this.traces.unshift({ format, reader, stream: line.stream, idle: 0, end: line.end });
      this.claim(line);
      return true;
    }
    return !escaped && this.readJson(raw, line);
  }

  private take(trace: OpenTrace, line: Line, verdict: OfferReply): void {
    trace.idle = 0;
    trace.end = line.end;
    this.claim(line);
    if (verdict === 'last') this.closeTrace(trace);
    else if (this.traces[0] !== trace) this.traces = [trace, ...this.traces.filter((other) => other !== trace)];
  }

  private claim(line: Line): void {
    if (this.claimed.size > mostStreams) this.claimed.clear();
    this.claimed.set(line.stream, line.end);
  }

  private closeTraces(stream: string): void {
    for (const trace of [...this.traces]) if (stream === '' || trace.stream === stream) this.closeTrace(trace);
  }

  private closeTrace(trace: OpenTrace): void {
    this.traces = this.traces.filter((other) => other !== trace);
    const errors = trace.reader.close();
    if (errors.length > 0) this.add({ format: trace.format, errors, start: trace.reader.from, end: trace.end });
  }

  private add(trace: FoundTrace): void {
    if (this.repeated.admit(trace)) this.traceEnds.add(trace);
  }

  /** @param triggered by a trigger of a runner */
  private offerRunners(line: Line, triggered: boolean, start: number): void {
    if (!triggered && this.openRunners.length === 0) return;
    const busy = new Set<TestRunner>();
    for (const open of [...this.openRunners]) {
      if (line.stream !== '' && open.stream !== line.stream) continue;
      const verdict = open.reader.offer(line);
      if (verdict === 'taken' || verdict === 'last') {
        open.idle = 0;
        busy.add(open.runner);
      } else open.idle += 1;
      if (verdict === 'last' || verdict === 'end' || open.idle > (open.reader.patience ?? runnerPatience)) this.closeRunner(open);
    }
    if (!triggered) return;
    const before = this.lookback(line, start);
    for (const runner of this.settings.runners) {
      if (busy.has(runner)) continue;
      const reader = runner.start(line, before);
      if (!reader) continue;
      // The report of another failure begins: the traces of the one before are over.
      this.closeTraces(line.stream);
      if (this.openRunners.length >= mostReaders) this.closeRunner(this.openRunners[0] as OpenRunner);
      this.openRunners.push({ runner, reader, stream: line.stream, idle: 0 });
    }
  }

  private closeRunner(open: OpenRunner): void {
    this.openRunners = this.openRunners.filter((other) => other !== open);
    for (const failure of open.reader.close()) this.failureEnds.add(failure);
  }

  /** The lines above one that starts at `start` in the buffer, cut out and cleaned when they are asked for. */
  private lookback(line: Line, start: number): Lookback {
    const lines: Line[] = [];
    let next = start;
    let steps = 0;
    const { buffer, base } = this;
    const above = (n: number): Line | undefined => {
      while (lines.length < n) {
        if (next <= 1 || ++steps > lookbackLines) return undefined;
        const end = next - 1;
        const from = buffer.lastIndexOf('\n', end - 1) + 1;
        if (from === 0 && base >= 0) return undefined;
        const candidate = cleanLine(...this.unwrapped(from, end));
        next = candidate.start - base;
        if (candidate.end <= (this.claimed.get(candidate.stream) ?? -1)) {
          if (line.stream === '' || candidate.stream === line.stream) next = 0;
          continue;
        }
        if (line.stream === '' || candidate.stream === line.stream || candidate.stream === '') lines.push(candidate);
      }
      return lines[n - 1];
    };
    return { above };
  }

  /** A line of the buffer, with the lines above that the terminal cut it of, and its offset in the input. */
  private unwrapped(from: number, end: number): [raw: string, start: number] {
    const { buffer, base, width } = this;
    let raw = buffer.slice(from, end);
    for (let parts = 1; width !== undefined && parts < mostWrapped && from > 1 && continues(raw); parts++) {
      const above = buffer.lastIndexOf('\n', from - 2) + 1;
      const part = buffer.slice(above, from - 1).replace(/\r$/, '');
      if (part.length !== width || (above === 0 && base >= 0)) break;
      raw = part + raw;
      from = above;
    }
    return [raw, base + from];
  }

  /** A line of a JUnit report: what its failures hold is read by itself. */
  private readXml(raw: string, line: Line): boolean {
    if (this.depth >= deepest) return false;
    const behindPrefix = line.prefixed || line.stream !== '' ? line.text : raw;
    const failures = this.junit.push(`${behindPrefix}\n`, line.end - behindPrefix.length);
    for (const failure of failures ?? []) this.addXmlFailure(failure);
    return failures !== undefined;
  }

  private addXmlFailure({ test, type, message, body, start, end }: XmlFailure): void {
    const inner = this.inner(body);
    for (const trace of inner.found) {
      for (const error of trace.errors) {
        error.type ||= type;
        error.message ||= message.startsWith(`${error.type}: `) ? message.slice(error.type.length + 2) : message;
      }
      this.add({ ...trace, start, end });
    }
    const [told] = inner.failures;
    const said = body.trim() || message;
    // A trace says its values itself.
    const values = inner.found.length > 0 ? undefined : expectationIn(said);
    this.failureEnds.add({ ...values, error: runnerError('unknown', type, said, []), ...told, test, start, end });
  }

  private inner(text: string): TraceScanner {
    const inner = new TraceScanner(this.settings, this.depth + 1);
    inner.push(text);
    inner.end();
    return inner;
  }

  /** A trace in a JSON log line: in a string, with its line breaks escaped, or in a list of strings. */
  private readJson(raw: string, line: Line): boolean {
    if (this.depth >= deepest) return false;
    let any = false;
    for (const text of textsInJson(raw)) {
      const inner = this.inner(text.text);
      for (const trace of inner.found) {
        any = true;
        for (const error of trace.errors) {
          error.type ||= text.type ?? '';
          error.message ||= text.message ?? '';
        }
        this.add({ ...trace, start: line.start, end: line.end });
      }
      for (const failure of inner.failures) this.failureEnds.add({ ...failure, start: line.start, end: line.end });
    }
    if (any) this.claim(line);
    return any;
  }
}

const nothingAbove: Lookback = { above: () => undefined };

/** Whether a line may be the rest of the one above: what is indented by more than the space at a cut begins anew. */
function continues(raw: string): boolean {
  return /^ ?\S/.test(raw);
}

interface Searches {
  all: TriggerSearch;
  /** Of the runners' triggers alone: in a long trace every line has a trigger, and hardly any of these. */
  runners: TriggerSearch;
}

const searchesOf = new WeakMap<ScanSettings, Searches>();

function searchesFor(settings: ScanSettings): Searches {
  let searches = searchesOf.get(settings);
  if (!searches) {
    const runners = settings.runners.flatMap(({ triggers }) => triggers);
    searches = {
      all: new TriggerSearch([
        ...settings.formats.flatMap(({ triggers }) => triggers),
        ...runners,
        escapedTrigger,
        junitTrigger,
        ...consoleTriggers,
      ]),
      runners: new TriggerSearch(runners),
    };
    searchesOf.set(settings, searches);
  }
  return searches;
}
