import { findPrivateKeys } from './findPrivateKeys';
import { isPassword, isRandom, isSample, isWords } from './looksSecret';
import { isWordPassword } from './wordPassword';

/** A secret in a text. */
export interface Finding {
  /** 0-based offsets, end exclusive. */
  start: number;
  end: number;
  /** Goes into the placeholder: letters, digits and `-`. */
  kind: string;
}

/** Tokens that show what they are. Every expression is linear: bounded, or one class up to its end. */
const TOKENS: readonly (readonly [kind: string, expression: RegExp])[] = [
  ['jwt', /\beyJ[\w-]{10,4000}\.[\w-]{8,8000}(?:\.[\w-]{4,2000})?/g],
  ['github-token', /\b(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_\w{22,255})/g],
  ['gitlab-token', /\bgl(?:pat|ptt|dt|rt|cbt|soat|ft|agent|imt|feed)-[\w-]{18,64}/g],
  ['aws-access-key', /\b(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z2-7]{16}\b/g],
  ['google-api-key', /\bAIza[\w-]{35}/g],
  ['google-oauth-token', /\b(?:ya29\.[\w-]{20,500}|GOCSPX-[\w-]{20,60}|1\/\/0[\w-]{30,200})/g],
  ['slack-token', /\bxox[abeoprs]-(?:\d-)?[\w-]{10,250}|\bxapp-\d-[\w-]{20,250}/g],
  [
    'webhook-address',
    /\bhttps:\/\/(?:hooks\.slack\.com\/(?:services|workflows)|discord(?:app)?\.com\/api\/webhooks|[\w-]{1,60}\.webhook\.office\.com\/webhookb2)\/[\w/@-]{20,300}/g,
  ],
  ['stripe-key', /\b(?:[sr]k_(?:live|test)_|whsec_)[A-Za-z0-9]{16,255}/g],
  ['anthropic-key', /\bsk-ant-[\w-]{20,250}/g],
  ['openai-key', /\bsk-(?:(?:proj|svcacct|admin)-)?[A-Za-z0-9][\w-]{18,250}[A-Za-z0-9]/g],
  ['hugging-face-token', /\bhf_[A-Za-z0-9]{30,60}/g],
  ['npm-token', /\bnpm_[A-Za-z0-9]{30,60}/g],
  ['pypi-token', /\bpypi-Ag[\w-]{40,300}/g],
  ['docker-token', /\bdckr_(?:pat|oat)_[\w-]{20,60}/g],
  ['sendgrid-key', /\bSG\.[\w-]{16,40}\.[\w-]{30,60}/g],
  ['twilio-key', /\b(?:SK|AC)[0-9a-f]{32}\b/g],
  ['mailgun-key', /\bkey-[0-9a-f]{32}\b/g],
  ['telegram-token', /\b\d{8,10}:AA[\w-]{32,34}/g],
  ['vault-token', /\bhv[sbr]\.[\w-]{20,300}/g],
  ['digitalocean-token', /\bdo[opr]_v1_[0-9a-f]{60,70}/g],
  ['shopify-token', /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{30,40}/g],
  ['linear-key', /\blin_(?:api|oauth)_[A-Za-z0-9]{30,80}/g],
  ['age-key', /\bAGE-SECRET-KEY-1[A-Z0-9]{50,70}/g],
  ['sentry-dsn', /\bhttps:\/\/[0-9a-f]{32}(?=@[\w.-]{1,100}\/\d)/g],
];

/** `scheme://user:password@host`: the password alone is the secret. */
const CONNECTION = /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:@/'"`<>]{0,200}:([^\s@'"`<>]{1,200})@(?=[\w[\]%$.{-])/gi;

/** `Authorization: Basic …`, `Bearer …`. */
const SCHEME = /\b(?:bearer|basic)\s{1,3}([\w.~+/-]{8,4000}={0,2})/gi;

