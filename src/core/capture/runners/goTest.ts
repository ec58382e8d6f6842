import type { FrameDraft } from '../formats/frameDraft';
import type { OfferReply } from '../formats/format';
import type { Line } from '../line';
import { expectationIn } from './expectationIn';
import type { Values } from './jsonValues';
import { outdent, runnerError } from './failureBlock';
import type { RunnerReader, TestFailure, TestRunner } from './runner';

const result = /^\s*--- (?<outcome>FAIL|PASS|SKIP|BENCH): (?<name>\S+)(?: \([\d.]+(?:s| seconds)\))?$/;
/** gotestsum's list at the end: package, test, run. */
const listed = /^=== (FAIL|SKIP): (?:\S{1,500})? (\S{0,500})(?: \(re-run \d{1,4}\))? \([\d.]{1,12}s\)$/;
const benchmark = /^(Benchmark\w{0,200})$/;
const run = /^=== (RUN|PAUSE|CONT|NAME)(?: +(\S+)?)?$/;
/** Go 1.14 wrote the test before the place. */
const said = /^\s+(?:[A-Z]\S{0,500}: )?(?<file>\S+\.go):(?<line>\d+): ?(?<text>.*)$/;
const exited = /^exit status [1-9]\d{0,2}$/;
/** The line of a package that failed, without its time. */
const packageFailed = /^FAIL\s+\S+/;
const outputs = /^got:\n([^]*)\nwant(?: \(unordered\))?:\n([^]*)$/;
const mostTests = 20_000;
const mostLines = 300;

/** `go test`, with and without `-v`; with testify's reports. */
export const goTest: TestRunner = {
  name: 'go test',
  triggers: ['--- FAIL: ', '=== RUN ', '=== FAIL: ', { holds: ['\nBenchmark'], pattern: /\nBenchmark\w{0,200}\r?\n/ }],
  start(line) {
    if (![result, run, listed, benchmark].some((each) => each.test(line.text))) return undefined;
    const reader = new GoTestReader();
    reader.offer(line);
    return reader;
  },
};

interface Message {
  file: string;
  line: number;
  lines: string[];
  start: number;
  end: number;
}

interface Test {
  name: string;
  /** Told once more in a list at the end. */
  listed?: true;
  messages: Message[];
  failed: boolean;
  /** What Go itself says, for a test without a message. */
  said?: string;
  /** What Go prints of an example that printed something else. */
  compared?: string[];
  start: number;
  end: number;
}

/** Reads a whole run: with `-v` a test's messages come long before the line that reports its failure. */
class GoTestReader implements RunnerReader {
  readonly patience = 5000;
  private readonly tests = new Map<string, Test>();
  private current: Test | undefined;
  private status = '';

  offer(line: Line): OfferReply {
    const text = line.text;
    const done = result.exec(text)?.groups;
    if (done) {
      const { outcome, name = '' } = done;
      // In the list the result may follow the messages of a test.
      const current = this.current?.listed && this.current.name === name ? this.current : undefined;
      if (!current) this.finish(name, outcome === 'FAIL', line);
      return 'taken';
    }
    const [, outcome, inList = ''] = listed.exec(text) ?? [];
    if (outcome !== undefined) {
      if (inList === '') this.current = undefined;
      else this.finish(inList, outcome === 'FAIL', line, true);
      return 'taken';
    }
    const running = run.exec(text)?.[2] ?? benchmark.exec(text)?.[1];
    if (running !== undefined || run.test(text)) {
      this.current = running === undefined ? undefined : this.test(running, line);
      return 'taken';
    }
    if (exited.test(text)) this.status = text;
    if (/^(?:FAIL|ok {2}|PASS|coverage: )\S*(?:\s|$)/.test(text)) {
      this.endPackage(text, line);
      return /^(?:FAIL|ok)\s+\S/.test(text) ? 'last' : 'taken';
    }
    const current = this.current;
    if (!current) return 'other';
    current.end = line.end;
    return this.addText(text, line, current);
  }

  /** A package failed while a test ran: the program ended in it, e.g. by `os.Exit`. */
  private endPackage(text: string, line: Line): void {
    const [failed] = packageFailed.exec(text) ?? [];
    const { current } = this;
    if (failed === undefined || !current || [...this.tests.values()].some((test) => test.failed)) return;
    current.failed = true;
    current.end = line.end;
    current.said = this.status || failed;
  }

