import type OpenAI from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import { EventLines } from './eventLines';
import { isHtml, NotACompletion, TooLarge } from './httpFailure';

/** An answer that has begun. */
interface OpenCompletion {
  /** Events of a stream, or the one completion of a server that does not stream. */
  parts: AsyncIterable<ChatCompletionChunk>;
  /** After the parts: the server said that the answer is complete. */
  ended(): boolean;
}

/**
 * Reads a successful response by its content, not by its headers: a stream, a whole completion although a stream was requested, or a web
 * page.
 * @param onContent called for each piece of a completion that does not stream; those of a stream are judged by their content
 * @throws NotACompletion, TooLarge; reading may fail as the response's body does
 */
export async function openCompletion(
  response: Response,
  client: OpenAI,
  controller: AbortController,
  maxBytes: number,
  onContent: () => void,
): Promise<OpenCompletion> {
  const { head, body } = await sniff(response);
  if (isHtml(head)) {
    await body.cancel();
    throw new NotACompletion(true);
  }
  if (/^[{["]/.test(head)) {
    const completion = await readWhole(body, maxBytes, onContent);
    return { parts: single(completion), ended: () => true };
  }
  const { Stream } = await import('openai/streaming');
  const lines = new EventLines(maxBytes * 2 + 100_000);
  const watched = new Response(body.pipeThrough(lines.stream), { headers: response.headers });
  return { parts: checked(Stream.fromSSEResponse<ChatCompletionChunk>(watched, controller, client)), ended: () => lines.sawDone };
}

/** The first non-blank characters, and the body from there on. */
async function sniff(response: Response): Promise<{ head: string; body: ReadableStream<Uint8Array> }> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let first: Uint8Array | undefined;
  let head = '';
  let done = !reader;
  while (reader && !done && !head) {
    const next = await reader.read();
    done = next.done;
    first = next.value;
    head = decoder.decode(first, { stream: true }).trimStart();
  }
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (first) controller.enqueue(first);
      else if (done || !reader) controller.close();
      else {
        const next = await reader.read();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      }
      first = undefined;
    },
    async cancel(reason) {
      await reader?.cancel(reason);
    },
  });
  return { head, body };
}

async function readWhole(body: ReadableStream<Uint8Array>, maxBytes: number, onContent: () => void): Promise<ChatCompletionChunk> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    const piece = decoder.decode(chunk, { stream: true });
    if (/\S/.test(piece)) onContent();
    text += piece;
    // Escapes can double the length of a text.
    if (text.length > maxBytes * 2 + 1_000_000) throw new TooLarge();
  }
  const completion = asCompletion(JSON.parse(text));
  if (!completion) throw new NotACompletion(false);
  return completion;
}

async function* single(part: ChatCompletionChunk): AsyncGenerator<ChatCompletionChunk> {
  yield part;
}

/** Events that are not part of a completion (pings of proxies) are skipped; a stream of only such events belongs to another API. */
async function* checked(stream: AsyncIterable<unknown>): AsyncGenerator<ChatCompletionChunk> {
  let known = 0;
  let unknown = 0;
  for await (const event of stream) {
    const part = asCompletion(event);
    if (part) yield part;
    if (part) known++;
    else unknown++;
  }
  if (unknown && !known) throw new NotACompletion(false);
}

/** @throws an error in the form of the client's errors inside a stream */
function asCompletion(part: unknown): ChatCompletionChunk | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  const fields = part as Record<string, unknown>;
  if (fields['error'] || fields['object'] === 'error') {
    throw Object.assign(new Error('error in the answer'), { error: fields['error'] ?? fields });
  }
  return Array.isArray(fields['choices']) || typeof fields['usage'] === 'object' ? (part as ChatCompletionChunk) : undefined;
}
