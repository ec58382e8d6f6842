import assert from 'node:assert/strict';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';

/** As `node --test` of Node 20 prints it into a pipe. */
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
  it('reads a difference that leaves lines out', () => {
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

  it('reads the same in a subtest, with results of TAP in the message', () => {
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

  it('goes on with the next test where a block has no end', () => {
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
