import { ProviderError, type ProviderErrorKind } from '../core/ports';
import { contextExceeded } from './contextExceeded';
import type { Endpoint } from './endpoint';
import {
  HttpFailure,
  isHtml,
  NetworkFailure,
  NotACompletion,
  REFUSED_ON_THE_WAY,
  readServerError,
  RedirectRefused,
  Silence,
  TooLarge,
  type ServerError,
} from './httpFailure';
import { retryAfter } from './retryAfter';

/** What the sentences need from a request. */
export interface RequestFacts {
  endpoint: Endpoint;
  model: string;
  hasKey: boolean;
  timeoutMs: number;
  maxOutputBytes: number;
  /** Some text of the answer had arrived. */
  begun: boolean;
  /** Keys and header values: never repeated, even if quoted by others. */
  secrets: readonly string[];
  /** Models on the server, if they were requested. */
  models?: readonly string[];
}

/** Turns any failure of a request into one sentence that says what happened and one that says what to do. */
export function describeFailure(error: unknown, facts: RequestFacts): ProviderError {
  if (error instanceof ProviderError) return error;
  const failure = reasonOf(error);
  const server = `The server at ${facts.endpoint.host}`;
  if (failure instanceof HttpFailure) return describeStatus(failure, facts);
  if (failure instanceof NetworkFailure) return describeNetwork(failure, facts);
  if (failure instanceof Silence) {
    const seconds = duration(facts.timeoutMs);
    return failure.phase === 'headers' || !facts.begun
      ? fail('timeout', `${server} did not answer within ${seconds}. Ask again, or raise the time-out in the settings.`)
      : fail(
          'timeout',
          `${server} stopped in the middle of its answer and was silent for ${seconds}: what came is kept. Ask again for the rest.`,
        );
  }
  if (failure instanceof TooLarge) {
    return fail(
      'answerTooLarge',
      `The answer of ${facts.model} is larger than ${size(facts.maxOutputBytes)}: what came before is kept. Ask again, or choose another model.`,
    );
  }
  if (failure instanceof RedirectRefused) {
    return fail(
      'badRequest',
      `${server} sends the request on to ${failure.target}, which was refused because the key would go with it. If you trust that address, set it as the base URL.`,
    );
  }
  if (failure instanceof NotACompletion) return describeOther(failure.html, facts);
  if (failure instanceof SyntaxError) {
    return fail(
      'badAnswer',
      `${server} sent an answer that is broken${facts.begun ? ': what came before is kept' : ''}. Ask again, or choose another provider.`,
    );
  }
  // An error inside a stream is nested in the client's error.
  const inStream = failure instanceof Error ? (failure as { error?: unknown }).error : undefined;
  if (inStream !== undefined) return describeInStream(readServerError(inStream), facts);
  return fail(
    'other',
    `The request to ${facts.endpoint.host} failed${quoted(messageOf(failure), facts)}. Ask again, or choose another provider.`,
    failure,
    facts,
  );
}

/** The client wraps errors of its `fetch`. */
function reasonOf(error: unknown): unknown {
  const own = [HttpFailure, NetworkFailure, Silence, TooLarge, RedirectRefused, NotACompletion];
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const reason = at;
    if (own.some((type) => reason instanceof type)) return reason;
  }
  return error;
}

