import assert from 'node:assert/strict';
import { startLlmServer } from '../../support/llmServer';

describe('the fault server', () => {
  it('takes commands from another process, and returns the received requests', async () => {
    const server = await startLlmServer();
    const post = (path: string, body: unknown) => fetch(server.origin + path, { method: 'POST', body: JSON.stringify(body) });
    await post('/__use', ['unauthorized', { answer: 'hello', ignoresStream: true }]);
    assert.equal((await post('/v1/chat/completions', { stream: true })).status, 401);
    const answer = (await (await post('/v1/chat/completions', { stream: true, model: 'm' })).json()) as {
      choices: { message: { content: string } }[];
    };
    assert.equal(answer.choices[0]?.message.content, 'hello');
    const requests = (await (await fetch(`${server.origin}/__requests`)).json()) as { body: { model?: string } }[];
    assert.deepEqual(
      requests.map((request) => request.body.model),
      [undefined, 'm'],
    );
    await server.close();
  });

  it('answers about the code that a prompt refers to', async () => {
    const server = await startLlmServer();
    const messages = [{ role: 'user', content: 'See @src/a.ts (lines 3-9) and @src/b.ts (line 4)' }];
    const response = await fetch(`${server.baseUrl}/chat/completions`, { method: 'POST', body: JSON.stringify({ messages }) });
    const answer = (await response.json()) as { choices: { message: { content: string } }[] };
    const { hypotheses } = JSON.parse(answer.choices[0]?.message.content ?? '') as { hypotheses: { evidence: unknown[] }[] };
    assert.deepEqual(
      hypotheses.map((each) => each.evidence[0]),
      [
        { file: 'src/a.ts', line: 3, why: 'the function that hands it on begins here' },
        { file: 'src/b.ts', line: 4, why: 'the function that hands it on begins here' },
      ],
    );
    await server.close();
  });
});
