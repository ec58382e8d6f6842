import assert from 'node:assert/strict';
import type { FailureReport } from '../../../../src/core/capture/failureReport';
import { failureTitle } from '../../../../src/core/capture/failureTitle';

function titleOf(type: string, message: string): string {
  return failureTitle({ errors: [{ type, message, frames: [] }], expectations: [] } as unknown as FailureReport);
}

describe('failureTitle', () => {
  it('holds what a first line only announces', () => {
    assert.equal(
      titleOf('AssertionError', 'Expected values to be strictly equal:\n\nNaN !== 23.8\n'),
      'AssertionError: Expected values to be strictly equal: NaN !== 23.8',
    );
  });

  it('ends in no colon where the next line is only the legend of a difference, or nothing follows', () => {
    const deep = 'Expected values to be strictly deep-equal:\n+ actual - expected\n\n  [\n+   1';
    assert.equal(titleOf('', deep), 'Expected values to be strictly deep-equal: [');
    assert.equal(titleOf('Error', 'Failed to load:'), 'Error: Failed to load');
  });

  it('names both values where the next line is only a part of a difference', () => {
    const message = "Expected values to be strictly equal:\n+ actual - expected\n\n+ 'alarm'\n- 'mail'";
    const expectations = [{ actual: "'alarm'", expected: "'mail'" }];
    const report = { errors: [{ type: 'AssertionError', message, frames: [] }], expectations } as unknown as FailureReport;
    assert.equal(failureTitle(report), "AssertionError: got 'alarm', expected 'mail'");
    const long = { ...report, expectations: [{ actual: 'x'.repeat(50), expected: '1' }] } as FailureReport;
    assert.equal(failureTitle(long), "AssertionError: Expected values to be strictly equal: + 'alarm'");
  });

  it('is the first line otherwise, without blank lines before it, on one line of at most 120 characters', () => {
    assert.equal(titleOf('shop.errors.CartError', '\n  no  price\nfor a\n'), 'CartError: no price');
    assert.equal(titleOf('Error', 'x'.repeat(300)).length, 120);
  });
});
