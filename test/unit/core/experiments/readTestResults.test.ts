import { deepStrictEqual, strictEqual } from 'node:assert';
import { readTestResults } from '../../../../src/core/experiments/readTestResults';

describe('readTestResults', () => {
  it('reads node:test in its spec reporter, suites by the tests in them', () => {
    const output = `▶ suite
  ✔ ok (0.7ms)
  ✖ breaks (0.6ms)
  ﹣ later (0.1ms) # SKIP
▶ suite (3.2ms)
ℹ tests 3
✖ failing tests:
✖ breaks (0.6ms)
`;
    deepStrictEqual(names(output), { passed: ['suite > ok'], failed: ['suite > breaks'], skipped: ['suite > later'] });
  });

  it('reads what several packages print in turns, behind their names', () => {
    const output = `Scope: 2 of 3 workspace projects
packages/b test: ok 1 - first
packages/a test: # Subtest: size
packages/b test: not ok 2 - second
packages/a test:     # Subtest: of nothing
packages/a test:     not ok 1 - of nothing
packages/b test: ok 3 - of nothing
packages/a test:     # Subtest: of two
packages/a test:     ok 2 - of two
packages/a test:     1..2
packages/a test: not ok 1 - size
`;
    const results = readTestResults(output);
    deepStrictEqual(
      [results?.passed, results?.failed],
      [
        ['first', 'of nothing', 'size > of two'],
        ['second', 'size > of nothing'],
      ],
    );
    deepStrictEqual([...(results?.parts ?? [])][0], ['first', 'packages/b test']);
    const spec = '@w/a:test: ▶ suite\nb:test: ✔ ok (1ms)\n@w/a:test:   ✖ ok (1ms)\n[2]   list\n[2]     ✓ adds\n';
    deepStrictEqual(names(spec), { passed: ['ok', 'list > adds'], failed: ['suite > ok'], skipped: [] });
  });

  it('keeps a test that fails in one package apart from one of that name which passes in the next', () => {
    const output = '> @w/a@1.0.0 test\n> node --test\n\n✖ adds (1ms)\n\n> @w/b@1.0.0 test\n> node --test\n\n✔ adds (1ms)\n✔ other (1ms)\n';
    const results = readTestResults(output);
    deepStrictEqual([results?.failed, results?.passed, results?.parts?.get('adds')], [['adds'], ['other'], '@w/a@1.0.0 test']);
  });

  it('adds the numbers of several packages', () => {
    const output = 'b test: noise\nlib/a test: Tests: 1 failed, 2 passed, 3 total\nlib/b test: Tests: 4 passed, 4 total\n';
    const { ran, failed, named } = readTestResults(output) ?? {};
    deepStrictEqual([ran, failed?.length, named], [7, 1, false]);
  });

  it('reads the tests of TAP with the names of the subtests around them', () => {
    const output = `TAP version 13
# Subtest: suite
    # Subtest: ok
    ok 1 - ok
    # Subtest: breaks
    not ok 2 - breaks
    ok 3 - later # SKIP
    1..3
not ok 1 - suite
1..1
# tests 3
`;
    deepStrictEqual(names(output), { passed: ['suite > ok'], failed: ['suite > breaks'], skipped: ['suite > later'] });
  });

  it('reads TAP with subtests outside of suites, each with its name alone', () => {
    const tap = '# Subtest: adds\nok 1 - adds\n  ---\n  duration_ms: 1\n  ...\n# Subtest: takes away\nnot ok 2 - takes away\n1..2\n';
    const { passed, failed } = readTestResults(tap) ?? {};
    deepStrictEqual([passed, failed], [['adds'], ['takes away']]);
  });

  it('reads TAP of older versions, which indent the name of a suite as its assertions', () => {
    const output = `TAP version 13
    # Subtest: array
    not ok 1 - is equal
      ---
      stack: none
      ...
    ok 2 - is equal
    ok 3 - has one
    1..3
not ok 1 - array # time=3ms
ok 2 - other
`;
    deepStrictEqual(names(output), { passed: ['array > has one', 'other'], failed: ['array > is equal'], skipped: [] });
  });

  it('takes no line that a program prints for a part of the name of an announced test', () => {
    const tap =
      'TAP version 13\n# at 12:03\n# Subtest: adds\nok 1 - adds\n# at 12:04\n# Subtest: takes away\nnot ok 2 - takes away\n1..2\n';
    deepStrictEqual(names(tap), { passed: ['adds'], failed: ['takes away'], skipped: [] });
  });

  it('reads an assertion of tape as a test', () => {
    const output = 'TAP version 13\n# clones\nok 1 should be equal\nnot ok 2 has prototype\n\n1..2\n# tests 2\n# pass  1\n# fail  1\n';
    deepStrictEqual(names(output), { passed: ['clones should be equal'], failed: ['clones has prototype'], skipped: [] });
  });

  it('reads TAP that a second reporter wrote', () => {
    const tap =
      'TAP version 13\n# Subtest: list\n    # Subtest: nothing\n    not ok 1 - nothing\n    # Subtest: two\n    ok 2 - two\n    1..2\nnot ok 1 - list\n';
    deepStrictEqual(names('X.X\n\nFailed tests:\n\n✖ nothing (1ms)\n', [tap]), {
      passed: ['list > two'],
      failed: ['list > nothing'],
      skipped: [],
    });
  });

  it('prefers results written by runners', () => {
    const lines = '{"name":"a > b","status":"passed"}\n{"name":"a > c","status":"failed"}\n';
    deepStrictEqual(names('3 passed in 0.1s', [lines]), { passed: ['a > b'], failed: ['a > c'], skipped: [] });
  });

  it('finds the file of a test; for tests with the same name, that of the failed one', () => {
    const tests = [
      { name: 'a', status: 'failed', file: '/ws/one.test.js' },
      { name: 'a', status: 'passed', file: '/ws/two.test.js' },
      { name: 'b', status: 'failed', file: '/ws/two.test.js' },
      { name: 'b', status: 'passed', file: '/ws/two.test.js' },
    ];
    const results = readTestResults('', [tests.map((test) => JSON.stringify(test)).join('\n')]);
    deepStrictEqual([results?.failed, results?.passed], [['a'], ['b']]);
    deepStrictEqual(Object.fromEntries(results?.files ?? []), { a: '/ws/one.test.js', b: '/ws/two.test.js' });
    const json = { testResults: [{ name: '/ws/a.test.ts', assertionResults: [{ ancestorTitles: ['a'], title: 'b', status: 'passed' }] }] };
    deepStrictEqual([...(readTestResults('', [JSON.stringify(json)])?.files ?? [])], [['a > b', '/ws/a.test.ts']]);
  });

  it('reads the JSON of Jest and Vitest', () => {
    const json = JSON.stringify({
      testResults: [
        {
          assertionResults: [
            { ancestorTitles: ['a'], title: 'b', status: 'passed' },
            { ancestorTitles: ['', 'a'], title: 'c', status: 'failed' },
            { ancestorTitles: [], title: 'd', status: 'pending' },
          ],
        },
      ],
    });
    deepStrictEqual(names('', [json]), { passed: ['a > b'], failed: ['a > c'], skipped: ['d'] });
  });

  for (const [runner, output, expected] of [
    ['go', '--- FAIL: TestA (0.00s)\n    --- PASS: TestA/sub (0.00s)\nFAIL\n', { passed: ['TestA/sub'], failed: ['TestA'], skipped: [] }],
    [
      'minitest',
      'A#test_b = 0.00 s = .\nA#test_c d = 1.20 s = F\nA#test_e = 0.00 s = S\n\n  1) Failure:\nA#test_c d [a.rb:3]:\nExpected: 1\n',
      { passed: ['A#test_b'], failed: ['A#test_c d'], skipped: ['A#test_e'] },
    ],
    ['cargo', 'test a::b ... ok\ntest a::c ... FAILED\ntest d ... ignored\n', { passed: ['a::b'], failed: ['a::c'], skipped: ['d'] }],
  ] as const) {
    it(`reads ${runner}`, () => deepStrictEqual(names(output), expected));
  }

  for (const [runner, output, [ran, failed, skipped]] of [
    ['pytest', '=== 1 failed, 2 passed, 1 skipped in 0.12s ===', [3, 1, 1]],
    ["JUnit 4's runner, with an ignored test", 'JUnit version 4.13.2\n..hello\n.I\nTime: 0.03\n\nOK (3 tests)\n\n', [3, 0, 1]],
    ["JUnit 4's runner", 'JUnit version 4.13.2\n.I see\n.E.\n\nFAILURES!!!\nTests run: 3,  Failures: 1\n\n', [3, 1, 0]],
    ['unittest', 'Ran 3 tests in 0.001s\n\nFAILED (failures=1, skipped=1)\n', [2, 1, 1]],
    ['surefire', '[ERROR] Tests run: 4, Failures: 1, Errors: 1, Skipped: 0\n', [4, 2, 0]],
    ['jest', 'Tests:       1 failed, 2 passed, 3 total\n', [3, 1, 0]],
    ['vitest', '      Tests  1 failed | 2 passed (3)\n', [3, 1, 0]],
    ['rspec', '3 examples, 1 failure\n', [3, 1, 0]],
    ['minitest', '3 runs, 4 assertions, 1 failures, 1 errors, 0 skips\n', [3, 2, 0]],
    ['test-unit', '3 tests, 4 assertions, 1 failures, 0 errors, 0 pendings, 1 omissions, 0 notifications\n', [2, 1, 1]],
    ['minitest', '4 runs, 3 assertions, 1 failures, 1 errors, 1 skips\n', [3, 2, 1]],
    ['phpunit', 'OK (3 tests, 4 assertions)\n', [3, 0, 0]],
  ] as const) {
    it(`reads the count of ${runner}`, () => {
      const found = readTestResults(output);
      deepStrictEqual([found?.ran, found?.failed.length, found?.skipped.length, found?.named], [ran, failed, skipped, false]);
    });
  }

  it("finds no runner in a program's output", () => strictEqual(readTestResults('total: 3\nok then\n- item\n  indented\n'), undefined));
});

function names(output: string, recorded?: string[]) {
  const found = readTestResults(output, recorded);
  return found && { passed: found.passed, failed: found.failed, skipped: found.skipped };
}
