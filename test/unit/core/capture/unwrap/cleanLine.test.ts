import { deepStrictEqual, strictEqual } from 'node:assert';
import fc from 'fast-check';
import { cleanLine } from '../../../../../src/core/capture/unwrap/cleanLine';

const frame = '    at total (/app/cart.js:9:30)';

/** [a prefix, the stream it names, the level it names] */
const prefixes: [string, string, string][] = [
  ['2026-02-03T10:11:12.345Z ', '', ''],
  ['2026-02-03 10:11:12,345 ', '', ''],
  ['[2026-02-03 10:11:12] ', '', ''],
  ['2026/02/03 10:11:12 ', '', ''],
  ['10:11:12.345 ', '', ''],
  ['[10:11:12] ', '', ''],
  ['1770113472.123 ', '', ''],
  ['2026-02-03T10:11:12.345678901Z stdout F ', '', ''],
  ['2026-11-25T10:22:01.123456Z 01O ', '', ''],
  ['2026-11-25T10:22:01.123456Z 00E+', '', ''],
  ['web-1  | ', 'web-1', ''],
  ['web.1 | ', 'web.1', ''],
  ['Feb  3 10:11:12 host shop[123]: ', 'shop[123]', ''],
  ['2026-02-03T10:11:12+00:00 app[web.1]: ', 'app[web.1]', ''],
  ['build\tRun tests\t2026-02-03T10:11:12.3456789Z ', 'build\tRun tests', ''],
  ['@shop/cart:test: ', '@shop/cart:test', ''],
  ['packages/cart test: ', 'packages/cart test', ''],
  ['[server] ', 'server', ''],
  ['[Nest] 6210  - 02/03/2026, 10:11:12 AM   ERROR ', '', 'ERROR'],
  ['##[error]', '', ''],
  ['[ERROR] ', '', 'ERROR'],
  ['2026-02-03 10:11:12 ERROR ', '', 'ERROR'],
  ['2026-02-03 10:11:12 [error] ', '', 'ERROR'],
  ['ERROR:shop.jobs:', '', 'ERROR'],
  ['2026-02-03 10:11:12,345 shop.jobs ERROR ', '', 'ERROR'],
  ['2026-02-03 10:11:12,345 - shop.jobs - ERROR - ', '', 'ERROR'],
  ['2026-02-03 10:11:12,345 ERROR shop.jobs: ', '', 'ERROR'],
  ['2026-02-03 10:11:12,345 ERROR worker: ', '', 'ERROR'],
  ['2026-02-03 10:11:12.345 | ERROR    | shop.jobs:<module>:33 - ', '', 'ERROR'],
  ['[2026-02-03, 10:11:12 UTC] {subprocess.py:93} INFO - ', '', 'INFO'],
  ['[2026-02-03T10:11:12.345+0000] {task_instance.py:1937} ERROR - ', '', 'ERROR'],
  ['E/shop    ( 1234): ', 'shop', ''],
  ['> ', '', ''],
  ['> > ', '', ''],
];

describe('cleanLine', () => {
  for (const [prefix, stream, level] of prefixes) {
    it(`removes ${JSON.stringify(prefix)}`, () => {
      // A frame's indentation does not show the end of a prefix that itself ends in blanks.
      const line = cleanLine(`${prefix}TypeError: x`, 7);
      deepStrictEqual([line.text, line.stream, line.level], ['TypeError: x', stream, level]);
      deepStrictEqual([line.start, line.end], [7, 7 + prefix.length + 12]);
    });
  }

  it("keeps the program's own text", () => {
    for (const text of [
      frame,
      '[cause]: Error: x',
      '[errors]: [',
      '  [Previous line repeated 3 more times]',
      '[previous exception] [object] (Error(code: 0): x at a.php:3)',
      'ERROR: test_total (test_cart.CartTest)',
      'Error: 10:11:12 is no time',
      'TypeError: x',
      '>>> total([])',
      '   9 | return total',
      '',
    ])
      strictEqual(cleanLine(text, 0).text, text);
  });

  it("does not read an error after a level as a logger's name", () => {
    for (const text of [
      'socket.timeout: timed out',
      'struct.error: unpack requires a buffer of 4 bytes',
      'panic: runtime error: index out of range',
      'shop.errors.NoOrder: no order',
      'java.lang.IllegalStateException: closed',
    ])
      strictEqual(cleanLine(`2026-02-03 10:11:12 ERROR ${text}`, 0).text, text);
  });

  it('reads the level after a time, and reports a prefix', () => {
    const line = cleanLine('2026-02-03 10:11:12,345 ERROR [main] shop.Orders - failed', 0);
    deepStrictEqual([line.level, line.prefixed], ['ERROR', true]);
    strictEqual(cleanLine('failed', 0).prefixed, false);
  });

  it('shows the text that a carriage return left on the screen', () => {
    strictEqual(cleanLine('10 %\r50 %\rdone', 0).text, 'done');
    strictEqual(cleanLine('done\r', 0).text, 'done');
  });

  it('unwraps the line of a log driver and of inspect', () => {
    strictEqual(cleanLine('{"log":"    at f (/a.js:1:2)\\n","stream":"stderr"}', 0).text, '    at f (/a.js:1:2)');
    strictEqual(cleanLine("    '    at f (/a.js:1:2)\\n' +", 0).text, '    at f (/a.js:1:2)');
  });

  it("unwraps the output in an event of go test -json as its package's", () => {
    const event =
      '{"Time":"2024-11-25T10:00:05Z","Action":"output","Package":"shop/cart","Test":"TestTotal","Output":"\\tcart_test.go:25: x\\n"}';
    const { text, stream } = cleanLine(event, 0);
    deepStrictEqual([text, stream], ['\tcart_test.go:25: x', 'shop/cart']);
    strictEqual(cleanLine('{"ImportPath":"shop","Action":"build-output","Output":"./a.go:1:2: x\\n"}', 0).text, './a.go:1:2: x');
  });

  it('keeps the beginning of an overlong line, and its length', () => {
    const line = cleanLine('x'.repeat(100_000), 0);
    deepStrictEqual([line.text.length, line.end], [20_000, 100_000]);
  });

  it('never returns more than its input, whatever the input', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(...prefixes.map(([prefix]) => prefix))), fc.string(), (a, b) => {
        const raw = `${a}${b}`.replaceAll('\n', ' ');
        const line = cleanLine(raw, 0);
        return line.text.length <= raw.length && line.end === raw.length;
      }),
    );
  });
});
