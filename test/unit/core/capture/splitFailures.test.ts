import assert from 'node:assert/strict';
import { failureTitle } from '../../../../src/core/capture/failureTitle';
import { looksLikeFailure } from '../../../../src/core/capture/looksLikeFailure';
import { splitFailures } from '../../../../src/core/capture/splitFailures';
import { traceAround } from '../../../../src/core/capture/traceAround';
import { anError } from '../../../support/someEvidence';

describe('splitFailures', () => {
  it('keeps causes with their errors and renumbers their parents', () => {
    const split = splitFailures({
      errors: [
        anError({ message: 'one', test: 'a' }),
        anError({ message: 'one cause', role: 'cause', parent: 0 }),
        anError({ message: 'two', test: 'b' }),
        anError({ message: 'two cause', role: 'cause', parent: 2 }),
      ],
      expectations: [
        { expected: '1', actual: '2', test: 'b' },
        { expected: '3', actual: '4', test: 'c' },
      ],
    });
    assert.deepEqual(
      split.map(({ errors, expectations }) => [errors.map(({ message, parent }) => [message, parent]), expectations.length]),
      [
        [
          [
            ['one', undefined],
            ['one cause', 0],
          ],
          0,
        ],
        [
          [
            ['two', undefined],
            ['two cause', 0],
          ],
          1,
        ],
        [[], 1],
      ],
    );
  });
});

describe('failureTitle', () => {
  it('is type and first line of the message', () => {
    assert.equal(failureTitle({ errors: [anError({ message: 'bad\nmore' })], expectations: [] }), 'TypeError: bad');
  });

  it('falls back to the test and the expectation', () => {
    assert.equal(failureTitle({ errors: [], expectations: [{ expected: '1', actual: '2', test: 'adds' }] }), 'adds');
    assert.equal(failureTitle({ errors: [], expectations: [{ expected: '1', actual: '2' }] }), 'expected 1, got 2');
  });
});

const trace = 'TypeError: x is not a function\n    at load (/app/src/a.js:3:5)\n    at main (/app/src/b.js:9:1)';
const log = `started\nlistening on 80\n\n\n\n\n${trace}\n\n\n\n\nstopped\n`;

describe('looksLikeFailure', () => {
  it('distinguishes a trace from other text', () => {
    assert.ok(looksLikeFailure(trace));
    assert.ok(!looksLikeFailure('const error = new Error("x"); // at work (today:12)'));
    assert.ok(!looksLikeFailure(''));
  });
});

describe('traceAround', () => {
  it('finds the trace from any of its lines', () => {
    for (const place of ['TypeError', 'at load', 'at main']) {
      const found = traceAround(log, log.indexOf(place) + 2);
      assert.equal(found && log.slice(found.start, found.end), trace);
    }
  });

  it('finds nothing far from a trace', () => {
    assert.equal(traceAround(log, 3), undefined);
    assert.equal(traceAround('plain text', 4), undefined);
  });
});
