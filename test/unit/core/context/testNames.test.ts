import assert from 'node:assert/strict';
import { testNames } from '../../../../src/core/context/testNames';
import { aFrame, anError } from '../../../support/someEvidence';

describe('testNames', () => {
  it('finds the function that a test is named after, in all naming styles', () => {
    const named = testNames({
      errors: [
        anError({
          test: 'Executor > parses orderLines of a cart',
          frames: [aFrame({ file: 'tests/loop_test.py', function: 'Loop.test_run_in_executor_native' })],
        }),
      ],
      expectations: [{ expected: '1', actual: '2', test: 'ArcTest::testAtan2Zero' }],
    });
    assert.equal(named('run_in_executor'), 'surely');
    assert.equal(named('orderLines'), 'surely');
    assert.equal(named('atan2'), 'perhaps');
    assert.equal(named('executor'), 'perhaps');
    assert.equal(named('run_in_executor_later'), undefined);
    assert.equal(named('execute'), undefined);
  });

  it('ignores names that are too short, and frames outside tests', () => {
    const named = testNames({
      errors: [anError({ test: 'can run', frames: [aFrame({ file: 'src/loop.py', function: 'load_orders' })] })],
      expectations: [],
    });
    assert.equal(named('run'), undefined);
    assert.equal(named('load_orders'), undefined);
  });
});
