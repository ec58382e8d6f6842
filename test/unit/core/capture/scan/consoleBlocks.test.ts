import assert from 'node:assert/strict';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { consoleExamples, consoleTriggers, ConsoleBlocks } from '../../../../../src/core/capture/scan/consoleBlocks';
import type { Line } from '../../../../../src/core/capture/line';
import { TriggerSearch } from '../../../../../src/core/capture/scan/triggerSearch';

function line(text: string): Line {
  return { text, raw: text, stream: '', level: '', prefixed: false, start: 0, end: text.length };
}

const failure = `  ● totals

    TypeError: Cannot read properties of undefined (reading 'x')

      at total (src/orders.js:2:14)
      at Object.<anonymous> (src/orders.test.js:4:10)
`;

describe('console blocks', () => {
  it('begin at each example, which contains a trigger', () => {
    const search = new TriggerSearch(consoleTriggers.map((trigger) => [trigger, 'it']));
    for (const example of consoleExamples) {
      assert.ok(search.isIn(example), example);
      assert.ok(
        new ConsoleBlocks().take(line(example), () => undefined),
        example,
      );
    }
  });

  for (const [name, block] of [
    ['a call of the console and its stack', '  console.log\n    order { id: 3 }\n\n      at log (src/orders.js:12:11)\n'],
    [
      'an error that was caught and printed',
      '  console.error\n    Error: Not implemented: navigation\n        at navigate (/app/node_modules/jsdom/lib/navigation.js:77:3) {\n      type: "x"\n    }\n\n      at VirtualConsole.<anonymous> (node_modules/jsdom/lib/console.js:29:45)\n',
    ],
    [
      'an update outside of act()',
      '  console.error\n    Warning: An update to List inside a test was not wrapped in act(...).\n\n    When testing, code that causes React state updates should be wrapped into act(...):\n\n        at List (/app/src/List.jsx:5:26)\n\n      at printWarning (node_modules/react-dom/cjs/react-dom.development.js:86:30)\n',
    ],
  ] as const) {
    it(`are not errors: ${name}`, () => {
      assert.deepEqual(parseFailure(block).errors, []);
      const { errors } = parseFailure(`${block}\nFAIL src/orders.test.js\n${failure}\nTests: 1 failed\n`);
      assert.deepEqual(
        errors.map(({ type, test, frames }) => [type, test, frames.length]),
        [['TypeError', 'totals', 2]],
      );
    });
  }

  it('end a failed test: open handles are not among its frames', () => {
    const { errors } = parseFailure(
      `${failure}\nJest has detected the following 1 open handle potentially keeping Jest from exiting:\n\n  ●  TCPSERVERWRAP\n\n    > 5 | listen(0);\n\n      at Object.listen (src/server.js:5:21)\n`,
    );
    assert.deepEqual(
      errors.map(({ frames }) => frames.length),
      [2],
    );
  });

  it('are recognised in output of Vitest and Deno', () => {
    const vitest =
      'stderr | src/a.test.ts > adds\nError: caught\n    at log (/app/x.js:1:2)\n\n FAIL  src/a.test.ts > adds\nError: real\n ❯ src/a.ts:4:13\n';
    const deno =
      '------- output -------\nError: caught\n    at log (/app/x.js:1:2)\n----- output end -----\nError: real\n    at f (/app/a.ts:1:2)\n';
    for (const text of [vitest, deno])
      assert.deepEqual(
        parseFailure(text).errors.map(({ message }) => message),
        ['real'],
      );
  });
});
