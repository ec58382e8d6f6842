import { deepStrictEqual, strictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { framesOf, readErrors } from '../../../../support/readErrors';

/** [a printed frame, the expected result] */
const frames: [string, string][] = [
  ['    at total (/app/src/cart.js:9:30)', 'total /app/src/cart.js:9:30'],
  ['    at /app/src/cart.js:9:30', '/app/src/cart.js:9:30'],
  ['    at async checkout (file:///app/src/cart.mjs:9:30)', 'checkout /app/src/cart.mjs:9:30'],
  ['    at async file:///app/src/cart.mjs:9:30', '/app/src/cart.mjs:9:30'],
  ['    at file:///app/my%20shop/%5Bid%5D.mjs:9:30', '/app/my shop/[id].mjs:9:30'],
  ['    at total (file:///C:/shop/src/cart.mjs:9:30)', 'total C:/shop/src/cart.mjs:9:30'],
  ['    at total (C:\\shop\\src\\cart.js:9:30)', 'total C:\\shop\\src\\cart.js:9:30'],
  ['    at C:\\my shop (copy)\\cart.js:9:30', 'C:\\my shop (copy)\\cart.js:9:30'],
  ['    at total (/app/my shop (copy) [v2]/cart.js:9:30)', 'total /app/my shop (copy) [v2]/cart.js:9:30'],
  ['    at Cart.total [as sum] (/app/src/cart.js:9:30)', 'Cart.total [as sum] /app/src/cart.js:9:30'],
  ['    at new Cart (/app/src/cart.js:9:30)', 'new Cart /app/src/cart.js:9:30'],
  ['    at async Promise.all (index 2)', 'Promise.all '],
  ['    at Array.map (<anonymous>)', 'Array.map <anonymous>'],
  [
    '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    'process.processTicksAndRejections node:internal/process/task_queues:95:5',
  ],
  ['    at eval (eval at run (/app/src/cart.js:3:5), <anonymous>:1:7)', 'eval /app/src/cart.js:3:5'],
  ['    at eval (eval at run (/app/src/cart.js:3:5), template.js:1:7)', 'eval template.js:1:7'],
  ['    at total (http://localhost:5173/src/cart.ts?t=1700000000000:9:30)', 'total http://localhost:5173/src/cart.ts?t=1700000000000:9:30'],
  ['    at total (webpack-internal:///./src/cart.js:9:30)', 'total webpack-internal:///./src/cart.js:9:30'],
  ['    at Object.<anonymous> (/app/node_modules/a/b.js:1:2)', 'Object.<anonymous> /app/node_modules/a/b.js:1:2'],
  ['total@http://localhost:8080/src/cart.js:9:30', 'total http://localhost:8080/src/cart.js:9:30'],
  ['async*checkout@http://localhost:8080/src/cart.js:9:30', 'checkout http://localhost:8080/src/cart.js:9:30'],
  ['@http://localhost:8080/src/cart.js:9:30', 'http://localhost:8080/src/cart.js:9:30'],
  ['total/<@file:///app/src/cart.js:9:30', 'total/< /app/src/cart.js:9:30'],
  ['run@http://localhost:8080/src/cart.js line 3 > eval:1:7', 'run http://localhost:8080/src/cart.js:3'],
  ['global code@http://localhost:8080/src/cart.js:9:30', 'global code http://localhost:8080/src/cart.js:9:30'],
  ['map@[native code]', 'map [native code]'],
  [' ❯ total src/cart.ts:9:30', 'total src/cart.ts:9:30'],
  [' ❯ src/cart.ts:9:30', 'src/cart.ts:9:30'],
  [' ❯ TCPConnectWrap.afterConnect [as oncomplete] node:net:1611:16', 'TCPConnectWrap.afterConnect [as oncomplete] node:net:1611:16'],
  [' ❯ total my shop/src/cart.ts:9:30', 'total my shop/src/cart.ts:9:30'],
  ['    at <unknown> (Error: connect ECONNREFUSED 127.0.0.1:3001)', '<unknown> '],
  ['    at <unknown> (Error: connect ECONNREFUSED ::1:3001)', '<unknown> '],
];

describe('javascript', () => {
  for (const [printed, read] of frames) {
    it(`reads ${printed.trim()}`, () => {
      // A line with a place before it, so that a frame without one belongs to a trace.
      const trace = `TypeError: x is undefined\n${printed}\n    at last (/app/last.js:1:1)\n`;
      deepStrictEqual(framesOf(trace), [read, 'last /app/last.js:1:1']);
    });
  }

  it('does not read sentences as frames', () => {
    for (const text of ['we met at step 3:1 (today)', '    at noon', 'write to ada@example.com:8', 'at 10:30 the job (nightly) ran'])
      deepStrictEqual(readErrors(text), [], text);
  });

  it("does not read a package's scope or version in the place above Node's snippet as a Firefox frame", () => {
    for (const place of [
      '/app/node_modules/@acme/db/index.js:3',
      '/app/node_modules/.pnpm/left-pad@1.3.0/node_modules/left-pad/index.js:3',
      '/srv/@shop/src/cart.js:3',
    ]) {
      const text = `${place}
    throw new TypeError('params must be an array, got ' + typeof params);
    ^

TypeError: params must be an array, got number
    at query (${place}:11)
    at findUser (/app/src/users.js:8:10)

Node.js v20.20.2
`;
      deepStrictEqual(readErrors(text), [
        {
          role: 'thrown',
          said: 'TypeError: params must be an array, got number',
          frames: [`query ${place}:11`, 'findUser /app/src/users.js:8:10'],
        },
      ]);
    }
  });

  it('reads the causes that Next.js, Vitest and pino print below a trace', () => {
    const texts = [
      `⨯ TypeError: fetch failed
    at async load (src/load.ts:4:13) {
  digest: '2334911543',
  [cause]: Error: connect ECONNREFUSED 127.0.0.1:3000
      at <unknown> (Error: connect ECONNREFUSED 127.0.0.1:3000) {
    errno: -111,
    code: 'ECONNREFUSED'
  }
}
`,
      `⎯⎯⎯⎯ Unhandled Rejection ⎯⎯⎯⎯⎯
TypeError: fetch failed
 ❯ load packages/cart/src/load.ts:4:13

⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯
Serialized Error: { code: 'ERR' }
Caused by: Error: connect ECONNREFUSED 127.0.0.1:3000
 ❯ TCPConnectWrap.afterConnect [as oncomplete] node:net:1611:16
`,
      String.raw`{"err":{"type":"TypeError","stack":"TypeError: fetch failed
    at load (/app/load.mjs:4:13)
caused by: Error: connect ECONNREFUSED 127.0.0.1:3000
    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1595:16)"}}`,
    ];
    for (const text of texts)
      deepStrictEqual(
        readErrors(text).map(({ said, role, frames }) => `${role} ${said}, ${frames.length}`),
        ['thrown TypeError: fetch failed, 1', 'cause Error: connect ECONNREFUSED 127.0.0.1:3000, 1'],
        text,
      );
  });

  it('reads chains of causes, and fills in frames that Node omits', () => {
    const text = `Error: outer
    at save (/app/a.js:3:9)
    at run (/app/a.js:9:3)
    at main (/app/a.js:12:1) {
  code: 'EOUTER',
  [cause]: TypeError: inner
      at read (/app/b.js:5:7)
      ... 2 lines matching cause stack trace ...
      at main (/app/a.js:12:1)
}
`;
    deepStrictEqual(
      readErrors(text).map(({ said, role }) => [said, role]),
      [
        ['Error: outer', 'thrown'],
        ['TypeError: inner', 'cause'],
      ],
    );
    strictEqual(parseFailure(text).errors[0]?.details, "code: 'EOUTER',");
  });

  it('reads an AggregateError with its errors', () => {
    const text = `AggregateError: all failed
    at main (/app/a.js:12:1) {
  [errors]: [
    Error: first
        at one (/app/a.js:1:1),
    RangeError: second
        at two (/app/a.js:2:2)
  ]
}
`;
    deepStrictEqual(readErrors(text), [
      { said: 'AggregateError: all failed', role: 'thrown', frames: ['main /app/a.js:12:1'] },
      { said: 'Error: first', role: 'aggregated', frames: ['one /app/a.js:1:1'] },
      { said: 'RangeError: second', role: 'aggregated', frames: ['two /app/a.js:2:2'] },
    ]);
  });

  it('reads the code and the name of an error', () => {
    const [error] = parseFailure('TypeError [ERR_INVALID_ARG_TYPE]: The path must be a string\n    at open (/app/a.js:1:1)\n').errors;
    deepStrictEqual([error?.type, error?.message], ['TypeError', 'The path must be a string']);
  });

  it("reads the class after the name in Node's output as the type, but not a code", () => {
    deepStrictEqual(
      ['Error [InventoryError]: x', 'Error [E_CONNECT]: x', 'TypeError [Error]: x', 'Error [Error]: x'].map(
        (header) => parseFailure(`${header}\n    at open (/app/a.js:1:1)\n`).errors[0]?.type,
      ),
      ['InventoryError', 'Error', 'TypeError', 'Error'],
    );
  });

  it('reads the errors of an error without a stack', () => {
    const text = `node:internal/modules/run_main:123
    triggerUncaughtException(
    ^

[AggregateError: All promises were rejected] {
  [errors]: [
    AppError: operation failed: E_CONNECT
        at wrap (file:///app/lib/errors.js:9:10)
        at main (file:///app/main.js:2:36) {
      code: 'E_CONNECT',
      [cause]: TypeError: no port
          at portOf (file:///app/lib/config.js:4:22)
    },
    RangeError: bad range
        at main (file:///app/main.js:2:62)
  ]
}

Node.js v20.20.2
`;
    deepStrictEqual(readErrors(text), [
      { said: 'AggregateError: All promises were rejected', role: 'thrown', frames: [] },
      {
        said: 'AppError: operation failed: E_CONNECT',
        role: 'aggregated',
        frames: ['wrap /app/lib/errors.js:9:10', 'main /app/main.js:2:36'],
      },
      { said: 'TypeError: no port', role: 'cause', frames: ['portOf /app/lib/config.js:4:22'] },
      { said: 'RangeError: bad range', role: 'aggregated', frames: ['main /app/main.js:2:62'] },
    ]);
    deepStrictEqual(
      parseFailure(text).errors.map(({ parent }) => parent),
      [undefined, 0, 1, 0],
    );
  });

  it('reads the cause of an error without a stack', () => {
    const text = `[Error: outer] {
  code: 'EOUTER',
  [cause]: TypeError: inner
      at read (/app/b.js:5:7)
}
Error: another
    at next (/app/c.js:1:1)
`;
    deepStrictEqual(readErrors(text), [
      { said: 'Error: outer', role: 'thrown', frames: [] },
      { said: 'TypeError: inner', role: 'cause', frames: ['read /app/b.js:5:7'] },
      { said: 'Error: another', role: 'thrown', frames: ['next /app/c.js:1:1'] },
    ]);
  });

  it('separates the frames of the emitter that passed an error on', () => {
    const text = `Error: socket closed
    at fire (/app/evt.cjs:3:35)
    at node:internal/main/run_main_module:28:49
Emitted 'error' event at:
    at fire (/app/evt.cjs:3:21)
    [... lines matching original stack trace ...]
    at node:internal/main/run_main_module:28:49 {
  code: 'ECLOSED'
}

Node.js v20.20.2
`;
    deepStrictEqual(framesOf(text), ['fire /app/evt.cjs:3:35', 'node:internal/main/run_main_module:28:49']);
    strictEqual(
      parseFailure(text).errors[0]?.details,
      [
        "Emitted 'error' event at:",
        '    at fire (/app/evt.cjs:3:21)',
        '    [... lines matching original stack trace ...]',
        '    at node:internal/main/run_main_module:28:49',
        "code: 'ECLOSED'",
      ].join('\n'),
    );
  });

  it('keeps messages of several lines', () => {
    const [error] = readErrors('Uncaught Error: first\nsecond\n\n  third\n    at f (/app/a.js:1:1)\n');
    strictEqual(error?.said, 'Error: first\nsecond\n\n  third');
  });

  it('finds the place of a syntax error, which its frames lack', () => {
    const [error] = readErrors(`/app/src/cart.js:3
  const = 4;
        ^

SyntaxError: Unexpected token '='
    at wrapSafe (node:internal/modules/cjs/loader:1469:18)

Node.js v20.20.2
`);
    strictEqual(error?.frames[0], '/app/src/cart.js:3:9');
  });

  it('leaves out a stack that is repeated as a property', () => {
    const text = `Error: x
    at f (/app/a.js:1:1) {
  [stack]: 'Error: x\\n' +
    '    at f (/app/a.js:1:1)\\n' +
    '    at g (/app/a.js:2:1)',
  code: 1
}
`;
    deepStrictEqual(framesOf(text), ['f /app/a.js:1:1']);
  });

  it('distinguishes own code, dependencies and the runtime', () => {
    const text = `Error: x
    at a (/app/src/a.js:1:1)
    at b (/app/node_modules/b/b.js:1:1)
    at c (node:fs:1:1)
    at d (fs.js:1:1)
    at e (chrome-extension://abc/e.js:1:1)
    at f (/var/runtime/index.mjs:1:1)
    at g (<node_internals>/internal/modules/cjs/loader:1521:14)
`;
    deepStrictEqual(
      parseFailure(text).errors[0]?.frames.map(({ origin }) => origin),
      ['workspace', 'dependency', 'runtime', 'runtime', 'dependency', 'runtime', 'runtime'],
    );
  });
});
