import type { Line } from '../line';
import { expectationIn } from '../runners/expectationIn';
import { runnerError } from '../runners/failureBlock';
import type { Findings } from './findings';
import { JunitXml, type XmlFailure } from './junitXml';
import { textsInJson } from './textsInJson';

/** Scans a text that stands inside of another; undefined where that one is nested deep enough. */
export type NestedScan = ((text: string) => Findings) | undefined;

/** Texts inside a text: what JUnit's XML holds, and strings of JSON with their line breaks escaped. Each is scanned by itself. */
export class NestedTexts {
  private readonly junit = new JunitXml();

  constructor(
    private readonly scan: NestedScan,
    private readonly findings: Findings,
  ) {}

  /** An element of a JUnit report goes on. */
  get open(): boolean {
    return this.junit.open;
  }

  /** True for a line of a JUnit report: what its failures hold is read by itself. */
  readXml(line: Line, raw: string): boolean {
    const { scan } = this;
    if (!scan) return false;
    const behindPrefix = line.prefixed || line.stream !== '' ? line.text : raw;
    const failures = this.junit.push(`${behindPrefix}\n`, line.end - behindPrefix.length);
    for (const failure of failures ?? []) this.addXmlFailure(failure, scan);
    return failures !== undefined;
  }

  /** @param end offset behind the input */
  finish(end: number): void {
    const { scan } = this;
    if (scan) for (const failure of this.junit.finish(end)) this.addXmlFailure(failure, scan);
  }

  /** True where a JSON log line holds a trace: in a string, with its line breaks escaped, or in a list of strings. */
  readJson(line: Line, raw: string): boolean {
    const { scan } = this;
    if (!scan) return false;
    const { start, end } = line;
    let any = false;
    for (const text of textsInJson(raw)) {
      const inner = scan(text.text);
      for (const trace of inner.traces) {
        any = true;
        for (const error of trace.errors) {
          error.type ||= text.type ?? '';
          error.message ||= text.message ?? '';
        }
        this.findings.addTrace({ ...trace, start, end });
      }
      for (const failure of inner.failures) this.findings.addFailure({ ...failure, start, end });
    }
    return any;
  }

  private addXmlFailure({ test, type, message, body, start, end }: XmlFailure, scan: NonNullable<NestedScan>): void {
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
    // A trace says its values itself.
    const values = inner.traces.length > 0 ? undefined : expectationIn(said);
    this.findings.addFailure({ ...values, error: runnerError('unknown', type, said, []), ...told, test, start, end });
  }
}
