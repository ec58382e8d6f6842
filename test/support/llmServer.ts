import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { llmScenarios, type LlmScenario, type LlmScenarioName, type Rejectable } from './llmScenarios';

/**
 * A model server on this machine that speaks OpenAI's wire format and misbehaves on demand. In a test: `startLlmServer()`. From a shell:
 * `npx tsx test/support/llmServer.ts --port 4010 --scenario slow`; then `POST /__use` with a scenario's name, a scenario, or a list of them
 * sets the next answers, and `GET /__requests` returns the received requests.
 */
export interface LlmServer {
  port: number;
  /** `http://127.0.0.1:PORT`, the base of Ollama's own API. */
  origin: string;
  /** For the provider: the origin with `/v1`. */
  baseUrl: string;
  /** Every request so far. */
  requests: LlmRequest[];
  /** Chat requests so far. */
  chats(): LlmRequest[];
  /** What chat requests get from now on: one after the other, the last for all further ones. */
  use(...scenarios: (LlmScenario | LlmScenarioName)[]): void;
  close(): Promise<void>;
}

interface LlmRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** The parsed body of a chat request. */
  body: ChatBody;
  /** Resolves when the connection has finished this request: fully answered, or closed early by the client. */
  closed: Promise<'answered' | 'byClient' | 'byServer'>;
}

interface ChatBody {
  model?: string;
  messages?: { role: string; content: string }[];
  stream?: boolean;
  response_format?: { type: string };
  temperature?: number;
  logprobs?: boolean;
  top_logprobs?: number;
  max_tokens?: number;
  max_completion_tokens?: number;
}

interface LlmServerOptions {
  port?: number;
  scenario?: LlmScenario | LlmScenarioName;
  models?: string[];
}

