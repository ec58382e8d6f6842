/** The server answered with an error status. Its body is read up to a limit. */
export class HttpFailure extends Error {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly body: string,
  ) {
    // The message stays fixed: libraries search messages for words like "timed out".
    super(`HTTP ${status}`);
    this.name = 'HttpFailure';
  }
}

/** A redirect to another host was refused: key and headers would have gone with it. */
export class RedirectRefused extends Error {
  /** @param target host that the server pointed to */
  constructor(readonly target: string) {
    super('redirect refused');
    this.name = 'RedirectRefused';
  }
}

/** Silence for too long: no answer at all, or no more of it. */
export class Silence extends Error {
  constructor(readonly phase: 'headers' | 'body') {
    super('silence');
    this.name = 'Silence';
  }
}

/** Our code for an answer that `fetch` hides without a reason: status 407 of a proxy. */
export const REFUSED_ON_THE_WAY = 'REFUSED_ON_THE_WAY';

/** There is no connection, or it broke. */
export class NetworkFailure extends Error {
  /**
   * @param code of the system or of undici: `ECONNREFUSED`, `ENOTFOUND`, `UND_ERR_CONNECT_TIMEOUT`, `CERT_HAS_EXPIRED`; empty if none is
   * given
   * @param phase whether an answer had begun
   */
  constructor(
    readonly code: string,
    readonly phase: 'headers' | 'body',
  ) {
    super('network');
    this.name = 'NetworkFailure';
  }

  /** From an error of `fetch`, whose reason is its cause, or that of one of several attempts. */
  static from(error: unknown, phase: 'headers' | 'body'): NetworkFailure {
    return new NetworkFailure(codeOf(error, 0), phase);
  }
}

function codeOf(error: unknown, depth: number): string {
  if (!(error instanceof Error) || depth > 5) return '';
  const code: unknown = (error as { code?: unknown }).code;
  if (typeof code === 'string') return code;
  const several: unknown = (error as { errors?: unknown }).errors;
  const below = codeOf(error.cause, depth + 1) || (Array.isArray(several) ? codeOf(several[0], depth + 1) : '');
  if (below) return below;
  if (depth > 0 && error.message === '') return REFUSED_ON_THE_WAY;
  // The network stack of Chromium, which VS Code may use, has its codes in the message.
  return /net::(ERR_[A-Z_]+)/.exec(error.message)?.[1] ?? '';
}

/** The response exceeded the size of an answer. */
export class TooLarge extends Error {
  constructor() {
    super('too large');
    this.name = 'TooLarge';
  }
}

/** A success whose body is not the requested format: a web page, another API. */
export class NotACompletion extends Error {
  /** @param html it is a web page */
  constructor(readonly html: boolean) {
    super('not a completion');
    this.name = 'NotACompletion';
  }
}

/** A server's own words about the error. */
export interface ServerError {
  message: string;
  /** `code`, `type` and `param` of the error, if present. */
  code: string;
  type: string;
  param: string;
}

/**
 * Reads an error body: `{"error": {"message", "code"}}` (OpenAI), `{"error": "…"}` (Ollama), `{"message": "…"}`, `{"detail": …}` (FastAPI),
 * an array around one of them (Gemini), plain text, or a web page (whose content is ignored).
 */
export function readServerError(body: unknown): ServerError {
  const parsed = typeof body === 'string' ? parse(body) : body;
  const outer: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  const inner = field(outer, 'error') ?? outer;
  const detail = field(inner, 'message') ?? field(inner, 'detail') ?? field(outer, 'message') ?? inner;
  return { message: text(detail), code: text(field(inner, 'code')), type: text(field(inner, 'type')), param: text(field(inner, 'param')) };
}

/** Does a body hold a web page? */
export function isHtml(body: string): boolean {
  return /^\s{0,200}<(?:!doctype|html|head|body|\?xml)/i.test(body);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return isHtml(body) ? '' : body;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 4000);
}
