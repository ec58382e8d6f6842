import type { AddFinding } from './finding';
import { isBasicCredentials } from './findCredentials';
import { isGibberish } from './isGibberish';
import { isPassword, isRandom, isSample, isWords } from './looksSecret';
import { readAssignment, type Assignment } from './readAssignment';
import { readConcatenated, readValue } from './readValue';
import { isWordPassword } from './wordPassword';

/** Words that announce a secret. The first group: chosen by people; the second: made by machines. */
const WORDS =
  /(pass[-_ ]?(?:word|phrase|code)|passwd|pwd|pass(?![a-z])|pw(?![a-z]))|(secret(?:[-_. ](?:access[-_. ])?(?:key|token))?|token|api[-_. ]?key|(?:access|private|auth|account|signing|encryption|master|shared|license|session|service|storage|app|deploy|subscription|host|consumer|client|security|secure_auth|logged_in|nonce)[-_. ]?key|salt(?![a-z])|auth(?:orization)?(?![a-z])|credentials?|session[-_.]?id|sid(?![a-z])|signature|sig(?![a-z])|nonce(?![a-z])|connect\.sid|hmac|jwt(?![a-z]))/gi;

const ANNOUNCED = new RegExp(WORDS.source, 'i');

/** What may follow the word in the name of a password itself. */
const NOUN_END = /^[-_.]{0,3}(?:\d{0,4}|again|confirm\w{0,8}|current|db|default|dev|local|new|old|prod(?:uction)?|repeat|staging|tests?)$/i;

