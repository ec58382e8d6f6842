import assert from 'node:assert/strict';
import type { FailureReport } from '../../../../src/core/capture/failureReport';
import { errorWords, namesIn, splitWords } from '../../../../src/core/context/errorWords';

describe('errorWords', () => {
  it('takes the words of message, test name and test functions, without those common to all failures', () => {
    const report: FailureReport = {
      errors: [
        {
          type: 'TypeError',
          message: "Cannot read properties of undefined (reading 'orderTotal')",
          language: 'javascript',
          role: 'thrown',
          test: 'shows the invoice',
          frames: [
            { file: 'src/a.js', line: 1, function: 'hiddenName', origin: 'workspace', raw: '' },
            { file: 'test/a.test.js', line: 1, function: 'testDiscount', origin: 'workspace', raw: '' },
          ],
        },
      ],
      expectations: [{ expected: '1', actual: '2', test: 'adds taxes' }],
    };
    const words = errorWords(report);
    for (const word of ['order', 'total', 'invoice', 'discount', 'taxes']) assert.ok(words.has(word), word);
    for (const word of ['undefined', 'hidden', 'test']) assert.ok(!words.has(word), word);
  });

  it('splits names at capitals and signs', () => {
    assert.deepEqual(splitWords('getOrderHistory of order_lines'), ['order', 'history', 'order', 'lines']);
  });

  it("finds text that looks like a function's name", () => {
    const report: FailureReport = {
      errors: [
        {
          type: 'Error',
          message: 'validator.isURL(http://a.b) failed, parse_date too',
          language: 'javascript',
          role: 'thrown',
          test: 'uses toText',
          frames: [],
        },
      ],
      expectations: [],
    };
    assert.deepEqual([...namesIn(report)], ['isURL', 'parse_date', 'toText']);
  });
});