function describeStatus(failure: HttpFailure, facts: RequestFacts): ProviderError {
  const { status, body, headers } = failure;
  const { host, baseUrl, local } = facts.endpoint;
  const said = readServerError(body);
  const exceeded = contextExceeded(said, status);
  if (exceeded && status >= 400 && status !== 429) return describeExceeded(exceeded, facts);
  if (isHtml(body)) return describeOther(true, facts, status);
  const server = `The server at ${host}`;
  if (isQuota(said, status)) {
    return fail('noCredit', `The account at ${host} has no credit left. Add credit there, or choose another provider.`);
  }
  switch (true) {
    case status === 401 && !facts.hasKey:
      return fail('noKey', `${server} wants an API key and none is set. Set one, or choose another provider.`);
    case status === 401:
      return fail('unauthorized', `${server} does not accept the API key. Set another key, or choose another provider.`);
    case status === 403:
      return fail(
        'unauthorized',
        `${server} does not let this key use ${facts.model}${quoted(said.message, facts)}. Set another key, or choose another model.`,
      );
    case (status === 404 || status === 400 || status === 422) && aboutModel(said, facts.model):
      return fail('modelNotFound', `${server} has no model “${facts.model}”. ${modelAdvice(facts)}`);
    case status === 404 || status === 405:
      return fail(
        'badRequest',
        `${server} has no chat completions under ${baseUrl}. Check the base URL; with most servers it ends in /v1.`,
      );
    case status === 408:
      return fail('timeout', `${server} gave up waiting. Ask again, or choose another provider.`);
    case status === 429: {
      const wait = retryAfter(headers, said.message, Date.now());
      return new ProviderError(
        'rateLimited',
        `${server} limits how often it may be asked. ${wait === undefined ? 'Wait a little, then ask again' : `Ask again in ${duration(wait)}`}, or choose another provider.`,
        { retryAfterMs: wait },
      );
    }
    case status >= 500:
      return fail(
        'serverError',
        `${server} failed (${status})${quoted(said.message, facts)}. Ask again in a moment, or choose another provider.`,
      );
    default:
      return fail(
        'badRequest',
        `${server} refused the request (${status})${quoted(said.message, facts)}. Choose another model${local ? '' : ' or provider'}, or check the settings.`,
      );
  }
}

function describeNetwork({ code, phase }: NetworkFailure, facts: RequestFacts): ProviderError {
  const { host, local } = facts.endpoint;
  const server = `The server at ${host}`;
  if (phase === 'body' && facts.begun) {
    return fail('cut', `The connection to ${host} broke in the middle of the answer: what came is kept. Ask again for the rest.`);
  }
  if (code === REFUSED_ON_THE_WAY) {
    return fail(
      'badRequest',
      `The request to ${host} was refused on the way, most likely by a proxy that wants a password. Check the proxy settings, or choose another provider.`,
    );
  }
  if (/TIMEOUT|TIMEDOUT|TIMED_OUT/.test(code)) {
    return fail('timeout', `${server} cannot be reached in time. Check the base URL and the network, or choose another provider.`);
  }
  if (/^(?:ENOTFOUND|EAI_AGAIN|ERR_NAME_NOT_RESOLVED)$/.test(code)) {
    return fail(
      'connectionRefused',
      `There is no host ${host}, or no network. Check the base URL and the network, or choose another provider.`,
    );
  }
  if (/^(?:EPROTO|ERR_SSL_(?:WRONG|PACKET|PROTOCOL))/.test(code)) {
    return fail('connectionRefused', `${server} does not speak https. Write http:// in the base URL, or choose another provider.`);
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_|DEPTH_ZERO|ERR_TLS|ERR_SSL/.test(code)) {
    return fail(
      'connectionRefused',
      `The certificate of ${host} is not trusted (${code}). Add it to the certificates of this machine, or choose another provider.`,
    );
  }
  if (/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|ERR_CONNECTION_(?:RESET|CLOSED)|ERR_EMPTY_RESPONSE)$/.test(code)) {
    return fail('connectionRefused', `${server} closed the connection without an answer. Ask again, or choose another provider.`);
  }
  const advice = local ? 'Start it, or choose another provider' : 'Check the base URL and the network, or choose another provider';
  return fail('connectionRefused', `${server} does not answer. ${advice}.`);
}

