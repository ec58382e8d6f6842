import { ok, strictEqual } from 'node:assert';
import fc from 'fast-check';
import { TextDecoding } from '../../../../src/core/capture/decodeText';

function decode(bytes: Uint8Array, size = bytes.length || 1): string {
  const decoding = new TextDecoding();
  let text = '';
  for (let at = 0; at < bytes.length; at += size) text += decoding.decode(bytes.subarray(at, at + size));
  return text + decoding.end();
}

const trace = "TypeError: can't read 'länge' of undefined – 漢字\n    at f (/a.js:1:2)\n".repeat(4);

describe('TextDecoding', () => {
  it('reads UTF-8, with and without its mark, whatever the chunks', () => {
    const bytes = Buffer.from(trace);
    for (const size of [1, 2, 3, 7, 64, 1000]) {
      strictEqual(decode(bytes, size), trace);
      strictEqual(decode(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]), size), trace);
    }
  });

  it('reads UTF-16 of either byte order, with its mark and, where most of it is Latin, without', () => {
    const little = Buffer.from(trace, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const size of [1, 3, 64, 1000]) {
      strictEqual(decode(Buffer.concat([Buffer.from([0xff, 0xfe]), little]), size), trace);
      strictEqual(decode(Buffer.concat([Buffer.from([0xfe, 0xff]), big]), size), trace);
      strictEqual(decode(little, size), trace);
      strictEqual(decode(big, size), trace);
    }
  });

  it('puts a mark where bytes are no text, and goes on', () => {
    const text = decode(Buffer.concat([Buffer.from('Error: a'), Buffer.from([0xff, 0xc3]), Buffer.from(' b\n')]));
    ok(text.startsWith('Error: a\ufffd'), text);
    ok(text.endsWith(' b\n'));
  });

  it('gives a short input at its end', () => strictEqual(decode(Buffer.from('x')), 'x'));

  it('gives any text back, cut anywhere', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 1, max: 70 }), (text, size) => {
        const bytes = Buffer.from(text);
        // Zeros make a guess of UTF-16 right.
        fc.pre(!text.includes('\0') && !text.startsWith('\ufeff'));
        return decode(bytes, size) === bytes.toString();
      }),
    );
  });
});
