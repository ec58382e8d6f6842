import type { ServerError } from './httpFailure';

/** Codes and types of OpenAI and Azure, llama.cpp, Groq and others. */
const CODES =
  /^(?:context_length_exceeded|exceed_context_size_error|context_window_exceeded|string_above_max_length|request_too_large|model_max_prompt_tokens_exceeded)$/;

/** Wordings of OpenAI, Azure and vLLM; Ollama; llama.cpp; LM Studio; Anthropic; Gemini; Mistral; Text Generation Inference. */
const WORDINGS = [
  /maximum (?:context|model|prompt|input) length/i,
  /exceeds? (?:the |this |its )?(?:model'?s? )?(?:available |maximum |max )*(?:context|input|prompt)/i,
  /(?:input|prompt|request)[^.\n]{0,60} (?:is )?(?:too long|too large)/i,
  /greater than the context length/i,
  /context (?:the )?(?:overflows|length of only)/i,
  /input tokens? (?:exceed|count)/i,
  /longer than the (?:maximum )?(?:model|context)/i,
  /(?:inputs?|prompt)\W{1,3}must have less than/i,
  /too many tokens|reduce the length of/i,
];

/** The wordings of sizes in server messages, each with the prompt's tokens and the window's. */
const SIZES: readonly { pattern: RegExp; prompt: number; window: number }[] = [
  { pattern: /context length is (\d+) tokens[\s\S]{0,200}?(?:resulted in|requested|has|contains at least) (\d+)/i, prompt: 2, window: 1 },
  { pattern: /\((\d+) tokens\) exceeds the available context size \((\d+) tokens\)/i, prompt: 1, window: 2 },
  { pattern: /(?<!\d)(\d+) tokens > (\d+) maximum/i, prompt: 1, window: 2 },
  { pattern: /input token count \((\d+)\)[^(]{0,80}\((\d+)\)/i, prompt: 1, window: 2 },
  { pattern: /\(length (\d+)\) is longer than the maximum model length of (\d+)/i, prompt: 1, window: 2 },
  { pattern: /n_keep: (\d+)\s?>= n_ctx: (\d+)/i, prompt: 1, window: 2 },
  { pattern: /prompt contains (\d+) tokens[\s\S]{0,100}?(\d+) maximum/i, prompt: 1, window: 2 },
];

/**
 * Does a refusal say that the prompt does not fit the model's window?
 * @param status of the response; undefined for an error in the middle of a stream
 * @returns the sizes in tokens, if the server gives them
 */
export function contextExceeded(error: ServerError, status: number | undefined): { prompt?: number; window?: number } | undefined {
  const text = error.message.slice(0, 2000);
  const coded = CODES.test(error.code) || CODES.test(error.type) || status === 413;
  if (!coded && !WORDINGS.some((wording) => wording.test(text))) return undefined;
  // A limit per minute is not a limit of the window.
  if (/per (?:minute|day|hour)|\bTPM\b|\bRPM\b/.test(text)) return undefined;
  for (const { pattern, prompt, window } of SIZES) {
    const match = pattern.exec(text);
    if (match) return { prompt: Number(match[prompt]), window: Number(match[window]) };
  }
  return {};
}