/** What is printed or made around a text and says nothing about it: `Some(`, `string(24) `, `new SecureString(`. */
const HOLDER =
  /^(?:string\(|s:|\()|(?:some|optional|just|value|string|str|secret|secure|bytes?|buffer|password|token|key|credentials?)\w{0,20}(?:::\w{1,20}|\.\w{1,20})?!?[([{]/i;

/** Words of names that say what is done with a password or about it. */
const ACTS =
  /^(?:allow|bad|change|check|compare|disable|enable|encode|encrypt|enter|expired?|forgot(?:ten)?|generate|get|has|hash|hide|incorrect|input|invalid|is|label|lost|missing|no|recover|remember|request|required?|reset|send|set|show|split|toggle|type|update|use|validate|verify|weak|wrong)(?:$|pass|pwd)/i;

/** `passwordField`, `tokenCount`, `secretName`: about a secret, not one. */
const ABOUT =
  /(?:count|length|size|type|name|field|label|hint|url|uri|path|file|dir|id|index|limit|policy|expir\w*|ttl|regex|pattern|placeholder|error|message|title|text|format|version|algorithm|method|required|enabled|header|endpoint|class|position|kind|hash(?:er|es?)?|\.(?:pem|key|crt|cer|txt|json|ya?ml|[cm]?[jt]sx?|py|rb|go|rs|java|md|html?|php))s?$/i;

/** Words that are the ends of others: `compass`, `inside`. */
const SHORT_WORD = /^(?:pass|pw|salt|auth|authorization|sid|sig|nonce|jwt)$/i;

const FLAG_VALUE = /([\w-]{0,40})[ \t]{1,3}(?=[^\s-])(\\?["'])?/y;

/** A name in one place and its value in the next: `name: X⏎ value: …`, `key="X" value="…"`, `"Key": "X", "Value": "…"`. */
const PAIRED =
  /[\w.-]{0,40}\\{0,3}["']?\]?(?:[\s,;{)]|\n[+-]){0,80}(?:>[ \t]{0,3})?(?:--)?\\{0,3}["']?(?:val|value|content|default|body|secret_?string)\\{0,3}["']?[ \t]{0,3}[:=][ \t]{0,3}(\\{0,3}["'`])?/iy;

/** The name and the value are the whole of a part of a form. */
const MULTIPART = /[\w.-]{0,40}"(?:\r?\n[+-]?[ \t]{0,40}){2}([^\s"]{6,400})$/my;

/** Commands that give a value to a name behind a space. */
const SPACED =
  /(?:^|[\s;&|+-])(?:ENV|ARG|setenv|setx|set[ \t]{1,3}-\w{1,4}|set|config(?:[ \t]{1,3}(?:set|--?[\w-]{1,20}))*|login[ \t]{1,3}\S{1,60})[ \t]{1,3}[\w.:/-]{0,60}$/;

/** Characters of a value that are looked at. */
const MOST_JUDGED = 300;

const PRINTED_PAIR = /\[([\w.:-]{2,60}),[ \t]([^\s\],"']{6,400})\]/g;
const REVERSED =
  /\\{0,3}["']?\b[Vv]alue\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']([^"'\\\n]{6,400})\\{0,3}["']\s{0,3},?\s{0,3}\\{0,3}["']?\b(?:[Nn]ame|[Kk]ey)\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']([\w.:-]{2,80})/g;
const IDENTIFIED = /\bIDENTIFIED\s{1,3}(?:WITH\s{1,3}\w{1,40}\s{1,3})?(?:BY|AS)\s{1,3}(?:PASSWORD\s{1,3})?(?=['"])/gi;
const INSERT = /\bINTO\s{1,3}[\w."`[\]]{1,80}\s{0,3}\(([^()]{1,2000})\)\s{0,3}VALUES\s{0,3}\(/gi;

/** Values beside a word, whatever the syntax: settings, code, prints of structures, markup, SQL. Linear in the text. */
export function findAssigned(text: string, add: AddFinding): void {
  let covered = 0;
  const addWhole: AddFinding = (start, value, kind) => {
    covered = Math.max(covered, start + value.length);
    add(start, value, kind);
  };
  for (const word of text.matchAll(WORDS)) {
    // Within a value that is replaced whole.
    if (word.index < covered) continue;
    if (/<SECRET_\d+:[a-z-]*$/.test(text.slice(Math.max(0, word.index - 60), word.index))) continue;
    if (SHORT_WORD.test(word[0]) && isEndOfWord(text, word.index)) continue;
    const end = word.index + word[0].length;
    const chosen = word[1] !== undefined;
    const kind = chosen ? 'password' : 'secret';
    const before = nameBefore(text, word.index);
    if (!addFlag(text, word, before, chosen, addWhole)) addAssigned(text, end, before + word[0], chosen, kind, addWhole);
    addPaired(text, end, kind, addWhole);
  }
  for (const match of text.matchAll(PRINTED_PAIR)) {
    const [whole, name = '', value = ''] = match;
    if (ANNOUNCED.test(name) && !ABOUT.test(name) && isAnySecret(value))
      add(match.index + whole.length - 1 - value.length, value, 'secret');
  }
  for (const match of text.matchAll(REVERSED)) {
    const [whole, value = '', name = ''] = match;
    if (ANNOUNCED.test(name) && !ABOUT.test(name) && isAnySecret(value)) add(match.index + whole.indexOf(value), value, 'secret');
  }
  for (const match of text.matchAll(IDENTIFIED)) {
    const start = match.index + match[0].length + 1;
    const value = readValue(text, start, text[start - 1]);
    if (value !== undefined && isSettingValue(value)) add(start, value, 'password');
  }
  for (const match of text.matchAll(INSERT)) addInserted(text, match, add);
}

function addAssigned(text: string, end: number, known: string, chosen: boolean, kind: string, add: AddFinding): void {
  const given = readAssignment(text, end);
  if (!given) {
    addSpaced(text, end, known, chosen, kind, add);
    return;
  }
  const name = known + given.rest;
  if (ABOUT.test(given.rest)) return;
  // `getToken.info("…")`: a call of something else.
  if (given.sign === '(' && given.rest.includes('.')) return;
  if (given.quote) {
    const parts = readConcatenated(text, given.start, given.quote) ?? cutOff(text, given.start);
    const value = parts?.map((part) => part.value).join('');
    if (!parts || value === undefined || !isQuotedSecret(text, name, given, headOf(value), chosen)) return;
    for (const part of parts) add(part.start, part.value, kind);
    return;
  }
  const value = readValue(text, given.start);
  if (value === undefined || (given.sign === ' ' && !given.wrapper)) return;
  // `API_KEY=…` in a shell, an .env file or a list of variables: whatever stands there is the value.
  const environment = given.sign === '=' && !given.spaced && /^[A-Z][A-Z0-9_]*$/.test(name);
  const secret = environment ? isSettingValue(headOf(value)) : isBareSecret(text, name, given, headOf(value), chosen);
  if (secret) add(given.start, value, kind);
}

/** A literal whose end is not there any more: what is left of it shows by itself what it is. */
function cutOff(text: string, start: number): { start: number; value: string }[] | undefined {
  const value = readValue(text, start);
  return value !== undefined && isAnySecret(headOf(value)) ? [{ start, value }] : undefined;
}

function isQuotedSecret(text: string, name: string, given: Assignment, value: string, chosen: boolean): boolean {
  if (isRandom(value) || isGibberish(value)) return true;
  // What a function makes of a text is mostly none; what a structure prints around it says nothing.
  if (/\w[([]/.test(given.wrapper) && !HOLDER.test(given.wrapper)) return false;
  if (!chosen) return isSigned(name, value) || isBasic(name, value);
  if (
    (given.sign === '(' && acts(name) && !/(?:^|\.)(?:set|with|use|update|change|reset)/i.test(name)) ||
    (given.sign === ',' && isShort(name))
  )
    return false;
  return isPassword(value) || (!isShort(name) && isAssignedWord(text, name, given, value));
}

function isBareSecret(text: string, name: string, given: Assignment, value: string, chosen: boolean): boolean {
  if (isGibberish(value) && (given.sign === '>' || !isFollowedByCode(text, given.start + value.length, value))) return true;
  const code = isName(value);
  if (!code && isRandom(value)) return true;
  if (!chosen) return isBasic(name, value);
  return (!code && isPassword(value)) || (!isShort(name) && isAssignedWord(text, name, given, value));
}

/** Django's and WordPress' keys are drawn from signs too, brackets among them. */
function isSigned(name: string, value: string): boolean {
  if (value.length < 30 || /\s\w+\s/.test(value) || isSample(value) || !/(?:key|salt|secret)$/i.test(name)) return false;
  return /\d/.test(value) && /[A-Za-z]/.test(value) && (value.match(/[^\w\s]/g) ?? []).length >= 3 && !/^[\w.]+\(.*\)$/.test(value);
}

/** `"auth": "dXNlcjpw…"`, `_auth=…`. */
function isBasic(name: string, value: string): boolean {
  return /auth$/i.test(name) && isBasicCredentials(value);
}

/** `pass: 12`, `anyPass: 'overSome'`: not a password's name, unless it says whose. */
function isShort(name: string): boolean {
  if (!/(?:^|[^A-Za-z]|[a-z])(?:pass|pw)$/i.test(name)) return false;
  return !/(?:admin|auth|bind|db|database|email|ftp|http|key|keystore|ldap|login|mail|mysql|my|pg|postgres|proxy|rds|redis|root|rpc|sa|smtp|sql|ssh|store|user|usr|wifi|wp)[-_.]?(?:pass|pw)$/i.test(
    name,
  );
}

function isEndOfWord(text: string, index: number): boolean {
  const around = text.slice(Math.max(0, index - 1), index + 2);
  return index > 0 && /^[A-Za-z]/.test(around) && !/^[a-z][A-Z][a-z]/.test(around);
}

function acts(name: string): boolean {
  return name.split(/[-_.]|(?<=[a-z])(?=[A-Z])/).some((word) => ACTS.test(word));
}

/** `--password …`, `--token=…` with a space; true where it was one. */
function addFlag(text: string, word: RegExpExecArray, before: string, chosen: boolean, add: AddFinding): boolean {
  if (!/(?:^|[\s"'=])--?[\w-]{0,30}$/.test(text.slice(Math.max(0, word.index - 34), word.index))) return false;
  FLAG_VALUE.lastIndex = word.index + word[0].length;
  const flag = FLAG_VALUE.exec(text);
  if (!flag || ABOUT.test(flag[1] ?? '') || before.includes('.')) return false;
  const start = flag.index + flag[0].length;
  const value = readValue(text, start, flag[2]);
  if (value === undefined) return false;
  const head = headOf(value);
  const secret = isGibberish(head) || (isSettingValue(head) && (!isWords(head) || (chosen && isWordPassword(head, 1, false))));
  if (secret) add(start, value, chosen ? 'password' : 'secret');
  return true;
}

/** Behind a space: `ENV X …`, `setenv X …`, `login app password …`; of other texts only what is drawn. */
function addSpaced(text: string, end: number, known: string, chosen: boolean, kind: string, add: AddFinding): void {
  const gap = /([\w.-]{0,40})[ \t]{1,3}(?=[^\s=:|-])/y;
  gap.lastIndex = end;
  const found = gap.exec(text);
  if (!found || ABOUT.test(found[1] ?? '')) return;
  const name = known + (found[1] ?? '');
  const start = end + found[0].length;
  const whole = readValue(text, start);
  if (whole === undefined || !/^(?:$|[\s,;)])/.test(text.slice(start + whole.length, start + whole.length + 1))) return;
  const value = headOf(whole);
  const from = end - known.length;
  const given = SPACED.test(text.slice(Math.max(0, from - 100), from));
  const secret = given
    ? isSettingValue(value) && (/^[A-Z][A-Z0-9_]*$/.test(name) || isAnySecret(value) || (chosen && isWordPassword(value, 2, false)))
    : /\t| {2}/.test(found[0])
      ? isAnySecret(value)
      : isRandom(value) && !isName(value) && /\d/.test(value) && value.length >= 16;
  if (secret) add(start, whole, kind);
}

function addPaired(text: string, end: number, kind: string, add: AddFinding): void {
  PAIRED.lastIndex = end;
  const pair = PAIRED.exec(text);
  if (pair) {
    const value = readValue(text, PAIRED.lastIndex, pair[1]);
    if (value !== undefined && isAnySecret(headOf(value))) add(PAIRED.lastIndex, value, kind);
    return;
  }
  MULTIPART.lastIndex = end;
  const part = MULTIPART.exec(text);
  if (part && isAnySecret(part[1]!)) add(MULTIPART.lastIndex - part[1]!.length, part[1]!, kind);
}

/** The values of a column that is named like a secret. */
function addInserted(text: string, match: RegExpExecArray, add: AddFinding): void {
  const columns = match[1]!.split(',');
  let at = match.index + match[0].length;
  for (const column of columns) {
    const gap = /\s{0,10}(?:[NE]?(['"])|([^\s,)]{0,400}))/y;
    gap.lastIndex = at;
    const found = gap.exec(text);
    if (!found) return;
    at = gap.lastIndex;
    if (found[1]) {
      const value = readValue(text, at, found[1]);
      if (value === undefined) return;
      if (ANNOUNCED.test(column) && !ABOUT.test(column.trim().replace(/["`]$/, '')) && isAnySecret(value)) add(at, value, 'secret');
      at += value.length + 1;
    }
    const comma = text.indexOf(',', at);
    if (comma < 0 || comma > at + 20) return;
    at = comma + 1;
  }
}

/** What a value is judged by: a long one is no other in its rest, and a text may be one long run with a word in it everywhere. */
function headOf(value: string): string {
  return value.slice(0, MOST_JUDGED);
}

/** A value that shows by itself that it is a secret, or a password that a person made of a word. */
function isAnySecret(value: string): boolean {
  if (isSample(value) || isName(value)) return isGibberish(value);
  return isRandom(value) || isGibberish(value) || isPassword(value) || isWordPassword(value, 2, false);
}

/**
 * Is a value made of words a password here? A literal that is assigned to a password's name is; what stands without quotes may be
 * the name of a variable or of a type, and what a function is given, a label.
 */
function isAssignedWord(text: string, name: string, given: Assignment, value: string): boolean {
  const { rest: after, sign, quote, closed, spaced } = given;
  if (!NOUN_END.test(after)) return false;
  // `request.password` is a place; `forgot.password` without quotes is a key of a text.
  const act = acts(quote ? name.slice(name.lastIndexOf('.') + 1) : name);
  if (quote) {
    const assigned = /^(?::=|=>?|:|->|<-)$/.test(sign);
    // `password: "Kennwort"`: what a page calls it.
    const label = sign === ':' && /^[A-Z][a-z]+$/.test(value);
    return isWordPassword(value, act || !assigned ? 2 : 1, assigned && !act && !label);
  }
  const end = given.start + value.length;
  const rest = text.slice(end, end + 3);
  const dated = /^[A-Z][a-z]{3,}[-_.]?(?:19|20)\d\d$/.test(value) && !act;
  if (dated && /^(?:$|[\s,;)\]}&|<>."'\\])/.test(rest)) return isWordPassword(value, 2, false);
  if (sign === '>') return !act && (!closed || given.wrapper !== '') && /^(?:<\/|\]\])/.test(rest) && isWordPassword(value, 1, false);
  const free = /^(?:$|\s|&|[.:](?:\s|$))/.test(rest);
  if (sign === '=' && !spaced) {
    if (/^(?:this|self|that|\w)\./.test(name)) return false;
    if (free) return isWordPassword(value, 1, !act && /^(?:[a-z]+|(?:[A-Z][a-z]+)+)$/.test(value));
    // The end of a text in quotes that the assignment stands in: a log line in JSON. Code names no variable there.
    const quoted = /^\\{0,3}["']/.test(rest) && /^(?:[A-Z][a-z]{2,}){2,}$/.test(value);
    return isWordPassword(value, 2, quoted || (/^[A-Z]/.test(name) && rest.startsWith(';')));
  }
  return (sign === '=' || sign === ':') && free && !act && isWordPassword(value, /^[a-z]{6,}\d$/.test(value) ? 1 : 2, false);
}

function isSettingValue(value: string): boolean {
  return value.length >= 4 && !isSample(value) && !/^(?:\d+|[a-z]+:\/\/.*|[./~].*)$/i.test(value);
}

/** Names of code, also with a digit: `value1`, `base64`, `!request.token?.length`. */
function isName(value: string): boolean {
  if (!/^[!~]*[A-Za-z_$][\w$]*(?:[?!]?\.[A-Za-z_$][\w$]*)*[?!]?$/.test(value)) return false;
  if (value.includes('.') || value.length < 10) return true;
  // `OAuth2TokenCredential`: digits among words.
  const letters = value.replace(/^[!~]+|[?!]$|\d/g, '');
  return letters.length >= value.length * 0.75 && isWords(letters);
}

/** A member of it is read, or it is a type: code. */
function isFollowedByCode(text: string, end: number, value: string): boolean {
  return value.includes('.') || /^\s{0,3}[?<([]/.test(text.slice(end, end + 4));
}

function nameBefore(text: string, end: number): string {
  return /(?<![\w.-])[\w.-]*$/.exec(text.slice(Math.max(0, end - 40), end))?.[0] ?? '';
}
