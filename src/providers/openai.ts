import type OpenAI from 'openai';
import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import { t } from '../core/language';
import { ProviderError, RETRYING, type BriefAnswer, type DiagnosisRequest, type Provider, type ProviderEvent } from '../core/ports';
import type { Prompt } from '../core/prompt/prompt';
import { checkEnd } from './checkEnd';
import { CompletionReader } from './completionReader';
import { briefBody, requestBody, type BodyFor } from './completionRequest';
import { describeFailure, type RequestFacts } from './describeFailure';
import { parseEndpoint, type Endpoint } from './endpoint';
import { guardedFetch } from './guardedFetch';
import { HttpFailure, NetworkFailure } from './httpFailure';
import { openCompletion } from './openCompletion';
import { checkedHeaders, hasOwnKey } from './requestHeaders';
import { retryAfter } from './retryAfter';
import { SilenceLimit } from './silenceLimit';
import { concede, initialFeatures, type ServerFeatures } from './serverFeatures';

export interface OpenAiProviderOptions {
  /** Up to the version: `https://api.openai.com/v1` (the default), `http://localhost:11434/v1`. */
  baseUrl?: string;
  /** Not needed on this machine and in private networks. */
  apiKey?: string;
  model?: string;
  /** Sent with every request; they override our own. */
  headers?: Record<string, string>;
  /** Longest silence of the server, before its answer and within it, ms. */
  timeoutMs?: number;
  /** Tokens, if known. */
  contextWindow?: number;
  /** UTF-8 bytes of an answer; the rest is cut off. */
  maxOutputBytes?: number;
  /** Token limit for the answer; without it a small model can go on for ever. */
  maxOutputTokens?: number;
  /** Number of automatic retries for a busy or failing server. */
  maxRetries?: number;
}

const DEFAULTS = {
  baseUrl: 'https://api.openai.com/v1',
  timeoutMs: 120_000,
  maxOutputBytes: 5_000_000,
  maxOutputTokens: 8192,
  maxRetries: 2,
};

/** Longest wait, in ms, that a server may ask for and that is waited out; for longer ones the person decides. */
const MAX_WAIT = 10_000;
/** Most refusals in one question that are answered by leaving something out. */
const MAX_CONCESSIONS = 8;
const MODELS_TIMEOUT = 3000;
/** Known capabilities of servers, by base URL and model, for the life of this process. */
const learned = new Map<string, ServerFeatures>();

/**
 * Any server that speaks OpenAI's chat completions. Loads nothing of the `openai` package before the first question.
 *
 * Servers differ; these differences are discovered by asking:
 * - Ollama, LM Studio, llama.cpp, vLLM: no key; JSON schema by grammar, in older versions not; a prompt beyond the window is an error,
 *   except in older Ollama, which cuts it silently.
 * - Azure: either `https://RESOURCE.openai.azure.com/openai/v1` with the deployment's name as model, or
 *   `…/openai/deployments/NAME?api-version=…`; the query is kept, and the key also goes into the header `api-key`. The first event of a
 *   stream has no choices.
 * - OpenRouter: sends comments while it waits, and reports failures of the model behind it inside a stream that began with 200.
 * - OpenAI's reasoning models: no temperature, `max_completion_tokens`; o1-mini no system role.
 */
export function createOpenAiProvider(options: OpenAiProviderOptions): Provider {
  return new OpenAiProvider(options);
}

class OpenAiProvider implements Provider {
  readonly id = 'openai';
  readonly label: string;
  readonly contextWindow: number | undefined;

  constructor(private readonly options: OpenAiProviderOptions) {
    this.label = options.model?.trim() || 'no model';
    this.contextWindow = options.contextWindow;
  }

