import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import fc from 'fast-check';
import { allFormats, captureFailure, parseFailure } from '../../../../../src/core/capture/captureFailure';
import { TraceScanner } from '../../../../../src/core/capture/scan/traceScanner';
import { readErrors } from '../../../../support/readErrors';

const frame = '    at total (/app/src/shop/cart.js:9:30)';
const trace = `TypeError: x is undefined\n${frame}\n    at main (/app/src/index.js:3:1)`;
const read = [
  { said: 'TypeError: x is undefined', role: 'thrown', frames: ['total /app/src/shop/cart.js:9:30', 'main /app/src/index.js:3:1'] },
];

/** A text wrapped by a terminal of some columns. */
function wrapped(text: string, columns: number): string {
  return text
    .split('\n')
    .flatMap((line) => line.match(new RegExp(`.{1,${columns}}`, 'g')) ?? [''])
    .join('\n');
}

describe('TraceScanner', () => {
  it('reports the position of a trace', () => {
    const text = `started\nlistening\n${trace}\nstopped\n`;
    const scanner = new TraceScanner(allFormats);
    scanner.push(text);
    scanner.end();
    deepStrictEqual(
      scanner.found.map(({ start, end }) => text.slice(start, end)),
      [trace],
    );
  });

  it('gives the same result however the text is split into chunks', async () => {
    const log = `${'2026-02-03 INFO plain line\n'.repeat(50)}\u001b[31m${trace.replaceAll('\n', '\u001b[0m\n\u001b[31m')}\u001b[0m\nend\n`;
    const whole = parseFailure(log);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), async (size) => {
        async function* chunks(): AsyncGenerator<string> {
          for (let at = 0; at < log.length; at += size) yield await Promise.resolve(log.slice(at, at + size));
        }
        deepStrictEqual(await captureFailure(chunks()), whole);
      }),
      { numRuns: 20 },
    );
  });

  it('joins the lines that a narrow terminal broke', () => {
    for (const columns of [26, 30, 40]) deepStrictEqual(readErrors(wrapped(trace, columns)), read, `${columns} columns`);
  });

  it('joins no path with a printed line above it that begins like a frame', () => {
    const printed = 'at nine: { free: 0 }\n/app/src/shop/cart.js:9\n    this.free.push(desk);\n              ^\n\n';
    deepStrictEqual(readErrors(printed + trace), read);
  });

  it('joins a message that a narrow terminal broke, above the frames and below them', () => {
    const message = 'the quantity of the orders that were shipped yesterday cannot be read from the cached price list';
    const frames = '    at total (/app/src/shop/cart.js:9:30)\n    at main (/app/src/index.js:3:1)';
    const javascript = `TypeError: ${message}\nsecond line\n${frames}`;
    const java = `java.lang.IllegalStateException: ${message}\n\tat com.acme.shop.Cart.totalOfAllTheOrders(Cart.java:42)\nCaused by: java.io.IOException: ${message}\n\tat com.acme.shop.Store.find(Store.java:7)\n\t... 1 more`;
    const python = `Traceback (most recent call last):\n  File "/app/src/shop/cart.py", line 9, in total\n    return order.price\nValueError: ${message}`;
    for (const text of [javascript, java, python]) {
      const whole = readErrors(text);
      strictEqual(whole[0]?.said.includes(message), true);
      for (const columns of [27, 34, 40]) {
        const broken = wrapped(text, columns);
        deepStrictEqual(
          readErrors(broken).map(({ said }) => said),
          whole.map(({ said }) => said),
          `${columns} columns of ${broken}`,
        );
        deepStrictEqual(readErrors(broken.replaceAll('\n', '\r\n')), readErrors(broken));
      }
    }
  });

  it('reads a row that a log cut behind its file, as far as it goes', () => {
    const rows: [string, string, string][] = [
      [trace, 'cart.js:9:30)', 'total /app/src/shop/cart.js:9'],
      [trace, 'index.js:3:1)', 'main /app/src/index.js:3'],
      [
        'java.io.IOException: gone\n\tat shop.Cart.total(Cart.java:9)\n\tat shop.Main.main(Main.java:3)',
        'Cart.java:9)',
        'shop.Cart.total Cart.java:9',
      ],
      [
        "cart.rb:9:in 'total': gone (IOError)\n\tfrom main.rb:3:in 'main'\n\tfrom top.rb:1:in 'top'",
        "main.rb:3:in 'main'",
        'main main.rb:3',
      ],
      [
        'Traceback (most recent call last):\n  File "main.py", line 3, in main\n    total()\n  File "cart.py", line 9, in total\n    x\nOSError: gone',
        'line 9, in total',
        'total cart.py:9',
      ],
    ];
    for (const [text, row, frame] of rows) {
      const [whole] = readErrors(text);
      const at = whole!.frames.findIndex((each) => each.startsWith(frame));
      for (let gone = 1; gone < row.length - row.search(/\d/); gone++) {
        const [cut] = readErrors(text.replace(row, row.slice(0, -gone)));
        const others = (frames: readonly string[] = []) => frames.map((each, index) => (index === at ? '' : each));
        deepStrictEqual([cut?.said, others(cut?.frames)], [whole!.said, others(whole!.frames)], `${row} without ${gone}`);
      }
    }
  });

  it('finds the function where a line was cut right after its number', () => {
    const text =
      'Traceback (most recent call last):\n  File "/app/src/shop/cart.py", line 9\n, in total\n    return order.price\nValueError: no price';
    deepStrictEqual(readErrors(text)[0]?.frames, ['total /app/src/shop/cart.py:9']);
  });

  it('treats lines of the same length as cut only where a frame was cut', () => {
    const lines = 'TypeError: twelve letters here\nand the second line has thirty\n    at f (/app/src/a.js:1:1)';
    strictEqual(readErrors(lines)[0]?.said, 'TypeError: twelve letters here\nand the second line has thirty');
  });

  it('reads a trace that was quoted in Markdown', () => {
    deepStrictEqual(readErrors(trace.replaceAll(/^/gm, '> ')), read);
    deepStrictEqual(readErrors(`It says:\n\n\`\`\`\n${trace}\n\`\`\`\n\nWhy?`), read);
  });

  it('separates two interleaved outputs', () => {
    const other = trace.replaceAll('src', 'lib').replace('TypeError', 'RangeError');
    const mixed = trace.split('\n').flatMap((line, index) => [`web-1  | ${line}`, `api-1  | ${other.split('\n')[index] ?? ''}`]);
    deepStrictEqual(
      readErrors(mixed.join('\n'))
        .map(({ said }) => said)
        .sort(),
      ['RangeError: x is undefined', 'TypeError: x is undefined'],
    );
  });

  it('takes type and message from the object around a stack that has none', () => {
    const stack = trace.slice(trace.indexOf('\n') + 1);
    const [error] = readErrors(JSON.stringify({ level: 'error', name: 'TypeError', message: 'x is undefined', stack: `\n${stack}` }));
    strictEqual(error?.said, 'TypeError: x is undefined');
  });

  it('reads a stack in the form of a list in a JSON log line, on one line or pretty-printed', () => {
    const object = { errorType: 'TypeError', errorMessage: 'x is undefined', stack: trace.split('\n') };
    deepStrictEqual(readErrors(`2024-11-25T10:00:02.123Z\t6f1c9d2e-aaaa\tERROR\tInvoke Error \t${JSON.stringify(object)}\n`), read);
    deepStrictEqual(readErrors(JSON.stringify({ errors: [{ extensions: { stacktrace: object.stack } }] }, undefined, 2)), read);
    const python = String.raw`{"errorMessage": "'amount'", "errorType": "KeyError", "stackTrace": ["  File \"/var/task/app.py\", line 9, in handler\n    return price(event)\n", "  File \"/var/task/app.py\", line 5, in price\n    return event[\"amount\"]\n"]}`;
    deepStrictEqual(readErrors(python), [
      { said: "KeyError: 'amount'", role: 'thrown', frames: ['price /var/task/app.py:5', 'handler /var/task/app.py:9'] },
    ]);
  });

  it('lists only some occurrences of a very frequent error, and counts all', () => {
    const { errors, leftOut } = parseFailure(`${trace}\n\n`.repeat(300));
    strictEqual(errors.length, 50);
    strictEqual(errors[0]?.times, 300);
    strictEqual(leftOut, undefined);
  });

  it('lists the first and the last of very many errors, and counts the others', () => {
    const { errors, leftOut } = parseFailure(Array.from({ length: 2000 }, (_, index) => `Error: ${index}\n${frame}\n\n`).join(''));
    deepStrictEqual([errors.length, leftOut], [500, 1500]);
    deepStrictEqual([errors[0]?.message, errors[99]?.message, errors[100]?.message, errors.at(-1)?.message], ['0', '99', '1600', '1999']);
  });

  it('keeps both ends of an overlong message', () => {
    const [error] = parseFailure(
      `Error: begin\n${'filler of a line that is rather long\n'.repeat(70)}${'x'.repeat(19_000)}\nend\n${frame}\n`,
    ).errors;
    ok((error?.message.length ?? 0) < 101_000);
  });

  it('never throws, whatever the chunks are', () => {
    const part = fc.constantFrom(
      '\n',
      '\r',
      '\u001b[',
      '31m',
      ' at ',
      '  at f (/a.js:1:2)',
      '"',
      '\\n',
      '{"a":"',
      'web-1 | ',
      'Error: x',
      '\u0000',
      '漢',
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.array(part, { maxLength: 6 }).map((parts) => parts.join('')),
          { maxLength: 20 },
        ),
        (chunks) => {
          const scanner = new TraceScanner(allFormats);
          for (const chunk of chunks) scanner.push(chunk);
          scanner.end();
          for (const { start, end } of scanner.found) ok(start <= end);
        },
      ),
    );
  });
});
