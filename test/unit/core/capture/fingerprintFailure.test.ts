import { notStrictEqual, strictEqual } from 'node:assert';
import fc from 'fast-check';
import { parseFailure } from '../../../../src/core/capture/captureFailure';
import { fingerprintFailure, stableText } from '../../../../src/core/capture/fingerprintFailure';

const trace = `TypeError: Cannot read properties of undefined (reading 'length')
    at total (/home/ann/shop/src/cart.ts:9:30)
    at checkout (/home/ann/shop/src/index.ts:14:5)
    at Module._compile (node:internal/modules/cjs/loader:1521:14)`;

function of(text: string): string {
  return fingerprintFailure(parseFailure(text));
}

describe('fingerprintFailure', () => {
  it('stays the same when lines move, or with another folder or runtime', () => {
    const moved = trace
      .replace(':9:30', ':12:31')
      .replace(':14:5', ':20:9')
      .replaceAll('/home/ann/shop', '/builds/ci/shop')
      .replace('1521:14', '1358:14');
    strictEqual(of(moved), of(trace));
  });

  it('changes with the type, the message and the functions', () => {
    notStrictEqual(of(trace.replace('TypeError', 'RangeError')), of(trace));
    notStrictEqual(of(trace.replace("'length'", "'size'")), of(trace));
    notStrictEqual(of(trace.replace('at total', 'at sum')), of(trace));
    notStrictEqual(of(trace.replace('cart.ts', 'basket.ts')), of(trace));
  });

  it('ignores addresses, timings, ids and places in messages', () => {
    for (const [a, b] of [
      ['heap-use-after-free on address 0x5040000000b0', 'heap-use-after-free on address 0x60200000001c'],
      ['Timeout after 2013 ms', 'Timeout after 2004 ms'],
      ['no order 7f3c1d2e-1111-4222-8333-444455556666', 'no order 0f3c1d2e-1111-4222-8333-444455556667'],
      ['open /tmp/a1/x.json failed', 'open /var/tmp/b2/x.json failed'],
      ['panic at 2026-01-02T03:04:05Z', 'panic at 2026-11-12T13:14:15Z'],
    ] as const) {
      strictEqual(stableText(a), stableText(b));
    }
    notStrictEqual(stableText('index 3 of 2'), stableText('index 4 of 2'));
  });

  it('distinguishes failures that only have expectations', () => {
    const failed = (expected: string) => fingerprintFailure({ errors: [], expectations: [{ expected, actual: '1' }] });
    notStrictEqual(failed('2'), failed('3'));
  });

  it('is 16 hex digits, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => /^[\da-f]{16}$/.test(of(text))));
  });
});
