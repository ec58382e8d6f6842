import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../src/core/capture/captureFailure';

function read(text: string): string[][] {
  return parseFailure(text).errors.map(({ type, message, role, frames }) => [
    ...(role === 'thrown' ? [] : [role]),
    type,
    message,
    ...frames.slice(0, 1).map(({ file, line }) => `${file}:${line}`),
  ]);
}

const frames = '    at total (/app/cart.js:3:9)\n    at main (/app/main.js:1:2)\n';

describe('the message above frames', () => {
  it('is whole where other words stand before the error, and where it has a blank line', () => {
    const message = 'cannot read the order\n  line 3: no "qty"\n\n  expected a number at order.js:3:7';
    for (const before of ['checkout failed: ', '2026-02-03T10:11:12.123Z error: '])
      deepStrictEqual(read(`${before}Error: ${message}\n${frames}`), [['Error', message, '/app/cart.js:3']]);
    // A line that is not indented belongs to something else.
    deepStrictEqual(read(`checkout failed: Error: no order\n\nretrying\n${frames}`)[0]?.[1], 'retrying');
  });

  it('is empty where the error was thrown without one, whatever a logger adds', () => {
    deepStrictEqual(read(`checkout failed: Error\n${frames}`), [['Error', '', '/app/cart.js:3']]);
    deepStrictEqual(read(`error: Error\n${frames}`), [['Error', '', '/app/cart.js:3']]);
    const logged =
      '{"level":50,"err":{"type":"Error","message":"","stack":"Error\\n    at total (/app/cart.js:3:9)"},"msg":"checkout failed"}\n';
    deepStrictEqual(read(logged), [['Error', '', '/app/cart.js:3']]);
  });

  it('may begin with the name of another error', () => {
    deepStrictEqual(read(`Error: TypeError: x is not a function\n${frames}`)[0]?.slice(0, 2), ['Error', 'TypeError: x is not a function']);
    deepStrictEqual(read(`error: TypeError: x is not a function\n${frames}`)[0]?.slice(0, 2), ['TypeError', 'x is not a function']);
  });

  it('does not hold the line of code that Deno shows', () => {
    const text =
      "error: Uncaught SyntaxError: Unexpected token '<'\nconst cart = JSON.parse('<html>');\n                  ^\n    at JSON.parse (<anonymous>)\n";
    deepStrictEqual(read(`${text}${frames}`)[0]?.slice(0, 2), ['SyntaxError', "Unexpected token '<'"]);
  });

  it('is found in an error with a list of errors, behind other words', () => {
    const text = `checkout failed: [AggregateError: All promises were rejected] {\n  [errors]: [\n    TypeError: no order 2\n        at load (/app/cart.js:3:9)\n  ]\n}\n`;
    deepStrictEqual(read(text), [
      ['AggregateError', 'All promises were rejected'],
      ['aggregated', 'TypeError', 'no order 2', '/app/cart.js:3'],
    ]);
  });

  it('keeps its own indentation in pytest, which only indents what it adds to an assertion', () => {
    const text =
      '=== FAILURES ===\n____ test_read ____\ncart.py:7: in test_read\n    read()\nE   ValueError: cannot read\nE     line 3\nE   \nE   expected a number\n=== short test summary info ===\n';
    deepStrictEqual(read(text)[0]?.slice(0, 2), ['ValueError', 'cannot read\n  line 3\n\nexpected a number']);
  });

  it("is told by uvu with a copy of the stack's lines", () => {
    const text = `✘   (0 / 1)\n\n   FAIL  "reads"\n    cannot read\n  line 3\n\n  expected a number\n\n    line 3\n    expected a number\n${frames}\n  Total:     1\n`;
    deepStrictEqual(read(text)[0]?.[1], 'cannot read\n  line 3\n\n  expected a number');
  });
});

describe('places', () => {
  it('of a rethrown error of JSON.parse are its own, not the line that Node shows', () => {
    const text = `/app/run.js:12\n    throw error;\n    ^\n\nSyntaxError: Unexpected token '<'\n    at JSON.parse (<anonymous>)\n${frames}`;
    deepStrictEqual(
      parseFailure(text).errors[0]?.frames.map(({ line }) => line),
      [0, 3, 1],
    );
  });

  it('are read where the linker writes the line and the section', () => {
    deepStrictEqual(
      read("/usr/bin/ld: /tmp/cc9.o: in function `sum()':\n/app/cart.cpp:4:(.text+0x5): undefined reference to `first()'\n"),
      [['ld', "undefined reference to `first()'", '/app/cart.cpp:4']],
    );
  });

  it('are read from the errors of Less', () => {
    deepStrictEqual(
      read('NameError: variable @missing is undefined in /app/style.less on line 2, column 10:\n1 .cart {\n2   color: @missing;\n3 }\n'),
      [['NameError', 'variable @missing is undefined', '/app/style.less:2']],
    );
  });

  it('are read from the errors of Sass and Stylelint', () => {
    const sass =
      'Error: Undefined variable.\n  ╷\n2 │   color: $missing;\n  │          ^^^^^^^^\n  ╵\n  style.scss 2:10  root stylesheet\n';
    deepStrictEqual(read(sass), [['Error', 'Undefined variable.', 'style.scss:2']]);
    const stylelint =
      'bad.css\n  1:12  ✖  Invalid hex color "#ggg"  color-no-invalid-hex\n  2:3   ✖  Empty block               block-no-empty\n\n✖ 2 problems\n';
    deepStrictEqual(read(stylelint), [
      ['color-no-invalid-hex', 'Invalid hex color "#ggg"', 'bad.css:1'],
      ['block-no-empty', 'Empty block', 'bad.css:2'],
    ]);
  });
});

describe('Bun', () => {
  const code = '1 | const cart = {};\n2 |   throw new Error(message);\n              ^\n';
  const places = '      at total (/app/cart.js:2:9)\n      at main (/app/main.js:1:2)\n';

  it('names a plain error `error`, below the code', () => {
    deepStrictEqual(read(`${code}error: cannot read\n  line 3\n\n  expected a number\n${places}`), [
      ['error', 'cannot read\n  line 3\n\n  expected a number', '/app/cart.js:2'],
    ]);
  });

  it('prints one error below the other', () => {
    const second = `${code}error: second\n${places}`;
    deepStrictEqual(read(`${code}error: first\n${places}(fail) adds [0.1ms]\n${second}`), [
      ['error', 'first', '/app/cart.js:2'],
      ['error', 'second', '/app/cart.js:2'],
    ]);
  });

  it('has the properties that it prints above the frames in the details, not in the message', () => {
    const [error] = parseFailure(`${code}error: query failed\n errno: 1062,\n  code: "ER_DUP_ENTRY"\n\n${places}`).errors;
    deepStrictEqual([error?.message, error?.details], ['query failed', ' errno: 1062,\n  code: "ER_DUP_ENTRY"']);
    const text = `${code}AssertionError: no field\n generatedMessage: false,\n     actual: {\n  a: 1,\n},\n       code: "ERR_ASSERTION"\n\n${places}`;
    deepStrictEqual(read(text), [['AssertionError', 'no field', '/app/cart.js:2']]);
  });
});
