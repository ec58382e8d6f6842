import assert from 'node:assert/strict';
import { ProviderError, type Provider } from '../../../src/core/ports';
import { tryProvider } from '../../../src/host/tryProvider';

const reached = (answerBriefly: Provider['answerBriefly']) => async () => ({
  provider: { answerBriefly } as Provider,
  reference: { provider: 'openai' as const, model: 'm', baseUrl: 'http://localhost' },
});

describe('tryProvider', () => {
  it('accepts any answer, and sends nothing of a workspace', async () => {
    let sent = '';
    const problem = await tryProvider(
      reached(async ({ system, text }) => {
        sent = `${system} ${text}`;
        return { text: 'yes?' };
      }),
    );
    assert.equal(problem, undefined);
    assert.ok(sent.length < 100);
  });

  it('gives the sentence of a provider that refuses, and its own sentence for anything else', async () => {
    const refuse = reached(() => Promise.reject(new ProviderError('unauthorized', 'The server does not know this key. Set it again.')));
    assert.equal(await tryProvider(refuse), 'The server does not know this key. Set it again.');
    assert.equal(await tryProvider(() => Promise.reject(new Error('boom'))), 'The model could not be reached: boom');
  });

  it('gives up on a silent model', async () => {
    const silent = reached(
      (_question, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    );
    assert.match((await tryProvider(silent, 20)) ?? '', /said nothing within/);
  });
});
