import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { createRedactor } from '../../../../src/core/prompt/redactor';
import { secretFingerprint } from '../../../../src/core/prompt/secretFingerprint';
import { plantSecrets } from '../../../support/plantSecrets';
import { assertLinear } from '../../../support/runningTime';

const CLEAN = [
  "TypeError: Cannot read properties of undefined (reading 'length')",
  '    at OrderHistory (/app/src/components/OrderHistory.tsx:47:19)',
  '    at Module._compile (node:internal/modules/cjs/loader:1554:14)',
  'commit 3f786850e387550fdab836ed7e6dc881de23001b',
  'id: 123e4567-e89b-12d3-a456-426614174000',
  '"integrity": "sha512-9aF0Zr5t6kQ2bX3yY8uJ1mN4vC7xL0pW2eR5tG8hK1jD4fS7aQ0zU3iO6nB9cV2mX5lK8jH1gF4dS7aP0oI3uQ==",',
  'function validatePassword(password: string, token?: string): boolean {',
  "  if (password.length < 8) throw new Error('password too short');",
  '  const token = await createToken(user.id, process.env.JWT_SECRET);',
  '  password: string;',
  "  label: 'password', placeholder: 'Enter your password', tokenType: 'bearer',",
  "test('rejects an expired token with status 401', async () => {",
  'const tokens = tokenizer.encode(text2);',
  'password: passwordField1.value, secret: secretRef.current,',
  'password: string',
  '  password: Uint8Array',
  'password = None',
  'password = input("Password: ")',
  'password = getpass.getpass()',
  'connect(user=user, password=db_password, pwd=settings.PASSWORD)',
  'await client.sign_in(password=password)',
  'User.objects.update(password=password1)',
  'password: value1, passphrase: form.password2, passwd: hashed',
  'if (password === confirmation1 || user.password !== hash2) return;',
  'throw new Error("password must be 8 characters"); label: "Password:"',
  '"password": "Kennwort", "passphrase": "Contraseña", "forgotPassword": "Forgot password?"',
  '"password": "Use at least eight characters"',
  "const FORGOT_PASSWORD = 'forgot-password', RESET_PASSWORD = 'auth/resetPassword';",
  '<input type="password" name="password" id="password2" class="form1" autocomplete="current-password">',
  'fields = ("username", "password", "password1", "address2")',
  'password = self.cleaned_data["password1"]',
  "password: 'required|min:8', password_confirmation: 'required'",
  "passwordStrength: 'strong', showPassword: 'toggled', wrongPassword: 'mismatch', passwordInput: 'field12'",
  "password: 'bcrypt', passwordAlgorithm: 'sha256', password: 'argon2'",
  "password = 'changeme'; password = 'your_password'; password = 'password1'; password: '********'",
  'forgot.password=Dragonfly',
  'usage: mysql --password=STRING --password STRING',
  'password: /^(?=.*[a-z])(?=.*[0-9]).{8,}$/',
  'PASS: OrderTest12, pass: 12 fail: 0',
  'http://localhost:5173/@fs/home/me/a.ts:12',
  'git@github.com:acme/shop.git and @scope/package@1.2.3',
  'var e=t[n],r=e.token,i=e.secret;return r?i:null',
  "const key = 'orders/2024-01-01/shipped';",
  'MIIEabc is not a key; base64 text stays: aGVsbG8gd29ybGQgdGhpcyBpcyBsb25n',
  'nonce = 0; signature: (a: number) => void; auth: { type: "oauth2" }',
  '0x00007ffee3b4c5d8 in std::vector<int>::at(unsigned long) const',
];

