import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { ProviderError, type DiagnosisRequest } from '../../../src/core/ports';
import { readAnswer } from '../../../src/core/hypotheses/readAnswer';
import { createOpenAiProvider, type OpenAiProviderOptions } from '../../../src/providers/openai';
import { llmScenarios, type LlmScenarioName } from '../../support/llmScenarios';
import { startLlmServer, unusedPort, type LlmServer } from '../../support/llmServer';
import { someEvidence } from '../../support/someEvidence';

const request: DiagnosisRequest = {
  prompt: {
    system: 'Answer in JSON.',
    text: 'ERROR\n@src/app.ts (lines 3-9)',
    sections: [],
    tokens: 20,
    budget: 8000,
    cuts: [],
    snippets: {},
  },
  evidence: someEvidence(),
  suspects: [],
};
const KEY = 'sk-test-0123456789abcdef';

interface Outcome {
  text: string;
  notices: string[];
  error?: ProviderError;
}

describe('createOpenAiProvider', () => {
  let server: LlmServer;
  let count = 0;

  before(async () => {
    server = await startLlmServer();
  });
  beforeEach(() => {
    server.requests.length = 0;
    count++;
  });
  after(() => server.close());

  /** Every test has a separate model: known capabilities of a server are cached by its name. */
  function provider(options: OpenAiProviderOptions = {}) {
    return createOpenAiProvider({ baseUrl: server.baseUrl, apiKey: KEY, model: `test-model-${count}`, timeoutMs: 2000, ...options });
  }

  async function ask(options: OpenAiProviderOptions = {}, signal = new AbortController().signal, asked = request): Promise<Outcome> {
    const outcome: Outcome = { text: '', notices: [] };
    try {
      for await (const event of provider(options).diagnose(asked, signal)) {
        if (event.type === 'text') outcome.text += event.delta;
        if (event.type === 'notice') outcome.notices.push(event.message);
      }
    } catch (error) {
      assert.ok(error instanceof ProviderError, `not a ProviderError: ${String(error)}`);
      assert.ok(!`${error.message}${String(error.cause)}${error.stack}`.includes(KEY), 'the key is in the error');
      outcome.error = error;
    }
    assert.ok(!JSON.stringify(outcome).includes(KEY), 'the key was given out');
    return outcome;
  }

  async function askOf(scenario: LlmScenarioName, options: OpenAiProviderOptions = {}): Promise<Outcome> {
    server.use(scenario);
    return ask(options);
  }

  const titles = (text: string) => readAnswer(text).hypotheses.map((each) => each.title);
  const THE_ANSWER = ['The value is not there yet in src/app.ts'];

  it('streams the answer, and requests what it needs', async () => {
    const outcome = await askOf('ok');
    assert.deepEqual(titles(outcome.text), THE_ANSWER);
    assert.deepEqual(outcome.notices, []);
    const [chat] = server.chats();
    assert.equal(chat?.path, '/v1/chat/completions');
    assert.equal(chat?.headers.authorization, `Bearer ${KEY}`);
    assert.deepEqual(
      Object.keys(chat?.headers ?? {}).filter((name) => name.startsWith('x-stainless')),
      [],
    );
    assert.deepEqual(chat?.body.messages, [
      { role: 'system', content: 'Answer in JSON.' },
      { role: 'user', content: request.prompt.text },
    ]);
    assert.equal(chat?.body.response_format?.type, 'json_schema');
    assert.equal(chat?.body.max_tokens, 8192);
    assert.equal(chat?.body.stream, true);
  });

  it('yields the text as it arrives', async () => {
    server.use({ delayMs: 20, deltaChars: 60 });
    const times: number[] = [];
    for await (const event of provider().diagnose(request, new AbortController().signal)) if (event.type === 'text') times.push(Date.now());
    assert.ok(times.length > 5);
    assert.ok((times.at(-1) ?? 0) - (times[0] ?? 0) > 60, 'all text came at once');
  });

  describe('wire formats', () => {
    const forms: LlmScenarioName[] = [
      'bytes',
      'crlf',
      'keepAlive',
      'reasoning',
      'doubleDone',
      'noDone',
      'noFinishReason',
      'pings',
      'azure',
      'ignoresStream',
      'slow',
    ];
    for (const form of forms) {
      it(`are read: ${form}`, async () => {
        const outcome = await askOf(form);
        assert.equal(outcome.error, undefined);
        assert.deepEqual(titles(outcome.text), THE_ANSWER);
        assert.match(outcome.text, /“not loaded yet” 🐞 –/);
      }).timeout(30_000);
    }

    for (const chunkBytes of [2, 3, 7]) {
      it(`are read in pieces of ${chunkBytes} bytes, wherever they cut`, async () => {
        server.use({ chunkBytes, crlf: chunkBytes === 3, keepAlive: true, deltaChars: 200 });
        assert.deepEqual(titles((await ask()).text), THE_ANSWER);
      });
    }

    it('have their reasoning left out', async () => assert.doesNotMatch((await askOf('reasoning')).text, /Let me look/));
  });

  describe('servers with fewer features', () => {
    const less: [LlmScenarioName, RegExp[], (body: NonNullable<LlmServer['requests'][number]['body']>) => boolean][] = [
      ['noStream', [/does not support streaming; asking without\.$/], (body) => body.stream === false],
      ['noJsonSchema', [/does not support JSON schemas/], (body) => body.response_format?.type === 'json_object'],
      ['noJson', [/does not support a JSON mode/], (body) => !body.response_format],
      [
        'noSystemRole',
        [/does not support a system role/],
        (body) => body.messages?.[0]?.content === `Answer in JSON.\n\n${request.prompt.text}`,
      ],
      ['noTemperature', [/does not support a temperature/], (body) => body.temperature === undefined],
      [
        'newTokenName',
        [/does not support max_tokens \(max_completion_tokens instead\)/],
        (body) => body.max_completion_tokens === 8192 && !body.max_tokens,
      ],
    ];
    for (const [scenario, notices, holds] of less) {
      it(`are asked again without what they refuse, and at once the next time: ${scenario}`, async () => {
        const outcome = await askOf(scenario);
        assert.equal(outcome.error, undefined);
        assert.deepEqual(titles(outcome.text), THE_ANSWER);
        assert.equal(outcome.notices.length, notices.length, outcome.notices.join('\n'));
        for (const [index, notice] of notices.entries()) assert.match(outcome.notices[index] ?? '', notice);
        assert.ok(holds(server.chats().at(-1)?.body ?? {}), JSON.stringify(server.chats().at(-1)?.body));
        // Remembered: the second question is right the first time.
        server.requests.length = 0;
        const again = await ask();
        assert.deepEqual([again.notices, server.chats().length, titles(again.text)], [[], 1, THE_ANSWER]);
      });
    }

    for (const scenario of ['knowsNothing', 'strictValidation', 'refusesSilently'] as const) {
      it(`are asked for less until they answer: ${scenario}`, async () => {
        const outcome = await askOf(scenario);
        assert.equal(outcome.error, undefined);
        assert.deepEqual(titles(outcome.text), THE_ANSWER);
        assert.ok(outcome.notices.length > 0);
      });
    }

    it('do not have a limit mistaken for a name', async () => {
      server.use(
        {
          status: 400,
          body: '{"error":{"message":"max_tokens is too large: 8192. This model supports at most 4096 completion tokens, whereas you provided 8192.","param":"max_tokens","code":"invalid_value"}}',
        },
        'ok',
      );
      const outcome = await ask();
      assert.deepEqual(titles(outcome.text), THE_ANSWER);
      assert.deepEqual([server.chats()[1]?.body.max_tokens, server.chats()[1]?.body.max_completion_tokens], [undefined, undefined]);
    });
  });

  describe('failures', () => {
    const host = () => `127.0.0.1:${server.port}`;
    const failures: [LlmScenarioName, ProviderError['kind'], string][] = [
      ['unauthorized', 'unauthorized', 'The server at HOST does not accept the API key. Set another key, or choose another provider.'],
      [
        'forbidden',
        'unauthorized',
        'The server at HOST does not let this key use MODEL: “Project `proj_1` does not have access to model `test-model`”. Set another key, or choose another model.',
      ],
      [
        'modelNotFound',
        'modelNotFound',
        'The server at HOST has no model “MODEL”. Choose one that it has: nomic-embed-text, other-model, test-model.',
      ],
      [
        'modelNotFoundOllama',
        'modelNotFound',
        'The server at HOST has no model “MODEL”. Choose one that it has: nomic-embed-text, other-model, test-model.',
      ],
      [
        'wrongPath',
        'badRequest',
        'The server at HOST has no chat completions under http://HOST/v1. Check the base URL; with most servers it ends in /v1.',
      ],
      [
        'rateLimited',
        'rateLimited',
        'The server at HOST limits how often it may be asked. Ask again in 20 seconds, or choose another provider.',
      ],
      [
        'rateLimitedInWords',
        'rateLimited',
        'The server at HOST limits how often it may be asked. Ask again in 90 seconds, or choose another provider.',
      ],
      ['quota', 'noCredit', 'The account at HOST has no credit left. Add credit there, or choose another provider.'],
      ['noCredit', 'noCredit', 'The account at HOST has no credit left. Add credit there, or choose another provider.'],
      [
        'serverError',
        'serverError',
        'The server at HOST failed (500): “model requires more system memory (5.6 GiB) than is available (3.1 GiB)”. Ask again in a moment, or choose another provider.',
      ],
      [
        'badGateway',
        'serverError',
        'A web page came from HOST instead of an answer (502). Check the base URL and the proxy, or ask again later.',
      ],
      ['webPage', 'badAnswer', 'A web page came from HOST instead of an answer. Check the base URL and the proxy, or ask again later.'],
      [
        'proxyPassword',
        'badRequest',
        'The request to HOST was refused on the way, most likely by a proxy that wants a password. Check the proxy settings, or choose another provider.',
      ],
      ...(['timeout', 'onlyComments', 'floodOfComments', 'floodOfBlankLines', 'onlyPings', 'onlyEmptyDeltas', 'onlyNames'] as const).map(
        (scenario): [LlmScenarioName, ProviderError['kind'], string] => [
          scenario,
          'timeout',
          'The server at HOST did not answer within 1 second. Ask again, or raise the time-out in the settings.',
        ],
      ),
      [
        'cutAtOnce',
        'connectionRefused',
        'The server at HOST closed the connection without an answer. Ask again, or choose another provider.',
      ],
      ['hangUp', 'connectionRefused', 'The server at HOST closed the connection without an answer. Ask again, or choose another provider.'],
      ['empty', 'emptyAnswer', 'MODEL answered with nothing. Ask again, or choose another model.'],
      ['emptyBody', 'emptyAnswer', 'MODEL answered with nothing. Ask again, or choose another model.'],
      ['onlyReasoned', 'emptyAnswer', 'MODEL used up the length of its answer by reasoning before it said anything. Choose another model.'],
      ['brokenEvent', 'badAnswer', 'The server at HOST sent an answer that is broken. Ask again, or choose another provider.'],
      [
        'otherEvents',
        'badAnswer',
        'The server at HOST answered, but not with a chat completion. Check that the base URL http://HOST/v1 is that of an OpenAI-compatible API.',
      ],
      [
        'otherJson',
        'badAnswer',
        'The server at HOST answered, but not with a chat completion. Check that the base URL http://HOST/v1 is that of an OpenAI-compatible API.',
      ],
      ['toolCalls', 'badAnswer', 'MODEL answered with a tool call instead of text. Choose another model.'],
      ['refusal', 'badAnswer', 'MODEL declined: “I cannot help with this code.” Ask again, or choose another model.'],
      [
        'contextOpenAi',
        'contextExceeded',
        'The prompt is too long for MODEL: 9,000 of 8,192 tokens. Lower the token budget in the settings, or remove evidence.',
      ],
      [
        'contextVllm',
        'contextExceeded',
        'The prompt is too long for MODEL: 5,000 of 4,096 tokens. Lower the token budget in the settings, or remove evidence.',
      ],
      [
        'contextLlamaCpp',
        'contextExceeded',
        'The prompt is too long for MODEL: 5,000 of 4,096 tokens. Lower the token budget in the settings, or remove evidence.',
      ],
      [
        'contextLmStudio',
        'contextExceeded',
        'The prompt is too long for MODEL: 5,000 of 4,096 tokens. Lower the token budget in the settings, or remove evidence.',
      ],
      ['contextOllama', 'contextExceeded', 'The prompt is too long for MODEL. Lower the token budget in the settings, or remove evidence.'],
      ['contextInside', 'contextExceeded', 'The prompt is too long for MODEL. Lower the token budget in the settings, or remove evidence.'],
      [
        'rateLimitInside',
        'rateLimited',
        'The server at HOST limits how often it may be asked. Wait a little, then ask again, or choose another provider.',
      ],
      [
        'badRequest',
        'badRequest',
        'The server at HOST refused the request (400): “Your request was rejected because it contains something that this server does not want to hear about”. Choose another model, or check the settings.',
      ],
    ];
    for (const [scenario, kind, message] of failures) {
      it(`says in one sentence what happened: ${scenario}`, async () => {
        const { error, text } = await askOf(scenario, { timeoutMs: 500 });
        assert.equal(error?.message, message.replaceAll('HOST', host()).replaceAll('MODEL', `test-model-${count}`));
        assert.equal(error?.kind, kind);
        assert.equal(text, '');
      });
    }

    const partial: [LlmScenarioName, ProviderError['kind'], RegExp][] = [
      ['cut', 'cut', /^The connection to \S+ broke in the middle of the answer: what came is kept\. Ask again for the rest\.$/],
      ['endsEarly', 'cut', /ended the answer in the middle: what came is kept\. Ask again for the rest\.$/],
      [
        'stall',
        'timeout',
        /stopped in the middle of its answer and was silent for 1 second: what came is kept\. Ask again for the rest\.$/,
      ],
      ['stallWithComments', 'timeout', /stopped in the middle of its answer and was silent for 1 second: what came is kept\./],
      ['lengthLimit', 'cut', /reached the limit of its answer’s length: what came is kept\./],
      ['contentFilter', 'badAnswer', /^The content filter of \S+ stopped the answer: what came before is kept\./],
      ['errorInside', 'serverError', /failed while it answered: “Provider returned error”: what came before is kept\./],
    ];
    for (const [scenario, kind, message] of partial) {
      it(`keeps the text before the failure: ${scenario}`, async () => {
        const { error, text } = await askOf(scenario, { timeoutMs: 500 });
        assert.equal(error?.kind, kind);
        assert.match(error?.message ?? '', message);
        assert.ok(text.startsWith('{'));
        assert.equal(readAnswer(text, { ended: true }).hypotheses.length, 1);
        assert.equal(server.chats().length, 1, 'an answer that had begun was asked for again');
      });
    }

    it('tells how long to wait', async () => {
      assert.equal((await askOf('rateLimited')).error?.retryAfterMs, 20_000);
      assert.equal((await askOf('rateLimitedInWords')).error?.retryAfterMs, 90_000);
      const until = (await askOf('rateLimitedUntil')).error?.retryAfterMs ?? 0;
      assert.ok(until > 85_000 && until <= 90_000, String(until));
      assert.equal((await askOf('quota')).error?.retryAfterMs, undefined);
    });

    it('leaves text that is broken or has another shape to the reader of answers', async () => {
      for (const scenario of ['brokenJson', 'otherShape', 'prose', 'fenced', 'declines'] as const) {
        const { error, text } = await askOf(scenario);
        assert.equal(error, undefined);
        assert.equal(text, llmScenarios[scenario].answer);
      }
    });

    it('caps an answer, and keeps the part that fits', async () => {
      const { error, text } = await askOf('huge', { maxOutputBytes: 1_000_001 });
      assert.equal(error?.kind, 'answerTooLarge');
      assert.match(error?.message ?? '', /is larger than 1 MB: what came before is kept/);
      assert.ok(Buffer.byteLength(text) <= 1_000_001 && Buffer.byteLength(text) > 999_990);
      assert.equal(await server.chats()[0]?.closed, 'byClient');
    }).timeout(30_000);

    it('caps 5 MB by default', async () => {
      const { error, text } = await askOf('huge');
      assert.equal(error?.kind, 'answerTooLarge');
      assert.ok(text.length > 4_900_000);
    }).timeout(30_000);

    it('keeps nothing of a flood of comments or blank lines', async () => {
      for (const scenario of ['floodOfComments', 'floodOfBlankLines'] as const) {
        const before = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
        let most = before;
        const sample = setInterval(() => {
          const { heapUsed, arrayBuffers } = process.memoryUsage();
          most = Math.max(most, heapUsed + arrayBuffers);
        }, 20);
        assert.equal((await askOf(scenario, { timeoutMs: 1500 })).error?.kind, 'timeout');
        clearInterval(sample);
        assert.ok(most - before < 100_000_000, `${scenario} took ${Math.round((most - before) / 1e6)} MB`);
      }
    }).timeout(30_000);

    it('does not end an answer that goes on for longer than the silence it allows', async () => {
      server.use({ delayMs: 60, deltaChars: 12, keepAlive: true });
      const { error, text } = await ask({ timeoutMs: 300 });
      assert.equal(error, undefined);
      assert.deepEqual(titles(text), THE_ANSWER);
    }).timeout(30_000);

    it('does not buffer an endless event', async () => {
      const { error } = await askOf('hugeEvent', { maxOutputBytes: 100_000 });
      assert.equal(error?.kind, 'answerTooLarge');
    }).timeout(30_000);
  });

  describe('where no connection is made', () => {
    it('names a server that refuses the connection', async () => {
      const port = await unusedPort();
      const { error } = await ask({ baseUrl: `http://localhost:${port}/v1` });
      assert.equal(error?.kind, 'connectionRefused');
      assert.equal(error?.message, `The server at localhost:${port} does not answer. Start it, or choose another provider.`);
    });

    it('names a host that does not exist', async () => {
      const { error } = await ask({ baseUrl: 'https://no-such-host.invalid/v1' });
      assert.equal(error?.kind, 'connectionRefused');
      assert.match(error?.message ?? '', /^(?:There is no host|The server at) no-such-host\.invalid/);
    });

    it('says that a server speaks http where https is written', async () => {
      const { error } = await ask({ baseUrl: `https://127.0.0.1:${server.port}/v1` });
      assert.equal(error?.kind, 'connectionRefused');
      assert.match(error?.message ?? '', /does not speak https\. Write http:\/\/ in the base URL/);
    });

    it('reports a failed handshake as a refused connection', async () => {
      const tls = createTlsServer({});
      await new Promise<void>((listening) => tls.listen(0, '127.0.0.1', listening));
      const { error } = await ask({ baseUrl: `https://127.0.0.1:${(tls.address() as AddressInfo).port}/v1` });
      assert.equal(error?.kind, 'connectionRefused');
      tls.close();
    });
  });

  describe('busy servers', () => {
    it('are retried automatically, with a message', async () => {
      server.use('overloaded', 'rateLimitedBriefly', 'ok');
      const outcome = await ask();
      assert.deepEqual(titles(outcome.text), THE_ANSWER);
      assert.equal(outcome.notices.length, 2);
      assert.match(outcome.notices[0] ?? '', /failed \(503\): “The server is overloaded or not ready yet”\. Asking again\.$/);
    });

    it('are asked three times, not forever', async () => {
      assert.equal((await askOf('overloaded')).error?.kind, 'serverError');
      assert.equal(server.chats().length, 3);
    });

    it('are asked once if the wait is long, or waiting is useless', async () => {
      for (const scenario of ['rateLimited', 'quota', 'unauthorized', 'badRequest'] as const) {
        server.requests.length = 0;
        await askOf(scenario);
        assert.equal(server.chats().length, 1, scenario);
      }
    });

    it('are not waited for after a cancel', async () => {
      server.use({ status: 503, headers: { 'retry-after': '8' }, body: '{}' });
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 300);
      const start = Date.now();
      assert.equal((await ask({}, controller.signal)).error?.kind, 'cancelled');
      assert.ok(Date.now() - start < 3000);
    });
  });

  describe('cancelling', () => {
    it('ends the answer immediately, keeps what has arrived, and closes the connection', async () => {
      server.use('slow');
      const controller = new AbortController();
      let text = '';
      const start = Date.now();
      const asking = (async () => {
        for await (const event of provider().diagnose(request, controller.signal)) {
          if (event.type === 'text') text += event.delta;
          if (text.length > 40) controller.abort();
        }
      })();
      await assert.rejects(asking, (error: ProviderError) => error instanceof ProviderError && error.kind === 'cancelled');
      assert.ok(text.length > 40 && text.length < 100);
      assert.equal(await server.chats()[0]?.closed, 'byClient');
      assert.ok(Date.now() - start < 2000);
    });

    it('ends an unanswered request', async () => {
      server.use('timeout');
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 200);
      assert.equal((await ask({ timeoutMs: 60_000 }, controller.signal)).error?.kind, 'cancelled');
      assert.equal(await server.chats()[0]?.closed, 'byClient');
    });

    it('ends a silent stream', async () => {
      server.use('stall');
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 500);
      const { error, text } = await ask({ timeoutMs: 60_000 }, controller.signal);
      assert.equal(error?.kind, 'cancelled');
      assert.ok(text.length > 0);
      assert.equal(await server.chats()[0]?.closed, 'byClient');
    });

    it('sends nothing if cancelled before the start', async () => {
      server.use('ok');
      assert.equal((await ask({}, AbortSignal.abort())).error?.kind, 'cancelled');
      assert.equal(server.requests.length, 0);
    });

    it('closes the connection when a reader stops reading', async () => {
      server.use('slow');
      for await (const event of provider().diagnose(request, new AbortController().signal)) if (event.type === 'text') break;
      assert.equal(await server.chats()[0]?.closed, 'byClient');
    });
  });

  describe('keys', () => {
    it('are required by a public server: nothing is sent without one', async () => {
      const { error } = await ask({ baseUrl: 'https://api.openai.com/v1', apiKey: undefined });
      assert.deepEqual(
        [error?.kind, error?.message],
        ['noKey', 'No API key is set for api.openai.com. Set one, or choose another provider.'],
      );
      assert.equal((await ask({ baseUrl: undefined, apiKey: ' ' })).error?.kind, 'noKey');
    });

    it('are not required by this machine, and none is sent to it', async () => {
      server.use('ok');
      assert.deepEqual(titles((await ask({ apiKey: undefined })).text), THE_ANSWER);
      assert.equal(server.chats()[0]?.headers.authorization, undefined);
    });

    it('are reported as missing where a server on this machine requires one', async () => {
      const { error } = await askOf('unauthorized', { apiKey: undefined });
      assert.equal(error?.kind, 'noKey');
      assert.match(error?.message ?? '', /wants an API key and none is set/);
    });

    it('may come in a header', async () => {
      server.use('ok');
      await ask({ apiKey: undefined, headers: { 'x-api-key': KEY, 'HTTP-Referer': 'https://example.com' } });
      assert.deepEqual([server.chats()[0]?.headers['x-api-key'], server.chats()[0]?.headers['http-referer']], [KEY, 'https://example.com']);
    });

    it('with line breaks, and headers that cannot be sent, are reported without their values', async () => {
      assert.match((await ask({ apiKey: `${KEY}\n${KEY}` })).error?.message ?? '', /holds a character that no key has/);
      assert.match((await ask({ headers: { 'x-a': `${KEY}\r\nx-b: 1` } })).error?.message ?? '', /^The extra header “x-a” cannot be sent/);
      assert.match((await ask({ headers: { Host: 'x' } })).error?.message ?? '', /^The extra header “Host” cannot be sent/);
      assert.equal(server.requests.length, 0);
    });

    it("are not repeated from a server's message", async () => {
      server.use({
        status: 400,
        body: JSON.stringify({
          error: { message: `Your request with the key ${KEY} and sk-other-abcdefghijkl was refused for reasons of its own.` },
        }),
      });
      const { error } = await ask();
      assert.match(error?.message ?? '', /with the key … and … was refused/);
    });

    it('do not follow a redirect to another host', async () => {
      const other = await startLlmServer();
      server.use({ redirect: { status: 307, to: `${other.baseUrl}/chat/completions` } });
      const { error } = await ask();
      assert.equal(error?.kind, 'badRequest');
      assert.match(
        error?.message ?? '',
        new RegExp(`sends the request on to 127\\.0\\.0\\.1:${other.port}, which was refused because the key would go with it`),
      );
      assert.equal(other.requests.length, 0);
      await other.close();
    });

    it('follow a redirect on the same host', async () => {
      for (const status of [301, 302, 307, 308]) {
        server.requests.length = 0;
        server.use({ redirect: { status, to: '/v1/redirected/chat/completions' } });
        assert.deepEqual(titles((await ask()).text), THE_ANSWER);
        assert.equal(server.chats()[1]?.headers.authorization, `Bearer ${KEY}`);
        assert.equal(server.chats()[1]?.method, 'POST');
      }
    });

    it('do not follow an endless redirect', async () => {
      const loop = createServer((_, response) => response.writeHead(307, { location: '/v1/again' }).end());
      await new Promise<void>((listening) => loop.listen(0, '127.0.0.1', listening));
      const { error } = await ask({ baseUrl: `http://127.0.0.1:${(loop.address() as AddressInfo).port}/v1` });
      assert.equal(error?.kind, 'badRequest');
      loop.close();
    });
  });

  describe('settings', () => {
    it('report an invalid base URL', async () => {
      for (const baseUrl of ['localhost:11434', 'ftp://x/v1', 'http://user:secret@localhost/v1', 'nonsense']) {
        assert.equal((await ask({ baseUrl })).error?.kind, 'badRequest', baseUrl);
      }
    });

    it('may hold a base URL with the path of the request, slashes or a query', async () => {
      for (const end of ['/', '//', '/chat/completions', '?api-version=2024-10-21']) {
        server.requests.length = 0;
        server.use('ok');
        assert.deepEqual(titles((await ask({ baseUrl: server.baseUrl + end })).text), THE_ANSWER);
        assert.equal(server.chats()[0]?.path, `/v1/chat/completions${end.startsWith('?') ? end : ''}`);
      }
    });

    it('report that no model is named', async () => assert.equal((await ask({ model: ' ' })).error?.kind, 'modelNotFound'));
  });

  describe('brief answers', () => {
    const question = { system: 'You judge.', text: 'ERROR:\nboom\n\nRELEVANT CODE:\nx\n\nHYPOTHESIS:\nx is undefined' };
    const brief = (options: OpenAiProviderOptions = {}, signal = new AbortController().signal) =>
      provider(options).answerBriefly!(question, signal);

    for (const form of [{}, { ignoresStream: true }, { chunkBytes: 1 }, { emptyChoices: true }]) {
      it(`have log probabilities if the server sends them: ${Object.keys(form)[0] ?? 'a stream'}`, async () => {
        server.use({ ...llmScenarios.judges, ...form });
        const { text, tokens } = await brief();
        assert.equal(text, 'Yes\n90');
        assert.deepEqual(
          tokens?.map((token) => token.text),
          ['Yes', '\n', '90'],
        );
        assert.deepEqual(
          tokens?.[0]?.others.map((other) => other.text),
          ['Yes', 'No', ' yes'],
        );
        assert.ok(Math.abs(Math.exp(tokens?.[0]?.logProbability ?? 0) - 0.882) < 1e-9);
        const { body } = server.chats()[0] ?? {};
        assert.equal(body?.logprobs, true);
        assert.equal(body?.temperature, 0);
        assert.equal(body?.response_format, undefined);
      });
    }

    it('have none if the server ignores the request for them, and if it sends them in its own format', async () => {
      server.use('judgesInWords');
      assert.deepEqual(await brief(), { text: 'Yes\n90' });
      const chunk = { choices: [{ index: 0, delta: { content: 'Yes' }, logprobs: { content: [{ token: 7 }, null], tokens: ['Yes'] } }] };
      server.use({ events: [JSON.stringify(chunk), '[DONE]'] });
      assert.deepEqual(await brief(), { text: 'Yes' });
    });

    for (const scenario of ['forbidsLogprobs', 'refusesSilently'] as const) {
      it(`are requested without log probabilities once these were refused: ${scenario}`, async () => {
        server.use({ ...llmScenarios[scenario], rejects: ['logprobs'], verdict: { yes: 0.9 } });
        const asked = provider();
        const signal = new AbortController().signal;
        assert.deepEqual(await asked.answerBriefly!(question, signal), { text: 'Yes\n90' });
        await asked.answerBriefly!(question, signal);
        assert.deepEqual(
          server.chats().map(({ body }) => body.logprobs),
          [true, undefined, undefined],
        );
      });
    }

    it('do not take log probabilities away from hypotheses, which never ask for them', async () => {
      server.use('ok');
      await ask();
      assert.equal(server.chats()[0]?.body.logprobs, undefined);
    });

    const faults: [LlmScenarioName, ProviderError['kind']][] = [
      ['unauthorized', 'unauthorized'],
      ['forbidden', 'unauthorized'],
      ['quota', 'noCredit'],
      ['cut', 'cut'],
      ['empty', 'emptyAnswer'],
      ['contextOpenAi', 'contextExceeded'],
    ];
    for (const [scenario, kind] of faults) {
      it(`fail as any answer does: ${scenario}`, async () => {
        server.use(scenario);
        await assert.rejects(brief(), { name: 'ProviderError', kind });
      });
    }

    it('can be cancelled, and then close the connection', async () => {
      server.use({ silent: true });
      const stop = new AbortController();
      const answer = brief({}, stop.signal);
      setTimeout(() => stop.abort(), 50);
      await assert.rejects(answer, { kind: 'cancelled' });
      assert.equal(await server.chats()[0]?.closed, 'byClient');
    });
  });
});
