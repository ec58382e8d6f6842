import type { Standalone } from './standalone';
import { ALPHANUMERIC, HEX, type Maker } from './values';
import { wordlist } from '@scure/bip39/wordlists/english.js';

const within = (value: string, text: (value: string) => string): Standalone => ({ text: text(value), parts: [value] });
const CONSONANTS = 'BCDFGHJKLMNPQRSTVWXZ';
const URL_SAFE = `${ALPHANUMERIC}-_`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const deviceCode = ({ pick }: Maker): string => `${pick(CONSONANTS, 4)}-${pick(CONSONANTS, 4)}`;
const words = ({ one }: Maker, count: number): string[] => Array.from({ length: count }, () => one(wordlist));
/** The parts of a phrase that must not remain: any four words of it in a row. */
const phrase = (list: readonly string[], joint: string, text: (value: string) => string): Standalone => ({
  text: text(list.join(joint)),
  parts: [list.slice(0, 4).join(joint), list.slice(4, 8).join(joint), list.slice(-4).join(joint)],
});

/** Kubernetes' places of secrets. */
export const KUBERNETES: Record<string, (make: Maker) => Standalone> = {
  dockerconfigjson: ({ pick }) =>
    within(base64(`{"auths":{"r.example.com":{"auth":"${pick(ALPHANUMERIC, 24)}"}}}`), (v) => `  .dockerconfigjson: ${v}`),
  'dockerconfigjson in a manifest': ({ pick }) =>
    within(
      base64(`{"auths":{"r.example.com":{"auth":"${pick(ALPHANUMERIC, 24)}"}}}`),
      (v) => `apiVersion: v1\nkind: Secret\ntype: kubernetes.io/dockerconfigjson\ndata:\n  .dockerconfigjson: ${v}`,
    ),
  'dockerconfigjson in JSON': ({ pick }) =>
    within(base64(`{"auths":{"r.example.com":{"auth":"${pick(ALPHANUMERIC, 24)}"}}}`), (v) => `"data": { ".dockerconfigjson": "${v}" }`),
  'dockerconfigjson plain': ({ pick }) =>
    within(pick(ALPHANUMERIC, 16), (v) => `.dockerconfigjson: '{"auths":{"r":{"username":"app","password":"${v}"}}}'`),
  dockercfg: ({ pick }) => within(base64(`{"r":{"auth":"${pick(ALPHANUMERIC, 24)}"}}`), (v) => `  .dockercfg: ${v}`),
  'kubeconfig token': ({ pick }) => within(pick(URL_SAFE, 43), (v) => `users:\n- name: app\n  user:\n    token: ${v}`),
  'kubeconfig token quoted': ({ pick }) => within(pick(HEX, 40), (v) => `    token: "${v}"`),
  'kubeconfig bootstrap token': ({ pick }) => within(`${pick(HEX, 6)}.${pick(HEX, 16)}`, (v) => `    token: ${v}`),
  'kubeadm join': ({ pick }) =>
    within(
      `${pick('abcdef0123456789', 6)}.${pick('abcdef0123456789', 16)}`,
      (v) => `kubeadm join 10.0.0.1:6443 --token ${v} --discovery-token-ca-cert-hash sha256:abc`,
    ),
  'client-key-data': ({ pick }) =>
    within(base64(`-----BEGIN EC PRIVATE KEY-----\n${pick(ALPHANUMERIC, 90)}`), (v) => `    client-key-data: ${v}`),
  'client-key-data in JSON': ({ pick }) =>
    within(base64(`-----BEGIN RSA PRIVATE KEY-----\n${pick(ALPHANUMERIC, 300)}`), (v) => `"user":{"client-key-data":"${v}"}`),
  'stringData word': ({ one }) => within(one(['sunshine', 'dragonfly', 'letmein']), (v) => `kind: Secret\nstringData:\n  greeting: ${v}`),
  'stringData quoted': ({ pick }) =>
    within(pick(ALPHANUMERIC, 9), (v) => `kind: Secret\nmetadata:\n  name: a\nstringData:\n  conn: "${v}"`),
  'stringData spaces': ({ pick }) => within(pick(ALPHANUMERIC, 9), (v) => `kind: Secret\nstringData:\n  conn: "Server=db; Key ${v} end"`),
  'stringData block': ({ pick }) =>
    within(pick(ALPHANUMERIC, 12), (v) => `kind: Secret\nstringData:\n  config.ini: |\n    [db]\n    access = ${v}\n    port = 1`),
  'data indented after kind': ({ pick }) =>
    within(base64(pick(ALPHANUMERIC, 9)), (v) => `- apiVersion: v1\n  kind: Secret\n  data:\n    a.b: ${v}\n    c: eA==`),
  'secret as JSON': ({ pick }) =>
    within(
      base64(pick(ALPHANUMERIC, 9)),
      (v) => `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"data":{"first":"eA==","b":"${v}"}}`,
    ),
  'secret as JSON, data first': ({ pick }) =>
    within(base64(pick(ALPHANUMERIC, 9)), (v) => `{\n  "data": {\n    "b": "${v}"\n  },\n  "kind": "Secret"\n}`),
  'sealed literal': ({ pick }) => within(pick(ALPHANUMERIC, 10), (v) => `kubectl create secret generic a --from-literal=first=${v}`),
  'sealed literal quoted': ({ pick }) =>
    within(pick(ALPHANUMERIC, 10), (v) => `kubectl create secret generic a --from-literal=first='${v}'`),
  'service account token': ({ pick }) =>
    within(
      `eyJhbGciOiJSUzI1NiIsImtpZCI6I${pick(URL_SAFE, 40)}.eyJ${pick(URL_SAFE, 200)}.${pick(URL_SAFE, 180)}`,
      (v) => `token:      ${v}`,
    ),
};

