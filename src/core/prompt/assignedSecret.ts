import { isBasicCredentials } from './findCredentials';
import { isGibberish } from './isGibberish';
import { isRandom, isPassword, isSample, isWords } from './looksSecret';
import { besideAccount, isInSentence, isPrinted } from './printedWord';
import type { Assignment } from './readAssignment';
import { acts, isShort, NOUN_END } from './secretNames';
import { isWordPassword } from './wordPassword';

/** Wrappers printed or made around a text that do not matter: `Some(`, `string(24) `, `new SecureString(`. */
const HOLDER =
  /^(?:string\(|s:|\()|(?:some|optional|just|value|string|str|secret|secure|bytes?|buffer|password|token|key|credentials?)\w{0,20}(?:::\w{1,20}|\.\w{1,20})?!?[([{]/i;

/** The characters inspected of a value. */
const MOST_JUDGED = 300;

/** @param from the start of the name */
export function isQuotedSecret(text: string, name: string, from: number, given: Assignment, value: string, chosen: boolean): boolean {
  if (isRandom(value) || isGibberish(value)) return true;
  // A function's result from a text is mostly not a secret; a structure printed around it does not matter.
  if (/\w[([]/.test(given.wrapper) && !HOLDER.test(given.wrapper)) return false;
  if (!chosen) return isSigned(name, value) || isBasic(name, value);
  if (
    (given.sign === '(' && acts(name) && !/(?:^|\.)(?:set|with|use|update|change|reset)/i.test(name)) ||
    (given.sign === ',' && isShort(name))
  )
    return false;
  return isPassword(value) || (!isShort(name) && isAssignedWord(text, name, from, given, value));
}

/** @param from the start of the name */
export function isBareSecret(text: string, name: string, from: number, given: Assignment, value: string, chosen: boolean): boolean {
  if (isGibberish(value) && (given.sign === '>' || !isFollowedByCode(text, given.start + value.length, value))) return true;
  const code = isName(value);
  if (!code && isRandom(value)) return true;
  if (!chosen) return isBasic(name, value);
  return (!code && isPassword(value)) || (!isShort(name) && isAssignedWord(text, name, from, given, value));
}

/** Django's and WordPress' keys also contain signs, including brackets. */
function isSigned(name: string, value: string): boolean {
  if (value.length < 30 || /\s\w+\s/.test(value) || isSample(value) || !/(?:key|salt|secret)$/i.test(name)) return false;
  return /\d/.test(value) && /[A-Za-z]/.test(value) && (value.match(/[^\w\s]/g) ?? []).length >= 3 && !/^[\w.]+\(.*\)$/.test(value);
}

/** `"auth": "dXNlcjpw…"`, `_auth=…`. */
function isBasic(name: string, value: string): boolean {
  return /auth$/i.test(name) && isBasicCredentials(value);
}

/** The part by which a value is judged: the rest of a long one is similar, and a text may be one long run with words everywhere. */
export function headOf(value: string): string {
  return value.slice(0, MOST_JUDGED);
}

/** A value that is evidently a secret, or a password that a person made from a word. */
export function isAnySecret(value: string): boolean {
  if (isSample(value) || isName(value)) return isGibberish(value);
  return isRandom(value) || isGibberish(value) || isPassword(value) || isWordPassword(value, 2, false);
}

/**
 * Is a value made of words a password here? A literal assigned to a password's name is one. Text without quotes may be the name of a
 * variable or a type, and a function's argument may be a label.
 */
function isAssignedWord(text: string, name: string, from: number, given: Assignment, value: string): boolean {
  const { rest: after, sign, quote, closed, spaced } = given;
  if (!NOUN_END.test(after)) return false;
  // `request.password` is a place; `forgot.password` without quotes is the key of a translation.
  const act = acts(quote ? name.slice(name.lastIndexOf('.') + 1) : name);
  if (quote) {
    const assigned = /^(?::=|=>?|:|->|<-)$/.test(sign) || isTuple(text, from, sign) || isInSentence(text, from, given.start + value.length);
    // `password: "Kennwort"`: a page's label for it.
    const label = sign === ':' && /^[A-Z][a-z]+$/.test(value) && !besideAccount(text, from, given.start + value.length);
    return isWordPassword(value, act || !assigned ? 2 : 1, assigned && !act && !label);
  }
  const end = given.start + value.length;
  const rest = text.slice(end, end + 3);
  if (!act && isPrinted(text, from, end, given)) return isPassword(value) || isMixed(value) || isWordPassword(value, 1, true);
  const dated = /^[A-Z][a-z]{3,}[-_.]?(?:19|20)\d\d$/.test(value) && !act;
  if (dated && /^(?:$|[\s,;)\]}&|<>."'\\])/.test(rest)) return isWordPassword(value, 2, false);
  if (sign === '>') {
    const element =
      given.wrapper === '<string>' || new RegExp(`^</(?:\\w{1,20}:)?${name.replace(/[^\w-]/g, '')}>`).test(text.slice(end, end + 80));
    return (
      !act &&
      (!closed || given.wrapper !== '') &&
      /^(?:<\/|\]\])/.test(rest) &&
      (isWordPassword(value, 1, element) || (element && isPassword(value)))
    );
  }
  const free = /^(?:$|\s|&|[.:](?:\s|$))/.test(rest);
  if (sign === '=' && !spaced) {
    if (/^(?:this|self|that|\w)\./.test(name)) return false;
    if (free) return isWordPassword(value, 1, !act && /^(?:[a-z]+|(?:[A-Z][a-z]+)+)$/.test(value));
    // The end of a quoted text around the assignment: a log line in JSON. There the value is not a variable of code.
    const quoted = /^\\{0,3}["']/.test(rest) && /^(?:[A-Z][a-z]{2,}){2,}$/.test(value);
    return isWordPassword(value, 2, quoted || (/^[A-Z]/.test(name) && rest.startsWith(';')));
  }
  return (sign === '=' || sign === ':') && free && !act && isWordPassword(value, /^[a-z]{6,}\d$/.test(value) ? 1 : 2, false);
}

/** Large and small letters and digits; in code, a dot among them would be a member's. */
function isMixed(value: string): boolean {
  return /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value);
}

/** `('password', 'dragon')` that are no arguments, `{:password "dragon"}`. */
function isTuple(text: string, from: number, sign: string): boolean {
  if (sign === ' ') return text[from - 1] === ':' && text.lastIndexOf('{:', from) > from - 200;
  return sign === ',' && /(?:^|[^\w)\]])[([]\\{0,3}["']$/.test(text.slice(Math.max(0, from - 8), from));
}

export function isSettingValue(value: string): boolean {
  return value.length >= 4 && !isSample(value) && !/^(?:\d+|[a-z]+:\/\/.*|[./~].*)$/i.test(value);
}

/** Names of code, also with a digit: `value1`, `base64`, `!request.token?.length`. */
export function isName(value: string): boolean {
  if (!/^[!~]*[A-Za-z_$][\w$]*(?:[?!]?\.[A-Za-z_$][\w$]*)*[?!]?$/.test(value)) return false;
  if (value.includes('.') || value.length < 10) return true;
  // `OAuth2TokenCredential`: digits among words.
  const letters = value.replace(/^[!~]+|[?!]$|\d/g, '');
  return letters.length >= value.length * 0.75 && isWords(letters);
}

/** One of its members is read, or it is a type: code. */
function isFollowedByCode(text: string, end: number, value: string): boolean {
  return value.includes('.') || /^\s{0,3}[?<([]/.test(text.slice(end, end + 4));
}
