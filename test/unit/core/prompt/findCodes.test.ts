import assert from 'node:assert/strict';
import { createRedactor } from '../../../../src/core/prompt/redactor';

describe('findCodes', () => {
  it('replaces every code in a list of codes that a person types', async () => {
    for (const [text, value] of [
      ['enter the code WDJB-MJHT to authenticate', 'WDJB-MJHT'],
      ['{"user_code":"WDJB-MJHT"}', 'WDJB-MJHT'],
      ['GET /callback?state=a&code=SplxlOBeZQQYbYS6WxSbIA', 'SplxlOBeZQQYbYS6WxSbIA'],
      ['code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk', 'dBjftJeZ4CVP'],
      ['Digest username="a", cnonce="0a4f113b8c", response="6629fae49393a05397450978507c4ef1"', '6629fae4'],
      ['Your verification code is 493817.', '493817'],
    ] as const) {
      const redacted = await createRedactor().redact(text);
      assert.ok(!redacted.includes(value), redacted);
    }
  });

  it('keeps codes that are no secrets', async () => {
    for (const text of [
      "code: 'ERR_MODULE_NOT_FOUND'",
      "{ code: 'ECONNREFUSED', errno: -111 }",
      'Process finished with exit code 3221225477',
      'error code E0382: use of moved value',
      'status code: 404',
      'HTTP response code: 500 for URL',
      'sort code 20-00-00',
      "var code = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'",
      'GET /callback?error=access_denied&code=invalid_request_uri',
      'use the code in src/orders.ts',
      'seed: 1700000000',
    ]) {
      assert.equal(await createRedactor().redact(text), text);
    }
  });
});
