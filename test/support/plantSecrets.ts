/** Secrets made from a seed, none of them real, for tests and the bench. Prefixes are joined so that no scanner takes this file for a leak. */
export interface Planted {
  kind: string;
  /** What must not remain in the text. */
  secret: string;
  /** The secret as it appears in evidence; several lines for a key. */
  text: string;
}

/** Mulberry32: the same numbers from the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const HEX = '0123456789abcdef';
const BASE64 = `${LETTERS}+/`;
/** Typical parts of passwords. */
const WORDS = 'summer winter palace dragonfly hunter company monkey sunshine battery staple horse coffee london shadow bicycle'.split(' ');
const PASSWORD = `${LETTERS}!#%^*_-`;

/** All kinds that are planted, each in the form it has in real evidence. */
export function plantSecrets(seed: number): Planted[] {
  const random = seeded(seed);
  const pick = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
  // A draw without any digit or letter would not be a secret of its kind.
  const mixed = (alphabet: string, length: number) => `${pick('abcdefgh', 1)}${pick(alphabet, length - 2)}${pick('23456789', 1)}`;
  const one = (kind: string, secret: string, text: (secret: string) => string): Planted => ({ kind, secret, text: text(secret) });
  const base64url = (text: string) => Buffer.from(text).toString('base64url');
  const jwt = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(`{"sub":"${pick(LETTERS, 12)}"}`)}.${mixed(LETTERS, 43)}`;
  const keyLines = Array.from({ length: 12 }, (_, i) => pick(BASE64, i === 11 ? 30 : 64));
  const pem = (name: string) => `-----BEGIN ${name}-----\n${keyLines.join('\n')}\n-----END ${name}-----`;
  const user = pick('abcdefgh', 6);
  const word = () => WORDS[Math.floor(random() * WORDS.length)] ?? '';
  const capital = () => word().replace(/^./, (letter) => letter.toUpperCase());
  const dated = () => `${capital()}${2000 + Math.floor(random() * 30)}`;
  return [
    one('github token', ['gh', 'p_'].join('') + mixed(LETTERS, 36), (s) => `fatal: could not read ${s}`),
    one('github fine-grained token', ['github', '_pat_'].join('') + mixed(LETTERS, 60), (s) => `remote: ${s}`),
    one('gitlab token', ['gl', 'pat-'].join('') + mixed(LETTERS, 20), (s) => `using ${s} for the registry`),
    one('aws access key', ['AK', 'IA'].join('') + pick('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16), (s) => `credential ${s} was refused`),
    one('aws secret', mixed(BASE64, 40), (s) => `aws_secret_access_key = ${s}`),
    one('google api key', ['AI', 'za'].join('') + mixed(LETTERS, 35), (s) => `https://maps.example.com/api?key=${s}`),
    one(
      'slack token',
      ['xox', 'b-'].join('') + `${pick('123456789', 12)}-${pick('123456789', 13)}-${mixed(LETTERS, 24)}`,
      (s) => `slack: ${s}`,
    ),
    one(
      'slack webhook',
      `https://hooks.slack.com/services/T${pick('ABCDEF23', 8)}/B${pick('ABCDEF23', 8)}/${mixed(LETTERS, 24)}`,
      (s) => `POST ${s} 404`,
    ),
    one('stripe key', ['sk', '_live_'].join('') + mixed(LETTERS, 24), (s) => `Invalid API Key provided: ${s}`),
    one('openai key', ['sk', '-proj-'].join('') + mixed(LETTERS, 48), (s) => `Incorrect API key provided: ${s}.`),
    one('anthropic key', ['sk', '-ant-api03-'].join('') + mixed(LETTERS, 80), (s) => `x-api-key: ${s}`),
    one('npm token', ['np', 'm_'].join('') + mixed(LETTERS, 36), (s) => `//registry.npmjs.org/:_authToken=${s}`),
    one('sendgrid key', ['S', 'G.'].join('') + `${mixed(LETTERS, 22)}.${mixed(LETTERS, 43)}`, (s) => `sendgrid ${s}`),
    one('jwt', jwt, (s) => `at verify (token=${s})`),
    one('bearer token', mixed(LETTERS, 40), (s) => `  authorization: 'Bearer ${s}',`),
    one('basic credentials', Buffer.from(`${user}:${mixed(LETTERS, 12)}`).toString('base64'), (s) => `Authorization: Basic ${s}`),
    one(
      'connection string',
      mixed(PASSWORD.replace('#', '').replace('%', ''), 14),
      (s) => `connect failed: postgres://${user}:${s}@db.internal:5432/orders`,
    ),
    one('mongodb connection string', mixed(LETTERS, 16), (s) => `mongodb+srv://${user}:${s}@cluster0.ab1cd.mongodb.net/shop`),
    one('key-value connection string', mixed(LETTERS, 14), (s) => `Server=db;Database=shop;User Id=${user};Password=${s};Encrypt=true`),
    one(
      'azure account key',
      `${mixed(BASE64, 86)}==`,
      (s) => `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${s};EndpointSuffix=core.windows.net`,
    ),
    one('cookie', mixed(LETTERS, 32), (s) => `Cookie: theme=dark; connect.sid=${s}; lang=en`),
    one('set-cookie', mixed(LETTERS, 26), (s) => `Set-Cookie: session=${s}; Path=/; HttpOnly; Secure`),
    one('environment', mixed(PASSWORD, 12), (s) => `DB_PASSWORD=${s}`),
    one('password in code', mixed(PASSWORD, 14), (s) => `const pool = new Pool({ user: 'app', password: '${s}' });`),
    one('password in JSON', mixed(LETTERS, 14), (s) => `{"user":"app","password":"${s}"}`),
    one('password in escaped JSON', mixed(LETTERS, 14), (s) => `body: "{\\"user\\":\\"app\\",\\"password\\":\\"${s}\\"}"`),
    one('api key in code', mixed(LETTERS, 32), (s) => `const apiKey = "${s}";`),
    one('client secret in YAML', mixed(LETTERS, 40), (s) => `  client_secret: ${s}`),
    one('token in a query', mixed(LETTERS, 32), (s) => `GET /orders?page=2&access_token=${s}&limit=10 500`),
    one('token in Python', mixed(HEX, 40), (s) => `    self.auth_token = '${s}'`),
    one('password with a year in a log', dated(), (s) => `login failed for user=root password=${s}`),
    one('password with a year in code', dated(), (s) => `const password = '${s}';`),
    one('password with a year in JSON', dated(), (s) => `{"user":"app","password":"${s}"}`),
    one('password with a year in YAML', dated(), (s) => `  password: ${s}`),
    one('password with a year in a query', dated(), (s) => `POST /login?name=app&password=${s}&next=1 500`),
    one('password with a digit in code', `${word()}${pick('123456789', 1)}`, (s) => `const adminPassword = "${s}";`),
    one('password of words and digits', `${capital()}-${capital()}-${pick('123456789', 2)}`, (s) => `db_password: "${s}"`),
    one('password of words in a log', `${capital()}${capital()}${capital()}`, (s) => `connecting: user=root passwd=${s}`),
    one('password of letters in code', `${word()}${capital()}`, (s) => `    password = "${s}"`),
    one('passphrase', [word(), word(), word(), word()].join(' '), (s) => `passphrase: '${s}'`),
    one('word as password flag', `${word()}${pick('123456789', 2)}`, (s) => `$ mysql --user app --password ${s} shop`),
    one('word in a connection string', dated(), (s) => `Server=db;Database=shop;User Id=${user};Pwd=${s};Encrypt=true`),
    one('password flag', mixed(PASSWORD, 12), (s) => `$ mysql --user app --password ${s} shop`),
    one('curl user', mixed(LETTERS, 12), (s) => `$ curl -u app:${s} https://api.example.com`),
    one('secret in XML', mixed(LETTERS, 24), (s) => `<clientSecret>${s}</clientSecret>`),
    one('secret local', mixed(LETTERS, 28), (s) => `jwtSecret: '${s}'`),
    { kind: 'private key', secret: keyLines[3] ?? '', text: pem('RSA PRIVATE KEY') },
    { kind: 'private key in a diff', secret: keyLines[3] ?? '', text: pem('PRIVATE KEY').replace(/^/gm, '+') },
    { kind: 'private key in a string', secret: keyLines[3] ?? '', text: `"${pem('EC PRIVATE KEY').replaceAll('\n', '\\n')}\\n"` },
    {
      kind: 'private key cut off',
      secret: keyLines[3] ?? '',
      text: `-----BEGIN OPENSSH PRIVATE KEY-----\n${keyLines.slice(0, 6).join('\n')}`,
    },
  ];
}
