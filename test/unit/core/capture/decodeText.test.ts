import { ok, strictEqual } from 'node:assert';
import fc from 'fast-check';
import { TextDecoding } from '../../../../src/core/capture/decodeText';

function decode(bytes: Uint8Array, size = bytes.length || 1): string {
  const decoding = new TextDecoding();
  let text = '';
  for (let at = 0; at < bytes.length; at += size) text += decoding.decode(bytes.subarray(at, at + size));
  return text + decoding.end();
}

/** ISO 8859-1, and the quotes and dashes that Windows adds. */
function windows1252(text: string): Buffer {
  const added: Record<string, number> = { '„': 0x84, '“': 0x93, '–': 0x96 };
  return Buffer.from([...text].map((char) => added[char] ?? char.charCodeAt(0)));
}

const LEGACY: Record<string, string> = {
  cef8e8e1eae03a20f4e0e9eb20ede520ede0e9e4e5ed20e220eae0f2e0ebeee3e5: 'Ошибка: файл не найден в каталоге',
  '83478389815b3a20837483408343838b82aa8ca982c282a982e882dc82b982f1': 'エラー: ファイルが見つかりません',
  a5a8a5e9a1bc3a20a5d5a5a1a5a4a5eba4acb8aba4c4a4aba4eaa4dea4bba4f3: 'エラー: ファイルが見つかりません',
  b4edcef33a20d5d2b2bbb5bdd6b8b6a8b5c4cec4bcfe: '错误: 找不到指定的文件',
  bfc0b7f93a20c6c4c0cfc0bb20c3a3c0bb20bcf620bef8bdc0b4cfb4d9: '오류: 파일을 찾을 수 없습니다',
};

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

  it('reads Western encodings other than UTF-8, whatever the chunks', () => {
    const western = 'Fehler: Größe der Straße „Müller“ naïve – déjà vu, señor\n    at f (/Übung/a.js:1:2)\n'.repeat(4);
    const bytes = windows1252(western);
    for (const size of [1, 2, 7, 64, 1000]) strictEqual(decode(bytes, size), western);
  });

  it('reads stray Western bytes between UTF-8 letters', () => {
    const bytes = Buffer.concat([Buffer.from(trace), Buffer.from('Caf'), Buffer.from([0xe9]), Buffer.from(` au lait\n${trace}`)]);
    for (const size of [1, 3, 64, 1000]) strictEqual(decode(bytes, size), `${trace}Café au lait\n${trace}`);
  });

  it('reads legacy Cyrillic, Japanese, Chinese and Korean encodings', () => {
    // Written by Python's codecs, see `codecs.encode`.
    for (const [bytes, text] of Object.entries(LEGACY)) {
      const lines = Buffer.concat([
        Buffer.from('Traceback (most recent call last):\n'),
        Buffer.from(bytes, 'hex'),
        Buffer.from('\n  at a (b.js:1:2)\n'),
      ]);
      strictEqual(decode(lines), `Traceback (most recent call last):\n${text}\n  at a (b.js:1:2)\n`);
    }
  });

  it('loses no byte of binary data', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 65, maxLength: 300 }), fc.integer({ min: 1, max: 70 }), (bytes, size) => {
        const text = decode(bytes, size);
        ok(text.length > 0);
        const ascii = (of: Iterable<number>) => [...of].filter((code) => code >= 0x20 && code < 0x40).length;
        // The second byte of a two-byte letter may be in the range of letters, but not of signs and digits.
        if (!text.includes('\0')) ok(ascii([...text].map((char) => char.charCodeAt(0))) <= ascii(bytes));
      }),
    );
  });

  it('returns a short input at its end', () => strictEqual(decode(Buffer.from('x')), 'x'));

  it('returns any text unchanged, cut anywhere', () => {
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