/** `-u user:password` of curl and others. */
const USER_FLAG = /(?:^|\s)(?:-u|--user)[\s=]{1,2}['"]?[\w.@-]{1,100}:([^\s'"]{4,200})/g;

const COOKIES = /\b(?:set-)?cookie\b\\?["']?\s{0,3}[:=]\s{0,3}\\?["'`]?(?=[\w.-]{1,100}=)/gi;

const COOKIE_PAIR = /([\w.-]{1,100})=([^;\s,"'`\\]{0,4000})(?:;[ \t]{0,3}|$)?/y;

const COOKIE_ATTRIBUTE = /^(?:path|domain|expires|max-age|samesite|version|comment|priority|charset|lang|locale|theme)$/i;

/** Words that announce a secret. The first group: chosen by people; the second: made by machines. */
const WORDS =
  /(pass(?:word|wd|phrase|code)|pwd|(?<![a-z])pass(?![a-z])|(?<![a-z])pw(?![a-z]))|(secret|token|api[-_. ]?key|(?:access|private|auth|account|signing|encryption|master|shared|license|session|service|storage)[-_. ]?key|(?<![a-z])auth(?:orization)?(?![a-z])|credentials?|session[-_.]?id|(?<![a-z])sid(?![a-z])|signature|(?<![a-z])sig(?![a-z])|(?<![a-z])nonce(?![a-z])|connect\.sid|hmac)/gi;

/** From the end of the word to the value: the rest of the name, a closing quote, the sign. */
const ASSIGNED =
  /([\w.-]{0,40})(\\?["'`\]]{0,2})[ \t]{0,20}(?:\??:[ \t]{0,3}[A-Za-z][\w<>[\]| ]{0,40}(?==))?(:=|=>|!?={1,3}|[:>]|,(?=[ \t]{0,3}["'`])|\((?=["'`]))[ \t]{0,20}("""|'''|\\?["'`])?/y;

/** What may follow the word in the name of a password itself. */
const NOUN_END = /^[-_.]?(?:\d{0,4}|again|confirm\w{0,8}|current|db|default|dev|local|new|old|prod(?:uction)?|repeat|staging|tests?)$/i;

/** Names that say what is done with a password or about it. */
const ACTS =
  /(?:^|[-_.])(?:allow|bad|change|check|compare|disable|enable|encode|encrypt|enter|expired?|forgot(?:ten)?|generate|get|has|hash|hide|incorrect|input|invalid|is|label|lost|missing|no|recover|remember|request|required?|reset|send|set|show|toggle|type|update|use|validate|verify|weak|wrong)(?=[-_.]|[A-Z]|pass|pwd)/i;

const FLAG_VALUE = /([\w-]{0,40})[ \t]{1,3}(?=[^\s-])(\\?["'])?/y;

/** What ends a value without quotes. */
const BARE = /[^\s"'`,;&<>\\(){}[\]|]{1,4000}/y;

/** Finds secrets by their form and by the words beside them. Linear in the text. Findings may overlap; offsets rise with their start per rule only. */
export function findSecrets(text: string): Finding[] {
  const findings: Finding[] = findPrivateKeys(text);
  const add = (start: number, value: string, kind: string) => {
    if (value) findings.push({ start, end: start + value.length, kind });
  };
  for (const [kind, expression] of TOKENS) {
    for (const match of text.matchAll(expression)) {
      // Amazon's documents mark their samples so.
      if ((kind === 'openai-key' && !/\d/.test(match[0])) || match[0].endsWith('EXAMPLE')) continue;
      if (kind === 'sentry-dsn') add(match.index + 8, match[0].slice(8), kind);
      else add(match.index, match[0], kind);
    }
  }
  for (const match of text.matchAll(CONNECTION)) {
    const value = match[1] ?? '';
    // `http://localhost:5173/@fs/…`: a port and a path.
    if (/^\d{1,5}(?:\/|$)/.test(value) || isSample(value)) continue;
    add(match.index + match[0].length - 1 - value.length, value, 'connection-password');
  }
  for (const match of text.matchAll(SCHEME)) {
    const value = match[1] ?? '';
    if (isRandom(value) || isBasicCredentials(value)) add(match.index + match[0].length - value.length, value, 'authorization');
  }
  for (const match of text.matchAll(USER_FLAG)) {
    const value = match[1] ?? '';
    if (!isSample(value)) add(match.index + match[0].length - value.length, value, 'password');
  }
  for (const match of text.matchAll(COOKIES)) addCookies(text, match.index + match[0].length, add);
  addAssigned(text, add);
  return findings;
}

function addCookies(text: string, from: number, add: (start: number, value: string, kind: string) => void): void {
  for (COOKIE_PAIR.lastIndex = from; ;) {
    const pair = COOKIE_PAIR.exec(text);
    if (!pair) return;
    const [whole, name = '', value = ''] = pair;
    if (value.length >= 6 && !COOKIE_ATTRIBUTE.test(name) && !isSample(value) && /\d|.{16}/.test(value))
      add(pair.index + name.length + 1, value, 'cookie');
    if (!whole.includes(';')) return;
    // Attributes without a value: `Secure; HttpOnly`.
    const flags = /(?:(?:secure|httponly|partitioned)\s{0,3};?\s{0,3})*/iy;
    flags.lastIndex = COOKIE_PAIR.lastIndex;
    COOKIE_PAIR.lastIndex += flags.exec(text)?.[0].length ?? 0;
  }
}

/** `Basic dXNlcjpwYXNz`: decodes to `user:password`. */
function isBasicCredentials(value: string): boolean {
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value) || value.length > 400) return false;
  try {
    return /^[\x20-\x7e]{1,100}:[\x20-\x7e]{1,200}$/.test(atob(value));
  } catch {
    return false;
  }
}

/** Values beside a word: `password: "…"`, `API_KEY=…`, `"token": "…"`, `<secret>…<`, `?sig=…`, `--password …`. */
function addAssigned(text: string, add: (start: number, value: string, kind: string) => void): void {
  for (const word of text.matchAll(WORDS)) {
    if (/<SECRET_\d+:[a-z-]*$/.test(text.slice(Math.max(0, word.index - 60), word.index))) continue;
    const chosen = word[1] !== undefined;
    const end = word.index + word[0].length;
    ASSIGNED.lastIndex = end;
    let sign = ASSIGNED.exec(text);
    let flag = false;
    if (!sign) {
      if (!/(?:^|[\s"'=])--?[\w-]{0,30}$/.test(text.slice(Math.max(0, word.index - 34), word.index))) continue;
      FLAG_VALUE.lastIndex = end;
      sign = FLAG_VALUE.exec(text);
      flag = true;
      if (!sign) continue;
    }
    const name = nameBefore(text, word.index) + word[0] + (sign[1] ?? '');
    // `passwordField`, `tokenCount`, `secretName`: about a secret, not one.
    if (
      /(?:count|length|size|type|name|field|label|hint|url|uri|path|file|dir|id|index|limit|policy|expir\w*|ttl|regex|pattern|placeholder|error|message|title|text|format|version|algorithm|method|required|enabled|header|endpoint|class|position|kind|hash(?:er|es)?)s?$/i.test(
        sign[1] ?? '',
      )
    )
      continue;
    const quote = (flag ? sign[2] : sign[4]) ?? '';
    const start = sign.index + sign[0].length;
    const value = quote ? quoted(text, start, quote) : bare(text, start);
    if (value === undefined) continue;
    // `getToken.info("…")`: a call of something else.
    if (sign[3] === '(' && sign[1]?.includes('.')) continue;
    // `API_KEY=…` in a shell, an .env file or a list of variables: whatever stands there is the value.
    const environment = !quote && sign[3] === '=' && /^[A-Z][A-Z0-9_]*$/.test(name) && !/[ \t]/.test(sign[0]);
    const code = !quote && isName(value);
    const secret = environment
      ? isSettingValue(value)
      : flag
        ? isSettingValue(value) && (!isWords(value) || (chosen && isWordPassword(value, 1, false)))
        : chosen
          ? (!code && isPassword(value)) || (!/^pw?a?s?s?$/i.test(word[0]) && isAssignedWord(text, name, sign, value))
          : !code && isRandom(value);
    if (secret) add(start, value, chosen ? 'password' : 'secret');
  }
}

/**
 * Is a value made of words a password here? A literal that is assigned to a password's name is; what stands without quotes may be
 * the name of a variable or of a type, and what a function is given, a label.
 * @param assigned match of {@link ASSIGNED}
 */
function isAssignedWord(text: string, name: string, assigned: RegExpExecArray, value: string): boolean {
  const [whole, after = '', closing = '', sign = '', quote = ''] = assigned;
  if (!NOUN_END.test(after)) return false;
  // `request.password` is a place; `forgot.password` without quotes is a key of a text.
  const acts = ACTS.test(quote ? name.slice(name.lastIndexOf('.') + 1) : name);
  if (quote) {
    const given = /^(?::=|=>?|:)$/.test(sign);
    // `password: "Kennwort"`: what a page calls it.
    const label = sign === ':' && /^[A-Z][a-z]+$/.test(value);
    return isWordPassword(value, acts || !given ? 2 : 1, given && !acts && !label);
  }
  const end = assigned.index + whole.length + value.length;
  const rest = text.slice(end, end + 2);
  if (sign === '>') return !acts && !closing && rest === '</' && isWordPassword(value, 1, false);
  const free = /^(?:$|\s|&|[.:](?:\s|$))/.test(rest);
  if (sign === '=' && !/[ \t]/.test(whole)) {
    if (/^(?:this|self|that|\w)\./.test(name)) return false;
    if (free) return isWordPassword(value, 1, !acts && /^(?:[a-z]+|(?:[A-Z][a-z]+)+)$/.test(value));
    return isWordPassword(value, 2, /^[A-Z]/.test(name) && rest.startsWith(';'));
  }
  return (sign === '=' || sign === ':') && free && !acts && isWordPassword(value, /^[a-z]{6,}\d$/.test(value) ? 1 : 2, false);
}

function isSettingValue(value: string): boolean {
  return value.length >= 4 && !isSample(value) && !/^(?:\d+|[a-z]+:\/\/.*|[./~].*)$/i.test(value);
}

/** Names of code, also with a digit: `value1`, `base64`, `!request.token?.length`. */
function isName(value: string): boolean {
  if (!/^[!~]*[A-Za-z_$][\w$]*(?:[?!]?\.[A-Za-z_$][\w$]*)*[?!]?$/.test(value)) return false;
  return value.includes('.') || value.length < 10 || (!/\d/.test(value.slice(0, -2)) && isWords(value.replace(/^[!~]+|[?!]$/g, '')));
}

function nameBefore(text: string, end: number): string {
  return /(?<![\w.-])[\w.-]*$/.exec(text.slice(Math.max(0, end - 40), end))?.[0] ?? '';
}

function bare(text: string, start: number): string | undefined {
  BARE.lastIndex = start;
  const value = BARE.exec(text)?.[0];
  const next = text[start + (value?.length ?? 0)];
  // A call or an index: code.
  return value && next !== '(' && next !== '[' ? value.replace(/(?<![.:])[.:]+$/, '') : undefined;
}

/** Up to the same quote on the same line. */
function quoted(text: string, start: number, quote: string): string | undefined {
  const limit = Math.min(text.length, start + 4000);
  const last = quote.slice(-1);
  const escaped = quote.startsWith('\\');
  for (let at = start; at < limit; at++) {
    const char = text[at];
    if (char === '\n') return undefined;
    if (char === '\\') {
      if (escaped && text[at + 1] === last) return text.slice(start, at);
      at++;
    } else if (char === last) return text.slice(start, at);
  }
  return undefined;
}
