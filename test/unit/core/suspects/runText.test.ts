import assert from 'node:assert/strict';
import type { Reason } from '../../../../src/core/context/reason';
import type { CandidateFacts } from '../../../../src/core/suspects/candidateFacts';
import { ranSentence } from '../../../../src/core/suspects/explain/runText';
import type { Story } from '../../../../src/core/suspects/explain/story';

const facts = { candidate: { file: 'a.js', startLine: 1, endLine: 4, function: 'total' } } as CandidateFacts;
const story = { expectation: { expected: '10', actual: '12' } } as Story;

function said(...reasons: Reason[]): string | undefined {
  return ranSentence(facts, reasons, story);
}

describe('ranSentence', () => {
  it('names the function that made the asserted value, with the value', () => {
    assert.equal(
      said({ kind: 'madeAsserted', what: 'value' }),
      'When the test ran, `total` returned `12`, the value that the assertion saw.',
    );
  });

  it('names the function that first returned the wrong piece', () => {
    assert.match(said({ kind: 'onlyFailingRuns' }, { kind: 'madeAsserted', what: 'piece' }) ?? '', /`total` was the first to return/);
  });

  it('names the function with a small change of which it passes, and how many had none', () => {
    assert.equal(said({ kind: 'changePasses', notIn: 0 }), 'It passes with a small change in `total`.');
    assert.equal(
      said({ kind: 'changePasses', notIn: 1 }),
      'It passes with a small change in `total`, and with none that was tried in 1 other function.',
    );
  });

  it('says that only the failing test calls a function, and nothing where runs showed nothing', () => {
    assert.match(
      said({ kind: 'onlyFailingRuns' }) ?? '',
      /^`total` runs in the failing test, and in none of the passing ones that were observed\.$/,
    );
    assert.equal(said({ kind: 'calledByTest' }), undefined);
  });
});