  diagnose(request: DiagnosisRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent, void> {
    const maxTokens = this.options.maxOutputTokens ?? DEFAULTS.maxOutputTokens;
    return this.complete((features) => requestBody(this.label, request, features, maxTokens), signal);
  }

  async answerBriefly(question: Pick<Prompt, 'system' | 'text'>, signal: AbortSignal): Promise<BriefAnswer> {
    let text = '';
    let reader: CompletionReader | undefined;
    const body = (features: ServerFeatures): ChatCompletionCreateParams => briefBody(this.label, question, features);
    for await (const event of this.complete(body, signal, (started) => (reader = started))) if (event.type === 'text') text += event.delta;
    return { text, ...(reader?.tokens.length && { tokens: reader.tokens }) };
  }

  /** @param onReader receives the reader of the answer, a new one for each attempt */
  private async *complete(
    body: BodyFor,
    signal: AbortSignal,
    onReader: (reader: CompletionReader) => void = () => {},
  ): AsyncGenerator<ProviderEvent, void> {
    const endpoint = parseEndpoint(this.options.baseUrl?.trim() || DEFAULTS.baseUrl);
    const apiKey = this.options.apiKey?.trim();
    const headers = checkedHeaders(this.options.headers ?? {});
    const facts: RequestFacts = {
      endpoint,
      model: this.label,
      hasKey: Boolean(apiKey) || hasOwnKey(headers),
      timeoutMs: this.options.timeoutMs ?? DEFAULTS.timeoutMs,
      maxOutputBytes: this.options.maxOutputBytes ?? DEFAULTS.maxOutputBytes,
      begun: false,
      secrets: [apiKey ?? '', ...Object.values(headers)].filter((secret) => secret.length >= 6),
    };
    if (apiKey && !/^[\x21-\x7e]+$/.test(apiKey)) {
      throw new ProviderError(
        'unauthorized',
        t('The API key for {0} holds a character that no key has, such as a blank. Set it again.', endpoint.host),
      );
    }
    if (!facts.hasKey && !endpoint.local) {
      throw new ProviderError('noKey', t('No API key is set for {0}. Set one, or choose another provider.', endpoint.host));
    }
    if (!this.options.model?.trim())
      throw new ProviderError('modelNotFound', t('No model is set for {0}. Name one in the settings.', endpoint.host));
    throwIfCancelled(signal);
    if (endpoint.baseUrl.startsWith('http:') && !endpoint.local && facts.hasKey) {
      yield {
        type: 'notice',
        message: t('The connection to {0} is not encrypted: others on the way can read the key and the prompt.', endpoint.host),
      };
    }
    const client = await createClient(endpoint, apiKey, headers, facts);
    yield* this.ask(client, body, facts, signal, onReader);
  }

  /** Asks until there is an answer: without what the server does not support, and again if it is busy. */
  private async *ask(
    client: OpenAI,
    body: BodyFor,
    facts: RequestFacts,
    signal: AbortSignal,
    onReader: (reader: CompletionReader) => void,
  ): AsyncGenerator<ProviderEvent, void> {
    const key = `${facts.endpoint.baseUrl}\n${facts.model}`;
    let features = learned.get(key) ?? initialFeatures(facts.endpoint.host);
    let concessions = 0;
    let retries = 0;
    for (;;) {
      const reader = new CompletionReader(facts.maxOutputBytes);
      onReader(reader);
      try {
        throwIfCancelled(signal);
        for await (const event of this.attempt(client, body(features), reader, facts, signal)) {
          learned.set(key, features);
          yield event;
        }
        return;
      } catch (error) {
        if (signal.aborted) throw cancelled();
        facts = { ...facts, begun: reader.end.begun };
        const failure = error instanceof Error ? causeOf(error) : undefined;
        const concession =
          failure instanceof HttpFailure && concessions < MAX_CONCESSIONS ? concede(features, failure, facts.endpoint.host) : undefined;
        const described = describeFailure(error, facts);
        if (concession && described.kind !== 'contextExceeded' && described.kind !== 'modelNotFound') {
          concessions++;
          features = concession.features;
          yield { type: 'notice', message: concession.notice };
          continue;
        }
        const wait =
          facts.begun || retries >= (this.options.maxRetries ?? DEFAULTS.maxRetries)
            ? undefined
            : waitBeforeRetry(failure, described, retries);
        if (wait !== undefined) {
          retries++;
          yield { type: 'notice', message: `${firstSentence(described.message)}${RETRYING}` };
          await sleep(wait, signal);
          continue;
        }
        if (described.kind === 'modelNotFound') throw describeFailure(error, { ...facts, models: await listModels(client, signal) });
        throw described;
      }
    }
  }

  private async *attempt(
    client: OpenAI,
    params: ChatCompletionCreateParams,
    reader: CompletionReader,
    facts: RequestFacts,
    signal: AbortSignal,
  ): AsyncGenerator<ProviderEvent, void> {
    // Also ends the request when the consumer of the events stops reading.
    const controller = new AbortController();
    const cancel = () => controller.abort();
    signal.addEventListener('abort', cancel, { once: true });
    const silence = new SilenceLimit(facts.timeoutMs, cancel);
    try {
      const response = await client.chat.completions.create(params, { signal: controller.signal }).asResponse();
      silence.restart();
      const completion = await openCompletion(response, client, controller, facts.maxOutputBytes, () => silence.restart());
      for await (const part of completion.parts) {
        const before = reader.contents;
        for (const event of reader.read(part)) {
          silence.stop();
          yield event;
        }
        if (reader.contents > before) silence.restart();
      }
      throwIfCancelled(signal);
      silence.throwIfOver();
      checkEnd(reader.end, completion.ended(), facts);
    } catch (error) {
      silence.throwIfOver();
      throw error;
    } finally {
      silence.stop();
      signal.removeEventListener('abort', cancel);
      controller.abort();
    }
  }
}

async function createClient(
  endpoint: Endpoint,
  apiKey: string | undefined,
  headers: Record<string, string>,
  facts: RequestFacts,
): Promise<OpenAI> {
  const { default: Client } = await import('openai');
  return new Client({
    baseURL: endpoint.baseUrl,
    defaultQuery: endpoint.query,
    // The client requires a key; if there is none, the header is removed again.
    apiKey: apiKey || 'none',
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    defaultHeaders: { ...(!apiKey && { Authorization: null }), ...(apiKey && endpoint.azure && { 'api-key': apiKey }), ...headers },
    // Retries and time-outs are ours: they can be cancelled, and report what happens.
    maxRetries: 0,
    timeout: 2 ** 31 - 1,
    logLevel: 'off',
    fetch: guardedFetch({ idleMs: facts.timeoutMs, maxEventBytes: facts.maxOutputBytes * 2 + 100_000 }),
  });
}

/** ms to wait before retrying a failure that may pass; undefined if a retry is useless. */
function waitBeforeRetry(failure: unknown, described: ProviderError, retries: number): number | undefined {
  const growing = 500 * 2 ** retries;
  if (failure instanceof NetworkFailure) return /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/.test(failure.code) ? growing : undefined;
  if (!(failure instanceof HttpFailure)) return undefined;
  const passing = failure.status === 429 ? described.kind === 'rateLimited' : [500, 502, 503, 504, 529].includes(failure.status);
  if (!passing || described.kind === 'noCredit') return undefined;
  const wait = described.retryAfterMs ?? retryAfter(failure.headers, '', Date.now()) ?? growing;
  return wait <= MAX_WAIT ? wait : undefined;
}

async function listModels(client: OpenAI, signal: AbortSignal): Promise<string[]> {
  try {
    const page = await client.models.list({ signal: AbortSignal.any([signal, AbortSignal.timeout(MODELS_TIMEOUT)]) });
    return page.data.flatMap((model) => (typeof model?.id === 'string' ? [model.id.slice(0, 100)] : [])).sort();
  } catch {
    return [];
  }
}

function causeOf(error: Error): unknown {
  let at: unknown = error;
  for (let depth = 0; at instanceof Error && depth < 5; depth++, at = at.cause) {
    if (at instanceof HttpFailure || at instanceof NetworkFailure) return at;
  }
  return undefined;
}

function firstSentence(message: string): string {
  const end = message.search(/[.](?:\s|$)/);
  return end < 0 ? message : message.slice(0, end + 1);
}

function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

function cancelled(): ProviderError {
  return new ProviderError('cancelled', t('Cancelled. What came is kept; ask again when you like.'));
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
    const stop = () => {
      done();
      reject(cancelled());
    };
    const timer = setTimeout(() => {
      done();
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
