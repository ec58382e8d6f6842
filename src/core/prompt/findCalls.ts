import type { AddFinding } from './finding';
import { isPassword, isPlace, isRandom, isSample, isWords } from './looksSecret';
import { isWordPassword } from './wordPassword';

/** A function whose argument is a password or a key, by its place alone. */
interface SecretCall {
  /** Names, as alternatives of a regular expression, after anything that owns them. */
  names: string;
  /** 0-based places of the argument; `last`: the first one after another that looks like a password. */
  at: readonly number[] | 'last';
  /** It may be a word: nothing else stands there. */
  word?: true;
  kind: string;
}

const CALLS: readonly SecretCall[] = [
  {
    names:
      'log_?in|sign_?in|log_?on|authenticate|(?:set_?)?basic_?auth|HTTP(?:Basic|Digest|Proxy)Auth|BasicAuth(?:entication)?|PlainAuth|(?:Network|UsernamePassword|Password|Basic|Sql|PS|Plain)Credentials?|UsernamePasswordAuthenticationToken|PasswordAuthentication|PlainTextAuthProvider|basic|create_?user|add_?user|register_?user|ftp_login|(?:\\w+_)?auth_password|(?:\\w+_)?pw_set|(?:\\w+_)?bind|imap_open|FTP\\.(?:open|new)|https?_auth',
    ...{ at: 'last', word: true, kind: 'password' },
  },
  {
    names:
      '(?:\\w+_)?p?connect|real_connect|mysqli|PDO|getConnection|createConnection|create_connection|open_connection|\\w{0,30}Pool|auth|driver|Client|Connection',
    ...{ at: 'last', kind: 'password' },
  },
  {
    names:
      'cookieParser|Fernet|PBEKeySpec|Rfc2898DeriveBytes|PasswordDeriveBytes|SecretBox|hmacShaKeyFor|\\w{0,30}(?:Signer|Serializer)|Message(?:Verifier|Encryptor)(?:\\.new)?|crypt',
    at: [0],
    kind: 'secret',
  },
  {
    names: 'hash_?pw|hashSync|pbkdf2(?:Sync|_hmac)?|scrypt(?:Sync)?|setSigningKey|SecretKeySpec|SymmetricSecurityKey',
    at: [0, 1],
    kind: 'secret',
  },
  {
    names: 'createHmac|createCipheriv|createDecipheriv|createCipher|hash_hmac|HMAC|HmacSHA\\d+|HMAC\\d+|signWith|openssl_(?:en|de)crypt',
    at: [0, 1, 2],
    kind: 'secret',
  },
  { names: '(?:jwt|JWT|jsonwebtoken|jws|jose)\\.(?:sign|verify|encode|decode)', at: [1], word: true, kind: 'secret' },
  { names: 'hmac\\.new|(?:bcrypt|argon2)\\.(?:hash|compare|verify)', at: [0], kind: 'secret' },
  { names: '(?:AES|DES|TripleDES|Rabbit|RC4)\\.(?:en|de)crypt|Iron\\.(?:un)?seal', at: [1], word: true, kind: 'secret' },
  {
    names: 'pgp_sym_(?:en|de)crypt(?:_bytea)?|AES_(?:EN|DE)CRYPT|sqlite3_(?:re)?key(?:_v2)?|(?:[kK]ey_?[sS]tore|ks)\\.(?:load|store)',
    at: [1, 2],
    word: true,
    kind: 'secret',
  },
];

