import assert from 'node:assert/strict';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';

const outcomes = (text: string) => parseFailure(text).errors.map(({ type, message, test, frames }) => [type, message, test, frames.length]);

describe('jest', () => {
  it('reads a suite that could not run: a message without a type', () => {
    const text = `FAIL src/greet.test.ts
  ● Test suite failed to run

    The TypeScript compiler "typescript" (version 7.0.2) does not expose the API required by ts-jest. Install "@typescript/native".

      at Importer.typescript (../../node_modules/ts-jest/dist/utils/importer.js:35:19)
      at new ConfigSet (../../node_modules/ts-jest/dist/legacy/config/config-set.js:203:51)

Test Suites: 1 failed, 1 total
`;
    assert.deepEqual(outcomes(text), [
      [
        '',
        'The TypeScript compiler "typescript" (version 7.0.2) does not expose the API required by ts-jest. Install "@typescript/native".',
        'Test suite failed to run',
        2,
      ],
    ]);
  });

  it('reads a test that took too long', () => {
    const said = `thrown: "Exceeded timeout of 50 ms for a test.
Add a timeout value to this test to increase the timeout, if this is a long-running test."`;
    const text = `  ● greet › slow

    ${said.replaceAll('\n', '\n    ')}

      at _getError (../../node_modules/jest-circus/build/jestAdapterInit.js:1985:12)
          at Array.map (<anonymous>)

    Cause:
        ${said.replaceAll('\n', '\n        ')}

        > 8 |   test('slow', async () => { await new Promise(() => {}); }, 50);
            |   ^

          at src/greet.test.ts:8:3
          at Object.<anonymous> (src/greet.test.ts:2:1)

  ● greet › snapshot

    expect(received).toMatchInlineSnapshot(snapshot)

    Snapshot name: \`greet snapshot 1\`

    - Snapshot  - 1
    + Received  + 3

    - {"a": 2}
    + {
    +   "a": 1,
    + }

    > 9 |   test('snapshot', () => { expect({ a: 1 }).toMatchInlineSnapshot(\`{"a": 2}\`); });
        |                                             ^

      at Object.toMatchInlineSnapshot (src/greet.test.ts:9:45)

Test Suites: 1 failed, 1 total
`;
    const [slow, snapshot] = outcomes(text);
    assert.deepEqual(slow, ['', said, 'greet › slow', 4]);
    assert.equal(snapshot?.[2], 'greet › snapshot');
    assert.deepEqual(parseFailure(text).expectations, [
      { expected: '{"a": 2}', actual: '{\n  "a": 1,\n}', test: 'greet › snapshot', error: 1 },
    ]);
  });

  it("does not read a test's output as an error", () => {
    const found = outcomes('  ● Console\n\n    console.log\n      hello\n\n      at Object.log (src/a.test.ts:3:3)\n');
    assert.deepEqual(found, []);
  });
});
