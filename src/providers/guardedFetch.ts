import { HttpFailure, NetworkFailure, RedirectRefused, Silence, TooLarge } from './httpFailure';

interface FetchGuards {
  /** Silence after which a request counts as unanswered, or an answer as stopped, ms. */
  idleMs: number;
  /** Byte limit for one event of a stream; more is not a token. */
  maxEventBytes: number;
}

const MAX_ERROR_BODY = 64_000;
const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * `fetch` for a client that carries a key: follows redirects only on the same host, reads error bodies up to a limit, ends an answer that
 * stalls or never ends a line, and sends the server nothing about this machine.
 * @throws HttpFailure, RedirectRefused, NetworkFailure, Silence; the body of a response fails with one of the last two or TooLarge
 */
export function guardedFetch({
  idleMs,
  maxEventBytes,
}: FetchGuards): (url: string | URL | Request, init?: RequestInit) => Promise<Response> {
  return async (input, init = {}) => {
    const headers = new Headers(init.headers);
    for (const name of [...headers.keys()]) if (name.startsWith('x-stainless-')) headers.delete(name);
    let url = new URL(input instanceof Request ? input.url : input);
    for (let hops = 0; ; hops++) {
      const response = await send(url, { ...init, headers, redirect: 'manual' }, idleMs);
      const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
      if (location === null || hops === MAX_REDIRECTS) {
        if (response.ok) return guardedBody(response, idleMs, maxEventBytes);
        throw new HttpFailure(response.status, response.headers, await errorBody(response, idleMs));
      }
      await response.body?.cancel();
      const next = URL.canParse(location, url) ? new URL(location, url) : undefined;
      if (!next || !sameHost(url, next)) throw new RedirectRefused(next?.host ?? 'another address');
      url = next;
    }
  };
}

/** One request, up to its response headers. */
async function send(url: URL, init: RequestInit, idleMs: number): Promise<Response> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), idleMs);
  const cancel = () => silence.abort();
  init.signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await fetch(url, { ...init, signal: silence.signal });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw silence.signal.aborted ? new Silence('headers') : NetworkFailure.from(error, 'headers');
  } finally {
    clearTimeout(timer);
  }
}

/** The same origin, or the same host moving from http to https. */
function sameHost(from: URL, to: URL): boolean {
  return from.origin === to.origin || (from.hostname === to.hostname && from.protocol === 'http:' && to.protocol === 'https:');
}

async function errorBody(response: Response, idleMs: number): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const chunk of chunks(response, Math.min(idleMs, 5000))) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > MAX_ERROR_BODY) break;
    }
  } catch {
    // The status is enough; uses the part of the body that arrived.
  }
  return text.slice(0, MAX_ERROR_BODY);
}

function guardedBody(response: Response, idleMs: number, maxEventBytes: number): Response {
  const source = chunks(response, idleMs);
  let sinceNewline = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await source.next();
      if (next.done) {
        controller.close();
        return;
      }
      const newline = next.value.lastIndexOf(0x0a);
      sinceNewline = newline < 0 ? sinceNewline + next.value.length : next.value.length - newline - 1;
      if (sinceNewline > maxEventBytes) {
        await source.return(undefined);
        throw new TooLarge();
      }
      controller.enqueue(next.value);
    },
    async cancel() {
      await source.return(undefined);
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

async function* chunks(response: Response, idleMs: number): AsyncGenerator<Uint8Array, undefined> {
  const reader = response.body?.getReader();
  if (!reader) return undefined;
  let finished = false;
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read(), idleMs);
      if (done) {
        finished = true;
        return undefined;
      }
      yield value;
    }
  } finally {
    // Closes the connection if the rest is not wanted. Not awaited: a pending read may never end.
    if (!finished) void reader.cancel().catch(() => undefined);
  }
}

async function inTime<T>(read: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Silence('body')), ms);
  });
  try {
    return await Promise.race([read, silence]);
  } catch (error) {
    if (error instanceof Silence || (error instanceof Error && error.name === 'AbortError')) throw error;
    throw NetworkFailure.from(error, 'body');
  } finally {
    clearTimeout(timer);
  }
}