/** A function that speaks of signing, encrypting or signing in, by its name or its owner's: any of its arguments may be the secret. */
const SPEAKING =
  /(?<![\w$])(?:[\w$]{0,30}(?:hmac|jwt|(?<![a-z])sign(?!al|if|ature)|crypt|cipher|secret|credential|auth(?!or)|bind|private_?key|cert_?chain|log_?in|pass(?:word|wd|phrase))[\w$]{0,30}(?:(?:\.|::|->)\w{1,30}){0,2}|(?:[A-Z][\w$]{0,20}(?:HMAC|Hmac|Jwt|JWT|Crypt\w{0,8})|HMAC|JWT)(?:\.|::|->)\w{1,30}(?=\s{0,3}\(|[ \t]\w{1,40},))(?:\s{0,3}\(|[ \t](?=\w{1,40},[ \t]["']))/gi;

/** A call's name, and its bracket or, as in Ruby, the blank before a literal. */
const NAME = new RegExp(
  String.raw`(?<![\w$])(?:${CALLS.map(({ names }) => `(${names})`).join('|')})(?:\s{0,3}(?:=\s{0,3})?\(|[ \t](?=["']))`,
  'gi',
);
const MOST_ARGUMENTS = 8;
const LONGEST_CALL = 600;

/** Keys of encrypted databases. */
const STATEMENTS =
  /\b(?:PRAGMA\s{1,3}(?:\w{1,40}\.)?(?:hex|text)?(?:re)?key\s{0,3}(?:=\s{0,3}|\()|ATTACH\b[^;\n]{1,200}?\bKEY\s{1,3})\\{0,3}["']{1,2}(?:x\\{0,3}')?(?<value>[^"'\\\n]{4,200})/gi;

/** A field for a password that a test fills: its selector and then the text, in one call or in the next. */
const FILLED =
  /\b(?:pass(?:word|wd|phrase|code)?|pwd)\b[^\n"'`]{0,20}\\?["'`][^\n"'`;]{0,40}?(?:\)\s{0,3}\.(?:\w{1,20}\([^()\n]{0,40}\)\.){0,2}(?:send_?keys|type|fill|set_?value|type_?text|input|enter_?text|set|press_?sequentially)\(|,\s{0,3}(?:\{\s{0,3}(?:target:\s{0,3}\{\s{0,3})?)?(?:with:\s{0,3}|text:\s{0,3}|value:\s{0,3})?)\s{0,3}\\?["'`](?<value>[^"'`\n\\]{4,200})\\?["'`]/gi;
const FILLING =
  /(?:\b(?:fill\w*|type|set_?value|type_?text|send_?keys|enter|input|change|getBy\w+|get|locator|find\w*)\b|\$\()[^\n]{0,120}$/i;

/** Finds passwords and keys that are arguments of calls in code, where only the called function says what they are. Linear in the text. */
export function findCalls(text: string, add: AddFinding): void {
  for (const match of text.matchAll(NAME)) {
    const call = CALLS[match.slice(1).findIndex((name) => name !== undefined)];
    if (call) addArguments(text, match.index + match[0].length, call, add);
  }
  for (const match of text.matchAll(SPEAKING)) {
    for (const literal of readArguments(text, match.index + match[0].length))
      if (literal && looksChosen(literal.value, false)) add(literal.start, literal.value, 'secret');
  }
  for (const { index, 0: whole, groups } of text.matchAll(STATEMENTS)) {
    const value = groups?.['value'] ?? '';
    if (!isSample(value)) add(index + whole.length - value.length, value, 'secret');
  }
  for (const { index, 0: whole, groups } of text.matchAll(FILLED)) {
    const value = groups?.['value'] ?? '';
    if (FILLING.test(text.slice(Math.max(0, index - 160), index)) && looksChosen(value, true))
      add(index + whole.lastIndexOf(value), value, 'password');
  }
}

function addArguments(text: string, from: number, { at, word, kind }: SecretCall, add: AddFinding): void {
  const given = readArguments(text, from);
  const places = at === 'last' ? given.map((_, place) => place).slice(1) : at;
  const found = places.map((place) => given[place]).find((literal) => literal && looksChosen(literal.value, word === true));
  if (found) add(found.start, found.value, kind);
}

/** Beside nothing that names it, a secret must show what it is. @param word a word with a digit will do */
function looksChosen(value: string, word: boolean): boolean {
  if (value.length < 6 || value.length > 200 || isSample(value) || isPlace(value) || ADDRESS.test(value)) return false;
  if (isRandom(value)) return true;
  if (word && isWordPassword(value, 1, false)) return true;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^\p{L}\p{M}\p{N}\s]/u].filter((each) => each.test(value)).length;
  return isPassword(value) && kinds >= 3 && !isWords(value) && /\d/.test(value) && !STRUCTURED.test(value);
}

/** Mail addresses and hosts with a port. */
const ADDRESS = /^[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+$|^[\w.-]+:\d{2,5}$|^[\w-]+(?:\.[\w-]+)+$/;
/** Data sources, options, selectors, patterns and formats. */
const STRUCTURED = /[=%\\^|?]|^@|^[\w.-]+:|^[#.]\w|^[A-Z\d]+[-_/][A-Z\d]+(?=[-_/]|$)[-\w/]*$|^[a-z]+(?:[-_/][A-Za-z\d]+)+$/;

interface Literal {
  start: number;
  value: string;
}

/** The first literal in each argument of a call: also `b"…"`, `"…".toCharArray()`, `bytes("…")`; undefined where there is none. */
function readArguments(text: string, from: number): (Literal | undefined)[] {
  const found: (Literal | undefined)[] = [undefined];
  const limit = Math.min(text.length, from + LONGEST_CALL);
  let depth = 0;
  for (let at = from; at < limit && found.length <= MOST_ARGUMENTS; at++) {
    const char = text[at]!;
    if (char === '"' || char === "'" || char === '`') {
      const end = text.indexOf(char, at + 1);
      if (end < 0 || end > limit || text.slice(at, end).includes('\n')) return found;
      found[found.length - 1] ??= { start: at + 1, value: text.slice(at + 1, end).replace(/\\$/, '') };
      at = end;
    } else if (char === '(' || char === '[' || char === '{') depth += 1;
    else if (char === ')' || char === ']' || char === '}') {
      depth -= 1;
      if (depth < 0) return found;
    } else if (char === ',' && depth === 0) found.push(undefined);
    else if (char === ';') return found;
  }
  return found;
}
