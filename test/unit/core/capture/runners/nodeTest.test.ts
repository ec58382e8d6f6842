import assert from 'node:assert/strict';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';

/** Output of `node --test` of Node 20 into a pipe. */
const deepEqual = `TAP version 13
# Subtest: parses two lines
not ok 1 - parses two lines
  ---
  duration_ms: 7.141832
  location: '/app/inventory.test.js:4:1'
  failureType: 'testCodeFailure'
  error: |-
    Expected values to be strictly deep-equal:
    + actual - expected ... Lines skipped
    
      [
        {
    ...
        },
        {
    +     qty: NaN,
    -     qty: 0,
          sku: 'b'
        }
      ]
  code: 'ERR_ASSERTION'
  name: 'AssertionError'
  expected:
    0:
      sku: 'a'
      qty: 1
    1:
      sku: 'b'
      qty: 0
  actual:
    0:
      sku: 'a'
      qty: 1
    1:
      sku: 'b'
      qty: NaN
  operator: 'deepStrictEqual'
  stack: |-
    TestContext.<anonymous> (file:///app/inventory.test.js:5:10)
    Test.run (node:internal/test_runner/test:796:25)
    node:internal/test_runner/harness:255:12
  ...
1..1
# tests 1
# fail 1
`;

function read(text: string) {
  const { errors, expectations } = parseFailure(text);
  return { errors: errors.map(({ type, message, test, frames }) => ({ type, message, test, places: frames.map(placeOf) })), expectations };
}

function placeOf({ file, line, column }: { file: string; line: number; column?: number }): string {
  return `${file}:${String(line)}:${String(column)}`;
}

describe('TAP', () => {
  it('reads a diff with omitted lines', () => {
    const { errors, expectations } = read(deepEqual);
    assert.equal(errors.length, 1);
    const [error] = errors;
    assert.equal(error?.type, 'AssertionError');
    assert.match(error.message, /^Expected values to be strictly deep-equal:[^]*\n\.\.\.\n[^]*-     qty: 0,[^]*\]$/);
    assert.deepEqual(error.places, [
      '/app/inventory.test.js:5:10',
      'node:internal/test_runner/test:796:25',
      'node:internal/test_runner/harness:255:12',
    ]);
    assert.deepEqual(expectations, [
      {
        expected: "0:\n  sku: 'a'\n  qty: 1\n1:\n  sku: 'b'\n  qty: 0",
        actual: "0:\n  sku: 'a'\n  qty: 1\n1:\n  sku: 'b'\n  qty: NaN",
        test: 'parses two lines',
        error: 0,
      },
    ]);
  });

  it('reads a diff in a subtest, with results of TAP in the message', () => {
    const nested = deepEqual
      .replace('    ...\n', '    ...\n    not ok 3 - of another output\n')
      .split('\n')
      .map((line) => (line === '' || line.startsWith('TAP') ? line : `    ${line}`))
      .join('\n');
    const { errors } = read(nested.replace('TAP version 13\n', 'TAP version 13\n# Subtest: inventory\n'));
    assert.deepEqual(
      errors.map(({ type, test, places }) => [type, test, places.length]),
      [['AssertionError', 'inventory parses two lines', 3]],
    );
  });

  it('reads a compared error with the unindented fields of node:test', () => {
    const { errors, expectations } = read(`not ok 4 - rejects
  ---
  error: |-
    Expected values to be strictly deep-equal:
    +   message: 'could not load the cart'
    -   message: 'net down'
  code: 'ERR_ASSERTION'
  name: 'AssertionError'
  expected:
    message: 'net down'
  actual:
  error: 'could not load the cart'
  stack: |-
    loadCart (file:///app/src/cart.mjs:20:11)
  operator: 'rejects'
  stack: |-
    async TestContext.<anonymous> (file:///app/test/cart.test.mjs:24:5)
  ...
`);
    assert.deepEqual(errors, [
      {
        type: 'AssertionError',
        message: "Expected values to be strictly deep-equal:\n+   message: 'could not load the cart'\n-   message: 'net down'",
        test: 'rejects',
        places: ['/app/test/cart.test.mjs:24:5'],
      },
    ]);
    assert.deepEqual(expectations, [
      { expected: "message: 'net down'", actual: 'Error: could not load the cart', test: 'rejects', error: 0 },
    ]);
  });

  it('continues with the next test where a block has no end', () => {
    const [cut] = deepEqual.split('  code:');
    const { errors } = read(`${cut ?? ''}not ok 2 - names\n  ---\n  error: 'no name'\n  name: 'TypeError'\n  ...\n`);
    assert.deepEqual(
      errors.map(({ type, test }) => [type, test]),
      [
        ['Error', 'parses two lines'],
        ['TypeError', 'names'],
      ],
    );
  });
});