/** Codes and verifiers of sign-ins. */
export const CODES: Record<string, (make: Maker) => Standalone> = {
  'device code said': (make) => within(deviceCode(make), (v) => `First copy your one-time code: ${v}`),
  'device code entered': (make) =>
    within(deviceCode(make), (v) => `open https://example.com/device and enter the code ${v} to authenticate.`),
  'device code of azure': ({ pick }) =>
    within(
      pick('ABCDEFGHJKLMNPQRSTUVWXYZ23456789', 9),
      (v) => `To sign in, use a web browser to open the page https://microsoft.com/devicelogin and enter the code ${v} to authenticate.`,
    ),
  'user_code in JSON': (make) =>
    within(deviceCode(make), (v) => `{"user_code":"${v}","verification_uri":"https://example.com/device","expires_in":900}`),
  'user_code in a query': (make) => within(deviceCode(make), (v) => `https://example.com/activate?user_code=${v}`),
  'device_code in JSON': ({ pick }) => within(pick(URL_SAFE, 40), (v) => `{"device_code": "${v}", "interval": 5}`),
  'device_code in a form': ({ pick }) =>
    within(pick(HEX, 40), (v) => `grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=${v}`),
  'authorization code in a redirect': ({ pick }) => within(pick(URL_SAFE, 30), (v) => `GET /callback?code=${v}&state=xyz HTTP/1.1`),
  'authorization code of google': ({ pick }) =>
    within(`4/0A${pick(URL_SAFE, 60)}`, (v) => `http://localhost:8080/?state=a&code=${encodeURIComponent(v)}&scope=email`),
  'authorization code in a form': ({ pick }) =>
    within(pick(HEX, 20), (v) => `grant_type=authorization_code&code=${v}&redirect_uri=http://localhost`),
  'authorization code in JSON': ({ pick }) => within(pick(ALPHANUMERIC, 24), (v) => `{"grant_type":"authorization_code","code":"${v}"}`),
  'authorization code in a print': ({ pick }) =>
    within(pick(ALPHANUMERIC, 24), (v) => `{ grant_type: 'authorization_code', code: '${v}' }`),
  'PKCE verifier in a form': ({ pick }) => within(pick(URL_SAFE, 43), (v) => `code_verifier=${v}&client_id=a`),
  'PKCE verifier in JSON': ({ pick }) => within(pick(URL_SAFE, 64), (v) => `"code_verifier": "${v}"`),
  'PKCE verifier in code': ({ pick }) => within(pick(URL_SAFE, 50), (v) => `const codeVerifier = '${v}';`),
  'PKCE verifier said': ({ pick }) => within(pick(URL_SAFE, 43), (v) => `PKCE verifier: ${v}`),
  'PKCE challenge': ({ pick }) => within(pick(URL_SAFE, 43), (v) => `/authorize?code_challenge=${v}&code_challenge_method=S256`),
  'digest response': ({ pick }) =>
    within(
      pick(HEX, 32),
      (v) =>
        `Authorization: Digest username="app", realm="shop", nonce="abc", uri="/", qop=auth, nc=00000001, cnonce="0a4f113b", response="${v}"`,
    ),
  'digest response unquoted': ({ pick }) =>
    within(pick(HEX, 64), (v) => `Proxy-Authorization: Digest username="app", realm="shop", algorithm=SHA-256, response=${v}`),
  'digest cnonce': ({ pick }) => within(pick(HEX, 32), (v) => `Digest username="app", cnonce="${v}", uri="/"`),
  'digest opaque': ({ pick }) => within(pick(HEX, 32), (v) => `WWW-Authenticate: Digest realm="shop", qop="auth", opaque="${v}"`),
  'one-time password': ({ pick }) => within(pick('123456789', 6), (v) => `Your verification code is ${v}.`),
  'one-time password in JSON': ({ pick }) => within(pick('123456789', 6), (v) => `{"otp": "${v}"}`),
  'one-time password assigned': ({ pick }) => within(pick('123456789', 6), (v) => `otp=${v}&user=app`),
  'mfa code': ({ pick }) => within(pick('123456789', 6), (v) => `{ mfa_code: '${v}' }`),
  'totp address': ({ pick }) =>
    within(pick('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 32), (v) => `otpauth://totp/shop:app?secret=${v}&issuer=shop`),
  'totp seed': ({ pick }) => within(pick('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16), (v) => `totp_seed: ${v}`),
  'recovery codes': ({ pick }) => within(`${pick('abcdefghjk23456789', 5)}-${pick('abcdefghjk23456789', 5)}`, (v) => `recovery code: ${v}`),
  'backup code': ({ pick }) => within(`${pick('123456789', 4)} ${pick('123456789', 4)}`, (v) => `backup_code = "${v}"`),
  'google app password': ({ pick }) =>
    within([1, 2, 3, 4].map(() => pick('abcdefghijklmnopqrstuvwxyz', 4)).join(' '), (v) => `app password: ${v}`),
  'apple app password': ({ pick }) =>
    within([1, 2, 3, 4].map(() => pick('abcdefghijklmnopqrstuvwxyz', 4)).join('-'), (v) => `app-specific password "${v}"`),
  'csrf token': ({ pick }) => within(pick(URL_SAFE, 36), (v) => `<input name="authenticity_token" value="${v}">`),
  'saml assertion': ({ pick }) =>
    within(base64(`<samlp:Response>${pick(ALPHANUMERIC, 120)}`), (v) => `SAMLResponse=${encodeURIComponent(v)}`),
  'refresh in a dump': ({ pick }) => within(pick(URL_SAFE, 60), (v) => `  "refresh_token" => "${v}"`),
  'id token hint': ({ pick }) => within(pick(URL_SAFE, 60), (v) => `/logout?id_token_hint=${v}`),
  'invitation link': ({ pick }) => within(pick(URL_SAFE, 32), (v) => `https://example.com/reset-password/${v}`),
  'magic link': ({ pick }) => within(pick(URL_SAFE, 40), (v) => `https://example.com/auth/magic-link?t=${v}`),
};

/** Phrases of wallets. */
export const MNEMONICS: Record<string, (make: Maker) => Standalone> = {
  'phrase assigned': (make) => phrase(words(make, 12), ' ', (v) => `MNEMONIC="${v}"`),
  'phrase in a message': (make) => phrase(words(make, 12), ' ', (v) => `Error: invalid mnemonic: ${v}`),
  'phrase without a word': (make) => phrase(words(make, 12), ' ', (v) => `const wallet = open("${v}");`),
  'phrase of 15': (make) => phrase(words(make, 15), ' ', (v) => `wallet restored from ${v}`),
  'phrase of 24': (make) => phrase(words(make, 24), ' ', (v) => `seed phrase: ${v}`),
  'phrase with commas': (make) => phrase(words(make, 12), ', ', (v) => `seed: [${v}]`),
  'phrase as a list': (make) => phrase(words(make, 12), "', '", (v) => `words = ['${v}']`),
  'phrase as JSON': (make) => phrase(words(make, 12), '","', (v) => `{"phrase":["${v}"]}`),
  'phrase numbered': (make) => {
    const list = words(make, 12);
    return {
      text: list.map((word, at) => `${at + 1}. ${word}`).join('\n'),
      parts: list.slice(0, 4).map((word, at) => `${at + 1}. ${word}\n`),
    };
  },
  'phrase numbered in a line': (make) => {
    const list = words(make, 12);
    return {
      text: list.map((word, at) => `${at + 1}) ${word}`).join(' '),
      parts: list.slice(0, 4).map((word, at) => `${at + 1}) ${word} `),
    };
  },
  'phrase over lines': (make) => {
    const list = words(make, 24);
    const lines = [0, 6, 12, 18].map((at) => list.slice(at, at + 6).join(' '));
    return { text: `backup phrase\n${lines.join('\n')}`, parts: lines };
  },
  'phrase in capitals': (make) =>
    phrase(
      words(make, 12).map((word) => word.toUpperCase()),
      ' ',
      (v) => `Recovery: ${v}`,
    ),
  'phrase joined by dashes': (make) => phrase(words(make, 12), '-', (v) => `seed=${v}`),
  'phrase joined by underscores': (make) => phrase(words(make, 18), '_', (v) => `WALLET=${v}`),
};
