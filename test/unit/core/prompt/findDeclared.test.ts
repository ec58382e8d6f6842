import assert from 'node:assert/strict';
import { createRedactor } from '../../../../src/core/prompt/redactor';

const TOKEN = 'f3Kd82LmQz71PvXw05RtYb6NcHs9Ge4J';
const BASE64 = Buffer.from(TOKEN).toString('base64');
const UUID = '1f2e3d4c-5b6a-7980-1a2b-3c4d5e6f7a8b';

describe('findDeclared', () => {
  for (const [text, value] of [
    [`apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ndata:\n  db-conn: ${BASE64}\n`, BASE64],
    [`data:\n  db-conn: ${BASE64}\nkind: Secret\n`, BASE64],
    [`+kind: Secret\n+stringData:\n+  greeting.txt: "${TOKEN}"\n`, TOKEN],
    [`kind: ConfigMap\ndata:\n  a: b\n---\nkind: Secret\ndata:\n  conn: ${BASE64}\n`, BASE64],
    [`{"kind": "Secret", "data": {"conn": "${BASE64}"}}`, BASE64],
    [`::add-mask::${TOKEN}`, TOKEN],
    [`Unseal Key 1: ${BASE64}`, BASE64],
    [`SecretID: ${UUID}`, UUID],
    [`Config(app,Password(${TOKEN}),5432)`, TOKEN],
    [`http -a app:${TOKEN} https://shop.example/api`, TOKEN],
  ] as const) {
    it(`replaces the value in ${text.replaceAll('\n', '⏎')}`, async () => {
      const redacted = await createRedactor().redact(text);
      assert.ok(!redacted.includes(value), redacted);
    });
  }

  it("keeps values in a manifest that is not a secret's, and text beside one", async () => {
    for (const text of [
      `kind: ConfigMap\ndata:\n  motd: ${BASE64.slice(0, 8)}-welcome-to-the-shop\n`,
      `kind: Secret\nmetadata:\n  name: shop-database-credentials\n  namespace: production\n---\nkind: ConfigMap\ndata:\n  greeting: welcome-to-the-shop\n`,
      'new Token(identifierOfTheUser)',
      'case 59: ++this.pos; return this.finishToken(types$1.semi)',
      'return Token(types$1.invalidTemplate)',
      'docker run -p 8080:80 -u node:node image',
      'docker run -u 1000:1000 image',
    ]) {
      assert.equal(await createRedactor().redact(text), text);
    }
  });
});
