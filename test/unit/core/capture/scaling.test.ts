import { ok } from 'node:assert';
import { allFormats, captureFailure } from '../../../../src/core/capture/captureFailure';
import type { Line, Lookback } from '../../../../src/core/capture/line';
import type { ScanSettings } from '../../../../src/core/capture/scan/scanSettings';
import { TraceScanner } from '../../../../src/core/capture/scan/traceScanner';
import { OutputUnwrapping } from '../../../../src/core/capture/unwrap/outputUnwrapping';

/** The formats and runners, and the number of characters passed to them: at a start, as their own line, as a line above. */
function counted(): { settings: ScanSettings; read: () => number } {
  let characters = 0;
  const count = (line: Line): void => {
    characters += line.text.length + 1;
  };
  const counting = <Reader extends { start(line: Line, before: Lookback): { offer(line: Line): unknown } | undefined }>(
    reader: Reader,
  ): Reader => ({
    ...reader,
    start: (line: Line, before: Lookback) => {
      count(line);
      const started = reader.start(line, {
        above(n) {
          const above = before.above(n);
          if (above) count(above);
          return above;
        },
      });
      if (!started) return undefined;
      const offer = started.offer.bind(started);
      started.offer = (next) => {
        count(next);
        return offer(next);
      };
      return started;
    },
  });
  return {
    settings: { formats: allFormats.formats.map(counting), runners: allFormats.runners.map(counting) },
    read: () => characters,
  };
}

function charactersRead(input: Iterable<string>): number {
  const { settings, read } = counted();
  const scanner = new TraceScanner(settings);
  const unwrapping = new OutputUnwrapping();
  for (const chunk of input) scanner.push(unwrapping.push(chunk));
  scanner.push(unwrapping.end());
  scanner.end();
  return read();
}

describe('work proportional to the input', () => {
  function* chunks(head: string, part: (index: number) => string, count: number): Generator<string> {
    let text = head;
    for (let index = 0; index < count; index++) {
      text += part(index);
      if (text.length < 65536) continue;
      yield text;
      text = '';
    }
    yield text;
  }

  const inputs: Record<string, (count: number) => Generator<string>> = {
    'frames of JavaScript': (count) => chunks('Error: x\n', (index) => `    at f${index} (/app/a.js:${index}:7)\n`, count),
    'frames of Python': (count) =>
      chunks('Traceback (most recent call last):\n', (index) => `  File "/app/a.py", line ${index}, in f${index}\n`, count),
    'frames of Java': (count) => chunks('java.lang.Error: x\n', (index) => `\tat a.B.f${index}(B.java:${index})\n`, count),
    'frames of .NET': (count) => chunks('System.Exception: x\n', (index) => `   at A.B.F${index}() in /app/B.cs:line ${index}\n`, count),
    'frames of Go': (count) =>
      chunks('panic: x\n\ngoroutine 1 [running]:\n', (index) => `main.f${index}(0x1)\n\t/app/m.go:${index} +0x1\n`, count),
    'frames of PHP': (count) =>
      chunks(
        'PHP Fatal error:  Uncaught E: x in /app/a.php:3\nStack trace:\n',
        (index) => `#${index} /app/a.php(${index}): f${index}()\n`,
        count,
      ),
    'frames of Ruby': (count) => chunks("/app/a.rb:1:in `f': x (E)\n", (index) => `\tfrom /app/a.rb:${index}:in \`f${index}'\n`, count),
    'frames of Perl': (count) => chunks('x at a.pl line 1.\n', (index) => `\tmain::f${index}(1) called at a.pl line ${index}\n`, count),
    'frames of gdb': (count) =>
      chunks('Program received signal SIGSEGV, Segmentation fault.\n', (index) => `#${index}  f${index} (x=1) at m.c:${index}\n`, count),
    'causes of Java': (count) =>
      chunks('java.lang.Error: x\n', (index) => `Caused by: java.lang.Error: y${index}\n\tat a.B.f${index}(B.java:${index})\n`, count / 4),
    'errors one after the other': (count) => chunks('', (index) => `Error: ${index}\n    at f (/app/a.js:${index}:7)\n\n`, count / 4),
    'frames in one JSON string': (count) => chunks('{"stack":"Error: x', (index) => `\\n    at f${index} (/app/a.js:${index}:7)`, count),
    'frames in one JSON list': (count) => chunks('{"stack":["Error: x"', (index) => `,"    at f${index} (/app/a.js:${index}:7)"`, count),
    'lists within lists': (count) => chunks('{"a":', () => '["[",",",["    at ",[', count),
    'lists without a stack': (count) => chunks('{"a":["    at f (/a.js:1:7)"],', () => '["\\\\ ', count * 4),
    'quotes within quotes': (count) => chunks('{"a":"', () => '\\\\\\"\\n at ', count),
    'failed tests in one line of a JUnit report': (count) =>
      chunks(
        '<testsuite name="a">',
        (index) => `<testcase name="b${index}"><failure type="E">Error: &lt;x&gt; at b.js:${index}</failure></testcase>`,
        count / 4,
      ),
    'a failure of many lines in a JUnit report': (count) =>
      chunks('<testcase name="a"><failure><![CDATA[', (index) => `line ${index} ]] &lt; </failure> <testcase b="\n`, count),
    'quotes in a JUnit report': (count) => chunks('<testsuite name="a">', () => `<testcase a="b" c='d <testcase e="`, count),
    'one plain line': (count) => chunks('', () => 'words of a line that does not end ', count),
    'a message of many lines': (count) => chunks('Error: x\n', (index) => `line ${index}\n`, count),
  };

  for (const [name, make] of Object.entries(inputs)) {
    it(`for a long input: ${name}`, () => {
      const some = charactersRead(make(2000));
      const fourTimes = charactersRead(make(8000));
      // Numbers in the lines grow by a digit; quadratic work would be sixteen times as much.
      ok(fourTimes < 6 * some + 20_000, `${some} characters read, then ${fourTimes} of an input four times as long`);
    });
  }

  it('can be cancelled within a long input', async () => {
    const stop = new AbortController();
    async function* endless(): AsyncGenerator<string> {
      for (let index = 0; ; index += 1) {
        if (index === 100) stop.abort();
        yield await Promise.resolve(`Error: x\n${`    at f${index} (/app/a.js:${index}:7)\n`.repeat(1000)}`);
      }
    }
    const reason: unknown = await captureFailure(endless(), { signal: stop.signal }).catch((error: unknown) => error);
    ok(reason instanceof Error && reason.name === 'AbortError', String(reason));
  });
});