describe('createRedactor', () => {
  for (const seed of [1, 2, 3]) {
    for (const { kind, text, secret } of plantSecrets(seed)) {
      it(`replaces a ${kind} (${seed})`, async () => {
        const redactor = createRedactor();
        const redacted = await redactor.redact(`before\n${text}\nafter`);
        assert.ok(!redacted.includes(secret), redacted);
        assert.equal(redacted.split('\n').length, text.split('\n').length + 2);
        assert.ok(redacted.startsWith('before\n') && redacted.endsWith('\nafter'));
        assert.equal(redactor.restore(redacted), `before\n${text}\nafter`);
        assert.equal(await redactor.redact(redacted), redacted);
      });
    }
  }

  for (const line of CLEAN) {
    it(`leaves alone: ${line.trim().slice(0, 60)}`, async () => {
      assert.equal(await createRedactor().redact(line), line);
    });
  }

  for (const [text, secret] of [
    ['login failed for user=root password=Summer2024', 'Summer2024'],
    ['login failed (user=root, password=Summer2024)', 'Summer2024'],
    ['db_password: "Winter-Palace-99"', 'Winter-Palace-99'],
    ['user=root passwd=MyCompanyVpn', 'MyCompanyVpn'],
    ['spring.datasource.password=dragonfly', 'dragonfly'],
    ['Server=db;User Id=sa;Password=Dragonfly;Encrypt=true', 'Dragonfly'],
    ['GET /login?user=a&password=dragonfly&next=1', 'dragonfly'],
    ["const password = 'Summer2024';", 'Summer2024'],
    ['private static final String ADMIN_PASSWORD = "hunter2";', 'hunter2'],
    ["const password = 'hunter2-long-pass';", 'hunter2-long-pass'],
    ['redis = StrictRedis(password="2921038")', '2921038'],
    ["passphrase: 'correct horse battery staple'", 'correct horse battery staple'],
    ['request.adminPassword = "dragonfly";', 'dragonfly'],
    ["if (password === 'Summer2024') {", 'Summer2024'],
    ["await page.fill('#password', 'Summer2024');", 'Summer2024'],
    ['<Password>Summer2024</Password>', 'Summer2024'],
    ['password: hunter2', 'hunter2'],
    ['password = Summer2024', 'Summer2024'],
    ["password: 'xKqPzRtW',", 'xKqPzRtW'],
  ] as const) {
    it(`replaces an ordinary password: ${text}`, async () => {
      const redacted = await createRedactor().redact(text);
      assert.ok(!redacted.includes(secret), redacted);
      assert.equal(redacted.replace('<SECRET_1:password>', secret), text);
    });
  }

  it('replaces a password made of words in its place, but not other uses of the word', async () => {
    assert.equal(
      await createRedactor().redact("const password = 'dragonfly';\nimport dragonfly from './dragonfly';"),
      "const password = '<SECRET_1:password>';\nimport dragonfly from './dragonfly';",
    );
  });

  it('gives a value the same placeholder everywhere, even without context', async () => {
    const redactor = createRedactor({ key: 'key' });
    const [trace, code] = await redactor.redactAll(['login failed for Zk3!qpW9xT', "password: 'Zk3!qpW9xT'"]);
    assert.equal(trace, 'login failed for <SECRET_1:password>');
    assert.equal(code, "password: '<SECRET_1:password>'");
    assert.equal(await redactor.redact("password = 'Zk3!qpW9xT'"), "password = '<SECRET_1:password>'");
    assert.deepEqual(
      redactor.redactions.map(({ placeholder, kind, count }) => [placeholder, kind, count]),
      [['<SECRET_1:password>', 'password', 3]],
    );
    assert.equal(redactor.redactions[0]?.fingerprint, await secretFingerprint('Zk3!qpW9xT', 'key'));
  });

  it('keeps values that the person has marked as no secret', async () => {
    const fingerprint = await secretFingerprint('Zk3!qpW9xT', 'key');
    const redactor = createRedactor({ kept: [fingerprint], key: 'key' });
    assert.equal(await redactor.redact("password: 'Zk3!qpW9xT'"), "password: 'Zk3!qpW9xT'");
    assert.deepEqual(redactor.redactions, []);
  });

  it('replaces e-mail addresses and user names in paths on request', async () => {
    const text = 'mail ada@example.com; /home/ada/shop/a.ts C:\\Users\\Ada Byron /home/runner/work icon@2x.png';
    assert.equal(await createRedactor().redact(text), text);
    assert.equal(
      await createRedactor({ emails: true, home: true }).redact(text),
      'mail <SECRET_1:email>; /home/<SECRET_2:user-name>/shop/a.ts C:\\Users\\<SECRET_3:user-name> Byron /home/runner/work icon@2x.png',
    );
  });

  it('finds a secret across the boundary of two slices', async () => {
    const secret = `gh${'p_'}${'a1B2c3D4e5F6'.repeat(3)}`;
    for (const before of [199_980, 199_999, 200_000, 215_990]) {
      const text = `${'x '.repeat(before / 2)} ${secret} ${'y '.repeat(25_000)}`;
      const redactor = createRedactor();
      const redacted = await redactor.redact(text);
      assert.ok(!redacted.includes(secret.slice(0, 12)), String(before));
      assert.equal(redactor.redactions.length, 1);
      assert.equal(redactor.redactions[0]?.count, 1);
    }
  });

  it('does not split a secret at the end of a slice, nor separate it from the word beside it', async function () {
    this.timeout(600_000);
    const value = 'kR7wQz9LmT3xVb5NkR7wQz9L';
    for (const place of [200_000, 240_000]) {
      for (const offset of [0, 11, 30]) {
        const text = `${'x '.repeat(place / 2).slice(offset)} password=${value} ${'y '.repeat(25_000)}`;
        assert.ok(!(await createRedactor().redact(text)).includes(value), `${place} ${offset}`);
      }
    }
  });

  it('replaces other forms of known secrets, each with its own placeholder', async () => {
    const value = 'kR7wQz9L+T3xVb5N/R7wQz9L';
    const written = [encodeURIComponent(value), btoa(value), btoa(`key=${value}\n`), btoa(`ab${value}`)];
    const forms = written.map((form) => form.slice(8, -8));
    const text = `API_KEY=${value}\n${written.join('\n')}`;
    const redactor = createRedactor();
    const redacted = await redactor.redact(text);
    for (const form of [value, ...forms]) assert.ok(!redacted.includes(form), redacted);
    assert.equal(redactor.restore(redacted), text);
  });

  it('never reuses a number that a text already contains', async () => {
    const redacted = await createRedactor().redact("<SECRET_7:password>\npassword = 'Zk3!qpW9xT'");
    assert.equal(redacted, "<SECRET_7:password>\npassword = '<SECRET_8:password>'");
  });

  it('leaves no entries in the process that would slow down later calls', async () => {
    const before = performance.getEntries().length;
    for (let call = 0; call < 20; call++) await createRedactor().redact(`password = 'Zk3!qpW9xT${call}'`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(performance.getEntries().length, before);
  });

  it('takes time proportional to the text, whatever its content', async function () {
    this.timeout(600_000);
    const token = (at: number): string => `kR7wQz9L${(at * 7919).toString(36)}mT3xVb5N${at}`;
    const many = Array.from({ length: 20_000 }, (_, at) => `api_key=${token(at)}`).join('\n');
    await assertLinear(40_000, (size) => createRedactor().redact(many.slice(0, size)), 'many secrets');
    for (const junk of [
      'password',
      'token="',
      'token=',
      'secret(',
      'password: Some(',
      '-----BEGIN PRIVATE KEY-----\n',
      'Private-Lines: 9\n',
      'a:',
      'a=',
      'cookie: a=b;',
      '://a:',
      'eyJ',
      'eyJhbGciOiJIUzI1NiIsInR5cCI6.',
      'secret = ',
      'x@',
      '/home/',
      '-u a:',
      'mysql -p',
      'accountkey=',
      'password name value ',
      '"kty","d":"aaaaaaaaaaaaaaaaaaaaaaaa",',
      'INTO a (b) VALUES (',
      'kR7wQz9LmT3xVb5N',
      'A'.repeat(64) + '\n',
      '\\n',
      'mysql -u root -p ',
      'docker login "a ',
      '"mysql", "-p", ',
      'echo a | ',
      'abandon ',
      '1. ability ',
      'Digest response=',
      'enter your code ',
      'code=a',
      'aB3_',
      'private key 0x',
      'stringData:\nkind: Secret\n  a: |\n',
      '[password] => a\n',
      '{user=a, password=a',
      'port = 1\npassword = word\n',
      '--from-literal=a=',
    ]) {
      await assertLinear(16_000, (size) => createRedactor({ emails: true, home: true }).redact(junk.repeat(size / junk.length)), junk);
    }
  });

  it('finds a key that begins where an unfinished one ends', async () => {
    const line = (seed: string) => createHash('sha512').update(seed).digest('base64').slice(0, 64);
    const unfinished = `-----BEGIN OPENSSH ${'PRIVATE'} KEY-----\n${line('a')}\n${line('b')}`;
    const written = `"-----BEGIN EC ${'PRIVATE'} KEY-----\\n${line('c')}\\n${line('d')}\\n-----END EC ${'PRIVATE'} KEY-----\\n"`;
    const redacted = await createRedactor().redact(`${unfinished}\n${written}`);
    for (const seed of ['a', 'b', 'c', 'd']) assert.ok(!redacted.includes(line(seed).slice(0, 20)), `${seed}: ${redacted}`);
  });

  it('is idempotent and never changes the number of lines', async () => {
    const planted = plantSecrets(9).map(({ text }) => text);
    const part = fc.oneof(fc.constantFrom(...planted), fc.constantFrom(...CLEAN), fc.string({ unit: 'grapheme' }));
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 12 }), async (parts) => {
        const text = parts.join('\n');
        const redactor = createRedactor({ emails: true, home: true });
        const once = await redactor.redact(text);
        assert.equal(once.split('\n').length, text.split('\n').length);
        assert.equal(await redactor.redact(once), once);
        assert.equal(redactor.restore(once), text);
      }),
      { numRuns: 60 },
    );
  });
});

