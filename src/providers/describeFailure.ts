import { formatCount, plural, t } from '../core/language';
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
  const server = facts.endpoint.host;
  if (failure instanceof HttpFailure) return describeStatus(failure, facts);
  if (failure instanceof NetworkFailure) return describeNetwork(failure, facts);
  if (failure instanceof Silence) {
    const seconds = duration(facts.timeoutMs);
    return failure.phase === 'headers' || !facts.begun
      ? fail(
          'timeout',
          t('The server at {0} did not answer within {1}. Ask again, or raise the time-out in the settings.', server, seconds),
        )
      : fail(
          'timeout',
          t(
            'The server at {0} stopped in the middle of its answer and was silent for {1}: what came is kept. Ask again for the rest.',
            server,
            seconds,
          ),
        );
  }
  if (failure instanceof TooLarge) {
    return fail(
      'answerTooLarge',
      t(
        'The answer of {0} is larger than {1}: what came before is kept. Ask again, or choose another model.',
        facts.model,
        size(facts.maxOutputBytes),
      ),
    );
  }
  if (failure instanceof RedirectRefused) {
    return fail(
      'badRequest',
      t(
        'The server at {0} sends the request on to {1}, which was refused because the key would go with it. If you trust that address, set it as the base URL.',
        server,
        failure.target,
      ),
    );
  }
  if (failure instanceof NotACompletion) return describeOther(failure.html, facts);
  if (failure instanceof SyntaxError) {
    return fail(
      'badAnswer',
      facts.begun
        ? t('The server at {0} sent an answer that is broken: what came before is kept. Ask again, or choose another provider.', server)
        : t('The server at {0} sent an answer that is broken. Ask again, or choose another provider.', server),
    );
  }
  // An error inside a stream is nested in the client's error.
  const inStream = failure instanceof Error ? (failure as { error?: unknown }).error : undefined;
  if (inStream !== undefined) return describeInStream(readServerError(inStream), facts);
  return fail(
    'other',
    t('The request to {0} failed{1}. Ask again, or choose another provider.', facts.endpoint.host, quoted(messageOf(failure), facts)),
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
  if (isQuota(said, status)) {
    return fail('noCredit', t('The account at {0} has no credit left. Add credit there, or choose another provider.', host));
  }
  switch (true) {
    case status === 401 && !facts.hasKey:
      return fail('noKey', t('The server at {0} wants an API key and none is set. Set one, or choose another provider.', host));
    case status === 401:
      return fail('unauthorized', t('The server at {0} does not accept the API key. Set another key, or choose another provider.', host));
    case status === 403:
      return fail(
        'unauthorized',
        t(
          'The server at {0} does not let this key use {1}{2}. Set another key, or choose another model.',
          host,
          facts.model,
          quoted(said.message, facts),
        ),
      );
    case (status === 404 || status === 400 || status === 422) && aboutModel(said, facts.model):
      return fail('modelNotFound', `${t('The server at {0} has no model “{1}”.', host, facts.model)} ${modelAdvice(facts)}`);
    case status === 404 || status === 405:
      return fail(
        'badRequest',
        t('The server at {0} has no chat completions under {1}. Check the base URL; with most servers it ends in /v1.', host, baseUrl),
      );
    case status === 408:
      return fail('timeout', t('The server at {0} gave up waiting. Ask again, or choose another provider.', host));
    case status === 429: {
      const wait = retryAfter(headers, said.message, Date.now());
      return new ProviderError(
        'rateLimited',
        wait === undefined
          ? t('The server at {0} limits how often it may be asked. Wait a little, then ask again, or choose another provider.', host)
          : t('The server at {0} limits how often it may be asked. Ask again in {1}, or choose another provider.', host, duration(wait)),
        { retryAfterMs: wait },
      );
    }
    case status >= 500:
      return fail(
        'serverError',
        t(
          'The server at {0} failed ({1}){2}. Ask again in a moment, or choose another provider.',
          host,
          status,
          quoted(said.message, facts),
        ),
      );
    default:
      return fail(
        'badRequest',
        local
          ? t(
              'The server at {0} refused the request ({1}){2}. Choose another model, or check the settings.',
              host,
              status,
              quoted(said.message, facts),
            )
          : t(
              'The server at {0} refused the request ({1}){2}. Choose another model or provider, or check the settings.',
              host,
              status,
              quoted(said.message, facts),
            ),
      );
  }
}

