/** What the fault server does with one chat request: plain data, so that another process can set it. */
export interface LlmScenario {
  /** The answer's text; if absent, hypotheses about the code that the prompt refers to. */
  answer?: string;
  /** How it judges a hypothesis: the chance of Yes, and its value if a section is missing from the prompt (the smallest counts). */
  verdict?: { yes: number; without?: Record<string, number> };
  /** Sends log probabilities if asked; otherwise ignores that part of the request. */
  logprobs?: boolean;
  /** Repeats the answer's text up to this many bytes. */
  answerBytes?: number;
  /** Reasoning sent before the answer, in the field that DeepSeek and vLLM use. */
  reasoning?: string;
  /** Declines in the field that OpenAI uses for it. */
  refusal?: string;
  /** Tool calls instead of text. */
  toolCalls?: boolean;
  finishReason?: string | null;
  /** Answers with this instead of a completion. */
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** `retry-after` as an HTTP date, this many seconds from now. */
  retryAfterDate?: number;
  /** Parts of a request that are refused in the words of a real server; the first one present counts. */
  rejects?: Rejectable[];
  /** How: in OpenAI's words, in the words of vLLM's validation, or without a reason. */
  rejectStyle?: 'openai' | 'vllm' | 'silent';
  /** Answers in one piece although a stream was requested. */
  ignoresStream?: boolean;
  /** Characters of an event's text. */
  deltaChars?: number;
  /** ms between events. */
  delayMs?: number;
  /** ms before the headers. */
  firstDelayMs?: number;
  /** Bytes of each write, wherever they cut. */
  chunkBytes?: number;
  crlf?: boolean;
  /** Comments between events, as OpenRouter sends them. */
  keepAlive?: boolean;
  /** Usage in a separate event, which some servers send unasked. */
  usage?: boolean;
  done?: 'once' | 'twice' | 'never';
  /** Events in between that are not completions. */
  pings?: boolean;
  /** The first event has no choices, as with Azure. */
  emptyChoices?: boolean;
  /** An error inside the stream after this share of the answer. */
  errorInside?: { message: string; code?: number | string; type?: string };
  /** What happens after this share (0..1) of the answer: the socket breaks, the stream just ends, or no more arrives. */
  stopAt?: number;
  stop?: 'break' | 'end' | 'stall';
  /** Sends no answer at all. */
  silent?: boolean;
  /** Accepts and closes the connection without an answer. */
  hangUp?: boolean;
  /** Redirects the request. */
  redirect?: { status: number; to: string };
  /** Lines of the stream that are sent for ever, as fast as the client reads or every `delayMs`: at once, or where the answer stalls. */
  forever?: string;
  /** Raw events in place of the answer's. */
  events?: string[];
}

export type Rejectable =
  | 'response_format'
  | 'json_schema'
  | 'stream'
  | 'system'
  | 'temperature'
  | 'logprobs'
  | 'max_tokens'
  | 'max_completion_tokens';

function error(
  status: number,
  message: string,
  code: string | null = null,
  type = 'invalid_request_error',
  headers: Record<string, string> = {},
): LlmScenario {
  return { status, headers, body: JSON.stringify({ error: { message, type, param: null, code } }) };
}

const page =
  '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr>nginx</body></html>';

