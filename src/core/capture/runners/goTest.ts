import type { OfferReply } from '../formats/format';
import type { Line } from '../line';
import { expectationIn, type Values } from './expectationIn';
import { outdent, runnerError } from './failureBlock';
import type { RunnerReader, TestFailure, TestRunner } from './runner';

const result = /^(\s*)--- (FAIL|PASS|SKIP|BENCH): (\S+)(?: \([\d.]+s\))?$/;
const run = /^=== (RUN|PAUSE|CONT|NAME) +(\S+)?$/;
const said = /^\s+(\S+\.go):(\d+): ?(.*)$/;
const mostTests = 20_000;
const mostLines = 300;

/** `go test`, with and without `-v`; with testify's reports. */
export const goTest: TestRunner = {
  name: 'go test',
  triggers: ['--- FAIL: ', '=== RUN '],
  start(line) {
    if (!result.test(line.text) && !run.test(line.text)) return undefined;
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
  messages: Message[];
  failed: boolean;
  start: number;
  end: number;
}

/** Reads a whole run: with `-v` a test's messages come long before the line that reports its failure. */
class GoTestReader implements RunnerReader {
  readonly patience = 5000;
  private readonly tests = new Map<string, Test>();
  private current: Test | undefined;

  offer(line: Line): OfferReply {
    const text = line.text;
    const done = result.exec(text);
    if (done) {
      this.finish(done[3] ?? '', done[2] === 'FAIL', line);
      return 'taken';
    }
    const running = run.exec(text);
    if (running) {
      this.current = this.test(running[2] ?? '', line);
      return 'taken';
    }
    if (/^(?:FAIL|ok {2}|PASS|coverage: )\S*(?:\s|$)/.test(text)) return /^(?:FAIL|ok)\s+\S/.test(text) ? 'last' : 'taken';
    const current = this.current;
    if (!current) return 'other';
    current.end = line.end;
    return this.addText(text, line, current);
  }

  private addText(text: string, line: Line, current: Test): OfferReply {
    const message = said.exec(text);
    const last = current.messages.at(-1);
    if (message && current.messages.length < mostLines) {
      current.messages.push({
        file: message[1] ?? '',
        line: Number(message[2]),
        lines: [message[3] ?? ''],
        start: line.start,
        end: line.end,
      });
      return 'taken';
    }
    // An empty line of a message lost its indentation when it was trimmed.
    if (last && text === '' && last.lines.length < mostLines) last.lines.push('');
    if (!last || !/^\s/.test(text)) return 'other';
    if (last.lines.length < mostLines) last.lines.push(text);
    last.end = line.end;
    return 'taken';
  }

  private finish(name: string, failed: boolean, line: Line): void {
    if (!failed) {
      this.tests.delete(name);
      this.current = undefined;
      return;
    }
    const test = this.test(name, line);
    test.failed = true;
    this.current = test;
  }

  private test(name: string, line: Line): Test {
    let test = this.tests.get(name);
    if (!test) {
      test = { messages: [], failed: false, start: line.start, end: line.end };
      if (this.tests.size < mostTests) this.tests.set(name, test);
    }
    return test;
  }

  close(): TestFailure[] {
    const failures: TestFailure[] = [];
    for (const [name, test] of this.tests) {
      if (!test.failed) continue;
      for (const message of test.messages) failures.push(failureOf(name, message));
      if (test.messages.length === 0 && !this.isParent(name)) failures.push({ test: name, start: test.start, end: test.end });
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
  return {
    test,
    ...(testify?.values ?? expectationIn(text)),
    start: message.start,
    end: message.end,
    error: runnerError('go', '', testify?.message ?? text, [
      {
        file: message.file,
        line: message.line,
        function: test.split('/')[0],
        raw: `${message.file}:${message.line}: ${message.lines[0] ?? ''}`.trim(),
      },
    ]),
  };
}

/** testify writes a table: `Error Trace:`, `Error:`, `Test:`, `Messages:`; values continue in the column of the first. */
function testifyValues(text: string): { message: string; values?: Values } | undefined {
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
    values: values ? { expected: values[1] ?? '', actual: (values[2] ?? '').trim() } : undefined,
  };
}
