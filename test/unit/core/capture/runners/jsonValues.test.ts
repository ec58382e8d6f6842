import assert from 'node:assert/strict';
import { captureFailure } from '../../../../../src/core/capture/captureFailure';
import { jsonValues } from '../../../../../src/core/capture/runners/jsonValues';

describe('jsonValues', () => {
  for (const [message, values] of [
    ['{"expected": 5, "actual": "four"}', { expected: '5', actual: 'four' }],
    ['check failed: {"want": {"a": 1}, "got": null}', { expected: '{"a":1}', actual: 'null' }],
    ['{\n  "message": "no",\n  "details": { "expected": [1], "received": [] }\n}', { expected: '[1]', actual: '[]' }],
    ['{"expected": 5}', undefined],
    ['expected {a} got {b}', undefined],
    ['no object', undefined],
  ] as const)
    it(`${values ? 'reads the values of' : 'finds none in'} ${message.replaceAll('\n', ' ')}`, () =>
      assert.deepEqual(jsonValues(message), values));
});

describe('what an assertion expects', () => {
  const of = async (...lines: string[]): Promise<string[]> => {
    const { expectations } = await captureFailure(lines.join('\n'));
    return expectations.map(({ expected, actual }) => `${expected} / ${actual}`);
  };
  const node = (message: string, actual: string, operator: string): string[] => [
    `AssertionError [ERR_ASSERTION]: ${message}`,
    '    at Object.<anonymous> (/srv/app/a.js:3:1) {',
    '  generatedMessage: true,',
    "  code: 'ERR_ASSERTION',",
    `  actual: ${actual},`,
    '  expected: true,',
    `  operator: '${operator}'`,
    '}',
  ];

  it('comes from a JSON message of any error', async () => {
    assert.deepEqual(await of('Error: {"expected":{"a":1},"actual":[2]}', '    at load (/srv/app/a.js:3:1)'), ['{"a":1} / [2]']);
  });

  it("comes from both sides of Minitest's diff, whole", async () => {
    const lines = [
      '  1) Failure:',
      'CartTest#test_total [test/cart_test.rb:9]:',
      '--- expected',
      '+++ actual',
      '@@ -1,2 +1,2 @@',
      ' {"a" => 1,',
      '-"b" => 2}',
      '+"b" => 3}',
      '',
      '1 runs, 1 assertions, 1 failures, 0 errors, 0 skips',
    ];
    assert.deepEqual(await of(...lines), ['{"a" => 1,\n"b" => 2} / {"a" => 1,\n"b" => 3}']);
  });

  it('is nothing where the assertion was written to fail', async () => {
    assert.deepEqual(await of(...node('The expression evaluated to a falsy value:\n\n  assert(false)\n', 'false', '==')), []);
    assert.deepEqual(await of(...node('Failed', 'undefined', 'fail')), []);
    const told = [
      "  failureType: 'testCodeFailure'",
      '  error: |-',
      '    The expression evaluated to a falsy value:',
      '    ',
      '      assert(false)',
      '    ',
    ];
    const values = ['  expected: true', '  actual: false', "  operator: '=='", '  ...'];
    assert.deepEqual(await of('TAP version 13', 'not ok 1 - x', '  ---', ...told, ...values, '1..1'), [], 'in TAP too');
  });

  it('stays where a condition was computed', async () => {
    assert.deepEqual(await of(...node('The expression evaluated to a falsy value:\n\n  assert.ok(3 > 5)\n', 'false', '==')), [
      'true / false',
    ]);
  });
});