/** Every fault by name: behaviour observed on real servers. */
export const llmScenarios = {
  ok: { usage: true },
  slow: { delayMs: 60, deltaChars: 12 },
  bytes: { chunkBytes: 1, deltaChars: 40 },
  crlf: { crlf: true },
  keepAlive: { keepAlive: true },
  reasoning: { reasoning: 'The user sees a TypeError. {"hypotheses": "not yet"} Let me look at the code.' },
  thinkTags: { answer: '<think>hm {"a": 1}</think>\n{"hypotheses": []}' },
  judges: { verdict: { yes: 0.9, without: { 'RELEVANT CODE': 0.2, ERROR: 0.8 } }, logprobs: true },
  judgesInWords: { verdict: { yes: 0.9, without: { 'RELEVANT CODE': 0.2, ERROR: 0.8 } } },
  forbidsLogprobs: { verdict: { yes: 0.9, without: { 'RELEVANT CODE': 0.2 } }, logprobs: true, rejects: ['logprobs'] },
  toolCalls: { toolCalls: true, finishReason: 'tool_calls' },
  doubleDone: { done: 'twice' },
  noDone: { done: 'never' },
  noFinishReason: { finishReason: null },
  pings: { pings: true },
  azure: { emptyChoices: true },
  ignoresStream: { ignoresStream: true },
  noStream: { rejects: ['stream'] },
  noJsonSchema: { rejects: ['json_schema'] },
  noJson: { rejects: ['response_format'] },
  noSystemRole: { rejects: ['system'] },
  noTemperature: { rejects: ['temperature'] },
  newTokenName: { rejects: ['max_tokens'] },
  oldTokenName: { rejects: ['max_completion_tokens'] },
  knowsNothing: {
    rejects: ['response_format', 'stream', 'system', 'temperature', 'max_tokens', 'max_completion_tokens'],
  },
  strictValidation: { rejects: ['response_format', 'temperature'], rejectStyle: 'vllm' },
  refusesSilently: { rejects: ['response_format', 'temperature'], rejectStyle: 'silent' },
  unauthorized: error(
    401,
    'Incorrect API key provided: sk-test-*********cdef. You can find your API key at https://platform.openai.com/account/api-keys.',
    'invalid_api_key',
  ),
  forbidden: error(403, 'Project `proj_1` does not have access to model `test-model`.', 'model_not_found'),
  modelNotFound: error(404, 'The model `test-model` does not exist or you do not have access to it.', 'model_not_found'),
  modelNotFoundOllama: {
    status: 404,
    body: '{"error":{"message":"model \\"test-model\\" not found, try pulling it first","type":"api_error","param":null,"code":null}}',
  },
  wrongPath: { status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found' },
  rateLimited: error(
    429,
    'Rate limit reached for test-model in organization org-1 on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 20s.',
    'rate_limit_exceeded',
    'requests',
    { 'retry-after': '20' },
  ),
  rateLimitedUntil: { ...error(429, 'Too many requests', null, 'rate_limit'), retryAfterDate: 90 },
  rateLimitedInWords: error(
    429,
    'Rate limit reached for test-model on tokens per min (TPM): Limit 6000, Requested 9000. Please try again in 1m30s.',
    'rate_limit_exceeded',
    'tokens',
  ),
  rateLimitedBriefly: error(429, 'Too many requests', null, 'rate_limit', { 'retry-after-ms': '40' }),
  quota: error(
    429,
    'You exceeded your current quota, please check your plan and billing details.',
    'insufficient_quota',
    'insufficient_quota',
  ),
  noCredit: error(
    402,
    'This request requires more credits, or fewer max_tokens. You requested up to 8192 tokens, but can only afford 600.',
    '402',
  ),
  serverError: error(500, 'model requires more system memory (5.6 GiB) than is available (3.1 GiB)', null, 'api_error'),
  overloaded: error(503, 'The server is overloaded or not ready yet.', null, 'server_error', { 'retry-after-ms': '20' }),
  badGateway: { status: 502, headers: { 'content-type': 'text/html' }, body: page },
  webPage: { status: 200, headers: { 'content-type': 'text/html' }, body: '\n<html><body>Please sign in to the network</body></html>' },
  timeout: { silent: true },
  stall: { stop: 'stall', stopAt: 0.5 },
  onlyComments: { forever: ': OPENROUTER PROCESSING\n\n', delayMs: 10 },
  floodOfComments: { forever: `: ${'keep-alive '.repeat(90)}\n`.repeat(100) },
  floodOfBlankLines: { forever: '\n'.repeat(60_000) },
  onlyPings: { forever: 'event: ping\ndata: {"type":"ping"}\n\n', delayMs: 10 },
  onlyEmptyDeltas: { forever: 'data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}\n\n', delayMs: 10 },
  onlyNames: { forever: 'event: message\nid: 7\nretry: 10\n', delayMs: 10 },
  stallWithComments: { stop: 'stall', stopAt: 0.5, forever: ': OPENROUTER PROCESSING\n\n', delayMs: 10 },
  cut: { stop: 'break', stopAt: 0.5 },
  cutAtOnce: { stop: 'break', stopAt: 0 },
  endsEarly: { stop: 'end', stopAt: 0.5 },
  hangUp: { hangUp: true },
  empty: { answer: '' },
  emptyBody: { status: 200, headers: { 'content-type': 'text/event-stream' }, body: '' },
  brokenEvent: { events: ['{"choices":[{"index":0,"delta":{"content":"{\\"hypo'] },
  otherEvents: { events: ['{"type":"message_start"}', '{"type":"content_block_delta"}'] },
  otherJson: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"models": []}' },
  brokenJson: { answer: '{"hypotheses": [{"title": "Cut off, "rootCause": [}' },
  otherShape: {
    answer: '{"analysis": {"root_cause": "The list is undefined on the first render.", "location": "src/app.ts:3", "confidence": "high"}}',
  },
  prose: { answer: 'The list is read before it is loaded: see `src/app.ts:3`. Give it a first value.' },
  fenced: { answer: 'Here is what I found:\n```json\n{"hypotheses": []}\n```\n' },
  declines: { answer: 'I’m sorry, but I can’t help with that.' },
  refusal: { refusal: 'I cannot help with this code.' },
  huge: { answerBytes: 6_000_000, deltaChars: 50_000 },
  hugeEvent: { answerBytes: 4_000_000, deltaChars: 4_000_000 },
  lengthLimit: { finishReason: 'length' },
  onlyReasoned: { answer: '', reasoning: 'Let me think about it for long.', finishReason: 'length' },
  contentFilter: { finishReason: 'content_filter', stopAt: 0.3, stop: 'end' },
  contextOpenAi: error(
    400,
    "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens. Please reduce the length of the messages.",
    'context_length_exceeded',
  ),
  contextVllm: error(
    400,
    "'max_tokens' or 'max_completion_tokens' is too large: 8192. This model's maximum context length is 4096 tokens and your request has 5000 input tokens (8192 > 4096 - 5000).",
    null,
    'BadRequestError',
  ),
  contextLlamaCpp: {
    status: 400,
    body: '{"error":{"code":400,"message":"request (5000 tokens) exceeds the available context size (4096 tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":4096}}',
  },
  contextLmStudio: {
    status: 400,
    body: '{"error":"The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 5000>= n_ctx: 4096). Try to load the model with a larger context length, or provide a shorter input."}',
  },
  contextOllama: {
    status: 400,
    body: '{"error":{"message":"the input length exceeds the context length","type":"invalid_request_error","param":null,"code":null}}',
  },
  contextInside: {
    errorInside: { message: 'The number of tokens to keep from the initial prompt is greater than the context length.' },
    stopAt: 0,
  },
  errorInside: { errorInside: { message: 'Provider returned error', code: 502 }, stopAt: 0.5 },
  rateLimitInside: { errorInside: { message: 'Rate limit exceeded', code: 429 }, stopAt: 0 },
  badRequest: error(400, 'Your request was rejected because it contains something that this server does not want to hear about.'),
  proxyPassword: { status: 407, headers: { 'content-type': 'text/html' }, body: '<html>Proxy Authentication Required</html>' },
} satisfies Record<string, LlmScenario>;

export type LlmScenarioName = keyof typeof llmScenarios;
