import assert from 'node:assert/strict';
import { plainText } from '../../../src/cli/plainText';
import { json } from '../../../src/cli/print';

/** Every code point that steers a terminal, or hides, reorders or breaks the text around it. */
const CONTROLS = Array.from({ length: 0x110000 }, (_, code) => code).flatMap((code) => {
  const char = String.fromCodePoint(code);
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(char) ? [char] : [];
});
const STEERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/u;

describe('what the command line prints', () => {
  it('escapes every control and format character in JSON, in values and in names, and keeps the value', () => {
    assert.ok(CONTROLS.length > 200 && CONTROLS.includes('\u009b') && CONTROLS.includes('\u202e'));
    const value = { all: CONTROLS.join(''), ...Object.fromEntries(CONTROLS.map((char) => [`a${char}b`, char])) };
    const printed = json(value);
    assert.deepEqual(JSON.parse(printed), value);
    assert.doesNotMatch(printed, STEERS);
  });

  it('keeps letters, signs and emoji in JSON as they are', () => {
    const value = { message: 'Größe – “zu groß” 🐞 Ошибка 件 é\n\t' };
    assert.equal(json(value), `${JSON.stringify(value, null, 2)}\n`);
  });

  it('shows every control and format character in readable text, except tabs and line ends', () => {
    for (const char of CONTROLS) {
      const shown = plainText(`a${char}b`);
      if (char === '\t' || char === '\n') assert.equal(shown, `a${char}b`);
      else assert.match(shown, /^a\\(?:x[0-9a-f]{2}|u\{[0-9a-f]+\})b$/);
    }
  });

  it('keeps the line ends of Windows, without which a printed diff does not apply', () => {
    assert.equal(plainText('-a\r\n+b\r\r\n'), '-a\r\n+b\\x0d\r\n');
  });
});
