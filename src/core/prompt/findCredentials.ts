import type { AddFinding } from './finding';
import { isPassword, isRandom, isSample } from './looksSecret';
import { isWordPassword } from './wordPassword';

/** `scheme://user:password@host`: only the password is the secret. */
const CONNECTION = /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:@/'"`<>]{0,200}:([^\s@'"`<>]{1,400})@(?=[\w[\]%$.{-])/gi;

/** `https://token@host`. */
const USER_TOKEN = /\b[a-z][a-z0-9+.-]{1,30}:\/\/([\w.~-]{16,400})@(?=[\w[-])/gi;

/** `user:password@tcp(host)` of Go's drivers, `thin:user/password@` of Oracle's. */
const DRIVER = /(?:\b[\w.-]{1,60}:([^\s:@/'"`<>]{4,200})@(?:tcp|udp|unix)\(|:thin:[\w.-]{1,60}\/([^\s@'"`<>]{4,200})@)/g;

/** Behind the name of a scheme: `Authorization: Basic …`, `Bearer …`, `[Bearer …]`. */
const SCHEME =
  /\b(?:bearer|basic|token|apikey|api-key|negotiate|key|digest|splunk|dpop|ssws|genie-?key)[\s:]{1,3}["']?([\w.~+/-]{8,}={0,2})/gi;

/** Names of schemes that are also ordinary words: they need the header's name before them. */
const PLAIN_SCHEME = /^(?:token|key|digest|splunk)/i;

/** Behind an option of any program, `-u user:password`, and in PowerShell's call for a password. */
const OPTIONS = [
  /(?:^|\s)(?:-u|--user|--proxy-user|-U)[\s=]{1,2}['"]?[\w.@\\-]{1,100}:([^\s'"]{4,200})/g,
  /\bConvertTo-SecureString\s{1,3}(?:-String\s{1,3})?["']([^\s'"$]{4,200})["']/gi,
] as const;

/** Settings of devices and servers whose word before a password says nothing else: Cisco, Redis, LDAP. */
const DIRECTIVES = [
  /(?<![\w-])(?:enable|username[ \t]{1,3}\S{1,60}(?:[ \t]privilege[ \t]\d{1,2})?|neighbor[ \t]{1,3}\S{1,60}|ip[ \t]ftp)[ \t]{1,3}(?:secret|password)[ \t]{1,3}(?:\d[ \t]{1,3})?([^\s"']{4,200})[ \t]{0,9}$/gm,
  /(?<![\w-])(?:snmp-server[ \t]{1,3}community|(?:ikev\d[ \t]{1,3})?pre-shared-key(?:[ \t]{1,3}(?:ascii-text|\d))?|(?:tacacs-server|radius-server|isakmp)[ \t]{1,3}key|bindpw|rootpw|bind-password|masterauth|olcRootPW:|ldap_default_authtok[ \t]{0,3}=)[ \t]{1,3}(?:\d[ \t]{1,3})?["']?([^\s"'{;]{4,200})/gm,
  /\buser[ \t]{1,3}[\w-]{1,60}[ \t]{1,3}on[ \t]{1,3}>([^\s"']{4,200})/g,
  /(?<![\w\]])\[[\w.-]{3,100}\]:\d{2,5}[ \t]{1,9}[\w.@+-]{1,60}:([^\s"']{4,200})/g,
  /\bInput (?:Password|Text)(?:\t| {2,9})\S{0,30}passw?o?r?d?\S{0,30}(?:\t| {2,9})(\S{4,200})/gi,
  /\bassword:?[ ]?\\?["'](?:[ \t;]|\r?\n[+-]?){1,20}(?:exp_)?send(?:line)?[ \t]{1,3}(?:--[ \t])?\\?["']([^\s"'\\$]{4,200})(?:\\{1,2}[rn])?\\?["']/g,
] as const;

/** `host:port:database:user:password` of PostgreSQL. */
const PGPASS = /(?<=^[+\s]{0,20})(?:[\w.-]{1,100}|\*):(?:\d{2,5}|\*):[\w-*]{1,60}:[\w.-]{1,60}:([^\s:]{4,200})$/gm;

/** Part of an address that is the credential of a bot or a webhook. */
const IN_PATH = /\/(?:bot(?=\d{6,12}:)|hooks\/|webhook\/|webhooks\/)([\w:-]{24,200})/g;

const COOKIES = /\b(?:set-)?cookies?\b\\?["']?\s{0,3}(?:[:=]|=>)\s{0,3}\\?["'`[]{0,2}(?=[\w.-]{1,100}=)/gi;

const COOKIE_PAIR = /([\w.-]{1,100})=([^;\s,"'`\\\]]{0,4000})(?:;[ \t]{0,3}|$)?/y;

const COOKIE_ATTRIBUTE = /^(?:path|domain|expires|max-age|samesite|version|comment|priority|charset|lang|locale|theme)$/i;

/** The private parts of a JSON web key, and the value of an XML one. */
const JWK = /"(?:d|k|p|q|dp|dq|qi)"\s{0,5}:\s{0,5}"([\w-]{20,})"/g;
const XML_KEY = /<(D|P|Q|DP|DQ|InverseQ)>([A-Za-z0-9+/=]{20,})<\/\1>/g;
/** The characters around a part that are searched for a sign of a key. */
const KEY_SIZE = 9000;

/** Finds credentials by their place: addresses, headers, options of programs, cookies, web keys. */
export function findCredentials(text: string, add: AddFinding): void {
  const addLast = (match: RegExpExecArray, value: string, kind: string): void => {
    add(match.index + match[0].lastIndexOf(value), value, kind);
  };
  for (const match of text.matchAll(CONNECTION)) {
    const [whole, value = ''] = match;
    // `http://localhost:5173/@fs/…`: a port and a path.
    if (/^\d{1,5}(?:\/|$)/.test(value) || isSample(value)) continue;
    add(match.index + whole.length - 1 - value.length, value, 'connection-password');
  }
  const addEach = (pattern: RegExp, isSecret: (value: string) => boolean, kind: string): void => {
    for (const match of text.matchAll(pattern)) {
      const [, value = ''] = match;
      if (isSecret(value)) addLast(match, value, kind);
    }
  };
  addEach(USER_TOKEN, isRandom, 'connection-password');
  for (const match of text.matchAll(DRIVER)) {
    const [, ofGo, ofOracle] = match;
    const value = ofGo ?? ofOracle ?? '';
    if (!isSample(value)) addLast(match, value, 'connection-password');
  }
  for (const match of text.matchAll(SCHEME)) {
    const [whole, value = ''] = match;
    if (PLAIN_SCHEME.test(whole) && !/authorization\W{1,6}$/i.test(text.slice(Math.max(0, match.index - 24), match.index))) continue;
    if (isRandom(value) || isBasicCredentials(value)) addLast(match, value, 'authorization');
  }
  for (const option of OPTIONS) {
    for (const match of text.matchAll(option)) {
      const [whole, value = ''] = match;
      if (option === OPTIONS[0] && isUserAndGroup(whole)) continue;
      if (!isSample(value) && (option === OPTIONS[0] || isPassword(value) || isRandom(value))) addLast(match, value, 'password');
    }
  }
  const isGiven = (value: string): boolean => isPassword(value) || isRandom(value);
  for (const directive of DIRECTIVES) addEach(directive, (value) => isGiven(value) || isWordPassword(value, 1, false), 'password');
  addEach(PGPASS, isGiven, 'password');
  addEach(IN_PATH, (value) => isRandom(value.replace(/^\d+:/, '')), 'webhook-address');
  for (const match of text.matchAll(COOKIES)) addCookies(text, match.index + match[0].length, add);
  addKeys(text, add);
}

/** `-u node:node`, `-u 1000:1000` of Docker; a password equal to the user's name is not one either. */
function isUserAndGroup(option: string): boolean {
  const [user = '', group] =
    option
      .split(/[\s'"=]/)
      .at(-1)
      ?.split(':') ?? [];
  return user === group || (/^\d+$/.test(user) && /^\d+$/.test(group ?? ''));
}

/**
 * Keys are labelled once: `"kty"`, `<RSAKeyValue>`. The label is searched once for each stretch, so that many parts cost no more than one.
 */
function addKeys(text: string, add: AddFinding): void {
  if (/"kty"/.test(text)) {
    for (const match of text.matchAll(JWK)) {
      const [whole, value = ''] = match;
      const end = match.index + whole.length;
      const near = text.slice(Math.max(0, match.index - KEY_SIZE), end + 400);
      if (near.includes('"kty"')) add(end - 1 - value.length, value, 'private-key');
    }
  }
  if (text.includes('KeyValue>')) {
    for (const match of text.matchAll(XML_KEY)) {
      const [, part = '', value = ''] = match;
      add(match.index + part.length + 2, value, 'private-key');
    }
  }
}

function addCookies(text: string, from: number, add: AddFinding): void {
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
export function isBasicCredentials(value: string): boolean {
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value) || value.length > 400) return false;
  try {
    return /^[\x20-\x7e]{1,100}:[\x20-\x7e]{1,200}$/.test(atob(value));
  } catch {
    return false;
  }
}
