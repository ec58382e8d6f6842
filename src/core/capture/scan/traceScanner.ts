import type { Line, Lookback } from '../line';
import type { TestFailure } from '../runners/runner';
import { cleanLine } from '../unwrap/cleanLine';
import { ConsoleBlocks } from './consoleBlocks';
import { Findings } from './findings';
import type { FoundTrace } from './foundTrace';
import { LineFeed, type RawLine } from './lineFeed';
import { NestedTexts } from './nestedTexts';
import { OpenRunners } from './openRunners';
import { OpenTraces } from './openTraces';
import { type LineStarter, type ScanSettings, searchFor } from './scanSettings';
import { escapedTrigger } from './textsInJson';
import type { TriggerSearch } from './triggerSearch';
import { WrappedLines } from './wrappedLines';

/** The number of lines above its first frame within which a trace's message may start. */
const lookbackLines = 500;
/** A trace inside a JSON string inside a JSON string … */
const deepest = 4;

/**
 * Finds the traces in a text that comes in chunks: lines → without console blocks → joined → offered to the open reports and traces → start
 * of a new one. Memory depends on the number of findings, not on the length of the text.
 */
export class TraceScanner {
  private readonly findings = new Findings();
  private readonly feed: LineFeed;
  private readonly search: TriggerSearch<LineStarter>;
  private readonly traces: OpenTraces;
  private readonly reports: OpenRunners;
  private readonly nested: NestedTexts;
  private readonly console = new ConsoleBlocks();
  private readonly wrapped: WrappedLines;

  constructor(
    private readonly settings: ScanSettings,
    private readonly depth = 0,
  ) {
    const { findings } = this;
    this.search = searchFor(settings);
    this.traces = new OpenTraces(settings.formats, (trace) => findings.addTrace(trace));
    this.reports = new OpenRunners(settings.runners, (failure) => findings.addFailure(failure));
    this.nested = new NestedTexts(depth < deepest ? (text) => this.scanInner(text) : undefined, findings);
    const isReading = () => this.traces.any;
    this.wrapped = new WrappedLines(settings.formats, {
      get reading() {
        return isReading();
      },
      begins: (line) => this.begins(line),
      offer: (line, raw, triggered) => this.offer(line, raw, triggered),
    });
    const isQuiet = () => this.quiet;
    this.feed = new LineFeed(this.search, {
      get quiet() {
        return isQuiet();
      },
      readLine: (line, triggered) => this.readLine(line, triggered),
    });
  }

  /** The traces found so far, in the order in which they ended. If there are very many, the first and the last. */
  get found(): FoundTrace[] {
    return this.findings.traces;
  }

  /** The failed tests found so far; if there are very many, the first and the last. */
  get failures(): TestFailure[] {
    return this.findings.failures;
  }

  /** The number of traces and failed tests omitted from the middle. */
  get leftOut(): number {
    return this.findings.leftOut;
  }

  /** Takes the next chunk. Terminal sequences in it are removed; offsets are those of the text without them. */
  push(chunk: string): void {
    this.feed.push(chunk);
  }

  /** Reads the rest and closes all open traces and reports. */
  end(): void {
    this.feed.finish();
    this.nested.finish(this.feed.end);
    this.wrapped.finish();
    this.traces.closeStream();
    this.reports.closeAll();
  }

  private get quiet(): boolean {
    return !this.traces.any && !this.reports.any && !this.wrapped.open && !this.nested.open && !this.console.open;
  }

  private readLine({ raw, start }: RawLine, known: boolean): void {
    const line = cleanLine(raw, start);
    if (this.nested.readReport(line, raw)) return;
    const triggered = known || this.search.ownersIn(raw).size > 0;
    if ((triggered || this.console.open) && this.console.take(line, () => this.traces.closeStream(line.stream))) return;
    this.wrapped.read(line, raw, triggered);
  }

  /** True when a trace took the line, or started at it. */
  private offer(line: Line, raw: string, triggered: boolean): boolean {
    const able = triggered ? this.search.ownersIn(raw) : nobody;
    const busy = this.reports.offer(line);
    // The report of another failure begins: the traces of the one before are over.
    if (able.size > 0) this.reports.begin(line, this.lookback(line), able, busy, () => this.traces.closeStream(line.stream));
    if (this.traces.offer(line)) return true;
    if (!triggered) return false;
    // A complete trace within one line does not begin at this line, though its first frame may look like it.
    const escaped = escapedTrigger.pattern.test(raw);
    return (
      (escaped && this.readJson(line, raw)) || this.traces.begin(line, this.lookback(line), able) || (!escaped && this.readJson(line, raw))
    );
  }

  private readJson(line: Line, raw: string): boolean {
    const found = this.nested.readJson(line, raw);
    if (found) this.traces.claim(line);
    return found;
  }

  /** Whether a line with a trigger begins a trace or a report, or only contains a word of one. */
  private begins(line: Line): boolean {
    const able = this.search.ownersIn(line.raw);
    return [...able].some((each) => each !== 'other' && each.start(line, nothingAbove) !== undefined);
  }

  /** The lines above a line, extracted, joined and cleaned on demand. */
  private lookback(line: Line): Lookback {
    const lines: Line[] = [];
    let next: number | undefined = line.start;
    let steps = 0;
    const above = (n: number): Line | undefined => {
      while (lines.length < n) {
        if (next === undefined || ++steps > lookbackLines) return undefined;
        const raw = this.wrapped.above(this.feed, next);
        if (!raw) return undefined;
        const candidate = cleanLine(raw.raw, raw.start);
        next = candidate.start;
        if (this.traces.isClaimed(candidate)) {
          if (line.stream === '' || candidate.stream === line.stream) next = undefined;
          continue;
        }
        if (line.stream === '' || candidate.stream === line.stream || candidate.stream === '') lines.push(candidate);
      }
      return lines[n - 1];
    };
    return { above };
  }

  private scanInner(text: string): Findings {
    const inner = new TraceScanner(this.settings, this.depth + 1);
    inner.push(text);
    inner.end();
    return inner.findings;
  }
}

const nobody: ReadonlySet<LineStarter> = new Set();
const nothingAbove: Lookback = { above: () => undefined };
