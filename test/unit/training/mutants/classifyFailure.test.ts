import assert from 'node:assert/strict';
import { classifyFailure } from '../../../../training/mutants/classifyFailure';

const PYTHON = (last: string) => `E
======================================================================
ERROR: test_a (test.test_a.T.test_a)
----------------------------------------------------------------------
Traceback (most recent call last):
  File "/w/test/test_a.py", line 4, in test_a
    f(1)
  File "/w/pkg/a.py", line 7, in f
    g()
  File "/usr/lib/python3.13/json/decoder.py", line 2, in decode
    x()
${last}

----------------------------------------------------------------------
Ran 1 test in 0.001s
`;

describe('classifyFailure', () => {
  it('finds the innermost workspace frame that is not a test', async () => {
    const facts = await classifyFailure(PYTHON('ValueError: no'), '/w');
    assert.equal(facts?.kind, 'crash');
    assert.equal(facts.type, 'ValueError');
    assert.deepEqual(facts.thrower, { file: 'pkg/a.py', line: 7 });
  });

  it('recognises an assertion by its type', async () => {
    assert.equal((await classifyFailure(PYTHON('AssertionError: 1 != 2'), '/w'))?.kind, 'assertion');
  });

  it("treats a test library's own error as an assertion", async () => {
    const text = `TAP version 13\n# a\nnot ok 1 should be equal\n  ---\n    operator: equal\n    expected: 1\n    actual:   2\n    stack: |-\n      Error: should be equal\n          at Test.assert [as _assert] (/w/node_modules/tape/lib/test.js:548:48)\n          at Test.<anonymous> (/w/test/a.js:3:5)\n  ...\n`;
    assert.equal((await classifyFailure(text, '/w'))?.kind, 'assertion');
  });

  it('gives nothing for a text without a failure', async () => {
    assert.equal(await classifyFailure('Ran 3 tests\n\nOK\n', '/w'), undefined);
  });
});
