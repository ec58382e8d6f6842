import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EventLines } from '../../../src/providers/eventLines';
import { TooLarge } from '../../../src/providers/httpFailure';

async function filtered(lines: EventLines, chunks: readonly Uint8Array[]): Promise<string> {
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  return new Response(source.pipeThrough(lines.stream)).text();
}

describe('EventLines', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    it(`drops comments and blank lines between events, wherever the stream is cut: ${JSON.stringify(end)}`, async () => {
      const line = fc.constantFrom(': a comment', ':', '', 'data: {"a":": b"}', 'event: ping', 'data: [DONE]', 'data: ü🐞');
      await fc.assert(
        fc.asyncProperty(fc.array(line, { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), async (lines, size) => {
          const bytes = new TextEncoder().encode(lines.map((each) => each + end).join(''));
          const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
          const said = lines.filter((each) => !each.startsWith(':'));
          const expected = said.filter((each, at) => each !== '' || (at > 0 && said[at - 1] !== ''));
          const events = new EventLines(1000);
          assert.equal(await filtered(events, chunks), expected.map((each) => each + end).join(''));
          assert.equal(events.sawDone, lines.includes('data: [DONE]'));
        }),
      );
    });
  }

  it('fails for an event above the limit, whatever lines it is made of, and not for many events', async () => {
    const encoded = (text: string) => [new TextEncoder().encode(text)];
    await assert.rejects(filtered(new EventLines(100), encoded('id: 1\n'.repeat(50))), TooLarge);
    await assert.rejects(filtered(new EventLines(100), encoded(`data: ${'x'.repeat(200)}`)), TooLarge);
    assert.equal((await filtered(new EventLines(100), encoded('data: x\n\n'.repeat(500)))).length, 4500);
  });
});
