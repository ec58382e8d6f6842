import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { ProviderEvent, TokenChoices } from '../core/ports';
import { TooLarge } from './httpFailure';

/** How an answer ended, besides its text. */
export interface CompletionEnd {
  /** `stop`, `length`, `content_filter`, `tool_calls`; absent if the answer just ended. */
  finishReason?: string;
  /** The model's words if it declined. */
  refusal: string;
  /** It held something besides text: tool calls, reasoning. */
  calledTool: boolean;
  reasoned: boolean;
  /** Any text arrived. */
  begun: boolean;
}

/** Tokens whose log probabilities are kept: the first words of an answer. */
const MAX_TOKENS = 64;

/** A completion, or one event of its stream, from any server: all of it is untrusted. */
interface LooseCompletion {
  choices?: ({ finish_reason?: unknown; text?: unknown; logprobs?: unknown; delta?: LooseMessage; message?: LooseMessage } | null)[] | null;
  error?: unknown;
}

interface LooseMessage {
  content?: unknown;
  refusal?: unknown;
  reasoning?: unknown;
  reasoning_content?: unknown;
  tool_calls?: unknown;
}

/** Parses a completion, whole or in events: yields the text, remembers the rest for the end. */
export class CompletionReader {
  readonly end: CompletionEnd = { refusal: '', calledTool: false, reasoned: false, begun: false };
  /** The first tokens, if the server sent their log probabilities. */
  readonly tokens: TokenChoices[] = [];
  /** Parts so far that held something of an answer: text, reasoning, a tool call, an end. */
  contents = 0;
  private bytes = 0;

  /** @param maxBytes most UTF-8 bytes of text in an answer, including reasoning */
  constructor(private readonly maxBytes: number) {}

  /** @throws TooLarge when the answer has exceeded its limit; the text that fitted was yielded */
  *read(completion: ChatCompletionChunk | LooseCompletion): Generator<ProviderEvent, void> {
    const { choices } = completion as LooseCompletion;
    for (const choice of Array.isArray(choices) ? choices.slice(0, 1) : []) {
      const message = choice?.delta ?? choice?.message ?? {};
      if (hasContent(message) || choice?.finish_reason || choice?.text) this.contents++;
      this.tokens.push(...choicesOf(choice?.logprobs).slice(0, MAX_TOKENS - this.tokens.length));
      if (typeof choice?.finish_reason === 'string') this.end.finishReason = choice.finish_reason;
      if (typeof message.refusal === 'string') this.end.refusal = (this.end.refusal + message.refusal).slice(0, 2000);
      if (Array.isArray(message.tool_calls) && message.tool_calls.length) this.end.calledTool = true;
      const reasoning = [message.reasoning_content, message.reasoning].find((part) => typeof part === 'string');
      if (typeof reasoning === 'string' && reasoning) {
        this.end.reasoned = true;
        this.count(reasoning);
      }
      yield* this.text(contentOf(message.content) || (typeof choice?.text === 'string' ? choice.text : ''));
    }
  }

  private *text(delta: string): Generator<ProviderEvent, void> {
    if (!delta) return;
    const room = this.maxBytes - this.bytes;
    const fits =
      Buffer.byteLength(delta) <= room
        ? delta
        : Buffer.from(delta)
            .subarray(0, Math.max(0, room))
            .toString('utf8')
            .replace(/(?<!\ufffd)\ufffd+$/, '');
    if (fits) {
      this.end.begun = true;
      yield { type: 'text', delta: fits };
    }
    this.count(delta);
  }

  private count(text: string): void {
    this.bytes += Buffer.byteLength(text);
    if (this.bytes > this.maxBytes) throw new TooLarge();
  }
}

function hasContent({ content, refusal, reasoning, reasoning_content: thought, tool_calls: calls }: LooseMessage): boolean {
  return [content, refusal, reasoning, thought, calls].some((part) => (typeof part === 'string' || Array.isArray(part)) && part.length > 0);
}

/** From `logprobs.content`; empty if it has another form. */
function choicesOf(logprobs: unknown): TokenChoices[] {
  const { content } = (logprobs ?? {}) as { content?: unknown };
  if (!Array.isArray(content)) return [];
  return content.flatMap((entry: unknown) => {
    const token = tokenOf(entry);
    if (!token) return [];
    const { top_logprobs: top } = entry as { top_logprobs?: unknown };
    return [{ ...token, others: Array.isArray(top) ? top.flatMap((other: unknown) => tokenOf(other) ?? []) : [] }];
  });
}

function tokenOf(entry: unknown): { text: string; logProbability: number } | undefined {
  const { token, logprob } = (entry ?? {}) as { token?: unknown; logprob?: unknown };
  const logProbability = numberOf(logprob);
  return typeof token === 'string' && logProbability !== undefined ? { text: token, logProbability } : undefined;
}

/** Text, or the text among the parts that Mistral and others send. */
function contentOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part: unknown) => (isText(part) ? part.text : '')).join('');
}

function isText(part: unknown): part is { text: string } {
  return typeof part === 'object' && part !== null && 'text' in part && typeof part.text === 'string';
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
