import { ok } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { captureFailure } from '../../../../src/core/capture/captureFailure';
import { cleanLine } from '../../../../src/core/capture/unwrap/cleanLine';
import { formats } from '../../../../src/core/capture/formats/formats';
import type { Line, Lookback } from '../../../../src/core/capture/line';
import { expectationIn } from '../../../../src/core/capture/runners/expectationIn';
import { runners } from '../../../../src/core/capture/runners/runners';
import { textsInJson } from '../../../../src/core/capture/scan/textsInJson';
import { TriggerSearch } from '../../../../src/core/capture/scan/triggerSearch';
import { assertLinear, assertTakesLessThan } from '../../../support/runningTime';

const root = join(__dirname, '../../../fixtures');

/** One line of every shape that was recorded: words, numbers and blanks do not make a shape. */
function shapes(): string[] {
  const lines = ['traces', 'runners']
    .flatMap((kind) => readdirSync(join(root, kind)).map((name) => join(root, kind, name)))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name, 'output.txt')))
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  const shaped = lines.filter((line) => line.trim().length > 6 && line.length < 160);
  return [
    ...new Map(
      shaped.map((line) => [
        line
          .replace(/[\w.]+/g, 'a')
          .replace(/ +/g, ' ')
          .slice(0, 30),
        line,
      ]),
    ).values(),
  ];
}

/** What hostile lines are full of. */
const fills = ['    ', 'at ', '"\'', '([{', '1:2', 'a.', '::', ' | ', '> ', 'got ', 'expected ', '\\"', '/a', 'error: ', ', '];

function lineOf(text: string): Line {
  return { text, raw: text, stream: '', level: '', prefixed: false, start: 0, end: text.length };
}

/** Everything that reads a line. */
const readers: Record<string, (text: string) => void> = {
  cleanLine: (text) => cleanLine(text, 0),
  textsInJson: (text) => textsInJson(text),
  expectationIn: (text) => expectationIn(text),
  triggers: (() => {
    const search = new TriggerSearch([...formats, ...runners].flatMap(({ triggers }) => triggers));
    return (text: string) => search.isIn(text);
  })(),
  ...Object.fromEntries(
    [...formats, ...runners].map((reader) => [
      reader.name,
      (text: string) => {
        const line = lineOf(text);
        const before: Lookback = { above: (n) => (n < 3 ? line : undefined) };
        const started = reader.start(line, before);
        started?.offer(line);
        started?.close();
        if ('unfinished' in reader) reader.unfinished?.(text);
      },
    ]),
  ),
};

describe('time in proportion to the input', () => {
  const seeds = shapes();

  /** A line that takes a quadratic time needs hundreds of ms at this length, a linear one less than one. */
  const length = 20_000;
  const bound = 60;

  for (const [name, read] of Object.entries(readers)) {
    it(`of a long line: ${name}`, async function () {
      this.timeout(120_000);
      // Each reader gets another part of all shapes and fills: the whole would take minutes.
      const offset = name.length;
      for (const [index, seed] of seeds.entries()) {
        if ((index + offset) % 5 !== 0) continue;
        const fill = fills[(index + offset) % fills.length] ?? ' ';
        const mass = fill.repeat(length / fill.length);
        const middle = seed.search(/\S/) + Math.floor(seed.trim().length / 2);
        for (const text of [seed + mass, mass + seed, seed.slice(0, middle) + mass + seed.slice(middle)])
          await assertTakesLessThan(bound, () => read(text), `${JSON.stringify(seed)} with ${JSON.stringify(fill)}`);
      }
    });
  }

  async function* chunks(head: string, part: (index: number) => string, count: number): AsyncGenerator<string> {
    let text = head;
    for (let index = 0; index < count; index++) {
      text += part(index);
      if (text.length < 65536) continue;
      yield await Promise.resolve(text);
      text = '';
    }
    yield text;
  }

  const inputs: Record<string, (count: number) => AsyncGenerator<string>> = {
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
    it(`of a long input: ${name}`, async function () {
      this.timeout(120_000);
      await assertLinear(4000, (count) => captureFailure(make(count)));
    });
  }

  it('stops within a long input when it is told to', async () => {
    const stop = new AbortController();
    const reading = captureFailure(
      chunks('Error: x\n', (index) => `    at f${index} (/app/a.js:${index}:7)\n`, 10_000_000),
      { signal: stop.signal },
    );
    setTimeout(() => stop.abort(), 50);
    const reason: unknown = await reading.catch((error: unknown) => error);
    ok(reason instanceof Error && reason.name === 'AbortError', String(reason));
  });
});
