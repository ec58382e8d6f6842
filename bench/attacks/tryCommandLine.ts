import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { main } from '../../src/cli/main';
import { hostileTexts } from '../../test/support/attacks/hostileTexts';
import { TempFolder } from '../../test/support/gitRepository';
import { seeded } from '../../test/support/plantSecrets';
import { tryOne, type AttackRow } from './attackRow';

/** Characters that a terminal must not get: controls except tab and line feed, and those that reorder or hide text. */
const RAW = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;
const ENCODINGS: Record<string, (text: string) => Uint8Array> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
  'UTF-16 with a mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16 of the other order': (text) => Buffer.from(text, 'utf16le').swap16(),
  'Latin-1': (text) => Buffer.from(text, 'latin1'),
};

/** Hostile texts in every encoding, and invalid bytes, through the command line: its exit code and its output keep to the contract. */
export async function tryCommandLine(): Promise<AttackRow[]> {
  const encodings: AttackRow = { name: 'command line: texts in every encoding', tried: 0, held: 0, broken: [] };
  const bytes: AttackRow = { name: 'command line: bytes that are no text', tried: 0, held: 0, broken: [] };
  const place = new TempFolder();
  try {
    for (const text of hostileTexts(60, 13)) {
      const trace = `TypeError: größe ${text.replaceAll(/[\r\n\u2028]/g, ' ')}\n    at load (/srv/app/a.js:1:2)\n`;
      for (const [name, encode] of Object.entries(ENCODINGS)) {
        await tryOne(encodings, `${name} ${JSON.stringify(text)}`, async () => {
          const { code, out } = await run(encode(trace), place.path);
          assert.equal(code, 0);
          assert.match(out, /TypeError: größe/);
          assert.match(out, /a\.js:1/);
        });
      }
    }
    const random = seeded(17);
    for (let at = 0; at < 100; at++) {
      const length = Math.floor(random() * 5_000);
      const noise = Uint8Array.from({ length }, () => Math.floor(random() * 256));
      const around = Buffer.concat([noise, Buffer.from('\nValueError: x\n    at f (a.js:1:2)\n'), noise]);
      await tryOne(bytes, `${length} bytes`, async () => {
        const { code } = await run(at % 2 ? around : noise, place.path);
        assert.ok(code === 0 || code === 1, String(code));
      });
    }
  } finally {
    place.dispose();
  }
  return [encodings, bytes];
}

async function run(input: Uint8Array, cwd: string): Promise<{ code: number; out: string }> {
  let out = '';
  let err = '';
  const sink = (add: (text: string) => void) =>
    new Writable({ write: (chunk: Buffer, _encoding, done) => (add(chunk.toString()), done()) });
  const code = await main(
    ['parse'],
    {
      stdin: Readable.from([input]),
      stdinIsTerminal: false,
      stdout: sink((text) => (out += text)),
      stderr: sink((text) => (err += text)),
      env: {},
      cwd,
      assets: join(resolve('node_modules/@vscode/tree-sitter-wasm'), 'wasm'),
      signal: new AbortController().signal,
    },
    '0.0.0',
  );
  assert.doesNotMatch(out, RAW);
  assert.doesNotMatch(err, RAW);
  if (code !== 0) assert.equal(err.trim().split('\n').length, 1, 'more than one sentence');
  return { code, out };
}