export async function startLlmServer({
  port = 0,
  scenario = 'ok',
  models = ['test-model', 'other-model', 'nomic-embed-text'],
}: LlmServerOptions = {}): Promise<LlmServer> {
  const requests: LlmRequest[] = [];
  let queue: LlmScenario[] = [resolve(scenario)];
  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    if (path === '/__use') {
      queue = [JSON.parse(text) as LlmScenario | LlmScenarioName | (LlmScenario | LlmScenarioName)[]].flat().map(resolve);
      return json(response, 200, { ok: true });
    }
    if (path === '/__requests') return json(response, 200, requests);
    const recorded: LlmRequest = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: parsed(text),
      closed: closing(response),
    };
    requests.push(recorded);
    if (path.endsWith('/models'))
      return json(response, 200, { object: 'list', data: models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'test' })) });
    if (path === '/api/tags')
      return json(response, 200, { models: models.map((name) => ({ name, model: name, size: 1, details: { family: 'llama' } })) });
    if (!path.endsWith('/chat/completions') || request.method !== 'POST')
      return json(response, 404, { error: { message: 'not found', type: 'invalid_request_error', code: null } });
    const next = queue.length > 1 ? queue.shift() : queue[0];
    await respond(request, response, recorded.body, next ?? {});
  }

  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const address = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    port: address.port,
    origin,
    baseUrl: `${origin}/v1`,
    requests,
    chats: () => requests.filter((each) => each.path.includes('/chat/completions')),
    use: (...scenarios) => {
      queue = scenarios.map(resolve);
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** A port of this machine on which nothing listens. */
export async function unusedPort(): Promise<number> {
  const server = await startLlmServer();
  await server.close();
  return server.port;
}

function resolve(scenario: LlmScenario | LlmScenarioName): LlmScenario {
  if (typeof scenario !== 'string') return scenario;
  if (!Object.hasOwn(llmScenarios, scenario)) throw new Error(`there is no scenario ${scenario}`);
  return llmScenarios[scenario];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): ChatBody {
  try {
    return JSON.parse(text || '{}') as ChatBody;
  } catch {
    return {};
  }
}

/** How a response ends, as seen from here. */
function closing(response: ServerResponse): LlmRequest['closed'] {
  return new Promise((resolved) => {
    response.on('close', () => resolved(response.writableFinished ? 'answered' : brokenByUs.has(response) ? 'byServer' : 'byClient'));
  });
}

const brokenByUs = new WeakSet<ServerResponse>();

function breakOff(response: ServerResponse): void {
  brokenByUs.add(response);
  response.socket?.destroy();
}

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function respond(request: IncomingMessage, response: ServerResponse, body: ChatBody, scenario: LlmScenario): Promise<void> {
  if (scenario.silent) return;
  if (scenario.hangUp) return breakOff(response);
  if (scenario.firstDelayMs) await sleep(scenario.firstDelayMs);
  if (scenario.redirect && !request.url?.includes('redirected')) {
    response.writeHead(scenario.redirect.status, { location: scenario.redirect.to });
    response.end();
    return;
  }
  if (scenario.status !== undefined) {
    const headers: Record<string, string> = { 'content-type': 'application/json', ...scenario.headers };
    if (scenario.retryAfterDate !== undefined) headers['retry-after'] = new Date(Date.now() + scenario.retryAfterDate * 1000).toUTCString();
    response.writeHead(scenario.status, headers);
    response.end(scenario.body);
    return;
  }
  const rejected = scenario.rejects?.find((part) => uses(body, part));
  if (rejected) return reject(response, body, rejected, scenario.rejectStyle ?? 'openai');
  await complete(response, body, scenario);
}

function uses(body: ChatBody, part: Rejectable): boolean {
  if (part === 'system') return body.messages?.some((message) => message.role === 'system') ?? false;
  if (part === 'json_schema') return body.response_format?.type === 'json_schema';
  if (part === 'stream') return body.stream === true;
  return part in body;
}

/** The wordings of real servers. */
function reject(response: ServerResponse, body: ChatBody, part: Rejectable, style: 'openai' | 'vllm' | 'silent'): void {
  if (style === 'silent') return json(response, 400, { detail: 'Bad Request' });
  if (style === 'vllm') {
    const name = part === 'json_schema' ? 'response_format' : part;
    return json(response, 422, {
      detail: [{ type: 'extra_forbidden', loc: ['body', name], msg: 'Extra inputs are not permitted', input: null }],
    });
  }
  const said: Record<Rejectable, [number, string, string | null]> = {
    response_format: [400, 'Unrecognized request argument supplied: response_format', null],
    json_schema: [
      400,
      "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn more about supported models in the guide.",
      'response_format',
    ],
    stream: [400, 'Streaming is not supported by this model.', 'stream'],
    system: [400, "Unsupported value: 'messages[0].role' does not support 'system' with this model.", 'messages[0].role'],
    temperature: [
      400,
      `Unsupported value: 'temperature' does not support ${body.temperature} with this model. Only the default (1) value is supported.`,
      'temperature',
    ],
    // As from a reasoning model.
    logprobs: [403, 'You are not allowed to request logprobs from this model', null],
    max_tokens: [
      400,
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      'max_tokens',
    ],
    max_completion_tokens: [400, 'Unrecognized request argument supplied: max_completion_tokens', null],
  };
  const [status, message, param] = said[part];
  json(response, status, { error: { message, type: 'invalid_request_error', param, code: 'unsupported_value' } });
}

async function complete(response: ServerResponse, body: ChatBody, scenario: LlmScenario): Promise<void> {
  const text = scenario.toolCalls || scenario.refusal ? '' : answerText(body, scenario);
  const finish = scenario.finishReason === undefined ? 'stop' : scenario.finishReason;
  const usage = { prompt_tokens: 120, completion_tokens: 80, total_tokens: 200 };
  const base = { id: 'chatcmpl-1', created: 1_700_000_000, model: body.model ?? 'test-model' };
  const extras = {
    ...(scenario.refusal && { refusal: scenario.refusal }),
    ...(scenario.toolCalls && {
      tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'search', arguments: '{"q":"orders"}' } }],
    }),
  };
  if (!body.stream || scenario.ignoresStream) {
    const message = { role: 'assistant', content: text || null, ...extras };
    const logprobs = body.logprobs && scenario.logprobs ? { content: tokensOf(text, body, scenario), refusal: null } : null;
    const choices = [{ index: 0, message, logprobs, finish_reason: finish }];
    return json(response, 200, { ...base, object: 'chat.completion', choices, usage });
  }

  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  response.socket?.setNoDelay(true);
  const end = scenario.crlf ? '\r\n' : '\n';
  const write = (event: string) => send(response, event.replaceAll('\n', end), scenario.chunkBytes);
  const event = (data: unknown) => write(`data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
  const delta = (change: unknown, finishReason: string | null = null, logprobs: unknown = null) =>
    event({
      ...base,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta: change, logprobs, finish_reason: finishReason }],
    });

  if (scenario.events) {
    for (const each of scenario.events) await event(each);
    response.end();
    return;
  }
  const forever = async (lines: string) => {
    while (!response.destroyed) {
      await write(lines);
      await sleep(scenario.delayMs ?? 0);
    }
  };
  if (scenario.forever && scenario.stop === undefined) return forever(scenario.forever);
  if (scenario.emptyChoices) await event({ ...base, object: '', choices: [], prompt_filter_results: [{ prompt_index: 0 }] });
  await delta({ role: 'assistant', content: '', ...extras });
  for (const piece of pieces(scenario.reasoning ?? '', 20)) await delta({ reasoning_content: piece });
  const stopAt = scenario.stopAt === undefined ? text.length : Math.floor(text.length * scenario.stopAt);
  const told = body.logprobs && scenario.logprobs ? tokensOf(text.slice(0, stopAt), body, scenario) : undefined;
  for (const token of told ?? []) await delta({ content: token.token }, null, { content: [token], refusal: null });
  for (const piece of told ? [] : pieces(text.slice(0, stopAt), scenario.deltaChars ?? 24)) {
    if (scenario.keepAlive) await write(': OPENROUTER PROCESSING\n\n');
    if (scenario.pings) await event({ type: 'ping' });
    await delta({ content: piece });
    if (scenario.delayMs) await sleep(scenario.delayMs);
    if (response.destroyed) return;
  }
  if (scenario.stop === 'stall') return scenario.forever === undefined ? undefined : forever(scenario.forever);
  if (scenario.stop === 'break') {
    // Written data arrives before the connection breaks.
    await sleep(50);
    return breakOff(response);
  }
  if (scenario.errorInside) {
    await event({ error: scenario.errorInside });
    response.end();
    return;
  }
  if (scenario.stop === 'end' && scenario.finishReason === undefined) {
    response.end();
    return;
  }
  if (finish !== null) await delta({}, finish);
  if (scenario.usage) await event({ ...base, object: 'chat.completion.chunk', choices: [], usage });
  for (let times = { never: 0, once: 1, twice: 2 }[scenario.done ?? 'once']; times > 0; times--) await event('[DONE]');
  response.end();
}

/** Writes a text in pieces of a given size, sent one by one; waits while the client does not read. */
async function send(response: ServerResponse, text: string, chunkBytes: number | undefined): Promise<void> {
  const bytes = Buffer.from(text, 'utf8');
  const step = chunkBytes ?? bytes.length;
  for (let at = 0; at < bytes.length && !response.destroyed; at += step) {
    const ready = response.write(bytes.subarray(at, at + step));
    if (!ready) await drained(response);
    else if (chunkBytes) await new Promise((next) => setImmediate(next));
  }
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolved) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolved();
    };
    response.on('drain', done).on('close', done);
  });
}

function pieces(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) => text.slice(index * size, (index + 1) * size));
}

/** An answer's tokens in OpenAI's format. */
function tokensOf(text: string, body: ChatBody, scenario: LlmScenario): { token: string; logprob: number; top_logprobs: unknown[] }[] {
  const yes = chanceOfYes(promptOf(body), scenario);
  return (text.match(/\S+|\s+/g) ?? []).map((token, index) => {
    const chances: [string, number][] = index
      ? [[token, 0.99]]
      : [
          ['Yes', yes * 0.98],
          ['No', (1 - yes) * 0.98],
          [' yes', yes * 0.01],
        ];
    const top = chances.sort((a, b) => b[1] - a[1]).slice(0, body.top_logprobs ?? 0);
    const own = chances.find(([word]) => word === token)?.[1] ?? 1;
    return { token, logprob: Math.log(own), top_logprobs: top.map(([word, chance]) => ({ token: word, logprob: Math.log(chance) })) };
  });
}

function chanceOfYes(prompt: string, { verdict }: LlmScenario): number {
  const missing = Object.entries(verdict?.without ?? {}).flatMap(([section, chance]) => (prompt.includes(`${section}:\n`) ? [] : [chance]));
  return Math.min(verdict?.yes ?? 0.5, ...missing);
}

function promptOf(body: ChatBody): string {
  return body.messages?.map((message) => message.content).join('\n') ?? '';
}

function answerText(body: ChatBody, scenario: LlmScenario): string {
  const { answer, answerBytes } = scenario;
  const prompt = promptOf(body);
  const text = answer ?? (prompt.includes('HYPOTHESIS:\n') ? verdictAbout(prompt, scenario) : hypothesesAbout(prompt));
  return answerBytes ? text.padEnd(answerBytes, ' and so on') : text;
}

function verdictAbout(prompt: string, scenario: LlmScenario): string {
  const yes = chanceOfYes(prompt, scenario);
  return `${yes >= 0.5 ? 'Yes' : 'No'}\n${Math.round(100 * yes)}`;
}

/** An answer in the requested format, about the code that the prompt refers to as `@file (lines 3-9)`. */
function hypothesesAbout(prompt: string): string {
  const places = [...prompt.matchAll(/@(\S{1,200}) \(lines? (\d{1,7})/g)]
    .slice(0, 3)
    .map((match) => ({ file: match[1] ?? '', line: Number(match[2]) }));
  const shown = places.length ? places : [{ file: 'src/app.ts', line: 1 }];
  const hypotheses = shown.map(({ file, line }, index) => ({
    title: `The value is not there yet in ${file}`,
    rootCause: `What ${file} hands on is undefined on the first pass – “not loaded yet” 🐞 – and nothing waits for it.`,
    evidence: [{ file, line, why: 'the function that hands it on begins here' }],
    confidence: [0.72, 0.2, 0.08][index],
    check: `Log the value at ${file}:${line}: if it is there on the first pass, this is wrong.`,
  }));
  return JSON.stringify({ hypotheses }, null, 2);
}

async function main(args: readonly string[]): Promise<void> {
  const option = (name: string) => (args.includes(`--${name}`) ? args[args.indexOf(`--${name}`) + 1] : undefined);
  const scenario = (option('scenario') ?? 'ok') as LlmScenarioName;
  const server = await startLlmServer({ port: Number(option('port') ?? 0), scenario });
  console.log(`${server.baseUrl} (${scenario}; scenarios: ${Object.keys(llmScenarios).join(', ')})`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close().then(() => process.exit(0)));
}

if (process.argv[1]?.endsWith('llmServer.ts')) void main(process.argv.slice(2));
