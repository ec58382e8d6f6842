import type OpenAI from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import { isHtml, NotACompletion, TooLarge } from './httpFailure';

/** An answer that has begun. */
interface OpenCompletion {
  /** Events of a stream, or the one completion of a server that does not stream. */
  parts: AsyncIterable<ChatCompletionChunk>;
  /** After the parts: the server said that the answer is complete. */
  ended(): boolean;
}

const SNIFF_BYTES = 4096;

/**
 * Reads a successful response by its content, not by its headers: a stream, a whole completion although a stream was requested, or a web
 * page.
 * @throws NotACompletion, TooLarge; reading may fail as the response's body does
 */
export async function openCompletion(
  response: Response,
  client: OpenAI,
  controller: AbortController,
  maxBytes: number,
): Promise<OpenCompletion> {
  const { head, body } = await sniff(response);
  if (isHtml(head)) {
    await body.cancel();
    throw new NotACompletion(true);
  }
  if (/^[{["]/.test(head)) {
    const completion = await readWhole(body, maxBytes);
    return { parts: single(completion), ended: () => true };
  }
  const { Stream } = await import('openai/streaming');
  const tail = new Tail();
  const watched = new Response(body.pipeThrough(tail.watcher), { headers: response.headers });
  return { parts: checked(Stream.fromSSEResponse<ChatCompletionChunk>(watched, controller, client)), ended: () => tail.sawDone };
}

/** The first non-blank characters, and the whole body again. */
async function sniff(response: Response): Promise<{ head: string; body: ReadableStream<Uint8Array> }> {
  const reader = response.body?.getReader();
  const read: Uint8Array[] = [];
  const decoder = new TextDecoder();
  let head = '';
  let done = !reader;
  while (reader && !done && !head.trim() && read.length < SNIFF_BYTES) {
    const next = await reader.read();
    done = next.done;
    if (next.value) {
      read.push(next.value);
      head += decoder.decode(next.value, { stream: true });
    }
  }
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const first = read.shift();
      if (first) controller.enqueue(first);
      else if (done || !reader) controller.close();
      else {
        const next = await reader.read();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      }
    },
    async cancel(reason) {
      await reader?.cancel(reason);
    },
  });
  return { head: head.trimStart(), body };
}

async function readWhole(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<ChatCompletionChunk> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
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

/** Remembers whether `[DONE]` arrived, which the client swallows. */
class Tail {
  sawDone = false;
  private last = '';

  readonly watcher = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      // Latin-1 keeps one character per byte; only ASCII is searched.
      this.last = (this.last + Buffer.from(chunk.subarray(-64)).toString('latin1')).slice(-80);
      if (this.last.includes('[DONE]')) this.sawDone = true;
      controller.enqueue(chunk);
    },
  });
}