  private addText(text: string, line: Line, current: Test): OfferReply {
    if (current.failed && current.name.startsWith('Example') && (text === 'got:' || current.compared)) {
      current.compared ??= [];
      if (current.compared.length < mostLines) current.compared.push(text);
      return 'taken';
    }
    const message = said.exec(text)?.groups;
    const last = current.messages.at(-1);
    if (message && current.messages.length < mostLines) {
      const { file = '', line: at, text: first = '' } = message;
      current.messages.push({ file, line: Number(at), lines: [first], start: line.start, end: line.end });
      return 'taken';
    }
    // An empty line of a message lost its indentation when it was trimmed.
    if (last && text === '' && last.lines.length < mostLines) last.lines.push('');
    if (!last || !/^\s/.test(text)) return 'other';
    if (last.lines.length < mostLines) last.lines.push(text);
    last.end = line.end;
    return 'taken';
  }

  private finish(name: string, failed: boolean, line: Line, listed?: true): void {
    if (!failed) {
      this.tests.delete(name);
      this.current = undefined;
      return;
    }
    const test = this.test(name, line, listed);
    test.failed = true;
    this.current = test;
  }

  private test(name: string, line: Line, listed?: true): Test {
    const key = listed ? `${name} ` : name;
    let test = this.tests.get(key);
    if (!test) {
      test = { name, listed, messages: [], failed: false, start: line.start, end: line.end };
      if (this.tests.size < mostTests) this.tests.set(key, test);
    }
    return test;
  }

  close(): TestFailure[] {
    const failures: TestFailure[] = [];
    for (const test of this.tests.values()) {
      if (!test.failed) continue;
      const { name, messages, start, end } = test;
      const [message = '', actual, expected] = outputs.exec(test.compared?.join('\n') ?? '') ?? [];
      const values = actual !== undefined && expected !== undefined ? { actual, expected } : undefined;
      const said = message || test.said;
      const summary = test.listed && { summary: test.listed };
      for (const message of messages) failures.push({ ...failureOf(name, message), ...summary });
      // `t.Fail()` says nothing: Go's own line is all that there is.
      if (messages.length === 0 && !this.isParent(name))
        failures.push({ test: name, start, end, error: runnerError('go', '', said ?? `--- FAIL: ${name}`, []), ...values, ...summary });
    }
    return failures;
  }

  private isParent(name: string): boolean {
    for (const other of this.tests.keys()) if (other.startsWith(`${name}/`)) return true;
    return false;
  }
}

function failureOf(test: string, message: Message): TestFailure {
  const text = [message.lines[0] ?? '', ...outdent(message.lines.slice(1))].join('\n').trim();
  const testify = testifyValues(text);
  const place = {
    file: message.file,
    line: message.line,
    function: test.split('/')[0],
    raw: `${message.file}:${message.line}: ${message.lines[0] ?? ''}`.trim(),
  };
  return {
    test,
    ...(testify?.values ?? expectationIn(text)),
    start: message.start,
    end: message.end,
    error: runnerError('go', '', testify?.message ?? text, testify && testify.places.length > 1 ? testify.places : [place]),
  };
}

/** testify writes a table: `Error Trace:`, `Error:`, `Test:`, `Messages:`; values continue in the column of the first. */
function testifyValues(text: string): { message: string; values?: Values; places: FrameDraft[] } | undefined {
  if (!/^Error Trace:\s/m.test(text)) return undefined;
  const column = /^Error:(\s+)/m.exec(text);
  if (!column) return undefined;
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.startsWith('Error:'));
  const error: string[] = [];
  for (const line of lines.slice(first)) {
    if (error.length > 0 && /^\w/.test(line)) break;
    error.push(error.length === 0 ? line.replace(/^Error:\s+/, '') : line.replace(/^\t? *\t?/, ''));
  }
  const notes = /^Messages:\s+(.*)$/m.exec(text)?.[1];
  const message = error.join('\n').trim();
  const values = /^expected: ([^]*?)\nactual {2}: (.*(?:\n(?!\s*(?:Diff:|$)).*)*)/m.exec(message);
  return {
    message: notes ? `${notes}\n${message}` : message,
    places: lines.slice(0, first).flatMap((line): FrameDraft[] => {
      const [raw, file = '', at] = /^(?:Error Trace:)?\s{0,60}(\S{1,500}):(\d{1,9})$/.exec(line.trimEnd()) ?? [];
      return raw === undefined ? [] : [{ file, line: Number(at), raw: `${file}:${at}` }];
    }),
    values: values ? { expected: values[1] ?? '', actual: (values[2] ?? '').trim() } : undefined,
  };
}