describe('restore', () => {
  const [first, second] = ['ghp_8fJ2kLm9QxZ7vT4nRb6cYd3sWp5eHa1uGo0i', 'ghp_Zq4Wm8RtY1uXc6Vb3Ns7Kd5Lf2Gh9Jp0aEiO'];
  const sentOf = (redactions: { placeholder: string; fingerprint: string }[]) =>
    Object.fromEntries(redactions.map(({ placeholder, fingerprint }) => [placeholder, fingerprint]));

  it('restores the secret of a placeholder at the time of sending, even if the numbers have changed', async () => {
    const before = createRedactor({ key: 'key' });
    const sent = await before.redact(`a = "${first}"\nb = "${second}"`);
    const now = createRedactor({ key: 'key' });
    await now.redact(`b = "${second}"\na = "${first}"`);
    assert.notEqual(now.restore(sent), `a = "${first}"\nb = "${second}"`);
    assert.equal(now.restore(sent, sentOf(before.redactions)), `a = "${first}"\nb = "${second}"`);
  });

  it('keeps a placeholder with an unknown secret, or one that was never sent', async () => {
    const before = createRedactor({ key: 'key' });
    const sent = await before.redact(`a = "${first}"`);
    const other = createRedactor({ key: 'key' });
    await other.redact(`b = "${second}"`);
    assert.equal(other.restore(sent, sentOf(before.redactions)), sent);
    assert.equal(other.restore(sent, {}), sent);
  });

  it('restores a secret that the person has since marked as a false alarm', async () => {
    const before = createRedactor({ key: 'key' });
    const sent = await before.redact(`a = "${first}"`);
    const now = createRedactor({ key: 'key', kept: before.redactions.map(({ fingerprint }) => fingerprint) });
    assert.equal(await now.redact(`a = "${first}"`), `a = "${first}"`);
    assert.equal(now.restore(sent, sentOf(before.redactions)), `a = "${first}"`);
  });
});
