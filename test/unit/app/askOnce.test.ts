import assert from 'node:assert/strict';
import { askOnce } from '../../../src/app/askOnce';
import type { Analysis } from '../../../src/app/ports';
import type { Hypothesis } from '../../../src/core/hypothesis';
import { ProviderError, type Provider, type ProviderEvent } from '../../../src/core/ports';
import type { AnswerSoFar, Collected, ReadAnswer } from '../../../src/protocol/analysisProtocol';

const evidence = { case: 'case-1', evidence: {}, prompt: {}, suspects: [] } as unknown as Collected & { suspects: [] };
const hypothesis = { title: 'The cart is empty' } as Hypothesis;

function provider(events: readonly ProviderEvent[], failure?: Error): Provider {
  return {
    id: 'openai',
    label: 'test-model',
    async *diagnose() {
      yield* events;
      if (failure) throw failure;
    },
  };
}

function analysis(read: ReadAnswer, asked: AnswerSoFar[] = []): Analysis {
  return {
    call: (async (name: string, params: unknown) => {
      assert.equal(name, 'readAnswer');
      asked.push(params as AnswerSoFar);
      return read;
    }) as Analysis['call'],
  };
}

const { signal } = new AbortController();
const nothing = analysis({ hypotheses: [], complete: true });

describe('askOnce', () => {
  it('reads the whole text of an answer about its case', async () => {
    const asked: AnswerSoFar[] = [];
    const events: ProviderEvent[] = [
      { type: 'notice', message: 'asking without JSON mode' },
      { type: 'text', delta: '{"hypo' },
      { type: 'text', delta: 'theses": []}' },
    ];
    const answer = await askOnce(provider(events), analysis({ hypotheses: [hypothesis], complete: true }, asked), evidence, signal);
    assert.deepEqual(answer, { hypotheses: [hypothesis], notices: ['asking without JSON mode'] });
    assert.deepEqual(asked, [{ case: 'case-1', text: '{"hypotheses": []}', ended: true, source: 'test-model', failedDiffs: [] }]);
  });

  it('takes the hypotheses of a provider that writes no text', async () => {
    const answer = await askOnce(provider([{ type: 'hypotheses', hypotheses: [hypothesis] }]), nothing, evidence, signal);
    assert.deepEqual(answer, { hypotheses: [hypothesis], notices: [] });
  });

  it('keeps the text from before a failure', async () => {
    const cut = new ProviderError('cut', 'The connection broke.');
    const read = analysis({ hypotheses: [hypothesis], complete: false, problem: { kind: 'cut', message: 'The answer is cut.' } });
    const answer = await askOnce(provider([{ type: 'text', delta: '{' }], cut), read, evidence, signal);
    assert.deepEqual(answer, { hypotheses: [hypothesis], notices: [], error: cut });
  });

  it('says if nothing arrived, or nothing readable', async () => {
    assert.equal((await askOnce(provider([]), nothing, evidence, signal)).error?.kind, 'emptyAnswer');
    const unread = analysis({ hypotheses: [], complete: true, problem: { kind: 'badAnswer', message: 'No JSON.' } });
    assert.equal((await askOnce(provider([{ type: 'text', delta: 'Hm.' }]), unread, evidence, signal)).error?.kind, 'badAnswer');
    const other = await askOnce(provider([], new Error('socket hang up.')), nothing, evidence, signal);
    assert.deepEqual([other.error?.kind, other.error?.message], ['other', 'test-model failed: socket hang up.']);
  });

  it('reports a problem beside hypotheses, and does not fail because of it', async () => {
    const read = analysis({ hypotheses: [hypothesis], complete: false, problem: { kind: 'cut', message: 'The answer is cut.' } });
    const answer = await askOnce(provider([{ type: 'text', delta: '{' }]), read, evidence, signal);
    assert.deepEqual(answer, { hypotheses: [hypothesis], notices: ['The answer is cut.'] });
  });
});
