import { ALPHANUMERIC, HEX, type Maker } from './values';

/** A secret that is recognisable by itself, or by its place. `parts`: what must not remain. */
export interface Standalone {
  text: string;
  parts: string[];
}

const bare = (value: string): Standalone => ({ text: value, parts: [value] });
const within = (value: string, text: (value: string) => string): Standalone => ({ text: text(value), parts: [value] });
/** Prefixes are joined so that no scanner takes this file for a leak. */
const join = (...parts: string[]): string => parts.join('');
const UPPER_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const UUID = ({ pick }: Maker): string => [8, 4, 4, 4, 12].map((length) => pick(HEX, length)).join('-');

/** Tokens of vendors by their prefixes. */
export const VENDORS: Record<string, (make: Maker) => string> = {
  'github classic': ({ pick }) => join('gh', 'p_') + pick(ALPHANUMERIC, 36),
  'github server': ({ pick }) => join('gh', 's_') + pick(ALPHANUMERIC, 36),
  'github fine-grained': ({ pick }) => join('github', '_pat_') + pick(ALPHANUMERIC, 22) + '_' + pick(ALPHANUMERIC, 59),
  gitlab: ({ pick }) => join('gl', 'pat-') + pick(ALPHANUMERIC, 20),
  'gitlab runner': ({ pick }) => join('gl', 'rt-') + pick(ALPHANUMERIC, 20),
  bitbucket: ({ pick }) => join('AT', 'BB') + pick(ALPHANUMERIC, 32),
  atlassian: ({ pick }) => join('ATATT', '3xFf') + pick(ALPHANUMERIC, 180) + '=' + pick('0123456789ABCDEF', 8),
  'aws access': ({ pick }) => join('AK', 'IA') + pick('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16),
  'google api': ({ pick }) => join('AI', 'za') + pick(ALPHANUMERIC, 35),
  'google client': ({ pick }) => join('GOC', 'SPX-') + pick(ALPHANUMERIC, 28),
  'google access': ({ pick }) => join('ya', '29.') + pick(ALPHANUMERIC, 120),
  'slack bot': ({ pick }) => join('xo', 'xb-') + pick('123456789', 12) + '-' + pick('123456789', 13) + '-' + pick(ALPHANUMERIC, 24),
  'slack app': ({ pick }) => join('xa', 'pp-1-') + pick(UPPER_DIGITS, 11) + '-' + pick('123456789', 13) + '-' + pick(HEX, 64),
  'stripe live': ({ pick }) => join('sk', '_live_') + pick(ALPHANUMERIC, 99),
  'stripe restricted': ({ pick }) => join('rk', '_live_') + pick(ALPHANUMERIC, 24),
  'stripe webhook': ({ pick }) => join('wh', 'sec_') + pick(ALPHANUMERIC, 32),
  openai: ({ pick }) => join('sk', '-proj-') + pick(ALPHANUMERIC, 60) + '7',
  'openai old': ({ pick }) => join('s', 'k-') + pick(ALPHANUMERIC, 20) + 'T3BlbkFJ' + pick(ALPHANUMERIC, 20),
  anthropic: ({ pick }) => join('sk', '-ant-api03-') + pick(ALPHANUMERIC, 93) + 'AA',
  openrouter: ({ pick }) => join('sk', '-or-v1-') + pick(HEX, 64),
  groq: ({ pick }) => join('g', 'sk_') + pick(ALPHANUMERIC, 52),
  replicate: ({ pick }) => join('r', '8_') + pick(ALPHANUMERIC, 37),
  xai: ({ pick }) => join('x', 'ai-') + pick(ALPHANUMERIC, 80),
  perplexity: ({ pick }) => join('pp', 'lx-') + pick(ALPHANUMERIC, 48),
  'hugging face': ({ pick }) => join('h', 'f_') + pick(ALPHANUMERIC, 34),
  cerebras: ({ pick }) => join('cs', 'k-') + pick(ALPHANUMERIC, 48),
  tavily: ({ pick }) => join('tv', 'ly-') + pick(ALPHANUMERIC, 32),
  langsmith: ({ pick }) => join('lsv2', '_pt_') + pick(HEX, 32) + '_' + pick(HEX, 10),
  langfuse: (make) => join('sk', '-lf-') + UUID(make),
  pinecone: ({ pick }) => join('pc', 'sk_') + pick(ALPHANUMERIC, 60),
  databricks: ({ pick }) => join('da', 'pi') + pick(HEX, 32),
  'grafana service': ({ pick }) => join('gl', 'sa_') + pick(ALPHANUMERIC, 32) + '_' + pick(HEX, 8),
  'grafana cloud': ({ pick }) => join('gl', 'c_') + Buffer.from(`{"o":"1","n":"${pick(ALPHANUMERIC, 60)}"}`).toString('base64'),
  tailscale: ({ pick }) => join('ts', 'key-auth-') + pick(ALPHANUMERIC, 16) + '-' + pick(ALPHANUMERIC, 32),
  notion: ({ pick }) => join('sec', 'ret_') + pick(ALPHANUMERIC, 43),
  'notion new': ({ pick }) => join('nt', 'n_') + pick('0123456789', 11) + pick(ALPHANUMERIC, 35),
  airtable: ({ pick }) => join('p', 'at') + pick(ALPHANUMERIC, 14) + '.' + pick(HEX, 64),
  'square secret': ({ pick }) => join('sq0', 'csp-') + pick(ALPHANUMERIC, 43),
  'square access': ({ pick }) => join('EA', 'AA') + pick(ALPHANUMERIC, 60),
  npm: ({ pick }) => join('np', 'm_') + pick(ALPHANUMERIC, 36),
  pypi: ({ pick }) => join('py', 'pi-AgEIcHlwaS5vcmc') + pick(ALPHANUMERIC, 140),
  rubygems: ({ pick }) => join('ruby', 'gems_') + pick(HEX, 48),
  'crates io': ({ pick }) => join('ci', 'o') + pick(ALPHANUMERIC, 32),
  nuget: ({ pick }) => join('oy', '2') + pick('abcdefghijklmnopqrstuvwxyz0123456789', 43),
  'docker hub': ({ pick }) => join('dc', 'kr_pat_') + pick(ALPHANUMERIC, 27),
  sendgrid: ({ pick }) => join('S', 'G.') + pick(ALPHANUMERIC, 22) + '.' + pick(ALPHANUMERIC, 43),
  mailgun: ({ pick }) => join('ke', 'y-') + pick(HEX, 32),
  mailchimp: ({ pick }) => pick(HEX, 32) + '-us12',
  brevo: ({ pick }) => join('xkey', 'sib-') + pick(HEX, 64) + '-' + pick(ALPHANUMERIC, 16),
  resend: ({ pick }) => join('r', 'e_') + pick(ALPHANUMERIC, 8) + '_' + pick(ALPHANUMERIC, 24),
  postman: ({ pick }) => join('PM', 'AK-') + pick(HEX, 24) + '-' + pick(HEX, 34),
  twilio: ({ pick }) => join('S', 'K') + pick(HEX, 32),
  telegram: ({ pick }) => pick('123456789', 10) + ':AA' + pick(ALPHANUMERIC, 33),
  discord: ({ pick }) => join('M') + pick(ALPHANUMERIC, 25) + '.' + pick(ALPHANUMERIC, 6) + '.' + pick(ALPHANUMERIC, 38),
  vault: ({ pick }) => join('hv', 's.') + pick(ALPHANUMERIC, 90),
  'terraform cloud': ({ pick }) => pick(ALPHANUMERIC, 14) + '.atlas' + 'v1.' + pick(ALPHANUMERIC, 67),
  digitalocean: ({ pick }) => join('do', 'p_v1_') + pick(HEX, 64),
  cloudflare: ({ pick }) => join('v1.', '0-') + pick(HEX, 24) + '-' + pick(HEX, 146),
  heroku: ({ pick }) => join('HR', 'KU-AA') + pick(ALPHANUMERIC, 58),
  flyio: ({ pick }) => join('Fly', 'V1 fm2_') + pick(ALPHANUMERIC, 120),
  'new relic': ({ pick }) => join('NR', 'AK-') + pick(UPPER_DIGITS, 27),
  'new relic ingest': ({ pick }) => pick(HEX, 36) + 'FFFF' + 'NRAL',
  dynatrace: ({ pick }) => join('dt0', 'c01.') + pick(UPPER_DIGITS, 24) + '.' + pick(UPPER_DIGITS, 64),
  sentry: ({ pick }) => join('sn', 'tryu_') + pick(HEX, 64),
  'sentry org': ({ pick }) =>
    join('sn', 'trys_') + Buffer.from(`{"iat":1,"url":"${pick(ALPHANUMERIC, 40)}"}`).toString('base64') + '_' + pick(ALPHANUMERIC, 43),
  honeycomb: ({ pick }) => join('hc', 'aik_') + pick('abcdefghijklmnopqrstuvwxyz0123456789', 58),
  posthog: ({ pick }) => join('ph', 'x_') + pick(ALPHANUMERIC, 43),
  launchdarkly: (make) => join('sd', 'k-') + UUID(make),
  shopify: ({ pick }) => join('shp', 'at_') + pick(HEX, 32),
  linear: ({ pick }) => join('lin', '_api_') + pick(ALPHANUMERIC, 40),
  figma: ({ pick }) => join('fig', 'd_') + pick(ALPHANUMERIC, 40),
  doppler: ({ pick }) => join('dp.', 'pt.') + pick(ALPHANUMERIC, 43),
  planetscale: ({ pick }) => join('pscale', '_tkn_') + pick(ALPHANUMERIC, 43),
  supabase: ({ pick }) => join('sb', 'p_') + pick(HEX, 40),
  'supabase secret': ({ pick }) => join('sb', '_secret_') + pick(ALPHANUMERIC, 31),
  neon: ({ pick }) => join('na', 'pi_') + pick(ALPHANUMERIC, 64),
  prefect: ({ pick }) => join('pn', 'u_') + pick(ALPHANUMERIC, 36),
  buildkite: ({ pick }) => join('bk', 'ua_') + pick(HEX, 40),
  circleci: ({ pick }) => join('CCI', 'PAT_') + pick(ALPHANUMERIC, 22) + '_' + pick(HEX, 40),
  artifactory: ({ pick }) => join('AK', 'Cp') + pick(ALPHANUMERIC, 69),
  sonar: ({ pick }) => join('sq', 'u_') + pick(HEX, 40),
  snyk: ({ pick, one }) => join('snyk', '_') + one(['uat', 'sat']) + '.' + pick(HEX, 8) + '.' + pick(ALPHANUMERIC, 60),
  'azure client': ({ pick }) => pick(ALPHANUMERIC, 3) + '8Q~' + pick(ALPHANUMERIC, 34),
  alibaba: ({ pick }) => join('LT', 'AI') + pick(ALPHANUMERIC, 20),
  yandex: ({ pick }) => join('AQ', 'VN') + pick(ALPHANUMERIC, 36),
  age: ({ pick }) => join('AGE-SECRET', '-KEY-1') + pick('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58),
  okta: ({ pick }) => join('SSWS ', '00') + pick(ALPHANUMERIC, 40),
  typeform: ({ pick }) => join('tf', 'p_') + pick(ALPHANUMERIC, 44),
  easypost: ({ pick }) => join('EZ', 'AK') + pick(ALPHANUMERIC, 54),
  contentful: ({ pick }) => join('CF', 'PAT-') + pick(ALPHANUMERIC, 43),
  duffel: ({ pick }) => join('duffel', '_live_') + pick(ALPHANUMERIC, 43),
  facebook: ({ pick }) => join('EAA', 'Ci') + pick(ALPHANUMERIC, 150),
  clerk: ({ pick }) => join('sk', '_test_') + pick(ALPHANUMERIC, 40),
  e2b: ({ pick }) => join('e2', 'b_') + pick(HEX, 40),
  jwt: ({ pick }) => jwt(pick),
};
function jwt(pick: Maker['pick']): string {
  const part = (text: string): string => Buffer.from(text).toString('base64url');
  return `${part('{"alg":"HS256","typ":"JWT"}')}.${part(`{"sub":"${pick(ALPHANUMERIC, 60)}","iat":1516239022}`)}.${pick(ALPHANUMERIC, 43)}`;
}

const keyLines = ({ pick }: Maker, count = 12): string[] =>
  Array.from({ length: count }, (_, at) => pick(`${ALPHANUMERIC}+/`, at === count - 1 ? 31 : 64));

const pem = (name: string, lines: readonly string[]): string => `-----BEGIN ${name}-----\n${lines.join('\n')}\n-----END ${name}-----`;

const ofLines = (make: Maker, text: (lines: string[]) => string): Standalone => {
  const lines = keyLines(make);
  return { text: text(lines), parts: lines.slice(0, -1) };
};

/** Credentials in addresses, connection strings and headers; keys in their envelopes; tokens that are wrapped or joined. */
export const PLACES: Record<string, (make: Maker) => Standalone> = {
  'postgres address': (make) => within(make.pick(ALPHANUMERIC, 14), (v) => `postgres://app:${v}@db.internal:5432/orders`),
  'redis address': (make) => within(make.pick(ALPHANUMERIC, 20), (v) => `redis://:${v}@cache:6379/0`),
  'amqp address': (make) => within(make.pick(ALPHANUMERIC, 12), (v) => `amqps://guest2:${v}@mq.example.com/vhost`),
  'mongodb address': (make) =>
    within(make.pick(ALPHANUMERIC, 16), (v) => `mongodb+srv://app:${v}@cluster0.ab1cd.mongodb.net/shop?retryWrites=true`),
  'https address': (make) =>
    within(make.pick(ALPHANUMERIC, 20), (v) => `fatal: unable to access 'https://deploy:${v}@git.example.com/shop.git/'`),
  'token as user of an address': (make) => within(make.pick(HEX, 40), (v) => `https://${v}@github.com/acme/shop.git`),
  'percent-encoded password': (make) =>
    within(`${make.pick(ALPHANUMERIC, 8)}%40${make.pick(ALPHANUMERIC, 5)}`, (v) => `mysql2://root:${v}@127.0.0.1/shop`),
  'jdbc query': (make) => within(make.pick(ALPHANUMERIC, 14), (v) => `jdbc:mysql://db:3306/shop?user=app&password=${v}&ssl=true`),
  'jdbc sqlserver': (make) =>
    within(make.pick(ALPHANUMERIC, 14), (v) => `jdbc:sqlserver://db:1433;databaseName=shop;user=app;password=${v};encrypt=true`),
  'jdbc oracle': (make) => within(make.pick(ALPHANUMERIC, 14), (v) => `jdbc:oracle:thin:app/${v}@//db:1521/shop`),
  'go mysql dsn': (make) => within(make.pick(ALPHANUMERIC, 14), (v) => `app:${v}@tcp(db:3306)/shop?parseTime=true`),
  'libpq dsn': (make) => within(make.pick(ALPHANUMERIC, 14), (v) => `host=db user=app password=${v} dbname=shop sslmode=require`),
  'libpq dsn quoted': (make) => within(make.pick(ALPHANUMERIC, 14), (v) => `host='db' user='app' password='${v}'`),
  'ado connection': (make) =>
    within(make.pick(ALPHANUMERIC, 14), (v) => `Server=tcp:db,1433;Initial Catalog=shop;User ID=app;Password=${v};Encrypt=True`),
  'odbc connection': (make) => within(make.pick(ALPHANUMERIC, 14), (v) => `Driver={ODBC Driver 18};Server=db;UID=app;PWD=${v};`),
  'azure storage': (make) =>
    within(
      `${make.pick(`${ALPHANUMERIC}+/`, 86)}==`,
      (v) => `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${v};EndpointSuffix=core.windows.net`,
    ),
  'service bus': (make) =>
    within(
      `${make.pick(`${ALPHANUMERIC}+/`, 43)}=`,
      (v) => `Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${v}`,
    ),
  'sas query': (make) =>
    within(
      `${make.pick(ALPHANUMERIC, 40)}%3D`,
      (v) => `https://shop.blob.core.windows.net/a/b.txt?sv=2022-11-02&se=2026-01-01&sr=b&sp=r&sig=${v}`,
    ),
  's3 presigned': (make) =>
    within(
      make.pick(HEX, 64),
      (v) => `https://shop.s3.amazonaws.com/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=3600&X-Amz-Signature=${v}`,
    ),
  pgpass: (make) => within(make.pick(ALPHANUMERIC, 16), (v) => `db.internal:5432:shop:app:${v}`),
  netrc: (make) => within(make.pick(ALPHANUMERIC, 16), (v) => `machine api.example.com login app password ${v}`),
  'bearer header': (make) => within(make.pick(ALPHANUMERIC, 40), (v) => `Authorization: Bearer ${v}`),
  'token header': (make) => within(make.pick(HEX, 40), (v) => `Authorization: Token ${v}`),
  'basic header': (make) =>
    within(Buffer.from(`app:${make.pick(ALPHANUMERIC, 14)}`).toString('base64'), (v) => `Authorization: Basic ${v}`),
  'api key header scheme': (make) => within(make.pick(ALPHANUMERIC, 32), (v) => `authorization: ApiKey ${v}`),
  'header in a dict': (make) => within(make.pick(ALPHANUMERIC, 40), (v) => `{'Authorization': 'Bearer ${v}', 'Accept': '*/*'}`),
  'header in a map': (make) => within(make.pick(ALPHANUMERIC, 40), (v) => `map[Accept:[*/*] Authorization:[Bearer ${v}]]`),
  'header in JSON': (make) => within(make.pick(ALPHANUMERIC, 40), (v) => `"headers":{"authorization":"Bearer ${v}"}`),
  'aws signature': (make) =>
    within(
      make.pick(HEX, 64),
      (v) => `Authorization: AWS4-HMAC-SHA256 Credential=X/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=${v}`,
    ),
  'digest response': (make) =>
    within(make.pick(HEX, 32), (v) => `Authorization: Digest username="app", realm="shop", nonce="${v}", uri="/"`),
  cookie: (make) => within(make.pick(ALPHANUMERIC, 32), (v) => `Cookie: theme=dark; sessionid=${v}; lang=en`),
  'set-cookie': (make) => within(make.pick(ALPHANUMERIC, 26), (v) => `Set-Cookie: __Host-session=${v}; Path=/; HttpOnly; Secure`),
  'cookie in an object': (make) => within(make.pick(ALPHANUMERIC, 32), (v) => `cookie: 'connect.sid=s%3A${v}'`),
  'curl user': (make) => within(make.pick(ALPHANUMERIC, 14), (v) => `curl -u app:${v} https://api.example.com`),
  'wget password': (make) => within(make.pick(ALPHANUMERIC, 14), (v) => `wget --http-user=app --http-password=${v} https://example.com`),
  sshpass: (make) => within(make.pick(ALPHANUMERIC, 14), (v) => `sshpass -p ${v} ssh app@host`),
  'mysql flag': (make) => within(make.pick(ALPHANUMERIC, 14), (v) => `mysql -u root -p${v} shop`),
  'redis-cli': (make) => within(make.pick(ALPHANUMERIC, 20), (v) => `redis-cli -h cache -a ${v} ping`),
  'docker login': (make) => within(make.pick(ALPHANUMERIC, 20), (v) => `docker login -u app -p ${v} registry.example.com`),
  openssl: (make) => within(make.pick(ALPHANUMERIC, 14), (v) => `openssl rsa -in key.pem -passin pass:${v}`),
  'npm auth': (make) => within(make.pick(ALPHANUMERIC, 36), (v) => `//npm.example.com/:_authToken=${v}`),
  'npm basic auth': (make) =>
    within(Buffer.from(`app:${make.pick(ALPHANUMERIC, 16)}`).toString('base64'), (v) => `//npm.example.com/:_auth=${v}`),
  'docker config': (make) =>
    within(
      Buffer.from(`app:${make.pick(ALPHANUMERIC, 20)}`).toString('base64'),
      (v) => `{"auths":{"registry.example.com":{"auth":"${v}"}}}`,
    ),
  'telegram address': (make) =>
    within(`${make.pick('123456789', 9)}:AA${make.pick(ALPHANUMERIC, 33)}`, (v) => `POST https://api.telegram.org/bot${v}/sendMessage 404`),
  'slack webhook': (make) =>
    within(
      `T${make.pick(UPPER_DIGITS, 8)}/B${make.pick(UPPER_DIGITS, 8)}/${make.pick(ALPHANUMERIC, 24)}`,
      (v) => `POST https://hooks.slack.com/services/${v} 404`,
    ),
  'discord webhook': (make) =>
    within(make.pick(ALPHANUMERIC, 68), (v) => `https://discord.com/api/webhooks/${make.pick('123456789', 18)}/${v}`),
  'teams webhook': (make) =>
    within(
      make.pick(HEX, 32),
      (v) => `https://acme.webhook.office.com/webhookb2/${UUID(make)}@${UUID(make)}/IncomingWebhook/${v}/${UUID(make)}`,
    ),
  'zapier webhook': (make) =>
    within(make.pick(ALPHANUMERIC.toLowerCase(), 12), (v) => `https://hooks.zapier.com/hooks/catch/1234567/${v}/`),
  'sentry dsn': (make) => within(make.pick(HEX, 32), (v) => `https://${v}@o123.ingest.sentry.io/456`),
  'django secret key': (make) =>
    within(
      `${make.pick(`${ALPHANUMERIC}!@#%^&*(-_=+)`, 24)}4(${make.pick(`${ALPHANUMERIC}!@#%^&*(-_=+)`, 24)}`,
      (v) => `SECRET_KEY = 'django-insecure-${v}'`,
    ),
  'django secret key of its own': (make) =>
    within(
      `${make.pick(`${ALPHANUMERIC}!@#%^&*(-_=+)`, 24)}4(${make.pick(`${ALPHANUMERIC}!@#%^&*(-_=+)`, 24)}`,
      (v) => `SECRET_KEY = "${v}"`,
    ),
  'wordpress key': (make) =>
    within(`${make.pick(`${ALPHANUMERIC}!@#%^&*()-_[]{}<>~+=,.;:/?|`, 40)}k7`, (v) => `define( 'SECURE_AUTH_KEY',  '${v}' );`),
  'laravel key': (make) => within(`${make.pick(`${ALPHANUMERIC}+/`, 43)}=`, (v) => `APP_KEY=base64:${v}`),
  'rails secret': (make) => within(make.pick(HEX, 128), (v) => `  secret_key_base: ${v}`),
  'kubernetes secret': (make) =>
    within(Buffer.from(make.pick(ALPHANUMERIC, 20)).toString('base64'), (v) => `kind: Secret\ndata:\n  db-password: ${v}`),
  'kubeconfig key': (make) =>
    within(Buffer.from(pem('RSA PRIVATE KEY', keyLines(make, 20))).toString('base64'), (v) => `    client-key-data: ${v}`),
  'kubeconfig token': (make) => within(make.pick(ALPHANUMERIC, 60), (v) => `  user:\n    token: ${v}`),
  'wireguard key': (make) => within(`${make.pick(`${ALPHANUMERIC}+/`, 43)}=`, (v) => `[Interface]\nPrivateKey = ${v}`),
  'jwk d': (make) =>
    within(
      make.pick(`${ALPHANUMERIC}-_`, 43),
      (v) => `{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","d":"${v}"}`,
    ),
  'jwk k': (make) => within(make.pick(`${ALPHANUMERIC}-_`, 43), (v) => `{"kty":"oct","k":"${v}","alg":"HS256"}`),
  'jwk pretty': (make) => within(make.pick(`${ALPHANUMERIC}-_`, 86), (v) => `{\n  "kty": "RSA",\n  "e": "AQAB",\n  "d": "${v}"\n}`),
  'pem rsa': (make) => ofLines(make, (lines) => pem('RSA PRIVATE KEY', lines)),
  'pem pkcs8': (make) => ofLines(make, (lines) => pem('PRIVATE KEY', lines)),
  'pem ec': (make) => ofLines(make, (lines) => pem('EC PRIVATE KEY', lines)),
  'pem encrypted': (make) => ofLines(make, (lines) => pem('ENCRYPTED PRIVATE KEY', lines)),
  'pem with headers': (make) =>
    ofLines(make, ([first = '', ...lines]) =>
      pem('RSA PRIVATE KEY', ['Proc-Type: 4,ENCRYPTED', 'DEK-Info: AES-128-CBC,3F17F5316E2BAC89', '', first, ...lines]),
    ),
  'pem openssh': (make) => ofLines(make, (lines) => pem('OPENSSH PRIVATE KEY', lines)),
  'pem pgp': (make) => ofLines(make, ([first = '', ...lines]) => pem('PGP PRIVATE KEY BLOCK', ['', first, ...lines, '=aB1c'])),
  'pem in one line': (make) => ofLines(make, (lines) => `"private_key": "${pem('PRIVATE KEY', lines).replaceAll('\n', '\\n')}\\n",`),
  'pem in env': (make) => ofLines(make, (lines) => `PRIVATE_KEY="${pem('RSA PRIVATE KEY', lines).replaceAll('\n', '\\n')}"`),
  'pem in yaml': (make) => ofLines(make, (lines) => `key: |\n${pem('RSA PRIVATE KEY', lines).replace(/^/gm, '  ')}`),
  'pem joined in java': (make) =>
    ofLines(make, (lines) =>
      pem('PRIVATE KEY', lines)
        .split('\n')
        .map((line) => `    "${line}\\n"`)
        .join(' +\n'),
    ),
  'pem in a js array': (make) =>
    ofLines(
      make,
      (lines) =>
        `[\n${pem('PRIVATE KEY', lines)
          .split('\n')
          .map((line) => `  '${line}',`)
          .join('\n')}\n].join('\\n')`,
    ),
  'pem behind a log prefix': (make) =>
    ofLines(make, (lines) => pem('RSA PRIVATE KEY', lines).replace(/^/gm, '2026-01-02T03:04:05.678Z app-1  | ')),
  'pem cut off': (make) => ofLines(make, (lines) => pem('RSA PRIVATE KEY', lines).split('\n').slice(0, -1).join('\n')),
  putty: (make) =>
    ofLines(
      make,
      (lines) =>
        `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: app\nPublic-Lines: 1\nAAAAC3NzaC1lZDI1NTE5AAAAIJf\nPrivate-Lines: ${lines.length}\n${lines.join('\n')}\nPrivate-MAC: 1f2e`,
    ),
  'ssh2 envelope': (make) =>
    ofLines(
      make,
      (lines) =>
        `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: "key"\n${lines.join('\n')}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----`,
    ),
  'xml rsa key': (make) =>
    within(`${make.pick(`${ALPHANUMERIC}+/`, 170)}=`, (v) => `<RSAKeyValue><Modulus>xyz</Modulus><D>${v}</D></RSAKeyValue>`),
  'jwt over lines': ({ pick }) => {
    const token = jwt(pick);
    const parts = token.match(/.{1,64}/g) ?? [];
    return { text: `token received:\n${parts.join('\n')}`, parts: parts.filter((part) => part.length > 20) };
  },
  'jwt joined': ({ pick }) => {
    const token = jwt(pick);
    const parts = token.match(/.{1,60}/g) ?? [];
    return { text: `const token =\n${parts.map((part) => `  "${part}"`).join(' +\n')};`, parts: parts.filter((part) => part.length > 20) };
  },
  'jwt joined in one line': ({ pick }) => {
    const [head = '', body = '', sign = ''] = jwt(pick).split('.');
    return { text: `jwt = "${head}." + "${body}." + "${sign}"`, parts: [body, sign] };
  },
  'jwt in a query': ({ pick }) => within(jwt(pick), (v) => `wss://api.example.com/live?jwt=${v}&v=2`),
  'echoed in base64': ({ pick }) => {
    const value = pick(ALPHANUMERIC, 32);
    const echoed = Buffer.from(value).toString('base64');
    return { text: `API_KEY=${value}\nsent ${echoed}`, parts: [value, echoed.slice(0, 40)] };
  },
  'echoed in an address': ({ pick }) => {
    const value = `${pick(ALPHANUMERIC, 12)}+/${pick(ALPHANUMERIC, 12)}=`;
    return { text: `client_secret: "${value}"\nGET /cb?x=${encodeURIComponent(value)}`, parts: [value, encodeURIComponent(value)] };
  },
  'echoed without a word': ({ pick }) => {
    const value = pick(ALPHANUMERIC, 24);
    return { text: `apiKey = '${value}'\nrequest with ${value} failed`, parts: [`with ${value}`, value] };
  },
};

/** Places of a vendor's token. */
export const VENDOR_PLACES: Record<string, (value: string) => Standalone> = {
  sentence: (value) => ({ ...bare(value), text: `the service refused ${value}: 401` }),
  argument: (value) => ({ ...bare(value), text: `const client = connect("${value}");` }),
  end: (value) => ({ ...bare(value), text: `using ${value}` }),
};