function describeNetwork({ code, phase }: NetworkFailure, facts: RequestFacts): ProviderError {
  const { host, local } = facts.endpoint;
  if (phase === 'body' && facts.begun) {
    return fail('cut', t('The connection to {0} broke in the middle of the answer: what came is kept. Ask again for the rest.', host));
  }
  if (code === REFUSED_ON_THE_WAY) {
    return fail(
      'badRequest',
      t(
        'The request to {0} was refused on the way, most likely by a proxy that wants a password. Check the proxy settings, or choose another provider.',
        host,
      ),
    );
  }
  if (/TIMEOUT|TIMEDOUT|TIMED_OUT/.test(code)) {
    return fail(
      'timeout',
      t('The server at {0} cannot be reached in time. Check the base URL and the network, or choose another provider.', host),
    );
  }
  if (/^(?:ENOTFOUND|EAI_AGAIN|ERR_NAME_NOT_RESOLVED)$/.test(code)) {
    return fail(
      'connectionRefused',
      t('There is no host {0}, or no network. Check the base URL and the network, or choose another provider.', host),
    );
  }
  if (/^(?:EPROTO|ERR_SSL_(?:WRONG|PACKET|PROTOCOL))/.test(code)) {
    return fail(
      'connectionRefused',
      t('The server at {0} does not speak https. Write http:// in the base URL, or choose another provider.', host),
    );
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_|DEPTH_ZERO|ERR_TLS|ERR_SSL/.test(code)) {
    return fail(
      'connectionRefused',
      t('The certificate of {0} is not trusted ({1}). Add it to the certificates of this machine, or choose another provider.', host, code),
    );
  }
  if (/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|ERR_CONNECTION_(?:RESET|CLOSED)|ERR_EMPTY_RESPONSE)$/.test(code)) {
    return fail(
      'connectionRefused',
      t('The server at {0} closed the connection without an answer. Ask again, or choose another provider.', host),
    );
  }
  return fail(
    'connectionRefused',
    local
      ? t('The server at {0} does not answer. Start it, or choose another provider.', host)
      : t('The server at {0} does not answer. Check the base URL and the network, or choose another provider.', host),
  );
}

/** An error inside a stream that had begun with a success. */
function describeInStream(said: ServerError, facts: RequestFacts): ProviderError {
  const exceeded = contextExceeded(said, undefined);
  if (exceeded) return describeExceeded(exceeded, facts);
  const status = /^\d{3}$/.test(said.code) ? Number(said.code) : undefined;
  if (status === 429 || /rate.?limit/i.test(`${said.code} ${said.type}`)) {
    return describeStatus(new HttpFailure(429, new Headers(), JSON.stringify({ error: said })), facts);
  }
  const { host } = facts.endpoint;
  const quote = quoted(said.message, facts);
  return fail(
    'serverError',
    facts.begun
      ? t('The server at {0} failed while it answered{1}: what came before is kept. Ask again, or choose another provider.', host, quote)
      : t('The server at {0} failed while it answered{1}. Ask again, or choose another provider.', host, quote),
  );
}

function describeExceeded({ prompt, window }: { prompt?: number; window?: number }, facts: RequestFacts): ProviderError {
  return fail(
    'contextExceeded',
    prompt !== undefined && window !== undefined
      ? t(
          'The prompt is too long for {0}: {1} of {2} tokens. Lower the token budget in the settings, or remove evidence.',
          facts.model,
          formatCount(prompt),
          formatCount(window),
        )
      : t('The prompt is too long for {0}. Lower the token budget in the settings, or remove evidence.', facts.model),
  );
}

function describeOther(html: boolean, facts: RequestFacts, status?: number): ProviderError {
  const { host, baseUrl } = facts.endpoint;
  if (!html) {
    return fail(
      'badAnswer',
      t(
        'The server at {0} answered, but not with a chat completion. Check that the base URL {1} is that of an OpenAI-compatible API.',
        host,
        baseUrl,
      ),
    );
  }
  const kind: ProviderErrorKind =
    status !== undefined && status >= 500 ? 'serverError' : status === 401 || status === 403 ? 'unauthorized' : 'badAnswer';
  return fail(
    kind,
    status === undefined
      ? t('A web page came from {0} instead of an answer. Check the base URL and the proxy, or ask again later.', host)
      : t('A web page came from {0} instead of an answer ({1}). Check the base URL and the proxy, or ask again later.', host, status),
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
  if (shown.length)
    return more > 0
      ? t('Choose one that it has: {0} and {1} more.', shown.join(', '), more)
      : t('Choose one that it has: {0}.', shown.join(', '));
  if (endpoint.host.endsWith(':11434')) return t('Load it with “ollama pull {0}”, or choose another model.', model);
  return t('Choose another model in the settings.');
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

function size(bytes: number): string {
  return bytes >= 1_000_000 ? `${Math.round(bytes / 100_000) / 10} MB` : `${Math.round(bytes / 1000)} kB`;
}

function duration(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 120) return plural(seconds, '{0} second', '{0} seconds');
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? t('{0} minutes', minutes) : t('{0} hours', Math.ceil(minutes / 60));
}
