/** What node:test prints of a `strictEqual` in it.test.js that fails. @param line of the assertion, 1-based */
export function failedNodeTest({ name, line, got, wanted }: { name: string; line: number; got: string; wanted: string }): string {
  return `not ok 1 - ${name}
  ---
  failureType: 'testCodeFailure'
  error: |-
    Expected values to be strictly equal:

    ${got} !== ${wanted}

  code: 'ERR_ASSERTION'
  name: 'AssertionError'
  expected: ${wanted}
  actual: ${got}
  operator: 'strictEqual'
  stack: |-
    TestContext.<anonymous> (/srv/work/it.test.js:${line}:10)
    Test.run (node:internal/test_runner/test:797:9)
  ...`;
}
