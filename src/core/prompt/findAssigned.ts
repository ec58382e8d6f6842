import type { AddFinding } from './finding';
import { isGibberish } from './isGibberish';
import { isPassword, isRandom, isWords } from './looksSecret';
import { isPrinted } from './printedWord';
import { readAssignment } from './readAssignment';
import { readConcatenated, readValue } from './readValue';
import { isWordPassword } from './wordPassword';
import { ABOUT, ANNOUNCED, CHOSEN, isEndOfWord, nameBefore, SHORT_WORD, WORDS } from './secretNames';
import { headOf, isAnySecret, isBareSecret, isName, isQuotedSecret, isSettingValue } from './assignedSecret';
import { addInserted, addPaired, INSERT, PRINTED_PAIR, REVERSED } from './findPaired';

const FLAG_VALUE = /([\w-]{0,40})[ \t]{1,3}(?=[^\s-])(\\?["'])?/y;

/** Commands that assign a value to a name after a space. */
const SPACED =
  /(?:^|[\s;&|+-])(?:ENV|ARG|setenv|setx|set[ \t]{1,3}-\w{1,4}|set|config(?:[ \t]{1,3}(?:set|--?[\w-]{1,20}))*|login[ \t]{1,3}\S{1,60})[ \t]{1,3}[\w.:/-]{0,60}$/;

/** SQL before a password. */
const IDENTIFIED =
  /\b(?:IDENTIFIED\s{1,3}(?:WITH\s{1,3}\w{1,40}\s{1,3})?(?:BY|AS)\s{1,3}(?:PASSWORD\s{1,3})?|PASSWORD\s{1,3}FOR\s{1,3}[^\s=]{1,100}\s{0,3}=\s{0,3}(?:PASSWORD\()?)(?=['"])/gi;

/** Values beside a word, whatever the syntax: settings, code, prints of structures, markup, SQL. Linear in the text. */
export function findAssigned(text: string, add: AddFinding): void {
  let covered = 0;
  const addWhole: AddFinding = (start, value, kind) => {
    covered = Math.max(covered, start + value.length);
    add(start, value, kind);
  };
  for (const word of text.matchAll(WORDS)) {
    // True within a value that is replaced as a whole.
    if (word.index < covered) continue;
    if (/<SECRET_\d+:[a-z-]*$/.test(text.slice(Math.max(0, word.index - 60), word.index))) continue;
    if (SHORT_WORD.test(word[0]) && isEndOfWord(text, word.index)) continue;
    const end = word.index + word[0].length;
    const chosen = word[1] !== undefined;
    const kind = chosen ? 'password' : 'secret';
    const before = nameBefore(text, word.index);
    if (!addFlag(text, word, before, chosen, addWhole)) addAssigned(text, end, before + word[0], chosen, kind, addWhole);
    addPaired(text, end, chosen, addWhole);
  }
  for (const match of text.matchAll(PRINTED_PAIR)) {
    const [whole, name = '', value = ''] = match;
    const word = /^[A-Z]/.test(name) && /^[a-z]/.test(value) && CHOSEN.test(name) && (isPassword(value) || isWordPassword(value, 1, true));
    if (ANNOUNCED.test(name) && !ABOUT.test(name) && (isAnySecret(value) || word))
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

/** `machine a login b password c` of a .netrc, `requirepass c` of Redis, a row of a printed table. */
function isAccountWord(text: string, from: number, known: string, end: number): boolean {
  return (
    /\blogin[ \t]{1,10}\S{1,100}\s{1,20}$/.test(text.slice(Math.max(0, from - 140), from)) ||
    known === 'requirepass' ||
    isPrinted(text, from, end, { rest: '', closed: false, sign: ' ', spaced: true, wrapper: '', start: end })
  );
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
    if (!parts || value === undefined || !isQuotedSecret(text, name, end - known.length, given, headOf(value), chosen)) return;
    for (const part of parts) add(part.start, part.value, kind);
    return;
  }
  const value = readValue(text, given.start);
  if (value === undefined || (given.sign === ' ' && !given.wrapper)) return;
  // `API_KEY=…` in a shell, an .env file or a list of variables: everything after the sign is the value.
  const environment = given.sign === '=' && !given.spaced && /^[A-Z][A-Z0-9_]*$/.test(name);
  const secret = environment ? isSettingValue(headOf(value)) : isBareSecret(text, name, end - known.length, given, headOf(value), chosen);
  if (secret) add(given.start, value, kind);
}

/** A literal with its end cut off: the rest alone must look like a secret. */
function cutOff(text: string, start: number): { start: number; value: string }[] | undefined {
  const value = readValue(text, start);
  return value !== undefined && isAnySecret(headOf(value)) ? [{ start, value }] : undefined;
}

/** `--password …`, `--token=…` with a space; true where it matches. */
function addFlag(text: string, word: RegExpExecArray, before: string, chosen: boolean, add: AddFinding): boolean {
  if (!/(?:^|[\s"'=])--?[\w-]{0,30}$/.test(text.slice(Math.max(0, word.index - 34), word.index))) return false;
  FLAG_VALUE.lastIndex = word.index + word[0].length;
  const flag = FLAG_VALUE.exec(text);
  if (!flag) return false;
  const [whole, name = '', quote] = flag;
  if (ABOUT.test(name) || before.includes('.')) return false;
  const start = flag.index + whole.length;
  const value = readValue(text, start, quote);
  if (value === undefined) return false;
  const head = headOf(value);
  const secret = isGibberish(head) || (isSettingValue(head) && (!isWords(head) || (chosen && isWordPassword(head, 1, false))));
  if (secret) add(start, value, chosen ? 'password' : 'secret');
  return true;
}

/** Behind a space: `ENV X …`, `setenv X …`, `login app password …`; in other texts only generated values. */
function addSpaced(text: string, end: number, known: string, chosen: boolean, kind: string, add: AddFinding): void {
  const gap = /([\w.-]{0,40})[ \t]{1,30}(?=[^\s=:|-])/y;
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
  if (chosen && isAccountWord(text, from, known, start + whole.length)) {
    if (isPassword(value) || isWordPassword(value, 1, true)) add(start, whole, kind);
    return;
  }
  const secret = given
    ? isSettingValue(value) && (/^[A-Z][A-Z0-9_]*$/.test(name) || isAnySecret(value) || (chosen && isWordPassword(value, 2, false)))
    : /\t| {2}/.test(found[0])
      ? isAnySecret(value)
      : isRandom(value) && !isName(value) && /\d/.test(value) && value.length >= 16;
  if (secret) add(start, whole, kind);
}
