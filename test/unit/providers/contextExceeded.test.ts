import assert from 'node:assert/strict';
import { contextExceeded } from '../../../src/providers/contextExceeded';

function read(message: string, status = 400, code = '') {
  return contextExceeded({ message, code, type: '', param: '' }, status);
}

describe('contextExceeded', () => {
  const said: [string, string, { prompt?: number; window?: number }][] = [
    [
      'OpenAI',
      "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.",
      { prompt: 9000, window: 8192 },
    ],
    ['OpenAI, newer models', 'Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 300000 tokens.', {}],
    [
      'vLLM',
      "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4000 in the messages, 1000 in the completion).",
      { prompt: 5000, window: 4096 },
    ],
    ['vLLM, older', 'The prompt (length 5000) is longer than the maximum model length of 4096.', { prompt: 5000, window: 4096 }],
    [
      'llama.cpp',
      'request (5000 tokens) exceeds the available context size (4096 tokens), try increasing it',
      { prompt: 5000, window: 4096 },
    ],
    ['llama.cpp, older', 'the request exceeds the available context size. try increasing the context size or enable context shift', {}],
    ['Ollama', 'the input length exceeds the context length', {}],
    [
      'LM Studio',
      'Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens',
      {},
    ],
    ['Anthropic', 'prompt is too long: 210000 tokens > 200000 maximum', { prompt: 210000, window: 200000 }],
    [
      'Gemini',
      'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
      { prompt: 1200000, window: 1048576 },
    ],
    [
      'Mistral',
      'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length',
      { prompt: 40000, window: 32768 },
    ],
    ['TGI', '`inputs` must have less than 1024 tokens. Given: 2000', {}],
  ];
  for (const [server, message, sizes] of said) it(`knows the words of ${server}`, () => assert.deepEqual(read(message), sizes));

  it('knows the codes and the status of an exceeded context', () => {
    assert.deepEqual(read('', 400, 'context_length_exceeded'), {});
    assert.deepEqual(read('Payload Too Large', 413), {});
  });

  it('does not take other refusals for an exceeded context', () => {
    for (const message of [
      'max_tokens is too large: 8192. This model supports at most 4096 completion tokens.',
      'Request too large for model x on tokens per minute (TPM): Limit 6000, Requested 9000',
      'Unrecognized request argument supplied: stream_options',
      'The model `x` does not exist.',
      '',
    ]) {
      assert.equal(read(message), undefined, message);
    }
  });
});