/** An error inside a stream that had begun with a success. */
function describeInStream(said: ServerError, facts: RequestFacts): ProviderError {
  const exceeded = contextExceeded(said, undefined);
  if (exceeded) return describeExceeded(exceeded, facts);
  const status = /^\d{3}$/.test(said.code) ? Number(said.code) : undefined;
  if (status === 429 || /rate.?limit/i.test(`${said.code} ${said.type}`)) {
    return describeStatus(new HttpFailure(429, new Headers(), JSON.stringify({ error: said })), facts);
  }
  const kept = facts.begun ? ': what came before is kept' : '';
  return fail(
    'serverError',
    `The server at ${facts.endpoint.host} failed while it answered${quoted(said.message, facts)}${kept}. Ask again, or choose another provider.`,
  );
}

function describeExceeded({ prompt, window }: { prompt?: number; window?: number }, facts: RequestFacts): ProviderError {
  const sizes = prompt !== undefined && window !== undefined ? `: ${tokens(prompt)} of ${tokens(window)} tokens` : '';
  return fail(
    'contextExceeded',
    `The prompt is too long for ${facts.model}${sizes}. Lower the token budget in the settings, or remove evidence.`,
  );
}

function describeOther(html: boolean, facts: RequestFacts, status?: number): ProviderError {
  const { host, baseUrl } = facts.endpoint;
  if (!html) {
    return fail(
      'badAnswer',
      `The server at ${host} answered, but not with a chat completion. Check that the base URL ${baseUrl} is that of an OpenAI-compatible API.`,
    );
  }
  const kind: ProviderErrorKind =
    status !== undefined && status >= 500 ? 'serverError' : status === 401 || status === 403 ? 'unauthorized' : 'badAnswer';
  return fail(
    kind,
    `A web page came from ${host} instead of an answer${status === undefined ? '' : ` (${status})`}. Check the base URL and the proxy, or ask again later.`,
  );
}

function isQuota(said: ServerError, status: number): boolean {
  return (
    status === 402 ||
    (status === 429 && /insufficient_quota|billing|credit|exceeded your current quota/i.test(`${said.code} ${said.type} ${said.message}`))
  );
}

function aboutModel(said: ServerError, model: string): boolean {
  if (/^(?:model_not_found|DeploymentNotFound|invalid_model)$/.test(said.code) || said.param === 'model') return true;
  const text = said.message.slice(0, 1000);
  return (
    /\bmodel\b/i.test(text) &&
    (text.includes(model) ||
      /not (?:found|exist|a valid|loaded|available)|does not exist|unknown model|no such model|invalid model/i.test(text)) &&
    /not|unknown|no such|invalid/i.test(text)
  );
}

function modelAdvice({ models, endpoint, model }: RequestFacts): string {
  const shown = models?.slice(0, 5) ?? [];
  const more = (models?.length ?? 0) - shown.length;
  if (shown.length) return `Choose one that it has: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
  if (endpoint.host.endsWith(':11434')) return `Load it with “ollama pull ${model}”, or choose another model.`;
  return 'Choose another model in the settings.';
}

/** The server's message for the person: one line, no secret, at most a sentence. */
function quoted(message: string, { secrets }: RequestFacts): string {
  let text = message.replace(/\s+/g, ' ').trim();
  for (const secret of secrets) text = text.replaceAll(secret, '…');
  text = text.replace(/\b(?:sk|pk|key|gsk|hf|Bearer)[-_ ][\w*.-]{6,}/g, '…').replace(/(?<![.\s])[.\s]+$/, '');
  if (!text) return '';
  return `: “${text.length > 200 ? `${text.slice(0, 199)}…` : text}”`;
}

function fail(kind: ProviderErrorKind, message: string, cause?: unknown, facts?: RequestFacts): ProviderError {
  // Only the words of the cause are kept: errors of clients carry requests, and those carry keys.
  const words = cause === undefined || !facts ? '' : quoted(messageOf(cause), facts);
  return new ProviderError(kind, message, words ? { cause: new Error(words) } : undefined);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function tokens(count: number): string {
  return count.toLocaleString('en-US');
}

function size(bytes: number): string {
  return bytes >= 1_000_000 ? `${Math.round(bytes / 100_000) / 10} MB` : `${Math.round(bytes / 1000)} kB`;
}

function duration(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 120) return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
