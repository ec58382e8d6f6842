import type { FrameDraft } from '../formats/frameDraft';
import type { OfferReply } from '../formats/format';
import type { Line } from '../line';
import { expectationIn } from './expectationIn';
import { outdent, runnerError } from './failureBlock';
import type { RunnerReader, TestFailure, TestRunner } from './runner';

const running = /^\[ RUN {6}\] (\S{1,500})/;
const finished = /^\[ {2}(?:FAILED {2}|SKIPPED ?)\] |^\[ {7}OK \] |^\[-{10}\]|^\[={10}\]|^\[ {2}PASSED {2}\]/;
/** `cart_test.cc:12: Failure`; Visual Studio's form is `cart_test.cc(12): error: …`. */
const place = /^(?<file>(?:[A-Za-z]:)?[^\s:()][^:()]{0,500})(?::(?<at>\d{1,9}): Failure|\((?<row>\d{1,9})\): error: ?(?<said>.{0,4000}))$/;
const thrown = /^unknown file: Failure$/;
const mostLines = 400;

interface Message {
  frame?: FrameDraft;
  test?: string;
  lines: string[];
  start: number;
  end: number;
}

/** GoogleTest: the test that runs, then each failed expectation with its place. */
export const googleTest: TestRunner = {
  name: 'googletest',
  triggers: ['[ RUN      ] ', { holds: [': Failure'], pattern: /:(?:\d{1,9}| file): Failure\r?\n|unknown file: Failure/ }],
  start(line) {
    if (!running.test(line.text) && !place.test(line.text) && !thrown.test(line.text)) return undefined;
    const reader = new GoogleTestReader();
    reader.offer(line);
    return reader;
  },
};

class GoogleTestReader implements RunnerReader {
  readonly patience = 5000;
  private readonly messages: Message[] = [];
  private test: string | undefined;
  private open: Message | undefined;

  offer(line: Line): OfferReply {
    const text = line.text.trimEnd();
    const test = running.exec(text)?.[1];
    if (test !== undefined || finished.test(text)) {
      this.open = undefined;
      if (test !== undefined) this.test = test;
      return 'taken';
    }
    const { file, at, row, said } = place.exec(text)?.groups ?? {};
    if (file !== undefined || thrown.test(text)) {
      const frame = file === undefined ? undefined : { file, line: Number(at ?? row), raw: text };
      this.open = { frame, test: this.test, lines: [said ?? ''], start: line.start, end: line.end };
      if (this.messages.length < mostLines) this.messages.push(this.open);
      return 'taken';
    }
    if (!this.open) return 'other';
    // A trace that a fatal failure printed has a reader of its own.
    if (/^(?:Google Test trace:|Stack trace:)$/.test(text)) this.open = undefined;
    else if (this.open.lines.length < mostLines) {
      this.open.lines.push(text);
      this.open.end = line.end;
    }
    return 'taken';
  }

  close(): TestFailure[] {
    return this.messages.map(({ frame, test, lines, start, end }) => {
      const text = outdent(lines.slice(1)).join('\n').trim();
      const said = [lines[0] ?? '', text].filter(Boolean).join('\n');
      return { test, ...valuesOf(said), start, end, error: runnerError('cpp', '', said, frame ? [frame] : []) };
    });
  }
}

/** `Expected equality of these values:`, each with what it is; the one written as a literal is the expected one. */
function valuesOf(said: string): { expected: string; actual: string } | undefined {
  const lines = said.split('\n');
  if (lines[0] !== 'Expected equality of these values:') return expectationIn(said);
  const sides: { written: string; is?: string }[] = [];
  for (const line of lines.slice(1)) {
    const is = /^\s*Which is: (.*)$/.exec(line)?.[1];
    const last = sides.at(-1);
    if (is !== undefined && last) last.is = is;
    else if (/^\s{1,4}\S/.test(line) && sides.length < 2) sides.push({ written: line.trim() });
    else break;
  }
  const [first, second] = sides;
  if (!first || !second) return undefined;
  const [actual, expected] = first.is === undefined && second.is !== undefined ? [second, first] : [first, second];
  return { expected: expected.is ?? expected.written, actual: actual.is ?? actual.written };
}