describe('the spec reporter of node:test', () => {
  const rejects = `✖ rejects (0.919361ms)
  AssertionError [ERR_ASSERTION]: Expected values to be strictly deep-equal:
      at async TestContext.<anonymous> (file:///app/test/cart.test.mjs:24:5) {
    code: 'ERR_ASSERTION',
    actual: Error: could not load the cart
        at loadCart (file:///app/src/cart.mjs:20:11) {
      [cause]: TypeError: net down
          at file:///app/test/cart.test.mjs:24:55
    },
    expected: { message: 'net down' },
    operator: 'rejects'
  }
`;
  const loads = `✖ loads any (21.385826ms)
  [Error [AggregateError]: All promises were rejected] {
    [errors]: [
      Error: could not load the cart
          at loadCart (file:///app/src/cart.mjs:20:11)
    ]
  }
`;
  const times = `✖ times out (50.488844ms)
  'test timed out after 50ms'
`;
  const hooked = `✖ hooked (0.451022ms)

  TypeError [Error]: object null is not iterable
      at parseMoney (file:///app/src/parse.mjs:4:38)
`;
  const failures = [rejects, loads, times].join('\n');
  const tests = ['Cart rejects', 'Cart loads any', 'Cart times out', 'hooked'];
  const run = `▶ Cart
${failures.replaceAll(/^(?=.)/gm, '  ')}
✖ Cart (79.419443ms)
▶ hooked
${hooked}
ℹ tests 9
ℹ fail 6

✖ failing tests:

`;
  const list = [rejects, loads, times, hooked].map((text) => `test at test/cart.test.mjs:7:5\n${text}\n`).join('');

  it('reports each failure once, whatever the list at the end repeats', () => {
    const { errors, expectations } = read(run + list);
    assert.deepEqual(
      errors.flatMap(({ test }) => test ?? []),
      tests,
    );
    assert.equal(errors.find(({ test }) => test === 'Cart times out')?.message, 'test timed out after 50ms');
    assert.deepEqual(expectations, [
      { expected: "{ message: 'net down' }", actual: 'Error: could not load the cart', test: 'Cart rejects', error: 0 },
    ]);
  });

  it('reads the list where its failures are not reported above, and the next run', () => {
    assert.deepEqual(
      read(`✖ failing tests:\n\n${list}`).errors.flatMap(({ test }) => test ?? []),
      ['rejects', 'loads any', 'times out', 'hooked'],
    );
    const second = run.replace('▶ Cart', '▶ Order');
    assert.deepEqual(
      read(run + list + second + list).errors.flatMap(({ test }) => test ?? []),
      [...tests, ...tests.map((test) => test.replace('Cart', 'Order'))],
    );
  });

  it('does not report a suite that only summarises its tests', () => {
    assert.deepEqual(
      read(`Failed tests:\n\n${times}✖ Cart (79ms)\n  '5 subtests failed'\n`).errors.map(({ test }) => test),
      ['times out'],
    );
  });
});
