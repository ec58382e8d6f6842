import type { TraceError } from '../formats/format';
import { FrameList } from '../formats/frameList';
import type { Line } from '../line';
import { expectationIn } from '../runners/expectationIn';
import { runnerError } from '../runners/failureBlock';
import type { Findings } from './findings';
import { CtrfJson, type CtrfFailure } from './ctrfJson';
import { JunitXml, type XmlFailure } from './junitXml';
import { jestJson, type JsonTestFailure } from './jestJson';
import { textsInJson, unescapeJson } from './textsInJson';
import { xmlFailureText } from './xmlFailureText';

/** Scans a text inside another one; undefined at the nesting limit. */
export type NestedScan = ((text: string) => Findings) | undefined;

/** Offset of the first frame below a message; -1 where it has none. */
function firstFrame(text: string): number {
  return text.search(/\n\s{1,40}at \S/);
}

const aggregated = /"type":"(\w{1,100})","message":"((?:[^"\\]|\\.){0,1000})","stack":"(?:[^"\\]|\\[^n]){0,1100}","aggregateErrors":\[\{/;

/** pino: an error without frames that holds the others of its line. One with frames of its own is read like any other. */
function aggregateIn(raw: string): TraceError | undefined {
  const [, type, message = ''] = raw.includes('"aggregateErrors":[{') ? (aggregated.exec(raw) ?? []) : [];
  if (type === undefined) return undefined;
  return { type, message: unescapeJson(message), language: 'javascript', role: 'thrown', frames: new FrameList(), children: [] };
}

/** Texts inside a text: the content of JUnit's XML, and strings of JSON with escaped line breaks. Each is scanned separately. */
export class NestedTexts {
  private readonly junit = new JunitXml();
  private readonly ctrf = new CtrfJson();

  constructor(
    private readonly scan: NestedScan,
    private readonly findings: Findings,
  ) {}

  /** A JUnit or CTRF report continues. */
  get open(): boolean {
    return this.junit.open || this.ctrf.open;
  }

  /** True for a line of a report in a file's format, JUnit or CTRF: the content of its failures is scanned separately. */
  readReport(line: Line, raw: string): boolean {
    const { scan } = this;
    if (!scan) return false;
    const behindPrefix = line.prefixed || line.stream !== '' ? line.text : raw;
    const start = line.end - behindPrefix.length;
    const failures = this.junit.push(`${behindPrefix}\n`, start);
    for (const failure of failures ?? []) this.addXmlFailure(failure, scan);
    if (failures) return true;
    const tests = this.ctrf.push(`${behindPrefix}\n`, start);
    for (const test of tests ?? []) this.addCtrfFailure(test, scan);
    return tests !== undefined;
  }

  /** @param end offset behind the input */
  finish(end: number): void {
    const { scan } = this;
    if (scan) for (const failure of this.junit.finish(end)) this.addXmlFailure(failure, scan);
  }

  /** True where a JSON log line holds a trace: in a string with escaped line breaks, or in a list of strings. */
  readJson(line: Line, raw: string): boolean {
    const { scan } = this;
    if (!scan) return false;
    const { start, end } = line;
    const tests = jestJson(raw);
    if (tests) {
      // Each has its own place on the line, which assigns the traces to the failures.
      for (const [index, test] of tests.entries()) this.addJsonFailure(test, scan, line.start + index);
      return tests.length > 0;
    }
    let any = false;
    const aggregate = aggregateIn(raw);
    for (const text of textsInJson(raw)) {
      // The one line of an event was read by itself.
      if (text.text.trimEnd() === line.text.trimEnd()) continue;
      const inner = scan(text.text);
      for (const trace of inner.traces) {
        any = true;
        for (const error of trace.errors) {
          // An error that was thrown without a message has none; a logger's words are about something else.
          if (error.type === '' || text.isOwn) error.message ||= text.message ?? '';
          error.type ||= text.type ?? '';
        }
        if (!aggregate) this.findings.addTrace({ ...trace, start, end });
        else if (aggregate.children.length === 0) this.findings.addTrace({ ...trace, errors: [aggregate], start, end });
        aggregate?.children.push(...trace.errors.map((error) => ({ ...error, role: 'aggregated' as const })));
      }
      // One line alone is a part of a report whose other lines are elsewhere: a test's result without its messages.
      if (!text.text.trimEnd().includes('\n')) continue;
      for (const failure of inner.failures) this.findings.addFailure({ ...failure, start, end });
    }
    return any;
  }

  private addJsonFailure({ test, messages }: JsonTestFailure, scan: NonNullable<NestedScan>, start: number): void {
    const end = start;
    for (const text of messages) {
      const at = firstFrame(text);
      const said = (at < 0 ? text : text.slice(0, at)).trim();
      const { traces } = scan(text);
      const [type = '', message = said] = /^(\w[\w.]{0,100}(?:Error|Exception))(?: \[\w+\])?: ([^]*)$/.exec(said)?.slice(1) ?? [];
      for (const trace of traces) {
        const [error] = trace.errors;
        // A message without a type is recognised by the start of its frames.
        if (error && (error.type === '' || error.type === type)) Object.assign(error, { type, message });
        this.findings.addTrace({ ...trace, start, end });
      }
      const own = traces.length > 0 ? undefined : runnerError('javascript', type, message, []);
      this.findings.addFailure({ ...expectationIn(said), ...(own && { error: own }), test, start, end });
    }
  }

  private addCtrfFailure({ place, trace, message, ...at }: CtrfFailure, scan: NonNullable<NestedScan>): void {
    const said = message.trim();
    const [, type = ''] = /^(\w[\w.]{0,100}(?:Error|Exception))\b/.exec(trace) ?? [];
    // Some reporters write the type before the message.
    const own = type && said.startsWith(`${type} `) ? said.slice(type.length + 1) : said;
    this.addXmlFailure({ ...at, type, message: own, body: trace, place }, scan);
  }

  private addXmlFailure(
    { test, type, message, body, place, start, end }: XmlFailure & Pick<CtrfFailure, 'place'>,
    scan: NonNullable<NestedScan>,
  ): void {
    const inner = scan(body);
    for (const trace of inner.traces) {
      for (const error of trace.errors) {
        error.type ||= type;
        error.message ||= message.startsWith(`${error.type}: `) ? message.slice(error.type.length + 2) : message;
      }
      this.findings.addTrace({ ...trace, start, end });
    }
    const [told] = inner.failures;
    const said = body.trim() || message;
    // A trace contains its values itself.
    const values = inner.traces.length > 0 ? undefined : expectationIn(said);
    this.findings.addFailure({ ...values, error: xmlFailureText(type, said.replaceAll('\r\n', '\n'), place), ...told, test, start, end });
  }
}
