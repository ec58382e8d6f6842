import assert from 'node:assert/strict';
import type { RankingParts } from '../../../src/core/attention/modelRun';
import { rankingSentence } from '../../../src/webview/attention/rankingSentence';

const parts = (over: Partial<RankingParts>): RankingParts => ({
  first: 'useOrders',
  chance: 0.62,
  read: { without: 0.616 },
  changes: { without: 0.31 },
  stack: true,
  testCalls: false,
  ...over,
});

describe('rankingSentence', () => {
  it('names the sources of the ranking and how far reading moved the first', () => {
    assert.equal(
      rankingSentence(parts({})),
      'The ranking comes from the stack and a recent change; what the model read moved `useOrders`, ranked first, up by 0.4 percentage points.',
    );
  });

  it('leaves out a change that moves nothing, and names one that decides the order', () => {
    assert.match(rankingSentence(parts({ changes: { without: 0.619 } })), /comes from the stack; /);
    assert.match(rankingSentence(parts({ changes: { without: 0.615, instead: 'load' } })), /the stack and a recent change; /);
  });

  it('says that reading changed nothing, or that it was decisive', () => {
    assert.match(
      rankingSentence(parts({ read: { without: 0.62 } })),
      /what the model read did not change the chance of `useOrders`, ranked first\.$/,
    );
    assert.match(
      rankingSentence(parts({ read: { without: 0.2, instead: 'load' } })),
      /what the model read put `useOrders` ahead of `load`\.$/,
    );
    assert.match(rankingSentence(parts({ read: { without: 0.9 } })), /down by 28 percentage points\.$/);
  });

  it('says what the ranking comes from where there is no stack', () => {
    assert.match(rankingSentence(parts({ stack: false, testCalls: true, changes: undefined })), /comes from what the failing test calls;/);
    assert.match(rankingSentence(parts({ stack: false, changes: undefined })), /comes from what the program knows about the code/);
  });
});
